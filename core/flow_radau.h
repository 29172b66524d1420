/* flow_radau.h - Radau IIA collocation with s stages on [-1, 1]: nodes, quadrature, Butcher matrix. */
#ifndef CF_FLOW_RADAU_H
#define CF_FLOW_RADAU_H

enum { CF_RADAU_MOST = 16 };

typedef struct {
    int s;
    double x[CF_RADAU_MOST];                       /* nodes, increasing; the last is 1 */
    double inverse[CF_RADAU_MOST * CF_RADAU_MOST]; /* of the Butcher matrix of a step of length 1, s x s */
    double legendre[CF_RADAU_MOST *
                    CF_RADAU_MOST]; /* legendre[k*s+j]: values at the nodes -> coefficients of P_k */
} cf_radau;

/* 2 <= s <= CF_RADAU_MOST */
void cf_radau_init(cf_radau *r, int s);
/* out[k] = integral of P_k from -1 to x, k < s */
void cf_radau_integrals(double *out, double x, int s);

#endif
