/* depth_blocks.h - instances at depth D whose limit, beta_L1 and beta_L2 are known in closed form, for the
 * claims about the thresholds.
 *
 * X has N blocks, one row each: row n has its largest entry +-1 and others below it in absolute value; nu is
 * exact, and y = X h_D(X^T nu), so that h_D(X^T nu) is the limit for alpha = 1 (docs/depth-theory.md, KKT).
 * Block by block beta_L1 has the one entry +-y_n and beta_L2 is y_n x_n/||x_n||^2. Multiplying X from the
 * left by an invertible matrix changes none of these: the blocks stand for all such X. alpha^D multiplies
 * beta, beta_L1, beta_L2 and y. */
#ifndef CF_DEPTH_BLOCKS_H
#define CF_DEPTH_BLOCKS_H

#include "verify/depth_point.h"

typedef struct {
    slong N, d;
    arb_t l1, l2;           /* ||beta_L1||_1, ||beta_L2||_2 at alpha = 1 */
    arb_t norm_l1, norm_l2; /* of the limit at alpha = 1 */
} cf_depth_blocks;

void cf_depth_blocks_init(cf_depth_blocks *b);
void cf_depth_blocks_clear(cf_depth_blocks *b);
/* Draws N rows of `width` entries from the seed; the largest entry of X^T nu in row n is a random double
 * between 1 - t and 1 - t/2 (near_one), or between t/2 and t. The same seed gives the same X whatever t is.
 */
void cf_depth_blocks_draw(cf_depth_blocks *b, const cf_depth *depth, uint64_t seed, slong N, slong width,
                          double t, int near_one);

/* Calls check on instances at each depth, epsilon = 1/200, 1/10, 1, 3/2 and alpha = 2^-20, 1, 2^20 in turn, t
 * chosen so that the threshold `of` (0: cf_depth_l1, 1: cf_depth_l2) holds with little room; each is begun as
 * an instance. log2_alpha is exact. */
void cf_for_depth_blocks(cf_run *run, int of,
                         void (*check)(cf_run *run, const cf_depth *depth, const cf_depth_blocks *b,
                                       const fmpq_t epsilon, slong log2_alpha));

/* On these instances the fact of the theorem of docs/depth-theory.md, ||beta||_1 <= (1 + epsilon)
 * ||beta_L1||_1 (of = 0) or
 * ||beta||_2^2 <= (1 + epsilon) ||beta_L2||_2^2 (of = 1), with its hypothesis; canary: 0.99 times the right
 * side. */
void cf_depth_theorem_on_blocks(cf_run *run, int of);

#endif
