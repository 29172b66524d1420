/* lemma1.c - the lemma itself. Its lower half is sharp at d = 1, beta = (1), where the excess over (1 -
 * epsilon) is about 2 alpha^2/L; the upper half only as ||beta||_1 grows. The 1 in the minimum is never
 * attained: sqrt(B) >= 1 makes (2B)^(-1/(2 epsilon)) < 1, so that L > 0.
 */
#include "verify/appendix_b.h"

static void factor(arb_t out, const cf_beta_case *c, int sign, slong prec) {
    arb_t k;
    arb_init(k);
    cf_case_constant(k, c, sign < 0 ? 1 : 2, "1", "0.99", prec);
    arb_set_fmpq(out, c->epsilon, prec);
    arb_mul(out, out, k, prec);
    arb_mul_si(out, out, sign, prec);
    arb_add_ui(out, out, 1, prec);
    cf_case_norm1(k, c, prec);
    arb_mul(out, out, k, prec);
    arb_clear(k);
}

static void lower(arb_t a, arb_t b, const void *instance, slong prec) {
    factor(a, instance, -1, prec);
    cf_case_scaled_Q(b, instance, prec);
}

static void upper(arb_t a, arb_t b, const void *instance, slong prec) {
    cf_case_scaled_Q(a, instance, prec);
    factor(b, instance, 1, prec);
}

static void visit(cf_run *run, const cf_beta_case *c) {
    cf_decide(run, "(1 - epsilon)||beta||_1 <= (alpha^2/L) Q", lower, c, 0, CF_PREC_MAX);
    cf_decide(run, "(alpha^2/L) Q <= (1 + epsilon)||beta||_1", upper, c, 0, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_beta_cases(run, CF_ALPHA_LEMMA1, visit);
}

const cf_claim cf_claim_lemma1 = {
    .id = "lemma1",
    .section = "B",
    .items = "Lemma 1; (42)",
    .title = "Lemma 1",
    .statement = "For any beta != 0 and epsilon > 0, alpha <= alpha_1(epsilon, ||beta||_1, d) = min{1, "
                 "sqrt(||beta||_1), (2||beta||_1)^(-1/(2 epsilon)), exp(-d/(2 epsilon ||beta||_1))} "
                 "guarantees (1 - epsilon)||beta||_1 <= (alpha^2/L) Q(beta/alpha^2) <= (1 + "
                 "epsilon)||beta||_1.",
    .tex = "\\alpha\\le\\alpha_1(\\epsilon,\\|\\beta\\|_1,d)\\Rightarrow(1-\\epsilon)\\|\\beta\\|_"
           "1\\le\\tfrac{\\alpha^2}{L}Q(\\beta/\\alpha^2)\\le(1+\\epsilon)\\|\\beta\\|_1",
    .domain = "beta != 0, epsilon > 0",
    .checked = "any beta in R^d; edges (zero, one coordinate, equal coordinates, subnormal, 1e300), and "
               "drawn ones, d to 50; epsilon from 1e-3 to 10; alpha within 1e-30 of alpha_1 and to "
               "e^-500 of it",
    .uses = "",
    .proof_uses = "eq34_36 eq41",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 6,
    .canary = "1 - 0.99 epsilon in place of 1 - epsilon: fails at beta = (1), alpha = exp(-1/(2 epsilon)); 1 "
              "+ 0.99 epsilon in place of 1 + epsilon: fails at ||beta||_1 = 1.2e300",
    .canaries = 2,
    .check = check,
};
