/* appendix_b_cases.c - the cases (beta, alpha, epsilon) on which the claims of Appendix B are checked (see
 * appendix_b.h).
 *
 * Fixed vectors beta that meet the edges of the statements, and vectors drawn by seed; alpha free, or at and
 * beyond the threshold of a lemma. */
#include "verify/appendix_b.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ------------------------------------------------------------------------------------------- thresholds */

#define THRESHOLD_PREC 320

static void lemma1_upper(arb_t out, const arb_t B, const arb_t epsilon, slong prec) {
    arb_t t;
    arb_init(t);
    arb_log(out, B, prec);
    arb_mul_2exp_si(out, out, -1);
    arb_mul_2exp_si(t, B, 1);
    arb_log(t, t, prec);
    arb_div(t, t, epsilon, prec);
    arb_mul_2exp_si(t, t, -1);
    arb_neg(t, t);
    arb_min(out, out, t, prec);
    arb_zero(t);
    arb_min(out, out, t, prec);
    arb_clear(t);
}

static void lemma1_lower(arb_t out, const arb_t B, const arb_t epsilon, size_t d, slong prec) {
    arb_mul(out, epsilon, B, prec);
    arb_mul_2exp_si(out, out, 1);
    arb_ui_div(out, d, out, prec);
    arb_neg(out, out);
}

/* The printed formulas for any epsilon > 0, as the lemmas ask (the thresholds of the reference stop at
 * epsilon = d). */
static void rule_threshold(arb_t out, const cf_beta_case *c, cf_alpha_rule rule) {
    const slong prec = THRESHOLD_PREC;
    arb_t B, t, epsilon;
    arb_init(B);
    arb_init(t);
    arb_init(epsilon);
    arb_set_fmpq(epsilon, c->epsilon, prec);
    if (rule == CF_ALPHA_LEMMA3) {
        cf_case_norm2_squared(B, c, 4096);
        arb_sqrt(B, B, prec);
        cf_ref_lemma3_alpha(out, B, c->epsilon, prec);
    } else {
        cf_case_norm1(B, c, 4096);
        if (rule == CF_ALPHA_LEMMA1_LOWER)
            lemma1_lower(out, B, epsilon, c->d, prec);
        else
            lemma1_upper(out, B, epsilon, prec);
        if (rule == CF_ALPHA_LEMMA1) {
            lemma1_lower(t, B, epsilon, c->d, prec);
            arb_min(out, out, t, prec);
        }
    }
    arb_clear(B);
    arb_clear(t);
    arb_clear(epsilon);
}

static const char *rule_text(cf_alpha_rule rule) {
    switch (rule) {
    case CF_ALPHA_ANY:
        return "alpha > 0, alpha != 1";
    case CF_ALPHA_BELOW_ONE:
        return "0 < alpha < 1";
    case CF_ALPHA_LEMMA1_UPPER:
        return "alpha <= min{1, sqrt(||beta||_1), (2 ||beta||_1)^(-1/(2 epsilon))}";
    case CF_ALPHA_LEMMA1_LOWER:
        return "alpha <= exp(-d/(2 epsilon ||beta||_1))";
    case CF_ALPHA_LEMMA1:
        return "alpha <= alpha_1(epsilon, ||beta||_1, d)";
    case CF_ALPHA_LEMMA3:
        return "alpha >= alpha_2(epsilon, ||beta||_2)";
    }
    return "";
}

static cf_truth truth_of(int holds) {
    return holds ? CF_TRUE : CF_FALSE;
}

/* alpha < 1 exactly: log alpha < 0, or alpha < 1 */
static int below_one(const cf_ref_alpha_t alpha) {
    return alpha->is_log ? fmpq_sgn(alpha->value) < 0 : fmpq_cmp_si(alpha->value, 1) < 0;
}

static int is_one(const cf_ref_alpha_t alpha) {
    return alpha->is_log ? fmpq_is_zero(alpha->value) : fmpq_is_one(alpha->value);
}

static cf_truth rule_holds(const cf_beta_case *c, cf_alpha_rule rule) {
    if (rule == CF_ALPHA_ANY) return truth_of(!is_one(c->alpha));
    if (rule == CF_ALPHA_BELOW_ONE) return truth_of(below_one(c->alpha));
    if (cf_case_is_zero(c) || fmpq_sgn(c->epsilon) <= 0) return CF_FALSE;
    arb_t threshold, log_alpha;
    arb_init(threshold);
    arb_init(log_alpha);
    rule_threshold(threshold, c, rule);
    cf_ref_log_alpha(log_alpha, c->alpha, THRESHOLD_PREC);
    cf_truth t =
        rule == CF_ALPHA_LEMMA3 ? cf_ball_le(threshold, log_alpha) : cf_ball_le(log_alpha, threshold);
    arb_clear(threshold);
    arb_clear(log_alpha);
    return t;
}

/* ------------------------------------------------------------------------------------------- cases */

typedef struct {
    const char *name;
    size_t d;
    double values[4]; /* repeated to d coordinates */
    size_t n_values;
} shape;

