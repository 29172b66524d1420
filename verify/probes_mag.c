/* probes_mag.c - Arb's bounds mag_t and floating-point numbers arf_t, which the radii and the midpoints of balls are.
 * An upper bound must not lie below the exact value, a lower one not above, neither far from it; exact values are
 * rationals. */
#include "probes.h"
#include "reference/ball.h"
#include <float.h>

typedef void (*binary_mag)(mag_t, const mag_t, const mag_t);
typedef void (*binary_q)(fmpq_t, const fmpq_t, const fmpq_t);

/* Mantissas of 30 bits: the least, the greatest, others; with exponents apart. */
static void some_mag(mag_t z, int k) {
    static const ulong mantissas[] = {1ul << 29,  (1ul << 30) - 1, (1ul << 29) + 1,
                                      0x2aaaaaab, 0x3fffffff,      0x31415926};
    static const slong exponents[] = {0, -30, 1, -29, 400, -1000, -1};
    mag_set_ui_2exp_si(z, mantissas[k % 6], exponents[k % 7]);
}

static int normalised(const mag_t z) {
    return mag_is_special(z) || MAG_MAN(z) >> (MAG_BITS - 1) == 1;
}

/* z on the right side of the exact value, and within 2^-20 of it, or of `size` where that is greater. */
static int bounds_tightly(const mag_t z, const fmpq_t exact, const fmpq_t size, int upper) {
    fmpq_t q, gap;
    fmpq_init(q);
    fmpq_init(gap);
    int good = normalised(z) && mag_is_finite(z);
    if (good) {
        mag_get_fmpq(q, z);
        fmpq_sub(gap, q, exact);
        if (!upper) fmpq_neg(gap, gap);
        good = fmpq_sgn(gap) >= 0;
        fmpq_mul_2exp(gap, gap, 20);
        good = good && fmpq_cmp(gap, size) <= 0;
    }
    fmpq_clear(q);
    fmpq_clear(gap);
    return good;
}

static cf_probe_status bounds(binary_mag f, binary_q exact, int upper, int accumulates) {
    mag_t x, y, z;
    fmpq_t p, q, r, size;
    mag_init(x);
    mag_init(y);
    mag_init(z);
    fmpq_init(p);
    fmpq_init(q);
    fmpq_init(r);
    fmpq_init(size);
    int good = 1;
    for (int k = 0; k < 42 * 6; k++) {
        some_mag(x, k);
        some_mag(y, k / 6 + k / 42);
        mag_get_fmpq(p, x);
        mag_get_fmpq(q, y);
        exact(r, p, q);
        if (accumulates) { /* z = x + x y, as aliased as it goes: with y = x too */
            if (k % 2) mag_set(y, x), fmpq_mul(r, p, p);
            fmpq_add(r, r, p);
            mag_set(z, x);
            k % 2 ? f(x, x, x) : f(z, x, y);
            if (k % 2) mag_set(z, x);
        } else {
            f(z, x, y);
        }
        if (fmpq_sgn(r) < 0) fmpq_zero(r); /* of a difference 0 is the bound */
        fmpq_set(size, r);
        if (!upper) fmpq_add(size, size, p);
        good = good && bounds_tightly(z, r, size, upper);
    }
    mag_clear(x);
    mag_clear(y);
    mag_clear(z);
    fmpq_clear(p);
    fmpq_clear(q);
    fmpq_clear(r);
    fmpq_clear(size);
    return cf_probe_verdict(good);
}

static cf_probe_status upper_sum(cf_library_function f) {
    return bounds((binary_mag)f, fmpq_add, 1, 0);
}
static cf_probe_status upper_product(cf_library_function f) {
    return bounds((binary_mag)f, fmpq_mul, 1, 0);
}
static cf_probe_status upper_quotient(cf_library_function f) {
    return bounds((binary_mag)f, fmpq_div, 1, 0);
}
static cf_probe_status upper_fused(cf_library_function f) {
    return bounds((binary_mag)f, fmpq_mul, 1, 1);
}
static cf_probe_status lower_difference(cf_library_function f) {
    return bounds((binary_mag)f, fmpq_sub, 0, 0);
}
static cf_probe_status lower_quotient(cf_library_function f) {
    return bounds((binary_mag)f, fmpq_div, 0, 0);
}

/* z^2 >= x, and not by much */
static cf_probe_status upper_root(cf_library_function f) {
    mag_t x, z;
    fmpq_t p, q;
    mag_init(x);
    mag_init(z);
    fmpq_init(p);
    fmpq_init(q);
    int good = 1;
    for (int k = 0; k < 42; k++) {
        some_mag(x, k);
        ((void (*)(mag_t, const mag_t))f)(z, x);
        mag_get_fmpq(p, x);
        mag_get_fmpq(q, z);
        fmpq_mul(q, q, q);
        fmpq_sub(q, q, p);
        good = good && normalised(z) && fmpq_sgn(q) >= 0;
        fmpq_mul_2exp(q, q, 19);
        good = good && fmpq_cmp(q, p) <= 0;
    }
    mag_clear(x);
    mag_clear(z);
    fmpq_clear(p);
    fmpq_clear(q);
    return cf_probe_verdict(good);
}

