/* generator.c - random numbers and Section 4's sparse regression, the same bits everywhere.
 *
 * The stream. state_0 = seed, then four draws are thrown away. A draw: state <- state 6364136223846793005 +
 * 1442695040888963407 mod 2^64, and u = ((state >> 11) + 0.5)/2^53, the sum rounded to nearest even: u in (0,
 * 1].
 *
 * Normals come in pairs (Box and Muller) from two draws u1, u2, all operations rounded to nearest:
 *   R = sqrt(-2 LN(u1)),  A = 0x1.921fb54442d18p+2 u2 (2 pi, rounded),  R COS(A),  R SIN(A).
 * A request for an odd number throws the last sine away: each call starts with a fresh pair.
 *
 * LN, COS and SIN are this library's: made of + - * / sqrt fma in a fixed order, so no libm is involved.
 * LN(u) is dd_log (relative error below 2^-57) rounded once. COS and SIN subtract the nearest multiple of
 * pi/2, taken in three pieces (the product by 0..4 of the first is exact), leaving r + r_lo with |r| <= pi/4,
 * and sum Taylor's series to r^17 (sine) and r^16 (cosine), whose next terms are below 2^-61 r and 2^-58:
 * errors at most 0.8 ulp. The values are those of a C or Python program that calls libm in the same places up
 * to an ulp or two.
 *
 * Sparse regression: X in row-major order from one request of N d normals, then N more for the noise e;
 * y_n = (((x_n1 b + x_n2 b) + ...) + x_nr b) + sigma e_n with b = fl(1/fl(sqrt(r))), sigma =
 * fl(sqrt(noise_variance)), each product and each sum rounded, in the order of the index. */
#include "certiflow.h"
#include "dd.h"
#include <float.h>

void cf_rng_init(cf_rng *rng, uint64_t seed) {
    rng->state = seed;
    for (int i = 0; i < 4; i++) cf_rng_uniform(rng);
}

static CF_INLINE double draw(cf_rng *rng) {
    rng->state = rng->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return ((double)(rng->state >> 11) + 0.5) * 0x1p-53;
}

double cf_rng_uniform(cf_rng *rng) {
    return draw(rng);
}

/* sin(r + r_lo) and cos(r + r_lo), |r| <= pi/4 */
static CF_INLINE double sine(double r, double r_lo) {
    double z = r * r, p = 1.0 / 355687428096000;
    p = fma(z, p, -1.0 / 1307674368000);
    p = fma(z, p, 1.0 / 6227020800);
    p = fma(z, p, -1.0 / 39916800);
    p = fma(z, p, 1.0 / 362880);
    p = fma(z, p, -1.0 / 5040);
    p = fma(z, p, 1.0 / 120);
    p = fma(z, p, -1.0 / 6);
    return r + fma(z * r, p, r_lo * fma(-0.5, z, 1.0)); /* cos r = 1 - z/2 is enough for r_lo */
}

static CF_INLINE double cosine(double r, double r_lo) {
    double z = r * r, z_lo = fma(r, r, -z), p = 1.0 / 20922789888000;
    p = fma(z, p, -1.0 / 87178291200);
    p = fma(z, p, 1.0 / 479001600);
    p = fma(z, p, -1.0 / 3628800);
    p = fma(z, p, 1.0 / 40320);
    p = fma(z, p, -1.0 / 720);
    p = fma(z, p, 1.0 / 24);
    dd head = dd_fast_sum(1.0, -0.5 * z); /* exact; then - z_lo/2 + z^2 p - r r_lo */
    return head.hi + (head.lo + fma(z * z, p, -fma(r, r_lo, 0.5 * z_lo)));
}

/* 0 <= a <= 6.2831853071795865: pi/2 = A + B + C, A and B of 33 bits */
static CF_INLINE void sine_cosine(double *s, double *c, double a) {
    double k = floor(fma(a, 0x1.45f306dc9c883p-1, 0.5));
    dd t = dd_sum(fma(-k, 0x1.921fb54400000p+0, a), -(k * 0x1.0b4611a600000p-34)); /* the terms are exact */
    dd r = dd_add(t, dd_product(-k, 0x1.3198a2e037073p-69));
    double x = sine(r.hi, r.lo), y = cosine(r.hi, r.lo);
    switch ((int)k & 3) {
    case 0:
        *s = x, *c = y;
        break;
    case 1:
        *s = y, *c = -x;
        break;
    case 2:
        *s = -x, *c = -y;
        break;
    default:
        *s = -y, *c = x;
        break;
    }
}

/* returns the state after the last draw */
static CF_INLINE cf_rng fill_normals_body(double *out, cf_rng rng, size_t n) {
    for (size_t i = 0; i < n; i += 2) {
        double u1 = draw(&rng), u2 = draw(&rng), s, c;
        dd log_u = dd_log(u1);
        double radius = sqrt(-2.0 * (log_u.hi + log_u.lo));
        sine_cosine(&s, &c, 0x1.921fb54442d18p+2 * u2);
        out[i] = radius * c;
        if (i + 1 < n) out[i + 1] = radius * s;
    }
    return rng;
}

CF_FMA_DISPATCH(static, cf_rng, fill_normals, (double *out, cf_rng rng, size_t n), (out, rng, n))

void cf_rng_normals(double *out, cf_rng *rng, size_t n) {
    *rng = fill_normals(out, *rng, n);
}

cf_status cf_sparse_regression(double *X, double *y, double *beta_star, uint64_t seed, size_t r_star,
                               double noise_variance, size_t N, size_t d) {
    if (N == 0 || d == 0 || r_star == 0 || r_star > d || !(noise_variance >= 0 && noise_variance <= DBL_MAX))
        return CF_EINVAL;
    if (N > SIZE_MAX / sizeof *X / d) return CF_EINVAL;
    cf_rng rng;
    cf_rng_init(&rng, seed);
    cf_rng_normals(X, &rng, N * d);
    double b = 1.0 / sqrt((double)r_star), sigma = sqrt(noise_variance);
    cf_rng_normals(y, &rng, N);
    for (size_t n = 0; n < N; n++) {
        double sum = 0;
        for (size_t i = 0; i < r_star; i++) sum += X[n * d + i] * b;
        y[n] = sum + sigma * y[n];
    }
    for (size_t i = 0; i < d; i++) beta_star[i] = i < r_star ? b : 0;
    return CF_OK;
}
