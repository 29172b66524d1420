/* run.c - instances and facts: the half of claim.h that decides what counts.
 *
 * Facts are gathered while an instance is under way and enter the tally when it ends, because hypotheses may
 * be reported after them. An instance counts iff every hypothesis reported is certainly true. A ball that is
 * not finite certifies nothing: cf_ball_le and cf_ball_lt answer CF_UNKNOWN, and so does cf_run_record. */
#include "verify/output.h"
#include "verify/run_private.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *cf_must(void *p) {
    if (p) return p;
    fputs("certiflow: out of memory\n", stderr);
    abort();
}

char *cf_copy(const char *s) {
    return strcpy(cf_must(malloc(strlen(s) + 1)), s);
}

cf_run *cf_run_new(const cf_claim *claim, cf_tier tier, int canary, double seconds) {
    cf_run *run = cf_must(calloc(1, sizeof *run));
    run->claim = claim;
    run->tier = tier;
    run->canary = canary;
    run->seconds = seconds;
    run->start = cf_clock();
    run->start_cpu = cf_cpu_clock();
    run->hypotheses = cf_must(json_array());
    json_t **objects[] = {&run->skipped, &run->values, &run->tables};
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) *objects[i] = cf_must(json_object());
    run->examples = cf_must(json_array());
    run->left = cf_must(json_array());
    return run;
}

static void forget_now(cf_run *run) {
    for (size_t i = 0; i < run->n_now; i++) {
        arb_clear(run->now[i].a);
        arb_clear(run->now[i].b);
        free(run->now[i].note);
    }
    run->n_now = 0;
    run->all_now = run->now_certified = run->now_violated = run->now_undecided = run->now_against =
        run->now_unfit = 0;
    json_array_clear(run->hypotheses);
    run->begun = run->adversarial = run->unmet = 0;
    free(run->instance);
    run->instance = NULL;
}

void cf_run_free(cf_run *run) {
    forget_now(run);
    for (size_t i = 0; i < run->n_groups; i++) {
        free(run->groups[i].what);
        free(run->groups[i].least_instance);
        cf_slacks_clear(&run->groups[i].all);
        cf_slacks_clear(&run->groups[i].now);
    }
    free(run->groups);
    for (size_t i = 0; i < run->n_samples; i++) free(run->sample[i].key);
    free(run->sample);
    free(run->certificate);
    json_t *all[] = {run->hypotheses, run->examples, run->counterexample, run->undecided,
                     run->skipped,    run->left,     run->values,         run->tables};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) json_decref(all[i]);
    free(run);
}

int cf_run_canary(const cf_run *run) {
    return run->canary;
}
int cf_run_printed(const cf_run *run) {
    return run->claim->erratum != NULL;
}
cf_tier cf_run_tier(const cf_run *run) {
    return run->tier;
}
uint64_t cf_run_seed(const cf_run *run) {
    return cf_seed_of(run->claim->id);
}
const cf_tally *cf_run_tally(const cf_run *run) {
    return &run->tally;
}

int cf_run_expired(cf_run *run) {
    /* One certified violation is all that a false neighbour has to give. */
    if (run->canary && !run->claim->erratum && (run->tally.violated > 0 || run->tally.against > 0)) return 1;
    if (cf_cpu_clock() - run->start_cpu > run->seconds || cf_clock() - run->start > 3 * run->seconds)
        run->tally.expired = 1;
    return run->tally.expired;
}

/* ------------------------------------------------------------------------------------------- instances */

static char *format_text(const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *s = cf_must(malloc((size_t)n + 1));
    vsnprintf(s, (size_t)n + 1, format, arguments);
    return s;
}

/* A claim without instances (exact algebra) has one: the statement itself. */
static void begin_if_none(cf_run *run) {
    if (run->begun) return;
    run->begun = 1;
    run->instance = cf_copy("the statement itself");
}

