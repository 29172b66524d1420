/* test_depth.c - h_D, its inverse, q_D and Q^D_alpha against the reference at the bounds of core/depth.c, and
 * what holds between them. */
#include "core/certiflow.h"
#include "reference/certiflow_ref.h"
#include "tests/cases.h"
#include "verify/depth_arguments.h"
#include "verify/ulp.h"
#include <criterion/criterion.h>
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BOUND 0.52 /* core/depth.c */
#define SUBNORMAL_BOUND 0.76
#define SUM_BOUND 0.6 /* core/depth_sum.c */
#define SUM_SUBNORMAL_BOUND 1.0
#define SLACK (1 + 0x1p-20) /* cf_ulp_error rounds up */

static const double extreme_depth[] = {0x1.0000000000001p1, 2.000001, 2.1, 7, 100, 999.5, 1e6, 0x1p50};
enum { EXTREME = sizeof extreme_depth / sizeof *extreme_depth };

typedef double (*depth_core)(double, double);
typedef void (*depth_reference)(arb_t, const fmpq_t, const arb_t, slong);
static const struct {
    const char *name;
    depth_core core;
    depth_reference reference;
} function[] = {{"h", cf_h, cf_ref_h},
                {"h_inv", cf_h_inv, cf_ref_h_inv},
                {"h_inv_complement", cf_h_inv_complement, cf_ref_h_inv_complement},
                {"q_depth", cf_q_depth, cf_ref_q_depth}};
enum { FUNCTIONS = 4, OF_H = 1 };

/* ------------------------------------------------------------------------------------------- against the
 * reference */

static double check(int f, double depth, double z) {
    double value = function[f].core(depth, z);
    fmpq_t exact_depth;
    arb_t x, exact;
    fmpq_init(exact_depth);
    arb_init(x);
    arb_init(exact);
    cf_fmpq_set_double(exact_depth, depth);
    arb_set_d(x, z);
    function[f].reference(exact, exact_depth, x, 96);
    double error = cf_ulp_error(value, exact);
    double bound = fabs(value) < 0x1p-1022 ? SUBNORMAL_BOUND : BOUND;
    cr_assert(error <= bound * SLACK, "%s(%.17g, %a) = %a: %g ulp > %g", function[f].name, depth, z, value,
              error, bound);
    fmpq_clear(exact_depth);
    arb_clear(x);
    arb_clear(exact);
    return error;
}

static void check_depth(double depth, long n, uint64_t seed) {
    double worst[FUNCTIONS] = {0};
    cf_rng rng;
    cf_rng_init(&rng, seed);
    for (long i = 0; i < n; i++)
        for (int f = 0; f < FUNCTIONS; f++) {
            double z = f < OF_H ? depth_point_argument(&rng, i) : depth_argument(&rng, depth, i);
            worst[f] = fmax(worst[f], check(f, depth, z));
        }
    printf("test_depth D = %.10g: largest error h %.4f, h_inv %.4f, complement %.4f, q %.4f ulp over %ld "
           "arguments\n",
           depth, worst[0], worst[1], worst[2], worst[3], n);
    fflush(stdout);
}

/* CF_CASES=300 for the long run (a minute or two a depth). */
Test(depth, random_arguments, .timeout = 36000) {
    const long n = cases_of(3000);
    for (int d = 0; d < DEPTHS_COMPARED; d++) check_depth(depth_compared[d], n, 17 + (uint64_t)d);
}

Test(depth, extreme_depths) {
    for (int d = 0; d < EXTREME; d++) check_depth(extreme_depth[d], 500, 40 + (uint64_t)d);
}

Test(depth, hard_arguments) {
    FILE *file = fopen("tests/data/hard_depth.tsv", "r");
    cr_assert(file, "run from the top of the tree: tests/data/hard_depth.tsv");
    char line[256], name[32];
    double depth, z;
    int count = 0;
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '#' || line[0] == '\n') continue;
        char *rest = line + strcspn(line, "\t");
        cr_assert(*rest, "%s", line);
        *rest = '\0';
        snprintf(name, sizeof name, "%.31s", line);
        depth = strtod(rest + 1, &rest);
        z = strtod(rest, NULL);
        int f = 0;
        while (f < FUNCTIONS && strcmp(name, function[f].name) != 0) f++;
        cr_assert(f < FUNCTIONS, "%s", name);
        for (int s = -1; s <= 1; s += 2) {
            check(f, depth, s * z);
            check(f, depth, s * nextafter(z, 0));
            if (f >= OF_H || z < 1 - 0x1p-53) check(f, depth, s * nextafter(z, INFINITY));
        }
        count++;
    }
    fclose(file);
    cr_assert(count > 20);
}

