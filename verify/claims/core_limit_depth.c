/* core_limit_depth.c - the limit of gradient flow at depth D > 2 in doubles against certified balls; the
 * bound from core/limit_depth.c, its form here and the data in verify/agreement.c. */
#include "core/certiflow.h"
#include "verify/agreement.h"

#include <stdio.h>
#include <stdlib.h>

static const double depths[] = {2.000001, 2.001, 2.5, 3, 4, 5, 8, 50, 1000};
static const double grid[] = {700, 3, 0, -1, -2.5, -4, -7, -12, -30, -300, -1000, -1e6};
enum { DEPTHS = sizeof depths / sizeof *depths, GRID = sizeof grid / sizeof *grid };

/* One problem at every depth, and at each third log alpha from `first` on, or at all of them. */
static void check_problem(cf_run *run, const cf_problem *p, size_t first, size_t step) {
    for (size_t k = 0; k < DEPTHS; k++) {
        cf_agreement_problem a = {p->X,     p->y, p->N, p->d, (int)p->family, p->family != CF_FAMILY_ROWS,
                                  depths[k]};
        for (size_t l = (first + k) % step; l < GRID; l += step) {
            char more[64];
            snprintf(more, sizeof more, "D = %.7g, log alpha = %g", depths[k], grid[l]);
            cf_problem_begin(run, p, more);
            cf_agree_solve(run, &a, grid[l]);
        }
    }
}

/* A path over pairs of depth and alpha, held against the certified limit and against the solve from scratch.
 */
static void check_path(cf_run *run, const cf_problem *p) {
    static const double path_alpha[] = {3, 0, -1, -2, -3, -3, -3, -30, -30, -30, -1000, -1};
    static const double path_depth[] = {3, 3, 3, 3, 3, 3.5, 5, 5, 4, 2.5, 2.5, 2};
    enum { M = sizeof path_alpha / sizeof *path_alpha };
    const size_t N = p->N, d = p->d;
    double *beta = malloc((M * (d + 2 * N) + d) * sizeof *beta), *nu = beta + M * d, *nu_lo = nu + M * N;
    cf_limit_info info[M];
    cf_status status =
        beta ? cf_limit_depth_path(beta, nu, nu_lo, info, p->X, p->y, path_alpha, path_depth, M, N, d)
             : CF_ENOMEM;
    cf_problem_begin(run, p, "a path in alpha and depth");
    cf_exact(run, "cf_limit_depth_path solves it", status == CF_OK);
    for (size_t k = 0; k < M && status == CF_OK; k++) {
        cf_agreement_problem a = {p->X,         p->y, N, d, (int)p->family, p->family != CF_FAMILY_ROWS,
                                  path_depth[k]};
        cf_agreement_point point = {path_alpha[k], beta + k * d, nu + k * N, nu_lo + k * N,
                                    info[k].iterations};
        char more[64];
        snprintf(more, sizeof more, "path, D = %g, log alpha = %g", path_depth[k], path_alpha[k]);
        cf_problem_begin(run, p, more);
        cf_agree_limit(run, &a, &point);
    }
    free(beta);
}

static void check(cf_run *run) {
    static const size_t shapes[][2] = {{1, 1}, {1, 6}, {3, 8}, {5, 12}, {8, 8}, {10, 40}};
    int full = cf_run_tier(run) != CF_TIER_QUICK, canary = cf_run_canary(run) != 0;
    size_t draws = full && !canary ? 5 : 1, n_shapes = canary ? 3 : sizeof shapes / sizeof *shapes;
    cf_agree_legend(run);
    for (size_t draw = 0; draw < draws; draw++)
        for (size_t s = 0; s < n_shapes; s++)
            for (int f = 0; f < CF_FAMILIES; f++) {
                cf_problem p;
                cf_problem_draw(&p, (cf_family)f, cf_run_seed(run) % 100000 + draw, shapes[s][0],
                                shapes[s][1], 1);
                check_problem(run, &p, s + (size_t)f, full ? 1 : 4);
                check_path(run, &p);
                cf_problem_clear(&p);
                if (cf_run_expired(run)) {
                    cf_left_undone(run, "families after %d of N = %zu, d = %zu", f, shapes[s][0],
                                   shapes[s][1]);
                    return;
                }
            }
}

const cf_claim cf_claim_core_limit_depth = {
    .id = "core_limit_depth",
    .section = "C",
    .items = "Theorem 3",
    .title = "The limit of the flow at depth D > 2 in doubles",
    .statement = "cf_limit_depth's beta is within B = chi |X beta - y|_2 + (1 + chi |X|_F) (2^-48 + p 2^-69) "
                 "|beta|_2 of the exact "
                 "limit, p = D/(D-2), as core/limit_depth.c derives it, from cold and along paths in alpha "
                 "and depth, and within "
                 "1e-12 |beta*|_2 unless rows are nearly equal; the residual of each sample is at most 1e-12 "
                 "max |y| or 2^-50 |X| "
                 "|beta|; the norms follow; for D log alpha <= 300, p |beta_i| |x_i^T (nu - nu*)| <= 2 B.",
    .tex = "\\|\\mathrm{fl}(\\beta)-\\beta\\|_2\\le\\chi\\|X\\,\\mathrm{fl}(\\beta)-y\\|_2+(1+\\chi\\|X\\|_F)"
           "(2^{-48}+2^{-69}p)\\|\\beta\\|_2",
    .domain = "X of full row rank, any y; real D > 2, |D log alpha| at most 10^9",
    .checked = "all families, N to 10, d to 40, nine depths from 2.000001 to 1000, 12 log alpha from 700 to "
               "-10^6 (quick: every "
               "fourth of the pairs; full: all, five draws of each), and a path of 12 pairs; chi replaced by "
               "a lower bound",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 600,
    .canary = CF_AGREEMENT_CANARY_TEXT,
    .canaries = CF_AGREEMENT_CANARIES,
    .check = check,
};
