/* q.c - the regulariser of Theorem 1 and its forms in units of beta, in double precision.
 *
 *   q(z) = 2 - sqrt(4 + z^2) + z asinh(z/2)  (5),  q'(z) = asinh(z/2)  (19),  F(b) = alpha^2 q(b/alpha^2).
 *
 * With x = |z|, s = sqrt(4 + x^2), u = asinh(x/2) = ln((x + s)/2) and w = x/(2 + s) = tanh(u/2):
 *
 *   s - 2 = x^2/(2 + s) = x w,   so   q = x (u - w)   and   u = log1p(y), y = (x + s)/2 - 1 = (x + x w)/2,
 *
 * a form without cancellation: u - w ~ u/2 as x -> 0 and u - 1 as x -> inf. u and w are computed as
 * unevaluated sums of two doubles and the result is rounded once.
 *
 * Error bound. eps = 2^-53, relative errors of magnitude eps^2 are left out ("exact").
 * 1. s + s_lo, b + b_lo + s_lo = 2 + s, w + w_lo, y + y_lo: exact; the cut of x at 2^60 changes w by less
 * than 2^-58.
 * 2. 1 + y = 2^k (1 + r)/c, c one of 16 (q_tables.h), |r| <= 1/32: m + m_lo = y f is exact by fma (f = c
 * 2^-k), m - (1 - f) is exact (1 - f is: a multiple of 2^-(12+k); where k > 40 it errs by 2^-54, and u > 27
 * there; m >= 0.029 unless f = 1 or k = 0 = j, so the difference, at most 1/32, is a multiple of 2^-58). So u
 * = big + r + [small + r_lo + r^2 p(r)].
 * 3. The bracket is r_lo (1 - r), for log1p's derivative, and r^2 p(r), r^2 p <= 2^-11. Its errors: (a) p is
 * Taylor's to r^9: r^12/12 <= 2^-63.5; (b) p rounds to 3 2^-55 at most (three fma near 1/2): 2^-63.4; (c) r^2
 * rounds: 2^-64; (d) the last fma: 2^-65; other terms are below 2^-68. Together 2^-62 for |r| = 1/32, in
 * general 0.064 eps |r| or less. With big = 0, r = y <= 1.02 u; with big > 0, u > 0.0308 and |r| <= 1/32. So
 * u + u_lo has relative error at most 0.065 eps, and v = u - w >= u/2 at most 0.13 eps.
 * 4. q' = fl(u + u_lo): half an ulp and 0.065 eps, at most 0.57 ulp. q = fma(x, v, x v_lo): |v_lo| <= 2^-4.9
 * v (from r^2/2), its product's rounding adds 0.04 eps: half an ulp and 0.17 eps, at most 0.68 ulp. (A
 * relative error eps is at most one ulp.)
 * 5. Below 2^-500 w = x/4, r^2 p(r) cancels y_lo and v_lo x vanishes: q = fl(x x/4), half an ulp of a
 * subnormal result included. A subnormal z has q' = fl(z/2). Overflow happens in the final fma only. Bounds:
 * cf_q 0.68 ulp, cf_q_prime 0.57 ulp; tests/test_q.c enforces both numbers. */
#include "certiflow.h"
#include "dd.h"
#include "scaled.h"
#include <float.h>

static CF_INLINE uint64_t bits_of(double x) {
    uint64_t i;
    memcpy(&i, &x, sizeof i);
    return i;
}
static CF_INLINE double double_of(uint64_t i) {
    double x;
    memcpy(&x, &i, sizeof x);
    return x;
}

