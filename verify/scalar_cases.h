/* scalar_cases.h - t q(1/t) at t = c alpha^2, for the claims (43) to (46); d and
 * alpha for the ratios (47) to (49) and (58). */
#ifndef CF_SCALAR_CASES_H
#define CF_SCALAR_CASES_H

#include "verify/appendix_b.h"

typedef struct {
    const char *c, *log_alpha;
    int canary;
} cf_scalar_case;

/* Visits cases of c and log alpha; each is begun as an instance, c = 1 and log alpha from -3e4 first. */
void cf_for_scalar_cases(cf_run *run, void (*visit)(cf_run *run, const cf_scalar_case *s));
/* t = c alpha^2 */
void cf_scalar_t(arb_t t, const cf_scalar_case *s, slong prec);
/* out = t q(1/t) */
void cf_t_q(arb_t out, const arb_t t, slong prec);

typedef struct {
    size_t d;
    const char *log_alpha;
    int canary;
} cf_ratio_case;

/* Visits the first n of 17 cases, the last three of which have d = 1; each is begun as an instance. */
void cf_for_ratio_cases(cf_run *run, size_t n, void (*visit)(cf_run *run, const cf_ratio_case *s));
void cf_ratio_log_alpha(arb_t out, const cf_ratio_case *s, slong prec);

#endif
