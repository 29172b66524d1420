/* eq85_premise.c - 2 + epsilon >= 1 + epsilon, after division by 2(1 + epsilon)||beta_L2||_2/epsilon. It
 * covers all beta with ||beta||_2^2 <= (1 + 2 epsilon)||beta_L2||_2^2, as sqrt(1 + 2 epsilon) <= 1 + epsilon.
 *
 * The printed step does not follow for epsilon > 1: 2 + epsilon >= 1 + 2 epsilon is needed. At X = (1 0 0), y
 * = 3, epsilon = 2, alpha = 6 is at the threshold, alpha^2 = 36, and the premise asks for alpha^2 >= 45.
 */
#include "verify/claim.h"

/* All rational in alpha^2 at the threshold: alpha^2 = 2(1 + e)(1 + 2/e)C against alpha_2(e/(2 + e), kC)^2 =
 * kC(2 + 2e)/e, k = one + m e. */
static void compare(cf_run *run, const char *C, const char *epsilon, size_t d, const char *one, slong m) {
    fmpq_t e, c, left, right, t;
    fmpq_init(e);
    fmpq_init(c);
    fmpq_init(left);
    fmpq_init(right);
    fmpq_init(t);
    cf_fmpq_set_decimal(e, epsilon);
    cf_fmpq_set_decimal(c, C);
    cf_instance(
        run,
        "||beta_L2||_2 = %s, epsilon = %s, d = %zu, alpha at the threshold (X = e_1^T, y = ||beta_L2||_2)", C,
        epsilon, d);
    int ok =
        cf_hypothesis(run, "0 < epsilon < d", fmpq_sgn(e) > 0 && fmpq_cmp_ui(e, d) < 0 ? CF_TRUE : CF_FALSE);
    fmpq_add_si(right, e, 1);
    fmpq_mul_si(right, right, 2);
    fmpq_mul(right, right, c);
    fmpq_div(right, right, e); /* 2(1 + e)C/e */
    fmpq_mul_si(t, e, m);
    cf_fmpq_set_decimal(left, one);
    fmpq_add(t, t, left);
    fmpq_mul(left, right, t); /* alpha_2^2 */
    fmpq_add_si(t, e, 2);
    fmpq_mul(right, right, t); /* the threshold's square */
    if (ok) cf_fact_fmpq_le(run, "alpha_2(epsilon/(2 + epsilon), k ||beta_L2||_2)^2 <= alpha^2", left, right);
    fmpq_clear(e);
    fmpq_clear(c);
    fmpq_clear(left);
    fmpq_clear(right);
    fmpq_clear(t);
}

static void all(cf_run *run, slong m) {
    static const struct {
        const char *C, *epsilon;
        size_t d;
    } cases[] = {{"3", "2", 3},        {"1", "0.001", 2},  {"1e-3", "1", 2}, {"1", "0.999", 1},
                 {"1000", "199", 200}, {"5", "1.0001", 2}, {"7", "49", 50}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        compare(run, cases[k].C, cases[k].epsilon, cases[k].d, "1", m);
}

static void check(cf_run *run) {
    if (cf_run_printed(run))
        all(run, cf_run_canary(run) ? 1 : 2);
    else if (cf_run_canary(run))
        compare(run, "1", "199", 200, "21", 1); /* 1.1 (1 + 199) = 21 + 199 */
    else
        all(run, 1);
}

const cf_claim cf_claim_eq85_premise = {
    .id = "eq85_premise",
    .section = "B",
    .items = "(85)",
    .title = "(85): the hypothesis against alpha_2, corrected",
    .statement = "Theorem 2's hypothesis alpha >= sqrt(2(1 + epsilon)(1 + 2/epsilon)||beta_L2||_2) implies "
                 "alpha >= alpha_2(epsilon/(2 + epsilon), (1 + epsilon)||beta_L2||_2).",
    .tex = "\\alpha\\ge\\alpha_2\\big(\\tfrac{\\epsilon}{2+\\epsilon},(1+\\epsilon)\\|\\beta_{L2}\\|_2\\big)",
    .domain = "0 < epsilon < d",
    .checked = "seven triples (||beta_L2||_2, epsilon, d), alpha at the threshold exactly",
    .uses = "",
    .proof_uses = "",
    .twin = "eq85_premise_printed",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "1.1 (1 + epsilon) in place of 1 + epsilon, at epsilon = 199",
    .check = check,
};

const cf_claim cf_claim_eq85_premise_printed = {
    .id = "eq85_premise_printed",
    .section = "B",
    .items = "(85)",
    .title = "(85): \"since alpha >= alpha_2(epsilon/(2 + epsilon), (1 + 2 epsilon)||beta_L2||_2)\"",
    .statement = "Theorem 2's hypothesis alpha >= sqrt(2(1 + epsilon)(1 + 2/epsilon)||beta_L2||_2) implies "
                 "alpha >= alpha_2(epsilon/(2 + epsilon), (1 + 2 epsilon)||beta_L2||_2), as the proof says "
                 "before (85).",
    .tex =
        "\\alpha\\ge\\alpha_2\\big(\\tfrac{\\epsilon}{2+\\epsilon},(1+2\\epsilon)\\|\\beta_{L2}\\|_2\\big)",
    .domain = "0 < epsilon < d",
    .checked = "seven triples (||beta_L2||_2, epsilon, d), alpha at the threshold exactly: X = (1 0 0), "
               "y = 3, epsilon = 2, alpha = 6 the first",
    .uses = "",
    .proof_uses = "",
    .erratum = "since alpha >= alpha_2(epsilon/(2 + epsilon), (1 + epsilon)||beta_L2||_2)",
    .twin = "eq85_premise",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "the corrected statement: (1 + epsilon) in place of (1 + 2 epsilon)",
    .check = check,
};
