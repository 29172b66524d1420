/* golden_depth.c - the golden results at depths D > 2: the functions, the thresholds, the limits of the flow.
 */
#include "golden_rows.h"
#include "reference/certiflow_ref.h"
#include "ulp.h"
#include <math.h>
#include <stdlib.h>

static const double depths[] = {2.001, 2.5, 3, 4, 5, 10, 1000};
enum { DEPTHS = sizeof depths / sizeof *depths };

typedef struct {
    const char *name;
    double (*f)(double depth, double z);
    cf_ulp_depth_function exact;
} function;

static void run_function(cf_golden *g, const function *f, double depth, const double *z, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const double value = f->f(depth, z[i]);
        cf_golden_row row = cf_golden_row_of(CF_GOLDEN_BITS, f->name, "D=%g z=%a", depth, z[i]);
        row.ulps = cf_ulp_error_at_depth(value, f->exact, depth, z[i]);
        cf_golden_add_value(g, row, value);
    }
}

/* h on its domain, the others on many arguments as well */
static void run_hashes(cf_golden *g, const function *f, double depth, const double *many, size_t n) {
    double *out = malloc(n * sizeof *out);
    if (!out) {
        g->failed = 1;
        return;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = f->f(depth, f->f == cf_h ? many[i] / (1 + fabs(many[i])) : many[i]);
    cf_golden_hash(g, cf_golden_row_of(CF_GOLDEN_HASH, f->name, "D=%g %zu arguments", depth, n), out, n);
    free(out);
}

static void run_vector_and_sum(cf_golden *g, double depth, const double *many, size_t n) {
    static const double beta[] = {1, -0.5, 1e-3, 0, 7, 1e-12}, log_alpha[] = {3, 0, -10, -1000};
    double *out = malloc(n * sizeof *out);
    if (!out) {
        g->failed = 1;
        return;
    }
    cf_q_depth_vec(out, many, depth, n);
    cf_golden_hash(g, cf_golden_row_of(CF_GOLDEN_HASH, "cf_q_depth_vec", "D=%g %zu arguments", depth, n), out,
                   n);
    free(out);
    for (size_t k = 0; k < sizeof log_alpha / sizeof *log_alpha; k++) {
        const double la = log_alpha[k];
        cf_golden_add_value(g, cf_golden_row_of(CF_GOLDEN_BITS, "cf_Q_depth", "D=%g log_alpha=%g", depth, la),
                            cf_Q_depth(beta, la, depth, 6));
        cf_golden_add_value(g,
                            cf_golden_row_of(CF_GOLDEN_BITS, "cf_alphaD_Q", "D=%g log_alpha=%g", depth, la),
                            cf_alphaD_Q(beta, la, depth, 6));
    }
}

static void run_thresholds(cf_golden *g, double depth) {
    static const double norms[] = {1e-3, 1, 1e3}, epsilons[] = {1e-3, 0.1, 1.5};
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++) {
            const double x = norms[i], e = epsilons[j];
            cf_golden_add_value(
                g,
                cf_golden_row_of(CF_GOLDEN_BITS, "cf_depth_l1", "D=%g norm=%g epsilon=%g d=100", depth, x, e),
                cf_depth_l1(x, e, 100, depth));
            cf_golden_add_value(
                g, cf_golden_row_of(CF_GOLDEN_BITS, "cf_depth_l2", "D=%g norm=%g epsilon=%g", depth, x, e),
                cf_depth_l2(x, e, depth));
        }
    cf_golden_add_value(g,
                        cf_golden_row_of(CF_GOLDEN_BITS, "cf_lemma4_log_bound", "D=%g log_alpha=-7", depth),
                        cf_lemma4_log_bound(-7, depth));
}

