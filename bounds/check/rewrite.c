/* rewrite.c - simplification, derivatives, max replaced. Each goes through the nodes up to the root, each after its operands. A
 * simplification may drop something undefined, or a division by 0: what it needs is said where goals are replaced (cover.c). */
#include "bounds/check/check.h"

/* The node simplified, its operands being so. */
int node_simple(statement *s, node_kind kind, int a, int b) {
    bool zero = node_is(s, a, 0), one = node_is(s, a, 1), by_zero = node_is(s, b, 0), by_one = node_is(s, b, 1);
    switch (kind) {
    case N_ADD: if (zero || by_zero) return zero ? b : a; break;
    case N_SUB: if (by_zero) return a; break;
    case N_MUL: if (zero || one || by_zero || by_one) return zero || by_one ? a : b; break;
    case N_DIV: if ((zero && !by_zero) || by_one) return a; break;
    case N_POWER: if (by_one) return a; break;
    default: break;
    }
    return node_make(s, kind, a, b);
}
static int raised(statement *s, int a, rat r) { return node_simple(s, N_POWER, a, node_ratio(s, r.p, r.q)); }
static int times(statement *s, long p, long q, int a) { return node_simple(s, N_MUL, node_ratio(s, p, q), a); }
/* Like v, with the operands a, b. */
static int rebuilt(statement *s, const node *v, int a, int b, bool plainly) {
    if (v->kind == N_FUNCTION) return node_call(s, v->f, v->depth, a);
    if (v->kind == N_POWER_CONSTANT) b = node_ratio(s, v->r.p, v->r.q);
    node_kind kind = v->kind == N_POWER_CONSTANT ? N_POWER : v->kind;
    return plainly ? node_make(s, kind, a, b) : node_simple(s, kind, a, b);
}
int *nodes_below(const statement *s, int root, int top) {
    int *mark = calloc((size_t)top + 1, sizeof *mark);
    if (!mark) abort();
    mark[root] = 1;
    for (int k = root; k >= 0; k--) {
        const node *v = &s->nodes[k];
        if (mark[k] && node_inner(v)) mark[v->a] = 1;
        if (mark[k] && node_two(v)) mark[v->b] = 1;
    }
    return mark;
}

bool depends(statement *s, int root, int variable) {
    int *mark = nodes_below(s, root, root); bool found = false;
    for (int k = 0; k <= root; k++) found |= mark[k] && s->nodes[k].kind == N_VARIABLE && s->nodes[k].a == variable;
    free(mark); return found;
}

static int rewritten(statement *s, int root, const side *box, int variable, int e, bool plainly) {
    int *to = nodes_below(s, root, root);
    for (int k = 0; k <= root; k++) {
        node v = s->nodes[k];
        if (!to[k]) continue;
        const side *b = box && v.kind == N_VARIABLE ? &box[v.a] : NULL;
        bool point = b && b->lo >= 0 && b->lo == b->hi;
        if (node_inner(&v)) to[k] = rebuilt(s, &v, to[v.a], node_two(&v) ? to[v.b] : 0, plainly);
        else to[k] = point ? b->lo : v.kind == N_VARIABLE && v.a == variable ? e : k;
    }
    int result = to[root]; free(to); return result;
}