static json_t *fact_json(const cf_run *run, const cf_fact_now *f) {
    json_t *j = json_object();
    json_object_set_new(j, "what", json_string(run->groups[f->group].what));
    json_object_set_new(j, "holds", f->truth == CF_UNKNOWN ? json_null() : json_boolean(f->truth == CF_TRUE));
    if (f->has_sides) {
        json_object_set_new(j, "a", cf_json_ball_short(f->a));
        json_object_set_new(j, "b", cf_json_ball_short(f->b));
    }
    if (f->note) json_object_set_new(j, "note", json_string(f->note));
    return j;
}

static json_t *instance_json(const cf_run *run) {
    json_t *j = json_object(), *facts = json_array();
    json_object_set_new(j, "instance", json_string(run->instance));
    json_object_set_new(j, "adversarial", json_boolean(run->adversarial));
    if (json_array_size(run->hypotheses))
        json_object_set_new(j, "hypotheses", json_deep_copy(run->hypotheses));
    for (size_t i = 0; i < run->n_now; i++) json_array_append_new(facts, fact_json(run, &run->now[i]));
    json_object_set_new(j, "facts", facts);
    if (run->all_now > (long)run->n_now) json_object_set_new(j, "facts_in_all", json_integer(run->all_now));
    return j;
}

/* Ends the instance under way: decides whether it counts and moves its facts into the tally. */
static void end_instance(cf_run *run) {
    if (!run->begun) return;
    cf_tally *t = &run->tally;
    t->instances++;
    if (run->unmet) {
        t->skipped++;
    } else if (run->all_now == 0) {
        t->empty++;
        if (!run->undecided) run->undecided = instance_json(run);
    } else {
        t->counted++;
        t->adversarial += run->adversarial;
        t->certified += run->now_certified;
        t->violated += run->now_violated;
        t->undecided += run->now_undecided;
        t->against += run->now_against;
        t->unfit += run->now_unfit;
        int against = run->now_violated > 0 || run->now_against > 0;
        if (against && !run->counterexample) run->counterexample = instance_json(run);
        if (run->now_undecided > 0 && !run->undecided) run->undecided = instance_json(run);
        if (json_array_size(run->examples) < CF_EXAMPLES)
            json_array_append_new(run->examples, instance_json(run));
    }
    for (size_t i = 0; i < run->n_groups && !run->unmet; i++) {
        cf_fact_group *g = &run->groups[i];
        g->certified += g->now_certified, g->violated += g->now_violated, g->undecided += g->now_undecided;
        if (cf_slacks_merge(&g->all, &g->now)) {
            free(g->least_instance);
            g->least_instance = cf_copy(run->instance);
        }
    }
    for (size_t i = 0; i < run->n_groups; i++) {
        run->groups[i].now_certified = run->groups[i].now_violated = run->groups[i].now_undecided = 0;
        cf_slacks_forget(&run->groups[i].now);
    }
    forget_now(run);
}

void cf_run_end(cf_run *run) {
    end_instance(run);
}

void cf_instance(cf_run *run, const char *format, ...) {
    end_instance(run);
    va_list arguments;
    va_start(arguments, format);
    run->instance = format_text(format, arguments);
    va_end(arguments);
    run->begun = 1;
}

void cf_adversarial(cf_run *run) {
    begin_if_none(run);
    run->adversarial = 1;
}

int cf_hypothesis(cf_run *run, const char *what, cf_truth truth) {
    begin_if_none(run);
    json_array_append_new(run->hypotheses,
                          json_pack("{s:s,s:o}", "what", what, "holds",
                                    truth == CF_UNKNOWN ? json_null() : json_boolean(truth == CF_TRUE)));
    if (truth == CF_TRUE) return 1;
    if (!run->unmet) {
        json_int_t n = json_integer_value(json_object_get(run->skipped, what));
        json_object_set_new(run->skipped, what, json_integer(n + 1));
    }
    run->unmet = 1;
    return 0;
}

/* ----------------------------------------------------------------------------------------------- facts */

