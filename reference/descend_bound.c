/* descend_bound.c - an a posteriori bound on the distance of descent's limit from the flow's, depth 2,
 * without the flow's limit.
 *
 * Let R be the regulariser of the true start, zeta_i(b) = asinh(b/2a_i^2) - e_i its gradient, beta' the limit
 * of descent, zeta'_i(beta'_i) = (X^T nu')_i by the effective start. Then zeta(beta') = X^T nu' + delta with
 *     delta_i = [asinh(beta'_i/2a_i^2) - e_i] - [asinh(beta'_i/2a'_i^2) - e'_i],      2 E_+ <= delta_i <= -2
 * E_-, E_+ = ln(p'/p) <= 0, E_- = ln(m'/m) <= 0: with A = w_+^2 = p'^2 e^s, C = w_-^2 = m'^2 e^{-s}, s = (X^T
 * nu')_i, the increasing function p^2 e^t - m^2 e^-t is A - C e^{-2E_+ -2E_-} <= A - C at t = s + 2E_+, and A
 * e^{-2E_+ -2E_-} - C >= A - C at t = s - 2 E_-. So |delta| <= 2 max(|E_+|, |E_-|), about sum_k g_k^2 =
 * O(eta): the limits are O(eta) apart.
 *
 * The flow's limit beta has zeta(beta) = X^T nu. D = beta' - beta lies in ker X, hence for every mu
 *     sum_i D_i^2/V_i <= sum_i D_i (zeta(beta') - zeta(beta))_i = sum_i D_i d_i <= sqrt(sum D_i^2/V_i)
 * sqrt(sum V_i d_i^2), d = delta + X^T mu, V_i >= 1/zeta_i' = sqrt(4a_i^4 + b^2) for all b between beta_i and
 * beta'_i. mu is chosen to make the right side least for the V at beta'; then D = V d + O(eta^2), and only
 *     ||D||_2 <= F(tau) = sqrt(max V) sqrt(sum V d^2),   V_i = sqrt(4a_i^4 + beta'_i^2) + tau,  if ||D|| <=
 * tau loses: at most the spread of V. If F(tau) < tau, then ||D|| <= F(tau): along beta(t), zeta(beta(t)) in
 * (1-t) d + range X^T, from beta(0) = beta' to beta(1) = beta, the distance from beta' is continuous, 0 at
 * first, and where it is <= tau it is at most F(tau) < tau; it never leaves. */
#include "certiflow_ref.h"
#include <string.h>

/* delta and V at beta' */
static void defect(arb_ptr delta, arb_ptr V, arb_srcptr beta, arb_srcptr log_plus, arb_srcptr log_minus,
                   const cf_ref_alpha_struct *plus, const cf_ref_alpha_struct *minus, slong d, slong prec) {
    arb_t p, m, a2, t;
    arb_init(p), arb_init(m), arb_init(a2), arb_init(t);
    for (slong i = 0; i < d; i++) {
        arb_zero(delta + i);
        for (int effective = 0; effective < 2; effective++) {
            if (effective)
                arb_set(p, log_plus + i), arb_set(m, log_minus + i);
            else
                cf_ref_log_alpha(p, plus + i, prec), cf_ref_log_alpha(m, minus + i, prec);
            arb_add(a2, p, m, prec);
            arb_exp(a2, a2, prec);
            arb_mul_2exp_si(a2, a2, 1);
            arb_div(t, beta + i, a2, prec);
            arb_asinh(t, t, prec);
            arb_sub(p, p, m, prec);
            arb_sub(t, t, p, prec);
            if (effective)
                arb_sub(delta + i, delta + i, t, prec);
            else {
                arb_set(delta + i, t);
                arb_hypot(V + i, a2, beta + i, prec);
            }
        }
    }
    arb_clear(p), arb_clear(m), arb_clear(a2), arb_clear(t);
}

/* delta += X^T mu, mu the midpoint of -(X V X^T)^-1 X V delta */
static void project(arb_ptr delta, arb_srcptr V, const double *X, slong N, slong d, slong prec) {
    arb_mat_t A, S, H, b;
    arb_mat_init(A, N, d), arb_mat_init(S, d, N), arb_mat_init(H, N, N), arb_mat_init(b, N, 1);
    for (slong n = 0; n < N; n++)
        for (slong i = 0; i < d; i++) {
            arb_set_d(arb_mat_entry(A, n, i), X[n * d + i]);
            arb_mul(arb_mat_entry(S, i, n), arb_mat_entry(A, n, i), V + i, prec);
        }
    arb_mat_mul(H, A, S, prec);
    for (slong n = 0; n < N; n++)
        for (slong i = 0; i < d; i++)
            arb_submul(arb_mat_entry(b, n, 0), arb_mat_entry(S, i, n), delta + i, prec);
    if (arb_mat_solve(b, H, b, prec))
        for (slong n = 0; n < N; n++) {
            arb_get_mid_arb(arb_mat_entry(b, n, 0), arb_mat_entry(b, n, 0));
            for (slong i = 0; i < d; i++)
                arb_addmul(delta + i, arb_mat_entry(A, n, i), arb_mat_entry(b, n, 0), prec);
        }
    arb_mat_clear(A), arb_mat_clear(S), arb_mat_clear(H), arb_mat_clear(b);
}

/* F(tau) */
static void radius(arb_t out, arb_srcptr delta, arb_srcptr V, const arb_t tau, slong d, slong prec) {
    arb_t v, sum, largest;
    arb_init(v), arb_init(sum), arb_init(largest);
    for (slong i = 0; i < d; i++) {
        arb_add(v, V + i, tau, prec);
        arb_max(largest, largest, v, prec);
        arb_mul(v, v, delta + i, prec);
        arb_addmul(sum, v, delta + i, prec);
    }
    arb_mul(sum, sum, largest, prec);
    arb_nonnegative_part(sum, sum);
    arb_sqrt(out, sum, prec);
    arb_clear(v), arb_clear(sum), arb_clear(largest);
}

cf_ref_status cf_ref_descend_bound(arb_t bound, const double *X, arb_srcptr beta, arb_srcptr log_plus,
                                   arb_srcptr log_minus, const cf_ref_alpha_struct *plus,
                                   const cf_ref_alpha_struct *minus, size_t N, size_t d, slong prec) {
    arb_ptr delta = _arb_vec_init((slong)d), V = _arb_vec_init((slong)d);
    arb_t tau, F;
    arb_init(tau), arb_init(F);
    defect(delta, V, beta, log_plus, log_minus, plus, minus, (slong)d, prec);
    project(delta, V, X, (slong)N, (slong)d, prec);
    cf_ref_status status = CF_REF_UNDECIDED;
    radius(F, delta, V, tau, (slong)d, prec);
    for (int k = 0; k < 60 && status != CF_REF_OK; k++) {
        arb_mul_ui(tau, F, 9, prec);
        arb_mul_2exp_si(tau, tau, -3); /* 9/8 of the last */
        arb_get_ubound_arf(arb_midref(tau), tau, prec), mag_zero(arb_radref(tau));
        if (arb_is_zero(tau)) arb_one(tau), arb_mul_2exp_si(tau, tau, -4 * prec);
        radius(F, delta, V, tau, (slong)d, prec);
        if (arb_is_finite(F) && arb_lt(F, tau)) status = CF_REF_OK;
    }
    if (status == CF_REF_OK) {
        arb_get_ubound_arf(arb_midref(bound), F, prec);
        mag_zero(arb_radref(bound));
    }
    _arb_vec_clear(delta, (slong)d), _arb_vec_clear(V, (slong)d);
    arb_clear(tau), arb_clear(F);
    return status;
}