/* Edges: zero, one coordinate, equal coordinates, zeros among non-zeros, 2||beta||_1 = 1, ends of the
 * doubles. */
static const shape shapes[] = {
    {"zero", 3, {0}, 1},
    {"one coordinate 1", 1, {1}, 1},
    {"one coordinate -1/2 (2||beta||_1 = 1)", 1, {-0.5}, 1},
    {"e_1 in R^4", 4, {1, 0, 0, 0}, 4},
    {"-1e9 e_1 in R^4", 4, {-1e9, 0, 0, 0}, 4},
    {"all ones, d = 2", 2, {1}, 1},
    {"all ones, d = 7", 7, {1}, 1},
    {"equal up to sign, d = 20", 20, {0.35, -0.35}, 2},
    {"uniform of norm 1, d = 50", 50, {0.02}, 1},
    {"distinct with zeros", 8, {3, 0, -0.25, 1e-3}, 4},
    {"six decades", 9, {1e3, -1e-3, 1}, 3},
    {"large", 3, {1e300, -2e299, 1}, 3},
};
#define N_SHAPES (sizeof shapes / sizeof *shapes)
/* Only where the threshold is not e^(-1e300): alpha free, Lemma 1's upper half, Lemma 3. */
static const shape tiny_shapes[] = {
    {"least subnormal", 2, {5e-324, 0}, 2},
    {"1e-300 beside 1e300", 2, {1e-300, 1e300}, 2},
    {"1e-310 and 1e-12", 5, {1e-310, 1e-12}, 2},
};
#define N_TINY (sizeof tiny_shapes / sizeof *tiny_shapes)

static const char *const free_log_alphas[] = {"-8e3",  "-400.5", "-12", "-1", "-1e-12",
                                              "1e-12", "0.75",   "30",  "700"};
#define N_FREE (sizeof free_log_alphas / sizeof *free_log_alphas)
static const char *const epsilons[] = {"1e-3", "0.1", "1", "3.5"};
#define N_EPSILONS (sizeof epsilons / sizeof *epsilons)
/* how far beyond the threshold, in log alpha */
static const char *const beyond[] = {"0", "1e-6", "2", "500"};
#define N_BEYOND (sizeof beyond / sizeof *beyond)

typedef struct {
    cf_run *run;
    cf_alpha_rule rule;
    void (*visit)(cf_run *run, const cf_beta_case *c);
    const char *name;
    int edge;
} walk;

/* Begins the instance and calls visit if the hypothesis is certified. */
static void offer(const walk *w, const cf_beta_case *c, const char *alpha) {
    cf_instance(w->run, "%s, d = %zu, epsilon = %.6g, log alpha %s", w->name, c->d, fmpq_get_d(c->epsilon),
                alpha);
    if (w->edge) cf_adversarial(w->run);
    if (cf_hypothesis(w->run, rule_text(w->rule), rule_holds(c, w->rule))) w->visit(w->run, c);
}

static void offer_free(const walk *w, cf_beta_case *c) {
    for (size_t k = 0; k < N_FREE; k++) {
        if (w->rule == CF_ALPHA_BELOW_ONE && free_log_alphas[k][0] != '-') continue;
        cf_ref_alpha_set_decimal(c->alpha, free_log_alphas[k], 1);
        offer(w, c, free_log_alphas[k]);
    }
}

static void offer_threshold(const walk *w, cf_beta_case *c, size_t n_beyond) {
    arb_t threshold;
    fmpq_t step;
    arb_init(threshold);
    fmpq_init(step);
    int above = w->rule == CF_ALPHA_LEMMA3;
    rule_threshold(threshold, c, w->rule);
    for (size_t k = 0; k < n_beyond; k++) {
        c->alpha->is_log = 1;
        int failed = above ? cf_log_alpha_above(c->alpha->value, threshold)
                           : cf_log_alpha_below(c->alpha->value, threshold);
        if (failed) flint_abort(); /* 320 bits of a threshold: a defect of the threshold function */
        cf_fmpq_set_decimal(step, beyond[k]);
        if (!above) fmpq_neg(step, step);
        fmpq_add(c->alpha->value, c->alpha->value, step);
        char text[96];
        snprintf(text, sizeof text, "the threshold's %.15g %s %s",
                 arf_get_d(arb_midref(threshold), ARF_RND_NEAR), above ? "+" : "-", beyond[k]);
        offer(w, c, text);
    }
    arb_clear(threshold);
    fmpq_clear(step);
}

static void offer_shape(const walk *w, const shape *s) {
    cf_beta_case c = {.d = s->d, .canary = cf_run_canary(w->run)};
    walk named = *w;
    named.name = s->name;
    named.edge = 1;
    c.beta = malloc(s->d * sizeof *c.beta);
    if (!c.beta) flint_abort();
    for (size_t i = 0; i < s->d; i++) c.beta[i] = s->values[i % s->n_values];
    cf_ref_alpha_init(c.alpha);
    fmpq_init(c.epsilon);
    fmpq_one(c.epsilon);
    if (w->rule <= CF_ALPHA_BELOW_ONE) {
        offer_free(&named, &c);
    } else if (!cf_case_is_zero(&c)) {
        for (size_t k = 0; k < N_EPSILONS; k++) {
            cf_fmpq_set_decimal(c.epsilon, epsilons[k]);
            offer_threshold(&named, &c, N_BEYOND);
        }
    }
    fmpq_clear(c.epsilon);
    cf_ref_alpha_clear(c.alpha);
    free(c.beta);
}

