/* jet.c - Taylor coefficients f_j = f^(j)/j! of the functions that are composed with elements, all of them smooth on the whole line, by
 * recurrences on coefficients: rational at 0, where the functions and their derivatives are, else enclosures for each number of x. */
#include "bounds/check/check.h"

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

/* f_1 ... f_n where f' = g and g_0 ... are given: f_j = g_(j-1)/j. */
static void integrate(context *cx, C *f, int n, C *g) {
    for (int j = 1; g && j <= n; j++) f[j] = times(cx, g[j - 1], 1, j);
}
/* binom(r, j) x^(r-j) */
static void jet_power(context *cx, C *f, int n, C x, rat r) {
    C binomial = coef_ratio(cx, 1, 1); rat s;
    f[0] = coef_pow(cx, x, r);
    for (int j = 1; j <= n; j++) {
        if (!rat_sub(&s, r, (rat){j - 1, 1}) || !rat_mul(&s, s, (rat){1, j})) return;
        binomial = times(cx, binomial, s.p, s.q);
        if (rat_sub(&s, r, (rat){j, 1})) f[j] = coef_mul(cx, binomial, coef_pow(cx, x, s));
    }
}

C *jet(context *cx, int n, C x, jet_of what) {
    C *f = list(cx, n + 1), *g = list(cx, n + 1), factorial = coef_ratio(cx, 1, 1), odd; function o = F_EXP;
    if (what.f != F_POWER) f[0] = coef_function(cx, x, what.f, what.depth);
    switch (what.f) {
    case F_POWER: jet_power(cx, f, n, x, what.r); break;
    case F_LOG: jet_power(cx, g, n - 1, x, (rat){-1, 1}); integrate(cx, f, n, g); break;
    case F_ASINH: integrate(cx, f, n, inverse_root(cx, n, x)); break;
    case F_Q: /* q' = asinh(x/2) */
        g = n ? jet(cx, n - 1, times(cx, x, 1, 2), (jet_of){.f = F_ASINH}) : g;
        for (int j = 0; g && j < n; j++) g[j] = times(cx, g[j], 1, 1L << j);
        integrate(cx, f, n, g); break;
    case F_H_INV: jet_h_inv(cx, f, n, x, what.depth); break;
    case F_Q_DEPTH: /* q_depth' = h_inv */
        if (n) jet_h_inv(cx, g, n - 1, x, what.depth);
        integrate(cx, f, n, g); break;
    default: /* exp, sinh, cosh: the derivatives are all exp, or sinh and cosh by turns */
        o = what.f == F_SINH ? F_COSH : what.f == F_COSH ? F_SINH : F_EXP; odd = coef_function(cx, x, o, 0);
        for (int j = 1; j <= n; j++) f[j] = coef_mul(cx, j % 2 ? odd : f[0], factorial = times(cx, factorial, 1, j));
    }
    return defined(f, n) ? f : NULL;
}
