/* test_descend.c - gradient descent: the identities of the effective start, the limit that they give, the
 * largest stable step, and the certified limit. */
#include "core/certiflow.h"
#include "reference/certiflow_ref.h"
#include "ball_distance.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

enum { N = 3, D = 7 };
#define U 0x1p-53

typedef struct {
    double X[N * D], y[N], plus[D], minus[D];
    double beta[D], log_plus[D], log_minus[D], nu[N], wp[D], wm[D];
    cf_descent_info info;
} path;

static void draw(path *p, double log_alpha, double spread, uint64_t seed) {
    cf_rng rng;
    cf_rng_init(&rng, seed);
    cf_rng_normals(p->X, &rng, N * D);
    cf_rng_normals(p->y, &rng, N);
    cf_rng_normals(p->plus, &rng, D);
    cf_rng_normals(p->minus, &rng, D);
    for (int i = 0; i < D; i++)
        p->plus[i] = exp(log_alpha + spread * p->plus[i]),
        p->minus[i] = exp(log_alpha + spread * p->minus[i]);
}

/* 2/lambda_max at the limit of the flow from this start */
static double stable(const path *p, double depth) {
    double lp[D], lm[D], beta[D], wp[D], wm[D], eta;
    for (int i = 0; i < D; i++) lp[i] = log(p->plus[i]), lm[i] = log(p->minus[i]);
    cr_assert_eq(cf_limit_start(beta, NULL, wp, wm, NULL, p->X, p->y, lp, lm, depth, N, D), CF_OK);
    cr_assert_eq(cf_stable_step(&eta, NULL, p->X, wp, wm, depth, N, D), CF_OK);
    return eta;
}

static cf_status descend(path *p, double eta, double depth, double target, uint64_t most) {
    return cf_descend(p->beta, p->log_plus, p->log_minus, p->nu, p->wp, p->wm, &p->info, p->X, p->y, p->plus,
                      p->minus, eta, depth, target, most, N, D);
}

/* |w_+-| = p' e^{+-z/2}, at depth D w_+-^{2-D} = P' -+ z, to the rounding of K products; the effective start
 * lies below the start. */
Test(descend, effective_start) {
    static const double depths[] = {2, 3, 5};
    for (int k = 0; k < 3; k++)
        for (uint64_t seed = 1; seed <= 6; seed++) {
            path p;
            double depth = depths[k];
            draw(&p, depth == 2 ? -0.5 : 0, 0.3, seed);
            double eta = (0.05 + 0.05 * (double)seed) * stable(&p, depth);
            cr_assert_neq(descend(&p, eta, depth, 1e-12, 20000),
                          CF_EINVAL); /* it holds after any number of steps */
            for (int i = 0; i < D; i++) {
                double z = 0, bound = (2 * (double)p.info.steps + 60) * U * 8;
                for (int n = 0; n < N; n++) z += p.X[n * D + i] * p.nu[n];
                if (p.info.flips == 0) {
                    cr_assert(p.log_plus[i] <= log(p.plus[i]) + 4 * U);
                    cr_assert(p.log_minus[i] <= log(p.minus[i]) + 4 * U);
                }
                if (depth == 2) {
                    cr_assert(fabs(log(fabs(p.wp[i])) - p.log_plus[i] - z / 2) <= bound);
                    cr_assert(fabs(log(fabs(p.wm[i])) - p.log_minus[i] + z / 2) <= bound);
                } else {
                    double P = exp((2 - depth) * p.log_plus[i]), s = pow(p.wp[i], 2 - depth);
                    cr_assert(fabs(s - P + z) <= bound * depth * depth * (P + s + fabs(z)), "%g", s - P + z);
                }
            }
        }
}

/* The limit of descent is that of the flow from the effective start, also at steps so large that signs flip.
 */
Test(descend, ends_in_the_limit_of_the_effective_start) {
    static const double depths[] = {2, 3};
    int flipped = 0;
    for (int k = 0; k < 2; k++)
        for (uint64_t seed = 1; seed <= 12; seed++) {
            path p;
            double limit[D], depth = depths[k];
            draw(&p, depth == 2 ? -2 : -0.3, 0.2, seed);
            double eta = 0.08 * (double)seed * stable(&p, depth);
            if (descend(&p, eta, depth, 1e-13, 200000) != CF_OK) continue;
            cr_assert_eq(
                cf_limit_start(limit, NULL, NULL, NULL, NULL, p.X, p.y, p.log_plus, p.log_minus, depth, N, D),
                CF_OK);
            flipped += p.info.flips > 0;
            for (int i = 0; i < D; i++)
                cr_assert(fabs(limit[i] - p.beta[i]) <= 1e-10, "D %g, seed %d: %g", depth, (int)seed,
                          limit[i] - p.beta[i]);
        }
    cr_log_info("%d with sign changes", flipped);
}

