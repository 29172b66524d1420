/* digits.c - see digits.h. */
#include "verify/digits.h"
#include <math.h>

double cf_ball_upper(const arb_t x) {
    arf_t u;
    arf_init(u);
    arb_get_ubound_arf(u, x, 53);
    double value = arb_is_finite(x) ? arf_get_d(u, ARF_RND_UP) : INFINITY;
    arf_clear(u);
    return value;
}

double cf_digits(const arb_t error, const arb_t size, double most) {
    arb_t ratio;
    arb_init(ratio);
    arb_div(ratio, error, size, 64);
    double at_most = cf_ball_upper(ratio);
    arb_clear(ratio);
    return at_most > 0 ? fmin(most, -log10(at_most)) : most;
}

void cf_distance_l2(arb_t out, const double *a, const double *a_lo, arb_srcptr b, size_t n, slong prec) {
    arb_t t, lo;
    arb_init(t), arb_init(lo);
    arb_zero(out);
    for (size_t i = 0; i < n; i++) {
        arb_set_d(t, a[i]);
        arb_set_d(lo, a_lo ? a_lo[i] : 0);
        arb_add(t, t, lo, prec);
        arb_sub(t, t, b + i, prec);
        arb_addmul(out, t, t, prec);
    }
    arb_sqrtpos(out, out, prec);
    arb_clear(t), arb_clear(lo);
}
