/* probes_functions.c - the elementary functions of Arb's balls, against another route: exp and log by their series
 * (sum x^k/k!; 2 sum ((x-1)/(x+1))^(2k+1)/(2k+1)) with sums, products and quotients of balls alone (probes_balls.c),
 * roots by GMP's whole roots, the rest by its definition from these; all to 500 bits. */
#include "probes.h"
#include "reference/ball.h"

enum { BITS = 500 };

/* exp x: the argument halved until it is below 2^-8, the series, the result squared as often. */
static void exp_by_series(arb_t out, const arb_t x) {
    slong prec = BITS + 64, halved = 0;
    arb_t y, term;
    arb_init(y);
    arb_init(term);
    arb_set(y, x);
    while (arf_cmpabs_2exp_si(arb_midref(y), -8) > 0) arb_mul_2exp_si(y, y, -1), halved++;
    arb_one(out);
    arb_one(term);
    for (ulong k = 1; k < 70; k++) {
        arb_mul(term, term, y, prec);
        arb_div_ui(term, term, k, prec);
        if (k < 69) arb_add(out, out, term, prec);
    }
    arb_mul_2exp_si(term, term, 1); /* what is left out is below twice its first term */
    arb_add_error(out, term);
    for (slong k = 0; k < halved; k++) arb_mul(out, out, out, prec);
    arb_clear(y);
    arb_clear(term);
}

/* log m for 1 <= m <= 2 */
static void log_by_series(arb_t out, const arb_t m) {
    slong prec = BITS + 64;
    arb_t y, square, power, term;
    arb_init(y);
    arb_init(square);
    arb_init(power);
    arb_init(term);
    arb_sub_ui(y, m, 1, prec);
    arb_add_ui(term, m, 1, prec);
    arb_div(y, y, term, prec);
    arb_mul(square, y, y, prec);
    arb_set(power, y);
    arb_zero(out);
    for (ulong k = 0; k < 190; k++) {
        arb_div_ui(term, power, 2 * k + 1, prec);
        if (k < 189) arb_add(out, out, term, prec);
        arb_mul(power, power, square, prec);
    }
    arb_mul_2exp_si(term, term, 1); /* the terms fall by a ninth at least */
    arb_add_error(out, term);
    arb_mul_2exp_si(out, out, 1);
    arb_clear(y);
    arb_clear(square);
    arb_clear(power);
    arb_clear(term);
}

/* log x for an x > 0 whose exponent fits a slong */
static void log_by_halves(arb_t out, const arb_t x) {
    arb_t m, two;
    fmpz_t e;
    arb_init(m);
    arb_init(two);
    fmpz_init(e);
    arf_abs_bound_lt_2exp_fmpz(e, arb_midref(x));
    fmpz_sub_ui(e, e, 1);
    arb_set_ui(two, 2);
    log_by_series(two, two);
    arb_mul_fmpz(two, two, e, BITS + 64);
    fmpz_neg(e, e);
    arb_mul_2exp_fmpz(m, x, e);
    log_by_series(out, m);
    arb_add(out, out, two, BITS + 64);
    arb_clear(m);
    arb_clear(two);
    fmpz_clear(e);
}

/* sqrt x: between s 2^-1000 and (s + 1) 2^-1000, s the whole root of x 2^2000 rounded down */
static void root_by_whole(arb_t out, const arb_t x) {
    arf_t scaled;
    fmpz_t s;
    arb_t up;
    arf_init(scaled);
    fmpz_init(s);
    arb_init(up);
    arf_mul_2exp_si(scaled, arb_midref(x), 2000);
    arf_get_fmpz(s, scaled, ARF_RND_FLOOR);
    fmpz_sqrt(s, s);
    arb_set_fmpz(out, s);
    fmpz_add_ui(s, s, 1);
    arb_set_fmpz(up, s);
    arb_union(out, out, up, BITS + 64);
    arb_mul_2exp_si(out, out, -1000);
    arf_clear(scaled);
    fmpz_clear(s);
    arb_clear(up);
}

/* ---------------------------------------------------------------------------------------------------- the functions
 */

typedef void (*unary)(arb_t, const arb_t, slong);
typedef void (*route)(arb_t, const arb_t);

