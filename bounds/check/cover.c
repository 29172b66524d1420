/* cover.c - the proof tree of a goal: read item by item, while a stack holds the boxes that wait for theirs. */
#include "bounds/check/check.h"

static _Noreturn void no(job *j, const char *why) {
    char what[400]; snprintf(what, sizeof what, "goal %d, node %ld: %s", j->goal, j->nodes, why); reader_fail(&j->r, what);
}

static int next_integer(reader *r, int least, int most) { /* after a comma */
    read_signs(r, ","); return (int)read_integer(r, least, most);
}

static int next_expression(job *j) {
    read_signs(&j->r, ","); return statement_expression(&j->s, read_string(&j->r, MAX_STATEMENT));
}
static int compare(const job *j, int a, int b) { return mpq_cmp(j->s.nodes[a].q, j->s.nodes[b].q); }
/* "lo", c: an end of an interval, an infinite one open. */
static int read_end(job *j, const char *infinite, bool *open) {
    read_signs(&j->r, ","); const char *text = read_string(&j->r, 2 * MAX_DIGITS + 2); bool finite = strcmp(text, infinite);
    if (finite && !parse_rational(j->s.scratch, text)) no(j, "expected a rational in lowest terms");
    *open = !next_integer(&j->r, 0, finite); return finite ? node_number(&j->s, j->s.scratch) : -1;
}

/* A child that waits: the box at hand, or the whole domain, with a goal. What is pushed last is read first. */
static box *push(job *j, const side *from, goal g) {
    if (j->at.depth >= MAX_TREE_DEPTH) no(j, "the tree is too deep");
    j->stack = grown(j->stack, j->n, sizeof *j->stack); box *b = &j->stack[j->n++];
    *b = (box){malloc(((size_t)j->s.variables + 1) * sizeof *b->sides), j->at.depth + 1, j->n_guards, j->n_clauses, j->at.chart, g};
    if (!b->sides) abort();
    memcpy(b->sides, from, (size_t)j->s.variables * sizeof *b->sides); return b;
}
static box *push_child(job *j, goal g) { return push(j, j->at.sides, g); }
/* A child with the clauses of the goal at hand, and no guards. */
static void push_plain(job *j, relation r) { push_child(j, (goal){r, false, -1, j->at.goal.clauses, j->at.goal.n_clauses}); }
static int add_guard(job *j, int small, int big, int next) {
    j->guards = grown(j->guards, j->n_guards, sizeof *j->guards); j->guards[j->n_guards] = (guard){small, big, next}; return j->n_guards++;
}
/* A goal in the place of the one at hand, for which its sides become guards. */
static goal replacement(job *j, relation r, relation sides) {
    return (goal){r, false, add_guard(j, sides.small, sides.big, j->at.goal.guards), j->at.goal.clauses, j->at.goal.n_clauses};
}
/* The same on the box as it is: no guards where the sides are known to be defined. */
static goal restated(job *j, relation r, relation sides) {
    const goal *g = &j->at.goal; return g->covered ? (goal){r, false, g->guards, g->clauses, g->n_clauses} : replacement(j, r, sides);
}
static void no_chart(job *j) { if (j->at.chart.n) no(j, "below a chart"); }
/* ["split", i, "c"]: [a, c] comes first, then [c, b]. */
static void split(job *j) {
    side *s = &j->at.sides[next_integer(&j->r, 0, j->s.variables - 1)], whole = *s;
    read_signs(&j->r, ","); read_rational(&j->r, j->s.scratch); int c = node_number(&j->s, j->s.scratch);
    if ((s->lo >= 0 && compare(j, s->lo, c) >= 0) || (s->hi >= 0 && compare(j, c, s->hi) >= 0)) no(j, "a split outside the box");
    *s = (side){c, whole.hi, false, whole.hi_open}; push_child(j, j->at.goal);
    *s = (side){whole.lo, c, whole.lo_open, false}; push_child(j, j->at.goal);
}
static void append_clause(job *j, relation c) {
    j->clauses = grown(j->clauses, j->n_clauses, sizeof c); j->clauses[j->n_clauses++] = c;
}
/* Gives the goal at hand a copy of its list of clauses, without those that depend on a variable (small < 0 stands for one dropped). After
 * that one more may be added. */
