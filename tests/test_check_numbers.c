/* test_check_numbers.c - the checker's own elementary functions against balls of the reference: each enclosure holds the true value
 * and is narrow, at random and hard arguments; wide intervals hold the values inside. */
#include "bounds/check/num.h"
#include "reference/certiflow_ref.h"
#include "tests/cases.h"
#include "tests/slower.h"
#include <criterion/criterion.h>
#include <string.h>

enum { RANDOM = 400 };

static void begin(context *cx, long bits) {
    memset(cx, 0, sizeof *cx);
    cx->ivs.size = sizeof(iv);
    cx->bits = bits;
}
static void end(context *cx) {
    pool_clear(&cx->ivs, iv_free);
}

static void to_arf(arf_t z, const dy *x) {
    fmpz_t m, e;
    fmpz_init(m);
    fmpz_init_set_ui(e, 0);
    fmpz_set_mpz(m, x->m);
    if (x->e == DY_INF) {
        if (dy_sgn(x) > 0) arf_pos_inf(z);
        else arf_neg_inf(z);
    } else {
        fmpz_set_si(e, x->e);
        arf_set_fmpz_2exp(z, m, e);
    }
    fmpz_clear(m);
    fmpz_clear(e);
}

/* The ball, much narrower than z, meets z, and z is narrow: at most 2^(slack - bits) of the value. */
static void expect_encloses(const iv *z, const arb_t truth, long bits, long slack, const char *what) {
    arf_t lo, hi, width, a, b;
    cr_assert_not_null(z, "%s is not defined", what);
    cr_assert(arb_is_finite(truth), "%s: no reference", what);
    arf_init(lo), arf_init(hi), arf_init(width), arf_init(a), arf_init(b);
    to_arf(lo, &z->lo), to_arf(hi, &z->hi);
    arb_get_lbound_arf(a, truth, ARF_PREC_EXACT), arb_get_ubound_arf(b, truth, ARF_PREC_EXACT);
    cr_expect(arf_cmp(lo, b) <= 0 && arf_cmp(a, hi) <= 0, "%s is not enclosed", what);
    if (arf_cmp(lo, hi) != 0) cr_expect(arf_cmp(lo, a) <= 0 && arf_cmp(b, hi) <= 0, "%s is not enclosed inside", what);
    arf_sub(width, hi, lo, 64, ARF_RND_UP);
    arb_get_abs_ubound_arf(b, truth, 64);
    arf_mul_2exp_si(b, b, slack - bits);
    cr_expect(arf_cmp(width, b) <= 0, "%s is wide", what);
    arf_clear(lo), arf_clear(hi), arf_clear(width), arf_clear(a), arf_clear(b);
}

typedef void (*truth)(arb_t z, int depth, const arb_t x, slong prec);
static void t_exp(arb_t z, int d, const arb_t x, slong prec) { (void)d, arb_exp(z, x, prec); }
static void t_log(arb_t z, int d, const arb_t x, slong prec) { (void)d, arb_log(z, x, prec); }
static void t_sinh(arb_t z, int d, const arb_t x, slong prec) { (void)d, arb_sinh(z, x, prec); }
static void t_cosh(arb_t z, int d, const arb_t x, slong prec) { (void)d, arb_cosh(z, x, prec); }
static void t_asinh(arb_t z, int d, const arb_t x, slong prec) { (void)d, arb_asinh(z, x, prec); }
static void t_q(arb_t z, int d, const arb_t x, slong prec) { (void)d, cf_ref_q(z, x, prec); }
static void t_q_prime(arb_t z, int d, const arb_t x, slong prec) { (void)d, cf_ref_q_prime(z, x, prec); }
static void of_depth(arb_t z, int d, const arb_t x, slong prec, void (*f)(arb_t, const fmpq_t, const arb_t, slong)) {
    fmpq_t depth;
    fmpq_init(depth);
    fmpq_set_si(depth, d, 1);
    f(z, depth, x, prec);
    fmpq_clear(depth);
}
static void t_h(arb_t z, int d, const arb_t x, slong prec) { of_depth(z, d, x, prec, cf_ref_h); }
static void t_h_inv(arb_t z, int d, const arb_t x, slong prec) { of_depth(z, d, x, prec, cf_ref_h_inv); }
static void t_q_depth(arb_t z, int d, const arb_t x, slong prec) { of_depth(z, d, x, prec, cf_ref_q_depth); }

