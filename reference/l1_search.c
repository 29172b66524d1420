/* l1_search.c - an untrusted search, in doubles, for an optimal basis of min ||beta||_1 s.t. X beta = y.
 *
 * The full tableau T = B^-1 [X | y], from the hinted columns (completed if they do not span). Since beta_i
 * has no sign constraint, every basis is primal feasible. The objective along an entering column is piecewise
 * linear: the ratio test passes the kinks (flipping signs) while the slope stays negative. Coefficients that
 * are 0 up to rounding get small pseudo-random values, so that degenerate vertices end in a basis whose
 * signs, those of the zeros included, are dual feasible. Whatever comes out is checked exactly by
 * minnorm_l1.c. */
#include "minnorm.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { PIVOTS_PER_COLUMN = 20 };

typedef struct {
    size_t N, d, width; /* width = d + 1 */
    double *T, *norm;   /* N x width, d: largest entry of the scaled column */
    size_t *basis, *order;
    char *is_basic, *taken; /* d, N */
    int *sign;
} tableau;

static void eliminate(tableau *t, size_t k, size_t i) {
    double *row = t->T + k * t->width, p = row[i];
    for (size_t j = 0; j < t->width; j++) row[j] /= p;
    row[i] = 1;
    for (size_t n = 0; n < t->N; n++) {
        double *other = t->T + n * t->width, f = other[i];
        if (n == k || f == 0) continue;
        for (size_t j = 0; j < t->width; j++) other[j] -= f * row[j];
        other[i] = 0;
    }
    t->basis[k] = i, t->is_basic[i] = 1;
}

/* Gives column i a free row, if it is independent of those chosen. */
static int insert(tableau *t, size_t i, double tolerance) {
    size_t best = t->N;
    double size = tolerance * t->norm[i];
    for (size_t n = 0; n < t->N; n++)
        if (!t->taken[n] && fabs(t->T[n * t->width + i]) > size)
            best = n, size = fabs(t->T[n * t->width + i]);
    if (best == t->N) return 0;
    t->taken[best] = 1;
    eliminate(t, best, i);
    return 1;
}

static int load(tableau *t, const double *X, const double *y, const size_t *hint, size_t n_hint) {
    size_t d = t->d, found = 0;
    for (size_t n = 0; n < t->N; n++) {
        double largest = 0;
        for (size_t i = 0; i < d; i++) largest = fmax(largest, fabs(X[n * d + i]));
        if (largest == 0) return 0;
        int e;
        (void)frexp(largest, &e);
        for (size_t i = 0; i < d; i++) t->T[n * t->width + i] = scalbn(X[n * d + i], -e);
        t->T[n * t->width + d] = scalbn(y[n], -e);
        t->taken[n] = 0;
    }
    for (size_t i = 0; i < d; i++) {
        t->norm[i] = 0, t->is_basic[i] = 0;
        for (size_t n = 0; n < t->N; n++) t->norm[i] = fmax(t->norm[i], fabs(t->T[n * t->width + i]));
    }
    for (size_t k = 0; k < n_hint && found < t->N; k++)
        if (hint[k] < d && !t->is_basic[hint[k]]) found += (size_t)insert(t, hint[k], 1e-11);
    for (size_t i = 0; i < d && found < t->N; i++)
        if (!t->is_basic[i]) found += (size_t)insert(t, i, 1e-6);
    for (size_t i = 0; i < d && found < t->N; i++)
        if (!t->is_basic[i]) found += (size_t)insert(t, i, 1e-13);
    return found == t->N;
}

/* Zeros of the last column become small numbers, in the scale of their own column; signs are taken. */
static void perturb(tableau *t, const double *y_scale) {
    uint64_t state = 0x2545f4914f6cdd1du;
    for (size_t k = 0; k < t->N; k++) {
        double *u = &t->T[k * t->width + t->d], unit = *y_scale / t->norm[t->basis[k]];
        state = state * 6364136223846793005u + 1442695040888963407u;
        if (fabs(*u) < 1e-11 * unit) *u = 1e-9 * unit * (0.5 + (double)(state >> 11) * 0x1p-53);
        t->sign[k] = *u < 0 ? -1 : 1;
    }
}

static size_t entering(const tableau *t, double *slope, int *sigma) {
    size_t best = t->d;
    double most = 0;
    for (size_t i = 0; i < t->d; i++) {
        if (t->is_basic[i]) continue;
        double z = 0, scale = 1;
        for (size_t k = 0; k < t->N; k++) {
            double a = t->T[k * t->width + i];
            z += t->sign[k] * a, scale += fabs(a);
        }
        double excess = fabs(z) - 1;
        if (excess > 1e-12 * scale && excess > most * t->norm[i])
            best = i, most = excess / t->norm[i], *slope = -excess, *sigma = z > 0 ? 1 : -1;
    }
    return best;
}

typedef struct {
    double at;
    size_t k;
} kink;
static int by_place(const void *a, const void *b) {
    double s = ((const kink *)a)->at, t = ((const kink *)b)->at;
    return (s > t) - (s < t);
}

/* Pivots column i in; 0 if no kink stops it. */
static int step(tableau *t, kink *kinks, size_t i, double slope, int sigma) {
    size_t count = 0;
    for (size_t k = 0; k < t->N; k++) {
        double a = t->T[k * t->width + i], u = t->T[k * t->width + t->d];
        if (t->sign[k] * sigma * a > 1e-13 * t->norm[i] / t->norm[t->basis[k]])
            kinks[count++] = (kink){fabs(u) / fabs(a), k};
    }
    qsort(kinks, count, sizeof *kinks, by_place);
    for (size_t c = 0; c < count; c++) {
        size_t k = kinks[c].k;
        slope += 2 * fabs(t->T[k * t->width + i]);
        if (slope < 0) {
            t->sign[k] = -t->sign[k];
            continue;
        }
        t->is_basic[t->basis[k]] = 0;
        eliminate(t, k, i);
        t->sign[k] = sigma;
        return 1;
    }
    return 0;
}

int cf_ref_l1_search(size_t *basis, int *sign, const double *X, const double *y, const size_t *hint,
                     size_t n_hint, size_t N, size_t d) {
    tableau t = {.N = N, .d = d, .width = d + 1, .basis = basis, .sign = sign};
    t.T = malloc(N * (d + 1) * sizeof(double)), t.norm = malloc(d * sizeof(double));
    t.is_basic = malloc(d), t.taken = malloc(N);
    kink *kinks = malloc(N * sizeof *kinks);
    int ok = t.T && t.norm && t.is_basic && t.taken && kinks && load(&t, X, y, hint, n_hint);
    if (ok) {
        double y_scale = 0, slope = 0;
        int sigma = 0;
        for (size_t k = 0; k < N; k++) y_scale = fmax(y_scale, fabs(t.T[k * t.width + d]) * t.norm[basis[k]]);
        if (y_scale == 0) y_scale = 1;
        perturb(&t, &y_scale);
        for (size_t pivots = 0; pivots < PIVOTS_PER_COLUMN * d; pivots++) {
            size_t i = entering(&t, &slope, &sigma);
            if (i == d || !step(&t, kinks, i, slope, sigma)) break;
        }
    }
    free(t.T), free(t.norm), free(t.is_basic), free(t.taken), free(kinks);
    return ok;
}