static void copy_clauses(job *j, int without) {
    goal *g = &j->at.goal; int from = g->clauses; g->clauses = j->n_clauses;
    for (int k = 0; k < g->n_clauses; k++) {
        relation c = j->clauses[from + k];
        if (without >= 0 && c.small >= 0 && (depends(&j->s, c.small, without) || depends(&j->s, c.big, without))) c.small = -1;
        append_clause(j, c);
    }
}
static void add_clause(job *j, relation c) {
    if (j->at.goal.n_clauses++ >= MAX_CLAUSES) no(j, "too many where-clauses");
    append_clause(j, c);
}
static relation assumed(job *j, int k) { /* clause k */
    relation c = j->clauses[j->at.goal.clauses + k];
    if (c.small < 0) no(j, "a clause that was dropped");
    return c;
}
/* e is in the interval b. */
static void push_within(job *j, int e, const side *b) {
    if (b->hi >= 0) push_plain(j, (relation){e, b->hi, b->hi_open});
    if (b->lo >= 0) push_plain(j, (relation){b->lo, e, b->lo_open});
}
/* Coordinate i of "face", "concave": it is the variable; the where-clauses that depend on it are no longer assumed, so that the segment along
 * it through a point where the others hold stays there. */
static int segment_variable(job *j) {
    int i = next_integer(&j->r, 0, j->s.variables - 1); no_chart(j); copy_clauses(j, i); return i;
}
static relation differentiated(job *j, relation r, int i) {
    r.small = derivative(&j->s, r.small, i), r.big = derivative(&j->s, r.big, i);
    if (r.small < 0 || r.big < 0) no(j, "no derivative");
    return r;
}
/* The goal on the face of coordinate i at its lower (upper) end: that the sides are defined is seen by the child that has them as guards. */
static void push_face(job *j, int i, bool upper, bool strict, bool covered) {
    const goal *at = &j->at.goal; goal g = {{at->r.small, at->r.big, strict}, covered, covered ? -1 : at->guards, at->clauses, at->n_clauses};
    side *s = &push_child(j, g)->sides[i]; int end = upper ? s->hi : s->lo; *s = (side){end, end, false, false};
}
/* ["face", i, s]: first the face, then G' >= 0 (s = 0), G' <= 0 (s = 1) in the direction of i. G, defined and so continuous on the closed box, with
 * that derivative but at the zeros of roots, is monotone; where the end is open, strictly if G' is. */
static void face(job *j) {
    int i = segment_variable(j), at = next_integer(&j->r, 0, 3); bool upper = at & 1, beyond = at > 1; /* beyond: G' without the face itself, where G is defined */
    relation g = j->at.goal.r, d = differentiated(j, g, i); side *s = &j->at.sides[i];
    bool *open = upper ? &s->hi_open : &s->lo_open, closed = !*open;
    if ((upper ? s->hi : s->lo) < 0) no(j, "a face at infinity");
    *open = beyond; d = upper ? (relation){d.big, d.small, false} : d; d.strict = g.strict && !closed; push_child(j, replacement(j, d, g));
    push_face(j, i, upper, g.strict && closed, !beyond);
}
/* ["concave", i]: both faces, then G'' <= 0. */
static void concave(job *j) {
    int i = segment_variable(j); relation g = j->at.goal.r, d = differentiated(j, g, i), dd = differentiated(j, d, i); side *s = &j->at.sides[i];
    if (s->lo < 0 || s->hi < 0) no(j, "a face at infinity");
    s->lo_open = s->hi_open = false; j->at.goal.guards = replacement(j, d, g).guards;
    push_child(j, replacement(j, (relation){dd.big, dd.small, false}, d));
    push_face(j, i, true, g.strict, true); push_face(j, i, false, g.strict, true);
}
/* ["max", k]: max(x_0, ...) >= x_k, and >= the mean. */
static void relax(job *j) {
    relation g = j->at.goal.r, r = g;
    if (!relaxed(&j->s, &r, next_integer(&j->r, 0, MAX_LIST))) no(j, "no max or min to replace");
    push_child(j, restated(j, r, g));
}
/* ["cases", "e"]: e >= 0, then -e >= 0; e is defined where the goal is proved, so that one of them holds. */
static void cases(job *j) {
    no_chart(j); goal g = j->at.goal; int zero = node_ratio(&j->s, 0, 1), e = next_expression(j), guards = add_guard(j, e, e, g.guards);
    for (int side = 1; side >= 0; side--) {
        j->at.goal = g, j->at.goal.guards = guards; copy_clauses(j, -1);
        add_clause(j, (relation){side ? e : zero, side ? zero : e, false}); push_child(j, j->at.goal);
    }
}
/* ["valley", i, "e", s]: e lies in the interval of x_i (and on the side s of x_i), the goal holds at x_i = e, and from there it does not fall along
 * the segment to x_i: on it the clauses hold that do not depend on x_i, and with s != 0 the further one. G is defined on the box, so at e. */