static const struct {
    const char *name;
    const iv *(*f)(context *, const iv *, int);
    truth t;
    bool positive, below_one, deep;
    long most; /* size of the arguments: 2^most */
} functions[] = {{"exp", iv_exp, t_exp, false, false, false, 20},         {"log", iv_log, t_log, true, false, false, 2000},
                 {"sinh", iv_sinh, t_sinh, false, false, false, 20},      {"cosh", iv_cosh, t_cosh, false, false, false, 20},
                 {"asinh", iv_asinh, t_asinh, false, false, false, 1000}, {"q", iv_q, t_q, false, false, false, 400},
                 {"q_prime", iv_q_prime, t_q_prime, false, false, false, 400}, {"h", iv_h, t_h, false, true, true, 0},
                 {"h_inv", iv_h_inv, t_h_inv, false, false, true, 300},   {"q_depth", iv_q_depth, t_q_depth, false, false, true, 300}};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

/* m 2^e as a point, and the function there. */
static void at_point(context *cx, int which, int depth, const mpz_t m, long e, long slack) {
    char what[160];
    arb_t x, y;
    arf_t a;
    int mark = cx->ivs.top;
    iv *z = iv_new(cx);
    arb_init(x), arb_init(y), arf_init(a);
    mpz_set(z->lo.m, m), mpz_set(z->hi.m, m);
    z->lo.e = z->hi.e = mpz_sgn(m) ? e : 0;
    to_arf(a, &z->lo);
    arb_set_arf(x, a);
    functions[which].t(y, depth, x, 3 * cx->bits + 400);
    gmp_snprintf(what, sizeof what, "%s(%Zd 2^%ld), depth %d, %ld bits,", functions[which].name, m, e, depth, cx->bits);
    if (mpz_sgn(m)) expect_encloses(functions[which].f(cx, z, depth), y, cx->bits, slack, what);
    arb_clear(x), arb_clear(y), arf_clear(a);
    cx->ivs.top = mark;
}

static void try_function(int which, long bits, int depth) {
    context cx;
    gmp_randstate_t state;
    mpz_t m;
    begin(&cx, bits);
    gmp_randinit_default(state);
    gmp_randseed_ui(state, (unsigned long)(17 * which + bits));
    mpz_init(m);
    long most = functions[which].most;
    for (long k = 0, n_random = cases_of(RANDOM / (functions[which].deep ? 8 : 1)); k < n_random; k++) {
        long n = 1 + (long)gmp_urandomm_ui(state, (unsigned long)bits), down = k % 3 ? 20 : 2 * bits;
        if (k % 2) mpz_urandomb(m, state, (mp_bitcnt_t)n);
        else mpz_rrandomb(m, state, (mp_bitcnt_t)n); /* long runs of ones and zeros */
        if (!functions[which].positive && k % 5 == 0) mpz_neg(m, m);
        long top = (k % 2 ? 3 : most) - (long)gmp_urandomm_ui(state, (unsigned long)((k % 2 ? 3 : most) + down + 1));
        if (functions[which].below_one && top > 0) top = 0;
        at_point(&cx, which, depth, m, top - n, 12);
    }
    for (long i = 0, n_near = cases_of(2 * bits / 7); i < n_near; i++) { /* next to 1, and to powers of two */
        const long k = 1 + i * 2 * bits / n_near;
        mpz_set_ui(m, 1);
        mpz_mul_2exp(m, m, (mp_bitcnt_t)k);
        if (!functions[which].below_one) mpz_add_ui(m, m, 1), at_point(&cx, which, depth, m, -k, 12), mpz_sub_ui(m, m, 1);
        mpz_sub_ui(m, m, 1);
        if (k > 1 && k < bits) at_point(&cx, which, depth, m, -k, functions[which].below_one ? 16 + k : 12);
        mpz_set_ui(m, 1);
        at_point(&cx, which, depth, m, -k, 12);
    }
    mpz_clear(m);
    gmp_randclear(state);
    end(&cx);
}

