/* limit_alpha_zero.c - Stated without a proof in Section 4. The two-sided bound b (L + ln b - 1) <= alpha^2
 * q(b/alpha^2) <= b (L + ln(b + alpha^2) - 1) + 2 alpha^2 and Theorem 1 give the rate; the exact dual
 * solution the rest (docs/proofs.md). beta_L1 is an exact rational vertex with its exact dual; where it is
 * not unique the first bound holds all the same, and limit_alpha_zero_face says which solution is taken. */
#include "verify/limits.h"
#include "core/certiflow.h"
#include <math.h>

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

/* rho = the largest |x_i^T nu_1| < 1; off[i] nonzero where it is < 1; returns how many */
static slong off_face(fmpq_t rho, char *off, const cf_ref_l1 *l1, const cf_limit_case *c) {
    slong count = 0;
    fmpq_t s;
    fmpq_init(s);
    fmpq_zero(rho);
    for (slong i = 0; i < c->d; i++) {
        fmpq_zero(s);
        for (slong n = 0; n < c->N; n++)
            fmpq_addmul(s, fmpq_mat_entry(c->X, n, i), fmpq_mat_entry(l1->nu, n, 0));
        fmpq_abs(s, s);
        off[i] = !fmpq_is_one(s);
        if (!off[i]) continue;
        if (fmpq_cmp(s, rho) > 0) fmpq_set(rho, s);
        count++;
    }
    fmpq_clear(s);
    return count;
}

/* excess = ||beta||_1 - ||beta_L1||_1, and share = (1 - rho) times the l1 norm of beta off the face;
 * canary: 1.01 times it */
static void second_sides(arb_t share, arb_t excess, arb_srcptr beta, const char *off, const fmpq_t rho,
                         const cf_ref_l1 *l1, slong d, slong prec, int canary) {
    arb_t x;
    arb_init(x);
    arb_zero(share);
    for (slong i = 0; i < d; i++) {
        arb_abs(x, beta + i);
        if (off[i]) arb_add(share, share, x, prec);
    }
    arb_set_fmpq(x, rho, prec);
    arb_sub_ui(x, x, 1, prec);
    arb_mul(share, share, x, prec);
    arb_mul_si(share, share, canary ? -101 : -100, prec);
    arb_div_ui(share, share, 100, prec);
    cf_ref_norm_l1(excess, beta, (size_t)d, prec);
    arb_set_fmpq(x, l1->value, prec);
    arb_sub(excess, excess, x, prec);
    arb_clear(x);
}

/* (1 - rho) sum over |x_i^T nu_1| < 1 of |beta_i| <= the excess; with equality where one coordinate is off
 * the face, hence up to 2^-90 of the excess itself. The excess is formed by subtraction, so the limit is
 * enclosed with the bits that it takes: a coordinate off the face is 0 or about alpha^2. Nothing is
 * stated where no coordinate is off the face, or those that are are exactly 0; N = d is decided exactly. */
