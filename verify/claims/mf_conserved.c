/* mf_conserved.c - (U^T U - V^T V)' = U'^T U + U^T U' - V'^T V - V^T V' with (U', V') = -grad L, and M(0) = 0
 * at the unbiased starts: exact in integers. The proof is two lines (docs/matrix.md): with U' = -2 R V, V' =
 * -2 R^T U both pairs are -2 (V^T R^T U + U^T R V). */
#include "verify/claim.h"
#include "core/certiflow.h"

enum { D = 4, K = 6, N = 9, SIZE = 2 * D * K };

static void check_one(cf_run *run, arb_srcptr w, const cf_ref_mf *mf) {
    arb_ptr g = _arb_vec_init(SIZE);
    arb_t sum, x;
    int zero = 1;
    arb_init(sum), arb_init(x);
    cf_ref_mf_gradient(g, w, mf, 1024);
    for (slong e = D * K; e < SIZE && cf_run_canary(run); e++) { /* V' = -2.02 R^T U */
        arb_mul_ui(g + e, g + e, 101, 1024);
        arb_div_ui(g + e, g + e, 100, 1024);
    }
    for (slong a = 0; a < K; a++)
        for (slong b = 0; b < K; b++) {
            arb_zero(sum);
            for (slong i = 0; i < 2 * D; i++) {
                arb_mul(x, g + i * K + a, w + i * K + b, 1024);
                arb_addmul(x, w + i * K + a, g + i * K + b, 1024);
                if (i < D)
                    arb_add(sum, sum, x, 1024);
                else
                    arb_sub(sum, sum, x, 1024);
            }
            zero = zero && arb_is_finite(sum) &&
                   (cf_run_canary(run) ? arb_contains_zero(sum) : arb_is_zero(sum));
        }
    cf_fact(run, "the derivative of U^T U - V^T V along the flow is 0", zero ? CF_TRUE : CF_FALSE);
    arb_clear(sum), arb_clear(x);
    _arb_vec_clear(g, SIZE);
}

static void check(cf_run *run) {
    arb_ptr w = _arb_vec_init(SIZE);
    cf_rng rng;
    cf_rng_init(&rng, cf_run_seed(run));
    for (int k = 0; k < 40; k++) {
        size_t row[D * D], col[D * D], n = 0;
        double y[D * D];
        for (size_t e = 0; e < D * D && n < N; e++)
            if (cf_rng_uniform(&rng) < 0.7)
                row[n] = e / D, col[n] = e % D, y[n++] = (double)((int)(cf_rng_uniform(&rng) * 40) - 20) / 4;
        for (int e = 0; e < SIZE; e++) {
            arb_set_si(w + e, (slong)(cf_rng_uniform(&rng) * 200) - 100);
            arb_mul_2exp_si(w + e, w + e, -4);
        }
        const cf_ref_mf mf = {D, K, n, row, col, y};
        cf_instance(run, "d = 4, k = 6, %zu entries, draw %d", n, k);
        check_one(run, w, &mf);
    }
    _arb_vec_clear(w, SIZE);
}

const cf_claim cf_claim_mf_conserved = {
    .id = "mf_conserved",
    .section = "6",
    .items = "matrix model",
    .title = "U^T U - V^T V is conserved by the flow",
    .statement = "Along U' = -2 R V, V' = -2 R^T U, R the residuals on the observed entries and 0 elsewhere, "
                 "the matrix U^T U - V^T V does not change.",
    .tex = "\\tfrac{d}{dt}(U^\\top U-V^\\top V)=0",
    .domain = "any U, V, entries",
    .checked = "the derivative, exactly 0 on 40 draws of rational weights and entries, d = 4, k = 6; all: "
               "the written proof",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_ARGUED,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "V' = -2.02 R^T U",
    .argument = "docs/matrix.md#what-the-flow-conserves",
    .check = check,
};
