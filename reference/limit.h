/* limit.h - private parts of the certified limit: the search in doubles (limit_search.c), the linear system
 * in balls (limit_system.c), the certificate (limit_krawczyk.c) and the solver that joins them (limit.c).
 *
 * All four speak of the same equations in a basis B of N independent columns of X:
 *
 *     A = X_B^{-1} X,   b = X_B^{-1} y,   u = X_B^T nu = z_B,   z = X^T nu = A^T u,   beta = 2 alpha^2
 * sinh(z), f_k(u) = (sum_j A_kj beta_j - b_k) / w_{B_k} = 0,         w = 2 alpha^2 cosh(z) = sqrt(4 alpha^4 +
 * beta^2),
 *
 * or, where the weights of the basis are of one size, of A = X, b = y, u = nu.
 *
 * Depth D > 2 has the same A and b with another coordinate function, beta = alpha^D h_D(z), w = alpha^D h_D'(z), and
 * with |z| < 1: what is to be known well is 1 - |z|, about (alpha^D/|beta|)^(1/p), p = D/(D-2). So there
 *
 *     z_B = sigma + (2^col_exp u),   sigma_k = +-1 where |z_{B_k}| is near 1, else 0,      1 -+ z = (1 -+ s) -+ A^T (...),
 *
 * with s = A^T sigma exact: 1 -+ s_j is a rational, 0 where it is 0, and no digits are lost by subtraction. Columns of
 * f' are scaled by 2^col_exp and rows by 1/(w_{B_k} 2^col_exp_k). At depth 2 sigma = 0 and col_exp = 0. */
#ifndef CF_REF_LIMIT_H
#define CF_REF_LIMIT_H

#include "certiflow_ref.h"

/* ---- the search: doubles, trusted for nothing */
typedef struct {
    size_t N, m; /* m = d + 1: the columns of [X y] */
    const double *X, *y;
    double *A;       /* N x m: X_B^{-1} [X, 2^-y_exp y] */
    size_t *basis;   /* N columns; A's column basis[k] is the k-th unit vector */
    double *scale;   /* m: the columns' sizes */
    int y_exp;       /* max|y| is between 2^(y_exp - 1) and 2^y_exp */
    int careful;     /* X is ill-conditioned: every column is solved for with many bits */
    ulong *residues; /* A modulo a prime; NULL until it is needed */
    ulong prime_inverse;
    size_t *columns; /* workspace */
    char *basic;
} cf_ref_limit_tableau;
/* 0; -1: X is rank-deficient, almost certainly. */
int cf_ref_limit_tableau_init(cf_ref_limit_tableau *t, const double *X, const double *y, int careful,
                              size_t N, size_t d);
void cf_ref_limit_tableau_clear(cf_ref_limit_tableau *t);
void cf_ref_limit_tableau_pivot(cf_ref_limit_tableau *t, size_t k, size_t j); /* column j replaces basis[k] */
int cf_ref_limit_tableau_clean(cf_ref_limit_tableau *t); /* zeros and small entries right; 0 or -1 */

typedef struct {
    size_t N, d;
    cf_ref_limit_tableau tableau;
    double L;        /* ln(1/alpha^2) for y scaled by 2^-y_exp */
    double *u, *z;   /* z_B (N) and z (d) */
    double *lw;      /* log of the weights (d), for y scaled */
    double spread;   /* largest less smallest log weight of the basis */
    long iterations; /* Newton steps */
    double *A;       /* of the tableau */
    size_t *basis;
    double top, top_beta; /* the largest lw and lb */
    double *lb;           /* log |beta| (d), for y scaled */
    double *work, *M, *t, *R, *saved, *w, *v, *shift;
    /* depth > 2, limit_search_depth.c; L is then ln(1/alpha^D), and u_k = (z_{B_k} - sigma_k) e^(-shift_k) with
     * shift_k = kappa where sigma_k != 0, else 0 */
    double p;                     /* D/(D-2); infinite at depth 2 */
    double kappa;                 /* min(0, -L/p), L the present one */
    double *sigma;                /* N */
    double *below, *above;        /* d: log(1 - z), log(1 + z) */
    double *gap_below, *gap_above; /* d: 1 - s, 1 + s, s = A^T sigma; exactly 0 where they are */
    size_t *sigma_basis;          /* N: the basis that s was made for */
} cf_ref_limit_search;
/* 0; -1: out of luck (X numerically rank-deficient, or the path in alpha could not be followed). depth >= 2. */
int cf_ref_limit_search_run(cf_ref_limit_search *s, const double *X, const double *y, double log_alpha,
                            double depth, int careful, size_t N, size_t d);
