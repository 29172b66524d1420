/* golden.c - runs every function and solver of the core on fixed inputs.
 *
 * Single values show what changed; hashes over many arguments see to it that nothing changes unseen. The
 * bound of a solver's coefficient is 1e-12 of the norm of its vector, the accuracy that the solvers promise,
 * once for each kernel. */
#include "golden_rows.h"
#include "reference/certiflow_ref.h"
#include "ulp.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ----------------------------------------------------------------------------------------- scalars and
 * vectors */

static const double arguments[] = {
    0,    0x1p-1074, 1e-310, 1e-200, 1e-154, 1e-100, 1e-30, 1e-8,  1e-4,  0.01,  0.1,
    0.25, 0.5,       0.75,   1,      1.25,   2,      3,     4.5,   7,     10,    30,
    100,  1e3,       1e5,    1e8,    1e16,   1e30,   1e100, 1e200, 1e300, 1e305, 0x1.fffffffffffffp1023};
enum { ARGUMENTS = sizeof arguments / sizeof *arguments, MANY = 20000 };

static void run_scalar(cf_golden *g, const char *name, double (*f)(double), cf_ulp_function exact,
                       const double *many) {
    for (size_t i = 0; i < ARGUMENTS; i++) {
        cf_golden_row row = cf_golden_row_of(CF_GOLDEN_BITS, name, "z=%a", arguments[i]);
        row.ulps = cf_ulp_error_at(f(arguments[i]), exact, arguments[i]);
        cf_golden_add_value(g, row, f(arguments[i]));
    }
    double *out = malloc(MANY * sizeof *out);
    if (!out) {
        g->failed = 1;
        return;
    }
    for (size_t i = 0; i < MANY; i++) out[i] = f(many[i]);
    cf_golden_hash(g, cf_golden_row_of(CF_GOLDEN_HASH, name, "%d arguments", MANY), out, MANY);
    free(out);
}

static void run_vector(cf_golden *g, const char *name, void (*f)(double *, const double *, size_t),
                       const double *many) {
    double *out = malloc(MANY * sizeof *out);
    if (!out) {
        g->failed = 1;
        return;
    }
    f(out, arguments, ARGUMENTS);
    cf_golden_vector(g, cf_golden_row_of(CF_GOLDEN_BITS, name, "the arguments of the scalar form"), out,
                     ARGUMENTS, 0);
    f(out, many, MANY);
    cf_golden_hash(g, cf_golden_row_of(CF_GOLDEN_HASH, name, "%d arguments", MANY), out, MANY);
    free(out);
}

static void run_regulariser(cf_golden *g) {
    static const double beta[] = {1, -0.5, 1e-3, 0, 7, 1e-12},
                        log_alpha[] = {3, 0, -1, -10, -340, -2000, -1e6};
    for (size_t k = 0; k < sizeof log_alpha / sizeof *log_alpha; k++) {
        double la = log_alpha[k];
        for (size_t i = 0; i < 6; i++) {
            cf_golden_add_value(
                g, cf_golden_row_of(CF_GOLDEN_BITS, "cf_alpha2_q", "b=%a log_alpha=%g", beta[i], la),
                cf_alpha2_q(beta[i], la));
            cf_golden_add_value(
                g, cf_golden_row_of(CF_GOLDEN_BITS, "cf_alpha2_q_prime", "b=%a log_alpha=%g", beta[i], la),
                cf_alpha2_q_prime(beta[i], la));
        }
        cf_golden_add_value(g, cf_golden_row_of(CF_GOLDEN_BITS, "cf_Q", "6 coefficients, log_alpha=%g", la),
                            cf_Q(beta, la, 6));
        cf_golden_add_value(
            g, cf_golden_row_of(CF_GOLDEN_BITS, "cf_alpha2_Q", "6 coefficients, log_alpha=%g", la),
            cf_alpha2_Q(beta, la, 6));
    }
}

/* z uniform in its logarithm over nearly all of the doubles, both signs. */
static void many_arguments(double *out) {
    cf_rng rng;
    cf_rng_init(&rng, 2020);
    for (size_t i = 0; i < MANY; i++) {
        double exponent = 2090 * cf_rng_uniform(&rng) - 1070, mantissa = 1 + cf_rng_uniform(&rng);
        if (i % 2) exponent = fmod(exponent, 12);
        out[i] = ldexp(i % 3 ? mantissa : -mantissa, (int)exponent);
    }
}

static void run_functions(cf_golden *g) {
    double *many = malloc(MANY * sizeof *many);
    if (!many) {
        g->failed = 1;
        return;
    }
    many_arguments(many);
    run_scalar(g, "cf_q", cf_q, cf_ref_q, many);
    run_scalar(g, "cf_q_prime", cf_q_prime, cf_ref_q_prime, many);
    run_vector(g, "cf_q_vec", cf_q_vec, many);
    run_vector(g, "cf_q_prime_vec", cf_q_prime_vec, many);
    cf_golden_depth_functions(g, many, MANY);
    free(many);
    run_regulariser(g);
}

