/* target_checkpoint.c - checkpoints of training. Input: a byte of flags, one of the bytes of weights, then the file,
 * or with WHOLE the state and the weights of one that is whole. Read: accepted iff it is exactly the head, the weights
 * and their checksum, for this run; what is refused changes nothing. A run that goes on from any whole checkpoint ends
 * within its budget. */
#include "core/net.h"
#include "tests/fuzz/fuzz.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHOLE = 1, RIGHT_SUM = 2, OTHER_RUN = 4, FULL_DESCENT = 8, TINY = 16 };
enum { HEAD = 56, STATE = 40, SUM = 8, MOST = 12, SAMPLES = 5 };

/* The file as the bytes are, or with its checksum made right. */
static void raw(unsigned flags, size_t bytes, const uint8_t *data, size_t n) {
    uint8_t *file = malloc(n + 1), w[256], before[256];
    REQUIRE(file);
    if (n) memcpy(file, data, n);
    if ((flags & RIGHT_SUM) && n >= HEAD + SUM) {
        uint64_t sum = cf_net_fingerprint(cf_net_fingerprint(0, file, HEAD), file + HEAD, n - HEAD - SUM);
        memcpy(file + n - SUM, &sum, SUM);
    }
    uint64_t fingerprint = 0, length = 0;
    if (n >= HEAD) memcpy(&fingerprint, file + 8, 8), memcpy(&length, file + HEAD - 8, 8);
    if (flags & OTHER_RUN) fingerprint ^= 1;
    memset(w, 0xa5, sizeof w), memset(before, 0xa5, sizeof before);
    cf_net_checkpoint state = {1, 2, 3, 4, 5}, untouched = state;
    char error[256] = "";
    fuzz_file f = fuzz_file_make(file, n);
    cf_status status = cf_net_checkpoint_read(&state, w, f.path, fingerprint, bytes, error);
    if (status == CF_OK) {
        REQUIRE(n == HEAD + bytes + SUM && length == bytes && !(flags & OTHER_RUN) &&
                memcmp(file, "CFNET01\n", 8) == 0);
        REQUIRE(memcmp(&state, file + 8, STATE) == 0 && memcmp(w, file + HEAD, bytes) == 0);
    } else {
        REQUIRE(status == CF_EIO && strstr(error, f.path) && memcmp(&state, &untouched, sizeof state) == 0);
        REQUIRE(memcmp(w, before, sizeof w) == 0);
        int right = n == HEAD + bytes + SUM && length == bytes && memcmp(file, "CFNET01\n", 8) == 0;
        REQUIRE(!(right && (flags & RIGHT_SUM) && !(flags & OTHER_RUN)));
    }
    fuzz_file_close(&f);
    free(file);
}

typedef struct {
    cf_net net;
    cf_net_work work;
    cf_net_data data;
    double *w, x[2 * SAMPLES], y[2 * SAMPLES];
    uint8_t label[SAMPLES];
    cf_net_training training;
} run;

static void run_init(run *r, unsigned flags, const char *path) {
    int squared = (flags & TINY) != 0;
    REQUIRE(cf_net_mlp(&r->net, 2, 3, 2, squared ? 1 : 2, 1, squared ? CF_NET_SQUARED : CF_NET_CROSS_ENTROPY) ==
            CF_OK);
    for (int i = 0; i < 2 * SAMPLES; i++) r->x[i] = (i * 7 % 5 - 2) / 2.0, r->y[i] = i % 3 - 1;
    for (int i = 0; i < SAMPLES; i++) r->label[i] = i % 2;
    r->w = malloc(r->net.p * sizeof *r->w);
    REQUIRE(r->w);
    cf_net_init(r->w, &r->net, CF_NET_UNIFORM_HE, 0, 1);
    REQUIRE(cf_net_work_init(&r->work, &r->net, SAMPLES, 1) == CF_OK);
    r->data = (cf_net_data){r->x, r->y, r->label, SAMPLES};
    r->training = (cf_net_training){
        .step = 0.01, .batch = flags & FULL_DESCENT ? 0 : 2, .seed = 3, .most = 2, .every = 1, .checkpoint = path};
}

/* A run of its own leaves a checkpoint, whose state and weights are replaced by those of the input; then a run goes on
 * from it. */
static void gone_on_from(unsigned flags, fuzz_input *in) {
    char path[4200], error[256] = "";
    run r;
    cf_net_end end;
    cf_net_checkpoint state;
    fuzz_folder_make();
    fuzz_folder_path(path, sizeof path, "state");
    run_init(&r, flags, path);
    REQUIRE(cf_net_train(r.w, &end, error, &r.work, &r.data, &r.training) == CF_OK);
    uint64_t head[2];
    FILE *f = fopen(path, "rb");
    REQUIRE(f && fread(head, 8, 2, f) == 2);
    fclose(f);
    size_t bytes = r.net.p * sizeof *r.w;
    const uint8_t *p;
    memset(&state, 0, sizeof state);
    size_t n = fuzz_take(&p, in, STATE - 8);
    if (n) memcpy((uint8_t *)&state + 8, p, n);
    state.fingerprint = head[1];
    for (size_t i = 0; in->left && i < bytes; i++) ((uint8_t *)r.w)[i] = (uint8_t)fuzz_byte(in);
    double *start = malloc(bytes);
    REQUIRE(start);
    memcpy(start, r.w, bytes);
    REQUIRE(cf_net_checkpoint_write(path, &state, r.w, bytes, error) == CF_OK);
    memset(r.w, 0, bytes);
    r.training.most = MOST;
    REQUIRE(cf_net_train(r.w, &end, error, &r.work, &r.data, &r.training) == CF_OK);
    REQUIRE(end.steps >= state.steps && (end.steps <= MOST || end.steps == state.steps));
    if (state.steps >= MOST) REQUIRE(memcmp(r.w, start, bytes) == 0);
    REQUIRE(fuzz_folder_files() == 1); /* no temporary file is left */
    cf_net_work_clear(&r.work);
    free(r.w), free(start);
    fuzz_folder_remove();
}

void fuzz_checkpoint(const uint8_t *data, size_t size) {
    fuzz_input in = {data, size};
    unsigned flags = fuzz_byte(&in);
    size_t bytes = fuzz_byte(&in);
    if (flags & WHOLE)
        gone_on_from(flags, &in);
    else
        raw(flags, bytes, in.at, in.left);
}
