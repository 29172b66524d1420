/* net_instance.c - see net_instance.h. */
#include "net_instance.h"
#include <stdlib.h>
#include <string.h>

static cf_status architecture(cf_net_instance *i, size_t k, int bias) {
    static const char *const names[CF_NET_INSTANCES] = {"2-30-1",
                                                        "2-12x2-1",
                                                        "2-6x4-1",
                                                        "2-8-1 doubled",
                                                        "4-9-3, cross-entropy",
                                                        "2 x 5 x 3, conv 3, pool, FC",
                                                        "1 x 4 x 5, pool, conv 2, FC, cross-entropy"};
    cf_net *net = &i->net;
    i->name = names[k];
    switch (k) {
    case 0:
        return cf_net_mlp(net, 2, 30, 2, 1, 0, CF_NET_SQUARED);
    case 1:
        return cf_net_mlp(net, 2, 12, 3, 1, 0, CF_NET_SQUARED);
    case 2:
        return cf_net_mlp(net, 2, 6, 5, 1, 0, CF_NET_SQUARED);
    case 3:
        return cf_net_mlp(net, 2, 8, 2, 1, bias, CF_NET_SQUARED) == CF_OK ? cf_net_double(net) : CF_EINVAL;
    case 4:
        return cf_net_mlp(net, 4, 9, 2, 3, bias, CF_NET_CROSS_ENTROPY);
    case 5: {
        cf_status status = cf_net_vgg(net, "3-M-FC", 1, 2, 5, 3, 2);
        net->loss = CF_NET_SQUARED;
        return status;
    }
    default:
        return cf_net_vgg(net, "M-2-FC", 1, 1, 4, 5, 2);
    }
}

void cf_net_twin_of(cf_net_twin *twin, const cf_net *net) {
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

double cf_net_roundings_forward(const cf_net *net) {
    double m = 2;
    for (size_t i = 0; i < net->layers; i++)
        if (cf_net_layer_weights(&net->layer[i])) m += (double)cf_net_layer_fan_in(&net->layer[i]) + 2;
    return m;
}

double cf_net_roundings(const cf_net *net, size_t n) {
    double m = 4 + cf_net_roundings_forward(net);
    for (size_t i = 0; i < net->layers; i++) {
        const cf_net_layer *l = &net->layer[i];
        if (cf_net_layer_weights(l))
            m += (double)(l->K * (l->kind == CF_NET_CONV ? 9 : 1) + n * l->H * l->W + 2);
    }
    return m;
}

void cf_net_instance_init(cf_net_instance *i, size_t k, int bias, uint64_t seed) {
    memset(i, 0, sizeof *i);
    i->n = k < 3 ? 10 : 3;
    if (architecture(i, k, bias) != CF_OK) abort();
    cf_net_twin_of(&i->twin, &i->net);
    i->roundings = cf_net_roundings(&i->net, i->n);
    const cf_net *net = &i->net;
    cf_rng rng;
    i->w = malloc(net->p * sizeof(double)), i->x = malloc(i->n * net->n_in * sizeof(double));
    i->y = malloc(i->n * net->n_out * sizeof(double)), i->label = malloc(i->n);
    if (!i->w || !i->x || !i->y || !i->label) abort();
    cf_net_init(i->w, net, CF_NET_UNIFORM_HE, 0, seed);
    cf_rng_init(&rng, seed + 1);
    for (size_t j = 0; j < net->p; j++)
        if (i->w[j] == 0 || net->doubled)
            i->w[j] += 0.25 * cf_rng_uniform(&rng); /* biases; copies that differ */
    cf_rng_normals(i->x, &rng, i->n * net->n_in), cf_rng_normals(i->y, &rng, i->n * net->n_out);
    for (size_t s = 0; s < i->n; s++) i->label[s] = (uint8_t)(s % net->n_out);
}

void cf_net_instance_clear(cf_net_instance *i) {
    free(i->w), free(i->x), free(i->y), free(i->label);
}
