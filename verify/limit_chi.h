/* limit_chi.h - the condition number in the bound of core/limit.c, from below. */
#ifndef CF_LIMIT_CHI_H
#define CF_LIMIT_CHI_H

#include "reference/ball.h"
#include <stddef.h>

/* chi = at most the largest |A_B^{-1}|_2 over N independent columns B of A (N x d): from the basis named and, where there are at
 * most 300, from every choice of columns. Nonzero iff A_basis is proved invertible. */
int cf_limit_chi(arb_t chi, const arb_mat_t A, const size_t *basis, slong prec);

#endif
