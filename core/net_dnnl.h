/* net_dnnl.h - private: oneDNN 2.x (float, AVX-512), behind core/net_dnnl.c alone. The library is loaded when first asked
 * for. Where its header was missing at build time, or the library or AVX-512 is missing at run time, or the environment
 * says CERTIFLOW_ONEDNN=0, cf_net_dnnl is 0, products are OpenBLAS's and convolutions are core/net_layers.h's.
 *
 * Everything here runs on the calling thread alone and our own threads share tiles that depend on the sizes alone; the
 * caller has OpenMP's number of threads at 1 (cf_net_serial_blas), for oneDNN blocks its sums by that number. */
#ifndef CF_NET_DNNL_H
#define CF_NET_DNNL_H

#include "net.h"

int cf_net_dnnl(void);

/* C (M x N) = alpha op(A) op(B) + beta C, all in rows, op(A) = A^T where ta */
void cf_net_sgemm(int ta, int tb, size_t M, size_t N, size_t K, float alpha, const float *A, size_t lda, const float *B,
                  size_t ldb, float beta, float *C, size_t ldc);

/* One convolution layer of n samples, forward and backward. Channels come in blocks of 16, missing ones zero:
 *     a  n x C/16 x H x W x 16, or n x C x H x W where `plain` (C is 1 or 3)      z  n x K/16 x H x W x 16
 * A tile is `samples` samples of the n, the last one what is left. */
typedef struct cf_net_conv cf_net_conv;

cf_net_conv *cf_net_conv_new(size_t C, int plain, size_t K, size_t H, size_t W, size_t n, size_t samples); /* or NULL */
void cf_net_conv_free(cf_net_conv *conv);            /* NULL: nothing */
size_t cf_net_conv_scratch(const cf_net_conv *conv); /* bytes that each call needs, a multiple of 64 */

/* w: [K/16][C/16][9][16 of C][16 of K], or [K/16][9][C][16 of K] where plain */
void cf_net_conv_forward(const cf_net_conv *conv, size_t tile, float *z, const float *a, const float *w, void *scratch);
/* w: [K/16][C/16][9][16 of K][16 of C]; not where plain */
void cf_net_conv_data(const cf_net_conv *conv, size_t tile, float *ga, const float *gz, const float *w, void *scratch);
/* For 16 channels of K: gz n x H x W x 16, gw that piece of forward's w. */
void cf_net_conv_weights(const cf_net_conv *conv, float *gw, const float *gz, const float *a, void *scratch);

#endif
