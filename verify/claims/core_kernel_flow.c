/* core_kernel_flow.c - the linearised model's flow in doubles within its declared bound (core/kernel_flow.c)
 * of the matrix exponential in balls. s_min enters by the upper bound (sqrt(N)/||(X X^T)^-1||_F)^(1/2), s_max
 * by the lower bound
 * ||X||_F/sqrt(N): the bound that is checked is at most the declared one. */
#include "core/certiflow.h"
#include "verify/starts.h"
#include <math.h>
#include <stdlib.h>

static double least_singular(const cf_problem *p) {
    slong N = (slong)p->N, d = (slong)p->d;
    fmpq_mat_t X, y, T, G;
    double sum = 0;
    fmpq_mat_init(X, N, d), fmpq_mat_init(y, N, 1), fmpq_mat_init(T, d, N), fmpq_mat_init(G, N, N);
    cf_problem_exact(X, y, p);
    fmpq_mat_transpose(T, X);
    fmpq_mat_mul(G, X, T);
    if (fmpq_mat_inv(G, G))
        for (slong m = 0; m < N; m++)
            for (slong n = 0; n < N; n++) sum = hypot(sum, fmpq_get_d(fmpq_mat_entry(G, m, n)));
    fmpq_mat_clear(X), fmpq_mat_clear(y), fmpq_mat_clear(T), fmpq_mat_clear(G);
    return sqrt(sqrt((double)N) / sum);
}

static void one(cf_run *run, const cf_start_case *c, double t, double log_alpha, double least) {
    const size_t N = c->p.N, d = c->p.d;
    double *beta = malloc(d * sizeof *beta), size = cf_norm_l2(c->p.y, N);
    double kappa = cf_norm_l2(c->p.X, N * d) / sqrt((double)N) / least;
    double tau = t == 0 ? 0 : log(4 * c->depth * c->depth) + (2 * c->depth - 2) * log_alpha + log(t);
    arb_ptr ball = _arb_vec_init((slong)d), own = _arb_vec_init((slong)d);
    cf_ref_alpha_t alpha;
    fmpq_t time;
    arb_t error, bound;
    cf_ref_alpha_init(alpha), fmpq_init(time), arb_init(error), arb_init(bound);
    cf_ref_alpha_set_double(alpha, log_alpha, 1);
    cf_fmpq_set_double(time, cf_run_canary(run) ? 1.01 * t : t);
    int ok = cf_kernel_flow(beta, c->p.X, c->p.y, log_alpha, c->depth, t, N, d) == CF_OK &&
             cf_ref_kernel_flow(ball, c->p.X, c->p.y, alpha, c->depth_exact, time, N, d, 90) == CF_REF_OK;
    for (size_t i = 0; i < d; i++) arb_set_d(own + i, beta[i]);
    cf_starts_distance(error, own, ball, d, 128);
    arb_set_d(bound, (32 * (double)(N + d) * fmax(kappa, 1) + 8 * fabs(tau) + 16) * 0x1p-53 * size / least);
    if (ok)
        cf_fact_le(run, "||beta_lin(t) - ball||_2 <= B", error, bound);
    else
        cf_fact(run, "both were found", CF_UNKNOWN);
    cf_ref_alpha_clear(alpha), fmpq_clear(time), arb_clear(error), arb_clear(bound);
    _arb_vec_clear(ball, (slong)d), _arb_vec_clear(own, (slong)d);
    free(beta);
}

static void check_case(cf_run *run, const cf_start_case *c, double share) {
    static const double log_alpha[] = {-2, 0, 1.5};
    double least = least_singular(&c->p);
    for (int k = 0; k < 3; k++)
        one(run, c, share * exp((2 - 2 * c->depth) * log_alpha[k]) / (least * least), log_alpha[k], least);
}

static void check(cf_run *run) {
    static const double times[] = {0.003, 0.05, 0.6, 0}; /* in units of the slowest rate's inverse */
    cf_for_starts(run, cf_run_tier(run) == CF_TIER_QUICK ? 24 : 240, 1, times, 4, check_case);
}

const cf_claim cf_claim_core_kernel_flow = {
    .id = "core_kernel_flow",
    .section = "3",
    .items = "kernel regime",
    .title = "The linearised model's flow in doubles",
    .statement = "cf_kernel_flow lies within its declared bound of X^T (X X^T)^-1 (I - exp(-4 D^2 "
                 "alpha^(2D-2) t X X^T)) y.",
    .tex = "\\beta_{\\mathrm{lin}}(t)=X^\\top(XX^\\top)^{-1}(I-e^{-2tK_0})y,\\quad "
           "K_0=2D^2\\alpha^{2D-2}XX^\\top",
    .domain = "X of full row rank, not too ill-conditioned; any y, alpha, D >= 2, t >= 0",
    .checked = "24 problems (quick) of six families, N <= 3, d <= 6, D = 2, 5/2, 3, 4, log alpha = -2, 0, "
               "3/2, t from 0 to about the slowest time",
    .uses = "",
    .proof_uses = "kernel_flow_limit",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 8,
    .canary = "the exact t is 1 % larger",
    .argument = NULL,
    .check = check,
};
