/* test_probes.c - the probes of verify/probes*.c find the machine and the libraries right, and each fires on a wrong
 * function: one with the known defect that the probe is for, where that can be imitated, else one whose result is a
 * little off. */
#include "support.h"
#include "verify/probes.h"
#include <criterion/criterion.h>
#include <fenv.h>
#include <mpfr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

/* The midpoint moves by twice the radius, or by 2^-100 of an exact number. */
static void spoil(arb_t y) {
    arf_t shift;
    arf_init(shift);
    arf_set_mag(shift, arb_radref(y));
    if (arf_is_zero(shift)) arf_mul_2exp_si(shift, arb_midref(y), -100);
    arf_mul_2exp_si(shift, shift, 1);
    arf_add(arb_midref(y), arb_midref(y), shift, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_clear(shift);
}

#define UNARY(f)                                                                                                     \
    static void wrong_##f(arb_t y, const arb_t x, slong prec) {                                                      \
        f(y, x, prec);                                                                                               \
        spoil(y);                                                                                                    \
    }
#define BINARY(f)                                                                                                    \
    static void wrong_##f(arb_t z, const arb_t x, const arb_t y, slong prec) {                                       \
        f(z, x, y, prec);                                                                                            \
        spoil(z);                                                                                                    \
    }
UNARY(arb_exp)
UNARY(arb_expm1)
UNARY(arb_log)
UNARY(arb_log1p)
UNARY(arb_sinh)
UNARY(arb_cosh)
UNARY(arb_tanh)
UNARY(arb_asinh)
UNARY(arb_sqrt)
UNARY(arb_rsqrt)
BINARY(arb_add)
BINARY(arb_sub)
BINARY(arb_mul)
BINARY(arb_div)
BINARY(arb_addmul)
BINARY(arb_submul)

/* Right but for huge exponents, which are cut to 32 bits, as where MPFR has no more. */
static void log_of_short_exponent(arb_t y, const arb_t x, slong prec) {
    fmpz_t e;
    arb_t m;
    fmpz_init(e);
    arb_init(m);
    arf_abs_bound_lt_2exp_fmpz(e, arb_midref(x));
    fmpz_neg(e, e);
    arb_mul_2exp_fmpz(m, x, e);
    slong kept = fmpz_get_si(e);
    arb_mul_2exp_si(m, m, -(slong)(int)kept);
    arb_log(y, m, prec);
    fmpz_clear(e);
    arb_clear(m);
}

/* Division by a ball that holds 0, as if by its midpoint or by 1. */
static void div_anyhow(arb_t z, const arb_t x, const arb_t y, slong prec) {
    if (!arb_contains_zero(y))
        arb_div(z, x, y, prec);
    else
        arb_set(z, x);
}

/* A union, or the greater, or the lesser, without radii. */
static void narrow_union(arb_t z, const arb_t x, const arb_t y, slong prec) {
    arb_union(z, x, y, prec);
    mag_zero(arb_radref(z));
}
static void narrow_max(arb_t z, const arb_t x, const arb_t y, slong prec) {
    arb_max(z, x, y, prec);
    mag_mul_2exp_si(arb_radref(z), arb_radref(z), -1);
}
static void lesser_for_greater(arb_t z, const arb_t x, const arb_t y, slong prec) {
    arb_max(z, x, y, prec);
}

static void dot_without_last_bits(arb_t z, const arb_t start, int minus, arb_srcptr x, slong xs, arb_srcptr y,
                                  slong ys, slong n, slong prec) {
    arb_dot(z, start, minus, x, xs, y, ys, n, prec);
    mag_mul_2exp_si(arb_radref(z), arb_radref(z), -4);
}

