/* depth_kkt.c - KKT sufficiency for Q^D_alpha: strict convexity of q_D. */
#include "verify/depth_point.h"

static void tangent(cf_run *run, const cf_depth *depth, const arb_t s, slong shift, int unused) {
    arb_t t, z, w, q, x;
    arb_init(t), arb_init(z), arb_init(w), arb_init(q), arb_init(x);
    arb_one(t);
    arb_mul_2exp_si(t, t, shift < 0 ? shift : -shift);
    arb_sub_ui(x, s, 1, CF_DEPTH_PREC);
    arb_mul(t, t, x, CF_DEPTH_PREC); /* -(1-s) 2^-|shift| */
    if (shift > 0) arb_neg(t, t);
    arb_add(t, t, s, CF_DEPTH_PREC); /* another point of (-1, 1) */
    cf_depth_h(z, s, depth);
    cf_depth_h(w, t, depth);
    cf_depth_q_at(q, t, depth);
    cf_depth_q_at(x, s, depth);
    arb_sub(q, q, x, CF_DEPTH_PREC); /* q(w) - q(z) */
    arb_sub(w, w, z, CF_DEPTH_PREC);
    (void)unused;
    cf_depth_percent(x, s, cf_run_canary(run) ? 1 : 0);
    arb_mul(w, w, x, CF_DEPTH_PREC);
    cf_fact_lt(run, "s (w - z) < q_D(w) - q_D(z)", w, q);
    arb_clear(t), arb_clear(z), arb_clear(w), arb_clear(q), arb_clear(x);
}

static void check_point(cf_run *run, const cf_depth *depth, const arb_t s) {
    tangent(run, depth, s, -20, 0);
    tangent(run, depth, s, 20, 0);
    tangent(run, depth, s, 1, 0);
}

static void check(cf_run *run) {
    cf_for_depth_points(run, check_point);
}

const cf_claim cf_claim_depth_kkt = {
    .id = "depth_kkt",
    .section = "5",
    .items = "Theorem 3",
    .title = "The KKT conditions single out the minimiser of Q^D_alpha",
    .statement = "X beta = y and h_D^{-1}(beta/alpha^D) = X^T nu for some nu hold iff beta is the one "
                 "minimiser of Q^D_alpha on X beta = y; with the convergence of the flow to zero error, "
                 "beta_{alpha,D}(infinity) is that minimiser, for every real D > 2. What carries it: q_D "
                 "lies strictly above its tangents, q_D(w) > q_D(z) + s (w - z), s = h_D^{-1}(z), w != z.",
    .tex = "q_D(w)>q_D(z)+h_D^{-1}(z)(w-z),\\ w\\ne z",
    .domain = "any D > 2, beta, alpha > 0",
    .checked = "D = 21/10, 5/2, 3, 4, 5, 8, 50; s = 2^-40 to 1 - 2^-40 and 6 random a depth (quick): 112 "
               "points z = h_D(s), each with neighbours on both sides, balls of 1024 bits",
    .uses = "",
    .proof_uses = "depth_zero_error depth_dual",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the slope of the tangent is 1.01 s",
    .argument = "docs/depth-theory.md#kkt",
    .check = check,
};
