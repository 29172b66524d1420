/* kernel_flow_limit.c - Section 3: in the kernel regime training is kernel gradient descent on the linearised
 * model, unbiased here, and the limit the minimum RKHS-norm interpolant. The flow of the 2d weights of the
 * affine model is expanded in t by its own recursion, w_+- ' = -+4 alpha X^T r, and compared with the closed
 * form. On the row space of X, which holds beta_L2, X^T X is positive definite, so that the exponential tends
 * to 0. */
#include "verify/path.h"

/* beta_L2 = X^T (X X^T)^-1 y, exactly */
static void least_norm(fmpq_mat_t b, const cf_path *path) {
    fmpq_mat_t T, G, a;
    fmpq_mat_init(T, path->d, path->N);
    fmpq_mat_init(G, path->N, path->N);
    fmpq_mat_init(a, path->N, 1);
    fmpq_mat_transpose(T, path->X);
    fmpq_mat_mul(G, path->X, T);
    fmpq_mat_solve(a, G, path->y);
    fmpq_mat_mul(b, T, a);
    fmpq_mat_clear(T);
    fmpq_mat_clear(G);
    fmpq_mat_clear(a);
}

/* The next coefficient of the weights of the affine model: w' = -+4 alpha X^T r, r = X beta - y, where beta =
 * 2 alpha (w_+ - w_-) is the predictor of the affine model. plus, minus, beta: d x 1, coefficient k;
 * overwritten by coefficient k + 1. */
static void advance(fmpq_mat_t plus, fmpq_mat_t minus, fmpq_mat_t beta, const cf_path *path, slong k) {
    fmpq_mat_t T, r, g;
    fmpq_t c;
    fmpq_mat_init(T, path->d, path->N);
    fmpq_mat_init(r, path->N, 1);
    fmpq_mat_init(g, path->d, 1);
    fmpq_init(c);
    fmpq_mat_mul(r, path->X, beta);
    if (k == 0) fmpq_mat_sub(r, r, path->y);
    fmpq_mat_transpose(T, path->X);
    fmpq_mat_mul(g, T, r);
    fmpq_set_si(c, 4, (ulong)k + 1);
    fmpq_canonicalise(c);
    fmpq_mul(c, c, path->alpha);
    fmpq_mat_scalar_mul_fmpq(minus, g, c);
    fmpq_mat_neg(plus, minus);
    fmpq_set_si(c, 2, 1);
    fmpq_mul(c, c, path->alpha);
    fmpq_mat_sub(beta, plus, minus);
    fmpq_mat_scalar_mul_fmpq(beta, beta, c);
    fmpq_mat_clear(T);
    fmpq_mat_clear(r);
    fmpq_mat_clear(g);
    fmpq_clear(c);
}

static void check_path(cf_run *run, const cf_path *path) {
    fmpq_mat_t plus, minus, beta, form, next, T;
    fmpq_t c;
    cf_truth equal = CF_TRUE;
    fmpq_mat_init(plus, path->d, 1);
    fmpq_mat_init(minus, path->d, 1);
    fmpq_mat_init(beta, path->d, 1);
    fmpq_mat_init(form, path->d, 1);
    fmpq_mat_init(next, path->d, 1);
    fmpq_mat_init(T, path->N, 1);
    fmpq_init(c);
    fmpq_mat_t Xt;
    fmpq_mat_init(Xt, path->d, path->N);
    fmpq_mat_transpose(Xt, path->X);
    least_norm(
        form,
        path); /* the coefficient of t^k is -(-16 alpha^2 X^T X)^k beta_L2 / k! for k >= 1, 0 for k = 0 */
    fmpq_mat_neg(form, form);
    for (slong k = 0; k + 1 < CF_PATH_ORDER; k++) {
        advance(plus, minus, beta, path, k);
        fmpq_mat_mul(T, path->X, form);
        fmpq_mat_mul(next, Xt, T);
        fmpq_set_si(c, cf_run_canary(run) ? -1616 : -1600, 100 * ((ulong)k + 1));
        fmpq_canonicalise(c);
        fmpq_mul(c, c, path->alpha);
        fmpq_mul(c, c, path->alpha);
        fmpq_mat_scalar_mul_fmpq(form, next, c);
        if (!fmpq_mat_equal(form, beta)) equal = CF_FALSE;
    }
    cf_fact(run,
            "the affine model's flow and (I - exp(-16 alpha^2 t X^T X)) beta_L2 have the same coefficients",
            equal);
    fmpq_mat_clear(plus);
    fmpq_mat_clear(minus);
    fmpq_mat_clear(beta);
    fmpq_mat_clear(form);
    fmpq_mat_clear(next);
    fmpq_mat_clear(T);
    fmpq_mat_clear(Xt);
    fmpq_clear(c);
}

static void check(cf_run *run) {
    cf_for_paths(run, check_path);
}

const cf_claim cf_claim_kernel_flow_limit = {
    .id = "kernel_flow_limit",
    .section = "3",
    .items = "kernel regime;(3)",
    .title =
        "Training the affine model is kernel gradient flow, and its limit is the minimum-norm interpolant",
    .statement = "The flow (2) on the affine model f(w(0),x) + <w - w(0), grad f(w(0),x)> from w(0) = alpha "
                 "1 has beta(t) = (I - exp(-16 alpha^2 t X^T X)) beta_L2, that is kernel gradient flow with "
                 "the kernel 8 alpha^2 <x,x'>; for t to infinity it is beta_L2.",
    .tex = "\\beta_{\\mathrm{lin}}(t)=(I-e^{-16\\alpha^2tX^\\top X})\\beta_{L2}\\to\\beta_{L2}",
    .domain = "X of full row rank, any y, alpha > 0",
    .checked = "coefficients of t^0 to t^5, exact rationals: 192 instances (quick), N <= 3, d <= 5; all t "
               "and all X, y: the written proof",
    .uses = "eq3 tangent_kernel_start unbiased_start",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "16 is 16.16",
    .argument = "docs/proofs.md#along-the-flow",
    .check = check,
};
