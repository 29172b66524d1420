/* matrix.c - see matrix.h. */
#include "verify/matrix.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    double *star, *y, *w, *M, *memory;
    size_t *row, *col;
    cf_mf mf;
} instance;

static int instance_init(instance *p, const cf_matrix_case *c) {
    size_t entries = c->d * c->d, size = 2 * c->d * c->k;
    *p = (instance){.memory = malloc((3 * entries + size) * sizeof(double)),
                    .row = malloc(2 * entries * sizeof(size_t))};
    if (!p->memory || !p->row) return 0;
    p->star = p->memory, p->y = p->star + entries, p->M = p->y + entries, p->w = p->M + entries,
    p->col = p->row + entries;
    if (cf_mf_instance(p->star, p->row, p->col, p->y, c->seed, c->N, c->d) != CF_OK) return 0;
    p->mf = (cf_mf){c->d, c->k, c->N, p->row, p->col, p->y};
    return cf_mf_start(p->w, c->start, c->alpha, c->seed + 1000000007, c->d, c->k) == CF_OK;
}

static void instance_clear(instance *p) {
    free(p->memory), free(p->row);
}

/* root mean square of M - from (0 if NULL) over the entries not observed */
static double unobserved(const instance *p, const double *from) {
    double sum = 0;
    size_t n = 0, d = p->mf.d;
    for (size_t e = 0; e < d * d; e++) {
        if (n < p->mf.N && p->row[n] * d + p->col[n] == e)
            n++;
        else
            sum += pow(p->M[e] - (from ? from[e] : 0), 2);
    }
    return sqrt(sum / (double)(d * d - p->mf.N));
}

int cf_matrix_run(cf_matrix_end *end, const cf_matrix_case *c, int want_half_time) {
    instance p;
    cf_mf_info info;
    double *sigma = malloc(c->d * sizeof *sigma);
    int good = instance_init(&p, c) && sigma;
    cf_mf_options o = {.rtol = 1e-8,
                       .atol = 1e-10 * fmin(c->alpha, 1),
                       .target = 1e-10,
                       .max_evaluations = 2000000,
                       .track_kernel = 1};
    *end = (cf_matrix_end){.half_time = NAN};
    if (good && want_half_time) {
        o.target = cf_mf_loss(p.w, &p.mf) / 2;
        good = cf_mf_flow(p.w, NULL, &info, &p.mf, &o) == CF_OK;
        end->half_time = info.t;
    } else if (good) {
        good = cf_mf_flow(p.w, NULL, &info, &p.mf, &o) == CF_OK;
        cf_mf_product(p.M, p.w, c->d, c->k);
        good = good && cf_singular_values(sigma, p.M, c->d, c->d) == CF_OK;
        for (size_t i = 0; good && i < c->d; i++) end->nuclear += sigma[i];
        end->error = unobserved(&p, p.star), end->moved = unobserved(&p, NULL);
        end->frobenius = cf_norm_l2(p.M, c->d * c->d), end->frobenius_least = cf_norm_l2(p.y, c->N);
        end->kernel_change = info.kernel_change;
    }
    instance_clear(&p);
    free(sigma);
    return good;
}

int cf_matrix_least_nuclear(double *value, cf_truth *unique, const cf_matrix_case *c) {
    instance p;
    double *Y = malloc((c->N + 1) * sizeof *Y), unused;
    cf_ref_mf_nuclear nuclear;
    int good = instance_init(&p, c) && Y;
    cf_ref_mf_nuclear_init(&nuclear, c->d);
    const cf_ref_mf ref = {c->d, c->k, c->N, p.row, p.col, p.y};
    good = good && cf_mf_min_nuclear(p.M, Y, &unused, &p.mf) == CF_OK;
    good = good && cf_ref_mf_min_nuclear(&nuclear, p.M, Y, &ref, 128) == CF_REF_OK &&
           cf_ball_bits(nuclear.value) >= 24;
    *value = good ? arf_get_d(arb_midref(nuclear.value), ARF_RND_NEAR) : NAN;
    if (unique) *unique = good ? nuclear.unique : CF_UNKNOWN;
    cf_ref_mf_nuclear_clear(&nuclear);
    instance_clear(&p);
    free(Y);
    return good;
}

void cf_matrix_interval(double *mean, double *low, double *high, const double *x, size_t n) {
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++) sum += x[i];
    *mean = sum / (double)n;
    for (size_t i = 0; i < n; i++) squares += (x[i] - *mean) * (x[i] - *mean);
    double error = 3 * sqrt(squares / (double)(n - 1) / (double)n);
    *low = *mean - error, *high = *mean + error;
}
