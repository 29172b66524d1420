/* probes_exact.c - whole numbers and rationals: GMP, MPFR, FLINT. What is known is known by algebra: products of
 * 2^m - 1, residues by small primes, q b + r = a, neighbours in Fibonacci's sequence, Hilbert's matrix. */
#include "probes.h"
#include "reference/ball.h"
#include <mpfr.h>
#include <stdint.h>

/* n limbs of a fixed sequence, long runs of ones and zeros among them. */
static void some_number(mpz_t z, size_t n, uint64_t *state) {
    mpz_set_ui(z, 0);
    for (size_t i = 0; i < n; i++) {
        *state = *state * 6364136223846793005u + 1442695040888963407u;
        uint64_t limb = *state % 5 == 0 ? ~(uint64_t)0 : *state % 5 == 1 ? 0 : *state;
        mpz_mul_2exp(z, z, 64);
        mpz_add_ui(z, z, i ? limb : limb | 1);
    }
}

typedef void (*binary_z)(mpz_ptr, mpz_srcptr, mpz_srcptr);

static int right_residues(const mpz_t a, const mpz_t b, const mpz_t ab) {
    static const unsigned long primes[] = {4294967291u, 4294967279u, 2147483647u};
    int good = 1;
    for (int i = 0; i < 3; i++) {
        unsigned long p = primes[i], r = (unsigned long)((uint64_t)mpz_fdiv_ui(a, p) * mpz_fdiv_ui(b, p) % p);
        good = good && r == mpz_fdiv_ui(ab, p);
    }
    return good;
}

/* (2^m - 1)(2^n - 1) = 2^(m+n) - 2^m - 2^n + 1, and residues, from `least` to `most` limbs. */
static int products_between(binary_z mul, size_t least, size_t most) {
    mpz_t a, b, ab, known;
    mpz_inits(a, b, ab, known, NULL);
    uint64_t state = 7;
    int good = 1;
    for (size_t n = least; n <= most; n += n / 3 + 1)
        for (size_t m = least; m <= n; m += m / 2 + 1) {
            mpz_set_ui(known, 1);
            mpz_mul_2exp(a, known, 64 * m);
            mpz_mul_2exp(b, known, 64 * n);
            mpz_mul_2exp(known, a, 64 * n);
            mpz_sub(known, known, a);
            mpz_sub(known, known, b);
            mpz_add_ui(known, known, 1);
            mpz_sub_ui(a, a, 1);
            mpz_sub_ui(b, b, 1);
            mul(ab, a, b);
            good = good && mpz_cmp(ab, known) == 0;
            some_number(a, m, &state);
            some_number(b, n, &state);
            mul(ab, a, b);
            good = good && right_residues(a, b, ab);
            mul(b, a, a);
            good = good && right_residues(a, a, b);
        }
    mpz_clears(a, b, ab, known, NULL);
    return good;
}

static cf_probe_status products(cf_library_function f) {
    return cf_probe_verdict(products_between((binary_z)f, 1, 150));
}

static cf_probe_status long_products(cf_library_function f) {
    return cf_probe_verdict(products_between((binary_z)f, 200, 12000));
}

static cf_probe_status division(cf_library_function f) {
    mpz_t a, b, q, r;
    mpz_inits(a, b, q, r, NULL);
    uint64_t state = 11;
    int good = 1;
    for (size_t n = 1; n <= 100; n += n / 3 + 1)
        for (size_t m = 1; m <= n; m += m / 2 + 1) {
            some_number(a, n, &state);
            some_number(b, m, &state);
            ((void (*)(mpz_ptr, mpz_ptr, mpz_srcptr, mpz_srcptr))f)(q, r, a, b);
            good = good && mpz_sgn(r) >= 0 && mpz_cmp(r, b) < 0;
            mpz_addmul(r, q, b);
            good = good && mpz_cmp(r, a) == 0;
        }
    mpz_clears(a, b, q, r, NULL);
    return cf_probe_verdict(good);
}

