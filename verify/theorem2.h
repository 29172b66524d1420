/* theorem2.h - instances of Theorem 2, and of the polynomial theorem at depth D > 2 and its l2 partner
 * (docs/depth-theory.md), with everything the statement names, exact or in balls.
 *
 * An instance is (X, y, epsilon, alpha): beta_L1 certified by exact primal and dual feasibility, beta_L2
 * exact, the threshold a ball, log alpha a rational on its right side, beta_alpha(infinity) the certified
 * limit.
 */
#ifndef CF_THEOREM2_H
#define CF_THEOREM2_H

#include "verify/appendix_b.h"
#include "verify/instances.h"

typedef enum { CF_HALF_L1, CF_HALF_L2 } cf_half;
typedef enum {
    CF_THRESHOLD_PRINTED,
    CF_THRESHOLD_SHARP,
    CF_THRESHOLD_DEPTH
} cf_threshold; /* Theorem 2's, docs/appendix-b.md's, or that of depth D > 2 */

typedef struct {
    cf_problem p;
    fmpq_mat_t beta;       /* d x 1: beta_L1 (a vertex) or beta_L2, exact */
    fmpq_t norm;           /* ||beta_L1||_1, or the square of ||beta_L2||_2 */
    fmpq_t epsilon, depth; /* depth: 2 unless cf_theorem2_set_depth was called */
    cf_ref_alpha_t alpha;
    arb_t threshold; /* log of it; +-inf where every alpha will do (sharp thresholds only) */
    cf_half half;
    cf_truth unique; /* whether beta_L1 is; CF_TRUE for the second half */
} cf_theorem2;

/* Draws (X, y) and scales y until the norm is about `norm`; exact norm. Returns nonzero iff the norm is
 * certified. */
int cf_theorem2_draw(cf_theorem2 *t, cf_half half, cf_family family, uint64_t seed, size_t N, size_t d,
                     double norm);
/* The same from an X (N x d) and y given: copied. */
int cf_theorem2_set(cf_theorem2 *t, cf_half half, const double *X, const double *y, size_t N, size_t d);
void cf_theorem2_set_depth(cf_theorem2 *t, slong num, ulong den);
void cf_theorem2_clear(cf_theorem2 *t);

/* out = the exact norm as a ball: ||beta_L1||_1, or ||beta_L2||_2 */
void cf_theorem2_norm(arb_t out, const cf_theorem2 *t, slong prec);
/* Sets epsilon, the threshold and alpha: |step| beyond it in log alpha (0: within 1e-30). */
void cf_theorem2_at(cf_theorem2 *t, const fmpq_t epsilon, cf_threshold which, double step);
/* log alpha against the threshold, on the side that the half asks for */
cf_truth cf_theorem2_hypothesis(const cf_theorem2 *t);
/* out = ||beta_alpha(infinity)||_1, or the square of its 2-norm, certified; nonzero iff it is finite */
int cf_theorem2_limit_norm(arb_t out, const cf_theorem2 *t, slong prec);
/* out = (one + epsilon) times the exact norm (l1), its square (l2) */
void cf_theorem2_bound(arb_t out, const cf_theorem2 *t, const char *one, slong prec);

/* Begins the instance, reports the hypotheses (0 < epsilon < d, the norm certified, alpha on its side) and
 * the fact; `unsquared`: the second half read without squares. Adds the slack to the histogram. */
void cf_theorem2_begin(cf_run *run, const cf_theorem2 *t, int adversarial);
int cf_theorem2_report_hypotheses(cf_run *run, const cf_theorem2 *t); /* nonzero iff all are certified */
void cf_theorem2_check(cf_run *run, const cf_theorem2 *t, int adversarial, int unsquared);

/* A claim's whole check: n instances of the half (25 n beyond the quick tier) drawn from its seed,
 * adversarial families or not, at the threshold and beyond it by turns. */
void cf_theorem2_sweep(cf_run *run, cf_half half, cf_threshold which, int adversarial, int unsquared,
                       size_t n);
/* The same at D = 3, 4, 5, 8 and 5/2 by turns, with the thresholds of depth D. */
void cf_theorem_depth_sweep(cf_run *run, cf_half half, int adversarial, size_t n);

/* Instances past the threshold on which the conclusion fails: alpha is found by bisection in numbers
 * of doubles' accuracy, the violation is certified. Canary: a violation by 1 % more. */
void cf_theorem2_past(cf_run *run, cf_half half);
void cf_theorem_depth_past(cf_run *run, cf_half half); /* at the depths of cf_theorem_depth_sweep */
/* log alpha at which the 1-norm (the squared 2-norm) of the limit passes the target, in doubles' accuracy: 1e-10 at
 * depth 2, where |log alpha| <= 60 is searched, 1e-4 beyond, where 12. It decides nothing: an end of the range where
 * there is none. */
double cf_theorem2_crossing(const cf_theorem2 *t, double target);

/* The k-th of these depths, in turn, as D = num/den. */
void cf_theorem_depth_nth(slong *num, ulong *den, size_t k);

#endif