/* u = asinh(x/2) and w = tanh(u/2) = x/(2 + s), s = sqrt(4 + x^2), as unevaluated sums; 0 <= x <= DBL_MAX. */
static CF_INLINE void angle(dd *u_out, dd *w_out, double x) {
    /* s + s_lo, of x cut at 2^60: beyond it w = 1 - 2/x + ... is 1 to the accuracy needed */
    double c = x > 0x1p60 ? 0x1p60 : x;
    double t = c * c, t_lo = fma(c, c, -t);
    double a = t + 4.0, a_lo = t - (a - 4.0);
    double s = sqrt(a), e = fma(-s, s, a) + (a_lo + t_lo);
    double b = s + 2.0, b_lo = s - (b - 2.0);
    double inverse = 1.0 / (s * b);
    double h = inverse * s;                  /* 1/(2 + s) */
    double s_lo = (inverse * b) * (0.5 * e); /* e/(2 s) */
    double w = c * h, w_rest = (fma(-w, b, c) - w * (b_lo + s_lo)) * h;
    /* y + y_lo = (x + s)/2 - 1 = (x + x w)/2, because s - 2 = x w */
    double g = 0.5 * x;
    double d = g * w, d_lo = fma(g, w_rest, fma(g, w, -d));
    double y = g + d, y_lo = (d - (y - g)) + d_lo;
    /* u = log1p(y): 1 + y = 2^k (1 + r)/c_j */
    uint64_t bits = bits_of(y + 1) + (UINT64_C(1) << 47);
    int j = (int)(bits >> 48) & 15;
    double k = (double)(bits >> 52) - 1023;
    double scale = double_of((2048 - (bits >> 52)) << 52); /* 2^(2 - k) */
    double f = q_table_inverse[j] * scale;
    double m = y * f, r = m - (1.0 - f);
    double r_lo = fma(y_lo, f, fma(y, f, -m));
    double big = fma(k, Q_LN2_HI, q_table_log_hi[j]);
    double small = fma(k, Q_LN2_LO, q_table_log_lo[j]);
    double u = big + r, u_rest = (r - (u - big)) + (small + fma(-r, r_lo, r_lo));
    double r2 = r * r, r4 = r2 * r2, r8 = r4 * r4;
    double p01 = fma(r, Q_P1, Q_P0), p23 = fma(r, Q_P3, Q_P2);
    double p45 = fma(r, Q_P5, Q_P4), p67 = fma(r, Q_P7, Q_P6);
    double p89 = fma(r, Q_P9, Q_P8);
    double p = fma(r4, fma(r2, p67, p45), fma(r2, p23, p01));
    *u_out = (dd){u, fma(r2, fma(r8, p89, p), u_rest)};
    *w_out = (dd){w, w_rest};
}

/* v = u - w = q(x)/x */
static CF_INLINE dd q_over_x(dd u, dd w) {
    double v = u.hi - w.hi;
    return (dd){v, ((u.hi - v) - w.hi) + (u.lo - w.lo)};
}

/* x v.hi rounds, overflows and underflows once; an infinite x meets finite v and v.lo x */
static CF_INLINE double cf_q_body(double z) {
    double x = fabs(z), finite = x > DBL_MAX ? DBL_MAX : x;
    dd u, w;
    angle(&u, &w, finite);
    dd v = q_over_x(u, w);
    return fma(x, v.hi, finite * v.lo);
}

/* x - finite is 0, or inf or NaN with x */
static CF_INLINE double cf_q_prime_body(double z) {
    double x = fabs(z), finite = x > DBL_MAX ? DBL_MAX : x;
    dd u, w;
    angle(&u, &w, finite);
    return copysign((u.hi + u.lo) + (x - finite), z);
}

CF_FMA_DISPATCH(, double, cf_q, (double z), (z))
CF_FMA_DISPATCH(, double, cf_q_prime, (double z), (z))

/* ------------------------------------------------------------------------------------------- in units of
 * beta
 *
 * With L = -2 log_alpha (exact) and z = |b| e^L, F(b) = |b| v(z) where v(z) = q(z)/z = u - w; alpha is never
 * formed.
 *
 *   large (ln z > 42):   u = ln z + 1/z^2 - ... = L + ln|b|, w = 1 - 2/z + ...: v = (L + ln|b|) - 1 within
 * 2^-65 of itself; L + ln|b| is a double-double (dd_log errs by 2^-62 at most). small (z < 2^-39):   v = z/4
 * (1 - z^2/48 + ...), u = z/2 (1 - z^2/24 + ...): below 2^-81 of itself. between:             z = z_hi +
 * z_lo; v'(z) = w/z and u'(z) = 1/s give v = v(z_hi) + w z_lo/z_hi and u = u(z_hi) + z_lo/s; second order:
 * below eps^2.
 *
 * Error bounds. e^L and ln|b| have relative errors below 2^-57 (dd.h; e^L 2^-73), so v and u keep the bounds
 * 0.13 eps and 0.065 eps of the head comment up to 0.02 eps. A normal result is rounded once: at most 0.65
 * ulp for F, 0.585 ulp for F', as functions of the doubles b and log_alpha. A subnormal result has at most 52
 * bits: the sum hi + lo, rounded to 53, errs by a quarter of its ulp, ldexp by half an ulp, and 0.15 eps of
 * it is 0.08 ulp: at most 0.83 ulp. Declared: 1 ulp; tests/test_q.c enforces 0.66, 0.59 and, for subnormal
 * results, 0.84. */

#define LOG_ALPHA_MIN (-1e6)
#define LOG_ALPHA_MAX 700.0

/* |b| = fraction 2^e, 0 < |b| < inf, and z = |b| e^L: as ln z, and as a scaled dd (relative error 2^-73; not
 * if large). */
typedef struct {
    double fraction;
    int e;
    dd log_z;
    scaled z;
    int large;
} argument;

