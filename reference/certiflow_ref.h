/* certiflow_ref.h - the reference: every numerical function cf_X of certiflow.h as cf_ref_X in balls.
 *
 * The doubles of X and y are taken as exact rationals; alpha is an exact rational or the exponential of one. Each
 * output ball holds the exact value. prec is a relative accuracy asked for in bits where a function says "meets prec"
 * (the working precision rises by itself), a working precision otherwise. */
#ifndef CERTIFLOW_REF_H
#define CERTIFLOW_REF_H

#include "ball.h"
#include <stddef.h>

/* alpha > 0, exact: value = alpha, or value = log alpha if is_log. */
typedef struct {
    fmpq_t value;
    int is_log;
} cf_ref_alpha_struct;
typedef cf_ref_alpha_struct cf_ref_alpha_t[1];
void cf_ref_alpha_init(cf_ref_alpha_t alpha);
void cf_ref_alpha_clear(cf_ref_alpha_t alpha);
int cf_ref_alpha_set_decimal(cf_ref_alpha_t alpha, const char *decimal, int is_log); /* 0, or -1: not a decimal, or alpha <= 0 */
void cf_ref_alpha_set_double(cf_ref_alpha_t alpha, double value, int is_log);
void cf_ref_log_alpha(arb_t out, const cf_ref_alpha_t alpha, slong prec); /* meets prec */

/* q, q', F = alpha^2 q(./alpha^2), Q_alpha: the definitions transcribed; log_alpha is a ball. */
void cf_ref_q(arb_t out, const arb_t z, slong prec);       /* meets prec where z is exact */
void cf_ref_q_prime(arb_t out, const arb_t z, slong prec); /* meets prec where z is exact */
void cf_ref_alpha2_q(arb_t out, const arb_t b, const arb_t log_alpha, slong prec);
void cf_ref_alpha2_q_prime(arb_t out, const arb_t b, const arb_t log_alpha, slong prec);
void cf_ref_Q(arb_t out, arb_srcptr beta, const arb_t log_alpha, size_t d, slong prec);
void cf_ref_alpha2_Q(arb_t out, arb_srcptr beta, const arb_t log_alpha, size_t d, slong prec);

/* Depth D > 2, exact: h_D(z) = (1-z)^(-D/(D-2)) - (1+z)^(-D/(D-2)) on (-1, 1), its inverse, 1 - h_D^{-1}, and
 * q_D = integral_0 h_D^{-1}, q_D' = h_D^{-1} (Theorem 3). They meet prec where z is exact and finite; a ball of positive
 * radius gives a ball that holds all values. Depth 2 is q and q'; h at depth 2, depth < 2 and h outside [-1, 1] are
 * indeterminate. */
void cf_ref_h(arb_t out, const fmpq_t depth, const arb_t z, slong prec);
void cf_ref_h_inv(arb_t out, const fmpq_t depth, const arb_t z, slong prec);
void cf_ref_h_inv_complement(arb_t out, const fmpq_t depth, const arb_t z, slong prec);
void cf_ref_q_depth(arb_t out, const fmpq_t depth, const arb_t z, slong prec);
void cf_ref_q_depth_prime(arb_t out, const fmpq_t depth, const arb_t z, slong prec);
/* sum_i q_D(beta_i/alpha^D) and alpha^D times it, at prec and 64 guard bits; finite beta */
void cf_ref_Q_depth(arb_t out, arb_srcptr beta, const arb_t log_alpha, const fmpq_t depth, size_t d, slong prec);
void cf_ref_alphaD_Q(arb_t out, arb_srcptr beta, const arb_t log_alpha, const fmpq_t depth, size_t d, slong prec);

typedef enum {
    CF_REF_OK = 0,
    CF_REF_ERANK,     /* X has not full row rank (decided exactly) */
    CF_REF_EINVAL,    /* non-finite input, N > d, N = 0 */
    CF_REF_UNDECIDED, /* the budget of precision or iterations was spent without a certificate */
} cf_ref_status;
const char *cf_ref_status_message(cf_ref_status status);

/* beta_L2 exactly: fmpq_mat d x 1. */
cf_ref_status cf_ref_beta_l2(fmpq_mat_t beta, const double *X, const double *y, size_t N, size_t d);

/* beta_L1: an exact optimal vertex with its proof. The hint (basis: n_basis column indices from any LP solver, n_basis = 0
 * allowed) saves time and may be wrong in any way: a search in doubles and exact pivots go on from it, and the end is an
 * exact certificate or CF_REF_UNDECIDED. unique is decided exactly; CF_UNKNOWN only when the budget of the exact linear
 * program on the optimal face is spent. */
