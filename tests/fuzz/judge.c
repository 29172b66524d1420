/* judge.c - see judge.h. */
#include "tests/fuzz/judge.h"
#include "tests/ball_graph.h"
#include <stdlib.h>
#include <string.h>

int judge_read(cf_bounds *bounds, const char *statement) {
    static const char *const words[] = {" forall ", " let ", " where ", " prove "};
    char *text = strdup(statement);
    if (!text) abort();
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) /* a clause begins a line */
        for (char *s = text; (s = strstr(s, words[k])); s++) *s = '\n';
    int status = cf_bounds_parse(bounds, text, strlen(text), "statement");
    free(text);
    return status;
}

int judge_inside(const cf_bound *b, const fmpq *point) {
    int inside = 1;
    for (int i = 0; i < b->n_variables && inside; i++)
        for (int k = 0; k < 2 && inside; k++) {
            const cf_end *e = &b->interval[i][k];
            int c = e->infinite ? 1 : k ? fmpq_cmp(e->value, point + i) : fmpq_cmp(point + i, e->value);
            inside = c > 0 || (c == 0 && !e->open);
        }
    for (int k = 0; k < b->n_where && inside; k++) inside = ball_graph_holds(NULL, b->graph, &b->where[k], point) == 1;
    return inside;
}

/* A number of [0, 1]: often an end, or near one. */
static void share(fmpq_t t, unsigned long *state) {
    long kind = random_below(state, 6);
    fmpq_set_si(t, kind == 1, 1);
    if (kind < 2) return;
    fmpq_set_si(t, random_below(state, 64), 64);
    if (kind > 3) fmpq_div_2exp(t, t, (flint_bitcnt_t)random_below(state, 40));
    if (kind == 5) {
        fmpq_sub_si(t, t, 1);
        fmpq_neg(t, t);
    }
}

/* A coordinate of the interval: between finite ends, or from one outward up to 2^30. */
static void coordinate(fmpq_t x, const cf_end *end, unsigned long *state) {
    fmpq_t t;
    fmpq_init(t);
    share(t, state);
    if (!end[0].infinite && !end[1].infinite) {
        fmpq_sub(x, end[1].value, end[0].value);
        fmpq_mul(x, x, t);
        fmpq_add(x, x, end[0].value);
    } else {
        fmpq_mul_2exp(t, t, (flint_bitcnt_t)random_below(state, 31));
        int down = end[0].infinite && (!end[1].infinite || random_below(state, 2));
        if (down) fmpq_neg(t, t);
        if (!end[0].infinite)
            fmpq_add(x, end[0].value, t);
        else if (!end[1].infinite)
            fmpq_add(x, end[1].value, t);
        else
            fmpq_set(x, t);
    }
    fmpq_clear(t);
}

int judge_false(const cf_bound *b, int points, unsigned long seed) {
    fmpq *point = _fmpq_vec_init(b->n_variables);
    int found = 0;
    for (int k = 0; k < points && !found; k++) {
        for (int i = 0; i < b->n_variables; i++) coordinate(point + i, b->interval[i], &seed);
        if (!judge_inside(b, point)) continue;
        int undefined = 0, holds = ball_graph_holds(&undefined, b->graph, &b->prove, point);
        found = holds == -1 || undefined;
    }
    _fmpq_vec_clear(point, b->n_variables);
    return found;
}
