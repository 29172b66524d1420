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

static void drop(job *j, box *b) {
    for (int i = 0; b->sides && i < j->s.variables; i++) mpq_clears(b->sides[i].lo, b->sides[i].hi, NULL);
    free(b->sides);
    b->sides = NULL;
}
/* A child that waits: the box at hand, or the whole domain, with a goal. What is pushed last is read first. */
static box *push(job *j, const side *from, goal g) {
    if (j->at.depth >= MAX_TREE_DEPTH) no(j, "the tree is too deep");
    j->stack = grown(j->stack, j->n, sizeof *j->stack);
    box *b = &j->stack[j->n++];
    *b = (box){malloc(((size_t)j->s.variables + 1) * sizeof *b->sides), j->at.depth + 1, j->at.chart, g};
    if (!b->sides) abort();
    for (int i = 0; i < j->s.variables; i++) {
        side *to = &b->sides[i];
        *to = from[i];
        mpq_inits(to->lo, to->hi, NULL);
        mpq_set(to->lo, from[i].lo), mpq_set(to->hi, from[i].hi);
    }
    return b;
}
static box *push_child(job *j, goal g) { return push(j, j->at.sides, g); }

/* A goal in the place of the one at hand, whose sides become guards. */
static goal replacement(job *j, int small, int big, bool strict, relation sides) {
    j->guards = grown(j->guards, j->n_guards, sizeof *j->guards);
    j->guards[j->n_guards] = (guard){sides.small, sides.big, j->at.goal.guards};
    return (goal){{small, big, strict}, false, j->n_guards++};
}

/* ["split", i, "c"]: [a, c] comes first, then [c, b]. */
static void split(job *j) {
    int i = next_integer(&j->r, 0, j->s.variables - 1);
    side *s = &j->at.sides[i], *right = &push_child(j, j->at.goal)->sides[i];
    read_signs(&j->r, ",");
    read_rational(&j->r, right->lo);
    if ((!s->lo_inf && mpq_cmp(s->lo, right->lo) >= 0) || (!s->hi_inf && mpq_cmp(right->lo, s->hi) >= 0)) no(j, "a split outside the box");
    right->lo_inf = right->lo_open = false;
    mpq_set(s->hi, right->lo);
    s->hi_inf = s->hi_open = false;
    push_child(j, j->at.goal);
}

/* Coordinate i of "face", "concave": it is the variable, and no where-clause depends on it, so that the segment along it through a point of
 * the domain stays there. */
static int segment_variable(job *j) {
    int i = next_integer(&j->r, 0, j->s.variables - 1);
    if (j->at.chart.kind) no(j, "a face below a chart");
    for (int k = 0; k < j->s.n_wheres; k++)
        if (depends(&j->s, j->s.wheres[k].small, i) || depends(&j->s, j->s.wheres[k].big, i)) no(j, "a where-clause depends on the variable");
    return i;
}
static relation differentiated(job *j, relation r, int i) {
    r.small = derivative(&j->s, r.small, i), r.big = derivative(&j->s, r.big, i);
    if (r.small < 0 || r.big < 0) no(j, "no derivative");
    return r;
}
/* The goal on the face of coordinate i at its lower (upper) end: that the sides are defined is seen by the child that has them as guards. */
static void push_face(job *j, int i, bool upper, bool strict) {
    goal g = {{j->at.goal.r.small, j->at.goal.r.big, strict}, true, -1};
    side *s = &push_child(j, g)->sides[i];
    if (upper) mpq_set(s->lo, s->hi);
    else mpq_set(s->hi, s->lo);
    s->lo_inf = s->hi_inf = s->lo_open = s->hi_open = false;
}

/* ["face", i, s]: first the face, then G' >= 0 (s = 0), G' <= 0 (s = 1) in the direction of i. G, defined and so continuous on the closed box, with
 * that derivative but at the zeros of roots, is monotone; where the end is open, strictly if G' is. */
