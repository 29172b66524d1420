/* images.c - readers of IDX and CIFAR10, and what is made of their images. */
#include "images.h"
#include "gzip.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SIDE = 32, CIFAR_PIXELS = 3 * SIDE * SIDE, CIFAR_RECORD = 1 + CIFAR_PIXELS, CIFAR_CLASSES = 10 };

static const size_t MOST_PIXELS = (size_t)1 << 32;

void cf_images_clear(cf_images *set) {
    free(set->pixels), free(set->labels);
    memset(set, 0, sizeof *set);
}

__attribute__((format(printf, 3, 4))) static cf_status fail(cf_images_error *error, const char *path,
                                                            const char *format, ...) {
    char what[200];
    va_list list;
    va_start(list, format);
    vsnprintf(what, sizeof what, format, list);
    va_end(list);
    snprintf(error->message, sizeof error->message, "%.300s: %s", path, what);
    return CF_EIO;
}

/* ---------------------------------------------------------------------------------------- an open file's
 * bytes */

typedef struct {
    cf_unpacked *file;
    const char *path;
    cf_images_error *error;
    size_t offset;
} input;

static cf_status input_open(input *in, cf_images_error *error, const char *path) {
    *in = (input){cf_unpacked_open(path), path, error, 0};
    if (in->file) return CF_OK;
    cf_status status = errno == ENOMEM ? CF_ENOMEM : CF_EIO;
    fail(error, path, "%s", strerror(errno));
    return status;
}

/* After cf_unpacked_read. */
static cf_status fail_read(const input *in, const char *why) {
    cf_status status = errno == ENOMEM ? CF_ENOMEM : CF_EIO;
    fail(in->error, in->path, "after offset %zu: %s", in->offset, why);
    return status;
}

/* n bytes to *out + *have, which grows as they arrive: memory follows the file, not its header. */
static cf_status take(input *in, uint8_t **out, size_t have, size_t n) {
    while (n > 0) {
        size_t piece = n < (size_t)1 << 24 ? n : (size_t)1 << 24;
        uint8_t *grown = realloc(*out, have + piece);
        if (!grown) return CF_ENOMEM;
        *out = grown;
        const char *why;
        long got = cf_unpacked_read(in->file, grown + have, piece, &why);
        if (got < 0) return fail_read(in, why);
        in->offset += (size_t)got, have += (size_t)got, n -= (size_t)got;
        if ((size_t)got < piece)
            return fail(in->error, in->path, "offset %zu: the file ends, %zu bytes early", in->offset, n);
    }
    return CF_OK;
}

/* The next four bytes, the first the highest. */
static cf_status word(input *in, size_t *value) {
    uint8_t *bytes = NULL;
    cf_status status = take(in, &bytes, 0, 4);
    if (status == CF_OK)
        *value = (size_t)bytes[0] << 24 | (size_t)bytes[1] << 16 | (size_t)bytes[2] << 8 | bytes[3];
    free(bytes);
    return status;
}

static cf_status at_end(input *in) {
    char byte;
    const char *why;
    long got = cf_unpacked_read(in->file, &byte, 1, &why);
    if (got < 0) return fail_read(in, why);
    return got == 0
               ? CF_OK
               : fail(in->error, in->path, "offset %zu: the file goes on after its last entry", in->offset);
}

static cf_status check_labels(const input *in, const uint8_t *labels, size_t n, size_t classes, size_t first,
                              size_t apart) {
    for (size_t i = 0; i < n; i++)
        if (labels[i] >= classes)
            return fail(in->error, in->path, "offset %zu: label %u is not below %zu", first + i * apart,
                        labels[i], classes);
    return CF_OK;
}

/* ---------------------------------------------------------------------------------------------------------
 * IDX */

static cf_status idx_header(input *in, size_t magic, size_t *sizes, int dimensions) {
    size_t found;
    cf_status status = word(in, &found);
    if (status == CF_OK && found != magic)
        status = fail(in->error, in->path, "offset 0: magic number 0x%08zx, not 0x%08zx", found, magic);
    for (int i = 0; status == CF_OK && i < dimensions; i++) {
        status = word(in, &sizes[i]);
        size_t most = i ? 4096 : 100000000;
        if (status == CF_OK && (sizes[i] == 0 || sizes[i] > most))
            status =
                fail(in->error, in->path, "offset %d: size %zu is not in 1..%zu", 4 + 4 * i, sizes[i], most);
    }
    return status;
}

