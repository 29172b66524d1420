/* verdict.c - see verdict.h: each rule is one line of a function below, and tests/test_verdict.c shows each
 * of them come out each way. */
#include "verify/verdict.h"
#include <string.h>

static const char *const verdict_names[] = {"PROVED", "PROVED given", "ARGUED",  "CERTIFIED", "CONSISTENT",
                                            "AGREES", "OBSERVED",     "REFUTED", "UNDECIDED", "VACUOUS"};
static const char *const method_names[] = {"algebra",   "proof",      "reduction", "argument",
                                           "instances", "consistent", "agrees",    "observed"};
static const char *const kind_names[] = {"exact", "proof", "ball", "consistent", "agrees", "observed"};
static const char *const reason_names[] = {"",
                                           "a fact stayed undecided",
                                           "something was left undone",
                                           "the budget was spent",
                                           "an instance that meets the hypotheses has no fact",
                                           "a fact is of a kind too weak for the method",
                                           "observed against the statement",
                                           "canary",
                                           "what it rests on does not carry it",
                                           "the check died",
                                           "no process could be started",
                                           "the system refused memory or another resource"};

const char *cf_verdict_name(cf_verdict verdict) {
    return verdict_names[verdict];
}
const char *cf_method_name(cf_method method) {
    return method_names[method];
}
const char *cf_kind_name(cf_kind kind) {
    return kind_names[kind];
}
const char *cf_reason_name(cf_reason reason) {
    return reason_names[reason];
}

int cf_verdict_parse(cf_verdict *verdict, const char *s) {
    for (size_t i = 0; i < sizeof verdict_names / sizeof *verdict_names; i++)
        if (strcmp(s, verdict_names[i]) == 0) {
            *verdict = (cf_verdict)i;
            return 0;
        }
    return -1;
}

int cf_method_admits(cf_method method, cf_kind kind) {
    switch (method) {
    case CF_M_ALGEBRA:
        return kind == CF_K_EXACT;
    case CF_M_PROOF:
        return kind == CF_K_PROOF;
    case CF_M_INSTANCES:
        return kind == CF_K_EXACT || kind == CF_K_BALL;
    case CF_M_REDUCTION:
    case CF_M_CONSISTENT:
        return kind == CF_K_EXACT || kind == CF_K_BALL || kind == CF_K_CONSISTENT;
    case CF_M_ARGUED:
    case CF_M_AGREES:
        return kind != CF_K_OBSERVED && kind != CF_K_PROOF;
    case CF_M_OBSERVED:
        return kind != CF_K_PROOF;
    }
    return 0;
}

/* The best that a method can give. */
static cf_verdict verdict_of_method(cf_method method) {
    switch (method) {
    case CF_M_ALGEBRA:
    case CF_M_PROOF:
        return CF_V_PROVED;
    case CF_M_REDUCTION:
        return CF_V_PROVED_GIVEN;
    case CF_M_ARGUED:
        return CF_V_ARGUED;
    case CF_M_INSTANCES:
        return CF_V_CERTIFIED;
    case CF_M_CONSISTENT:
        return CF_V_CONSISTENT;
    case CF_M_AGREES:
        return CF_V_AGREES;
    case CF_M_OBSERVED:
        return CF_V_OBSERVED;
    }
    return CF_V_UNDECIDED;
}

static cf_outcome undecided(cf_reason reason) {
    return (cf_outcome){CF_V_UNDECIDED, reason};
}

cf_outcome cf_verdict_of_tally(cf_method method, const cf_tally *t) {
    if (t->violated > 0) return (cf_outcome){CF_V_REFUTED, CF_R_NONE};
    if (t->starved > 0) return undecided(CF_R_STARVED);
    if (t->unfit > 0) return undecided(CF_R_UNFIT);
    if (t->against > 0) return undecided(CF_R_AGAINST);
    if (t->undecided > 0) return undecided(CF_R_FACT);
    if (t->empty > 0) return undecided(CF_R_EMPTY);
    if (t->left > 0) return undecided(CF_R_LEFT);
    if (t->expired) return undecided(CF_R_BUDGET);
    if (t->counted <= 0) return (cf_outcome){CF_V_VACUOUS, CF_R_NONE};
    return (cf_outcome){verdict_of_method(method), CF_R_NONE};
}

int cf_canary_passes(cf_method method, int is_erratum, const cf_tally *canary) {
    if (!canary) return 0;
    if (is_erratum) return cf_verdict_of_tally(method, canary).verdict == verdict_of_method(method);
    return canary->violated > 0 || canary->against > 0;
}

cf_outcome cf_verdict_of_claim(cf_method method, int is_erratum, const cf_tally *check,
                               const cf_tally *canary) {
    cf_outcome own = cf_verdict_of_tally(method, check);
    int positive = own.verdict == verdict_of_method(method);
    int refuted = own.verdict == CF_V_REFUTED;
    int needs_canary = is_erratum ? refuted : positive || (refuted && method == CF_M_PROOF);
    if (needs_canary && !cf_canary_passes(method, is_erratum, canary))
        return undecided(canary && canary->starved > 0 ? CF_R_STARVED : CF_R_CANARY);
    return own;
}

cf_outcome cf_verdict_resting_on(cf_outcome own, const cf_verdict *verdicts, size_t n) {
    if (own.verdict == CF_V_REFUTED || own.verdict == CF_V_UNDECIDED || own.verdict == CF_V_VACUOUS)
        return own;
    int given = 0;
    for (size_t i = 0; i < n; i++) {
        switch (verdicts[i]) {
        case CF_V_REFUTED:
        case CF_V_UNDECIDED:
        case CF_V_VACUOUS:
            return undecided(CF_R_DEPENDENCY);
        case CF_V_CERTIFIED:
        case CF_V_CONSISTENT:
        case CF_V_AGREES:
        case CF_V_OBSERVED:
            if (own.verdict == CF_V_PROVED || own.verdict == CF_V_PROVED_GIVEN) return undecided(CF_R_DEPENDENCY);
            break;
        case CF_V_ARGUED:
        case CF_V_PROVED_GIVEN:
            given = 1;
            break;
        case CF_V_PROVED:
            break;
        }
    }
    if (own.verdict == CF_V_PROVED && given) own.verdict = CF_V_PROVED_GIVEN;
    return own;
}
