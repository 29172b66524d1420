/* q_derivative.c - dual numbers in balls: power series in t of two terms. */
#include "verify/q_derivative.h"

void cf_q_derivative(arb_t out, const arb_t b, const arb_t alpha2, slong prec) {
    arb_poly_t z, s, u;
    arb_t half;
    arb_poly_init(z);
    arb_poly_init(s);
    arb_poly_init(u);
    arb_init(half);
    int flip = arf_sgn(arb_midref(b)) < 0; /* q is even; log(u + sqrt(1 + u^2)) cancels for u < 0 */
    arb_div(half, b, alpha2, prec);
    if (flip) arb_neg(half, half);
    arb_poly_set_coeff_arb(z, 0, half);
    arb_inv(half, alpha2, prec);
    arb_poly_set_coeff_arb(z, 1, half); /* z = (b + t)/alpha^2 */
    arb_poly_mullow(s, z, z, 2, prec);
    arb_poly_get_coeff_arb(half, s, 0);
    arb_add_ui(half, half, 4, prec);
    arb_poly_set_coeff_arb(s, 0, half);
    arb_poly_sqrt_series(s, s, 2, prec); /* sqrt(4 + z^2) */
    arb_poly_add(u, z, s, prec);
    arb_poly_scalar_mul_2exp_si(u, u, -1);
    arb_poly_log_series(u, u, 2, prec); /* asinh(z/2) = log((z + sqrt(4 + z^2))/2) */
    arb_poly_mullow(u, u, z, 2, prec);
    arb_poly_sub(u, u, s, prec);
    arb_poly_get_coeff_arb(out, u, 1);
    if (flip) arb_neg(out, out);
    arb_poly_clear(z);
    arb_poly_clear(s);
    arb_poly_clear(u);
    arb_clear(half);
}
