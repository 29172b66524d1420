/* eq7.c - (7). By (9) r = -nu does. Independent of nu: beta is in the set iff s = arcsinh(beta / 2 alpha^2)
 * is orthogonal to the kernel of X; s is taken from beta alone and its projection on the kernel, with an
 * exact rational projector, must vanish to a relative 2^-60. */
#include "verify/limits.h"

static const double log_alpha[] = {-300.0, -20.0, -2.0, 0.0, 1.0, 30.0};
enum { N_ALPHA = sizeof log_alpha / sizeof *log_alpha };

/* P = I - X^T (X X^T)^-1 X, exactly */
static void kernel_projector(fmpq_mat_t P, const fmpq_mat_t X) {
    slong N = fmpq_mat_nrows(X), d = fmpq_mat_ncols(X);
    fmpq_mat_t T, G, S;
    fmpq_mat_init(T, d, N);
    fmpq_mat_init(G, N, N);
    fmpq_mat_init(S, N, d);
    fmpq_mat_transpose(T, X);
    fmpq_mat_mul(G, X, T);
    fmpq_mat_solve(S, G, X);
    fmpq_mat_mul(P, T, S);
    fmpq_mat_neg(P, P);
    for (slong i = 0; i < d; i++) fmpq_add_si(fmpq_mat_entry(P, i, i), fmpq_mat_entry(P, i, i), 1);
    fmpq_mat_clear(T);
    fmpq_mat_clear(G);
    fmpq_mat_clear(S);
}

static void check_limit(cf_run *run, const cf_limit_case *c) {
    slong prec = 2 * c->prec;
    fmpq_mat_t P;
    arb_ptr s = _arb_vec_init(c->d);
    arb_t x, sum, scale, worst;
    if (!cf_hypothesis(run, "X has a kernel", c->N < c->d ? CF_TRUE : CF_FALSE)) {
        _arb_vec_clear(s, c->d);
        return;
    }
    fmpq_mat_init(P, c->d, c->d);
    arb_init(x);
    arb_init(sum);
    arb_init(scale);
    arb_init(worst);
    kernel_projector(P, c->X);
    for (slong i = 0; i < c->d; i++) {
        arb_mul_si(x, c->beta + i, 100, prec);
        arb_div_si(x, x, cf_run_canary(run) ? 101 : 100, prec);
        cf_ref_alpha2_q_prime(s + i, x, c->log_alpha_ball, prec);
    }
    for (slong i = 0; i < c->d; i++) {
        arb_zero(sum);
        for (slong j = 0; j < c->d; j++) {
            arb_set_fmpq(x, fmpq_mat_entry(P, i, j), prec);
            arb_addmul(sum, x, s + j, prec);
        }
        arb_abs(sum, sum);
        arb_max(worst, worst, sum, prec);
    }
    cf_max_abs(scale, s, c->d, prec);
    arb_mul_2exp_si(scale, scale, -60);
    cf_fact_le(run, "the part of arcsinh(beta / 2 alpha^2) in ker X", worst, scale);
    fmpq_mat_clear(P);
    arb_clear(x);
    arb_clear(sum);
    arb_clear(scale);
    arb_clear(worst);
    _arb_vec_clear(s, c->d);
}

static void check(cf_run *run) {
    cf_for_limits(run, 66, 12, log_alpha, N_ALPHA, 128, check_limit);
}

const cf_claim cf_claim_eq7 = {
    .id = "eq7",
    .section = "4",
    .items = "(7)",
    .title = "The limit lies in the image of the exponential form",
    .statement = "beta_alpha(infinity) = alpha^2 (exp(-X^T r) - exp(X^T r)) for some r in R^N.",
    .tex = "\\beta_\\alpha(\\infty)\\in\\{\\alpha^2(\\exp(-X^\\top r)-\\exp(X^\\top r)):r\\in\\mathbb R^N\\}",
    .domain = "alpha > 0, X of full row rank",
    .checked = "certified limits (128 bits) of a mixed sequence of problems of all families, N and d up to "
               "20, log alpha from -300 to 30, X with a kernel (N < d)",
    .uses = "eq9",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "alpha^2 is 1.01 alpha^2",
    .argument = NULL,
    .check = check,
};
