/* images.c - see images.h. */
#include "reports/figures/images.h"
#include "verify/image_runs.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH, TRAIN, EPOCHS, BATCH, ALPHA, STEP, FROZEN, SEED, PARAMETERS };
enum { ERROR, ACCURACY, LOSS, DISTANCE, OUTCOME, CURVE };
enum { SEEDS_MAX = 32 };

typedef struct {
    cf_images train, test;
} sets;

static void release(void *shared) {
    sets *s = shared;
    cf_images_clear(&s->train), cf_images_clear(&s->test);
    free(s);
}

static void *prepare(char error[512]) {
    cf_images_error why = {""};
    sets *s = calloc(1, sizeof *s);
    snprintf(error, 512, "out of memory");
    if (!s) return NULL;
    if (cf_read_mnist_folder(&s->train, &why, CF_FASHION_MNIST, 0) == CF_OK &&
        cf_read_mnist_folder(&s->test, &why, CF_FASHION_MNIST, 1) == CF_OK)
        return s;
    if (why.message[0]) snprintf(error, 512, "%s", why.message);
    release(s);
    return NULL;
}

static cf_status train(double *values, const double *p, const cf_images *train, const cf_images *test, size_t width) {
    double loss[4096], accuracy[4096];
    cf_image_curve curve = {sizeof loss / sizeof *loss, 0, loss, accuracy};
    const cf_image_run run = {.width = width,
                              .channels = width ? 0 : p[WIDTH],
                              .train = train->n,
                              .test = test->n,
                              .batch = (size_t)p[BATCH],
                              .epochs = (uint64_t)p[EPOCHS],
                              .seed = (uint64_t)p[SEED],
                              .alpha = p[ALPHA],
                              .step = p[STEP],
                              .frozen = p[FROZEN] != 0};
    cf_image_result r;
    cf_status status = cf_image_train(&r, &curve, train, test, &run);
    if (status != CF_OK) return status;
    const int there = r.outcome != CF_NET_DIVERGED;
    values[ERROR] = there ? r.test_error : NAN, values[ACCURACY] = r.train_accuracy, values[LOSS] = r.train_loss;
    values[DISTANCE] = there ? r.gradient_distance : NAN, values[OUTCOME] = (double)r.outcome;
    const size_t every = ((size_t)p[EPOCHS] + CF_IMAGES_EPOCHS - 1) / CF_IMAGES_EPOCHS;
    for (size_t k = 0; k < CF_IMAGES_EPOCHS; k++) {
        const size_t epoch = (k + 1) * every - 1;
        if (epoch < curve.epochs && epoch < curve.n) values[CURVE + k] = loss[epoch];
    }
    return CF_OK;
}

/* the first of both sets: training images, and twice as many to test on */
static void heads(cf_images *some, cf_images *others, const sets *s, const double *p) {
    const size_t n = p[TRAIN] < (double)s->train.n ? (size_t)p[TRAIN] : s->train.n;
    *some = cf_images_head(&s->train, n), *others = cf_images_head(&s->test, 2 * n < s->test.n ? 2 * n : s->test.n);
}

static cf_status compute_mlp(double *values, const double *p, const void *shared) {
    cf_images some, others;
    heads(&some, &others, shared, p);
    return train(values, p, &some, &others, (size_t)p[WIDTH]);
}

static cf_status compute_vgg(double *values, const double *p, const void *shared) {
    cf_images some, others, a = {0}, b = {0};
    heads(&some, &others, shared, p);
    cf_status status = cf_images_as_cifar10(&a, &some);
    if (status == CF_OK) status = cf_images_as_cifar10(&b, &others);
    if (status == CF_OK) status = train(values, p, &a, &b, 0);
    cf_images_clear(&a), cf_images_clear(&b);
    return status;
}

#define NAMES_10(t) "loss_" t "0 loss_" t "1 loss_" t "2 loss_" t "3 loss_" t "4 loss_" t "5 loss_" t "6 loss_" t "7 loss_" t "8 loss_" t "9 "
static const char names[] = "error accuracy loss distance outcome " NAMES_10("0") NAMES_10("1") NAMES_10("2") NAMES_10("3");

const cf_experiment cf_experiment_mlp = {.name = "mlp",
                                         .version = 1,
                                         .parameters = "width train epochs batch alpha step frozen seed",
                                         .values = names,
                                         .prepare = prepare,
                                         .compute_with = compute_mlp,
                                         .release = release};
const cf_experiment cf_experiment_vgg = {.name = "vgg",
                                         .version = 1,
                                         .parameters = "channels train epochs batch alpha step frozen seed",
                                         .values = names,
                                         .prepare = prepare,
                                         .compute_with = compute_vgg,
                                         .release = release};

size_t cf_images_grid(double *cells, const cf_images_plan *p) {
    size_t c = 0;
    for (int frozen = 0; frozen < 2; frozen++)
        for (size_t a = 0; a < (frozen ? p->n_frozen : p->n_alphas); a++)
            for (size_t e = 0; e < p->n_steps; e++)
                for (size_t s = 0; s < p->seeds; s++, c++)
                    if (cells) {
                        double *cell = cells + c * PARAMETERS;
                        cell[WIDTH] = p->width, cell[TRAIN] = p->train, cell[EPOCHS] = p->epochs, cell[BATCH] = p->batch;
                        cell[ALPHA] = p->alpha[a], cell[STEP] = p->step[e], cell[FROZEN] = frozen, cell[SEED] = (double)(s + 1);
                    }
    return c;
}

