/* test_verdict.c - from facts to verdicts: each rule of verify/verdict.h comes out each way, and what a check
 * reports is counted as claim.h says. */
#include "verify/run.h"
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static const cf_method methods[] = {CF_M_ALGEBRA,   CF_M_PROOF,      CF_M_REDUCTION, CF_M_ARGUED,
                                    CF_M_INSTANCES, CF_M_CONSISTENT, CF_M_AGREES,    CF_M_OBSERVED};
static const cf_verdict best[] = {CF_V_PROVED,    CF_V_PROVED,     CF_V_PROVED_GIVEN, CF_V_ARGUED,
                                  CF_V_CERTIFIED, CF_V_CONSISTENT, CF_V_AGREES,       CF_V_OBSERVED};
enum { METHODS = 8 };

static const cf_tally good = {.instances = 3, .counted = 2, .skipped = 1, .certified = 2};
static const cf_tally refuted = {.instances = 1, .counted = 1, .certified = 4, .violated = 1};

static void gives(cf_outcome o, cf_verdict verdict, cf_reason reason) {
    cr_assert(o.verdict == verdict && o.reason == reason, "%s (%s) where %s (%s) is due",
              cf_verdict_name(o.verdict), cf_reason_name(o.reason), cf_verdict_name(verdict),
              cf_reason_name(reason));
}

Test(verdict, the_method_fixes_the_strength) {
    for (int m = 0; m < METHODS; m++) gives(cf_verdict_of_tally(methods[m], &good), best[m], CF_R_NONE);
}

Test(verdict, one_violation_refutes_whatever_else_is_there) {
    cf_tally t = refuted;
    t.undecided = t.left = t.unfit = t.empty = t.against = 1;
    t.expired = 1;
    for (int m = 0; m < METHODS; m++) gives(cf_verdict_of_tally(methods[m], &t), CF_V_REFUTED, CF_R_NONE);
}

Test(verdict, whatever_is_missing_leaves_it_undecided) {
    for (int m = 0; m < METHODS; m++) {
        cf_tally t = good;
        t.undecided = 1;
        gives(cf_verdict_of_tally(methods[m], &t), CF_V_UNDECIDED, CF_R_FACT);
        t = good, t.left = 1;
        gives(cf_verdict_of_tally(methods[m], &t), CF_V_UNDECIDED, CF_R_LEFT);
        t = good, t.expired = 1;
        gives(cf_verdict_of_tally(methods[m], &t), CF_V_UNDECIDED, CF_R_BUDGET);
        t = good, t.empty = 1;
        gives(cf_verdict_of_tally(methods[m], &t), CF_V_UNDECIDED, CF_R_EMPTY);
        t = good, t.unfit = 1;
        gives(cf_verdict_of_tally(methods[m], &t), CF_V_UNDECIDED, CF_R_UNFIT);
        t = good, t.against = 1;
        gives(cf_verdict_of_tally(methods[m], &t), CF_V_UNDECIDED, CF_R_AGAINST);
    }
}

Test(verdict, without_an_instance_that_counts_it_is_vacuous) {
    cf_tally none = {0}, skipped = {.instances = 5, .skipped = 5};
    for (int m = 0; m < METHODS; m++) {
        gives(cf_verdict_of_tally(methods[m], &none), CF_V_VACUOUS, CF_R_NONE);
        gives(cf_verdict_of_tally(methods[m], &skipped), CF_V_VACUOUS, CF_R_NONE);
    }
}

Test(verdict, a_positive_verdict_needs_its_canary_refuted) {
    cf_tally vacuous = {0}, against = {.instances = 1, .counted = 1, .against = 1};
    for (int m = 0; m < METHODS; m++) {
        gives(cf_verdict_of_claim(methods[m], 0, &good, &refuted), best[m], CF_R_NONE);
        gives(cf_verdict_of_claim(methods[m], 0, &good, &against), best[m], CF_R_NONE);
        gives(cf_verdict_of_claim(methods[m], 0, &good, &good), CF_V_UNDECIDED, CF_R_CANARY);
        gives(cf_verdict_of_claim(methods[m], 0, &good, &vacuous), CF_V_UNDECIDED, CF_R_CANARY);
        gives(cf_verdict_of_claim(methods[m], 0, &good, NULL), CF_V_UNDECIDED, CF_R_CANARY);
        if (methods[m] == CF_M_PROOF)
            gives(cf_verdict_of_claim(methods[m], 0, &refuted, &good), CF_V_UNDECIDED, CF_R_CANARY);
        else
            gives(cf_verdict_of_claim(methods[m], 0, &refuted, &good), CF_V_REFUTED, CF_R_NONE);
        gives(cf_verdict_of_claim(methods[m], 0, &refuted, &refuted), CF_V_REFUTED, CF_R_NONE);
        gives(cf_verdict_of_claim(methods[m], 0, &vacuous, &good), CF_V_VACUOUS, CF_R_NONE);
    }
}

