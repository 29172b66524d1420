/* target_certificate.c - certificates: the checker's reader and its whole check on arbitrary bytes. The hash of the
 * statement is made right first, so that a changed statement is not rejected for that alone. What is accepted must be
 * true: the judge (judge.h) looks for a point of the domain where it is false; the counterexample of a REFUTED must be
 * one; the same certificate must not prove the statement's negation, nor its strict form where a point with equality
 * is known, nor refute it; and what is read of the statement is what the prover's parser reads. What is rejected says
 * in which line. */
#include "reference/ball.h"
#include "tests/ball_graph.h"
#include "tests/fuzz/check_bytes.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/judge.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 20000, POINTS = 24, NODES = 300 };

/* The text between "key": " and the next quote. */
static char *value_of(char *text, const char *key, size_t *n) {
    char pattern[64];
    snprintf(pattern, sizeof pattern, "\"%s\": \"", key);
    char *s = strstr(text, pattern), *end = s ? strchr(s + strlen(pattern), '"') : NULL;
    if (!end) return NULL;
    s += strlen(pattern);
    *n = (size_t)(end - s);
    return s;
}

static void make_hash_right(char *text) {
    size_t n, k;
    char hex[65], *statement = value_of(text, "statement", &n), *hash = value_of(text, "sha256", &k);
    if (!statement || !hash || k != 64) return;
    check_hash(hex, statement, n);
    memcpy(hash, hex, 64);
}

/* The certificate with `from`, n bytes of it, replaced. */
static char *edited(const char *text, const char *from, size_t n, const char *to) {
    size_t room = strlen(text) + strlen(to) + 1;
    char *out = malloc(room);
    REQUIRE(out);
    snprintf(out, room, "%.*s%s%s", (int)(from - text), text, to, from + n);
    make_hash_right(out);
    return out;
}

static int accepts(const char *text) {
    check_outcome o;
    check_bytes(&o, text, strlen(text));
    int accepted = o.accepted;
    check_clear(&o);
    return accepted;
}

static void is_counterexample(const cf_bound *b, const check_outcome *o) {
    fmpq *point = _fmpq_vec_init(b->n_variables);
    REQUIRE(b->n_variables == o->n_variables);
    for (int i = 0; i < b->n_variables; i++) REQUIRE(fmpq_set_str(point + i, o->point[i], 10) == 0);
    /* never certainly outside, never certainly true: beyond 3000 bits the balls may be too wide to say more */
    for (int k = 0; k < b->n_where; k++) REQUIRE(ball_graph_holds(NULL, b->graph, &b->where[k], point) >= 0);
    cf_bound box = *b;
    box.n_where = 0;
    REQUIRE(judge_inside(&box, point) && ball_graph_holds(NULL, b->graph, &b->prove, point) <= 0);
    _fmpq_vec_clear(point, b->n_variables);
}

/* The same tree for the negation, and the same point as a counterexample. */
static void not_its_negation(char *text, const check_outcome *o) {
    size_t n, k;
    char *statement = value_of(text, "statement", &n), *verdict = value_of(text, "verdict", &k);
    char *relation = NULL;
    for (char *s = statement; (s = strstr(s, "prove ")) && s < statement + n; s++) relation = s;
    if (!verdict || !relation) return;
    for (relation += 6; relation < statement + n && *relation != '<' && *relation != '>'; relation++)
        ;
    if (relation >= statement + n) return;
    int weak = relation[1] == '=';
    const char *other = *relation == '<' ? (weak ? ">" : ">=") : (weak ? "<" : "<=");
    char *negated = edited(text, relation, weak ? 2 : 1, other);
    REQUIRE(!accepts(negated));
    free(negated);
    char *goals = strstr(text, "\"goals\""), *comma = goals;
    while (comma && comma > text && *comma != ',') comma--;
    if (o->refuted || !goals || verdict > comma) return;
    char *cut = edited(text, comma, strlen(comma), "}"), *to = value_of(cut, "verdict", &k);
    char *refuted = edited(cut, to, k, "REFUTED");
    REQUIRE(!accepts(refuted));
    free(cut), free(refuted);
}

/* A leaf may ask for 16384 bits and order 64, and a check may then take minutes: here no order above 24 and no more
 * than 1000 bits, by the integers of the goals, whatever they stand for. */
static int asks_too_much(const char *text) {
    const char *s = strstr(text, "\"goals\"");
    for (; s && *s; s++) {
        if ((*s != ',' && *s != '[') || s[1] < '0' || s[1] > '9') continue;
        long n = strtol(s + 1, NULL, 10);
        if (n > 1000 || (n > 24 && n <= 64)) return 1;
    }
    return 0;
}

void fuzz_certificate(const uint8_t *data, size_t size) {
    if (size > MOST) return;
    char *text = malloc(size + 1);
    REQUIRE(text);
    if (size) memcpy(text, data, size);
    text[size] = '\0';
    if (asks_too_much(text)) {
        free(text);
        return;
    }
    if (!memchr(text, 0, size)) make_hash_right(text);
    check_outcome o;
    check_bytes(&o, text, size);
    if (!o.accepted) {
        REQUIRE(strncmp(o.error, "line ", 5) == 0);
    } else {
        cf_bounds b;
        if (judge_read(&b, o.statement) == 0) {
            REQUIRE(b.n == 1 && strcmp(b.bound[0].name, o.name) == 0);
            if (o.refuted)
                is_counterexample(&b.bound[0], &o);
            else if (b.bound[0].graph->n <= NODES)
                REQUIRE(!judge_false(&b.bound[0], POINTS, size));
        } else if (!strstr(b.error, "more than") && !strstr(b.error, "nested")) {
            fprintf(stderr, "%s\n%s\n", b.error, o.statement);
            REQUIRE(!"the checker accepts a statement that the prover's parser refuses");
        }
        cf_bounds_clear(&b);
        not_its_negation(text, &o);
    }
    check_clear(&o);
    free(text);
}
