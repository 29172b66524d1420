/* limit_tableau.c - the problem in the basis of N columns of X; see limit_tableau.h.
 *
 * Why double-double: at L = 2e6 an exponent |z_i| - L is wanted to 1e-16 absolutely, so z_i = sum_j a_ji u_j
 * with |u_j| about L to 5e-23 relatively; one exchange has a relative error of about 2^-100, hundreds of them
 * 2^-92.
 *
 * Why entries that cancel to 2^-86 become 0: a column that lies in the span of part of the basis has exact
 * zeros in the other rows. Later these entries are weighed by ratios of weights up to e^(2L), so that a
 * rounding error in place of a zero would count. Where the data make a true entry that small relative to what
 * it comes from, the decision is wrong by a change of X of 2^-86 relatively, which norm-wise is nothing; the
 * exact reference decides exactly. */
#include "limit_tableau.h"

#include <lapacke.h>
#include <stdlib.h>
#include <string.h>

/* row -= f * pivot over n elements, cancellations to 0. */
CF_DD_CLONES static void eliminate(double *restrict rh, double *restrict rl, const double *restrict ph,
                                   const double *restrict pl, cf_dd f, size_t n) {
    const double snap = 0x1p-86;
    for (size_t i = 0; i < n; i++) {
        const cf_dd m = cf_dd_mul(f, (cf_dd){ph[i], pl[i]});
        const cf_dd s = cf_dd_add((cf_dd){rh[i], rl[i]}, (cf_dd){-m.hi, -m.lo});
        const double keep = fabs(s.hi) > snap * fabs(m.hi) ? 1.0 : 0.0;
        rh[i] = keep * s.hi;
        rl[i] = keep * s.lo;
    }
}

/* out += f * row */
CF_DD_CLONES static void add_multiple(double *restrict oh, double *restrict ol, const double *restrict rh,
                                      const double *restrict rl, cf_dd f, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const cf_dd s = cf_dd_add((cf_dd){oh[i], ol[i]}, cf_dd_mul(f, (cf_dd){rh[i], rl[i]}));
        oh[i] = s.hi;
        ol[i] = s.lo;
    }
}

void cf_tableau_exchange(cf_tableau *t, size_t j, size_t i) {
    const size_t width = t->width;
    double *ph = t->hi + j * width, *pl = t->lo + j * width;
    const cf_dd p = {ph[i], pl[i]};
    for (size_t k = 0; k < width; k++) {
        const cf_dd v = cf_dd_div((cf_dd){ph[k], pl[k]}, p);
        ph[k] = v.hi, pl[k] = v.lo;
    }
    ph[i] = 1, pl[i] = 0;
    for (size_t n = 0; n < t->N; n++) {
        double *rh = t->hi + n * width, *rl = t->lo + n * width;
        const cf_dd f = {rh[i], rl[i]};
        if (n == j || f.hi == 0) continue;
        eliminate(rh, rl, ph, pl, f, width);
        rh[i] = rl[i] = 0;
    }
    t->basis[j] = i;
}

/* The largest entry of the columns of X in the rows that have no basic column yet. */
static int find_pivot(size_t *row, size_t *column, const cf_tableau *t) {
    double best = 0;
    for (size_t n = 0; n < t->N; n++) {
        if (t->basis[n] != t->d) continue;
        for (size_t i = 0; i < t->d; i++) {
            const double a = fabs(t->hi[n * t->width + i]);
            if (a > best) best = a, *row = n, *column = i;
        }
    }
    return best > 0;
}

void cf_tableau_clear(cf_tableau *t) {
    free(t->hi);
    free(t->lo);
    free(t->basis);
    memset(t, 0, sizeof *t);
}

cf_status cf_tableau_init(cf_tableau *t, const cf_limit_problem *q) {
    const size_t N = q->N, d = q->d, width = d + 1;
    *t = (cf_tableau){.N = N, .d = d, .width = width};
    t->hi = malloc(N * width * sizeof(double));
    t->lo = calloc(N * width, sizeof(double));
    t->basis = malloc(N * sizeof(size_t));
    if (!t->hi || !t->lo || !t->basis) {
        cf_tableau_clear(t);
        return CF_ENOMEM;
    }
    for (size_t n = 0; n < N; n++) {
        memcpy(t->hi + n * width, q->X + n * d, d * sizeof(double));
        t->hi[n * width + d] = q->y[n];
        t->basis[n] = d; /* none yet */
    }
    for (size_t k = 0; k < N; k++) {
        size_t row = 0, column = 0;
        if (!find_pivot(&row, &column, t)) {
            cf_tableau_clear(t);
            return CF_ERANK;
        }
        cf_tableau_exchange(t, row, column);
    }
    return CF_OK;
}

