/* ode_cvode.h - stiff integration by BDF; ode_cvode.c is the one file that includes SUNDIALS. */
#ifndef CF_ODE_CVODE_H
#define CF_ODE_CVODE_H

#include "certiflow.h"

typedef struct {
    size_t n; /* unknowns */
    void *data;
    /* ydot = f(y), autonomous. 0; positive: y is outside the domain, try a smaller step */
    int (*rhs)(void *data, double *ydot, const double *y);
    /* Solves (I - gamma df/dy(y)) x = b, x and b may be the same array. 0; positive: singular, try a smaller
     * step */
    int (*solve)(void *data, double *x, const double *b, double gamma, const double *y);
    /* nonzero once the integration is to end at y */
    int (*done)(void *data, const double *y);
} cf_ode;

/* From y at t = 0 (overwritten) until done; local errors within rtol |y_i| + atol_i. horizon: an upper guess
 * of the time, for the first step only. CF_ENOCONV if max_steps do not suffice or the integrator gives up. */
cf_status cf_ode_stiff(double *y, double *t_end, const cf_ode *ode, double rtol, const double *atol,
                       double horizon, long max_steps);

#endif
