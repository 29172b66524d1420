/* test_q.c - q, q' and Q_alpha against the reference, at the bounds that core/q.c and core/q_vec.c derive. */
#include "core/certiflow.h"
#include "core/q_tables.h"
#include "reference/certiflow_ref.h"
#include "q_vec_rule.h"
#include "tests/cases.h"
#include "verify/q_arguments.h"
#include "verify/registry.h"
#include "verify/ulp.h"
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* the widths of q_vec.c, each by its own name */
#define cf_q_vec chosen_q_vec
#define cf_q_prime_vec chosen_q_prime_vec
void chosen_q_vec(double *out, const double *z, size_t n);
void chosen_q_prime_vec(double *out, const double *z, size_t n);
#include "core/q_vec.c"
#undef cf_q_vec
#undef cf_q_prime_vec

#define Q_BOUND 0.68 /* core/q.c */
#define Q_PRIME_BOUND 0.57
#define Q_VEC_BOUND 1.2 /* core/q_vec.c */
#define Q_PRIME_VEC_BOUND 0.9
#define ALPHA2_Q_BOUND 0.66 /* core/q.c, in units of beta, normal results */
#define ALPHA2_Q_PRIME_BOUND 0.59
#define SUBNORMAL_BOUND 0.84 /* and rounded a second time */
#define SLACK (1 + 0x1p-20)  /* cf_ulp_error rounds up */

/* ---------- arguments */

static const double special[] = {0.0,        5e-324,
                                 0x1p-1022,  0x1.fffffffffffffp-1023,
                                 0x1p-538,   0x1.8p-537,
                                 0x1p-512,   0x1p-27,
                                 0x1p-26,    0.5,
                                 1,          2,
                                 6,          0x1.7ffffffffffffp2,
                                 0x1p60,     1e155,
                                 0x1p512,    0x1p1014,
                                 0x1.6p1014, 1e300,
                                 DBL_MAX};

/* -------------------------------------------------------------------------------------------- against the
 * reference */

static void expect_bound(const char *what, double value, cf_ulp_function exact, double z, double bound,
                         double *worst) {
    double error = cf_ulp_error_at(value, exact, z);
    if (error > *worst) *worst = error;
    cr_assert(error <= bound * SLACK, "%s(%a) = %a: %g ulp > %g", what, z, value, error, bound);
}

static double worst_q, worst_q_prime, worst_q_vec, worst_q_prime_vec; /* of one test's process */

static void check(double z) {
    double vec, prime_vec;
    cf_q_vec(&vec, &z, 1);
    cf_q_prime_vec(&prime_vec, &z, 1);
    expect_bound("q", cf_q(z), cf_ref_q, z, Q_BOUND, &worst_q);
    expect_bound("q'", cf_q_prime(z), cf_ref_q_prime, z, Q_PRIME_BOUND, &worst_q_prime);
    expect_bound("q vector", vec, cf_ref_q, z, Q_VEC_BOUND, &worst_q_vec);
    expect_bound("q' vector", prime_vec, cf_ref_q_prime, z, Q_PRIME_VEC_BOUND, &worst_q_prime_vec);
}

static void print_worst(const char *where) {
    printf("test_q %s: largest error q %.4f, q' %.4f, vectors %.4f, %.4f ulp\n", where, worst_q,
           worst_q_prime, worst_q_vec, worst_q_prime_vec);
    fflush(stdout);
}

/* CF_CASES=50 for the long run (one minute). */
Test(q, random_arguments) {
    const long n = cases_of(200000);
    cf_rng rng;
    cf_rng_init(&rng, 20240611);
    for (long i = 0; i < n; i++) check(i % 2 ? any_exponent(&rng) : near_change(&rng));
    print_worst("random");
}

