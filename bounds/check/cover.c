/* cover.c - the proof tree of a goal: read item by item, while a stack holds the boxes that wait for theirs. */
#include "bounds/check/cover.h"
#include <stdlib.h>
#include <string.h>

static _Noreturn void no(job *j, const char *why) {
    char what[400];
    snprintf(what, sizeof what, "goal %d, node %ld: %s", j->goal, j->nodes, why);
    reader_fail(&j->r, what);
}

static int next_integer(reader *r, int least, int most) { /* after a comma */
    read_signs(r, ",");
    return (int)read_integer(r, least, most);
}

static void side_set(side *to, const side *from) {
    *to = *from;
    mpq_inits(to->lo, to->hi, NULL);
    mpq_set(to->lo, from->lo), mpq_set(to->hi, from->hi);
}
static void drop(job *j, box *b) {
    for (int i = 0; b->sides && i < j->s.variables; i++) mpq_clears(b->sides[i].lo, b->sides[i].hi, NULL);
    free(b->sides);
    b->sides = NULL;
}
static side *push(job *j, const side *from, int depth, int chart) {
    if (j->n == j->room && !(j->stack = realloc(j->stack, (size_t)(j->room = 2 * j->room + 16) * sizeof *j->stack))) abort();
    box *b = &j->stack[j->n++];
    *b = (box){malloc(((size_t)j->s.variables + 1) * sizeof *b->sides), depth, chart};
    if (!b->sides) abort();
    for (int i = 0; i < j->s.variables; i++) side_set(&b->sides[i], &from[i]);
    return b->sides;
}

/* ["split", i, "c"]: [a, c] comes first, then [c, b], so [c, b] is pushed first. */
static void split(job *j) {
    int i = next_integer(&j->r, 0, j->s.variables - 1);
    side *s = &j->at.sides[i], *right = &push(j, j->at.sides, j->at.depth + 1, j->at.chart)[i];
    read_signs(&j->r, ",");
    read_rational(&j->r, right->lo);
    if ((!s->lo_inf && mpq_cmp(s->lo, right->lo) >= 0) || (!s->hi_inf && mpq_cmp(right->lo, s->hi) >= 0)) no(j, "a split outside the box");
    if (j->at.depth >= MAX_TREE_DEPTH) no(j, "the tree is too deep");
    right->lo_inf = right->lo_open = false;
    side *left = &push(j, j->at.sides, j->at.depth + 1, j->at.chart)[i];
    mpq_set(left->hi, right->lo);
    left->hi_inf = left->hi_open = false;
}

static int factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }

/* Of "scale" path[0] is the largest coordinate; of "order" path the which-th permutation of the list in lexicographic order. */
static void set_path(chart *c, int which) {
    int left[MAX_VARIABLES];
    memcpy(left, c->list, sizeof left);
    if (c->kind == 's') c->path[0] = c->list[which];
    for (int k = 0; c->kind == 'o' && k < c->n; k++) {
        int block = factorial(c->n - 1 - k), at = which / block;
        which %= block;
        c->path[k] = left[at];
        memmove(left + at, left + at + 1, (size_t)(c->n - k - 1 - at) * sizeof *left);
    }
}

/* ["scale", [i, k, ...]], ["order", [i, k, ...]]: the listed coordinates go from 0 ("scale") or one finite end ("order") to infinity. */
static void make_chart(job *j, char kind) {
    chart *c = &j->chart;
    if (j->at.depth || j->at.chart >= 0) no(j, "a chart that is not at the root");
    *c = (chart){.kind = kind};
    read_signs(&j->r, ",[");
    do c->list[c->n] = (int)read_integer(&j->r, c->n ? c->list[c->n - 1] + 1 : 0, j->s.variables - 1);
    while (c->n++, accept_sign(&j->r, ','));
    read_signs(&j->r, "]");
    for (int k = 0; k < c->n; k++) {
        const side *a = &j->at.sides[c->list[k]], *first = &j->at.sides[c->list[0]];
        bool same = kind == 's' ? !mpq_sgn(a->lo) : mpq_equal(a->lo, first->lo) && a->lo_open == first->lo_open;
        if (c->n < 2 || a->lo_inf || !a->hi_inf || !same) no(j, "a chart that does not fit the domain");
    }
    if (kind == 'o' && c->n > 6) no(j, "an order of more than six coordinates");
    for (int child = (kind == 's' ? c->n : factorial(c->n)) - 1; child >= 0; child--) {
        side *s = push(j, j->at.sides, 1, child);
        set_path(c, child);
        for (int k = 0; k < c->n; k++) {
            side *t = &s[c->list[k]];
            if (c->list[k] == c->path[0]) continue;
            t->hi_open = t->hi_inf = kind == 'o';
            if (kind == 's') mpq_set_ui(t->hi, 1, 1); /* t_i in [0, 1], open at 0 where x_i is */
            else mpq_set_ui(t->lo, 0, 1), t->lo_open = false;
        }
    }
}

static void read_frames(job *j, leaf *l) { /* [frame, ...]: one a coordinate */
    for (int i = 0; i < j->s.variables; i++) {
        if (i) read_signs(&j->r, ",");
        const char *s = read_string(&j->r, 2 * MAX_DIGITS + 4);
        l->kinds[i] = s[0];
        bool known = s[0] == 'm' ? s[1] == ':' && parse_rational(l->anchors[i], s + 2) : s[0] && !s[1] && strchr("flh+-", s[0]);
        if (!known) no(j, "an unknown frame");
    }
}

