/* ulp.c - the error of a double in units in the last place of the exact value. */
#include "verify/ulp.h"
#include "reference/certiflow_ref.h"
#include <math.h>

/* nonzero iff every point of the ball rounds to infinity: |exact| >= 2^1024 - 2^970, half an ulp beyond
 * DBL_MAX */
static int overflows(const arb_t exact) {
    arf_t low, limit;
    arf_init(low);
    arf_init(limit);
    arb_get_abs_lbound_arf(low, exact, 128);
    arf_set_si_2exp_si(limit, (WORD(1) << 54) - 1, 970);
    int result = arf_cmp(low, limit) >= 0;
    arf_clear(low);
    arf_clear(limit);
    return result;
}

/* The exponent of the ulp of the ball's least point in size. */
static slong ulp_exponent(const arb_t exact) {
    arf_t low;
    fmpz_t e;
    arf_init(low);
    fmpz_init(e);
    arb_get_abs_lbound_arf(low, exact, 128);
    slong result = -1074;
    if (!arf_is_zero(low)) {
        arf_abs_bound_lt_2exp_fmpz(e, low); /* |low| < 2^e, and >= 2^(e-1) */
        if (fmpz_cmp_si(e, -1021) > 0) result = fmpz_cmp_si(e, 1024) > 0 ? 971 : fmpz_get_si(e) - 53;
    }
    arf_clear(low);
    fmpz_clear(e);
    return result;
}

double cf_ulp_error(double value, const arb_t exact) {
    if (arf_is_nan(arb_midref(exact))) return isnan(value) ? 0 : INFINITY;
    if (arf_is_inf(arb_midref(exact)))
        return arb_is_exact(exact) && isinf(value) && (value > 0) == (arf_sgn(arb_midref(exact)) > 0)
                   ? 0
                   : INFINITY;
    if (!arb_is_finite(exact) || isnan(value)) return INFINITY;
    if (isinf(value))
        return overflows(exact) && (value > 0) == (arf_sgn(arb_midref(exact)) > 0) ? 0 : INFINITY;
    arb_t difference;
    mag_t size;
    arb_init(difference);
    mag_init(size);
    arb_set_d(difference, value);
    arb_sub(difference, difference, exact, 256);
    arb_get_mag(size, difference);
    mag_mul_2exp_si(size, size, -ulp_exponent(exact));
    double result = mag_get_d(size);
    arb_clear(difference);
    mag_clear(size);
    return result;
}

void cf_ulp_multiple(arb_t out, double factor, const arb_t exact) {
    slong e = ulp_exponent(exact);
    arb_set_d(out, factor);
    arb_mul_2exp_si(out, out, e);
}

/* exact, or exact_depth at depth, at argument */
static double error_at(double value, cf_ulp_function exact, cf_ulp_depth_function exact_depth, const fmpq_t depth,
                       double argument) {
    arb_t x, y;
    arb_init(x);
    arb_init(y);
    arb_set_d(x, argument); /* exact; NaN and infinities too */
    slong prec = 128;
    for (int i = 0; i < 20; i++, prec *= 2) {
        if (exact)
            exact(y, x, prec);
        else
            exact_depth(y, depth, x, prec);
        if (!isfinite(argument) || cf_ball_bits(y) >= 96) break;
    }
    double result = cf_ulp_error(value, y);
    arb_clear(x);
    arb_clear(y);
    return result;
}

double cf_ulp_error_at(double value, cf_ulp_function exact, double argument) {
    return error_at(value, exact, NULL, NULL, argument);
}

double cf_ulp_error_at_depth(double value, cf_ulp_depth_function exact, double depth, double argument) {
    fmpq_t D;
    fmpq_init(D);
    cf_fmpq_set_double(D, depth);
    double result = error_at(value, NULL, exact, D, argument);
    fmpq_clear(D);
    return result;
}