void cf_images_values(double *out, const cf_figure_data *data, const cf_images_plan *p, const char *value, int frozen, size_t k, size_t step) {
    const size_t first = (((frozen ? p->n_alphas : 0) + k) * p->n_steps + step) * p->seeds, column = cf_column(names, value);
    for (size_t s = 0; s < p->seeds; s++) out[s] = data->values[(first + s) * data->n_values + column];
}

size_t cf_images_best(const cf_figure_data *data, const cf_images_plan *p, int frozen, size_t k) {
    size_t best = p->n_steps;
    double least = INFINITY, x[SEEDS_MAX], mean, low, high;
    for (size_t e = 0; e < p->n_steps; e++) {
        cf_images_values(x, data, p, "error", frozen, k, e);
        if (cf_mean_interval(&mean, &low, &high, x, p->seeds) == p->seeds && mean < least) least = mean, best = e;
    }
    return best;
}

void cf_images_by_alpha(size_t order[CF_IMAGES_LIST], const cf_images_plan *p, size_t n) {
    for (size_t k = 0; k < n; k++) {
        size_t at = k;
        for (; at > 0 && p->alpha[order[at - 1]] > p->alpha[k]; at--) order[at] = order[at - 1];
        order[at] = k;
    }
}

int cf_images_draw_error(cf_panel *panel, const cf_figure_data *data, const cf_images_plan *p, const char *net) {
    double x[SEEDS_MAX], all = 0, capped = 0;
    for (int frozen = 0; frozen < 2; frozen++) {
        const size_t n = frozen ? p->n_frozen : p->n_alphas;
        size_t order[CF_IMAGES_LIST];
        cf_images_by_alpha(order, p, n);
        cf_curve *c = cf_panel_curve(panel, n > 1 ? CF_BAND : CF_DOTS, n, 1, frozen ? "last layer alone trained" : "trained whole");
        if (!c) return -1;
        for (size_t i = 0; i < n; i++) {
            const size_t k = order[i], best = cf_images_best(data, p, frozen, k);
            c->x[i] = p->alpha[k];
            if (best == p->n_steps) continue;
            cf_images_values(x, data, p, "error", frozen, k, best);
            cf_mean_interval(&c->y[i], &c->low[i], &c->high[i], x, p->seeds);
            cf_images_values(x, data, p, "outcome", frozen, k, best);
            for (size_t s = 0; s < p->seeds; s++) all += 1, capped += x[s] == CF_NET_BUDGET;
        }
    }
    snprintf(panel->ran, sizeof panel->ran,
             "Fashion-MNIST (not MNIST, not CIFAR10), its first %.0f training images; %s; SGD in float, batch %.0f, at most %.0f epochs, %zu seeds; of %zu "
             "steps the one of least mean test error, at each alpha; means with 95 %% intervals. %.0f of the %.0f runs drawn end at their "
             "epochs, above the paper's stop criterion (100 %% and 1e-5).",
             p->train, net, p->batch, p->epochs, p->seeds, p->n_steps, capped, all);
    return 0;
}

void cf_images_fact(cf_run *run, const cf_figure_data *data, const cf_images_plan *p, const char *what, int a_frozen, size_t a,
                    int b_frozen, size_t b) {
    double x[SEEDS_MAX], y[SEEDS_MAX], mean, low, high;
    const size_t best_a = cf_images_best(data, p, a_frozen, a), best_b = cf_images_best(data, p, b_frozen, b);
    cf_instance(run, "Fashion-MNIST, %.0f training images, %.0f epochs, %zu seeds, alpha %g%s against %g%s", p->train, p->epochs, p->seeds, p->alpha[b],
                b_frozen ? " (frozen)" : "", p->alpha[a], a_frozen ? " (frozen)" : "");
    if (!cf_hypothesis(run, "two seeds or more: one has no interval", p->seeds > 1 ? CF_TRUE : CF_FALSE)) return;
    if (!cf_hypothesis(run, "at some step no run diverged", best_a < p->n_steps && best_b < p->n_steps ? CF_TRUE : CF_UNKNOWN)) return;
    cf_images_values(x, data, p, "error", a_frozen, a, best_a), cf_images_values(y, data, p, "error", b_frozen, b, best_b);
    for (size_t s = 0; s < p->seeds; s++) y[s] -= x[s];
    cf_mean_interval(&mean, &low, &high, y, p->seeds);
    cf_evidence_row(run, "difference", "alpha_a", p->alpha[a], "step_a", p->step[best_a], "alpha_b", p->alpha[b], "step_b", p->step[best_b], "mean",
                    mean, "low", low, "high", high, NULL);
    cf_observed(run, what, mean, low, high, cf_run_canary(run) ? high < 0 : low > 0);
}
