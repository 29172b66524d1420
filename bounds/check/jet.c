/* jet.c - Taylor coefficients f_j = f^(j)/j! of the entire functions of the line that are composed with elements. They are computed
 * by recurrences on coefficients: rational at 0, where the functions and their derivatives are, else enclosures for each
 * number of the interval x. */
#include "bounds/check/check.h"
#include <stdlib.h>

static coef *coefs(int n) {
    coef *c = malloc((size_t)n * sizeof *c);
    if (!c) abort();
    for (int j = 0; j < n; j++) coef_init(&c[j]);
    return c;
}
static void drop(coef *c, int n) {
    for (int j = 0; j < n; j++) coef_clear(&c[j]);
    free(c);
}

static void divide_si(context *cx, coef *z, const coef *x, long n) {
    coef t;
    coef_init(&t);
    mpq_set_si(t.q, 1, (unsigned long)n);
    coef_mul(cx, z, x, &t);
    coef_clear(&t);
}

/* |u_k| <= (1 + x^2)^(-(k+1)/2): the interval is cut to it. */
static void cut(context *cx, coef *u, const coef *x, int k) {
    if (u->exact) return;
    iv t, one;
    iv_init(&t);
    iv_init(&one);
    coef_iv(cx, &t, x);
    iv_pow_si(&t, &t, 2, cx->bits);
    iv_set_si(&one, 1);
    iv_add(&t, &t, &one, cx->bits);
    iv_pow(&cx->w, &t, &t, -(k + 1), 2, cx->bits);
    dy_neg(&t.lo, &t.hi);
    if (dy_cmp(&u->x.hi, &t.hi) > 0) dy_set(&u->x.hi, &t.hi);
    if (dy_cmp(&u->x.lo, &t.lo) < 0) dy_set(&u->x.lo, &t.lo);
    iv_clear(&t);
    iv_clear(&one);
}

/* u(t) = (1 + (x+t)^2)^(-1/2) = sum u_k t^k, k < n. (1 + (x+t)^2) u' = -(x+t) u gives
 *     u_(k+1) = -((2k+1) x u_k + k u_(k-1)) / ((k+1)(1+x^2)).
 * With 1 + (x+t)^2 = (1+x^2)(1 - 2 c s + s^2), s = t (1+x^2)^(-1/2), c = -x (1+x^2)^(-1/2), u_k = P_k(c) (1+x^2)^(-(k+1)/2) with Legendre's
 * P_k, and |P_k| <= 1 on [-1, 1]: what cut uses. */
static bool inverse_root(context *cx, coef *u, int n, const coef *x) {
    if (n < 1) return true;
    coef d, s, t;
    coef_init(&d), coef_init(&s), coef_init(&t);
    coef_pow(cx, &d, x, (rat){2, 1});
    coef_set_si(&t, 1);
    coef_add(cx, &d, &d, &t);
    bool done = coef_pow(cx, &u[0], &d, (rat){-1, 2});
    for (int k = 0; done && k + 1 < n; k++) {
        coef_set_si(&t, -(2 * k + 1));
        coef_mul(cx, &s, x, &t);
        coef_mul(cx, &s, &s, &u[k]);
        if (k) {
            coef_set_si(&t, -k);
            coef_mul(cx, &t, &t, &u[k - 1]);
            coef_add(cx, &s, &s, &t);
        }
        done = coef_div(cx, &s, &s, &d);
        divide_si(cx, &u[k + 1], &s, k + 1);
        cut(cx, &u[k + 1], x, k + 1);
    }
    coef_clear(&d), coef_clear(&s), coef_clear(&t);
    return done;
}

static bool jet_asinh(context *cx, coef *f, int n, const coef *x) {
    coef *u = coefs(n + 1);
    bool done = coef_function(cx, &f[0], x, F_ASINH, 0) && inverse_root(cx, u, n, x);
    for (int j = 1; j <= n; j++) divide_si(cx, &f[j], &u[j - 1], j);
    drop(u, n + 1);
    return done;
}

/* q' = asinh(x/2), q'' = (4+x^2)^(-1/2) = u(x/2)/2: the coefficient of t^k in q'' is u_k 2^(-k-1), u_k at x/2. */
static bool jet_q(context *cx, coef *f, int n, const coef *x) {
    coef *u = coefs(n + 1), half;
    coef_init(&half);
    divide_si(cx, &half, x, 2);
    bool done = coef_function(cx, &f[0], x, F_Q, 0) && inverse_root(cx, u, n - 1, &half);
    if (done && n >= 1) done = coef_function(cx, &f[1], x, F_Q_PRIME, 0);
    for (int j = 2; j <= n; j++) {
        divide_si(cx, &f[j], &u[j - 2], (long)j * (j - 1));
        for (int k = 0; k < j - 1; k++) divide_si(cx, &f[j], &f[j], 2);
    }
    coef_clear(&half);
    drop(u, n + 1);
    return done;
}

