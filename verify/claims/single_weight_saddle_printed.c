/* single_weight_saddle_printed.c - Section 4 gives as a reason for 2d units that F(alpha w_0) = 0 is then
 * possible "without this being a saddle point from which gradient flow will never escape". With d units the
 * start with F = 0 is w = 0. The flow never escapes it, but it need not be a saddle: with X^T y < 0 it is a
 * minimum. At N = d = 1, x = 1, y < 0, L(w) - L(0) = w^4 + 2|y| w^2, no coefficient of which is negative. */
#include "verify/claim.h"

static void check(cf_run *run) {
    for (slong y = -1; y >= -3; y--) {
        fmpq_poly_t loss;
        cf_instance(run, "X = [1], y = %ld", y);
        fmpq_poly_init(loss);
        fmpq_poly_set_coeff_si(loss, 2, 1);
        fmpq_poly_set_coeff_si(loss, 0, -y);
        fmpq_poly_mul(loss, loss, loss); /* (w^2 - y)^2 */
        int lower = 0;
        for (slong k = 1; k <= 4; k++) {
            fmpq_t c;
            fmpq_init(c);
            fmpq_poly_get_coeff_fmpq(c, loss, k);
            lower |= fmpq_sgn(c) < 0;
            if (k == 1 && cf_run_canary(run))
                cf_fact(run, "the gradient at 0 vanishes", fmpq_is_zero(c) ? CF_TRUE : CF_FALSE);
            fmpq_clear(c);
        }
        /* odd coefficients vanish and no even one is negative: L(w) >= L(0) for all w */
        if (!cf_run_canary(run)) cf_fact(run, "L(w) < L(0) for some w", lower ? CF_TRUE : CF_FALSE);
        fmpq_poly_clear(loss);
    }
}

const cf_claim cf_claim_single_weight_saddle_printed = {
    .id = "single_weight_saddle_printed",
    .section = "4",
    .items = "saddle",
    .title = "w = 0 is a saddle also for one weight a coordinate, as printed",
    .statement = "In the model f(w,x) = <w^2, x> with one weight a coordinate, w = 0 is a saddle point of L: "
                 "L takes values below L(0) near it.",
    .tex = "w=0\\ \\text{is a saddle of}\\ \\|Xw^2-y\\|^2",
    .domain = "any X, y != 0",
    .checked = "N = d = 1, x = 1, y = -1, -2, -3: exact",
    .uses = "",
    .proof_uses = "",
    .erratum = "With one weight a coordinate w = 0 is a critical point that the flow never leaves; it is a "
               "saddle or a maximum along some direction only if some (X^T y)_i > 0.",
    .twin = "saddle_at_zero",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary =
        "w = 0 is a critical point (the flow never leaves it): the corrected statement, which must hold",
    .argument = NULL,
    .check = check,
};
