/* lemma4_path.c - Lemma 4 along certified paths: ||X^T int_0^t r||_inf = max_i |z_i(t)|/(2D(D-2)
 * alpha^{D-2}), so that half the printed bound is max_i |z_i(t)| < 1. */
#include "verify/flow_case.h"
#include <math.h>

static void check_case(cf_run *run, const cf_problem *p, double log_alpha, long depth) {
    static const double parts[] = {0.1, 0.5, 0.9, 1.2, 3, INFINITY};
    cf_flow_case c;
    arb_t largest, bound, a;
    arb_init(largest), arb_init(bound), arb_init(a);
    cf_fact(run, "there is a path", cf_flow_case_init(&c, run, p, log_alpha, depth) ? CF_TRUE : CF_UNKNOWN);
    for (int k = 0; k < 6; k++) {
        cf_fact(run, "the path is certified",
                cf_flow_case_at(&c, parts[k] * cf_flow_case_scale(&c)) ? CF_TRUE : CF_UNKNOWN);
        arb_zero(largest);
        for (size_t i = 0; i < p->d; i++) {
            arb_abs(a, c.z + i);
            arb_max(largest, largest, a, 128);
        }
        arb_set_ui(bound, cf_run_canary(run) ? 90 : 100);
        arb_div_ui(bound, bound, 100, 128);
        cf_fact_lt(run, "2D(D-2) alpha^(D-2) |X^T int_0^t r|_inf < 1", largest, bound);
    }
    cf_flow_case_clear(&c);
    arb_clear(largest), arb_clear(bound), arb_clear(a);
}

static void check(cf_run *run) {
    static const struct {
        double log_alpha;
        long depth;
    } cases[] = {{0, 3}, {-1.5, 3}, {-3, 3}, {-1, 4}, {-2, 4}, {-1, 5}};
    for (size_t k = 0; k < 6 && !cf_run_expired(run); k++) {
        cf_problem p;
        cf_problem_draw(&p, k % 2 ? CF_FAMILY_GAUSSIAN : CF_FAMILY_SPARSE, cf_run_seed(run) % 100000 + k, 2,
                        6, 1);
        check_case(run, &p, cases[k].log_alpha, cases[k].depth);
        cf_problem_clear(&p);
    }
}

const cf_claim cf_claim_lemma4_path = {
    .id = "lemma4_path",
    .section = "C",
    .items = "Lemma 4",
    .title = "Lemma 4 at times along certified paths, with half the printed bound",
    .statement =
        "||X^T int_0^t r||_infinity < alpha^{2-D}/(2D(D-2)) at every time looked at, the limit included.",
    .tex = "\\Big\\|X^\\top\\int_0^t r\\Big\\|_\\infty<\\frac{\\alpha^{2-D}}{2D(D-2)}",
    .domain = "X, y, alpha > 0, D >= 3, all t",
    .checked = "N = 2, d = 6; depths 3, 4, 5; log alpha from 0 to -3; six times of each path",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 30,
    .canary = "0.9 of that bound",
    .check = check,
};
