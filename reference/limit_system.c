/* limit_system.c - the equations of limit.h in balls: A and b, the residual f(u) and its Jacobian.
 *
 * Plain system (the weights of the basis are of one size): A = X and b = y, exact, no row scaling.
 *
 * Graded system: A = X_B^{-1} X and b = X_B^{-1} y as balls. Row k is divided by about w_{B_k}, which may be
 * e^(2L) times smaller than the weight of a column j, so an A_kj (or b_k) that is truly 0 must be exactly 0:
 * a ball about 0 would drown the row. Every column of [A b] with an entry whose ball holds 0 is therefore
 * computed again with exact rational arithmetic, and what is 0 there is 0 for good; the others are enclosed
 * at the precision asked for. */
#include "limit.h"
#include <math.h>
#include <stdlib.h>

/* sigma, col_exp and s of depth > 2 */
static int init_depth(cf_ref_limit_system *sys, const cf_ref_limit_search *s, const double *X, const fmpq_t depth) {
    slong N = (slong)s->N, d = (slong)s->d;
    int saturated = 0, ok = 1;
    fmpq_init(sys->p);
    fmpq_sub_si(sys->p, depth, 2);
    fmpq_div(sys->p, depth, sys->p);
    sys->col_exp = _fmpz_vec_init(N);
    fmpq_mat_init(sys->nu_sigma, N, 1);
    fmpq_mat_init(sys->s, d, 1);
    sys->gap_below = _arb_vec_init(d);
    sys->gap_above = _arb_vec_init(d);
    for (slong k = 0; k < N; k++) saturated |= s->sigma[k] != 0;
    if (sys->graded && saturated) {
        for (slong k = 0; k < N; k++)
            if (s->sigma[k] != 0)
                fmpz_set_d(sys->col_exp + k, rint((s->shift[k] + log(fabs(s->u[k]))) / log(2)));
        sys->sigma = malloc(s->N * sizeof *sys->sigma);
        ok = sys->sigma && cf_ref_limit_slopes(sys->nu_sigma, sys->s, X, s->basis, s->sigma, s->N, s->d);
        for (slong k = 0; k < N && ok; k++) sys->sigma[k] = s->sigma[k];
    }
    if (sys->graded) _fmpz_vec_add(sys->row_exp, sys->row_exp, sys->col_exp, N);
    return ok;
}

void cf_ref_limit_system_init_plain(cf_ref_limit_system *sys, size_t N, size_t d) {
    sys->N = N, sys->d = d;
    sys->basis = NULL;
    sys->start = NULL;
    sys->deep = sys->graded = 0;
    sys->prec = 0;
    sys->zero = NULL;
    sys->sigma = NULL;
    arb_mat_init(sys->A, (slong)N, (slong)d);
    arb_mat_init(sys->At, (slong)d, (slong)N);
    arb_mat_init(sys->b, (slong)N, 1);
    sys->row_exp = _fmpz_vec_init((slong)N);
}

int cf_ref_limit_system_init(cf_ref_limit_system *sys, const cf_ref_limit_search *s, const double *X,
                             const fmpq_t depth) {
    cf_ref_limit_system_init_plain(sys, s->N, s->d);
    sys->basis = s->basis;
    sys->deep = isfinite(s->p);
    sys->graded = s->spread > 25 || s->tableau.careful;
    for (size_t k = 0; k < s->N && sys->deep; k++)
        sys->graded |= cf_ref_limit_search_depth_room(s, s->basis[k]) < -14; /* 1 - |z| below 1e-6 */
    if (sys->graded)
        for (size_t k = 0; k < s->N; k++)
            fmpz_set_d(sys->row_exp + k, floor(s->lw[s->basis[k]] / log(2)) + s->tableau.y_exp);
    return !sys->deep || init_depth(sys, s, X, depth);
}

void cf_ref_limit_system_clear(cf_ref_limit_system *sys) {
    arb_mat_clear(sys->A);
    arb_mat_clear(sys->At);
    arb_mat_clear(sys->b);
    _fmpz_vec_clear(sys->row_exp, (slong)sys->N);
    free(sys->zero);
    if (!sys->deep) return;
    fmpq_clear(sys->p);
    _fmpz_vec_clear(sys->col_exp, (slong)sys->N);
    fmpq_mat_clear(sys->nu_sigma);
    fmpq_mat_clear(sys->s);
    _arb_vec_clear(sys->gap_below, (slong)sys->d);
    _arb_vec_clear(sys->gap_above, (slong)sys->d);
    free(sys->sigma);
}

static void set_exact(fmpq_t q, double x) {
    arf_t a;
    arf_init(a);
    arf_set_d(a, x);
    arf_get_fmpq(q, a);
    arf_clear(a);
}

