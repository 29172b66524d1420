/* eq41.c - (37)-(40), then d/L <= epsilon ||beta||_1, which is the hypothesis and rational on both sides. */
#include "verify/appendix_b.h"

static void exact_norm1(fmpq_t B, const cf_beta_case *c) {
    fmpq_t b;
    fmpq_init(b);
    fmpq_zero(B);
    for (size_t i = 0; i < c->d; i++) {
        cf_fmpq_set_double(b, c->beta[i]);
        fmpq_abs(b, b);
        fmpq_add(B, B, b);
    }
    fmpq_clear(b);
}

/* ||beta||_1 (1 - k epsilon) <= ||beta||_1 - d/L, all rational since log alpha is */
static void second(cf_run *run, const cf_beta_case *c) {
    fmpq_t B, L, left, right;
    fmpq_init(B);
    fmpq_init(L);
    fmpq_init(left);
    fmpq_init(right);
    exact_norm1(B, c);
    fmpq_mul_si(L, c->alpha->value, -2);
    fmpq_set_si(right, (slong)c->d, 1);
    fmpq_div(right, right, L);
    fmpq_sub(right, B, right);
    cf_fmpq_set_decimal(left, c->canary == 1 ? "0.99" : "1");
    fmpq_mul(left, left, c->epsilon);
    fmpq_mul(left, left, B);
    fmpq_sub(left, B, left);
    cf_fact_fmpq_le(run, "||beta||_1 (1 - epsilon) <= ||beta||_1 - d/L", left, right);
    fmpq_clear(B);
    fmpq_clear(L);
    fmpq_clear(left);
    fmpq_clear(right);
}

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_beta_case *c = instance;
    arb_t t, k;
    arb_init(t);
    arb_init(k);
    cf_case_norm1(a, c, prec);
    cf_case_L(t, c, prec);
    arb_ui_div(t, c->d, t, prec);
    cf_case_constant(k, c, 2, "1", "0.99", prec);
    arb_mul(t, t, k, prec);
    arb_sub(a, a, t, prec);
    cf_case_scaled_Q(b, c, prec);
    arb_clear(t);
    arb_clear(k);
}

static void visit(cf_run *run, const cf_beta_case *c) {
    cf_decide(run, "||beta||_1 - d/L <= (alpha^2/L) Q", sides, c, 0, CF_PREC_MAX);
    second(run, c);
}

static void check(cf_run *run) {
    cf_beta_cases(run, CF_ALPHA_LEMMA1_LOWER, visit);
}

const cf_claim cf_claim_eq41 = {
    .id = "eq41",
    .section = "B",
    .items = "(41)",
    .title = "Lemma 1, lower half",
    .statement = "For alpha <= exp(-d/(2 epsilon ||beta||_1)): (alpha^2/L) Q(beta/alpha^2) >= ||beta||_1 - "
                 "d/L >= ||beta||_1 (1 - epsilon).",
    .tex = "\\tfrac{\\alpha^2}{L}Q(\\beta/\\alpha^2)\\ge\\|\\beta\\|_1-\\tfrac "
           "dL\\ge\\|\\beta\\|_1(1-\\epsilon)",
    .domain = "beta != 0, epsilon > 0",
    .checked = "any beta in R^d; edges (zero, one coordinate, equal coordinates, subnormal, 1e300), and "
               "drawn ones, d to 50; epsilon from 1e-3 to 10; alpha within 1e-30 of the threshold and to "
               "e^-500 of it",
    .uses = "",
    .proof_uses = "eq37 eq38 eq39 eq40",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 6,
    .canary = "1 - 0.99 epsilon in place of 1 - epsilon; 0.99 d/L in place of d/L in the middle",
    .canaries = 2,
    .check = check,
};
