/* minnorm_l1.c - beta_L1 with an exact proof of optimality, and its uniqueness proved or refuted.
 *
 * A basis B (N columns) with signs s: u = B^-1 y and nu = B^-T s are solved exactly (p-adic lifting on
 * integers). If s_k u_k >= 0 and |x_i^T nu| <= 1 for all d columns, then y^T nu = sum s_k u_k = ||beta||_1
 * and, for any feasible beta', y^T nu = beta'^T X^T nu <= ||beta'||_1: beta is optimal. x_i^T nu is enclosed
 * in balls first and computed exactly where they do not decide. If the basis is not optimal, exact primal
 * pivots (Bland's rule) follow, at most PIVOTS of them.
 *
 * Uniqueness. Every optimal beta' satisfies beta'_i = 0 where |x_i^T nu| < 1 and sigma_i beta'_i >= 0 where
 * sigma_i = x_i^T nu = +-1; conversely such a feasible beta' is optimal. With E the active columns outside B,
 * beta' = beta + v, v_B = -B^-1 X_E v_E, v_E = sigma o p, p >= 0, and s_k v_k >= 0 is asked where u_k = 0
 * only (elsewhere a small multiple of v will do): beta is unique iff p = 0 alone satisfies this
 * (only_zero.c). */
#include "minnorm.h"
#include <stdlib.h>

enum { PIVOTS = 40, BALL_PREC = 192 };

typedef struct {
    slong N, d;
    fmpz_mat_t A, b, B, Bt, u, nu, s; /* integers; u/u_den, nu/nu_den in scaled rows */
    fmpz_t u_den, nu_den;
    slong *exponent;
    size_t *basis;
    int *sign, *active; /* N; d: sigma_i if |x_i^T nu| = 1, else 0 */
} exact;

static int exact_init(exact *e, size_t N, size_t d) {
    e->N = (slong)N, e->d = (slong)d;
    fmpz_mat_init(e->A, e->N, e->d), fmpz_mat_init(e->b, e->N, 1), fmpz_mat_init(e->B, e->N, e->N);
    fmpz_mat_init(e->Bt, e->N, e->N), fmpz_mat_init(e->u, e->N, 1), fmpz_mat_init(e->nu, e->N, 1);
    fmpz_mat_init(e->s, e->N, 1), fmpz_init(e->u_den), fmpz_init(e->nu_den);
    e->exponent = malloc(N * sizeof *e->exponent), e->basis = malloc(N * sizeof *e->basis);
    e->sign = malloc(N * sizeof *e->sign), e->active = calloc(d, sizeof *e->active);
    return e->exponent && e->basis && e->sign && e->active;
}

static void exact_clear(exact *e) {
    fmpz_mat_clear(e->A), fmpz_mat_clear(e->b), fmpz_mat_clear(e->B), fmpz_mat_clear(e->Bt),
        fmpz_mat_clear(e->u);
    fmpz_mat_clear(e->nu), fmpz_mat_clear(e->s), fmpz_clear(e->u_den), fmpz_clear(e->nu_den);
    free(e->exponent), free(e->basis), free(e->sign), free(e->active);
}

static int solve(fmpz_mat_t x, fmpz_t den, const fmpz_mat_t A, const fmpz_mat_t b) {
    if (!fmpz_mat_solve_dixon_den(x, den, A, b)) return 0;
    if (fmpz_sgn(den) < 0) fmpz_neg(den, den), fmpz_mat_neg(x, x);
    return 1;
}

/* u, then the signs that it forces, then nu; 0 if B is singular */
static int solve_basis(exact *e) {
    for (slong k = 0; k < e->N; k++)
        for (slong n = 0; n < e->N; n++)
            fmpz_set(fmpz_mat_entry(e->B, n, k), fmpz_mat_entry(e->A, n, (slong)e->basis[k]));
    fmpz_mat_transpose(e->Bt, e->B);
    if (!cf_ref_full_row_rank(e->B) || !solve(e->u, e->u_den, e->B, e->b)) return 0;
    for (slong k = 0; k < e->N; k++) {
        int forced = fmpz_sgn(fmpz_mat_entry(e->u, k, 0));
        if (forced) e->sign[k] = forced;
        fmpz_set_si(fmpz_mat_entry(e->s, k, 0), e->sign[k]);
    }
    return solve(e->nu, e->nu_den, e->Bt, e->s);
}

