/* mf_tangent_kernel.c - K(X, X') = <grad M_ij, grad M_i'j'> from the definition: M_ij is affine in each
 * weight, so that its partial derivatives are differences, exact in rationals; against the formula of
 * Section 6. The identity start gives 4 alpha^2 times the delta kernel in our scaling. */
#include "verify/claim.h"
#include "core/certiflow.h"

enum { D = 4, K = 8, SIZE = 2 * D * K };

static void product(arb_t out, arb_srcptr w, slong i, slong j) {
    arb_zero(out);
    for (slong a = 0; a < K; a++) arb_addmul(out, w + i * K + a, w + (D + j) * K + a, 512);
}

/* the gradient of M_ij, by unit differences */
static void gradient(arb_ptr g, arb_ptr w, slong i, slong j) {
    arb_t base;
    arb_init(base);
    product(base, w, i, j);
    for (slong e = 0; e < SIZE; e++) {
        arb_add_ui(w + e, w + e, 1, 512);
        product(g + e, w, i, j);
        arb_sub(g + e, g + e, base, 512);
        arb_sub_ui(w + e, w + e, 1, 512);
    }
    arb_clear(base);
}

static void compare(cf_run *run, arb_ptr w, int identity) {
    size_t row[D * D], col[D * D];
    double y[D * D] = {0};
    arb_ptr K0 = _arb_vec_init(D * D * D * D), g = _arb_vec_init(2 * SIZE);
    arb_t x;
    int equal = 1, delta = 1;
    arb_init(x);
    for (size_t e = 0; e < D * D; e++) row[e] = e / D, col[e] = e % D;
    const cf_ref_mf mf = {D, K, D * D, row, col, y};
    cf_ref_mf_kernel(K0, w, &mf, 512);
    for (slong m = 0; m < D * D; m++)
        for (slong n = 0; n < D * D; n++) {
            gradient(g, w, m / D, m % D), gradient(g + SIZE, w, n / D, n % D);
            arb_dot(x, NULL, 0, g, 1, g + SIZE, 1, SIZE, 512);
            arb_ptr formula = K0 + m * D * D + n;
            if (cf_run_canary(run) == 1 && m / D == n / D) { /* the second term 1 % larger */
                arb_mul_ui(formula, formula, 101, 512);
                arb_div_ui(formula, formula, 100, 512);
            }
            equal = equal && arb_is_exact(x) && arb_is_finite(x) && arb_overlaps(x, formula);
            arb_set_si(g, m == n ? (cf_run_canary(run) == 2 ? 404 : 400) * 9 : 0); /* 4 alpha^2, alpha = 3 */
            arb_mul_ui(x, x, 100, 512);
            delta = delta && arb_is_finite(x) && arb_equal(x, g);
        }
    cf_fact(run, "<grad M_ij, grad M_i'j'> = <U_i, U_i'> 1(j=j') + <V_j, V_j'> 1(i=i')",
            equal ? CF_TRUE : CF_FALSE);
    if (identity)
        cf_fact(run, "at the identity start it is 4 alpha^2 1(i=i') 1(j=j')", delta ? CF_TRUE : CF_FALSE);
    arb_clear(x);
    _arb_vec_clear(K0, D * D * D * D), _arb_vec_clear(g, 2 * SIZE);
}

static void check(cf_run *run) {
    arb_ptr w = _arb_vec_init(SIZE);
    cf_rng rng;
    cf_rng_init(&rng, cf_run_seed(run));
    for (int k = 0; k < 5; k++) {
        double start[SIZE];
        cf_instance(run,
                    k == 0 ? "d = 4, k = 8, identity start, alpha = 3"
                           : "d = 4, k = 8, weights integer/8, draw %d",
                    k);
        if (k == 0) cf_mf_start(start, CF_MF_IDENTITY, 3, 0, D, K);
        for (int e = 0; e < SIZE; e++)
            arb_set_si(w + e, k == 0 ? (slong)start[e] : (slong)(cf_rng_uniform(&rng) * 64) - 32);
        for (int e = 0; e < SIZE && k > 0; e++) arb_mul_2exp_si(w + e, w + e, -3);
        compare(run, w, k == 0);
    }
    _arb_vec_clear(w, SIZE);
}

const cf_claim cf_claim_mf_tangent_kernel = {
    .id = "mf_tangent_kernel",
    .section = "6",
    .items = "matrix tangent kernel;matrix details",
    .title = "The tangent kernel of U V^T, and the delta kernel at the identity start",
    .statement = "For f((U,V), X) = <U V^T, X> and X, X' the unit matrices of (i,j), (i',j'): K(X, X') = "
                 "<U_i, U_i'> 1(j=j') + <V_j, V_j'> 1(i=i'); with "
                 "U(0) = alpha [I, -I], V(0) = alpha [I, I] it is 4 alpha^2 1(i=i') 1(j=j'): 2 alpha^2 from "
                 "each half of the doubling.",
    .tex = "K(X,X')=\\langle U_i,U_{i'}\\rangle 1_{j=j'}+\\langle V_j,V_{j'}\\rangle 1_{i=i'}",
    .domain = "any U, V; the identity start",
    .checked = "d = 4, k = 8: the identity start at alpha = 3 and 4 draws of rational weights; all pairs of "
               "entries, exact",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "1: the kernel within a row is 1 % larger; 2: 4 is 4.04",
    .canaries = 2,
    .check = check,
};
