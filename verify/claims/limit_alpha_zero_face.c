/* limit_alpha_zero_face.c - "lim beta_alpha(infinity) = beta_L1" presupposes that beta_L1 is unique. Where it
 * is not, the two-sided bound on alpha^2 q decides between the members of the face (docs/proofs.md).
 *
 * Planted: the first row of X is 1 on the columns of the face and 1/2 off it, so nu_1 = e_1 is a dual
 * solution with |x_i^T nu_1| = 1 on the face alone; the other rows are small integers. beta*_i = 2^(k^T x_i)
 * on the face, k an integer vector with k_1 = 0: ln beta* is in the row space of X on the face, which are the
 * KKT conditions of the entropy there. y = X beta* is exact in doubles. Some columns of the face are negated:
 * their beta* is negative. */
#include "verify/limits.h"
#include "core/certiflow.h"

#include <math.h>

enum { D_MAX = 15 };

/* fills X and y, and beta* as doubles (exact powers of two); n_face columns on the face, 3 off it */
static void plant(double *X, double *y, double *best, cf_rng *rng, size_t N, size_t n_face) {
    size_t d = n_face + 3;
    for (size_t i = 0; i < d; i++) {
        double sign = i % 3 == 2 ? -1.0 : 1.0;
        int power = 0;
        X[i] = sign * (i < n_face ? 1.0 : 0.5);
        for (size_t n = 1; n < N; n++) {
            int entry = (int)(i + n - 1) % (n == 1 ? 4 : 3); /* rows that differ: full rank */
            if (i >= n_face) entry = (int)(4.0 * cf_rng_uniform(rng)) - 2;
            X[n * d + i] = sign * entry;
            power -= entry;
        }
        best[i] = i < n_face ? sign * ldexp(1.0, power) : 0.0;
    }
    for (size_t n = 0; n < N; n++) {
        y[n] = 0.0;
        for (size_t i = 0; i < n_face; i++) y[n] += X[n * d + i] * best[i]; /* exact: few bits */
    }
}

static void check_case(cf_run *run, const cf_problem *p, const double *best, double log_alpha) {
    cf_limit_case c;
    arb_t worst, x, bound;
    if (!cf_limit_case_init(&c, p, log_alpha,
                            256 + (slong)(2 * fabs(log_alpha)))) { /* alpha^(1/2) is to be told */
        cf_fact(run, "the limit exists (Krawczyk certificate)", CF_UNKNOWN);
        cf_limit_case_clear(&c);
        return;
    }
    arb_init(worst);
    arb_init(x);
    arb_init(bound);
    for (slong i = 0; i < c.d; i++) {
        arb_set_d(x, best[i]);
        arb_mul_ui(x, x, cf_run_canary(run) ? 101 : 100, 2 * c.prec);
        arb_div_ui(x, x, 100, 2 * c.prec);
        arb_sub(x, c.beta + i, x, 2 * c.prec);
        arb_abs(x, x);
        arb_max(worst, worst, x, 2 * c.prec);
    }
    arb_mul_2exp_si(bound, c.log_alpha_ball, -1);
    arb_exp(bound, bound, 128);
    cf_fact_le(run, "max |beta_alpha - beta*| <= alpha^(1/2)", worst, bound);
    arb_clear(worst);
    arb_clear(x);
    arb_clear(bound);
    cf_limit_case_clear(&c);
}

static void check(cf_run *run) {
    static const double log_alpha[] = {-20.0, -100.0, -1000.0};
    cf_rng rng;
    cf_rng_init(&rng, cf_run_seed(run));
    for (size_t N = 1; N <= 3; N++)
        for (size_t n_face = 4; n_face + 3 <= D_MAX; n_face += 4) {
            double X[3 * D_MAX], y[3], best[D_MAX];
            plant(X, y, best, &rng, N, n_face);
            cf_problem p = {.X = X, .y = y, .N = N, .d = n_face + 3, .scale = 1.0};
            for (size_t a = 0; a < sizeof log_alpha / sizeof *log_alpha; a++) {
                cf_instance(run, "planted face of %zu columns, N = %zu, log alpha = %g", n_face, N,
                            log_alpha[a]);
                cf_adversarial(run);
                check_case(run, &p, best, log_alpha[a]);
            }
        }
}

const cf_claim cf_claim_limit_alpha_zero_face = {
    .id = "limit_alpha_zero_face",
    .section = "4",
    .items = "alpha to 0",
    .title = "The limit for alpha to 0 when beta_L1 is not unique",
    .statement = "If the minimum-l1 interpolants form a face, beta_alpha(infinity) converges for alpha to 0 "
                 "to the minimiser of sum |beta_i| ln|beta_i| on it. On planted instances where that "
                 "minimiser is exactly known: ||beta_alpha - beta*||_inf <= alpha^(1/2).",
    .tex = "\\lim_{\\alpha\\to0}\\beta_\\alpha(\\infty)=\\arg\\min_{\\beta\\in "
           "G}\\sum_i|\\beta_i|\\ln|\\beta_i|,\\quad G=\\arg\\min_{X\\beta=y}\\|\\beta\\|_1",
    .domain = "X of full row rank",
    .checked = "planted instances: N = 1, 2, 3; 4 to 12 columns on the face, 3 off it; log alpha = -20, "
               "-100, -1000; the rest is the written proof",
    .uses = "",
    .proof_uses = "theorem1_kkt",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "the limit is 1.01 beta*",
    .argument = "docs/proofs.md#alpha-to-zero",
    .check = check,
};
