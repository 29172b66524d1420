/* decide.c - dominance: an element is >= 0 (> 0) if each term that may be negative is outweighed by terms that are not. */
#include "bounds/check/check.h"

/* A good term has a coefficient >= 0 and a monomial >= 0 everywhere; its capacity is the part of the coefficient's lower end that is
 * left. A bad term has a weight u: c m >= -u |m|. */
typedef struct {
    bool good;
    I first, left; /* the capacity, as lower ends; of a bad term first is the weight, as upper end */
} share;

static bool nonnegative(const context *cx, M m) {
    for (int i = 0; i < cx->variables; i++) if (cx->frames[i].kind == 'm' && m[i].a.p % 2) return false;
    return true;
}
static bool vanishes_nowhere(const context *cx, M m) {
    for (int i = 0; i < cx->variables; i++) if (cx->frames[i].zero && (m[i].a.p || m[i].b)) return false;
    return true;
}

static I lower_end(context *cx, I x) { return iv_span(cx, &x->lo, &x->lo); }
/* What would stay of s less need, NULL if it does not suffice; *part is that as a share of the first capacity. */
static I remains(context *cx, I *part, const share *s, I need) {
    if (!s->good || !need || dy_cmp(&need->hi, &s->left->lo) > 0) return NULL;
    I rest = iv_sub(cx, lower_end(cx, s->left), iv_span(cx, &need->hi, &need->hi));
    *part = dy_sgn(&s->first->lo) ? iv_div(cx, rest, lower_end(cx, s->first)) : rest; return *part ? rest : NULL;
}
/* A way to bear the weight of term j by the good terms i and k, or by i = k alone: what stays of the two, and the least share. */
typedef struct {
    int i, k; iv *rest_i, *rest_k, *part; /* that share and TIE more, which a better way must exceed */
} way;
enum { TIE = 1 << 20 }; /* its reciprocal: shares that differ by less count as equal, so that every arithmetic takes the same way */

/* |m_j| <= S(m_j/m_i) m_i; or m_j^2 <= rho m_i m_k, rho = S(m_j^2/(m_i m_k)), and sqrt(m_i m_k) <= (l m_i + m_k/l)/2 for any l > 0, here about
 * the root of the ratio of the capacities: u sqrt(rho) l/2 and u sqrt(rho)/(2 l). If it keeps a greater least share than the best way so far,
 * it becomes that. */
static void consider(context *cx, E t, const share *s, int j, int i, int k, way *best) {
    mark before = context_mark(cx); I part = NULL, other = NULL, need, rest, rest_k; M m = monomial_mul(cx, t->t[j].m, t->t[i].m, (rat){-1, 1});
    if (i != k && m) m = monomial_mul(cx, m, t->t[j].m, (rat){1, 1});
    if (i != k && m) m = monomial_mul(cx, m, t->t[k].m, (rat){-1, 1});
    need = m && monomial_valid(cx, m) ? monomial_size(cx, m) : NULL;
    if (i != k) need = iv_ratio(cx, iv_pow(cx, iv_abs(cx, need), 1, 2), 1, 2);
    need = iv_mul(cx, need, s[j].first); I l = i == k ? NULL : iv_pow(cx, iv_div(cx, lower_end(cx, s[i].left), lower_end(cx, s[k].left)), 1, 2);
    if (l && dy_sgn(&l->lo) > 0) l = lower_end(cx, l);
    rest = remains(cx, &part, &s[i], i == k ? need : iv_mul(cx, need, l)); rest_k = i == k ? rest : remains(cx, &other, &s[k], iv_div(cx, need, l));
    if (i != k) part = iv_extreme(cx, part, other, -1);
    if (rest && rest_k && part && (best->i < 0 || dy_cmp(&part->lo, &best->part->lo) > 0)) {
        best->i = i, best->k = k; iv_set(best->rest_i, rest), iv_set(best->rest_k, rest_k);
        iv_set(best->part, iv_add(cx, part, iv_ratio(cx, iv_si(cx, 1), 1, TIE)));
    }
    context_release(cx, before);
}

static bool bear(context *cx, E t, share *s, const int *order, int j, bool by_two) {
    way best = {-1, -1, iv_new(cx), iv_new(cx), iv_new(cx)};
    for (int p = 0; p < t->n; p++) {
        int i = order[p];
        if (!s[i].good) continue;
        if (!by_two) consider(cx, t, s, j, i, i, &best);
        for (int q = p + 1; by_two && q < t->n; q++) if (s[order[q]].good) consider(cx, t, s, j, i, order[q], &best);
    }
    if (best.i < 0) return false;
    s[best.i].left = best.rest_i;
    if (by_two) s[best.k].left = best.rest_k;
    return true;
}

static bool attempt(context *cx, E t, bool strict, share *s, const int *order, bool backwards) {
    for (int k = 0; k < t->n; k++) {
        bool even = nonnegative(cx, t->t[k].m); I c = coef_iv(cx, t->t[k].c); s[k].good = even && dy_sgn(&c->lo) >= 0;
        if (!s[k].good) c = iv_abs(cx, even ? iv_span(cx, &c->lo, &c->lo) : c);
        if (!s[k].good && !dy_finite(&c->hi)) return false;
        s[k].first = s[k].left = c;
    }
    for (int j = 0; j < t->n; j++) {
        int k = order[backwards ? t->n - 1 - j : j];
        if (!s[k].good && !bear(cx, t, s, order, k, false) && !bear(cx, t, s, order, k, true)) return false;
    }
    for (int k = 0; strict && k < t->n; k++)
        if (s[k].good && dy_sgn(&s[k].left->lo) > 0 && vanishes_nowhere(cx, t->t[k].m)) return true;
    return !strict;
}
static E without_symbols(context *cx, E t) { /* their intervals in the coefficients: what had to cancel has cancelled */
    build_start(cx);
    for (int k = 0; k < t->n; k++) {
        C c = t->t[k].c; M m = t->t[k].m;
        if (!monomial_bare(cx, &c, &m) || !build_add(cx, c, m)) return NULL;
    }
    return build_exactly(cx);
}
/* Any order of the terms is sound; the bad ones by ascending degree first, then by descending. */
bool certify(context *cx, E t, bool strict) {
    if (t && cx->n_symbols) t = without_symbols(cx, t);
    if (!t || !t->n) return t && !strict;
    if (el_is_constant(cx, t)) return coef_lower_sign(t->t[0].c) > (strict ? 0 : -1);
    int mark = cx->ivs.top, *order = el_order(cx, t); share *s = bytes_new(cx, (size_t)t->n * sizeof *s);
    bool done = attempt(cx, t, strict, s, order, false) || attempt(cx, t, strict, s, order, true); cx->ivs.top = mark; return done;
}