static void expm1_route(arb_t out, const arb_t x) {
    exp_by_series(out, x);
    arb_sub_ui(out, out, 1, BITS + 64);
}
static void log1p_route(arb_t out, const arb_t x) {
    arb_t u;
    arb_init(u);
    arb_add_ui(u, x, 1, ARF_PREC_EXACT);
    log_by_halves(out, u);
    arb_clear(u);
}
/* (e^x + sign e^-x)/2 */
static void half_sum(arb_t out, const arb_t x, int sign) {
    arb_t v;
    arb_init(v);
    exp_by_series(out, x);
    arb_ui_div(v, 1, out, BITS + 64);
    sign > 0 ? arb_add(out, out, v, BITS + 64) : arb_sub(out, out, v, BITS + 64);
    arb_mul_2exp_si(out, out, -1);
    arb_clear(v);
}
static void sinh_route(arb_t out, const arb_t x) {
    half_sum(out, x, -1);
}
static void cosh_route(arb_t out, const arb_t x) {
    half_sum(out, x, 1);
}
static void tanh_route(arb_t out, const arb_t x) {
    arb_t v;
    arb_init(v);
    sinh_route(out, x);
    cosh_route(v, x);
    arb_div(out, out, v, BITS + 64);
    arb_clear(v);
}
static void asinh_route(arb_t out, const arb_t x) {
    arb_t v, one;
    arb_init(v);
    arb_init(one);
    arb_mul(v, x, x, ARF_PREC_EXACT);
    arb_add_ui(v, v, 1, ARF_PREC_EXACT);
    root_by_whole(v, v);
    arb_abs(out, x);
    arb_add(v, v, out, BITS + 64);
    log_by_halves(out, v);
    if (arb_is_negative(x)) arb_neg(out, out);
    arb_clear(v);
    arb_clear(one);
}
static void rsqrt_route(arb_t out, const arb_t x) {
    root_by_whole(out, x);
    arb_ui_div(out, 1, out, BITS + 64);
}

/* y holds what `known` is of: all of its narrow ball, or an exact y lies in it. */
static int encloses(const arb_t y, const arb_t known) {
    return arb_is_finite(y) && (arb_contains(y, known) || (arb_is_exact(y) && arb_contains(known, y)));
}

/* At points, and between each and the next: f of the ball around both must hold the values at both. */
static cf_probe_status enclosure(cf_library_function f, route exact, int positive) {
    static const double points[] = {0x1.8p-40, 1e-8, 0.1015625, -0.3, 0.5, -0.75, 1.5, -2.25, 3.7, 17.5, 40.25};
    enum { POINTS = sizeof points / sizeof *points };
    static const slong precs[] = {30, 53, 128, 333};
    arb_ptr x = _arb_vec_init(POINTS), known = _arb_vec_init(POINTS);
    arb_t y, ball;
    arb_init(y);
    arb_init(ball);
    int good = 1;
    for (int k = 0; k < POINTS; k++) {
        arb_set_d(x + k, positive && points[k] < 0 ? -points[k] : points[k]);
        exact(known + k, x + k);
        for (int i = 0; i < 4; i++) {
            ((unary)f)(y, x + k, precs[i]);
            good = good && encloses(y, known + k) && cf_ball_bits(y) >= precs[i] - 8;
        }
        if (k == 0) continue;
        arb_union(ball, x + k, x + k - 1, 64);
        ((unary)f)(y, ball, 64);
        if (arb_is_finite(y)) good = good && arb_contains(y, known + k) && arb_contains(y, known + k - 1);
    }
    _arb_vec_clear(x, POINTS);
    _arb_vec_clear(known, POINTS);
    arb_clear(y);
    arb_clear(ball);
    return cf_probe_verdict(good);
}

static cf_probe_status of_exp(cf_library_function f) {
    return enclosure(f, exp_by_series, 0);
}
static cf_probe_status of_expm1(cf_library_function f) {
    return enclosure(f, expm1_route, 0);
}
static cf_probe_status of_sinh(cf_library_function f) {
    return enclosure(f, sinh_route, 0);
}
static cf_probe_status of_cosh(cf_library_function f) {
    return enclosure(f, cosh_route, 0);
}
static cf_probe_status of_tanh(cf_library_function f) {
    return enclosure(f, tanh_route, 0);
}
static cf_probe_status of_asinh(cf_library_function f) {
    return enclosure(f, asinh_route, 0);
}
static cf_probe_status of_log(cf_library_function f) {
    return enclosure(f, log_by_halves, 1);
}
static cf_probe_status of_log1p(cf_library_function f) {
    return enclosure(f, log1p_route, 1);
}
static cf_probe_status of_sqrt(cf_library_function f) {
    return enclosure(f, root_by_whole, 1);
}
static cf_probe_status of_rsqrt(cf_library_function f) {
    return enclosure(f, rsqrt_route, 1);
}

