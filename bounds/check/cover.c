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
    return (goal){{small, big, strict}, false, j->n_guards++, j->at.goal.clauses};
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

/* A copy of the list of clauses of the goal at hand, where small < 0 stands for a clause dropped. */
static relation *copy_clauses(job *j) {
    int n = j->s.n_wheres, from = j->at.goal.clauses;
    j->at.goal.clauses = j->n_clauses;
    for (int k = 0; k < n; k++) {
        j->clauses = grown(j->clauses, j->n_clauses, sizeof *j->clauses);
        j->clauses[j->n_clauses++] = j->clauses[from + k];
    }
    return j->clauses + j->at.goal.clauses;
}

/* Coordinate i of "face", "concave": it is the variable; the where-clauses that depend on it are no longer assumed, so that the segment along
 * it through a point where the others hold stays there. */
static int segment_variable(job *j) {
    int i = next_integer(&j->r, 0, j->s.variables - 1);
    if (j->at.chart.kind) no(j, "a face below a chart");
    relation *c = copy_clauses(j);
    for (int k = 0; k < j->s.n_wheres; k++)
        if (c[k].small >= 0 && (depends(&j->s, c[k].small, i) || depends(&j->s, c[k].big, i))) c[k].small = -1;
    return i;
}
static relation differentiated(job *j, relation r, int i) {
    r.small = derivative(&j->s, r.small, i), r.big = derivative(&j->s, r.big, i);
    if (r.small < 0 || r.big < 0) no(j, "no derivative");
    return r;
}
/* The goal on the face of coordinate i at its lower (upper) end: that the sides are defined is seen by the child that has them as guards. */
static void push_face(job *j, int i, bool upper, bool strict) {
    goal g = {{j->at.goal.r.small, j->at.goal.r.big, strict}, true, -1, j->at.goal.clauses};
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
    push_child(j, (goal){{node_ratio(&j->s, 0, 1), e, true}, false, -1, j->at.goal.clauses});
}

/* ["max", k]: max(x_0, ...) >= x_k, and >= the mean. */
static void relax(job *j) {
    relation g = j->at.goal.r, r = g;
    if (!relaxed(&j->s, &r, next_integer(&j->r, 0, MAX_LIST))) no(j, "no max or min to replace");
    push_child(j, replacement(j, r.small, r.big, r.strict, g));
}

/* Where x_j >= x_i, both in [a, b]: x_j = x_i + t (b - x_i), t in [0, 1], or x_i + t, t >= 0, where b is infinite; t takes the place of
 * coordinate j. Sides, guards and clauses are rewritten, the goal simplified as well. */
static void push_pair(job *j, int i, int k) {
    statement *s = &j->s;
    const side *b = &j->at.sides[i];
    goal old = j->at.goal;
    int x = node_make(s, N_VARIABLE, i, 0), t = node_make(s, N_VARIABLE, k, 0), last = -1;
    int e = node_make(s, N_ADD, x, b->hi_inf ? t : node_make(s, N_MUL, t, node_make(s, N_SUB, node_number(s, b->hi), x)));
    relation *c = copy_clauses(j), r = {substituted(s, old.r.small, k, e), substituted(s, old.r.big, k, e), old.r.strict};
    for (int n = 0; n < s->n_wheres; n++)
        if (c[n].small >= 0) c[n].small = substituted(s, c[n].small, k, e), c[n].big = substituted(s, c[n].big, k, e);
    for (int n = old.guards; n >= 0; n = j->guards[n].next) {
        j->guards = grown(j->guards, j->n_guards, sizeof *j->guards);
        j->guards[j->n_guards] = (guard){substituted(s, j->guards[n].small, k, e), substituted(s, j->guards[n].big, k, e), last};
        last = j->n_guards++;
    }
    j->at.goal.guards = last;
    side *to = &push_child(j, replacement(j, simplified(s, r.small, NULL), simplified(s, r.big, NULL), r.strict, r))->sides[k];
    mpq_set_ui(to->lo, 0, 1), mpq_set_ui(to->hi, 1, 1);
    to->lo_inf = to->lo_open = false;
    j->at.goal = old;
}

