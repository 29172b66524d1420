/* limit_krawczyk.c - the certificate: the Krawczyk test for f(u) = 0.
 *
 * For a continuously differentiable f on a box U = c +- r, any matrix C, and J(U) containing every f'(u), u
 * in U, K(U) = c - C f(c) + (I - C J(U)) (U - c),          K(U) inside the interior of U proves that U holds
 * exactly one root, that it lies in K(U), and that C and each matrix in J(U) are nonsingular (Krawczyk 1969;
 * Neumaier, Interval Methods for Systems of Equations, 1990, Theorem 5.1.8). With E >= |I - C J(U)| and g >=
 * |C f(c)| entrywise the test reads g + E r < r. Then, e being the distance of the root from c, e <= g + E e:
 * in the norm max_k e_k / r_k with kappa = ||E||, ||e|| <= ||g||/(1 - kappa), and once more e <= g + E r
 * ||e||.
 *
 * As f is the gradient of the strictly convex dual function (in another basis, its rows scaled) where X has
 * full row rank, the root in U is the only one anywhere; and f'(u) = D^{-1} A W A^T nonsingular proves full
 * row rank of A. At depth D > 2 the dual function lives on the polytope |X^T nu| < 1; J(U) is finite only if the
 * whole box lies in it. */
#include "limit.h"
#include <math.h>

/* E >= |I - C J| entrywise, in radius units: E_kl r_l; nonzero iff finite */
static int defect(mag_ptr E, const cf_ref_limit_system *sys, arb_srcptr box, const arb_mat_t C,
                  const arb_t scale, slong prec) {
    slong N = (slong)sys->N;
    arb_mat_t J, P;
    arb_mat_init(J, N, N);
    arb_mat_init(P, N, N);
    cf_ref_limit_jacobian(J, sys, box, scale, prec);
    arb_mat_mul(P, C, J, prec);
    int finite = arb_mat_is_finite(P);
    for (slong k = 0; k < N; k++) {
        arb_sub_ui(arb_mat_entry(P, k, k), arb_mat_entry(P, k, k), 1, prec);
        for (slong l = 0; l < N; l++) arb_get_mag(E + k * N + l, arb_mat_entry(P, k, l));
    }
    arb_mat_clear(J);
    arb_mat_clear(P);
    return finite;
}

/* g >= |C f(centre)|; nonzero iff finite */
static int correction(mag_ptr g, const cf_ref_limit_system *sys, arb_srcptr centre, const arb_mat_t C,
                      const arb_t scale, slong prec, slong c_prec) {
    slong N = (slong)sys->N, d = (slong)sys->d;
    arb_ptr z = _arb_vec_init(d), beta = _arb_vec_init(d), f = _arb_vec_init(N);
    arb_t sum;
    arb_init(sum);
    cf_ref_limit_residual(f, z, beta, sys, centre, scale, prec);
    int finite = 1;
    for (slong k = 0; k < N; k++) {
        arb_dot(sum, NULL, 0, arb_mat_entry(C, k, 0), 1, f, 1, N, c_prec);
        finite &= arb_is_finite(sum);
        arb_get_mag(g + k, sum);
    }
    arb_clear(sum);
    _arb_vec_clear(z, d);
    _arb_vec_clear(beta, d);
    _arb_vec_clear(f, N);
    return finite;
}

/* The test itself on upper bounds g and E; radius on success. */
static int contracts(mag_ptr radius, double *log2_contraction, mag_srcptr g, mag_srcptr E, mag_srcptr r,
                     slong N) {
    mag_t row, kappa, size, gap, one;
    mag_init(row), mag_init(kappa), mag_init(size), mag_init(gap), mag_init(one);
    mag_one(one);
    int inside = 1;
    for (slong k = 0; k < N && inside; k++) {
        mag_zero(row);
        for (slong l = 0; l < N; l++) mag_addmul(row, E + k * N + l, r + l);
        mag_set(radius + k, row); /* E r */
        mag_add(gap, row, g + k);
        inside = !mag_is_inf(gap) && mag_cmp(gap, r + k) < 0;
        mag_div(row, row, r + k);
        mag_max(kappa, kappa, row);
        mag_div(row, g + k, r + k);
        mag_max(size, size, row);
    }
    inside = inside && mag_cmp(kappa, one) < 0;
    if (inside) {
        mag_sub_lower(gap, one, kappa);
        inside = !mag_is_zero(gap);
        mag_div(size, size, gap);
        mag_min(size, size, one); /* the root is in the box in any case */
        for (slong k = 0; k < N; k++) {
            mag_mul(radius + k, radius + k, size);
            mag_add(radius + k, radius + k, g + k);
        }
        *log2_contraction = mag_get_d_log2_approx(kappa);
    }
    mag_clear(row), mag_clear(kappa), mag_clear(size), mag_clear(gap), mag_clear(one);
    return inside;
}

int cf_ref_limit_krawczyk(mag_ptr radius, double *log2_contraction, const cf_ref_limit_system *sys,
                          arb_srcptr centre, mag_srcptr box, const arb_mat_t C, const arb_t scale,
                          slong prec, slong c_prec) {
    slong N = (slong)sys->N;
    mag_ptr E = _mag_vec_init(N * N), g = _mag_vec_init(N);
    arb_ptr u = _arb_vec_init(N);
    for (slong k = 0; k < N; k++) {
        arb_set(u + k, centre + k);
        mag_set(arb_radref(u + k), box + k);
    }
    int ok = arb_is_finite(scale) && defect(E, sys, u, C, scale, c_prec) &&
             correction(g, sys, centre, C, scale, prec, c_prec) &&
             contracts(radius, log2_contraction, g, E, box, N);
    _mag_vec_clear(E, N * N);
    _mag_vec_clear(g, N);
    _arb_vec_clear(u, N);
    return ok;
}