Test(verdict, an_erratum_stands_only_if_its_correction_is_certified) {
    cf_tally undecided = good, vacuous = {0};
    undecided.undecided = 1;
    for (int m = 0; m < METHODS; m++) {
        gives(cf_verdict_of_claim(methods[m], 1, &refuted, &good), CF_V_REFUTED, CF_R_NONE);
        gives(cf_verdict_of_claim(methods[m], 1, &refuted, &refuted), CF_V_UNDECIDED, CF_R_CANARY);
        gives(cf_verdict_of_claim(methods[m], 1, &refuted, &undecided), CF_V_UNDECIDED, CF_R_CANARY);
        gives(cf_verdict_of_claim(methods[m], 1, &refuted, &vacuous), CF_V_UNDECIDED, CF_R_CANARY);
        gives(cf_verdict_of_claim(methods[m], 1, &refuted, NULL), CF_V_UNDECIDED, CF_R_CANARY);
        /* a misprint that turns out to hold is no misprint: its verdict differs from the REFUTED that is
         * expected */
        gives(cf_verdict_of_claim(methods[m], 1, &good, &good), best[m], CF_R_NONE);
    }
}

Test(verdict, what_a_claim_rests_on_limits_it) {
    const cf_outcome proved = {CF_V_PROVED, CF_R_NONE}, given = {CF_V_PROVED_GIVEN, CF_R_NONE}, certified = {CF_V_CERTIFIED, CF_R_NONE},
                     refuted_outcome = {CF_V_REFUTED, CF_R_NONE}, failed = {CF_V_UNDECIDED, CF_R_CANARY};
    gives(cf_verdict_resting_on(proved, NULL, 0), CF_V_PROVED, CF_R_NONE);
    for (cf_verdict v = CF_V_PROVED; v <= CF_V_VACUOUS; v++) {
        const cf_verdict below[] = {CF_V_PROVED, v};
        int broken = v == CF_V_REFUTED || v == CF_V_UNDECIDED || v == CF_V_VACUOUS;
        int argued = v == CF_V_ARGUED || v == CF_V_PROVED_GIVEN;
        cf_outcome p = cf_verdict_resting_on(proved, below, 2),
                   c = cf_verdict_resting_on(certified, below, 2);
        if (v == CF_V_PROVED)
            gives(p, CF_V_PROVED, CF_R_NONE);
        else if (argued)
            gives(p, CF_V_PROVED_GIVEN, CF_R_NONE);
        else
            gives(p, CF_V_UNDECIDED, CF_R_DEPENDENCY);
        gives(cf_verdict_resting_on(given, below, 2), v == CF_V_PROVED || argued ? CF_V_PROVED_GIVEN : CF_V_UNDECIDED,
              v == CF_V_PROVED || argued ? CF_R_NONE : CF_R_DEPENDENCY);
        gives(c, broken ? CF_V_UNDECIDED : CF_V_CERTIFIED, broken ? CF_R_DEPENDENCY : CF_R_NONE);
        gives(cf_verdict_resting_on(refuted_outcome, below, 2), CF_V_REFUTED, CF_R_NONE);
        gives(cf_verdict_resting_on(failed, below, 2), CF_V_UNDECIDED, CF_R_CANARY);
    }
}

