/* target_idx.c - a pair of IDX files, plain or as gzip. Input: a byte of flags, two of the length of the first file,
 * the files. What is read is what the files hold, its labels below the number of classes; enlarged to CIFAR10's size a
 * pixel lies between the least and the largest of its image. What is refused leaves nothing and names the file. */
#include "core/images.h"
#include "tests/fuzz/fuzz.h"
#include <stdlib.h>
#include <string.h>

enum { GZIP_IMAGES = 1, GZIP_LABELS = 2, FEW_CLASSES = 4, WRONG_SUM = 8 };

static uint32_t checksum(const uint8_t *p, size_t n) { /* CRC-32 of RFC 1952 */
    uint32_t c = 0xffffffff;
    for (size_t i = 0; i < n; i++) {
        c ^= p[i];
        for (int k = 0; k < 8; k++) c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1;
    }
    return ~c;
}

/* A gzip stream of stored blocks. */
static uint8_t *packed(size_t *length, const uint8_t *p, size_t n, int wrong) {
    uint8_t *out = malloc(n + n / 65535 * 5 + 32), *o = out;
    REQUIRE(out);
    memcpy(o, "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", 10), o += 10;
    uint32_t tail[2] = {checksum(p, n) ^ (uint32_t)wrong, (uint32_t)n};
    for (size_t left = n;;) {
        size_t k = left > 65535 ? 65535 : left;
        *o++ = k == left, *o++ = k & 255, *o++ = (uint8_t)(k >> 8), *o++ = ~k & 255, *o++ = (uint8_t)(~k >> 8);
        if (k) memcpy(o, p, k);
        o += k, p += k, left -= k;
        if (left == 0) break;
    }
    for (int i = 0; i < 8; i++) *o++ = (uint8_t)(tail[i / 4] >> 8 * (i % 4));
    *length = (size_t)(o - out);
    return out;
}

static fuzz_file part(const uint8_t *bytes, size_t n, int gzip, int wrong) {
    size_t k = n;
    uint8_t *p = gzip ? packed(&k, bytes, n, wrong) : NULL;
    fuzz_file f = fuzz_file_make(p ? p : bytes, k);
    free(p);
    return f;
}

static void enlarged(const cf_images *set) {
    cf_images big;
    REQUIRE(cf_images_as_cifar10(&big, set) == CF_OK && big.n == set->n && big.C == 3 && big.H == 32 && big.W == 32);
    for (size_t i = 0; i < set->n; i++) {
        const uint8_t *from = set->pixels + i * set->H * set->W, *to = big.pixels + i * 3072;
        int least = 255, largest = 0;
        for (size_t k = 0; k < set->H * set->W; k++) {
            if (from[k] < least) least = from[k];
            if (from[k] > largest) largest = from[k];
        }
        for (size_t k = 0; k < 3072; k++) REQUIRE(to[k] >= least && to[k] <= largest && to[k] == to[k % 1024]);
    }
    cf_images_clear(&big);
}

void fuzz_idx(const uint8_t *data, size_t size) {
    fuzz_input in = {data, size};
    unsigned flags = fuzz_byte(&in);
    size_t n = fuzz_byte(&in), classes = flags & FEW_CLASSES ? 2 : 10;
    n = n << 8 | fuzz_byte(&in);
    const uint8_t *image_bytes, *label_bytes;
    n = fuzz_take(&image_bytes, &in, n);
    size_t m = fuzz_take(&label_bytes, &in, in.left);
    fuzz_file images = part(image_bytes, n, flags & GZIP_IMAGES, flags & WRONG_SUM),
              labels = part(label_bytes, m, flags & GZIP_LABELS, 0);
    cf_images set;
    cf_images_error error = {""};
    cf_status status = cf_read_idx(&set, &error, images.path, labels.path, classes);
    int packed_bytes = (n > 1 && image_bytes[0] == 0x1f) || (m > 1 && label_bytes[0] == 0x1f);
    if (status == CF_OK) {
        REQUIRE(set.n > 0 && set.C == 1 && set.H > 0 && set.W > 0 && set.classes == classes);
        REQUIRE(!((flags & WRONG_SUM) && (flags & GZIP_IMAGES)));
        for (size_t i = 0; i < set.n; i++) REQUIRE(set.labels[i] < classes);
        if (!packed_bytes) {
            REQUIRE(n == 16 + set.n * set.H * set.W && m == 8 + set.n);
            REQUIRE(memcmp(set.pixels, image_bytes + 16, n - 16) == 0 &&
                    memcmp(set.labels, label_bytes + 8, m - 8) == 0);
        }
        if (set.n <= 64) enlarged(&set);
        double x[64];
        cf_images head = cf_images_head(&set, 1);
        if (head.H * head.W <= 64) {
            cf_images_reals(x, &head, 0, 1);
            for (size_t i = 0; i < head.H * head.W; i++) REQUIRE(x[i] >= 0 && x[i] <= 1);
        }
    } else {
        REQUIRE(status == CF_EIO && !set.pixels && !set.labels && set.n == 0);
        REQUIRE(strncmp(error.message, images.path, strlen(images.path)) == 0 ||
                strncmp(error.message, labels.path, strlen(labels.path)) == 0);
    }
    cf_images_clear(&set);
    fuzz_file_close(&images), fuzz_file_close(&labels);
}
