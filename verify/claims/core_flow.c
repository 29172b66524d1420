/* core_flow.c - gradient flow at given times in doubles against the certified path: the bound of cf_flow
 * (core/certiflow.h). The largest ||beta|| up to t is taken among the times looked at. */
#include "core/certiflow.h"
#include "verify/flow_case.h"
#include <math.h>
#include <stdlib.h>

enum { TIMES = 5 };

/* |beta - exact|_2 <= B at one time; the canary moves the exact path's time by 5 % */
static void check_time(cf_run *run, cf_flow_case *c, double t, const double *beta, double bound) {
    const size_t d = c->p->d;
    const double later = cf_run_canary(run) && isfinite(t) ? 1.05 * t : t;
    if (!cf_flow_case_at(c, later)) {
        cf_fact(run, "the path is certified there", CF_UNKNOWN);
        return;
    }
    arb_ptr x = _arb_vec_init((slong)d);
    arb_t distance, norm, b;
    arb_init(distance), arb_init(norm), arb_init(b);
    for (size_t i = 0; i < d; i++) arb_set_d(x + i, beta[i]);
    cf_flow_distance(distance, x, c->beta, d);
    arb_set_d(b, bound);
    cf_agrees(run, "|beta - exact|_2 <= B", 0, distance, b);
    cf_ref_norm_l2(norm, c->beta, d, 128);
    arb_div(distance, distance, norm, 64);
    const double error = arf_get_d(arb_midref(distance), ARF_RND_UP);
    if (!cf_run_canary(run))
        cf_evidence_row(run, "digits", "depth", fmpq_get_d(c->depth), "log_alpha", c->log_alpha,
                        "t_over_scale", t / cf_flow_case_scale(c), "correct_digits",
                        error > 0 ? -log10(error) : 17.0, NULL);
    _arb_vec_clear(x, (slong)d), arb_clear(distance), arb_clear(norm), arb_clear(b);
}

static void check_case(cf_run *run, const cf_problem *p, double log_alpha, long depth, double rtol) {
    static const double parts[TIMES] = {1e-3, 0.1, 0.5, 2, INFINITY};
    const size_t N = p->N, d = p->d;
    cf_flow_case c;
    if (!cf_flow_case_init(&c, run, p, log_alpha, depth)) cf_fact(run, "there is a path", CF_UNKNOWN);
    double times[TIMES], largest = 0, *beta = malloc(TIMES * (d + N) * sizeof *beta), *nu = beta + TIMES * d;
    char answered[TIMES];
    for (int k = 0; k < TIMES; k++) times[k] = parts[k] * cf_flow_case_scale(&c);
    cf_exact(run, "cf_flow answers",
             beta && cf_flow(beta, nu, NULL, answered, NULL, p->X, p->y, log_alpha, (double)depth, rtol, 0,
                             times, TIMES, 100000, N, d) == CF_OK);
    for (int k = 0; k < TIMES; k++) {
        const double norm = cf_norm_l2(beta + (size_t)k * d, d);
        double room = 1;
        largest = fmax(largest, norm);
        for (size_t i = 0; i < d; i++) {
            double z = 0;
            for (size_t n = 0; n < N; n++) z += p->X[n * d + i] * nu[(size_t)k * N + n];
            room = fmin(room, 1 - fabs(z));
        }
        const double power = depth == 2 ? 0 : (double)depth / (double)(depth - 2) * 0x1p-48 / room;
        check_time(run, &c, times[k], beta + (size_t)k * d, 200 * rtol * largest + (0x1p-40 + power) * norm);
    }
    free(beta);
    cf_flow_case_clear(&c);
}

static void check(cf_run *run) {
    static const double log_alpha[] = {1, -1, -3, -6}, deep_alpha[] = {0.5, -1, -2, -2.5};
    static const int families[] = {CF_FAMILY_SPARSE, CF_FAMILY_GAUSSIAN, CF_FAMILY_DEGENERATE,
                                   CF_FAMILY_INTEGER};
    const size_t draws = cf_run_tier(run) == CF_TIER_QUICK || cf_run_canary(run) ? 1 : 12;
    for (size_t k = 0; k < 4 * draws; k++)
        for (int a = 0; a < 4 && !cf_run_expired(run); a++) {
            cf_problem p;
            cf_problem_draw(&p, (cf_family)families[k % 4], cf_run_seed(run) % 100000 + k, 1 + k % 4, 8, 1);
            check_case(run, &p, log_alpha[a], 2, a % 2 ? 1e-8 : 1e-12);
            check_case(run, &p, deep_alpha[a], 3, a % 2 ? 1e-12 : 1e-8);
            cf_problem_clear(&p);
        }
}

const cf_claim cf_claim_core_flow = {
    .id = "core_flow",
    .section = "2",
    .items = "(2)",
    .title = "Gradient flow at given times in doubles",
    .statement = "cf_flow's beta(t) is within B = 200 rtol max_{s<=t} |beta(s)|_2 + 2^-40 |beta|_2 of the "
                 "exact path, at depth > 2 and p "
                 "2^-48/min(1 - |z_i|) |beta|_2 besides, at every time, the limit included.",
    .tex = "\\|\\mathrm{fl}(\\beta(t))-\\beta(t)\\|_2\\le 200\\,\\mathrm{rtol}\\max_{s\\le "
           "t}\\|\\beta(s)\\|_2+2^{-40}\\|\\beta(t)\\|_2",
    .domain = "X, y, depth 2 or more, alpha > 0, t in [0, inf]",
    .checked = "four families, N = 1 to 4, d = 8; depth 2, log alpha from 1 to -6, and depth 3, 0.5 to -2.5; "
               "five times from 1e-3 of the "
               "path's scale to inf; rtol 1e-8 and 1e-12",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 120,
    .canary = "the exact path 5 % later",
    .check = check,
};