static void all_bits(const char *name) {
    const long bits[] = {32, 64, 128, 333};
    for (int i = 0; i < FUNCTIONS; i++)
        for (int b = 0; b < 4 && !strcmp(functions[i].name, name); b++) {
            const int depths[] = {3, 4, 5, 6, 8, 17, 100};
            for (int d = 0; d < (functions[i].deep ? 7 : 1); d++) try_function(i, bits[b], depths[d]);
        }
}
Test(check_numbers, exp) { all_bits("exp"); }
Test(check_numbers, log) { all_bits("log"); }
Test(check_numbers, sinh) { all_bits("sinh"); }
Test(check_numbers, cosh) { all_bits("cosh"); }
Test(check_numbers, asinh) { all_bits("asinh"); }
Test(check_numbers, q) { all_bits("q"); }
Test(check_numbers, q_prime) { all_bits("q_prime"); }
Test(check_numbers, h) { all_bits("h"); }
Test(check_numbers, h_inv, .timeout = 120 * SLOWER) { all_bits("h_inv"); }
Test(check_numbers, q_depth, .timeout = 120 * SLOWER) { all_bits("q_depth"); }

/* x^(p/q), by roots and by exp and log. */
Test(check_numbers, powers) {
    const long exponents[][2] = {{1, 2}, {-1, 2}, {3, 2}, {-5, 3}, {7, 1}, {-7, 1}, {1000, 1}, {1, 33}, {300, 7}, {-22, 35}};
    context cx;
    gmp_randstate_t state;
    gmp_randinit_default(state);
    begin(&cx, 100);
    for (int k = 0; k < 2000; k++) {
        char what[160];
        const long *e = exponents[k % 10];
        arb_t x, y;
        arf_t a;
        fmpq_t r;
        arb_init(x), arb_init(y), arf_init(a), fmpq_init(r);
        cx.ivs.top = 0;
        iv *z = iv_new(&cx);
        mpz_rrandomb(z->lo.m, state, 1 + gmp_urandomm_ui(state, 90));
        z->lo.e = (long)gmp_urandomm_ui(state, 60) - 100;
        dy_set(&z->hi, &z->lo);
        to_arf(a, &z->lo);
        arb_set_arf(x, a);
        fmpq_set_si(r, e[0], (ulong)e[1]);
        arb_pow_fmpq(y, x, r, 1000);
        gmp_snprintf(what, sizeof what, "(%Zd 2^%ld)^(%ld/%ld)", z->lo.m, z->lo.e, e[0], e[1]);
        expect_encloses(iv_pow(&cx, z, e[0], e[1]), y, cx.bits, 6, what);
        arb_clear(x), arb_clear(y), arf_clear(a), fmpq_clear(r);
    }
    gmp_randclear(state);
    end(&cx);
}

/* The function of an interval holds its values at the ends and in the middle. */
Test(check_numbers, intervals_hold_what_is_inside) {
    context cx;
    gmp_randstate_t state;
    gmp_randinit_default(state);
    begin(&cx, 80);
    for (int i = 0; i < FUNCTIONS; i++)
        for (int k = 0; k < 60; k++) {
            cx.ivs.top = 0;
            iv *x = iv_new(&cx);
            long low = (long)gmp_urandomm_ui(state, 2000) - (functions[i].positive ? -1 : 1000), wide = (long)gmp_urandomm_ui(state, 900);
            dy_set_si(&x->lo, low, functions[i].below_one ? -11 : -6);
            dy_set_si(&x->hi, low + wide, functions[i].below_one ? -11 : -6);
            const iv *z = functions[i].f(&cx, x, 3 + k % 5);
            cr_assert_not_null(z, "%s", functions[i].name);
            for (int part = 0; part <= 4; part++) {
                iv *y = iv_new(&cx);
                dy_set_si(&y->lo, 4 * low + part * wide, functions[i].below_one ? -13 : -8);
                dy_set(&y->hi, &y->lo);
                const iv *v = functions[i].f(&cx, y, 3 + k % 5);
                cr_expect(v && dy_cmp(&z->lo, &v->hi) <= 0 && dy_cmp(&v->lo, &z->hi) <= 0, "%s at %ld", functions[i].name, low);
            }
        }
    gmp_randclear(state);
    end(&cx);
}

