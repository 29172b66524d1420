/* decide.c - dominance: an element is >= 0 (> 0) if each term that may be negative is outweighed by terms that are not. */
#include "bounds/check/check.h"
#include <stdlib.h>

static bool nonnegative(const context *cx, const power *m) {
    for (int i = 0; i < cx->variables; i++)
        if (cx->frames[i].kind == 'm' && m[i].a.p % 2) return false;
    return true;
}

static bool vanishes_nowhere(const context *cx, const power *m) {
    for (int i = 0; i < cx->variables; i++)
        if (cx->frames[i].zero && (m[i].a.p || m[i].b)) return false;
    return true;
}

/* A good term has a coefficient >= 0 and a monomial >= 0 everywhere; its capacity is the part of the coefficient's lower end not
 * yet used. The weight of a bad term is what c m >= -weight |m| needs. */
typedef struct {
    bool good;
    dy first, left; /* of a bad term first is the weight */
} share;

static const power *at(const context *cx, const elem *t, int k) { return t->m + (size_t)k * cx->variables; }

/* What stays of the capacity of `s` less `need`, as a part of the first; false if it does not suffice. */
static bool remains(dy *part, const share *s, const dy *need) {
    if (!s->good || dy_cmp(need, &s->left) > 0) return false;
    if (!dy_sgn(&s->first)) {
        dy_set_si(part, 0, 0);
        return true;
    }
    WITH(dy, t);
    dy_sub(part, &s->left, need, DOWN, 64);
    dy_inv(&t, &s->first, DOWN, 64);
    dy_mul(part, part, &t, DOWN, 64);
    return true;
}

static void spend(context *cx, share *s, const dy *need) { dy_sub(&s->left, &s->left, need, DOWN, cx->bits); }

/* |m_j| <= S(m_j/m_i) m_i: one good term i that bears weight u of term j. */
static bool bear_by_one(context *cx, const elem *t, share *s, int j) {
    WITH(dy, need); WITH(dy, part); WITH(dy, best); WITH(dy, least);
    power m[MAX_VARIABLES];
    int found = -1;
    for (int i = 0; i < t->n; i++) {
        if (!s[i].good || !power_combine(m, at(cx, t, j), at(cx, t, i), -1, cx->variables) || !power_valid(cx, m) ||
            !size_of(cx, &need, m))
            continue;
        dy_mul(&need, &need, &s[j].first, UP, cx->bits);
        if (!remains(&part, &s[i], &need) || (found >= 0 && dy_cmp(&part, &best) <= 0)) continue;
        found = i;
        dy_set(&best, &part);
        dy_set(&least, &need);
    }
    if (found >= 0) spend(cx, &s[found], &least);
    return found >= 0;
}

/* m_j^2 <= rho m_i m_k, rho = S(m_j^2/(m_i m_k)), and sqrt(m_i m_k) <= (m_i + m_k)/2: two good terms bear u sqrt(rho)/2 each. */
static bool bear_by_two(context *cx, const elem *t, share *s, int j) {
    WITH(dy, need); WITH(dy, part); WITH(dy, other); WITH(dy, best); WITH(dy, least);
    power square[MAX_VARIABLES], m[MAX_VARIABLES];
    int n = cx->variables, one = -1, two = -1;
    if (!power_combine(square, at(cx, t, j), at(cx, t, j), 1, n)) return false;
    for (int i = 0; i < t->n; i++)
        for (int k = i + 1; k < t->n; k++) {
            if (!s[i].good || !s[k].good || !power_combine(m, square, at(cx, t, i), -1, n) ||
                !power_combine(m, m, at(cx, t, k), -1, n) || !power_valid(cx, m) || !size_of(cx, &need, m))
                continue;
            dy_root(&need, &need, 2, UP, cx->bits);
            dy_mul(&need, &need, &s[j].first, UP, cx->bits);
            if (dy_sgn(&need)) need.e--;
            if (!remains(&part, &s[i], &need) || !remains(&other, &s[k], &need)) continue;
            if (dy_cmp(&other, &part) < 0) dy_set(&part, &other);
            if (one >= 0 && dy_cmp(&part, &best) <= 0) continue;
            one = i, two = k;
            dy_set(&best, &part);
            dy_set(&least, &need);
        }
    if (one < 0) return false;
    spend(cx, &s[one], &least);
    spend(cx, &s[two], &least);
    return true;
}

static bool attempt(context *cx, const elem *t, bool strict, share *s, const int *order, bool backwards) {
    WITH(iv, c);
    for (int k = 0; k < t->n; k++) {
        bool even = nonnegative(cx, at(cx, t, k));
        coef_iv(cx, &c, &t->c[k]);
        s[k].good = even && dy_sgn(&c.lo) >= 0;
        if (!s[k].good && even) iv_set_dy(&c, &c.lo);
        if (!s[k].good) iv_abs(&c, &c);
        dy_set(&s[k].first, s[k].good ? &c.lo : &c.hi);
        dy_set(&s[k].left, &s[k].first);
        if (!s[k].good && !dy_finite(&s[k].first)) return false;
    }
    for (int j = 0; j < t->n; j++) {
        int k = order[backwards ? t->n - 1 - j : j];
        if (!s[k].good && !bear_by_one(cx, t, s, k) && !bear_by_two(cx, t, s, k)) return false;
    }
    for (int k = 0; strict && k < t->n; k++)
        if (s[k].good && dy_sgn(&s[k].left) > 0 && vanishes_nowhere(cx, at(cx, t, k))) return true;
    return !strict;
}

/* Any order of the bad terms is sound; by ascending degree first, then by descending. */
bool certify(context *cx, const elem *t, bool strict) {
    if (!t->n) return !strict;
    if (el_is_constant(cx, t)) return coef_lower_sign(&t->c[0]) > (strict ? 0 : -1);
    share *s = malloc((size_t)t->n * sizeof *s);
    int *order = malloc((size_t)t->n * sizeof *order);
    if (!s || !order) abort();
    for (int k = 0; k < t->n; k++) dy_init(&s[k].first), dy_init(&s[k].left);
    el_order(cx, order, t);
    bool done = attempt(cx, t, strict, s, order, false) || attempt(cx, t, strict, s, order, true);
    for (int k = 0; k < t->n; k++) dy_clear(&s[k].first), dy_clear(&s[k].left);
    free(s), free(order);
    return done;
}
