/* image_runs.h - Figures 4(e), 4(f) and 6 at any size: training runs on labelled images, in float, on one thread. */
#ifndef CF_IMAGE_RUNS_H
#define CF_IMAGE_RUNS_H

#include "core/images.h"
#include "core/net.h"

/* Debian's Fashion-MNIST; nothing here calls it MNIST. */
#define CF_FASHION_MNIST "/usr/share/datasets/fashion-mnist"

typedef struct {
    size_t width;       /* of the one hidden layer; 0: the VGG11-like net instead, on 3 x 32 x 32 images */
    double channels;    /* the factor of its channels */
    size_t train, test; /* images: the first so many of each set */
    size_t batch;
    uint64_t epochs, seed;
    double alpha, step; /* step 0: it is searched for */
    int frozen; /* all but the last layer keep their start */
} cf_image_run;
typedef struct {
    double step, test_error, train_accuracy, train_loss, gradient_distance;
    cf_net_outcome outcome;
} cf_image_result;
/* The mean loss and the accuracy of the batches of each epoch, the first n of them. */
typedef struct {
    size_t n, epochs; /* n: how many may be written; epochs: how many there were */
    double *loss, *accuracy;
} cf_image_curve;

/* SGD on the cross-entropy from alpha N(0, sqrt(2/n_in)) (one hidden layer) or alpha times Uniform He (VGG) until every image is classified
 * correctly and the loss is below 1e-5, or the epochs are spent. The step searched for is that of least loss after 100 steps, or after half
 * of the steps if they are fewer than 200, among 1e-5, 1e-4, ..., 3e-1. curve may be NULL. CF_EINVAL, CF_ENOMEM. */
cf_status cf_image_train(cf_image_result *result, cf_image_curve *curve, const cf_images *train, const cf_images *test, const cf_image_run *run);

#endif
