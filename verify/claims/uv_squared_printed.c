/* uv_squared_printed.c - Section 4: "their magnitude will remain equal and their signs will not flip
 * throughout training, and so we can equivalently replace both with a single weight w_i, yielding the model
 * f(w,x) = <w^2,x>". True where u_i = v_i. Where u_i(0) = -v_i(0), which the premise allows, u_i v_i = -w_i^2
 * at all times, starting with u(0) = alpha, v(0) = -alpha, where the product is negative. */
#include "verify/path.h"

/* u(0) = alpha, v(0) = sigma_i alpha with sigma = -1, 1, -1, ... */
static void start(fmpq *u, fmpq *v, const cf_path *path) {
    for (slong i = 0; i < path->d; i++) {
        fmpq_set(u + i, path->alpha);
        fmpq_set(v + i, path->alpha);
        if (i % 2 == 0) fmpq_neg(v + i, v + i);
    }
}

static void check_path(cf_run *run, const cf_path *path) {
    fmpq *u0 = _fmpq_vec_init(path->d), *v0 = _fmpq_vec_init(path->d);
    fmpq_poly_struct *u = cf_polys_init(path->d), *v = cf_polys_init(path->d);
    fmpq_poly_t a, b;
    cf_truth equal = CF_TRUE;
    fmpq_poly_init(a);
    fmpq_poly_init(b);
    start(u0, v0, path);
    cf_uv_series(u, v, NULL, path->X, path->y, u0, v0);
    for (slong i = 0; i < path->d; i++) {
        fmpq_poly_mullow(a, u + i, v + i, CF_PATH_ORDER);
        fmpq_poly_mullow(b, u + i, u + i, CF_PATH_ORDER);
        if (cf_run_canary(run) && i % 2 == 0) fmpq_poly_neg(b, b);
        if (cf_series_equal(a, b) == CF_FALSE) equal = CF_FALSE;
    }
    cf_fact(run, "u v and w^2, w = |u|, have the same coefficients", equal);
    fmpq_poly_clear(a);
    fmpq_poly_clear(b);
    _fmpq_vec_clear(u0, path->d);
    _fmpq_vec_clear(v0, path->d);
    cf_polys_clear(u, path->d);
    cf_polys_clear(v, path->d);
}

static void check(cf_run *run) {
    cf_for_paths(run, check_path);
}

const cf_claim cf_claim_uv_squared_printed = {
    .id = "uv_squared_printed",
    .section = "4",
    .items = "u,v remark",
    .title = "u v as one squared weight, without the signs, as printed",
    .statement = "If |u_i(0)| = |v_i(0)|, then along the flow u_i v_i = w_i^2 with one weight w_i, so that "
                 "the model is f(w,x) = <w^2, x>.",
    .tex = "|u_i|=|v_i|\\Rightarrow\\textstyle\\sum_iu_iv_ix_i=\\langle w^2,x\\rangle",
    .domain = "any X, y; any start with |u_i| = |v_i|",
    .checked = "coefficients of t^0 to t^5, exact rationals: 192 instances (quick), N <= 3, d <= 5, "
               "alternating signs",
    .uses = "",
    .proof_uses = "",
    .erratum = "The product keeps the sign it starts with: u_i v_i = sigma_i w_i^2; the model is <w^2, x> "
               "only if u_i and v_i start with equal signs.",
    .twin = "uv_squared",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "u_i v_i = sigma_i w_i^2: the corrected statement, which must hold",
    .argument = NULL,
    .check = check,
};
