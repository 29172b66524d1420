/* depth.h - private parts of depth.c, and the inverse near a guess (depth_near.c). */
#ifndef CF_REF_DEPTH_H
#define CF_REF_DEPTH_H

#include "certiflow_ref.h"

typedef struct {
    arb_t m, p; /* 2/(D-2), D/(D-2) */
    slong prec;
} cf_ref_depth_constants;
void cf_ref_depth_constants_init(cf_ref_depth_constants *k, const fmpq_t depth, slong prec);
void cf_ref_depth_constants_clear(cf_ref_depth_constants *k);

/* h_D at s = y/(1+y), y >= 0, and unless it is NULL its derivative with respect to ln(1+y) */
void cf_ref_depth_h_of_y(arb_t h, arb_t slope, const arb_t y, const cf_ref_depth_constants *k);
/* H = the integral of h_D from 0, at s = y/(1+y) */
void cf_ref_depth_primitive_of_y(arb_t out, const arb_t y, const cf_ref_depth_constants *k);

/* h_D^{-1}(z), 1 - h_D^{-1}(z) and q_D(z) at once, for a finite z != 0 and k of 128 bits or more, from a guess in doubles:
 * inverse and complement are about h_D^{-1}(|z|) and 1 - h_D^{-1}(|z|), and may be wrong in any way. Nonzero iff
 * interval Newton certifies a root near the guess; then out[0], out[1], out[2] hold the three, to about 2^-98 (1 + p) of
 * themselves if the guess is right to 2^-51. */
int cf_ref_depth_near(arb_ptr out, double z, double inverse, double complement, const cf_ref_depth_constants *k);

#endif
