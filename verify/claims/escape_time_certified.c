/* escape_time_certified.c - certified times at which the residual is down to half its norm, against alpha:
 * they grow as alpha falls, and respect the bound of escape_time, which N = 1 comes near. */
#include "verify/flow_case.h"
#include <math.h>

/* (f L + ln(|y|/(4 sum_i |x_i|)))/(8 |y| max_i |x_i|) */
static void lower_bound(arb_t out, const cf_problem *p, double log_alpha, int canary) {
    const slong prec = 128;
    arb_t y, x, sum, largest;
    arb_init(y), arb_init(x), arb_init(sum), arb_init(largest);
    for (size_t i = 0; i < p->d; i++) {
        arb_zero(x);
        for (size_t n = 0; n < p->N; n++) {
            arb_set_d(y, p->X[n * p->d + i]);
            arb_addmul(x, y, y, prec);
        }
        arb_sqrt(x, x, prec);
        arb_add(sum, sum, x, prec);
        arb_max(largest, largest, x, prec);
    }
    arb_zero(x);
    for (size_t n = 0; n < p->N; n++) {
        arb_set_d(y, p->y[n]);
        arb_addmul(x, y, y, prec);
    }
    arb_sqrt(y, x, prec);
    arb_div(out, y, sum, prec);
    arb_mul_2exp_si(out, out, -2);
    arb_log(out, out, prec);
    arb_set_d(x, -2 * log_alpha);
    arb_mul_ui(x, x, canary ? 110 : 100, prec);
    arb_div_ui(x, x, 100, prec);
    arb_add(out, out, x, prec);
    arb_div(out, out, y, prec);
    arb_div(out, out, largest, prec);
    arb_mul_2exp_si(out, out, -3);
    arb_clear(y), arb_clear(x), arb_clear(sum), arb_clear(largest);
}

static void check_case(cf_run *run, const cf_problem *p, double log_alpha, arb_t before) {
    cf_flow_case c;
    arb_t time, bound, loss;
    fmpq_t level;
    arb_init(time), arb_init(bound), arb_init(loss), fmpq_init(level);
    cf_fact(run, "there is a path", cf_flow_case_init(&c, run, p, log_alpha, 2) ? CF_TRUE : CF_UNKNOWN);
    fmpq_t y;
    fmpq_init(y);
    for (size_t n = 0; n < p->N; n++) {
        cf_fmpq_set_double(y, p->y[n]);
        fmpq_mul(y, y, y);
        fmpq_add(level, level, y);
    }
    fmpq_div_2exp(level, level, 2); /* ||r|| = ||y||/2 */
    cf_fact(run, "the time is enclosed",
            cf_ref_flow_time(time, c.path, level) == CF_REF_OK ? CF_TRUE : CF_UNKNOWN);
    lower_bound(bound, p, log_alpha, cf_run_canary(run));
    cf_fact_le(run, "the bound of escape_time <= T", bound, time);
    if (!arb_is_zero(before)) cf_fact_lt(run, "T grows as alpha falls", before, time);
    if (!cf_run_canary(run))
        cf_evidence_row(run, "half_time", "samples", (double)p->N, "log_alpha", log_alpha, "time",
                        arf_get_d(arb_midref(time), ARF_RND_NEAR), NULL);
    arb_set(before, time);
    fmpq_clear(y), fmpq_clear(level), arb_clear(time), arb_clear(bound), arb_clear(loss);
    cf_flow_case_clear(&c);
}

static void check(cf_run *run) {
    static const double log_alpha[] = {0, -2, -4, -8, -16, -60};
    for (size_t k = 0; k < 4; k++) {
        cf_problem p;
        arb_t before;
        arb_init(before);
        cf_problem_draw(&p, k % 2 ? CF_FAMILY_GAUSSIAN : CF_FAMILY_SPARSE, cf_run_seed(run) % 100000 + k,
                        k < 2 ? 1 : 3, k < 2 ? 4 : 8, 1);
        for (int a = 0; a < (k < 2 ? 6 : 4); a++) check_case(run, &p, log_alpha[a], before);
        arb_clear(before), cf_problem_clear(&p);
    }
}

const cf_claim cf_claim_escape_time_certified = {
    .id = "escape_time_certified",
    .section = "4",
    .items = "escape time",
    .title = "The time to half the residual, certified, grows as alpha falls",
    .statement = "The time T at which the residual is down to half its norm, enclosed from certified paths, "
                 "grows from each alpha to the next "
                 "smaller one and is at least the bound of escape_time.",
    .tex = "T(\\alpha)\\ge\\frac{L+\\ln(\\|y\\|_2/(4\\sum_i\\|x_i\\|_2))}{8\\|y\\|_2\\max_i\\|x_i\\|_2}",
    .domain = "any X, y != 0, alpha > 0",
    .checked = "depth 2; N = 1, d = 4, log alpha from 0 to -60, and N = 3, d = 8, log alpha from 0 to -8; "
               "two problems of each",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 30,
    .canary = "L is 1.1 L in the bound",
    .check = check,
};