static void product_without_radii(arb_mat_t C, const arb_mat_t A, const arb_mat_t B, slong prec) {
    arb_mat_mul(C, A, B, prec);
    for (slong i = 0; i < arb_mat_nrows(C); i++)
        mag_mul_2exp_si(arb_radref(arb_mat_entry(C, i, 0)), arb_radref(arb_mat_entry(C, i, 0)), -8);
}
static int solution_without_radius(arb_mat_t x, const arb_mat_t A, const arb_mat_t b, slong prec) {
    int ok = arb_mat_solve(x, A, b, prec);
    spoil(arb_mat_entry(x, 0, 0));
    return ok;
}
static void wrong_mat_exp(arb_mat_t E, const arb_mat_t A, slong prec) {
    arb_mat_exp(E, A, prec);
    spoil(arb_mat_entry(E, 0, 1));
}

static void log2_rounded(arb_t y, slong prec) {
    arb_const_log2(y, prec);
    spoil(y);
}
/* x^y at the midpoint alone where x may be 0 */
static void pow_of_midpoint(arb_t z, const arb_t x, const arb_t y, slong prec) {
    arb_t m;
    arb_init(m);
    arb_get_mid_arb(m, x);
    arb_pow(z, arb_contains_zero(x) ? m : x, y, prec);
    arb_clear(m);
}
static void wrong_pow_fmpq(arb_t z, const arb_t x, const fmpq_t r, slong prec) {
    arb_pow_fmpq(z, x, r, prec);
    mag_mul_2exp_si(arb_radref(z), arb_radref(z), -6);
    spoil(z);
}

#define SERIES(f)                                                                                                    \
    static void wrong_##f(arb_poly_t s, const arb_poly_t p, slong n, slong prec) {                                   \
        arb_t c;                                                                                                     \
        arb_init(c);                                                                                                 \
        f(s, p, n, prec);                                                                                            \
        arb_poly_get_coeff_arb(c, s, n - 1);                                                                         \
        spoil(c);                                                                                                    \
        arb_poly_set_coeff_arb(s, n - 1, c);                                                                         \
        arb_clear(c);                                                                                                \
    }
SERIES(arb_poly_sqrt_series)
SERIES(arb_poly_rsqrt_series)
SERIES(arb_poly_log_series)

/* ------------------------------------------------------------------------------------------------ bounds and numbers
 */

static void less(mag_t z) {
    if (!mag_is_special(z) && MAG_MAN(z) > (1ul << 29) + 4) MAG_MAN(z) -= 4;
}
static void more(mag_t z) {
    if (!mag_is_special(z) && MAG_MAN(z) < (1ul << 30) - 4) MAG_MAN(z) += 4;
}
#define LESS(f)                                                                                                      \
    static void wrong_##f(mag_t z, const mag_t x, const mag_t y) {                                                   \
        f(z, x, y);                                                                                                  \
        less(z);                                                                                                     \
    }
LESS(mag_add)
LESS(mag_mul)
LESS(mag_div)
/* Arb before 2.9: x + x x of a mantissa of ones is left with a mantissa of 31 bits. */
static void old_mag_addmul(mag_t z, const mag_t x, const mag_t y) {
    int ones = !mag_is_special(x) && MAG_MAN(x) == (1ul << 30) - 1 && z == x && x == y;
    mag_addmul(z, x, y);
    if (ones) MAG_MAN(z) = 1ul << 30;
}
static void low_root(mag_t z, const mag_t x) {
    mag_sqrt(z, x);
    less(z);
}
static void high_difference(mag_t z, const mag_t x, const mag_t y) {
    mag_sub(z, x, y);
    more(z);
}
static void high_quotient(mag_t z, const mag_t x, const mag_t y) {
    mag_div(z, x, y);
    more(z);
}

