/* same_l1_solution_printed.c - true of the norm, and of the solution where beta_L1 is unique; not where it is
 * not. Depth 2 picks the minimiser of the entropy on the face, depth D > 2 the maximiser of sum
 * |beta_i|^(2/D) (docs/depth-theory.md, Alpha to zero). The derivative is (x-1)^2 (2x+1) > 0, x = 2^(-1/p).
 */
#include "verify/depth_point.h"

/* ker X is spanned by k = (2, -3, 1); sum k_i beta*_i^(2/D - 1) = 2 8^(-1/p) - 3 4^(-1/p) + 1 */
static void check_depths(cf_run *run) {
    for (int k = 0; k < CF_DEPTHS; k++) {
        cf_depth depth;
        arb_t x, t, sum, zero;
        arb_init(x), arb_init(t), arb_init(sum), arb_init(zero);
        cf_depth_init(&depth, cf_depth_list[k][0], (ulong)cf_depth_list[k][1]);
        cf_instance(run, "D = %ld/%ld", cf_depth_list[k][0], cf_depth_list[k][1]);
        arb_const_log2(x, CF_DEPTH_PREC);
        arb_mul(x, x, depth.one_over_p, CF_DEPTH_PREC);
        arb_neg(x, x);
        arb_mul_ui(t, x, 3, CF_DEPTH_PREC);
        arb_exp(sum, t, CF_DEPTH_PREC);
        arb_mul_2exp_si(sum, sum, 1);
        arb_mul_ui(t, x, 2, CF_DEPTH_PREC);
        arb_exp(t, t, CF_DEPTH_PREC);
        arb_submul_ui(sum, t, 3, CF_DEPTH_PREC);
        arb_add_ui(sum, sum, 1, CF_DEPTH_PREC);
        cf_fact_le(run, "the derivative of sum |beta_i|^(2/D) along (2,-3,1) at beta* is <= 0", sum, zero);
        cf_depth_clear(&depth);
        arb_clear(x), arb_clear(t), arb_clear(sum), arb_clear(zero);
    }
}

/* The face: beta* + t k >= 0 has X beta = y, and nu = (1, 0) has X^T nu = (1,1,1), y^T nu = 13. */
static void check_face(cf_run *run) {
    static const slong k[3] = {2, -3, 1}, best[3] = {8, 4, 1}, row[2][3] = {{1, 1, 1}, {0, 1, 3}},
                       y[2] = {13, 7};
    for (slong t = -1; t <= 1; t++) {
        slong norm = 0, image[2] = {0, 0};
        cf_instance(run, "beta* + %ld (2,-3,1)", t);
        for (int i = 0; i < 3; i++) {
            slong b = best[i] + t * k[i];
            norm += b < 0 ? -b : b;
            for (int n = 0; n < 2; n++) image[n] += row[n][i] * b;
        }
        cf_exact(run, "X beta = y", image[0] == y[0] && image[1] == y[1]);
        cf_exact(run, "||beta||_1 = y^T nu, the minimum", norm == y[0]);
    }
}

static void check(cf_run *run) {
    if (cf_run_canary(run)) {
        check_face(run);
        return;
    }
    fmpq_t cube, eight;
    fmpq_init(cube), fmpq_init(eight);
    fmpq_set_si(cube, 27, 4);
    fmpq_set_si(eight, 8, 1);
    cf_instance(run, "D = 3");
    cf_fact_fmpq_eq(run, "3 4^(-1/3) = 2, cubed: the derivative at beta* is 0", cube, eight);
    fmpq_clear(cube), fmpq_clear(eight);
    check_depths(run);
}

const cf_claim cf_claim_same_l1_solution_printed = {
    .id = "same_l1_solution_printed",
    .section = "5",
    .items = "same minimum l1 solution",
    .title = "\"For any depth D >= 2 we get the same minimum l1 norm solution\"",
    .statement =
        "For alpha to 0 the limit at every depth D > 2 is that of depth 2, also on X = [[1,1,1],[0,1,3]], y "
        "= (13,7), where beta_L1 is not unique: then beta* = (8,4,1), the minimiser of sum |beta_i| "
        "ln|beta_i| on the l1-optimal face and so the limit at depth 2, maximises sum |beta_i|^(2/D) on it "
        "and the derivative of that sum along the face is 0 there.",
    .tex = "\\lim_{\\alpha\\to0}\\beta_{\\alpha,D}(\\infty)=\\lim_{\\alpha\\to0}\\beta_{\\alpha,2}(\\infty)"
           "\\ \\forall D>2",
    .domain = "any X, y",
    .checked = "the instance above, exact at D = 3 (27/4 against 8) and in balls at 7 depths",
    .uses = "limit_depth_alpha_zero limit_alpha_zero_face",
    .proof_uses = "",
    .erratum = "True of the minimum l1 norm; of the solution only where beta_L1 is unique. On a face of "
               "solutions depth 2 picks the minimiser of sum |beta_i| ln|beta_i|, depth D > 2 the maximiser "
               "of sum |beta_i|^(2/D).",
    .twin = "limit_depth_alpha_zero",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "corrected: the limits have the same minimum l1 norm 13, and the face holds more than one "
              "point (exact)",
    .argument = NULL,
    .check = check,
};
