/* core_q_vec.c - cf_q_vec and cf_q_prime_vec against the reference; bounds from core/q_vec.c. */
#include "verify/core_q.h"
#include "core/certiflow.h"
#include "verify/q_arguments.h"
#include <string.h>

static void q_all(double *out, const double *z, double depth, size_t n) {
    (void)depth;
    cf_q_vec(out, z, n);
}
static void q_prime_all(double *out, const double *z, double depth, size_t n) {
    (void)depth;
    cf_q_prime_vec(out, z, n);
}

static uint64_t bits_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* Every length from 0 to 40 at every offset from 0 to 8: an element's bits are those it has alone. */
static void check_places(cf_run *run, void (*compute)(double *, const double *, size_t), const char *name) {
    double z[41], alone[41], memory[64];
    cf_rng rng;
    cf_rng_init(&rng, cf_run_seed(run));
    for (int i = 0; i < 41; i++) {
        z[i] = i % 2 ? any_exponent(&rng) : uniform(&rng, -20, 20);
        compute(alone + i, z + i, 1);
    }
    cf_instance(run, "%s: lengths 0 to 40, offsets 0 to 8", name);
    cf_adversarial(run);
    int same = 1;
    for (size_t n = 0; n <= 40; n++)
        for (size_t offset = 0; offset <= 8; offset++) {
            compute(memory + offset, z, n);
            for (size_t i = 0; i < n; i++) same = same && bits_of(memory[offset + i]) == bits_of(alone[i]);
        }
    cf_exact(run, "bits do not depend on the place", same);
}

static void check(cf_run *run) {
    long n = cf_run_canary(run) ? 1000 : cf_run_tier(run) == CF_TIER_QUICK ? 40000 : 10000000;
    const cf_agreement functions[] = {
        {.name = "q_vec", .compute = q_all, .bound = 1.2, .canary = 1},
        {.name = "q_prime_vec", .compute = q_prime_all, .bound = 0.9, .canary = 2}};
    if (!cf_run_canary(run)) {
        check_places(run, cf_q_vec, "q_vec");
        check_places(run, cf_q_prime_vec, "q_prime_vec");
    }
    cf_check_q(run, functions, n);
}

const cf_claim cf_claim_core_q_vec = {
    .id = "core_q_vec",
    .section = "4",
    .items = "(5); (19)",
    .title = "q and q' in doubles, many at once",
    .statement = "For every double z and every place in an array, the element of cf_q_vec is within 1.2 ulp "
                 "of q(z) and of "
                 "cf_q_prime_vec within 0.9 ulp of q'(z); its bits depend on z alone.",
    .tex = "|\\mathrm{fl}(q(z_i)) - q(z_i)| \\le 1.2\\,\\mathrm{ulp},\\quad |\\mathrm{fl}(q'(z_i)) - "
           "q'(z_i)| \\le "
           "0.9\\,\\mathrm{ulp}",
    .domain = "all doubles",
    .checked = "hard arguments (near-ties, the largest errors found); arguments log-uniform over all "
               "exponents, half of them near the changes of the computation: "
               "4e4 at the quick "
               "tier, 1e7 beyond; all lengths to 40, offsets to 8",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 300,
    .canary = "the reference of q, or of q', multiplied by 1.01",
    .canaries = 2,
    .check = check,
};
