/* bound_check.c - see bound_check.h. */
#include "verify/bound_check.h"
#include "bounds/prove.h"
#include "verify/replay.h"
#include "verify/run_private.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The runner ends a check at its seconds (verify/runner.h); the prover shares out more, so that patience is what is cut off. */
#define PROVER_BUDGET 3.0

/* "t = 3/4, B = 2" */
static char *point_text(const cf_bound *b, const cf_prove_result *r) {
    char *text = NULL;
    size_t n = 0;
    FILE *f = cf_must(open_memstream(&text, &n));
    for (int i = 0; i < b->n_variables; i++) fprintf(f, "%s%s = %s", i ? ", " : "", b->variable[i], r->point[i]);
    if (fclose(f) != 0) abort();
    return text;
}

static void keep_evidence(cf_run *run, const cf_bound *b, const cf_prove_result *r) {
    cf_evidence_integer(run, "boxes", r->boxes);
    cf_evidence_number(run, "search_seconds", r->seconds);
    if (r->verdict != CF_PROVE_REFUTED) cf_evidence_number(run, "coverage", r->coverage);
    if (r->verdict == CF_PROVE_UNDECIDED) cf_evidence_number(run, "widest_open_box", r->widest);
    if (r->verdict != CF_PROVE_REFUTED) return;
    char *point = point_text(b, r);
    cf_evidence_text(run, "counterexample", "%s", point);
    free(point);
}

/* What the prover says is a fact only once the checker has said the same. */
static void replay(cf_run *run, const cf_bound *b, const cf_prove_result *r, const char *checker, const char *text) {
    char why[512];
    double used, left = run->seconds - (cf_cpu_clock() - run->start_cpu);
    int holds = r->verdict == CF_PROVE_PROVED;
    int confirmed = cf_replay_confirms(why, &used, checker, b->name, r->verdict, r->certificate, text, left > 5 ? left : 5);
    cf_evidence_number(run, "check_seconds", used);
    if (!cf_run_canary(run)) cf_run_keep_certificate(run, r->certificate);
    cf_proof(run, "the certificate is accepted", confirmed != 1 ? CF_UNKNOWN : holds ? CF_TRUE : CF_FALSE);
    if (confirmed < 0) cf_resource_failed(run, why);
    else if (!confirmed) cf_left_undone(run, "%s", why);
}

static void report(cf_run *run, const cf_bound *b, const cf_prove_result *r, const char *checker, const char *text) {
    if (r->verdict == CF_PROVE_VACUOUS) {
        cf_hypothesis(run, "the domain has a point", CF_FALSE);
    } else if (r->verdict == CF_PROVE_UNDECIDED) {
        cf_proof(run, "the prover decides it", CF_UNKNOWN);
        cf_left_undone(run, "%s", r->reason);
    } else {
        replay(run, b, r, checker, text);
    }
}

static void check_alone(cf_run *run, cf_bound *b, const char *checker, const char *text) {
    cf_prove_options options = {.budget = PROVER_BUDGET * run->seconds, .jobs = 1};
    cf_prove_result r;
    int canaries = b->n_canaries;
    b->n_canaries = 0; /* each has a run of its own */
    cf_prove(&r, b, &options);
    keep_evidence(run, b, &r);
    report(run, b, &r, checker, text);
    cf_prove_result_clear(&r);
    b->n_canaries = canaries;
}

/* The k-th canary, k from 1. */
static void check_canary(cf_run *run, const cf_bound *b, int k, const char *checker) {
    cf_bounds alone = {0};
    if (k <= b->n_canaries && cf_bounds_of_canary(&alone, b, k - 1) == 0) {
        check_alone(run, &alone.bound[0], checker, alone.bound[0].source);
    } else {
        cf_proof(run, "the canary is read", CF_UNKNOWN);
        cf_left_undone(run, "%s", alone.error);
    }
    cf_bounds_clear(&alone);
}

void cf_check_bound_with(cf_run *run, const char *checker) {
    char *text = cf_bound_text(run->claim);
    cf_bounds all;
    int k = cf_run_canary(run);
    if (cf_bounds_parse(&all, text, strlen(text), run->claim->id) != 0 || all.n != 1) {
        cf_proof(run, "the text is read", CF_UNKNOWN);
        cf_left_undone(run, "%s", all.error);
    } else if (k > 0) {
        check_canary(run, &all.bound[0], k, checker);
    } else {
        check_alone(run, &all.bound[0], checker, text);
    }
    cf_bounds_clear(&all);
    free(text);
}

void cf_check_bound(cf_run *run) {
    char checker[4096];
    cf_checker_path(checker, sizeof checker);
    cf_check_bound_with(run, checker);
}