/* The greatest common divisor of g F_k and g F_(k+1) is g. */
static cf_probe_status greatest_divisors(cf_library_function f) {
    mpz_t a, b, g, d;
    mpz_inits(a, b, g, d, NULL);
    uint64_t state = 13;
    int good = 1;
    for (unsigned long k = 5; k < 4000; k += k) {
        some_number(g, 1 + k / 64, &state);
        mpz_fib2_ui(a, b, k);
        mpz_mul(a, a, g);
        mpz_mul(b, b, g);
        ((binary_z)f)(d, a, b);
        good = good && mpz_cmp(d, g) == 0;
    }
    mpz_clears(a, b, g, d, NULL);
    return cf_probe_verdict(good);
}

/* ------------------------------------------------------------------------------------------------------- FLINT */

/* (2^k + 1) - 2^k = 1 by z - x y; a small result must be a small number, or it equals no other. */
static cf_probe_status fused_whole(cf_library_function f) {
    fmpz_t x, y, z;
    fmpz_init(x);
    fmpz_init(y);
    fmpz_init(z);
    int good = 1;
    for (ulong k = 2; k < 200; k += 7) {
        fmpz_one(x);
        fmpz_mul_2exp(x, x, k);
        fmpz_add_ui(z, x, 1);
        fmpz_set_si(y, -1);
        ((void (*)(fmpz_t, const fmpz_t, const fmpz_t))f)(z, x, y);
        good = good && fmpz_is_one(z) && fmpz_equal_si(z, 1) && fmpz_bits(z) == 1;
    }
    fmpz_clear(x);
    fmpz_clear(y);
    fmpz_clear(z);
    return cf_probe_verdict(good);
}

/* 1/n - 1/(n + 1) = 1/(n (n + 1)) */
static cf_probe_status rational_sums(cf_library_function f) {
    fmpq_t a, b, c;
    fmpq_init(a);
    fmpq_init(b);
    fmpq_init(c);
    int good = 1;
    for (int k = 1; k < 100; k += 3) {
        fmpz_set_ui(fmpq_denref(a), 3);
        fmpz_pow_ui(fmpq_denref(a), fmpq_denref(a), (ulong)k);
        fmpz_add_ui(fmpq_denref(b), fmpq_denref(a), 1);
        fmpz_one(fmpq_numref(a));
        fmpz_set_si(fmpq_numref(b), -1);
        ((void (*)(fmpq_t, const fmpq_t, const fmpq_t))f)(c, a, b);
        fmpz_mul(fmpq_denref(a), fmpq_denref(a), fmpq_denref(b));
        good = good && fmpq_equal(a, c);
    }
    fmpq_clear(a);
    fmpq_clear(b);
    fmpq_clear(c);
    return cf_probe_verdict(good);
}

/* Neighbouring Fibonacci quotients lie alternately on the two sides of their limit: F_2 / F_1 > F_4 / F_3 > ... */
static cf_probe_status rational_order(cf_library_function f) {
    int (*cmp)(const fmpq_t, const fmpq_t) = (int (*)(const fmpq_t, const fmpq_t))f;
    fmpq_t a, b, minus;
    fmpq_init(a);
    fmpq_init(b);
    fmpq_init(minus);
    int good = 1;
    fmpq_one(a); /* F_(k+1) / F_k, k = 1 */
    for (int k = 1; k < 300; k++) {
        fmpz_add(fmpq_numref(b), fmpq_numref(a), fmpq_denref(a));
        fmpz_set(fmpq_denref(b), fmpq_numref(a));
        int odd = k & 1;
        good = good && cmp(a, b) * (odd ? 1 : -1) < 0 && cmp(b, a) * (odd ? 1 : -1) > 0 && cmp(a, a) == 0;
        fmpq_neg(minus, a);
        good = good && cmp(minus, b) < 0 && cmp(b, minus) > 0;
        fmpq_swap(a, b);
    }
    fmpq_clear(a);
    fmpq_clear(b);
    fmpq_clear(minus);
    return cf_probe_verdict(good);
}

/* The Hilbert matrix of order 8: the solution of H x = (1, 0, ...) is of whole numbers, the first 64. */
static cf_probe_status exact_solve(cf_library_function f) {
    fmpq_mat_t H, b, x;
    fmpq_mat_init(b, 8, 1);
    fmpq_mat_init(x, 8, 1);
    fmpq_mat_init(H, 8, 8);
    fmpq_mat_hilbert_matrix(H);
    fmpq_one(fmpq_mat_entry(b, 0, 0));
    int good = ((int (*)(fmpq_mat_t, const fmpq_mat_t, const fmpq_mat_t))f)(x, H, b);
    fmpq_t expected;
    fmpq_init(expected);
    fmpq_set_si(expected, 64, 1);
    good = good && fmpq_equal(expected, fmpq_mat_entry(x, 0, 0));
    fmpq_mat_mul(x, H, x);
    good = good && fmpq_mat_equal(x, b);
    fmpq_clear(expected);
    fmpq_mat_clear(H);
    fmpq_mat_clear(b);
    fmpq_mat_clear(x);
    return cf_probe_verdict(good);
}

