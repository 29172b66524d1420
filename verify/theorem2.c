/* theorem2.c - instances of Theorem 2, both halves:
 *
 *   alpha <= min{(2(1 + epsilon) B)^(-(2 + epsilon)/(2 epsilon)), exp(-d/(epsilon B))}, B = ||beta_L1||_1
 *       ==> ||beta_alpha(infinity)||_1 <= (1 + epsilon) B,
 *   alpha >= sqrt(2 (1 + epsilon)(1 + 2/epsilon) C), C = ||beta_L2||_2
 *       ==> ||beta_alpha(infinity)||_2^2 <= (1 + epsilon) C^2, and also read without the squares.
 *
 * Method. X and y are doubles, hence exact; B and C^2 are exact rationals (B by an exact vertex with its dual
 * solution, for which the simplex method of the core only names a basis); the threshold is a ball; log alpha
 * is a rational that is certified to lie on the right side of it within 1e-30; the limit is enclosed by
 * interval Newton. epsilon is the double drawn, exactly. Norms, epsilon and N, d are drawn so that log alpha
 * >= -9e5. */
#include "verify/theorem2.h"
#include "core/certiflow.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THRESHOLD_PREC 320

/* ------------------------------------------------------------------------------------------- exact norms */

static int exact_l1(fmpq_mat_t exact, fmpq_t norm, cf_truth *unique, const cf_problem *p) {
    double *beta = calloc(p->d, sizeof *beta);
    size_t *support = calloc(p->N, sizeof *support), n_support = 0;
    if (!beta || !support) flint_abort();
    int ok = cf_beta_l1(beta, NULL, support, &n_support, p->X, p->y, p->N, p->d) == CF_OK;
    if (ok) {
        cf_ref_l1 l1;
        cf_ref_l1_init(&l1, p->N, p->d);
        ok = cf_ref_beta_l1(&l1, p->X, p->y, support, n_support, p->N, p->d) == CF_REF_OK;
        if (ok) {
            fmpq_set(norm, l1.value);
            fmpq_mat_set(exact, l1.beta);
            *unique = l1.unique;
        }
        cf_ref_l1_clear(&l1);
    }
    free(beta);
    free(support);
    return ok;
}

static int exact_l2(fmpq_mat_t exact, fmpq_t norm, const cf_problem *p) {
    int ok = cf_ref_beta_l2(exact, p->X, p->y, p->N, p->d) == CF_REF_OK;
    fmpq_zero(norm);
    for (size_t i = 0; ok && i < p->d; i++) {
        const fmpq *b = fmpq_mat_entry(exact, (slong)i, 0);
        fmpq_addmul(norm, b, b);
    }
    return ok;
}

static int set_norm(cf_theorem2 *t) {
    t->unique = CF_TRUE;
    return t->half == CF_HALF_L1 ? exact_l1(t->beta, t->norm, &t->unique, &t->p)
                                 : exact_l2(t->beta, t->norm, &t->p);
}

static void members_init(cf_theorem2 *t, cf_half half, size_t d) {
    fmpq_mat_init(t->beta, (slong)d, 1);
    t->half = half;
    fmpq_init(t->norm);
    fmpq_init(t->epsilon);
    fmpq_init(t->depth);
    fmpq_set_si(t->depth, 2, 1);
    cf_ref_alpha_init(t->alpha);
    arb_init(t->threshold);
}

/* the norm in doubles, for the scale only */
static double rough_norm(const cf_problem *p, cf_half half) {
    double *beta = calloc(p->d, sizeof *beta), norm = NAN;
    if (!beta) flint_abort();
    if (half == CF_HALF_L1) {
        if (cf_beta_l1(beta, NULL, NULL, NULL, p->X, p->y, p->N, p->d) == CF_OK)
            norm = cf_norm_l1(beta, p->d);
    } else if (cf_beta_l2(beta, p->X, p->y, p->N, p->d) == CF_OK) {
        norm = cf_norm_l2(beta, p->d);
    }
    free(beta);
    return norm;
}

int cf_theorem2_draw(cf_theorem2 *t, cf_half half, cf_family family, uint64_t seed, size_t N, size_t d,
                     double norm) {
    members_init(t, half, d);
    cf_problem_draw(&t->p, family, seed, N, d, 1);
    double rough = rough_norm(&t->p, half);
    if (!(rough > 0) || !isfinite(rough)) return 0;
    cf_problem_clear(&t->p);
    cf_problem_draw(&t->p, family, seed, N, d, norm / rough);
    return set_norm(t);
}

