/* test_limit_start.c - the limit of the flow from any positive start: against the uniform one, the integrated
 * flow, symmetries, and the doubles against the certificate. */
#include "core/certiflow.h"
#include "reference/certiflow_ref.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

enum { N = 4, D = 9 };

static void draw(double *X, double *y, double *plus, double *minus, double spread, uint64_t seed) {
    cf_rng rng;
    cf_rng_init(&rng, seed);
    cf_rng_normals(X, &rng, N * D);
    cf_rng_normals(y, &rng, N);
    cf_rng_normals(plus, &rng, D);
    cf_rng_normals(minus, &rng, D);
    for (int i = 0; i < D; i++) plus[i] *= spread, minus[i] *= spread;
}

static cf_ref_alpha_struct *exact_logs(const double *log, int d) {
    cf_ref_alpha_struct *out = malloc((size_t)d * sizeof *out);
    for (int i = 0; i < d; i++) {
        cf_ref_alpha_init(out + i);
        cf_ref_alpha_set_double(out + i, log[i], 1);
    }
    return out;
}

static void clear_logs(cf_ref_alpha_struct *a, int d) {
    for (int i = 0; i < d; i++) cf_ref_alpha_clear(a + i);
    free(a);
}

/* max |x_i - ball_i|, at most */
static double distance(const double *x, arb_srcptr ball, int d) {
    double worst = 0;
    arb_t t;
    mag_t m;
    arb_init(t), mag_init(m);
    for (int i = 0; i < d; i++) {
        arb_set_d(t, x[i]);
        arb_sub(t, t, ball + i, 128);
        arb_get_mag(m, t);
        if (!(mag_get_d(m) <= worst)) worst = mag_get_d(m);
    }
    arb_clear(t), mag_clear(m);
    return worst;
}

Test(limit_start, uniform_is_cf_limit) {
    double X[N * D], y[N], plus[D], minus[D], beta[D], limit[D], nu[N], nu_uniform[N];
    static const double depths[] = {2, 3, 5};
    for (int k = 0; k < 3; k++)
        for (double log_alpha = -4; log_alpha <= 4; log_alpha += 2) {
            draw(X, y, plus, minus, 1, 7);
            for (int i = 0; i < D; i++) plus[i] = minus[i] = log_alpha;
            cr_assert_eq(cf_limit_start(beta, nu, NULL, NULL, NULL, X, y, plus, minus, depths[k], N, D),
                         CF_OK, "D %g, log alpha %g", depths[k], log_alpha);
            cr_assert_eq(cf_limit_depth(limit, nu_uniform, NULL, NULL, X, y, log_alpha, depths[k], N, D),
                         CF_OK);
            for (int i = 0; i < D; i++)
                cr_assert(fabs(beta[i] - limit[i]) <= 1e-10, "%g", beta[i] - limit[i]);
            double unit = exp((2 - depths[k]) * log_alpha);
            for (int n = 0; n < N; n++)
                cr_assert(fabs(nu[n] - unit * nu_uniform[n]) <= 1e-7 * unit * (1 + fabs(nu_uniform[n])));
        }
}

/* The doubles lie by the certified limit; the weights give beta, and w_+ w_- what is conserved. */
Test(limit_start, doubles_against_certificate) {
    static const double depths[] = {2, 3, 2.5, 8}, spreads[] = {0.3, 1, 4};
    double X[N * D], y[N], plus[D], minus[D], beta[D], wp[D], wm[D];
    arb_ptr ball = _arb_vec_init(D), nu = _arb_vec_init(N);
    fmpq_t depth;
    fmpq_init(depth);
    for (int k = 0; k < 4; k++)
        for (int j = 0; j < 3; j++) {
            if (depths[k] > 2 && j == 2) continue;
            draw(X, y, plus, minus, depths[k] == 8 ? spreads[j] / 4 : spreads[j], (uint64_t)(10 * k + j));
            cr_assert_eq(cf_limit_start(beta, NULL, wp, wm, NULL, X, y, plus, minus, depths[k], N, D), CF_OK);
            cf_fmpq_set_double(depth, depths[k]);
            cf_ref_alpha_struct *p = exact_logs(plus, D), *m = exact_logs(minus, D);
            cf_ref_limit_info info;
            cr_assert_eq(cf_ref_limit_start(ball, nu, &info, X, y, p, m, depth, N, D, 128), CF_REF_OK,
                         "D %g, spread %g", depths[k], spreads[j]);
            cr_assert(info.log2_contraction < 0);
            double size = cf_norm_l2(beta, D);
            cr_assert(distance(beta, ball, D) <= 1e-10 * (1 + size), "D %g, spread %g: %g", depths[k],
                      spreads[j], distance(beta, ball, D));
            for (int i = 0; i < D; i++) {
                double b = pow(wp[i], depths[k]) - pow(wm[i], depths[k]), c = pow(wp[i], depths[k]);
                cr_assert(fabs(b - beta[i]) <= 1e-9 * (1 + c));
                if (depths[k] == 2)
                    cr_assert(fabs(log(wp[i]) + log(wm[i]) - plus[i] - minus[i]) <=
                              1e-12 * (1 + fabs(plus[i]) + fabs(minus[i])));
            }
            clear_logs(p, D), clear_logs(m, D);
        }
    fmpq_clear(depth);
    _arb_vec_clear(ball, D), _arb_vec_clear(nu, N);
}

