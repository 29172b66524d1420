/* integrated_limits.c - see integrated_limits.h. */
#include "verify/integrated_limits.h"
#include "core/certiflow.h"

#include <stdio.h>

static const cf_family family[] = {CF_FAMILY_GAUSSIAN,   CF_FAMILY_SPARSE,  CF_FAMILY_DEGENERATE,
                                   CF_FAMILY_DUPLICATED, CF_FAMILY_INTEGER, CF_FAMILY_SIGNS};
static const double log_alpha[] = {-6.0, -2.0, 0.0, 1.0};

static void check_case(cf_run *run, const cf_problem *p, double la, double shift, cf_integrated compare) {
    cf_limit_case c;
    double beta[16], r_integral[8], t_end;
    if (!cf_limit_case_init(&c, p, la, 128))
        cf_fact(run, "the limit exists (Krawczyk certificate)", CF_UNKNOWN);
    else if (cf_flow_w(beta, r_integral, &t_end, p->X, p->y, la + shift, 1e-11, 1e-11, p->N, p->d) != CF_OK)
        cf_fact(run, "the integration reached its target", CF_UNKNOWN);
    else
        compare(run, &c, beta, r_integral);
    cf_limit_case_clear(&c);
}

void cf_for_integrated_limits(cf_run *run, double shift, cf_integrated compare) {
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
            check_case(run, &p, log_alpha[a], shift, compare);
        }
        cf_problem_clear(&p);
        if (cf_run_expired(run) && k + 1 < repeats * 24) {
            cf_left_undone(run, "%zu of %zu problems", repeats * 24 - k - 1, repeats * 24);
            return;
        }
    }
}