int cf_theorem2_set(cf_theorem2 *t, cf_half half, const double *X, const double *y, size_t N, size_t d) {
    members_init(t, half, d);
    cf_problem_draw(&t->p, CF_FAMILY_GAUSSIAN, 0, N, d, 1);
    memcpy(t->p.X, X, N * d * sizeof *X);
    memcpy(t->p.y, y, N * sizeof *y);
    return set_norm(t);
}

void cf_theorem2_set_depth(cf_theorem2 *t, slong num, ulong den) {
    fmpq_set_si(t->depth, num, den);
}

void cf_theorem2_clear(cf_theorem2 *t) {
    cf_problem_clear(&t->p);
    fmpq_mat_clear(t->beta);
    fmpq_clear(t->norm);
    fmpq_clear(t->epsilon);
    fmpq_clear(t->depth);
    cf_ref_alpha_clear(t->alpha);
    arb_clear(t->threshold);
}

/* ------------------------------------------------------------------------------------------- quantities */

void cf_theorem2_norm(arb_t out, const cf_theorem2 *t, slong prec) {
    arb_set_fmpq(out, t->norm, prec);
    if (t->half == CF_HALF_L2) arb_sqrt(out, out, prec);
}

static void set_threshold(cf_theorem2 *t, cf_threshold which) {
    const slong prec = THRESHOLD_PREC;
    arb_t norm;
    arb_init(norm);
    cf_theorem2_norm(norm, t, prec + 64);
    if (which == CF_THRESHOLD_DEPTH && t->half == CF_HALF_L1)
        cf_ref_depth_l1(t->threshold, norm, t->epsilon, t->p.d, t->depth, prec);
    else if (which == CF_THRESHOLD_DEPTH)
        cf_ref_depth_l2(t->threshold, norm, t->epsilon, t->depth, prec);
    else if (which == CF_THRESHOLD_PRINTED && t->half == CF_HALF_L1)
        cf_ref_theorem2_l1(t->threshold, norm, t->epsilon, t->p.d, prec);
    else if (which == CF_THRESHOLD_PRINTED)
        cf_ref_theorem2_l2(t->threshold, norm, t->epsilon, t->p.d, prec);
    else if (t->half == CF_HALF_L1)
        cf_ref_sharp_l1(t->threshold, norm, t->epsilon, t->p.d, prec);
    else
        cf_ref_sharp_l2(t->threshold, norm, t->epsilon, t->p.d, prec);
    arb_clear(norm);
}

void cf_theorem2_at(cf_theorem2 *t, const fmpq_t epsilon, cf_threshold which, double step) {
    int above = t->half == CF_HALF_L2;
    fmpq_t beyond;
    fmpq_init(beyond);
    fmpq_set(t->epsilon, epsilon);
    set_threshold(t, which);
    t->alpha->is_log = 1;
    if (arb_is_finite(t->threshold)) {
        int failed = above ? cf_log_alpha_above(t->alpha->value, t->threshold)
                           : cf_log_alpha_below(t->alpha->value, t->threshold);
        if (failed) flint_abort();
    } else { /* every alpha will do: 1, and then the side on which the norm is larger */
        fmpq_zero(t->alpha->value);
        above = !above;
    }
    cf_fmpq_set_double(beyond, above ? fabs(step) : -fabs(step));
    fmpq_add(t->alpha->value, t->alpha->value, beyond);
    fmpq_clear(beyond);
}

cf_truth cf_theorem2_hypothesis(const cf_theorem2 *t) {
    if (arf_is_inf(arb_midref(t->threshold)) &&
        mag_is_zero(arb_radref(t->threshold))) /* +inf for l1, -inf for l2 */
        return (arf_sgn(arb_midref(t->threshold)) > 0) == (t->half == CF_HALF_L1) ? CF_TRUE : CF_FALSE;
    arb_t log_alpha;
    arb_init(log_alpha);
    cf_ref_log_alpha(log_alpha, t->alpha, 400);
    cf_truth truth =
        t->half == CF_HALF_L1 ? cf_ball_le(log_alpha, t->threshold) : cf_ball_le(t->threshold, log_alpha);
    arb_clear(log_alpha);
    return truth;
}

int cf_theorem2_limit_norm(arb_t out, const cf_theorem2 *t, slong prec) {
    const cf_problem *p = &t->p;
    arb_ptr beta = _arb_vec_init((slong)p->d);
    int ok =
        cf_ref_limit_depth(beta, NULL, NULL, p->X, p->y, t->alpha, t->depth, p->N, p->d, prec) == CF_REF_OK;
    if (ok && t->half == CF_HALF_L1) {
        cf_ref_norm_l1(out, beta, p->d, prec);
    } else if (ok) {
        arb_zero(out);
        for (size_t i = 0; i < p->d; i++) arb_addmul(out, beta + i, beta + i, prec);
    }
    _arb_vec_clear(beta, (slong)p->d);
    return ok && arb_is_finite(out);
}

