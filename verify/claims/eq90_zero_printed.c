/* eq90_zero_printed.c - a trivial gap: the second half of the theorem does not exclude y = 0, where (90)
 * reads 0 > 0; beta_alpha = 0 then and nothing is to be shown.
 */
#include "verify/claim.h"
#include "verify/theorem2_steps.h"

/* beta_L2 = (y, 0); at y = 1, epsilon <= 3/2 the threshold's square 2(1 + epsilon)(1 + 2/epsilon) is at most
 * 15 <= 16. */
static void check(cf_run *run) {
    static const char *const epsilons[] = {"0.5", "1", "1.5"};
    const double y = cf_run_canary(run) ? 1 : 0, alpha = cf_run_canary(run) ? 4 : 1;
    arb_ptr beta = _arb_vec_init(2);
    arb_t Q, larger;
    fmpq_t epsilon, factor, bound, alpha2;
    cf_ref_alpha_t a;
    arb_init(Q);
    arb_init(larger);
    fmpq_init(epsilon);
    fmpq_init(factor);
    fmpq_init(bound);
    fmpq_init(alpha2);
    cf_ref_alpha_init(a);
    cf_ref_alpha_set_double(a, alpha, 0);
    arb_set_d(beta, y);
    for (size_t k = 0; k < sizeof epsilons / sizeof *epsilons; k++) {
        cf_instance(run, "X = (1 0), y = %g, epsilon = %s, alpha = %g", y, epsilons[k], alpha);
        cf_fmpq_set_decimal(epsilon, epsilons[k]);
        fmpq_add_si(factor, epsilon, 1);
        fmpq_add_si(bound, epsilon, 2);
        fmpq_mul(bound, bound, factor);
        fmpq_div(bound, bound, epsilon);
        fmpq_mul_si(bound, bound, 2 * (slong)y);
        fmpq_set_si(alpha2, (slong)(alpha * alpha), 1);
        int ok = cf_hypothesis(run, "alpha^2 >= 2(1 + epsilon)(1 + 2/epsilon)||beta_L2||_2",
                               fmpq_cmp(bound, alpha2) <= 0 ? CF_TRUE : CF_FALSE);
        cf_quadratic_Q(Q, beta, a, 2, 128);
        fmpq_mul_si(bound, epsilon, 2);
        fmpq_add_si(bound, bound, 1);
        fmpq_div(factor, bound, factor);
        arb_mul_fmpz(larger, Q, fmpq_numref(factor), 128);
        arb_div_fmpz(larger, larger, fmpq_denref(factor), 128);
        if (ok)
            cf_fact_lt(
                run,
                "4 alpha^4 Q(beta_L2/alpha^2) < ((1 + 2 epsilon)/(1 + epsilon)) 4 alpha^4 Q(beta_L2/alpha^2)",
                Q, larger);
    }
    _arb_vec_clear(beta, 2);
    arb_clear(Q);
    arb_clear(larger);
    fmpq_clear(epsilon);
    fmpq_clear(factor);
    fmpq_clear(bound);
    fmpq_clear(alpha2);
    cf_ref_alpha_clear(a);
}

const cf_claim cf_claim_eq90_zero_printed = {
    .id = "eq90_zero_printed",
    .section = "B",
    .items = "(90)",
    .title = "(90) for y = 0",
    .statement = "Under Theorem 2's hypothesis of the second half, which every alpha > 0 meets for y = 0, "
                 "((1 + 2 epsilon)/(1 + epsilon)) 4 alpha^4 Q(beta_L2/alpha^2) > 4 alpha^4 "
                 "Q(beta_L2/alpha^2).",
    .tex = "\\tfrac{1+2\\epsilon}{1+\\epsilon}4\\alpha^4Q(\\beta_{L2}/\\alpha^2)>4\\alpha^4Q(\\beta_{L2}/"
           "\\alpha^2)",
    .domain = "0 < epsilon < d, any y",
    .checked = "X = (1 0), y = 0, epsilon = 1/2, 1, 3/2, alpha = 1: beta_L2 = 0",
    .uses = "",
    .proof_uses = "",
    .erratum = "for y != 0 (for y = 0, beta_alpha = beta_L2 = 0)",
    .twin = "eq86_91",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "the corrected statement: y != 0",
    .check = check,
};