Test(q, hard_arguments) {
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        for (int s = -1; s <= 1; s += 2) {
            check(s * special[i]);
            check(s * nextafter(special[i], INFINITY));
            check(s * nextafter(special[i], 0));
        }
    for (int i = 0; i < NEAR_TIES; i++) check(near_tie(i));
    int count = 0;
    double z;
    for (size_t i = 0; cf_table_hard_q[i]; i++) {
        if (!hard_argument(&z, cf_table_hard_q[i])) continue;
        check(z);
        check(-z);
        count++;
    }
    cr_assert(count > 20);
    print_worst("hard");
}

Test(q, overflow_and_special_values) {
    const double inf = INFINITY;
    double nan_in[2] = {from_bits(UINT64_C(0x7ff0000000000001)), NAN}; /* the first is signalling */
    cr_expect(cf_q(inf) == inf && cf_q(-inf) == inf && cf_q_prime(inf) == inf && cf_q_prime(-inf) == -inf);
    cr_expect(cf_q(DBL_MAX) == inf && cf_q(-DBL_MAX) == inf && isfinite(cf_q(1e305)) &&
              isfinite(cf_q_prime(DBL_MAX)));
    cr_expect(cf_q(0.0) == 0 && !signbit(cf_q(0.0)) && cf_q(-0.0) == 0 && !signbit(cf_q(-0.0)));
    cr_expect(cf_q_prime(0.0) == 0 && !signbit(cf_q_prime(0.0)) && signbit(cf_q_prime(-0.0)));
    for (int i = 0; i < 2; i++) {
        double a = cf_q(nan_in[i]), b = cf_q_prime(nan_in[i]);
        uint64_t bits;
        memcpy(&bits, &a, sizeof bits);
        cr_expect(isnan(a) && isnan(b) && (bits >> 51 & 1), "a quiet NaN");
    }
    double z[9] = {inf, -inf, NAN, -0.0, 0.0, DBL_MAX, -DBL_MAX, nan_in[0], 3}, q[9], p[9];
    cf_q_vec(q, z, 9);
    cf_q_prime_vec(p, z, 9);
    cr_expect(q[0] == inf && q[1] == inf && isnan(q[2]) && q[3] == 0 && !signbit(q[3]) && q[4] == 0 &&
              !signbit(q[4]));
    cr_expect(q[5] == inf && q[6] == inf && isnan(q[7]) && isfinite(q[8]));
    cr_expect(p[0] == inf && p[1] == -inf && isnan(p[2]) && p[3] == 0 && signbit(p[3]) && p[4] == 0 &&
              !signbit(p[4]));
    cr_expect(isfinite(p[5]) && p[5] == -p[6] && isnan(p[7]) && isfinite(p[8]));
}

/* The twin's rewriting against the print, 2 - sqrt(4 + z^2) + z asinh(z/2), with enough bits for its
 * cancellation. */
Test(q, reference_is_the_definition) {
    cf_rng rng;
    cf_rng_init(&rng, 3);
    arb_t z, ours, print, t;
    arb_init(z);
    arb_init(ours);
    arb_init(print);
    arb_init(t);
    for (int i = 0; i < 300; i++) {
        double x = i < 21 ? special[i] : any_exponent(&rng);
        slong prec = 4600;
        arb_set_d(z, x);
        cf_ref_q(ours, z, 200);
        arb_mul_2exp_si(t, z, -1);
        arb_asinh(t, t, prec);
        arb_mul(print, t, z, prec);
        arb_mul(t, z, z, prec);
        arb_add_ui(t, t, 4, prec);
        arb_sqrt(t, t, prec);
        arb_sub(print, print, t, prec);
        arb_add_ui(print, print, 2, prec);
        cr_assert(cf_ball_bits(ours) >= 200 && (x == 0 || cf_ball_bits(print) >= 64) &&
                      cf_ball_overlaps(ours, print),
                  "%a", x);
        mag_set_d(arb_radref(z),
                  fabs(x) / 2); /* a wide ball stays finite and holds the value at its centre */
        cf_ref_q(t, z, 64);
        cr_assert(arb_is_finite(t) && cf_ball_overlaps(t, print), "wide at %a", x);
        mag_set_d(arb_radref(z), 3);
        cf_ref_q_prime(t, z, 64);
        cr_assert(arb_is_finite(t), "q' wide at %a", x);
    }
    arb_clear(z);
    arb_clear(ours);
    arb_clear(print);
    arb_clear(t);
}

