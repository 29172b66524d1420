/* limit_internal.h - what the files of the limit solver share. Not part of the public interface.
 *
 * The scaled problem: X' = R X with R diagonal (powers of two), y' = R y / sigma, beta' = beta /
 * sigma and alpha'^2 = alpha^2 / sigma, sigma a power of two; then nu = R nu' and L' = L + ln sigma. All
 * files but limit.c and limit_path.c see the scaled problem only and write it without primes. */
#ifndef CERTIFLOW_LIMIT_INTERNAL_H
#define CERTIFLOW_LIMIT_INTERNAL_H

#include "certiflow.h"

typedef struct {
    const double *X; /* (N, d), row-major */
    const double *y; /* (N), not all 0 */
    size_t N, d;
    double L, L_lo;     /* ln(1/alpha^2) of the scaled problem, L + L_lo */
    double p, p_lo;     /* depth D > 2: D/(D-2), p + p_lo; L is then ln(1/alpha^D) */
    double y_max;       /* ||y||_inf */
    const double *unit; /* (N): r_n unit_n is the residual over ||y||_inf in the caller's units */
} cf_limit_problem;

/* A point of the dual and what belongs to it. The buffers are the caller's. */
typedef struct {
    double *beta;       /* (d) */
    double *nu, *nu_lo; /* (N), (N) */
    size_t iterations, factorizations;
    double residual_max;
} cf_limit_point;

/* The limit's state between the points of a path, or of a single solve; see limit_moderate.c. */
typedef struct cf_moderate cf_moderate;
cf_moderate *cf_moderate_new(size_t N, size_t d); /* NULL: out of memory */
void cf_moderate_free(cf_moderate *m);
/* The range where weights and unknowns are doubles, from m's last solution where that is near. CF_ENOCONV:
 * not this time; the graded solver is asked. */
cf_status cf_limit_moderate(cf_limit_point *point, cf_moderate *m, const cf_limit_problem *q);

/* core/limit_linalg.c */

/* beta_i = 2 alpha^2 sinh(z_i) and weight_i = 2 alpha^2 cosh(z_i), 2 alpha^2 = 2 exp(-L), without
 * intermediate overflow. */
void cf_limit_curve(double *beta, double *weight, const double *z, double L, size_t d);
/* r (N) = y - X beta; returns ||r||_inf / ||y||_inf, here or in the caller's units, whichever is larger. */
double cf_limit_residual(double *r, const double *beta, const cf_limit_problem *problem);
/* The same, the sums in double-double: r is y - X beta to 2^-52 of itself, and 2^-95 of |X| |beta|. */
double cf_limit_residual_dd(double *r, const double *beta, const cf_limit_problem *problem);
/* Takes beta = b += w dz, the tangent's, if its residual is the best so far; r (N) and what it returns are as
 * above. What the tangent leaves out is of the order of the square of the relative change. */
double cf_limit_take(cf_limit_point *point, double *r, double *b, const double *w, const double *dz,
                     const cf_limit_problem *problem);
/* out (N) = X v, out (d) = X^T v */
void cf_limit_apply(double *out, const double *v, const cf_limit_problem *problem);
void cf_limit_apply_t(double *out, const double *v, const cf_limit_problem *problem);
/* hi + lo (d) = X^T (v + v_lo) in double-double, core/limit_product.c */
void cf_limit_apply_t_dd(double *hi, double *lo, const double *v, const double *v_lo,
                         const cf_limit_problem *problem);
/* max |v_i|; a NaN shows */
double cf_limit_max_abs(const double *v, size_t n);
/* (hi, lo) += v, elementwise, as unevaluated sums. */
void cf_limit_accumulate(double *hi, double *lo, const double *v, size_t n);

#endif
