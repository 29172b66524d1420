/* net_f32.c - the networks in float: the templates, compiled. Activations, products and weights are floats; the losses
 * are summed in double. */
#include "net.h"
#include "net_blas.h"
#include <cblas.h>
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#define REAL float
#define NET(name) cf_netf_##name
#define GEMM cblas_sgemm
#define CHUNK ((size_t)1 << 20) /* reals: 4 MiB */
#include "net_layers.h"
#include "net_work.h"
#include "net_loss.h"
#include "net_init.h"