Test(depth, special_values) {
    for (int d = 0; d < DEPTHS_COMPARED; d++) {
        double D = depth_compared[d];
        cr_expect(cf_h(D, 1) == INFINITY && cf_h(D, -1) == -INFINITY && isnan(cf_h(D, 1.5)) &&
                  isnan(cf_h(D, NAN)));
        cr_expect(cf_h(D, 0.0) == 0 && !signbit(cf_h(D, 0.0)) && signbit(cf_h(D, -0.0)));
        cr_expect(cf_h_inv(D, INFINITY) == 1 && cf_h_inv(D, -INFINITY) == -1 && isnan(cf_h_inv(D, NAN)));
        cr_expect(cf_h_inv(D, 0.0) == 0 && !signbit(cf_h_inv(D, 0.0)) && signbit(cf_h_inv(D, -0.0)));
        cr_expect(cf_h_inv_complement(D, INFINITY) == 0 && cf_h_inv_complement(D, -INFINITY) == 2 &&
                  cf_h_inv_complement(D, -0.0) == 1 && isnan(cf_h_inv_complement(D, NAN)));
        cr_expect(cf_q_depth(D, INFINITY) == INFINITY && cf_q_depth(D, -INFINITY) == INFINITY &&
                  cf_q_depth(D, -0.0) == 0 && !signbit(cf_q_depth(D, -0.0)) && isnan(cf_q_depth(D, NAN)));
        cr_expect(isfinite(cf_q_depth(D, DBL_MAX)) && cf_h_inv_complement(D, DBL_MAX) > 0);
    }
    const double outside[] = {NAN, INFINITY, -3, 0, 1.9999999999999998, 0x1.0000000000001p50};
    for (int i = 0; i < 6; i++)
        cr_expect(isnan(cf_h(outside[i], 0.5)) && isnan(cf_h_inv(outside[i], 0.5)) &&
                  isnan(cf_h_inv_complement(outside[i], 0.5)) && isnan(cf_q_depth(outside[i], 0.5)) &&
                  isnan(cf_q_depth_prime(outside[i], 0.5)) && isnan(cf_Q_depth(outside, -1, outside[i], 1)));
    cr_expect(isnan(cf_h(2, 0.5)) && isnan(cf_h_inv(2, 0.5)) && cf_q_depth(2, 0.7) == cf_q(0.7) &&
              cf_q_depth_prime(2, -0.7) == cf_q_prime(-0.7));
}

/* ---------------------------------------------------------------------------------------------------- the
 * reference */

/* out <- (1-s)^e + sign (1+s)^e, as printed, e = -p or -m of the depth */
static void print_of_powers(arb_t out, const arb_t s, const fmpq_t e, int sign, slong prec) {
    arb_t x;
    arb_init(x);
    arb_sub_ui(x, s, 1, prec);
    arb_neg(x, x);
    arb_pow_fmpq(out, x, e, prec);
    arb_add_ui(x, s, 1, prec);
    arb_pow_fmpq(x, x, e, prec);
    if (sign < 0)
        arb_sub(out, out, x, prec);
    else
        arb_add(out, out, x, prec);
    arb_clear(x);
}

/* At z: h_D as printed of the inverse holds z, and z s - H(s) as printed, with enough bits for its
 * cancellation, is q_D. */
static void expect_definition(double depth, double z) {
    slong prec = 5000;
    fmpq_t D, m, p;
    arb_t x, s, y, q;
    fmpq_init(D);
    fmpq_init(m);
    fmpq_init(p);
    arb_init(x);
    arb_init(s);
    arb_init(y);
    arb_init(q);
    cf_fmpq_set_double(D, depth);
    fmpq_sub_ui(m, D, 2);
    fmpq_inv(m, m);
    fmpq_mul_2exp(m, m, 1); /* 2/(D-2) */
    fmpq_neg(m, m);
    fmpq_sub_ui(p, m, 1);
    arb_set_d(x, z);
    cf_ref_h_inv(s, D, x, prec);
    print_of_powers(y, s, p, -1, prec);
    cr_assert(cf_ball_bits(y) > 100 && cf_ball_overlaps(x, y), "h_%.17g(h_inv(%a))", depth, z);
    print_of_powers(y, s, m, 1, prec);
    arb_sub_ui(y, y, 2, prec);
    arb_div_fmpz(y, y, fmpq_numref(m), prec);
    arb_mul_fmpz(y, y, fmpq_denref(m), prec); /* -H */
    arb_addmul(y, x, s, prec);
    cf_ref_q_depth(q, D, x, 200);
    cr_assert(cf_ball_bits(q) >= 200 && cf_ball_bits(y) > 100 && cf_ball_overlaps(q, y), "q_%.17g(%a)", depth,
              z);
    cf_ref_h_inv_complement(q, D, x, 200);
    arb_sub_ui(s, s, 1, prec);
    arb_neg(s, s);
    cr_assert(cf_ball_bits(q) >= 200 && cf_ball_bits(s) > 100 && cf_ball_overlaps(q, s), "1 - h_inv at %a",
              z);
    mag_set_d(arb_radref(x), fabs(z) / 2); /* a wide ball holds the value at its centre */
    cf_ref_q_depth(q, D, x, 64);
    cr_assert(arb_is_finite(q) && cf_ball_overlaps(q, y), "wide at %a", z);
    fmpq_clear(D);
    fmpq_clear(m);
    fmpq_clear(p);
    arb_clear(x);
    arb_clear(s);
    arb_clear(y);
    arb_clear(q);
}