static void read_multiplier(job *j, leaf *l) { /* [k, "lambda"] */
    multiplier *m = &l->multipliers[l->n_multipliers++];
    mpq_init(m->value);
    read_signs(&j->r, "[");
    m->k = (int)read_integer(&j->r, 0, j->s.n_wheres - 1);
    read_signs(&j->r, ",");
    read_rational(&j->r, m->value);
    read_signs(&j->r, "]");
    if (mpq_sgn(m->value) < 0) no(j, "a negative multiplier");
}

static void read_exponents(job *j, long *a, bool comma) {
    for (int i = 0; i < j->s.variables; i++) {
        if (i || comma) read_signs(&j->r, ",");
        a[i] = read_integer(&j->r, -MAX_DIGITS, MAX_DIGITS);
    }
}

static void read_square(job *j, leaf *l) { /* ["c", [a, ...], [["c", a, ...], ...]] */
    square *s = &l->squares[l->n_squares++];
    size_t v = (size_t)j->s.variables;
    *s = (square){.n = 0};
    mpq_init(s->c);
    if (!(s->exponents = malloc((v + 1) * sizeof *s->exponents))) abort();
    read_signs(&j->r, "[");
    read_rational(&j->r, s->c);
    read_signs(&j->r, ",[");
    read_exponents(j, s->exponents, false);
    read_signs(&j->r, "],[");
    if (mpq_sgn(s->c) <= 0) no(j, "a square with a factor that is not positive");
    do {
        if (s->n == MAX_TERMS) no(j, "a square of too many terms");
        s->coefficients = realloc(s->coefficients, ((size_t)s->n + 1) * sizeof *s->coefficients);
        s->terms = realloc(s->terms, ((size_t)s->n + 1) * (v + 1) * sizeof *s->terms);
        if (!s->coefficients || !s->terms) abort();
        mpq_init(s->coefficients[s->n++]);
        read_signs(&j->r, "[");
        read_rational(&j->r, s->coefficients[s->n - 1]);
        read_exponents(j, s->terms + (size_t)(s->n - 1) * v, true);
        read_signs(&j->r, "]");
    } while (accept_sign(&j->r, ','));
    read_signs(&j->r, "]]");
}

static void leaf_clear(leaf *l, int variables) {
    for (int i = 0; l->reading && i < variables; i++) mpq_clear(l->anchors[i]);
    for (int i = 0; i < l->n_multipliers; i++) mpq_clear(l->multipliers[i].value);
    for (int i = 0; i < l->n_squares; i++) {
        square *s = &l->squares[i];
        for (int k = 0; k < s->n; k++) mpq_clear(s->coefficients[k]);
        mpq_clear(s->c);
        free(s->coefficients), free(s->exponents), free(s->terms);
    }
    l->reading = false, l->n_multipliers = l->n_squares = 0;
}

/* The rest of a leaf after its first word, and its verification. */
static void verify_leaf(job *j, bool out) {
    leaf *l = &j->leaf;
    reader *r = &j->r;
    for (int i = 0; i < j->s.variables; i++) mpq_init(l->anchors[i]);
    l->reading = true, l->out = out;
    if (out) l->k = next_integer(r, 0, j->s.n_wheres - 1);
    l->order = next_integer(r, 0, MAX_ORDER);
    l->bits = next_integer(r, 2, MAX_BITS);
    l->exact = next_integer(r, 0, 4 * MAX_DIGITS);
    for (int list = 0; list < 3; list++) {
        read_signs(r, ",[");
        if (!list) read_frames(j, l);
        for (bool more = list && !next_is(r, ']'); more; more = accept_sign(r, ',')) {
            if (l->n_multipliers == MAX_LIST || l->n_squares == MAX_LIST) no(j, "too many multipliers or squares");
            (list == 1 ? read_multiplier : read_square)(j, l);
        }
        read_signs(r, "]");
    }
    chart c = j->chart;
    if (j->at.chart >= 0) set_path(&c, j->at.chart);
    if (!leaf_holds(&j->e, l, j->at.sides, &c, j->goal / j->s.n_bigs, j->goal % j->s.n_bigs)) no(j, j->e.why);
    leaf_clear(l, j->s.variables);
}

void goal_verify(job *j) {
    j->chart.kind = 0, j->nodes = 0;
    read_signs(&j->r, "[");
    for (push(j, j->s.domain, 0, -1); j->n; j->nodes++) {
        j->at = j->stack[--j->n];
        if (j->nodes && !accept_sign(&j->r, ',')) no(j, "the tree is cut short");
        if (j->nodes >= 1L << 31) no(j, "too many nodes");
        read_signs(&j->r, "[");
        const char *kind = read_string(&j->r, 16);
        if (!strcmp(kind, "split")) split(j);
        else if (!strcmp(kind, "in") || !strcmp(kind, "out")) verify_leaf(j, kind[0] == 'o');
        else if (!strcmp(kind, "scale") || !strcmp(kind, "order")) make_chart(j, kind[0]);
        else no(j, "an unknown item");
        read_signs(&j->r, "]");
        drop(j, &j->at);
    }
    if (!accept_sign(&j->r, ']')) no(j, "items are left over");
}

void job_end_leaf(job *j) { leaf_clear(&j->leaf, j->s.variables); }

void job_clear(job *j) {
    leaf_clear(&j->leaf, j->s.variables);
    drop(j, &j->at);
    while (j->n) drop(j, &j->stack[--j->n]);
    if (j->evaluating) evaluation_clear(&j->e);
    statement_clear(&j->s);
    free(j->stack), free(j->r.text);
}
