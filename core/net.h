/* net.h - the networks of Section 7 and Appendix E; public, beside certiflow.h.
 *
 * A network is a list of layers (cf_net), a function of its p weights w, all in one array, and of samples x. Everything
 * that computes with reals exists twice, from one source: cf_net_X in double, cf_netf_X in float (net_api.h).
 *
 *   x       n x n_in, one sample a row, a sample being C x H x W       f   n x n_out, the outputs
 *   w       p weights: layer after layer, a linear layer's K x C matrix and then its K biases, a convolution's K x C x 3 x 3
 *   L(w)    the loss: ||f - y||_2^2 summed over samples and outputs (no 1/2, Section 2), or the mean cross-entropy of the
 *           softmax of f at the labels
 *
 * Twice the weights make an unbiased start (`doubled`): f(w, x) = g(w_1, x) - g(w_2, x) with w = [w_1; w_2], both halves
 * trained and equal at the start, so that f(w(0), x) = 0. At depth 2 this is Section 6's [U_0, -U_0], [V_0, V_0].
 */
#ifndef CERTIFLOW_NET_H
#define CERTIFLOW_NET_H

#include "certiflow.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    CF_NET_LINEAR,  /* z = W a + b, or W a */
    CF_NET_CONV,    /* 3 x 3, padding 1, no bias: z[k,i,j] = sum_{c,u,v} W[k,c,u,v] a[c,i+u-1,j+v-1] */
    CF_NET_RELU,    /* max(z, 0), with derivative 0 at 0 */
    CF_NET_POOL,    /* the largest of each 2 x 2 block, an odd last row or column left out; of equal ones the first has
                       the derivative 1 */
    CF_NET_FLATTEN, /* C x H x W channels become C H W units */
} cf_net_kind;
typedef enum { CF_NET_SQUARED, CF_NET_CROSS_ENTROPY } cf_net_loss_kind;

enum { CF_NET_MAX_LAYERS = 64 };

typedef struct {
    cf_net_kind kind;
    int bias, frozen;
    size_t C, H, W, K; /* the input's channels (linear: units), height, width; the output's channels or units */
    size_t at;         /* linear, conv: where its weights begin in w */
} cf_net_layer;

typedef struct {
    cf_net_layer layer[CF_NET_MAX_LAYERS];
    size_t layers, n_in, n_out, p; /* p counts both halves where `doubled` */
    size_t C, H, W;                /* of the last layer's output */
    int doubled;
    cf_net_loss_kind loss;
} cf_net;

/* Architectures, core/net.c. CF_EINVAL: a size is 0, does not fit the layer before, or overflows; too many layers. */
void cf_net_begin(cf_net *net, size_t C, size_t H, size_t W, cf_net_loss_kind loss);
cf_status cf_net_add(cf_net *net, cf_net_kind kind, size_t K, int bias); /* K, bias: linear; K: conv; ignored by others */
/* Fully connected, `depth` linear layers with ReLU between them, `width` units a hidden layer. depth >= 1. */
cf_status cf_net_mlp(cf_net *net, size_t n_in, size_t width, size_t depth, size_t n_out, int bias, cf_net_loss_kind loss);
/* From a stage table: "64 M 128 M ... FC", separated by blanks or dashes: a number is a 3 x 3 convolution with so many
 * channels and a ReLU, M a max-pool, FC the linear layer to n_out units, without bias. Each number is multiplied by scale
 * (at least one channel stays). table NULL: the VGG11-like net of Appendix E. */
cf_status cf_net_vgg(cf_net *net, const char *table, double scale, size_t C, size_t H, size_t W, size_t n_out);
/* Makes f the difference of two copies. */
cf_status cf_net_double(cf_net *net);
/* Freezes the weights of all linear and convolution layers but the last `trained`. */
void cf_net_freeze_below(cf_net *net, size_t trained);
size_t cf_net_depth(const cf_net *net);                   /* the number of linear and convolution layers: D of (8) */
size_t cf_net_layer_weights(const cf_net_layer *layer);   /* weights and biases */
size_t cf_net_layer_fan_in(const cf_net_layer *layer);    /* linear C, conv 9 C */

