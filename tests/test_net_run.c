/* test_net_run.c - gradient descent of ReLU nets in rounded arithmetic: its gradient against dual numbers in
 * balls, its steps against themselves in more bits, what it refuses. */
#include "reference/ball.h"
#include "reference/net.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 4, WIDTH = 5, DEPTH = 3, P = 2 * WIDTH + WIDTH * WIDTH + WIDTH };

static const cf_ref_net_layer layers[] = {{CF_REF_NET_LINEAR, 0, 2, 1, 1, WIDTH},
                                          {CF_REF_NET_RELU, 0, WIDTH, 1, 1, WIDTH},
                                          {CF_REF_NET_LINEAR, 0, WIDTH, 1, 1, WIDTH},
                                          {CF_REF_NET_RELU, 0, WIDTH, 1, 1, WIDTH},
                                          {CF_REF_NET_LINEAR, 0, WIDTH, 1, 1, 1}};
static const cf_ref_net net = {.layer = layers, .layers = 5, .n_in = 2, .n_out = 1, .p = P};
static double w[P], x[2 * N], y[N];

static void draw(unsigned seed) {
    srand(seed);
    for (int i = 0; i < P; i++) w[i] = 2.0 * rand() / RAND_MAX - 1;
    for (int i = 0; i < 2 * N; i++) x[i] = 2.0 * rand() / RAND_MAX - 1;
    for (int i = 0; i < N; i++) y[i] = 2.0 * rand() / RAND_MAX - 1;
}

/* L after a step of eta, by the dual numbers: L(w - eta grad L(w)) with each entry of the gradient from a
 * direction of its own. */
static void one_step_by_duals(arb_t loss, double eta) {
    double moved[P];
    cf_ref_dual l;
    cf_ref_dual_init(&l);
    for (int j = 0; j < P; j++) {
        double v[P] = {0};
        v[j] = 1;
        cr_assert_eq(cf_ref_net_loss(&l, NULL, &net, w, v, x, y, NULL, N, 200), CF_REF_OK);
        moved[j] = w[j] - eta * arf_get_d(arb_midref(l.slope), ARF_RND_NEAR);
    }
    cr_assert_eq(cf_ref_net_loss(&l, NULL, &net, moved, NULL, x, y, NULL, N, 200), CF_REF_OK);
    arb_set(loss, l.value);
    cf_ref_dual_clear(&l);
}

Test(net_run, gradient_is_that_of_dual_numbers) {
    for (unsigned seed = 1; seed <= 20; seed++) {
        const double eta = 0x1p-7;
        cf_ref_net_run *run;
        arb_t a, b;
        arb_init(a), arb_init(b);
        draw(seed);
        cr_assert_eq(cf_ref_net_run_new(&run, &net, w, x, y, N, eta, 200), CF_REF_OK);
        cf_ref_net_run_steps(run, 1);
        cf_ref_net_run_loss(a, run);
        one_step_by_duals(b, eta);
        arb_sub(a, a, b, 200), arb_div(a, a, b, 200);
        cr_expect_lt(fabs(arf_get_d(arb_midref(a), ARF_RND_NEAR)), 1e-13, "seed %u", seed);
        cf_ref_net_run_clear(run);
        arb_clear(a), arb_clear(b);
    }
}

Test(net_run, more_bits_agree_and_the_loss_falls) {
    double loss[2][3];
    unsigned char on[2][N * 2 * WIDTH];
    for (int k = 0; k < 2; k++) {
        cf_ref_net_run *run;
        arb_t a, f;
        arb_init(a), arb_init(f);
        draw(7);
        cr_assert_eq(cf_ref_net_run_new(&run, &net, w, x, y, N, 0.01, k ? 400 : 200), CF_REF_OK);
        for (int j = 0; j < 3; j++) {
            cf_ref_net_run_loss(a, run);
            loss[k][j] = arf_get_d(arb_midref(a), ARF_RND_NEAR);
            cf_ref_net_run_steps(run, 100);
        }
        cr_assert_eq(cf_ref_net_run_pattern(on[k], run), 2 * WIDTH);
        cf_ref_net_run_at(f, run, x);
        cr_expect(arb_is_exact(f));
        cf_ref_net_run_clear(run);
        arb_clear(a), arb_clear(f);
    }
    for (int j = 0; j < 3; j++) cr_expect_eq(loss[0][j], loss[1][j]);
    cr_expect_eq(memcmp(on[0], on[1], sizeof on[0]), 0);
    cr_expect(loss[0][1] < loss[0][0] && loss[0][2] < loss[0][1]);
}

Test(net_run, refusals) {
    cf_ref_net_run *run = NULL;
    draw(3);
    cf_ref_net other = net;
    cr_expect_eq(cf_ref_net_run_new(&run, &net, w, x, y, 0, 0.01, 200), CF_REF_EINVAL);
    cr_expect_eq(cf_ref_net_run_new(&run, &net, w, x, y, N, 0, 200), CF_REF_EINVAL);
    cr_expect_eq(cf_ref_net_run_new(&run, &net, w, x, y, N, 0.01, 8), CF_REF_EINVAL);
    other.cross_entropy = 1;
    cr_expect_eq(cf_ref_net_run_new(&run, &other, w, x, y, N, 0.01, 200), CF_REF_EINVAL);
    other = net, other.layers = 4;
    cr_expect_eq(cf_ref_net_run_new(&run, &other, w, x, y, N, 0.01, 200), CF_REF_EINVAL);
    w[3] = NAN;
    cr_expect_eq(cf_ref_net_run_new(&run, &net, w, x, y, N, 0.01, 200), CF_REF_EINVAL);
    cr_expect_null(run);
}
