/* matrix.h - Figure 3's experiment for the claims of Section 6: the flow from a start, and where it ends. */
#ifndef CF_MATRIX_H
#define CF_MATRIX_H

#include "core/certiflow.h"
#include "verify/claim.h"

typedef struct {
    size_t d, N, k;
    cf_mf_start_kind start;
    double alpha;
    uint64_t seed; /* of the matrix, its entries and a Gaussian start */
} cf_matrix_case;

typedef struct {
    double error, moved;       /* root mean squares over the entries not observed: from M*, from 0 */
    double nuclear, frobenius; /* norms of the end */
    double frobenius_least;    /* ||M_L2||_F */
    double half_time;          /* when the loss was down to half; NaN unless asked for */
    double kernel_change;
} cf_matrix_end;

/* Runs the flow to a loss of 1e-10 at rtol 1e-8; nonzero iff it got there. */
int cf_matrix_run(cf_matrix_end *end, const cf_matrix_case *c, int want_half_time);
/* The certified least nuclear norm of the case's completions: nonzero iff it was enclosed within 1e-7 of
 * itself; *unique may be NULL. */
int cf_matrix_least_nuclear(double *value, cf_truth *unique, const cf_matrix_case *c);
/* mean and three standard errors of n >= 2 numbers */
void cf_matrix_interval(double *mean, double *low, double *high, const double *x, size_t n);

#endif