typedef struct {
    fmpq_mat_t beta;       /* d x 1, X beta = y exactly */
    fmpq_mat_t nu;         /* N x 1, |X^T nu| <= 1 exactly, y^T nu = value */
    fmpq_t value;          /* ||beta||_1, the optimum */
    cf_truth unique;       /* CF_TRUE proved, CF_FALSE refuted, CF_UNKNOWN */
    size_t n_nonzero;      /* of beta */
    size_t n_active;       /* columns with |x_i^T nu| = 1 */
} cf_ref_l1;
void cf_ref_l1_init(cf_ref_l1 *l1, size_t N, size_t d);
void cf_ref_l1_clear(cf_ref_l1 *l1);
cf_ref_status cf_ref_beta_l1(cf_ref_l1 *l1, const double *X, const double *y, const size_t *basis, size_t n_basis,
                             size_t N, size_t d);

/* ||beta||_1, ||beta||_2 at the working precision prec */
void cf_ref_norm_l1(arb_t out, arb_srcptr beta, size_t d, slong prec);
void cf_ref_norm_l2(arb_t out, arb_srcptr beta, size_t d, slong prec);

/* The limit of the flow, certified: beta_alpha(infinity) = 2 alpha^2 sinh(X^T nu), nu the root of X beta = y (9), (18).
 * beta: d balls; nu: N balls (may be NULL). Existence and uniqueness of the root are proved (Krawczyk on the dual). Each
 * ball of beta and nu that does not hold 0 is accurate to prec bits relative to itself, however small; a coordinate that
 * is exactly 0, or cannot be told from 0 at a working precision of 2 prec + 256 bits, comes as a ball about 0. y = 0
 * gives exact zeros. X finite, of full row rank; tried for log alpha from 700 to -1e6. Errors: CF_REF_EINVAL,
 * CF_REF_ERANK (decided exactly), CF_REF_UNDECIDED if the search fails or 16 rises of the precision do not suffice. */
typedef struct {
    slong working_prec;      /* of the certificate */
    slong iterations;        /* evaluations of X beta - y in balls, the search in doubles not counted */
    double log2_contraction; /* about log2 of the norm of I - C J, certified < 0; -inf if y = 0 */
} cf_ref_limit_info;
cf_ref_status cf_ref_limit(arb_ptr beta, arb_ptr nu, cf_ref_limit_info *info, const double *X, const double *y,
                           const cf_ref_alpha_t alpha, size_t N, size_t d, slong prec);

/* The norms of the limit and its excesses ||beta||_1 - ||beta_L1||_1, ||beta||_2 - ||beta_L2||_2, each ball accurate to
 * prec bits relative to itself (or exactly 0), however far the difference cancels. l1 (its nu alone is used), beta_l2:
 * exact solutions from above; NULL leaves that excess untouched. Errors as cf_ref_limit. */
typedef struct {
    arb_t norm_l1, norm_l2, excess_l1, excess_l2;
} cf_ref_norms;
void cf_ref_norms_init(cf_ref_norms *n);
void cf_ref_norms_clear(cf_ref_norms *n);
cf_ref_status cf_ref_limit_norms(cf_ref_norms *norms, const double *X, const double *y, const cf_ref_alpha_t alpha,
                                 const cf_ref_l1 *l1, const fmpq_mat_t beta_l2, size_t N, size_t d, slong prec);

/* The same at depth D = depth >= 2, exact: for D > 2 beta = alpha^D h_D(X^T nu), nu the root of X beta = y in the polytope
 * ||X^T nu||_inf < 1, h_D(z) = (1-z)^(-D/(D-2)) - (1+z)^(-D/(D-2)) (Theorem 3). 1 - |x_i^T nu| may be as small as
 * (alpha^D/|beta_i|)^((D-2)/D), and is then known to prec bits here, but not to one who forms it from nu: ask for
 * (D-2)|log alpha|/ln 2 bits more. Tried for log alpha from 700 to -1000 and 2 < D <= 1000. Errors as cf_ref_limit; depth < 2 is
 * CF_REF_EINVAL. */
cf_ref_status cf_ref_limit_depth(arb_ptr beta, arb_ptr nu, cf_ref_limit_info *info, const double *X, const double *y,
                                 const cf_ref_alpha_t alpha, const fmpq_t depth, size_t N, size_t d, slong prec);
cf_ref_status cf_ref_limit_norms_depth(cf_ref_norms *norms, const double *X, const double *y,
                                       const cf_ref_alpha_t alpha, const fmpq_t depth, const cf_ref_l1 *l1,
                                       const fmpq_mat_t beta_l2, size_t N, size_t d, slong prec);