static void face(job *j) {
    int i = segment_variable(j);
    bool upper = next_integer(&j->r, 0, 1);
    relation g = j->at.goal.r, d = differentiated(j, g, i);
    side *s = &j->at.sides[i];
    bool *open = upper ? &s->hi_open : &s->lo_open, closed = !*open;
    if (upper ? s->hi_inf : s->lo_inf) no(j, "a face at infinity");
    *open = false;
    push_child(j, replacement(j, upper ? d.big : d.small, upper ? d.small : d.big, g.strict && !closed, g));
    push_face(j, i, upper, g.strict && closed);
}

/* ["concave", i]: both faces, then G'' <= 0. */
static void concave(job *j) {
    int i = segment_variable(j);
    relation g = j->at.goal.r, d = differentiated(j, g, i), dd = differentiated(j, d, i);
    side *s = &j->at.sides[i];
    if (s->lo_inf || s->hi_inf) no(j, "a face at infinity");
    s->lo_open = s->hi_open = false;
    goal first = replacement(j, d.small, d.big, false, g);
    j->at.goal.guards = first.guards;
    push_child(j, replacement(j, dd.big, dd.small, false, d));
    push_face(j, i, true, g.strict);
    push_face(j, i, false, g.strict);
}

/* ["times", "e"]: e > 0, then G e. */
static void multiply(job *j) {
    read_signs(&j->r, ",");
    int e = statement_expression(&j->s, read_string(&j->r, MAX_STATEMENT));
    relation g = j->at.goal.r;
    push_child(j, replacement(j, cleared(&j->s, g.small, e), cleared(&j->s, g.big, e), g.strict, g));
    push_child(j, (goal){{node_ratio(&j->s, 0, 1), e, true}, false, -1});
}

/* ["max", k]: max(x_0, ...) >= x_k, and >= the mean. */
static void relax(job *j) {
    relation g = j->at.goal.r, r = g;
    if (!relaxed(&j->s, &r, next_integer(&j->r, 0, MAX_LIST))) no(j, "no max or min to replace");
    push_child(j, replacement(j, r.small, r.big, r.strict, g));
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
    chart *c = &j->at.chart;
    if (c->kind) no(j, "a chart below a chart");
    *c = (chart){.kind = kind};
    read_signs(&j->r, ",[");
    do c->list[c->n] = (int)read_integer(&j->r, c->n ? c->list[c->n - 1] + 1 : 0, j->s.variables - 1);
    while (c->n++, accept_sign(&j->r, ','));
    read_signs(&j->r, "]");
    for (int k = 0; k < c->n; k++) {
        const side *a = &j->at.sides[c->list[k]], *first = &j->at.sides[c->list[0]];
        bool same = kind == 's' ? !mpq_sgn(a->lo) : mpq_equal(a->lo, first->lo) && a->lo_open == first->lo_open;
        if (c->n < 2 || a->lo_inf || !a->hi_inf || !same) no(j, "a chart that does not fit the box");
    }
    if (kind == 'o' && c->n > 6) no(j, "an order of more than six coordinates");
    for (int child = (kind == 's' ? c->n : factorial(c->n)) - 1; child >= 0; child--) {
        set_path(c, child);
        side *s = push_child(j, j->at.goal)->sides;
        for (int k = 0; k < c->n; k++) {
            side *t = &s[c->list[k]];
            if (c->list[k] == c->path[0]) continue;
            t->hi_open = t->hi_inf = kind == 'o';
            if (kind == 's') mpq_set_ui(t->hi, 1, 1); /* t_i in [0, 1], open at 0 where x_i is */
            else mpq_set_ui(t->lo, 0, 1), t->lo_open = false;
        }
    }
}

static void read_frame(job *j, int i) {
    leaf *l = &j->leaf;
    const char *s = read_string(&j->r, 2 * MAX_DIGITS + 4);
    bool at = s[0] && s[1] == ':', known = at ? strchr("mlh", s[0]) && parse_rational(l->anchors[i], s + 2) : s[0] && !s[1] && strchr("flh+-", s[0]);
    if (!known) no(j, "an unknown frame");
    l->kinds[i] = at && s[0] == 'l' ? 'L' : at && s[0] == 'h' ? 'H' : s[0];
}

