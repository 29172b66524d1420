/* agreement.c - the limit in doubles held against the certified limit.
 *
 * The bound. core/limit.c derives |beta - beta*| <= B = chi |r| + (1 + chi |X|_F) (rho |v| + 2^-50 |beta|) in
 * Euclidean norms, with r = y - X beta, v_i = sqrt(beta_i^2 + 4 alpha^4), rho = (N + 8) 2^-53 max_i sum_n
 * |X_ni nu_n| and chi the largest norm of the inverse of N independent columns of X, whose rows are first
 * brought to one size by powers of two. The largest is over all choices of columns; where there are
 * more than 300 it is replaced by what one choice gives, the basis that the reference's search ends in, and
 * the spectral norm always by |A|_2 >= max(|A|_F / sqrt(N), the longest row, the longest column). So the
 * bound that is checked is at least as strong as the one declared.
 *
 * B holds the residual of the computed beta itself, so alone it would be met by a beta that solves nothing.
 * The residual has a bound of its own, the one that cf_limit declares: 1e-12 max |y| or 2^-50 |X| |beta|,
 * checked in balls.
 *
 * The norms. ||beta|_1 - |beta*|_1| <= |beta - beta*|_1 <= sqrt(d) |beta - beta*|_2, and ||beta|_2 -
 * |beta*|_2| <= |beta - beta*|_2; cf_norm_l1 and cf_norm_l2 add two units in the last place, 2^-51 of the
 * norm.
 *
 * Depth D > 2, p = D/(D-2): core/limit_depth.c derives B = chi |r| + (1 + chi |X|_F) (2^-48 + p 2^-69) |beta|.
 *
 * The dual. Declared for log alpha <= 300: |beta_i| |x_i^T (nu + nu_lo - nu*)| <= B for each i, at depth D for D log alpha <= 300 that p |beta_i| |x_i^T (nu + nu_lo - nu*)| <= 2 B. Nothing is
 * promised of nu itself, which underflows in the kernel regime (nu = e^(-1400) (X X^T)^-1 y/2 at log alpha =
 * 700), or of x_i^T nu where beta_i is nothing beside the others: its digits are data. */
#include "verify/agreement.h"
#include "core/certiflow.h"
#include "reference/limit.h"
#include "verify/digits.h"
#include "verify/limits.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { PREC = 96, WORK = 224 };
#define MODERATE_BOUND 1e-12
#define LN_1_05 0.0488   /* the canary's alpha is e^0.0488 = 1.05 times as large */
#define MOST_DIGITS 20.0 /* more are not told apart */

typedef struct {
    const cf_agreement_problem *p;
    const cf_agreement_point *a;
    arb_ptr beta, nu;              /* d, N: the exact ones */
    arb_t norm_l1, norm_l2, error; /* of beta*, and |beta - beta*|_2 */
    arb_t bound;                   /* B */
} comparison;

static void comparison_init(comparison *c, const cf_agreement_problem *p, const cf_agreement_point *a) {
    c->p = p;
    c->a = a;
    c->beta = _arb_vec_init((slong)p->d);
    c->nu = _arb_vec_init((slong)p->N);
    arb_init(c->norm_l1), arb_init(c->norm_l2), arb_init(c->error), arb_init(c->bound);
}

static void comparison_clear(comparison *c) {
    _arb_vec_clear(c->beta, (slong)c->p->d);
    _arb_vec_clear(c->nu, (slong)c->p->N);
    arb_clear(c->norm_l1), arb_clear(c->norm_l2), arb_clear(c->error), arb_clear(c->bound);
}

/* nonzero iff the fact takes part in this run */
static int asked(const cf_run *run, cf_agreement_canary fact) {
    return !cf_run_canary(run) || cf_run_canary(run) == (int)fact;
}

/* |R (y - X beta)|_2 of the computed beta, R = diag(2^row) */
static void residual(arb_t out, const comparison *c, const slong *row) {
    size_t d = c->p->d;
    arb_t r, x, b;
    arb_init(r), arb_init(x), arb_init(b);
    arb_zero(out);
    for (size_t n = 0; n < c->p->N; n++) {
        arb_set_d(r, c->p->y[n]);
        for (size_t i = 0; i < d; i++) {
            arb_set_d(x, c->p->X[n * d + i]);
            arb_set_d(b, c->a->beta[i]);
            arb_submul(r, x, b, WORK);
        }
        arb_mul_2exp_si(r, r, row[n]);
        arb_addmul(out, r, r, WORK);
    }
    arb_sqrtpos(out, out, WORK);
    arb_clear(r), arb_clear(x), arb_clear(b);
}

/* |X beta - y| of each sample at most 1e-12 max |y| or 2^-50 |X| |beta| of that sample, whichever is larger;
 * its canary has 1.000001 beta. */