/* Arb before 2.12 took subnormal doubles for others. */
static void old_arf_set_d(arf_t x, double d) {
    arf_set_d(x, d < 2.2250738585072014e-308 && d > -2.2250738585072014e-308 ? 0 : d);
}
/* Always to nearest. */
static double nearest_double(const arf_t x, arf_rnd_t rnd) {
    (void)rnd;
    return arf_get_d(x, ARF_RND_NEAR);
}
static void nearest_lower(arf_t y, const arb_t x, slong prec) {
    arb_get_lbound_arf(y, x, ARF_PREC_EXACT);
    arf_set_round(y, y, prec, ARF_RND_NEAR);
}
static void nearest_upper(arf_t y, const arb_t x, slong prec) {
    arb_get_ubound_arf(y, x, ARF_PREC_EXACT);
    arf_set_round(y, y, prec, ARF_RND_NEAR);
}
/* Arb before 2.13: rounded up. */
static void old_abs_lbound(arf_t y, const arb_t x, slong prec) {
    arb_get_abs_lbound_arf(y, x, ARF_PREC_EXACT);
    arf_set_round(y, y, prec, ARF_RND_UP);
}
static void lower_for_upper_mag(mag_t z, const arb_t x) {
    arb_get_mag_lower(z, x);
}
static void upper_for_lower_mag(mag_t z, const arb_t x) {
    arb_get_mag(z, x);
}

/* Wrong in one bit where a carry runs through 16 limbs. */
static void wrong_mpz_mul(mpz_ptr z, mpz_srcptr x, mpz_srcptr y) {
    mpz_mul(z, x, y);
    if (mpz_size(z) > 16) mpz_combit(z, 64 * 9);
}
static void wrong_tdiv_qr(mpz_ptr q, mpz_ptr r, mpz_srcptr a, mpz_srcptr b) {
    mpz_tdiv_qr(q, r, a, b);
    if (mpz_size(b) == 2) mpz_add_ui(q, q, 1);
}
static void wrong_gcd(mpz_ptr d, mpz_srcptr a, mpz_srcptr b) {
    mpz_gcd(d, a, b);
    if (mpz_size(d) > 3) mpz_set_ui(d, 1);
}
/* FLINT before 3.0, of fmpz_addmul_si: a small result stays a large number. */
static void undemoted_addmul(fmpz_t z, const fmpz_t x, const fmpz_t y) {
    fmpz_addmul(z, x, y);
    _fmpz_promote_val(z);
}
static void unreduced_sum(fmpq_t c, const fmpq_t a, const fmpq_t b) {
    fmpq_add(c, a, b);
    fmpz_add_ui(fmpq_denref(c), fmpq_denref(c), 1);
}
static int order_in_doubles(const fmpq_t a, const fmpq_t b) {
    double x = fmpz_get_d(fmpq_numref(a)) / fmpz_get_d(fmpq_denref(a)),
           y = fmpz_get_d(fmpq_numref(b)) / fmpz_get_d(fmpq_denref(b));
    return (x > y) - (x < y);
}
static int wrong_solution(fmpq_mat_t x, const fmpq_mat_t A, const fmpq_mat_t b) {
    int ok = fmpq_mat_solve(x, A, b);
    fmpq_add_si(fmpq_mat_entry(x, 7, 0), fmpq_mat_entry(x, 7, 0), 1);
    return ok;
}
static void wrong_product(fmpq_mpoly_t c, const fmpq_mpoly_t a, const fmpq_mpoly_t b, const fmpq_mpoly_ctx_t ctx) {
    fmpq_mpoly_mul(c, a, b, ctx);
    fmpq_mpoly_add_si(c, c, 1, ctx);
}
static int divides_always(fmpq_mpoly_t q, const fmpq_mpoly_t a, const fmpq_mpoly_t b, const fmpq_mpoly_ctx_t ctx) {
    fmpq_mpoly_divides(q, a, b, ctx);
    return 1;
}
static int nearest_quotient(mpfr_ptr q, mpfr_srcptr x, mpfr_srcptr y, mpfr_rnd_t rnd) {
    (void)rnd;
    return mpfr_div(q, x, y, MPFR_RNDN);
}

#define W(name, f)                                                                                                   \
    { name, (cf_library_function)f }
