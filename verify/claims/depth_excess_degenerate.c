/* depth_excess_degenerate.c - the excess l1 norm of the certified limit at a degenerate vertex, over a grid
 * of alpha: under the bound of the polynomial theorem, and its slope against log alpha beside the derived
 * one, D. */
#include "reference/certiflow_ref.h"
#include "verify/instances.h"
#include <math.h>
#include <stdio.h>

enum { PREC = 256, GRID = 8 };

static const double grid[GRID] = {-4, -8, -12, -20, -30, -100, -300, -1000};

typedef struct {
    const cf_problem *p;
    cf_ref_l1 l1;
    fmpq_t depth;
    arb_t B, log_alpha, excess, bound; /* B = ||beta_L1||_1 */
} excess_case;

static void case_init(excess_case *c, const cf_problem *p, ulong depth) {
    c->p = p;
    cf_ref_l1_init(&c->l1, p->N, p->d);
    fmpq_init(c->depth);
    fmpq_set_si(c->depth, (slong)depth, 1);
    arb_init(c->B), arb_init(c->log_alpha), arb_init(c->excess), arb_init(c->bound);
}

static void case_clear(excess_case *c) {
    cf_ref_l1_clear(&c->l1);
    fmpq_clear(c->depth);
    arb_clear(c->B), arb_clear(c->log_alpha), arb_clear(c->excess), arb_clear(c->bound);
}

/* epsilon = e (1 + 2 e) rounded up, e = (D/2) alpha^(D-2) (d/B)^((D-2)/D): a little more than the theorem
 * asks for, as epsilon/(1+epsilon)^(2/D) >= e then for e <= 1. */
static void choose_epsilon(fmpq_t epsilon, const excess_case *c) {
    arb_t e, t;
    arf_t up;
    arb_init(e), arb_init(t), arf_init(up);
    fmpq_t gap;
    fmpq_init(gap);
    fmpq_sub_si(gap, c->depth, 2);
    arb_set_ui(e, c->p->d);
    arb_div(e, e, c->B, PREC);
    arb_log(e, e, PREC);
    arb_set_fmpq(t, c->depth, PREC);
    arb_div(e, e, t, PREC);
    arb_add(e, e, c->log_alpha, PREC);
    arb_mul_fmpz(e, e, fmpq_numref(gap), PREC);
    arb_exp(e, e, PREC);
    arb_mul(e, e, t, PREC);
    arb_mul_2exp_si(e, e, -1);
    arb_mul_2exp_si(t, e, 1);
    arb_add_ui(t, t, 1, PREC);
    arb_mul(e, e, t, PREC);
    arb_get_ubound_arf(up, e, 64);
    arf_get_fmpq(epsilon, up);
    fmpq_clear(gap);
    arb_clear(e), arb_clear(t), arf_clear(up);
}

/* The excess, enclosed, and the theorem's bound of it. Nonzero iff both are there. */
static int set_case(cf_run *run, excess_case *c, double log_alpha) {
    cf_ref_alpha_t alpha;
    cf_ref_norms norms;
    fmpq_t epsilon;
    arb_t threshold;
    cf_ref_alpha_init(alpha), cf_ref_norms_init(&norms), fmpq_init(epsilon), arb_init(threshold);
    cf_ref_alpha_set_double(alpha, log_alpha, 1);
    arb_set_d(c->log_alpha, log_alpha);
    choose_epsilon(epsilon, c);
    cf_ref_depth_l1(threshold, c->B, epsilon, c->p->d, c->depth, PREC);
    arb_set_fmpq(c->bound, epsilon, PREC);
    arb_mul(c->bound, c->bound, c->B, PREC);
    int met = cf_hypothesis(run, "log alpha <= the threshold", cf_ball_le(c->log_alpha, threshold));
    int done = cf_ref_limit_norms_depth(&norms, c->p->X, c->p->y, alpha, c->depth, &c->l1, NULL, c->p->N,
                                        c->p->d, 96) == CF_REF_OK;
    if (!done) cf_fact(run, "the excess is enclosed", CF_UNKNOWN);
    arb_set(c->excess, norms.excess_l1);
    cf_ref_alpha_clear(alpha), cf_ref_norms_clear(&norms), fmpq_clear(epsilon), arb_clear(threshold);
    return met && done;
}