void cf_tableau_apply_t(double *zh, double *zl, const cf_tableau *t, const double *uh, const double *ul) {
    memset(zh, 0, t->d * sizeof(double));
    memset(zl, 0, t->d * sizeof(double));
    for (size_t n = 0; n < t->N; n++) {
        if (uh[n] == 0 && ul[n] == 0) continue; /* 0 times a row: no bit changes */
        add_multiple(zh, zl, t->hi + n * t->width, t->lo + n * t->width, (cf_dd){uh[n], ul[n]}, t->d);
    }
    for (size_t n = 0; n < t->N; n++) zh[t->basis[n]] = uh[n], zl[t->basis[n]] = ul[n];
}

/* The LU factors of X_B in double, column-major, and room for a vector after them. 0: out of memory. */
static double *factor_basis(lapack_int **pivots, const cf_tableau *t, const cf_limit_problem *q) {
    const size_t N = t->N;
    double *lu = malloc(N * (N + 2) * sizeof(double));
    *pivots = malloc(N * sizeof(lapack_int));
    if (!lu || !*pivots) {
        free(lu);
        free(*pivots);
        return NULL;
    }
    for (size_t j = 0; j < N; j++) {
        for (size_t n = 0; n < N; n++) lu[j * N + n] = q->X[n * q->d + t->basis[j]];
    }
    LAPACKE_dgetrf_work(LAPACK_COL_MAJOR, (int)N, (int)N, lu, (int)N, *pivots);
    return lu;
}

/* r = u - X_B^T (nu + nu_lo); returns its largest entry. */
static double basis_residual(double *r, const cf_tableau *t, const cf_limit_problem *q, const double *uh,
                             const double *ul, const double *nu, const double *nu_lo) {
    double worst = 0;
    for (size_t j = 0; j < t->N; j++) {
        cf_dd s = {uh[j], ul[j]};
        for (size_t n = 0; n < t->N; n++) {
            const double x = -q->X[n * q->d + t->basis[j]];
            s = cf_dd_add(s, cf_dd_mul((cf_dd){x, 0}, (cf_dd){nu[n], nu_lo[n]}));
        }
        r[j] = s.hi;
        if (!(fabs(s.hi) <= worst)) worst = fabs(s.hi); /* a NaN shows */
    }
    return worst;
}

/* By the LU factors of X_B in double, refined with residuals in double-double. */
cf_status cf_tableau_nu(double *nu, double *nu_lo, const cf_tableau *t, const cf_limit_problem *q,
                        const double *uh, const double *ul) {
    const size_t N = t->N;
    lapack_int *pivots;
    double *lu = factor_basis(&pivots, t, q), before = INFINITY;
    cf_status status = CF_OK;
    if (!lu) return CF_ENOMEM;
    memset(nu, 0, N * sizeof(double));
    memset(nu_lo, 0, N * sizeof(double));
    for (int k = 0; k < 40; k++) {
        double *r = lu + N * N;
        const double worst = basis_residual(r, t, q, uh, ul, nu, nu_lo);
        if (!(worst < INFINITY)) status = CF_ENOCONV;
        if (!(worst > 1e-24 && worst <= 0.5 * before)) break;
        before = worst;
        LAPACKE_dgetrs_work(LAPACK_COL_MAJOR, 'T', (int)N, 1, lu, (int)N, pivots, r, (int)N);
        cf_limit_accumulate(nu, nu_lo, r, N);
    }
    free(lu);
    free(pivots);
    return status;
}

cf_status cf_tableau_refine(double *beta, const cf_tableau *t, const cf_limit_problem *q) {
    const size_t N = t->N;
    lapack_int *pivots;
    double *lu = factor_basis(&pivots, t, q);
    if (!lu) return CF_ENOMEM;
    double *r = lu + N * N, *kept = r + N, before = INFINITY;
    for (int k = 0; k < 4; k++) {
        const double residual = cf_limit_residual_dd(r, beta, q);
        if (!(residual < before)) { /* the last step was none */
            for (size_t j = 0; j < N && k > 0; j++) beta[t->basis[j]] = kept[j];
            break;
        }
        if (residual <= 1e-16 || k == 3) break;
        before = residual;
        LAPACKE_dgetrs_work(LAPACK_COL_MAJOR, 'N', (int)N, 1, lu, (int)N, pivots, r, (int)N);
        for (size_t j = 0; j < N; j++) {
            kept[j] = beta[t->basis[j]];
            beta[t->basis[j]] += r[j];
        }
    }
    free(lu);
    free(pivots);
    return CF_OK;
}
