/* depth_gradient.c - the gradient of Q^D_alpha, with the factor of the chain rule alpha^(-D), which the print
 * misses, as in (12). */
#include "verify/depth_point.h"

static void tangent(cf_run *run, const cf_depth *depth, const arb_t s, slong shift, int e) {
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
    /* <g, beta' - beta> = s (w - z): alpha^D = 2^e divides g (not so in print) and multiplies beta' - beta */
    int printed = cf_run_printed(run), canary = cf_run_canary(run);
    cf_depth_percent(x, s, canary && !printed ? 1 : 0);
    if (!printed || canary) arb_mul_2exp_si(x, x, -e);
    arb_mul_2exp_si(w, w, e);
    arb_mul(w, w, x, CF_DEPTH_PREC);
    cf_fact_le(run, "Q(beta) + <g, beta' - beta> <= Q(beta')", w, q);
    arb_clear(t), arb_clear(z), arb_clear(w), arb_clear(q), arb_clear(x);
}

static void check_point(cf_run *run, const cf_depth *depth, const arb_t s) {
    tangent(run, depth, s, -20, -1);
    tangent(run, depth, s, -20, 1);
    tangent(run, depth, s, 20, -1);
    tangent(run, depth, s, 20, 1);
}

static void check(cf_run *run) {
    cf_for_depth_points(run, check_point);
}

const cf_claim cf_claim_depth_gradient = {
    .id = "depth_gradient",
    .section = "C",
    .items = "h_D increasing",
    .title = "The gradient of Q^D_alpha",
    .statement = "grad Q^D_alpha(beta) = alpha^(-D) h_D^{-1}(beta/alpha^D). Q^D_alpha is convex, so g is its "
                 "gradient at beta only if Q(beta') >= Q(beta) + <g, beta' - beta> on both sides of beta; "
                 "here d = 1, alpha^D = 1/2 and 2.",
    .tex = "\\nabla Q^D_\\alpha(\\beta)=\\alpha^{-D}h_D^{-1}(\\beta/\\alpha^D)",
    .domain = "any D > 2, beta, alpha > 0",
    .checked = "D = 21/10, 5/2, 3, 4, 5, 8, 50; s = 2^-40 to 1 - 2^-40 and 6 random a depth (quick): 112 "
               "points z = h_D(s), each with neighbours on both sides, balls of 1024 bits",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = "depth_gradient_printed",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "g is 1 % larger",
    .argument = NULL,
    .check = check,
};

const cf_claim cf_claim_depth_gradient_printed = {
    .id = "depth_gradient_printed",
    .section = "C",
    .items = "h_D increasing",
    .title = "The gradient of Q^D_alpha as printed",
    .statement = "grad Q^D_alpha(beta) = h_D^{-1}(beta/alpha^D). Q^D_alpha is convex, so g is its gradient "
                 "at beta only if Q(beta') >= Q(beta) + <g, beta' - beta> on both sides of beta; here d = 1, "
                 "alpha^D = 1/2 and 2.",
    .tex = "\\nabla Q^D_\\alpha(\\beta)=h_D^{-1}(\\beta/\\alpha^D)",
    .domain = "any D > 2, beta, alpha > 0",
    .checked = "D = 21/10, 5/2, 3, 4, 5, 8, 50; s = 2^-40 to 1 - 2^-40 and 6 random a depth (quick): 112 "
               "points z = h_D(s), each with neighbours on both sides, balls of 1024 bits",
    .uses = "",
    .proof_uses = "",
    .erratum = "grad Q^D_alpha(beta) = alpha^(-D) h_D^{-1}(beta/alpha^D)",
    .twin = "depth_gradient",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "g = alpha^(-D) h_D^{-1}(beta/alpha^D): the corrected statement, which must hold",
    .argument = NULL,
    .check = check,
};