/* Swapping w_+ and w_- and the sign of y swaps the sign of beta; scaling X and y alike changes nothing. */
Test(limit_start, symmetries) {
    double X[N * D], y[N], plus[D], minus[D], beta[D], other[D];
    for (uint64_t seed = 1; seed <= 5; seed++) {
        draw(X, y, plus, minus, 1, seed);
        cr_assert_eq(cf_limit_start(beta, NULL, NULL, NULL, NULL, X, y, plus, minus, 3, N, D), CF_OK);
        for (int n = 0; n < N; n++) y[n] = -y[n];
        cr_assert_eq(cf_limit_start(other, NULL, NULL, NULL, NULL, X, y, minus, plus, 3, N, D), CF_OK);
        for (int i = 0; i < D; i++) cr_assert(fabs(beta[i] + other[i]) <= 1e-10);
        for (int n = 0; n < N; n++) y[n] = -4 * y[n];
        for (int j = 0; j < N * D; j++) X[j] *= 4;
        cr_assert_eq(cf_limit_start(other, NULL, NULL, NULL, NULL, X, y, plus, minus, 3, N, D), CF_OK);
        for (int i = 0; i < D; i++) cr_assert(fabs(beta[i] - other[i]) <= 1e-10);
    }
}

/* A start that fits already stays. */
Test(limit_start, start_that_fits) {
    double X[N * D], y[N], plus[D], minus[D], beta[D], nu[N];
    draw(X, y, plus, minus, 1, 3);
    for (int n = 0; n < N; n++) {
        y[n] = 0;
        for (int i = 0; i < D; i++) y[n] += X[n * D + i] * (exp(2 * plus[i]) - exp(2 * minus[i]));
    }
    cr_assert_eq(cf_limit_start(beta, nu, NULL, NULL, NULL, X, y, plus, minus, 2, N, D), CF_OK);
    for (int n = 0; n < N; n++) cr_assert(fabs(nu[n]) <= 1e-12);
}

Test(limit_start, bad_input) {
    double X[] = {1, 2}, y[] = {1}, log[] = {0, 0}, bad[] = {0, NAN}, beta[2] = {7, 7};
    cr_assert_eq(cf_limit_start(beta, NULL, NULL, NULL, NULL, X, y, bad, log, 2, 1, 2), CF_EINVAL);
    cr_assert_eq(cf_limit_start(beta, NULL, NULL, NULL, NULL, X, y, log, log, 1.5, 1, 2), CF_EINVAL);
    cr_assert_eq(cf_limit_start(beta, NULL, NULL, NULL, NULL, X, y, log, log, 2, 0, 2), CF_EINVAL);
    double zero[] = {0, 0};
    cr_assert_eq(cf_limit_start(beta, NULL, NULL, NULL, NULL, zero, y, log, log, 2, 1, 2), CF_ENOCONV);
    cr_assert_eq(beta[0], 7);
    cf_ref_alpha_struct p[2];
    fmpq_t depth;
    fmpq_init(depth);
    fmpq_set_si(depth, 2, 1);
    arb_ptr ball = _arb_vec_init(2);
    for (int i = 0; i < 2; i++) cf_ref_alpha_init(p + i), cf_ref_alpha_set_double(p + i, 1, 0);
    cr_assert_eq(cf_ref_limit_start(ball, NULL, NULL, zero, y, p, p, depth, 1, 2, 64), CF_REF_ERANK);
    cr_assert_eq(cf_ref_limit_start(ball, NULL, NULL, X, y, p, p, depth, 0, 2, 64), CF_REF_EINVAL);
    cr_assert_eq(cf_ref_limit_start(ball, NULL, NULL, X, X, p, p, depth, 2, 1, 64), CF_REF_EINVAL);
    fmpq_set_si(p[1].value, -1, 1);
    cr_assert_eq(cf_ref_limit_start(ball, NULL, NULL, X, y, p, p, depth, 1, 2, 64), CF_REF_EINVAL);
    for (int i = 0; i < 2; i++) cf_ref_alpha_clear(p + i);
    fmpq_clear(depth);
    _arb_vec_clear(ball, 2);
}
