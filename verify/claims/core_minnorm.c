/* core_minnorm.c - beta_L1 and beta_L2 in doubles against the exact rational solutions; bounds from
 * core/minnorm_l1.c and core/minnorm_l2.c. */
#include "core/certiflow.h"
#include "verify/claim.h"
#include <math.h>
#include <stdlib.h>

enum { PREC = 256 };

/* error = ||beta - exact||_2, size = ||exact||_2; larger: the exact solution 1 % larger */
static void norms(arb_t error, arb_t size, int larger, const double *beta, const fmpq_mat_t exact) {
    fmpq_t gap, b, grow;
    fmpq_init(gap), fmpq_init(b), fmpq_init(grow);
    fmpq_set_si(grow, larger ? 101 : 100, 100);
    arb_zero(error), arb_zero(size);
    arb_t t;
    arb_init(t);
    for (slong i = 0; i < fmpq_mat_nrows(exact); i++) {
        fmpq_mul(b, fmpq_mat_entry(exact, i, 0), grow);
        cf_fmpq_set_double(gap, beta[i]);
        fmpq_sub(gap, gap, b);
        arb_set_fmpq(t, gap, PREC);
        arb_addmul(error, t, t, PREC);
        arb_set_fmpq(t, b, PREC);
        arb_addmul(size, t, t, PREC);
    }
    arb_sqrt(error, error, PREC), arb_sqrt(size, size, PREC);
    arb_clear(t), fmpq_clear(gap), fmpq_clear(b), fmpq_clear(grow);
}

/* the canary of that number has the exact solution 1 % larger */
static void agree(cf_run *run, int canary, const char *what, const double *beta, const fmpq_mat_t exact,
                  slong bound_2exp) {
    arb_t error, size;
    arb_init(error), arb_init(size);
    norms(error, size, cf_run_canary(run) == canary, beta, exact);
    arb_mul_2exp_si(size, size, bound_2exp);
    cf_agrees(run, what, 0, error, size);
    arb_clear(error), arb_clear(size);
}

static void compare(cf_run *run, const double *X, const double *y, size_t N, size_t d) {
    double *beta = malloc(d * sizeof *beta);
    size_t *support = malloc(N * sizeof *support), n_support = 0;
    fmpq_mat_t exact;
    cf_ref_l1 l1;
    fmpq_mat_init(exact, (slong)d, 1), cf_ref_l1_init(&l1, N, d);
    if (cf_hypothesis(run, "X has full row rank",
                      cf_ref_beta_l2(exact, X, y, N, d) == CF_REF_OK ? CF_TRUE : CF_FALSE)) {
        cf_exact(run, "cf_beta_l2 solves it", cf_beta_l2(beta, X, y, N, d) == CF_OK);
        agree(run, 1, "||beta_L2 computed - exact||_2", beta, exact, -51);
        cf_exact(run, "cf_beta_l1 solves it",
                 cf_beta_l1(beta, NULL, support, &n_support, X, y, N, d) == CF_OK);
        cf_ref_status status = cf_ref_beta_l1(&l1, X, y, support, n_support, N, d);
        if (status != CF_REF_OK) cf_fact(run, "beta_L1 has an exact certificate", CF_UNKNOWN);
        if (status == CF_REF_OK && l1.unique == CF_TRUE)
            agree(run, 2, "||beta_L1 computed - exact||_2", beta, l1.beta, -49);
        cf_evidence_sample(run, "nonzero_l1", (double)l1.n_nonzero);
    }
    fmpq_mat_clear(exact), cf_ref_l1_clear(&l1);
    free(beta), free(support);
}

/* kind 0: Gaussian; 1: small integers and a sparse target (degenerate vertex); 2: columns scaled by 1e+-6; 3:
 * signs */
static void instance(cf_run *run, cf_rng *rng, int kind, size_t N, size_t d) {
    double *X = malloc(N * d * sizeof *X), *y = malloc(N * sizeof *y);
    cf_rng_normals(X, rng, N * d), cf_rng_normals(y, rng, N);
    for (size_t j = 0; j < N * d; j++) {
        if (kind == 1) X[j] = round(2 * X[j]);
        if (kind == 2) X[j] *= j % d % 3 == 0 ? 1e6 : j % d % 3 == 1 ? 1e-6 : 1;
        if (kind == 3) X[j] = X[j] < 0 ? -1 : 1;
    }
    for (size_t n = 0; kind == 1 && n < N; n++) y[n] = X[n * d] - X[n * d + 1];
    cf_instance(run, "kind %d, N %zu, d %zu", kind, N, d);
    if (kind) cf_adversarial(run);
    compare(run, X, y, N, d);
    free(X), free(y);
}

static void check(cf_run *run) {
    static const size_t shapes[][2] = {{1, 5}, {3, 3}, {5, 12}, {10, 40}, {20, 100}};
    int n = cf_run_canary(run) ? 1 : cf_run_tier(run) == CF_TIER_QUICK ? 4 : 100;
    cf_rng rng;
    cf_rng_init(&rng, cf_run_seed(run));
    for (int k = 0; k < n; k++)
        for (int s = 0; s < 5; s++)
            for (int kind = 0; kind < 4; kind++) instance(run, &rng, kind, shapes[s][0], shapes[s][1]);
    if (!cf_run_canary(run)) instance(run, &rng, 0, 60, 300);
}

const cf_claim cf_claim_core_minnorm = {
    .id = "core_minnorm",
    .section = "4",
    .items = "Theorem 2",
    .title = "beta_L1 and beta_L2 in doubles",
    .statement = "The minimum-norm interpolants in doubles are within 2^-51 ||beta_L2||_2 (l2) and, where "
                 "beta_L1 is unique, within "
                 "2^-49 ||beta_L1||_2 (l1) of the exact rational solutions; the optimality of beta_L1 has an "
                 "exact certificate.",
    .tex = "\\|\\mathrm{fl}(\\beta_{L2}) - \\beta_{L2}\\|_2 \\le 2^{-51}\\|\\beta_{L2}\\|_2",
    .domain = "X of full row rank, any y",
    .checked =
        "Gaussian, integer with degenerate vertices, columns scaled by 1e+-6, and signs; N to 60, d to 300",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 60,
    .canary = "the exact beta_L2, or beta_L1, multiplied by 1.01",
    .canaries = 2,
    .check = check,
};