/* The least value over a ball that holds 0 is q(0) = 0, wherever its ends are. */
Test(q, balls_around_zero) {
    static const double ball[][2] = {{0, 1}, {0.5, 2}, {-3, 3}, {0x1p-80, 0x1p-60}, {-7, 7.5}};
    arb_t z, q, t;
    arb_init(z), arb_init(q), arb_init(t);
    for (size_t k = 0; k < sizeof ball / sizeof *ball; k++) {
        arb_set_d(z, ball[k][0]);
        mag_set_d(arb_radref(z), ball[k][1]);
        cf_ref_q(q, z, 64);
        cr_expect(arb_is_finite(q) && arb_contains_si(q, 0), "%zu", k);
        for (int side = -1; side <= 1; side++) {
            arb_set_d(t, ball[k][0] + side * ball[k][1]);
            cf_ref_q(t, t, 64);
            cr_expect(cf_ball_overlaps(q, t), "%zu, %d", k, side);
        }
    }
    arb_clear(z), arb_clear(q), arb_clear(t);
}

/* -------------------------------------------------------------------------------------------------
 * metamorphic */

Test(q, even_odd_monotone_convex) {
    cf_rng rng;
    cf_rng_init(&rng, 5);
    for (int i = 0; i < 100000; i++) {
        double x = i % 2 ? fabs(any_exponent(&rng)) : fabs(near_change(&rng)), y = x * (1 + 0x1p-48);
        cr_assert(cf_q(x) == cf_q(-x) && cf_q_prime(x) == -cf_q_prime(-x), "%a", x);
        cr_assert(cf_q(x) <= cf_q(y) && cf_q_prime(x) <= cf_q_prime(y), "not monotone at %a", x);
        if (x > 0x1p-500 && x < 0x1p1000) {
            double a = x * 0.75, b = x * 1.25;
            cr_assert(cf_q(x) <= (cf_q(a) + cf_q(b)) / 2 * (1 + 0x1p-50), "not convex at %a", x);
            /* the tangent lies below: q(b) >= q(x) + q'(x)(b - x) */
            cr_assert(cf_q(b) >= (cf_q(x) + cf_q_prime(x) * (b - x)) * (1 - 0x1p-50), "tangent at %a", x);
        }
    }
}

Test(q, vectors_depend_on_the_value_alone) {
    enum { N = 41, PAD = 9 };
    cf_rng rng;
    cf_rng_init(&rng, 6);
    double *memory = malloc((N + 2 * PAD) * sizeof *memory), z[N], one_q[N], one_p[N];
    for (int round = 0; round < 40; round++) {
        for (int i = 0; i < N; i++) {
            z[i] = i % 3 == 0 ? any_exponent(&rng) : i % 3 == 1 ? near_change(&rng) : uniform(&rng, -20, 20);
            if (round % 4 == 3 && i % 7 == 0) z[i] = i % 14 ? INFINITY : NAN;
            if (round % 4 == 2) z[i] = uniform(&rng, -5, 5); /* one piece alone */
            if (round % 4 == 1) z[i] = uniform(&rng, 7, 500);
            cf_q_vec(one_q + i, z + i, 1);
            cf_q_prime_vec(one_p + i, z + i, 1);
        }
        for (int n = 0; n < N; n++)
            for (int shift = 0; shift < PAD; shift++) {
                for (int prime = 0; prime < 2; prime++) {
                    for (int i = 0; i < N + 2 * PAD; i++) memory[i] = -7;
                    double *at = memory + shift;
                    memcpy(at, z, (size_t)n * sizeof *z);
                    if (n == 0 || shift % 2) /* in place, or from elsewhere */
                        (prime ? cf_q_prime_vec : cf_q_vec)(at, at, (size_t)n);
                    else
                        (prime ? cf_q_prime_vec : cf_q_vec)(at, z, (size_t)n);
                    for (int i = 0; i < n; i++)
                        cr_assert(bits_of(at[i]) == bits_of((prime ? one_p : one_q)[i]) || isnan(z[i]),
                                  "%a at %d of %d", z[i], i, n);
                    for (int i = 0; i < N + 2 * PAD; i++)
                        cr_assert((i >= shift && i < shift + n) || memory[i] == -7, "wrote outside");
                }
            }
    }
    free(memory);
}

