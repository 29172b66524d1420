/* theorem2_past.c - instances past Theorem 2's thresholds on which its conclusion fails.
 *
 * Every bound of the theorem is a bound "for alpha small (large) enough": with alpha past it the limit tends
 * to the other interpolant, whose norm may exceed (1 + epsilon) times the least one. epsilon is put at a
 * share f of the largest excess that the instance has, alpha is found by bisection on the limit in doubles so
 * that the bound is exceeded by about 0.3 %, and the excess is then certified for that alpha, taken exactly.
 * The bisection decides nothing. */
#include "core/certiflow.h"
#include "verify/theorem2.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define OVERSHOOT 1.003
#define SPAN 60 /* in log alpha, on each side of 0 */
#define SPAN_DEPTH 12

static double value_of(const double *beta, size_t d, cf_half half) {
    double n = half == CF_HALF_L1 ? cf_norm_l1(beta, d) : cf_norm_l2(beta, d);
    return half == CF_HALF_L1 ? n : n * n;
}

static int deep(const cf_theorem2 *t) {
    return fmpq_cmp_si(t->depth, 2) > 0;
}

/* At depth > 2 the middle of a narrow ball. */
static double value_at_depth(const cf_theorem2 *t, double log_alpha) {
    cf_theorem2 at = *t; /* shares all but alpha */
    arb_t value;
    arb_init(value);
    cf_ref_alpha_init(at.alpha);
    cf_ref_alpha_set_double(at.alpha, log_alpha, 1);
    double middle = cf_theorem2_limit_norm(value, &at, 40) ? arf_get_d(arb_midref(value), ARF_RND_NEAR) : NAN;
    cf_ref_alpha_clear(at.alpha);
    arb_clear(value);
    return middle;
}

static double value_at(const cf_theorem2 *t, double log_alpha) {
    const cf_problem *p = &t->p;
    if (deep(t)) return value_at_depth(t, log_alpha);
    double *beta = calloc(p->d, sizeof *beta), value = NAN;
    if (!beta) flint_abort();
    if (cf_limit(beta, NULL, NULL, NULL, p->X, p->y, log_alpha, p->N, p->d) == CF_OK)
        value = value_of(beta, p->d, t->half);
    free(beta);
    return value;
}

/* the end of alpha that is worst for the half: large for the first, small for the second */
static double worst_end(const cf_theorem2 *t) {
    double span = deep(t) ? SPAN_DEPTH : SPAN;
    return t->half == CF_HALF_L1 ? span : -span;
}

double cf_theorem2_crossing(const cf_theorem2 *t, double target) {
    double bad = worst_end(t), good = -bad;
    for (int k = 0; k < (deep(t) ? 18 : 40); k++) {
        double middle = 0.5 * (good + bad);
        if (value_at(t, middle) < target)
            good = middle;
        else
            bad = middle;
    }
    return bad;
}

static double threshold_double(const arb_t threshold) {
    return arf_get_d(arb_midref(threshold), ARF_RND_NEAR);
}

/* Certifies (1 + epsilon) norm < value for this alpha; canary: 1.01 (1 + epsilon). */
static void certify(cf_run *run, cf_theorem2 *t, double log_alpha, double share) {
    double printed = threshold_double(t->threshold);
    cf_fmpq_set_double(t->alpha->value, log_alpha);
    char text[160], depth[32] = "";
    if (deep(t)) snprintf(depth, sizeof depth, "D = %.10g, ", fmpq_get_d(t->depth));
    snprintf(text, sizeof text,
             "%sepsilon = %.6g (%g of the largest excess), log alpha = %.17g, threshold %.6g", depth,
             fmpq_get_d(t->epsilon), share, log_alpha, printed);
    cf_problem_begin(run, &t->p, text);
    arb_t la, value, bound;
    arb_init(la);
    arb_init(value);
    arb_init(bound);
    cf_ref_log_alpha(la, t->alpha, 256);
    cf_truth past = t->half == CF_HALF_L1 ? cf_ball_lt(t->threshold, la) : cf_ball_lt(la, t->threshold);
    int ok =
        cf_hypothesis(run, "0 < epsilon < d",
                      fmpq_sgn(t->epsilon) > 0 && fmpq_cmp_ui(t->epsilon, t->p.d) < 0 ? CF_TRUE : CF_FALSE);
    if (cf_hypothesis(run, "alpha is past the threshold", past) && ok) {
        cf_theorem2_bound(bound, t, "1", 128);
        if (cf_run_canary(run)) {
            arb_mul_ui(bound, bound, 101, 128);
            arb_div_ui(bound, bound, 100, 128);
        }
        if (cf_theorem2_limit_norm(value, t, 96))
            cf_fact_lt(run, "(1 + epsilon) times the least norm < the norm of beta_alpha", bound, value);
        else
            cf_fact(run, "the limit is enclosed", CF_UNKNOWN);
        cf_evidence_row(run, "violations", "depth", fmpq_get_d(t->depth), "dim", (double)t->p.d, "epsilon",
                        fmpq_get_d(t->epsilon), "log_alpha", log_alpha, "threshold", printed, NULL);
    }
    arb_clear(la);
    arb_clear(value);
    arb_clear(bound);
}

