/* escape_time.c - "Taking alpha to 0 drastically increases the time needed to escape the saddle point." |r|
 * never grows, so |X^T nu(t)|_i <= 8 ||x_i|| ||y|| t and |beta_i(t)| <= alpha^2 exp(8 ||x_i|| ||y|| t); half
 * of y needs sum
 * ||x_i|| |beta_i| >= ||y||/2 (the bound gives away another factor 2 so that it is not an equality at d = 1).
 * At N = 1, nu' = 8 (y - X beta(nu)) with y - X beta between y/2 and y until the residual has halved. */
#include "verify/limits.h"

#include <stdio.h>

static void check_case(cf_run *run, const cf_problem *p, double log_alpha, arb_t previous) {
    const slong prec = 256;
    cf_limit_case c;
    arb_t lower, bound, x, sum, largest;
    double y = p->y[0];
    cf_problem half = *p;
    half.y = (double[1]){0.5 * y};
    arb_init(lower);
    arb_init(bound);
    arb_init(x);
    arb_init(sum);
    arb_init(largest);
    if (!cf_limit_case_init(&c, &half, log_alpha, 128)) {
        cf_fact(run, "the limit exists (Krawczyk certificate)", CF_UNKNOWN);
        goto clear;
    }
    for (size_t i = 0; i < p->d; i++) {
        arb_set_d(x, p->X[i]);
        arb_abs(x, x);
        arb_add(sum, sum, x, prec);
        arb_max(largest, largest, x, prec);
    }
    arb_abs(lower, c.nu); /* 8 |y| T >= nu_h */
    arb_set_d(x, y);
    arb_abs(x, x);
    arb_div(bound, x, sum, prec);
    arb_mul_2exp_si(bound, bound, -2);
    arb_log(bound, bound, prec);
    arb_set_d(sum, -2.0 * log_alpha);
    arb_mul_ui(sum, sum, cf_run_canary(run) ? 101 : 100, prec);
    arb_div_ui(sum, sum, 100, prec);
    arb_add(bound, bound, sum, prec);
    arb_div(bound, bound, largest, prec);
    cf_fact_le(run, "8 |y| times: the bound <= nu_h <= T", bound, lower);
    if (!arb_is_zero(previous))
        cf_fact_lt(run, "T at this alpha exceeds T at the one before", previous, lower);
    arb_mul_2exp_si(previous, lower, 1); /* 8 |y| T <= 2 nu_h */
clear:
    cf_limit_case_clear(&c);
    arb_clear(lower);
    arb_clear(bound);
    arb_clear(x);
    arb_clear(sum);
    arb_clear(largest);
}

static void check(cf_run *run) {
    static const double log_alpha[] = {-4.0, -40.0, -400.0, -4000.0};
    size_t problems = cf_run_tier(run) == CF_TIER_QUICK ? 8 : 64;
    for (size_t k = 0; k < problems; k++) {
        cf_problem p;
        arb_t previous;
        arb_init(previous);
        cf_problem_draw(&p, k % 2 ? CF_FAMILY_GAUSSIAN : CF_FAMILY_INTEGER, cf_run_seed(run) % 100000 + k, 1,
                        1 + k % 12, 1.0);
        for (size_t a = 0; a < 4; a++) {
            char more[40];
            snprintf(more, sizeof more, "log alpha = %g", log_alpha[a]);
            cf_problem_begin(run, &p, more);
            check_case(run, &p, log_alpha[a], previous);
        }
        cf_problem_clear(&p);
        arb_clear(previous);
    }
}

const cf_claim cf_claim_escape_time = {
    .id = "escape_time",
    .section = "4",
    .items = "escape time",
    .title = "The time to escape the saddle grows like log(1/alpha)",
    .statement = "The time T at which the residual is down to half its norm obeys T >= (L + ln(||y||_2 / (4 "
                 "sum_i ||x_i||_2))) / (8 ||y||_2 max_i ||x_i||_2), x_i the columns of X. At N = 1 the dual "
                 "flow gives T between nu_h/(8|y|) and nu_h/(4|y|), where nu_h is the dual variable of the "
                 "limit for y/2; these are checked against the bound. The growth is logarithmic in 1/alpha.",
    .tex = "T\\ge\\frac{L+\\ln(\\|y\\|_2/(4\\sum_i\\|x_i\\|_2))}{8\\|y\\|_2\\max_i\\|x_i\\|_2}",
    .domain = "any X, y != 0, alpha > 0",
    .checked = "N = 1, d = 1 to 12, 8 problems (quick), log alpha = -4, -40, -400, -4000: certified dual "
               "variables; the rest is the written proof",
    .uses = "eq18",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "L is 1.01 L",
    .argument = "docs/proofs.md#escape-time",
    .check = check,
};