Test(q, vectors_are_within_two_ulp_of_the_scalar) {
    cf_rng rng;
    cf_rng_init(&rng, 8);
    enum { N = 1000 };
    static double z[N], q[N], p[N];
    for (int round = 0; round < 300; round++) {
        for (int i = 0; i < N; i++)
            z[i] = round % 3 == 0   ? any_exponent(&rng)
                   : round % 3 == 1 ? near_change(&rng)
                                    : uniform(&rng, -20, 20);
        cf_q_vec(q, z, N);
        cf_q_prime_vec(p, z, N);
        for (int i = 0; i < N; i++) {
            double a = cf_q(z[i]), b = cf_q_prime(z[i]);
            cr_assert(a == q[i] || fabs(a - q[i]) <= 2 * (nextafter(a, INFINITY) - a), "%a", z[i]);
            cr_assert(b == p[i] || fabs(b - p[i]) <= 2 * (nextafter(fabs(b), INFINITY) - fabs(b)), "%a",
                      z[i]);
        }
    }
}

/* ------------------------------------------------------------------------------------------------------
 * tables */

static void expect_nearest(double value, const arb_t exact, const char *what, int j) {
    arf_t a, b, c;
    arf_init(a);
    arf_init(b);
    arf_init(c);
    arb_get_lbound_arf(a, exact, 200);
    arb_get_ubound_arf(b, exact, 200);
    arf_set_round(a, a, 53, ARF_RND_NEAR);
    arf_set_round(b, b, 53, ARF_RND_NEAR);
    arf_set_d(c, value);
    cr_expect(arf_equal(a, c) && arf_equal(b, c), "%s[%d] = %a", what, j, value);
    arf_clear(a);
    arf_clear(b);
    arf_clear(c);
}

Test(q, tables_are_what_they_say) {
    arb_t x, y;
    arb_init(x);
    arb_init(y);
    for (int j = 0; j < 16; j++) {
        double c = 4 * q_table_inverse[j];
        cr_expect(c * 4096 == round(16.0 / (16 + j) * 4096), "inverse[%d]", j);
        cr_expect(q_table_log_hi[j] * 0x1p42 == rint(q_table_log_hi[j] * 0x1p42));
        arb_set_d(x, c);
        arb_log(x, x, 300);
        arb_neg(x, x);
        arb_set_d(y, q_table_log_hi[j]);
        arb_sub(x, x, y, 300);
        cr_expect(fabs(arf_get_d(arb_midref(x), ARF_RND_NEAR)) <= 0x1p-43, "log_hi[%d]", j);
        expect_nearest(q_table_log_lo[j], x, "log_lo", j);
    }
    arb_const_log2(x, 300);
    arb_set_d(y, Q_LN2_HI);
    arb_sub(x, x, y, 300);
    cr_expect(Q_LN2_HI * 0x1p42 == rint(Q_LN2_HI * 0x1p42) &&
              fabs(arf_get_d(arb_midref(x), ARF_RND_NEAR)) <= 0x1p-43);
    expect_nearest(Q_LN2_LO, x, "ln2_lo", 0);
    const double p[] = {Q_P0, Q_P1, Q_P2, Q_P3, Q_P4, Q_P5, Q_P6, Q_P7, Q_P8, Q_P9};
    for (int i = 0; i < 10; i++) {
        arb_set_si(x, i % 2 ? 1 : -1);
        arb_div_si(x, x, i + 2, 300);
        expect_nearest(p[i], x, "p", i);
    }
    arb_clear(x);
    arb_clear(y);
}