/* ---- Gradient flow at all times, certified: beta(t) of L = ||X beta - y||^2 from w(0) = alpha 1, in the dual variable nu' = -c (X beta
 * - y), c = 8 at depth 2, 2D(D-2) alpha^{D-2} at depth D > 2. A piecewise polynomial path, found by a search in doubles of its own
 * and improved in balls, whose defect is bounded on each piece; two solutions approach each other at a rate mu bounded from
 * below, so that the path encloses the true one; where it is near the certified limit it is joined to that, for all later times. */
typedef struct {
    fmpq_t value; /* >= 0 */
    int is_inf;
} cf_ref_time_struct;
typedef cf_ref_time_struct cf_ref_time_t[1];
void cf_ref_time_init(cf_ref_time_t t);
void cf_ref_time_clear(cf_ref_time_t t);
int cf_ref_time_set_decimal(cf_ref_time_t t, const char *decimal); /* 0, or -1: not a decimal >= 0, nor "inf" */

typedef struct {
    slong working_prec;
    slong pieces, tries;  /* pieces of the path, and steps tried for them */
    double t_end;         /* how far the pieces go */
    double least_rate;    /* least mu of a piece, rounded */
    double error_at_end;  /* |nu - nu~| at t_end, from above */
    double meeting;       /* |nu(t_end) - nu(inf)| from above; inf if the limit was not called for */
} cf_ref_flow_info;

/* A path, computed as far as it is asked for. bits: the radius asked for is 2^-bits ||beta(t)||_2, 2 <= bits <= 60; X and y are kept by
 * reference. depth >= 2, exact. CF_REF_EINVAL, CF_REF_ERANK; clear is due in either case. */
typedef struct cf_ref_flow_path_struct cf_ref_flow_path;
cf_ref_status cf_ref_flow_path_new(cf_ref_flow_path **path, const double *X, const double *y, const cf_ref_alpha_t alpha,
                                   const fmpq_t depth, size_t N, size_t d, slong bits);
void cf_ref_flow_path_clear(cf_ref_flow_path *path);
void cf_ref_flow_path_info(cf_ref_flow_info *info, const cf_ref_flow_path *path);
/* beta (d) and z = X^T nu (d, may be NULL) at t: exact at 0, the certified limit at inf. CF_REF_UNDECIDED if the radius
 * asked for was not met; the balls then still hold the truth if they are finite. */
cf_ref_status cf_ref_flow_path_at(arb_ptr beta, arb_ptr z, cf_ref_flow_path *path, const cf_ref_time_t t);
/* ||X beta - y||^2 for balls of beta */
void cf_ref_loss(arb_t loss, arb_srcptr beta, const double *X, const double *y, size_t N, size_t d, slong prec);
/* An enclosure of the time at which the loss has fallen to level > 0 (it falls strictly until it is 0): the
 * loss is certainly above level before it and certainly below after it. CF_REF_UNDECIDED if no time was found. 0 if level >= ||y||^2. */
cf_ref_status cf_ref_flow_time(arb_t t, cf_ref_flow_path *path, const fmpq_t level);

/* All at once at m times: beta m x d, loss, norm_l1, norm_l2 m balls each (any but beta may be NULL). CF_REF_UNDECIDED if some radius is
 * above 2^-bits ||beta||_2: the others are as they should be. */
cf_ref_status cf_ref_flow(arb_ptr beta, arb_ptr loss, arb_ptr norm_l1, arb_ptr norm_l2, cf_ref_flow_info *info, const double *X,
                          const double *y, const cf_ref_alpha_t alpha, const fmpq_t depth, const cf_ref_time_struct *times,
                          size_t m, size_t N, size_t d, slong bits);

/* The same for short times by another method, sharing nothing with it: Taylor series in balls of the 2d weights, w_+-' = -+2D (X^T
 * r) o w_+-^{D-1}, with a remainder from a Picard enclosure, in steps steps of equal length to order order; D an integer >= 2. The balls
 * grow with t; CF_REF_UNDECIDED if no enclosure was found (take more steps). */
cf_ref_status cf_ref_flow_w(arb_ptr beta, const double *X, const double *y, const cf_ref_alpha_t alpha, ulong depth, const fmpq_t t,
                            slong steps, slong order, size_t N, size_t d, slong prec);
