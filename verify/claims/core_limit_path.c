/* core_limit_path.c - the limit in doubles along grids of alpha, each solve started from the one before,
 * against the certified limit at every point and against the solve from scratch. The latter two are each
 * within B of the exact limit, hence within 2 B of each other; where chi |X| is moderate B is at most 1e-12
 * |beta|_2 (core_limit). */
#include "core/certiflow.h"
#include "verify/agreement.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 32, PREC = 128, CANARY_SCRATCH = CF_AGREEMENT_CANARIES + 1 };

/* |path - scratch|_2 <= 2e-12 |scratch|_2, in balls; its canary multiplies the path by 1 + 1e-11 */
static void agree_with_scratch(cf_run *run, const double *path, const double *scratch, size_t d) {
    arb_t error, size, a, b;
    arb_init(error), arb_init(size), arb_init(a), arb_init(b);
    for (size_t i = 0; i < d; i++) {
        arb_set_d(a, path[i] * (cf_run_canary(run) ? 1 + 1e-11 : 1));
        arb_set_d(b, scratch[i]);
        arb_sub(a, a, b, PREC);
        arb_addmul(error, a, a, PREC);
        arb_addmul(size, b, b, PREC);
    }
    arb_sqrtpos(error, error, PREC), arb_sqrtpos(size, size, PREC);
    arb_set_d(a, 2e-12);
    arb_mul(size, size, a, PREC);
    cf_agrees(run, "|path - scratch|_2 <= 2e-12 |scratch|_2", 0, error, size);
    arb_clear(error), arb_clear(size), arb_clear(a), arb_clear(b);
}

/* the values that a path found, point by point; every so many are held against the certified limit */
static void check_points(cf_run *run, const cf_problem *p, const double *grid, size_t m, size_t every,
                         const double *beta, const double *nu, const double *nu_lo,
                         const cf_limit_info *info) {
    cf_agreement_problem a = {p->X, p->y, p->N, p->d, (int)p->family, p->family != CF_FAMILY_ROWS, 2};
    double *scratch = malloc(p->d * sizeof *scratch);
    for (size_t k = 0; k < m && scratch; k++) {
        char more[64];
        snprintf(more, sizeof more, "point %zu of %zu, log alpha = %g", k + 1, m, grid[k]);
        cf_problem_begin(run, p, more);
        cf_status status = cf_limit(scratch, NULL, NULL, NULL, p->X, p->y, grid[k], p->N, p->d);
        cf_exact(run, "cf_limit solves it", status == CF_OK);
        int scratch_asked = !cf_run_canary(run) || cf_run_canary(run) == CANARY_SCRATCH;
        if (status == CF_OK && a.moderate && scratch_asked)
            agree_with_scratch(run, beta + k * p->d, scratch, p->d);
        cf_agreement_point point = {grid[k], beta + k * p->d, nu + k * p->N, nu_lo + k * p->N,
                                    info[k].iterations};
        if (k % every == 0 && cf_run_canary(run) != CANARY_SCRATCH) cf_agree_limit(run, &a, &point);
    }
    free(scratch);
}

static void check_path(cf_run *run, const cf_problem *p, const double *grid, size_t m, size_t every) {
    double *beta = malloc(m * (p->d + 2 * p->N) * sizeof *beta), *nu = beta + m * p->d,
           *nu_lo = nu + m * p->N;
    cf_limit_info info[MOST];
    cf_status status =
        beta ? cf_limit_path(beta, nu, nu_lo, info, p->X, p->y, grid, m, p->N, p->d) : CF_ENOMEM;
    char more[64];
    snprintf(more, sizeof more, "the path from log alpha = %g to %g", grid[0], grid[m - 1]);
    cf_problem_begin(run, p, more);
    cf_exact(run, "cf_limit_path solves it", status == CF_OK);
    if (status == CF_OK) check_points(run, p, grid, m, every, beta, nu, nu_lo, info);
    free(beta);
}

/* kind 0: down; 1: up; 2: back and forth; 3: fine steps down through the moderate range into the graded one
 */
static size_t draw_grid(double *grid, int kind) {
    static const double down[] = {700, 30, 8, 2, 0, -1, -3, -7, -15, -25, -32, -60, -400, -3000, -1e5, -1e6};
    static const double zigzag[] = {0,   -50, -1,   -20,  5,    -1e6, 700, -33,
                                    -29, -33, -1e4, -100, -1e4, -7,   -7,  100};
    const size_t m = 16;
    for (size_t k = 0; k < m; k++) grid[k] = kind == 0 ? down[k] : kind == 1 ? down[m - 1 - k] : zigzag[k];
    for (size_t k = 0; k < MOST && kind == 3; k++) grid[k] = 1.3 - 1.25 * (double)k;
    return kind == 3 ? MOST : m;
}

static void check(cf_run *run) {
    static const size_t shapes[][2] = {{3, 8}, {5, 12}, {6, 6}, {10, 30}};
    int full = cf_run_tier(run) != CF_TIER_QUICK;
    uint64_t seed = cf_run_seed(run) % 100000;
    cf_agree_legend(run);
    for (uint64_t k = 0; k < (cf_run_canary(run) ? 8 : full ? 320 : 36); k++) {
        cf_problem p;
        double grid[MOST];
        const size_t *shape = shapes[k / CF_FAMILIES % 4];
        cf_problem_draw(&p, (cf_family)(k % CF_FAMILIES), seed + k, shape[0], shape[1], 1);
        size_t m = draw_grid(grid, (int)(k % 4));
        check_path(run, &p, grid, m, k % 4 == 3 ? 4 : 2);
        cf_problem_clear(&p);
        if (cf_run_expired(run)) {
            cf_left_undone(run, "paths after number %d", (int)k + 1);
            return;
        }
    }
}

const cf_claim cf_claim_core_limit_path = {
    .id = "core_limit_path",
    .section = "A",
    .items = "(9); (18)",
    .title = "The limit in doubles along a grid of alpha",
    .statement =
        "cf_limit_path, which starts each solve from the one before, is within the bound of core_limit of "
        "the "
        "exact limit at every point, and within 2e-12 |beta|_2 of cf_limit from scratch unless rows are "
        "nearly equal.",
    .tex = "\\|\\mathrm{fl}_{path}(\\beta)-\\mathrm{fl}(\\beta)\\|_2\\le2\\cdot10^{-12}\\|\\beta\\|_2",
    .domain = "X of full row rank, any y; grids in [-10^6, 700]",
    .checked =
        "36 paths (full: 320) of all families, N to 10, d to 30: down from 700 to -10^6, up, back and forth, "
        "and in fine steps from 1.3 to -37; every point against cf_limit, every second (fine: fourth) "
        "against "
        "the certified limit",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 300,
    .canary = CF_AGREEMENT_CANARY_TEXT "; the path's beta multiplied by 1 + 1e-11",
    .canaries = CANARY_SCRATCH,
    .check = check,
};
