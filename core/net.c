/* net.c - architectures: lists of layers that fit each other, and how many weights they have. */
#include "net.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void cf_net_begin(cf_net *net, size_t C, size_t H, size_t W, cf_net_loss_kind loss) {
    memset(net, 0, sizeof *net);
    net->C = C, net->H = H, net->W = W;
    net->n_in = net->n_out = C * H * W;
    net->loss = loss;
}

size_t cf_net_layer_fan_in(const cf_net_layer *l) {
    return l->kind == CF_NET_LINEAR ? l->C : l->kind == CF_NET_CONV ? 9 * l->C : 0;
}

size_t cf_net_layer_weights(const cf_net_layer *l) {
    return cf_net_layer_fan_in(l) * l->K + (l->kind == CF_NET_LINEAR && l->bias ? l->K : 0);
}

cf_status cf_net_add(cf_net *net, cf_net_kind kind, size_t K, int bias) {
    const size_t most = (size_t)1 << 31; /* BLAS counts in ints */
    size_t C = net->C, H = net->H, W = net->W;
    if (net->layers == CF_NET_MAX_LAYERS || net->doubled || C == 0 || H == 0 || W == 0) return CF_EINVAL;
    if (C >= most || H >= most || W >= most || C * H >= most || C * H * W >= most) return CF_EINVAL;
    cf_net_layer l = {.kind = kind, .C = C, .H = H, .W = W, .K = C, .at = net->p};
    switch (kind) {
    case CF_NET_LINEAR:
        if (H != 1 || W != 1) return CF_EINVAL;
        l.K = net->C = K, l.bias = bias != 0;
        break;
    case CF_NET_CONV:
        l.K = net->C = K;
        break;
    case CF_NET_POOL:
        if (H < 2 || W < 2) return CF_EINVAL;
        net->H = H / 2, net->W = W / 2;
        break;
    case CF_NET_FLATTEN:
        l.K = net->C = C * H * W, net->H = net->W = 1;
        break;
    case CF_NET_RELU:
        break;
    }
    size_t fan = cf_net_layer_fan_in(&l);
    if (fan && (K == 0 || K >= most || fan >= most / K)) return net->C = C, CF_EINVAL;
    net->p += cf_net_layer_weights(&l);
    net->n_out = net->C * net->H * net->W;
    net->layer[net->layers++] = l;
    return CF_OK;
}

cf_status cf_net_mlp(cf_net *net, size_t n_in, size_t width, size_t depth, size_t n_out, int bias,
                     cf_net_loss_kind loss) {
    if (depth == 0) return CF_EINVAL;
    cf_net_begin(net, n_in, 1, 1, loss);
    for (size_t D = 1; D <= depth; D++) {
        cf_status status = cf_net_add(net, CF_NET_LINEAR, D < depth ? width : n_out, bias);
        if (status == CF_OK && D < depth) status = cf_net_add(net, CF_NET_RELU, 0, 0);
        if (status != CF_OK) return status;
    }
    return CF_OK;
}

static cf_status add_stage(cf_net *net, const char *word, size_t length, double scale, size_t n_out) {
    if (length == 1 && *word == 'M') return cf_net_add(net, CF_NET_POOL, 0, 0);
    if (length == 2 && strncmp(word, "FC", 2) == 0) {
        if (net->H * net->W > 1 && cf_net_add(net, CF_NET_FLATTEN, 0, 0) != CF_OK) return CF_EINVAL;
        return cf_net_add(net, CF_NET_LINEAR, n_out, 0);
    }
    if (strspn(word, "0123456789") < length) return CF_EINVAL;
    double channels = floor(strtod(word, NULL) * scale);
    if (!(channels < 0x1p31)) return CF_EINVAL;
    cf_status status = cf_net_add(net, CF_NET_CONV, channels < 1 ? 1 : (size_t)channels, 0);
    return status == CF_OK ? cf_net_add(net, CF_NET_RELU, 0, 0) : status;
}

cf_status cf_net_vgg(cf_net *net, const char *table, double scale, size_t C, size_t H, size_t W,
                     size_t n_out) {
    const char *blanks = " -", *word = table ? table : "64-M-128-M-256-256-M-512-512-M-512-512-M-FC";
    if (!(scale > 0 && scale <= 0x1p20)) return CF_EINVAL;
    cf_net_begin(net, C, H, W, CF_NET_CROSS_ENTROPY);
    while (*(word += strspn(word, blanks))) {
        size_t length = strcspn(word, blanks);
        cf_status status = add_stage(net, word, length, scale, n_out);
        if (status != CF_OK) return status;
        word += length;
    }
    return net->n_out == n_out && net->H == 1 && net->W == 1 && net->layers ? CF_OK : CF_EINVAL;
}

cf_status cf_net_double(cf_net *net) {
    if (net->doubled || net->p == 0 || net->p > SIZE_MAX / 4) return CF_EINVAL;
    net->doubled = 1;
    net->p *= 2;
    return CF_OK;
}

void cf_net_freeze_below(cf_net *net, size_t trained) {
    size_t above = 0;
    for (size_t l = net->layers; l-- > 0;)
        if (cf_net_layer_weights(&net->layer[l])) net->layer[l].frozen = ++above > trained;
}

size_t cf_net_depth(const cf_net *net) {
    size_t depth = 0;
    for (size_t l = 0; l < net->layers; l++) depth += cf_net_layer_weights(&net->layer[l]) != 0;
    return depth;
}

double cf_net_kernel_change(const double *K_0, const double *K_1, size_t n) {
    double change = 0, size = 0;
    for (size_t i = 0; i < n * n; i++) change += (K_1[i] - K_0[i]) * (K_1[i] - K_0[i]), size += K_0[i] * K_0[i];
    return sqrt(change) / sqrt(size);
}