/* Column j of [X y] in the basis, exactly: decides the zeros. */
static int exact_zeros(cf_ref_limit_system *sys, const double *X, const double *y, const size_t *columns,
                       size_t n) {
    size_t N = sys->N, d = sys->d;
    fmpq_mat_t XB, rhs, sol;
    fmpq_mat_init(XB, (slong)N, (slong)N);
    fmpq_mat_init(rhs, (slong)N, (slong)n);
    fmpq_mat_init(sol, (slong)N, (slong)n);
    for (size_t r = 0; r < N; r++) {
        for (size_t k = 0; k < N; k++) set_exact(fmpq_mat_entry(XB, r, k), X[r * d + sys->basis[k]]);
        for (size_t c = 0; c < n; c++)
            set_exact(fmpq_mat_entry(rhs, r, c), columns[c] == d ? y[r] : X[r * d + columns[c]]);
    }
    int ok = fmpq_mat_solve(sol, XB, rhs);
    for (size_t k = 0; k < N && ok; k++)
        for (size_t c = 0; c < n; c++)
            sys->zero[k * (d + 1) + columns[c]] = fmpq_is_zero(fmpq_mat_entry(sol, k, c)) ? 1 : 0;
    fmpq_mat_clear(XB);
    fmpq_mat_clear(rhs);
    fmpq_mat_clear(sol);
    return ok;
}

/* Solves X_B [A b] = [X y] in balls. */
static int solve_balls(arb_mat_t S, const cf_ref_limit_system *sys, const double *X, const double *y,
                       slong prec) {
    slong N = (slong)sys->N, d = (slong)sys->d;
    arb_mat_t XB, rhs;
    arb_mat_init(XB, N, N);
    arb_mat_init(rhs, N, d + 1);
    for (slong r = 0; r < N; r++) {
        for (slong k = 0; k < N; k++) arb_set_d(arb_mat_entry(XB, r, k), X[r * d + (slong)sys->basis[k]]);
        for (slong j = 0; j < d; j++) arb_set_d(arb_mat_entry(rhs, r, j), X[r * d + j]);
        arb_set_d(arb_mat_entry(rhs, r, d), y[r]);
    }
    int ok = arb_mat_solve(S, XB, rhs, prec) && arb_mat_is_finite(S);
    arb_mat_clear(XB);
    arb_mat_clear(rhs);
    return ok;
}

static int mark_zeros(cf_ref_limit_system *sys, arb_mat_t S, const double *X, const double *y) {
    size_t N = sys->N, d = sys->d, n = 0;
    sys->zero = calloc(N * (d + 1), 1);
    size_t *columns = malloc((d + 1) * sizeof *columns);
    char *basic = calloc(d + 1, 1);
    int ok = sys->zero && columns && basic;
    for (size_t k = 0; k < N && ok; k++) {
        size_t j = sys->basis[k];
        basic[j] = 1;
        for (size_t r = 0; r < N; r++) sys->zero[r * (d + 1) + j] = r != k;
    }
    for (size_t j = 0; j <= d && ok; j++) {
        int doubtful = 0;
        for (size_t k = 0; k < N && !basic[j]; k++)
            doubtful |= arb_contains_zero(arb_mat_entry(S, (slong)k, (slong)j));
        if (doubtful) columns[n++] = j;
    }
    if (ok && n) ok = exact_zeros(sys, X, y, columns, n);
    free(columns);
    free(basic);
    return ok;
}

static int set_graded(cf_ref_limit_system *sys, const double *X, const double *y, slong prec) {
    slong N = (slong)sys->N, d = (slong)sys->d;
    arb_mat_t S;
    arb_mat_init(S, N, d + 1);
    int ok = solve_balls(S, sys, X, y, prec) && (sys->zero || mark_zeros(sys, S, X, y));
    for (slong k = 0; k < N && ok; k++)
        for (slong j = 0; j <= d; j++) {
            arb_ptr to = j < d ? arb_mat_entry(sys->A, k, j) : arb_mat_entry(sys->b, k, 0);
            if (sys->zero[k * (d + 1) + j])
                arb_zero(to);
            else
                arb_swap(to, arb_mat_entry(S, k, j));
        }
    for (slong k = 0; k < N && ok; k++) arb_one(arb_mat_entry(sys->A, k, (slong)sys->basis[k]));
    arb_mat_clear(S);
    return ok ? 0 : -1;
}

/* 1 -+ s, and the columns of A^T scaled by 2^col_exp */
static void set_gaps(cf_ref_limit_system *sys, slong prec) {
    fmpq_t q, one;
    fmpq_init(q), fmpq_init(one);
    fmpq_one(one);
    for (slong j = 0; j < (slong)sys->d; j++) {
        fmpq_sub(q, one, fmpq_mat_entry(sys->s, j, 0));
        arb_set_fmpq(sys->gap_below + j, q, prec);
        fmpq_add(q, one, fmpq_mat_entry(sys->s, j, 0));
        arb_set_fmpq(sys->gap_above + j, q, prec);
        for (slong k = 0; k < (slong)sys->N; k++)
            arb_mul_2exp_fmpz(arb_mat_entry(sys->At, j, k), arb_mat_entry(sys->At, j, k), sys->col_exp + k);
    }
    fmpq_clear(q), fmpq_clear(one);
}

