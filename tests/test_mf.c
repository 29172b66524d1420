/* test_mf.c - the matrix factorisation model and its flow in doubles: gradient, what is conserved,
 * symmetries, the two integrators, hard inputs. */
#include "core/certiflow.h"
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { D = 5, K = 10, N = 14, SIZE = 2 * D * K };

typedef struct {
    double star[D * D], y[D * D], w[SIZE];
    size_t row[D * D], col[D * D];
    cf_mf mf;
} problem;

static void draw(problem *p, cf_mf_start_kind start, double alpha, uint64_t seed) {
    cr_assert_eq(cf_mf_instance(p->star, p->row, p->col, p->y, seed, N, D), CF_OK);
    p->mf = (cf_mf){D, K, N, p->row, p->col, p->y};
    cr_assert_eq(cf_mf_check(&p->mf), CF_OK);
    cr_assert_eq(cf_mf_start(p->w, start, alpha, seed + 100, D, K), CF_OK);
}

static cf_mf_options options(double alpha, double rtol) {
    return (cf_mf_options){
        .rtol = rtol, .atol = rtol * alpha / 100, .target = 1e-10, .max_evaluations = 3000000};
}

static double distance(const double *a, const double *b, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sqrt(sum);
}

/* Central differences of a polynomial of degree 4: exact but for rounding after one extrapolation. */
Test(mf, gradient_is_the_derivative) {
    problem p;
    draw(&p, CF_MF_GAUSSIAN, 0.7, 3);
    double g[SIZE], h = 0x1p-9;
    cf_mf_gradient(g, p.w, &p.mf);
    for (int i = 0; i < SIZE; i++) {
        double w = p.w[i], f[4];
        for (int s = 0; s < 4; s++) {
            p.w[i] = w + h * (double[]){1, -1, 2, -2}[s];
            f[s] = cf_mf_loss(p.w, &p.mf);
        }
        p.w[i] = w;
        double derivative = (8 * (f[0] - f[1]) - (f[2] - f[3])) / (12 * h);
        cr_assert(fabs(derivative - g[i]) <= 1e-10 * (1 + f[0]), "%d: %.17g, %.17g", i, derivative, g[i]);
    }
}

Test(mf, unbiased_and_balanced_starts) {
    for (int start = CF_MF_IDENTITY; start <= CF_MF_GAUSSIAN; start++) {
        problem p;
        double M[D * D];
        draw(&p, (cf_mf_start_kind)start, 0.3, 1);
        cf_mf_product(M, p.w, D, K);
        for (int e = 0; e < D * D; e++) cr_assert(fabs(M[e]) <= 1e-15);
    }
    double w[SIZE], B[K * K];
    cr_assert_eq(cf_mf_start(w, CF_MF_SAME, 2, 0, D, K), CF_OK);
    cf_mf_balance(B, w, D, K);
    for (int e = 0; e < K * K; e++) cr_assert_eq(B[e], 0);
}

/* The kernel at the identity start is 2 alpha^2 times the delta kernel (k/2 columns on either side). */
Test(mf, kernel) {
    problem p;
    double K0[N * N], change;
    draw(&p, CF_MF_IDENTITY, 0.5, 2);
    cf_mf_kernel(K0, p.w, &p.mf);
    for (int m = 0; m < N; m++)
        for (int n = 0; n < N; n++) cr_assert_eq(K0[m * N + n], m == n ? 4 * 0.25 : 0);
    double twice[SIZE];
    for (int i = 0; i < SIZE; i++) twice[i] = 2 * p.w[i];
    cr_assert_eq(cf_mf_kernel_change(&change, twice, p.w, D, K), CF_OK);
    cr_assert(fabs(change - 3) <= 1e-14);
}

Test(mf, flow_conserves_and_reaches) {
    for (int start = CF_MF_IDENTITY; start <= CF_MF_SAME; start++)
        for (double alpha = 3; alpha > 5e-3; alpha /= 6) {
            problem p;
            cf_mf_info info;
            draw(&p, (cf_mf_start_kind)start, alpha, 5);
            cf_mf_options o = options(alpha, 1e-9);
            o.track_kernel = 1;
            cr_assert_eq(cf_mf_flow(p.w, NULL, &info, &p.mf, &o), CF_OK, "start %d alpha %g: %s, loss %g",
                         start, alpha, cf_mf_end_name(info.end), info.loss);
            cr_assert(fabs(info.loss - cf_mf_loss(p.w, &p.mf)) <= 1e-13);
            cr_assert(info.loss <= 1e-10 && info.loss >= 0.99e-10, "loss %g", info.loss);
            cr_assert(info.drift <= 1e-6, "drift %g", info.drift);
            cr_assert(info.kernel_change > 0);
        }
}

