/* theorem2_l1_argued.c - by contradiction from (40) and (32): if the limit's norm exceeded (1 + epsilon)B
 * then Q there would exceed Q at beta_L1. Replaces the printed steps (74) and (81).
 */
#include "verify/appendix_b.h"

static const struct {
    const char *norm, *epsilon;
    size_t d;
} triples[] = {{"1", "1", 2},        {"100", "1", 2},     {"0.5", "0.1", 2},   {"1000", "0.001", 200},
               {"1", "0.001", 100},  {"2", "0.9", 1},     {"64", "0.01", 64},  {"30", "0.1", 100},
               {"5", "199.99", 200}, {"0.001", "1.9", 2}, {"1000", "49", 50},  {"7", "1e-3", 2},
               {"20", "0.5", 50},    {"1", "4", 5},       {"1e-3", "0.5", 10}, {"250", "0.05", 1000}};

typedef struct {
    arb_t norm; /* at 512 bits */
    fmpq_t epsilon, log_alpha;
    size_t d;
    int canary;
} triple;

/* 1 + epsilon; canary 0.99 + epsilon */
static void factor(arb_t out, const triple *w, slong prec) {
    fmpq_t k;
    fmpq_init(k);
    cf_fmpq_set_decimal(k, w->canary ? "0.99" : "1");
    fmpq_add(k, k, w->epsilon);
    arb_set_fmpq(out, k, prec);
    fmpq_clear(k);
}

/* F(B) <= d F((1 + epsilon) B/d) */
static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const triple *w = instance;
    arb_t la, x;
    arb_init(la);
    arb_init(x);
    arb_set_fmpq(la, w->log_alpha, prec + 64);
    cf_ref_alpha2_q(a, w->norm, la, prec);
    factor(x, w, prec);
    arb_mul(x, x, w->norm, prec);
    arb_div_ui(x, x, w->d, prec);
    cf_ref_alpha2_q(b, x, la, prec);
    arb_mul_ui(b, b, w->d, prec);
    arb_clear(la);
    arb_clear(x);
}

static void check(cf_run *run) {
    for (size_t k = 0; k < sizeof triples / sizeof *triples; k++) {
        triple w = {.d = triples[k].d, .canary = cf_run_canary(run)};
        fmpq_t norm;
        arb_t threshold;
        fmpq_init(norm);
        arb_init(threshold);
        arb_init(w.norm);
        fmpq_init(w.epsilon);
        fmpq_init(w.log_alpha);
        cf_fmpq_set_decimal(norm, triples[k].norm);
        cf_fmpq_set_decimal(w.epsilon, triples[k].epsilon);
        arb_set_fmpq(w.norm, norm, 512);
        cf_ref_theorem2_l1(threshold, w.norm, w.epsilon, w.d, 320);
        if (cf_log_alpha_below(w.log_alpha, threshold) != 0) flint_abort();
        cf_instance(run, "norm %s, epsilon = %s, d = %zu, alpha within 1e-30 of the threshold",
                    triples[k].norm, triples[k].epsilon, w.d);
        cf_decide(run, "F(B) <= d F((1 + epsilon) B/d)", sides, &w, 0, 1 << 16);
        fmpq_clear(norm);
        arb_clear(threshold);
        arb_clear(w.norm);
        fmpq_clear(w.epsilon);
        fmpq_clear(w.log_alpha);
    }
}

const cf_claim cf_claim_theorem2_l1_argued = {
    .id = "theorem2_l1_argued",
    .section = "4",
    .items = "Theorem 2",
    .title = "Theorem 2, first half: a proof",
    .statement = "For any 0 < epsilon < d, alpha <= min{(2(1 + epsilon)||beta_L1||_1)^(-(2 + epsilon)/(2 "
                 "epsilon)), exp(-d/(epsilon ||beta_L1||_1))} implies ||beta_alpha(infinity)||_1 <= (1 + "
                 "epsilon)||beta_L1||_1.",
    .tex = "\\alpha\\le\\min\\{(2(1+\\epsilon)\\|\\beta_{L1}\\|_1)^{-\\frac{2+\\epsilon}{2\\epsilon}},e^{-d/"
           "(\\epsilon\\|\\beta_{L1}\\|_1)}\\}\\Rightarrow\\|\\beta_\\alpha(\\infty)\\|_1\\le(1+\\epsilon)\\|"
           "\\beta_{L1}\\|_1",
    .domain = "X of full row rank, y != 0, 0 < epsilon < d",
    .checked = "the inequality d F((1 + epsilon)B/d) >= F(B), F(b) = alpha^2 q(b/alpha^2), that carries "
               "the proof, at 16 triples (B, epsilon, d)",
    .uses = "",
    .proof_uses = "eq32 eq40",
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "0.99 + epsilon in place of 1 + epsilon",
    .argument = "docs/appendix-b.md#a-proof-of-the-first-half",
    .check = check,
};
