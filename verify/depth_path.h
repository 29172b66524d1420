/* depth_path.h - the gradient flow (2) of the depth-D model (8), D an integer >= 3, as an exact power series
 * in t; as verify/path.h does for depth 2, and for the same reason: the sides of (96) to (102) are analytic
 * in t, so one wrong coefficient refutes an identity. */
#ifndef CF_DEPTH_PATH_H
#define CF_DEPTH_PATH_H

#include "verify/path.h"

typedef struct {
    ulong D;
    slong N, d;
    fmpq_mat_t X, y; /* N x d, N x 1 */
    fmpq_t alpha;
    fmpq_poly_struct *weight[2];    /* w_+ and w_-: d series each, CF_PATH_ORDER terms */
    fmpq_poly_struct *r, *integral; /* N series: X beta - y; d series: (X^T int_0^t r)_i */
} cf_depth_path;

/* Calls check on the paths from w(0) = alpha 1 for small instances of the exact families, D = 3, 4, 5, 8 and
 * alpha = 1, 1/10, 3; each is begun as an instance. */
void cf_for_depth_paths(cf_run *run, void (*check)(cf_run *run, const cf_depth_path *path));

/* out = alpha^{2-D} + sign (percent/100) D(D-2) (X^T int_0^t r)_i, the right sides of (97) to (101): percent
 * is 200 where they are right and 100 as printed. */
void cf_depth_linear(fmpq_poly_t out, const cf_depth_path *path, int sign, slong percent, slong i);

/* The fact "w_sign = (linear)^{-1/(D-2)}" in every coordinate, as w^{D-2} linear = 1; sign +1: (97), -1:
 * (99). */
void cf_depth_weight_fact(cf_run *run, const cf_depth_path *path, int sign, slong percent);
/* The fact "w_sign^{2-D} = linear" (100), (101), from the inverse series of w^{D-2}. */
void cf_depth_inverse_fact(cf_run *run, const cf_depth_path *path, int sign, slong percent);
/* The fact "w_sign^D = alpha^D (1 -+ s)^{-p}, s = X^T nu, nu = -(percent/100) D(D-2) alpha^{D-2} int r" for
 * both signs, so that beta(t) = alpha^D h_D(s): both sides raised to the power D-2 are rational. */
void cf_depth_dual_fact(cf_run *run, const cf_depth_path *path, slong percent);
/* The fact "w_+^{2-D} + w_-^{2-D} = 2 (percent/100) alpha^{2-D}". */
void cf_depth_conserved_fact(cf_run *run, const cf_depth_path *path, slong percent);

/* At random rational weights, D = 3 to 6: calls check with D, the partial derivative of L with respect to
 * w_{sign,i}, taken as the coefficient of t of the exact polynomial L(w + t e), and D (X^T r)_i w^{D-1}. */
void cf_for_depth_gradients(cf_run *run, int sign,
                            void (*check)(cf_run *run, const fmpq_t partial, const fmpq_t product));

#endif
