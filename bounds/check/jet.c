/* jet.c - Taylor coefficients f_j = f^(j)/j! of the functions that are composed with elements, all of them smooth on the whole line, by
 * recurrences on coefficients: rational at 0, where the functions and their derivatives are, else enclosures for each number of x. */
#include "bounds/check/check.h"
#include <string.h>

static C *list(context *cx, int n) { return memset(bytes_new(cx, (size_t)n * sizeof(C)), 0, (size_t)n * sizeof(C)); }
static C times(context *cx, C x, long p, long q) { return coef_mul(cx, x, coef_ratio(cx, p, q)); }
static bool defined(C *f, int n) {
    for (int j = 0; j <= n; j++) if (!f[j]) return false;
    return true;
}
/* u(t) = (1 + (x+t)^2)^(-1/2) = sum u_k t^k, k < n. (1 + (x+t)^2) u' = -(x+t) u gives
 *     u_(k+1) = -((2k+1) x u_k + k u_(k-1)) / ((k+1)(1+x^2)). */
static C *inverse_root(context *cx, int n, C x) {
    C *u = list(cx, n + 1), one = coef_ratio(cx, 1, 1), d = coef_add(cx, coef_pow(cx, x, (rat){2, 1}), one);
    if (n > 0) u[0] = coef_pow(cx, d, (rat){-1, 2});
    for (int k = 0; k + 1 < n; k++) {
        C s = times(cx, coef_mul(cx, x, u[k]), -(2 * k + 1), k + 1);
        if (k) s = coef_sub(cx, s, times(cx, u[k - 1], k, k + 1));
        u[k + 1] = coef_div(cx, s, d);
    }
    return u;
}
/* q' = asinh(x/2), q'' = (4+x^2)^(-1/2) = u/2, u at x/2: the coefficient of t^k in q'' is u_k 2^(-k-1). */
static void jet_q(context *cx, C *f, int n, C x) {
    C half = times(cx, x, 1, 2), *u = inverse_root(cx, n - 1, half), scale = coef_ratio(cx, 1, 1);
    if (n > 0) f[1] = coef_function(cx, x, F_Q_PRIME, 0);
    for (int j = 2; j <= n; j++) {
        scale = times(cx, scale, 1, 2); f[j] = times(cx, coef_mul(cx, u[j - 2], scale), 1, (long)j * (j - 1));
    }
}
/* The Taylor coefficients of h at s, j >= 1: binom(p+j-1, j) ((1-s)^(-p-j) - (-1)^j (1+s)^(-p-j)), p = D/(D-2). */
static C *jet_h(context *cx, int n, C s, int depth) {
    C *f = list(cx, n + 1), one = coef_ratio(cx, 1, 1), minus = coef_sub(cx, one, s), plus = coef_add(cx, one, s), binomial = one;
    long den = depth - 2;
    for (int j = 1; j <= n; j++) {
        rat r;
        if (!rat_make(&r, -(depth + j * den), den)) break;
        C a = coef_pow(cx, minus, r), b = coef_pow(cx, plus, r);
        binomial = times(cx, binomial, depth + (j - 1) * den, den * j);
        f[j] = coef_mul(cx, j % 2 ? coef_add(cx, a, b) : coef_sub(cx, a, b), binomial);
    }
    return f;
}
/* The inverse series s(t) = sum_(i>=1) f_i t^i, sum_k h_k s(t)^k = t: the coefficient of t^m is h_1 f_m + sum_(k=2)^m h_k [s^k]_m, 1 for
 * m = 1 and 0 beyond, and [s^k]_m = sum_i f_i [s^(k-1)]_(m-i) needs only f_i with i < m for k >= 2. */
static void jet_h_inv(context *cx, C *f, int n, C x, int depth) {
    int w = n + 1;
    C *pw = list(cx, w * w), *h = (f[0] = coef_function(cx, x, F_H_INV, depth)) ? jet_h(cx, n, f[0], depth) : pw;
    for (int m = 1; m <= n; m++) {
        C sum = coef_ratio(cx, m == 1, 1);
        for (int k = 2; k <= m; k++) {
            C cell = coef_ratio(cx, 0, 1);
            for (int i = 1; i <= m - k + 1; i++) cell = coef_add(cx, cell, coef_mul(cx, f[i], pw[(k - 1) * w + m - i]));
            pw[k * w + m] = cell; sum = coef_sub(cx, sum, coef_mul(cx, h[k], cell));
        }
        pw[w + m] = f[m] = coef_div(cx, sum, h[1]);
    }
}

C *jet(context *cx, int n, C x, function which, int depth) {
    C *f = list(cx, n + 1), *u, factorial = coef_ratio(cx, 1, 1), odd; f[0] = coef_function(cx, x, which, depth);
    switch (which) {
    case F_ASINH: /* asinh' = u */
        u = inverse_root(cx, n, x);
        for (int j = 1; j <= n; j++) f[j] = times(cx, u[j - 1], 1, j);
        break;
    case F_Q: jet_q(cx, f, n, x); break;
    case F_H_INV: jet_h_inv(cx, f, n, x, depth); break;
    case F_Q_DEPTH: /* q_depth' = h_inv */
        u = list(cx, n + 1);
        if (n > 0) jet_h_inv(cx, u, n - 1, x, depth);
        for (int j = 1; j <= n; j++) f[j] = times(cx, u[j - 1], 1, j);
        break;
    default: /* exp, sinh, cosh: the derivatives are all exp, or sinh and cosh by turns */
        odd = coef_function(cx, x, which == F_SINH ? F_COSH : which == F_COSH ? F_SINH : F_EXP, 0);
        for (int j = 1; j <= n; j++) f[j] = coef_mul(cx, j % 2 ? odd : f[0], factorial = times(cx, factorial, 1, j));
    }
    return defined(f, n) ? f : NULL;
}
