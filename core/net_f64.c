/* net_f64.c - the networks in double: the templates, compiled. Activations, products and weights are doubles; the losses
 * are summed in double. */
#include "net.h"
#include "net_blas.h"
#include "net_shuffle.h"
#include <cblas.h>
#include <errno.h>
#include <math.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REAL double
#define NET(name) cf_net_##name
#define GEMM(ta, tb, M, N, K, alpha, A, lda, B, ldb, beta, C, ldc)                                                       \
    cblas_dgemm(CblasRowMajor, ta ? CblasTrans : CblasNoTrans, tb ? CblasTrans : CblasNoTrans, (int)(M), (int)(N),      \
                (int)(K), alpha, A, (int)(lda), B, (int)(ldb), beta, C, (int)(ldc))
#define IMAGES 0 /* core/net_images.c is float */
#define HAVE_TINY 1 /* core/net_tiny.c */
#include "net_layers.h"
#include "net_work.h"
#include "net_loss.h"
#include "net_init.h"
#include "net_tangent.h"
#include "net_train.h"
