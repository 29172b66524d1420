/* agreement.h - the limit in doubles (core/limit.c) held against the certified limit (reference/limit.c), and
 * the data of the agreement report; shared by the claims core_limit*. The bound and its derivation:
 * agreement.c. */
#ifndef CF_AGREEMENT_H
#define CF_AGREEMENT_H

#include "verify/instances.h"

/* The family of the data of core_limit_cancelled and of core_limit_extreme, after those of instances.h. */
enum { CF_FAMILY_CANCELLED = CF_FAMILIES, CF_FAMILY_UNITS };

typedef struct {
    const double *X, *y; /* N x d, N */
    size_t N, d;
    int family;
    int moderate; /* nonzero: chi |X| is moderate by construction, and 1e-12 |beta*|_2 is checked besides B */
    double depth;
} cf_agreement_problem;

/* What the doubles found at log_alpha. */
typedef struct {
    double log_alpha;
    const double *beta, *nu, *nu_lo; /* d, N, N */
    size_t iterations;
} cf_agreement_point;

/* Their numbers; a claim whose facts are these has .canaries = CF_AGREEMENT_CANARIES. */
typedef enum {
    CF_CANARY_RESIDUAL = 1,
    CF_CANARY_BETA,
    CF_CANARY_MODERATE,
    CF_CANARY_NORM_L1,
    CF_CANARY_NORM_L2,
    CF_CANARY_DUAL,
    CF_AGREEMENT_CANARIES = CF_CANARY_DUAL,
} cf_agreement_canary;
#define CF_AGREEMENT_CANARY_TEXT                                                                             \
    "the residual of 1.000001 beta; the exact limit that of an alpha 5 % larger, for each of the other facts in turn"

/* Encloses the exact limit beta* and nu* and reports, for the instance begun last, the facts
 *   |beta - beta*|_2 <= B,  and <= 1e-12 |beta*|_2 if p->moderate,
 *   ||beta|_1 - |beta*|_1| <= sqrt(d) B + 2^-51 |beta*|_1,  ||beta|_2 - |beta*|_2| <= B + 2^-51 |beta*|_2,
 *   |beta_i| |x_i^T (nu + nu_lo - nu*)| <= B, at depth D > 2 times p = D/(D-2) and <= 2 B,
 * and one row of the table "agreement": the correct digits of beta, nu, X^T nu and the norms.
 * Each fact has a canary of its own (cf_agreement_canary), in whose run it alone is reported: the residual of 1.000001 beta;
 * the others against the exact limit of an alpha 5 % larger. */
void cf_agree_limit(cf_run *run, const cf_agreement_problem *p, const cf_agreement_point *point);

/* cf_limit, or cf_limit_depth, at log_alpha, then cf_agree_limit. */
void cf_agree_solve(cf_run *run, const cf_agreement_problem *p, double log_alpha);

/* chi = a lower bound of max |A_B^-1|_2 over N independent columns B of A, from the basis and, where there are few, from
 * every choice of columns; nonzero iff A_B is proved invertible for the basis. */
int cf_set_chi(arb_t chi, const arb_mat_t A, const size_t *basis);

/* Says in the evidence what the numbers of the column "family" mean. */
void cf_agree_legend(cf_run *run);

#endif
