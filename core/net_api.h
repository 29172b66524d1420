/* net_api.h - public: what of net.h exists for each type of real; included by net.h alone, once for double and once for
 * float. */

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
    REAL *cols, *turned;                 /* of convolutions */
    size_t chunk;                        /* reals of cols */
    size_t bytes;                        /* of the arena */
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