static void expect_coefficients(const arb_poly_t p, const double *value, size_t stride, slong n,
                                const char *what, int j) {
    arb_t c;
    arb_init(c);
    for (slong i = 0; i < n; i++) {
        arb_poly_get_coeff_arb(c, p, i);
        expect_nearest(value[(size_t)i * stride], c, what, 100 * j + (int)i);
    }
    arb_clear(c);
}

/* The largest of |g(c) + (x - c) p(x) - g(x)|/g(x) over 200 points of the piece, p with the rounded
 * coefficients. */
static double piece_error(int j, double centre, double at_centre, const double *p, slong n, int prime) {
    double worst = 0;
    arb_t x, y, exact, c;
    arb_init(x);
    arb_init(y);
    arb_init(exact);
    arb_init(c);
    for (int k = 0; k <= 200; k++) {
        arb_set_d(x, rule_low(j) + (rule_high(j) - rule_low(j)) * k / 200);
        rule_ratio(exact, x, prime);
        arb_set_d(c, centre);
        arb_sub(x, x, c, 300);
        arb_zero(y);
        for (slong i = n - 1; i >= 0; i--) {
            arb_mul(y, y, x, 300);
            arb_set_d(c, p[8 * i]);
            arb_add(y, y, c, 300);
        }
        arb_mul(y, y, x, 300);
        arb_set_d(c, at_centre);
        arb_add(y, y, c, 300);
        arb_sub(y, y, exact, 300);
        arb_div(y, y, exact, 300);
        worst = fmax(worst, fabs(rule_double(y)));
    }
    arb_clear(x);
    arb_clear(y);
    arb_clear(exact);
    arb_clear(c);
    return worst;
}

static void expect_pieces(const double *centre, const double *at_centre, const double *piece, slong n,
                          int prime) {
    arb_poly_t p;
    arb_t c, g;
    arb_poly_init(p);
    arb_init(c);
    arb_init(g);
    for (int j = 0; j < 8; j++) {
        cr_expect(j == 0 ? centre[j] == 0 : centre[j] > rule_low(j) && centre[j] < rule_high(j));
        arb_set_d(c, centre[j]);
        rule_ratio(g, c, prime);
        expect_nearest(at_centre[j], g, "at_centre", j);
        double error = cf_ulp_error(at_centre[j], g);
        cr_expect(error <= 0x1p-11, "at_centre[%d]: %g ulp", j, error);
        rule_piece(p, centre[j], j, n, prime);
        expect_coefficients(p, piece + j, 8, n, prime ? "q' piece" : "q piece", j);
        error = piece_error(j, centre[j], at_centre[j], piece + j, n, prime);
        cr_expect(error <= 0x1p-57, "piece %d of %s: interpolation error 2^%.1f", j, prime ? "q'" : "q",
                  log2(error));
    }
    arb_poly_clear(p);
    arb_clear(c);
    arb_clear(g);
}

