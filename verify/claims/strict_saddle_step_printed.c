/* strict_saddle_step_printed.c - Appendix A: "this problem satisfies the strict saddle property, therefore
 * gradient flow will converge to a zero-error solution". The property gives convergence from almost every
 * start, not from a given one, and the starts of interest are one line. The same L with the same property has
 * the start w(0) = 0, where the gradient is 0 and the loss ||y||^2 > 0: the flow stays there. The statement
 * is true for w(0) = alpha 1 by another argument, convergence_zero_error; the canary asks the same of
 * that start. */
#include "verify/point.h"

/* min_i w_{+,i} w_{-,i}, which the flow conserves coordinate by coordinate (conserved_product) */
static void least_product(fmpq_t out, const fmpq *w, slong d) {
    fmpq_t product;
    fmpq_init(product);
    for (slong i = 0; i < d; i++) {
        fmpq_mul(product, w + i, w + d + i);
        if (i == 0 || fmpq_cmp(product, out) < 0) fmpq_set(out, product);
    }
    fmpq_clear(product);
}

/* Whether the flow from w reaches zero error. Not if the gradient is 0 and the loss is not: it stays. It does
 * if m, the least w_+ w_-, is positive and ||grad L||^2 >= 32 m ||X^T r||^2 (convergence_zero_error: m is
 * conserved, X of full row rank).
 */
static cf_truth reaches_zero_error(const cf_point *point, const fmpq *w) {
    slong size = 2 * point->d;
    fmpq *gradient = _fmpq_vec_init(size);
    fmpq_t square, bound, c;
    fmpq_poly_t loss;
    fmpq_init(square), fmpq_init(bound), fmpq_init(c), fmpq_poly_init(loss);
    cf_loss_gradient(gradient, point, w);
    cf_inner(square, gradient, gradient, size);
    cf_loss_along(loss, point, w, w);
    fmpq_poly_get_coeff_fmpq(c, loss, 0);
    cf_truth truth = CF_UNKNOWN;
    if (fmpq_is_zero(square)) {
        truth = fmpq_is_zero(c) ? CF_TRUE : CF_FALSE;
    } else {
        cf_residual_square(bound, point, w);
        least_product(c, w, point->d);
        fmpq_mul(bound, bound, c);
        fmpq_set_si(c, 32, 1);
        fmpq_mul(bound, bound, c);
        if (fmpq_sgn(bound) > 0 && fmpq_cmp(bound, square) <= 0) truth = CF_TRUE;
    }
    fmpq_clear(square), fmpq_clear(bound), fmpq_clear(c), fmpq_poly_clear(loss);
    _fmpq_vec_clear(gradient, size);
    return truth;
}

/* The start w(0) = 0, where nothing but the strict saddle property holds; the canary's is alpha 1, alpha = 1.
 */
static void check_start(cf_run *run, const cf_point *point) {
    fmpq *w = _fmpq_vec_init(2 * point->d);
    for (slong i = 0; i < 2 * point->d && cf_run_canary(run); i++) fmpq_one(w + i);
    cf_fact(run, "the flow from this start reaches zero error", reaches_zero_error(point, w));
    _fmpq_vec_clear(w, 2 * point->d);
}

static void check(cf_run *run) {
    cf_for_points(run, check_start);
}

const cf_claim cf_claim_strict_saddle_step_printed = {
    .id = "strict_saddle_step_printed",
    .section = "A",
    .items = "strict saddle",
    .title = "The strict saddle property gives convergence to zero error, the step as printed",
    .statement = "If L has the strict saddle property, then the gradient flow of L converges to a zero-error "
                 "solution (from the start at hand, whichever it is: nothing else of the start is used).",
    .tex = "L\\ \\text{strict saddle}\\Rightarrow X\\beta_\\alpha(\\infty)=y",
    .domain = "any start",
    .checked = "the same L from the start w(0) = 0, on 108 instances (quick): exact",
    .uses = "strict_saddle",
    .proof_uses = "",
    .erratum = "The strict saddle property speaks of almost every start; for w(0) = alpha 1 convergence to "
               "zero error follows from the conserved product w_+ w_- = alpha^2 (or from the dual flow).",
    .twin = "convergence_zero_error",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the same question at the start alpha 1, where w_+ w_- = alpha^2 > 0 is conserved and ||grad "
              "L||^2 >= 32 alpha^2 "
              "||X^T r||^2: the corrected step, which must hold",
    .argument = NULL,
    .check = check,
};
