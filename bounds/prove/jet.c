/* jet.c - Taylor coefficients of the primitives at a coefficient, by their recurrences.
 *
 * asinh' = g = (1+x^2)^(-1/2) satisfies (1+x^2) g' + x g = 0; with x = c + h and g = sum g_k h^k
 *     (1+c^2)(k+1) g_{k+1} + (2k+1) c g_k + k g_{k-1} = 0.
 * h_inv is the inverse series of h at s = h_inv(c), h_k = (p)_k/k! [(1-s)^(-p-k) - (-1)^k (1+s)^(-p-k)]. */
#include "bounds/prove/function.h"
#include <stdlib.h>

static void new_coefs(cf_coef *v, int n) {
    for (int i = 0; i < n; i++) cf_coef_init(&v[i]);
}
static void free_coefs(cf_coef *v, int n) {
    for (int i = 0; i < n; i++) cf_coef_clear(&v[i]);
}

/* f_j = f_{j-1}/j for exp; sinh and cosh in turn */
static int exponentials(cf_coef *f, int N, cf_op op, const cf_coef *c, cf_accuracy acc) {
    if (cf_coef_function(&f[0], op, 0, c, acc) != 0) return -1;
    if (N == 0) return 0;
    cf_op next = op == CF_OP_SINH ? CF_OP_COSH : op == CF_OP_COSH ? CF_OP_SINH : CF_OP_EXP;
    if (next == CF_OP_EXP) cf_coef_set(&f[1], &f[0]);
    else if (cf_coef_function(&f[1], next, 0, c, acc) != 0) return -1;
    /* f_0 and f_1 are f and f'; every second derivative is f again */
    for (int j = 2; j <= N; j++) cf_coef_mul_si(&f[j], &f[j - 2], 1, (slong)j * (j - 1), acc);
    return 0;
}

static int asinh_jet(cf_coef *f, int N, const cf_coef *c, cf_accuracy acc) {
    if (cf_coef_function(&f[0], CF_OP_ASINH, 0, c, acc) != 0) return -1;
    if (N == 0) return 0;
    cf_coef u, t, w;
    cf_coef_init(&u);
    cf_coef_init(&t);
    cf_coef_init(&w);
    fmpq_t e;
    fmpq_init(e);
    fmpq_set_si(e, 2, 1);
    int bad = cf_coef_power(&u, c, e, acc);
    cf_coef_set_si(&t, 1, 1, acc);
    cf_coef_add(&u, &u, &t, acc); /* 1 + c^2 */
    fmpq_set_si(e, -1, 2);
    bad |= cf_coef_power(&f[1], &u, e, acc); /* g_0 */
    for (int k = 0; k + 2 <= N && !bad; k++) { /* f_{k+2} = g_{k+1}/(k+2) */
        cf_coef_mul_si(&t, &f[k + 1], (slong)(k + 1) * (2 * k + 1), 1, acc); /* g_k = (k+1) f_{k+1} */
        cf_coef_mul(&t, &t, c, acc);
        if (k > 0) {
            cf_coef_mul_si(&w, &f[k], (slong)k * k, 1, acc);
            cf_coef_add(&t, &t, &w, acc);
        }
        bad |= cf_coef_div(&t, &t, &u, acc);
        cf_coef_mul_si(&f[k + 2], &t, -1, (slong)(k + 1) * (k + 2), acc);
    }
    fmpq_clear(e);
    cf_coef_clear(&u);
    cf_coef_clear(&t);
    cf_coef_clear(&w);
    return bad ? -1 : 0;
}

/* q' (x) = asinh(x/2) */
static int q_jet(cf_coef *f, int N, const cf_coef *c, cf_accuracy acc) {
    if (cf_coef_function(&f[0], CF_OP_Q, 0, c, acc) != 0) return -1;
    if (N == 0) return 0;
    cf_coef half;
    cf_coef_init(&half);
    cf_coef_mul_si(&half, c, 1, 2, acc);
    int bad = asinh_jet(f + 1, N - 1, &half, acc);
    for (int j = 1; j <= N && !bad; j++) cf_coef_mul_si(&f[j], &f[j], 1, (slong)j << (j - 1), acc);
    cf_coef_clear(&half);
    return bad;
}

static int q_prime_jet(cf_coef *f, int N, const cf_coef *c, cf_accuracy acc) {
    cf_coef half;
    cf_coef_init(&half);
    cf_coef_mul_si(&half, c, 1, 2, acc);
    int bad = asinh_jet(f, N, &half, acc);
    for (int j = 1; j <= N && !bad; j++) cf_coef_mul_si(&f[j], &f[j], 1, (slong)1 << j, acc);
    cf_coef_clear(&half);
    return bad;
}

