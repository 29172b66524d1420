/* ref_problem.c - see ref_problem.h. */
#include "ref_problem.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

static uint64_t state;
void seed_generator(uint64_t seed) {
    state = seed;
}
double uniform(void) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return ((double)(state >> 11) + 0.5) / 9007199254740992.0;
}
double normal(void) {
    return sqrt(-2 * log(uniform())) * cos(6.283185307179586 * uniform());
}
long integer(long low, long high) {
    return low + (long)(uniform() * (double)(high - low + 1));
}

void set_log_alpha(problem *p, double log_alpha) {
    cf_fmpq_set_double(p->alpha->value, log_alpha);
    p->alpha->is_log = 1;
}

problem *new_problem(size_t N, size_t d, double log_alpha) {
    problem *p = calloc(1, sizeof *p);
    p->N = N, p->d = d;
    p->X = calloc(N * d, sizeof *p->X);
    p->y = calloc(N, sizeof *p->y);
    p->beta = _arb_vec_init((slong)d);
    p->nu = _arb_vec_init((slong)N);
    cf_ref_alpha_init(p->alpha);
    set_log_alpha(p, log_alpha);
    return p;
}

void free_problem(problem *p) {
    _arb_vec_clear(p->beta, (slong)p->d);
    _arb_vec_clear(p->nu, (slong)p->N);
    cf_ref_alpha_clear(p->alpha);
    free(p->X);
    free(p->y);
    free(p);
}

problem *gaussian(size_t N, size_t d, double log_alpha, uint64_t seed) {
    problem *p = new_problem(N, d, log_alpha);
    seed_generator(seed * 0x9E3779B97F4A7C15ULL + 1);
    for (int i = 0; i < 8; i++) uniform();
    for (size_t i = 0; i < N * d; i++) p->X[i] = normal();
    for (size_t n = 0; n < N; n++) p->y[n] = normal();
    return p;
}

void degenerate(problem *p, size_t k) {
    for (size_t n = 0; n < p->N; n++) {
        p->y[n] = 0;
        for (size_t j = 0; j < k; j++) p->y[n] += (j % 2 ? -1 : 2) * p->X[n * p->d + j];
    }
}

cf_ref_status limit(problem *p, slong prec) {
    return cf_ref_limit(p->beta, p->nu, &p->info, p->X, p->y, p->alpha, p->N, p->d, prec);
}

/* ------------------------------------------------------------------------------------------------ the KKT
 * system */

void two_alpha2(arb_t out, const problem *p, slong prec) {
    cf_ref_log_alpha(out, p->alpha, prec);
    arb_mul_2exp_si(out, out, 1);
    arb_exp(out, out, prec);
    arb_mul_2exp_si(out, out, 1);
}

void check_kkt(const problem *p, slong prec, const char *what) {
    slong working = prec + 300;
    arb_t c, sum, term, size;
    arb_init(c), arb_init(sum), arb_init(term), arb_init(size);
    two_alpha2(c, p, working);
    for (size_t n = 0; n < p->N; n++) {
        arb_set_d(sum, p->y[n]);
        arb_abs(size, sum);
        arb_neg(sum, sum);
        for (size_t j = 0; j < p->d; j++) {
            arb_set_d(term, p->X[n * p->d + j]);
            arb_mul(term, term, p->beta + j, working);
            arb_add(sum, sum, term, working);
            arb_abs(term, term);
            arb_add(size, size, term, working);
        }
        cr_assert(arb_is_finite(sum) && arb_contains_zero(sum), "%s: X beta misses y in row %zu", what, n);
        arf_set_mag(arb_midref(term), arb_radref(sum));
        mag_zero(arb_radref(term));
        arb_mul_2exp_si(size, size, 4 - prec);
        cr_assert(arb_is_zero(size) || cf_ball_le(term, size) == CF_TRUE, "%s: wide residual in row %zu",
                  what, n);
    }
    for (size_t j = 0; j < p->d; j++) {
        arb_zero(sum);
        for (size_t n = 0; n < p->N; n++) {
            arb_set_d(term, p->X[n * p->d + j]);
            arb_mul(term, term, p->nu + n, working);
            arb_add(sum, sum, term, working);
        }
        arb_sinh(sum, sum, working);
        arb_mul(sum, sum, c, working);
        cr_assert(cf_ball_overlaps(sum, p->beta + j), "%s: beta_%zu is not 2 alpha^2 sinh", what, j);
        slong bits = cf_ball_bits(p->beta + j);
        cr_assert(arb_contains_zero(p->beta + j) || bits >= prec, "%s: beta_%zu has %ld bits", what, j,
                  (long)bits);
    }
    arb_clear(c), arb_clear(sum), arb_clear(term), arb_clear(size);
}

void solve_and_check(problem *p, slong prec, const char *what) {
    cf_ref_status status = limit(p, prec);
    cr_assert(status == CF_REF_OK, "%s: N = %zu, d = %zu: %s", what, p->N, p->d,
              cf_ref_status_message(status));
    cr_assert(p->info.log2_contraction < 0);
    check_kkt(p, prec, what);
}