void cf_ref_limit_search_clear(cf_ref_limit_search *s);
/* Depth > 2: z, 1 -+ z, lw and lb at u; u, sigma and s from z and 1 -+ z; the logarithm of 1 - |z_j|; max p |dz|/(1 -
 * |z|). */
void cf_ref_limit_search_depth_z(cf_ref_limit_search *s, double L);
void cf_ref_limit_search_depth_u(cf_ref_limit_search *s);
double cf_ref_limit_search_depth_room(const cf_ref_limit_search *s, size_t j);
double cf_ref_limit_search_depth_step(cf_ref_limit_search *s, const double *du);
/* X_B^T nu = sigma (N, entries 0, 1, -1) and s = X^T nu, exactly: nu is N x 1, s is d x 1. Nonzero iff X_B is
 * nonsingular. */
int cf_ref_limit_slopes(fmpq_mat_t nu, fmpq_mat_t s, const double *X, const size_t *basis, const double *sigma,
                        size_t N, size_t d);

/* ---- the system in balls */
typedef struct cf_ref_starting cf_ref_starting; /* another coordinate function, limit_start.c */
typedef struct {
    size_t N, d;
    const cf_ref_starting *start; /* NULL: the uniform start. Else A = X, deep = 0, and scale is not used */
    int graded;          /* 1: in the basis; 0: A = X, b = y, u = nu */
    const size_t *basis; /* of the search */
    arb_mat_t A, At, b;  /* N x d, d x N, N x 1 */
    fmpz *row_exp;       /* row k is multiplied by 2^-row_exp[k], about 1/w_{B_k} */
    slong prec;          /* of A, b and the gaps; WORD_MAX if exact */
    int deep;            /* 1: depth > 2, and what follows is used; otherwise not even initialised */
    fmpq_t p;            /* D/(D-2) */
    fmpz *col_exp;       /* N; 0 where sigma_k = 0 */
    double *sigma;       /* N; NULL where all are 0, and then s = 0 */
    fmpq_mat_t nu_sigma, s;         /* N x 1, d x 1: X_B^T nu_sigma = sigma, s = X^T nu_sigma */
    arb_ptr gap_below, gap_above; /* d: 1 - s, 1 + s */
    char *zero; /* graded: N x (d + 1) marks of entries of [A b] proved to be exactly 0; NULL before */
} cf_ref_limit_system;
/* depth: exact, 2 or more. nonzero iff it worked: X_B is nonsingular, where that had to be known */
int cf_ref_limit_system_init(cf_ref_limit_system *sys, const cf_ref_limit_search *s, const double *X,
                             const fmpq_t depth);
/* A = X, b = y, u = nu, without a search; for what is not deep */
void cf_ref_limit_system_init_plain(cf_ref_limit_system *sys, size_t N, size_t d);
void cf_ref_limit_system_clear(cf_ref_limit_system *sys);
/* Fills A and b at prec. 0; -1: X_B not proved nonsingular at this precision. */
int cf_ref_limit_system_set(cf_ref_limit_system *sys, const double *X, const double *y, slong prec);

