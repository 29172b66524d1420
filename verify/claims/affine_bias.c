/* affine_bias.c - Section 3 writes the affine model with <w, alpha^(D-1) phi_0(x)> and the bias alpha^D
 * f(w_0, x): right if w is counted from w(0). Euler's identity tells the two readings apart. */
#include "verify/point.h"

static void check_point(cf_run *run, const cf_point *point) {
    slong size = 2 * point->d;
    fmpq *g = _fmpq_vec_init(size), *none = _fmpq_vec_init(size);
    fmpq_poly_t f;
    fmpq_t left, right, c;
    fmpq_poly_init(f);
    fmpq_init(left);
    fmpq_init(right);
    fmpq_init(c);
    for (slong n = 0; n < point->N; n++) {
        cf_model_gradient(g, point, point->w, n);
        cf_inner(left, point->w, g, size);
        cf_model_along(f, point, point->w, none, n);
        fmpq_poly_get_coeff_fmpq(right, f, 0);
        fmpq_set_si(c, cf_run_canary(run) ? 202 : 200, 100);
        fmpq_canonicalise(c);
        fmpq_mul(right, right, c);
        cf_fact_fmpq_eq(run, "<w, grad f(w, x)> and 2 f(w, x)", left, right);
    }
    fmpq_poly_clear(f);
    fmpq_clear(left);
    fmpq_clear(right);
    fmpq_clear(c);
    _fmpq_vec_clear(g, size);
    _fmpq_vec_clear(none, size);
}

static void check(cf_run *run) {
    cf_for_points(run, check_point);
}

const cf_claim cf_claim_affine_bias = {
    .id = "affine_bias",
    .section = "3",
    .items = "kernel regime",
    .title = "The bias of the affine model, in w and in w - w(0)",
    .statement = "At any w: <w, grad_w f(w, x)> = D f(w, x), D = 2 (Euler). So the affine model f(w(0),x) + "
                 "<w - w(0), grad f(w(0),x)> is -(D-1) alpha^D f(w_0,x) + <w, alpha^(D-1) phi_0(x)>: the "
                 "bias is alpha^D f(w_0,x) in terms of w - w(0), as the paper has it, and 1 - D times that "
                 "in terms of w. Both vanish for an unbiased start.",
    .tex = "\\langle w,\\nabla_wf(w,x)\\rangle=Df(w,x)",
    .domain = "any w, x; D = 2",
    .checked =
        "random rational weights on 108 instances (quick) of all families, d <= 9, exact, every sample",
    .uses = "homogeneity",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "D is 2.02",
    .argument = NULL,
    .check = check,
};