Test(depth, reference_is_the_definition) {
    cf_rng rng;
    cf_rng_init(&rng, 3);
    for (int d = 0; d < DEPTHS_COMPARED; d++)
        for (int i = 0; i < 12; i++)
            expect_definition(depth_compared[d], depth_argument(&rng, depth_compared[d], i));
}

/* The least value over a ball that holds 0 is q_D(0) = 0, wherever its ends are. */
Test(depth, balls_around_zero) {
    static const double ball[][2] = {{0, 1}, {0.5, 2}, {-3, 3}, {0x1p-80, 0x1p-60}, {-7, 7.5}};
    fmpq_t depth;
    arb_t z, q;
    fmpq_init(depth), arb_init(z), arb_init(q);
    for (int d = 5; d <= 9; d++)
        for (size_t k = 0; k < sizeof ball / sizeof *ball; k++) {
            fmpq_set_si(depth, d, 2);
            arb_set_d(z, ball[k][0]);
            mag_set_d(arb_radref(z), ball[k][1]);
            cf_ref_q_depth(q, depth, z, 64);
            cr_expect(arb_is_finite(q) && arb_contains_si(q, 0), "D = %d/2, %zu", d, k);
        }
    fmpq_clear(depth), arb_clear(z), arb_clear(q);
}

/* -------------------------------------------------------------------------------------------------------
 * metamorphic */

Test(depth, even_odd_monotone_convex) {
    cf_rng rng;
    cf_rng_init(&rng, 5);
    for (long i = 0; i < 20000; i++) {
        double D = depth_compared[i % DEPTHS_COMPARED],
               x = fabs(depth_argument(&rng, D, i / DEPTHS_COMPARED));
        double y = x * (1 + 0x1p-40), s = cf_h_inv(D, x), q = cf_q_depth(D, x);
        cr_assert(cf_h_inv(D, -x) == -s && cf_q_depth(D, -x) == q && cf_q_depth_prime(D, x) == s, "%g %a", D,
                  x);
        cr_assert(s <= cf_h_inv(D, y) && q <= cf_q_depth(D, y) && s >= 0 && s <= 1, "not monotone at %g, %a",
                  D, x);
        cr_assert(cf_h_inv_complement(D, x) >= cf_h_inv_complement(D, y));
        if (x < 0x1p-500 || x > 0x1p1000) continue;
        double a = x * 0.75, b = x * 1.25;
        cr_assert(q <= (cf_q_depth(D, a) + cf_q_depth(D, b)) / 2 * (1 + 0x1p-50), "not convex at %g, %a", D,
                  x);
        cr_assert(cf_q_depth(D, b) >= (q + s * (b - x)) * (1 - 0x1p-50), "tangent at %g, %a", D, x);
        /* the elasticity z q'/q lies in [1, 2] */
        cr_assert(x * s >= q * (1 - 0x1p-50) && x * s <= 2 * q * (1 + 0x1p-50), "elasticity at %g, %a", D, x);
        /* q_D >= z - (D/2) z^(2/D) */
        cr_assert(q >= (x - D / 2 * pow(x, 2 / D)) * (1 - 0x1p-48) - x * 0x1p-50, "lower bound at %g, %a", D,
                  x);
    }
}

Test(depth, inverse_of_h_and_deeper_is_greater) {
    cf_rng rng;
    cf_rng_init(&rng, 6);
    for (long i = 0; i < 20000; i++) {
        double D = depth_compared[i % DEPTHS_COMPARED], s = 0.9 * cf_rng_uniform(&rng), z = cf_h(D, s);
        if (!isfinite(z)) continue;
        cr_assert(fabs(cf_h_inv(D, z) - s) <= s * 0x1p-50, "%g, %a", D, s); /* s h'/h >= 1 */
        /* p falls with D, so h_D(s) falls with D at a fixed s, h_D^{-1} and q_D grow */
        double deeper = D * (1 + cf_rng_uniform(&rng));
        cr_assert(cf_h(deeper, s) <= z && cf_h_inv(deeper, z) >= cf_h_inv(D, z) &&
                      cf_q_depth(deeper, z) >= cf_q_depth(D, z),
                  "%g, %g at %a", D, deeper, s);
    }
}

