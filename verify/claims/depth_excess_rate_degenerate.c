/* depth_excess_rate_degenerate.c - the rate of the excess l1 norm where beta_L1 has one non-zero among five
 * samples: the problem of docs/example/degenerate-X.csv and -y.csv, y the first column of X.
 *
 * nu* = x_1/||x_1||^2 is a dual solution with x_1^T nu* = 1 and |x_i^T nu*| <= rho < 1 off it, exactly:
 * beta_L1 = e_1 is unique and strictly complementary. With it the constants of docs/depth-theory.md, "Rate of
 * the excess norm", are explicit: delta in ker X has |delta_1| = |sum_(i>1) x_i^T nu* delta_i| <= rho T, so K
 * = rho, and eta = alpha^(D-2): excess <= (1+rho) T,      T <= d alpha^D (D/(2 (1-rho-eta rho)))^(D/(D-2)).
 */
#include "verify/depth_point.h"
#include <math.h>
#include <stdio.h>

enum { N = 5, DIM = 12, PREC = 192, GRID = 8 };

static const double X[N * DIM] = {
    1.5,   0.25,  -0.5,  0.75, 0.125,  1,    -0.25, 0.5,  -1,    0.375, 0.625, -0.875, -0.5,  1,     0.25,
    0.5,   -1.25, 0.75,  0.5,  -0.375, 0.25, 1,     -0.5, 0.125, 0.75,  -0.25, 1.25,   -0.5,  0.5,   0.25,
    1,     0.625, -0.75, 0.5,  0.25,   1,    0.25,  0.5,  -1,    1,     0.75,  -0.5,   0.25,  1.125, 0.5,
    -0.25, 1,     0.5,   1,    -0.75,  0.5,  0.25,  1,    0.5,   -1.5,  0.25,  0.75,   0.625, -0.25, 0.375};
static const double y[N] = {1.5, -0.5, 0.75, 0.25, 1};
static const double log_alpha[GRID] = {-5, -10, -20, -30, -60, -120, -300, -1000};

/* rho = max_(i>1) |x_i^T nu*|, exactly, and nu* for the excess */
static void dual(fmpq_t rho, cf_ref_l1 *l1) {
    fmpq_t s, square;
    fmpq_init(s), fmpq_init(square);
    for (slong n = 0; n < N; n++) {
        cf_fmpq_set_double(fmpq_mat_entry(l1->nu, n, 0), X[n * DIM]);
        fmpq_addmul(square, fmpq_mat_entry(l1->nu, n, 0), fmpq_mat_entry(l1->nu, n, 0));
    }
    for (slong n = 0; n < N; n++)
        fmpq_div(fmpq_mat_entry(l1->nu, n, 0), fmpq_mat_entry(l1->nu, n, 0), square);
    fmpq_zero(rho);
    for (slong i = 1; i < DIM; i++) {
        fmpq_zero(s);
        for (slong n = 0; n < N; n++) {
            cf_fmpq_set_double(square, X[n * DIM + i]);
            fmpq_addmul(s, square, fmpq_mat_entry(l1->nu, n, 0));
        }
        fmpq_abs(s, s);
        if (fmpq_cmp(s, rho) > 0) fmpq_set(rho, s);
    }
    fmpq_clear(s), fmpq_clear(square);
}

/* (1+rho) d alpha^D (D/(2(1-rho-eta rho)))^(D/(D-2)); the canary has alpha^(1.01 D) */
static void rate_bound(arb_t out, const cf_depth *depth, const arb_t la, const fmpq_t rho, int canary) {
    arb_t r, t;
    arb_init(r), arb_init(t);
    arb_set_fmpq(r, rho, PREC);
    arb_sub_ui(t, depth->D_ball, 2, PREC);
    arb_mul(t, t, la, PREC);
    arb_exp(t, t, PREC); /* eta */
    arb_add_ui(t, t, 1, PREC);
    arb_mul(t, t, r, PREC);
    arb_sub_ui(t, t, 1, PREC);
    arb_mul_si(t, t, -2, PREC); /* 2(1 - rho - eta rho) */
    arb_div(t, depth->D_ball, t, PREC);
    arb_pow(out, t, depth->ball_p, PREC);
    cf_depth_percent(t, depth->D_ball, canary ? 1 : 0);
    arb_mul(t, t, la, PREC);
    arb_exp(t, t, PREC);
    arb_mul(out, out, t, PREC);
    arb_mul_ui(out, out, DIM, PREC);
    arb_add_ui(r, r, 1, PREC);
    arb_mul(out, out, r, PREC);
    arb_clear(r), arb_clear(t);
}

/* epsilon = e (1 + 2 e) rounded up, e = (D/2) alpha^(D-2) d^((D-2)/D): a little more than the polynomial
 * theorem asks for at ||beta_L1||_1 = 1, since epsilon/(1+epsilon)^(2/D) >= e for e <= 1/2. */
