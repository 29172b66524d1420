/* net_training_digits.c - the synthetic experiment's training in doubles beside the same steps in 256 bits:
 * how many digits of the loss and of the test error are left, and when the activation patterns first differ.
 */
#include "verify/claim.h"
#include "verify/net_digits.h"
#include <stdlib.h>

enum { N = 10, WIDTH = 30 };

/* Nonzero while the patterns are the same. */
static int compare(cf_run *run, cf_net_digits *net, size_t depth, long at) {
    cf_net_comparison c;
    cf_net_comparison_init(&c);
    if (cf_net_digits_compare(&c, net) != CF_OK) abort();
    cf_evidence_row(run, "training", "depth", (double)depth, "step", (double)at, "loss",
                    arf_get_d(arb_midref(c.loss[0]), ARF_RND_NEAR), "digits_loss", c.digits_loss,
                    "digits_test", c.digits_test, "same_pattern", (double)c.same_pattern, NULL);
    if (c.same_pattern) {
        /* to a part in 10^8 */
        for (int k = 0; k < 2; k++) {
            mag_t r;
            arb_ptr x = k ? c.test[1] : c.loss[1];
            mag_init(r);
            arb_get_mag(r, x);
            mag_mul_2exp_si(r, r, -27);
            arb_add_error_mag(x, r);
            mag_clear(r);
        }
        cf_consistent(run, "the loss", c.loss[0], c.loss[1], NULL, 26);
        cf_consistent(run, "the test error", c.test[0], c.test[1], NULL, 26);
    }
    cf_net_comparison_clear(&c);
    return c.same_pattern;
}

static void train(cf_run *run, size_t depth, double log_alpha, long most) {
    const double step = 0.005;
    const cf_synthetic e = {.N = N,
                            .width = WIDTH,
                            .depth = depth,
                            .log_alpha = log_alpha,
                            .step = step,
                            .seed = cf_run_seed(run)};
    cf_net_digits *net = cf_net_digits_new(&e);
    if (!net) abort();
    cf_instance(run, "D = %zu, log alpha = %g, step %g, %ld steps", depth, log_alpha, step, most);
    int same = 1;
    long at = 0;
    for (long next = 1; at < most && !cf_run_expired(run); next = next < 4 ? next + 1 : next + next / 3) {
        const long to = next < most ? next : most;
        if (cf_net_digits_steps(net, cf_run_canary(run) ? 1.001 * step : step, (uint64_t)(to - at)) != CF_OK)
            abort();
        const int still = compare(run, net, depth, at = to);
        if (same && !still) cf_evidence_sample(run, "step_of_the_first_difference", (double)to);
        same &= still;
        if (!same) break;
    }
    if (at < most && same) cf_left_undone(run, "D = %zu: %ld of %ld steps", depth, at, most);
    cf_net_digits_clear(net);
}

static void check(cf_run *run) {
    const cf_tier tier = cf_run_tier(run);
    const long most = tier == CF_TIER_QUICK ? 120 : tier == CF_TIER_FULL ? 5000 : 100000;
    train(run, 2, 0, most);
    train(run, 3, 0, most);
    if (tier != CF_TIER_QUICK) train(run, 3, -1, most), train(run, 2, -1.5, most);
}

const cf_claim cf_claim_net_training_digits = {
    .id = "net_training_digits",
    .section = "7",
    .items = "Figure 4(a)",
    .title =
        "Training of ReLU nets in doubles keeps its digits while the activation patterns are the right ones",
    .statement = "The loss and the squared test error of the synthetic experiment, trained by full gradient "
                 "descent in doubles, "
                 "agree with the same steps in 256 bits to a part in 10^8 at every step looked at up to the "
                 "first at which a hidden "
                 "unit is on in one run and off in the other.",
    .tex = "|\\hat L_k-L_k|\\le 10^{-8}L_k",
    .domain = "Section 7, fully connected ReLU nets without biases, 10 points, 30 units",
    .checked = "D = 2 and 3 at alpha = 1, step 0.005, 120 steps (quick); also alpha = e^-1, e^-1.5, 5000 "
               "steps (full), 100000 "
               "(paper); the 256 bits enclose nothing",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_CONSISTENT,
    .tier = CF_TIER_QUICK,
    .budget = 1200,
    .canary = "the doubles take a step of 0.005005",
    .check = check,
};