static const double doubles[] = {1,
                                 1 + DBL_EPSILON,
                                 0x1.fffffffffffffp0,
                                 0.1,
                                 1e300,
                                 DBL_MAX,
                                 DBL_MIN,
                                 0x1p-1074,
                                 0x1.8p-1070,
                                 0x1.000002p-30,
                                 3.5e-310,
                                 0x0.fffffffffffffp-1022};
enum { DOUBLES = sizeof doubles / sizeof *doubles };

static cf_probe_status from_doubles(void (*f)(mag_t, double), int upper) {
    mag_t z;
    fmpq_t q;
    mag_init(z);
    fmpq_init(q);
    int good = 1;
    for (int k = 0; k < DOUBLES; k++) {
        f(z, doubles[k]);
        cf_fmpq_set_double(q, doubles[k]);
        good = good && bounds_tightly(z, q, q, upper);
    }
    mag_clear(z);
    fmpq_clear(q);
    return cf_probe_verdict(good);
}

static cf_probe_status upper_double(cf_library_function f) {
    return from_doubles((void (*)(mag_t, double))f, 1);
}
static cf_probe_status lower_double(cf_library_function f) {
    return from_doubles((void (*)(mag_t, double))f, 0);
}

/* --------------------------------------------------------------------------------------------------------- arf */

static cf_probe_status exact_double(cf_library_function f) {
    arf_t x;
    fmpq_t p, q;
    arf_init(x);
    fmpq_init(p);
    fmpq_init(q);
    int good = 1;
    for (int k = 0; k < 2 * DOUBLES; k++) {
        double d = k % 2 ? -doubles[k / 2] : doubles[k / 2];
        ((void (*)(arf_t, double))f)(x, d);
        cf_fmpq_set_double(p, d);
        arf_get_fmpq(q, x);
        good = good && fmpq_equal(p, q);
    }
    arf_clear(x);
    fmpq_clear(p);
    fmpq_clear(q);
    return cf_probe_verdict(good);
}

/* Numbers between two neighbouring doubles, subnormal ones too, and beyond the greatest: the right one of the two. */
static cf_probe_status rounded_double(cf_library_function f) {
    double (*get)(const arf_t, arf_rnd_t) = (double (*)(const arf_t, arf_rnd_t))f;
    static const struct {
        slong man, exp;
        double below, above;
    } cases[] = {{(1l << 53) + 1, -53, 1, 1 + DBL_EPSILON},
                 {(1l << 54) - 1, -54, 1 - DBL_EPSILON / 2, 1},
                 {3, -1075, 0x1p-1074, 0x1p-1073},
                 {1, -1080, 0, 0x1p-1074},
                 {(1l << 53) - 1, -1075, 0x0.fffffffffffffp-1022, DBL_MIN},
                 {5, -3, 0.625, 0.625}};
    arf_t x;
    arf_init(x);
    int good = 1;
    for (size_t k = 0; k < 2 * (sizeof cases / sizeof *cases); k++) {
        int minus = k % 2;
        double a = cases[k / 2].below, b = cases[k / 2].above, low = minus ? -b : a, high = minus ? -a : b;
        arf_set_si_2exp_si(x, minus ? -cases[k / 2].man : cases[k / 2].man, cases[k / 2].exp);
        good = good && get(x, ARF_RND_FLOOR) == low && get(x, ARF_RND_CEIL) == high &&
               get(x, ARF_RND_DOWN) == (minus ? high : low) && get(x, ARF_RND_UP) == (minus ? low : high);
        double near = get(x, ARF_RND_NEAR);
        good = good && (near == low || near == high);
    }
    arf_clear(x);
    return cf_probe_verdict(good);
}

/* ----------------------------------------------------------------------------------------------- bounds of balls */

typedef enum { LOWER, UPPER, LOWER_OF_SIZE, UPPER_OF_SIZE } end;

/* The end of a ball m +- r, and of its absolute value, in rationals. */
static void exact_end(fmpq_t out, const fmpq_t m, const fmpq_t r, end which) {
    fmpq_set(out, m);
    if (which >= LOWER_OF_SIZE) fmpq_abs(out, out);
    if (which == UPPER || which == UPPER_OF_SIZE)
        fmpq_add(out, out, r);
    else
        fmpq_sub(out, out, r);
    if (which == LOWER_OF_SIZE && fmpq_sgn(out) < 0) fmpq_zero(out);
}