cf_status cf_read_idx(cf_images *set, cf_images_error *error, const char *images, const char *labels,
                      size_t classes) {
    input in;
    size_t size[3], count = 0;
    memset(set, 0, sizeof *set);
    cf_status status = input_open(&in, error, images);
    if (status != CF_OK) return status;
    status = idx_header(&in, 0x803, size, 3);
    /* a gzip stream of zeros has a thousandth of its bytes: the file alone is no limit */
    if (status == CF_OK && size[0] * size[1] * size[2] > MOST_PIXELS)
        status = fail(error, images, "offset 4: %zu x %zu x %zu pixels are more than %zu", size[0], size[1], size[2],
                      MOST_PIXELS);
    if (status == CF_OK) status = take(&in, &set->pixels, 0, size[0] * size[1] * size[2]);
    if (status == CF_OK) status = at_end(&in);
    cf_unpacked_close(in.file);
    if (status == CF_OK && (status = input_open(&in, error, labels)) == CF_OK) {
        status = idx_header(&in, 0x801, &count, 1);
        if (status == CF_OK && count != size[0])
            status =
                fail(error, labels, "offset 4: %zu labels, but %zu images in %.80s", count, size[0], images);
        if (status == CF_OK) status = take(&in, &set->labels, 0, count);
        if (status == CF_OK) status = at_end(&in);
        if (status == CF_OK) status = check_labels(&in, set->labels, count, classes, 8, 1);
        cf_unpacked_close(in.file);
    }
    if (status != CF_OK) return cf_images_clear(set), status;
    set->n = count, set->C = 1, set->H = size[1], set->W = size[2], set->classes = classes;
    return CF_OK;
}

cf_status cf_read_mnist_folder(cf_images *set, cf_images_error *error, const char *folder, int test) {
    char path[2][4096];
    const char *what[] = {"images-idx3", "labels-idx1"}, *which = test ? "t10k" : "train";
    for (int i = 0; i < 2; i++) {
        snprintf(path[i], sizeof path[i], "%.4000s/%s-%s-ubyte", folder, which, what[i]);
        if (access(path[i], F_OK) != 0) strcat(path[i], ".gz");
    }
    return cf_read_idx(set, error, path[0], path[1], 10);
}

/* -----------------------------------------------------------------------------------------------------
 * CIFAR10 */

static cf_status one_cifar_file(cf_images *set, cf_images_error *error, const char *path) {
    input in;
    cf_status status = input_open(&in, error, path);
    if (status != CF_OK) return status;
    uint8_t record[CIFAR_RECORD];
    for (size_t here = 0; status == CF_OK; here++) {
        const char *why;
        long got = cf_unpacked_read(in.file, record, sizeof record, &why);
        if (got < 0) status = fail(error, path, "after offset %zu: %s", here * CIFAR_RECORD, why);
        if (got == 0 && here == 0) status = fail(error, path, "offset 0: the file is empty");
        if (got > 0 && got < CIFAR_RECORD)
            status = fail(error, path, "offset %zu: the file ends within a record, after %ld of its %d bytes",
                          here * CIFAR_RECORD, got, CIFAR_RECORD);
        if (got <= 0 || status != CF_OK) break;
        in.offset = here * CIFAR_RECORD;
        status = check_labels(&in, record, 1, CIFAR_CLASSES, in.offset, 1);
        if (status != CF_OK) break;
        if ((set->n & (set->n - 1)) == 0) { /* room for twice as many */
            size_t room = set->n ? 2 * set->n : 1;
            uint8_t *pixels = realloc(set->pixels, room * CIFAR_PIXELS);
            if (pixels) set->pixels = pixels;
            uint8_t *labels = realloc(set->labels, room);
            if (labels) set->labels = labels;
            if (!pixels || !labels) status = CF_ENOMEM;
        }
        if (status != CF_OK) break;
        set->labels[set->n] = record[0];
        memcpy(set->pixels + set->n++ * CIFAR_PIXELS, record + 1, CIFAR_PIXELS);
    }
    cf_unpacked_close(in.file);
    return status;
}

cf_status cf_read_cifar10(cf_images *set, cf_images_error *error, const char *const *files, size_t n_files) {
    *set = (cf_images){.C = 3, .H = SIDE, .W = SIDE, .classes = CIFAR_CLASSES};
    cf_status status = n_files ? CF_OK : CF_EINVAL;
    for (size_t i = 0; i < n_files && status == CF_OK; i++) status = one_cifar_file(set, error, files[i]);
    if (status != CF_OK) cf_images_clear(set);
    return status;
}

