/* bench_nets.c - steps of training a second: tiny nets (full gradient descent, double), the MNIST net
 * 784-5000-10 at batch 256, the VGG11-like net at batch 128, float and double, and the limit that the BLAS's
 * own product rate sets.
 *
 * JSON lines as bench_q.c. bench_nets [tiny] [mlp] [vgg], all without arguments. Threads: OMP_NUM_THREADS. */
#include "core/net.h"
#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double clock_of(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double now(int threads) { /* the process's own time on one thread: other processes do not count */
    return clock_of(threads == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void emit(const char *bench, double *times, int n, double scale, const char *unit, int rate) {
    qsort(times, (size_t)n, sizeof *times, by_size);
    double median = times[n / 2], best = times[0];
    printf(
        "{\"bench\": \"%s\", \"peer\": \"certiflow\", \"value\": %.6g, \"unit\": \"%s\", \"best\": %.6g}\n",
        bench, rate ? scale / median : scale * median, unit, rate ? scale / best : scale * best);
    fflush(stdout);
}

static void tiny(size_t depth) {
    enum { N = 10, STEPS = 20000, REPEATS = 15 };
    cf_net net;
    cf_rng rng;
    double x[2 * N], y[N], loss, times[REPEATS];
    uint64_t taken;
    char name[64];
    cf_net_mlp(&net, 2, 30, depth, 1, 0, CF_NET_SQUARED);
    double *w = malloc(net.p * sizeof *w);
    cf_rng_init(&rng, 1);
    cf_rng_normals(x, &rng, 2 * N), cf_rng_normals(y, &rng, N);
    cf_net_init(w, &net, CF_NET_UNIFORM_HE, 0, 1);
    cf_net_data data = {x, y, NULL, N};
    for (int r = 0; r < REPEATS; r++) {
        double start = clock_of(CLOCK_PROCESS_CPUTIME_ID);
        cf_net_tiny_descend(w, &loss, &taken, &net, &data, 1e-4, 0, STEPS);
        times[r] = clock_of(CLOCK_PROCESS_CPUTIME_ID) - start;
        if (taken != STEPS)
            fprintf(stderr, "bench_nets: stopped after %llu steps\n", (unsigned long long)taken);
    }
    snprintf(name, sizeof name, "tiny_relu_D%zu_h30_N10_f64_gd", depth);
    emit(name, times, REPEATS, STEPS, "steps/s", 1);
    free(w);
}

/* One net's step in REAL, and the time that its flops would take at the rate of one large serial product a
 * thread. */
#define STEP(REAL, P, GEMM, WORD)                                                                            \
    static void step_##WORD(const char *name, const cf_net *net, size_t n, double flops, int repeats) {      \
        P##_work work;                                                                                       \
        REAL *w = malloc(net->p * sizeof *w), *x = malloc(n * net->n_in * sizeof *x);                        \
        uint8_t *label = malloc(n);                                                                          \
        double *times = malloc((size_t)repeats * sizeof *times);                                             \
        char bench[96];                                                                                      \
        cf_rng rng;                                                                                          \
        cf_rng_init(&rng, 1);                                                                                \
        for (size_t i = 0; i < n * net->n_in; i++) x[i] = (REAL)cf_rng_uniform(&rng);                        \
        for (size_t s = 0; s < n; s++) label[s] = (uint8_t)(s % 10);                                         \
        P##_init(w, net, CF_NET_NORMAL_HE, 0, 1);                                                            \
        if (P##_work_init(&work, net, n, 0) != CF_OK) abort();                                               \
        P##_data data = {x, NULL, label, n};                                                                 \
        P##_descend(w, 1e-3, NULL, &work, &data);                                                            \
        for (int r = 0; r < repeats; r++) {                                                                  \
            double start = now(work.threads);                                                                \
            P##_descend(w, 1e-3, NULL, &work, &data);                                                        \
            times[r] = now(work.threads) - start;                                                            \
        }                                                                                                    \
        snprintf(bench, sizeof bench, "%s_" #WORD "_step", name);                                            \
        emit(bench, times, repeats, 1e3, "ms/step", 0);                                                      \
        enum { S = 2048 };                                                                                   \
        REAL *A = malloc(S * S * sizeof *A), *C = malloc(S * S * sizeof *C);                                 \
        for (int i = 0; i < S * S; i++) A[i] = (REAL)cf_rng_uniform(&rng);                                   \
        openblas_set_num_threads(work.threads);                                                              \
        for (int r = -1; r < 5; r++) {                                                                       \
            double start = now(work.threads);                                                                \
            GEMM(CblasRowMajor, CblasNoTrans, CblasNoTrans, S, S, S, 1, A, S, A, S, 0, C, S);                \
            if (r >= 0) times[r] = now(work.threads) - start;                                                \
        }                                                                                                    \
        for (int r = 0; r < 5; r++) times[r] *= flops / (2.0 * S * S * S);                                   \
        snprintf(bench, sizeof bench, "%s_" #WORD "_product_limit", name);                                   \
        emit(bench, times, 5, 1e3, "ms/step", 0);                                                            \
        double necessary = (double)net->p * sizeof(REAL);                                                    \
        for (size_t l = 0; l < net->layers; l++)                                                             \
            if (net->layer[l].kind != CF_NET_RELU)                                                           \
                necessary +=                                                                                 \
                    (double)(net->layer[l].C * net->layer[l].H * net->layer[l].W * n * sizeof(REAL));        \
        fprintf(stderr,                                                                                      \
                "bench_nets: %s, %d threads, %s: %.0f MB for weights and passes, %.2f times weights + "      \
                "activations\n",                                                                             \
                bench, work.threads, openblas_get_corename(),                                                \
                1e-6 * ((double)work.bytes + (double)net->p * sizeof(REAL)),                                 \
                ((double)work.bytes + (double)net->p * sizeof(REAL)) / necessary);                           \
        P##_work_clear(&work);                                                                               \
        free(w), free(x), free(label), free(times), free(A), free(C);                                        \
    }
STEP(float, cf_netf, cblas_sgemm, f32)
STEP(double, cf_net, cblas_dgemm, f64)

/* multiplications and additions of a step: forward, weights, and the input of all but the first layer */
static double step_flops(const cf_net *net, size_t n) {
    double flops = 0;
    for (size_t l = 0; l < net->layers; l++)
        flops += (l ? 6.0 : 4.0) * (double)n *
                 (double)(cf_net_layer_fan_in(&net->layer[l]) * net->layer[l].K * net->layer[l].H *
                          net->layer[l].W);
    return flops;
}

static int named(int argc, char **argv, const char *word) {
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], word) == 0) return 1;
    return 0;
}

int main(int argc, char **argv) {
    int all = argc == 1;
    cf_net net;
#define WANT(word) (all || named(argc, argv, word))
    if (WANT("tiny")) tiny(2), tiny(3), tiny(5);
    if (WANT("mlp")) {
        cf_net_mlp(&net, 784, 5000, 2, 10, 1, CF_NET_CROSS_ENTROPY);
        step_f32("mlp_784_5000_10_b256", &net, 256, step_flops(&net, 256), 40);
        step_f64("mlp_784_5000_10_b256", &net, 256, step_flops(&net, 256), 20);
    }
    if (WANT("vgg")) {
        cf_net_vgg(&net, NULL, 1, 3, 32, 32, 10);
        step_f32("vgg11_cifar_b128", &net, 128, step_flops(&net, 128), 7);
        step_f64("vgg11_cifar_b128", &net, 128, step_flops(&net, 128), 5);
    }
    return 0;
}
