/* net_dnnl.c - oneDNN: single-threaded float products and convolutions (core/net_dnnl.h).
 *
 * Convolutions are direct (no Winograd, no FFT): each entry is a dot product, its terms added in some order with fused
 * multiply-adds, as the error bound of core/net_work.h asks. */
#include "net_dnnl.h"
#include <cblas.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined __has_include
#if __has_include(<oneapi/dnnl/dnnl.h>)
#include <oneapi/dnnl/dnnl.h>
#endif
#endif

static void blas_sgemm(int ta, int tb, size_t M, size_t N, size_t K, float alpha, const float *A, size_t lda,
                       const float *B, size_t ldb, float beta, float *C, size_t ldc) {
    cblas_sgemm(CblasRowMajor, ta ? CblasTrans : CblasNoTrans, tb ? CblasTrans : CblasNoTrans, (int)M, (int)N,
                (int)K, alpha, A, (int)lda, B, (int)ldb, beta, C, (int)ldc);
}

#if defined DNNL_VERSION_MAJOR && DNNL_VERSION_MAJOR == 2

/* ------------------------------------------------------------------------------------- the library, loaded once */

#define FUNCTIONS(X)                                                                                                   \
    X(get_effective_cpu_isa) X(sgemm) X(engine_create) X(stream_create) X(stream_destroy) X(stream_wait)               \
    X(memory_create) X(memory_destroy) X(memory_desc_get_size) X(memory_desc_init_by_tag) \
    X(convolution_forward_desc_init) X(convolution_backward_data_desc_init) X(convolution_backward_weights_desc_init)  \
    X(primitive_desc_create) X(primitive_desc_destroy) X(primitive_desc_query_md) X(primitive_attr_create)             \
    X(primitive_attr_set_scratchpad_mode) X(primitive_attr_destroy) X(primitive_create) X(primitive_destroy)           \
    X(primitive_execute)

static struct {
    int usable;
    dnnl_engine_t engine;
#define POINTER(name) __typeof__(dnnl_##name) *name;
    FUNCTIONS(POINTER)
} dnnl;

