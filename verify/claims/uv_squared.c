/* uv_squared.c - The remark of Section 4 made precise: signs, and a factor of time. With v = sigma u the flow
 * is u' = -2 sigma (X^T r) o u, half as fast as (13) w' = -4 X~^T r o w; sigma = 1 on the first d units and
 * -1 on the others makes X (u o v) = X~ u^2. */
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

static void doubled(fmpq_mat_t XX, fmpq *u0, fmpq *v0, const cf_path *path) {
    for (slong i = 0; i < 2 * path->d; i++) {
        for (slong n = 0; n < path->N; n++)
            fmpq_set(fmpq_mat_entry(XX, n, i), fmpq_mat_entry(path->X, n, i % path->d));
        fmpq_set(u0 + i, path->alpha);
        fmpq_set(v0 + i, path->alpha);
        if (i >= path->d) fmpq_neg(v0 + i, v0 + i);
    }
}

static void check_path(cf_run *run, const cf_path *path) {
    slong size = 2 * path->d;
    fmpq_mat_t XX;
    fmpq *u0 = _fmpq_vec_init(size), *v0 = _fmpq_vec_init(size);
    fmpq_poly_struct *u = cf_polys_init(size), *v = cf_polys_init(size);
    cf_truth equal = CF_TRUE;
    fmpq_mat_init(XX, path->N, size);
    doubled(XX, u0, v0, path);
    cf_uv_series(u, v, NULL, XX, path->y, u0, v0);
    for (slong i = 0; i < size; i++) {
        rescale(u + i, cf_run_canary(run));
        if (cf_series_equal(u + i, i < path->d ? path->w_plus + i : path->w_minus + i - path->d) == CF_FALSE)
            equal = CF_FALSE;
    }
    cf_fact(run, "u(2t) and w_alpha(t) have the same coefficients", equal);
    fmpq_mat_clear(XX);
    _fmpq_vec_clear(u0, size);
    _fmpq_vec_clear(v0, size);
    cf_polys_clear(u, size);
    cf_polys_clear(v, size);
}

static void check(cf_run *run) {
    cf_for_paths(run, check_path);
}

const cf_claim cf_claim_uv_squared = {
    .id = "uv_squared",
    .section = "4",
    .items = "u,v remark",
    .title = "The u, v model with equal magnitudes is the squared model, at twice the time",
    .statement =
        "For the 2d-unit u, v model on [X X] with u(0) = alpha 1, v(0) = alpha [1; -1]: u(2t) = w_alpha(t), "
        "the weights of the squared model (4) from alpha 1 at time t, and u_i v_i = sigma_i u_i^2.",
    .tex = "u(2t)=w_\\alpha(t)\\ \\text{for}\\ u(0)=\\alpha\\mathbf 1,\\ v(0)=\\alpha[\\mathbf 1;-\\mathbf "
           "1]\\ \\text{on}\\ [X\\ X]",
    .domain = "any X, y, alpha > 0, t",
    .checked = "coefficients of t^0 to t^5, exact rationals: 192 instances (quick), N <= 3, d <= 5; all t "
               "and all X, y: the written proof",
    .uses = "eq13 uv_magnitudes",
    .proof_uses = "",
    .erratum = NULL,
    .twin = "uv_squared_printed",
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the time is 2.02 t",
    .argument = "docs/proofs.md#along-the-flow",
    .check = check,
};