Test(verdict, a_fact_is_never_weaker_than_its_method) {
    static const int admits[METHODS][CF_KINDS] = {
        /* exact, proof, ball, consistent, agrees, observed */
        {1, 0, 0, 0, 0, 0}, /* algebra */
        {0, 1, 0, 0, 0, 0}, /* proof */
        {1, 0, 1, 1, 0, 0}, /* reduction */
        {1, 0, 1, 1, 1, 0}, /* argument */
        {1, 0, 1, 0, 0, 0}, /* instances */
        {1, 0, 1, 1, 0, 0}, /* consistent */
        {1, 0, 1, 1, 1, 0}, /* agrees */
        {1, 0, 1, 1, 1, 1}, /* observed */
    };
    for (int m = 0; m < METHODS; m++)
        for (int k = 0; k < CF_KINDS; k++)
            cr_assert_eq(cf_method_admits(methods[m], (cf_kind)k), admits[m][k], "%s, %s",
                         cf_method_name(methods[m]), cf_kind_name((cf_kind)k));
}

Test(verdict, names_are_read_back) {
    cf_verdict read;
    for (cf_verdict v = CF_V_PROVED; v <= CF_V_VACUOUS; v++) {
        cr_assert_eq(cf_verdict_parse(&read, cf_verdict_name(v)), 0);
        cr_assert_eq(read, v);
    }
    cr_assert_eq(cf_verdict_parse(&read, "proved"), -1);
    cr_assert_eq(cf_verdict_parse(&read, ""), -1);
}

/* ------------------------------------------------------------------------------------------ what a check
 * reports */

static cf_claim claim_of(cf_method method) {
    return (cf_claim){.id = "example", .uses = "", .proof_uses = "", .method = method, .budget = 10};
}

typedef struct {
    cf_claim claim;
    cf_run *run;
} report;

static report *begin(cf_method method, int canary) {
    report *r = malloc(sizeof *r);
    r->claim = claim_of(method);
    r->run = cf_run_new(&r->claim, CF_TIER_QUICK, canary, 1000);
    return r;
}

static cf_tally end(report *r) {
    cf_run_end(r->run);
    cf_tally t = *cf_run_tally(r->run);
    cf_run_free(r->run);
    free(r);
    return t;
}

/* NaN +- inf, inf, -inf, 0 +- inf, NaN +- 0 */
static void set_bad(arb_t x, int k) {
    if (k == 0) arb_indeterminate(x);
    if (k == 1) arb_pos_inf(x);
    if (k == 2) arb_neg_inf(x);
    if (k == 3) arb_zero_pm_inf(x);
    if (k == 4) arf_nan(arb_midref(x)), mag_zero(arb_radref(x));
}

Test(facts, a_ball_that_is_not_finite_decides_nothing) {
    arb_t bad, one;
    arb_init(bad), arb_init(one);
    arb_one(one);
    for (int k = 0; k < 5; k++) {
        set_bad(bad, k);
        report *r = begin(CF_M_AGREES, 0);
        cf_fact_le(r->run, "le", bad, one);
        cf_fact_le(r->run, "le", one, bad);
        cf_fact_le(r->run, "le", bad, bad);
        cf_fact_lt(r->run, "lt", bad, one);
        cf_fact_lt(r->run, "lt", one, bad);
        cf_consistent(r->run, "consistent", bad, one, NULL, 10);
        cf_consistent(r->run, "consistent", one, one, bad, 10);
        cf_consistent(r->run, "consistent", bad, bad, NULL, 10);
        cf_agrees(r->run, "agrees", 1.0, bad, one);
        cf_agrees(r->run, "agrees", 1.0, one, bad);
        cf_tally t = end(r);
        cr_assert_eq(t.undecided, 10, "case %d: %ld undecided", k, t.undecided);
        cr_assert(t.certified == 0 && t.violated == 0);
    }
    report *r = begin(CF_M_AGREES, 0);
    cf_agrees(r->run, "agrees", NAN, one, one);
    cf_agrees(r->run, "agrees", INFINITY, one, one);
    cf_tally t = end(r);
    cr_assert_eq(t.undecided, 2);
    arb_clear(bad), arb_clear(one);
}

Test(facts, balls_that_overlap_decide_nothing_and_others_do) {
    arb_t a, b;
    arb_init(a), arb_init(b);
    arb_one(a);
    arb_set_d(b, 1.25);
    report *r = begin(CF_M_INSTANCES, 0);
    cf_fact_le(r->run, "le", a, b);
    cf_fact_le(r->run, "le", b, a);
    cf_fact_le(r->run, "equal, exact", a, a);
    cf_fact_lt(r->run, "lt, exact", a, a);
    mag_set_d(arb_radref(a), 0.5);
    cf_fact_le(r->run, "overlap", a, b);
    cf_fact_lt(r->run, "overlap", b, a);
    cf_tally t = end(r);
    cr_assert_eq(t.certified, 2);
    cr_assert_eq(t.violated, 2);
    cr_assert_eq(t.undecided, 2);
    arb_clear(a), arb_clear(b);
}

