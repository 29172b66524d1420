/* footnote1.c - Footnote 1 with its factor of time: f(alpha v) = alpha^2 f(v), so grad_v ||alpha^2 f(v) -
 * y||^2 = alpha (grad L)(alpha v); v' is alpha times, w'/alpha is 1/alpha times that gradient. */
#include "verify/path.h"

static void check_path(cf_run *run, const cf_path *path) {
    slong d = path->d;
    fmpq *one = _fmpq_vec_init(d);
    fmpq_poly_struct *plus = cf_polys_init(d), *minus = cf_polys_init(d);
    fmpq_t factor, square, speed;
    cf_truth equal = CF_TRUE;
    fmpq_init(factor);
    fmpq_init(square);
    fmpq_init(speed);
    for (slong i = 0; i < d; i++) fmpq_one(one + i);
    fmpq_mul(square, path->alpha, path->alpha);
    fmpq_set_si(factor, 4, 1);
    fmpq_mul(factor, factor, square);
    cf_flow_series(plus, minus, NULL, path->X, path->y, one, one, factor, square);
    fmpq_set_si(speed, cf_run_canary(run) ? 101 : 100, 100);
    fmpq_canonicalise(speed);
    fmpq_div(speed, speed, square);
    for (slong i = 0; i < d; i++) {
        fmpq_poly_rescale(plus + i, plus + i, speed);
        fmpq_poly_rescale(minus + i, minus + i, speed);
        fmpq_poly_scalar_mul_fmpq(plus + i, plus + i, path->alpha);
        fmpq_poly_scalar_mul_fmpq(minus + i, minus + i, path->alpha);
        if (cf_series_equal(plus + i, path->w_plus + i) == CF_FALSE) equal = CF_FALSE;
        if (cf_series_equal(minus + i, path->w_minus + i) == CF_FALSE) equal = CF_FALSE;
    }
    cf_fact(run, "w_alpha(t) and alpha v(t/alpha^2) have the same coefficients", equal);
    fmpq_clear(factor);
    fmpq_clear(square);
    fmpq_clear(speed);
    _fmpq_vec_clear(one, d);
    cf_polys_clear(plus, d);
    cf_polys_clear(minus, d);
}

static void check(cf_run *run) {
    cf_for_paths(run, check_path);
}

const cf_claim cf_claim_footnote1 = {
    .id = "footnote1",
    .section = "3",
    .items = "Footnote 1",
    .title = "Scaling the start of a 2-homogeneous model is scaling its output",
    .statement = "For model (4): w_alpha(t) = alpha v(t / alpha^2), where v is the flow from w_0 of the "
                 "model with its output scaled, ||alpha^2 f(v, X) - y||^2. The two paths of predictors are "
                 "equal up to the factor of time.",
    .tex =
        "w_\\alpha(t)=\\alpha\\,v(t/\\alpha^2),\\quad\\dot v=-\\nabla_v\\|\\alpha^2f(v,X)-y\\|^2,\\ v(0)=w_0",
    .domain = "any X, y, alpha > 0, t",
    .checked = "coefficients of t^0 to t^5, exact rationals: 192 instances (quick), N <= 3, d <= 5, alpha = "
               "1/10, 3, 1; all t and all X, y: the written proof",
    .uses = "eq13 homogeneity",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the time is 1.01 t / alpha^2",
    .argument = "docs/proofs.md#along-the-flow",
    .check = check,
};