static void agree_residual(cf_run *run, const comparison *c) {
    arb_t r, x, b, size, least, bound;
    arb_init(r), arb_init(x), arb_init(b), arb_init(size), arb_init(least), arb_init(bound);
    for (size_t n = 0; n < c->p->N; n++) {
        arb_set_d(b, fabs(c->p->y[n]));
        arb_max(least, least, b, WORK);
    }
    arb_set_d(x, MODERATE_BOUND);
    arb_mul(least, least, x, WORK);
    for (size_t n = 0; n < c->p->N; n++) {
        arb_set_d(r, c->p->y[n]);
        arb_zero(size);
        for (size_t i = 0; i < c->p->d; i++) {
            arb_set_d(x, c->p->X[n * c->p->d + i]);
            arb_set_d(b, c->a->beta[i] * (cf_run_canary(run) ? 1.000001 : 1));
            arb_mul(x, x, b, WORK);
            arb_sub(r, r, x, WORK);
            arb_abs(x, x);
            arb_add(size, size, x, WORK);
        }
        arb_mul_2exp_si(size, size, -50);
        arb_max(bound, least, size, WORK);
        cf_agrees(run, "|X beta - y| <= max(1e-12 max |y|, 2^-50 |X| |beta|)", 0, r, bound);
    }
    arb_clear(r), arb_clear(x), arb_clear(b), arb_clear(size), arb_clear(least), arb_clear(bound);
}

/* A = R X, the largest entry of each row in [1, 2) */
static void scaled_rows(arb_mat_t A, slong *row, const cf_agreement_problem *p) {
    for (size_t n = 0; n < p->N; n++) {
        double top = 0;
        for (size_t i = 0; i < p->d; i++) top = fmax(top, fabs(p->X[n * p->d + i]));
        row[n] = -ilogb(top);
        for (size_t i = 0; i < p->d; i++) {
            arb_ptr entry = arb_mat_entry(A, (slong)n, (slong)i);
            arb_set_d(entry, p->X[n * p->d + i]);
            arb_mul_2exp_si(entry, entry, row[n]);
        }
    }
}

static int is_deep(const comparison *c) {
    return c->p->depth > 2;
}

/* p = D/(D-2) */
static void power(arb_t p, const comparison *c) {
    arb_t gap;
    arb_init(gap);
    arb_set_d(p, c->p->depth);
    arb_sub_ui(gap, p, 2, WORK);
    arb_div(p, p, gap, WORK);
    arb_clear(gap);
}

/* (2^-48 + p 2^-69) |beta|_2 */
static void rounding_error_depth(arb_t out, const comparison *c) {
    arb_t x;
    arb_init(x);
    arb_set_d(out, cf_norm_l2(c->a->beta, c->p->d));
    power(x, c);
    arb_mul_2exp_si(x, x, -21);
    arb_add_ui(x, x, 1, WORK);
    arb_mul(out, out, x, WORK);
    arb_mul_2exp_si(out, out, -48);
    arb_clear(x);
}

/* rho |v|_2 + 2^-50 |beta|_2 of the computed beta and nu */
static void exponent_error(arb_t out, const comparison *c) {
    arb_t rho, sum, x, alpha2;
    arb_init(rho), arb_init(sum), arb_init(x), arb_init(alpha2);
    arb_set_d(alpha2, 2 * c->a->log_alpha);
    arb_exp(alpha2, alpha2, WORK);
    arb_mul(alpha2, alpha2, alpha2, WORK);
    arb_mul_2exp_si(alpha2, alpha2, 2); /* 4 alpha^4 */
    arb_ptr size = _arb_vec_init(2);    /* |beta|^2, |v|^2 */
    for (size_t i = 0; i < c->p->d; i++) {
        arb_zero(sum);
        for (size_t n = 0; n < c->p->N; n++) {
            arb_set_d(x, fabs(c->p->X[n * c->p->d + i]));
            arb_set_d(out, fabs(c->a->nu[n]));
            arb_addmul(sum, x, out, WORK);
        }
        arb_max(rho, rho, sum, WORK);
        arb_set_d(x, c->a->beta[i]);
        arb_addmul(size, x, x, WORK);
        arb_addmul(size + 1, x, x, WORK);
        arb_add(size + 1, size + 1, alpha2, WORK);
    }
    arb_mul_ui(rho, rho, c->p->N + 8, WORK);
    arb_mul_2exp_si(rho, rho, -53);
    arb_sqrtpos(out, size + 1, WORK);
    arb_mul(out, out, rho, WORK);
    arb_sqrtpos(x, size, WORK);
    arb_mul_2exp_si(x, x, -50);
    arb_add(out, out, x, WORK);
    _arb_vec_clear(size, 2);
    arb_clear(rho), arb_clear(sum), arb_clear(x), arb_clear(alpha2);
}