static const struct {
    const char *name;
    cf_library_function f;
} wrong[] = {W("arb_exp", wrong_arb_exp),
             W("arb_expm1", wrong_arb_expm1),
             W("arb_log", wrong_arb_log),
             W("arb_log1p", wrong_arb_log1p),
             W("arb_sinh", wrong_arb_sinh),
             W("arb_cosh", wrong_arb_cosh),
             W("arb_tanh", wrong_arb_tanh),
             W("arb_asinh", wrong_arb_asinh),
             W("arb_sqrt", wrong_arb_sqrt),
             W("arb_rsqrt", wrong_arb_rsqrt),
             W("arb_log, huge", log_of_short_exponent),
             W("arb_const_log2", log2_rounded),
             W("arb_pow", pow_of_midpoint),
             W("arb_pow_fmpq", wrong_pow_fmpq),
             W("arb_poly_sqrt_series", wrong_arb_poly_sqrt_series),
             W("arb_poly_rsqrt_series", wrong_arb_poly_rsqrt_series),
             W("arb_poly_log_series", wrong_arb_poly_log_series),
             W("arb_add", wrong_arb_add),
             W("arb_sub", wrong_arb_sub),
             W("arb_mul", wrong_arb_mul),
             W("arb_div", wrong_arb_div),
             W("arb_div by 0", div_anyhow),
             W("arb_addmul", wrong_arb_addmul),
             W("arb_submul", wrong_arb_submul),
             W("arb_dot", dot_without_last_bits),
             W("arb_union", narrow_union),
             W("arb_max", narrow_max),
             W("arb_min", lesser_for_greater),
             W("arb_mat_mul", product_without_radii),
             W("arb_mat_solve", solution_without_radius),
             W("arb_mat_exp", wrong_mat_exp),
             W("arb_mat_mul, large", product_without_radii),
             W("arb_mat_solve, large", solution_without_radius),
             W("arb_mat_spd_solve", solution_without_radius),
             W("mag_add", wrong_mag_add),
             W("mag_mul", wrong_mag_mul),
             W("mag_div", wrong_mag_div),
             W("mag_addmul", old_mag_addmul),
             W("mag_sqrt", low_root),
             W("mag_sub_lower", high_difference),
             W("mag_div_lower", high_quotient),
             W("mag_set_d", mag_set_d_lower),
             W("mag_set_d_lower", mag_set_d),
             W("arf_set_d", old_arf_set_d),
             W("arf_get_d", nearest_double),
             W("arb_get_lbound_arf", nearest_lower),
             W("arb_get_ubound_arf", nearest_upper),
             W("arb_get_abs_lbound_arf", old_abs_lbound),
             W("arb_get_mag", lower_for_upper_mag),
             W("arb_get_mag_lower", upper_for_lower_mag),
             W("mpz_mul", wrong_mpz_mul),
             W("mpz_tdiv_qr", wrong_tdiv_qr),
             W("mpz_gcd", wrong_gcd),
             W("fmpz_addmul", undemoted_addmul),
             W("fmpq_add", unreduced_sum),
             W("fmpq_cmp", order_in_doubles),
             W("fmpq_mat_solve_dixon", wrong_solution),
             W("fmpq_mat_solve", wrong_solution),
             W("fmpq_mpoly_mul", wrong_product),
             W("fmpq_mpoly_divides", divides_always),
             W("mpz_mul, long", wrong_mpz_mul),
             W("mpfr_div", nearest_quotient)};
enum { WRONG = sizeof wrong / sizeof *wrong };

Test(probes, none_fires_here) {
    const cf_probe *p;
    for (size_t k = 0; (p = cf_probe_at(k)); k++)
        cr_expect(p->run(p->function) != CF_PROBE_PROBLEM, "%s: %s", p->name, p->wrong);
    const cf_usage usage = {.command = "test"};
    cr_expect(cf_probes_allow(&usage) == -1);
}

Test(probes, each_fires_on_a_wrong_function) {
    const cf_probe *p;
    for (size_t k = 0; (p = cf_probe_at(k)); k++) {
        if (!p->function || !p->wrong[0]) continue;
        size_t i = 0;
        while (i < WRONG && strcmp(wrong[i].name, p->name) != 0) i++;
        cr_assert(i < WRONG, "%s has no wrong function", p->name);
        cr_expect(p->run(wrong[i].f) == CF_PROBE_PROBLEM, "%s does not fire", p->name);
    }
}

