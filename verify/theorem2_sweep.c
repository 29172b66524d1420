/* theorem2_sweep.c - the sweeps of theorem2.h: instances drawn from the claim's seed, at the threshold and
 * beyond it. */
#include "verify/theorem2.h"
#include <math.h>

#define LOG_ALPHA_LEAST 9e5 /* the limit is enclosed down to log alpha = -1e6 */

typedef struct {
    size_t N, d;
    double epsilon, norm, step;
    cf_family family;
    uint64_t seed;
} draw;

static double log_uniform(uint64_t *state, double low, double high) {
    return low * pow(high / low, cf_claim_uniform(state));
}

/* N from 1 to 10, d from 2 to 50; each 20th instance d = 200 and N to 20. epsilon from 1e-3 to d, the norm
 * from 1e-3 to 1e3 but at least d/(epsilon 9e5) (first half), so that the limit is within the range of the
 * reference. */
static draw draw_next(uint64_t *state, size_t k, cf_half half, int adversarial) {
    static const double steps[] = {0, 0, 1e-9, 1, 40};
    draw w;
    w.d = k % 20 == 19 ? 200 : (size_t)log_uniform(state, 2, 51);
    size_t most = w.d == 200 ? 20 : w.d - 1 < 10 ? w.d - 1 : 10;
    w.N = 1 + (size_t)(cf_claim_uniform(state) * (double)most);
    w.epsilon = k % 10 == 9   ? 1e-3
                : k % 10 == 8 ? (double)w.d * (1 - 1e-9)
                              : log_uniform(state, 1e-3, (double)w.d);
    double least = half == CF_HALF_L1 ? fmax(1e-3, (double)w.d / (w.epsilon * LOG_ALPHA_LEAST)) : 1e-3;
    w.norm = k % 7 == 6 ? least * 1.01 : k % 7 == 5 ? 1e3 : log_uniform(state, least * 1.01, 1e3);
    w.step = steps[k % (sizeof steps / sizeof *steps)];
    size_t first = adversarial ? CF_FAMILY_FIRST_ADVERSARIAL : 0;
    size_t count = adversarial ? CF_FAMILIES - CF_FAMILY_FIRST_ADVERSARIAL : CF_FAMILY_FIRST_ADVERSARIAL;
    w.family = (cf_family)(first + k % count);
    w.seed = (uint64_t)(cf_claim_uniform(state) * 0x1p53);
    return w;
}

void cf_theorem_depth_nth(slong *num, ulong *den, size_t k) {
    static const slong depths[][2] = {{3, 1}, {4, 1}, {5, 1}, {8, 1}, {5, 2}};
    *num = depths[k % 5][0];
    *den = (ulong)depths[k % 5][1];
}

static void sweep(cf_run *run, cf_half half, cf_threshold which, int adversarial, int unsquared, size_t n) {
    uint64_t state = cf_run_seed(run);
    fmpq_t epsilon;
    fmpq_init(epsilon);
    long uncertified = 0, not_unique = 0;
    size_t k = 0;
    if (cf_run_canary(run)) n = n < 40 ? n : 40; /* one violation refutes */
    if (cf_run_tier(run) != CF_TIER_QUICK) n *= 25;
    for (; k < n && !cf_run_expired(run); k++) {
        draw w = draw_next(&state, k, half, adversarial);
        cf_theorem2 t;
        if (cf_theorem2_draw(&t, half, w.family, w.seed, w.N, w.d, w.norm)) {
            slong num;
            ulong den;
            cf_theorem_depth_nth(&num, &den, k / 5); /* the steps repeat with 5 */
            if (which == CF_THRESHOLD_DEPTH) cf_theorem2_set_depth(&t, num, den);
            cf_fmpq_set_double(epsilon, w.epsilon);
            cf_theorem2_at(&t, epsilon, which, w.step);
            cf_theorem2_check(run, &t, adversarial, unsquared);
            not_unique += t.unique == CF_FALSE;
        } else {
            uncertified++;
        }
        cf_theorem2_clear(&t);
    }
    if (half == CF_HALF_L1) cf_evidence_integer(run, "beta_l1_not_unique", not_unique);
    if (k < n) cf_left_undone(run, "%zu of %zu instances", n - k, n);
    if (uncertified > 0)
        cf_left_undone(run, "%ld instances whose least norm could not be certified", uncertified);
    fmpq_clear(epsilon);
}

void cf_theorem2_sweep(cf_run *run, cf_half half, cf_threshold which, int adversarial, int unsquared,
                       size_t n) {
    sweep(run, half, which, adversarial, unsquared, n);
}

void cf_theorem_depth_sweep(cf_run *run, cf_half half, int adversarial, size_t n) {
    sweep(run, half, CF_THRESHOLD_DEPTH, adversarial, 0, n);
}
