/* starts.h - problems with a positive start w_+(0), w_-(0), uniform or not, for the claims about gradient
 * descent and footnote 2. */
#ifndef CF_STARTS_H
#define CF_STARTS_H

#include "verify/instances.h"

typedef struct {
    cf_problem p;
    double depth; /* a double, taken exactly */
    fmpq_t depth_exact;
    double *plus, *minus;          /* d: the start; its doubles are exact */
    double *log_plus, *log_minus;  /* d: their logarithms, rounded */
    cf_ref_alpha_struct *exact[2]; /* d each: plus, minus */
    double stable;                 /* about 2/lambda_max at the flow's limit; 0 if not found */
    double *limit;                 /* d: the flow's limit in doubles */
    void *data;                    /* the caller's */
} cf_start_case;

/* Calls check on `count` cases: small problems of six families, N <= 3, d <= 6, ||y|| about 1; starts about
 * alpha = 0.3 or 0.8, every other one spread by factors up to about 2 in each weight, w_+ and w_- apart;
 * depths 2 and, if deep is not 0, 3, 5/2 and 4 besides. Each begins an instance. `more`: a step as a share of
 * the largest stable one is drawn from the list and passed on (shares may be NULL: 0 is passed). */
void cf_for_starts(cf_run *run, size_t count, int deep, const double *shares, size_t n_shares,
                   void (*check)(cf_run *run, const cf_start_case *c, double share));

/* The same, with data for the check in c->data. */
void cf_for_starts_with(cf_run *run, size_t count, int deep, const double *shares, size_t n_shares,
                        void *data, void (*check)(cf_run *run, const cf_start_case *c, double share));

/* d exact numbers from doubles: the number itself, or its exponential if is_log */
cf_ref_alpha_struct *cf_starts_exact(const double *x, size_t d, int is_log);
void cf_starts_clear(cf_ref_alpha_struct *a, size_t d);

/* What core/descend.c and core/limit_start.c allow after `steps` steps, beta, w_+ and w_- in doubles:
 *     B = chi ||X beta - y||_2 + (1 + chi ||X||_F) ||e||_2,
 *     e_i = D (2 steps + 40) u (w_+^D + w_-^D) + V_i (N + 8) u (sum_n |X_ni nu_n| + S_i),
 * V = dbeta/dz = w_+^2 + w_-^2, at depth D > 2 (D/(D-2)) (w_+^{2D-2} + w_-^{2D-2}), S_i = |log w_+(0)| + |log
 * w_-(0)|, at depth D w_+(0)^{2-D} + w_-(0)^{2-D}: the weights are off by (2 steps + 40) u relative, z by its
 * sum and the start, and the argument of core/limit.c does the rest. log_start: plus, minus. Nonzero iff it
 * was formed. */
int cf_starts_bound(arb_t bound, const cf_start_case *c, const double *beta, const double *nu,
                    const double *w_plus, const double *w_minus, const double *log_plus,
                    const double *log_minus, double steps);

/* The generalised regulariser of footnote 2, R(b) = sum_i int_0^{b_i} z_i, z_i the inverse of beta_i(z):
 * depth 2 a^2 q(b/a^2) - e b; depth D: c^{1-k} q_D(b c^k) + s b, k = D/(D-2), P, M = start^{2-D}, c = (P +
 * M)/2, s = (P - M)/2. Logarithms of the start as balls. */
void cf_starts_regulariser(arb_t out, arb_srcptr b, arb_srcptr log_plus, arb_srcptr log_minus,
                           const fmpq_t depth, size_t d, slong prec);
/* Reports that R at beta lies below R at beta +- 2^-k v for an exact v of ker X, k = 12 and 2; nothing if N =
 * d. percent is added to the logarithms of w_+(0): 0 but in a canary. */
void cf_starts_minimum_facts(cf_run *run, const cf_start_case *c, arb_srcptr beta, arb_srcptr log_plus,
                             arb_srcptr log_minus, int percent, slong prec);

/* sqrt(sum (a_i - b_i)^2) */
void cf_starts_distance(arb_t out, arb_srcptr a, arb_srcptr b, size_t d, slong prec);

#endif