int cf_ref_limit_system_set(cf_ref_limit_system *sys, const double *X, const double *y, slong prec) {
    if (sys->prec >= prec) return 0;
    slong N = (slong)sys->N, d = (slong)sys->d;
    if (sys->graded) {
        if (set_graded(sys, X, y, prec)) return -1;
        sys->prec = prec;
    } else {
        for (slong n = 0; n < N; n++) {
            for (slong j = 0; j < d; j++) arb_set_d(arb_mat_entry(sys->A, n, j), X[n * d + j]);
            arb_set_d(arb_mat_entry(sys->b, n, 0), y[n]);
        }
        sys->prec = WORD_MAX;
    }
    arb_mat_transpose(sys->At, sys->A);
    if (sys->deep) set_gaps(sys, prec);
    return 0;
}

void cf_ref_limit_z(arb_ptr z, const cf_ref_limit_system *sys, arb_srcptr u, slong prec) {
    for (slong j = 0; j < (slong)sys->d; j++)
        arb_dot(z + j, NULL, 0, arb_mat_entry(sys->At, j, 0), 1, u, 1, (slong)sys->N, prec);
}

static void scale_row(arb_t x, const cf_ref_limit_system *sys, size_t k) {
    fmpz_t e;
    fmpz_init(e);
    fmpz_neg(e, sys->row_exp + k);
    arb_mul_2exp_fmpz(x, x, e);
    fmpz_clear(e);
}

void cf_ref_limit_residual(arb_ptr f, arb_ptr z, arb_ptr beta, const cf_ref_limit_system *sys, arb_srcptr u,
                           const arb_t scale, slong prec) {
    cf_ref_limit_z(z, sys, u, prec);
    cf_ref_limit_beta(beta, sys, z, scale, prec);
    for (size_t k = 0; k < sys->N; k++) {
        /* -(b - sum) = sum - b */
        arb_dot(f + k, arb_mat_entry(sys->b, (slong)k, 0), 1, arb_mat_entry(sys->A, (slong)k, 0), 1, beta, 1,
                (slong)sys->d, prec);
        arb_neg(f + k, f + k);
        scale_row(f + k, sys, k);
    }
}

void cf_ref_limit_jacobian(arb_mat_t J, const cf_ref_limit_system *sys, arb_srcptr u, const arb_t scale,
                           slong prec) {
    slong N = (slong)sys->N, d = (slong)sys->d;
    arb_ptr w = _arb_vec_init(d), t = _arb_vec_init(d);
    cf_ref_limit_z(w, sys, u, prec + 24);
    cf_ref_limit_weights(w, sys, w, scale, prec);
    for (slong k = 0; k < N; k++) {
        for (slong j = 0; j < d; j++) arb_mul(t + j, arb_mat_entry(sys->A, k, j), w + j, prec);
        for (slong l = 0; l <= k; l++) {
            arb_dot(arb_mat_entry(J, k, l), NULL, 0, t, 1, arb_mat_entry(sys->A, l, 0), 1, d, prec);
            if (l < k) arb_set(arb_mat_entry(J, l, k), arb_mat_entry(J, k, l));
        }
    }
    for (slong k = 0; k < N; k++)
        for (slong l = 0; l < N; l++) {
            scale_row(arb_mat_entry(J, k, l), sys, (size_t)k);
            if (sys->deep) arb_mul_2exp_fmpz(arb_mat_entry(J, k, l), arb_mat_entry(J, k, l), sys->col_exp + l);
        }
    _arb_vec_clear(w, d);
    _arb_vec_clear(t, d);
}

static void add_sigma(arb_t nu, const cf_ref_limit_system *sys, slong k, slong prec) {
    arb_t t;
    arb_init(t);
    arb_set_fmpq(t, fmpq_mat_entry(sys->nu_sigma, k, 0), prec);
    arb_add(nu, nu, t, prec);
    arb_clear(t);
}

int cf_ref_limit_nu(arb_ptr nu, const cf_ref_limit_system *sys, const double *X, arb_srcptr u, slong prec) {
    slong N = (slong)sys->N, d = (slong)sys->d;
    if (!sys->graded) {
        _arb_vec_set(nu, u, N);
        return 1;
    }
    arb_mat_t XBt, z, x;
    arb_mat_init(XBt, N, N);
    arb_mat_init(z, N, 1);
    arb_mat_init(x, N, 1);
    for (slong k = 0; k < N; k++) {
        for (slong n = 0; n < N; n++) arb_set_d(arb_mat_entry(XBt, k, n), X[n * d + (slong)sys->basis[k]]);
        arb_set(arb_mat_entry(z, k, 0), u + k);
        if (sys->deep) arb_mul_2exp_fmpz(arb_mat_entry(z, k, 0), arb_mat_entry(z, k, 0), sys->col_exp + k);
    }
    int ok = arb_mat_solve(x, XBt, z, prec);
    for (slong k = 0; k < N; k++) {
        if (ok)
            arb_swap(nu + k, arb_mat_entry(x, k, 0));
        else
            arb_indeterminate(nu + k);
        if (ok && sys->sigma) add_sigma(nu + k, sys, k, prec);
    }
    arb_mat_clear(XBt);
    arb_mat_clear(z);
    arb_mat_clear(x);
    return ok;
}
