/* eq8.c - the model (8): homogeneity and the unbiased start. */
#include "core/certiflow.h"
#include "verify/claim.h"

enum { COORDINATES = 4 };

static void model(fmpq_t out, const fmpq *w, const fmpq *x, slong D) {
    fmpq_t a, b;
    fmpq_init(a), fmpq_init(b);
    fmpq_zero(out);
    for (slong i = 0; i < COORDINATES; i++) {
        fmpq_pow_si(a, w + i, D);
        fmpq_pow_si(b, w + COORDINATES + i, D);
        fmpq_sub(a, a, b);
        fmpq_addmul(out, a, x + i);
    }
    fmpq_clear(a), fmpq_clear(b);
}

static void check(cf_run *run) {
    cf_rng rng;
    fmpq *w = _fmpq_vec_init(2 * COORDINATES), *x = _fmpq_vec_init(COORDINATES);
    fmpq_t C, left, right, zero;
    fmpq_init(C), fmpq_init(left), fmpq_init(right), fmpq_init(zero);
    cf_rng_init(&rng, cf_run_seed(run));
    for (slong D = 3; D <= 8; D++)
        for (int k = 0; k < 20; k++) {
            cf_instance(run, "D = %ld, number %d", D, k);
            for (slong i = 0; i < COORDINATES; i++)
                fmpq_set_si(x + i, (slong)(33 * cf_rng_uniform(&rng)) - 16, 4);
            fmpq_set_si(C, 1 + (slong)(30 * cf_rng_uniform(&rng)), 7);
            for (slong i = 0; i < 2 * COORDINATES; i++) fmpq_set(w + i, C);
            model(left, w, x, D);
            cf_fact_fmpq_eq(run, "f_D(alpha 1, x) = 0", left, zero);
            for (slong i = 0; i < 2 * COORDINATES; i++)
                fmpq_set_si(w + i, 1 + (slong)(30 * cf_rng_uniform(&rng)), 8);
            model(right, w, x, D);
            for (slong i = 0; i < 2 * COORDINATES; i++) fmpq_mul(w + i, w + i, C);
            model(left, w, x, D);
            fmpq_pow_si(C, C, D);
            fmpq_mul(right, right, C);
            fmpq_set_si(C, cf_run_canary(run) ? 101 : 100, 100);
            fmpq_mul(right, right, C);
            cf_fact_fmpq_eq(run, "f_D(Cw, x) = C^D f_D(w, x)", left, right);
        }
    fmpq_clear(C), fmpq_clear(left), fmpq_clear(right), fmpq_clear(zero);
    _fmpq_vec_clear(w, 2 * COORDINATES), _fmpq_vec_clear(x, COORDINATES);
}

const cf_claim cf_claim_eq8 = {
    .id = "eq8",
    .section = "5",
    .items = "(8)",
    .title = "The model of depth D",
    .statement = "f_D(w, x) = <w_+^D - w_-^D, x> is D-homogeneous and unbiased: f_D(Cw, x) = C^D f_D(w, x) "
                 "and f_D(alpha 1, x) = 0.",
    .tex = "f_D(Cw,x)=C^Df_D(w,x),\\quad f_D(\\alpha1,x)=0",
    .domain = "any w, x, C > 0, integer D",
    .checked = "exact rationals: D = 3 to 8, 20 weights, inputs and factors each, d = 4",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "f_D(Cw, x) = 1.01 C^D f_D(w, x)",
    .argument = NULL,
    .check = check,
};
