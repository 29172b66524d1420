/* net_images.h - private: the leading convolutions, ReLUs and pools of a float net through oneDNN, core/net_images.c.
 *
 * Between them activations and their gradients are n x C/16 x HW x 16, the channels filled up to a multiple of 16 with
 * zeros; the first input is x itself, n x C x HW, where the first layer is a convolution of 1 or 3 channels. Above them
 * everything is C x n x HW as in core/net_layers.h. */
#ifndef CF_NET_IMAGES_H
#define CF_NET_IMAGES_H

#include "net.h"

typedef struct cf_net_images cf_net_images;

size_t cf_net_images_layers(const cf_net *net);         /* how many; 0 without oneDNN or a convolution among them */
size_t cf_net_images_size(const cf_net *net, size_t l); /* reals a sample of the input of layer l <= layers */
cf_net_images *cf_net_images_new(const cf_net *net, size_t N, int threads); /* NULL: no memory */
void cf_net_images_free(cf_net_images *images);                             /* NULL: nothing */
size_t cf_net_images_bytes(const cf_net_images *images);                    /* that it holds besides the activations */

/* act[0..layers] from x; top: act[layers] as C x n x HW. n <= N. OpenMP's number of threads is 1 (core/net_dnnl.h). */
void cf_net_images_forward(cf_net_images *images, float *top, float *const *act, const float *w, const float *x, size_t n);
/* gz, the gradient with respect to top, is lost, and so is ga, of the largest size; out = beta out + scale * gradient with
 * respect to the weights of layers >= lowest that are not frozen. out may be w. After forward with the same n. */
void cf_net_images_backward(cf_net_images *images, float *out, float scale, float beta, float *gz, float *ga,
                            float *const *act, const float *w, size_t n, size_t lowest);

#endif
