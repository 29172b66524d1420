/* strict_saddle.c - The strict saddle property that Appendix A quotes. grad L = 4 X~^T r o w vanishes iff
 * each w_i is 0 or has (X~^T r)_i = 0; r != 0 gives (X^T r)_i != 0 for some i, where both weights then
 * vanish. The check takes critical points with exact rational weights and reads the curvature off L along the
 * axes. */
#include "verify/point.h"

/* A critical point: w_+ = (b+1)/2, w_- = (b-1)/2 on the first coordinate with b = <x_1, y>/||x_1||^2, so that
 * (X^T r)_1 = 0, and 0 on the others. */
static void critical_point(fmpq *w, const cf_point *point) {
    fmpq_t top, bottom;
    fmpq_init(top);
    fmpq_init(bottom);
    for (slong n = 0; n < point->N; n++) {
        fmpq_addmul(top, fmpq_mat_entry(point->X, n, 0), fmpq_mat_entry(point->y, n, 0));
        fmpq_addmul(bottom, fmpq_mat_entry(point->X, n, 0), fmpq_mat_entry(point->X, n, 0));
    }
    if (!fmpq_is_zero(bottom)) fmpq_div(top, top, bottom);
    fmpq_set_si(bottom, 1, 2);
    fmpq_add_si(w, top, 1);
    fmpq_mul(w, w, bottom);
    fmpq_sub_si(w + point->d, top, 1);
    fmpq_mul(w + point->d, w + point->d, bottom);
    fmpq_clear(top);
    fmpq_clear(bottom);
}

static void adjoint_residual(fmpq_t out, const cf_point *point, const fmpq *w, slong i) {
    fmpq *none = _fmpq_vec_init(2 * point->d);
    fmpq_poly_t f;
    fmpq_t r;
    fmpq_poly_init(f);
    fmpq_init(r);
    fmpq_zero(out);
    for (slong n = 0; n < point->N; n++) {
        cf_model_along(f, point, w, none, n);
        fmpq_poly_get_coeff_fmpq(r, f, 0);
        fmpq_sub(r, r, fmpq_mat_entry(point->y, n, 0));
        fmpq_addmul(out, r, fmpq_mat_entry(point->X, n, i));
    }
    fmpq_poly_clear(f);
    fmpq_clear(r);
    _fmpq_vec_clear(none, 2 * point->d);
}

static void check_critical(cf_run *run, const cf_point *point, const fmpq *w) {
    slong size = 2 * point->d;
    fmpq *gradient = _fmpq_vec_init(size), *unit = _fmpq_vec_init(size);
    fmpq_poly_t loss;
    fmpq_t c, x, two;
    int critical = 1, strict = 0, error;
    fmpq_poly_init(loss);
    fmpq_init(c);
    fmpq_init(x);
    fmpq_init(two);
    cf_loss_gradient(gradient, point, w);
    for (slong i = 0; i < size; i++) critical = critical && fmpq_is_zero(gradient + i);
    cf_loss_along(loss, point, w, unit);
    error = !fmpq_poly_is_zero(loss);
    if (cf_hypothesis(run, "grad L(w) = 0", critical ? CF_TRUE : CF_FALSE) &&
        cf_hypothesis(run, "L(w) > 0", error ? CF_TRUE : CF_FALSE)) {
        for (slong i = 0; i < size; i++) {
            fmpq_one(unit + i);
            cf_loss_along(loss, point, w, unit);
            fmpq_zero(unit + i);
            if (!fmpq_is_zero(w + i % point->d) || !fmpq_is_zero(w + i % point->d + point->d)) continue;
            fmpq_poly_get_coeff_fmpq(c, loss, 2);
            adjoint_residual(x, point, w, i % point->d);
            fmpq_set_si(two, (i < point->d ? 1 : -1) * (cf_run_canary(run) ? 202 : 200), 100);
            fmpq_canonicalise(two);
            fmpq_mul(x, x, two);
            cf_fact_fmpq_eq(run, "half the curvature and +-2 (X^T r)_i", c, x);
            strict |= fmpq_sgn(c) < 0;
        }
        cf_fact(run, "a direction of negative curvature", strict ? CF_TRUE : CF_FALSE);
    }
    fmpq_poly_clear(loss);
    fmpq_clear(c);
    fmpq_clear(x);
    fmpq_clear(two);
    _fmpq_vec_clear(gradient, size);
    _fmpq_vec_clear(unit, size);
}

static void check_point(cf_run *run, const cf_point *point) {
    fmpq *w = _fmpq_vec_init(2 * point->d);
    check_critical(run, point, w);
    cf_instance(run, "the same X and y, seed %llu, a critical point supported on the first coordinate",
                (unsigned long long)point->problem->seed);
    critical_point(w, point);
    check_critical(run, point, w);
    _fmpq_vec_clear(w, 2 * point->d);
}

static void check(cf_run *run) {
    cf_for_points(run, check_point);
}

const cf_claim cf_claim_strict_saddle = {
    .id = "strict_saddle",
    .section = "A",
    .items = "strict saddle",
    .title = "Every critical point with an error is a strict saddle",
    .statement = "If grad L(w) = 0 and L(w) > 0, then some coordinate i has w_{+,i} = w_{-,i} = 0 and (X^T "
                 "r)_i != 0, and L has the curvatures 4 (X^T r)_i and -4 (X^T r)_i along w_{+,i} and "
                 "w_{-,i}: one of them is negative.",
    .tex = "\\nabla L(w)=0,\\ L(w)>0\\Rightarrow\\lambda_{\\min}(\\nabla^2L(w))<0",
    .domain = "X of full row rank",
    .checked =
        "the critical points w = 0 and w supported on the first coordinate, 108 instances (quick), exact",
    .uses = "eq13",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the curvature is 4.04 (X^T r)_i",
    .argument = NULL,
    .check = check,
};
