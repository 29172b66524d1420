/* kernel_leading_term.c - the rate at which the limit approaches beta_L2, with its constant: alpha^(2D)
 * (beta_alpha - beta_L2) tends to a vector that is written down. From asinh(b/2 alpha^2) = b/2 alpha^2 - (b/2
 * alpha^2)^3/6 + ..., or h_D^{-1}(z) = z/2k - c (z/2k)^3, c = (k+1)(k+2)/6, k = D/(D-2): the KKT conditions
 * say that beta - c beta^3/(2k alpha^D)^2 + ... lies in the row space of X, so beta - beta_L2, which lies in
 * its kernel, is the kernel's part of the cubic term. */
#include "verify/starts.h"
#include <math.h>

enum { PREC = 200 };

/* lead = c P_ker(beta_L2^3), exactly; c = 1/24, or (k+1)(k+2)/(24 k^2); nonzero iff it is not 0 */
static int leading(fmpq_mat_t lead, fmpq_mat_t l2, const cf_start_case *c, int canary) {
    slong N = (slong)c->p.N, d = (slong)c->p.d;
    fmpq_mat_t X, y, T, G, b;
    fmpq_t factor, k, t;
    fmpq_mat_init(X, N, d), fmpq_mat_init(y, N, 1), fmpq_mat_init(T, d, N), fmpq_mat_init(G, N, N),
        fmpq_mat_init(b, N, 1);
    fmpq_init(factor), fmpq_init(k), fmpq_init(t);
    cf_problem_exact(X, y, &c->p);
    fmpq_mat_transpose(T, X);
    fmpq_mat_mul(G, X, T);
    fmpq_set_si(factor, canary ? 10 : 1, canary ? 245 : 24), fmpq_canonicalise(factor);
    if (fmpq_cmp_si(c->depth_exact, 2) > 0) {
        fmpq_sub_si(k, c->depth_exact, 2);
        fmpq_div(k, c->depth_exact, k);
        fmpq_add_si(t, k, 1), fmpq_mul(factor, factor, t);
        fmpq_add_si(t, k, 2), fmpq_mul(factor, factor, t);
        fmpq_div(factor, factor, k), fmpq_div(factor, factor, k);
    }
    for (slong i = 0; i < d; i++) {
        fmpq *out = fmpq_mat_entry(lead, i, 0), *in = fmpq_mat_entry(l2, i, 0);
        fmpq_mul(out, in, in), fmpq_mul(out, out, in), fmpq_mul(out, out, factor);
    }
    fmpq_mat_mul(b, X, lead);
    int ok = fmpq_mat_solve(b, G, b);
    fmpq_mat_clear(X);
    fmpq_mat_init(X, d, 1);
    fmpq_mat_mul(X, T, b);
    fmpq_mat_sub(lead, lead, X);
    fmpq_mat_clear(X), fmpq_mat_clear(y), fmpq_mat_clear(T), fmpq_mat_clear(G), fmpq_mat_clear(b);
    fmpq_clear(factor), fmpq_clear(k), fmpq_clear(t);
    return ok && !fmpq_mat_is_zero(lead);
}

static void compare(cf_run *run, const cf_start_case *c, const fmpq_mat_t lead, const fmpq_mat_t l2,
                    double power) {
    slong d = (slong)c->p.d;
    arb_ptr beta = _arb_vec_init(d), exact = _arb_vec_init(d);
    arb_t scale, error, size;
    cf_ref_alpha_t alpha;
    cf_ref_limit_info info;
    arb_init(scale), arb_init(error), arb_init(size), cf_ref_alpha_init(alpha);
    cf_ref_alpha_set_double(alpha, power, 1); /* 2D log alpha = 12, about */
    cf_ref_status status =
        cf_ref_limit_depth(beta, NULL, &info, c->p.X, c->p.y, alpha, c->depth_exact, c->p.N, c->p.d, PREC);
    arb_set_d(scale, power);
    arb_set_fmpq(size, c->depth_exact, PREC);
    arb_mul(scale, scale, size, PREC), arb_mul_2exp_si(scale, scale, 1);
    arb_exp(scale, scale, PREC); /* alpha^{2D} */
    for (slong i = 0; i < d; i++) {
        arb_set_fmpq(exact + i, fmpq_mat_entry(l2, i, 0), PREC);
        arb_sub(beta + i, beta + i, exact + i, PREC), arb_mul(beta + i, beta + i, scale, PREC);
        arb_set_fmpq(exact + i, fmpq_mat_entry(lead, i, 0), PREC);
    }
    cf_starts_distance(error, beta, exact, c->p.d, PREC);
    cf_ref_norm_l2(size, exact, c->p.d, PREC);
    arb_div_ui(size, size, 100, PREC);
    if (status == CF_REF_OK)
        cf_fact_le(run, "alpha^(2D) (beta_alpha - beta_L2) within 1 % of its limit", error, size);
    else
        cf_fact(run, "the limit is certified", CF_UNKNOWN);
    arb_clear(scale), arb_clear(error), arb_clear(size), cf_ref_alpha_clear(alpha);
    _arb_vec_clear(beta, d), _arb_vec_clear(exact, d);
}

static void check_case(cf_run *run, const cf_start_case *c, double share) {
    fmpq_mat_t lead, l2;
    fmpq_mat_init(lead, (slong)c->p.d, 1), fmpq_mat_init(l2, (slong)c->p.d, 1);
    int ok = cf_ref_beta_l2(l2, c->p.X, c->p.y, c->p.N, c->p.d) == CF_REF_OK &&
             leading(lead, l2, c, cf_run_canary(run));
    if (cf_hypothesis(run, "the leading term is not 0", ok ? CF_TRUE : CF_FALSE))
        compare(run, c, lead, l2, (12 + share) / (2 * c->depth));
    fmpq_mat_clear(lead), fmpq_mat_clear(l2);
}

static void check(cf_run *run) {
    static const double more[] = {0, 8};
    cf_for_starts(run, cf_run_tier(run) == CF_TIER_QUICK ? 36 : 360, 1, more, 2, check_case);
}

const cf_claim cf_claim_kernel_leading_term = {
    .id = "kernel_leading_term",
    .section = "3",
    .items = "Chizat and Bach;kernel regime",
    .title = "The kernel limit is approached like alpha^(-2D), with the constant",
    .statement = "alpha^(2D) (beta_{alpha,D}(infinity) - beta_L2) tends to P beta_L2^3/24 at D = 2, to "
                 "(k+1)(k+2)/(24 k^2) P beta_L2^3, k = D/(D-2), "
                 "at D > 2, P the projection on the kernel of X, cubes by entries: the rate is exactly "
                 "alpha^(-4) at D = 2 unless that is 0.",
    .tex = "\\alpha^{2D}(\\beta_{\\alpha,D}(\\infty)-\\beta_{L2})\\to\\tfrac{(k+1)(k+2)}{24k^2}P_{\\ker "
           "X}\\beta_{L2}^{\\circ3}",
    .domain = "X of full row rank, any y, D >= 2",
    .checked = "certified limits at alpha^(2D) = e^12 and e^20, 36 problems (quick), N <= 3, d <= 6, D = 2, "
               "5/2, 3, 4, within 1 %; those whose "
               "leading term is not 0 count",
    .uses = "",
    .proof_uses = "limit_alpha_infinity",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 8,
    .canary = "24 is 24.5",
    .argument = NULL,
    .check = check,
};
