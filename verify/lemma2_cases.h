/* lemma2_cases.h - what the claims about Lemma 2 share: pairs (d, epsilon), and the ratio that they bound. */
#ifndef CF_LEMMA2_CASES_H
#define CF_LEMMA2_CASES_H

#include "verify/appendix_b.h"

typedef struct {
    size_t d;
    fmpq_t epsilon;
    int canary;
} cf_lemma2_case;

/* Visits pairs (d, epsilon) with d >= max(e, 12^(4 epsilon)), which are not begun as instances; the first
 * four are on the edge, the next near it. epsilon: the decimal. */
void cf_for_lemma2_cases(cf_run *run,
                         void (*visit)(cf_run *run, const cf_lemma2_case *s, size_t k, const char *epsilon));

/* out = sqrt(d) Q(e_1/alpha^2)/Q(1_d/(sqrt(d) alpha^2)) = sqrt(d) q(z)/(d q(z/sqrt(d))), z = alpha^-2 */
void cf_lemma2_ratio(arb_t out, const cf_lemma2_case *s, const arb_t log_alpha, slong prec);
/* out = 1 + epsilon; canary: 1.01 + epsilon */
void cf_lemma2_factor(arb_t out, const cf_lemma2_case *s, slong prec);

#endif
