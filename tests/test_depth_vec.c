/* test_depth_vec.c - the vector forms of q_D, h_D and its inverse against the reference, at the bound that
 * core/depth_vec.c derives; each width of vector gives the same bits; every constant is what its rule says.
 */
#include "depth_vec_rule.h"
#include "tests/cases.h"
#include "verify/depth_arguments.h"
#include "verify/ulp.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

/* the widths of depth_vec.c, each by its own name */
#define cf_q_depth_vec chosen_q_depth_vec
void chosen_q_depth_vec(double *out, const double *z, double depth, size_t n);
#include "core/depth_vec.c"
#undef cf_q_depth_vec

#define BOUND 4.0 /* core/depth_vec.c */
#define SLACK (1 + 0x1p-20)

static const double special[] = {
    0.0,  0x1p-1074, 0x1p-1022, 0x1p-538, 0x1p-500, 0x1p-60, 0x1p-30,
    0.49, 0.5,       29.9,      30,       31,       0x1p60,  0x1.fffffffffffffp1023};

/* CF_CASES=50 for the long run. */
Test(depth_vec, within_the_bound, .timeout = 36000) {
    const long n = cases_of(20000);
    for (int D = 3; D <= 5; D++) {
        cf_rng rng;
        cf_rng_init(&rng, (uint64_t)D);
        fmpq_t depth;
        arb_t x, exact;
        fmpq_init(depth);
        arb_init(x);
        arb_init(exact);
        fmpq_set_si(depth, D, 1);
        double worst = 0, at = 0;
        long specials = sizeof special / sizeof *special;
        for (long i = 0; i < n; i++) {
            double z = i < specials ? special[i]
                       : i % 4 == 3 ? uniform(&rng, 0, 64)
                                    : depth_argument(&rng, D, i),
                   q;
            cf_q_depth_vec(&q, &z, D, 1);
            arb_set_d(x, z);
            cf_ref_q_depth(exact, depth, x, 96);
            double error = cf_ulp_error(q, exact);
            cr_assert(error <= BOUND * SLACK, "q_%d(%a) = %a: %g ulp", D, z, q, error);
            if (error > worst) worst = error, at = z;
        }
        printf("test_depth_vec q_%d: largest error %.4f ulp at %a over %ld arguments\n", D, worst, at, n);
        fflush(stdout);
        fmpq_clear(depth);
        arb_clear(x);
        arb_clear(exact);
    }
}

static int same(double a, double b) {
    return bits_of(a) == bits_of(b) || (isnan(a) && isnan(b));
}

Test(depth_vec, bits_depend_on_the_value_alone) {
    enum { N = 41, PAD = 9 };
    cf_rng rng;
    cf_rng_init(&rng, 6);
    for (int round = 0; round < 60; round++) {
        double z[N], one[N], memory[N + 2 * PAD], D = round % 5 + 2 + (round % 5 == 4 ? 0.5 : 0);
        for (int i = 0; i < N; i++) {
            z[i] = round % 3 == 0 ? depth_argument(&rng, 3, i) : uniform(&rng, -40, 40);
            if (round % 7 == 0 && i % 5 == 0) z[i] = i % 2 ? INFINITY : i % 3 ? NAN : -0.0;
            cf_q_depth_vec(one + i, z + i, D, 1);
        }
        for (int n = 0; n < N; n += 1 + round % 3)
            for (int shift = 0; shift < PAD; shift++) {
                for (int i = 0; i < N + 2 * PAD; i++) memory[i] = -7;
                memcpy(memory + shift, z, (size_t)n * sizeof *z);
                cf_q_depth_vec(memory + shift, shift % 2 ? z : memory + shift, D, (size_t)n);
                for (int i = 0; i < N + 2 * PAD; i++)
                    cr_assert(i >= shift && i < shift + n ? same(memory[i], one[i - shift]) : memory[i] == -7,
                              "depth %g, %d of %d", D, i - shift, n);
            }
    }
}

/* Every depth has every vector form: the scalar function's bits, in place too. */
Test(depth_vec, the_others_are_the_scalar_functions) {
    static const struct {
        void (*vector)(double *, const double *, double, size_t);
        double (*scalar)(double, double);
    } form[] = {{cf_h_vec, cf_h},
                {cf_h_inv_vec, cf_h_inv},
                {cf_h_inv_complement_vec, cf_h_inv_complement},
                {cf_q_depth_prime_vec, cf_q_depth_prime},
                {cf_q_depth_vec, cf_q_depth}};
    static const double depth[] = {3, 4, 5, 6, 8, 10, 50, 2.5, 3.7, 1000, 1.5};
    enum { N = 45 };
    cf_rng rng;
    cf_rng_init(&rng, 8);
    for (size_t k = 0; k < sizeof depth / sizeof *depth; k++)
        for (size_t f = 0; f < 5; f++) {
            double z[N] = {0, -0.0, 1, -1, INFINITY, -INFINITY, NAN, 0x1p-1074}, out[N];
            for (int i = 8; i < N; i++)
                z[i] = f == 0 ? depth_point_argument(&rng, i) : depth_argument(&rng, 3.7, i);
            form[f].vector(out, z, depth[k], N);
            form[f].vector(z + 1, z + 1, depth[k], 0); /* nothing */
            for (int i = 0; i < N && (f < 4 || depth[k] < 3 || depth[k] > 5 || depth[k] == 3.7); i++)
                cr_assert(same(out[i], form[f].scalar(depth[k], z[i])), "form %zu, depth %g, z = %a", f,
                          depth[k], z[i]);
            form[f].vector(z, z, depth[k], N);
            for (int i = 0; i < N; i++) cr_assert(same(out[i], z[i]));
        }
    double z[3] = {-1e300, 1e-8, 7}, out[3], prime[3];
    cf_q_depth_prime_vec(out, z, 2, 3);
    cf_q_prime_vec(prime, z, 3);
    for (int i = 0; i < 3; i++) cr_assert(same(out[i], prime[i]));
}