/* The limit of the flow from any positive start w_+(0) = plus, w_-(0) = minus (d exact numbers each, in the form of an
 * alpha), footnote 2. Depth 2: beta = p^2 e^z - m^2 e^-z, z = X^T nu; depth D > 2: beta = (p^{2-D} - z)^{-D/(D-2)} -
 * (m^{2-D} + z)^{-D/(D-2)}, z inside (-m^{2-D}, p^{2-D}); nu the root of X beta = y, N balls (may be NULL). Certified as
 * cf_ref_limit is, by the same Krawczyk test, but in the data's own coordinates: tested for |log p|, |log m| <= 12 at depth 2
 * and <= 3 at D <= 3, <= 1 at D = 8, on X and y of order 1. Errors as cf_ref_limit; a start <= 0 or depth < 2 is CF_REF_EINVAL. */
cf_ref_status cf_ref_limit_start(arb_ptr beta, arb_ptr nu, cf_ref_limit_info *info, const double *X,
                                       const double *y, const cf_ref_alpha_struct *plus,
                                       const cf_ref_alpha_struct *minus, const fmpq_t depth, size_t N, size_t d,
                                       slong prec);

/* The limit of gradient descent w <- w - eta grad L(w) from a positive start, certified: that it converges (a contraction of
 * the residual in a neighbourhood of a state that the exact iteration reached), beta, and the logarithms of the effective
 * start (d balls each; core/descend.c), the tail of the iteration included, relative radii of the weights at most about
 * 2^-prec. depth 2, or any rational above where no step changes the sign of a weight. CF_REF_UNDECIDED: not within
 * max_steps, or at no working precision up to 65536 bits; a step loses one or two bits. */
typedef struct {
    ulong steps;         /* of the exact iteration; the tail begins there */
    slong working_prec;
    double contraction;  /* rho of ||r_{k+1}|| <= rho ||r_k|| from there on; rounded up */
} cf_ref_descent_info;
cf_ref_status cf_ref_descend(arb_ptr beta, arb_ptr log_plus, arb_ptr log_minus, cf_ref_descent_info *info,
                             const double *X, const double *y, const cf_ref_alpha_struct *plus,
                             const cf_ref_alpha_struct *minus, const fmpq_t eta, const fmpq_t depth,
                             ulong max_steps, size_t N, size_t d, slong prec);

/* An upper bound, an exact number, of ||beta' - beta||_2: beta' the limit of descent at depth 2 as cf_ref_descend gives it, beta
 * that of the flow from the same start, which is not needed. O(eta); its derivation: reference/descend_bound.c. */
cf_ref_status cf_ref_descend_bound(arb_t bound, const double *X, arb_srcptr beta, arb_srcptr log_plus,
                                   arb_srcptr log_minus, const cf_ref_alpha_struct *plus,
                                   const cf_ref_alpha_struct *minus, size_t N, size_t d, slong prec);

/* 2/lambda_max of the Hessian at a zero-loss point, as cf_stable_step; the weights as balls. lambda_max (may be NULL) is
 * enclosed from both sides, to about prec bits if the two largest eigenvalues are apart by 2^-20 or the balls allow. */
cf_ref_status cf_ref_stable_step(arb_t eta, arb_t lambda_max, const double *X, arb_srcptr w_plus, arb_srcptr w_minus,
                                 const fmpq_t depth, size_t N, size_t d, slong prec);

/* The flow of the linearised model, as cf_kernel_flow; t exact, NULL for infinity. Radii at most 2^-prec max |beta_i|. */
cf_ref_status cf_ref_kernel_flow(arb_ptr beta, const double *X, const double *y, const cf_ref_alpha_t alpha,
                                 const fmpq_t depth, const fmpq *t, size_t N, size_t d, slong prec);

/* 8 <x_m, x_n>, exact */
void cf_ref_tangent_kernel(fmpq_mat_t K, const double *X, size_t N, size_t d);

/* Matrix factorisation (Section 6); the conventions of certiflow.h: w is U over V, 2d x k, row-major. The weights are balls. */
typedef struct {
    size_t d, k, N;
    const size_t *row, *col; /* N */
    const double *y;         /* N, taken exactly */
} cf_ref_mf;
void cf_ref_mf_product(arb_ptr M, arb_srcptr w, size_t d, size_t k, slong prec);
void cf_ref_mf_loss(arb_t loss, arb_srcptr w, const cf_ref_mf *mf, slong prec);
void cf_ref_mf_gradient(arb_ptr gradient, arb_srcptr w, const cf_ref_mf *mf, slong prec);
void cf_ref_mf_balance(arb_ptr balance, arb_srcptr w, size_t d, size_t k, slong prec);
void cf_ref_mf_kernel(arb_ptr K, arb_srcptr w, const cf_ref_mf *mf, slong prec); /* N x N */
void cf_ref_mf_kernel_change(arb_t change, arb_srcptr w, arb_srcptr w0, size_t d, size_t k, slong prec);

