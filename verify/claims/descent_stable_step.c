/* descent_stable_step.c - the largest stable step at a zero-loss point: just below it descent from nearby is
 * proved to converge (reference/descend.c), just above it the residual is proved to grow. The start is the
 * limit of the flow in doubles, as weights; y is what they fit, but for 2^-30. */
#include "core/certiflow.h"
#include "verify/starts.h"
#include <math.h>
#include <stdlib.h>

enum { PREC = 3072, STEPS = 220 };

typedef struct {
    slong N, d;
    const double *X;
    arb_ptr w[2], r;
    double eta;
} orbit;

/* r = X (w_+^2 - w_-^2) - y; y as balls */
static void residual(orbit *o, arb_srcptr y) {
    arb_t b, x;
    arb_init(b), arb_init(x);
    for (slong n = 0; n < o->N; n++) arb_neg(o->r + n, y + n);
    for (slong i = 0; i < o->d; i++) {
        arb_mul(b, o->w[0] + i, o->w[0] + i, PREC);
        arb_submul(b, o->w[1] + i, o->w[1] + i, PREC);
        for (slong n = 0; n < o->N; n++) {
            arb_set_d(x, o->X[n * o->d + i]);
            arb_addmul(o->r + n, x, b, PREC);
        }
    }
    arb_clear(b), arb_clear(x);
}

static void step(orbit *o) {
    arb_t g, x;
    arb_init(g), arb_init(x);
    for (slong i = 0; i < o->d; i++) {
        arb_zero(g);
        for (slong n = 0; n < o->N; n++) {
            arb_set_d(x, o->X[n * o->d + i]);
            arb_addmul(g, x, o->r + n, PREC);
        }
        arb_set_d(x, 4 * o->eta);
        arb_mul(g, g, x, PREC);
        arb_submul(o->w[0] + i, o->w[0] + i, g, PREC);
        arb_addmul(o->w[1] + i, o->w[1] + i, g, PREC);
    }
    arb_clear(g), arb_clear(x);
}

/* ||r|| before and after STEPS steps at eta */
static void growth(arb_t before, arb_t after, const cf_start_case *c, const double *wp, const double *wm,
                   const double *y, double eta) {
    orbit o = {(slong)c->p.N, (slong)c->p.d, c->p.X, {NULL, NULL}, NULL, eta};
    o.w[0] = _arb_vec_init(o.d), o.w[1] = _arb_vec_init(o.d), o.r = _arb_vec_init(o.N);
    arb_ptr target = _arb_vec_init(o.N);
    for (slong i = 0; i < o.d; i++) arb_set_d(o.w[0] + i, wp[i]), arb_set_d(o.w[1] + i, wm[i]);
    for (slong n = 0; n < o.N; n++) arb_set_d(target + n, y[n]);
    residual(&o, target);
    cf_ref_norm_l2(before, o.r, c->p.N, 128);
    for (int k = 0; k < STEPS; k++) step(&o), residual(&o, target);
    cf_ref_norm_l2(after, o.r, c->p.N, 128);
    _arb_vec_clear(o.w[0], o.d), _arb_vec_clear(o.w[1], o.d), _arb_vec_clear(o.r, o.N),
        _arb_vec_clear(target, o.N);
}