static void run_thresholds(cf_golden *g) {
    static const double norms[] = {1e-3, 1, 1e3}, epsilons[] = {1e-3, 0.1, 1.5};
    static const size_t dims[] = {2, 100};
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++)
            for (size_t k = 0; k < 2; k++) {
                double x = norms[i], e = epsilons[j];
                size_t d = dims[k];
#define ADD(f, value)                                                                                        \
    cf_golden_add_value(g, cf_golden_row_of(CF_GOLDEN_BITS, f, "norm=%g epsilon=%g d=%zu", x, e, d), value)
                ADD("cf_theorem2_l1", cf_theorem2_l1(x, e, d));
                ADD("cf_theorem2_l2", cf_theorem2_l2(x, e, d));
                ADD("cf_lemma1_alpha", cf_lemma1_alpha(x, e, d));
                ADD("cf_lemma2_alpha", cf_lemma2_alpha(e, d));
                ADD("cf_lemma2_applies", cf_lemma2_applies(e, d));
                ADD("cf_lemma3_alpha", cf_lemma3_alpha(x, e));
                ADD("cf_sharp_l1", cf_sharp_l1(x, e, d));
                ADD("cf_sharp_l2", cf_sharp_l2(x, e, d));
#undef ADD
            }
}

static void run_generator(cf_golden *g) {
    cf_rng rng;
    double out[512];
    cf_rng_init(&rng, 1);
    for (size_t i = 0; i < 512; i++) out[i] = cf_rng_uniform(&rng);
    cf_golden_vector(g, cf_golden_row_of(CF_GOLDEN_BITS, "cf_rng_uniform", "seed 1"), out, 4, 0);
    cf_golden_hash(g, cf_golden_row_of(CF_GOLDEN_HASH, "cf_rng_uniform", "seed 1, 512 numbers"), out, 512);
    cf_rng_init(&rng, 1);
    cf_rng_normals(out, &rng, 511);
    cf_golden_vector(g, cf_golden_row_of(CF_GOLDEN_BITS, "cf_rng_normals", "seed 1"), out, 4, 0);
    cf_golden_hash(g, cf_golden_row_of(CF_GOLDEN_HASH, "cf_rng_normals", "seed 1, 511 numbers"), out, 511);
}

/* ------------------------------------------------------------------------------------------------------
 * solvers */

static void run_limit(cf_golden *g, const cf_golden_instance *p, double log_alpha) {
    cf_limit_info info;
    cf_status status = cf_limit(p->beta, p->nu, p->nu_lo, &info, p->X, p->y, log_alpha, p->N, p->d);
    if (cf_golden_failed(g, "cf_limit", p, status)) return;
    cf_golden_row row =
        cf_golden_row_of(CF_GOLDEN_BLAS, "cf_limit beta", "%s log_alpha=%g", p->name, log_alpha);
    cf_golden_vector(g, row, p->beta, p->d, cf_golden_allowance(p->beta, p->d));
    row = cf_golden_row_of(CF_GOLDEN_BLAS, "cf_limit nu", "%s log_alpha=%g", p->name, log_alpha);
    cf_golden_vector(g, row, p->nu, p->N, 1e-9 * cf_norm_l2(p->nu, p->N));
    cf_golden_count(
        g, cf_golden_row_of(CF_GOLDEN_COUNT, "cf_limit iterations", "%s log_alpha=%g", p->name, log_alpha),
        info.iterations);
}

static void run_path(cf_golden *g, const cf_golden_instance *p) {
    enum { M = 5 };
    static const double log_alpha[M] = {1, -1, -4, -12, -30};
    cf_limit_info info[M];
    double *beta = malloc(M * p->d * sizeof *beta);
    if (!beta) {
        g->failed = 1;
        return;
    }
    cf_status status = cf_limit_path(beta, NULL, NULL, info, p->X, p->y, log_alpha, M, p->N, p->d);
    if (!cf_golden_failed(g, "cf_limit_path", p, status))
        for (size_t k = 0; k < M; k++) {
            cf_golden_row row = cf_golden_row_of(CF_GOLDEN_BLAS, "cf_limit_path beta", "%s log_alpha=%g",
                                                 p->name, log_alpha[k]);
            cf_golden_vector(g, row, beta + k * p->d, p->d, cf_golden_allowance(beta + k * p->d, p->d));
            cf_golden_count(g,
                            cf_golden_row_of(CF_GOLDEN_COUNT, "cf_limit_path iterations", "%s log_alpha=%g",
                                             p->name, log_alpha[k]),
                            info[k].iterations);
        }
    free(beta);
}