/* Arguments with huge exponents: log 2^k = k log 2. */
static cf_probe_status huge_logarithms(cf_library_function f) {
    static const slong exponents[] = {-1000003, 77777777, 1l << 40};
    arb_t x, y, two;
    arb_init(x);
    arb_init(y);
    arb_init(two);
    arb_set_ui(x, 2);
    log_by_series(two, x);
    int good = 1;
    for (int k = 0; k < 3; k++) {
        arb_one(x);
        arb_mul_2exp_si(x, x, exponents[k]);
        ((unary)f)(y, x, 100);
        arb_mul_si(x, two, exponents[k], BITS);
        good = good && arb_is_finite(y) && arb_contains(y, x) && cf_ball_bits(y) > 80;
    }
    arb_clear(x);
    arb_clear(y);
    arb_clear(two);
    return cf_probe_verdict(good);
}

static cf_probe_status log_two(cf_library_function f) {
    arb_t x, y;
    arb_init(x);
    arb_init(y);
    arb_set_ui(x, 2);
    log_by_series(x, x);
    int good = 1;
    for (slong prec = 30; prec <= 480; prec += 50) {
        ((void (*)(arb_t, slong))f)(y, prec);
        good = good && arb_is_finite(y) && arb_contains(y, x) && cf_ball_bits(y) >= prec - 4;
    }
    arb_clear(x);
    arb_clear(y);
    return cf_probe_verdict(good);
}

/* x^y = exp(y log x); of a ball that holds 0, or has it for an end, the power holds 0 and that of the other end. */
static cf_probe_status powers(cf_library_function f) {
    void (*pow)(arb_t, const arb_t, const arb_t, slong) = (void (*)(arb_t, const arb_t, const arb_t, slong))f;
    static const double base[] = {0.3, 1.75, 10.5, 0x1p-30}, exponent[] = {1.5, -0.7, 2, 0.1, -3};
    arb_t x, y, z, known;
    arb_init(x);
    arb_init(y);
    arb_init(z);
    arb_init(known);
    int good = 1;
    for (int k = 0; k < 20; k++) {
        arb_set_d(x, base[k % 4]);
        arb_set_d(y, exponent[k / 4]);
        log_by_halves(known, x);
        arb_mul(known, known, y, BITS);
        exp_by_series(known, known);
        pow(z, x, y, 100);
        good = good && encloses(z, known) && cf_ball_bits(z) > 80;
        if (exponent[k / 4] < 0) continue;
        for (int wide = 0; wide < 2; wide++) { /* from 0, or a little less, to 2 base */
            arf_get_mag(arb_radref(x), arb_midref(x));
            if (wide) mag_mul_ui(arb_radref(x), arb_radref(x), 1 + (ulong)wide);
            pow(z, x, y, 100);
            good = good && (!arb_is_finite(z) || (arb_contains_zero(z) && arb_contains(z, known)));
        }
    }
    arb_clear(x);
    arb_clear(y);
    arb_clear(z);
    arb_clear(known);
    return cf_probe_verdict(good);
}

/* 8^(2/3) = 4, 32^(-3/5) = 1/8, (4/9)^(3/2) = 8/27, (2/3)^5 = 32/243, and a ball around the base holds them too. */
static cf_probe_status rational_powers(cf_library_function f) {
    static const slong cases[][6] = {
        {8, 1, 2, 3, 4, 1}, {32, 1, -3, 5, 1, 8}, {4, 9, 3, 2, 8, 27}, {2, 3, 5, 1, 32, 243}};
    fmpq_t q;
    arb_t x, z;
    fmpq_init(q);
    arb_init(x);
    arb_init(z);
    int good = 1;
    for (int k = 0; k < 8; k++) {
        const slong *c = cases[k / 2];
        fmpq_set_si(q, c[0], (ulong)c[1]);
        arb_set_fmpq(x, q, 150);
        if (k % 2) mag_set_d(arb_radref(x), 0x1p-5);
        fmpq_set_si(q, c[2], (ulong)c[3]);
        ((void (*)(arb_t, const arb_t, const fmpq_t, slong))f)(z, x, q, 128);
        fmpq_set_si(q, c[4], (ulong)c[5]);
        good = good && arb_is_finite(z) && arb_contains_fmpq(z, q) && (k % 2 || cf_ball_bits(z) > 100);
    }
    fmpq_clear(q);
    arb_clear(x);
    arb_clear(z);
    return cf_probe_verdict(good);
}

/* ------------------------------------------------------------------------------------------------------- series */