/* ["pair", i, k]: x_k >= x_i, then x_i >= x_k; ["above", i, k, n]: clause n is x_i <= x_k, so that the first is all. */
static void pair(job *j, bool above) {
    int i = next_integer(&j->r, 0, j->s.variables - 1), k = next_integer(&j->r, 0, j->s.variables - 1);
    const side *a = &j->at.sides[i], *b = &j->at.sides[k];
    bool same = a->lo_inf == b->lo_inf && a->hi_inf == b->hi_inf && a->lo_open == b->lo_open && a->hi_open == b->hi_open &&
                (a->lo_inf || mpq_equal(a->lo, b->lo)) && (a->hi_inf || mpq_equal(a->hi, b->hi));
    if (j->at.chart.kind || i == k || !same) no(j, "a pair that does not fit the box");
    if (above) {
        relation c = j->clauses[j->at.goal.clauses + next_integer(&j->r, 0, j->s.n_wheres - 1)];
        if (c.small != node_make(&j->s, N_VARIABLE, i, 0) || c.big != node_make(&j->s, N_VARIABLE, k, 0)) no(j, "a clause that does not order the pair");
    } else {
        push_pair(j, k, i);
    }
    push_pair(j, i, k);
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
        bool up = !a->lo_inf && a->hi_inf, down = kind == 's' && a->lo_inf && !a->hi_inf;
        bool same = kind == 's' ? !mpq_sgn(up ? a->lo : a->hi) : mpq_equal(a->lo, first->lo) && a->lo_open == first->lo_open;
        if (c->n < 2 || (!up && !down) || !same) no(j, "a chart that does not fit the box");
    }
    if (kind == 'o' && c->n > 6) no(j, "an order of more than six coordinates");
    for (int child = (kind == 's' ? c->n : factorial(c->n)) - 1; child >= 0; child--) {
        set_path(c, child);
        c->below = j->at.sides[c->path[0]].lo_inf;
        side *s = push_child(j, j->at.goal)->sides;
        for (int k = 0; k < c->n; k++) {
            side *t = &s[c->list[k]];
            if (c->list[k] == c->path[0]) continue;
            if (kind == 's' && t->lo_inf) mpq_set_si(t->lo, -1, 1), t->lo_inf = t->lo_open = false; /* t_i in [-1, 0] */
            else if (kind == 's') mpq_set_ui(t->hi, 1, 1), t->hi_inf = t->hi_open = false; /* t_i in [0, 1], open at 0 where x_i is */
            else mpq_set_ui(t->lo, 0, 1), t->lo_open = false; /* u_k in [0, inf) */
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
    for (int k = -1; k < l->n_multipliers; k++) /* -1: the clause of an out-leaf */
        if ((k >= 0 || kind == 'o') && j->clauses[b->goal.clauses + (k < 0 ? l->k : l->clauses[k])].small < 0) no(j, "a clause that was dropped");
    if (kind == 's' && (b->chart.kind || b->goal.r.strict || simplified(&j->s, b->goal.r.small, b->sides) != simplified(&j->s, b->goal.r.big, b->sides)))
        no(j, "the sides are not the same");
    if (!leaf_holds(&j->e, l, b->sides, &b->chart, &b->goal, j->guards, j->clauses + b->goal.clauses)) no(j, j->e.why);
}

void goal_verify(job *j) {
    relation r = {j->s.smalls[j->goal / j->s.n_bigs], j->s.bigs[j->goal % j->s.n_bigs], j->s.prove.strict};
    if (setjmp(j->s.failed)) no(j, j->s.error);
    j->nodes = 0, j->n_guards = j->n_clauses = 0, j->at.depth = 0, j->at.chart.kind = 0;
    for (int k = 0; k < j->s.n_wheres; k++) {
        j->clauses = grown(j->clauses, j->n_clauses, sizeof *j->clauses);
        j->clauses[j->n_clauses++] = j->s.wheres[k];
    }
    read_signs(&j->r, "[");
    for (push(j, j->s.domain, (goal){r, false, -1, 0}); j->n; j->nodes++) {
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
        else if (!strcmp(kind, "pair") || !strcmp(kind, "above")) pair(j, kind[0] == 'a');
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
    free(j->stack), free(j->guards), free(j->clauses), free(j->r.text);
}