static void valley(job *j) {
    no_chart(j); int i = next_integer(&j->r, 0, j->s.variables - 1), e = next_expression(j), side = next_integer(&j->r, -1, 1);
    if (depends(&j->s, e, i)) no(j, "the place of a valley depends on its variable");
    statement *s = &j->s; goal g = j->at.goal; relation d = differentiated(j, g.r, i); const struct side *b = &j->at.sides[i];
    int x = node_make(s, N_VARIABLE, i, 0), zero = node_ratio(s, 0, 1);
    relation beyond = {side < 0 ? x : e, side < 0 ? e : x, false}, slope = side < 0 ? (relation){d.big, d.small, false} : (relation){d.small, d.big, false};
    copy_clauses(j, i);
    if (side) add_clause(j, beyond);
    else slope = (relation){zero, node_simple(s, N_MUL, node_simple(s, N_SUB, d.big, d.small), node_simple(s, N_SUB, x, e)), false};
    push_child(j, replacement(j, slope, g.r)); j->at.goal = g;
    relation there = {simplified(s, substituted(s, g.r.small, i, e)), simplified(s, substituted(s, g.r.big, i, e)), g.r.strict};
    push_child(j, (goal){there, true, add_guard(j, e, e, -1), g.clauses, g.n_clauses});
    if (side) push_plain(j, beyond);
    push_within(j, e, b);
}
/* What q, h and q_depth are of, the first variable: its name, D and D - 2 are filled in. */
static const char *const definitions[] = {
    [F_Q] = "2-sqrt(4+%1$s^2)+%1$s*q_prime(%1$s)", [F_H] = "(1-%1$s)^(-%2$d/%3$d)-(1+%1$s)^(-%2$d/%3$d)",
    [F_Q_DEPTH] = "%1$s*h_inv(%2$d,%1$s)-%3$d/2*((1-h_inv(%2$d,%1$s))^(-2/%3$d)+(1+h_inv(%2$d,%1$s))^(-2/%3$d)-2)"};
/* The node a equals b where left is right as a form, and w >= 0: by the definition of a, as f^-1(b) = u where a = f(u), and of roots and the like
 * as b is the non-negative solution of an equation in powers. */
