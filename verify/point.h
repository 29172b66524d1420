/* point.h - the depth-2 model and its loss at exact rational weights: values along lines as polynomials,
 * hence gradients and Hessians as exact coefficients, without a formula for either. */
#ifndef CF_POINT_H
#define CF_POINT_H

#include "verify/instances.h"

typedef struct {
    const cf_problem *problem;
    slong N, d;
    fmpq_mat_t X, y;
    fmpq *w; /* 2d: w_+, then w_-; multiples of 1/8 in [-2, 2], zeros among them */
    fmpq *v; /* 2d: a direction, likewise */
} cf_point;

/* Calls check at random weights of small instances of the exact families. */
void cf_for_points(cf_run *run, void (*check)(cf_run *run, const cf_point *point));

/* beta(w + t v) = (w_+ + t v_+)^2 - (w_- + t v_-)^2: d polynomials in t */
void cf_beta_along(fmpq_poly_struct *out, const fmpq *w, const fmpq *v, slong d);
/* f(w + t v, x) = <beta(w + t v), x> (4), x = column n of X^T */
void cf_model_along(fmpq_poly_t out, const cf_point *point, const fmpq *w, const fmpq *v, slong n);
/* L(w + t v) = ||X beta(w + t v) - y||^2; its coefficient of t is <grad L(w), v>, that of t^2 is v^T Hess v /
 * 2 */
void cf_loss_along(fmpq_poly_t out, const cf_point *point, const fmpq *w, const fmpq *v);
/* out: 2d; the gradient of L at w, one line of cf_loss_along a coordinate */
void cf_loss_gradient(fmpq *out, const cf_point *point, const fmpq *w);
/* out: 2d; the gradient of f(., x_n) at w, in the same way */
void cf_model_gradient(fmpq *out, const cf_point *point, const fmpq *w, slong n);
/* ||X^T r||^2 at w, r = X beta(w) - y */
void cf_residual_square(fmpq_t out, const cf_point *point, const fmpq *w);
/* sum a_i b_i */
void cf_inner(fmpq_t out, const fmpq *a, const fmpq *b, slong n);

#endif
