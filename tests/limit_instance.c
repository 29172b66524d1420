/* limit_instance.c - see limit_instance.h. */
#include "limit_instance.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

double draw_uniform(cf_rng *rng, double low, double high) {
    return low + (high - low) * cf_rng_uniform(rng);
}

size_t below(cf_rng *rng, size_t n) {
    return (size_t)(cf_rng_uniform(rng) * (double)n) % n;
}

static void draw_X(instance *p, cf_rng *rng, family f) {
    cf_rng_normals(p->X, rng, p->N * p->d);
    for (size_t i = 0; i < p->d; i++) {
        const double scale = f == SCALED_COLUMNS ? pow(10, draw_uniform(rng, -6, 6)) : 1;
        for (size_t n = 0; n < p->N; n++) {
            double *x = &p->X[n * p->d + i];
            *x *= scale;
            if (f == INTEGER) *x = rint(2 * *x);
            if (f == DUPLICATED && i >= p->N && i < p->N + 3) *x = p->X[n * p->d + i - p->N];
        }
    }
}

instance allocate(size_t N, size_t d) {
    instance p = {.N = N, .d = d};
    p.X = malloc((N * d + d + 3 * N) * sizeof(double));
    p.y = p.X + N * d, p.beta = p.y + N, p.nu = p.beta + d, p.nu_lo = p.nu + N;
    return p;
}

instance draw(cf_rng *rng, family f, target t, size_t N, size_t d) {
    instance p = allocate(N, d);
    draw_X(&p, rng, f);
    cf_rng_normals(p.y, rng, N);
    if (t == ONE_COLUMN) {
        for (size_t n = 0; n < N; n++) p.y[n] = 2 * p.X[n * d];
    } else if (t == FEW_COLUMNS) { /* integer multiples: exact for integer X only, else rounded */
        for (size_t n = 0; n < N; n++)
            p.y[n] = 2 * p.X[n * d] - 3 * p.X[n * d + (d > 1)] + p.X[n * d + d - 1];
    } else if (t == NOISE_FREE_ZERO) { /* some targets 0 */
        for (size_t n = 0; n < N; n++) p.y[n] = n % 2 ? 0 : p.y[n] * 1e3;
    }
    return p;
}

int draw_any(instance *p, cf_rng *rng) {
    const size_t N = 1 + below(rng, 12), d = N + below(rng, 30);
    const family f = (family)below(rng, FAMILIES);
    if (f == INTEGER && d < N + 12) return 0;
    *p = draw(rng, f, GENERIC, N, d);
    return 1;
}

void clear(instance *p) {
    free(p->X);
}

double distance(const double *a, const double *b, size_t d) {
    double sum = 0;
    for (size_t i = 0; i < d; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sqrt(sum);
}

double error_of(const instance *p, arb_srcptr ball) {
    arb_t sum, t;
    arf_t upper;
    arb_init(sum), arb_init(t), arf_init(upper);
    for (size_t i = 0; i < p->d; i++) {
        arb_set_d(t, p->beta[i]);
        arb_sub(t, t, ball + i, 128);
        arb_addmul(sum, t, t, 128);
    }
    arb_get_ubound_arf(upper, sum, 128);
    const double bound = arb_is_finite(sum) ? sqrt(arf_get_d(upper, ARF_RND_UP)) : INFINITY;
    arb_clear(sum), arb_clear(t), arf_clear(upper);
    return bound / cf_norm_l2(p->beta, p->d);
}

double error_of_z(const instance *p, arb_srcptr ball) {
    double worst = 0;
    arb_t z, t, x;
    arf_t upper;
    arb_init(z), arb_init(t), arb_init(x), arf_init(upper);
    for (size_t i = 0; i < p->d; i++) {
        arb_zero(z);
        for (size_t n = 0; n < p->N; n++) {
            arb_set_d(t, p->nu[n]);
            arb_set_d(x, p->nu_lo[n]);
            arb_add(t, t, x, 256);
            arb_sub(t, t, ball + n, 256);
            arb_set_d(x, p->X[n * p->d + i]);
            arb_addmul(z, x, t, 256);
        }
        arb_set_d(t, p->beta[i]);
        arb_mul(z, z, t, 64);
        arb_abs(z, z);
        arb_get_ubound_arf(upper, z, 64);
        worst = fmax(worst, arb_is_finite(z) ? arf_get_d(upper, ARF_RND_UP) : INFINITY);
    }
    arb_clear(z), arb_clear(t), arb_clear(x), arf_clear(upper);
    return worst / cf_norm_l2(p->beta, p->d);
}

/* ||X_B^-1||_F by Gauss-Jordan elimination; 0 if X_B is singular but for rounding. */
static double inverse_norm(const instance *p, const size_t *B) {
    enum { MOST = 6 };
    double a[MOST][2 * MOST] = {{0}}, sum = 0;
    const size_t N = p->N;
    cr_assert_leq(N, MOST);
    for (size_t n = 0; n < N; n++) {
        for (size_t k = 0; k < N; k++) a[n][k] = p->X[n * p->d + B[k]];
        a[n][N + n] = 1;
    }
    for (size_t k = 0; k < N; k++) {
        size_t pivot = k;
        for (size_t n = k + 1; n < N; n++) pivot = fabs(a[n][k]) > fabs(a[pivot][k]) ? n : pivot;
        double column = 0;
        for (size_t n = 0; n < N; n++) column = fmax(column, fabs(p->X[n * p->d + B[k]]));
        if (!(fabs(a[pivot][k]) > 1e-12 * column)) return 0;
        for (size_t j = 0; j < 2 * N; j++) {
            const double t = a[k][j];
            a[k][j] = a[pivot][j], a[pivot][j] = t;
        }
        for (size_t j = 2 * N; j-- > k;) a[k][j] /= a[k][k];
        for (size_t n = 0; n < N; n++) {
            for (size_t j = 2 * N; n != k && j-- > k;) a[n][j] -= a[n][k] * a[k][j];
        }
    }
    for (size_t n = 0; n < N; n++) {
        for (size_t k = 0; k < N; k++) sum += a[n][N + k] * a[n][N + k];
    }
    return sqrt(sum);
}

double chi(const instance *p) {
    size_t B[8];
    double largest = 0;
    for (size_t k = 0; k < p->N; k++) B[k] = k;
    for (;;) {
        largest = fmax(largest, inverse_norm(p, B));
        size_t k = p->N;
        while (k > 0 && B[k - 1] == p->d - p->N + k - 1) k--;
        if (k == 0) return largest;
        B[k - 1]++;
        for (; k < p->N; k++) B[k] = B[k - 1] + 1;
    }
}

double frobenius(const double *X, size_t n) {
    double sum = 0;
    for (size_t k = 0; k < n; k++) sum = hypot(sum, X[k]);
    return sum;
}