static double one_by_one(double z, int D) {
    const depth_vec_tables *table = &depth_vec_table[D - 3];
    double x = fabs(z);
    return x >= LARGE ? q_depth_large_1(x, D, table) : q_depth_small_1(x, table);
}

Test(depth_vec, every_width_gives_the_same_bits) {
    enum { N = 4003 };
    static double z[N], wide[N], narrow[N];
    cf_rng rng;
    cf_rng_init(&rng, 7);
    for (int D = 3; D <= 5; D++) {
        for (long i = 0; i < N; i++) z[i] = i % 2 ? depth_argument(&rng, D, i / 2) : uniform(&rng, -64, 64);
        z[5] = INFINITY;
        z[6] = NAN;
        for (int i = 0; i < N; i++) wide[i] = narrow[i] = one_by_one(z[i], D);
#if defined(__x86_64__) && defined(__GNUC__)
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
            (D == 3 ? q_depth_3_512 : D == 4 ? q_depth_4_512 : q_depth_5_512)(wide, z, N);
        if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
            (D == 3 ? q_depth_3_256 : D == 4 ? q_depth_4_256 : q_depth_5_256)(narrow, z, N);
#endif
        for (int i = 0; i < N; i++)
            cr_assert(same(wide[i], one_by_one(z[i], D)) && same(narrow[i], one_by_one(z[i], D)), "q_%d(%a)",
                      D, z[i]);
        cr_assert(wide[5] == INFINITY && isnan(wide[6]));
    }
}

Test(depth_vec, tables_are_what_they_say) {
    for (int D = 3; D <= 5; D++) {
        static depth_vec_tables t;
        rule_tables(&t, D);
        cr_expect(memcmp(&t, &depth_vec_table[D - 3], sizeof t) == 0,
                  "depth %d: run tests/tools/make_depth_vec_tables.c", D);
    }
    for (int j = 0; j < 16; j++) /* |r| < 0.034 over the interval */
        cr_expect(fabs((1 + j / 16.0) * depth_vec_inverse[j] - 1) < 0.034 &&
                      fabs((1 + (j + 1) / 16.0) * depth_vec_inverse[j] - 1) < 0.034,
                  "inverse[%d]", j);
}

/* sum of coefficient[i stride] x^i */
static void horner(arb_t out, const double *coefficient, size_t stride, int n, const arb_t x) {
    arb_t c;
    arb_init(c);
    arb_zero(out);
    for (int i = n - 1; i >= 0; i--) {
        arb_mul(out, out, x, 300);
        arb_set_d(c, coefficient[(size_t)i * stride]);
        arb_add(out, out, c, 300);
    }
    arb_clear(c);
}

/* In units of q_D: the error of g(c) + t p with the rounded coefficients but that of g(c) exact, and |t p|
 * itself. */
Test(depth_vec, pieces_are_as_close_as_derived) {
    arb_t x, y, exact, c;
    arb_init(x);
    arb_init(y);
    arb_init(exact);
    arb_init(c);
    for (int D = 3; D <= 5; D++)
        for (int j = 0; j < 16; j++) {
            const depth_vec_tables *t = &depth_vec_table[D - 3];
            double step = ldexp(0.5, j / 4), low = ldexp(1 + (j % 4) / 4.0, 1 + j / 4) - 2, worst = 0,
                   share = 0;
            for (int k = 0; k <= 60; k++) {
                arb_set_d(x, low + step * k / 60);
                rule_ratio(exact, x, D);
                arb_set_d(c, t->centre[j]);
                arb_sub(x, x, c, 300);
                horner(y, &t->piece[0][j], 16, DEPTH_VEC_PIECE, x);
                arb_mul(y, y, x, 300);
                share = fmax(share, fabs(rule_double(y)) / rule_double(exact));
                rule_ratio(x, c, D);
                arb_add(y, y, x, 300);
                arb_sub(y, y, exact, 300);
                arb_div(y, y, exact, 300);
                worst = fmax(worst, fabs(rule_double(y)));
            }
            cr_expect(worst <= 0x1p-55 && share <= 0.2, "depth %d, piece %d: %g, %g", D, j, worst, share);
        }
    arb_clear(x);
    arb_clear(y);
    arb_clear(exact);
    arb_clear(c);
}

Test(depth_vec, tail_is_as_close_as_derived) {
    arb_t u, x, y, exact;
    arb_init(u);
    arb_init(x);
    arb_init(y);
    arb_init(exact);
    for (int D = 3; D <= 5; D++) {
        ulong r = D == 4 ? 2 : (ulong)D, power = D == 5 ? 3 : 1;
        double worst = 0, end = pow(30, -1.0 / (double)r);
        for (int k = 1; k <= 300; k++) {
            arb_set_d(u, end * k / 300);
            horner(y, depth_vec_table[D - 3].tail, 1, DEPTH_VEC_TAIL, u);
            arb_pow_ui(x, u, power, 300);
            arb_mul(y, y, x, 300);
            arb_add_ui(y, y, 1, 300);
            arb_pow_ui(x, u, r, 300);
            arb_inv(x, x, 300);
            rule_ratio(exact, x, D);
            arb_mul(exact, exact, x, 300);
            arb_sub(y, y, exact, 300);
            arb_div(y, y, exact, 300);
            worst = fmax(worst, fabs(rule_double(y)));
        }
        cr_expect(worst <= 0x1p-54, "depth %d: %g", D, worst);
    }
    arb_clear(u);
    arb_clear(x);
    arb_clear(y);
    arb_clear(exact);
}