static void load(void) {
    const char *wish = getenv("CERTIFLOW_ONEDNN");
    if (wish && strcmp(wish, "0") == 0) return;
    void *library = dlopen("libdnnl.so.2", RTLD_LAZY | RTLD_LOCAL);
    if (!library) return;
#define FIND(name)                                                                                                     \
    *(void **)&dnnl.name = dlsym(library, "dnnl_" #name);                                                              \
    if (!dnnl.name) return;
    FUNCTIONS(FIND)
    if (((int)dnnl.get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core) != dnnl_cpu_isa_avx512_core) return;
    dnnl.usable = dnnl.engine_create(&dnnl.engine, dnnl_cpu, 0) == dnnl_success;
}

int cf_net_dnnl(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return dnnl.usable;
}

/* oneDNN refuses nothing that was accepted once; what is left is a bug or no memory in the middle of a pass. */
static void must(dnnl_status_t status, int line) {
    if (status == dnnl_success) return;
    fprintf(stderr, "%s:%d: oneDNN's status %d\n", __FILE__, line, (int)status);
    abort();
}
#define MUST(call) must(call, __LINE__)

void cf_net_sgemm(int ta, int tb, size_t M, size_t N, size_t K, float alpha, const float *A, size_t lda, const float *B,
                  size_t ldb, float beta, float *C, size_t ldc) {
    if (!cf_net_dnnl()) {
        blas_sgemm(ta, tb, M, N, K, alpha, A, lda, B, ldb, beta, C, ldc);
        return;
    }
    MUST(dnnl.sgemm(ta ? 'T' : 'N', tb ? 'T' : 'N', (dnnl_dim_t)M, (dnnl_dim_t)N, (dnnl_dim_t)K, alpha, A,
                    (dnnl_dim_t)lda, B, (dnnl_dim_t)ldb, beta, C, (dnnl_dim_t)ldc));
}

/* ------------------------------------------------------------------------------------------------ convolutions */

typedef struct { /* a primitive, and its source, weights and destination */
    dnnl_primitive_t primitive;
    int argument[3];
    dnnl_memory_desc_t md[3];
    size_t scratch;
    dnnl_memory_desc_t scratch_md;
} operation;

struct cf_net_conv {
    size_t C, K, HW, n, samples; /* channels in whole blocks, but where plain */
    operation forward[2], data[2], weights; /* [1]: of the last tile, where it is shorter */
};

enum { FORWARD, DATA, WEIGHTS };

static int create(operation *o, int kind) { /* of the md given; nonzero iff it worked */
    const dnnl_dims_t one = {1, 1};
    const dnnl_memory_desc_t *src = &o->md[0], *w = &o->md[1], *dst = &o->md[2];
    dnnl_convolution_desc_t forward, backward;
    dnnl_primitive_attr_t attr = NULL;
    dnnl_primitive_desc_t hint = NULL, pd = NULL;
    int good = dnnl.primitive_attr_create(&attr) == dnnl_success &&
               dnnl.primitive_attr_set_scratchpad_mode(attr, dnnl_scratchpad_mode_user) == dnnl_success &&
               dnnl.convolution_forward_desc_init(&forward, dnnl_forward_training, dnnl_convolution_direct, src, w, NULL,
                                                  dst, one, one, one) == dnnl_success &&
               dnnl.primitive_desc_create(&hint, &forward, attr, dnnl.engine, NULL) == dnnl_success;
    if (kind == DATA)
        good = good && dnnl.convolution_backward_data_desc_init(&backward, dnnl_convolution_direct, src, w, dst, one, one,
                                                                one) == dnnl_success;
    if (kind == WEIGHTS)
        good = good && dnnl.convolution_backward_weights_desc_init(&backward, dnnl_convolution_direct, src, w, NULL, dst,
                                                                   one, one, one) == dnnl_success;
    if (kind != FORWARD) good = good && dnnl.primitive_desc_create(&pd, &backward, attr, dnnl.engine, hint) == dnnl_success;
    dnnl_primitive_desc_t chosen = kind == FORWARD ? hint : pd;
    good = good && dnnl.primitive_create(&o->primitive, chosen) == dnnl_success;
    if (good) {
        o->scratch_md = *dnnl.primitive_desc_query_md(chosen, dnnl_query_scratchpad_md, 0);
        o->scratch = dnnl.memory_desc_get_size(&o->scratch_md);
    }
    o->argument[0] = kind == DATA ? DNNL_ARG_DIFF_SRC : DNNL_ARG_SRC;
    o->argument[1] = kind == WEIGHTS ? DNNL_ARG_DIFF_WEIGHTS : DNNL_ARG_WEIGHTS;
    o->argument[2] = kind == FORWARD ? DNNL_ARG_DST : DNNL_ARG_DIFF_DST;
    if (pd) dnnl.primitive_desc_destroy(pd);
    if (hint) dnnl.primitive_desc_destroy(hint);
    if (attr) dnnl.primitive_attr_destroy(attr);
    return good;
}

static int operation_init(operation *o, int kind, size_t C, size_t K, size_t H, size_t W, size_t n) {
    const dnnl_dims_t a = {(dnnl_dim_t)n, (dnnl_dim_t)C, (dnnl_dim_t)H, (dnnl_dim_t)W};
    const dnnl_dims_t z = {(dnnl_dim_t)n, (dnnl_dim_t)K, (dnnl_dim_t)H, (dnnl_dim_t)W};
    const dnnl_dims_t w = {(dnnl_dim_t)K, (dnnl_dim_t)C, 3, 3};
    int plain = C % 16 != 0;
    return dnnl.memory_desc_init_by_tag(&o->md[0], 4, a, dnnl_f32, plain ? dnnl_nchw : dnnl_nChw16c) == dnnl_success &&
           dnnl.memory_desc_init_by_tag(&o->md[1], 4, w, dnnl_f32,
                                        plain          ? dnnl_Ohwi16o
                                        : kind == DATA ? dnnl_OIhw16o16i
                                                       : dnnl_OIhw16i16o) == dnnl_success &&
           dnnl.memory_desc_init_by_tag(&o->md[2], 4, z, dnnl_f32, dnnl_nChw16c) == dnnl_success && create(o, kind);
}

cf_net_conv *cf_net_conv_new(size_t C, int plain, size_t K, size_t H, size_t W, size_t n, size_t samples) {
    cf_net_conv *conv = calloc(1, sizeof *conv);
    if (!conv) return NULL;
    *conv = (cf_net_conv){.C = plain ? C : (C + 15) / 16 * 16, .K = (K + 15) / 16 * 16, .HW = H * W, .n = n, .samples = samples};
    C = conv->C, K = conv->K;
    int good = operation_init(&conv->weights, WEIGHTS, C, 16, H, W, n);
    for (int last = 0; last <= 1; last++) {
        size_t m = last ? n % samples : samples;
        if (m == 0) continue;
        good = good && operation_init(&conv->forward[last], FORWARD, C, K, H, W, m);
        if (C % 16 == 0) good = good && operation_init(&conv->data[last], DATA, C, K, H, W, m);
    }
    if (good) return conv;
    cf_net_conv_free(conv);
    return NULL;
}

static operation *operation_of(cf_net_conv *conv, int i) {
    operation *all[] = {&conv->forward[0], &conv->forward[1], &conv->data[0], &conv->data[1], &conv->weights};
    return all[i];
}

void cf_net_conv_free(cf_net_conv *conv) {
    for (int i = 0; conv && i < 5; i++)
        if (operation_of(conv, i)->primitive) dnnl.primitive_destroy(operation_of(conv, i)->primitive);
    free(conv);
}

size_t cf_net_conv_scratch(const cf_net_conv *conv) {
    size_t most = 0;
    for (int i = 0; i < 5; i++) {
        size_t bytes = operation_of((cf_net_conv *)conv, i)->scratch;
        most = bytes > most ? bytes : most;
    }
    return (most + 63) / 64 * 64;
}

static void execute(const operation *o, const float *src, const float *w, const float *dst, void *scratch) {
    const float *at[3] = {src, w, dst};
    dnnl_exec_arg_t arguments[4];
    dnnl_stream_t stream;
    int count = 0;
    MUST(dnnl.stream_create(&stream, dnnl.engine, dnnl_stream_default_flags));
    for (; count < 3; count++) {
        arguments[count].arg = o->argument[count];
        MUST(dnnl.memory_create(&arguments[count].memory, &o->md[count], dnnl.engine, (void *)at[count]));
    }
    if (o->scratch) {
        arguments[count].arg = DNNL_ARG_SCRATCHPAD;
        MUST(dnnl.memory_create(&arguments[count++].memory, &o->scratch_md, dnnl.engine, scratch));
    }
    MUST(dnnl.primitive_execute(o->primitive, stream, count, arguments));
    MUST(dnnl.stream_wait(stream));
    while (count-- > 0) dnnl.memory_destroy(arguments[count].memory);
    dnnl.stream_destroy(stream);
}

static int last(const cf_net_conv *conv, size_t tile) {
    return (tile + 1) * conv->samples > conv->n;
}

void cf_net_conv_forward(const cf_net_conv *conv, size_t tile, float *z, const float *a, const float *w, void *scratch) {
    size_t s = tile * conv->samples * conv->HW;
    execute(&conv->forward[last(conv, tile)], a + s * conv->C, w, z + s * conv->K, scratch);
}

void cf_net_conv_data(const cf_net_conv *conv, size_t tile, float *ga, const float *gz, const float *w, void *scratch) {
    size_t s = tile * conv->samples * conv->HW;
    execute(&conv->data[last(conv, tile)], ga + s * conv->C, w, gz + s * conv->K, scratch);
}

void cf_net_conv_weights(const cf_net_conv *conv, float *gw, const float *gz, const float *a, void *scratch) {
    execute(&conv->weights, a, gw, gz, scratch);
}

#else /* without oneDNN */

int cf_net_dnnl(void) {
    return 0;
}

void cf_net_sgemm(int ta, int tb, size_t M, size_t N, size_t K, float alpha, const float *A, size_t lda, const float *B,
                  size_t ldb, float beta, float *C, size_t ldc) {
    blas_sgemm(ta, tb, M, N, K, alpha, A, lda, B, ldb, beta, C, ldc);
}

cf_net_conv *cf_net_conv_new(size_t C, int plain, size_t K, size_t H, size_t W, size_t n, size_t samples) {
    return (void)C, (void)plain, (void)K, (void)H, (void)W, (void)n, (void)samples, NULL;
}
void cf_net_conv_free(cf_net_conv *conv) {
    (void)conv;
}
size_t cf_net_conv_scratch(const cf_net_conv *conv) {
    return (void)conv, 0;
}
void cf_net_conv_forward(const cf_net_conv *conv, size_t tile, float *z, const float *a, const float *w, void *scratch) {
    (void)conv, (void)tile, (void)z, (void)a, (void)w, (void)scratch, abort();
}
void cf_net_conv_data(const cf_net_conv *conv, size_t tile, float *ga, const float *gz, const float *w, void *scratch) {
    (void)conv, (void)tile, (void)ga, (void)gz, (void)w, (void)scratch, abort();
}
void cf_net_conv_weights(const cf_net_conv *conv, float *gw, const float *gz, const float *a, void *scratch) {
    (void)conv, (void)gw, (void)gz, (void)a, (void)scratch, abort();
}

#endif
