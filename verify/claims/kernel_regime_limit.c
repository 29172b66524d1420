/* kernel_regime_limit.c - K_{w(t)} = K_{w(0)} up to a relative error that is small uniformly is the kernel
 * regime; at the limit the error is this. w_+ and w_- at the limit are alpha exp(+-s/2), s = X^T nu, from the
 * enclosure of nu, beta from its own. */
#include "reference/limit.h"
#include "verify/limits.h"

/* beta_i = 0, exactly: x_i = 0, or the limit is beta_L2, whose entry is 0; nothing else is asked */
static int exactly_zero(const cf_limit_case *c, slong i) {
    const cf_problem *p = c->problem;
    int zero = 1;
    for (slong n = 0; n < c->N; n++) zero = zero && fmpq_is_zero(fmpq_mat_entry(c->X, n, i));
    if (zero) return 1;
    fmpq_mat_t beta;
    fmpq_mat_init(beta, c->d, 1);
    zero = cf_ref_beta_l2(beta, p->X, p->y, p->N, p->d) == CF_REF_OK &&
           cf_ref_limit_is_l2(p->X, beta, p->N, p->d) && fmpq_is_zero(fmpq_mat_entry(beta, i, 0));
    fmpq_mat_clear(beta);
    return zero;
}

static void check_limit(cf_run *run, const cf_limit_case *c) {
    slong prec = 2 * c->prec;
    arb_t ratio, bound, alpha4, zero;
    arb_init(ratio);
    arb_init(bound);
    arb_init(alpha4);
    arb_init(zero);
    arb_mul_2exp_si(alpha4, c->log_alpha_ball, 2);
    arb_exp(alpha4, alpha4, prec);
    for (slong i = 0; i < c->d; i++) {
        arb_mul_2exp_si(ratio, c->s + i, -1);
        arb_sinh(ratio, ratio, prec);
        arb_mul(ratio, ratio, ratio, prec);
        arb_mul_2exp_si(ratio, ratio, 1); /* cosh s - 1 = (w_+^2 + w_-^2)/(2 alpha^2) - 1 */
        arb_mul(bound, c->beta + i, c->beta + i, prec);
        arb_mul_ui(bound, bound, 100, prec);
        arb_div_ui(bound, bound, cf_run_canary(run) ? 808 : 800, prec);
        arb_div(bound, bound, alpha4, prec);
        if (arb_contains_zero(bound)) { /* s_i = 0 with beta_i, and both sides are */
            cf_fact(run, "where its ball holds 0, beta_i = 0 exactly",
                    exactly_zero(c, i) ? CF_TRUE : CF_UNKNOWN);
            continue;
        }
        cf_fact_le(run, "0 <= the relative change", zero, ratio);
        cf_fact_le(run, "the relative change <= beta_i^2/(8 alpha^4)", ratio, bound);
    }
    arb_clear(ratio);
    arb_clear(bound);
    arb_clear(alpha4);
    arb_clear(zero);
}

static void check(cf_run *run) {
    static const double log_alpha[] = {-1.0, 0.0, 1.0, 5.0, 20.0};
    cf_for_limits(run, 66, 12, log_alpha, 5, 400, check_limit);
}

const cf_claim cf_claim_kernel_regime_limit = {
    .id = "kernel_regime_limit",
    .section = "3",
    .items = "Chizat and Bach",
    .title = "For alpha to infinity the tangent kernel at the limit is that at the start",
    .statement =
        "At the limit the tangent kernel is sum_i 4 (w_+^2 + w_-^2)_i x_i x_i', with 2 alpha^2 <= w_+^2 + "
        "w_-^2 = sqrt(4 alpha^4 + beta_i^2) <= 2 alpha^2 (1 + beta_i^2/(8 alpha^4)): relative to K_0 it has "
        "moved by at most max beta_i^2/(8 alpha^4), which tends to 0 as alpha to infinity, and there "
        "h_alpha(infinity) tends to the minimum-norm h_K (limit_alpha_infinity).",
    .tex =
        "0\\le\\frac{w_{+,i}(\\infty)^2+w_{-,i}(\\infty)^2}{2\\alpha^2}-1\\le\\frac{\\beta_i^2}{8\\alpha^4}",
    .domain = "X of full row rank; this model only",
    .checked =
        "certified limits (400 bits) of 66 problems (quick), N <= 5, d <= 12, log alpha = -1, 0, 1, 5, "
        "20; where a coordinate's ball holds 0 it is proved to be 0 exactly",
    .uses = "eq9 limit_alpha_infinity conserved_product",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "8 is 8.08",
    .argument = NULL,
    .check = check,
};
