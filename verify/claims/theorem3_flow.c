/* theorem3_flow.c - Theorem 3 against an integration of the flow in w which knows nothing of h_D, q_D or the
 * dual.
 *
 * The limit is planted: for any X and nu with |X^T nu| < 1, alpha^D h_D(X^T nu) is the minimiser of Q^D_alpha
 * for y = X alpha^D h_D(X^T nu) (claim depth_kkt). y is rounded to doubles, which moves the limit by about
 * 1e-16 of its size times the condition of the dual's Hessian (at most a few thousand here); BDF at relative
 * tolerance 1e-11 carries a few hundred tolerances. 1e-6 leaves room for both, and a start 1 % off moves the
 * limit by far more. */
#include "core/certiflow.h"
#include "verify/depth_point.h"
#include <math.h>

enum { N_MAX = 3, D_MAX = 6 };

/* s = X^T nu exactly, nu scaled so that the largest |s_i| is about `top`; beta = alpha^D h(s), y = X beta */
static void plant(double *X, double *y, arb_ptr beta, const cf_depth *depth, cf_rng *rng, double top,
                  double log_alpha, size_t N, size_t d) {
    double nu[N_MAX], largest = 0;
    arb_t s, t, scale;
    arb_init(s), arb_init(t), arb_init(scale);
    cf_rng_normals(X, rng, N * d);
    cf_rng_normals(nu, rng, N);
    for (size_t i = 0; i < d; i++) {
        double sum = 0;
        for (size_t n = 0; n < N; n++) sum += X[n * d + i] * nu[n];
        largest = fmax(largest, fabs(sum));
    }
    for (size_t n = 0; n < N; n++) nu[n] *= top / largest;
    arb_set_d(scale, log_alpha);
    arb_mul(scale, scale, depth->D_ball, CF_DEPTH_PREC);
    arb_exp(scale, scale, CF_DEPTH_PREC);
    for (size_t i = 0; i < d; i++) {
        arb_zero(s);
        for (size_t n = 0; n < N; n++) {
            arb_set_d(t, X[n * d + i]);
            arb_set_d(beta + i, nu[n]);
            arb_addmul(s, t, beta + i, CF_DEPTH_PREC);
        }
        cf_depth_h(beta + i, s, depth);
        arb_mul(beta + i, beta + i, scale, CF_DEPTH_PREC);
    }
    for (size_t n = 0; n < N; n++) {
        arb_zero(s);
        for (size_t i = 0; i < d; i++) {
            arb_set_d(t, X[n * d + i]);
            arb_addmul(s, t, beta + i, CF_DEPTH_PREC);
        }
        y[n] = arf_get_d(arb_midref(s), ARF_RND_NEAR);
    }
    arb_clear(s), arb_clear(t), arb_clear(scale);
}

static void check_case(cf_run *run, const cf_depth *depth, double D, cf_rng *rng, double top,
                       double log_alpha, size_t N, size_t d) {
    double X[N_MAX * D_MAX], y[N_MAX], w_beta[D_MAX], integral[N_MAX], t_end;
    arb_ptr beta = _arb_vec_init((slong)d);
    arb_t bound, size;
    arb_init(bound), arb_init(size);
    plant(X, y, beta, depth, rng, top, log_alpha, N, d);
    double start = log_alpha + (cf_run_canary(run) == 1 ? log1p(0.01) : 0);
    if (cf_flow_w_depth(w_beta, integral, &t_end, X, y, start, D, 1e-11, 1e-11, N, d) != CF_OK)
        cf_fact(run, "the integration reached its target", CF_UNKNOWN);
    else {
        for (size_t i = 0; i < d; i++) {
            arb_abs(size, beta + i);
            arb_max(bound, bound, size, CF_DEPTH_PREC);
        }
        arb_div_ui(bound, bound, 1000000, CF_DEPTH_PREC);
        for (size_t i = 0; i < d; i++)
            cf_agrees(run, "beta_i of the integrated flow", w_beta[i], beta + i, bound);
        for (size_t i = 0; i < d; i++) { /* Lemma 4 along an integrated flow, with half the printed bound */
            double s = 0;
            for (size_t n = 0; n < N; n++) s += X[n * d + i] * integral[n];
            double constant = cf_run_canary(run) == 2 ? 2.02 : 2;
            arb_set_d(size, fabs(s) * exp((D - 2) * log_alpha) * constant * D * (D - 2));
            arb_one(bound);
            if (cf_run_canary(run) != 1)
                cf_fact_lt(run, "2D(D-2) alpha^(D-2) |X^T int r|_i < 1, in doubles", size, bound);
        }
    }
    arb_clear(bound), arb_clear(size);
    _arb_vec_clear(beta, (slong)d);
}

static void check(cf_run *run) {
    static const slong depths[] = {3, 4, 5, 8};
    static const double tops[] = {0.3, 0.9, 0.995}, log_alphas[] = {-1, 0, 0.5};
    static const size_t sizes[][2] = {{1, 3}, {2, 5}, {3, 6}};
    int repeats = cf_run_tier(run) == CF_TIER_QUICK ? 1 : 10;
    cf_rng rng;
    cf_rng_init(&rng, cf_run_seed(run));
    for (int r = 0; r < repeats; r++)
        for (int k = 0; k < 4; k++) {
            cf_depth depth;
            cf_depth_init(&depth, depths[k], 1);
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 3; j++) {
                    const size_t *size = sizes[(i + j + k + r) % 3];
                    cf_instance(run, "D = %ld, N = %zu, d = %zu, log alpha = %g, largest |X^T nu| = %g",
                                depths[k], size[0], size[1], log_alphas[j], tops[i]);
                    check_case(run, &depth, (double)depths[k], &rng, tops[i], log_alphas[j], size[0],
                               size[1]);
                }
            cf_depth_clear(&depth);
        }
}

const cf_claim cf_claim_theorem3_flow = {
    .id = "theorem3_flow",
    .section = "5",
    .items = "Theorem 3; Lemma 4",
    .title = "Theorem 3: the integrated flow in w arrives at alpha^D h_D(X^T nu)",
    .statement = "The flow of the 2d weights at depth D from w(0) = alpha 1, integrated by a stiff "
                 "integrator until ||r|| <= "
                 "1e-11 ||y||, ends within 1e-6 max |beta| of alpha^D h_D(X^T nu), the minimiser of "
                 "Q^D_alpha; along it "
                 "Lemma 4 holds with half the printed bound.",
    .tex = "w(\\infty)_+^D-w(\\infty)_-^D=\\arg\\min_{X\\beta=y}Q^D_\\alpha(\\beta)",
    .domain = "any alpha > 0, X of full row rank, D >= 3",
    .checked = "36 planted problems (quick): D = 3, 4, 5, 8, N <= 3, d <= 6, log alpha = -1, 0, 1/2, largest "
               "|X^T nu| 0.3, "
               "0.9, 0.995",
    .uses = "",
    .proof_uses = "depth_kkt depth_zero_error",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "the flow starts from 1.01 alpha; 2.02 D(D-2) in Lemma 4",
    .canaries = 2,
    .argument = NULL,
    .check = check,
};
