/* train_images_real.h - the training run of train_images.c for one type of real; included there alone, once for each. */
#ifndef DISTANCE_SAMPLES
enum { DISTANCE_SAMPLES = 4 };
#define DISTANCE_SAMPLES DISTANCE_SAMPLES
#endif

typedef struct {
    job *j;
    NET(work) *work;
    const REAL *x_test;
    watch clock;
} JOB(context);

static void JOB(epoch)(void *context, const cf_net_progress *p) {
    JOB(context) *c = context;
    job *j = c->j;
    report_progress(&c->clock, p);
    if (!j->curve) return;
    size_t correct;
    double loss = NET(loss)(&correct, c->work, p->w, &(NET(data)){c->x_test, NULL, j->test.labels, j->test.n});
    curve_row(j, p, loss, 1 - (double)correct / (double)j->test.n);
}

/* The step of least loss after 100 steps (a tenth of an epoch if that is more), where there is a choice. */
static cf_status JOB(choose_step)(job *j, NET(work) *work, const REAL *w, const NET(data) *data, const cf_net_training *training,
                                  uint64_t batches) {
    j->step = j->steps[0];
    if (j->n_steps == 1) return CF_OK;
    cf_status status =
        NET(search_step)(&j->step, work, w, data, training, j->steps, j->n_steps, batches > 1000 ? batches / 10 : 100);
    if (status == CF_OK && j->step == 0) j->step = j->steps[0];
    return status;
}

static cf_status JOB(run_with)(result *r, char *error, job *j, NET(work) *work, REAL *w, REAL *start, REAL *x, REAL *x_test) {
    cf_net *net = &j->net;
    IMAGES(x, &j->train, 0, 1), IMAGES(x_test, &j->test, 0, 1);
    NET(init)(start, net, j->vgg ? CF_NET_UNIFORM_HE : CF_NET_NORMAL_HE, log(j->alpha), (uint64_t)j->seed);
    memcpy(w, start, net->p * sizeof *w);
    uint64_t batches = (j->train.n + (size_t)j->batch - 1) / (size_t)j->batch;
    JOB(context) context = {j, work, x_test, {.total = (double)batches * (double)j->epochs}};
    cf_net_training training = {.step = 1, .batch = (size_t)j->batch, .seed = (uint64_t)j->seed, .most = batches * (uint64_t)j->epochs,
                                .stop_loss = j->stop_loss, .stop_accuracy = 1, .checkpoint = j->checkpoint[0] ? j->checkpoint : NULL,
                                .every = batches, .progress = JOB(epoch), .context = &context};
    const NET(data) data = {x, NULL, j->train.labels, j->train.n};
    double begin = seconds();
    cf_status status = JOB(choose_step)(j, work, w, &data, &training, batches);
    training.step = j->step;
    if (status == CF_OK) status = NET(train)(w, &r->end, error, work, &data, &training);
    if (status != CF_OK) return status;
    size_t correct;
    r->seconds = seconds() - begin;
    r->test_loss = NET(loss)(&correct, work, w, &(NET(data)){x_test, NULL, j->test.labels, j->test.n});
    r->test_error = 1 - (double)correct / (double)j->test.n;
    r->travelled = NET(distance_travelled)(start, w, net->p);
    size_t few = j->test.n < DISTANCE_SAMPLES ? j->test.n : DISTANCE_SAMPLES;
    return NET(gradient_distance)(&r->distance, NULL, work, start, w, x_test, few);
}

static cf_status JOB(run)(result *r, char *error, job *j) {
    NET(work) work;
    size_t most = (size_t)j->batch < j->train.n ? (size_t)j->batch : j->train.n;
    cf_status status = NET(work_init)(&work, &j->net, most, (int)j->threads);
    if (status != CF_OK) return status;
    REAL *w = malloc(j->net.p * sizeof *w), *start = malloc(j->net.p * sizeof *start);
    REAL *x = malloc(j->train.n * j->net.n_in * sizeof *x), *x_test = malloc(j->test.n * j->net.n_in * sizeof *x_test);
    status = w && start && x && x_test ? JOB(run_with)(r, error, j, &work, w, start, x, x_test) : CF_ENOMEM;
    free(w), free(start), free(x), free(x_test);
    NET(work_clear)(&work);
    return status;
}
