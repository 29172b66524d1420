/* image_runs.c - see image_runs.h. */
#include "image_runs.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DISTANCE = 4, PROBE = 100 };
static const double steps[] = {1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3};

static void epoch(void *context, const cf_net_progress *p) {
    cf_image_curve *c = context;
    if (c->epochs < c->n) c->loss[c->epochs] = p->mean_loss, c->accuracy[c->epochs] = p->accuracy;
    c->epochs++;
}

static cf_status run_with(cf_image_result *r, cf_image_curve *curve, cf_netf_work *work, float *w, float *start, float *x,
                          float *x_test, const cf_images *train, const cf_images *test,
                          const cf_image_run *e) {
    const cf_net *net = work->net;
    const uint64_t batches = (train->n + e->batch - 1) / e->batch, all = batches * e->epochs;
    cf_net_end end;
    size_t correct;
    cf_images_floats(x, train, 0, 1), cf_images_floats(x_test, test, 0, 1);
    cf_netf_init(start, net, e->width ? CF_NET_NORMAL_HE : CF_NET_UNIFORM_HE, log(e->alpha), e->seed);
    memcpy(w, start, net->p * sizeof *w);
    const cf_netf_data data = {x, NULL, train->labels, train->n};
    cf_net_training training = {.step = 1,
                                .batch = e->batch,
                                .seed = e->seed,
                                .most = all,
                                .stop_loss = 1e-5,
                                .stop_accuracy = 1,
                                .every = batches};
    cf_status status = CF_OK;
    r->step = e->step;
    if (e->step == 0)
        status = cf_netf_search_step(&r->step, work, w, &data, &training, steps, sizeof steps / sizeof *steps,
                                     all < 2 * PROBE ? (all + 1) / 2 : PROBE);
    if (r->step == 0) r->step = steps[0]; /* all of them diverged */
    training.step = r->step;
    if (curve) training.progress = epoch, training.context = curve, curve->epochs = 0;
    if (status == CF_OK) status = cf_netf_train(w, &end, NULL, work, &data, &training);
    if (status != CF_OK) return status;
    r->train_loss = end.loss, r->train_accuracy = end.accuracy, r->outcome = end.outcome;
    cf_netf_loss(&correct, work, w, &(cf_netf_data){x_test, NULL, test->labels, test->n});
    r->test_error = 1 - (double)correct / (double)test->n;
    return cf_netf_gradient_distance(&r->gradient_distance, NULL, work, start, w, x_test,
                                     test->n < DISTANCE ? test->n : DISTANCE);
}

cf_status cf_image_train(cf_image_result *result, cf_image_curve *curve, const cf_images *train, const cf_images *test,
                         const cf_image_run *e) {
    cf_images some = cf_images_head(train, e->train < train->n ? e->train : train->n),
              others = cf_images_head(test, e->test < test->n ? e->test : test->n);
    cf_net net;
    cf_netf_work work;
    cf_status status =
        e->batch == 0 ? CF_EINVAL
        : e->width    ? cf_net_mlp(&net, some.H * some.W * some.C, e->width, 2, train->classes, 0, CF_NET_CROSS_ENTROPY)
                      : cf_net_vgg(&net, NULL, e->channels, some.C, some.H, some.W, train->classes);
    if (status != CF_OK) return status;
    if (e->frozen) cf_net_freeze_below(&net, 1);
    if ((status = cf_netf_work_init(&work, &net, e->batch, 1)) != CF_OK) return status;
    float *w = malloc(net.p * sizeof *w), *start = malloc(net.p * sizeof *start),
          *x = malloc(some.n * net.n_in * sizeof *x), *x_test = malloc(others.n * net.n_in * sizeof *x_test);
    status = w && start && x && x_test ? run_with(result, curve, &work, w, start, x, x_test, &some, &others, e)
                                       : CF_ENOMEM;
    free(w), free(start), free(x), free(x_test);
    cf_netf_work_clear(&work);
    return status;
}
