/* test_image_runs.c - the reduced experiment on images: reproducible, frozen layers stay, the step is chosen, refusals. */
#include "verify/image_runs.h"
#include <criterion/criterion.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* 40 images of 6 x 6 in two classes: bright above, bright below, with noise of the pixels' index */
static cf_images toy(unsigned shift) {
    cf_images set = {.n = 40, .C = 1, .H = 6, .W = 6, .classes = 2};
    set.pixels = malloc(40 * 36), set.labels = malloc(40);
    for (unsigned i = 0; i < 40; i++) {
        set.labels[i] = i % 2;
        for (unsigned j = 0; j < 36; j++)
            set.pixels[i * 36 + j] = (uint8_t)(((j < 18) == (i % 2 == 0) ? 180 : 20) + (i * 7 + j * 13 + shift) % 50);
    }
    return set;
}

Test(image_runs, learns_and_repeats) {
    cf_images train = toy(0), test = toy(3);
    const cf_image_run run = {.width = 8, .batch = 50, .train = 40, .test = 40, .epochs = 200, .seed = 5, .alpha = 1};
    cf_image_result a, b;
    cr_assert_eq(cf_image_train(&a, NULL, &train, &test, &run), CF_OK);
    cr_assert_eq(cf_image_train(&b, NULL, &train, &test, &run), CF_OK);
    cr_expect_eq(memcmp(&a, &b, offsetof(cf_image_result, outcome)), 0); /* not what pads the structure */
    cr_expect_eq(a.outcome, b.outcome);
    cr_expect(a.train_accuracy == 1 && a.test_error == 0 && a.step > 1e-5);
    cr_expect(a.gradient_distance > 0);
    cf_images_clear(&train), cf_images_clear(&test);
}

Test(image_runs, refused) {
    cf_images train = toy(0), test = toy(3);
    cf_image_result r;
    cf_image_run run = {.width = 0, .channels = 1, .batch = 50, .train = 40, .test = 40, .epochs = 20, .alpha = 1};
    cr_expect_eq(cf_image_train(&r, NULL, &train, &test, &run), CF_EINVAL);
    cf_images_clear(&train), cf_images_clear(&test);
}