Test(q, vector_tables_are_what_they_say) {
    expect_pieces(q_vec_centre, q_vec_at_centre, q_vec_piece[0], Q_VEC_PIECE, 0);
    expect_pieces(q_prime_vec_centre, q_prime_vec_at_centre, q_prime_vec_piece[0], Q_PRIME_VEC_PIECE, 1);
    arb_poly_t p;
    arb_t x, y;
    arb_poly_init(p);
    arb_init(x);
    arb_init(y);
    rule_tail(p, Q_VEC_TAIL, 0);
    expect_coefficients(p, q_vec_tail, 1, Q_VEC_TAIL, "q tail", 0);
    rule_tail(p, Q_VEC_TAIL, 1);
    expect_coefficients(p, q_prime_vec_tail, 1, Q_VEC_TAIL, "q' tail", 0);
    for (int j = 0; j < 16; j++) {
        double log_of = q_vec_log[j];
        cr_expect(log_of * 0x1p42 == rint(log_of * 0x1p42) &&
                  fabs(log_of - log(1 + (j + 0.5) / 16)) < 0x1p-24);
        arb_set_d(x, -log_of);
        arb_exp(x, x, 300);
        expect_nearest(q_vec_inverse[j], x, "q_vec_inverse", j);
        arb_set_d(x, q_vec_inverse[j]);
        arb_log(x, x, 300);
        arb_set_d(y, log_of);
        arb_add(x, x, y, 300);
        cr_expect(fabs(rule_double(x)) <= 0x1p-62, "q_vec_log[%d]", j);
    }
    arb_poly_clear(p);
    arb_clear(x);
    arb_clear(y);
}

#if defined(__x86_64__) && defined(__GNUC__)
Test(q, every_width_gives_the_same_bits) {
    enum { N = 1111 };
    static double z[N], want[2][N], got[N];
    cf_rng rng;
    cf_rng_init(&rng, 12);
    for (int round = 0; round < 200; round++) {
        for (int i = 0; i < N; i++) {
            z[i] = i % 3 == 0 ? any_exponent(&rng) : i % 3 == 1 ? near_change(&rng) : uniform(&rng, -20, 20);
            if (round % 8 == 1) z[i] = uniform(&rng, -5.9, 5.9);
            if (round % 8 == 2) z[i] = uniform(&rng, 6, 600);
            if (round == 0 && i < 42) z[i] = (i % 2 ? -1 : 1) * special[i / 2];
            if (round == 0 && i >= 42 && i < 44) z[i] = i % 2 ? INFINITY : -INFINITY;
            double x = fabs(z[i]);
            want[0][i] = x >= 6 ? q_large_1(x) : q_small_1(x);
            want[1][i] = copysign(x >= 6 ? q_prime_large_1(x) : q_prime_small_1(x), z[i]);
        }
        for (int form = 0; form < 6; form++) {
            if (form < 2) (form ? chosen_q_prime_vec : chosen_q_vec)(got, z, N);
            if (form / 2 == 1) {
                if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) continue;
                (form % 2 ? q_prime_vec_256 : q_vec_256)(got, z, N);
            }
            if (form / 2 == 2) {
                if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512dq")) continue;
                (form % 2 ? q_prime_vec_512 : q_vec_512)(got, z, N);
            }
            for (int i = 0; i < N; i++)
                cr_assert(bits_of(got[i]) == bits_of(want[form % 2][i]), "form %d at %a: %a, %a", form, z[i],
                          got[i], want[form % 2][i]);
        }
    }
}
#endif

/* ---------- in units of beta */

static double rounded_bound(double value, double bound) {
    return fabs(value) <= DBL_MIN ? SUBNORMAL_BOUND : bound;
}

static double any_log_alpha(cf_rng *rng, double b, int kind) {
    double x;
    switch (kind) {
    case 0:
        x = uniform(rng, -1e6, 700);
        break;
    case 1:
        x = uniform(rng, -700, 700);
        break;
    case 2:
        x = (log(fabs(b)) - uniform(rng, -40, 50)) / 2;
        break; /* z from 2^-57 to 2^72 */
    default:
        x = uniform(rng, -5, 5);
        break;
    }
    return fmax(-1e6, fmin(700, x));
}

