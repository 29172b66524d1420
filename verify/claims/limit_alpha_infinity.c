/* limit_alpha_infinity.c - Stated without a proof in Section 4. With s = X^T nu: beta - 2 alpha^2 s = 2
 * alpha^2 (sinh s - s) and s is in the row space, so beta - beta_L2, the part of beta in ker X, is at most
 * ||2 alpha^2 (sinh s - s)||_2; and sinh s - s <= sinh(s)^3/6 with sinh s = beta/(2 alpha^2). The second
 * bound adds ||beta_alpha||_2 <= 1.02
 * ||beta_L2||_2. docs/proofs.md has the details.
 *
 * The first bound is nearly attained where beta^3 is nearly orthogonal to the row space: one large entry in X
 * and very many small ones. */
#include "verify/limits.h"

/* beta_L2 = X^T (X X^T)^-1 y */
static void least_norm(arb_ptr out, const cf_limit_case *c, slong prec) {
    fmpq_mat_t T, G, a, b;
    fmpq_mat_init(T, c->d, c->N);
    fmpq_mat_init(G, c->N, c->N);
    fmpq_mat_init(a, c->N, 1);
    fmpq_mat_init(b, c->d, 1);
    fmpq_mat_transpose(T, c->X);
    fmpq_mat_mul(G, c->X, T);
    fmpq_mat_solve(a, G, c->y);
    fmpq_mat_mul(b, T, a);
    for (slong i = 0; i < c->d; i++) arb_set_fmpq(out + i, fmpq_mat_entry(b, i, 0), prec);
    fmpq_mat_clear(T);
    fmpq_mat_clear(G);
    fmpq_mat_clear(a);
    fmpq_mat_clear(b);
}

static void check_limit(cf_run *run, const cf_limit_case *c) {
    slong prec = 2 * c->prec;
    arb_ptr l2 = _arb_vec_init(c->d), x = _arb_vec_init(c->d);
    arb_t distance, bound, norm, alpha2;
    arb_init(distance);
    arb_init(bound);
    arb_init(norm);
    arb_init(alpha2);
    least_norm(l2, c, prec);
    arb_mul_2exp_si(alpha2, c->log_alpha_ball, 1);
    arb_exp(alpha2, alpha2, prec);
    for (slong i = 0; i < c->d; i++) arb_sub(x + i, c->beta + i, l2 + i, prec);
    cf_ref_norm_l2(distance, x, (size_t)c->d, prec);
    for (slong i = 0; i < c->d; i++) arb_pow_ui(x + i, c->beta + i, 3, prec);
    cf_ref_norm_l2(bound, x, (size_t)c->d, prec);
    arb_div_ui(bound, bound, cf_run_canary(run) ? 26 : 24, prec);
    arb_div(bound, bound, alpha2, prec);
    arb_div(bound, bound, alpha2, prec);
    cf_fact_le(run, "||beta_alpha - beta_L2||_2 <= ||beta_alpha^3||_2 / (24 alpha^4)", distance, bound);
    cf_ref_norm_l2(norm, l2, (size_t)c->d, prec);
    if (cf_ball_le(norm, alpha2) == CF_TRUE) {
        arb_pow_ui(bound, norm, 3, prec);
        arb_div_ui(bound, bound, 22, prec);
        arb_div(bound, bound, alpha2, prec);
        arb_div(bound, bound, alpha2, prec);
        cf_fact_le(run, "||beta_alpha - beta_L2||_2 <= ||beta_L2||_2^3 / (22 alpha^4)", distance, bound);
    }
    arb_clear(distance);
    arb_clear(bound);
    arb_clear(norm);
    arb_clear(alpha2);
    _arb_vec_clear(l2, c->d);
    _arb_vec_clear(x, c->d);
}

/* X = [1, 1/8, 1/8, ...] with 1024 eighths, y = 1: the cosine of beta^3 with the row space is 0.31 */
static void extremal(cf_run *run) {
    enum { D = 1025 };
    static const double y[1] = {1.0};
    double X[D];
    cf_problem p = {
        .N = 1, .d = D, .X = X, .y = (double[1]){y[0]}, .family = CF_FAMILY_GAUSSIAN, .scale = 1.0};
    cf_limit_case c;
    for (int i = 0; i < D; i++) X[i] = i ? 0.125 : 1.0;
    cf_instance(run, "X = [1, 1/8, ..., 1/8], d = 1025, y = 1, log alpha = 1");
    cf_adversarial(run);
    if (cf_limit_case_init(&c, &p, 1.0, 300))
        check_limit(run, &c);
    else
        cf_fact(run, "the limit exists (Krawczyk certificate)", CF_UNKNOWN);
    cf_limit_case_clear(&c);
}

static void check(cf_run *run) {
    static const double log_alpha[] = {-1.0, 0.0, 1.0, 2.0, 5.0, 20.0};
    extremal(run);
    cf_for_limits(run, 66, 12, log_alpha, 6, 600, check_limit);
}

const cf_claim cf_claim_limit_alpha_infinity = {
    .id = "limit_alpha_infinity",
    .section = "4",
    .items = "alpha to infinity",
    .title = "The limit for alpha to infinity is beta_L2, at the rate alpha^-4",
    .statement = "For all alpha: ||beta_alpha(infinity) - beta_L2||_2 <= ||beta_alpha(infinity)^3||_2 / (24 "
                 "alpha^4) (the cube elementwise); and where alpha^2 >= ||beta_L2||_2, it is at most "
                 "||beta_L2||_2^3 / (22 alpha^4). Hence lim beta_alpha(infinity) = beta_L2.",
    .tex = "\\|\\beta_\\alpha(\\infty)-\\beta_{L2}\\|_2\\le\\frac{\\|\\beta_\\alpha(\\infty)^{\\circ3}\\|_2}{"
           "24\\alpha^4}\\to0",
    .domain = "X of full row rank",
    .checked = "certified limits (600 bits) of 66 problems (quick) of all families, N <= 5, d <= 12, log "
               "alpha = -1, 0, 1, 2, 5, 20, and one extremal N = 1, d = 1025",
    .uses = "eq9",
    .proof_uses = "theorem1_kkt q_at_zero",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "24 is 26",
    .argument = "docs/proofs.md#alpha-to-infinity",
    .check = check,
};
