/* net_twin.c - see net_twin.h. */
#include "net_twin.h"

void net_twin_of(net_twin *twin, const cf_net *net) {
    static const cf_ref_net_kind kind[] = {[CF_NET_LINEAR] = CF_REF_NET_LINEAR,
                                           [CF_NET_CONV] = CF_REF_NET_CONV,
                                           [CF_NET_RELU] = CF_REF_NET_RELU,
                                           [CF_NET_POOL] = CF_REF_NET_POOL,
                                           [CF_NET_FLATTEN] = CF_REF_NET_FLATTEN};
    for (size_t i = 0; i < net->layers; i++) {
        const cf_net_layer *l = &net->layer[i];
        twin->layer[i] = (cf_ref_net_layer){kind[l->kind], l->bias, l->C, l->H, l->W, l->K};
    }
    twin->net = (cf_ref_net){.layer = twin->layer,
                             .layers = net->layers,
                             .n_in = net->n_in,
                             .n_out = net->n_out,
                             .p = net->p,
                             .doubled = net->doubled,
                             .cross_entropy = net->loss == CF_NET_CROSS_ENTROPY};
}

double net_roundings_forward(const cf_net *net) {
    double m = 2;
    for (size_t i = 0; i < net->layers; i++)
        if (cf_net_layer_weights(&net->layer[i])) m += (double)cf_net_layer_fan_in(&net->layer[i]) + 2;
    return m;
}

double net_roundings(const cf_net *net, size_t n) {
    double m = 4 + net_roundings_forward(net);
    for (size_t i = 0; i < net->layers; i++) {
        const cf_net_layer *l = &net->layer[i];
        if (cf_net_layer_weights(l))
            m += (double)(l->K * (l->kind == CF_NET_CONV ? 9 : 1) + n * l->H * l->W + 2);
    }
    return m;
}