Test(q, alpha2_q_within_its_bound) {
    cf_rng rng;
    cf_rng_init(&rng, 9);
    arb_t b, l, exact;
    arb_init(b);
    arb_init(l);
    arb_init(exact);
    double worst[2] = {0};
    for (int i = 0; i < 40000; i++) {
        double x = i % 5 == 4 ? near_change(&rng) : any_exponent(&rng);
        double log_alpha = i == 0 ? 700 : i == 1 ? -1e6 : any_log_alpha(&rng, x, i % 4);
        arb_set_d(b, x);
        arb_set_d(l, log_alpha);
        double value = cf_alpha2_q(x, log_alpha), bound = rounded_bound(value, ALPHA2_Q_BOUND), error;
        cf_ref_alpha2_q(exact, b, l, 100);
        error = cf_ulp_error(value, exact);
        worst[0] = fmax(worst[0], error);
        cr_assert(error <= bound * SLACK, "F(%a), log alpha %a: %g ulp", x, log_alpha, error);
        value = cf_alpha2_q_prime(x, log_alpha), bound = rounded_bound(value, ALPHA2_Q_PRIME_BOUND);
        cf_ref_alpha2_q_prime(exact, b, l, 100);
        error = cf_ulp_error(value, exact);
        worst[1] = fmax(worst[1], error);
        cr_assert(error <= bound * SLACK, "F'(%a), log alpha %a: %g ulp", x, log_alpha, error);
    }
    printf("test_q alpha2: largest error F %.4f, F' %.4f ulp\n", worst[0], worst[1]);
    cr_expect(cf_alpha2_q(0, -5) == 0 && signbit(cf_alpha2_q_prime(-0.0, 3)) &&
              cf_alpha2_q(-INFINITY, 3) == INFINITY);
    cr_expect(cf_alpha2_q_prime(-INFINITY, 3) == -INFINITY && isnan(cf_alpha2_q(NAN, 0)) &&
              isnan(cf_alpha2_q(1, NAN)));
    cr_expect(isnan(cf_alpha2_q(1, 701)) && isnan(cf_alpha2_q_prime(1, -1.1e6)));
    arb_clear(b);
    arb_clear(l);
    arb_clear(exact);
}

Test(q, sums_within_their_bound) {
    cf_rng rng;
    cf_rng_init(&rng, 10);
    enum { D = 40 };
    double beta[D];
    arb_ptr balls = _arb_vec_init(D);
    arb_t l, exact;
    arb_init(l);
    arb_init(exact);
    for (int i = 0; i < 1500; i++) {
        size_t d = (size_t)(i % (D + 1));
        int wide = i % 3 == 0;
        for (size_t k = 0; k < d; k++) {
            double s = sign(&rng);
            beta[k] = wide ? any_exponent(&rng) : s * exp2(uniform(&rng, -30, 3));
            arb_set_d(balls + k, beta[k]);
        }
        double log_alpha = any_log_alpha(&rng, d ? beta[0] : 1, i % 4);
        arb_set_d(l, log_alpha);
        double sum[2] = {cf_alpha2_Q(beta, log_alpha, d), cf_Q(beta, log_alpha, d)};
        for (int over = 0; over < 2; over++) {
            (over ? cf_ref_Q : cf_ref_alpha2_Q)(exact, balls, l, d, 100);
            double error = cf_ulp_error(sum[over], exact);
            cr_assert(error <= rounded_bound(sum[over], ALPHA2_Q_BOUND) * SLACK,
                      "%s, d = %zu, log alpha %a: %g ulp", over ? "Q" : "alpha^2 Q", d, log_alpha, error);
        }
    }
    beta[0] = NAN;
    beta[1] = INFINITY;
    cr_expect(isnan(cf_Q(beta, 0, 2)) && cf_Q(beta + 1, 0, 1) == INFINITY && cf_Q(beta, 0, 0) == 0);
    _arb_vec_clear(balls, D);
    arb_clear(l);
    arb_clear(exact);
}