Test(facts, consistency_asks_for_the_bits_and_disjoint_balls_violate) {
    arb_t a, b, scale;
    arb_init(a), arb_init(b), arb_init(scale);
    arb_const_pi(a, 128);
    arb_const_pi(b, 64);
    report *r = begin(CF_M_CONSISTENT, 0);
    cf_consistent(r->run, "to 50 bits", a, b, NULL, 50);
    cf_consistent(r->run, "to 100 bits: one ball is too wide", a, b, NULL, 100);
    arb_set_d(scale, 0x1p60);
    cf_consistent(r->run, "to 100 bits of a large scale", a, b, scale, 100);
    arb_add_ui(b, b, 1, 64);
    cf_consistent(r->run, "disjoint", a, b, NULL, 50);
    cf_tally t = end(r);
    cr_assert_eq(t.certified, 2);
    cr_assert_eq(t.undecided, 1);
    cr_assert_eq(t.violated, 1);
    arb_clear(a), arb_clear(b), arb_clear(scale);
}

Test(facts, a_double_agrees_within_its_bound_or_not) {
    arb_t ball, bound;
    arb_init(ball), arb_init(bound);
    arb_set_d(ball, 1.0);
    mag_set_d(arb_radref(ball), 0x1p-60);
    arb_set_d(bound, 0x1p-52);
    report *r = begin(CF_M_AGREES, 0);
    cf_agrees(r->run, "near", 1.0 + 0x1p-53, ball, bound);
    cf_agrees(r->run, "far", 1.0 + 0x1p-51, ball, bound);
    cf_agrees(r->run, "on the edge", 1.0 + 0x1p-52, ball, bound);
    cf_tally t = end(r);
    cr_assert(t.certified == 1 && t.violated == 1 && t.undecided == 1);
    arb_clear(ball), arb_clear(bound);
}

Test(facts, only_instances_that_meet_every_hypothesis_count) {
    report *r = begin(CF_M_INSTANCES, 0);
    cf_instance(r->run, "met");
    cr_assert(cf_hypothesis(r->run, "h", CF_TRUE));
    cf_fact(r->run, "f", CF_TRUE);
    cf_adversarial(r->run);
    cf_instance(r->run, "unknown");
    cr_assert(!cf_hypothesis(r->run, "h", CF_UNKNOWN));
    cf_fact(r->run, "f", CF_FALSE); /* does not count: no counterexample */
    cf_instance(r->run, "false, told after the fact");
    cf_fact(r->run, "f", CF_FALSE);
    cr_assert(!cf_hypothesis(r->run, "h", CF_FALSE));
    cf_adversarial(r->run);
    cf_instance(r->run, "empty");
    cf_tally t = end(r);
    cr_assert_eq(t.instances, 4);
    cr_assert_eq(t.counted, 1);
    cr_assert_eq(t.adversarial, 1);
    cr_assert_eq(t.skipped, 2);
    cr_assert_eq(t.empty, 1);
    cr_assert_eq(t.certified, 1);
    cr_assert_eq(t.violated, 0);
    gives(cf_verdict_of_tally(CF_M_INSTANCES, &t), CF_V_UNDECIDED, CF_R_EMPTY);
}

Test(facts, too_weak_a_fact_and_an_observation_against_prove_nothing) {
    report *r = begin(CF_M_ALGEBRA, 0);
    cf_fact(r->run, "from balls", CF_TRUE);
    cf_exact(r->run, "exact", 1);
    cf_tally t = end(r);
    cr_assert_eq(t.unfit, 1);
    gives(cf_verdict_of_tally(CF_M_ALGEBRA, &t), CF_V_UNDECIDED, CF_R_UNFIT);
    r = begin(CF_M_OBSERVED, 0);
    cf_observed(r->run, "mean", 0.5, 0.4, 0.6, 0);
    t = end(r);
    cr_assert(t.against == 1 && t.violated == 0);
    gives(cf_verdict_of_tally(CF_M_OBSERVED, &t), CF_V_UNDECIDED, CF_R_AGAINST);
    r = begin(CF_M_INSTANCES, 0);
    cf_fact(r->run, "f", CF_TRUE);
    cf_left_undone(r->run, "the case d = %d", 7);
    t = end(r);
    gives(cf_verdict_of_tally(CF_M_INSTANCES, &t), CF_V_UNDECIDED, CF_R_LEFT);
}

