/* figure_claim.c - see figure_claim.h. The same sentence, the same canaries and the same rules as in `certiflow
 * verify`; only the data are the figure's. */
#include "verify/figure_claim.h"
#include "verify/lookup.h"
#include "verify/options.h"
#include <string.h>

/* The sentence is given data that are there already: its budget guards against an endless loop alone. */
static const double budget = 3600;

static cf_run *run_once(const cf_figure *figure, const cf_claim *claim, const cf_figure_data *data, cf_tier tier,
                        int canary) {
    cf_run *run = cf_run_new(claim, tier, canary, budget);
    figure->sentence(run, data);
    cf_run_end(run);
    return run;
}

/* The tally of the first canary that is not refuted, or of the last: it stands for all of them. */
static cf_tally run_canaries(const cf_figure *figure, const cf_claim *claim, const cf_figure_data *data, cf_tier tier) {
    int n = claim->canaries > 1 ? claim->canaries : 1;
    cf_tally tally;
    for (int k = 1; k <= n; k++) {
        cf_run *run = run_once(figure, claim, data, tier, k);
        tally = *cf_run_tally(run);
        cf_run_free(run);
        if (!cf_canary_passes(claim->method, claim->erratum != NULL, &tally)) break;
    }
    return tally;
}

/* What the canary's run says of the false neighbour. An observation against it refutes nothing by itself, but it is
 * what a canary of an observed claim has to give. */
static const char *canary_word(const cf_claim *claim, const cf_tally *tally) {
    if (claim->erratum) return cf_verdict_name(cf_verdict_of_tally(claim->method, tally).verdict);
    return cf_verdict_name(
        cf_canary_passes(claim->method, 0, tally) ? CF_V_REFUTED : cf_verdict_of_tally(claim->method, tally).verdict);
}

json_t *cf_figure_claim_json(const cf_figure *figure, const cf_claim *claim, const cf_figure_data *data, cf_tier tier,
                             const char *const *expected) {
    cf_run *run = run_once(figure, claim, data, tier, 0);
    cf_tally canary = run_canaries(figure, claim, data, tier);
    cf_outcome outcome = cf_verdict_of_claim(claim->method, claim->erratum != NULL, cf_run_tally(run), &canary);
    json_t *evidence = cf_run_json(run), *j;
    cf_verdict wanted;
    j = json_pack("{s:s,s:s,s:s}", "id", claim->id, "statement", claim->statement, "verdict",
                  cf_verdict_name(outcome.verdict));
    if (cf_expected(&wanted, NULL, expected, claim->id) == 0)
        json_object_set_new(j, "expected", json_string(cf_verdict_name(wanted)));
    if (outcome.reason != CF_R_NONE) json_object_set_new(j, "reason", json_string(cf_reason_name(outcome.reason)));
    json_object_set_new(j, "canary", json_string(canary_word(claim, &canary)));
    json_t *facts = json_object_get(evidence, "facts"), *examples = json_object_get(evidence, "examples");
    json_object_set_new(j, "facts", facts ? json_incref(facts) : json_array());
    if (examples) json_object_set(j, "examples", examples);
    json_decref(evidence);
    cf_run_free(run);
    return j;
}

int cf_figure_claim_code(const json_t *claim) {
    const char *verdict = json_string_value(json_object_get(claim, "verdict"));
    const char *wanted = json_string_value(json_object_get(claim, "expected"));
    const char *reason = json_string_value(json_object_get(claim, "reason"));
    if (reason && strcmp(reason, cf_reason_name(CF_R_CANARY)) == 0) return CF_EXIT_DIFFERS;
    if (verdict && wanted && strcmp(verdict, wanted) == 0) return CF_EXIT_OK;
    return verdict && wanted && strcmp(verdict, cf_verdict_name(CF_V_UNDECIDED)) == 0 ? CF_EXIT_UNDECIDED
                                                                                      : CF_EXIT_DIFFERS;
}
