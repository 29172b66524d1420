/* flow_two_methods.c - the certified path of the dual against Taylor series in balls of the 2d weights: two
 * rigorous methods that share neither the dual, nor sinh and h_D, nor the factor of time. beta = 2 alpha^2
 * sinh(X^T nu) and beta = alpha^D h_D(X^T nu) along the path, (17) and Appendix C with the factors of the
 * true gradient, are what makes them agree. */
#include "verify/flow_case.h"

static void check_case(cf_run *run, const cf_problem *p, double log_alpha, long depth, double part) {
    const size_t d = p->d;
    cf_flow_case c;
    cf_fact(run, "there is a path", cf_flow_case_init(&c, run, p, log_alpha, depth) ? CF_TRUE : CF_UNKNOWN);
    arb_ptr beta = _arb_vec_init((slong)d);
    arb_t norm;
    fmpq_t t;
    arb_init(norm), fmpq_init(t);
    const double time = part * cf_flow_case_scale(&c);
    cf_fmpq_set_double(t, time);
    cf_fact(run, "the dual path is certified",
            cf_flow_case_at(&c, cf_run_canary(run) ? 1.01 * time : time) ? CF_TRUE : CF_UNKNOWN);
    cf_fact(run, "the weights are enclosed",
            cf_ref_flow_w(beta, p->X, p->y, c.alpha, (ulong)depth, t, 12, 16, p->N, d, 192) == CF_REF_OK
                ? CF_TRUE
                : CF_UNKNOWN);
    cf_ref_norm_l2(norm, beta, d, 64);
    for (size_t i = 0; i < d; i++)
        cf_consistent(run, "beta_i(t) of the dual and of the weights", beta + i, c.beta + i, norm, 30);
    _arb_vec_clear(beta, (slong)d), arb_clear(norm), fmpq_clear(t);
    cf_flow_case_clear(&c);
}

static void check(cf_run *run) {
    static const double log_alpha[] = {0, -1, -2};
    for (size_t k = 0; k < 9; k++) {
        cf_problem p;
        cf_problem_draw(&p, k % 2 ? CF_FAMILY_GAUSSIAN : CF_FAMILY_SPARSE, cf_run_seed(run) % 100000 + k, 2,
                        4, 1);
        check_case(run, &p, log_alpha[k / 3], 2 + (long)(k % 3), k < 3 ? 0.1 : 0.3);
        cf_problem_clear(&p);
    }
}

const cf_claim cf_claim_flow_two_methods = {
    .id = "flow_two_methods",
    .section = "A",
    .items = "(17)",
    .title = "Along the path beta = 2 alpha^2 sinh(-8 X^T int r), by two rigorous methods",
    .statement = "For all t beta(t) = 2 alpha^2 sinh(X^T nu(t)), nu = -8 int_0^t r, and at depth D beta(t) = "
                 "alpha^D h_D(X^T nu(t)), nu = -2D(D-2) "
                 "alpha^{D-2} int_0^t r: enclosures of the dual path and of the flow of the weights "
                 "themselves agree to 30 bits of |beta(t)|_2.",
    .tex = "\\beta(t)=2\\alpha^2\\sinh\\Big(-8X^\\top\\int_0^t r\\Big)",
    .domain = "X, y, alpha > 0, depth 2 or more, all t",
    .checked = "N = 2, d = 4; depths 2, 3, 4; log alpha 0, -1, -2; one time of each path",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_CONSISTENT,
    .tier = CF_TIER_QUICK,
    .budget = 30,
    .canary = "the dual path 1 % later",
    .check = check,
};