/* -1, 0, 1: |x_i^T nu| against 1, exactly; *sigma its sign */
static int compare_exactly(int *sigma, const exact *e, slong i) {
    fmpz_t sum;
    fmpz_init(sum);
    for (slong n = 0; n < e->N; n++)
        fmpz_addmul(sum, fmpz_mat_entry(e->A, n, i), fmpz_mat_entry(e->nu, n, 0));
    *sigma = fmpz_sgn(sum);
    int order = fmpz_cmpabs(sum, e->nu_den);
    fmpz_clear(sum);
    return (order > 0) - (order < 0);
}

/* Fills active; the first column whose bound is violated, with its sign, or d. */
static slong first_violated(exact *e, int *sigma) {
    arb_ptr nu = _arb_vec_init(e->N);
    arb_t sum, one;
    arb_init(sum), arb_init(one), arb_one(one);
    for (slong n = 0; n < e->N; n++)
        arb_fmpz_div_fmpz(nu + n, fmpz_mat_entry(e->nu, n, 0), e->nu_den, BALL_PREC);
    slong violated = e->d;
    for (slong k = 0; k < e->d; k++) e->active[k] = 0;
    for (slong k = 0; k < e->N; k++) e->active[e->basis[k]] = e->sign[k];
    for (slong i = 0; i < e->d && violated == e->d; i++) {
        if (e->active[i]) continue;
        arb_zero(sum);
        for (slong n = 0; n < e->N; n++) arb_addmul_fmpz(sum, nu + n, fmpz_mat_entry(e->A, n, i), BALL_PREC);
        arb_abs(sum, sum);
        if (cf_ball_lt(sum, one) == CF_TRUE) continue;
        int order = compare_exactly(sigma, e, i);
        if (order > 0)
            violated = i;
        else if (order == 0)
            e->active[i] = *sigma;
    }
    arb_clear(sum), arb_clear(one);
    _arb_vec_clear(nu, e->N);
    return violated;
}

/* Primal pivot on column i: Bland's ratio test among k with s_k sigma w_k > 0, w = B^-1 x_i; 0 if B is
 * singular. */
static int exact_pivot(exact *e, slong i, int sigma) {
    fmpz_mat_t x, w;
    fmpz_t den, left, right;
    fmpz_mat_init(x, e->N, 1), fmpz_mat_init(w, e->N, 1), fmpz_init(den), fmpz_init(left), fmpz_init(right);
    for (slong n = 0; n < e->N; n++) fmpz_set(fmpz_mat_entry(x, n, 0), fmpz_mat_entry(e->A, n, i));
    slong best = -1;
    if (solve(w, den, e->B, x))
        for (slong k = 0; k < e->N; k++) {
            if (fmpz_sgn(fmpz_mat_entry(w, k, 0)) * e->sign[k] * sigma <= 0) continue;
            int order = -1;
            if (best >= 0) { /* |u_k|/|w_k| against |u_best|/|w_best| */
                fmpz_mul(left, fmpz_mat_entry(e->u, k, 0), fmpz_mat_entry(w, best, 0));
                fmpz_mul(right, fmpz_mat_entry(e->u, best, 0), fmpz_mat_entry(w, k, 0));
                order = fmpz_cmpabs(left, right);
            }
            if (order < 0 || (order == 0 && e->basis[k] < e->basis[best])) best = k;
        }
    if (best >= 0) e->basis[best] = (size_t)i, e->sign[best] = sigma;
    fmpz_mat_clear(x), fmpz_mat_clear(w), fmpz_clear(den), fmpz_clear(left), fmpz_clear(right);
    return best >= 0;
}

/* M[k][e] = -s_k (B^-1 x_e)_k sigma_e for the zero coefficients k and the active columns e outside the basis
 */
