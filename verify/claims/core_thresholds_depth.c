/* core_thresholds_depth.c - the thresholds of core/thresholds_depth.c against their balls; the bounds are
 * derived there. */
#include "core/certiflow.h"
#include "verify/claim.h"
#include <math.h>
#include "reference/certiflow_ref.h"

static void compare(cf_run *run, double norm, double epsilon, size_t d, double D) {
    const slong prec = 256;
    int canary = cf_run_canary(run);
    arb_t n, ball, bound;
    fmpq_t e, depth;
    arb_init(n), arb_init(ball), arb_init(bound), fmpq_init(e), fmpq_init(depth);
    cf_instance(run, "norm %g, epsilon %g, d %zu, D %.17g", norm, epsilon, d, D);
    cf_fmpq_set_double(e, epsilon);
    cf_fmpq_set_double(depth, D);
    arb_set_d(n, norm);
    if (canary) arb_mul_ui(n, n, 101, prec), arb_div_ui(n, n, 100, prec);
    cf_ref_depth_l1(ball, n, e, d, depth, prec);
    /* the scale in doubles, less 1e-9 of itself: smaller than the declared one */
    double first = 1 + fabs(log(2) + log(epsilon) - log(D)) + 2 / D * log1p(epsilon);
    arb_set_d(bound, 0x1p-49 * (1 - 1e-9) * (first / (D - 2) + (1 + fabs(log(norm) - log((double)d))) / D));
    if (!canary || canary == 1) cf_agrees(run, "depth_l1", cf_depth_l1(norm, epsilon, d, D), ball, bound);
    cf_ref_depth_l2(ball, n, e, depth, prec);
    arb_abs(bound, ball);
    arb_set_d(n, 2 / D);
    arb_add(bound, bound, n, prec);
    arb_mul_2exp_si(bound, bound, -49);
    if (!canary || canary == 2) cf_agrees(run, "depth_l2", cf_depth_l2(norm, epsilon, D), ball, bound);
    double log_alpha = log(norm);
    arb_set_d(n, log_alpha);
    if (canary) arb_mul_ui(n, n, 101, prec), arb_div_ui(n, n, 100, prec);
    cf_ref_lemma4_log_bound(ball, n, depth, 1200);
    arb_set_d(bound, 0x1p-50 * (1 - 1e-9) * (1 + (D - 2) * fabs(log_alpha) + fabs(log(D) + log(D - 2))));
    if (!canary || canary == 3)
        cf_agrees(run, "lemma4_log_bound", cf_lemma4_log_bound(log_alpha, D), ball, bound);
    arb_clear(n), arb_clear(ball), arb_clear(bound), fmpq_clear(e), fmpq_clear(depth);
}

static void check(cf_run *run) {
    int n = cf_run_canary(run) ? 20 : cf_run_tier(run) == CF_TIER_QUICK ? 600 : 20000;
    cf_rng rng;
    cf_rng_init(&rng, cf_run_seed(run));
    for (int k = 0; k < n && !cf_run_expired(run); k++) {
        size_t d = 2 + (size_t)exp(cf_rng_uniform(&rng) * 12);
        double wide = k % 3 ? 7 : 690, norm = exp((2 * cf_rng_uniform(&rng) - 1) * wide);
        double epsilon =
            k % 2 ? 0.98 * (double)d * cf_rng_uniform(&rng) + 1e-9 : exp(-cf_rng_uniform(&rng) * wide);
        double D = k % 4 == 0   ? 2 + exp(-30 * cf_rng_uniform(&rng))
                   : k % 4 == 1 ? 3 + floor(8 * cf_rng_uniform(&rng))
                                : 2 + exp(wide / 8 * cf_rng_uniform(&rng));
        compare(run, norm, epsilon, d, D);
    }
}

const cf_claim cf_claim_core_thresholds_depth = {
    .id = "core_thresholds_depth",
    .section = "5",
    .items = "alpha polynomial; Lemma 4",
    .title = "the thresholds at depth D in doubles",
    .statement =
        "log alpha of the polynomial theorem and of its l2 partner, and the logarithm of the bound of Lemma "
        "4, in doubles are within the bounds declared in core/certiflow.h of the exact values.",
    .tex = "|\\mathrm{fl}(\\log\\alpha)-\\log\\alpha|\\le2^{-49}\\left(\\tfrac{1+|\\ln(2\\epsilon/D)|+(2/"
           "D)\\ln(1+\\epsilon)}{D-2}+\\tfrac{1+|\\ln(B/d)|}D\\right)",
    .domain = "norm > 0, 0 < epsilon < d, D > 2",
    .checked = "600 random arguments (quick): norm and epsilon over the whole range of doubles, D from 2 + "
               "1e-13 to 1e37",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the reference at a norm or an alpha 1 % larger, for one function after the other",
    .canaries = 3,
    .argument = NULL,
    .check = check,
};
