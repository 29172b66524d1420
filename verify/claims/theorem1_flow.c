/* theorem1_flow.c - Theorem 1, second way. CVODE's BDF method at relative tolerance 1e-11 carries an error of
 * a few hundred tolerances over the path; in log w it is one of the start, which moves the limit by a
 * comparable relative amount times L. 1e-6 leaves room for both and is 10^4 times less than what a start 1 %
 * off does. */
#include "verify/limits.h"
#include "core/certiflow.h"

#include <math.h>
#include <stdio.h>

static void compare(cf_run *run, const cf_limit_case *c, const double *beta, const double *r_integral) {
    arb_t bound;
    arb_init(bound);
    (void)r_integral;
    cf_max_abs(bound, c->beta, c->d, c->prec);
    arb_div_ui(bound, bound, 1000000, c->prec);
    for (slong i = 0; i < c->d; i++)
        cf_agrees(run, "beta_i of the integrated flow", beta[i], c->beta + i, bound);
    arb_clear(bound);
}

static const cf_family family[] = {CF_FAMILY_GAUSSIAN,   CF_FAMILY_SPARSE,  CF_FAMILY_DEGENERATE,
                                   CF_FAMILY_DUPLICATED, CF_FAMILY_INTEGER, CF_FAMILY_SIGNS};
static const double log_alpha[] = {-6.0, -2.0, 0.0, 1.0};

static void check_case(cf_run *run, const cf_problem *p, double la) {
    cf_limit_case c;
    double beta[16], r_integral[8], t_end;
    double start = la + (cf_run_canary(run) ? log1p(0.01) : 0.0);
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

const cf_claim cf_claim_theorem1_flow = {
    .id = "theorem1_flow",
    .section = "4",
    .items = "Theorem 1",
    .title = "Theorem 1: the integrated flow in w arrives at the dual limit",
    .statement = "The flow (2) of the 2d weights from w(0) = alpha 1, integrated by a stiff integrator which "
                 "shares no source with the dual solver until ||r|| <= 1e-11 ||y||, ends within 1e-6 max "
                 "|beta| of the certified beta_alpha(infinity), the minimiser of Q_alpha.",
    .tex = "w(\\infty)_+^2-w(\\infty)_-^2=\\arg\\min_{X\\beta=y}Q_\\alpha(\\beta)",
    .domain = "0 < alpha < infinity, X of full row rank",
    .checked = "24 problems (quick) of six families, N <= 4, d <= 12, log alpha = -6, -2, 0, 1",
    .uses = "theorem1_kkt",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "the flow starts from 1.01 alpha",
    .argument = NULL,
    .check = check,
};
