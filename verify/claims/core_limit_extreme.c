/* core_limit_extreme.c - the limit in doubles in extreme units: samples multiplied by 2^a, targets by 2^(a +
 * b), with log alpha at the ends of its range and where alpha^2 is of the size of beta. The doubles scale by
 * powers of two, so nothing may be lost; the products below are exact as long as nothing leaves the doubles'
 * normal range, and where it does the rounded doubles are the problem. */
#include "core/certiflow.h"
#include "verify/agreement.h"

#include <math.h>
#include <stdio.h>

/* each sample n and its target by 2^e_n, e_n within +-range, and all targets by 2^sigma */
static void rescale(cf_problem *p, cf_rng *rng, int range, int sigma) {
    for (size_t n = 0; n < p->N; n++) {
        int e = (int)lround((2 * cf_rng_uniform(rng) - 1) * range);
        for (size_t i = 0; i < p->d; i++) p->X[n * p->d + i] = ldexp(p->X[n * p->d + i], e);
        p->y[n] = ldexp(p->y[n], e + sigma);
    }
}

/* log alpha where alpha^2 is 2^sigma, and on both sides of it, and the ends */
static void check_problem(cf_run *run, const cf_problem *p, int range, int sigma) {
    const double middle = sigma * 0.34657359, offset[] = {20, 3, 0, -4, -15, -29, -45};
    cf_agreement_problem a = {p->X, p->y, p->N, p->d, CF_FAMILY_UNITS, p->family != CF_FAMILY_ROWS, 2};
    for (int k = 0; k < 9; k++) {
        double log_alpha = k < 7 ? middle + offset[k] : k == 7 ? 700 : -1e6;
        char more[96];
        snprintf(more, sizeof more, "rows by 2^+-%d, targets by 2^%d, log alpha = %g", range, sigma,
                 log_alpha);
        cf_problem_begin(run, p, more);
        cf_adversarial(run);
        cf_agree_solve(run, &a, log_alpha);
    }
}

static void check(cf_run *run) {
    static const size_t shapes[][2] = {{1, 1}, {2, 5}, {5, 12}, {7, 7}};
    static const int units[][2] = {{0, 900}, {0, -900}, {400, 0}, {300, 600}, {300, -600}, {40, 25}};
    int draws = cf_run_canary(run) || cf_run_tier(run) == CF_TIER_QUICK ? 1 : 40;
    cf_rng rng;
    cf_rng_init(&rng, cf_run_seed(run));
    cf_agree_legend(run);
    for (int k = 0; k < draws; k++)
        for (int f = 0; f < CF_FAMILIES; f++) {
            for (int u = 0; u < 6; u++) {
                cf_problem p;
                const size_t *shape = shapes[(k + f + u) % 4];
                cf_problem_draw(&p, (cf_family)f, cf_run_seed(run) % 100000 + (uint64_t)(6 * k + u), shape[0],
                                shape[1], 1);
                rescale(&p, &rng, units[u][0], units[u][1]);
                check_problem(run, &p, units[u][0], units[u][1]);
                cf_problem_clear(&p);
            }
            if (cf_run_expired(run)) {
                cf_left_undone(run, "draws after number %d", k + 1);
                return;
            }
        }
}

const cf_claim cf_claim_core_limit_extreme = {
    .id = "core_limit_extreme",
    .section = "A",
    .items = "(9); (18)",
    .title = "The limit in doubles in extreme units",
    .statement =
        "The bound of core_limit holds whatever the units of the samples and targets, at log alpha = 700 and "
        "-10^6, and where alpha^2 is of the size of beta.",
    .tex = "\\|\\mathrm{fl}(\\beta)-\\beta\\|_2\\le\\chi\\|X\\,\\mathrm{fl}(\\beta)-y\\|_2+(1+\\chi\\|X\\|_2)"
           "\\,10^{-14}\\,\\|\\beta\\|_2",
    .domain = "X of full row rank, any y; log alpha from -10^6 to 700",
    .checked =
        "54 problems (full: 2160) of all families, N to 7, d to 12: samples by 2^-400 to 2^400, targets by "
        "2^-900 to 2^900, nine log alpha",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 600,
    .canary = CF_AGREEMENT_CANARY_TEXT,
    .canaries = CF_AGREEMENT_CANARIES,
    .check = check,
};
