/* core_depth.c - h_D, h_D^{-1}, 1 - h_D^{-1} and q_D of core against the reference; bounds from core/depth.c
 * and core/depth_vec.c. The three functions of one argument z are compared together: one certified inverse
 * (reference/ depth_near.c, from the double as a guess) serves all. */
#include "core/certiflow.h"
#include "reference/depth.h"
#include "verify/core_q.h"
#include "verify/depth_arguments.h"
#include <stdio.h>

enum { PREC = 128, LEAST_BITS = 72, ROUND = 11 };

#define EACH(name, core)                                                                                     \
    static void name(double *out, const double *z, double depth, size_t n) {                                 \
        for (size_t i = 0; i < n; i++) out[i] = core(depth, z[i]);                                           \
    }
EACH(h_each, cf_h)
EACH(inverse_each, cf_h_inv)
EACH(complement_each, cf_h_inv_complement)
EACH(q_each, cf_q_depth)

/* ------------------------------------------------------------------------------------------------- the balls
 */

static void h_exact(arb_ptr out, double depth, double z, const double *value) {
    fmpq_t D;
    arb_t x;
    (void)value;
    fmpq_init(D), arb_init(x);
    cf_fmpq_set_double(D, depth);
    arb_set_d(x, z);
    cf_ref_h(out, D, x, 96);
    fmpq_clear(D), arb_clear(x);
}

/* The reference's own search, where the guess does not lead to a certificate. */
static void search_exact(arb_ptr out, const fmpq_t D, double z) {
    arb_t x;
    arb_init(x);
    arb_set_d(x, z);
    cf_ref_h_inv(out, D, x, 96);
    cf_ref_h_inv_complement(out + 1, D, x, 96);
    cf_ref_q_depth(out + 2, D, x, 96);
    arb_clear(x);
}

/* out: h_D^{-1}, its complement, q_D, and q_D again for the vectors, whether they take part or not */
static void inverse_exact(arb_ptr out, double depth, double z, const double *value) {
    cf_ref_depth_constants k;
    fmpq_t D;
    double s = fabs(value[0]), c = z < 0 ? cf_h_inv_complement(depth, -z) : value[1];
    fmpq_init(D);
    cf_fmpq_set_double(D, depth);
    cf_ref_depth_constants_init(&k, D, PREC);
    int near = z != 0 && cf_ref_depth_near(out, z, s, c, &k);
    for (int f = 0; f < 3; f++) near = near && cf_ball_bits(out + f) >= LEAST_BITS;
    if (!near) search_exact(out, D, z);
    arb_set(out + 3, out + 2);
    cf_ref_depth_constants_clear(&k);
    fmpq_clear(D);
}

/* ------------------------------------------------------------------------------------------------ the
 * arguments */

/* Of 11: five log-uniform over all exponents, five near the changes of the computation, one made from the
 * inverse. */
static double z_argument(cf_rng *rng, double depth, long i) {
    return i % ROUND == ROUND - 1 ? depth_from_inverse(rng, depth)
           : i % 2                ? any_exponent(rng)
                                  : depth_near_change(rng, depth);
}

/* Of 11 points s: ten log-uniform in s or 1 - s, or uniform; one made from z. */
static double s_argument(cf_rng *rng, double depth, long i) {
    if (i % ROUND < ROUND - 1) return depth_point_argument(rng, i);
    double s = cf_h_inv(depth, any_exponent(rng));
    return fabs(s) < 1 ? s : copysign(1 - 0x1p-53, s);
}

static void check_special(cf_run *run, double depth) {
    cf_instance(run, "zeros, infinities, NaN at depth %.10g", depth);
    cf_adversarial(run);
    cf_exact(run, "h(+-1) = +-inf", cf_h(depth, 1) == INFINITY && cf_h(depth, -1) == -INFINITY);
    cf_exact(run, "h_inv(+-inf) = +-1", cf_h_inv(depth, INFINITY) == 1 && cf_h_inv(depth, -INFINITY) == -1);
    cf_exact(run, "1 - h_inv does not saturate",
             cf_h_inv_complement(depth, 1e300) > 0 && cf_h_inv_complement(depth, INFINITY) == 0);
    cf_exact(run, "q(+-0) = +0, q(+-inf) = inf",
             cf_q_depth(depth, -0.0) == 0 && !signbit(cf_q_depth(depth, -0.0)) &&
                 cf_q_depth(depth, -INFINITY) == INFINITY);
    cf_exact(run, "NaN stays NaN",
             isnan(cf_q_depth(depth, NAN)) && isnan(cf_h(depth, NAN)) && isnan(cf_h_inv(depth, NAN)));
}

