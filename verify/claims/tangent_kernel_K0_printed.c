/* tangent_kernel_K0_printed.c - Section 3 names K_0 the kernel at w_0, without alpha, and has K_{w_alpha(0)}
 * = alpha^2 K_0 at D = 2. Section 4's "the tangent kernel at initialisation is K_0(x, x') = 8 alpha^2 <x,
 * x'>" is true of K_{w_alpha(0)} (tangent_kernel_start); of K_0 so defined it is off by alpha^2. */
#include "verify/point.h"

static void check_point(cf_run *run, const cf_point *point) {
    slong size = 2 * point->d;
    fmpq *w = _fmpq_vec_init(size), *g = _fmpq_vec_init(size), *h = _fmpq_vec_init(size);
    fmpq_t left, right, c;
    int equal = 1;
    fmpq_init(left);
    fmpq_init(right);
    fmpq_init(c);
    for (slong i = 0; i < size; i++) fmpq_one(w + i); /* w_0 */
    for (slong m = 0; m < point->N; m++) {
        cf_model_gradient(g, point, w, m);
        for (slong n = 0; n <= m; n++) {
            cf_model_gradient(h, point, w, n);
            cf_inner(left, g, h, size);
            fmpq_zero(right);
            for (slong i = 0; i < point->d; i++)
                fmpq_addmul(right, fmpq_mat_entry(point->X, m, i), fmpq_mat_entry(point->X, n, i));
            fmpq_set_si(c, cf_run_canary(run) ? 800 : 8 * 9, 100); /* 8, or 8 alpha^2 */
            fmpq_canonicalise(c);
            fmpq_mul(right, right, c);
            equal = equal && fmpq_equal(left, right);
        }
    }
    cf_fact(run, "<grad f(w_0, x_m), grad f(w_0, x_n)> = 8 alpha^2 <x_m, x_n>", equal ? CF_TRUE : CF_FALSE);
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

const cf_claim cf_claim_tangent_kernel_K0_printed = {
    .id = "tangent_kernel_K0_printed",
    .section = "4",
    .items = "tangent kernel at the start",
    .title = "The tangent kernel K_0 = K_{w_0} is 8 alpha^2 <x, x'>, as printed",
    .statement = "With K_0 = K_{w_0} as Section 3 defines it: K_0(x, x') = 8 alpha^2 <x, x'>.",
    .tex = "K_0(x,x')=8\\alpha^2\\langle x,x'\\rangle,\\ K_0:=K_{w_0}",
    .domain = "any x, x', alpha > 0",
    .checked = "108 instances (quick) of all families, d <= 9, every pair of samples, alpha = 3/10, exact",
    .uses = "",
    .proof_uses = "",
    .erratum =
        "With K_0 = K_{w_0} of Section 3, K_0(x, x') = 8 <x, x'>; 8 alpha^2 <x, x'> is K_{w_alpha(0)}.",
    .twin = "tangent_kernel_start",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "K_0 = 8 <x, x'>: the corrected statement, which must hold",
    .argument = NULL,
    .check = check,
};