/* The same trajectory by two methods that share the right-hand side alone. */
Test(mf, integrators_agree) {
    static const double times[] = {0, 0.1, 1, 5, 30};
    for (double alpha = 2; alpha > 0.01; alpha /= 10) {
        problem a, b;
        cf_mf_info ia, ib;
        double pa[5 * SIZE], pb[5 * SIZE];
        draw(&a, CF_MF_IDENTITY, alpha, 7), draw(&b, CF_MF_IDENTITY, alpha, 7);
        cf_mf_options o = options(alpha, 1e-10);
        o.target = 0, o.times = times, o.n_times = 5, o.method = CF_MF_EXPLICIT;
        cr_assert_eq(cf_mf_flow(a.w, pa, &ia, &a.mf, &o), CF_OK);
        o.method = CF_MF_STIFF;
        cr_assert_eq(cf_mf_flow(b.w, pb, &ib, &b.mf, &o), CF_OK);
        cr_assert(ia.end == CF_MF_TIMES && ib.end == CF_MF_TIMES && ia.times_done == 5 && ib.times_done == 5);
        for (int t = 0; t < 5; t++)
            cr_assert(distance(pa + t * SIZE, pb + t * SIZE, SIZE) <= 2e-6 * (1 + alpha), "alpha %g t %g: %g",
                      alpha, times[t], distance(pa + t * SIZE, pb + t * SIZE, SIZE));
    }
}

/* M* with its rows in another order: the same path with U's rows in that order. */
Test(mf, permutation) {
    problem a, b;
    cf_mf_info info;
    draw(&a, CF_MF_GAUSSIAN, 0.2, 9), draw(&b, CF_MF_GAUSSIAN, 0.2, 9);
    for (int n = 0; n < N; n++) b.row[n] = (a.row[n] + 2) % D;
    for (int i = 0; i < D; i++) memcpy(b.w + (i + 2) % D * K, a.w + i * K, K * sizeof(double));
    cf_mf_options o = options(0.2, 1e-10);
    cr_assert_eq(cf_mf_flow(a.w, NULL, &info, &a.mf, &o), CF_OK);
    cr_assert_eq(cf_mf_flow(b.w, NULL, &info, &b.mf, &o), CF_OK);
    for (int i = 0; i < D; i++) cr_assert(distance(b.w + (i + 2) % D * K, a.w + i * K, K) <= 1e-7);
}

/* (U, V) -> (U Q, V Q), Q orthogonal, does not change M along the path. */
Test(mf, orthogonal_equivariance) {
    problem a, b;
    cf_mf_info info;
    double Ma[D * D], Mb[D * D], c = cos(0.7), s = sin(0.7);
    draw(&a, CF_MF_GAUSSIAN, 0.2, 11), draw(&b, CF_MF_GAUSSIAN, 0.2, 11);
    for (int i = 0; i < 2 * D; i++) {
        double x = b.w[i * K + 1], y = b.w[i * K + 6];
        b.w[i * K + 1] = c * x - s * y, b.w[i * K + 6] = s * x + c * y;
    }
    cf_mf_options o = options(0.2, 1e-10);
    cr_assert_eq(cf_mf_flow(a.w, NULL, &info, &a.mf, &o), CF_OK);
    cr_assert_eq(cf_mf_flow(b.w, NULL, &info, &b.mf, &o), CF_OK);
    cf_mf_product(Ma, a.w, D, K), cf_mf_product(Mb, b.w, D, K);
    cr_assert(distance(Ma, Mb, D * D) <= 1e-7);
}

/* Large enough for R as a matrix and, at N > 1024, conjugate gradients. */
Test(mf, large_takes_the_other_routes) {
    enum { d = 40, k = 80, n = 1100 };
    double *star = malloc(d * d * sizeof *star), *y = malloc(n * sizeof *y),
           *w = malloc(2 * d * k * sizeof *w), *v = malloc(2 * d * k * sizeof *v);
    size_t *row = malloc(n * sizeof *row), *col = malloc(n * sizeof *col);
    cf_mf_info a, b;
    cr_assert_eq(cf_mf_instance(star, row, col, y, 2, n, d), CF_OK);
    cf_mf mf = {d, k, n, row, col, y};
    cf_mf_options o = {.rtol = 1e-7, .atol = 1e-9, .target = 1e-6, .max_evaluations = 200000};
    cf_mf_start(w, CF_MF_IDENTITY, 1, 0, d, k), cf_mf_start(v, CF_MF_IDENTITY, 1, 0, d, k);
    cr_assert_eq(cf_mf_flow(w, NULL, &a, &mf, &o), CF_OK);
    o.method = CF_MF_STIFF;
    cr_assert_eq(cf_mf_flow(v, NULL, &b, &mf, &o), CF_OK, "%s", cf_mf_end_name(b.end));
    cr_assert(distance(w, v, 2 * d * k) <= 1e-3, "%g", distance(w, v, 2 * d * k));
    free(star), free(y), free(w), free(v), free(row), free(col);
}

