/* core_limit_cancelled.c - targets y = X beta* with a sparse beta*, summed in doubles: the exact X_B^{-1} y
 * then has entries of about 1e-17 beside those of beta*, left by the roundings of y. They are real: the exact
 * limit of these doubles has them, they decide which side of 0 a coordinate is on, and from about L =
 * ln(1/alpha^2) = 40 on, where alpha^2 is below them, they shape the solution. The bound of core_limit must
 * hold through all of it. */
#include "core/certiflow.h"
#include "verify/agreement.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* kind 0: Gaussian X; 1: decimal X (multiples of 0.1); 2: columns scaled by 1e+-3 */
static void draw(double *X, double *y, cf_rng *rng, int kind, size_t nonzero, size_t N, size_t d) {
    double *b = malloc(d * sizeof *b);
    if (!b) abort();
    cf_rng_normals(X, rng, N * d);
    cf_rng_normals(b, rng, d);
    for (size_t j = 0; j < N * d; j++) {
        if (kind == 1) X[j] = round(10 * X[j]) * 0.1;
        if (kind == 2) X[j] *= j % d % 3 == 0 ? 1e3 : j % d % 3 == 1 ? 1e-3 : 1;
    }
    for (size_t n = 0; n < N; n++) {
        y[n] = 0;
        for (size_t i = 0; i < nonzero; i++)
            y[n] += X[n * d + i] * (kind == 1 ? round(10 * b[i]) * 0.1 + 0.05 : b[i]);
    }
    free(b);
}

static void check_problem(cf_run *run, cf_rng *rng, int kind, size_t nonzero, size_t N, size_t d) {
    static const double grid[] = {0, -8, -16, -19, -21, -24, -30, -36, -50, -90, -300, -2000, -1e5, -1e6};
    static const char *const names[] = {"Gaussian", "decimal", "scaled columns"};
    double *X = malloc((N * d + N) * sizeof *X), *y = X + N * d;
    if (!X) abort();
    draw(X, y, rng, kind, nonzero, N, d);
    cf_agreement_problem a = {X, y, N, d, CF_FAMILY_CANCELLED, kind != 2, 2};
    for (size_t k = 0; k < sizeof grid / sizeof *grid; k++) {
        cf_instance(run, "%s, %zu of %zu non-zero, N = %zu, log alpha = %g", names[kind], nonzero, d, N,
                    grid[k]);
        cf_adversarial(run);
        cf_agree_solve(run, &a, grid[k]);
    }
    free(X);
}

static void check(cf_run *run) {
    static const size_t shapes[][3] = {{1, 3, 8}, {2, 5, 12}, {3, 5, 5}, {4, 10, 40}, {5, 20, 60}};
    int n = cf_run_canary(run) ? 1 : cf_run_tier(run) == CF_TIER_QUICK ? 1 : 100;
    cf_rng rng;
    cf_rng_init(&rng, cf_run_seed(run));
    cf_agree_legend(run);
    for (int k = 0; k < n; k++)
        for (int s = 0; s < (cf_run_canary(run) ? 2 : 5); s++)
            for (int kind = 0; kind < 3; kind++) {
                check_problem(run, &rng, kind, shapes[s][0], shapes[s][1], shapes[s][2]);
                if (cf_run_expired(run)) {
                    cf_left_undone(run, "draws after number %d", k + 1);
                    return;
                }
            }
}

const cf_claim cf_claim_core_limit_cancelled = {
    .id = "core_limit_cancelled",
    .section = "A",
    .items = "(9); (18)",
    .title = "The limit in doubles where targets cancel all but exactly",
    .statement =
        "With y = X beta* rounded, beta* with fewer non-zeros than samples, cf_limit keeps the bound B of "
        "core_limit and, columns of one scale, 1e-12 |beta|_2, though X_B^{-1} y has entries at the level of "
        "one rounding.",
    .tex = "\\|\\mathrm{fl}(\\beta)-\\beta\\|_2\\le10^{-12}\\|\\beta\\|_2",
    .domain = "X of full row rank, y = X beta* summed in doubles; log alpha from -10^6 to 0",
    .checked = "15 problems (full: 1500): Gaussian, decimal and column-scaled X, 1 to 5 non-zeros, N to 20, "
               "d to 60, "
               "14 log alpha, dense where alpha^2 passes the roundings",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 600,
    .canary = CF_AGREEMENT_CANARY_TEXT,
    .canaries = CF_AGREEMENT_CANARIES,
    .check = check,
};