static void read_multiplier(job *j) { /* [k, "lambda"] */
    leaf *l = &j->leaf;
    if (l->n_multipliers == MAX_LIST) no(j, "too many multipliers");
    read_signs(&j->r, "[");
    l->clauses[l->n_multipliers] = (int)read_integer(&j->r, 0, j->s.n_wheres - 1);
    read_signs(&j->r, ",");
    read_rational(&j->r, l->multipliers[l->n_multipliers]);
    read_signs(&j->r, "]");
    if (mpq_sgn(l->multipliers[l->n_multipliers++]) < 0) no(j, "a negative multiplier");
}

/* The rest of a leaf after its first word, and its verification. The last list of "in" and "out" is empty. */
static void verify_leaf(job *j, char kind) {
    leaf *l = &j->leaf;
    reader *r = &j->r;
    const box *b = &j->at;
    l->kind = kind, l->n_multipliers = 0;
    if (kind == 'o') l->k = next_integer(r, 0, j->s.n_wheres - 1);
    l->order = next_integer(r, 0, MAX_ORDER);
    l->bits = next_integer(r, 2, MAX_BITS);
    l->exact = next_integer(r, 0, 4 * MAX_DIGITS);
    read_signs(r, ",[");
    for (int i = 0; i < j->s.variables; i++) {
        if (i) read_signs(r, ",");
        read_frame(j, i);
    }
    if (kind != 's') {
        read_signs(r, "],[");
        for (bool more = !next_is(r, ']'); more; more = accept_sign(r, ',')) read_multiplier(j);
        read_signs(r, "],[");
    }
    read_signs(r, "]");
    if (kind == 's' && (b->chart.kind || b->goal.r.strict || simplified(&j->s, b->goal.r.small, b->sides) != simplified(&j->s, b->goal.r.big, b->sides)))
        no(j, "the sides are not the same");
    if (!leaf_holds(&j->e, l, b->sides, &b->chart, &b->goal, j->guards)) no(j, j->e.why);
}

void goal_verify(job *j) {
    relation r = {j->s.smalls[j->goal / j->s.n_bigs], j->s.bigs[j->goal % j->s.n_bigs], j->s.prove.strict};
    if (setjmp(j->s.failed)) no(j, j->s.error);
    j->nodes = 0, j->n_guards = 0, j->at.depth = 0, j->at.chart.kind = 0;
    read_signs(&j->r, "[");
    for (push(j, j->s.domain, (goal){r, false, -1}); j->n; j->nodes++) {
        j->at = j->stack[--j->n];
        if (j->nodes && !accept_sign(&j->r, ',')) no(j, "the tree is cut short");
        if (j->nodes >= 1L << 31) no(j, "too many nodes");
        read_signs(&j->r, "[");
        const char *kind = read_string(&j->r, 16);
        if (!strcmp(kind, "split")) split(j);
        else if (!strcmp(kind, "in") || !strcmp(kind, "out") || !strcmp(kind, "same")) verify_leaf(j, kind[0]);
        else if (!strcmp(kind, "scale") || !strcmp(kind, "order")) make_chart(j, kind[0]);
        else if (!strcmp(kind, "face")) face(j);
        else if (!strcmp(kind, "concave")) concave(j);
        else if (!strcmp(kind, "times")) multiply(j);
        else if (!strcmp(kind, "max")) relax(j);
        else no(j, "an unknown item");
        read_signs(&j->r, "]");
        drop(j, &j->at);
    }
    if (!accept_sign(&j->r, ']')) no(j, "items are left over");
}

void job_start(job *j) {
    evaluation_init(&j->e, &j->s);
    for (int i = 0; i < MAX_VARIABLES; i++) mpq_init(j->leaf.anchors[i]);
    for (int i = 0; i < MAX_LIST; i++) mpq_init(j->leaf.multipliers[i]);
    j->evaluating = true;
}
void job_clear(job *j) {
    drop(j, &j->at);
    while (j->n) drop(j, &j->stack[--j->n]);
    for (int i = 0; j->evaluating && i < MAX_VARIABLES; i++) mpq_clear(j->leaf.anchors[i]);
    for (int i = 0; j->evaluating && i < MAX_LIST; i++) mpq_clear(j->leaf.multipliers[i]);
    if (j->evaluating) evaluation_clear(&j->e);
    statement_clear(&j->s);
    free(j->stack), free(j->guards), free(j->r.text);
}