static bool elementary(statement *s, int a, int b, int *left, int *right, int *w) {
    node v = s->nodes[a]; int two = node_ratio(s, 2, 1), n = v.r.q; bool most = v.kind == N_MAX, ends = most || v.kind == N_MIN; *left = b, *right = v.a, *w = b;
    if (v.kind == N_POWER_CONSTANT && v.r.p == 1) return *left = node_make(s, N_POWER, b, node_ratio(s, n, 1)), true;
    if (ends) *w = node_make(s, N_SUB, node_make(s, N_MUL, two, b), node_make(s, N_ADD, v.a, v.b)); /* |u - v| or its negative */
    if (ends || (v.kind == N_FUNCTION && v.f == F_ABS)) {
        *left = node_make(s, N_POWER, *w, two), *right = node_make(s, N_POWER, ends ? node_make(s, N_SUB, v.a, v.b) : v.a, two);
        *w = ends && !most ? node_make(s, N_NEG, *w, 0) : *w; return true;
    }
    *w = node_ratio(s, 0, 1);
    if (v.kind != N_FUNCTION || !s->n_names) return false;
    if (v.f == F_Q || v.f == F_H || v.f == F_Q_DEPTH) {
        char text[512]; snprintf(text, sizeof text, definitions[v.f], s->names[0].name, v.depth, v.depth - 2);
        *right = substituted(s, statement_expression(s, text), 0, v.a); return s->names[0].node == node_make(s, N_VARIABLE, 0, 0);
    }
    *left = node_call(s, v.f == F_LOG ? F_EXP : v.f == F_H_INV ? F_H : F_SINH, v.depth, b);
    if (v.f == F_Q_PRIME) *left = node_make(s, N_MUL, two, *left);
    return v.f == F_LOG || v.f == F_ASINH || v.f == F_Q_PRIME || v.f == F_H_INV;
}
/* ["put", j, "e", "lo", c, "hi", c', "f"]: x_j = e at t = f, so the goal at x is that at t where e is defined: the guards, or what does not depend on x_j. */
static void put(job *j) {
    no_chart(j); int i = next_integer(&j->r, 0, j->s.variables - 1), e = next_expression(j), f; statement *s = &j->s;
    side t; t.lo = read_end(j, "-inf", &t.lo_open), t.hi = read_end(j, "inf", &t.hi_open); f = next_expression(j);
    if (t.lo >= 0 && t.hi >= 0 && compare(j, t.lo, t.hi) >= 0) no(j, "an empty interval");
    int x = node_make(s, N_VARIABLE, i, 0), left, right, w; /* the inverse of a function of x_j alone, or by its form */
    bool inverse = elementary(s, f, x, &left, &right, &w) && right == x && left != x && node_is(s, w, 0) && same_normal_form(s, left, e, NULL, 0);
    if (!inverse && !same_normal_form(s, substituted(s, e, i, f), x, NULL, 0)) no(j, "the substitution is not inverted");
    goal g = j->at.goal; int guards = add_guard(j, e, e, -1); copy_clauses(j, -1);
    for (int k = 0; k < g.n_clauses; k++) {
        relation *c = &j->clauses[j->at.goal.clauses + k];
        if (c->small >= 0) c->small = substituted(s, c->small, i, e), c->big = substituted(s, c->big, i, e);
    }
    for (int k = g.guards; k >= 0; k = j->guards[k].next)
        guards = add_guard(j, substituted(s, j->guards[k].small, i, e), substituted(s, j->guards[k].big, i, e), guards);
    relation r = {substituted(s, g.r.small, i, e), substituted(s, g.r.big, i, e), g.r.strict}; j->at.goal.guards = guards;
    goal next = restated(j, (relation){simplified(s, r.small), simplified(s, r.big), r.strict}, r); next.covered = g.covered; push_child(j, next)->sides[i] = t;
    j->at.goal = g; push_within(j, f, &t); int zero = node_ratio(s, 0, 1);
    if (t.lo < 0 && t.hi < 0) push_child(j, (goal){{zero, zero, false}, false, add_guard(j, f, f, -1), g.clauses, g.n_clauses});
}
/* ["identity", "small", "big", "m", [[k, "lambda"], ...]]: G = m (big - small) + sum lambda_k g_k; m >= 0 (> 0), each lambda_k >= 0, g_k
 * defined (that of a case need not be), then big - small. */
static void identity(job *j) {
    no_chart(j); statement *s = &j->s; relation g = j->at.goal.r; int zero = node_ratio(s, 0, 1), lambda[MAX_LIST], used[MAX_LIST], n = 0;
    relation r = {next_expression(j), -1, g.strict}; r.big = next_expression(j); int m = next_expression(j);
    int sum = node_make(s, N_MUL, m, node_make(s, N_SUB, r.big, r.small)); read_signs(&j->r, ",[");
    for (bool more = !next_is(&j->r, ']'); more; more = accept_sign(&j->r, ',')) {
        if (n == MAX_LIST) no(j, "too many multipliers");
        read_signs(&j->r, "["); relation c = assumed(j, (int)read_integer(&j->r, 0, j->at.goal.n_clauses - 1)); used[n] = add_guard(j, c.small, c.big, -1); lambda[n] = next_expression(j);
        sum = node_make(s, N_ADD, sum, node_make(s, N_MUL, lambda[n++], node_make(s, N_SUB, c.big, c.small))); read_signs(&j->r, "]");
    }
    read_signs(&j->r, "]");
    if (!same_normal_form(s, sum, node_make(s, N_SUB, g.big, g.small), NULL, 0)) no(j, "the identity does not hold");
    push_child(j, restated(j, r, g));
    while (n--) push_child(j, (goal){{zero, lambda[n], false}, false, used[n], j->at.goal.clauses, j->at.goal.n_clauses});
    push_plain(j, (relation){zero, m, g.strict});
}
/* ["equal", [["a", "b"], ...], "small", "big"]: G is big - small once each b stands for its a, which it equals: first each w >= 0, with b and f^-1(b)
 * defined. What stands in a later pair is seen with the earlier ones. */
