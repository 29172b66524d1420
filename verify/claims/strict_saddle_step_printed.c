/* strict_saddle_step_printed.c - Appendix A: "this problem satisfies the strict saddle property, therefore
 * gradient flow will converge to a zero-error solution". The property gives convergence from almost every
 * start, not from a given one, and the starts of interest are one line. The same L with the same property has
 * the start w(0) = 0, where the gradient is 0 and the loss ||y||^2 > 0: the flow stays there. The statement
 * is true for w(0) = alpha 1 by another argument, convergence_zero_error; the canary runs the inequality
 * which carries that. */
#include "verify/point.h"

static void check_zero_start(cf_run *run, const cf_point *point) {
    slong size = 2 * point->d;
    fmpq *w = _fmpq_vec_init(size), *gradient = _fmpq_vec_init(size);
    fmpq_poly_t loss;
    int still = 1;
    fmpq_poly_init(loss);
    cf_loss_gradient(gradient, point, w);
    for (slong i = 0; i < size; i++) still = still && fmpq_is_zero(gradient + i);
    cf_loss_along(loss, point, w, w);
    int stays_with_error = still && !fmpq_poly_is_zero(loss);
    cf_fact(run, "the flow from w(0) = 0 reaches zero error", stays_with_error ? CF_FALSE : CF_UNKNOWN);
    fmpq_poly_clear(loss);
    _fmpq_vec_clear(w, size);
    _fmpq_vec_clear(gradient, size);
}

/* ||grad L||^2 >= 32 alpha^2 ||X^T r||^2 at w = alpha 1, where r = -y, alpha = 1 */
static void check_uniform_start(cf_run *run, const cf_point *point) {
    slong size = 2 * point->d;
    fmpq *w = _fmpq_vec_init(size), *gradient = _fmpq_vec_init(size);
    fmpq_t square, bound, c;
    fmpq_init(square);
    fmpq_init(bound);
    fmpq_init(c);
    for (slong i = 0; i < size; i++) fmpq_one(w + i);
    cf_loss_gradient(gradient, point, w);
    cf_inner(square, gradient, gradient, size);
    for (slong i = 0; i < point->d; i++) {
        fmpq_zero(c);
        for (slong n = 0; n < point->N; n++)
            fmpq_addmul(c, fmpq_mat_entry(point->X, n, i), fmpq_mat_entry(point->y, n, 0));
        fmpq_addmul(bound, c, c);
    }
    fmpq_set_si(c, 32, 1);
    fmpq_mul(bound, bound, c);
    cf_fact_fmpq_le(run, "32 alpha^2 ||X^T r||^2 <= ||grad L||^2", bound, square);
    cf_fact(run, "the loss falls", fmpq_sgn(square) > 0 ? CF_TRUE : CF_FALSE);
    fmpq_clear(square);
    fmpq_clear(bound);
    fmpq_clear(c);
    _fmpq_vec_clear(w, size);
    _fmpq_vec_clear(gradient, size);
}

static void check(cf_run *run) {
    cf_for_points(run, cf_run_canary(run) ? check_uniform_start : check_zero_start);
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
    .canary = "the start alpha 1, with w_+ w_- = alpha^2 conserved, where ||grad L||^2 >= 32 alpha^2 ||X^T "
              "r||^2: the corrected step, which must hold",
    .argument = NULL,
    .check = check,
};
