/* eq3.c - (3) for the model (4): O(||w - w(t)||^2) with its constant. f along w_t + s v is an exact
 * polynomial of degree 2 in s; what is left after its terms of degree 0 and 1 is sum_i x_i (v_{+,i}^2 -
 * v_{-,i}^2), at most max |x_i| ||v||^2. */
#include "verify/point.h"

static void check_direction(cf_run *run, const char *what, const cf_point *point, const fmpq *v, slong n) {
    fmpq_poly_t f;
    fmpq_t error, bound, x;
    fmpq_poly_init(f);
    fmpq_init(error);
    fmpq_init(bound);
    fmpq_init(x);
    cf_model_along(f, point, point->w, v, n);
    fmpq_set_si(x, 1, 1);
    fmpq_poly_set_coeff_si(f, 0, 0); /* f(w_t, x) and the linear term go */
    fmpq_poly_set_coeff_si(f, 1, 0);
    fmpq_poly_evaluate_fmpq(error, f, x);
    fmpq_abs(error, error);
    for (slong i = 0; i < point->d; i++) {
        fmpq_abs(x, fmpq_mat_entry(point->X, n, i));
        if (fmpq_cmp(x, bound) > 0) fmpq_set(bound, x);
    }
    cf_inner(x, v, v, 2 * point->d);
    fmpq_mul(bound, bound, x);
    fmpq_set_si(x, cf_run_canary(run) ? 99 : 100, 100);
    fmpq_canonicalise(x);
    fmpq_mul(bound, bound, x);
    cf_fact_fmpq_le(run, what, error, bound);
    fmpq_poly_clear(f);
    fmpq_clear(error);
    fmpq_clear(bound);
    fmpq_clear(x);
}

static void check_point(cf_run *run, const cf_point *point) {
    fmpq *v = _fmpq_vec_init(2 * point->d);
    for (slong n = 0; n < point->N; n++) {
        slong largest = 0;
        fmpq_t a, b;
        fmpq_init(a);
        fmpq_init(b);
        for (slong i = 1; i < point->d; i++) {
            fmpq_abs(a, fmpq_mat_entry(point->X, n, i));
            fmpq_abs(b, fmpq_mat_entry(point->X, n, largest));
            if (fmpq_cmp(a, b) > 0) largest = i;
        }
        check_direction(run, "random step", point, point->v, n);
        fmpq_set_si(v + largest, 3, 2);
        check_direction(run, "step in the coordinate of the largest |x_i|", point, v, n);
        fmpq_zero(v + largest);
        fmpq_clear(a);
        fmpq_clear(b);
    }
    _fmpq_vec_clear(v, 2 * point->d);
}

static void check(cf_run *run) {
    cf_for_points(run, check_point);
}

const cf_claim cf_claim_eq3 = {
    .id = "eq3",
    .section = "2",
    .items = "(3)",
    .title = "The error of the first-order expansion, with its constant",
    .statement = "|f(w,x) - f(w_t,x) - <w - w_t, grad f(w_t,x)>| <= max_i |x_i| ||w - w_t||^2 for model (4), "
                 "with equality for a step in one coordinate of the largest |x_i|.",
    .tex = "|f(w,x)-f(w_t,x)-\\langle w-w_t,\\nabla_wf(w_t,x)\\rangle|\\le\\|x\\|_\\infty\\|w-w_t\\|_2^2",
    .domain = "any w, w_t, x",
    .checked = "random rational weights on 108 instances (quick) of all families, d <= 9, exact; a random "
               "direction and the extremal one",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the constant is 0.99 max |x_i|",
    .argument = NULL,
    .check = check,
};