static void facts(cf_run *run, const cf_start_case *c, const double *wp, const double *wm, const double *y,
                  double stable) {
    const slong d = (slong)c->p.d;
    arb_ptr beta = _arb_vec_init(3 * d), w = _arb_vec_init(2 * d);
    arb_t before, after, eta, t;
    fmpq_t step_exact;
    cf_ref_descent_info info;
    arb_init(before), arb_init(after), arb_init(eta), arb_init(t), fmpq_init(step_exact);
    for (slong i = 0; i < d; i++) arb_set_d(w + i, wp[i]), arb_set_d(w + d + i, wm[i]);
    double below = (cf_run_canary(run) == 1 ? 1.03 : 0.98) * stable,
           above = (cf_run_canary(run) == 2 ? 0.98 : 1.02) * stable;
    cf_ref_status status =
        cf_ref_stable_step(eta, NULL, c->p.X, w, w + d, c->depth_exact, c->p.N, c->p.d, 64);
    arb_set_d(t, stable);
    arb_sub(t, t, eta, 128), arb_abs(t, t);
    arb_mul_2exp_si(eta, eta, -30);
    if (status == CF_REF_OK) cf_fact_le(run, "2/lambda_max in doubles within 2^-30", t, eta);
    growth(before, after, c, wp, wm, y, below);
    cf_fact_lt(run, "0.98 of it: ||r|| falls", after, before);
    cf_ref_alpha_struct *p = cf_starts_exact(wp, (size_t)d, 0), *m = cf_starts_exact(wm, (size_t)d, 0);
    cf_fmpq_set_double(step_exact, below);
    status = cf_run_canary(run) ? CF_REF_OK
                                : cf_ref_descend(beta, beta + d, beta + 2 * d, &info, c->p.X, y, p, m,
                                                 step_exact, c->depth_exact, 1600, c->p.N, c->p.d, 40);
    cf_fact(run, "0.98 of it: descent is proved to converge", status == CF_REF_OK ? CF_TRUE : CF_UNKNOWN);
    growth(before, after, c, wp, wm, y, above);
    cf_fact_lt(run, "1.02 of it: ||r|| grows", before, after);
    cf_starts_clear(p, (size_t)d), cf_starts_clear(m, (size_t)d);
    _arb_vec_clear(beta, 3 * d), _arb_vec_clear(w, 2 * d);
    arb_clear(before), arb_clear(after), arb_clear(eta), arb_clear(t), fmpq_clear(step_exact);
}

static void check_case(cf_run *run, const cf_start_case *c, double share) {
    const size_t N = c->p.N, d = c->p.d;
    double *work = malloc((3 * d + N) * sizeof *work), *wp = work + d, *wm = wp + d, *y = wm + d, stable;
    (void)share;
    int ok =
        cf_limit_start(work, NULL, wp, wm, NULL, c->p.X, c->p.y, c->log_plus, c->log_minus, 2, N, d) == CF_OK;
    for (size_t n = 0; n < N; n++) {
        y[n] = ldexp(1.0, -30);
        for (size_t i = 0; i < d; i++) y[n] += c->p.X[n * d + i] * (wp[i] * wp[i] - wm[i] * wm[i]);
    }
    ok = ok && cf_stable_step(&stable, NULL, c->p.X, wp, wm, 2, N, d) == CF_OK;
    if (cf_hypothesis(run, "the limit was found", ok ? CF_TRUE : CF_FALSE)) facts(run, c, wp, wm, y, stable);
    free(work);
}

static void check(cf_run *run) {
    cf_for_starts(run, cf_run_tier(run) == CF_TIER_QUICK ? 4 : 60, 0, NULL, 0, check_case);
}

const cf_claim cf_claim_descent_stable_step = {
    .id = "descent_stable_step",
    .section = "2",
    .items = "(1)",
    .title = "The largest stable step is 2/lambda_max of 8 X diag(w_+^2 + w_-^2) X^T",
    .statement =
        "At a zero-loss point of the model (4) the non-zero eigenvalues of the Hessian of L are those of 8 X "
        "diag(w_+^2 + w_-^2) "
        "X^T. Descent from nearby converges at 0.98 of 2/lambda_max, and at 1.02 of it the residual grows.",
    .tex = "\\eta_{\\max}=2/\\lambda_{\\max}\\big(8X\\,\\mathrm{diag}(w_+^2+w_-^2)X^\\top\\big)",
    .domain = "any zero-loss point of the model (4)",
    .checked = "4 limits of the flow (quick), N <= 3, d <= 6, residual 2^-30: convergence proved at 0.98, "
               "growth over 220 steps in balls at 1.02",
    .uses = "",
    .proof_uses = "eq13",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 12,
    .canary = "1.03 of it is stable; 0.98 of it is not",
    .canaries = 2,
    .argument = NULL,
    .check = check,
};
