/* flow_path_certified.c - what the certified path claims of itself: the radius at each time, the meeting with
 * the certified limit, and the residual's fall. */
#include "verify/flow_case.h"
#include <math.h>

static void radius(arb_t out, arb_srcptr beta, size_t d) {
    arb_t r;
    arb_init(r);
    arb_zero(out);
    for (size_t i = 0; i < d; i++) {
        arb_get_rad_arb(r, beta + i);
        arb_addmul(out, r, r, 128);
    }
    arb_sqrt(out, out, 128);
    arb_clear(r);
}

static void check_case(cf_run *run, const cf_problem *p, double log_alpha, long depth) {
    static const double parts[] = {1e-6, 1e-2, 0.3, 1, 3, 1e6};
    const size_t d = p->d;
    cf_flow_case c;
    arb_t r, norm, loss, before, limit_bound;
    arb_ptr end = _arb_vec_init((slong)d);
    arb_init(r), arb_init(norm), arb_init(loss), arb_init(before), arb_init(limit_bound);
    cf_fact(run, "there is a path", cf_flow_case_init(&c, run, p, log_alpha, depth) ? CF_TRUE : CF_UNKNOWN);
    arb_zero(before);
    cf_ref_loss(before, c.beta, p->X, p->y, p->N, d, 256);
    for (int k = 0; k < 6; k++) {
        cf_fact(run, "the path is certified",
                cf_flow_case_at(&c, parts[k] * cf_flow_case_scale(&c)) ? CF_TRUE : CF_UNKNOWN);
        radius(r, c.beta, d);
        cf_ref_norm_l2(norm, c.beta, d, 128);
        arb_div_ui(limit_bound, norm, 10000000000, 128);
        cf_fact_le(run, "the radius of beta(t) is at most 1e-10 of its norm", r, limit_bound);
        cf_ref_loss(loss, c.beta, p->X, p->y, p->N, d, 256);
        if (k < 5 && !arb_contains_zero(loss)) { /* told from 0 */
            if (cf_run_canary(run)) arb_mul_ui(loss, loss, 1100, 256), arb_div_ui(loss, loss, 1000, 256);
            cf_fact_lt(run, "the loss has fallen", loss, before);
            cf_ref_loss(before, c.beta, p->X, p->y, p->N, d, 256);
        }
    }
    _arb_vec_set(end, c.beta, (slong)d);
    cf_fact(run, "the limit is certified", cf_flow_case_at(&c, INFINITY) ? CF_TRUE : CF_UNKNOWN);
    cf_flow_distance(r, end, c.beta, d);
    cf_ref_norm_l2(norm, c.beta, d, 128);
    arb_mul_2exp_si(norm, norm, -30);
    cf_fact_le(run, "|beta(t) - beta(inf)|_2 <= 1e-9 |beta(inf)|_2 at 1e6 times the scale", r, norm);
    cf_flow_case_clear(&c);
    arb_clear(r), arb_clear(norm), arb_clear(loss), arb_clear(before), arb_clear(limit_bound);
    _arb_vec_clear(end, (slong)d);
}

static void check(cf_run *run) {
    static const struct {
        double log_alpha;
        long depth;
    } cases[] = {{7, 2}, {-2.302585, 2}, {-6.907755, 2}, {-1, 3}, {-2.302585, 3}, {-1, 4}};
    const size_t draws = cf_run_tier(run) == CF_TIER_QUICK ? 1 : 5;
    for (size_t k = 0; k < 6 * draws && !cf_run_expired(run); k++) {
        cf_problem p;
        cf_problem_draw(&p, k % 2 ? CF_FAMILY_GAUSSIAN : CF_FAMILY_SPARSE, cf_run_seed(run) % 100000 + k, 3,
                        9, 1);
        check_case(run, &p, cases[k % 6].log_alpha, cases[k % 6].depth);
        cf_problem_clear(&p);
    }
}

const cf_claim cf_claim_flow_path_certified = {
    .id = "flow_path_certified",
    .section = "2",
    .items = "(2)",
    .title = "The path of gradient flow, enclosed at all times",
    .statement = "The gradient flow of L = |X beta - y|^2 from w(0) = alpha 1 is enclosed at every time to "
                 "1e-10 of |beta(t)|_2, its loss falls "
                 "from each time looked at to the next while it can be told from 0, and the enclosure runs "
                 "into that of the limit, found from Theorem 1 or 3 alone.",
    .tex = "\\beta(t)\\in\\tilde\\beta(t)+B,\\quad \\beta(t)\\to\\beta(\\infty)",
    .domain = "X of full row rank, y, alpha > 0, depth 2 or more, t in [0, inf]",
    .checked = "N = 3, d = 9, Gaussian and sparse regression; depth 2, log alpha = 7, -2.3, -6.9; depth 3, "
               "-1, -2.3; depth 4, -1; six times over "
               "twelve decades, and inf",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 60,
    .canary = "1.1 times the loss is below that of the time before: false for small times",
    .check = check,
};
