/* statement_judge.c - see statement_judge.h. */
#include "tests/statement_judge.h"
#include "tests/ball_graph.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = 192, MANY = 3072 }; /* bits at random points, where equality stays unknown; at a counterexample */

static int at(char why[400], const char *what, const cf_bound *b, const fmpq *p) {
    int n = snprintf(why, 400, "%s", what);
    for (int i = 0; i < b->n_variables; i++) {
        char *s = fmpq_get_str(NULL, 10, p + i);
        if (n < 400) n += snprintf(why + n, 400 - (size_t)n, "%s %s = %s", i ? "," : "", b->variable[i], s);
        flint_free(s);
    }
    return 1;
}

static judgement of_proved(char why[400], const cf_bound *b, fmpq *p, long samples, unsigned long *rng) {
    int seen = 0, bad = 0;
    for (long k = 0; k < samples && !bad; k++) {
        for (int i = 0; i < b->n_variables; i++) random_inside(p + i, b->interval[i], rng);
        if (ball_graph_domain(FEW, b, p) != 1) continue;
        int undefined, holds = ball_graph_holds_to(FEW, &undefined, b->graph, &b->prove, p);
        seen = seen || holds != 0;
        if (undefined)
            bad = at(why, "PROVED, but undefined at", b, p);
        else if (holds < 0)
            bad = at(why, "PROVED, but false at", b, p);
    }
    return bad ? JUDGE_DISAGREES : seen ? JUDGE_AGREES : JUDGE_UNKNOWN;
}

static judgement of_vacuous(char why[400], const cf_bound *b, fmpq *p, long samples, unsigned long *rng) {
    for (long k = 0; k < samples; k++) {
        for (int i = 0; i < b->n_variables; i++) random_inside(p + i, b->interval[i], rng);
        if (ball_graph_domain(FEW, b, p) != 1) continue;
        at(why, "VACUOUS, but in the domain is", b, p);
        return JUDGE_DISAGREES;
    }
    return JUDGE_AGREES;
}

/* REFUTED, or undefined at a point. */
static judgement of_point(char why[400], const cf_bound *b, const cf_prove_result *r, fmpq *p) {
    int refuted = r->verdict == CF_PROVE_REFUTED;
    for (int i = 0; i < b->n_variables; i++) fmpq_set_str(p + i, r->point[i], 10);
    int inside = ball_graph_domain(MANY, b, p), undefined,
        holds = ball_graph_holds_to(MANY, &undefined, b->graph, &b->prove, p);
    if (inside < 0)
        at(why, refuted ? "REFUTED outside the domain, at" : "called undefined outside the domain, at", b, p);
    else if (refuted && undefined)
        at(why, "REFUTED where it is undefined, at", b, p);
    else if (refuted && holds > 0)
        at(why, "REFUTED where it holds, at", b, p);
    else if (!refuted && holds != 0)
        at(why, "called undefined, but decided at", b, p);
    else
        return inside > 0 && (refuted ? holds < 0 : undefined) ? JUDGE_AGREES : JUDGE_UNKNOWN;
    return JUDGE_DISAGREES;
}

judgement judge(char why[400], const cf_bound *b, const cf_prove_result *r, long samples, unsigned long *rng) {
    judgement j = JUDGE_UNKNOWN;
    fmpq *p = _fmpq_vec_init(b->n_variables);
    why[0] = '\0';
    if (r->verdict == CF_PROVE_PROVED)
        j = of_proved(why, b, p, samples, rng);
    else if (r->verdict == CF_PROVE_VACUOUS)
        j = of_vacuous(why, b, p, samples, rng);
    else if (r->point)
        j = of_point(why, b, r, p);
    _fmpq_vec_clear(p, b->n_variables);
    return j;
}

/* The text after "KEY": " in the certificate, and its length. */
static const char *value_of(size_t *length, const char *certificate, const char *key) {
    char name[40];
    snprintf(name, sizeof name, "\"%s\": \"", key);
    const char *p = strstr(certificate, name);
    if (!p) abort();
    p += strlen(name);
    *length = strcspn(p, "\"");
    return p;
}

char *transplanted(const char *certificate, const char *statement) {
    char hex[65], *out = NULL;
    size_t n, length, hash_length;
    const char *old = value_of(&length, certificate, "statement"),
               *hash = value_of(&hash_length, certificate, "sha256");
    FILE *f = open_memstream(&out, &n);
    if (!f || hash < old) abort();
    cf_sha256(hex, statement, strlen(statement));
    fprintf(f, "%.*s%s%.*s%s%s", (int)(old - certificate), certificate, statement, (int)(hash - old - (long)length),
            old + length, hex, hash + hash_length);
    if (fclose(f) != 0) abort();
    return out;
}