/* (x + y/2 + z^2) (2 x - 3 y z) (x + 7), or without the last factor. */
static void known_polynomial(fmpq_mpoly_t out, const fmpq_mpoly_ctx_t ctx, int all) {
    static const char *names[] = {"x", "y", "z"};
    fmpq_mpoly_set_str_pretty(out,
                              all ? "2*x^3-3*x^2*y*z+x^2*y-3/2*x*y^2*z+2*x^2*z^2-3*x*y*z^3+14*x^2-21*x*y*z+7*x*y"
                                    "-21/2*y^2*z+14*x*z^2-21*y*z^3"
                                  : "2*x^2-3*x*y*z+x*y-3/2*y^2*z+2*x*z^2-3*y*z^3",
                              names, ctx);
}

static cf_probe_status polynomial_product(cf_library_function f) {
    static const char *names[] = {"x", "y", "z"};
    fmpq_mpoly_ctx_t ctx;
    fmpq_mpoly_t a, b, c;
    fmpq_mpoly_ctx_init(ctx, 3, ORD_DEGLEX);
    fmpq_mpoly_init(a, ctx);
    fmpq_mpoly_init(b, ctx);
    fmpq_mpoly_init(c, ctx);
    known_polynomial(a, ctx, 0);
    fmpq_mpoly_set_str_pretty(b, "x+7", names, ctx);
    ((void (*)(fmpq_mpoly_t, const fmpq_mpoly_t, const fmpq_mpoly_t, const fmpq_mpoly_ctx_t))f)(c, a, b, ctx);
    known_polynomial(a, ctx, 1);
    int good = fmpq_mpoly_equal(a, c, ctx);
    fmpq_mpoly_clear(a, ctx);
    fmpq_mpoly_clear(b, ctx);
    fmpq_mpoly_clear(c, ctx);
    fmpq_mpoly_ctx_clear(ctx);
    return cf_probe_verdict(good);
}

/* Division: exact by a factor, and refused by what is none. */
static cf_probe_status polynomial_division(cf_library_function f) {
    static const char *names[] = {"x", "y", "z"};
    int (*divides)(fmpq_mpoly_t, const fmpq_mpoly_t, const fmpq_mpoly_t, const fmpq_mpoly_ctx_t) =
        (int (*)(fmpq_mpoly_t, const fmpq_mpoly_t, const fmpq_mpoly_t, const fmpq_mpoly_ctx_t))f;
    fmpq_mpoly_ctx_t ctx;
    fmpq_mpoly_t a, b, c;
    fmpq_mpoly_ctx_init(ctx, 3, ORD_DEGLEX);
    fmpq_mpoly_init(a, ctx);
    fmpq_mpoly_init(b, ctx);
    fmpq_mpoly_init(c, ctx);
    known_polynomial(a, ctx, 1);
    fmpq_mpoly_set_str_pretty(b, "x+7", names, ctx);
    int good = divides(c, a, b, ctx);
    known_polynomial(b, ctx, 0);
    good = good && fmpq_mpoly_equal(b, c, ctx);
    fmpq_mpoly_set_str_pretty(b, "x+y+7", names, ctx);
    good = good && !divides(c, a, b, ctx);
    fmpq_mpoly_clear(a, ctx);
    fmpq_mpoly_clear(b, ctx);
    fmpq_mpoly_clear(c, ctx);
    fmpq_mpoly_ctx_clear(ctx);
    return cf_probe_verdict(good);
}

/* -------------------------------------------------------------------------------------------------------- MPFR */

