/* target_prove.c - the prover on whatever parses, with a tiny budget, up to three variables. It keeps to its budget;
 * its result is whole (docs/certificate.md); a certificate replays in the checker as the same verdict of the same
 * statement; a counterexample is one, and the judge (judge.h) finds no point where a statement that was PROVED is
 * false. */
#include "bounds/prove.h"
#include "tests/ball_graph.h"
#include "tests/fuzz/check_bytes.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/judge.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST = 2000, VARIABLES = 3, NODES = 60, CANARIES = 1, POINTS = 24, SECONDS = 15 };
static const double budget = 0.02;

static void check_result(cf_bound *b, const cf_prove_result *r) {
    cf_prove_verdict v = r->verdict;
    REQUIRE((v == CF_PROVE_PROVED || v == CF_PROVE_REFUTED) == (r->certificate != NULL));
    REQUIRE(r->coverage >= 0 && r->coverage <= 1 && r->boxes >= 0 && r->seconds >= 0);
    REQUIRE(v == CF_PROVE_PROVED ? !r->reason[0] && r->coverage == 1 : v == CF_PROVE_REFUTED || r->reason[0]);
    REQUIRE(v != CF_PROVE_REFUTED || r->point);
    if (v == CF_PROVE_PROVED) REQUIRE(!judge_false(b, POINTS, strlen(b->statement)));
    if (!r->certificate) return;
    check_outcome o;
    check_bytes(&o, r->certificate, strlen(r->certificate));
    if (!o.accepted) fprintf(stderr, "%s\n%s\n", o.error, r->certificate);
    REQUIRE(o.accepted && o.refuted == (v == CF_PROVE_REFUTED) && strcmp(o.statement, b->statement) == 0);
    for (int i = 0; o.refuted && i < o.n_variables; i++) REQUIRE(strcmp(o.point[i], r->point[i]) == 0);
    check_clear(&o);
}

/* A canary's is of the statement that its own text reads as. */
static void check_canary(const cf_bound *b, const cf_canary_result *c, int k) {
    if (!c->certificate) return;
    cf_bounds alone;
    check_outcome o;
    REQUIRE(cf_bounds_of_canary(&alone, b, k) == 0 && strcmp(c->source, alone.bound[0].source) == 0);
    check_bytes(&o, c->certificate, strlen(c->certificate));
    if (!o.accepted) fprintf(stderr, "%s\n%s\n", o.error, c->certificate);
    REQUIRE(o.accepted && o.refuted == (c->verdict == CF_PROVE_REFUTED) && strcmp(o.statement, alone.bound[0].statement) == 0);
    check_clear(&o);
    cf_bounds_clear(&alone);
}

void fuzz_prove(const uint8_t *data, size_t size) {
    cf_bounds b;
    if (size > MOST) return;
    if (cf_bounds_parse(&b, (const char *)data, size, "f") == 0 && b.n == 1) {
        cf_bound *one = &b.bound[0];
        if (one->n_variables <= VARIABLES && one->graph->n <= NODES && one->n_canaries <= CANARIES) {
            const cf_prove_options options = {.budget = budget, .jobs = 1};
            cf_prove_result r;
            const clock_t begun = clock(); /* of the processor: a machine may have others to serve */
            cf_prove(&r, one, &options);
            REQUIRE((double)(clock() - begun) / CLOCKS_PER_SEC < SECONDS);
            check_result(one, &r);
            for (int k = 0; k < r.n_canaries; k++) check_canary(one, &r.canary[k], k);
            cf_prove_result_clear(&r);
        }
    }
    cf_bounds_clear(&b);
}