/* The Taylor coefficients of h at s, j >= 1: binom(p+j-1, j) ((1-s)^(-p-j) - (-1)^j (1+s)^(-p-j)), p = D/(D-2). */
static bool jet_h(context *cx, coef *f, int n, const coef *s, int depth) {
    coef minus, plus, t, binomial;
    coef_init(&minus), coef_init(&plus), coef_init(&t), coef_init(&binomial);
    coef_set_si(&t, 1);
    coef_sub(cx, &minus, &t, s);
    coef_add(cx, &plus, &t, s);
    coef_set_si(&binomial, 1);
    long den = depth - 2;
    bool done = true;
    for (int j = 1; done && j <= n; j++) {
        rat r;
        coef a, b;
        coef_init(&a), coef_init(&b);
        done = rat_make(&r, -(depth + j * den), den) && coef_pow(cx, &a, &minus, r) && coef_pow(cx, &b, &plus, r);
        mpq_set_si(t.q, depth + (j - 1) * den, (unsigned long)(den * j));
        mpq_canonicalize(t.q);
        coef_mul(cx, &binomial, &binomial, &t);
        (j % 2 ? coef_add : coef_sub)(cx, &a, &a, &b);
        coef_mul(cx, &f[j], &a, &binomial);
        coef_clear(&a), coef_clear(&b);
    }
    coef_clear(&minus), coef_clear(&plus), coef_clear(&t), coef_clear(&binomial);
    return done;
}

/* The inverse series: s(t) = sum_(i>=1) s_i t^i with sum_k h_k s(t)^k = t. The coefficient of t^m for m >= 2 is
 * h_1 s_m + sum_(k=2)^m h_k [s^k]_m = 0, and [s^k]_m for k >= 2 needs only s_i with i < m:  [s^k]_m = sum_i s_i [s^(k-1)]_(m-i). */
static bool jet_h_inv(context *cx, coef *f, int n, const coef *x, int depth) {
    if (!coef_function(cx, &f[0], x, F_H_INV, depth)) return false;
    int w = n + 1;
    coef *h = coefs(w), *pw = coefs(w * w), t, sum;
    coef_init(&t), coef_init(&sum);
    bool done = jet_h(cx, h, n, &f[0], depth);
    for (int m = 1; done && m <= n; m++) {
        coef_set_si(&sum, m == 1);
        for (int k = 2; k <= m; k++) {
            coef *cell = &pw[k * w + m];
            for (int i = 1; i <= m - k + 1; i++) {
                coef_mul(cx, &t, &f[i], &pw[(k - 1) * w + m - i]);
                coef_add(cx, cell, cell, &t);
            }
            coef_mul(cx, &t, &h[k], cell);
            coef_sub(cx, &sum, &sum, &t);
        }
        done = coef_div(cx, &f[m], &sum, &h[1]);
        coef_set(&pw[w + m], &f[m]);
    }
    coef_clear(&t), coef_clear(&sum);
    drop(h, w);
    drop(pw, w * w);
    return done;
}

static bool jet_q_depth(context *cx, coef *f, int n, const coef *x, int depth) { /* q_depth' = h_inv */
    coef *s = coefs(n + 1);
    bool done = coef_function(cx, &f[0], x, F_Q_DEPTH, depth) && (n == 0 || jet_h_inv(cx, s, n - 1, x, depth));
    for (int j = 1; j <= n; j++) divide_si(cx, &f[j], &s[j - 1], j);
    drop(s, n + 1);
    return done;
}

bool jet(context *cx, coef *f, int n, const coef *x, function which, int depth) {
    coef even, odd;
    bool done = true;
    switch (which) {
    case F_ASINH: return jet_asinh(cx, f, n, x);
    case F_Q: return jet_q(cx, f, n, x);
    case F_H_INV: return jet_h_inv(cx, f, n, x, depth);
    case F_Q_DEPTH: return jet_q_depth(cx, f, n, x, depth);
    case F_EXP:
    case F_SINH:
    case F_COSH:
        coef_init(&even), coef_init(&odd); /* the derivatives: all exp, or sinh and cosh by turns */
        done = coef_function(cx, &even, x, which, 0) &&
               coef_function(cx, &odd, x, which == F_SINH ? F_COSH : which == F_COSH ? F_SINH : F_EXP, 0);
        coef factorial;
        coef_init(&factorial);
        coef_set_si(&factorial, 1);
        for (int j = 0; done && j <= n; j++) {
            if (j) divide_si(cx, &factorial, &factorial, j);
            coef_mul(cx, &f[j], j % 2 ? &odd : &even, &factorial);
        }
        coef_clear(&even), coef_clear(&odd), coef_clear(&factorial);
        return done;
    default: return false;
    }
}
