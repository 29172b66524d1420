/* depth_near.c - h_D^{-1}, its complement and q_D at once, from a guess in doubles: what a comparison of
 * millions of doubles with their balls needs. cf_ref_h_inv and its like, which search for themselves, are the
 * definition; tests/ test_depth.c holds this against them.
 *
 * The unknown is y = s/(1-s), as in depth.c. With Y = y0 (1 +- 2^-48) about the guess, interval Newton
 *
 *     y = y0 - (h(y0) - z)/(dh/dy over Y),      dh/dy = slope/(1 + y),
 *
 * holds every root in Y; where it lies inside Y, there is one, and it is the only one as h increases. The
 * slope is evaluated over the ball Y at few bits: its relative width 2^-48 (1 + p), times the guess's error
 * of 2^-51, is what is left. */
#include "depth.h"

enum { LOG2_WIDTH = -48, SLOPE_PREC = 64 };

/* y0 = s/c as an exact ball; nonzero iff it is positive and finite */
static int start(arb_t y, double s, double c, slong prec) {
    arb_t x;
    arb_init(x);
    arb_set_d(y, s);
    arb_set_d(x, c);
    arb_div(y, y, x, prec);
    arb_clear(x);
    mag_zero(arb_radref(y));
    return arb_is_finite(y) && arb_is_positive(y);
}

/* y <- an enclosure of the root from y, exact; nonzero iff certified */
static int newton(arb_t y, const arb_t z, const cf_ref_depth_constants *k) {
    cf_ref_depth_constants few = *k;
    arb_t around, h, slope, step;
    mag_t width;
    arb_init(around), arb_init(h), arb_init(slope), arb_init(step), mag_init(width);
    few.prec = SLOPE_PREC;
    arb_set(around, y);
    arf_get_mag_lower(width, arb_midref(y));
    mag_mul_2exp_si(arb_radref(around), width, LOG2_WIDTH);
    cf_ref_depth_h_of_y(h, slope, around, &few);
    arb_add_ui(h, around, 1, SLOPE_PREC);
    arb_div(slope, h, slope, SLOPE_PREC); /* dy/dh over Y */
    cf_ref_depth_h_of_y(h, NULL, y, k);
    arb_sub(step, h, z, k->prec);
    arb_mul(step, step, slope, k->prec);
    arb_sub(y, y, step, k->prec);
    int certified = arb_is_finite(y) && arb_contains_interior(around, y);
    arb_clear(around), arb_clear(h), arb_clear(slope), arb_clear(step), mag_clear(width);
    return certified;
}

int cf_ref_depth_near(arb_ptr out, double z, double inverse, double complement,
                      const cf_ref_depth_constants *k) {
    arb_t x, y;
    arb_init(x), arb_init(y);
    arb_set_d(x, z);
    arb_abs(x, x);
    int certified = start(y, inverse, complement, k->prec) && newton(y, x, k);
    if (certified) {
        arb_add_ui(out + 1, y, 1, k->prec);
        arb_inv(out + 1, out + 1, k->prec); /* 1 - s = 1/(1+y) */
        arb_inv(out, y, k->prec);
        arb_add_ui(out, out, 1, k->prec);
        arb_inv(out, out, k->prec); /* s = 1/(1 + 1/y) */
        cf_ref_depth_primitive_of_y(out + 2, y, k);
        arb_mul(x, x, out, k->prec);
        arb_sub(out + 2, x, out + 2, k->prec); /* q = z s - H */
        if (z < 0) {
            arb_neg(out, out);
            arb_sub_ui(out + 1, out + 1, 2, k->prec);
            arb_neg(out + 1, out + 1); /* 1 + s = 2 - (1 - s) */
        }
    }
    arb_clear(x), arb_clear(y);
    return certified;
}
