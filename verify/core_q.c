/* core_q.c - functions of one double held against balls. */
#include "verify/core_q.h"
#include "verify/q_arguments.h"
#include "verify/registry.h"
#include "verify/ulp.h"
#include <stdio.h>
#include <stdlib.h>

enum { BATCH = 20000, FACTS_MAX = 20 };

typedef struct {
    double ulp, at;       /* the largest error so far and its argument */
    double subnormal_ulp; /* the same where the result is subnormal and has a bound of its own */
    long facts;           /* of the batch */
    double batch_ulp;
    long batch_at;
} extreme;

typedef struct {
    double *z, *value[CF_AGREEMENTS]; /* BATCH each */
    arb_ptr exact;                    /* CF_AGREEMENTS: of one argument, by function */
    extreme largest[CF_AGREEMENTS];
} workspace;

static int takes_part(const cf_run *run, const cf_agreement *f) {
    return !cf_run_canary(run) || f->canary == cf_run_canary(run);
}

static int has_subnormal_bound(const cf_agreement *f, double value) {
    return f->bound_subnormal > 0 && fabs(value) < 0x1p-1022;
}

static double bound_at(const cf_agreement *f, double value) {
    return has_subnormal_bound(f, value) ? f->bound_subnormal : f->bound;
}

/* The balls at argument i; false where the canary asks. */
static void exact_at(cf_run *run, const cf_agreements *set, workspace *w, long i) {
    double value[CF_AGREEMENTS];
    for (size_t f = 0; f < set->count; f++) value[f] = w->value[f][i];
    set->exact(w->exact, set->depth, w->z[i], value);
    if (!cf_run_canary(run)) return;
    for (size_t f = 0; f < set->count; f++) {
        arb_mul_ui(w->exact + f, w->exact + f, 101, 128);
        arb_div_ui(w->exact + f, w->exact + f, 100, 128);
    }
}

/* One fact: value against the ball. Where the result overflows the exact statement is that it does. */
static void report(cf_run *run, const cf_agreement *f, double value, const arb_t exact) {
    arb_t bound;
    arb_init(bound);
    if (isfinite(value)) {
        cf_ulp_multiple(bound, bound_at(f, value), exact);
        cf_agrees(run, f->name, value, exact, bound);
    } else
        cf_exact(run, "overflow", cf_ulp_error(value, exact) == 0);
    arb_clear(bound);
}

/* The instance begun last: m arguments and the values computed there. */
static void check_batch(cf_run *run, const cf_agreements *set, workspace *w, long m) {
    for (size_t f = 0; f < set->count; f++)
        w->largest[f].facts = w->largest[f].batch_at = 0, w->largest[f].batch_ulp = -1;
    for (long i = 0; i < m; i++) {
        exact_at(run, set, w, i);
        for (size_t f = 0; f < set->count; f++) {
            extreme *e = w->largest + f;
            double error = cf_ulp_error(w->value[f][i], w->exact + f);
            if (!takes_part(run, set->function + f)) continue;
            if (error > e->batch_ulp) e->batch_ulp = error, e->batch_at = i;
            if (has_subnormal_bound(set->function + f, w->value[f][i]))
                e->subnormal_ulp = fmax(e->subnormal_ulp, error);
            else if (error > e->ulp)
                e->ulp = error, e->at = w->z[i];
            if (error > bound_at(set->function + f, w->value[f][i]) && e->facts++ < FACTS_MAX)
                report(run, set->function + f, w->value[f][i], w->exact + f);
        }
    }
    for (size_t f = 0; f < set->count; f++) {
        extreme *e = w->largest + f;
        if (!takes_part(run, set->function + f)) continue;
        exact_at(run, set, w, e->batch_at);
        report(run, set->function + f, w->value[f][e->batch_at], w->exact + f);
        cf_evidence_sample(run, "worst_ulp_of_batch", e->batch_ulp);
    }
}

