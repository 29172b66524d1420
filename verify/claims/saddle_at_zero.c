/* saddle_at_zero.c - L along a line w = s v from 0 is an exact polynomial in s: its coefficient of s must be
 * 0 and that of s^2 must be half of v^T Hess v. X^T y = 0 only for y = 0, as X^T is injective; X~^T y = [X^T
 * y; -X^T y] then has both signs. Random v with all entries tests that the Hessian is diagonal. */
#include "verify/point.h"

static void check_direction(cf_run *run, const cf_point *point, const fmpq *v, const fmpq *minus4,
                            int *negative, int *positive) {
    slong size = 2 * point->d;
    fmpq *zero = _fmpq_vec_init(size);
    fmpq_poly_t loss;
    fmpq_t c, form, x, half;
    fmpq_poly_init(loss);
    fmpq_init(c);
    fmpq_init(form);
    fmpq_init(x);
    fmpq_init(half);
    cf_loss_along(loss, point, zero, v);
    fmpq_poly_get_coeff_fmpq(c, loss, 1);
    cf_fact(run, "the gradient at 0 vanishes", fmpq_is_zero(c) ? CF_TRUE : CF_FALSE);
    fmpq_poly_get_coeff_fmpq(c, loss, 2);
    for (slong i = 0; i < size; i++) {
        fmpq_zero(x);
        for (slong n = 0; n < point->N; n++)
            fmpq_addmul(x, fmpq_mat_entry(point->X, n, i % point->d), fmpq_mat_entry(point->y, n, 0));
        if (i >= point->d) fmpq_neg(x, x);
        fmpq_mul(x, x, v + i);
        fmpq_addmul(form, x, v + i);
    }
    fmpq_set_si(half, 1, 2);
    fmpq_mul(form, form, minus4);
    fmpq_mul(form, form, half);
    cf_fact_fmpq_eq(run, "v^T Hess v / 2 and -2 v^T diag(X~^T y) v", c, form);
    *negative |= fmpq_sgn(c) < 0;
    *positive |= fmpq_sgn(c) > 0;
    fmpq_poly_clear(loss);
    fmpq_clear(c);
    fmpq_clear(form);
    fmpq_clear(x);
    fmpq_clear(half);
    _fmpq_vec_clear(zero, size);
}

static void check_point(cf_run *run, const cf_point *point) {
    fmpq *unit = _fmpq_vec_init(2 * point->d);
    fmpq_t minus4;
    int negative = 0, positive = 0;
    fmpq_init(minus4);
    fmpq_set_si(minus4, cf_run_canary(run) ? -404 : -400, 100);
    fmpq_canonicalise(minus4);
    for (slong i = 0; i < 2 * point->d; i++) {
        fmpq_one(unit + i);
        check_direction(run, point, unit, minus4, &negative, &positive);
        fmpq_zero(unit + i);
    }
    cf_fact(run, "the Hessian has entries of both signs", negative && positive ? CF_TRUE : CF_FALSE);
    check_direction(run, point, point->v, minus4, &negative, &positive);
    fmpq_clear(minus4);
    _fmpq_vec_clear(unit, 2 * point->d);
}

static void check(cf_run *run) {
    cf_for_points(run, check_point);
}

const cf_claim cf_claim_saddle_at_zero = {
    .id = "saddle_at_zero",
    .section = "4",
    .items = "saddle",
    .title = "w = 0 is a saddle that the flow never escapes",
    .statement = "For y != 0 and X of full row rank: grad L(0) = 0, so the flow from w = 0 stays there; the "
                 "Hessian at 0 is diagonal, -4 diag(X~^T y), and has entries of both signs.",
    .tex = "\\nabla L(0)=0,\\quad\\nabla^2L(0)=-4\\,\\mathrm{diag}(\\tilde X^\\top y)",
    .domain = "y != 0, X of full row rank",
    .checked = "random rational weights on 108 instances (quick) of all families, d <= 9, exact",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = "single_weight_saddle_printed",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "-4.04 diag(X~^T y)",
    .argument = NULL,
    .check = check,
};