static cf_probe_status status_of(const char *name) {
    const cf_probe *p;
    for (size_t k = 0; (p = cf_probe_at(k)); k++)
        if (strcmp(p->name, name) == 0) return p->run(p->function);
    cr_assert_fail("no probe %s", name);
    return CF_PROBE_OK;
}

Test(probes, rounding_modes) {
    static const int modes[] = {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};
    const cf_usage usage = {.command = "test"};
    for (int k = 0; k < 3; k++) {
        cr_assert(fesetround(modes[k]) == 0);
        cf_probe_status s = status_of("rounding");
        int allowed = cf_probes_allow(&usage);
        fesetround(FE_TONEAREST);
        cr_expect(s == CF_PROBE_PROBLEM && allowed == CF_EXIT_FAILED, "mode %d", k);
    }
    cr_expect(status_of("rounding") == CF_PROBE_OK);
}

#if defined(__x86_64__)
Test(probes, flushed_subnormals) {
    if (under_valgrind()) return; /* whose processor knows no flushing */
    const cf_usage usage = {.command = "test"};
    unsigned before = _mm_getcsr();
    static const unsigned bits[] = {0x8000, 0x0040,
                                    0x8040}; /* results, operands, both: what -ffast-math sets at the start */
    for (int k = 0; k < 3; k++) {
        _mm_setcsr(before | bits[k]);
        cf_probe_status s = status_of("subnormals");
        int allowed = cf_probes_allow(&usage);
        _mm_setcsr(before);
        cr_expect(s == CF_PROBE_PROBLEM && allowed == CF_EXIT_FAILED, "bits %x", bits[k]);
    }
}
#endif

/* ---------------------------------------------------------------------------------- the program with a wrong library
 */

#ifndef __SANITIZE_ADDRESS__
static void with_wrong_exp(void) {
    char path[PATH_MAX + 64];
    enter();
    snprintf(path, sizeof path, "%.*s/tests/wrong_exp.so", (int)(strstr(program, "/bin/certiflow") - program),
             program);
    struct stat st;
    cr_assert(stat(path, &st) == 0, "%s", path);
    put("X.csv", "1,0,0.5\n0,1,-0.25\n");
    put("y.csv", "1\n0.5\n");
    put("b.bound", "bound b\nforall t in [0, 1]\nprove t^2 <= t\n");
    setenv("LD_PRELOAD", path, 1);
}
static void without(void) {
    unsetenv("LD_PRELOAD");
    leave();
}

Test(probes, nothing_is_certified_with_a_wrong_library, .init = with_wrong_exp, .fini = without) {
    static const char *const refused[] = {"verify --out report eq28",
                                          "prove b.bound --out proofs",
                                          "why eq28",
                                          "eval q 0.5",
                                          "solve --x X.csv --y y.csv --alpha 1 --certify",
                                          "minnorm --x X.csv --y y.csv --norm l1 --certify",
                                          "flow --x X.csv --y y.csv --alpha 1 --times 1 --certify",
                                          "descend --x X.csv --y y.csv --alpha 1 --certify",
                                          "factor --d 4 --entries 8 --alpha 1 --certify",
                                          "thresholds --x X.csv --y y.csv --epsilon 0.1",
                                          "figure fig2b --out figures"};
    struct stat st;
    for (size_t k = 0; k < sizeof refused / sizeof *refused; k++) {
        outcome o = run("%s", refused[k]);
        cr_expect(o.code == 4 && o.out[0] == '\0' && strstr(o.err, "the probe 'arb_exp' fired"), "%s: %d\n%s%s",
                  refused[k], o.code, o.out, o.err);
    }
    cr_expect(stat("report", &st) != 0 && stat("proofs", &st) != 0 && stat("figures", &st) != 0);
    outcome o = run("solve --x X.csv --y y.csv --alpha 1");
    cr_expect(o.code == 0 && !strstr(o.out, "enclosure"), "doubles need no balls: %d %s", o.code, o.err);
    o = run("doctor");
    cr_expect(o.code == 1 && strstr(o.out, "problem  arb_exp ") && strstr(o.out, "ok       arb_sqrt "), "%s", o.out);
}
#endif