/* 0.98 of the largest stable step at a zero-loss point contracts a small residual, 1.02 expands it. */
Test(descend, largest_stable_step) {
    static const double depths[] = {2, 3, 4.5};
    for (int k = 0; k < 3; k++)
        for (uint64_t seed = 1; seed <= 4; seed++) {
            path p;
            draw(&p, 0, 0.2, seed);
            double eta, depth = depths[k];
            for (int n = 0; n < N; n++) { /* the start fits, but for 1e-9 */
                p.y[n] = 1e-9;
                for (int i = 0; i < D; i++)
                    p.y[n] += p.X[n * D + i] * (pow(p.plus[i], depth) - pow(p.minus[i], depth));
            }
            cr_assert_eq(cf_stable_step(&eta, NULL, p.X, p.plus, p.minus, depth, N, D), CF_OK);
            descend(&p, 0.98 * eta, depth, 1e-14, 400);
            cr_assert(p.info.loss < 1e-4 * p.info.trace[0].loss, "D %g: %g of %g", depth, p.info.loss,
                      p.info.trace[0].loss);
            descend(&p, 1.02 * eta, depth, 1e-14, 150);
            cr_assert(p.info.loss > 4 * p.info.trace[0].loss, "D %g: %g of %g", depth, p.info.loss,
                      p.info.trace[0].loss);
        }
}

/* The same start and data in f = sum u v x at step eta: depth 2 at step eta/2. */
Test(descend, u_v_model) {
    path p;
    draw(&p, -1, 0.1, 5);
    double u[D], v[D], eta = 0.3 * stable(&p, 2);
    for (int i = 0; i < D; i++) u[i] = p.plus[i] + p.minus[i], v[i] = p.plus[i] - p.minus[i];
    descend(&p, eta, 2, 1e-300, 25);
    for (int k = 0; k < 25; k++) {
        double r[N], z[D];
        for (int n = 0; n < N; n++) {
            r[n] = -p.y[n];
            for (int i = 0; i < D; i++) r[n] += p.X[n * D + i] * u[i] * v[i];
        }
        for (int i = 0; i < D; i++) {
            z[i] = 0;
            for (int n = 0; n < N; n++) z[i] += 2 * (2 * eta) * p.X[n * D + i] * r[n];
            double a = u[i] - z[i] * v[i], b = v[i] - z[i] * u[i];
            u[i] = a, v[i] = b;
        }
    }
    for (int i = 0; i < D; i++) cr_assert(fabs(u[i] * v[i] - p.beta[i]) <= 1e-13 * (1 + fabs(p.beta[i])));
}

static cf_ref_alpha_struct *exact(const double *x) {
    cf_ref_alpha_struct *a = malloc(D * sizeof *a);
    for (int i = 0; i < D; i++) cf_ref_alpha_init(a + i), cf_ref_alpha_set_double(a + i, x[i], 0);
    return a;
}

/* The certified limit of descent and its effective start, and the accumulated one of the doubles */
Test(descend, certified) {
    static const double depths[] = {2, 3};
    arb_ptr beta = _arb_vec_init(D), lp = _arb_vec_init(D), lm = _arb_vec_init(D);
    fmpq_t eta, depth;
    fmpq_init(eta), fmpq_init(depth);
    for (int k = 0; k < 2; k++)
        for (uint64_t seed = 1; seed <= 3; seed++) {
            path p;
            draw(&p, -0.2, 0.2, seed);
            double step = (k ? 0.2 : 0.4) * stable(&p, depths[k]);
            cr_assert_eq(descend(&p, step, depths[k], 1e-14, 100000), CF_OK);
            cf_fmpq_set_double(eta, step), cf_fmpq_set_double(depth, depths[k]);
            cf_ref_alpha_struct *plus = exact(p.plus), *minus = exact(p.minus);
            cf_ref_descent_info info;
            cf_ref_status status =
                cf_ref_descend(beta, lp, lm, &info, p.X, p.y, plus, minus, eta, depth, 20000, N, D, 64);
            cr_assert_eq(status, CF_REF_OK, "seed %d: %lu steps, %ld bits", (int)seed, info.steps,
                         info.working_prec);
            cr_log_info("D %g: %lu steps, %ld bits, rho %g", depths[k], info.steps, info.working_prec,
                        info.contraction);
            for (int i = 0; i < D; i++) {
                cr_assert(apart(p.beta[i], beta + i) <= 1e-11);
                cr_assert(apart(p.log_plus[i], lp + i) <= 1e-11, "%g", apart(p.log_plus[i], lp + i));
                cr_assert(apart(p.log_minus[i], lm + i) <= 1e-11);
            }
            for (int i = 0; i < D; i++) cf_ref_alpha_clear(plus + i), cf_ref_alpha_clear(minus + i);
            free(plus), free(minus);
        }
    fmpq_clear(eta), fmpq_clear(depth);
    _arb_vec_clear(beta, D), _arb_vec_clear(lp, D), _arb_vec_clear(lm, D);
}

