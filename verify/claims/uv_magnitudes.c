/* uv_magnitudes.c - u^2 - v^2 is conserved, because u u' = v v' = -2 (X^T r) u v. With v = sigma u the
 * equation of u is linear, u' = -2 sigma (X^T r) u, and its solution is an exponential: it keeps its sign. */
#include "verify/path.h"

/* u(0) = alpha, v(0) = sigma_i alpha with sigma = -1, 1, -1, ... */
static void start(fmpq *u, fmpq *v, const cf_path *path) {
    for (slong i = 0; i < path->d; i++) {
        fmpq_set(u + i, path->alpha);
        fmpq_set(v + i, path->alpha);
        if (i % 2 == 0) fmpq_neg(v + i, v + i);
    }
}

static void check_path(cf_run *run, const cf_path *path) {
    fmpq *u0 = _fmpq_vec_init(path->d), *v0 = _fmpq_vec_init(path->d);
    fmpq_poly_struct *u = cf_polys_init(path->d), *v = cf_polys_init(path->d), *rho = cf_polys_init(path->N);
    fmpq_poly_t a, b;
    fmpq_t c;
    cf_truth magnitudes = CF_TRUE, form = CF_TRUE;
    fmpq_poly_init(a);
    fmpq_poly_init(b);
    fmpq_init(c);
    start(u0, v0, path);
    cf_uv_series(u, v, rho, path->X, path->y, u0, v0);
    for (slong n = 0; n < path->N; n++) fmpq_poly_integral(rho + n, rho + n);
    for (slong i = 0; i < path->d; i++) {
        fmpq_poly_mullow(a, u + i, u + i, CF_PATH_ORDER);
        fmpq_poly_mullow(b, v + i, v + i, CF_PATH_ORDER);
        if (cf_series_equal(a, b) == CF_FALSE) magnitudes = CF_FALSE;
        cf_path_adjoint(a, path, rho, i);
        fmpq_set_si(c, cf_run_canary(run) ? -202 : -200, 100);
        fmpq_canonicalise(c);
        if (i % 2 == 0) fmpq_neg(c, c);
        fmpq_poly_scalar_mul_fmpq(a, a, c);
        fmpq_poly_exp_series(a, a, CF_PATH_ORDER);
        fmpq_poly_scalar_mul_fmpq(a, a, u0 + i);
        if (cf_series_equal(a, u + i) == CF_FALSE) form = CF_FALSE;
    }
    cf_fact(run, "u^2 and v^2 have the same coefficients", magnitudes);
    cf_fact(run, "u and u(0) exp(-2 sigma X^T int r) have the same coefficients", form);
    fmpq_poly_clear(a);
    fmpq_poly_clear(b);
    fmpq_clear(c);
    _fmpq_vec_clear(u0, path->d);
    _fmpq_vec_clear(v0, path->d);
    cf_polys_clear(u, path->d);
    cf_polys_clear(v, path->d);
    cf_polys_clear(rho, path->N);
}

static void check(cf_run *run) {
    cf_for_paths(run, check_path);
}

const cf_claim cf_claim_uv_magnitudes = {
    .id = "uv_magnitudes",
    .section = "4",
    .items = "u,v remark",
    .title = "In the model sum u_i v_i x_i equal magnitudes stay equal and signs do not flip",
    .statement =
        "If |u_i(0)| = |v_i(0)| for all i, then along the flow u_i(t)^2 = v_i(t)^2, and u_i(t) = u_i(0) "
        "exp(-2 sigma_i (X^T int_0^t r)_i), sigma_i the sign of u_i(0) v_i(0), so that no sign flips.",
    .tex = "|u_i(0)|=|v_i(0)|\\Rightarrow|u_i(t)|=|v_i(t)|,\\ "
           "u_i(t)=u_i(0)\\exp\\big(-2\\sigma_i(X^\\top\\!\\int_0^tr)_i\\big)",
    .domain = "any X, y; any start with |u_i| = |v_i|",
    .checked = "coefficients of t^0 to t^5, exact rationals: 192 instances (quick), N <= 3, d <= 5, "
               "alternating signs; all t and all X, y: the written proof",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the exponent is -2.02",
    .argument = "docs/proofs.md#along-the-flow",
    .check = check,
};
