/* net_digits.c - see net_digits.h. */
#include "verify/net_digits.h"
#include "verify/digits.h"
#include "verify/net_instance.h"
#include <stdlib.h>
#include <string.h>

enum { BITS = 256 };

struct cf_net_digits {
    cf_net net;
    cf_net_twin twin;
    size_t N;
    double step, *w, *x, *y, test_x[2 * CF_SYNTHETIC_TEST], test_y[CF_SYNTHETIC_TEST];
    cf_ref_net_run *many;
};

void cf_net_comparison_init(cf_net_comparison *c) {
    for (int k = 0; k < 2; k++) arb_init(c->loss[k]), arb_init(c->test[k]);
}

void cf_net_comparison_clear(cf_net_comparison *c) {
    for (int k = 0; k < 2; k++) arb_clear(c->loss[k]), arb_clear(c->test[k]);
}

cf_net_digits *cf_net_digits_new(const cf_synthetic *e) {
    cf_net_digits *n = calloc(1, sizeof *n);
    if (!n) return NULL;
    n->N = e->N, n->step = e->step;
    if (cf_net_mlp(&n->net, 2, e->width, e->depth, 1, 0, CF_NET_SQUARED) == CF_OK) {
        cf_net_twin_of(&n->twin, &n->net);
        n->w = malloc(n->net.p * sizeof *n->w), n->x = malloc(2 * e->N * sizeof *n->x),
        n->y = malloc(e->N * sizeof *n->y);
    }
    if (n->w && n->x && n->y) {
        cf_synthetic_draw(n->x, n->y, n->test_x, n->test_y, e->N, e->seed);
        cf_synthetic_start(n->w, &n->net, e);
        if (cf_ref_net_run_new(&n->many, &n->twin.net, n->w, n->x, n->y, e->N, e->step, BITS) == CF_REF_OK)
            return n;
    }
    cf_net_digits_clear(n);
    return NULL;
}

void cf_net_digits_clear(cf_net_digits *n) {
    if (!n) return;
    if (n->many) cf_ref_net_run_clear(n->many);
    free(n->w), free(n->x), free(n->y), free(n);
}

cf_status cf_net_digits_steps(cf_net_digits *n, double double_step, uint64_t steps) {
    const cf_net_data view = {n->x, n->y, NULL, n->N};
    double loss;
    uint64_t taken;
    cf_ref_net_run_steps(n->many, (unsigned long)steps);
    return cf_net_tiny_descend(n->w, &loss, &taken, &n->net, &view, double_step, 0, steps);
}

/* The loss and the squared test error of a run in many bits; of doubles too, through a run that takes no
 * step: exact but for 2^-200, so that what is compared is the weights. */
static void measure(arb_t loss, arb_t test, cf_ref_net_run *run, const cf_net_digits *n) {
    arb_t f, y;
    arb_init(f), arb_init(y);
    cf_ref_net_run_loss(loss, run);
    arb_zero(test);
    for (int i = 0; i < CF_SYNTHETIC_TEST; i++) {
        cf_ref_net_run_at(f, run, n->test_x + 2 * i);
        arb_set_d(y, n->test_y[i]);
        arb_sub(f, f, y, BITS), arb_addmul(test, f, f, BITS);
    }
    arb_clear(f), arb_clear(y);
}

static double digits(arb_srcptr pair) {
    arb_t error;
    arb_init(error);
    arb_sub(error, pair + 1, pair, BITS), arb_abs(error, error);
    const double right = cf_digits(error, pair, 17);
    arb_clear(error);
    return right;
}

cf_status cf_net_digits_compare(cf_net_comparison *c, cf_net_digits *n) {
    cf_ref_net_run *doubles;
    if (cf_ref_net_run_new(&doubles, &n->twin.net, n->w, n->x, n->y, n->N, n->step, BITS) != CF_REF_OK)
        return CF_ENOMEM;
    const size_t bytes = n->N * cf_ref_net_run_pattern(NULL, n->many);
    unsigned char *on = malloc(2 * bytes);
    if (on) {
        cf_ref_net_run_pattern(on, n->many), cf_ref_net_run_pattern(on + bytes, doubles);
        c->same_pattern = memcmp(on, on + bytes, bytes) == 0;
        measure(c->loss[0], c->test[0], n->many, n), measure(c->loss[1], c->test[1], doubles, n);
        c->digits_loss = digits(c->loss[0]), c->digits_test = digits(c->test[0]);
    }
    cf_ref_net_run_clear(doubles);
    free(on);
    return on ? CF_OK : CF_ENOMEM;
}
