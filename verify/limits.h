/* limits.h - the certified limit beta_alpha(infinity) on instances, for the claims of Section 4 and Appendix
 * A. */
#ifndef CF_LIMITS_H
#define CF_LIMITS_H

#include "verify/instances.h"

typedef struct {
    const cf_problem *problem;
    slong N, d;
    double log_alpha;
    arb_t log_alpha_ball; /* holds the same number */
    arb_ptr beta, nu;     /* d, N: enclosures whose existence part is the Krawczyk certificate */
    arb_ptr s;            /* d: X^T nu */
    fmpq_mat_t X, y;      /* exact */
    slong prec;           /* what the enclosures were asked for */
} cf_limit_case;

/* Certifies the limit of p at log_alpha; nonzero on success. Clear it either way. */
int cf_limit_case_init(cf_limit_case *c, const cf_problem *p, double log_alpha, slong prec);
void cf_limit_case_clear(cf_limit_case *c);

/* For k < problems of cf_problem_nth (8 times as many beyond the quick tier), and each log alpha: begins an
 * instance, certifies the limit and calls check; a limit without certificate is reported as an undecided
 * fact. */
void cf_for_limits(cf_run *run, size_t problems, size_t d_max, const double *log_alpha, size_t n_alpha,
                   slong prec, void (*check)(cf_run *run, const cf_limit_case *c));

/* the largest |x_i| of n balls; its balls' radii are kept */
void cf_max_abs(arb_t out, arb_srcptr x, slong n, slong prec);
/* |X b - y| row by row, the largest */
void cf_residual_max(arb_t out, const fmpq_mat_t X, const fmpq_mat_t y, arb_srcptr b, slong prec);
/* 2^e as a ball */
void cf_two_exp(arb_t out, slong e);

#endif
