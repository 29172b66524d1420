/* train_images_real.h - the training run of train_images.c for one type of real; included there alone, once for each. */
#ifndef DISTANCE_SAMPLES
enum { DISTANCE_SAMPLES = 4 };
#define DISTANCE_SAMPLES DISTANCE_SAMPLES
#endif

static cf_status JOB(run_with)(result *r, char *error, job *j, NET(work) *work, REAL *w, REAL *start, REAL *x, REAL *x_test) {
    cf_net *net = &j->net;
    IMAGES(x, &j->train, 0, 1), IMAGES(x_test, &j->test, 0, 1);
    NET(init)(start, net, j->vgg ? CF_NET_UNIFORM_HE : CF_NET_NORMAL_HE, log(j->alpha), (uint64_t)j->seed);
    memcpy(w, start, net->p * sizeof *w);
    uint64_t batches = (j->train.n + (size_t)j->batch - 1) / (size_t)j->batch;
    watch clock = {.total = (double)batches * (double)j->epochs};
    cf_net_training training = {.step = j->step, .batch = (size_t)j->batch, .seed = (uint64_t)j->seed, .most = batches * (uint64_t)j->epochs,
                                .stop_loss = j->stop_loss, .stop_accuracy = 1, .checkpoint = j->checkpoint, .every = batches,
                                .progress = report_progress, .context = &clock};
    double begin = seconds();
    cf_status status = NET(train)(w, &r->end, error, work, &(NET(data)){x, NULL, j->train.labels, j->train.n}, &training);
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