Test(mf, descent) {
    problem p;
    cf_mf_info info;
    draw(&p, CF_MF_IDENTITY, 1, 4);
    cr_assert_eq(cf_mf_descent(p.w, &info, &p.mf, 1e-3, 1e-8, 100000), CF_OK);
    cr_assert(info.end == CF_MF_REACHED && info.loss <= 1e-8 &&
              fabs(info.t - 1e-3 * (double)info.steps) < 1e-12);
    draw(&p, CF_MF_IDENTITY, 1, 4);
    cr_assert_eq(cf_mf_descent(p.w, &info, &p.mf, 10, 1e-8, 100000), CF_ENOCONV);
    cr_assert_eq(info.end, CF_MF_DIVERGED);
    draw(&p, CF_MF_IDENTITY, 1, 4);
    cr_assert_eq(cf_mf_descent(p.w, &info, &p.mf, 1e-3, 1e-8, 7), CF_ENOCONV);
    cr_assert(info.end == CF_MF_BUDGET && info.steps == 7);
}

/* The path up to where the budget was spent is kept and marked. */
Test(mf, partial_path) {
    static const double times[] = {0, 0.01, 1e6};
    problem p;
    cf_mf_info info;
    double path[3 * SIZE];
    for (int method = CF_MF_EXPLICIT; method <= CF_MF_STIFF; method++) {
        draw(&p, CF_MF_IDENTITY, 0.1, 6);
        path[2 * SIZE] = 77;
        cf_mf_options o = options(0.1, 1e-8);
        o.target = 0, o.times = times, o.n_times = 3, o.max_evaluations = 2500,
        o.method = (cf_mf_method)method;
        cr_assert_eq(cf_mf_flow(p.w, path, &info, &p.mf, &o), CF_ENOCONV);
        cr_assert(info.end == CF_MF_BUDGET && info.times_done == 2 && path[2 * SIZE] == 77 && info.t > 0.01);
    }
}

Test(mf, saddle_and_no_entries) {
    problem p;
    cf_mf_info info;
    double path[SIZE], t = 3;
    draw(&p, CF_MF_IDENTITY, 0.1, 6);
    memset(p.w, 0, sizeof p.w); /* w = 0 is never left */
    cf_mf_options o = options(0.1, 1e-8);
    for (int method = CF_MF_AUTO; method <= CF_MF_STIFF; method++) {
        o.method = (cf_mf_method)method;
        cr_assert_eq(cf_mf_flow(p.w, NULL, &info, &p.mf, &o), CF_ENOCONV);
        cr_assert_eq(info.end, CF_MF_STATIONARY);
    }
    draw(&p, CF_MF_IDENTITY, 0.1, 6);
    p.mf.N = 0; /* nothing to fit: the loss is 0 at the start, and the flow stands still */
    cr_assert_eq(cf_mf_flow(p.w, NULL, &info, &p.mf, &o), CF_OK);
    cr_assert(info.end == CF_MF_REACHED && info.t == 0);
    o.target = 0, o.times = &t, o.n_times = 1;
    cr_assert_eq(cf_mf_flow(p.w, path, &info, &p.mf, &o), CF_OK);
    cr_assert(info.times_done == 1 && memcmp(path, p.w, sizeof path) == 0);
}

Test(mf, bad_input) {
    problem p;
    cf_mf_info info;
    draw(&p, CF_MF_IDENTITY, 0.1, 6);
    cf_mf_options good = options(0.1, 1e-8), o = good;
    double w[SIZE];
    cr_assert_eq(cf_mf_start(w, CF_MF_IDENTITY, 0.1, 0, D, 9), CF_EINVAL);
    cr_assert_eq(cf_mf_start(w, CF_MF_IDENTITY, 0.1, 0, D, 8), CF_EINVAL);
    cr_assert_eq(cf_mf_start(w, CF_MF_GAUSSIAN, 0.1, 0, D, 0), CF_EINVAL);
    cr_assert_eq(cf_mf_start(w, CF_MF_GAUSSIAN, 0.1, 0, 0, 2), CF_EINVAL);
    cr_assert_eq(cf_mf_start(w, CF_MF_GAUSSIAN, INFINITY, 0, D, K), CF_EINVAL);
    cr_assert_eq(cf_mf_instance(p.star, p.row, p.col, p.y, 1, D * D + 1, D), CF_EINVAL);
    draw(&p, CF_MF_IDENTITY, 0.1, 6);
    o.target = 0;
    cr_assert_eq(cf_mf_flow(p.w, NULL, &info, &p.mf, &o), CF_EINVAL);
    o = good, o.rtol = 0;
    cr_assert_eq(cf_mf_flow(p.w, NULL, &info, &p.mf, &o), CF_EINVAL);
    p.w[3] = NAN;
    cr_assert_eq(cf_mf_flow(p.w, NULL, &info, &p.mf, &good), CF_EINVAL);
    draw(&p, CF_MF_IDENTITY, 0.1, 6);
    p.row[1] = p.row[0], p.col[1] = p.col[0];
    cr_assert_eq(cf_mf_check(&p.mf), CF_EINVAL);
    p.row[1] = D;
    cr_assert_eq(cf_mf_check(&p.mf), CF_EINVAL);
    p.mf.d = 0;
    cr_assert_eq(cf_mf_flow(p.w, NULL, &info, &p.mf, &good), CF_EINVAL);
}
