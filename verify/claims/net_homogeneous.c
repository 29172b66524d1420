/* net_homogeneous.c - nets without biases are D-homogeneous, D the number of linear and convolution layers,
 * so that f(alpha w_0) = alpha^D f(w_0), and the tangent features, hence K, scale with alpha^(D-1),
 * alpha^(2(D-1)). */
#include "verify/claim.h"
#include "verify/net_instance.h"
#include <stdlib.h>

static void check_net(cf_run *run, size_t k, slong c) {
    cf_net_instance i;
    cf_net_instance_init(&i, k, 0, cf_run_seed(run) + k);
    size_t size = i.n * i.net.n_out, p = i.net.p;
    ulong D = (ulong)cf_net_depth(&i.net);
    double *v = malloc(p * sizeof *v), *scaled = malloc(p * sizeof *scaled);
    cf_ref_dual *f = malloc(2 * size * sizeof *f);
    if (!v || !scaled || !f) abort();
    cf_rng rng;
    cf_rng_init(&rng, 7);
    cf_rng_normals(v, &rng, p);
    for (size_t j = 0; j < p; j++) { /* 40 bits: the multiple by c is exact */
        i.w[j] = (double)(float)i.w[j];
        scaled[j] = (double)c * i.w[j];
    }
    for (size_t j = 0; j < 2 * size; j++) cf_ref_dual_init(&f[j]);
    cf_instance(run, "%s, D = %lu, factor %ld", i.name, D, c);
    int decided = cf_ref_net_forward(f, NULL, &i.twin.net, i.w, v, i.x, i.n, 256) == CF_REF_OK &&
                  cf_ref_net_forward(f + size, NULL, &i.twin.net, scaled, v, i.x, i.n, 256) == CF_REF_OK;
    arb_t power, scale;
    arb_init(power), arb_init(scale);
    arb_one(scale);
    if (cf_hypothesis(run, "every ReLU and pool is decided", decided ? CF_TRUE : CF_UNKNOWN))
        for (size_t j = 0; j < size; j++) {
            arb_set_si(power, c);
            arb_pow_ui(power, power, D - 1, 256);
            arb_mul(f[j].slope, f[j].slope, power, 256);
            cf_consistent(run, "<grad f(c w), v> = c^(D-1) <grad f(w), v>", f[size + j].slope, f[j].slope,
                          scale, 150);
            arb_mul_si(power, power, c, 256);
            if (cf_run_canary(run)) arb_mul_ui(power, power, 101, 256), arb_div_ui(power, power, 100, 256);
            arb_mul(f[j].value, f[j].value, power, 256);
            cf_consistent(run, "f(c w) = c^D f(w)", f[size + j].value, f[j].value, scale, 150);
        }
    arb_clear(power), arb_clear(scale);
    for (size_t j = 0; j < 2 * size; j++) cf_ref_dual_clear(&f[j]);
    free(v), free(scaled), free(f);
    cf_net_instance_clear(&i);
}

static void check(cf_run *run) {
    for (size_t k = 0; k < CF_NET_INSTANCES; k++) check_net(run, k, 3), check_net(run, k, 10);
}

const cf_claim cf_claim_net_homogeneous = {
    .id = "net_homogeneous",
    .section = "7",
    .items = "network details",
    .title = "Networks without biases are D-homogeneous, their tangent features (D-1)-homogeneous",
    .statement = "f(c w, x) = c^D f(w, x) and grad f(c w, x) = c^(D-1) grad f(w, x) for c > 0, D the number "
                 "of linear and convolution "
                 "layers: so K at alpha w_0 is alpha^(2(D-1)) K_0.",
    .tex = "f(cw,x)=c^Df(w,x),\\ \\nabla f(cw,x)=c^{D-1}\\nabla f(w,x)",
    .domain = "Section 2: D-homogeneous models; Section 7's nets, without biases",
    .checked = "seven small nets, fully connected and convolutional, c = 3 and 10, one direction",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_CONSISTENT,
    .tier = CF_TIER_QUICK,
    .budget = 30,
    .canary = "c^D 1 % larger",
    .check = check,
};