/* sqrt 2 and sqrt 2 + 2^-90, told apart only beyond 90 bits */
static void eval_close(arb_t a, arb_t b, const void *instance, slong prec) {
    (void)instance;
    arb_sqrt_ui(a, 2, prec);
    arb_sqrt_ui(b, 2, prec);
    arb_t t;
    arb_init(t);
    arb_one(t);
    arb_mul_2exp_si(t, t, -90);
    arb_add(b, b, t, prec);
    arb_clear(t);
}

Test(facts, the_precision_rises_until_it_is_decided_or_the_limit_is_reached) {
    report *r = begin(CF_M_INSTANCES, 0);
    cf_decide(r->run, "with enough bits", eval_close, NULL, 1, 256);
    cf_tally t = end(r);
    cr_assert(t.certified == 1 && t.undecided == 0);
    r = begin(CF_M_INSTANCES, 0);
    cf_decide(r->run, "with too few", eval_close, NULL, 1, 64);
    t = end(r);
    cr_assert(t.certified == 0 && t.undecided == 1);
}

Test(facts, a_budget_that_is_spent_is_told_and_leaves_it_undecided) {
    cf_claim claim = claim_of(CF_M_INSTANCES);
    cf_run *run = cf_run_new(&claim, CF_TIER_QUICK, 0, -1.0);
    cf_fact(run, "f", CF_TRUE);
    cr_assert(cf_run_expired(run));
    cf_run_end(run);
    gives(cf_verdict_of_tally(CF_M_INSTANCES, cf_run_tally(run)), CF_V_UNDECIDED, CF_R_BUDGET);
    cf_run_free(run);
    run = cf_run_new(&claim, CF_TIER_QUICK, 0, 1000);
    cr_assert(!cf_run_expired(run));
    cf_run_free(run);
}

Test(facts, a_canary_stops_at_its_first_violation_and_an_erratum_does_not) {
    report *r = begin(CF_M_INSTANCES, 1);
    cr_assert(cf_run_canary(r->run));
    cf_instance(r->run, "first");
    cf_fact(r->run, "f", CF_FALSE);
    cf_instance(r->run, "second");
    cr_assert(cf_run_expired(r->run));
    cf_tally t = end(r);
    cr_assert(t.violated == 1 && !t.expired);
    cf_claim claim = claim_of(CF_M_INSTANCES);
    claim.erratum = "what it should say";
    cf_run *run = cf_run_new(&claim, CF_TIER_QUICK, 1, 1000);
    cf_instance(run, "first");
    cf_fact(run, "f", CF_FALSE);
    cf_instance(run, "second");
    cr_assert(!cf_run_expired(run));
    cf_run_free(run);
}

/* ---------------------------------------------------------------------------------------------- what is kept
 */

static const json_t *fact_of(const json_t *run, const char *what) {
    size_t i;
    json_t *f;
    json_array_foreach(json_object_get(run, "facts"), i,
                       f) if (strcmp(json_string_value(json_object_get(f, "what")), what) == 0) return f;
    return NULL;
}