/* h_k at s for k = 1 .. N; v = 1 - s and w = 1 + s given. */
static int h_series(cf_coef *h, int N, long D, const cf_coef *v, const cf_coef *w, cf_accuracy acc) {
    fmpq_t e, step;
    fmpq_init(e);
    fmpq_init(step);
    fmpq_set_si(e, -D, (ulong)(D - 2));
    fmpq_one(step);
    cf_coef t, u, factor;
    cf_coef_init(&t);
    cf_coef_init(&u);
    cf_coef_init(&factor);
    cf_coef_set_si(&factor, 1, 1, acc);
    int bad = 0;
    for (int k = 1; k <= N && !bad; k++) {
        fmpq_sub(e, e, step);                                                      /* -p - k */
        cf_coef_mul_si(&factor, &factor, D + (slong)(k - 1) * (D - 2), (slong)k * (D - 2), acc); /* (p)_k/k! */
        bad |= cf_coef_power(&t, v, e, acc) | cf_coef_power(&u, w, e, acc);
        if (k % 2 == 0) cf_coef_neg(&u, &u);
        cf_coef_add(&t, &t, &u, acc);
        cf_coef_mul(&h[k], &t, &factor, acc);
    }
    fmpq_clear(e);
    fmpq_clear(step);
    cf_coef_clear(&t);
    cf_coef_clear(&u);
    cf_coef_clear(&factor);
    return bad ? -1 : 0;
}

/* s with sum_{k>=1} h_k s^k = x: s_1 = 1/h_1, s_n = -(1/h_1) sum_{k=2}^n h_k [x^n] s^k, the powers by convolution. */
static int invert(cf_coef *s, const cf_coef *h, int N, cf_accuracy acc) {
    size_t size = (size_t)(N + 1) * (size_t)(N + 1);
    cf_coef *P = malloc(size * sizeof *P), t; /* P[k (N+1) + n] = [x^n] s^k */
    if (!P) abort();
    new_coefs(P, (int)size);
    cf_coef_init(&t);
    cf_coef_set_si(&t, 1, 1, acc);
    int bad = cf_coef_div(&s[1], &t, &h[1], acc);
    cf_coef_set(&P[N + 1 + 1], &s[1]);
    for (int n = 2; n <= N && !bad; n++) {
        cf_coef sum;
        cf_coef_init(&sum);
        for (int k = 2; k <= n; k++) { /* [x^n] s^k = sum_j s_j [x^{n-j}] s^{k-1}, j <= n - k + 1 < n */
            cf_coef *p = &P[k * (N + 1) + n];
            for (int j = 1; j <= n - k + 1; j++) {
                cf_coef_mul(&t, &s[j], &P[(k - 1) * (N + 1) + n - j], acc);
                cf_coef_add(p, p, &t, acc);
            }
            cf_coef_mul(&t, p, &h[k], acc);
            cf_coef_add(&sum, &sum, &t, acc);
        }
        bad = cf_coef_div(&sum, &sum, &h[1], acc);
        cf_coef_neg(&s[n], &sum);
        cf_coef_set(&P[N + 1 + n], &s[n]);
        cf_coef_clear(&sum);
    }
    cf_coef_clear(&t);
    free_coefs(P, (int)size);
    free(P);
    return bad;
}

static int h_inv_jet(cf_coef *f, int N, long D, const cf_coef *c, cf_accuracy acc) {
    if (cf_coef_function(&f[0], CF_OP_H_INV, D, c, acc) != 0) return -1;
    if (N == 0) return 0;
    if (!cf_coef_is_finite(c)) return -1;
    cf_coef h[N + 1], v, w, one;
    new_coefs(h, N + 1);
    cf_coef_init(&v);
    cf_coef_init(&w);
    cf_coef_init(&one);
    cf_coef_set_si(&one, 1, 1, acc);
    cf_coef_add(&w, &one, &f[0], acc);
    cf_coef_neg(&v, &f[0]);
    cf_coef_add(&v, &v, &one, acc);
    int bad = h_series(h, N, D, &v, &w, acc) || invert(f, h, N, acc);
    free_coefs(h, N + 1);
    cf_coef_clear(&v);
    cf_coef_clear(&w);
    cf_coef_clear(&one);
    return bad ? -1 : 0;
}

static int q_depth_jet(cf_coef *f, int N, long D, const cf_coef *c, cf_accuracy acc) {
    if (cf_coef_function(&f[0], CF_OP_Q_DEPTH, D, c, acc) != 0) return -1;
    if (N == 0) return 0;
    if (h_inv_jet(f + 1, N - 1, D, c, acc) != 0) return -1;
    for (int j = 2; j <= N; j++) cf_coef_mul_si(&f[j], &f[j], 1, j, acc);
    return 0;
}

int cf_jet(cf_coef *f, int N, cf_op op, long D, const cf_coef *c, cf_accuracy acc) {
    switch (op) {
    case CF_OP_EXP: case CF_OP_SINH: case CF_OP_COSH: return exponentials(f, N, op, c, acc);
    case CF_OP_ASINH: return asinh_jet(f, N, c, acc);
    case CF_OP_Q: return q_jet(f, N, c, acc);
    case CF_OP_Q_PRIME: return q_prime_jet(f, N, c, acc);
    case CF_OP_H_INV: return h_inv_jet(f, N, D, c, acc);
    case CF_OP_Q_DEPTH: return q_depth_jet(f, N, D, c, acc);
    default: return -1;
    }
}
