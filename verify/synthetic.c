/* synthetic.c - see synthetic.h. */
#include "synthetic.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { UNITS = 3 };

typedef struct {
    double u[2 * UNITS], a[UNITS];
} teacher;

static double teach(const teacher *t, const double *x) {
    double sum = 0;
    for (int j = 0; j < UNITS; j++) {
        double z = t->u[2 * j] * x[0] + t->u[2 * j + 1] * x[1];
        sum += z > 0 ? t->a[j] * z : 0;
    }
    return sum;
}

/* x at the angle 2 pi part, y there */
static void place(double *x, double *y, const teacher *t, double part) {
    const double angle = 2 * 3.14159265358979323846 * part;
    x[0] = cos(angle), x[1] = sin(angle);
    *y = teach(t, x);
}

void cf_synthetic_draw(double *x, double *y, double *test_x, double *test_y, size_t N, uint64_t seed) {
    cf_rng rng;
    teacher t;
    cf_rng_init(&rng, seed);
    cf_rng_normals(t.u, &rng, 2 * UNITS), cf_rng_normals(t.a, &rng, UNITS);
    for (size_t n = 0; n < N; n++) place(x + 2 * n, y + n, &t, cf_rng_uniform(&rng));
    for (int i = 0; i < CF_SYNTHETIC_TEST; i++)
        place(test_x + 2 * i, test_y + i, &t, (double)i / CF_SYNTHETIC_TEST);
}

void cf_synthetic_start(double *w, const cf_net *net, const cf_synthetic *e) {
    cf_net_init(w, net, CF_NET_UNIFORM_HE, e->log_alpha, e->seed ^ UINT64_C(0x5eed));
}

static double test_rmse(cf_net_work *work, const double *w, const double *x, const double *y) {
    double sum = 0, f;
    for (int i = 0; i < CF_SYNTHETIC_TEST; i++) {
        cf_net_forward(&f, work, w, x + 2 * i, 1);
        sum += (f - y[i]) * (f - y[i]);
    }
    return sqrt(sum / CF_SYNTHETIC_TEST);
}

static cf_status run_with(cf_synthetic_result *r, const cf_synthetic *e, cf_net_work *work, double *w,
                          double *start, double *x, double *K) {
    const cf_net *net = work->net;
    size_t N = e->N;
    double *y = x + 2 * N, test_x[2 * CF_SYNTHETIC_TEST], test_y[CF_SYNTHETIC_TEST], trace = 0;
    cf_synthetic_draw(x, y, test_x, test_y, N, e->seed);
    cf_synthetic_start(start, net, e);
    memcpy(w, start, net->p * sizeof *w);
    cf_status status = cf_net_tangent_kernel(K, work, start, x, N, 1 << 24);
    for (size_t n = 0; n < N; n++) trace += K[n * N + n];
    r->step = e->fixed_step || e->step * trace <= 1 ? e->step : 1 / trace;
    cf_net_training training = {.step = r->step, .most = e->most, .stop_loss = e->stop_loss, .every = 20000};
    if (status == CF_OK)
        status = cf_net_train(w, &r->end, NULL, work, &(cf_net_data){x, y, NULL, N}, &training);
    if (status == CF_OK) status = cf_net_gradient_distance(&r->gradient_distance, NULL, work, start, w, x, N);
    if (status == CF_OK) status = cf_net_tangent_kernel(K + N * N, work, w, x, N, 1 << 24);
    if (status != CF_OK) return status;
    r->kernel_change = cf_net_kernel_change(K, K + N * N, N);
    r->travelled = cf_net_distance_travelled(start, w, net->p);
    r->test_rmse = test_rmse(work, w, test_x, test_y);
    return CF_OK;
}

cf_status cf_synthetic_run(cf_synthetic_result *result, const cf_synthetic *e) {
    cf_net net;
    cf_net_work work;
    memset(result, 0, sizeof *result);
    if (e->N == 0 || e->N > 1 << 16 || !(e->log_alpha > -300 && e->log_alpha < 300)) return CF_EINVAL;
    cf_status status = cf_net_mlp(&net, 2, e->width, e->depth, 1, 0, CF_NET_SQUARED);
    if (status == CF_OK && e->doubled) status = cf_net_double(&net);
    if (status != CF_OK || (status = cf_net_work_init(&work, &net, e->N, 1)) != CF_OK) return status;
    double *w = malloc(net.p * sizeof *w), *start = malloc(net.p * sizeof *start);
    double *x = malloc(3 * e->N * sizeof *x), *K = malloc(2 * e->N * e->N * sizeof *K);
    status = w && start && x && K ? run_with(result, e, &work, w, start, x, K) : CF_ENOMEM;
    free(w), free(start), free(x), free(K);
    cf_net_work_clear(&work);
    return status;
}