static size_t group_of(cf_run *run, const char *what, cf_kind kind) {
    for (size_t i = 0; i < run->n_groups; i++)
        if (run->groups[i].kind == kind && strcmp(run->groups[i].what, what) == 0) return i;
    run->groups = cf_must(realloc(run->groups, (run->n_groups + 1) * sizeof *run->groups));
    cf_fact_group *g = &run->groups[run->n_groups];
    memset(g, 0, sizeof *g);
    g->what = cf_copy(what);
    g->kind = kind;
    cf_slacks_init(&g->all);
    cf_slacks_init(&g->now);
    return run->n_groups++;
}

/* Every fact comes through here. a, b: its sides, or NULL; inequality: it says a <= b, rather than that they
 * are equal. */
static void record(cf_run *run, const char *what, cf_kind kind, cf_truth truth, const arb_t a, const arb_t b,
                   int inequality, char *note) {
    begin_if_none(run);
    size_t g = group_of(run, what, kind);
    cf_fact_group *group = &run->groups[g];
    run->all_now++;
    if (!cf_method_admits(run->claim->method, kind)) run->now_unfit++;
    if (truth == CF_TRUE) run->now_certified++, group->now_certified++;
    if (truth == CF_UNKNOWN) run->now_undecided++, group->now_undecided++;
    if (truth == CF_FALSE) {
        group->now_violated++;
        if (kind == CF_K_OBSERVED)
            run->now_against++;
        else
            run->now_violated++;
    }
    if (a && b) cf_slacks_add(&group->now, truth, a, b, inequality);
    cf_fact_now *f = &run->now[run->n_now];
    if (run->n_now < CF_INSTANCE_FACTS) {
        arb_init(f->a), arb_init(f->b);
        run->n_now++;
    } else {
        /* full: a fact that does not hold takes the last place; of another one the slack was kept above */
        f = &run->now[CF_INSTANCE_FACTS - 1];
        if (truth == CF_TRUE || f->truth == CF_FALSE) {
            free(note);
            return;
        }
        free(f->note);
    }
    f->group = g;
    f->truth = truth;
    f->note = note;
    f->has_sides = a && b;
    if (f->has_sides) arb_set(f->a, a), arb_set(f->b, b);
}

void cf_fact(cf_run *run, const char *what, cf_truth truth) {
    record(run, what, CF_K_BALL, truth, NULL, NULL, 0, NULL);
}
void cf_proof(cf_run *run, const char *what, cf_truth truth) {
    record(run, what, CF_K_PROOF, truth, NULL, NULL, 0, NULL);
}
void cf_exact(cf_run *run, const char *what, int holds) {
    record(run, what, CF_K_EXACT, holds ? CF_TRUE : CF_FALSE, NULL, NULL, 0, NULL);
}
void cf_fact_le(cf_run *run, const char *what, const arb_t a, const arb_t b) {
    record(run, what, CF_K_BALL, cf_ball_le(a, b), a, b, 1, NULL);
}
void cf_fact_lt(cf_run *run, const char *what, const arb_t a, const arb_t b) {
    record(run, what, CF_K_BALL, cf_ball_lt(a, b), a, b, 1, NULL);
}

static char *note_of(const char *format, ...) __attribute__((format(printf, 1, 2)));
static char *note_of(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *s = format_text(format, arguments);
    va_end(arguments);
    return s;
}

/* Rationals too long to read are left to their balls. */
static char *rationals_note(const fmpq_t a, const fmpq_t b) {
    slong bits = fmpz_bits(fmpq_numref(a)) + fmpz_bits(fmpq_denref(a)) + fmpz_bits(fmpq_numref(b)) +
                 fmpz_bits(fmpq_denref(b));
    if (bits > 4000) return NULL;
    char *s = fmpq_get_str(NULL, 10, a), *t = fmpq_get_str(NULL, 10, b);
    char *note = note_of("exactly %s and %s", s, t);
    flint_free(s);
    flint_free(t);
    return note;
}

