/* net_f32.c - the networks in float: the templates, compiled. Activations, products and weights are floats; the losses
 * are summed in double. */
#include "net.h"
#include "net_blas.h"
#include "net_dnnl.h"
#include "net_images.h"
#include "net_shuffle.h"
#include <errno.h>
#include <math.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REAL float
#define NET(name) cf_netf_##name
#define GEMM cf_net_sgemm
#define IMAGES 1 /* core/net_images.c */
#define HAVE_TINY 0 /* core/net_tiny.c */
#include "net_layers.h"
#include "net_work.h"
#include "net_loss.h"
#include "net_init.h"
#include "net_tangent.h"
#include "net_train.h"
