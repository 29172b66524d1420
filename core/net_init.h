/* net_init.h - private template: the start w = alpha w_0. The draws are doubles; each product is rounded once, then to the
 * real: double and float starts agree to the float's rounding. One stream for all layers, in the order of w. */

void NET(init)(REAL *w, const cf_net *net, cf_net_start start, double log_alpha, uint64_t seed) {
    size_t half = net->doubled ? net->p / 2 : net->p;
    double alpha = exp(log_alpha), normal[2];
    cf_rng rng;
    cf_rng_init(&rng, seed);
    for (size_t l = 0; l < net->layers; l++) {
        const cf_net_layer *layer = &net->layer[l];
        size_t fan = cf_net_layer_fan_in(layer), weights = fan * layer->K;
        if (!fan) continue;
        double spread = sqrt((start == CF_NET_UNIFORM_HE ? 6.0 : 2.0) / (double)fan);
        REAL *to = w + layer->at;
        for (size_t i = 0; i < weights; i++) {
            if (start == CF_NET_UNIFORM_HE) {
                to[i] = (REAL)(alpha * (spread * (2 * cf_rng_uniform(&rng) - 1)));
                continue;
            }
            if (i % 2 == 0) cf_rng_normals(normal, &rng, 2);
            to[i] = (REAL)(alpha * (spread * normal[i % 2]));
        }
        for (size_t i = weights; i < cf_net_layer_weights(layer); i++) to[i] = 0;
    }
    if (net->doubled) memcpy(w + half, w, half * sizeof *w);
}