static void record_rationals(cf_run *run, const char *what, const fmpq_t a, const fmpq_t b, int holds,
                             int inequality) {
    arb_t x, y;
    arb_init(x), arb_init(y);
    arb_set_fmpq(x, a, 128);
    arb_set_fmpq(y, b, 128);
    record(run, what, CF_K_EXACT, holds ? CF_TRUE : CF_FALSE, x, y, inequality, rationals_note(a, b));
    arb_clear(x), arb_clear(y);
}
void cf_fact_fmpq_le(cf_run *run, const char *what, const fmpq_t a, const fmpq_t b) {
    record_rationals(run, what, a, b, fmpq_cmp(a, b) <= 0, 1);
}
void cf_fact_fmpq_eq(cf_run *run, const char *what, const fmpq_t a, const fmpq_t b) {
    record_rationals(run, what, a, b, fmpq_equal(a, b), 0);
}

void cf_decide(cf_run *run, const char *what, cf_sides eval, const void *instance, int strict,
               slong prec_max) {
    arb_t a, b;
    arb_init(a), arb_init(b);
    cf_truth truth = CF_UNKNOWN;
    slong prec = 64;
    for (;; prec = FLINT_MIN(2 * prec, prec_max)) {
        eval(a, b, instance, prec);
        truth = strict ? cf_ball_lt(a, b) : cf_ball_le(a, b);
        if (truth != CF_UNKNOWN || prec >= prec_max) break;
    }
    record(run, what, CF_K_BALL, truth, a, b, 1, note_of("at %ld bits", (long)prec));
    arb_clear(a), arb_clear(b);
}

/* rad(a) <= 2^-bits m */
static int accurate(const arb_t a, const arf_t m, slong bits) {
    arf_t r, bound;
    arf_init(r), arf_init(bound);
    arf_set_mag(r, arb_radref(a));
    arf_mul_2exp_si(bound, m, -bits);
    int ok = arf_cmp(r, bound) <= 0;
    arf_clear(r), arf_clear(bound);
    return ok;
}

void cf_consistent(cf_run *run, const char *what, const arb_t a, const arb_t b, const arb_t scale,
                   slong bits) {
    cf_truth truth = CF_UNKNOWN;
    if (arb_is_finite(a) && arb_is_finite(b) && (!scale || arb_is_finite(scale))) {
        arf_t m, t;
        arf_init(m), arf_init(t);
        arb_get_abs_lbound_arf(m, a, 64);
        arb_get_abs_lbound_arf(t, b, 64);
        if (arf_cmp(t, m) > 0) arf_set(m, t);
        if (scale) {
            arb_get_abs_lbound_arf(t, scale, 64);
            if (arf_cmp(t, m) > 0) arf_set(m, t);
        }
        if (!arb_overlaps(a, b))
            truth = CF_FALSE;
        else if (accurate(a, m, bits) && accurate(b, m, bits))
            truth = CF_TRUE;
        arf_clear(m), arf_clear(t);
    }
    record(run, what, CF_K_CONSISTENT, truth, a, b, 0, note_of("to %ld bits", (long)bits));
}

void cf_agrees(cf_run *run, const char *what, double value, const arb_t ball, const arb_t bound) {
    arb_t error;
    arb_init(error);
    if (isfinite(value))
        arb_set_d(error, value);
    else
        arb_indeterminate(error);
    arb_sub(error, error, ball, 256);
    arb_abs(error, error);
    record(run, what, CF_K_AGREES, cf_ball_le(error, bound), error, bound, 1,
           note_of("double %.17g = %a", value, value));
    arb_clear(error);
}

void cf_observed(cf_run *run, const char *what, double estimate, double low, double high, int holds) {
    record(run, what, CF_K_OBSERVED, holds ? CF_TRUE : CF_FALSE, NULL, NULL, 0,
           note_of("%.17g in [%.17g, %.17g]", estimate, low, high));
}

void cf_left_undone(cf_run *run, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *s = format_text(format, arguments);
    va_end(arguments);
    run->tally.left++;
    if (json_array_size(run->left) < CF_EXAMPLES) json_array_append_new(run->left, json_string(s));
    free(s);
}

void cf_resource_failed(cf_run *run, const char *why) {
    cf_left_undone(run, "%s", why);
    run->tally.starved++;
}
