/* net_instance.h - random networks, the same for the core and the reference, for the claims about them. */
#ifndef CF_NET_INSTANCE_H
#define CF_NET_INSTANCE_H

#include "core/net.h"
#include "reference/net.h"

typedef struct {
    cf_net net;
    cf_ref_net_layer layer[CF_NET_MAX_LAYERS];
    cf_ref_net twin;
    double *w, *x, *y; /* p; n x n_in; n x n_out */
    uint8_t *label;
    size_t n;
    double roundings; /* m of core/net_work.h */
    const char *name;
} cf_net_instance;
enum { CF_NET_INSTANCES = 7 };
/* The k-th of CF_NET_INSTANCES: fully connected of depths 2, 3, 5, doubled, with biases; convolutional of odd sizes. bias 0
 * leaves biases out (homogeneous nets). */
void cf_net_instance_init(cf_net_instance *i, size_t k, int bias, uint64_t seed);
void cf_net_instance_clear(cf_net_instance *i);

#endif
