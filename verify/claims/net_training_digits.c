/* net_training_digits.c - the synthetic experiment's training in doubles beside the same steps in 256 bits:
 * how many digits of the loss and of the test error are left, and when the activation patterns first differ.
 */
#include "reference/ball.h"
#include "verify/claim.h"
#include "verify/synthetic.h"
#include "reference/net.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 10, WIDTH = 30, MOST_DEPTH = 5, BITS = 256 };

typedef struct {
    cf_ref_net_layer layer[2 * MOST_DEPTH];
    cf_ref_net net;
} twin;

static void make_twin(twin *t, const cf_net *net, size_t depth) {
    size_t layers = 0;
    for (size_t l = 0; l < depth; l++) {
        const size_t C = l ? WIDTH : 2, K = l + 1 < depth ? WIDTH : 1;
        t->layer[layers++] = (cf_ref_net_layer){CF_REF_NET_LINEAR, 0, C, 1, 1, K};
        if (l + 1 < depth) t->layer[layers++] = (cf_ref_net_layer){CF_REF_NET_RELU, 0, K, 1, 1, K};
    }
    t->net = (cf_ref_net){.layer = t->layer, .layers = layers, .n_in = 2, .n_out = 1, .p = net->p};
}

typedef struct {
    double x[2 * N], y[N], test_x[2 * CF_SYNTHETIC_TEST], test_y[CF_SYNTHETIC_TEST];
} data;

/* The loss and the squared test error of a run in many bits; of doubles w too, through a run that takes no
 * step: exact but for 2^-200, so that what is compared is the weights. */
static void measure(arb_t loss, arb_t test, cf_ref_net_run *run, const data *d) {
    arb_t f, y;
    arb_init(f), arb_init(y);
    cf_ref_net_run_loss(loss, run);
    arb_zero(test);
    for (int i = 0; i < CF_SYNTHETIC_TEST; i++) {
        cf_ref_net_run_at(f, run, d->test_x + 2 * i);
        arb_set_d(y, d->test_y[i]);
        arb_sub(f, f, y, BITS), arb_addmul(test, f, f, BITS);
    }
    arb_clear(f), arb_clear(y);
}

static double digits(const arb_t a, const arb_t b) {
    arb_t t;
    arb_init(t);
    arb_sub(t, a, b, BITS), arb_div(t, t, b, BITS), arb_abs(t, t);
    const double x = arf_get_d(arb_midref(t), ARF_RND_UP);
    arb_clear(t);
    return x > 0 ? -log10(x) : 17;
}

/* Nonzero while the patterns are the same. */
static int compare(cf_run *run, cf_ref_net_run *many, const twin *t, const double *w, const data *d,
                   double step, long at) {
    cf_ref_net_run *doubles;
    arb_t loss[2], test[2];
    for (int k = 0; k < 2; k++) arb_init(loss[k]), arb_init(test[k]);
    if (cf_ref_net_run_new(&doubles, &t->net, w, d->x, d->y, N, step, BITS) != CF_REF_OK) abort();
    const size_t hidden = cf_ref_net_run_pattern(NULL, many);
    unsigned char *on = malloc(2 * N * hidden);
    if (!on) abort();
    cf_ref_net_run_pattern(on, many), cf_ref_net_run_pattern(on + N * hidden, doubles);
    const int same = memcmp(on, on + N * hidden, N * hidden) == 0;
    measure(loss[0], test[0], many, d), measure(loss[1], test[1], doubles, d);
    cf_evidence_row(run, "training", "depth", (double)t->net.layers / 2 + 0.5, "step", (double)at, "loss",
                    arf_get_d(arb_midref(loss[0]), ARF_RND_NEAR), "digits_loss", digits(loss[1], loss[0]),
                    "digits_test", digits(test[1], test[0]), "same_pattern", (double)same, NULL);
    if (same) {
        /* to a part in 10^8 */
        for (int k = 0; k < 2; k++) {
            mag_t r;
            arb_ptr x = k ? test[1] : loss[1];
            mag_init(r);
            arb_get_mag(r, x);
            mag_mul_2exp_si(r, r, -27);
            arb_add_error_mag(x, r);
            mag_clear(r);
        }
        cf_consistent(run, "the loss", loss[0], loss[1], NULL, 26);
        cf_consistent(run, "the test error", test[0], test[1], NULL, 26);
    }
    for (int k = 0; k < 2; k++) arb_clear(loss[k]), arb_clear(test[k]);
    cf_ref_net_run_clear(doubles);
    free(on);
    return same;
}

static void train(cf_run *run, size_t depth, double log_alpha, long most) {
    const double step = 0.005;
    cf_net net;
    twin t;
    data d;
    cf_ref_net_run *many;
    const cf_synthetic e = {
        .N = N, .width = WIDTH, .depth = depth, .log_alpha = log_alpha, .seed = cf_run_seed(run)};
    if (cf_net_mlp(&net, 2, WIDTH, depth, 1, 0, CF_NET_SQUARED) != CF_OK) abort();
    make_twin(&t, &net, depth);
    double *w = malloc(net.p * sizeof *w), loss;
    if (!w) abort();
    cf_synthetic_draw(d.x, d.y, d.test_x, d.test_y, N, e.seed);
    cf_synthetic_start(w, &net, &e);
    cf_instance(run, "D = %zu, log alpha = %g, step %g, %ld steps", depth, log_alpha, step, most);
    if (cf_ref_net_run_new(&many, &t.net, w, d.x, d.y, N, step, BITS) != CF_REF_OK) abort();
    const cf_net_data view = {d.x, d.y, NULL, N};
    int same = 1;
    long at = 0;
    for (long next = 1; at < most && !cf_run_expired(run); next = next < 4 ? next + 1 : next + next / 3) {
        const long to = next < most ? next : most;
        uint64_t taken;
        cf_ref_net_run_steps(many, (unsigned long)(to - at));
        if (cf_net_tiny_descend(w, &loss, &taken, &net, &view, cf_run_canary(run) ? 1.001 * step : step, 0,
                                (uint64_t)(to - at)) != CF_OK)
            abort();
        const int still = compare(run, many, &t, w, &d, step, at = to);
        if (same && !still) cf_evidence_sample(run, "step_of_the_first_difference", (double)to);
        same &= still;
        if (!same) break;
    }
    if (at < most && same) cf_left_undone(run, "D = %zu: %ld of %ld steps", depth, at, most);
    cf_ref_net_run_clear(many);
    free(w);
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