/* splitmix64: the claims' own draw, so that the reference's inputs do not depend on the core's generator */
double cf_claim_uniform(uint64_t *state) {
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static void offer_random(const walk *w, uint64_t *state) {
    cf_beta_case c = {.d = 1 + (size_t)(cf_claim_uniform(state) * 50), .canary = cf_run_canary(w->run)};
    walk named = *w;
    named.name = "drawn";
    named.edge = 0;
    double scale = pow(10, -3 + 6 * cf_claim_uniform(state)), zeros = cf_claim_uniform(state) < 0.3 ? 0.5 : 0;
    c.beta = malloc(c.d * sizeof *c.beta);
    if (!c.beta) flint_abort();
    for (size_t i = 0; i < c.d; i++) {
        double u = cf_claim_uniform(state);
        c.beta[i] = cf_claim_uniform(state) < zeros ? 0 : scale * (2 * u - 1);
    }
    c.beta[0] = c.beta[0] == 0 ? scale : c.beta[0];
    cf_ref_alpha_init(c.alpha);
    fmpq_init(c.epsilon);
    cf_fmpq_set_double(c.epsilon, pow(10, -3 + 4 * cf_claim_uniform(state)));
    if (w->rule <= CF_ALPHA_BELOW_ONE) {
        double log_alpha = -pow(10, -3 + 6 * cf_claim_uniform(state));
        if (w->rule == CF_ALPHA_ANY && cf_claim_uniform(state) < 0.5) log_alpha = -log_alpha;
        char text[32];
        snprintf(text, sizeof text, "%.6g", log_alpha);
        cf_ref_alpha_set_double(c.alpha, log_alpha, 1);
        offer(&named, &c, text);
    } else {
        offer_threshold(&named, &c, 2);
    }
    fmpq_clear(c.epsilon);
    cf_ref_alpha_clear(c.alpha);
    free(c.beta);
}

/* alpha hit exactly: alpha = sqrt(B) with B = 1/4; (2B)^(-1/(2 epsilon)) = 1/16 with B = 8, epsilon = 1/2. */
static void offer_exact(const walk *w) {
    static const struct {
        double b;
        const char *alpha, *epsilon, *name;
    } cases[] = {{0.25, "0.5", "0.5", "alpha = sqrt(||beta||_1) exactly"},
                 {8, "0.0625", "0.5", "alpha = (2 ||beta||_1)^(-1/(2 epsilon)) exactly"}};
    for (size_t k = 0; k < 2; k++) {
        double beta[1] = {cases[k].b};
        cf_beta_case c = {.beta = beta, .d = 1, .canary = cf_run_canary(w->run)};
        cf_ref_alpha_init(c.alpha);
        fmpq_init(c.epsilon);
        cf_ref_alpha_set_decimal(c.alpha, cases[k].alpha, 0);
        cf_fmpq_set_decimal(c.epsilon, cases[k].epsilon);
        cf_instance(w->run, "%s: beta = (%g), alpha = %s, epsilon = %s", cases[k].name, beta[0],
                    cases[k].alpha, cases[k].epsilon);
        cf_adversarial(w->run);
        /* alpha^2 <= B, and (2B)^(1/epsilon) alpha^2 <= 1 with 1/epsilon = 2; all dyadic, so the doubles are
         * exact */
        double a = fmpq_get_d(c.alpha->value);
        int holds = a <= 1 && a * a <= beta[0] && 4 * beta[0] * beta[0] * a * a <= 1;
        if (cf_hypothesis(w->run, rule_text(w->rule), truth_of(holds))) w->visit(w->run, &c);
        fmpq_clear(c.epsilon);
        cf_ref_alpha_clear(c.alpha);
    }
}

void cf_beta_cases(cf_run *run, cf_alpha_rule rule, void (*visit)(cf_run *run, const cf_beta_case *c)) {
    walk w = {.run = run, .rule = rule, .visit = visit};
    for (size_t k = 0; k < N_SHAPES; k++) offer_shape(&w, &shapes[k]);
    if (rule != CF_ALPHA_LEMMA1 && rule != CF_ALPHA_LEMMA1_LOWER)
        for (size_t k = 0; k < N_TINY; k++) offer_shape(&w, &tiny_shapes[k]);
    if (rule == CF_ALPHA_LEMMA1_UPPER) offer_exact(&w);
    uint64_t state = cf_run_seed(run);
    size_t n = cf_run_tier(run) == CF_TIER_QUICK ? 40 : 1000;
    for (size_t k = 0; k < n && !cf_run_expired(run); k++) offer_random(&w, &state);
}
