/* limit.h - private parts of the certified limit: the search in doubles (limit_search.c), the linear system
 * in balls (limit_system.c), the certificate (limit_krawczyk.c) and the solver that joins them (limit.c).
 *
 * All four speak of the same equations in a basis B of N independent columns of X:
 *
 *     A = X_B^{-1} X,   b = X_B^{-1} y,   u = X_B^T nu = z_B,   z = X^T nu = A^T u,   beta = 2 alpha^2
 * sinh(z), f_k(u) = (sum_j A_kj beta_j - b_k) / w_{B_k} = 0,         w = 2 alpha^2 cosh(z) = sqrt(4 alpha^4 +
 * beta^2),
 *
 * or, where the weights of the basis are of one size, of A = X, b = y, u = nu. */
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
    double top; /* the largest lw */
    double *work, *M, *t, *R, *saved, *sign, *w;
} cf_ref_limit_search;
/* 0; -1: out of luck (X numerically rank-deficient, or the path in alpha could not be followed). */
int cf_ref_limit_search_run(cf_ref_limit_search *s, const double *X, const double *y, double log_alpha,
                            int careful, size_t N, size_t d);
void cf_ref_limit_search_clear(cf_ref_limit_search *s);

/* ---- the system in balls */
typedef struct {
    size_t N, d;
    int graded;          /* 1: in the basis; 0: A = X, b = y, u = nu */
    const size_t *basis; /* of the search */
    arb_mat_t A, At, b;  /* N x d, d x N, N x 1 */
    fmpz *row_exp;       /* row k is multiplied by 2^-row_exp[k], about 1/w_{B_k} */
    slong prec;          /* of A and b; WORD_MAX if exact */
    char *zero; /* graded: N x (d + 1) marks of entries of [A b] proved to be exactly 0; NULL before */
} cf_ref_limit_system;
void cf_ref_limit_system_init(cf_ref_limit_system *sys, const cf_ref_limit_search *s);
void cf_ref_limit_system_clear(cf_ref_limit_system *sys);
/* Fills A and b at prec. 0; -1: X_B not proved nonsingular at this precision. */
int cf_ref_limit_system_set(cf_ref_limit_system *sys, const double *X, const double *y, slong prec);

/* ---- residual, Jacobian, certificate */
void cf_ref_limit_z(arb_ptr z, const cf_ref_limit_system *sys, arb_srcptr u, slong prec);
/* nu from u: X_B^T nu = u, or nu = u; nonzero iff finite */
int cf_ref_limit_nu(arb_ptr nu, const cf_ref_limit_system *sys, const double *X, arb_srcptr u, slong prec);
void cf_ref_limit_beta(arb_ptr beta, arb_srcptr z, const arb_t two_alpha2, size_t d, slong prec);
/* f(u), N balls; z and beta are workspace of d balls that hold z(u), beta(u) on return */
void cf_ref_limit_residual(arb_ptr f, arb_ptr z, arb_ptr beta, const cf_ref_limit_system *sys, arb_srcptr u,
                           const arb_t two_alpha2, slong prec);
/* J = f'(u) over the box u */
void cf_ref_limit_jacobian(arb_mat_t J, const cf_ref_limit_system *sys, arb_srcptr u, const arb_t two_alpha2,
                           slong prec);

/* The Krawczyk test about the exact centre u with the preconditioner C (any matrix of exact entries): nonzero
 * iff it proves that the box centre +- box holds exactly one root, and then |u_k - centre_k| <= radius_k for
 * it. Zero proves nothing. prec: for f(centre); c_prec: for the rest. */
int cf_ref_limit_krawczyk(mag_ptr radius, double *log2_contraction, const cf_ref_limit_system *sys,
                          arb_srcptr centre, mag_srcptr box, const arb_mat_t C, const arb_t two_alpha2,
                          slong prec, slong c_prec);

/* ---- the solver: found once, refined as often as wanted */
typedef struct {
    cf_ref_limit_search search;
    cf_ref_limit_system sys;
    const double *X, *y;
    const cf_ref_alpha_struct *alpha;
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
void cf_ref_limit_solver_clear(cf_ref_limit_solver *s);
/* beta (d), nu (N, may be NULL): each non-zero ball meets prec */
cf_ref_status cf_ref_limit_solver_enclose(arb_ptr beta, arb_ptr nu, cf_ref_limit_solver *s, slong prec);

#endif