static CF_INLINE argument argument_of(double b, double log_alpha, scaled exp_l) {
    argument a;
    a.fraction = frexp(fabs(b), &a.e);
    a.log_z = dd_add(dd_log(fabs(b)), (dd){-2 * log_alpha, 0});
    a.large = a.log_z.hi > 42;
    a.z.m = dd_mul((dd){a.fraction, 0}, exp_l.m);
    a.z.e = a.e + exp_l.e;
    return a;
}

static CF_INLINE scaled exp_scaled(double x) {
    scaled r;
    r.m = dd_exp(&r.e, x);
    return r;
}

/* v = q(z)/z */
static CF_INLINE scaled q_over_z(const argument *a) {
    if (a->large) return (scaled){dd_add(a->log_z, (dd){-1, 0}), 0};
    if (a->z.e < -39) return (scaled){a->z.m, a->z.e - 2};
    dd z = dd_scale(a->z.m, a->z.e);
    dd u, w;
    angle(&u, &w, z.hi);
    dd v = q_over_x(u, w);
    return (scaled){dd_fast_sum(v.hi, fma(w.hi, z.lo / z.hi, v.lo)), 0};
}

static CF_INLINE int log_alpha_valid(double log_alpha) {
    return log_alpha >= LOG_ALPHA_MIN && log_alpha <= LOG_ALPHA_MAX; /* false for NaN */
}

static CF_INLINE double cf_alpha2_q_body(double b, double log_alpha) {
    if (!log_alpha_valid(log_alpha)) return NAN;
    if (!(fabs(b) > 0 && fabs(b) <= DBL_MAX)) return fabs(b); /* 0, inf, NaN */
    argument a = argument_of(b, log_alpha, exp_scaled(-2 * log_alpha));
    return round_scaled(multiply((scaled){{a.fraction, 0}, a.e}, q_over_z(&a)));
}

static CF_INLINE double cf_alpha2_q_prime_body(double b, double log_alpha) {
    if (!log_alpha_valid(log_alpha)) return NAN;
    if (!(fabs(b) > 0 && fabs(b) <= DBL_MAX)) return b + b;
    argument a = argument_of(b, log_alpha, exp_scaled(-2 * log_alpha));
    if (a.large) return copysign(a.log_z.hi + a.log_z.lo, b);
    if (a.z.e < -39) return copysign(round_scaled((scaled){a.z.m, a.z.e - 1}), b);
    dd z = dd_scale(a.z.m, a.z.e);
    dd u, w;
    angle(&u, &w, z.hi);
    return copysign(u.hi + (u.lo + z.lo / sqrt(fma(z.hi, z.hi, 4.0))), b);
}

CF_FMA_DISPATCH(, double, cf_alpha2_q, (double b, double log_alpha), (b, log_alpha))
CF_FMA_DISPATCH(, double, cf_alpha2_q_prime, (double b, double log_alpha), (b, log_alpha))

/* sum_i F(beta_i), and with over_alpha2 divided by alpha^2. Terms are not negative, so the sum in
 * double-double, in the order of i, has relative error at most that of a term, 0.15 eps, and 4 d eps^2, below
 * 0.01 eps for d <= 10^13; dividing by alpha^2 adds 2^-72. Rounded as F is: at most 0.66 ulp, a subnormal
 * result 0.84 ulp, both enforced by tests/test_q.c; declared 1 ulp. */
static CF_INLINE double sum_terms_body(const double *beta, double log_alpha, size_t d, int over_alpha2) {
    if (!log_alpha_valid(log_alpha)) return NAN;
    scaled exp_l = exp_scaled(-2 * log_alpha), sum = {{0, 0}, 0};
    double special = 0; /* becomes inf or NaN */
    for (size_t i = 0; i < d; i++) {
        double b = fabs(beta[i]);
        if (!(b <= DBL_MAX)) special += b;
        if (!(b > 0 && b <= DBL_MAX)) continue;
        argument a = argument_of(b, log_alpha, exp_l);
        sum = add(sum, multiply((scaled){{a.fraction, 0}, a.e}, q_over_z(&a)));
    }
    if (special != 0) return special;
    return round_scaled(over_alpha2 ? multiply(sum, exp_l) : sum);
}

CF_FMA_DISPATCH(static, double, sum_terms, (const double *beta, double log_alpha, size_t d, int over_alpha2),
                (beta, log_alpha, d, over_alpha2))

double cf_Q(const double *beta, double log_alpha, size_t d) {
    return sum_terms(beta, log_alpha, d, 1);
}

double cf_alpha2_Q(const double *beta, double log_alpha, size_t d) {
    return sum_terms(beta, log_alpha, d, 0);
}
