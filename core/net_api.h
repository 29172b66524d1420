/* net_api.h - public: what of net.h exists for each type of real. net.h includes it once for double and once for float;
 * included on its own it is net.h. */
#ifndef NET
#include "net.h"
#else

/* A view of n samples: x is n x n_in; y is n x n_out (squared loss), label holds n of 0..n_out-1 (cross-entropy). */
typedef struct {
    const REAL *x, *y;
    const uint8_t *label;
    size_t n;
} NET(data);

/* The memory of a pass over at most N samples: one arena, allocated once. Shapes in core/net_work.h. */
typedef struct {
    const cf_net *net;
    size_t N;
    int threads;
    REAL *arena;
    REAL *act[2][CF_NET_MAX_LAYERS + 1]; /* the input of layer l, C x n x HW; [1]: of the second copy */
    REAL *slope[2];                      /* the gradients of two neighbouring layers' outputs */
    REAL *f, *f_slope;                   /* n x n_out each */
    REAL *cols, *turned;                 /* of convolutions: what each thread has unfolded, and the weights turned */
    size_t block;                        /* reals of cols for one thread */
    size_t bytes;                        /* of the arena, and of images */
    size_t blocks;                       /* the leading layers that oneDNN takes (float): core/net_images.h */
    struct cf_net_images *images;
    REAL *top[2];                        /* their output as C x n x HW */
} NET(work);

/* threads: 0 takes all that OpenMP offers. The results' bits do not depend on it: BLAS runs serially on tiles that
 * depend on the sizes alone. They do depend on the BLAS kernel. net must outlive work. CF_EINVAL, CF_ENOMEM. */
cf_status NET(work_init)(NET(work) *work, const cf_net *net, size_t N, int threads);
void NET(work_clear)(NET(work) *work);

/* w = alpha w_0 (cf_net_start). Copies of a doubled net begin equal. */
void NET(init)(REAL *w, const cf_net *net, cf_net_start start, double log_alpha, uint64_t seed);

/* f, n x n_out; n <= work->N. |f - exact| <= gamma_m S for each entry, gamma_m = m u/(1 - m u), where S is the same pass
 * with all of w and x replaced by their absolute values at the same pattern of active units, and m = 2 + sum over linear
 * and convolution layers of (fan in + 2). Holds where the pattern is the exact one (core/net_work.h). */
void NET(forward)(REAL *f, NET(work) *work, const REAL *w, const REAL *x, size_t n);

/* L(w); correct (NULL allowed): how many samples have their label's output above all others (cross-entropy). Of any
 * number of samples: taken work->N at a time. */
double NET(loss)(size_t *correct, NET(work) *work, const REAL *w, const NET(data) *data);

/* g = grad L(w), p entries, 0 for frozen layers; returns L(w); data->n <= work->N. <g, v> errs by at most gamma_m <G, |v|>,
 * G the gradient with absolute values throughout (core/net_work.h). */
double NET(gradient)(REAL *g, size_t *correct, NET(work) *work, const REAL *w, const NET(data) *data);

/* w -= step grad L(w), without an array for the gradient; returns L before the step. Its bits are not those of
 * NET(gradient) and a subtraction: products are added to w as they arise. */
double NET(descend)(REAL *w, double step, size_t *correct, NET(work) *work, const NET(data) *data);

/* G = the gradient of output k at the one sample x with respect to all weights (0 for frozen layers), p entries. */
void NET(feature)(REAL *G, NET(work) *work, const REAL *w, const REAL *x, size_t k);

/* --------------------------------------------------------------------- tangent features, core/net_tangent.h */

/* The tangent kernel K[i n + j] = sum over outputs k of <grad f_k(w, x_i), grad f_k(w, x_j)>, n x n, over the trained
 * weights; features are formed in blocks of at most `bytes` bytes (at least one feature of each side), never all n p.
 * Each entry is a dot product in double: it errs by at most gamma_{p n_out} sum |terms| on top of the features' errors
 * (those of NET(gradient), with e_k for the slope). work->N >= 1. CF_ENOMEM. */
cf_status NET(tangent_kernel)(double *K, NET(work) *work, const REAL *w, const REAL *x, size_t n, size_t bytes);

/* The gradient distance of Section 7: the mean over the samples x of the cosine distance
 *     1 - <J(w_0, x), J(w_1, x)>_F/(||J(w_0, x)||_F ||J(w_1, x)||_F),
 * J(w, x) the n_out x p Jacobian of f(w, x): for one output, of the tangent feature grad f(w, x) itself. First the cosine
 * of each sample, then the mean. A sample whose feature vanishes at either end counts as distance 1 unless both vanish: 0.
 * each (n, NULL allowed) receives the distances. Two features are held at a time. CF_ENOMEM. */
cf_status NET(gradient_distance)(double *mean, double *each, NET(work) *work, const REAL *w_0, const REAL *w_1,
                                 const REAL *x, size_t n);

/* ||w_1 - w_0||_2/||w_0||_2 over all p weights; NaN if w_0 = 0 */
double NET(distance_travelled)(const REAL *w_0, const REAL *w_1, size_t p);

/* ---------------------------------------------------------------------------------- training, core/net_train.h */

/* Descends from w until a stop criterion of `training` holds. Full gradient descent where training->batch is 0 or n;
 * otherwise each epoch takes a seeded permutation in batches, the last one shorter. work->N >= the batch. Where
 * training->checkpoint names a file that exists, the run goes on from it, to the same bits as one that was never
 * interrupted. The outcome is in *end; error (NULL allowed, 256 bytes) holds a message on CF_EIO. CF_EINVAL, CF_ENOMEM. */
cf_status NET(train)(REAL *w, cf_net_end *end, char *error, NET(work) *work, const NET(data) *data,
                     const cf_net_training *training);

/* Of m candidate steps the one whose run of `probe` steps from w ends at the least loss over all data; runs that diverge
 * are out. *best = 0 if all do. w is left as it is. */
cf_status NET(search_step)(double *best, NET(work) *work, const REAL *w, const NET(data) *data,
                           const cf_net_training *training, const double *steps, size_t m, uint64_t probe);
#endif