/* c->bound, given the exact limit; nonzero iff X_B is proved invertible */
static int set_bound(comparison *c, const size_t *basis) {
    slong N = (slong)c->p->N, *row = malloc(c->p->N * sizeof *row);
    arb_mat_t A;
    arb_t chi, norm, r;
    if (!row) return 0;
    arb_mat_init(A, N, (slong)c->p->d);
    arb_init(chi), arb_init(norm), arb_init(r);
    scaled_rows(A, row, c->p);
    int invertible = cf_set_chi(chi, A, basis);
    if (invertible) {
        arb_mat_frobenius_norm(norm, A, WORK);
        residual(r, c, row);
        arb_mul(norm, norm, chi, WORK);
        arb_add_ui(norm, norm, 1, WORK);
        (is_deep(c) ? rounding_error_depth : exponent_error)(c->bound, c);
        arb_mul(c->bound, c->bound, norm, WORK);
        arb_addmul(c->bound, chi, r, WORK);
    }
    arb_clear(chi), arb_clear(norm), arb_clear(r);
    arb_mat_clear(A);
    free(row);
    return invertible;
}

/* The exact limit at alpha, and c's numbers; nonzero on success. */
static int compare(comparison *c, const cf_ref_alpha_t alpha) {
    const cf_agreement_problem *p = c->p;
    cf_ref_limit_solver s;
    fmpq_t depth;
    fmpq_init(depth);
    cf_fmpq_set_double(depth, p->depth);
    int done = cf_ref_limit_solver_init_depth(&s, p->X, p->y, alpha, depth, p->N, p->d) == CF_REF_OK &&
               cf_ref_limit_solver_enclose(c->beta, c->nu, &s, PREC) == CF_REF_OK;
    if (done) {
        cf_distance_l2(c->error, c->a->beta, NULL, c->beta, p->d, WORK);
        cf_ref_norm_l1(c->norm_l1, c->beta, p->d, WORK);
        cf_ref_norm_l2(c->norm_l2, c->beta, p->d, WORK);
        done = set_bound(c, s.search.basis);
    }
    cf_ref_limit_solver_clear(&s);
    fmpq_clear(depth);
    return done;
}

/* z = |x_i^T (nu + nu_lo - nu*)| */
static void dual_error(arb_t z, const comparison *c, size_t i) {
    arb_t t, x;
    arb_init(t), arb_init(x);
    arb_zero(z);
    for (size_t n = 0; n < c->p->N; n++) {
        arb_set_d(t, c->a->nu[n]);
        arb_set_d(x, c->a->nu_lo[n]);
        arb_add(t, t, x, WORK);
        arb_sub(t, t, c->nu + n, WORK);
        arb_set_d(x, c->p->X[n * c->p->d + i]);
        arb_addmul(z, x, t, WORK);
    }
    arb_abs(z, z);
    arb_clear(t), arb_clear(x);
}

/* |beta_i| z <= B, or p |beta_i| z <= 2 B */
static void agree_dual_entry(cf_run *run, const comparison *c, arb_t z, size_t i) {
    arb_t t;
    arb_init(t);
    arb_set_d(t, fabs(c->a->beta[i]));
    arb_mul(z, z, t, WORK);
    if (!is_deep(c)) {
        cf_agrees(run, "|beta_i| |x_i^T (nu - nu*)| <= B", 0, z, c->bound);
    } else {
        power(t, c);
        arb_mul(z, z, t, WORK);
        arb_mul_2exp_si(t, c->bound, 1);
        cf_agrees(run, "p |beta_i| |x_i^T (nu - nu*)| <= 2 B", 0, z, t);
    }
    arb_clear(t);
}

/* X^T nu where something is promised; returns the correct decimals of the worst of all its entries. */
static double agree_dual(cf_run *run, const comparison *c) {
    const double most = is_deep(c) ? 300 / c->p->depth : 300;
    arb_t z, one;
    arb_init(z), arb_init(one);
    double worst = 0;
    for (size_t i = 0; i < c->p->d; i++) {
        dual_error(z, c, i);
        worst = fmax(worst, cf_ball_upper(z));
        if (c->a->log_alpha <= most && asked(run, CF_CANARY_DUAL)) agree_dual_entry(run, c, z, i);
    }
    arb_one(one), arb_set_d(z, worst);
    double right = isfinite(worst) ? cf_digits(z, one, MOST_DIGITS) : NAN;
    arb_clear(z), arb_clear(one);
    return right;
}

