/* images.h - labelled images: IDX (MNIST, Fashion-MNIST; plain or gzip) and CIFAR10's binary format; public, beside
 * certiflow.h. Strict: a file that is shorter or longer than its header says, or holds a label out of range, is refused with
 * its name, the offset (in the unpacked bytes) and the value. */
#ifndef CERTIFLOW_IMAGES_H
#define CERTIFLOW_IMAGES_H

#include "certiflow.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    uint8_t *pixels; /* n x C x H x W */
    uint8_t *labels; /* n, each below classes */
    size_t n, C, H, W, classes;
} cf_images;
typedef struct {
    char message[512]; /* "FILE: offset N: what is wrong: VALUE" */
} cf_images_error;

void cf_images_clear(cf_images *set);
/* On failure CF_EIO (CF_ENOMEM), *error filled, *set empty. */
cf_status cf_read_idx(cf_images *set, cf_images_error *error, const char *images, const char *labels, size_t classes);
/* The files one after the other: records of a label below 10 and 3 x 32 x 32 bytes. */
cf_status cf_read_cifar10(cf_images *set, cf_images_error *error, const char *const *files, size_t n_files);
/* A folder with MNIST's four files under their usual names, plain or .gz; or with CIFAR10's data_batch_1..5.bin and
 * test_batch.bin. test: the test set. */
cf_status cf_read_mnist_folder(cf_images *set, cf_images_error *error, const char *folder, int test);
cf_status cf_read_cifar10_folder(cf_images *set, cf_images_error *error, const char *folder, int test);

/* Any single-channel set as 3 x 32 x 32: bilinear at the pixels' centres, in integers (256ths), rounded to nearest, the
 * three channels equal. CF_EINVAL if set has not one channel. */
cf_status cf_images_as_cifar10(cf_images *out, const cf_images *set);
/* set (3 x 32 x 32, labels below 10) in CIFAR10's format; an existing file is replaced. */
cf_status cf_write_cifar10(cf_images_error *error, const char *path, const cf_images *set);

/* x = (pixel/255 - shift)/scale, n x C H W */
void cf_images_reals(double *x, const cf_images *set, double shift, double scale);
void cf_images_floats(float *x, const cf_images *set, double shift, double scale);
/* The first n of a set, shared with it: not to be cleared. */
cf_images cf_images_head(const cf_images *set, size_t n);

#ifdef __cplusplus
}
#endif
#endif