Test(evidence, the_least_slack_of_a_certified_inequality_is_never_negative) {
    cf_claim claim = claim_of(CF_M_INSTANCES);
    cf_run *run = cf_run_new(&claim, CF_TIER_QUICK, 0, 1000);
    fmpq_t third, same;
    arb_t a, b;
    arb_init(a), arb_init(b);
    fmpq_init(third), fmpq_init(same);
    fmpq_set_si(third, 1, 3);
    fmpq_set_si(same, 1, 3);
    cf_instance(run, "equal");
    cf_fact_fmpq_eq(run, "equality", third, same);
    cf_fact_fmpq_le(run, "equal sides", third, same);
    /* 150 inequalities on one instance, more than are kept with their numbers: the least counts all the same
     */
    cf_instance(run, "many");
    for (int k = 0; k < 150; k++) {
        arb_set_d(a, k == 149 ? 1.5 : 1.0);
        arb_set_d(b, 2.0);
        cf_fact_le(run, "many", a, b);
    }
    cf_instance(run, "not counted");
    cf_hypothesis(run, "h", CF_FALSE);
    arb_set_d(a, 1.9);
    cf_fact_le(run, "many", a, b);
    /* balls that touch: certified, the difference rounds below 0 */
    cf_instance(run, "touching");
    arb_const_pi(a, 40);
    arb_get_ubound_arf(arb_midref(b), a, 200);
    mag_zero(arb_radref(b));
    cf_fact_le(run, "touching", a, b);
    cf_run_end(run);
    cr_assert_eq(cf_run_tally(run)->certified, 153);
    json_t *j = cf_run_json(run);
    cr_assert_null(json_object_get(fact_of(j, "equality"), "least_slack"));
    cr_assert(json_real_value(json_object_get(fact_of(j, "equal sides"), "least_slack")) == 0);
    cr_assert(json_real_value(json_object_get(fact_of(j, "touching"), "least_slack")) >= 0);
    const json_t *many = fact_of(j, "many");
    double least = json_real_value(json_object_get(many, "least_slack"));
    cr_assert(least > 0.2499999 && least <= 0.25, "%.17g", least);
    cr_assert_str_eq(json_string_value(json_object_get(json_object_get(many, "least"), "instance")), "many");
    cr_assert_eq(json_integer_value(json_object_get(many, "certified")), 150);
    json_t *decades = json_object_get(many, "slack_decades");
    cr_assert_eq(json_integer_value(json_object_get(decades, "-1")), 150);
    json_decref(j);
    cf_run_free(run);
    fmpq_clear(third), fmpq_clear(same);
    arb_clear(a), arb_clear(b);
}

Test(evidence, the_counterexample_and_the_first_open_instance_are_kept_whole) {
    cf_claim claim = claim_of(CF_M_INSTANCES);
    cf_run *run = cf_run_new(&claim, CF_TIER_QUICK, 0, 1000);
    fmpq_t a, b;
    fmpq_init(a), fmpq_init(b);
    fmpq_set_si(a, 2, 3);
    fmpq_set_si(b, 1, 3);
    for (int k = 0; k < 50; k++) {
        cf_instance(run, "number %d", k);
        for (int i = 0; i < 100; i++) cf_fact(run, "holds", CF_TRUE);
        if (k == 40) cf_fact_fmpq_le(run, "fails", a, b);
        if (k == 45) cf_fact(run, "open", CF_UNKNOWN);
    }
    cf_run_end(run);
    json_t *j = cf_run_json(run);
    const json_t *c = json_object_get(j, "counterexample"), *open = json_object_get(j, "undecided");
    cr_assert_str_eq(json_string_value(json_object_get(c, "instance")), "number 40");
    cr_assert_str_eq(json_string_value(json_object_get(open, "instance")), "number 45");
    json_t *facts = json_object_get(c, "facts"), *last = json_array_get(facts, json_array_size(facts) - 1);
    cr_assert_str_eq(json_string_value(json_object_get(last, "what")), "fails");
    cr_assert(json_is_false(json_object_get(last, "holds")));
    cr_assert(strstr(json_string_value(json_object_get(last, "note")), "2/3"));
    cr_assert_eq(json_integer_value(json_object_get(c, "facts_in_all")), 101);
    cr_assert_eq(json_array_size(json_object_get(j, "examples")), CF_EXAMPLES);
    json_decref(j);
    cf_run_free(run);
    fmpq_clear(a), fmpq_clear(b);
}

Test(evidence, the_tally_is_read_back_and_a_broken_one_is_not) {
    cf_tally t = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1}, read;
    json_t *j = cf_tally_json(&t);
    cr_assert_eq(cf_tally_read(&read, j), 0);
    cr_assert_eq(memcmp(&read.instances, &t.instances, 12 * sizeof(long)), 0);
    cr_assert_eq(read.expired, 1);
    json_object_set_new(j, "violated", json_string("none"));
    cr_assert_eq(cf_tally_read(&read, j), -1);
    json_object_del(j, "violated");
    cr_assert_eq(cf_tally_read(&read, j), -1);
    cr_assert_eq(cf_tally_read(&read, NULL), -1);
    json_decref(j);
}
