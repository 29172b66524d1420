/* eq74_premise.c - the first terms of the two minima agree; of the second, (2 + epsilon)/(2 + 2 epsilon) <=
 * 1; sqrt((1 + epsilon)B) and 1 exceed exp(-1/B) > exp(-d/(epsilon B)). Written out in docs/appendix-b.md.
 *
 * The printed step does not follow: (2(1 + 2 epsilon)B)^(-p) < (2(1 + epsilon)B)^(-p), so that the premise
 * fails whenever the first term of the theorem's minimum binds. Theorem 2 is true all the same.
 */
#include "verify/appendix_b.h"

typedef struct {
    const char *norm, *epsilon;
    size_t d;
} triple;

static const triple triples[] = {
    {"100", "1", 2},  {"1", "0.1", 1000}, {"1000", "0.001", 200}, {"0.5", "0.1", 2},    {"0.01", "1.9", 2},
    {"50", "0.5", 3}, {"1", "1.5", 2},    {"3", "49", 50},        {"1000", "199", 200}, {"2", "0.9", 1}};
#define N_TRIPLES (sizeof triples / sizeof *triples)

/* log alpha within 1e-30 below Theorem 2's threshold against log alpha_1(epsilon/(2 + epsilon), k B, d) */
static void one(cf_run *run, const triple *w, const char *factor_of_epsilon, const char *slightly) {
    fmpq_t epsilon, share, la, k;
    arb_t B, threshold, alpha1, value;
    fmpq_init(epsilon);
    fmpq_init(share);
    fmpq_init(la);
    fmpq_init(k);
    arb_init(B);
    arb_init(threshold);
    arb_init(alpha1);
    arb_init(value);
    cf_fmpq_set_decimal(epsilon, w->epsilon);
    cf_fmpq_set_decimal(k, w->norm);
    arb_set_fmpq(B, k, 400);
    cf_ref_theorem2_l1(threshold, B, epsilon, w->d, 320);
    if (cf_log_alpha_below(la, threshold) != 0) flint_abort();
    arb_set_fmpq(value, la, 400);
    cf_instance(
        run,
        "||beta_L1||_1 = %s, epsilon = %s, d = %zu, alpha at the threshold (X = e_1^T, y = ||beta_L1||_1)",
        w->norm, w->epsilon, w->d);
    fmpq_add_si(share, epsilon, 2);
    fmpq_div(share, epsilon, share);
    cf_fmpq_set_decimal(k, factor_of_epsilon);
    fmpq_mul(k, k, epsilon);
    fmpq_add_si(k, k, 1);
    arb_set_fmpq(alpha1, k, 400);
    arb_mul(B, B, alpha1, 400);
    cf_fmpq_set_decimal(k, slightly);
    arb_set_fmpq(alpha1, k, 400);
    arb_mul(B, B, alpha1, 400);
    cf_ref_lemma1_alpha(alpha1, B, share, w->d, 320);
    if (cf_hypothesis(run, "alpha <= Theorem 2's threshold", cf_ball_le(value, threshold)))
        cf_fact_le(run, "log alpha <= log alpha_1", value, alpha1);
    fmpq_clear(epsilon);
    fmpq_clear(share);
    fmpq_clear(la);
    fmpq_clear(k);
    arb_clear(B);
    arb_clear(threshold);
    arb_clear(alpha1);
    arb_clear(value);
}

static void check(cf_run *run) {
    int canary = cf_run_canary(run), printed = cf_run_printed(run);
    for (size_t k = 0; k < N_TRIPLES; k++)
        one(run, &triples[k], printed && !canary ? "2" : "1", !printed && canary ? "1.01" : "1");
}

const cf_claim cf_claim_eq74_premise = {
    .id = "eq74_premise",
    .section = "B",
    .items = "(74)",
    .title = "(74): the hypothesis against alpha_1, corrected",
    .statement = "Theorem 2's hypothesis alpha <= min{(2(1 + epsilon)B)^(-(2 + epsilon)/(2 epsilon)), "
                 "exp(-d/(epsilon B))}, 0 < epsilon < d, implies alpha <= alpha_1(epsilon/(2 + epsilon), "
                 "(1 + epsilon)B, d).",
    .tex =
        "\\alpha\\le\\alpha_1\\big(\\tfrac{\\epsilon}{2+\\epsilon},(1+\\epsilon)\\|\\beta_{L1}\\|_1,d\\big)",
    .domain = "B > 0, 0 < epsilon < d",
    .checked = "ten triples (B, epsilon, d), alpha within 1e-30 of the threshold",
    .uses = "",
    .proof_uses = "",
    .twin = "eq74_premise_printed",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "1.01 (1 + epsilon) B",
    .check = check,
};

const cf_claim cf_claim_eq74_premise_printed = {
    .id = "eq74_premise_printed",
    .section = "B",
    .items = "(74)",
    .title = "(74): \"since alpha <= alpha_1(epsilon/(2 + epsilon), (1 + 2 epsilon)||beta_L1||_1, d)\"",
    .statement = "Theorem 2's hypothesis implies alpha <= alpha_1(epsilon/(2 + epsilon), (1 + 2 "
                 "epsilon)||beta_L1||_1, d), as the proof says before (74).",
    .tex =
        "\\alpha\\le\\alpha_1\\big(\\tfrac{\\epsilon}{2+\\epsilon},(1+2\\epsilon)\\|\\beta_{L1}\\|_1,d\\big)",
    .domain = "0 < epsilon < d",
    .checked = "ten triples (B, epsilon, d), alpha within 1e-30 of the threshold",
    .uses = "",
    .proof_uses = "",
    .erratum = "since alpha <= alpha_1(epsilon/(2 + epsilon), (1 + epsilon)||beta_L1||_1, d); the proof "
               "needs no more than (1 + epsilon)",
    .twin = "eq74_premise",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "the corrected statement: (1 + epsilon) in place of (1 + 2 epsilon)",
    .check = check,
};
