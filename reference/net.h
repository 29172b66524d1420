/* net.h - the networks of Section 7 in balls, over dual numbers: the twin of a backward pass is the forward pass whose
 * numbers carry their derivative along a direction v of the weights.
 *
 * The architecture is this header's own list, so that nothing is shared with what it checks. Activations are C x H x W of
 * one sample at a time; weights in the order of core/net.h: K x C and K biases, or K x C x 3 x 3. */
#ifndef CF_REF_NET_H
#define CF_REF_NET_H

#include "certiflow_ref.h"
#include <stdint.h>

typedef enum { CF_REF_NET_LINEAR, CF_REF_NET_CONV, CF_REF_NET_RELU, CF_REF_NET_POOL, CF_REF_NET_FLATTEN } cf_ref_net_kind;
typedef struct {
    cf_ref_net_kind kind;
    int bias;
    size_t C, H, W, K; /* the input's channels or units, height, width; the output's channels or units */
} cf_ref_net_layer;
typedef struct {
    const cf_ref_net_layer *layer;
    size_t layers, n_in, n_out, p; /* p counts both copies */
    int doubled;                   /* f(w, x) = g(w_1, x) - g(w_2, x), w = [w_1; w_2] */
    int cross_entropy;             /* else the squared loss */
} cf_ref_net;

/* A value, its derivative along v; and upper bounds of both with every term of every sum taken positive, v by |v|: what
 * an error analysis multiplies with a unit roundoff (core/net_work.h). */
typedef struct {
    arb_t value, slope;
    mag_t size, slope_size;
} cf_ref_dual;
void cf_ref_dual_init(cf_ref_dual *x);
void cf_ref_dual_clear(cf_ref_dual *x);

typedef struct {
    double margin; /* lower bound of |z|/size over all ReLU inputs z with size > 0, and of the lead over size of the largest
                      of each pooled block: where it is above gamma_m, doubles choose as the exact pass does */
    size_t undecided; /* ReLUs whose ball holds 0, and pooled blocks without a certain largest */
} cf_ref_net_info;

/* f (n x n_out) and L (core/net.h) at exact doubles w, x, with their derivatives along v (p doubles; NULL: 0). y: n x n_out;
 * label: n. slope is <grad L, v>, and gamma_m slope_size the declared bound of the double gradient times v. A ReLU at an
 * input that is exactly 0 with derivative exactly 0, and a pooled block whose leaders are equal and exact, derivative
 * included, are decided; every other tie is counted in info->undecided and gives CF_REF_UNDECIDED, with the outputs
 * indeterminate. info may be NULL. */
cf_ref_status cf_ref_net_forward(cf_ref_dual *f, cf_ref_net_info *info, const cf_ref_net *net, const double *w,
                                 const double *v, const double *x, size_t n, slong prec);
cf_ref_status cf_ref_net_loss(cf_ref_dual *loss, cf_ref_net_info *info, const cf_ref_net *net, const double *w,
                              const double *v, const double *x, const double *y, const uint8_t *label, size_t n, slong prec);

/* Full gradient descent on the squared loss, in rounded arithmetic of prec bits: the twin of a training run. Nothing is enclosed: two
 * runs of different prec tell how far one can be trusted. Linear layers without biases and ReLUs between them, one output, one copy,
 * exact doubles w, x, y (n samples). A ReLU is on where its input is above 0, the derivative at 0 is 0. */
typedef struct cf_ref_net_run cf_ref_net_run;
cf_ref_status cf_ref_net_run_new(cf_ref_net_run **run, const cf_ref_net *net, const double *w, const double *x, const double *y,
                                 size_t n, double step, slong prec);
void cf_ref_net_run_clear(cf_ref_net_run *run);
/* w <- w - step grad L(w), so many times; the derivatives are written out layer by layer, not those of cf_ref_dual */
void cf_ref_net_run_steps(cf_ref_net_run *run, unsigned long steps);
/* L(w); f(w, x) at any x */
void cf_ref_net_run_loss(arb_t loss, cf_ref_net_run *run);
void cf_ref_net_run_at(arb_t f, cf_ref_net_run *run, const double *x);
/* Which hidden units are on: n rows of so many bytes, 1 or 0; returns their number a sample. on may be NULL. */
size_t cf_ref_net_run_pattern(unsigned char *on, cf_ref_net_run *run);

#endif
