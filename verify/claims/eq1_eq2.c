/* eq1_eq2.c - (1) and (2) are definitions. What they say together: (2) is the limit of (1) for eta to 0, so L
 * along the step w - eta grad L, an exact polynomial in eta, must have the derivative -||grad L||^2 at 0. The
 * gradient is taken coordinate by coordinate, the step as a whole. */
#include "verify/point.h"

static void check_point(cf_run *run, const cf_point *point) {
    slong n = 2 * point->d;
    fmpq *gradient = _fmpq_vec_init(n), *step = _fmpq_vec_init(n);
    fmpq_poly_t loss;
    fmpq_t rate, square, factor;
    fmpq_poly_init(loss);
    fmpq_init(rate);
    fmpq_init(square);
    fmpq_init(factor);
    cf_loss_gradient(gradient, point, point->w);
    for (slong i = 0; i < n; i++) fmpq_neg(step + i, gradient + i);
    cf_loss_along(loss, point, point->w, step);
    fmpq_poly_get_coeff_fmpq(rate, loss, 1);
    cf_inner(square, gradient, gradient, n);
    fmpq_set_si(factor, cf_run_canary(run) ? -101 : -100, 100);
    fmpq_canonicalise(factor);
    fmpq_mul(square, square, factor);
    cf_fact_fmpq_eq(run, "dL/d eta at 0 and -||grad L||^2", rate, square);
    fmpq_poly_clear(loss);
    fmpq_clear(rate);
    fmpq_clear(square);
    fmpq_clear(factor);
    _fmpq_vec_clear(gradient, n);
    _fmpq_vec_clear(step, n);
}

static void check(cf_run *run) {
    cf_for_points(run, check_point);
}

const cf_claim cf_claim_eq1_eq2 = {
    .id = "eq1_eq2",
    .section = "2",
    .items = "(1); (2)",
    .title = "Gradient descent and flow decrease the loss at the rate of the squared gradient",
    .statement = "For L(w) = ||f(w,X) - y||^2: one step (1) of size eta changes L by -eta ||grad L||^2 + "
                 "O(eta^2), and along (2) dL/dt = -||grad L||^2.",
    .tex = "\\frac{d}{d\\eta}L(w-\\eta\\nabla L(w))\\Big|_{\\eta=0}=-\\|\\nabla L(w)\\|^2",
    .domain = "any X, y, w",
    .checked = "random rational weights on 108 instances (quick) of all families, d <= 9, exact",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "-1.01 ||grad L||^2",
    .argument = NULL,
    .check = check,
};