static void shares(cf_run *run, cf_theorem2 *t) {
    static const double share[] = {0.1, 0.5, 0.9};
    double norm = fmpq_get_d(t->norm), worst = value_at(t, worst_end(t));
    fmpq_t epsilon;
    fmpq_init(epsilon);
    if (!isfinite(worst))
        cf_left_undone(run, "the limit in doubles at log alpha = %g is missing", worst_end(t));
    for (size_t k = 0; k < sizeof share / sizeof *share; k++) {
        double e = share[k] * (worst / norm - 1), target = OVERSHOOT * (1 + e) * norm;
        if (!(e > 1e-2) || !(target < 0.999 * worst) || e >= (double)t->p.d) continue;
        cf_fmpq_set_double(epsilon, e);
        cf_theorem2_at(t, epsilon, deep(t) ? CF_THRESHOLD_DEPTH : CF_THRESHOLD_PRINTED, 0);
        certify(run, t, cf_theorem2_crossing(t, target), share[k]);
    }
    fmpq_clear(epsilon);
}

/* deeper: at the depths of cf_theorem_depth_nth in turn, else at depth 2 */
static void past(cf_run *run, cf_half half, int deeper) {
    static const double entries[] = {0.9, 0.5, 0.2};
    static const size_t dims[] = {5, 20, 100};
    cf_theorem2 t;
    slong num;
    ulong den;
    double X[100], y[1] = {3};
    for (size_t k = 0; k < 9 && !cf_run_expired(run); k++) { /* one sample (1, a, ..., a): beta_L1 = 3 e_1 */
        size_t d = dims[k / 3];
        for (size_t i = 0; i < d; i++) X[i] = i == 0 ? 1 : entries[k % 3];
        cf_theorem_depth_nth(&num, &den, k);
        if (cf_theorem2_set(&t, half, X, y, 1, d)) {
            if (deeper) cf_theorem2_set_depth(&t, num, den);
            shares(run, &t);
        } else
            cf_left_undone(run, "the sample (1, %g, ...), d = %zu: its least norm is not certified",
                           entries[k % 3], d);
        cf_theorem2_clear(&t);
    }
    uint64_t state = cf_run_seed(run);
    for (size_t k = 0; k < 9 && !cf_run_expired(run); k++) {
        static const cf_family families[] = {CF_FAMILY_GAUSSIAN, CF_FAMILY_DEGENERATE, CF_FAMILY_SIGNS};
        uint64_t seed = (uint64_t)(cf_claim_uniform(&state) * 0x1p53);
        cf_theorem_depth_nth(&num, &den, k);
        if (cf_theorem2_draw(&t, half, families[k % 3], seed, 1 + k % 4, 12 + 4 * k, 1)) {
            if (deeper) cf_theorem2_set_depth(&t, num, den);
            shares(run, &t);
        } else
            cf_left_undone(run, "a drawn instance of %zu x %zu: its least norm is not certified", 1 + k % 4,
                           12 + 4 * k);
        cf_theorem2_clear(&t);
    }
}

void cf_theorem2_past(cf_run *run, cf_half half) {
    past(run, half, 0);
}

void cf_theorem_depth_past(cf_run *run, cf_half half) {
    past(run, half, 1);
}
