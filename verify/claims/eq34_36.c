/* eq34_36.c - the chain from (32): alpha^2 <= ||beta||_1, then ln(2||beta||_1) <= epsilon L. Where alpha hits
 * sqrt(||beta||_1) or (2||beta||_1)^(-1/(2 epsilon)) exactly the equality is decided in rationals; log
 * alpha rational and non-zero makes alpha transcendental, so that the rest is strict.
 */
#include "verify/appendix_b.h"

/* out = ||beta||_1 (1 + k ln(m + alpha^2)/L), k = 1 */
static void bound(arb_t out, const cf_beta_case *c, const arb_t m, slong prec) {
    arb_t alpha2, L, B;
    arb_init(alpha2);
    arb_init(L);
    arb_init(B);
    cf_case_alpha2(alpha2, c, prec);
    cf_case_L(L, c, prec);
    cf_case_norm1(B, c, prec);
    arb_add(out, m, alpha2, prec);
    arb_log(out, out, prec);
    arb_div(out, out, L, prec);
    cf_case_constant(alpha2, c, 1, "1", "0.99", prec);
    arb_mul(out, out, alpha2, prec);
    arb_add_ui(out, out, 1, prec);
    arb_mul(out, out, B, prec);
    arb_clear(alpha2);
    arb_clear(L);
    arb_clear(B);
}

/* The four members of the chain, in order. */
static void member(arb_t out, const cf_beta_case *c, int n, slong prec) {
    arb_t B, k;
    arb_init(B);
    arb_init(k);
    cf_case_norm1(B, c, prec);
    if (n == 0) {
        cf_case_scaled_Q(out, c, prec);
    } else if (n == 1) {
        bound(out, c, B, prec);
    } else if (n == 2) {
        cf_case_constant(k, c, 2, "2", "1.98", prec);
        arb_mul(out, B, k, prec);
        arb_log(out, out, prec);
        cf_case_L(k, c, prec);
        arb_div(out, out, k, prec);
        arb_add_ui(out, out, 1, prec);
        arb_mul(out, out, B, prec);
    } else {
        cf_case_constant(k, c, 3, "1", "0.99", prec);
        arb_set_fmpq(out, c->epsilon, prec);
        arb_mul(out, out, k, prec);
        arb_add_ui(out, out, 1, prec);
        arb_mul(out, out, B, prec);
    }
    arb_clear(B);
    arb_clear(k);
}

static void sides34(arb_t a, arb_t b, const void *instance, slong prec) {
    member(a, instance, 0, prec);
    member(b, instance, 1, prec);
}

static void sides35(arb_t a, arb_t b, const void *instance, slong prec) {
    member(a, instance, 1, prec);
    member(b, instance, 2, prec);
}

static void sides36(arb_t a, arb_t b, const void *instance, slong prec) {
    member(a, instance, 2, prec);
    member(b, instance, 3, prec);
}

/* alpha rational, epsilon = 1/2, d = 1: (35) is alpha^2 <= (k - 1)B, k = 2; (36) with k epsilon, k = p/100,
 * is (2B)^100 alpha^p <= 1, p = 100. Exactly. */
static void exact(cf_run *run, const cf_beta_case *c) {
    fmpq_t B, t, one, k;
    fmpq_init(k);
    fmpq_init(B);
    fmpq_init(t);
    fmpq_init(one);
    fmpq_one(one);
    cf_fmpq_set_double(B, c->beta[0]);
    fmpq_mul(t, c->alpha->value, c->alpha->value);
    cf_case_rational(k, c, 2, "1", "0.98");
    fmpq_mul(k, k, B);
    cf_fact_fmpq_le(run, "(35): alpha^2 <= ||beta||_1", t, k);
    fmpq_mul_si(B, B, 2);
    fmpq_pow_si(B, B, 100);
    fmpq_pow_si(t, c->alpha->value, c->canary == 3 ? 99 : 100);
    fmpq_mul(t, t, B);
    cf_fact_fmpq_le(run, "(36): (2||beta||_1)^(1/epsilon) alpha^2 <= 1", t, one);
    fmpq_clear(B);
    fmpq_clear(t);
    fmpq_clear(one);
    fmpq_clear(k);
}

static void visit(cf_run *run, const cf_beta_case *c) {
    arb_t zero, L;
    arb_init(zero);
    cf_case_constant(zero, c, 4, "0", "0.2", 128);
    arb_init(L);
    cf_case_L(L, c, 128);
    cf_fact_lt(run, "L > 0, so that the chain is defined", zero, L);
    arb_clear(zero);
    arb_clear(L);
    cf_decide(run, "(34)", sides34, c, 0, CF_PREC_MAX);
    if (!c->alpha->is_log) {
        exact(run, c);
        return;
    }
    cf_decide(run, "(35)", sides35, c, 0, CF_PREC_MAX);
    cf_decide(run, "(36)", sides36, c, 0, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_beta_cases(run, CF_ALPHA_LEMMA1_UPPER, visit);
}

const cf_claim cf_claim_eq34_36 = {
    .id = "eq34_36",
    .section = "B",
    .items = "(33); (34); (35); (36)",
    .title = "Lemma 1, upper half",
    .statement = "For alpha <= min{1, sqrt(||beta||_1), (2||beta||_1)^(-1/(2 epsilon))}: (alpha^2/L) "
                 "Q(beta/alpha^2) <= ||beta||_1 (1 + ln(||beta||_1 + alpha^2)/L) <= ||beta||_1 (1 + "
                 "ln(2||beta||_1)/L) <= ||beta||_1 (1 + epsilon).",
    .tex = "\\tfrac{\\alpha^2}{L}Q\\le\\|\\beta\\|_1\\Big(1+\\tfrac{\\ln(\\|\\beta\\|_1+\\alpha^2)}{L}\\Big)"
           "\\le\\|\\beta\\|_1\\Big(1+\\tfrac{\\ln(2\\|\\beta\\|_1)}{L}\\Big)\\le\\|\\beta\\|_1(1+\\epsilon)",
    .domain = "beta != 0, epsilon > 0, alpha at most the minimum (which makes alpha < 1)",
    .checked = "any beta in R^d; edges (zero, one coordinate, equal coordinates, subnormal, 1e300), and "
               "drawn ones, d to 50; epsilon from 1e-3 to 10; alpha within 1e-30 of the threshold, "
               "exactly at it twice, and to e^-500 of it",
    .uses = "",
    .proof_uses = "eq29 eq30 eq31 eq32",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 6,
    .canary = "0.99 ln(||beta||_1 + alpha^2) in (34); 1.98 ||beta||_1 in (35); 1 + 0.99 epsilon in (36); L > "
              "0.2 in place of L > 0, which is loose",
    .canaries = 4,
    .check = check,
};
