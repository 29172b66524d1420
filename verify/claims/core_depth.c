/* core_depth.c - h_D, h_D^{-1}, 1 - h_D^{-1} and q_D of core against the reference; bounds from core/depth.c.
 */
#include "core/certiflow.h"
#include "verify/core_q.h"
#include "verify/depth_arguments.h"
#include <stdio.h>

static double h_argument(cf_rng *rng, double depth, long i) {
    (void)depth;
    return depth_point_argument(rng, i);
}

static double q_vec(double depth, double z) {
    double q;
    cf_q_depth_vec(&q, &z, depth, 1);
    return q;
}

static void check_special(cf_run *run, double depth) {
    cf_instance(run, "zeros, infinities, NaN at depth %.10g", depth);
    cf_adversarial(run);
    cf_exact(run, "h(+-1) = +-inf", cf_h(depth, 1) == INFINITY && cf_h(depth, -1) == -INFINITY);
    cf_exact(run, "h_inv(+-inf) = +-1", cf_h_inv(depth, INFINITY) == 1 && cf_h_inv(depth, -INFINITY) == -1);
    cf_exact(run, "1 - h_inv does not saturate",
             cf_h_inv_complement(depth, 1e300) > 0 && cf_h_inv_complement(depth, INFINITY) == 0);
    cf_exact(run, "q(+-0) = +0, q(+-inf) = inf",
             cf_q_depth(depth, -0.0) == 0 && !signbit(cf_q_depth(depth, -0.0)) &&
                 cf_q_depth(depth, -INFINITY) == INFINITY);
    cf_exact(run, "NaN stays NaN",
             isnan(cf_q_depth(depth, NAN)) && isnan(cf_h(depth, NAN)) && isnan(cf_h_inv(depth, NAN)));
}

static void check(cf_run *run) {
    long n = cf_run_canary(run) ? 60 : cf_run_tier(run) == CF_TIER_QUICK ? 1500 : 1000000;
    cf_agreement a[] = {
        {.name = "h", .compute_depth = cf_h, .exact_depth = cf_ref_h, .argument = h_argument},
        {.name = "h_inv", .compute_depth = cf_h_inv, .exact_depth = cf_ref_h_inv, .argument = depth_argument},
        {.name = "h_inv_complement",
         .compute_depth = cf_h_inv_complement,
         .exact_depth = cf_ref_h_inv_complement,
         .argument = depth_argument},
        {.name = "q_depth",
         .compute_depth = cf_q_depth,
         .exact_depth = cf_ref_q_depth,
         .argument = depth_argument},
    };
    for (int d = 0; d < DEPTHS_COMPARED; d++) {
        if (!cf_run_canary(run)) check_special(run, depth_compared[d]);
        for (size_t f = 0; f < sizeof a / sizeof *a; f++) {
            char name[64];
            cf_agreement at_depth = a[f];
            snprintf(name, sizeof name, "%s_%.10g", a[f].name, depth_compared[d]);
            at_depth.name = name;
            at_depth.depth = depth_compared[d];
            at_depth.bound = 0.52;
            at_depth.bound_subnormal = 0.76;
            cf_check_agreement(run, &at_depth, n);
        }
    }
    for (int depth = 3; depth <= 5; depth++) {
        char name[64];
        snprintf(name, sizeof name, "q_depth_vec_%d", depth);
        const cf_agreement many = {.name = name,
                                   .compute_depth = q_vec,
                                   .exact_depth = cf_ref_q_depth,
                                   .argument = depth_argument,
                                   .depth = depth,
                                   .bound = 4};
        cf_check_agreement(run, &many, n);
    }
}

const cf_claim cf_claim_core_depth = {
    .id = "core_depth",
    .section = "5",
    .items = "Theorem 3",
    .title = "h_D, its inverse and q_D in doubles",
    .statement =
        "For every depth D > 2 and every double z, cf_h, cf_h_inv, cf_h_inv_complement and cf_q_depth are "
        "within "
        "0.52 ulp of h_D(z), h_D^{-1}(z), 1 - h_D^{-1}(z) and q_D(z), within 0.76 ulp where the result is "
        "subnormal; cf_q_depth_vec within 4 ulp at D = 3, 4, 5; zeros, infinities and NaN as C's own "
        "functions treat them.",
    .tex = "|\\mathrm{fl}(q_D(z)) - q_D(z)| \\le 0.52\\,\\mathrm{ulp},\\quad |\\mathrm{fl}(h_D^{-1}(z)) - "
           "h_D^{-1}(z)| "
           "\\le 0.52\\,\\mathrm{ulp}",
    .domain = "D in (2, 2^50], all doubles",
    .checked = "D = 3, 4, 5, 6, 8, 10, 50, 2.5, 3.7, 1000 and 2 + 2^-19; arguments log-uniform over all "
               "exponents, near the "
               "changes of the computation and made from the inverse with h_D: 1.5e3 a function and depth at "
               "the quick "
               "tier, 1e6 beyond; special values",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 1800,
    .canary = "the reference multiplied by 1.01",
    .check = check,
};
