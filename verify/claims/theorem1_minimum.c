/* theorem1_minimum.c - (10), the problem itself, not its KKT conditions: Q_alpha of (5) is evaluated in balls
 * at the limit and at other interpolants, exact kernel vectors z away, and compared. */
#include "verify/limits.h"
#include "core/certiflow.h"

static const double log_alpha[] = {-300.0, -20.0, -2.0, 0.0, 1.0, 30.0};
enum { N_ALPHA = sizeof log_alpha / sizeof *log_alpha };

/* z = d normals, projected on ker X: z - X^T (X X^T)^-1 X z, exactly; scaled to max |z| = 1 in balls */
static void kernel_vector(arb_ptr z, const cf_limit_case *c, uint64_t seed) {
    cf_rng rng;
    double g[64];
    fmpq_mat_t v, u, T, G, b;
    arb_t scale;
    fmpq_mat_init(v, c->d, 1);
    fmpq_mat_init(u, c->d, 1);
    fmpq_mat_init(T, c->d, c->N);
    fmpq_mat_init(G, c->N, c->N);
    fmpq_mat_init(b, c->N, 1);
    arb_init(scale);
    cf_rng_init(&rng, seed);
    cf_rng_normals(g, &rng, (size_t)c->d);
    for (slong i = 0; i < c->d; i++) cf_fmpq_set_double(fmpq_mat_entry(v, i, 0), g[i]);
    fmpq_mat_transpose(T, c->X);
    fmpq_mat_mul(G, c->X, T);
    fmpq_mat_mul(b, c->X, v);
    fmpq_mat_solve(b, G, b);
    fmpq_mat_mul(u, T, b);
    fmpq_mat_sub(v, v, u);
    for (slong i = 0; i < c->d; i++) arb_set_fmpq(z + i, fmpq_mat_entry(v, i, 0), 2 * c->prec);
    cf_max_abs(scale, z, c->d, 2 * c->prec);
    for (slong i = 0; i < c->d; i++) arb_div(z + i, z + i, scale, 2 * c->prec);
    fmpq_mat_clear(v);
    fmpq_mat_clear(u);
    fmpq_mat_clear(T);
    fmpq_mat_clear(G);
    fmpq_mat_clear(b);
    arb_clear(scale);
}

/* b = beta + (num/den) scale z */
static void moved(arb_ptr b, const cf_limit_case *c, arb_srcptr z, const arb_t scale, slong num, slong den) {
    arb_t t;
    arb_init(t);
    arb_mul_si(t, scale, num, 2 * c->prec);
    arb_div_si(t, t, den, 2 * c->prec);
    for (slong i = 0; i < c->d; i++) {
        arb_set(b + i, c->beta + i);
        arb_addmul(b + i, z + i, t, 2 * c->prec);
    }
    arb_clear(t);
}

static void check_limit(cf_run *run, const cf_limit_case *c) {
    static const slong step[6][2] = {{1, 10000}, {-1, 10000}, {1, 10}, {-1, 10}, {10, 1}, {-10, 1}};
    if (!cf_hypothesis(run, "X has a kernel", c->N < c->d ? CF_TRUE : CF_FALSE)) return;
    arb_ptr z = _arb_vec_init(c->d), b = _arb_vec_init(c->d);
    arb_t scale, least, other;
    arb_init(scale);
    arb_init(least);
    arb_init(other);
    kernel_vector(z, c, c->problem->seed);
    cf_max_abs(scale, c->beta, c->d, 2 * c->prec);
    moved(b, c, z, scale, cf_run_canary(run), 1000);
    cf_ref_alpha2_Q(least, b, c->log_alpha_ball, (size_t)c->d, 2 * c->prec);
    for (int k = 0; k < 6; k++) {
        moved(b, c, z, scale, step[k][0], step[k][1]);
        cf_ref_alpha2_Q(other, b, c->log_alpha_ball, (size_t)c->d, 2 * c->prec);
        cf_fact_lt(run, "alpha^2 Q_alpha at the minimum and at another interpolant", least, other);
    }
    _arb_vec_clear(z, c->d);
    _arb_vec_clear(b, c->d);
    arb_clear(scale);
    arb_clear(least);
    arb_clear(other);
}

static void check(cf_run *run) {
    cf_for_limits(run, 66, 12, log_alpha, N_ALPHA, 128, check_limit);
}

const cf_claim cf_claim_theorem1_minimum = {
    .id = "theorem1_minimum",
    .section = "A",
    .items = "(10)",
    .title = "The limit has the least Q_alpha among interpolants",
    .statement = "Q_alpha(beta_alpha(infinity)) < Q_alpha(beta) for every other beta with X beta = y: tried "
                 "on beta = beta_alpha(infinity) + t z, z in ker X, t from 10^-4 to 10 in both directions.",
    .tex = "\\beta_\\alpha(\\infty)=\\arg\\min_\\beta Q_\\alpha(\\beta)\\ \\text{s.t.}\\ X\\beta=y",
    .domain = "alpha > 0, X of full row rank",
    .checked = "certified limits (128 bits) of a mixed sequence of problems of all families, N and d up to "
               "12, log alpha from -300 to 30, X with a kernel; random kernel vectors",
    .uses = "theorem1_kkt",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "the minimum is at beta_alpha(infinity) + 0.001 ||beta||_inf z/||z||_inf",
    .argument = NULL,
    .check = check,
};