/* x / y rounded down is the greatest number of its precision below, and the sign that comes with it is right. */
static cf_probe_status rounded_quotients(cf_library_function f) {
    mpz_t a, b, z, left, right;
    mpz_inits(a, b, z, left, right, NULL);
    uint64_t state = 17;
    int good = 1;
    for (int k = 0; k < 600; k++) {
        mpfr_t x, y, q;
        some_number(a, 1 + (size_t)(k % 4), &state);
        some_number(b, 1 + (size_t)(k / 4 % 4), &state);
        mpfr_init2(x, 300);
        mpfr_init2(y, 300);
        mpfr_init2(q, 20 + k % 240);
        mpfr_set_z(x, a, MPFR_RNDN);
        mpfr_set_z(y, b, MPFR_RNDN);
        int sign = ((int (*)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t))f)(q, x, y, MPFR_RNDD);
        mpfr_exp_t e = mpfr_get_z_2exp(z, q); /* q = z 2^e, z of all its bits */
        for (int up = 0; up < 2; up++) {      /* (z + up) 2^e b against a */
            mpz_add_ui(left, z, (unsigned long)up);
            mpz_mul(left, left, b);
            if (e > 0) mpz_mul_2exp(left, left, (mp_bitcnt_t)e);
            mpz_mul_2exp(right, a, e < 0 ? (mp_bitcnt_t)-e : 0);
            int order = mpz_cmp(left, right);
            good = good && (up ? order > 0 : order <= 0 && (order < 0) == (sign < 0) && (order == 0) == (sign == 0));
        }
        mpfr_clears(x, y, q, (mpfr_ptr)NULL);
    }
    mpz_clears(a, b, z, left, right, NULL);
    return cf_probe_verdict(good);
}

#define FN(f) (cf_library_function) f
const cf_probe cf_probes_exact[] = {
    {"mpz_mul", "GMP's products of 1 to 150 limbs are right", NULL, "GMP multiplies wrongly on this processor",
     CF_PROBE_DECIDES, products, FN(mpz_mul)},
    {"mpz_tdiv_qr", "GMP's quotients of 1 to 100 limbs are right", NULL, "GMP divides wrongly on this processor",
     CF_PROBE_DECIDES, division, FN(mpz_tdiv_qr)},
    {"mpz_gcd", "GMP's greatest common divisors are right", NULL,
     "GMP's greatest common divisor is wrong: fractions are not in lowest terms", CF_PROBE_DECIDES, greatest_divisors,
     FN(mpz_gcd)},
    {"fmpz_addmul", "z + x y is right, and a small number where it is small", NULL,
     "FLINT's fmpz_addmul is wrong: equal numbers may compare as unequal", CF_PROBE_DECIDES, fused_whole,
     FN(fmpz_addmul)},
    {"fmpq_add", "sums of rationals are right", NULL, "FLINT adds rationals wrongly", CF_PROBE_DECIDES, rational_sums,
     FN(fmpq_add)},
    {"fmpq_cmp", "rationals are in order", NULL, "FLINT orders rationals wrongly", CF_PROBE_DECIDES, rational_order,
     FN(fmpq_cmp)},
    {"fmpq_mat_solve_dixon", "solves the Hilbert system of order 8", NULL, "exact linear algebra is wrong",
     CF_PROBE_DECIDES, exact_solve, FN(fmpq_mat_solve_dixon)},
    {"fmpq_mat_solve", "solves the Hilbert system of order 8", NULL, "exact linear algebra is wrong",
     CF_PROBE_DECIDES, exact_solve, FN(fmpq_mat_solve)},
    {"fmpq_mpoly_mul", "a product of polynomials in three variables is right", NULL,
     "FLINT multiplies polynomials wrongly: identities cannot be trusted", CF_PROBE_DECIDES, polynomial_product,
     FN(fmpq_mpoly_mul)},
    {"fmpq_mpoly_divides", "divides by a factor, and by nothing else", NULL,
     "FLINT divides polynomials wrongly: identities cannot be trusted", CF_PROBE_DECIDES, polynomial_division,
     FN(fmpq_mpoly_divides)},
    {"mpz_mul, long", "GMP's products of 200 to 12000 limbs are right", NULL,
     "GMP multiplies long numbers wrongly on this processor", CF_PROBE_LONG, long_products, FN(mpz_mul)},
    {"mpfr_div", "MPFR's quotients are rounded down, and say to which side", NULL, "MPFR rounds quotients wrongly",
     CF_PROBE_LONG, rounded_quotients, FN(mpfr_div)},
    {0}};
