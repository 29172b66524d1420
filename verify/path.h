/* path.h - the gradient flow (2) of the depth-2 model as an exact power series in t, for the claims of
 * Section 4 and Appendix A that speak of all t.
 *
 * The claims compare the first CF_PATH_ORDER coefficients of both sides, in rationals. The flow of a
 * polynomial vector field is analytic in t, so one coefficient that differs is an exact counterexample: the
 * sides then differ for all small t > 0. Coefficients that agree, being finitely many, do not give the
 * statement for all t: docs/proofs.md, Along the flow, argues it, and they are held against that.
 */
#ifndef CF_PATH_H
#define CF_PATH_H

#include "verify/instances.h"

enum { CF_PATH_ORDER = 6 }; /* coefficients of t^0 ... t^5 */

typedef struct {
    const cf_problem *problem;
    slong N, d;
    fmpq_mat_t X, y;                           /* N x d, N x 1 */
    fmpq_t alpha;                              /* 0 where the start is not uniform */
    fmpq *start_plus, *start_minus;            /* d, w_+(0) and w_-(0) */
    fmpq_poly_struct *w_plus, *w_minus, *beta; /* d series each */
    fmpq_poly_struct *r, *rho; /* N series each: the residual X beta - y, and its integral from 0 */
} cf_path;

/* Calls check on the paths from w(0) = alpha 1 for small instances of every exact family and alpha = 1, 1/10,
 * 3; each is begun as an instance. */
void cf_for_paths(cf_run *run, void (*check)(cf_run *run, const cf_path *path));
/* The same from rational starts that differ between coordinates and between w_+ and w_-. */
void cf_for_biased_paths(cf_run *run, void (*check)(cf_run *run, const cf_path *path));

/* out = (X^T v)_i, where v is N series */
void cf_path_adjoint(fmpq_poly_t out, const cf_path *path, const fmpq_poly_struct *v, slong i);

/* The factor of (13) to (18) and of (96) to (101) that the claim under way has, in percent of the right one:
 * 100, 101 in the canary; as printed, (13) and (96) having lost a 2, 50, and 100 in the canary. */
slong cf_flow_factor_percent(const cf_run *run);

/* out = (num/den) (X^T int_0^t r)_i, the exponents of (14) to (18) */
void cf_path_exponent(fmpq_poly_t out, const cf_path *path, slong num, ulong den, slong i);

/* The flow w' = -factor (X~^T r) o w of 2d weights, r = scale X (w_+^2 - w_-^2) - y, as series of
 * CF_PATH_ORDER terms. factor = 4 and scale = 1 is (2) for L = ||X w^2 - y||^2 (claim eq13); r may be NULL.
 */
void cf_flow_series(fmpq_poly_struct *w_plus, fmpq_poly_struct *w_minus, fmpq_poly_struct *r,
                    const fmpq_mat_t X, const fmpq_mat_t y, const fmpq *start_plus, const fmpq *start_minus,
                    const fmpq_t factor, const fmpq_t scale);

/* The flow (2) of the model f((u,v),x) = sum u_i v_i x_i: u' = -2 (X^T r) o v, v' = -2 (X^T r) o u (the
 * gradient of
 * ||X (u o v) - y||^2), r = X (u o v) - y, from u(0), v(0); u, v: d series, r: N series or
 * NULL. */
void cf_uv_series(fmpq_poly_struct *u, fmpq_poly_struct *v, fmpq_poly_struct *r, const fmpq_mat_t X,
                  const fmpq_mat_t y, const fmpq *u_start, const fmpq *v_start);

fmpq_poly_struct *cf_polys_init(slong n);
void cf_polys_clear(fmpq_poly_struct *p, slong n);
/* CF_TRUE or CF_FALSE: the first CF_PATH_ORDER coefficients are equal */
cf_truth cf_series_equal(const fmpq_poly_t a, const fmpq_poly_t b);

#endif