cf_status cf_read_cifar10_folder(cf_images *set, cf_images_error *error, const char *folder, int test) {
    char path[5][4096];
    const char *files[5];
    for (int i = 0; i < 5; i++) {
        if (test)
            snprintf(path[i], sizeof path[i], "%.4000s/test_batch.bin", folder);
        else
            snprintf(path[i], sizeof path[i], "%.4000s/data_batch_%d.bin", folder, i + 1);
        files[i] = path[i];
    }
    return cf_read_cifar10(set, error, files, test ? 1 : 5);
}

cf_status cf_write_cifar10(cf_images_error *error, const char *path, const cf_images *set) {
    if (set->C != 3 || set->H != SIDE || set->W != SIDE || set->n == 0) return CF_EINVAL;
    FILE *file = fopen(path, "wb");
    if (!file) return fail(error, path, "%s", strerror(errno));
    int bad = 0;
    for (size_t i = 0; i < set->n && !bad; i++)
        bad = fputc(set->labels[i], file) == EOF ||
              fwrite(set->pixels + i * CIFAR_PIXELS, CIFAR_PIXELS, 1, file) != 1;
    int reason = errno;
    if (fclose(file) != 0 && !bad) bad = 1, reason = errno;
    return bad ? fail(error, path, "%s", strerror(reason)) : CF_OK;
}

/* ------------------------------------------------------------------------------------------ resizing,
 * scaling */

/* Output pixel i's centre lies at (i + 1/2) H/32 - 1/2 of the input: its lower neighbour and 256ths of the
 * way on. */
static void place(size_t *low, size_t *high, size_t *part, size_t i, size_t H) {
    long at = (long)((2 * i + 1) * H * 128 / SIDE) - 128; /* in 256ths, rounded down */
    if (at < 0) at = 0;
    *low = (size_t)at / 256, *part = (size_t)at % 256;
    if (*low >= H - 1) *low = H - 1, *part = 0;
    *high = *low + (*low + 1 < H);
}

cf_status cf_images_as_cifar10(cf_images *out, const cf_images *set) {
    if (set->C != 1 || set->n == 0) return CF_EINVAL;
    *out = (cf_images){.n = set->n, .C = 3, .H = SIDE, .W = SIDE, .classes = set->classes};
    out->pixels = malloc(set->n * CIFAR_PIXELS), out->labels = malloc(set->n);
    if (!out->pixels || !out->labels) return cf_images_clear(out), CF_ENOMEM;
    memcpy(out->labels, set->labels, set->n);
    for (size_t n = 0; n < set->n; n++)
        for (size_t i = 0; i < SIDE; i++)
            for (size_t j = 0; j < SIDE; j++) {
                const uint8_t *from = set->pixels + n * set->H * set->W;
                size_t i0, i1, u, j0, j1, v;
                place(&i0, &i1, &u, i, set->H), place(&j0, &j1, &v, j, set->W);
                size_t top = from[i0 * set->W + j0] * (256 - v) + from[i0 * set->W + j1] * v;
                size_t bottom = from[i1 * set->W + j0] * (256 - v) + from[i1 * set->W + j1] * v;
                uint8_t value = (uint8_t)((top * (256 - u) + bottom * u + 32768) / 65536);
                for (size_t c = 0; c < 3; c++)
                    out->pixels[n * CIFAR_PIXELS + (c * SIDE + i) * SIDE + j] = value;
            }
    return CF_OK;
}

void cf_images_reals(double *x, const cf_images *set, double shift, double scale) {
    double value[256];
    for (int i = 0; i < 256; i++) value[i] = (i / 255.0 - shift) / scale;
    for (size_t i = 0; i < set->n * set->C * set->H * set->W; i++) x[i] = value[set->pixels[i]];
}

void cf_images_floats(float *x, const cf_images *set, double shift, double scale) {
    float value[256];
    for (int i = 0; i < 256; i++) value[i] = (float)((i / 255.0 - shift) / scale);
    for (size_t i = 0; i < set->n * set->C * set->H * set->W; i++) x[i] = value[set->pixels[i]];
}

cf_images cf_images_head(const cf_images *set, size_t n) {
    cf_images head = *set;
    head.n = n < set->n ? n : set->n;
    return head;
}
