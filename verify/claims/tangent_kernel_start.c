/* tangent_kernel_start.c - Each of the 2d partial derivatives at alpha 1 is +-2 alpha x_i, so the inner
 * product is 2 * 4 alpha^2 <x, x'>. The gradients are those of exact polynomials along the coordinate axes.
 *
 * Section 3 names K_0 the kernel at w_0, without alpha, and has K_{w_alpha(0)} = alpha^2 K_0 at D = 2.
 * Section 4's "the tangent kernel at initialisation is K_0(x, x') = 8 alpha^2 <x, x'>" is true of
 * K_{w_alpha(0)}; of K_0 so defined it is off by alpha^2.
 */
#include "verify/point.h"

static void check_point(cf_run *run, const cf_point *point) {
    slong size = 2 * point->d;
    fmpq *w = _fmpq_vec_init(size), *g = _fmpq_vec_init(size), *h = _fmpq_vec_init(size);
    fmpq_t left, right, c;
    int equal = 1;
    fmpq_init(left);
    fmpq_init(right);
    fmpq_init(c);
    int printed = cf_run_printed(run), canary = cf_run_canary(run);
    for (slong i = 0; i < size; i++)
        if (printed)
            fmpq_one(w + i); /* w_0 */
        else
            fmpq_set_si(w + i, 3, 10); /* alpha = 3/10 */
    for (slong m = 0; m < point->N; m++) {
        cf_model_gradient(g, point, w, m);
        for (slong n = 0; n <= m; n++) {
            cf_model_gradient(h, point, w, n);
            cf_inner(left, g, h, size);
            fmpq_zero(right);
            for (slong i = 0; i < point->d; i++)
                fmpq_addmul(right, fmpq_mat_entry(point->X, m, i), fmpq_mat_entry(point->X, n, i));
            if (printed)
                fmpq_set_si(c, canary ? 800 : 8 * 9, 100); /* 8, or 8 alpha^2 */
            else
                fmpq_set_si(c, (canary ? 808 : 800) * 9, 10000); /* 8 alpha^2 */
            fmpq_canonicalise(c);
            fmpq_mul(right, right, c);
            equal = equal && fmpq_equal(left, right);
        }
    }
    cf_fact(run,
            printed ? "<grad f(w_0, x_m), grad f(w_0, x_n)> = 8 alpha^2 <x_m, x_n>"
                    : "<grad f(alpha 1, x_m), grad f(alpha 1, x_n)> = 8 alpha^2 <x_m, x_n>",
            equal ? CF_TRUE : CF_FALSE);
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

const cf_claim cf_claim_tangent_kernel_start = {
    .id = "tangent_kernel_start",
    .section = "4",
    .items = "tangent kernel at the start",
    .title = "The tangent kernel at the start is 8 alpha^2 <x, x'>",
    .statement = "K_{w(0)}(x, x') = <grad f(alpha 1, x), grad f(alpha 1, x')> = 8 alpha^2 <x, x'>.",
    .tex = "K_0(x,x')=8\\alpha^2\\langle x,x'\\rangle",
    .domain = "any x, x'; any alpha > 0",
    .checked = "random rational weights on 108 instances (quick) of all families, d <= 9, exact; all pairs "
               "of samples; alpha = 3/10",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = "tangent_kernel_K0_printed",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "8 is 8.08",
    .argument = NULL,
    .check = check,
};

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
