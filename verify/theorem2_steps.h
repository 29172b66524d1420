/* theorem2_steps.h - what the steps (74)-(95) of Theorem 2's proof need: small instances at the threshold,
 * exact feasible points of a prescribed norm, and Q at rational points. */
#ifndef CF_THEOREM2_STEPS_H
#define CF_THEOREM2_STEPS_H

#include "verify/theorem2.h"

/* Visits small instances (N 1 to 3 < d <= 8) of the half at Theorem 2's threshold, epsilon from 0.1 to 0.9 d;
 * the instance is begun and its hypotheses certified. */
void cf_theorem2_small(cf_run *run, cf_half half, void (*visit)(cf_run *run, const cf_theorem2 *t));

/* n != 0 with X n = 0 exactly, d x 1; k = 0, 1, 2, ... gives different ones. N < d. */
void cf_kernel_vector(fmpq_mat_t n, const cf_problem *p, ulong k);
/* out = base + s direction, s > 0, with ||out||_1 = target exactly; ||base||_1 < target, direction != 0. */
void cf_point_at_l1(fmpq_mat_t out, const fmpq_mat_t base, const fmpq_mat_t direction, const fmpq_t target);
void cf_rational_norm1(fmpq_t out, const fmpq_mat_t beta);
void cf_rational_norm2_squared(fmpq_t out, const fmpq_mat_t beta);
/* nonzero iff X beta = y exactly */
int cf_is_feasible(const fmpq_mat_t beta, const cf_problem *p);

/* (alpha^2/L) Q(beta/alpha^2) and 4 alpha^4 Q(beta/alpha^2) */
void cf_scaled_Q(arb_t out, arb_srcptr beta, const cf_ref_alpha_t alpha, size_t d, slong prec);
void cf_quadratic_Q(arb_t out, arb_srcptr beta, const cf_ref_alpha_t alpha, size_t d, slong prec);
/* The same at a rational point; half chooses the first or the second. */
void cf_half_Q(arb_t out, const fmpq_mat_t beta, const cf_theorem2 *t, slong prec);
/* at beta_alpha(infinity), certified to prec; nonzero iff finite */
int cf_half_Q_limit(arb_t out, const cf_theorem2 *t, slong prec);
/* The fact Q(beta_alpha/alpha^2) <= Q(beta/alpha^2), beta = t->beta: by balls, or exactly where beta is
 * beta_alpha itself, which is certain if beta = X^T mu with all non-zero |beta_i| equal: then
 * arcsinh(beta_i/(2 alpha^2)) is a multiple of beta_i, hence X^T nu, and beta meets the optimality conditions
 * (10), (11) for every alpha. canary nonzero: 0.99 Q(beta/alpha^2) on the right, by balls. */
void cf_decide_minimal(cf_run *run, const char *what, const cf_theorem2 *t, int canary);
/* The fact ((1 + 2 epsilon)/(1 + epsilon)) Q > Q at t->beta, Q of the half; canary nonzero: 0.9 times the
 * left. */
void cf_decide_gap(cf_run *run, const char *what, const cf_theorem2 *t, int canary);
/* out = 1 + sign epsilon/(2 + epsilon) */
void cf_step_factor(fmpq_t out, const fmpq_t epsilon, int sign);

/* What the sides of a step are evaluated on. */
typedef struct {
    const cf_theorem2 *t;
    const fmpq_mat_struct *beta; /* a feasible point */
    int canary;                  /* the number of the false neighbour */
} cf_step;

/* The fact (1 + e')/(1 - e') = 1 + epsilon, e' = epsilon/(2 + epsilon); canary nonzero: 1.01 + epsilon */
void cf_step_identity(cf_run *run, const char *what, const cf_theorem2 *t, int canary);
/* out = k ||beta||_1, in the second half k ||beta||_2^2, k = 1 + sign epsilon/(2 + epsilon) */
void cf_step_bound(arb_t out, const cf_step *s, int sign, slong prec);
/* The left inequality of (74), in the second half (85), as a cf_sides: a = the bound with sign -1, b = Q;
 * canary 1: 1.1 a */
void cf_step_lower(arb_t a, arb_t b, const void *instance, slong prec);

/* The example against the print's use of (74): X = (1 1), y = 3/4, epsilon = 1. B = 3/4, beta_alpha = (3/8,
 * 3/8) by symmetry and uniqueness (Theorem 1), and Theorem 2's threshold is exp(-d/(epsilon B)) = exp(-8/3).
 * beta = (3/8 + s, 3/8 - s) is feasible. The fact is the left inequality at beta = (first, second), which has
 * to be feasible if `feasible`. */
void cf_step_example_init(cf_theorem2 *t);
void cf_step_example_lower(cf_run *run, const cf_theorem2 *t, const char *first, const char *second,
                           int feasible);

/* x <- x numerator/denominator in the run of canary number k */
void cf_step_scale(arb_t x, const cf_step *s, int k, ulong numerator, ulong denominator, slong prec);

#endif