static void second_part(cf_run *run, const cf_limit_case *c, const cf_ref_l1 *l1) {
    static const char *const what =
        "(1 - rho) sum over |x_i^T nu_1| < 1 of |beta_i| <= (1 + 2^-90) the excess";
    const cf_problem *p = c->problem;
    slong prec = 256 + (slong)(3 * fabs(c->log_alpha));
    char off[64];
    fmpq_t rho;
    arb_t share, excess, slack;
    cf_ref_alpha_t alpha;
    arb_ptr beta = _arb_vec_init(c->d);
    fmpq_init(rho), arb_init(share), arb_init(excess), arb_init(slack), cf_ref_alpha_init(alpha);
    cf_ref_alpha_set_double(alpha, c->log_alpha, 1);
    if (off_face(rho, off, l1, c) > 0) {
        cf_ref_status status = CF_REF_OK;
        for (slong i = 0; i < c->d; i++) arb_set_fmpq(beta + i, fmpq_mat_entry(l1->beta, i, 0), prec);
        if (c->N < c->d) status = cf_ref_limit(beta, NULL, NULL, p->X, p->y, alpha, p->N, p->d, prec);
        if (c->N == c->d) {
            fmpq_t sum;
            fmpq_init(sum); /* of |beta_L1,i| off the face: complementary slackness */
            for (slong i = 0; i < c->d; i++)
                if (off[i] && !fmpq_is_zero(fmpq_mat_entry(l1->beta, i, 0))) fmpq_one(sum);
            cf_exact(run, "N = d: the excess is 0 and so is beta off the face", fmpq_is_zero(sum));
            fmpq_clear(sum);
        } else if (status == CF_REF_OK) {
            second_sides(share, excess, beta, off, rho, l1, c->d, 2 * prec, cf_run_canary(run) == 2);
            cf_two_exp(slack, -90);
            arb_addmul(excess, excess, slack, 2 * prec);
            if (!arb_is_zero(share)) cf_fact_le(run, what, share, excess);
        } else
            cf_fact(run, what, CF_UNKNOWN);
    }
    cf_evidence_row(run, "distance", "log_alpha", c->log_alpha, "unique", l1->unique == CF_TRUE ? 1.0 : 0.0,
                    "excess", arf_get_d(arb_midref(excess), ARF_RND_NEAR), NULL);
    _arb_vec_clear(beta, c->d);
    fmpq_clear(rho), arb_clear(share), arb_clear(excess), arb_clear(slack), cf_ref_alpha_clear(alpha);
}

static void first_part(cf_run *run, const cf_limit_case *c, const cf_ref_l1 *l1) {
    slong prec = 2 * c->prec;
    arb_t norm, excess, bound, x;
    fmpq_t least;
    arb_init(norm), arb_init(excess), arb_init(bound), arb_init(x), fmpq_init(least);
    fmpq_set_si(least, cf_run_canary(run) == 1 ? 99 : 100, 100);
    fmpq_canonicalise(least);
    fmpq_mul(least, least, l1->value);
    arb_set_fmpq(x, least, prec);
    cf_ref_norm_l1(norm, c->beta, (size_t)c->d, prec);
    arb_sub(excess, norm, x, prec);
    arb_mul(x, excess, c->log_alpha_ball, prec);
    arb_mul_si(x, x, -2, prec);
    rate_constant(bound, l1, c, prec);
    cf_fact_le(run, "L (||beta_alpha||_1 - ||beta_L1||_1) <= the constant", x, bound);
    arb_clear(norm), arb_clear(excess), arb_clear(bound), arb_clear(x), fmpq_clear(least);
}

static void check_limit(cf_run *run, const cf_limit_case *c) {
    const cf_problem *p = c->problem;
    double beta[64];
    size_t support[64], n_support;
    cf_ref_l1 l1;
    cf_ref_l1_init(&l1, p->N, p->d);
    if (cf_beta_l1(beta, NULL, support, &n_support, p->X, p->y, p->N, p->d) == CF_OK &&
        cf_ref_beta_l1(&l1, p->X, p->y, support, n_support, p->N, p->d) == CF_REF_OK)
        first_part(run, c, &l1), second_part(run, c, &l1);
    else
        cf_fact(run, "beta_L1 is certified", CF_UNKNOWN);
    cf_ref_l1_clear(&l1);
}

static void check(cf_run *run) {
    static const double log_alpha[] = {-3.0, -20.0, -300.0, -1e4};
    size_t problems = cf_run_tier(run) == CF_TIER_QUICK ? 22 : 66;
    cf_for_limits(run, problems, 12, log_alpha, 4, 128, check_limit);
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
    .checked = "certified limits (128 bits) against exact l1 solutions: 22 problems (quick; 528 beyond) of "
               "all families, "
               "N <= 5, d <= 12, log alpha = -3, -20, -300, -10^4; the second part at each of them, up to "
               "2^-90 of the "
               "excess itself (it is an equality where one coordinate is off the face); the rest is the "
               "written proof",
    .uses = "",
    .proof_uses = "theorem1_kkt Q_l1_order",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 120,
    .canary = "the limit has 0.99 of the least l1 norm; 1.01 (1 - rho) in the second part",
    .canaries = 2,
    .argument = "docs/proofs.md#alpha-to-zero",
    .check = check,
};