static void run_minnorm(cf_golden *g, const cf_golden_instance *p) {
    size_t n_support = 0;
    if (!cf_golden_failed(g, "cf_beta_l2", p, cf_beta_l2(p->beta, p->X, p->y, p->N, p->d))) {
        cf_golden_vector(g, cf_golden_row_of(CF_GOLDEN_BLAS, "cf_beta_l2", "%s", p->name), p->beta, p->d,
                         cf_golden_allowance(p->beta, p->d));
        cf_golden_add_value(g, cf_golden_row_of(CF_GOLDEN_BITS, "cf_norm_l1", "X of %s", p->name),
                            cf_norm_l1(p->X, p->d));
        cf_golden_add_value(g, cf_golden_row_of(CF_GOLDEN_BITS, "cf_norm_l2", "X of %s", p->name),
                            cf_norm_l2(p->X, p->d));
    }
    cf_status status = cf_beta_l1(p->beta, NULL, p->support, &n_support, p->X, p->y, p->N, p->d);
    if (cf_golden_failed(g, "cf_beta_l1", p, status)) return;
    cf_golden_vector(g, cf_golden_row_of(CF_GOLDEN_BLAS, "cf_beta_l1", "%s", p->name), p->beta, p->d,
                     cf_golden_allowance(p->beta, p->d));
    for (size_t k = 0; k < n_support; k++) {
        cf_golden_row row = cf_golden_row_of(CF_GOLDEN_COUNT, "cf_beta_l1 support", "%s", p->name);
        row.index = k;
        cf_golden_count(g, row, p->support[k]);
    }
}

static void run_kernel_and_flow(cf_golden *g, const cf_golden_instance *p) {
    double *K = malloc(p->N * p->N * sizeof *K), t_end = 0;
    if (!K) {
        g->failed = 1;
        return;
    }
    if (!cf_golden_failed(g, "cf_tangent_kernel", p, cf_tangent_kernel(K, p->X, p->N, p->d)))
        cf_golden_vector(g, cf_golden_row_of(CF_GOLDEN_BLAS, "cf_tangent_kernel", "%s", p->name), K,
                         p->N * p->N, cf_golden_allowance(K, p->N * p->N));
    free(K);
    cf_status status = cf_flow_w(p->beta, NULL, &t_end, p->X, p->y, -1, 1e-10, 1e-8, p->N, p->d);
    if (cf_golden_failed(g, "cf_flow_w", p, status)) return;
    cf_golden_vector(g, cf_golden_row_of(CF_GOLDEN_BLAS, "cf_flow_w beta", "%s log_alpha=-1", p->name),
                     p->beta, p->d, 1e-6 * cf_norm_l2(p->beta, p->d));
}

static void run_instance(cf_golden *g, const cf_golden_instance *p) {
    static const double log_alpha[] = {300, 2, 0, -1, -7, -40, -2000, -1e5};
    cf_golden_hash(g, cf_golden_row_of(CF_GOLDEN_HASH, "cf_sparse_regression", "X of %s", p->name), p->X,
                   p->N * p->d);
    cf_golden_hash(g, cf_golden_row_of(CF_GOLDEN_HASH, "cf_sparse_regression", "y of %s", p->name), p->y,
                   p->N);
    for (size_t k = 0; k < sizeof log_alpha / sizeof *log_alpha; k++) run_limit(g, p, log_alpha[k]);
    run_path(g, p);
    cf_golden_depth_limits(g, p);
    run_minnorm(g, p);
    if (p->N <= 4) run_kernel_and_flow(g, p), cf_golden_paths(g, p);
}

/* one_column: y becomes the first column of X, so that beta_L1 is degenerate. */
static void run_generated(cf_golden *g, const char *name, uint64_t seed, size_t N, size_t d, int one_column) {
    double *all = malloc((N * d + 2 * d + 3 * N) * sizeof *all);
    cf_golden_instance p = {.name = name, .N = N, .d = d, .X = all, .support = malloc(N * sizeof *p.support)};
    if (!all || !p.support) {
        g->failed = 1;
    } else {
        p.y = all + N * d;
        p.nu = p.y + N;
        p.nu_lo = p.nu + N;
        p.beta = p.nu_lo + N;
        cf_status status = cf_sparse_regression(p.X, p.y, p.beta + d, seed, 2, 0.01, N, d);
        for (size_t n = 0; one_column && n < N; n++) p.y[n] = p.X[n * d];
        if (!cf_golden_failed(g, "cf_sparse_regression", &p, status)) run_instance(g, &p);
    }
    free(all);
    free(p.support);
}

void cf_golden_run(cf_golden *g) {
    run_functions(g);
    run_thresholds(g);
    run_generator(g);
    run_generated(g, "4 x 10", 1, 4, 10, 0);
    run_generated(g, "5 x 12 degenerate", 3, 5, 12, 1);
    run_generated(g, "20 x 60", 2, 20, 60, 0);
    cf_golden_matrix(g);
}
