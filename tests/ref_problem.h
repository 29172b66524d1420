/* ref_problem.h - random instances of the certified limit and the check of its KKT system, for the
 * reference's tests. */
#ifndef CF_TEST_REF_PROBLEM_H
#define CF_TEST_REF_PROBLEM_H

#include "reference/certiflow_ref.h"
#include <stdint.h>

typedef struct {
    size_t N, d;
    double *X, *y;
    cf_ref_alpha_t alpha;
    arb_ptr beta, nu;
    cf_ref_limit_info info;
} problem;

static const double LOG_ALPHA[] = {700, 40, 3, 0, -1, -4, -12, -50, -700, -2000, -1e5, -1e6};
enum { GRID = sizeof LOG_ALPHA / sizeof *LOG_ALPHA };

/* A 64-bit linear congruential generator with a state of its own in each test process. */
void seed_generator(uint64_t seed);
double uniform(void);
double normal(void);
long integer(long low, long high);

void set_log_alpha(problem *p, double log_alpha);
problem *new_problem(size_t N, size_t d, double log_alpha); /* X = 0, y = 0 */
void free_problem(problem *p);
problem *gaussian(size_t N, size_t d, double log_alpha, uint64_t seed);
/* y = sum_j c_j x_j over the first k columns: a degenerate vertex if k < N (up to rounding; exactly where X
 * is of small integers) */
void degenerate(problem *p, size_t k);
cf_ref_status limit(problem *p, slong prec);
void two_alpha2(arb_t out, const problem *p, slong prec);
/* Asserts X beta = y and beta = 2 alpha^2 sinh(X^T nu), each ball accurate to prec bits unless it holds 0,
 * and the residuals of X beta narrow against the terms that cancel in them. */
void check_kkt(const problem *p, slong prec, const char *what);
void solve_and_check(problem *p, slong prec, const char *what);

#endif
