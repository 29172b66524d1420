/* core_net_gradient.c - every entry of the double gradient of every layer's kind against the dual numbers in
 * balls. */
#include "verify/claim.h"
#include "verify/net_instance.h"
#include <math.h>
#include <stdlib.h>

static void check_net(cf_run *run, size_t k, uint64_t seed) {
    cf_net_instance i;
    cf_net_work work;
    cf_ref_net_info info = {.margin = INFINITY};
    cf_ref_dual loss;
    arb_t bound;
    cf_net_instance_init(&i, k, 1, seed);
    double *g = malloc(i.net.p * sizeof *g), *v = calloc(i.net.p, sizeof *v);
    double m = i.roundings * 0x1p-53, gamma = m / (1 - m) * (1 + 0x1p-40), value = NAN;
    if (!g || !v || cf_net_work_init(&work, &i.net, i.n, 1) != CF_OK) abort();
    cf_net_data data = {i.x, i.y, i.label, i.n};
    value = cf_net_gradient(g, NULL, &work, i.w, &data);
    cf_ref_dual_init(&loss), arb_init(bound);
    cf_instance(run, "%s, %zu samples, seed %llu", i.name, i.n, (unsigned long long)seed);
    for (size_t j = 0; j < i.net.p && !cf_run_expired(run); j++) {
        v[j] = 1;
        cf_ref_status status =
            cf_ref_net_loss(&loss, &info, &i.twin.net, i.w, v, i.x, i.y, i.label, i.n, 128);
        v[j] = 0;
        if (!cf_hypothesis(run, "no ReLU or pool within rounding of a kink",
                           status == CF_REF_OK && info.margin > gamma ? CF_TRUE : CF_UNKNOWN))
            break;
        arb_set_d(bound, gamma);
        arf_t size;
        arf_init(size);
        arf_set_mag(size, loss.slope_size);
        arb_mul_arf(bound, bound, size, 128);
        arf_clear(size);
        cf_agrees(run, "dL/dw_j", cf_run_canary(run) ? g[j] * 1.01 : g[j], loss.slope, bound);
    }
    cf_evidence_row(run, "nets", "p", (double)i.net.p, "loss", value, "gamma", gamma, "margin", info.margin,
                    NULL);
    cf_ref_dual_clear(&loss), arb_clear(bound);
    cf_net_work_clear(&work);
    free(g), free(v);
    cf_net_instance_clear(&i);
}

static void check(cf_run *run) {
    uint64_t seeds = cf_run_tier(run) == CF_TIER_QUICK ? 1 : 10;
    for (size_t k = 0; k < CF_NET_INSTANCES; k++)
        for (uint64_t s = 0; s < seeds && !cf_run_expired(run); s++) check_net(run, k, cf_run_seed(run) + s);
}

const cf_claim cf_claim_core_net_gradient = {
    .id = "core_net_gradient",
    .section = "7",
    .items = "network details",
    .title = "Gradients of the networks in doubles lie within their declared bound of balls",
    .statement =
        "Each entry of the gradient that cf_net_gradient computes lies within gamma_m times the gradient of "
        "absolute values of "
        "the exact one, for linear, convolution, ReLU and max-pool layers, both losses, doubled nets.",
    .tex = "|\\hat g_j-g_j|\\le\\gamma_m G_j",
    .domain = "networks whose ReLUs and pools choose as without rounding",
    .checked =
        "seven small nets, every entry; 1 seed (quick), 10 beyond; a kink within rounding would not count",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 60,
    .canary = "the gradient 1 % too large",
    .check = check,
};