/* Balls with ends that need more bits than they get: f rounds them to `prec` bits (0: it gives a mag_t). */
static cf_probe_status ends(cf_library_function f, end which, slong prec) {
    int good = 1, upper = which == UPPER || which == UPPER_OF_SIZE;
    fmpq_t m, r, e, q;
    arb_t x;
    arf_t y;
    mag_t z;
    fmpq_init(m);
    fmpq_init(r);
    fmpq_init(e);
    fmpq_init(q);
    arb_init(x);
    arf_init(y);
    mag_init(z);
    for (int k = 0; k < 60; k++) {
        static const slong radii[] = {-100, -31, -2, 0, -40};
        arb_set_si(x, k % 2 ? -1 - k * k * 37L : 1 + k * k * 37L);
        arb_mul_2exp_si(x, x, k % 7);
        some_mag(arb_radref(x), k);
        mag_mul_2exp_si(arb_radref(x), arb_radref(x), radii[k % 5] - 30 - (k % 7 == 4 ? 400 : 0));
        arf_get_fmpq(m, arb_midref(x));
        mag_get_fmpq(r, arb_radref(x));
        exact_end(e, m, r, which);
        if (prec) {
            ((void (*)(arf_t, const arb_t, slong))f)(y, x, prec);
            arf_get_fmpq(q, y);
        } else {
            ((void (*)(mag_t, const arb_t))f)(z, x);
            good = good && normalised(z) && mag_is_finite(z);
            mag_get_fmpq(q, z);
        }
        good = good && (upper ? fmpq_cmp(q, e) >= 0 : fmpq_cmp(q, e) <= 0);
        fmpq_sub(q, q, e);
        fmpq_abs(q, q);
        fmpq_mul_2exp(q, q, 20);
        fmpq_abs(m, m);
        fmpq_add(m, m, r);
        good = good && fmpq_cmp(q, m) <= 0;
    }
    fmpq_clear(m);
    fmpq_clear(r);
    fmpq_clear(e);
    fmpq_clear(q);
    arb_clear(x);
    arf_clear(y);
    mag_clear(z);
    return cf_probe_verdict(good);
}

static cf_probe_status lower_end(cf_library_function f) {
    return ends(f, LOWER, 32);
}
static cf_probe_status upper_end(cf_library_function f) {
    return ends(f, UPPER, 32);
}
static cf_probe_status lower_size(cf_library_function f) {
    return ends(f, LOWER_OF_SIZE, 32);
}
static cf_probe_status upper_mag(cf_library_function f) {
    return ends(f, UPPER_OF_SIZE, 0);
}
static cf_probe_status lower_mag(cf_library_function f) {
    return ends(f, LOWER_OF_SIZE, 0);
}

#define DECIDES(run, f) CF_PROBE_DECIDES, run, (cf_library_function)f
#define RADII "radii, so enclosures, can be too small"
const cf_probe cf_probes_mag[] = {
    {"mag_add", "bounds sums from above", NULL, RADII, DECIDES(upper_sum, mag_add)},
    {"mag_mul", "bounds products from above", NULL, RADII, DECIDES(upper_product, mag_mul)},
    {"mag_div", "bounds quotients from above", NULL, RADII, DECIDES(upper_quotient, mag_div)},
    {"mag_addmul", "bounds z + x y from above, operands alike too", NULL, RADII, DECIDES(upper_fused, mag_addmul)},
    {"mag_sqrt", "bounds roots from above", NULL, RADII, DECIDES(upper_root, mag_sqrt)},
    {"mag_sub_lower", "bounds differences from below", NULL, RADII, DECIDES(lower_difference, mag_sub_lower)},
    {"mag_div_lower", "bounds quotients from below", NULL, RADII, DECIDES(lower_quotient, mag_div_lower)},
    {"mag_set_d", "bounds doubles from above, subnormal ones too", NULL, RADII, DECIDES(upper_double, mag_set_d)},
    {"mag_set_d_lower", "bounds doubles from below", NULL, RADII, DECIDES(lower_double, mag_set_d_lower)},
    {"arf_set_d", "takes doubles exactly, subnormal ones too", NULL, "doubles are taken for others",
     DECIDES(exact_double, arf_set_d)},
    {"arf_get_d", "rounds to doubles as asked, near the least and the greatest too", NULL,
     "bounds in doubles lie on the wrong side", DECIDES(rounded_double, arf_get_d)},
    {"arb_get_lbound_arf", "lies below the ball", NULL, "lower ends of balls are too high",
     DECIDES(lower_end, arb_get_lbound_arf)},
    {"arb_get_ubound_arf", "lies above the ball", NULL, "upper ends of balls are too low",
     DECIDES(upper_end, arb_get_ubound_arf)},
    {"arb_get_abs_lbound_arf", "lies below the ball's absolute value", NULL,
     "rounded the wrong way, as in Arb before 2.13: lower bounds are too high",
     DECIDES(lower_size, arb_get_abs_lbound_arf)},
    {"arb_get_mag", "bounds a ball's absolute value from above", NULL, RADII, DECIDES(upper_mag, arb_get_mag)},
    {"arb_get_mag_lower", "bounds a ball's absolute value from below", NULL, "lower bounds are too high",
     DECIDES(lower_mag, arb_get_mag_lower)},
    {0}};
