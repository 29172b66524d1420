/* flow_dual.h - private: the dual flow nu' = -c (X beta(nu) - y) and one step of its integration. */
#ifndef CF_FLOW_DUAL_H
#define CF_FLOW_DUAL_H

#include "certiflow.h"
#include "flow_radau.h"

typedef struct {
    const double *X, *y; /* N x d, N */
    size_t N, d;
    double depth, p;    /* D; D/(D-2), unused at depth 2 */
    double scale, rate; /* beta = scale * (sinh z at depth 2, h_D(z)); c */
    double y_norm;
} cf_dual;

/* beta_i and the weight d beta_i/d z_i at z (n of them). Nonzero iff all are finite. */
int cf_dual_curve(double *beta, double *weight, const double *z, const cf_dual *f, size_t n);
/* z (d) = X^T nu, and r (N) = X beta - y; returns ||r||_2 */
void cf_dual_z(double *z, const double *nu, const cf_dual *f);
double cf_dual_residual(double *r, const double *beta, const cf_dual *f);

/* The integrator. A step from nu of length h: nu(x) = nu + sum_k b_k int_{-1}^x P_k, -1 <= x <= 1. */
typedef struct {
    const cf_dual *f;
    cf_radau radau;
    double h;                                  /* of the step taken last */
    double *nu;                                /* N: where the step began */
    double *coefficients;                      /* s x N: b */
    double *U, *G, *V;                         /* s x N: nu(x_j) - nu; workspace */
    double *Z, *dZ, *beta, *weight;            /* s x d, at the nodes; the last row is the end of the step */
    double *Q, *diagonal, *off, *scaled, *tau; /* N x N, N, N, N x d, N: H = X W X^T = Q T Q^T */
    double *w_fresh;                           /* d: the weights that H was made of */
    double *blocks;                            /* N x s x s: the factors for this h and H */
    double blocks_h;                           /* h of the factors; 0: none */
    int have_jacobian, have_previous, iterations;
    double column; /* the mean of ||x_i||^2 */
    double rate_of_convergence, norm_r; /* of the last step; ||r|| at its end */
    size_t steps, rejected, factorizations, evaluations;
} cf_flow_stepper;

/* 0, or -1: out of memory. clear is due in either case. */
int cf_flow_stepper_init(cf_flow_stepper *s, const cf_dual *f, int stages);
void cf_flow_stepper_clear(cf_flow_stepper *s);
/* One step from s->nu, of length *h at most; on success *h is the length for the next one, s->h what was
 * taken. CF_ENOCONV if h fell below least. The step's end is not yet taken: cf_flow_stepper_advance does
 * that. */
cf_status cf_flow_step(cf_flow_stepper *s, double *h, double rtol, double least);
void cf_flow_stepper_advance(cf_flow_stepper *s);
/* nu (N) at x in [-1, 1] of the last step, before it is advanced */
void cf_flow_dense(double *nu, const cf_flow_stepper *s, double x);

#endif