Test(check_numbers, ends_and_domains) {
    context cx;
    begin(&cx, 64);
    iv *all = iv_new(&cx), *half = iv_new(&cx);
    dy_set_inf(&all->lo, -1), dy_set_inf(&all->hi, 1);
    dy_set_si(&half->lo, 0, 0), dy_set_inf(&half->hi, 1);
    cr_expect_null(iv_log(&cx, half, 0));
    cr_expect_null(iv_log(&cx, all, 0));
    cr_expect(iv_log_open(&cx, half, 0) && !iv_finite(iv_log_open(&cx, half, 0)));
    cr_expect_null(iv_pow(&cx, all, 1, 2));
    cr_expect_null(iv_pow(&cx, half, -1, 1));
    cr_expect_null(iv_pow(&cx, half, -1, 2));
    cr_expect_null(iv_div(&cx, half, all));
    cr_expect_null(iv_h(&cx, iv_si(&cx, 1), 3));
    cr_expect(dy_sgn(&iv_exp(&cx, all, 0)->lo) == 0 && !dy_finite(&iv_exp(&cx, all, 0)->hi));
    cr_expect(iv_has_zero(iv_mul(&cx, iv_si(&cx, 0), all)) && iv_finite(iv_mul(&cx, iv_si(&cx, 0), all)));
    const iv *one = iv_si(&cx, 1), *h = iv_h_inv(&cx, all, 4);
    cr_expect(dy_cmp(&h->hi, &one->hi) == 0 && dy_sgn(&h->lo) < 0 && dy_finite(&h->lo));
    const iv *cosh = iv_cosh(&cx, all, 0), *q = iv_q(&cx, all, 0), *q_depth = iv_q_depth(&cx, all, 3);
    cr_expect(dy_cmp(&cosh->lo, &one->lo) == 0 && dy_sgn(&q->lo) == 0 && dy_sgn(&q_depth->lo) == 0);
    end(&cx);
}

/* Numbers beyond the exponents move outward, and sums of numbers far apart stay short. */
Test(check_numbers, exponents_end) {
    context cx;
    begin(&cx, 64);
    iv *big = iv_new(&cx);
    dy_set_si(&big->lo, 1, DY_MAX - 2), dy_set_si(&big->hi, 1, DY_MAX - 2);
    const iv *square = iv_mul(&cx, big, big), *least = iv_div(&cx, iv_si(&cx, 1), square);
    cr_expect(dy_finite(&square->lo) && !dy_finite(&square->hi));
    cr_expect(dy_sgn(&least->lo) == 0 && dy_sgn(&least->hi) > 0);
    const iv *sum = iv_add(&cx, big, iv_si(&cx, 1));
    cr_expect(dy_cmp(&sum->lo, &big->lo) == 0 && dy_cmp(&sum->hi, &big->hi) > 0 && mpz_sizeinbase(sum->hi.m, 2) < 80);
    const iv *less = iv_sub(&cx, big, iv_si(&cx, 1));
    cr_expect(dy_cmp(&less->hi, &big->hi) == 0 && dy_cmp(&less->lo, &big->lo) < 0);
    cr_expect(!dy_finite(&iv_exp(&cx, big, 0)->hi) && dy_finite(&iv_exp(&cx, big, 0)->lo));
    cr_expect(dy_sgn(&iv_exp(&cx, iv_neg(&cx, big), 0)->lo) == 0);
    cr_expect(dy_finite(&iv_pow(&cx, iv_si(&cx, 10), 1000000000, 1)->hi));
    cr_expect(iv_h_inv(&cx, square, 3) && iv_q_depth(&cx, square, 3) && iv_q(&cx, square, 3));
    end(&cx);
}
