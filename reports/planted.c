/* planted.c - see planted.h. */
#include "reports/planted.h"
#include <math.h>
#include <stdlib.h>

cf_status cf_planted_draw(cf_planted *p, double d, double N, double seed) {
    *p = (cf_planted){.N = (size_t)N, .d = (size_t)d};
    p->X = malloc(p->N * p->d * sizeof *p->X), p->y = malloc(p->N * sizeof *p->y),
    p->star = malloc(p->d * sizeof *p->star);
    if (!p->X || !p->y || !p->star) return CF_ENOMEM;
    return cf_sparse_regression(p->X, p->y, p->star, (uint64_t)seed, CF_PLANTED_SPARSE, CF_PLANTED_NOISE,
                                p->N, p->d);
}

void cf_planted_clear(cf_planted *p) {
    free(p->X), free(p->y), free(p->star);
    *p = (cf_planted){0};
}

double cf_planted_error(const double *beta, const cf_planted *p) {
    double sum = 0;
    for (size_t i = 0; i < p->d; i++) sum += (beta[i] - p->star[i]) * (beta[i] - p->star[i]);
    return sum;
}

/* ---------------------------------------------------------------------------------------- the largest scale
 */

enum { CHUNK = 7 }; /* points of a path, each started from the one before */
static const double tolerance = 0x1p-10;

typedef struct {
    const cf_planted *p;
    double depth, *beta;               /* CHUNK x d */
    double low, at_low, high, at_high; /* log scales and errors: at_low <= goal < at_high */
} search;

/* The errors at m <= CHUNK log scales */
static cf_status errors(double *error, search *s, const double *log_scale, size_t m) {
    double log_alpha[CHUNK] = {0}, depth[CHUNK] = {0};
    const cf_planted *p = s->p;
    for (size_t k = 0; k < m; k++) log_alpha[k] = log_scale[k] / s->depth, depth[k] = s->depth;
    cf_status status =
        cf_limit_depth_path(s->beta, NULL, NULL, NULL, p->X, p->y, log_alpha, depth, m, p->N, p->d);
    for (size_t k = 0; status == CF_OK && k < m; k++) error[k] = cf_planted_error(s->beta + k * p->d, p);
    return status;
}

/* Errors of m falling log scales below s->high: low and high become the neighbours about the first that
 * reaches the goal; *found says whether one does (if not, high has become the last). */
static cf_status look(search *s, const double *log_scale, size_t m, int *found) {
    double error[CHUNK];
    cf_status status = errors(error, s, log_scale, m);
    *found = 0;
    for (size_t k = 0; status == CF_OK && k < m && !*found; k++) {
        *found = error[k] <= CF_PLANTED_GOAL;
        *(*found ? &s->low : &s->high) = log_scale[k];
        *(*found ? &s->at_low : &s->at_high) = error[k];
    }
    return status;
}

static int falling(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

/* From 1 down to the first scale that reaches the goal */
static cf_status bracket(search *s, int *found) {
    const double bottom = s->depth == 2 ? -4000 : -100, top = 0;
    cf_status status = errors(&s->at_high, s, &top, 1);
    s->high = top;
    *found = 0;
    if (status == CF_OK && s->at_high <= CF_PLANTED_GOAL) status = CF_EINVAL;
    while (status == CF_OK && !*found && s->high > bottom) {
        double next[CHUNK], at = s->high;
        for (int k = 0; k < CHUNK; k++) next[k] = at = fmax(at - fmax(0.5, -at / 4), bottom);
        size_t m = 1;
        while (m < CHUNK && next[m] < next[m - 1]) m++;
        status = look(s, next, m, found);
    }
    return status;
}

/* Rounds of three points: the middle, so that the width halves at least, and two about the root of the line
 * through log error, a twentieth of the width or half the tolerance away, between which the root mostly is.
 */
static cf_status divide(search *s) {
    cf_status status = CF_OK;
    while (status == CF_OK && s->high - s->low > tolerance) {
        double width = s->high - s->low, reach = fmax(width / 20, 0.49 * tolerance),
               share = log(s->at_high / CF_PLANTED_GOAL);
        double root = s->high - width * fmin(fmax(share / (share + log(CF_PLANTED_GOAL / s->at_low)), 0), 1);
        double all[3] = {root + reach, root - reach, s->low + width / 2}, between[3];
        size_t m = 0;
        qsort(all, 3, sizeof *all, falling);
        for (int k = 0; k < 3; k++)
            if (all[k] < s->high && all[k] > s->low) between[m++] = all[k];
        int found;
        status = look(s, between, m, &found);
    }
    return status;
}

static cf_status largest(double *values, const double *parameters) {
    cf_planted p;
    search s = {.p = &p, .depth = parameters[2]};
    int found = 0;
    cf_status status = cf_planted_draw(&p, parameters[0], parameters[1], parameters[3]);
    if (status == CF_OK && !(s.beta = malloc(CHUNK * p.d * sizeof *s.beta))) status = CF_ENOMEM;
    if (status == CF_OK) status = cf_beta_l1(s.beta, NULL, NULL, NULL, p.X, p.y, p.N, p.d);
    double l1_error = status == CF_OK ? cf_planted_error(s.beta, &p) : NAN;
    if (status == CF_OK) status = bracket(&s, &found);
    if (status == CF_OK && found) status = divide(&s);
    for (int k = 0; k < 4; k++) values[k] = NAN;
    if (found && status == CF_OK)
        values[0] = s.low, values[1] = s.at_low, values[2] = s.at_high, values[3] = s.high;
    values[4] = status == CF_OK ? l1_error : NAN;
    free(s.beta);
    cf_planted_clear(&p);
    return status;
}

const cf_experiment cf_experiment_largest_scale = {.name = "largest_scale",
                                                   .version = 1,
                                                   .parameters = "d N depth seed",
                                                   .values = "log_scale error error_above log_above l1_error",
                                                   .compute = largest};