static void compute(const cf_agreements *set, workspace *w, long m) {
    for (size_t f = 0; f < set->count; f++)
        set->function[f].compute(w->value[f], w->z, set->depth, (size_t)m);
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

static void workspace_init(workspace *w, size_t count) {
    *w = (workspace){.z = malloc(BATCH * sizeof *w->z), .exact = _arb_vec_init(CF_AGREEMENTS)};
    if (!w->z) flint_abort();
    for (size_t f = 0; f < count; f++) {
        w->value[f] = malloc(BATCH * sizeof *w->value[f]);
        if (!w->value[f]) flint_abort();
    }
}

static void workspace_clear(workspace *w, size_t count) {
    for (size_t f = 0; f < count; f++) free(w->value[f]);
    free(w->z);
    _arb_vec_clear(w->exact, CF_AGREEMENTS);
}

static void begin(cf_run *run, const cf_agreements *set, const char *what, long m) {
    if (set->depth == 2)
        cf_instance(run, "%ld %s", m, what);
    else
        cf_instance(run, "depth %.10g, %ld %s", set->depth, m, what);
}

static void say_largest(cf_run *run, const cf_agreements *set, const workspace *w, long done, long hard) {
    char key[64], and_hard[48] = "", asked[32], subnormal[64];
    if (hard) snprintf(and_hard, sizeof and_hard, " and %ld hard ones", hard);
    for (size_t f = 0; f < set->count; f++) {
        const cf_agreement *a = set->function + f;
        if (!takes_part(run, a)) continue;
        asked[0] = subnormal[0] = '\0';
        snprintf(key, sizeof key, "largest_error_%s", a->name);
        if (a->asked > 0) snprintf(asked, sizeof asked, ", asked %.3g", a->asked);
        if (a->bound_subnormal > 0)
            snprintf(subnormal, sizeof subnormal, "; subnormal results %.4f, declared %.2f",
                     w->largest[f].subnormal_ulp, a->bound_subnormal);
        cf_evidence_text(run, key, "%.4f ulp at %a, over %ld arguments%s%s; declared %.2f%s%s",
                         w->largest[f].ulp, w->largest[f].at, done, set->arguments, and_hard, a->bound,
                         asked, subnormal);
    }
}

void cf_check_agreements(cf_run *run, const cf_agreements *set, long n) {
    workspace w;
    workspace_init(&w, set->count);
    long hard = set->hard ? hard_arguments(w.z) : 0, done = 0;
    if (hard) {
        compute(set, &w, hard);
        begin(run, set, "hard arguments", hard);
        cf_adversarial(run);
        check_batch(run, set, &w, hard);
    }
    cf_rng rng;
    cf_rng_init(&rng, cf_run_seed(run));
    while (done < n && !cf_run_expired(run)) {
        long m = n - done < BATCH ? n - done : BATCH;
        char what[64];
        for (long i = 0; i < m; i++) w.z[i] = set->argument(&rng, set->depth, done + i);
        compute(set, &w, m);
        snprintf(what, sizeof what, "arguments from number %ld", done);
        begin(run, set, what, m);
        check_batch(run, set, &w, m);
        done += m;
    }
    if (done < n) cf_left_undone(run, "%ld of %ld arguments of %s", n - done, n, set->function->name);
    say_largest(run, set, &w, done, hard);
    workspace_clear(&w, set->count);
}

/* q(z) and q'(z), to 96 bits */
static void q_exact(arb_ptr out, double depth, double z, const double *value) {
    arb_t x;
    (void)depth, (void)value;
    arb_init(x);
    arb_set_d(x, z);
    cf_ref_q(out, x, 96);
    cf_ref_q_prime(out + 1, x, 96);
    arb_clear(x);
}

static double q_argument(cf_rng *rng, double depth, long i) {
    (void)depth;
    return i % 2 ? any_exponent(rng) : near_change(rng);
}

void cf_check_q(cf_run *run, const cf_agreement function[2], long n) {
    const cf_agreements set = {.function = function,
                               .count = 2,
                               .depth = 2,
                               .exact = q_exact,
                               .argument = q_argument,
                               .arguments = "",
                               .hard = 1};
    cf_check_agreements(run, &set, n);
}
