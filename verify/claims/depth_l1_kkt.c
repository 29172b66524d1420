/* depth_l1_kkt.c - the last step of the rich limit: |X^T nu| <= 1 and complementarity make beta an l1
 * solution. */
#include "core/certiflow.h"
#include "verify/claim.h"

/* s = X^T nu with largest entry 1 in absolute value; exact */
static void dual(fmpq *s, cf_rng *rng, slong N, slong d) {
    fmpq_t top, t;
    fmpq_init(top), fmpq_init(t);
    for (slong i = 0; i < d; i++) {
        fmpq_zero(s + i);
        for (slong n = 0; n < N; n++) {
            fmpq_set_si(t, (slong)(2 * n + 3) * ((slong)(9 * cf_rng_uniform(rng)) - 4), 7); /* nu_n X_ni */
            fmpq_add(s + i, s + i, t);
        }
        if (i == 0 && fmpq_is_zero(s)) fmpq_one(s);
        fmpq_abs(t, s + i);
        if (fmpq_cmp(t, top) > 0) fmpq_set(top, t);
    }
    for (slong i = 0; i < d; i++) fmpq_div(s + i, s + i, top);
    fmpq_clear(top), fmpq_clear(t);
}

static void check(cf_run *run) {
    enum { D = 6 };
    cf_rng rng;
    fmpq *s = _fmpq_vec_init(D), *b = _fmpq_vec_init(D);
    fmpq_t norm, inner, t;
    fmpq_init(norm), fmpq_init(inner), fmpq_init(t);
    cf_rng_init(&rng, cf_run_seed(run));
    for (int k = 0; k < 100; k++) {
        cf_instance(run, "random dual %d, N = %d", k, 1 + k % 3);
        dual(s, &rng, 1 + k % 3, D);
        for (int own = 0; own < 2; own++) { /* beta itself, then another beta' */
            fmpq_zero(norm), fmpq_zero(inner);
            for (slong i = 0; i < D; i++) {
                fmpq_abs(t, s + i);
                slong size = (slong)(9 * cf_rng_uniform(&rng)) + 1, sign = fmpq_sgn(s + i);
                if (!own && !fmpq_is_one(t)) size = 0;
                if (own && cf_rng_uniform(&rng) < 0.5) sign = -sign;
                fmpq_set_si(b + i, sign * size, 4);
                fmpq_abs(t, b + i);
                fmpq_add(norm, norm, t);
                fmpq_mul(t, s + i, b + i);
                fmpq_add(inner, inner, t);
            }
            fmpq_set_si(t,
                        cf_run_canary(run) == 1 && !own  ? 101
                        : cf_run_canary(run) == 2 && own ? 300
                                                         : 100,
                        100);
            fmpq_canonicalise(t);
            fmpq_mul(inner, inner, t);
            if (own)
                cf_fact_fmpq_le(run, "nu^T X beta' <= ||beta'||_1", inner, norm);
            else
                cf_fact_fmpq_eq(run, "nu^T X beta = ||beta||_1", inner, norm);
        }
    }
    fmpq_clear(norm), fmpq_clear(inner), fmpq_clear(t);
    _fmpq_vec_clear(s, D), _fmpq_vec_clear(b, D);
}

const cf_claim cf_claim_depth_l1_kkt = {
    .id = "depth_l1_kkt",
    .section = "C",
    .items = "l1 KKT",
    .title = "The KKT conditions of beta_L1",
    .statement = "If |(X^T nu)_i| <= 1 for all i, with (X^T nu)_i = sign beta_i where beta_i is not 0, then "
                 "||beta'||_1 >= nu^T X beta' for every beta', with equality at beta: beta has the least l1 "
                 "norm among the interpolants of X beta.",
    .tex = "\\|\\beta'\\|_1\\ge\\nu^\\top X\\beta',\\quad\\|\\beta\\|_1=\\nu^\\top X\\beta",
    .domain = "any X",
    .checked = "exact rationals: 100 random X, N <= 3, d = 6, nu scaled so that the largest |X^T nu| is 1",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "X^T nu is 1 % larger than 1 where beta is not 0; 3 nu for nu on another beta' (random ones "
              "are far from equality)",
    .canaries = 2,
    .argument = NULL,
    .check = check,
};
