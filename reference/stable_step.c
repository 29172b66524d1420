/* stable_step.c - 2/lambda_max of H = 2 D^2 X diag(w_+^{2D-2} + w_-^{2D-2}) X^T in balls, from both sides.
 *
 * Above: mu is at least lambda_max if mu I - H has a Cholesky factor for every matrix in the ball; bisected.
 * Below: the Rayleigh quotient v^T H v/v^T v of any vector, here of the inverse iteration (mu I - H)^-1 v.
 * Nothing is trusted but these two. */
#include "certiflow_ref.h"
#include <math.h>

static void hessian(arb_mat_t H, const double *X, arb_srcptr w_plus, arb_srcptr w_minus, const fmpq_t depth,
                    slong N, slong d, slong prec) {
    arb_ptr v = _arb_vec_init(d);
    arb_t t, x;
    fmpq_t e;
    arb_init(t), arb_init(x), fmpq_init(e);
    fmpq_sub_si(e, depth, 1);
    for (slong i = 0; i < d; i++)
        for (int side = 0; side < 2; side++) {
            arb_abs(t, (side ? w_minus : w_plus) + i);
            if (!fmpq_is_one(e)) arb_pow_fmpq(t, t, e, prec);
            arb_addmul(v + i, t, t, prec);
        }
    fmpq_mul(e, depth, depth);
    arb_set_fmpq(x, e, prec);
    arb_mul_2exp_si(x, x, 1);
    _arb_vec_scalar_mul(v, v, d, x, prec);
    for (slong m = 0; m < N; m++)
        for (slong n = 0; n < N; n++) {
            arb_zero(arb_mat_entry(H, m, n));
            for (slong i = 0; i < d; i++) {
                arb_set_d(t, X[m * d + i]);
                arb_set_d(x, X[n * d + i]);
                arb_mul(t, t, x, prec);
                arb_addmul(arb_mat_entry(H, m, n), t, v + i, prec);
            }
        }
    _arb_vec_clear(v, d);
    arb_clear(t), arb_clear(x), fmpq_clear(e);
}

/* A := mu I - H */
static void shifted(arb_mat_t A, const arb_mat_t H, const arb_t mu, slong prec) {
    arb_mat_neg(A, H);
    for (slong n = 0; n < arb_mat_nrows(H); n++)
        arb_add(arb_mat_entry(A, n, n), arb_mat_entry(A, n, n), mu, prec);
}

/* mu: a certified upper bound, within about 2^-bits of the least one */
static void above(arb_t mu, const arb_mat_t H, slong bits, slong prec) {
    slong N = arb_mat_nrows(H);
    arb_t low, middle;
    arb_mat_t A;
    arb_init(low), arb_init(middle), arb_mat_init(A, N, N);
    arb_mat_frobenius_norm(mu, H, prec);
    arb_get_ubound_arf(arb_midref(mu), mu, prec), mag_zero(arb_radref(mu));
    for (slong k = 0; k < bits; k++) {
        arb_add(middle, low, mu, prec);
        arb_mul_2exp_si(middle, middle, -1);
        arb_get_mid_arb(middle, middle);
        shifted(A, H, middle, prec);
        if (arb_mat_cho(A, A, prec) && arb_mat_is_finite(A))
            arb_set(mu, middle);
        else
            arb_set(low, middle);
    }
    arb_clear(low), arb_clear(middle), arb_mat_clear(A);
}

/* the Rayleigh quotient after some steps of inverse iteration from v = (1, 1, ..., 1) + a little */
static void below(arb_t quotient, const arb_mat_t H, const arb_t mu, slong prec) {
    slong N = arb_mat_nrows(H);
    arb_mat_t A, v, w;
    arb_t norm, shift;
    arb_mat_init(A, N, N), arb_mat_init(v, N, 1), arb_mat_init(w, N, 1), arb_init(norm), arb_init(shift);
    for (slong n = 0; n < N; n++) arb_set_d(arb_mat_entry(v, n, 0), 1 + 1 / (double)(3 * n + 2));
    arb_one(shift), arb_mul_2exp_si(shift, shift, -20), arb_add_ui(shift, shift, 1, prec);
    arb_mul(shift, shift, mu, prec);
    shifted(A, H, shift, prec);
    arb_mat_get_mid(A, A);
    for (int k = 0; k < 12; k++) {
        if (!arb_mat_approx_solve(w, A, v, prec)) break;
        arb_mat_frobenius_norm(norm, w, prec);
        for (slong n = 0; n < N; n++) {
            arb_div(arb_mat_entry(v, n, 0), arb_mat_entry(w, n, 0), norm, prec);
            arb_get_mid_arb(arb_mat_entry(v, n, 0), arb_mat_entry(v, n, 0));
        }
    }
    arb_mat_mul(w, H, v, prec);
    arb_zero(quotient), arb_zero(norm);
    for (slong n = 0; n < N; n++) {
        arb_addmul(quotient, arb_mat_entry(v, n, 0), arb_mat_entry(w, n, 0), prec);
        arb_addmul(norm, arb_mat_entry(v, n, 0), arb_mat_entry(v, n, 0), prec);
    }
    arb_div(quotient, quotient, norm, prec);
    arb_mat_clear(A), arb_mat_clear(v), arb_mat_clear(w), arb_clear(norm), arb_clear(shift);
}

cf_ref_status cf_ref_stable_step(arb_t eta, arb_t lambda_max, const double *X, arb_srcptr w_plus,
                                 arb_srcptr w_minus, const fmpq_t depth, size_t N, size_t d, slong prec) {
    if (N == 0 || N > d || fmpq_cmp_si(depth, 2) < 0) return CF_REF_EINVAL;
    for (size_t j = 0; j < N * d; j++)
        if (!isfinite(X[j])) return CF_REF_EINVAL;
    slong working = 2 * prec + 64;
    arb_t low, high;
    arb_mat_t H;
    arb_init(low), arb_init(high), arb_mat_init(H, (slong)N, (slong)N);
    hessian(H, X, w_plus, w_minus, depth, (slong)N, (slong)d, working);
    cf_ref_status status = arb_mat_is_finite(H) ? CF_REF_OK : CF_REF_UNDECIDED;
    if (status == CF_REF_OK) {
        above(high, H, prec + 8, working);
        below(low, H, high, working);
        if (!arb_is_finite(low) || !arb_is_positive(low))
            status = arb_is_zero(high) ? CF_REF_ERANK : CF_REF_UNDECIDED;
    }
    if (status == CF_REF_OK) {
        arb_union(low, low, high, working); /* lambda_max lies between the two */
        if (lambda_max) arb_set(lambda_max, low);
        arb_inv(eta, low, working);
        arb_mul_2exp_si(eta, eta, 1);
        if (!arb_is_finite(eta)) status = CF_REF_UNDECIDED;
    }
    arb_clear(low), arb_clear(high), arb_mat_clear(H);
    return status;
}
