/* starts.c - see starts.h. */
#include "verify/starts.h"
#include "core/certiflow.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

cf_ref_alpha_struct *cf_starts_exact(const double *x, size_t d, int is_log) {
    cf_ref_alpha_struct *a = malloc(d * sizeof *a);
    if (!a) abort();
    for (size_t i = 0; i < d; i++) {
        cf_ref_alpha_init(a + i);
        cf_ref_alpha_set_double(a + i, x[i], is_log);
    }
    return a;
}

void cf_starts_clear(cf_ref_alpha_struct *a, size_t d) {
    for (size_t i = 0; i < d; i++) cf_ref_alpha_clear(a + i);
    free(a);
}

void cf_starts_distance(arb_t out, arb_srcptr a, arb_srcptr b, size_t d, slong prec) {
    arb_ptr apart = _arb_vec_init((slong)d);
    _arb_vec_sub(apart, a, b, (slong)d, prec);
    cf_ref_norm_l2(out, apart, d, prec);
    _arb_vec_clear(apart, (slong)d);
}

static void one_case(cf_run *run, size_t k, double depth, double alpha, double spread, double share,
                     void *data, void (*check)(cf_run *run, const cf_start_case *c, double share)) {
    static const cf_family family[6] = {CF_FAMILY_GAUSSIAN,   CF_FAMILY_INTEGER, CF_FAMILY_DUPLICATED,
                                        CF_FAMILY_DEGENERATE, CF_FAMILY_SIGNS,   CF_FAMILY_SPARSE};
    static const size_t size[5][2] = {{2, 5}, {1, 3}, {3, 6}, {2, 4}, {2, 2}};
    cf_start_case c = {.depth = depth, .data = data};
    cf_rng rng;
    char more[96];
    cf_problem_draw(&c.p, family[k % 6], cf_run_seed(run) % 100000 + k, size[k % 5][0], size[k % 5][1], 1.0);
    size_t N = c.p.N, d = c.p.d;
    double norm = cf_norm_l2(c.p.y, N);
    for (size_t n = 0; n < N; n++) c.p.y[n] = ldexp(c.p.y[n], -ilogb(norm));
    double *work = malloc(7 * d * sizeof *work);
    if (!work) abort();
    c.plus = work, c.minus = work + d, c.log_plus = work + 2 * d, c.log_minus = work + 3 * d,
    c.limit = work + 4 * d;
    cf_rng_init(&rng, cf_run_seed(run) + k);
    for (size_t i = 0; i < 2 * d; i++) {
        work[i] = alpha * exp(spread * (2 * cf_rng_uniform(&rng) - 1));
        work[2 * d + i] = log(work[i]);
    }
    fmpq_init(c.depth_exact);
    cf_fmpq_set_double(c.depth_exact, depth);
    c.exact[0] = cf_starts_exact(c.plus, d, 0), c.exact[1] = cf_starts_exact(c.minus, d, 0);
    double *wp = work + 5 * d, *wm = work + 6 * d;
    if (cf_limit_start(c.limit, NULL, wp, wm, NULL, c.p.X, c.p.y, c.log_plus, c.log_minus, depth, N, d) ==
        CF_OK)
        cf_stable_step(&c.stable, NULL, c.p.X, wp, wm, depth, N, d);
    snprintf(more, sizeof more, "D = %g, start about %g%s, share %g", depth, alpha,
             spread > 0 ? ", not uniform" : "", share);
    cf_problem_begin(run, &c.p, more);
    check(run, &c, share);
    cf_starts_clear(c.exact[0], d), cf_starts_clear(c.exact[1], d);
    fmpq_clear(c.depth_exact);
    free(work);
    cf_problem_clear(&c.p);
}

void cf_for_starts_with(cf_run *run, size_t count, int deep, const double *shares, size_t n_shares,
                        void *data, void (*check)(cf_run *run, const cf_start_case *c, double share)) {
    static const double depths[4] = {2, 3, 2.5, 4};
    for (size_t k = 0; k < count && !cf_run_expired(run); k++)
        one_case(run, k, deep ? depths[k % 4] : 2, k % 3 ? 0.8 : 0.3, k % 2 ? 0.4 : 0,
                 shares ? shares[k % n_shares] : 0, data, check);
}

void cf_for_starts(cf_run *run, size_t count, int deep, const double *shares, size_t n_shares,
                   void (*check)(cf_run *run, const cf_start_case *c, double share)) {
    cf_for_starts_with(run, count, deep, shares, n_shares, NULL, check);
}
