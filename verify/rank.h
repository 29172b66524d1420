/* rank.h - the exact rank of a matrix of doubles. */
#ifndef CF_RANK_H
#define CF_RANK_H

#include "reference/ball.h"
#include <stddef.h>

/* Nonzero iff the rows of X (N x d, finite) are linearly independent as exact numbers. If not, *dependent is
 * the first row that is a linear combination of those before it (0: a row of zeros at the start). */
int cf_full_row_rank(size_t *dependent, const double *X, size_t N, size_t d);

#endif