/* |computed - norm| <= sqrt(terms) B + 2^-51 norm; returns the correct digits */
static double agree_norm(cf_run *run, cf_agreement_canary fact, double computed, const arb_t norm,
                         const comparison *c, size_t terms) {
    arb_t error, bound, t;
    arb_init(error), arb_init(bound), arb_init(t);
    arb_set_d(error, computed);
    arb_sub(error, error, norm, WORK);
    arb_sqrt_ui(bound, terms, WORK);
    arb_mul(bound, bound, c->bound, WORK);
    arb_mul_2exp_si(t, norm, -51);
    arb_add(bound, bound, t, WORK);
    if (asked(run, fact))
        cf_agrees(run, fact == CF_CANARY_NORM_L1 ? "|beta|_1" : "|beta|_2", 0, error, bound);
    arb_abs(error, error);
    double right = cf_digits(error, norm, MOST_DIGITS);
    arb_clear(error), arb_clear(bound), arb_clear(t);
    return right;
}

/* the digits of nu, relative to |nu*|_2 */
static double digits_nu(const comparison *c) {
    arb_t error, size;
    arb_init(error), arb_init(size);
    cf_distance_l2(error, c->a->nu, c->a->nu_lo, c->nu, c->p->N, WORK);
    cf_ref_norm_l2(size, c->nu, c->p->N, WORK);
    double right = cf_digits(error, size, MOST_DIGITS);
    arb_clear(error), arb_clear(size);
    return right;
}

static void report(cf_run *run, const comparison *c) {
    const cf_agreement_problem *p = c->p;
    arb_t t;
    arb_init(t);
    if (asked(run, CF_CANARY_RESIDUAL)) agree_residual(run, c);
    if (asked(run, CF_CANARY_BETA)) cf_agrees(run, "|beta - beta*|_2 <= B", 0, c->error, c->bound);
    if (p->moderate && asked(run, CF_CANARY_MODERATE)) {
        arb_set_d(t, MODERATE_BOUND);
        arb_mul(t, t, c->norm_l2, WORK);
        cf_agrees(run, "|beta - beta*|_2 <= 1e-12 |beta*|_2", 0, c->error, t);
    }
    arb_div(t, c->error, c->bound, WORK);
    cf_evidence_sample(run, "beta_error_over_bound", cf_ball_upper(t));
    double l1 = agree_norm(run, CF_CANARY_NORM_L1, cf_norm_l1(c->a->beta, p->d), c->norm_l1, c, p->d);
    double l2 = agree_norm(run, CF_CANARY_NORM_L2, cf_norm_l2(c->a->beta, p->d), c->norm_l2, c, 1);
    double z = agree_dual(run, c);
    cf_evidence_row(run, "agreement", "log_alpha", c->a->log_alpha, "depth", c->p->depth, "N", (double)p->N,
                    "d", (double)p->d, "family", (double)p->family, "digits_beta",
                    cf_digits(c->error, c->norm_l2, MOST_DIGITS), "digits_bound",
                    cf_digits(c->bound, c->norm_l2, MOST_DIGITS), "digits_nu", digits_nu(c), "decimals_z", z,
                    "digits_norm_l1", l1, "digits_norm_l2", l2, "iterations", (double)c->a->iterations, NULL);
    arb_clear(t);
}

void cf_agree_limit(cf_run *run, const cf_agreement_problem *p, const cf_agreement_point *point) {
    cf_ref_alpha_t alpha;
    comparison c;
    cf_ref_alpha_init(alpha);
    int other = cf_run_canary(run) && cf_run_canary(run) != CF_CANARY_RESIDUAL;
    cf_ref_alpha_set_double(alpha, point->log_alpha + (other ? LN_1_05 : 0), 1);
    comparison_init(&c, p, point);
    if (compare(&c, alpha))
        report(run, &c);
    else
        cf_fact(run, "the exact limit is enclosed", CF_UNKNOWN);
    comparison_clear(&c);
    cf_ref_alpha_clear(alpha);
}

void cf_agree_solve(cf_run *run, const cf_agreement_problem *p, double log_alpha) {
    double *beta = malloc((p->d + 2 * p->N) * sizeof *beta), *nu = beta + p->d, *nu_lo = nu + p->N;
    cf_limit_info info;
    const double depth = p->depth;
    cf_status status =
        beta ? cf_limit_depth(beta, nu, nu_lo, &info, p->X, p->y, log_alpha, depth, p->N, p->d) : CF_ENOMEM;
    cf_exact(run, depth > 2 ? "cf_limit_depth solves it" : "cf_limit solves it", status == CF_OK);
    if (status == CF_OK) {
        cf_agreement_point point = {log_alpha, beta, nu, nu_lo, info.iterations};
        cf_agree_limit(run, p, &point);
    }
    free(beta);
}

void cf_agree_legend(cf_run *run) {
    for (int f = 0; f < CF_FAMILIES; f++) {
        char key[24];
        snprintf(key, sizeof key, "family_%d", f);
        cf_evidence_text(run, key, "%s", cf_family_name((cf_family)f));
    }
    cf_evidence_text(run, "family_9", "y = X beta summed in doubles");
    cf_evidence_text(run, "family_10", "samples and targets in extreme units");
}