/* Partial results are kept and marked. */
Test(descend, budget_divergence_and_bad_input) {
    path p;
    draw(&p, 0, 0.1, 9);
    double eta = stable(&p, 2);
    cr_assert_eq(descend(&p, eta / 50, 2, 1e-12, 5), CF_ENOCONV);
    cr_assert_eq(p.info.end, CF_DESCENT_BUDGET);
    cr_assert_eq(p.info.steps, 5);
    cr_assert_eq(p.info.trace[p.info.traced - 1].step, 5);
    cr_assert_eq(descend(&p, 50 * eta, 2, 1e-12, 1000), CF_ENOCONV);
    cr_assert_eq(p.info.end, CF_DESCENT_DIVERGED);
    for (int i = 0; i < D; i++) cr_assert(isfinite(p.beta[i]) && isfinite(p.wp[i]));
    cr_assert_eq(descend(&p, 50 * eta, 3, 1e-12, 1000), CF_ENOCONV);
    cr_assert_eq(p.info.end, CF_DESCENT_UNSTABLE);
    cr_assert_eq(descend(&p, 0, 2, 1e-12, 5), CF_EINVAL);
    cr_assert_eq(descend(&p, -eta, 2, 1e-12, 5), CF_EINVAL);
    cr_assert_eq(descend(&p, INFINITY, 2, 1e-12, 5), CF_EINVAL);
    cr_assert_eq(descend(&p, eta, 2, 0, 5), CF_EINVAL);
    p.plus[3] = 0;
    cr_assert_eq(descend(&p, eta, 2, 1e-12, 5), CF_EINVAL);
    p.plus[3] = NAN;
    cr_assert_eq(descend(&p, eta, 2, 1e-12, 5), CF_EINVAL);
    p.plus[3] = -1;
    cr_assert_eq(descend(&p, eta, 2, 1e-12, 5), CF_EINVAL);
}

/* A step that makes a weight exactly 0: it stays, and its logarithm is -inf. N = d = 1, x = 1, alpha = 1, y =
 * 1/2: r = -1/2, g = -2 eta. eta = 1/2: w_- <- w_- (1 - 1) = 0. */
Test(descend, weight_that_becomes_zero) {
    double x = 1, y = 0.5, one = 1, beta, lp, lm;
    cf_descent_info info;
    cf_descend(&beta, &lp, &lm, NULL, NULL, NULL, &info, &x, &y, &one, &one, 0.5, 2, 1e-12, 1, 1, 1);
    cr_assert_eq(lm, -INFINITY);
    cr_assert(isfinite(lp));
}

/* N = 1, X = (1, 3), y = 1, step 0.2: the second coordinate, small, has |g| = 2.4 at the first step. The
 * sign of its w_- changes, and the limit is still that of the effective start. */
Test(descend, sign_changes) {
    double X[] = {1, 3}, y[] = {1}, start[] = {0.5, 1e-4}, beta[2], lp[2], lm[2], limit[2];
    cf_descent_info info;
    cr_assert_eq(
        cf_descend(beta, lp, lm, NULL, NULL, NULL, &info, X, y, start, start, 0.2, 2, 1e-13, 1000, 1, 2),
        CF_OK);
    cr_assert(info.flips > 0);
    cr_assert_eq(cf_limit_start(limit, NULL, NULL, NULL, NULL, X, y, lp, lm, 2, 1, 2), CF_OK);
    for (int i = 0; i < 2; i++) cr_assert(fabs(beta[i] - limit[i]) <= 1e-12, "%g", beta[i] - limit[i]);
}
