/* eq40.c - a linear identity: compared coefficient by coefficient. */
#include "verify/claim.h"

/* sum_{i<d} (b_i - k u) - (sum b_i - d u) is linear in each of b_1, ..., b_d and u: it vanishes iff each
 * coefficient does. The b_i cancel term by term; the coefficient of u is d - k d. */
static void check(cf_run *run) {
    fmpq_t k, sum, d;
    fmpq_init(k);
    fmpq_init(sum);
    fmpq_init(d);
    cf_fmpq_set_decimal(k, cf_run_canary(run) ? "1.01" : "1");
    for (slong n = 1; n <= 200; n++) {
        cf_instance(run, "d = %ld, |beta_i| and 1/L indeterminates", (long)n);
        fmpq_add(sum, sum, k); /* n summands -k u */
        fmpq_set_si(d, n, 1);
        cf_fact_fmpq_eq(run, "the coefficients of 1/L", sum, d);
    }
    fmpq_clear(k);
    fmpq_clear(sum);
    fmpq_clear(d);
}

const cf_claim cf_claim_eq40 = {
    .id = "eq40",
    .section = "B",
    .items = "(40)",
    .title = "(39) summed",
    .statement = "sum_{i=1}^d (|beta_i| - 1/L) = ||beta||_1 - d/L.",
    .tex = "\\sum_{i=1}^d\\Big(|\\beta_i|-\\tfrac1L\\Big)=\\|\\beta\\|_1-\\tfrac dL",
    .domain = "alpha != 1",
    .checked = "d to 200 term by term, symbolic |beta_i|, 1/L",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "1.01 d/L in place of d/L",
    .check = check,
};