static void least_epsilon(fmpq_t epsilon, const cf_depth *depth, const arb_t la) {
    arb_t e, t;
    arf_t up;
    arb_init(e), arb_init(t), arf_init(up);
    arb_log_ui(e, DIM, PREC);
    arb_div(e, e, depth->D_ball, PREC);
    arb_add(e, e, la, PREC);
    arb_sub_ui(t, depth->D_ball, 2, PREC);
    arb_mul(e, e, t, PREC);
    arb_exp(e, e, PREC);
    arb_mul(e, e, depth->D_ball, PREC);
    arb_mul_2exp_si(t, e, -1); /* e */
    arb_add_ui(e, e, 1, PREC); /* 1 + 2 e */
    arb_mul(e, e, t, PREC);
    arb_get_ubound_arf(up, e, 64);
    arf_get_fmpq(epsilon, up);
    arb_clear(e), arb_clear(t), arf_clear(up);
}

/* The polynomial theorem as a bound of the excess at this alpha: epsilon ||beta_L1||_1 = epsilon, which goes
 * to bound; the canary has epsilon^4. */
static void theorem_fact(cf_run *run, arb_t bound, const cf_depth *depth, const arb_t la, const arb_t excess,
                         int canary) {
    fmpq_t epsilon;
    arb_t one, threshold;
    fmpq_init(epsilon), arb_init(one), arb_init(threshold);
    arb_one(one);
    least_epsilon(epsilon, depth, la);
    cf_ref_depth_l1(threshold, one, epsilon, DIM, depth->D, PREC);
    if (cf_ball_le(la, threshold) != CF_TRUE)
        cf_fact(run, "epsilon meets the polynomial theorem", CF_UNKNOWN);
    if (canary) fmpq_pow_si(epsilon, epsilon, 4);
    arb_set_fmpq(bound, epsilon, PREC);
    cf_fact_le(run, "the excess <= epsilon ||beta_L1||_1, epsilon by the polynomial theorem", excess, bound);
    fmpq_clear(epsilon), arb_clear(one), arb_clear(threshold);
}

/* log of the certified excess; nonzero on success */
static int excess_at(arb_t excess, const cf_depth *depth, double la, const cf_ref_l1 *l1) {
    cf_ref_alpha_t alpha;
    cf_ref_norms norms;
    cf_ref_alpha_init(alpha), cf_ref_norms_init(&norms);
    cf_ref_alpha_set_double(alpha, la, 1);
    int ok = cf_ref_limit_norms_depth(&norms, X, y, alpha, depth->D, l1, NULL, N, DIM, PREC) == CF_REF_OK;
    arb_set(excess, norms.excess_l1);
    cf_ref_alpha_clear(alpha), cf_ref_norms_clear(&norms);
    return ok && arb_is_finite(excess) && arb_is_positive(excess);
}

/* |slope - D| <= D 2^-9 between this alpha and the one before; the canary has 1.01 D */
static void slope_fact(cf_run *run, const cf_depth *depth, const arb_t slope, int canary) {
    arb_t t, bound;
    arb_init(t), arb_init(bound);
    cf_depth_percent(t, depth->D_ball, canary ? 1 : 0);
    arb_sub(t, slope, t, PREC);
    arb_abs(t, t);
    arb_mul_2exp_si(bound, depth->D_ball, -9);
    cf_fact_le(run, "the slope of log excess against log alpha is D to 2^-9 of itself", t, bound);
    arb_clear(t), arb_clear(bound);
}

/* One depth: what is printed beside the facts */
typedef struct {
    char slope[400], excess[600];
    size_t slope_used, excess_used;
} listing;

static double middle(const arb_t x) {
    return arf_get_d(arb_midref(x), ARF_RND_NEAR);
}

/* log excess, log bound and, but for the first, the slope since the point before */
static void list_point(cf_run *run, listing *l, double D, int k, const arb_t log_excess, const arb_t bound,
                       double slope) {
    arb_t t;
    arb_init(t);
    arb_log(t, bound, PREC);
    l->excess_used += (size_t)snprintf(l->excess + l->excess_used, sizeof l->excess - l->excess_used,
                                       "%s%.2f under %.2f at %g", k > 0 ? ", " : "", middle(log_excess),
                                       middle(t), log_alpha[k]);
    if (k > 0)
        l->slope_used += (size_t)snprintf(l->slope + l->slope_used, sizeof l->slope - l->slope_used,
                                          "%s%.9f from %g to %g", k > 1 ? ", " : "", slope, log_alpha[k - 1],
                                          log_alpha[k]);
    cf_evidence_row(run, "excess", "D", D, "log_alpha", log_alpha[k], "log_excess", middle(log_excess),
                    "log_bound", middle(t), "slope", slope, "slope_derived", D, NULL);
    arb_clear(t);
}

