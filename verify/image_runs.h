/* image_runs.h - Figure 4(e) reduced: one hidden layer on images of MNIST's format, over seeds, in float. */
#ifndef CF_IMAGE_RUNS_H
#define CF_IMAGE_RUNS_H

#include "core/images.h"
#include "core/net.h"

/* Debian's Fashion-MNIST; nothing here calls it MNIST. */
#define CF_FASHION_MNIST "/usr/share/datasets/fashion-mnist"

typedef struct {
    size_t width, train, test; /* images: the first so many of each set */
    uint64_t epochs, seed;
    double alpha;
    int frozen; /* the hidden layer keeps its start */
} cf_image_run;
typedef struct {
    double step, test_error, train_accuracy, train_loss, gradient_distance;
} cf_image_result;

/* SGD in batches of 50 on the cross-entropy from alpha N(0, sqrt(2/n_in)) until every image is classified correctly and the
 * loss is below 1e-5, or the epochs are spent. The step is that of least loss after 100 steps among 1e-5, 1e-4, ..., 3e-1. One
 * thread. CF_EINVAL, CF_ENOMEM. */
cf_status cf_image_train(cf_image_result *result, const cf_images *train, const cf_images *test, const cf_image_run *run);

#endif
