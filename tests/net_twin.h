/* net_twin.h - for tests: an architecture of the core as the reference's, and the declared bound's m (core/net_work.h). */
#ifndef CF_TEST_NET_TWIN_H
#define CF_TEST_NET_TWIN_H

#include "core/net.h"
#include "reference/net.h"

typedef struct {
    cf_ref_net_layer layer[CF_NET_MAX_LAYERS];
    cf_ref_net net;
} net_twin;
void net_twin_of(net_twin *twin, const cf_net *net);
/* roundings of a path: forward; forward and backward over n samples */
double net_roundings_forward(const cf_net *net);
double net_roundings(const cf_net *net, size_t n);

#endif