/* Starts, core/net_init.h: w = alpha w_0, biases 0, alpha = exp(log_alpha). */
typedef enum {
    CF_NET_UNIFORM_HE, /* uniform on [-sqrt(6/n_in), sqrt(6/n_in)] */
    CF_NET_NORMAL_HE,  /* N(0, sqrt(2/n_in)), the second argument read as the standard deviation: variance 2/n_in */
} cf_net_start;

/* Training, core/net_train.h. */
typedef struct {
    uint64_t steps; /* taken */
    double loss;    /* the last batch's, before its step */
    double epoch, mean_loss, accuracy; /* the last whole epoch's means, each batch before its step; NaN for full descent */
    const void *w;                     /* the weights, p of the run's type */
} cf_net_progress;
typedef struct {
    double step;        /* of gradient descent, > 0 */
    size_t batch;       /* 0: all samples */
    uint64_t seed;      /* of the permutations */
    uint64_t most;      /* steps at most */
    double stop_loss;   /* stop where the loss over all data is below; 0: never */
    int stop_accuracy;  /* ... and every sample is classified correctly (cross-entropy) */
    double explode;     /* diverged where a loss is above explode * max(1, the first loss) or not finite; 0: 1e8 */
    const char *checkpoint; /* NULL: none */
    uint64_t every;         /* steps between checkpoints and progress reports; 0: 1000 */
    void (*progress)(void *context, const cf_net_progress *progress); /* NULL: none */
    void *context;
} cf_net_training;
typedef enum {
    CF_NET_REACHED,  /* a stop criterion holds */
    CF_NET_BUDGET,   /* the steps are spent */
    CF_NET_DIVERGED, /* the loss exploded */
    CF_NET_DEAD,     /* full descent: the gradient is exactly 0 above the stop, every path off, as after a step far too long */
} cf_net_outcome;
typedef struct {
    cf_net_outcome outcome;
    uint64_t steps;
    double loss, accuracy; /* over all data at the end; accuracy NaN for the squared loss */
    double first_loss;     /* of the first batch */
} cf_net_end;

/* Checkpoints, core/net_checkpoint.c: written whole or not at all, with a checksum. fingerprint: of the architecture, the
 * training and the data, so that a file of another run is refused. error: 256 bytes. CF_EIO with a message; the file that
 * was there stays as it is. */
typedef struct {
    uint64_t fingerprint, steps, epoch_correct; /* epoch_correct: UINT64_MAX once the stop criterion was met */
    double first_loss, epoch_loss; /* of the epoch under way: the sum of its batches' losses, each times its samples;
                                      full descent: the loss */
} cf_net_checkpoint;
cf_status cf_net_checkpoint_write(const char *path, const cf_net_checkpoint *head, const void *w, size_t bytes, char *error);
cf_status cf_net_checkpoint_read(cf_net_checkpoint *head, void *w, const char *path, uint64_t fingerprint, size_t bytes,
                                 char *error);
uint64_t cf_net_fingerprint(uint64_t hash, const void *data, size_t bytes); /* FNV-1a over the bytes; start with hash 0 */

/* ||K_1 - K_0||_F/||K_0||_F of two n x n kernels */
double cf_net_kernel_change(const double *K_0, const double *K_1, size_t n);

#define REAL double
#define NET(name) cf_net_##name
#include "net_api.h"
#undef REAL
#undef NET
#define REAL float
#define NET(name) cf_netf_##name
#include "net_api.h"
#undef REAL
#undef NET

/* Full gradient descent of tiny nets, core/net_tiny.c: fully connected, at most 32 inputs and units a layer, depth 2 to
 * 16, no biases, one output, squared loss, nothing frozen; doubled or not. cf_net_tiny_fits says whether a net is one.
 * Takes up to `steps` steps w -= step grad L(w), fewer if the loss falls below stop or is no longer finite: *taken steps;
 * *loss is L before the last step, or, where it stopped, at w. Each step's gradient has cf_net_gradient's bound; same bits
 * on every processor. CF_EINVAL, CF_ENOMEM. */
int cf_net_tiny_fits(const cf_net *net);
cf_status cf_net_tiny_descend(double *w, double *loss, uint64_t *taken, const cf_net *net, const cf_net_data *data,
                              double step, double stop, uint64_t steps);

#ifdef __cplusplus
}
#endif
#endif
