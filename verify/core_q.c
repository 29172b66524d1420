/* core_q.c - functions of one double held against balls. */
#include "verify/core_q.h"
#include "verify/q_arguments.h"
#include "verify/registry.h"
#include <stdio.h>
#include <stdlib.h>

enum { BATCH = 20000, FACTS_MAX = 20 };

/* the ball at z, finite arguments only; false where the canary asks */
static void reference_at(arb_t out, const cf_agreement *a, double z, int canary) {
    arb_t x;
    fmpq_t depth;
    arb_init(x);
    fmpq_init(depth);
    arb_set_d(x, z);
    if (a->exact_depth) cf_fmpq_set_double(depth, a->depth);
    for (slong prec = 128;; prec *= 2) {
        if (a->exact_depth)
            a->exact_depth(out, depth, x, prec);
        else
            a->exact(out, x, prec);
        if (cf_ball_bits(out) >= 96 || prec > 1 << 16) break;
    }
    if (canary) {
        arb_mul_ui(out, out, 101, 128);
        arb_div_ui(out, out, 100, 128);
    }
    fmpq_clear(depth);
    arb_clear(x);
}

static double bound_at(const cf_agreement *a, double value) {
    return a->bound_subnormal > 0 && fabs(value) < 0x1p-1022 ? a->bound_subnormal : a->bound;
}

static void compute(double *value, const cf_agreement *a, const double *z, long n) {
    if (!a->compute_depth)
        a->compute(value, z, (size_t)n);
    else
        for (long i = 0; i < n; i++) value[i] = a->compute_depth(a->depth, z[i]);
}

static double argument(cf_rng *rng, const cf_agreement *a, long i) {
    if (a->argument) return a->argument(rng, a->depth, i);
    return i % 2 ? any_exponent(rng) : near_change(rng);
}

/* One fact: value against the ball at z. Where the result overflows the exact statement is that it does. */
static void report(cf_run *run, const cf_agreement *a, double z, double value, int canary) {
    arb_t exact, bound;
    arb_init(exact);
    arb_init(bound);
    reference_at(exact, a, z, canary);
    if (isfinite(value)) {
        cf_ulp_multiple(bound, bound_at(a, value), exact);
        cf_agrees(run, a->name, value, exact, bound);
    } else
        cf_exact(run, "overflow", cf_ulp_error(value, exact) == 0);
    arb_clear(exact);
    arb_clear(bound);
}

/* the largest error so far, in ulp, and its argument */
typedef struct {
    double ulp, at;
} extreme;

/* The instance begun last: n arguments and the values computed there. */
static void check_batch(cf_run *run, const cf_agreement *a, const double *z, const double *value, long n,
                        extreme *largest) {
    int canary = cf_run_canary(run), facts = 0;
    double worst = -1;
    long at = 0;
    arb_t exact;
    arb_init(exact);
    for (long i = 0; i < n; i++) {
        reference_at(exact, a, z[i], canary);
        double error = cf_ulp_error(value[i], exact);
        if (error > worst) {
            worst = error;
            at = i;
        }
        if (error > bound_at(a, value[i]) && facts++ < FACTS_MAX) report(run, a, z[i], value[i], canary);
    }
    report(run, a, z[at], value[at], canary);
    cf_evidence_sample(run, "worst_ulp_of_batch", worst);
    if (worst > largest->ulp) *largest = (extreme){worst, z[at]};
    arb_clear(exact);
}

/* Both signs of the rows of hard_q.tsv, and the near-ties; returns how many, at most BATCH. */
static long hard_arguments(double *z) {
    long n = 0;
    for (size_t i = 0; cf_table_hard_q[i] && n + 2 + NEAR_TIES <= BATCH; i++)
        if (hard_argument(&z[n], cf_table_hard_q[i])) {
            z[n + 1] = -z[n];
            n += 2;
        }
    for (int i = 0; i < NEAR_TIES; i++) z[n++] = near_tie(i);
    return n;
}

void cf_check_agreement(cf_run *run, const cf_agreement *a, long n) {
    double *z = malloc(BATCH * sizeof *z), *value = malloc(BATCH * sizeof *value);
    extreme largest = {0, 0};
    if (!z || !value) flint_abort();
    long hard = a->compute_depth ? 0 : hard_arguments(z); /* they are hard for q */
    if (hard) {
        compute(value, a, z, hard);
        cf_instance(run, "%s at %ld hard arguments", a->name, hard);
        cf_adversarial(run);
        check_batch(run, a, z, value, hard, &largest);
    }
    cf_rng rng;
    cf_rng_init(&rng, cf_run_seed(run));
    long done = 0;
    while (done < n && !cf_run_expired(run)) {
        long m = n - done < BATCH ? n - done : BATCH;
        for (long i = 0; i < m; i++) z[i] = argument(&rng, a, i);
        compute(value, a, z, m);
        cf_instance(run, "%s at %ld arguments from number %ld", a->name, m, done);
        check_batch(run, a, z, value, m, &largest);
        done += m;
    }
    if (done < n) cf_left_undone(run, "%ld of %ld arguments of %s", n - done, n, a->name);
    char key[64];
    snprintf(key, sizeof key, "largest_error_%s", a->name);
    cf_evidence_text(run, key, "%.4f ulp at %a, over %ld arguments and %ld hard ones; declared %.2f",
                     largest.ulp, largest.at, done, hard, a->bound);
    free(z);
    free(value);
}
