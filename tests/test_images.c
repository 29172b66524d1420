/* test_images.c - IDX and CIFAR10: what is accepted, and that each malformed file is refused with its name,
 * place and value. */
#include "core/images.h"
#include "support.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void write_bytes(const char *name, const void *bytes, size_t n) {
    FILE *file = fopen(name, "wb");
    cr_assert(file && fwrite(bytes, 1, n, file) == n && fclose(file) == 0);
}

/* two images of 2 x 3 */
static const unsigned char images[] = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2,  0,  0,
                                       0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255};
static const unsigned char labels[] = {0, 0, 8, 1, 0, 0, 0, 2, 9, 0};

static void accepted(const char *image_file, const char *label_file) {
    cf_images set;
    cf_images_error error;
    cr_assert(cf_read_idx(&set, &error, image_file, label_file, 10) == CF_OK, "%s", error.message);
    cr_expect(set.n == 2 && set.C == 1 && set.H == 2 && set.W == 3 && set.labels[0] == 9 &&
              set.labels[1] == 0);
    cr_expect(memcmp(set.pixels, images + 16, 12) == 0);
    double x[12];
    cf_images_reals(x, &set, 0.5, 0.25);
    cr_expect(x[11] == 2 && fabs(x[0] - (1 / 255.0 - 0.5) * 4) < 1e-15);
    cf_images_clear(&set);
}

Test(images, idx_plain_and_gzip) {
    enter();
    write_bytes("i", images, sizeof images), write_bytes("l", labels, sizeof labels);
    accepted("i", "l");
    cr_assert(system("gzip -k i l") == 0);
    accepted("i.gz", "l.gz");
    leave();
}

static void idx_refused(const char *image_file, const char *label_file, const char *words) {
    cf_images set;
    cf_images_error error;
    cr_expect(cf_read_idx(&set, &error, image_file, label_file, 10) == CF_EIO && strstr(error.message, words),
              "%s", error.message);
    cr_expect(set.pixels == NULL && set.labels == NULL && set.n == 0);
}

Test(images, idx_refuses) {
    unsigned char bad[64];
    enter();
    write_bytes("i", images, sizeof images), write_bytes("l", labels, sizeof labels);
    idx_refused("none", "l", "none: No such file"), idx_refused("i", "none", "none: No such file"),
        idx_refused(".", "l", ".: Is a directory");
    idx_refused("l", "l", "l: offset 0: magic number 0x00000801, not 0x00000803"),
        idx_refused("i", "i", "i: offset 0: magic number");
    write_bytes("short", images, sizeof images - 1),
        idx_refused("short", "l", "short: offset 27: the file ends, 1 bytes early");
    write_bytes("head", images, 7), idx_refused("head", "l", "head: offset 7: the file ends, 1 bytes early");
    write_bytes("empty", images, 0), idx_refused("empty", "l", "empty: offset 0: the file ends");
    memcpy(bad, images, sizeof images), bad[sizeof images] = 1;
    write_bytes("long", bad, sizeof images + 1), idx_refused("long", "l", "long: offset 28: the file goes on");
    bad[4] = 255, write_bytes("many", bad, sizeof images),
    idx_refused("many", "l", "many: offset 4: size 4278190082");
    bad[4] = 5, write_bytes("promise", bad, sizeof images),
    idx_refused("promise", "l", "promise: offset 28: the file ends");
    bad[14] = 15, write_bytes("vast", bad, sizeof images),
    idx_refused("vast", "l", "vast: offset 4: 83886082 x 2 x 3843 pixels are more than 4294967296"), bad[14] = 0;
    bad[4] = 0, bad[15] = 0, write_bytes("flat", bad, sizeof images),
    idx_refused("flat", "l", "flat: offset 12: size 0");
    memcpy(bad, labels, sizeof labels);
    bad[9] = 10, write_bytes("ten", bad, sizeof labels),
    idx_refused("i", "ten", "ten: offset 9: label 10 is not below 10");
    bad[7] = 1, write_bytes("one", bad, sizeof labels - 1),
    idx_refused("i", "one", "one: offset 4: 1 labels, but 2 images");
    cr_assert(system("gzip -k i l; head -c 30 i.gz >cut.gz; (head -c 30 i.gz; printf '\\001'; tail -c +32 "
                     "i.gz) >flip.gz") == 0);
    idx_refused("cut.gz", "l", "cut.gz: after offset "), idx_refused("flip.gz", "l", "flip.gz: after offset ");
    leave();
}

