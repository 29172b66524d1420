/* limit_alpha_zero.c - Stated without a proof in Section 4. The two-sided bound b (L + ln b - 1) <= alpha^2
 * q(b/alpha^2) <= b (L + ln(b + alpha^2) - 1) + 2 alpha^2 and Theorem 1 give the rate; the exact dual
 * solution the rest (docs/proofs.md). beta_L1 is an exact rational vertex with its exact dual; where it is
 * not unique the first bound holds all the same, and limit_alpha_zero_face says which solution is taken. */
#include "verify/limits.h"
#include "core/certiflow.h"

/* b (ln(b + alpha^2) - 1) + 2 alpha^2 summed over the non-zero b = |beta_L1,i|, plus d + 1 */
static void rate_constant(arb_t out, const cf_ref_l1 *l1, const cf_limit_case *c, slong prec) {
    arb_t b, x, alpha2;
    arb_init(b);
    arb_init(x);
    arb_init(alpha2);
    arb_mul_2exp_si(alpha2, c->log_alpha_ball, 1);
    arb_exp(alpha2, alpha2, prec);
    arb_set_si(out, c->d + 1);
    for (slong i = 0; i < c->d; i++) {
        if (fmpq_is_zero(fmpq_mat_entry(l1->beta, i, 0))) continue;
        arb_set_fmpq(b, fmpq_mat_entry(l1->beta, i, 0), prec);
        arb_abs(b, b);
        arb_add(x, b, alpha2, prec);
        arb_log(x, x, prec);
        arb_sub_ui(x, x, 1, prec);
        arb_addmul(out, x, b, prec);
        arb_addmul_ui(out, alpha2, 2, prec);
    }
    arb_clear(b);
    arb_clear(x);
    arb_clear(alpha2);
}

/* rho = the largest |x_i^T nu_1| < 1, and the l1 norm of beta on the coordinates where it is < 1 */
static void off_face(fmpq_t rho, arb_t norm, const cf_ref_l1 *l1, const cf_limit_case *c, slong prec) {
    fmpq_t s;
    arb_t x;
    fmpq_init(s);
    arb_init(x);
    fmpq_zero(rho);
    arb_zero(norm);
    for (slong i = 0; i < c->d; i++) {
        fmpq_zero(s);
        for (slong n = 0; n < c->N; n++)
            fmpq_addmul(s, fmpq_mat_entry(c->X, n, i), fmpq_mat_entry(l1->nu, n, 0));
        fmpq_abs(s, s);
        if (fmpq_is_one(s)) continue;
        if (fmpq_cmp(s, rho) > 0) fmpq_set(rho, s);
        arb_abs(x, c->beta + i);
        arb_add(norm, norm, x, prec);
    }
    fmpq_clear(s);
    arb_clear(x);
}

static void check_against(cf_run *run, const cf_limit_case *c, const cf_ref_l1 *l1) {
    slong prec = 2 * c->prec;
    arb_t norm, excess, bound, x;
    fmpq_t rho, least;
    arb_init(norm);
    arb_init(excess);
    arb_init(bound);
    arb_init(x);
    fmpq_init(rho);
    fmpq_init(least);
    fmpq_set_si(least, cf_run_canary(run) ? 99 : 100, 100);
    fmpq_canonicalise(least);
    fmpq_mul(least, least, l1->value);
    arb_set_fmpq(x, least, prec);
    cf_ref_norm_l1(norm, c->beta, (size_t)c->d, prec);
    arb_sub(excess, norm, x, prec);
    arb_mul(x, excess, c->log_alpha_ball, prec);
    arb_mul_si(x, x, -2, prec);
    rate_constant(bound, l1, c, prec);
    cf_fact_le(run, "L (||beta_alpha||_1 - ||beta_L1||_1) <= the constant", x, bound);
    off_face(rho, x, l1, c, prec);
    fmpq_sub_si(rho, rho, 1);
    fmpq_neg(rho, rho);
    arb_set_fmpq(bound, rho, prec);
    arb_mul(x, x, bound, prec);
    cf_two_exp(bound, -90); /* the excess is known to about 2^-128 of the norm */
    arb_addmul(excess, bound, norm, prec);
    cf_fact_le(run, "(1 - rho) sum over |x_i^T nu_1| < 1 of |beta_i| <= the excess + 2^-90 ||beta||_1", x,
               excess);
    cf_evidence_row(run, "distance", "log_alpha", c->log_alpha, "unique", l1->unique == CF_TRUE ? 1.0 : 0.0,
                    "excess", arf_get_d(arb_midref(excess), ARF_RND_NEAR), NULL);
    arb_clear(norm);
    arb_clear(excess);
    arb_clear(bound);
    arb_clear(x);
    fmpq_clear(rho);
    fmpq_clear(least);
}

static void check_limit(cf_run *run, const cf_limit_case *c) {
    const cf_problem *p = c->problem;
    double beta[64];
    size_t support[64], n_support;
    cf_ref_l1 l1;
    cf_ref_l1_init(&l1, p->N, p->d);
    if (cf_beta_l1(beta, NULL, support, &n_support, p->X, p->y, p->N, p->d) == CF_OK &&
        cf_ref_beta_l1(&l1, p->X, p->y, support, n_support, p->N, p->d) == CF_REF_OK)
        check_against(run, c, &l1);
    else
        cf_fact(run, "beta_L1 is certified", CF_UNKNOWN);
    cf_ref_l1_clear(&l1);
}

static void check(cf_run *run) {
    static const double log_alpha[] = {-3.0, -20.0, -300.0, -1e4};
    cf_for_limits(run, 66, 12, log_alpha, 4, 128, check_limit);
}

const cf_claim cf_claim_limit_alpha_zero = {
    .id = "limit_alpha_zero",
    .section = "4",
    .items = "alpha to 0",
    .title = "The limit for alpha to 0 has the least l1 norm, with the rate 1/L",
    .statement =
        "For every alpha < 1, with L = ln(1/alpha^2): L (||beta_alpha(infinity)||_1 - ||beta_L1||_1) <= d + "
        "1 + sum over beta_L1,i != 0 of (|beta_L1,i| (ln(|beta_L1,i| + alpha^2) - 1) + 2 alpha^2); and the "
        "coordinates with |x_i^T nu_1| <= rho < 1, nu_1 a dual solution, have l1 norm at most the excess "
        "over 1 - rho. So lim beta_alpha(infinity) = beta_L1 where that is unique.",
    .tex = "\\|\\beta_\\alpha(\\infty)\\|_1-\\|\\beta_{L1}\\|_1=O(1/"
           "L),\\quad\\lim_{\\alpha\\to0}\\beta_\\alpha(\\infty)=\\beta_{L1}",
    .domain = "X of full row rank; beta_L1 unique for the second part",
    .checked = "certified limits (128 bits) against exact l1 solutions: 66 problems (quick) of all families, "
               "N <= 5, d <= 12, log alpha = -3, -20, -300, -10^4; the second part up to 2^-90 ||beta||_1, "
               "which says nothing where the excess itself is "
               "smaller, as at -10^4; the rest is the written proof",
    .uses = "",
    .proof_uses = "theorem1_kkt Q_l1_order",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "the limit has 0.99 of the least l1 norm",
    .argument = "docs/proofs.md#alpha-to-zero",
    .check = check,
};
