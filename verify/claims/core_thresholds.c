/* core_thresholds.c - the thresholds in doubles against their balls; bounds from core/thresholds.c and
 * core/sharp.c. */
#include "core/certiflow.h"
#include "verify/claim.h"
#include <float.h>
#include <math.h>

enum { PREC = 128 };

typedef void (*twin)(arb_t, const arb_t, const fmpq_t, size_t, slong);

static void lemma2_twin(arb_t out, const arb_t norm, const fmpq_t epsilon, size_t d, slong prec) {
    (void)norm;
    cf_ref_lemma2_alpha(out, epsilon, d, prec);
}
static double lemma2_core(double norm, double epsilon, size_t d) {
    (void)norm;
    return cf_lemma2_alpha(epsilon, d);
}
static void lemma3_twin(arb_t out, const arb_t norm, const fmpq_t epsilon, size_t d, slong prec) {
    (void)d;
    cf_ref_lemma3_alpha(out, norm, epsilon, prec);
}
static double lemma3_core(double norm, double epsilon, size_t d) {
    (void)d;
    return cf_lemma3_alpha(norm, epsilon);
}

static const struct {
    const char *name;
    double (*core)(double, double, size_t);
    twin reference;
    int sharp;
} functions[] = {
    {"theorem2_l1", cf_theorem2_l1, cf_ref_theorem2_l1, 0},
    {"theorem2_l2", cf_theorem2_l2, cf_ref_theorem2_l2, 0},
    {"lemma1", cf_lemma1_alpha, cf_ref_lemma1_alpha, 0},
    {"lemma2", lemma2_core, lemma2_twin, 0},
    {"lemma3", lemma3_core, lemma3_twin, 0},
    {"sharp_l1", cf_sharp_l1, cf_ref_sharp_l1, 1},
    {"sharp_l2", cf_sharp_l2, cf_ref_sharp_l2, 1},
};

enum { FUNCTIONS = sizeof functions / sizeof *functions };

/* The doubles' own infinities: where every alpha will do the ball is infinite and so must be the double;
 * where the double is infinite and the ball is not, the ball must lie beyond the doubles. */
static void compare_infinite(cf_run *run, const char *name, double value, const arb_t ball) {
    arb_t x, largest;
    arb_init(x), arb_init(largest);
    arb_set_d(largest, DBL_MAX);
    cf_truth truth = CF_FALSE;
    if (arb_is_finite(ball) && isinf(value)) {
        arb_set(x, ball);
        if (value < 0) arb_neg(x, x);
        truth = cf_ball_lt(largest, x);
    } else if (isinf(value)) {
        arb_set_d(x, value);
        truth = arb_equal(ball, x) ? CF_TRUE : CF_FALSE;
    }
    cf_fact(run, name, truth);
    arb_clear(x), arb_clear(largest);
}

/* One set of arguments; a canary gives the reference norm and epsilon 1 % larger, and asks for one function
 * alone: k + 1 for functions[k], the last for lemma2_applies. */
static void compare(cf_run *run, double norm, double epsilon, size_t d) {
    int canary = cf_run_canary(run);
    arb_t n, ball, bound, t;
    fmpq_t e, grow;
    arb_init(n), arb_init(ball), arb_init(bound), arb_init(t), fmpq_init(e), fmpq_init(grow);
    cf_instance(run, "norm %g, epsilon %g, d %zu", norm, epsilon, d);
    cf_fmpq_set_double(e, norm);
    fmpq_set_si(grow, canary ? 101 : 100, 100);
    fmpq_mul(e, e, grow);
    arb_set_fmpq(n, e, 512);
    cf_fmpq_set_double(e, epsilon);
    fmpq_mul(e, e, grow);
    if (cf_hypothesis(run, "0 < epsilon < d", fmpq_cmp_si(e, (slong)d) < 0 ? CF_TRUE : CF_FALSE)) {
        for (size_t k = 0; k < FUNCTIONS; k++) {
            if (canary && canary != (int)k + 1) continue;
            double value = functions[k].core(norm, epsilon, d);
            functions[k].reference(ball, n, e, d, PREC);
            if (!arb_is_finite(ball) || !isfinite(value)) {
                compare_infinite(run, functions[k].name, value, ball);
                continue;
            }
            arb_abs(bound, ball);
            arb_set_d(t, functions[k].sharp ? fmax(1, fabs(log(norm))) : 1);
            arb_max(bound, bound, t, PREC);
            arb_mul_2exp_si(bound, bound, functions[k].sharp ? -44 : -49);
            cf_agrees(run, functions[k].name, value, ball, bound);
        }
        cf_truth applies = cf_ref_lemma2_applies(e, d);
        if (!canary || canary == FUNCTIONS + 1)
            cf_fact(run, "lemma2_applies",
                    applies == CF_UNKNOWN                                   ? CF_UNKNOWN
                    : cf_lemma2_applies(epsilon, d) == (applies == CF_TRUE) ? CF_TRUE
                                                                            : CF_FALSE);
    }
    arb_clear(n), arb_clear(ball), arb_clear(bound), arb_clear(t), fmpq_clear(e), fmpq_clear(grow);
}

static void check(cf_run *run) {
    static const double edges[] = {1e-300, 1e-8, 0.25, 0.5, 1, 2, 1e300};
    int n = cf_run_canary(run) ? 20 : cf_run_tier(run) == CF_TIER_QUICK ? 150 : 20000;
    cf_rng rng;
    cf_rng_init(&rng, cf_run_seed(run));
    for (int k = 0; k < n && !cf_run_expired(run); k++) {
        size_t d = 2 + (size_t)exp(cf_rng_uniform(&rng) * 12);
        double wide = k % 3 ? 7 : 690, norm = exp((2 * cf_rng_uniform(&rng) - 1) * wide);
        double epsilon = k % 2 ? 0.98 * (double)d * cf_rng_uniform(&rng) : exp(-cf_rng_uniform(&rng) * wide);
        compare(run, norm, epsilon, d);
    }
    for (int i = 0; i < 7 && !cf_run_expired(run); i++)
        for (int j = 0; j < 6; j++) {
            compare(run, edges[i], edges[j], 12);
            cf_adversarial(run);
        }
}

const cf_claim cf_claim_core_thresholds = {
    .id = "core_thresholds",
    .section = "4",
    .items = "Theorem 2; Lemma 1; Lemma 2; Lemma 3",
    .title = "the thresholds on alpha in doubles",
    .statement = "log alpha of Theorem 2's two thresholds and of Lemmas 1 to 3 in doubles is within 2^-49 "
                 "max(|log alpha|, 1) of "
                 "the exact value, the two sharp thresholds within 2^-44 max(|log alpha|, |ln norm|, 1); "
                 "whether Lemma 2 "
                 "applies is decided as exactly.",
    .tex = "|\\mathrm{fl}(\\log\\alpha) - \\log\\alpha| \\le 2^{-49}\\max(|\\log\\alpha|, 1)",
    .domain = "norm > 0, 0 < epsilon < d",
    .checked = "norms from 1e-300 to 1e300, epsilon from 1e-300 to d, d to 1.6e5, at random (150 at the "
               "quick tier, 20000 "
               "beyond), and edges",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 120,
    .canary = "the reference with norm and epsilon 1 % larger, for one function after the other",
    .canaries = FUNCTIONS + 1,
    .check = check,
};
