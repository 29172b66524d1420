/* core_limit.c - the limit of gradient flow in doubles against certified balls; the bound from core/limit.c,
 * its form here and the data in verify/agreement.c. */
#include "verify/agreement.h"

#include <stdio.h>

static void check_problem(cf_run *run, cf_family family, uint64_t seed, size_t N, size_t d,
                          const double *grid, size_t n_grid) {
    cf_problem p;
    cf_problem_draw(&p, family, seed, N, d, 1);
    cf_agreement_problem a = {p.X, p.y, N, d, (int)family, family != CF_FAMILY_ROWS, 2};
    for (size_t k = 0; k < n_grid; k++) {
        char more[48];
        snprintf(more, sizeof more, "log alpha = %g", grid[k]);
        cf_problem_begin(run, &p, more);
        cf_agree_solve(run, &a, grid[k]);
    }
    cf_problem_clear(&p);
}

static const double grid[] = {700, 100, 5, 0, -2.3, -7, -18, -29.5, -33, -40, -100, -1000, -1e4, -1e5, -1e6};
enum { GRID = sizeof grid / sizeof *grid };

/* every family at one shape */
static void check_shape(cf_run *run, uint64_t seed, size_t N, size_t d) {
    for (int f = 0; f < CF_FAMILIES; f++) {
        check_problem(run, (cf_family)f, seed, N, d, grid, GRID);
        if (cf_run_expired(run)) {
            cf_left_undone(run, "families after %d of N = %zu, d = %zu", f, N, d);
            return;
        }
    }
}

static void check(cf_run *run) {
    static const size_t shapes[][2] = {{1, 1}, {1, 6}, {3, 8}, {5, 12}, {8, 8}, {10, 40}, {20, 100}};
    int full = cf_run_tier(run) != CF_TIER_QUICK, n_shapes = cf_run_canary(run) ? 3 : 7;
    uint64_t seed = cf_run_seed(run) % 100000;
    cf_agree_legend(run);
    for (uint64_t draw = 0; draw < (full && !cf_run_canary(run) ? 10 : 1); draw++)
        for (int s = 0; s < n_shapes; s++) check_shape(run, seed + draw, shapes[s][0], shapes[s][1]);
    if (full && !cf_run_canary(run)) check_shape(run, seed, 100, 1000);
}

const cf_claim cf_claim_core_limit = {
    .id = "core_limit",
    .section = "A",
    .items = "(9); (18)",
    .title = "The limit of the flow in doubles",
    .statement =
        "cf_limit's beta is within B = chi |X beta - y|_2 + (1 + chi |X|_F) (rho |v|_2 + 2^-50 |beta|_2) of "
        "the "
        "exact limit, as core/limit.c derives it, and within 1e-12 |beta*|_2 unless rows are nearly equal; "
        "the "
        "residual of each sample is at most 1e-12 max |y| or 2^-50 |X| |beta|; the norms follow; for "
        "log alpha <= 300, |beta_i| |x_i^T (nu - nu*)| <= B. Nothing is promised of nu by itself: its "
        "correct "
        "digits are in the table.",
    .tex = "\\|\\mathrm{fl}(\\beta)-\\beta\\|_2\\le\\chi\\|X\\,\\mathrm{fl}(\\beta)-y\\|_2+(1+\\chi\\|X\\|_F)"
           "(\\rho\\|v\\|_2+2^{-50}\\|\\beta\\|_2)",
    .domain = "X of full row rank, any y; log alpha from -10^6 to 700",
    .checked =
        "all families, N to 20, d to 100 (full: ten draws of each, and N = 100, d = 1000), 15 log alpha from "
        "700 to -10^6; chi replaced by a lower bound",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 600,
    .canary = CF_AGREEMENT_CANARY_TEXT,
    .canaries = CF_AGREEMENT_CANARIES,
    .check = check,
};
