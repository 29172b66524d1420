/* rkhs_norm.c - "||beta||_{K_0} is proportional to ||beta||_2." The matrix K is that of the gradients of the
 * model at alpha 1, not of the formula. */
#include "verify/point.h"

static void check_point(cf_run *run, const cf_point *point) {
    slong size = 2 * point->d;
    fmpq *w = _fmpq_vec_init(size), *feature = _fmpq_vec_init(size), *g = _fmpq_vec_init(size);
    fmpq *a = point->v; /* a_n = v_n */
    fmpq_t left, right, c;
    fmpq_init(left);
    fmpq_init(right);
    fmpq_init(c);
    for (slong i = 0; i < size; i++) fmpq_set_si(w + i, 3, 10);
    for (slong n = 0; n < point->N; n++) { /* a^T K a = ||sum a_n grad f(x_n)||^2 */
        cf_model_gradient(g, point, w, n);
        for (slong i = 0; i < size; i++) fmpq_addmul(feature + i, a + n, g + i);
    }
    cf_inner(left, feature, feature, size);
    for (slong i = 0; i < point->d; i++) { /* ||X^T a||^2 */
        fmpq_zero(c);
        for (slong n = 0; n < point->N; n++) fmpq_addmul(c, a + n, fmpq_mat_entry(point->X, n, i));
        fmpq_addmul(right, c, c);
    }
    fmpq_set_si(c, (cf_run_canary(run) ? 808 : 800) * 9, 10000);
    fmpq_canonicalise(c);
    fmpq_mul(right, right, c); /* ||8 alpha^2 X^T a||^2/(8 alpha^2) = 8 alpha^2 ||X^T a||^2 */
    cf_fact_fmpq_eq(run, "a^T K a and ||beta||^2/(8 alpha^2)", left, right);
    fmpq_clear(left);
    fmpq_clear(right);
    fmpq_clear(c);
    _fmpq_vec_clear(w, size);
    _fmpq_vec_clear(feature, size);
    _fmpq_vec_clear(g, size);
}

static void check(cf_run *run) {
    cf_for_points(run, check_point);
}

const cf_claim cf_claim_rkhs_norm = {
    .id = "rkhs_norm",
    .section = "4",
    .items = "RKHS norm",
    .title = "The RKHS norm of the tangent kernel at the start is the l2 norm of beta",
    .statement = "h = sum_n a_n K(x_n, .) with K = K_{w(0)} = 8 alpha^2 <.,.> is the linear function of beta "
                 "= 8 alpha^2 X^T a, and a^T K a = ||beta||_2^2 / (8 alpha^2): the minimum RKHS-norm "
                 "interpolant is beta_L2.",
    .tex = "\\|h_\\beta\\|_K^2=\\frac{\\|\\beta\\|_2^2}{8\\alpha^2}",
    .domain = "any X, alpha > 0",
    .checked = "random rational coefficients a on 108 instances (quick) of all families, d <= 9, alpha = "
               "3/10, exact; K from the gradients",
    .uses = "tangent_kernel_start",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "8 alpha^2 is 8.08 alpha^2",
    .argument = NULL,
    .check = check,
};
