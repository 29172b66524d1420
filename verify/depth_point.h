/* depth_point.h - h_D, its primitive H and q_D = s h_D(s) - H(s) in balls at exact s, for the claims about
 * depth D > 2.
 *
 * Naming a point by s = h_D^{-1}(z) rather than by z needs no inversion: z = h_D(s) is then elementary. The
 * definitions are those of docs/depth-theory.md, p = D/(D-2). */
#ifndef CF_DEPTH_POINT_H
#define CF_DEPTH_POINT_H

#include "verify/instances.h"

enum { CF_DEPTH_PREC = 1024 };

typedef struct {
    fmpq_t D, p; /* exact */
    arb_t D_ball, ball_p;
    arb_t kappa, c2; /* (D-2)/(4D), (D-1)(3D-4)/(24 D^2) */
    arb_t one_over_p, two_over_D;
} cf_depth;

void cf_depth_init(cf_depth *depth, slong num, ulong den);
void cf_depth_clear(cf_depth *depth);

/* |s| < 1 */
void cf_depth_h(arb_t out, const arb_t s, const cf_depth *depth);       /* (1-s)^{-p} - (1+s)^{-p} */
void cf_depth_h_prime(arb_t out, const arb_t s, const cf_depth *depth); /* p [(1-s)^{-p-1} + (1+s)^{-p-1}] */
void cf_depth_H(arb_t out, const arb_t s,
                const cf_depth *depth); /* (D-2)/2 [(1-s)^{-2/(D-2)} + (1+s)^{-2/(D-2)} - 2] */
void cf_depth_q_at(arb_t out, const arb_t s, const cf_depth *depth); /* q_D(h_D(s)) = s h - H */

/* The depths of the claims: 21/10, 5/2, 3, 4, 5, 8, 50. */
enum { CF_DEPTHS = 7 };
extern const slong cf_depth_list[CF_DEPTHS][2];

/* At each of these depths, calls check at s = 2^-40 ... 1 - 2^-40 and at random s in (0, 1), all exact; each
 * is begun as an instance. */
void cf_for_depth_points(cf_run *run, void (*check)(cf_run *run, const cf_depth *depth, const arb_t s));

/* out = x (100 + percent)/100 */
void cf_depth_percent(arb_t out, const arb_t x, slong percent);

#endif
