/* eq6.c - (6) with the factor that (13) really gives. In our copy the constant in the exponents of (6) cannot
 * be read; by the printed (16) it would be 4, which eq16_printed refutes. */
#include "verify/limits.h"
#include "core/certiflow.h"

#include <stdio.h>

static void compare(cf_run *run, const cf_limit_case *c, const double *beta, const double *r_integral) {
    arb_t bound;
    arb_init(bound);
    (void)beta;
    cf_max_abs(bound, c->nu, c->N, c->prec);
    arb_div_ui(bound, bound, 1000000, c->prec);
    for (slong n = 0; n < c->N; n++)
        cf_agrees(run, "-8 int_0^infinity r_n and nu_n", (cf_run_canary(run) ? -8.08 : -8.0) * r_integral[n],
                  c->nu + n, bound);
    arb_clear(bound);
}

static const cf_family family[] = {CF_FAMILY_GAUSSIAN,   CF_FAMILY_SPARSE,  CF_FAMILY_DEGENERATE,
                                   CF_FAMILY_DUPLICATED, CF_FAMILY_INTEGER, CF_FAMILY_SIGNS};
static const double log_alpha[] = {-6.0, -2.0, 0.0, 1.0};

static void check_case(cf_run *run, const cf_problem *p, double la) {
    cf_limit_case c;
    double beta[16], r_integral[8], t_end;
    double start = la;
    if (!cf_limit_case_init(&c, p, la, 128))
        cf_fact(run, "the limit exists (Krawczyk certificate)", CF_UNKNOWN);
    else if (cf_flow_w(beta, r_integral, &t_end, p->X, p->y, start, 1e-11, 1e-11, p->N, p->d) != CF_OK)
        cf_fact(run, "the integration reached its target", CF_UNKNOWN);
    else
        compare(run, &c, beta, r_integral);
    cf_limit_case_clear(&c);
}

static void check(cf_run *run) {
    static const size_t size[][2] = {{1, 3}, {2, 5}, {3, 8}, {4, 12}};
    size_t repeats = cf_run_tier(run) == CF_TIER_QUICK ? 1 : 6;
    for (size_t k = 0; k < repeats * 24; k++) {
        cf_problem p;
        const size_t *s = size[k / 6 % 4];
        cf_problem_draw(&p, family[k % 6], cf_run_seed(run) % 100000 + k, s[0], s[1], 1.0);
        for (size_t a = 0; a < sizeof log_alpha / sizeof *log_alpha; a++) {
            char more[48];
            snprintf(more, sizeof more, "log alpha = %g", log_alpha[a]);
            cf_problem_begin(run, &p, more);
            check_case(run, &p, log_alpha[a]);
        }
        cf_problem_clear(&p);
        if (cf_run_expired(run) && k + 1 < repeats * 24) {
            cf_left_undone(run, "%zu of %zu problems", repeats * 24 - k - 1, repeats * 24);
            return;
        }
    }
}

const cf_claim cf_claim_eq6 = {
    .id = "eq6",
    .section = "4",
    .items = "(6)",
    .title = "The limit as exponentials of the integrated residual",
    .statement = "beta_alpha(infinity) = alpha^2 (exp(-8 X^T int_0^infinity r) - exp(8 X^T int_0^infinity "
                 "r)): -8 times the integral of the residual along the integrated flow is the certified dual "
                 "variable nu to 1e-6 max |nu|.",
    .tex = "\\beta_\\alpha(\\infty)=\\alpha^2\\big(\\exp(-8X^\\top\\!\\textstyle\\int_0^\\infty "
           "r)-\\exp(8X^\\top\\!\\int_0^\\infty r)\\big)",
    .domain = "0 < alpha < infinity, X of full row rank",
    .checked = "24 problems (quick) of six families, N <= 4, d <= 12, log alpha = -6, -2, 0, 1",
    .uses = "eq9",
    .proof_uses = "eq16",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "the factor is 8.08",
    .argument = NULL,
    .check = check,
};