/* The flow by Taylor series in arbitrary precision, from w (overwritten) over the time `span` >= 0. NOT enclosures: the results have
 * radius 0 and an error that is estimated, not bounded; two runs at different bits and orders say how many digits to believe. order 0:
 * about bits/3. *steps: how many were taken. CF_REF_UNDECIDED if max_steps did not suffice: w then stands at *reached (may be NULL). */
cf_ref_status cf_ref_mf_flow(arb_ptr w, double *reached, size_t *steps, const cf_ref_mf *mf, double span, slong order, size_t max_steps,
                             slong bits);

/* The singular values of an m x n matrix of balls, each enclosed, in decreasing order: sigma (min(m, n) balls). Indeterminate balls if prec
 * does not suffice. Proof: reference/singular.c. */
void cf_ref_singular_values(arb_ptr sigma, const arb_mat_t A, slong prec);
/* An upper bound, as a ball's end, of ||A||_2; and bounds of ||A||_* from both sides: a finite ball that holds it, or an indeterminate one. */
void cf_ref_nuclear_norm(arb_t norm, const arb_mat_t A, slong prec);
cf_truth cf_ref_norm_2_at_most(const arb_mat_t A, const arb_t bound, slong prec); /* CF_TRUE: proved; CF_UNKNOWN otherwise */

/* The completion of least nuclear norm, certified from a candidate (M: d x d, Y: N doubles of any origin, finite). lower <= min ||M||_* <= upper, each a
 * rigorous bound: upper is ||M||_* of a matrix with the observed entries exactly, lower is sum y_n Y_n over a bound of ||Y||_2. Where the entries
 * are exactly those of a rank-one matrix that they determine, a dual solution in balls may prove it the only optimum, and the bounds meet.
 * unique: CF_TRUE proved, CF_UNKNOWN otherwise. Proofs: reference/mf_nuclear.c. */
typedef struct {
    arb_t lower, upper; /* balls whose outer ends are the bounds */
    arb_t value;        /* their union: holds the optimum */
    size_t rank;        /* 1 if the entries are those of a rank-one matrix exactly, else 0 */
    cf_truth unique;
    arb_t dual_margin;  /* holds ||P_T^perp Y||_2 of the dual solution, below 1 where unique; indeterminate if there is none */
    double *M;          /* d x d: the feasible matrix behind upper; rounded to doubles where rank is 1 */
    size_t d;
} cf_ref_mf_nuclear;
void cf_ref_mf_nuclear_init(cf_ref_mf_nuclear *c, size_t d);
void cf_ref_mf_nuclear_clear(cf_ref_mf_nuclear *c);
cf_ref_status cf_ref_mf_min_nuclear(cf_ref_mf_nuclear *c, const double *M, const double *Y, const cf_ref_mf *mf,
                                    slong prec);
/* The completion of least Frobenius norm: the entries and zeros, exactly (d x d); its squared norm exactly. */
void cf_ref_mf_min_frobenius(fmpq_mat_t M, fmpq_t square, const cf_ref_mf *mf);

/* Thresholds, as balls of log alpha that meet prec; epsilon exact, norms as balls. */
void cf_ref_theorem2_l1(arb_t out, const arb_t l1, const fmpq_t epsilon, size_t d, slong prec);
void cf_ref_theorem2_l2(arb_t out, const arb_t l2, const fmpq_t epsilon, size_t d, slong prec);
void cf_ref_lemma1_alpha(arb_t out, const arb_t l1, const fmpq_t epsilon, size_t d, slong prec);
void cf_ref_lemma2_alpha(arb_t out, const fmpq_t epsilon, size_t d, slong prec);
cf_truth cf_ref_lemma2_applies(const fmpq_t epsilon, size_t d);
void cf_ref_lemma3_alpha(arb_t out, const arb_t l2, const fmpq_t epsilon, slong prec);
void cf_ref_sharp_l1(arb_t out, const arb_t l1, const fmpq_t epsilon, size_t d, slong prec);
void cf_ref_sharp_l2(arb_t out, const arb_t l2, const fmpq_t epsilon, size_t d, slong prec);

/* The same at depth > 2; depth exact. cf_ref_lemma4_log_bound takes a ball of log alpha and works at prec. */
void cf_ref_depth_l1(arb_t out, const arb_t l1, const fmpq_t epsilon, size_t d, const fmpq_t depth, slong prec);
void cf_ref_depth_l2(arb_t out, const arb_t l2, const fmpq_t epsilon, const fmpq_t depth, slong prec);
void cf_ref_lemma4_log_bound(arb_t out, const arb_t log_alpha, const fmpq_t depth, slong prec);

#endif
