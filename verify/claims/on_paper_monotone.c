/* on_paper_monotone.c - the mean value theorem, as all reductions use it. */
#include "verify/claim.h"

/* p(x) = x^3/3 on x < y in (0, 1): p' = x^2 >= 0; canary: p(x) - x/100, whose derivative is negative near 0 */
static void check(cf_run *run) {
    fmpq_t a, b, x, y, t;
    fmpq_init(a), fmpq_init(b), fmpq_init(x), fmpq_init(y), fmpq_init(t);
    for (slong k = 1; k <= 40; k++) {
        fmpq_set_si(x, k - 1, 41);
        fmpq_set_si(y, k, 41);
        cf_instance(run, "p(x) = x^3/3 on x = %ld/41, y = %ld/41", (long)k - 1, (long)k);
        fmpq *side[] = {a, b}, *at[] = {x, y};
        for (int i = 0; i < 2; i++) {
            fmpq_pow_si(side[i], at[i], 3);
            fmpq_div_fmpz(side[i], side[i], (fmpz[]){3});
            fmpq_set_si(t, cf_run_canary(run) ? -1 : 0, 100);
            fmpq_addmul(side[i], t, at[i]);
        }
        cf_fact_fmpq_le(run, "p(x) <= p(y)", a, b);
    }
    fmpq_clear(a), fmpq_clear(b), fmpq_clear(x), fmpq_clear(y), fmpq_clear(t);
}

const cf_claim cf_claim_on_paper_monotone = {
    .id = "on_paper_monotone",
    .section = "B",
    .items = "(58)",
    .title = "a derivative of one sign makes a function monotone",
    .statement = "f continuous on an interval, f' >= 0 inside it: f does not decrease there; strictly increasing "
                 "if f' > 0 but for isolated points. A function is at most its value where its derivative changes "
                 "from + to -.",
    .tex = "f'\\ge0\\Rightarrow f(x)\\le f(y)\\quad(x\\le y)",
    .domain = "intervals of the real line",
    .checked = "x^3/3 at 41 neighbouring pairs",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 2,
    .canary = "x^3/3 - x/100, whose derivative is negative near 0",
    .argument = "docs/bounds.md#on-paper",
    .check = check,
};
