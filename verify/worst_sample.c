/* worst_sample.c - see worst_sample.h. */
#include "verify/worst_sample.h"
#include <math.h>

enum { BITS = 128, WIDTH = 44, COARSE = 12, GOLDEN = 18 };

typedef struct {
    cf_half half;
    const fmpq *depth, *epsilon;
    int deep;
    size_t d;
    arb_t c, m, r; /* r: the ratio h(cn)/h(n) at the crossing */
} sample;

static void sample_init(sample *s, cf_half half, const fmpq_t depth, double c, const fmpq_t epsilon,
                        size_t d) {
    *s =
        (sample){.half = half, .depth = depth, .epsilon = epsilon, .deep = fmpq_cmp_si(depth, 2) > 0, .d = d};
    arb_init(s->c), arb_init(s->m), arb_init(s->r);
    arb_set_d(s->c, c);
    arb_set_ui(s->m, d - 1);
}

static void sample_clear(sample *s) {
    arb_clear(s->c), arb_clear(s->m), arb_clear(s->r);
}

/* r = epsilon/(m (1 - c(1 + epsilon))) */
static void critical_l1(sample *s) {
    arb_t e, t;
    arb_init(e), arb_init(t);
    arb_set_fmpq(e, s->epsilon, BITS);
    arb_add_ui(t, e, 1, BITS);
    arb_mul(t, t, s->c, BITS);
    arb_sub_ui(t, t, 1, BITS);
    arb_neg(t, t);
    arb_mul(t, t, s->m, BITS);
    arb_div(s->r, e, t, BITS);
    arb_clear(e), arb_clear(t);
}

/* The root in (0, c) of A r^2 - 2 K r + C, A = m (1 - epsilon m c^2), K = (1 + epsilon) c m, C = m c^2 -
 * epsilon > 0: positive at 0, negative at c. It is C/(K + sqrt(K^2 - A C)). */
static void critical_l2(sample *s) {
    arb_t e, A, K, C;
    arb_init(e), arb_init(A), arb_init(K), arb_init(C);
    arb_set_fmpq(e, s->epsilon, BITS);
    arb_mul(C, s->c, s->c, BITS);
    arb_mul(C, C, s->m, BITS);
    arb_mul(A, C, e, BITS);
    arb_sub_ui(A, A, 1, BITS);
    arb_neg(A, A);
    arb_mul(A, A, s->m, BITS);
    arb_sub(C, C, e, BITS);
    arb_add_ui(K, e, 1, BITS);
    arb_mul(K, K, s->c, BITS);
    arb_mul(K, K, s->m, BITS);
    arb_mul(A, A, C, BITS);
    arb_submul(A, K, K, BITS);
    arb_neg(A, A);
    arb_sqrt(A, A, BITS);
    arb_add(K, K, A, BITS);
    arb_div(s->r, C, K, BITS);
    arb_clear(e), arb_clear(A), arb_clear(K), arb_clear(C);
}

/* h(n), h(cn); n = t at depth 2, t/(1 + t) beyond: t is any positive number */
static void steep(arb_t one, arb_t other, const sample *s, const arf_t t) {
    arb_t n, u;
    arb_init(n), arb_init(u);
    arb_set_arf(n, t);
    if (s->deep) {
        arb_add_ui(u, n, 1, BITS);
        arb_div(n, n, u, BITS);
    }
    arb_mul(u, n, s->c, BITS);
    if (s->deep) {
        cf_ref_h(one, s->depth, n, BITS);
        cf_ref_h(other, s->depth, u, BITS);
    } else {
        arb_sinh(one, n, BITS), arb_mul_2exp_si(one, one, 1);
        arb_sinh(other, u, BITS), arb_mul_2exp_si(other, other, 1);
    }
    arb_clear(n), arb_clear(u);
}

/* whether h(cn)/h(n) > r at t, so that the crossing is at a larger one */
static cf_truth before(const sample *s, const arf_t t) {
    arb_t one, other;
    arb_init(one), arb_init(other);
    steep(one, other, s, t);
    arb_mul(one, one, s->r, BITS);
    cf_truth truth = cf_ball_lt(one, other);
    arb_clear(one), arb_clear(other);
    return truth;
}

/* log alpha at t, for the least norm 1 */
static void log_alpha_at(arb_t out, const sample *s, const arf_t t) {
    arb_t one, other, D;
    arb_init(one), arb_init(other), arb_init(D);
    steep(one, other, s, t);
    arb_mul(other, other, s->c, BITS);
    arb_addmul(one, other, s->m, BITS);
    arb_log(out, one, BITS);
    arb_neg(out, out);
    if (s->half == CF_HALF_L2) { /* y = ||x||_2 */
        arb_mul(one, s->c, s->c, BITS);
        arb_mul(one, one, s->m, BITS);
        arb_log1p(one, one, BITS);
        arb_mul_2exp_si(one, one, -1);
        arb_add(out, out, one, BITS);
    }
    arb_set_fmpq(D, s->depth, BITS);
    arb_div(out, out, D, BITS);
    arb_clear(one), arb_clear(other), arb_clear(D);
}