/* Coefficients of f(1 - 4x), or f(1 + x) for the logarithm, which are known. */
static cf_probe_status series(cf_library_function f, const slong (*known)[2], slong linear) {
    enum { N = 6 };
    arb_poly_t p, s;
    arb_t c;
    fmpq_t q;
    arb_poly_init(p);
    arb_poly_init(s);
    arb_init(c);
    fmpq_init(q);
    arb_poly_set_coeff_si(p, 0, 1);
    arb_poly_set_coeff_si(p, 1, linear);
    ((void (*)(arb_poly_t, const arb_poly_t, slong, slong))f)(s, p, N, 100);
    int good = 1;
    for (slong k = 0; k < N; k++) {
        arb_poly_get_coeff_arb(c, s, k);
        fmpq_set_si(q, known[k][0], (ulong)known[k][1]);
        good = good && arb_is_finite(c) && arb_contains_fmpq(c, q) && mag_cmp_2exp_si(arb_radref(c), -80) < 0;
    }
    arb_poly_clear(p);
    arb_poly_clear(s);
    arb_clear(c);
    fmpq_clear(q);
    return cf_probe_verdict(good);
}

static cf_probe_status root_series(cf_library_function f) {
    static const slong known[][2] = {{1, 1}, {-2, 1}, {-2, 1}, {-4, 1}, {-10, 1}, {-28, 1}};
    return series(f, known, -4);
}
static cf_probe_status inverse_root_series(cf_library_function f) {
    static const slong known[][2] = {{1, 1}, {2, 1}, {6, 1}, {20, 1}, {70, 1}, {252, 1}};
    return series(f, known, -4);
}
static cf_probe_status log_series(cf_library_function f) {
    static const slong known[][2] = {{0, 1}, {1, 1}, {-1, 2}, {1, 3}, {-1, 4}, {1, 5}};
    return series(f, known, 1);
}

static cf_probe_status wide_asinh(cf_library_function f) {
    arb_t x;
    arb_init(x);
    mag_set_d(arb_radref(x), 0.9);
    ((unary)f)(x, x, 128);
    int finite = arb_is_finite(x);
    arb_clear(x);
    return finite ? CF_PROBE_OK : CF_PROBE_NOTE;
}

#define DECIDES(run, f) CF_PROBE_DECIDES, run, (cf_library_function)f
#define BALLS "values, and those at the ends of balls, are enclosed"
#define WRONG "enclosures do not hold the values: nothing of the reference can be trusted"
const cf_probe cf_probes_functions[] = {
    {"arb_exp", BALLS, NULL, WRONG, DECIDES(of_exp, arb_exp)},
    {"arb_expm1", BALLS, NULL, WRONG, DECIDES(of_expm1, arb_expm1)},
    {"arb_log", BALLS, NULL, WRONG, DECIDES(of_log, arb_log)},
    {"arb_log1p", BALLS, NULL, WRONG, DECIDES(of_log1p, arb_log1p)},
    {"arb_sinh", BALLS, NULL, WRONG, DECIDES(of_sinh, arb_sinh)},
    {"arb_cosh", BALLS, NULL, WRONG, DECIDES(of_cosh, arb_cosh)},
    {"arb_tanh", BALLS, NULL, WRONG, DECIDES(of_tanh, arb_tanh)},
    {"arb_asinh", BALLS, NULL, WRONG, DECIDES(of_asinh, arb_asinh)},
    {"arb_sqrt", BALLS, NULL, WRONG, DECIDES(of_sqrt, arb_sqrt)},
    {"arb_rsqrt", BALLS, NULL, WRONG, DECIDES(of_rsqrt, arb_rsqrt)},
    {"arb_log, huge", "log 2^k holds k log 2, k to 2^40", NULL, WRONG, DECIDES(huge_logarithms, arb_log)},
    {"arb_const_log2", "holds its series", NULL, WRONG, DECIDES(log_two, arb_const_log2)},
    {"arb_pow", "x^y holds exp(y log x), and 0 where x may be 0", NULL, WRONG, DECIDES(powers, arb_pow)},
    {"arb_pow_fmpq", "rational powers of rationals are enclosed", NULL, WRONG,
     DECIDES(rational_powers, arb_pow_fmpq)},
    {"arb_poly_sqrt_series", "the coefficients of sqrt(1 - 4x) are enclosed", NULL, WRONG,
     DECIDES(root_series, arb_poly_sqrt_series)},
    {"arb_poly_rsqrt_series", "the coefficients of 1/sqrt(1 - 4x) are enclosed", NULL, WRONG,
     DECIDES(inverse_root_series, arb_poly_rsqrt_series)},
    {"arb_poly_log_series", "the coefficients of log(1 + x) are enclosed", NULL, WRONG,
     DECIDES(log_series, arb_poly_log_series)},
    {"wide balls", "arb_asinh of the ball 0 +/- 0.9 is finite",
     "arb_asinh of the ball 0 +/- 0.9 is NaN; the program evaluates at the ends instead", "", CF_PROBE_DOUBLES,
     wide_asinh, (cf_library_function)arb_asinh},
    {0}};