/* (log excess - last)/(log_alpha - last_alpha) against D; last becomes log excess. Returns it as a double. */
static double check_slope(cf_run *run, const excess_case *c, arb_t last, double last_alpha) {
    arb_t now, slope, D, room;
    arb_init(now), arb_init(slope), arb_init(D), arb_init(room);
    arb_log(now, c->excess, PREC);
    arb_sub(slope, now, last, PREC);
    arb_set_d(room, last_alpha);
    arb_sub(room, c->log_alpha, room, PREC);
    arb_div(slope, slope, room, PREC);
    arb_set_fmpq(D, c->depth, PREC);
    arb_mul_2exp_si(room, D, -9);
    arb_mul_ui(D, D, cf_run_canary(run) == 1 ? 101 : 100, PREC);
    arb_div_ui(D, D, 100, PREC);
    arb_sub(D, D, slope, PREC);
    arb_abs(D, D);
    if (last_alpha <= -8) cf_fact_le(run, "|slope - D| <= 2^-9 D from log alpha = -8 on", D, room);
    double value = arf_get_d(arb_midref(slope), ARF_RND_NEAR);
    arb_set(last, now);
    arb_clear(now), arb_clear(slope), arb_clear(D), arb_clear(room);
    return value;
}

static void check_depth(cf_run *run, const cf_problem *p, ulong depth) {
    excess_case c;
    arb_t last, t;
    case_init(&c, p, depth), arb_init(last), arb_init(t);
    cf_ref_status found = cf_ref_beta_l1(&c.l1, p->X, p->y, NULL, 0, p->N, p->d);
    arb_set_fmpq(c.B, c.l1.value, PREC);
    for (int k = 0; k < GRID; k++) {
        char more[64];
        snprintf(more, sizeof more, "D = %lu, log alpha = %g", depth, grid[k]);
        cf_problem_begin(run, p, more);
        int holds = found == CF_REF_OK && c.l1.unique == CF_TRUE && c.l1.n_nonzero < p->N;
        if (!cf_hypothesis(run, "beta_L1 is unique, with fewer non-zeros than samples",
                           holds ? CF_TRUE : CF_FALSE))
            continue;
        if (!set_case(run, &c, grid[k])) continue;
        arb_mul_2exp_si(t, c.log_alpha, 1);
        arb_exp(t, t, PREC);
        arb_mul(t, t, c.bound, PREC); /* alpha^2 times the bound: the canary's */
        cf_fact_le(run, "the excess is within the theorem's bound", c.excess,
                   cf_run_canary(run) == 2 ? t : c.bound);
        double slope = NAN;
        if (k == 0)
            arb_log(last, c.excess, PREC);
        else
            slope = check_slope(run, &c, last, grid[k - 1]);
        arb_log(t, c.bound, PREC);
        cf_evidence_row(run, "excess", "D", (double)depth, "log_alpha", grid[k], "log_excess",
                        arf_get_d(arb_midref(last), ARF_RND_NEAR), "log_bound",
                        arf_get_d(arb_midref(t), ARF_RND_NEAR), "slope", slope, "slope_derived",
                        (double)depth, NULL);
    }
    case_clear(&c), arb_clear(last), arb_clear(t);
}

static void check(cf_run *run) {
    for (uint64_t seed = 1; seed <= 3; seed++) {
        cf_problem p;
        cf_problem_draw(&p, CF_FAMILY_DEGENERATE, seed, 5, 12, 1);
        check_depth(run, &p, 3);
        check_depth(run, &p, 4);
        cf_problem_clear(&p);
    }
}

const cf_claim cf_claim_depth_excess_degenerate = {
    .id = "depth_excess_degenerate",
    .section = "5",
    .items = "Theorem 3; alpha polynomial",
    .title = "The excess l1 norm at a degenerate vertex",
    .statement =
        "With X of 5 samples in 12 dimensions and y = c x_1, so that beta_L1 has one non-zero: the excess "
        "||beta_{alpha,D}(infinity)||_1 - ||beta_L1||_1 is at most epsilon ||beta_L1||_1 for the epsilon of "
        "the "
        "polynomial theorem, and the slope of its logarithm against log alpha tends to D: it is within 2^-9 "
        "D from log alpha = -8 on.",
    .tex = "\\|\\beta_{\\alpha,D}\\|_1-\\|\\beta_{L1}\\|_1\\le\\epsilon\\|\\beta_{L1}\\|_1,\\qquad"
           "\\frac{d\\ln(\\|\\beta_{\\alpha,D}\\|_1-\\|\\beta_{L1}\\|_1)}{d\\ln\\alpha}\\to D",
    .domain = "X of full row rank, beta_L1 unique, D > 2, alpha to 0",
    .checked = "three instances, D = 3 and 4, log alpha = -4 to -1000 in eight steps; excess, bound and "
               "slope are in the table",
    .uses = "",
    .proof_uses = "theorem_depth_l1_argued",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canaries = 2,
    .canary = "the slope is 1.01 D; alpha^2 times the bound, a farther neighbour, since the excess is of the "
              "order alpha^D and "
              "the bound of alpha^(D-2)",
    .check = check,
};