/* The functions at depth_compared[d]; the vector form is one of them at depths 3, 4, 5, which come first. */
enum { VECTORS = 3, SCALARS = 4, CANARIES = VECTORS * (SCALARS + 1) + (DEPTHS_COMPARED - VECTORS) * SCALARS };

static int functions(int d) {
    return d < VECTORS ? SCALARS + 1 : SCALARS;
}

/* The number before that of the first canary at depth_compared[d]. */
static int canaries_before(int d) {
    return d <= VECTORS ? d * (SCALARS + 1) : VECTORS * (SCALARS + 1) + (d - VECTORS) * SCALARS;
}

/* All functions at one depth, at n arguments z and as many points s. */
static void check_depth(cf_run *run, int d, long n) {
    const double depth = depth_compared[d];
    const int before = canaries_before(d);
    static const char *const names[] = {"h", "h_inv", "h_inv_complement", "q_depth", "q_depth_vec"};
    char name[5][40];
    for (int f = 0; f < 5; f++) snprintf(name[f], sizeof name[f], "%s_%.10g", names[f], depth);
    const cf_agreement h = {name[0], h_each, 0.52, 0.76, before + 1, 2};
    const cf_agreement of_z[] = {{name[1], inverse_each, 0.52, 0.76, before + 2, 2},
                                 {name[2], complement_each, 0.52, 0.76, before + 3, 2},
                                 {name[3], q_each, 0.52, 0.76, before + 4, 2},
                                 {name[4], cf_q_depth_vec, 4, 0, before + 5, 4}};
    const cf_agreements at_s = {&h, 1, depth, h_exact, s_argument, ", one in 11 made from h_D^{-1}", 0};
    const cf_agreements at_z = {of_z,       (size_t)functions(d) - 1,    depth, inverse_exact,
                                z_argument, ", one in 11 made with h_D", 0};
    int canary = cf_run_canary(run);
    if (!canary) check_special(run, depth);
    if (!canary || canary == before + 1) cf_check_agreements(run, &at_s, n);
    if (canary != before + 1) cf_check_agreements(run, &at_z, n);
}

static void check(cf_run *run) {
    for (int d = 0; d < DEPTHS_COMPARED && !cf_run_expired(run); d++) {
        int canary = cf_run_canary(run);
        if (canary && (canary <= canaries_before(d) || canary > canaries_before(d) + functions(d))) continue;
        long n = canary ? 60 : cf_run_tier(run) == CF_TIER_QUICK ? 1500 : 1100000;
        if (n == 1100000 && depth_compared[d] < 2.1)
            n = 11000; /* no guess is good enough there: the slow search */
        check_depth(run, d, n);
    }
}

const cf_claim cf_claim_core_depth = {
    .id = "core_depth",
    .section = "5",
    .items = "Theorem 3",
    .title = "h_D, its inverse and q_D in doubles",
    .statement =
        "For every depth D > 2 and every double z, cf_h, cf_h_inv, cf_h_inv_complement and cf_q_depth are "
        "within "
        "0.52 ulp of h_D(z), h_D^{-1}(z), 1 - h_D^{-1}(z) and q_D(z), within 0.76 ulp where the result is "
        "subnormal (2 ulp are asked); cf_q_depth_vec within 4 ulp at D = 3, 4, 5; zeros, infinities and NaN "
        "as C's "
        "own functions treat them.",
    .tex = "|\\mathrm{fl}(q_D(z)) - q_D(z)| \\le 0.52\\,\\mathrm{ulp},\\quad |\\mathrm{fl}(h_D^{-1}(z)) - "
           "h_D^{-1}(z)| \\le 0.52\\,\\mathrm{ulp}",
    .domain = "D in (2, 2^50], all doubles",
    .checked = "D = 3, 4, 5, 6, 8, 10, 50, 2.5, 3.7, 1000 and 2 + 2^-19; arguments log-uniform over all "
               "exponents, near the "
               "changes of the computation and (one in 11) made from the inverse with h_D: 1.5e3 a depth at "
               "the quick tier, "
               "1.1e6 beyond (1.1e4 at D = 2 + 2^-19), as many points of h_D; special values",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 1800,
    .canary =
        "the reference of one function at one depth multiplied by 1.01: h, h_inv, h_inv_complement, q_depth, "
        "and q_depth_vec where it is compared, at each depth in turn",
    .canaries = CANARIES,
    .check = check,
};
