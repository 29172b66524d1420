/* footnote2_uv.c - Footnote 2 says that the results generalise to the asymmetric parametrisation. The
 * reduction behind it: (u+v)' = -2 (X^T r) o (u+v), (u-v)' = +2 (X^T r) o (u-v), and u v is the difference of
 * the squares. */
#include "verify/derivation.h"
#include "verify/path.h"

/* out(t) = series(c t) with c = 2, or 2.02 in the canary */
static void rescale(fmpq_poly_t series, int canary) {
    fmpq_t c;
    fmpq_init(c);
    fmpq_set_si(c, canary ? 202 : 200, 100);
    fmpq_canonicalise(c);
    fmpq_poly_rescale(series, series, c);
    fmpq_clear(c);
}

static void check_path(cf_run *run, const cf_path *path) {
    slong d = path->d;
    fmpq *u0 = _fmpq_vec_init(d), *v0 = _fmpq_vec_init(d);
    fmpq_poly_struct *u = cf_polys_init(d), *v = cf_polys_init(d);
    fmpq_poly_t w;
    cf_truth equal = CF_TRUE;
    fmpq_poly_init(w);
    for (slong i = 0; i < d; i++) {
        fmpq_add(u0 + i, path->start_plus + i, path->start_minus + i);
        fmpq_sub(v0 + i, path->start_plus + i, path->start_minus + i);
    }
    cf_uv_series(u, v, NULL, path->X, path->y, u0, v0);
    for (slong i = 0; i < d; i++) {
        fmpq_poly_add(w, u + i, v + i);
        fmpq_poly_scalar_div_si(w, w, 2);
        rescale(w, cf_run_canary(run));
        if (cf_series_equal(w, path->w_plus + i) == CF_FALSE) equal = CF_FALSE;
        fmpq_poly_sub(w, u + i, v + i);
        fmpq_poly_scalar_div_si(w, w, 2);
        rescale(w, cf_run_canary(run));
        if (cf_series_equal(w, path->w_minus + i) == CF_FALSE) equal = CF_FALSE;
    }
    cf_exact(run, "(u + v)/2 and (u - v)/2 at 2t are w_+ and w_- at t", equal == CF_TRUE);
    fmpq_poly_clear(w);
    _fmpq_vec_clear(u0, d);
    _fmpq_vec_clear(v0, d);
    cf_polys_clear(u, d);
    cf_polys_clear(v, d);
}

/* In symbols: u(2t), v(2t) have the derivatives -4 rho v, -4 rho u, rho = X^T r at 2t. Then (u +- v)/2 and w_+- obey the same
 * equations w' = -+4 (X^T r) w, r = X (w_+^2 - w_-^2) - y, with the same r: one polynomial vector field, one solution. */
static void check(cf_run *run) {
    const char *c = cf_run_canary(run) ? "-101/25*rho*v" : "-4*rho*v", *k = cf_run_canary(run) ? "-101/25*rho*u" : "-4*rho*u";
    const cf_symbol symbols[] = {{"rho", NULL, NULL}, {"u", c, NULL}, {"v", k, NULL}, {0}};
    cf_instance(run, "the change of variables, in symbols: every N, d, X, y, start, coordinate and t");
    cf_algebra_derivative(run, "((u + v)/2)' = -4 rho (u + v)/2", symbols, "1/2*(u + v)", "-2*rho*(u + v)");
    cf_algebra_derivative(run, "((u - v)/2)' = 4 rho (u - v)/2", symbols, "1/2*(u - v)", "2*rho*(u - v)");
    const cf_symbol constants[] = {{"u", "0", NULL}, {"v", "0", NULL}, {0}};
    cf_algebra_vanishes(run, "u v = ((u + v)/2)^2 - ((u - v)/2)^2", constants, "u*v - 1/4*(u + v)^2 + 1/4*(u - v)^2");
    cf_for_biased_paths(run, check_path);
}

const cf_claim cf_claim_footnote2_uv = {
    .id = "footnote2_uv",
    .section = "4",
    .items = "Footnote 2",
    .title = "The asymmetric u, v model is the squared model with a biased start",
    .statement = "For any start, w_+ = (u+v)/2 and w_- = (u-v)/2 turn f((u,v),x) = sum u_i v_i x_i into (4), "
                 "and the flow of (u,v) at time 2t into the flow of (w_+, w_-) at time t. The regulariser that "
                 "follows: footnote2_regulariser.",
    .tex =
        "\\tfrac{u\\pm v}{2}(2t)=w_\\pm(t),\\quad uv=\\big(\\tfrac{u+v}2\\big)^2-\\big(\\tfrac{u-v}2\\big)^2",
    .domain = "any X, y, any start u(0), v(0), t",
    .checked = "everything: a polynomial identity in symbols with their derivatives (verify/derivation.h); besides, "
               "coefficients of t^0 to t^5, exact rationals: 192 instances (quick), N <= 3, d <= 5, starts "
               "that differ between coordinates",
    .uses = "eq13",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the time is 2.02 t",
    .argument = NULL,
    .check = check,
};
