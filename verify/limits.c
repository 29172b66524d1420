/* limits.c - the certified limit beta_alpha(infinity) on instances. */
#include "verify/limits.h"

#include <stdio.h>

int cf_limit_case_init(cf_limit_case *c, const cf_problem *p, double log_alpha, slong prec) {
    cf_ref_alpha_t alpha;
    arb_t x;
    *c = (cf_limit_case){
        .problem = p, .N = (slong)p->N, .d = (slong)p->d, .log_alpha = log_alpha, .prec = prec};
    arb_init(c->log_alpha_ball);
    arb_set_d(c->log_alpha_ball, log_alpha);
    c->beta = _arb_vec_init(c->d);
    c->nu = _arb_vec_init(c->N);
    c->s = _arb_vec_init(c->d);
    fmpq_mat_init(c->X, c->N, c->d);
    fmpq_mat_init(c->y, c->N, 1);
    cf_problem_exact(c->X, c->y, p);
    cf_ref_alpha_init(alpha);
    cf_ref_alpha_set_double(alpha, log_alpha, 1);
    cf_ref_status status = cf_ref_limit(c->beta, c->nu, NULL, p->X, p->y, alpha, p->N, p->d, prec);
    cf_ref_alpha_clear(alpha);
    arb_init(x);
    for (slong i = 0; i < c->d; i++)
        for (slong n = 0; n < c->N; n++) {
            arb_set_fmpq(x, fmpq_mat_entry(c->X, n, i), 2 * prec);
            arb_addmul(c->s + i, x, c->nu + n, 2 * prec);
        }
    arb_clear(x);
    for (slong i = 0; i < c->d; i++)
        if (!arb_is_finite(c->beta + i) || !arb_is_finite(c->s + i)) return 0;
    return status == CF_REF_OK;
}

void cf_limit_case_clear(cf_limit_case *c) {
    arb_clear(c->log_alpha_ball);
    _arb_vec_clear(c->beta, c->d);
    _arb_vec_clear(c->nu, c->N);
    _arb_vec_clear(c->s, c->d);
    fmpq_mat_clear(c->X);
    fmpq_mat_clear(c->y);
}

void cf_for_limits(cf_run *run, size_t problems, size_t d_max, const double *log_alpha, size_t n_alpha,
                   slong prec, void (*check)(cf_run *run, const cf_limit_case *c)) {
    if (cf_run_tier(run) != CF_TIER_QUICK) problems *= 8;
    for (size_t k = 0; k < problems; k++) {
        cf_problem p;
        cf_problem_nth(&p, cf_run_seed(run) % 100000, k, d_max);
        for (size_t a = 0; a < n_alpha; a++) {
            cf_limit_case c;
            char more[48];
            snprintf(more, sizeof more, "log alpha = %g", log_alpha[a]);
            cf_problem_begin(run, &p, more);
            int certified = cf_limit_case_init(&c, &p, log_alpha[a], prec);
            if (certified)
                check(run, &c);
            else
                cf_fact(run, "the limit exists (Krawczyk certificate)", CF_UNKNOWN);
            cf_limit_case_clear(&c);
        }
        cf_problem_clear(&p);
        if (cf_run_expired(run) && k + 1 < problems) {
            cf_left_undone(run, "%zu of %zu problems", problems - k - 1, problems);
            return;
        }
    }
}

void cf_max_abs(arb_t out, arb_srcptr x, slong n, slong prec) {
    arb_t a;
    arb_init(a);
    arb_zero(out);
    for (slong i = 0; i < n; i++) {
        arb_abs(a, x + i);
        arb_max(out, out, a, prec);
    }
    arb_clear(a);
}

void cf_residual_max(arb_t out, const fmpq_mat_t X, const fmpq_mat_t y, arb_srcptr b, slong prec) {
    slong N = fmpq_mat_nrows(X), d = fmpq_mat_ncols(X);
    arb_ptr r = _arb_vec_init(N);
    arb_t x;
    arb_init(x);
    for (slong n = 0; n < N; n++) {
        for (slong i = 0; i < d; i++) {
            arb_set_fmpq(x, fmpq_mat_entry(X, n, i), prec);
            arb_addmul(r + n, x, b + i, prec);
        }
        arb_set_fmpq(x, fmpq_mat_entry(y, n, 0), prec);
        arb_sub(r + n, r + n, x, prec);
    }
    cf_max_abs(out, r, N, prec);
    arb_clear(x);
    _arb_vec_clear(r, N);
}

void cf_two_exp(arb_t out, slong e) {
    arb_one(out);
    arb_mul_2exp_si(out, out, e);
}
