/* net_instance.h - networks as the core and the reference have them, and random ones for the claims about
 * them. */
#ifndef CF_NET_INSTANCE_H
#define CF_NET_INSTANCE_H

#include "core/net.h"
#include "reference/net.h"

/* An architecture of the core as the reference's. */
typedef struct {
    cf_ref_net_layer layer[CF_NET_MAX_LAYERS];
    cf_ref_net net;
} cf_net_twin;
void cf_net_twin_of(cf_net_twin *twin, const cf_net *net);
/* The declared bound's m (core/net_work.h), the roundings of a path: forward; forward and backward over n
 * samples. */
double cf_net_roundings_forward(const cf_net *net);
double cf_net_roundings(const cf_net *net, size_t n);

typedef struct {
    cf_net net;
    cf_net_twin twin;
    double *w, *x, *y; /* p; n x n_in; n x n_out */
    uint8_t *label;
    size_t n;
    double roundings; /* cf_net_roundings */
    const char *name;
} cf_net_instance;
enum { CF_NET_INSTANCES = 7 };
/* The k-th of CF_NET_INSTANCES: fully connected of depths 2, 3, 5, doubled, with biases; convolutional of odd sizes. bias 0
 * leaves biases out (homogeneous nets). */
void cf_net_instance_init(cf_net_instance *i, size_t k, int bias, uint64_t seed);
void cf_net_instance_clear(cf_net_instance *i);

#endif