/* docs/depth.md, "The limits in the depth": the bounds are proved there. */
Test(depth, limits_in_the_depth) {
    cf_rng rng;
    cf_rng_init(&rng, 7);
    for (int i = 0; i < 3000; i++) {
        double z = exp2(uniform(&rng, -40, 60)), near = 2 + exp2(uniform(&rng, -50, -8)),
               p = near / (near - 2);
        double u = cf_q_prime(z), error = u / (2 * p) + u * u / (3 * p * p), rounding = 0x1p-50;
        double s = p * cf_h_inv(near, z), q = p * cf_q_depth(near, z);
        cr_assert(s <= u * (1 + rounding) && s >= u * (1 - error - rounding), "D = 2 + %a at %a", near - 2,
                  z);
        cr_assert(q <= cf_q(z) * (1 + rounding) && q >= cf_q(z) * (1 - error - rounding),
                  "q, D = 2 + %a at %a", near - 2, z);
        double D = exp2(uniform(&rng, 8, 50)), root = sqrt(1 + z * z), limit = z / (1 + root);
        error = 2.8 / (D - 2);
        s = cf_h_inv(D, z);
        cr_assert(s >= limit * (1 - rounding) * (1 - error) && s <= limit * (1 + rounding), "D = %g at %a", D,
                  z);
        q = z * limit - log1p(z * limit / 2); /* 1 - limit^2 = 2/(1 + root), root - 1 = z limit */
        if (z > 0x1p-10)
            cr_assert(fabs(cf_q_depth(D, z) - q) <= q * error + 0x1p-48 * z * limit, "q, D = %g at %a", D, z);
    }
}

/* ----------------------------------------------------------------------------------------------------------
 * the sums */

static void expect_sum(const double *beta, double log_alpha, double depth, size_t d, int over_alpha) {
    fmpq_t D;
    arb_t l, exact;
    arb_ptr b = _arb_vec_init((slong)d);
    fmpq_init(D);
    arb_init(l);
    arb_init(exact);
    cf_fmpq_set_double(D, depth);
    arb_set_d(l, log_alpha);
    for (size_t i = 0; i < d; i++) arb_set_d(b + i, beta[i]);
    (over_alpha ? cf_ref_Q_depth : cf_ref_alphaD_Q)(exact, b, l, D, d, 160);
    cr_assert(cf_ball_bits(exact) > 90, "reference of %g, %g", depth, log_alpha);
    double value = (over_alpha ? cf_Q_depth : cf_alphaD_Q)(beta, log_alpha, depth, d);
    double error = cf_ulp_error(value, exact),
           bound = fabs(value) < 0x1p-1022 ? SUM_SUBNORMAL_BOUND : SUM_BOUND;
    if (depth == 2) bound = 1.5;
    cr_assert(error <= bound * SLACK, "depth %.17g, log alpha %.17g, beta[0] = %a, %d: %a, %g ulp", depth,
              log_alpha, beta[0], over_alpha, value, error);
    _arb_vec_clear(b, (slong)d);
    fmpq_clear(D);
    arb_clear(l);
    arb_clear(exact);
}

Test(depth, sums) {
    cf_rng rng;
    cf_rng_init(&rng, 9);
    for (int i = 0; i < 1500; i++) {
        double beta[5], D = i % 20 == 19 ? 2 : depth_compared[i % DEPTHS_COMPARED];
        double width = i % 4 == 0   ? 1000
                       : i % 4 == 1 ? 1
                       : i % 4 == 2 ? 30
                                    : 690 / D,
               log_alpha = uniform(&rng, -width, width);
        if (D == 2 && log_alpha > 700) log_alpha = 700;
        size_t d = (size_t)uniform(&rng, 1, 5.99);
        for (size_t j = 0; j < d; j++)
            beta[j] = i % 3 ? sign(&rng) * exp2(uniform(&rng, -10, 10)) : any_exponent(&rng);
        expect_sum(beta, log_alpha, D, d, i % 2);
        expect_sum(beta, log_alpha, D, d, 1 - i % 2);
    }
    const double zeros[2] = {0.0, -0.0}, infinite[2] = {-INFINITY, 1}, bad[2] = {NAN, 1};
    cr_expect(cf_Q_depth(zeros, -3, 3, 2) == 0 && cf_Q_depth(infinite, -3, 3, 2) == INFINITY &&
              isnan(cf_Q_depth(bad, -3, 3, 2)) && isnan(cf_Q_depth(zeros, -1e7, 3, 2)) &&
              cf_Q_depth(zeros, 0, 3, 0) == 0);
}
