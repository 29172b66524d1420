/* core_q.c - cf_q and cf_q_prime against the reference; bounds from core/q.c. */
#include "verify/core_q.h"
#include "core/certiflow.h"
#include <float.h>
#include <math.h>

static void q_each(double *out, const double *z, double depth, size_t n) {
    (void)depth;
    for (size_t i = 0; i < n; i++) out[i] = cf_q(z[i]);
}
static void q_prime_each(double *out, const double *z, double depth, size_t n) {
    (void)depth;
    for (size_t i = 0; i < n; i++) out[i] = cf_q_prime(z[i]);
}

static void check_special(cf_run *run) {
    cf_instance(run, "zeros, infinities, NaN, overflow");
    cf_adversarial(run);
    cf_exact(run, "q(+-0) = +0", cf_q(0.0) == 0 && !signbit(cf_q(-0.0)) && !signbit(cf_q(0.0)));
    cf_exact(run, "q'(+-0) = +-0",
             cf_q_prime(0.0) == 0 && signbit(cf_q_prime(-0.0)) && !signbit(cf_q_prime(0.0)));
    cf_exact(run, "q(+-inf) = inf", cf_q(INFINITY) == INFINITY && cf_q(-INFINITY) == INFINITY);
    cf_exact(run, "q'(+-inf) = +-inf",
             cf_q_prime(INFINITY) == INFINITY && cf_q_prime(-INFINITY) == -INFINITY);
    cf_exact(run, "q(NaN), q'(NaN) are NaN", isnan(cf_q(NAN)) && isnan(cf_q_prime(NAN)));
    cf_exact(run, "q overflows to inf", cf_q(DBL_MAX) == INFINITY && isfinite(cf_q(1e305)));
}

static void check(cf_run *run) {
    long n = cf_run_canary(run) ? 1000 : cf_run_tier(run) == CF_TIER_QUICK ? 40000 : 10000000;
    const cf_agreement functions[] = {
        {.name = "q", .compute = q_each, .bound = 0.68, .canary = 1},
        {.name = "q_prime", .compute = q_prime_each, .bound = 0.57, .canary = 2}};
    if (!cf_run_canary(run)) check_special(run);
    cf_check_q(run, functions, n);
}

const cf_claim cf_claim_core_q = {
    .id = "core_q",
    .section = "4",
    .items = "(5); (19)",
    .title = "q and q' in doubles, one by one",
    .statement = "For every double z, cf_q(z) is within 0.68 ulp of q(z) and cf_q_prime(z) within 0.57 ulp "
                 "of q'(z), subnormal "
                 "results included; zeros, infinities, NaN and overflow as C's own functions treat them.",
    .tex = "|\\mathrm{fl}(q(z)) - q(z)| \\le 0.68\\,\\mathrm{ulp},\\quad |\\mathrm{fl}(q'(z)) - q'(z)| \\le "
           "0.57\\,\\mathrm{ulp}",
    .domain = "all doubles",
    .checked = "hard arguments (near-ties, the largest errors found); arguments log-uniform over all "
               "exponents, half of them near the changes of the computation: "
               "4e4 at the quick "
               "tier, 1e7 beyond; special values",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 300,
    .canary = "the reference of q, or of q', multiplied by 1.01",
    .canaries = 2,
    .check = check,
};
