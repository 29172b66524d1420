/* flow.h - private parts of the certified path of gradient flow: nodes (flow_nodes.c), the search in doubles
 * (flow_search.c), one piece and its proof (flow_piece.c), the path (flow.c).
 *
 *     nu' = -c (X beta(z) - y),  z = X^T nu,  nu(0) = 0;   c = 8, or 2D(D-2) alpha^{D-2};   beta = A sinh z,
 * A = 2 alpha^2, or A h_D(z), A = alpha^D. */
#ifndef CF_REF_FLOW_H
#define CF_REF_FLOW_H

#include "certiflow_ref.h"

enum {
    CF_REF_FLOW_STAGES = 20,
    CF_REF_FLOW_NODES = 33
}; /* degree of a piece; points at which its defect is looked at */

/* Radau IIA in doubles; nothing here is trusted. */
typedef struct {
    double x[CF_REF_FLOW_STAGES];                            /* increasing, the last is 1 */
    double inverse[CF_REF_FLOW_STAGES * CF_REF_FLOW_STAGES]; /* of the Butcher matrix */
    double to_legendre[(CF_REF_FLOW_STAGES + 1) *
                       CF_REF_FLOW_STAGES]; /* stage values of u, u(-1) = 0 -> coefficients of P_k */
} cf_ref_flow_nodes;
void cf_ref_flow_nodes_init(cf_ref_flow_nodes *n);
/* value[k] = P_k(x), slope[k] = P_k'(x), k <= degree, in balls */
void cf_ref_flow_legendre(arb_ptr value, arb_ptr slope, const arb_t x, slong degree, slong prec);

typedef struct {
    const double *X, *y;
    size_t N, d;
    fmpq_t depth, p; /* p = D/(D-2) at depth > 2 */
    int deep;
    slong prec;
    arb_t A, c;            /* the scale of beta, and the rate */
    arb_mat_t XX, Xt;      /* N x d, d x N */
    arb_ptr Y;             /* N */
    mag_ptr column;        /* d: ||x_i||_2 from above */
    double a, rate, power; /* A, c, p in doubles, for the search */
    arb_t
        floor; /* c A (2p) lambda_min(X X^T) from below, or 0: a rate of contraction that holds everywhere */
} cf_ref_flow_model;
void cf_ref_flow_model_init(cf_ref_flow_model *f, const double *X, const double *y,
                            const cf_ref_alpha_t alpha, const fmpq_t depth, size_t N, size_t d, slong prec);
void cf_ref_flow_model_clear(cf_ref_flow_model *f);
/* beta (may be NULL) and the weight d beta/dz (may be NULL) of one coordinate; not finite unless |z| < 1 at
 * depth > 2 */
void cf_ref_flow_curve(arb_t beta, arb_t weight, const cf_ref_flow_model *f, const arb_t z, slong prec);

/* The search: doubles. H = X W X^T = V diag(theta) V^T at one point; stage arrays are s x N. */
typedef struct {
    const cf_ref_flow_model *f;
    cf_ref_flow_nodes nodes;
    double h;
    double *theta, *vectors; /* N, N x N (eigenvectors in rows) */
    double *blocks;          /* N x s x s: (inverse + h c theta_k)^-1 */
    double *w, *beta, *z;    /* s x d */
    double *U, *R, *T, *G;   /* s x N */
    double *nu;              /* N: the start of the piece */
} cf_ref_flow_search;
int cf_ref_flow_search_init(cf_ref_flow_search *s, const cf_ref_flow_model *f);
void cf_ref_flow_search_clear(cf_ref_flow_search *s);
/* U: a step of length h from s->nu, by Newton; nonzero iff it converged. guess: U holds one already. */
int cf_ref_flow_search_step(cf_ref_flow_search *s, double h, int guess);
/* u with u(-1) = 0 and u' + c X W X^T u = -R at the nodes, W of the last step: into s->T; nonzero iff it
 * converged */
int cf_ref_flow_search_correct(cf_ref_flow_search *s);
/* eigenvalues of the symmetric H (N x N, destroyed), ascending by no rule; vectors in rows, may be NULL */
void cf_ref_flow_eigen(double *theta, double *vectors, double *H, size_t N);

/* A piece: nu~(t) = sum_k c_k P_k(x), t = start + h (1 + x)/2, exact coefficients. */
typedef struct {
    arf_t start;
    double h;
    arb_ptr c;         /* (s + 1) x N, exact */
    mag_t entry;       /* |nu - nu~| at its start, the jump there included */
    mag_t defect;      /* |nu~' + c (X beta - y)| on all of it */
    mag_t exit;        /* |nu - nu~| at its end */
    arb_t contraction; /* mu on it, from below */
} cf_ref_flow_piece;
void cf_ref_flow_piece_init(cf_ref_flow_piece *q, size_t N);
void cf_ref_flow_piece_clear(cf_ref_flow_piece *q, size_t N);

/* Tables of P_k and P_k' at the stages and at the points of the proof */
typedef struct {
    arb_ptr stage, stage_slope, point, point_slope; /* rows of s + 1 */
} cf_ref_flow_tables;
void cf_ref_flow_tables_init(cf_ref_flow_tables *t, const cf_ref_flow_nodes *n, slong prec);
void cf_ref_flow_tables_clear(cf_ref_flow_tables *t);

/* The coefficients of the piece from the search's step, improved in balls; nonzero iff that went well. */
int cf_ref_flow_piece_refine(cf_ref_flow_piece *q, cf_ref_flow_search *s, const cf_ref_flow_tables *t,
                             arb_srcptr start);
/* defect, contraction and exit, given entry: rigorous. nonzero iff finite */
int cf_ref_flow_piece_prove(cf_ref_flow_piece *q, const cf_ref_flow_model *f, const cf_ref_flow_tables *t);
/* nu~ at x in [-1, 1] */
void cf_ref_flow_piece_at(arb_ptr nu, const cf_ref_flow_piece *q, const arb_t x, size_t N, slong prec);
/* mu >= 0 from below: c lambda_min(X W X^T) over all nu with |x_i^T nu| >= low_i (d) */
void cf_ref_flow_contraction(arb_t mu, const cf_ref_flow_model *f, mag_srcptr low);

/* The path, extended as far as it is asked for. */
struct cf_ref_flow_path_struct {
    cf_ref_flow_model f;
    cf_ref_alpha_t alpha;
    cf_ref_flow_search search;
    cf_ref_flow_tables tables;
    cf_ref_flow_piece *pieces;
    size_t n, room;
    slong bits;
    double next_h;
    int trivial;                  /* y = 0 */
    arf_t end;                    /* of the last piece */
    arb_ptr limit_nu, limit_beta; /* NULL before they are asked for */
    int met;                      /* the last piece ends near the limit: */
    mag_t meeting;                /* |nu(end) - nu(inf)| */
    arb_t limit_mu;
    cf_ref_flow_info info;
};
cf_ref_status cf_ref_flow_find_limit(cf_ref_flow_path *p); /* limit_nu and limit_beta */
/* Pieces until t (finite) lies within them or the limit is met. */
cf_ref_status cf_ref_flow_reach(cf_ref_flow_path *p, const cf_ref_time_t t);

#endif