/* ---- residual, Jacobian, certificate. scale is 2 alpha^2 at depth 2, alpha^D at depth D */
/* z - s from u */
void cf_ref_limit_z(arb_ptr z, const cf_ref_limit_system *sys, arb_srcptr u, slong prec);
/* nu from u: X_B^T nu = sigma + 2^col_exp u, or nu = u; nonzero iff finite */
int cf_ref_limit_nu(arb_ptr nu, const cf_ref_limit_system *sys, const double *X, arb_srcptr u, slong prec);
/* beta_j and w_j from z_j - s_j; not finite unless the ball of z_j is certainly inside (-1, 1) at depth > 2 */
void cf_ref_limit_beta(arb_ptr beta, const cf_ref_limit_system *sys, arb_srcptr z, const arb_t scale, slong prec);
void cf_ref_limit_weights(arb_ptr w, const cf_ref_limit_system *sys, arb_srcptr z, const arb_t scale, slong prec);
/* The dz_j that change the weight by about a factor e: 1 at depth 2, (1 - |z_j|)/(p + 1) at depth > 2, from below */
void cf_ref_limit_room(mag_ptr room, const cf_ref_limit_system *sys, arb_srcptr z);
/* f(u), N balls; z and beta are workspace of d balls that hold z(u) - s, beta(u) on return */
void cf_ref_limit_residual(arb_ptr f, arb_ptr z, arb_ptr beta, const cf_ref_limit_system *sys, arb_srcptr u,
                           const arb_t scale, slong prec);
/* J = f'(u) over the box u */
void cf_ref_limit_jacobian(arb_mat_t J, const cf_ref_limit_system *sys, arb_srcptr u, const arb_t scale,
                           slong prec);

/* The Krawczyk test about the exact centre u with the preconditioner C (any matrix of exact entries): nonzero
 * iff it proves that the box centre +- box holds exactly one root, and then |u_k - centre_k| <= radius_k for
 * it. Zero proves nothing. prec: for f(centre); c_prec: for the rest. */
int cf_ref_limit_krawczyk(mag_ptr radius, double *log2_contraction, const cf_ref_limit_system *sys,
                          arb_srcptr centre, mag_srcptr box, const arb_mat_t C, const arb_t scale,
                          slong prec, slong c_prec);

/* ---- the solver: found once, refined as often as wanted */
typedef struct {
    cf_ref_limit_search search;
    cf_ref_limit_system sys;
    const double *X, *y;
    const cf_ref_alpha_struct *alpha;
    fmpq_t depth;
    slong extra;    /* bits of z that its size takes, or the subtraction in 1 - |z| */
    arb_ptr u;      /* N, exact midpoints */
    arb_mat_t C;    /* preconditioner, exact entries */
    slong c_bits;   /* of C; 0 before there is one */
    slong c_target; /* bits of the C to make */
    int trivial;    /* y = 0 */
    size_t N, d;
    cf_ref_limit_info info;
} cf_ref_limit_solver;
cf_ref_status cf_ref_limit_solver_init(cf_ref_limit_solver *s, const double *X, const double *y,
                                       const cf_ref_alpha_t alpha, size_t N, size_t d);
cf_ref_status cf_ref_limit_solver_init_depth(cf_ref_limit_solver *s, const double *X, const double *y,
                                             const cf_ref_alpha_t alpha, const fmpq_t depth, size_t N, size_t d);
void cf_ref_limit_solver_clear(cf_ref_limit_solver *s);
void cf_ref_limit_scale(arb_t out, const cf_ref_limit_solver *s, slong prec); /* 2 alpha^2, or alpha^D */
int cf_ref_limit_refine(cf_ref_limit_solver *s, slong prec); /* u to about prec bits; -1 if it will not converge */
/* beta (d), nu (N, may be NULL): each non-zero ball meets prec */
cf_ref_status cf_ref_limit_solver_enclose(arb_ptr beta, arb_ptr nu, cf_ref_limit_solver *s, slong prec);

/* ---- any positive start (limit_start.c): beta and dbeta/dz of z */
void cf_ref_limit_start_beta(arb_ptr beta, const cf_ref_starting *start, arb_srcptr z, size_t d, slong prec);
void cf_ref_limit_start_weights(arb_ptr w, const cf_ref_starting *start, arb_srcptr z, size_t d, slong prec);

/* Nonzero proves that beta_L2 (exact, d x 1) is the limit at every alpha and depth: N = d, or for each magnitude c among its
 * entries the signs of the entries of that size form a vector of the row space, so asinh(beta_L2/(2 alpha^2)) = sum_c
 * asinh(c/(2 alpha^2)) (signs) is X^T nu for some nu: the KKT conditions (10), (11); at depth > 2 the same with
 * h_D^{-1}(./alpha^D) for the odd function asinh. Zero proves nothing. */
int cf_ref_limit_is_l2(const double *X, const fmpq_mat_t beta_l2, size_t N, size_t d);

#endif
