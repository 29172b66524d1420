/* instances.h - problem instances (X, y) shared by the claims.
 *
 * A family fixes the shape of the data, the seed its numbers. Every instance has finite doubles, X of exact
 * full row rank (decided by exact elimination) and y != 0. The same family, seed, N, d, scale: the same bits.
 */
#ifndef CF_INSTANCES_H
#define CF_INSTANCES_H

#include "verify/claim.h"

typedef enum {
    CF_FAMILY_GAUSSIAN, /* X, y i.i.d. N(0,1) */
    CF_FAMILY_SPARSE,   /* Section 4's sparse regression, r* = min(5, d), noise 0.01 */
    CF_FAMILY_ZEROS,    /* as Gaussian, y_n = 0 for all but one n */
    /* the adversarial ones */
    CF_FAMILY_DEGENERATE, /* y = c x_1 exactly: the l1 problem has a feasible point with one non-zero */
    CF_FAMILY_DUPLICATED, /* the second half of the columns repeats the first, every other one negated */
    CF_FAMILY_INTEGER,    /* entries of X in {-2..2}, integer y: ties, l1 solutions often not unique */
    CF_FAMILY_SIGNS,      /* entries of X in {-1, 1}: every column ties; l1 solution not unique as a rule */
    CF_FAMILY_COLUMNS,    /* Gaussian, columns scaled in turn by 1e6, 1, 1e-6 */
    CF_FAMILY_ROWS,       /* Gaussian, nearly equal rows: x_n = x_0 + 2^-10 g_n */
    CF_FAMILIES
} cf_family;

#define CF_FAMILY_FIRST_ADVERSARIAL CF_FAMILY_DEGENERATE

typedef struct {
    cf_family family;
    uint64_t seed;
    double scale;
    size_t N, d;
    double *X, *y; /* N x d row-major, N */
} cf_problem;

const char *cf_family_name(cf_family family);

/* Draws an instance; 1 <= N <= d. scale > 0 multiplies the y that the family draws, and with it every
 * interpolant: it is rounded to 24 bits first and y is exact where the family says so. Aborts if memory runs
 * out or the arguments are outside the domain: both are bugs of a claim. */
void cf_problem_draw(cf_problem *p, cf_family family, uint64_t seed, size_t N, size_t d, double scale);
void cf_problem_clear(cf_problem *p);

/* The k-th of a fixed mixed sequence (k = 0, 1, 2, ...): all families in turn, sizes from (1, 1) on through N
 * = 1, N = d and N < d up to d_max, scales 1, 1e-3, 1e3. For claims about "any X, y". */
void cf_problem_nth(cf_problem *p, uint64_t seed, size_t k, size_t d_max);

/* cf_instance with the family, its numbers and `more` (may be ""), and cf_adversarial where the family is so
 * or N = 1 or N = d. */
void cf_problem_begin(cf_run *run, const cf_problem *p, const char *more);

/* X and y as exact rationals: X is N x d, y is N x 1; both initialised by the caller. */
void cf_problem_exact(fmpq_mat_t X, fmpq_mat_t y, const cf_problem *p);

#endif
