/* decide.c - dominance: an element is >= 0 (> 0) if each term that may be negative is outweighed by terms that are not. */
#include "bounds/check/check.h"

/* A good term has a coefficient >= 0 and a monomial >= 0 everywhere; its capacity is the part of the coefficient's lower end that is
 * left. A bad term has a weight u: c m >= -u |m|. */
typedef struct {
    bool good;
    I first, left; /* the capacity, as lower ends; of a bad term first is the weight, as upper end */
} share;

static bool nonnegative(const context *cx, M m) {
    for (int i = 0; i < cx->variables; i++)
        if (cx->frames[i].kind == 'm' && m[i].a.p % 2) return false;
    return true;
}
static bool vanishes_nowhere(const context *cx, M m) {
    for (int i = 0; i < cx->variables; i++)
        if (cx->frames[i].zero && (m[i].a.p || m[i].b)) return false;
    return true;
}

/* What would stay of s less need, NULL if it does not suffice; *part is that as a share of the first capacity. */
static I remains(context *cx, I *part, const share *s, I need) {
    if (!s->good || dy_cmp(&need->hi, &s->left->lo) > 0) return NULL;
    I rest = iv_sub(cx, iv_span(cx, &s->left->lo, &s->left->lo), iv_span(cx, &need->hi, &need->hi));
    *part = dy_sgn(&s->first->lo) ? iv_div(cx, rest, iv_span(cx, &s->first->lo, &s->first->lo)) : rest;
    return rest;
}

/* |m_j| <= S(m_j/m_i) m_i: one good term that bears the weight of term j, the one that keeps the greatest share. */
static bool bear_by_one(context *cx, E t, share *s, int j) {
    I part = NULL, best = NULL, rest = NULL;
    int found = -1;
    for (int i = 0; i < t->n; i++) {
        M m = s[i].good ? monomial_valid(cx, monomial_mul(cx, t->t[j].m, t->t[i].m, -1)) : NULL;
        I need = m ? iv_mul(cx, monomial_size(cx, m), s[j].first) : NULL, left = need ? remains(cx, &part, &s[i], need) : NULL;
        if (!left || !part || (best && dy_cmp(&part->lo, &best->lo) <= 0)) continue;
        best = part, rest = left, found = i;
    }
    if (found >= 0) s[found].left = rest;
    return found >= 0;
}

/* m_j^2 <= rho m_i m_k, rho = S(m_j^2/(m_i m_k)), and sqrt(m_i m_k) <= (m_i + m_k)/2: two good terms bear u sqrt(rho)/2 each. */
static bool bear_by_two(context *cx, E t, share *s, int j) {
    M square = monomial_mul(cx, t->t[j].m, t->t[j].m, 1);
    I parts[2] = {NULL, NULL}, best = NULL, rest[2] = {NULL, NULL};
    int found[2] = {-1, -1};
    for (int i = 0; square && i < t->n; i++)
        for (int k = i + 1; s[i].good && k < t->n; k++) {
            M m = s[k].good ? monomial_mul(cx, square, t->t[i].m, -1) : NULL;
            I rho = m && (m = monomial_valid(cx, monomial_mul(cx, m, t->t[k].m, -1))) ? monomial_size(cx, m) : NULL;
            if (!rho) continue;
            I need = iv_ratio(cx, iv_mul(cx, iv_pow(cx, iv_abs(cx, rho), 1, 2), s[j].first), 1, 2);
            I a = need ? remains(cx, &parts[0], &s[i], need) : NULL, b = a ? remains(cx, &parts[1], &s[k], need) : NULL;
            if (!b || !parts[0] || !parts[1]) continue;
            I least = iv_extreme(cx, parts[0], parts[1], -1);
            if (best && dy_cmp(&least->lo, &best->lo) <= 0) continue;
            best = least, rest[0] = a, rest[1] = b, found[0] = i, found[1] = k;
        }
    for (int e = 0; e < 2 && found[0] >= 0; e++) s[found[e]].left = rest[e];
    return found[0] >= 0;
}

static bool attempt(context *cx, E t, bool strict, share *s, const int *order, bool backwards) {
    for (int k = 0; k < t->n; k++) {
        bool even = nonnegative(cx, t->t[k].m);
        I c = coef_iv(cx, t->t[k].c);
        s[k].good = even && dy_sgn(&c->lo) >= 0;
        if (!s[k].good) c = iv_abs(cx, even ? iv_span(cx, &c->lo, &c->lo) : c);
        if (!s[k].good && !dy_finite(&c->hi)) return false;
        s[k].first = s[k].left = c;
    }
    for (int j = 0; j < t->n; j++) {
        int k = order[backwards ? t->n - 1 - j : j];
        if (!s[k].good && !bear_by_one(cx, t, s, k) && !bear_by_two(cx, t, s, k)) return false;
    }
    for (int k = 0; strict && k < t->n; k++)
        if (s[k].good && dy_sgn(&s[k].left->lo) > 0 && vanishes_nowhere(cx, t->t[k].m)) return true;
    return !strict;
}

/* Any order of the bad terms is sound; by ascending degree first, then by descending. */
bool certify(context *cx, E t, bool strict) {
    if (!t || !t->n) return t && !strict;
    if (el_is_constant(cx, t)) return coef_lower_sign(t->t[0].c) > (strict ? 0 : -1);
    int mark = cx->ivs.top, *order = el_order(cx, t);
    share *s = bytes_new(cx, (size_t)t->n * sizeof *s);
    bool done = attempt(cx, t, strict, s, order, false) || attempt(cx, t, strict, s, order, true);
    cx->ivs.top = mark;
    return done;
}