int simplified(statement *s, int root) { return rewritten(s, root, NULL, -1, 0, false); }
int at_points(statement *s, int root, const side *box) { return rewritten(s, root, box, -1, 0, true); }
int substituted(statement *s, int root, int variable, int e) { return rewritten(s, root, NULL, variable, e, true); }
/* f'(a). */
static int outer_derivative(statement *s, const node *v) {
    int a = v->a, one = node_ratio(s, 1, 1), square = raised(s, a, (rat){2, 1}); rat root = {-1, 2};
    switch (v->f) {
    case F_EXP: return node_call(s, F_EXP, 0, a);
    case F_LOG: return node_simple(s, N_DIV, one, a);
    case F_SINH: return node_call(s, F_COSH, 0, a);
    case F_COSH: return node_call(s, F_SINH, 0, a);
    case F_ASINH: return raised(s, node_simple(s, N_ADD, one, square), root);
    case F_Q: return node_call(s, F_Q_PRIME, 0, a);
    case F_Q_PRIME: return raised(s, node_simple(s, N_ADD, node_ratio(s, 4, 1), square), root);
    case F_Q_DEPTH: return node_call(s, F_H_INV, v->depth, a);
    default: break;
    }
    if (v->f != F_H && v->f != F_H_INV) return -1;
    int at = v->f == F_H ? a : node_call(s, F_H_INV, v->depth, a); /* h' = p ((1-z)^(-p-1) + (1+z)^(-p-1)) */
    rat p = {0, 1}, e = {0, 1};
    if (!rat_make(&p, v->depth, v->depth - 2) || !rat_make(&e, -p.p - p.q, p.q)) return -1;
    int sum = node_simple(s, N_ADD, raised(s, node_simple(s, N_SUB, one, at), e), raised(s, node_simple(s, N_ADD, one, at), e));
    int h = times(s, p.p, p.q, sum); return v->f == F_H ? h : node_simple(s, N_DIV, one, h);
}
/* v' from the derivatives x, y of its operands a, b. */
static int step(statement *s, int k, const node *v, int x, int y) {
    int a = v->a, b = v->b; rat e;
    switch (v->kind) {
    case N_NEG: return node_simple(s, N_NEG, x, 0);
    case N_ADD:
    case N_SUB: return node_simple(s, v->kind, x, y);
    case N_MUL: return node_simple(s, N_ADD, node_simple(s, N_MUL, x, b), node_simple(s, N_MUL, a, y));
    case N_DIV: return node_simple(s, N_SUB, node_simple(s, N_DIV, x, b), node_simple(s, N_DIV, node_simple(s, N_MUL, a, y), raised(s, b, (rat){2, 1})));
    case N_POWER: {
        int log = node_simple(s, N_MUL, y, node_call(s, F_LOG, 0, a)), part = node_simple(s, N_DIV, node_simple(s, N_MUL, b, x), a);
        return node_simple(s, N_MUL, k, node_simple(s, N_ADD, log, part));
    }
    case N_POWER_CONSTANT:
        if (!rat_sub(&e, v->r, (rat){1, 1})) return -1;
        return node_simple(s, N_MUL, times(s, v->r.p, v->r.q, raised(s, a, e)), x);
    default: break;
    }
    if (v->kind != N_FUNCTION) return -1; /* min and max; one in which nothing depends on the variable has the derivative 0 before this */
    int f = outer_derivative(s, v); return f < 0 ? -1 : node_simple(s, N_MUL, x, f);
}

int derivative(statement *s, int root, int variable) {
    root = simplified(s, root); int *to = nodes_below(s, root, root);
    for (int k = 0; k <= root; k++) {
        node v = s->nodes[k];
        if (!to[k]) continue;
        int x = node_inner(&v) ? to[v.a] : 0, y = node_two(&v) ? to[v.b] : x;
        bool still = x >= 0 && y >= 0 && node_inner(&v) && node_is(s, x, 0) && node_is(s, y, 0);
        if (!node_inner(&v)) to[k] = node_ratio(s, v.kind == N_VARIABLE && v.a == variable, 1);
        else to[k] = x < 0 || y < 0 ? -1 : still ? x : step(s, k, &v, x, y);
    }
    int result = to[root]; free(to); return result;
}
bool relaxed(statement *s, relation *r, int j) {
    bool big = s->nodes[r->big].kind == N_MAX; int *side = big ? &r->big : &r->small, list[MAX_LIST], sum = node_ratio(s, 0, 1);
    node_kind kind = s->nodes[*side].kind;
    if (!big && kind != N_MIN) return false;
    int n = parts(s, *side, kind, false, list, MAX_LIST);
    for (int k = 0; k < n; k++) sum = node_simple(s, N_ADD, sum, list[k]);
    *side = j < n ? list[j] : node_simple(s, N_DIV, sum, node_ratio(s, n, 1)); return j <= n;
}