static void equal(job *j) {
    no_chart(j); statement *s = &j->s; goal at = j->at.goal; relation g = at.r, r = {-1, -1, g.strict}; int n = 0, pairs[2 * MAX_EQUAL], left[MAX_EQUAL], w[MAX_EQUAL];
    read_signs(&j->r, ",[");
    do {
        if (n == MAX_EQUAL) no(j, "too many equations");
        read_signs(&j->r, "["); int a = pairs[2 * n] = statement_expression(s, read_string(&j->r, MAX_STATEMENT)), b = pairs[2 * n + 1] = next_expression(j), right;
        if (!elementary(s, a, b, &left[n], &right, &w[n]) || !same_normal_form(s, left[n], right, NULL, 0)) no(j, "the two are not equal");
        read_signs(&j->r, "]");
    } while (n++, accept_sign(&j->r, ','));
    read_signs(&j->r, "]"); r.small = next_expression(j), r.big = next_expression(j);
    if (!same_normal_form(s, node_make(s, N_SUB, r.big, r.small), node_make(s, N_SUB, g.big, g.small), pairs, n)) no(j, "the sides are not the same");
    push_child(j, restated(j, r, g));
    while (n--) push_child(j, (goal){{node_ratio(s, 0, 1), w[n], false}, false, add_guard(j, left[n], s->nodes[pairs[2 * n]].a, -1), at.clauses, at.n_clauses});
}
/* ["defined"]: the guards and the sides are defined; then the goal, which is known of. */
static void defined(job *j) {
    goal g = j->at.goal; int zero = node_ratio(&j->s, 0, 1);
    push_child(j, (goal){g.r, true, -1, g.clauses, g.n_clauses}); push_child(j, restated(j, (relation){zero, zero, false}, g.r));
}

/* ["scale", [i, k, ...]]: the listed coordinates go from 0 to infinity; in each child one of them has the largest |x|. */
static void make_chart(job *j) {
    chart *c = &j->at.chart;
    if (c->n) no(j, "a chart below a chart");
    read_signs(&j->r, ",[");
    do c->list[c->n] = (int)read_integer(&j->r, c->n ? c->list[c->n - 1] + 1 : 0, j->s.variables - 1);
    while (c->n++, accept_sign(&j->r, ','));
    read_signs(&j->r, "]");
    for (int k = 0; k < c->n; k++) {
        const side *a = &j->at.sides[c->list[k]];
        if (c->n < 2 || (a->lo < 0) == (a->hi < 0) || !node_is(&j->s, a->lo < 0 ? a->hi : a->lo, 0)) no(j, "a chart that does not fit the box");
    }
    for (int child = c->n - 1; child >= 0; child--) {
        c->largest = c->list[child], c->below = j->at.sides[c->largest].lo < 0; side *s = push_child(j, j->at.goal)->sides;
        for (int k = 0; k < c->n; k++) { /* the others: t_i in [-1, 0] or [0, 1], open at 0 where x_i is */
            side *t = &s[c->list[k]];
            if (c->list[k] == c->largest) continue;
            if (t->lo < 0) t->lo = node_ratio(&j->s, -1, 1), t->lo_open = false;
            else t->hi = node_ratio(&j->s, 1, 1), t->hi_open = false;
        }
    }
}

static void read_frame(job *j, int i) {
    leaf *l = &j->leaf; const char *s = read_string(&j->r, 2 * MAX_DIGITS + 4);
    bool at = s[0] && s[1] == ':', known = at ? strchr("mlh", s[0]) && parse_rational(l->anchors[i], s + 2) : s[0] && !s[1] && strchr("flh+-", s[0]);
    if (!known) no(j, "an unknown frame");
    l->kinds[i] = at && s[0] == 'l' ? 'L' : at && s[0] == 'h' ? 'H' : s[0];
}