/* low < t < high with both sides certified, to a part in 2^WIDTH; nonzero on success */
static int bracket(arf_t low, arf_t high, const sample *s) {
    cf_truth truth = CF_UNKNOWN;
    arf_t middle;
    arf_init(middle);
    arf_one(low), arf_one(high);
    for (int k = 0; k < 60 && (truth = before(s, low)) == CF_FALSE; k++) arf_mul_2exp_si(low, low, -1);
    int ok = truth == CF_TRUE;
    for (int k = 0; ok && k < 60 && (truth = before(s, high)) == CF_TRUE; k++) arf_mul_2exp_si(high, high, 1);
    ok &= truth == CF_FALSE;
    for (int k = 0; ok && k < WIDTH + 1; k++) {
        arf_add(middle, low, high, BITS, ARF_RND_NEAR);
        arf_mul_2exp_si(middle, middle, -1);
        truth = before(s, middle);
        if (truth == CF_UNKNOWN) break;
        arf_set(truth == CF_TRUE ? low : high, middle);
    }
    arf_clear(middle);
    return ok;
}

int cf_sample_crossing(arb_t log_alpha, cf_half half, const fmpq_t depth, double c, const fmpq_t epsilon,
                       size_t d) {
    sample s;
    arf_t low, high;
    arb_t other;
    arf_init(low), arf_init(high), arb_init(other);
    sample_init(&s, half, depth, c, epsilon, d);
    (half == CF_HALF_L1 ? critical_l1 : critical_l2)(&s);
    int ok =
        c > 0 && c < 1 && arb_is_positive(s.r) && cf_ball_lt(s.r, s.c) == CF_TRUE && bracket(low, high, &s);
    if (ok) {
        log_alpha_at(log_alpha, &s, low);
        log_alpha_at(other, &s, high);
        arb_union(log_alpha, log_alpha, other, BITS);
        ok = arb_is_finite(log_alpha);
    }
    sample_clear(&s);
    arf_clear(low), arf_clear(high), arb_clear(other);
    return ok;
}

/* c by a number s in (0, 1): l1: 1 - c(1 + epsilon) = u epsilon/m with u = (m/epsilon)^s; l2: m c^2 = epsilon
 * (m/epsilon)^s. */
static double c_of(cf_half half, double s, double epsilon, double m) {
    const double u = pow(m / epsilon, s);
    return half == CF_HALF_L1 ? (1 - u * epsilon / m) / (1 + epsilon) : sqrt(epsilon * u / m);
}

/* What the search makes small: log alpha (l1), -log alpha (l2); inf where there is no crossing. */
static double objective(cf_half half, const fmpq_t depth, double s, const fmpq_t epsilon, size_t d) {
    arb_t log_alpha;
    arb_init(log_alpha);
    double value = INFINITY;
    if (cf_sample_crossing(log_alpha, half, depth, c_of(half, s, fmpq_get_d(epsilon), (double)(d - 1)),
                           epsilon, d))
        value = arf_get_d(arb_midref(log_alpha), ARF_RND_NEAR) * (half == CF_HALF_L1 ? 1 : -1);
    arb_clear(log_alpha);
    return value;
}

int cf_worst_sample(arb_t log_alpha, double *c, cf_half half, const fmpq_t depth, const fmpq_t epsilon,
                    size_t d) {
    const double golden = 0.6180339887498949, step = 1.0 / (COARSE + 1), m = (double)(d - 1),
                 e = fmpq_get_d(epsilon);
    double best = 0, least = INFINITY;
    if (!(m > e)) return 0;
    for (int k = 1; k <= COARSE; k++) {
        const double value = objective(half, depth, k * step, epsilon, d);
        if (value < least) least = value, best = k * step;
    }
    double a = fmax(0, best - step), b = fmin(1, best + step), p = b - golden * (b - a),
           q = a + golden * (b - a);
    double at_p = objective(half, depth, p, epsilon, d), at_q = objective(half, depth, q, epsilon, d);
    for (int k = 0; k < GOLDEN && isfinite(least); k++) {
        if (at_p < at_q)
            b = q, q = p, at_q = at_p, p = b - golden * (b - a), at_p = objective(half, depth, p, epsilon, d);
        else
            a = p, p = q, at_p = at_q, q = a + golden * (b - a), at_q = objective(half, depth, q, epsilon, d);
    }
    if (at_p < least) least = at_p, best = p;
    if (at_q < least) least = at_q, best = q;
    const double found = c_of(half, best, e, m);
    if (c) *c = found;
    return isfinite(least) && cf_sample_crossing(log_alpha, half, depth, found, epsilon, d);
}
