/* reduction.c - see reduction.h. */
#include "verify/reduction.h"
#include "verify/appendix_b.h"
#include "verify/bound_check.h"
#include <math.h>

/* 2^e (1 + u), u of 20 bits: exact */
static void draw(arb_t out, cf_reduction *r, int low, int high) {
    double e = floor(low + (high - low + 1) * cf_claim_uniform(&r->state));
    double u = floor(ldexp(cf_claim_uniform(&r->state), 20));
    arb_set_d(out, ldexp(1 + ldexp(u, -20), (int)e));
}

static void init(cf_reduction *r) {
    for (size_t i = 0; i < CF_REDUCTION_MOST; i++) arb_init(&r->beta[i]);
    arb_init(r->epsilon), arb_init(r->S), arb_init(r->C), arb_init(r->L), arb_init(r->a);
}

static void clear(cf_reduction *r) {
    for (size_t i = 0; i < CF_REDUCTION_MOST; i++) arb_clear(&r->beta[i]);
    arb_clear(r->epsilon), arb_clear(r->S), arb_clear(r->C), arb_clear(r->L), arb_clear(r->a);
}

static void draw_instance(cf_reduction *r, int k) {
    r->d = 1 + (size_t)k % CF_REDUCTION_MOST;
    arb_zero(r->S), arb_zero(r->C);
    for (size_t i = 0; i < r->d; i++) {
        draw(&r->beta[i], r, -10, 10);
        if (k % 4 == 3 && i > 0 && i + 1 == r->d) arb_zero(&r->beta[i]);
        arb_add(r->S, r->S, &r->beta[i], CF_REDUCTION_PREC);
        arb_addmul(r->C, &r->beta[i], &r->beta[i], CF_REDUCTION_PREC);
    }
    arb_sqrt(r->C, r->C, CF_REDUCTION_PREC);
    draw(r->epsilon, r, -8, 1);
    arb_one(r->a), arb_zero(r->L);
}

void cf_for_reductions(cf_run *run, int n, void (*visit)(cf_reduction *r)) {
    cf_reduction r = {.run = run, .state = cf_run_seed(run)};
    init(&r);
    for (int k = 0; k < n && !cf_run_expired(run); k++) {
        draw_instance(&r, k);
        cf_instance(run, "d = %zu, ||beta||_1 = %.17g, epsilon = %.17g, number %d", r.d, arf_get_d(arb_midref(r.S), ARF_RND_NEAR),
                    arf_get_d(arb_midref(r.epsilon), ARF_RND_NEAR), k);
        visit(&r);
    }
    clear(&r);
}

void cf_reduction_set_L(cf_reduction *r, const arb_t L) {
    arb_set(r->L, L);
    arb_neg(r->a, L);
    arb_exp(r->a, r->a, CF_REDUCTION_PREC);
}

void cf_reduction_factor(arb_t out, const cf_reduction *r, int k, ulong percent) {
    arb_set_ui(out, cf_run_canary(r->run) == k ? percent : 100);
    arb_div_ui(out, out, 100, CF_REDUCTION_PREC);
}

void cf_reduction_uniform(arb_t out, cf_reduction *r) {
    arb_set_d(out, ldexp(1 + floor(ldexp(cf_claim_uniform(&r->state), 20)), -21));
}

void cf_reduction_same(const cf_reduction *r, const char *what, const arb_t a, const arb_t b) {
    arb_t one;
    arb_init(one);
    arb_one(one);
    cf_consistent(r->run, what, a, b, one, CF_REDUCTION_BITS);
    arb_clear(one);
}

void cf_reduction_sides(arb_t small, arb_t big, const cf_reduction *r, const char *id, const arb_struct *x, const arb_struct *y,
                        const arb_struct *z) {
    const arb_struct *given[] = {x, y, z};
    arb_ptr point = _arb_vec_init(3);
    for (int i = 0; i < 3 && given[i]; i++) arb_set(point + i, given[i]);
    cf_bound_sides(small, big, id, point, CF_REDUCTION_PREC);
    _arb_vec_clear(point, 3);
    /* where they are equal balls overlap: undecided facts are left to the bound itself */
    cf_truth order = cf_ball_le(small, big);
    if (order != CF_UNKNOWN) cf_fact(r->run, id, order);
}
