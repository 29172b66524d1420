/* kernel_flow.c - the linearised model's flow in balls: the matrix exponential, transcribed.
 *
 * beta_lin(t) = X^T (X X^T)^-1 (y - exp(-tau X X^T) y), tau = 4 D^2 alpha^{2D-2} t (core/kernel_flow.c). */
#include "certiflow_ref.h"
#include "minnorm.h"
#include <math.h>

enum { TRIES = 12 };

static void set_tau(arb_t tau, const cf_ref_alpha_t alpha, const fmpq_t depth, const fmpq_t t, slong prec) {
    arb_t x;
    fmpq_t e;
    arb_init(x), fmpq_init(e);
    cf_ref_log_alpha(x, alpha, prec + 32);
    fmpq_add(e, depth, depth);
    fmpq_sub_si(e, e, 2);
    arb_set_fmpq(tau, e, prec);
    arb_mul(x, x, tau, prec + 32);
    arb_exp(tau, x, prec);
    fmpq_mul(e, depth, depth);
    fmpq_mul(e, e, t);
    arb_set_fmpq(x, e, prec);
    arb_mul(tau, tau, x, prec);
    arb_mul_2exp_si(tau, tau, 2);
    arb_clear(x), fmpq_clear(e);
}

/* At the working precision; t NULL: infinity. Nonzero iff finite */
static int evaluate(arb_ptr beta, const double *X, const double *y, const cf_ref_alpha_t alpha,
                    const fmpq_t depth, const fmpq *t, slong N, slong d, slong prec) {
    arb_mat_t A, At, G, E, v, w, b;
    arb_t tau;
    arb_mat_init(A, N, d), arb_mat_init(At, d, N), arb_mat_init(G, N, N), arb_mat_init(E, N, N);
    arb_mat_init(v, N, 1), arb_mat_init(w, N, 1), arb_mat_init(b, d, 1), arb_init(tau);
    for (slong n = 0; n < N; n++) {
        for (slong i = 0; i < d; i++) arb_set_d(arb_mat_entry(A, n, i), X[n * d + i]);
        arb_set_d(arb_mat_entry(v, n, 0), y[n]);
    }
    arb_mat_transpose(At, A);
    arb_mat_mul(G, A, At, prec);
    if (t) {
        set_tau(tau, alpha, depth, t, prec);
        arb_mat_scalar_mul_arb(E, G, tau, prec);
        arb_mat_neg(E, E);
        arb_mat_exp(E, E, prec);
        arb_mat_mul(w, E, v, prec);
        arb_mat_sub(v, v, w, prec);
    }
    int ok = arb_mat_spd_solve(w, G, v, prec);
    if (ok) arb_mat_mul(b, At, w, prec);
    ok = ok && arb_mat_is_finite(b);
    for (slong i = 0; i < d && ok; i++) arb_set(beta + i, arb_mat_entry(b, i, 0));
    arb_mat_clear(A), arb_mat_clear(At), arb_mat_clear(G), arb_mat_clear(E);
    arb_mat_clear(v), arb_mat_clear(w), arb_mat_clear(b), arb_clear(tau);
    return ok;
}

/* every radius below 2^-prec of the largest |beta_i| */
static int accurate(arb_srcptr beta, slong d, slong prec) {
    mag_t size, worst;
    mag_init(size), mag_init(worst);
    for (slong i = 0; i < d; i++) {
        mag_t m;
        mag_init(m);
        arb_get_mag_lower(m, beta + i);
        mag_max(size, size, m);
        mag_max(worst, worst, arb_radref(beta + i));
        mag_clear(m);
    }
    mag_mul_2exp_si(size, size, -prec);
    int ok = mag_cmp(worst, size) <= 0;
    mag_clear(size), mag_clear(worst);
    return ok;
}

cf_ref_status cf_ref_kernel_flow(arb_ptr beta, const double *X, const double *y, const cf_ref_alpha_t alpha,
                                 const fmpq_t depth, const fmpq *t, size_t N, size_t d, slong prec) {
    int zero = t && fmpq_is_zero(t);
    if (N == 0 || N > d || fmpq_cmp_si(depth, 2) < 0 || (t && fmpq_sgn(t) < 0)) return CF_REF_EINVAL;
    for (size_t j = 0; j < N * d; j++)
        if (!isfinite(X[j])) return CF_REF_EINVAL;
    for (size_t n = 0; n < N; n++)
        if (!isfinite(y[n])) return CF_REF_EINVAL;
    if (!cf_ref_has_full_row_rank(X, y, N, d)) return CF_REF_ERANK;
    int all = 1;
    for (size_t n = 0; n < N; n++) all = all && y[n] == 0;
    if (zero || all) {
        _arb_vec_zero(beta, (slong)d);
        return CF_REF_OK;
    }
    slong working = prec + 64;
    for (int k = 0; k < TRIES; k++, working += working / 2 + 32)
        if (evaluate(beta, X, y, alpha, depth, t, (slong)N, (slong)d, working) &&
            accurate(beta, (slong)d, prec))
            return CF_REF_OK;
    return CF_REF_UNDECIDED;
}