static void read_multiplier(job *j) { /* [k, "lambda"] */
    leaf *l = &j->leaf;
    if (l->n_multipliers == MAX_LIST) no(j, "too many multipliers");
    read_signs(&j->r, "["); l->clauses[l->n_multipliers] = (int)read_integer(&j->r, 0, j->at.goal.n_clauses - 1);
    read_signs(&j->r, ","); read_rational(&j->r, l->multipliers[l->n_multipliers]); read_signs(&j->r, "]");
    assumed(j, l->clauses[l->n_multipliers]);
    if (mpq_sgn(l->multipliers[l->n_multipliers]) < 0) no(j, "a negative multiplier");
    l->n_multipliers++; /* not within mpq_sgn, a macro */
}
/* The rest of a leaf after its first word, and its verification. The last list of "in" and "out" is empty. */
static void verify_leaf(job *j) {
    leaf *l = &j->leaf; reader *r = &j->r; const box *b = &j->at; char kind = l->kind; l->n_multipliers = 0;
    if (kind == 'o') assumed(j, l->k = next_integer(r, 0, b->goal.n_clauses - 1));
    l->order = next_integer(r, 0, MAX_ORDER); l->bits = next_integer(r, 2, MAX_BITS);
    l->exact = next_integer(r, 0, 4 * MAX_DIGITS); read_signs(r, ",[");
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
    relation g = b->goal.r;
    if (kind == 's' && (b->chart.n || g.strict || !same_normal_form(&j->s, at_points(&j->s, g.small, b->sides), at_points(&j->s, g.big, b->sides), NULL, 0)))
        no(j, "the sides are not the same");
    if (!leaf_holds(&j->e, l, b->sides, &b->chart, &b->goal, j->guards, j->n_clauses ? j->clauses + b->goal.clauses : NULL)) no(j, j->e.why);
}

static const struct {
    const char *name; void (*read)(job *);
} items[] = {{"split", split}, {"in", verify_leaf}, {"out", verify_leaf}, {"same", verify_leaf}, {"scale", make_chart}, {"face", face}, {"concave", concave},
             {"cases", cases}, {"valley", valley}, {"put", put}, {"identity", identity}, {"max", relax}, {"equal", equal}, {"defined", defined}};
enum { ITEMS = sizeof items / sizeof *items };

void goal_verify(job *j) {
    relation r = {j->s.smalls[j->goal / j->s.n_bigs], j->s.bigs[j->goal % j->s.n_bigs], j->s.prove.strict};
    if (setjmp(j->s.failed)) no(j, j->s.error);
    j->nodes = 0, j->n_guards = j->n_clauses = 0, j->at.depth = j->at.chart.n = 0;
    for (int k = 0; k < j->s.n_wheres; k++) append_clause(j, j->s.wheres[k]);
    read_signs(&j->r, "[");
    for (push(j, j->s.domain, (goal){r, false, -1, 0, j->s.n_wheres}); j->n; j->nodes++) {
        j->at = j->stack[--j->n]; j->n_guards = j->at.n_guards, j->n_clauses = j->at.n_clauses;
        if (j->nodes && !accept_sign(&j->r, ',')) no(j, "the tree is cut short");
        if (j->nodes >= 1L << 31) no(j, "too many nodes");
        read_signs(&j->r, "["); const char *kind = read_string(&j->r, 16);
        int k = 0;
        while (k < ITEMS && strcmp(kind, items[k].name)) k++;
        if (k == ITEMS) no(j, "an unknown item");
        j->leaf.kind = kind[0]; items[k].read(j);
        read_signs(&j->r, "]"); free(j->at.sides); j->at.sides = NULL;
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
    for (free(j->at.sides); j->n;) free(j->stack[--j->n].sides);
    for (int i = 0; j->evaluating && i < MAX_VARIABLES; i++) mpq_clear(j->leaf.anchors[i]);
    for (int i = 0; j->evaluating && i < MAX_LIST; i++) mpq_clear(j->leaf.multipliers[i]);
    if (j->evaluating) evaluation_clear(&j->e);
    statement_clear(&j->s); free(j->stack), free(j->guards), free(j->clauses), free(j->r.text);
}