static cf_truth uniqueness(const exact *e) {
    slong zeros = 0, extra = 0, *column = malloc((size_t)e->d * sizeof *column);
    if (!column) return CF_UNKNOWN;
    char *is_basic = calloc((size_t)e->d, 1);
    if (!is_basic) return free(column), CF_UNKNOWN;
    for (slong k = 0; k < e->N; k++)
        is_basic[e->basis[k]] = 1, zeros += fmpz_is_zero(fmpz_mat_entry(e->u, k, 0));
    for (slong i = 0; i < e->d; i++)
        if (e->active[i] && !is_basic[i]) column[extra++] = i;
    cf_truth unique = extra == 0 ? CF_TRUE : zeros == 0 ? CF_FALSE : CF_UNKNOWN;
    if (unique == CF_UNKNOWN && extra <= 400) {
        fmpz_mat_t x, w;
        fmpq_mat_t M;
        fmpz_t den;
        fmpz_mat_init(x, e->N, extra), fmpz_mat_init(w, e->N, extra), fmpq_mat_init(M, zeros, extra),
            fmpz_init(den);
        for (slong j = 0; j < extra; j++)
            for (slong n = 0; n < e->N; n++)
                fmpz_set(fmpz_mat_entry(x, n, j), fmpz_mat_entry(e->A, n, column[j]));
        if (solve(w, den, e->B, x)) {
            slong row = 0;
            for (slong k = 0; k < e->N; k++) {
                if (!fmpz_is_zero(fmpz_mat_entry(e->u, k, 0))) continue;
                for (slong j = 0; j < extra; j++) {
                    fmpq *entry = fmpq_mat_entry(M, row, j);
                    fmpq_set_fmpz_frac(entry, fmpz_mat_entry(w, k, j), den);
                    if (e->sign[k] * e->active[column[j]] > 0) fmpq_neg(entry, entry);
                }
                row++;
            }
            unique = cf_ref_only_zero(M);
        }
        fmpz_mat_clear(x), fmpz_mat_clear(w), fmpq_mat_clear(M), fmpz_clear(den);
    }
    free(column), free(is_basic);
    return unique;
}

static void write_result(cf_ref_l1 *l1, const exact *e) {
    fmpz_t sum;
    fmpz_init(sum);
    fmpq_mat_zero(l1->beta);
    l1->n_nonzero = l1->n_active = 0;
    for (slong k = 0; k < e->N; k++) {
        const fmpz *u = fmpz_mat_entry(e->u, k, 0);
        if (fmpz_is_zero(u)) continue;
        l1->n_nonzero++;
        fmpq_set_fmpz_frac(fmpq_mat_entry(l1->beta, (slong)e->basis[k], 0), u, e->u_den);
        if (fmpz_sgn(u) > 0)
            fmpz_add(sum, sum, u);
        else
            fmpz_sub(sum, sum, u);
    }
    fmpq_set_fmpz_frac(l1->value, sum, e->u_den);
    for (slong i = 0; i < e->d; i++) l1->n_active += e->active[i] != 0;
    for (slong n = 0; n < e->N; n++) { /* nu of the rows as given */
        fmpq *nu = fmpq_mat_entry(l1->nu, n, 0);
        fmpq_set_fmpz_frac(nu, fmpz_mat_entry(e->nu, n, 0), e->nu_den);
        if (e->exponent[n] >= 0)
            fmpq_mul_2exp(nu, nu, (ulong)e->exponent[n]);
        else
            fmpq_div_2exp(nu, nu, (ulong)-e->exponent[n]);
    }
    l1->unique = uniqueness(e);
    fmpz_clear(sum);
}

void cf_ref_l1_init(cf_ref_l1 *l1, size_t N, size_t d) {
    fmpq_mat_init(l1->beta, (slong)d, 1), fmpq_mat_init(l1->nu, (slong)N, 1), fmpq_init(l1->value);
    l1->unique = CF_UNKNOWN, l1->n_nonzero = l1->n_active = 0;
}

void cf_ref_l1_clear(cf_ref_l1 *l1) {
    fmpq_mat_clear(l1->beta), fmpq_mat_clear(l1->nu), fmpq_clear(l1->value);
}

cf_ref_status cf_ref_beta_l1(cf_ref_l1 *l1, const double *X, const double *y, const size_t *basis,
                             size_t n_basis, size_t N, size_t d) {
    if (N == 0 || N > d) return CF_REF_EINVAL;
    exact e;
    cf_ref_status status = exact_init(&e, N, d) ? CF_REF_OK : CF_REF_UNDECIDED;
    if (status == CF_REF_OK) status = cf_ref_integer_rows(e.A, e.b, e.exponent, X, y, N, d);
    if (status == CF_REF_OK &&
        (!cf_ref_l1_search(e.basis, e.sign, X, y, basis, n_basis, N, d) || !solve_basis(&e)))
        status = cf_ref_full_row_rank(e.A) ? CF_REF_UNDECIDED : CF_REF_ERANK;
    if (status == CF_REF_OK) {
        status = CF_REF_UNDECIDED;
        for (int pivots = 0; pivots <= PIVOTS; pivots++) {
            int sigma = 0;
            slong i = first_violated(&e, &sigma);
            if (i == e.d) {
                write_result(l1, &e);
                status = CF_REF_OK;
                break;
            }
            if (!exact_pivot(&e, i, sigma) || !solve_basis(&e)) break;
        }
    }
    exact_clear(&e);
    return status;
}