static void list_end(cf_run *run, const listing *l, double D) {
    char key[40];
    snprintf(key, sizeof key, "slope_at_depth_%.10g", D);
    cf_evidence_text(run, key, "derived %.10g; measured %s", D, l->slope);
    snprintf(key, sizeof key, "log_excess_at_depth_%.10g", D);
    cf_evidence_text(run, key, "beside the log of the theorem's bound, at log alpha: %s", l->excess);
}

static void check_depth(cf_run *run, const cf_depth *depth, const fmpq_t rho, const cf_ref_l1 *l1) {
    arb_t la, e, bound, t, last, slope;
    listing l = {"", "", 0, 0};
    double D = fmpq_get_d(depth->D);
    int canary = cf_run_canary(run);
    arb_init(la), arb_init(e), arb_init(bound), arb_init(t), arb_init(last), arb_init(slope);
    for (int k = 0; k < GRID; k++) {
        cf_instance(run, "D = %.10g, log alpha = %g", D, log_alpha[k]);
        cf_hypothesis(run, "rho < 1: beta_L1 = e_1 is unique and strictly complementary",
                      fmpq_cmp_si(rho, 1) < 0 ? CF_TRUE : CF_FALSE);
        if (!excess_at(e, depth, log_alpha[k], l1)) {
            cf_fact(run, "the excess is enclosed and positive", CF_UNKNOWN);
            break;
        }
        arb_set_d(la, log_alpha[k]);
        theorem_fact(run, bound, depth, la, e, canary == 3);
        rate_bound(t, depth, la, rho, canary == 2);
        if (arb_is_finite(t) && arb_is_positive(t))
            cf_fact_le(run, "the excess <= (1+rho) d alpha^D (D/(2(1-rho-eta rho)))^(D/(D-2))", e, t);
        arb_log(e, e, PREC);
        if (k > 0) {
            arb_sub(slope, e, last, PREC);
            arb_set_d(t, log_alpha[k] - log_alpha[k - 1]);
            arb_div(slope, slope, t, PREC);
            if ((D - 2) * log_alpha[k - 1] <= -10) slope_fact(run, depth, slope, canary == 1);
        }
        list_point(run, &l, D, k, e, bound, k > 0 ? middle(slope) : NAN);
        arb_set(last, e);
    }
    list_end(run, &l, D);
    arb_clear(la), arb_clear(e), arb_clear(bound), arb_clear(t), arb_clear(last), arb_clear(slope);
}

static void check(cf_run *run) {
    static const slong depths[][2] = {{3, 1}, {4, 1}, {5, 1}, {8, 1}, {5, 2}};
    cf_ref_l1 l1;
    fmpq_t rho;
    fmpq_init(rho), cf_ref_l1_init(&l1, N, DIM);
    dual(rho, &l1);
    for (int k = 0; k < 5 && !cf_run_expired(run); k++) {
        cf_depth depth;
        cf_depth_init(&depth, depths[k][0], (ulong)depths[k][1]);
        check_depth(run, &depth, rho, &l1);
        cf_depth_clear(&depth);
    }
    fmpq_clear(rho), cf_ref_l1_clear(&l1);
}

const cf_claim cf_claim_depth_excess_rate_degenerate = {
    .id = "depth_excess_rate_degenerate",
    .section = "5",
    .items = "Theorem 3; alpha polynomial",
    .title = "The excess l1 norm at a degenerate vertex: its bound and its rate",
    .statement = "On a 5 x 12 problem whose unique, strictly complementary beta_L1 has one non-zero, the "
                 "certified excess "
                 "||beta_{alpha,D}||_1 - ||beta_L1||_1 is at most epsilon ||beta_L1||_1 wherever the "
                 "polynomial theorem "
                 "gives that epsilon, at most (1+rho) d alpha^D (D/(2(1-rho-eta rho)))^(D/(D-2)), and its "
                 "logarithm has the "
                 "slope D against log alpha, to 2^-9 of itself, between neighbours of the grid with (D-2) "
                 "log alpha <= -10.",
    .tex =
        "\\frac{\\mathrm d\\ln(\\|\\beta_{\\alpha,D}\\|_1-\\|\\beta_{L1}\\|_1)}{\\mathrm d\\ln\\alpha}\\to D",
    .domain = "beta_L1 unique and strictly complementary",
    .checked = "docs/example/degenerate-X.csv and -y.csv; D = 3, 4, 5, 8, 5/2; log alpha = -5, -10, -20, "
               "-30, -60, -120, "
               "-300, -1000; excesses to 192 bits of themselves",
    .uses = "",
    .proof_uses = "depth_excess_rate theorem_depth_l1_argued",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "the slope is 1.01 D; alpha^(1.01 D) in the second bound; epsilon^4 in the first, which is "
              "looser than any nearby "
              "constant",
    .canaries = 3,
    .check = check,
};