void cf_golden_depth_functions(cf_golden *g, const double *many, size_t n) {
    static const function of_z[] = {{"cf_h_inv", cf_h_inv, cf_ref_h_inv},
                                    {"cf_h_inv_complement", cf_h_inv_complement, cf_ref_h_inv_complement},
                                    {"cf_q_depth", cf_q_depth, cf_ref_q_depth}};
    static const function h = {"cf_h", cf_h, cf_ref_h};
    static const double z[] = {0x1p-1074, 1e-300, 1e-8, 0.01, 0.5, 1, 3, 10, 1e5, 1e40, 1e300},
                        s[] = {1e-300, 1e-8, 0.1, 0.5, 0.75, 0.99, 0x1.fffffffffffffp-1};
    for (size_t k = 0; k < DEPTHS; k++) {
        for (size_t f = 0; f < 3; f++) {
            run_function(g, of_z + f, depths[k], z, sizeof z / sizeof *z);
            run_hashes(g, of_z + f, depths[k], many, n / 10);
        }
        run_function(g, &h, depths[k], s, sizeof s / sizeof *s);
        run_hashes(g, &h, depths[k], many, n / 10);
        run_vector_and_sum(g, depths[k], many, n);
        run_thresholds(g, depths[k]);
    }
}

static void run_limit(cf_golden *g, const cf_golden_instance *p, double depth, double log_alpha) {
    cf_limit_info info;
    cf_status status =
        cf_limit_depth(p->beta, p->nu, p->nu_lo, &info, p->X, p->y, log_alpha, depth, p->N, p->d);
    if (cf_golden_failed(g, "cf_limit_depth", p, status)) return;
    cf_golden_vector(g,
                     cf_golden_row_of(CF_GOLDEN_BLAS, "cf_limit_depth beta", "%s D=%g log_alpha=%g", p->name,
                                      depth, log_alpha),
                     p->beta, p->d, cf_golden_allowance(p->beta, p->d));
    cf_golden_vector(g,
                     cf_golden_row_of(CF_GOLDEN_BLAS, "cf_limit_depth nu", "%s D=%g log_alpha=%g", p->name,
                                      depth, log_alpha),
                     p->nu, p->N, 1e-9 * cf_norm_l2(p->nu, p->N));
    cf_golden_count(g,
                    cf_golden_row_of(CF_GOLDEN_COUNT, "cf_limit_depth iterations", "%s D=%g log_alpha=%g",
                                     p->name, depth, log_alpha),
                    info.iterations);
}

/* A path in alpha, then in depth. */
static void run_path(cf_golden *g, const cf_golden_instance *p) {
    enum { M = 6 };
    static const double log_alpha[M] = {1, -1, -2, -2, -2, -30}, depth[M] = {3, 3, 3, 3.5, 5, 5};
    cf_limit_info info[M];
    double *beta = malloc(M * p->d * sizeof *beta);
    if (!beta) {
        g->failed = 1;
        return;
    }
    cf_status status =
        cf_limit_depth_path(beta, NULL, NULL, info, p->X, p->y, log_alpha, depth, M, p->N, p->d);
    for (size_t k = 0; k < M && !cf_golden_failed(g, "cf_limit_depth_path", p, status); k++) {
        cf_golden_vector(
            g, cf_golden_row_of(CF_GOLDEN_BLAS, "cf_limit_depth_path beta", "%s point %zu", p->name, k),
            beta + k * p->d, p->d, cf_golden_allowance(beta + k * p->d, p->d));
        cf_golden_count(
            g,
            cf_golden_row_of(CF_GOLDEN_COUNT, "cf_limit_depth_path iterations", "%s point %zu", p->name, k),
            info[k].iterations);
    }
    free(beta);
}

void cf_golden_depth_limits(cf_golden *g, const cf_golden_instance *p) {
    static const double depth[] = {2.001, 2.5, 3, 4, 50}, log_alpha[] = {300, 2, -1, -4, -30, -1000};
    for (size_t k = 0; k < sizeof depth / sizeof *depth; k++)
        for (size_t l = k % 2; l < sizeof log_alpha / sizeof *log_alpha; l += 2)
            run_limit(g, p, depth[k], log_alpha[l]);
    run_path(g, p);
}