Test(images, cifar10) {
    enum { RECORD = 3073 };
    static unsigned char bytes[3 * RECORD];
    for (int i = 0; i < 3 * RECORD; i++) bytes[i] = (unsigned char)(i % RECORD ? i * 7 : i / RECORD * 4);
    cf_images set, again;
    cf_images_error error;
    enter();
    write_bytes("a", bytes, RECORD), write_bytes("b", bytes + RECORD, 2 * RECORD);
    const char *files[] = {"a", "b"};
    cr_assert(cf_read_cifar10(&set, &error, files, 2) == CF_OK, "%s", error.message);
    cr_expect(set.n == 3 && set.C == 3 && set.H == 32 && set.W == 32 && set.labels[2] == 8);
    for (int i = 0; i < 3; i++) cr_expect(memcmp(set.pixels + 3072 * i, bytes + RECORD * i + 1, 3072) == 0);
    cr_assert(cf_write_cifar10(&error, "c", &set) == CF_OK);
    files[0] = "c";
    cr_assert(cf_read_cifar10(&again, &error, files, 1) == CF_OK && again.n == 3 &&
              memcmp(again.pixels, set.pixels, 3 * 3072) == 0);
    cr_expect(cf_write_cifar10(&error, "/dev/full", &set) == CF_EIO &&
              strstr(error.message, "No space left"));
    cf_images_clear(&set), cf_images_clear(&again);
    write_bytes("short", bytes, 2 * RECORD - 1);
    files[1] = "short";
    cr_expect(cf_read_cifar10(&set, &error, files, 2) == CF_EIO &&
                  strstr(error.message, "short: offset 3073: the file ends within a record, after 3072"),
              "%s", error.message);
    bytes[RECORD] = 77, write_bytes("label", bytes, 3 * RECORD);
    files[1] = "label";
    cr_expect(cf_read_cifar10(&set, &error, files, 2) == CF_EIO &&
                  strstr(error.message, "label: offset 3073: label 77 is not below 10"),
              "%s", error.message);
    write_bytes("empty", bytes, 0);
    files[1] = "empty";
    cr_expect(cf_read_cifar10(&set, &error, files, 2) == CF_EIO && strstr(error.message, "empty") &&
              set.pixels == NULL);
    cr_expect(cf_read_cifar10_folder(&set, &error, ".", 1) == CF_EIO &&
              strstr(error.message, "./test_batch.bin: No such file"));
    leave();
}

/* A constant image stays; a linear one stays linear inside; 32 x 32 is the identity. */
Test(images, resizing) {
    static uint8_t pixels[32 * 32], label[1] = {3};
    cf_images out;
    for (size_t H = 1; H <= 32; H++) {
        cf_images one = {pixels, label, 1, 1, H, H, 10};
        for (size_t i = 0; i < H * H; i++) pixels[i] = 77;
        cr_assert(cf_images_as_cifar10(&out, &one) == CF_OK && out.labels[0] == 3);
        for (int i = 0; i < 3072; i++) cr_assert(out.pixels[i] == 77);
        cf_images_clear(&out);
        for (size_t i = 0; i < H * H; i++) pixels[i] = (uint8_t)(3 * (i / H) + 4 * (i % H));
        cr_assert(cf_images_as_cifar10(&out, &one) == CF_OK);
        for (size_t i = 0; i < 1024; i++) {
            double u = ((double)(i / 32) + 0.5) * (double)H / 32 - 0.5,
                   v = ((double)(i % 32) + 0.5) * (double)H / 32 - 0.5, top = (double)H - 1;
            u = fmin(fmax(u, 0), top), v = fmin(fmax(v, 0), top);
            cr_assert(fabs(out.pixels[i] - (3 * u + 4 * v)) <= 0.54 && out.pixels[i] == out.pixels[2048 + i],
                      "%zu %zu", H, i);
        }
        cf_images_clear(&out);
    }
}

/* The real data set, where Debian's package is installed. */
Test(images, fashion_mnist) {
    const char *folder = "/usr/share/datasets/fashion-mnist";
    if (access(folder, R_OK) != 0) cr_skip_test("dataset-fashion-mnist is not installed");
    cf_images set;
    cf_images_error error;
    cr_assert(cf_read_mnist_folder(&set, &error, folder, 1) == CF_OK, "%s", error.message);
    size_t count[10] = {0};
    for (size_t i = 0; i < set.n; i++) count[set.labels[i]]++;
    cr_expect(set.n == 10000 && set.H == 28 && set.W == 28);
    for (int k = 0; k < 10; k++) cr_expect(count[k] == 1000);
    cf_images_clear(&set);
}
