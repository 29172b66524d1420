/* appendix_b_terms.h - the terms that several claims of Appendix B have in common. */
#ifndef CF_APPENDIX_B_TERMS_H
#define CF_APPENDIX_B_TERMS_H

#include "verify/appendix_b.h"

/* out = sum |beta_i| (1 + ln(|beta_i| + alpha^2)/L), of (29) and (31) */
void cf_case_log_sum(arb_t out, const cf_beta_case *c, slong prec);
/* out = ||beta||_1 (1 + ln(k (m + alpha^2))/L), of (31) and (32) */
void cf_case_log_bound(arb_t out, const cf_beta_case *c, const arb_t m, const arb_t k, slong prec);
/* b ln b, 0 at b = 0 (the limit, which (37) needs for coordinates that are 0) */
void cf_b_log_b(arb_t out, const arb_t b, slong prec);

/* beta_i of a case */
typedef struct {
    const cf_beta_case *c;
    size_t i;
} cf_coordinate;
/* Up to 6 coordinates of the vector, the ends among them; those that are 0 are passed over. */
void cf_for_coordinates(cf_run *run, const cf_beta_case *c,
                        void (*each)(cf_run *run, const cf_coordinate *p));
/* t = |beta_i|/alpha^2 */
void cf_coordinate_argument(arb_t t, const cf_coordinate *p, slong prec);
/* out = t^2/4 - q(t) */
void cf_q_remainder(arb_t out, const arb_t t, slong prec);

#endif
