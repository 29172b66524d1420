/* tangent_kernel_scaling.c - The gradients are those of exact polynomials along the coordinate axes, at alpha
 * w_0 and at w_0. */
#include "verify/point.h"

static void check_point(cf_run *run, const cf_point *point) {
    slong size = 2 * point->d;
    fmpq *w = _fmpq_vec_init(size);
    fmpq *g = _fmpq_vec_init(size), *h = _fmpq_vec_init(size);
    fmpq_t left, right, c;
    int equal = 1;
    fmpq_init(left);
    fmpq_init(right);
    fmpq_init(c);
    fmpq_set_si(c, 3, 10);
    for (slong i = 0; i < size; i++) fmpq_mul(w + i, point->w + i, c); /* alpha w_0, alpha = 3/10 */
    fmpq_set_si(c, (cf_run_canary(run) ? 101 : 100) * 9, 10000);
    fmpq_canonicalise(c); /* alpha^2 */
    for (slong m = 0; m < point->N; m++)
        for (slong n = 0; n <= m; n++) {
            cf_model_gradient(g, point, w, m);
            cf_model_gradient(h, point, w, n);
            cf_inner(left, g, h, size);
            cf_model_gradient(g, point, point->w, m);
            cf_model_gradient(h, point, point->w, n);
            cf_inner(right, g, h, size);
            fmpq_mul(right, right, c);
            equal = equal && fmpq_equal(left, right);
        }
    cf_fact(run, "K at alpha w_0 = alpha^2 K at w_0", equal ? CF_TRUE : CF_FALSE);
    fmpq_clear(left);
    fmpq_clear(right);
    fmpq_clear(c);
    _fmpq_vec_clear(w, size);
    _fmpq_vec_clear(g, size);
    _fmpq_vec_clear(h, size);
}

static void check(cf_run *run) {
    cf_for_points(run, check_point);
}

const cf_claim cf_claim_tangent_kernel_scaling = {
    .id = "tangent_kernel_scaling",
    .section = "3",
    .items = "K_{w_alpha(0)}",
    .title = "The tangent kernel at the start scales as alpha^(2(D-1)), D = 2",
    .statement = "K_{w_alpha(0)} = alpha^{2(D-1)} K_0 for the model (4), where D = 2, at every w_0.",
    .tex = "K_{w_\\alpha(0)}=\\alpha^{2(D-1)}K_0",
    .domain = "any x, x'; any alpha > 0, any w_0",
    .checked = "random rational weights on 108 instances (quick) of all families, d <= 9, exact; all pairs "
               "of samples; alpha = 3/10",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "alpha^2 is 1.01 alpha^2",
    .argument = NULL,
    .check = check,
};