void cf_theorem2_bound(arb_t out, const cf_theorem2 *t, const char *one, slong prec) {
    fmpq_t factor;
    fmpq_init(factor);
    if (cf_fmpq_set_decimal(factor, one) != 0) flint_abort();
    fmpq_add(factor, factor, t->epsilon);
    fmpq_mul(factor, factor, t->norm);
    arb_set_fmpq(out, factor, prec);
    fmpq_clear(factor);
}

/* (one + epsilon)^2 C^2, the square of the second half's bound read without squares */
static void unsquared_bound(arb_t out, const cf_theorem2 *t, const char *one, slong prec) {
    fmpq_t factor;
    fmpq_init(factor);
    if (cf_fmpq_set_decimal(factor, one) != 0) flint_abort();
    fmpq_add(factor, factor, t->epsilon);
    fmpq_mul(factor, factor, factor);
    fmpq_mul(factor, factor, t->norm);
    arb_set_fmpq(out, factor, prec);
    fmpq_clear(factor);
}

/* ------------------------------------------------------------------------------------------- the check */

void cf_theorem2_begin(cf_run *run, const cf_theorem2 *t, int adversarial) {
    char text[128], depth[32] = "";
    if (fmpq_cmp_si(t->depth, 2) > 0) snprintf(depth, sizeof depth, "D = %.10g, ", fmpq_get_d(t->depth));
    snprintf(text, sizeof text, "%sepsilon = %.6g, log alpha = %.17g", depth, fmpq_get_d(t->epsilon),
             fmpq_get_d(t->alpha->value));
    cf_problem_begin(run, &t->p, text);
    if (adversarial) cf_adversarial(run);
}

/* the share of epsilon that is left: (bound - value)/(epsilon norm), for the histogram only */
static void sample_slack(cf_run *run, const cf_theorem2 *t, const arb_t value, const arb_t bound) {
    arb_t slack, unit;
    fmpq_t q;
    arb_init(slack);
    arb_init(unit);
    fmpq_init(q);
    fmpq_mul(q, t->epsilon, t->norm);
    arb_set_fmpq(unit, q, 64);
    arb_sub(slack, bound, value, 64);
    arb_div(slack, slack, unit, 64);
    cf_evidence_sample(run, "slack_over_epsilon", arf_get_d(arb_midref(slack), ARF_RND_NEAR));
    arb_clear(slack);
    arb_clear(unit);
    fmpq_clear(q);
}

int cf_theorem2_report_hypotheses(cf_run *run, const cf_theorem2 *t) {
    int domain = fmpq_sgn(t->epsilon) > 0 && fmpq_cmp_ui(t->epsilon, t->p.d) < 0;
    int in_domain = cf_hypothesis(run, "0 < epsilon < d", domain ? CF_TRUE : CF_FALSE);
    int on_side = cf_hypothesis(run, t->half == CF_HALF_L1 ? "alpha <= threshold" : "alpha >= threshold",
                                cf_theorem2_hypothesis(t));
    return in_domain && on_side;
}

void cf_theorem2_check(cf_run *run, const cf_theorem2 *t, int adversarial, int unsquared) {
    cf_theorem2_begin(run, t, adversarial);
    if (!cf_theorem2_report_hypotheses(run, t)) return;
    const char *one = cf_run_canary(run) ? "0.99" : "1";
    arb_t value, bound;
    arb_init(value);
    arb_init(bound);
    cf_truth truth = CF_UNKNOWN;
    for (slong prec = 64; prec <= 512 && truth == CF_UNKNOWN; prec *= 2) {
        if (!cf_theorem2_limit_norm(value, t, prec)) break;
        (unsquared ? unsquared_bound : cf_theorem2_bound)(bound, t, one, prec);
        truth = cf_ball_le(value, bound);
    }
    const char *what = t->half == CF_HALF_L1 ? "||beta_alpha||_1 <= (1 + epsilon)||beta_L1||_1"
                       : unsquared           ? "||beta_alpha||_2 <= (1 + epsilon)||beta_L2||_2, squared"
                                             : "||beta_alpha||_2^2 <= (1 + epsilon)||beta_L2||_2^2";
    if (truth == CF_UNKNOWN)
        cf_fact(run, what, CF_UNKNOWN);
    else
        cf_fact_le(run, what, value, bound);
    if (truth == CF_TRUE) sample_slack(run, t, value, bound);
    arb_clear(value);
    arb_clear(bound);
}
