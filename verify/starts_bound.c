/* starts_bound.c - the declared error of the doubles, and the generalised regulariser; see starts.h. */
#include "core/certiflow.h"
#include "verify/agreement.h"
#include "verify/starts.h"
#include <math.h>
#include <stdlib.h>

#define U 0x1p-53

/* the size of e_i */
static double error_of(const cf_start_case *c, size_t i, const double *nu, double plus, double minus,
                       const double *log_plus, const double *log_minus, double steps) {
    const double D = c->depth, k = D == 2 ? 1 : D / (D - 2);
    double V = k * (pow(plus, 2 * D - 2) + pow(minus, 2 * D - 2)), S = 0;
    for (size_t n = 0; n < c->p.N; n++) S += fabs(c->p.X[n * c->p.d + i] * nu[n]);
    S += D == 2 ? fabs(log_plus[i]) + fabs(log_minus[i])
                : exp((2 - D) * log_plus[i]) + exp((2 - D) * log_minus[i]);
    return D * (2 * steps + 40) * U * (pow(fabs(plus), D) + pow(fabs(minus), D)) +
           V * ((double)c->p.N + 8) * U * S;
}

static void residual(arb_t norm, const cf_start_case *c, const double *beta) {
    arb_t r, x, b;
    arb_init(r), arb_init(x), arb_init(b);
    arb_zero(norm);
    for (size_t n = 0; n < c->p.N; n++) {
        arb_set_d(r, c->p.y[n]);
        for (size_t i = 0; i < c->p.d; i++) {
            arb_set_d(x, c->p.X[n * c->p.d + i]), arb_set_d(b, beta[i]);
            arb_submul(r, x, b, 192);
        }
        arb_addmul(norm, r, r, 192);
    }
    arb_sqrt(norm, norm, 192);
    arb_clear(r), arb_clear(x), arb_clear(b);
}

int cf_starts_bound(arb_t bound, const cf_start_case *c, const double *beta, const double *nu,
                    const double *w_plus, const double *w_minus, const double *log_plus,
                    const double *log_minus, double steps) {
    size_t N = c->p.N, d = c->p.d, used;
    double *vertex = malloc(d * sizeof *vertex), errors = 0, frobenius = cf_norm_l2(c->p.X, N * d);
    size_t *basis = malloc(N * sizeof *basis);
    arb_mat_t A;
    arb_t chi, t;
    if (!vertex || !basis) abort();
    arb_mat_init(A, (slong)N, (slong)d), arb_init(chi), arb_init(t);
    for (size_t j = 0; j < N * d; j++) arb_set_d(arb_mat_entry(A, (slong)(j / d), (slong)(j % d)), c->p.X[j]);
    int ok =
        cf_beta_l1(vertex, NULL, basis, &used, c->p.X, c->p.y, N, d) == CF_OK && cf_set_chi(chi, A, basis);
    for (size_t i = 0; i < d; i++)
        errors = hypot(errors, error_of(c, i, nu, w_plus[i], w_minus[i], log_plus, log_minus, steps));
    residual(bound, c, beta);
    arb_mul(bound, bound, chi, 192);
    arb_set_d(t, frobenius);
    arb_mul(t, t, chi, 192);
    arb_add_ui(t, t, 1, 192);
    arb_set_d(chi, errors);
    arb_addmul(bound, t, chi, 192);
    arb_mat_clear(A), arb_clear(chi), arb_clear(t);
    free(vertex), free(basis);
    return ok && arb_is_finite(bound);
}

/* One coordinate of R */
static void coordinate(arb_t out, const arb_t b, const arb_t log_plus, const arb_t log_minus,
                       const fmpq_t depth, slong prec) {
    arb_t plus, minus, c, k, power;
    arb_init(plus), arb_init(minus), arb_init(c), arb_init(k), arb_init(power);
    if (fmpq_cmp_si(depth, 2) == 0) {
        arb_add(c, log_plus, log_minus, prec);
        arb_mul_2exp_si(c, c, -1); /* log a */
        cf_ref_alpha2_q(out, b, c, prec);
        arb_sub(c, log_plus, log_minus, prec);
        arb_submul(out, c, b, prec);
    } else {
        arb_set_fmpq(k, depth, prec);
        arb_sub_ui(power, k, 2, prec); /* D - 2 */
        arb_div(k, k, power, prec);    /* D/(D-2) */
        arb_neg(power, power);
        arb_mul(plus, log_plus, power, prec), arb_exp(plus, plus, prec);
        arb_mul(minus, log_minus, power, prec), arb_exp(minus, minus, prec);
        arb_add(c, plus, minus, prec), arb_mul_2exp_si(c, c, -1);
        arb_sub(plus, plus, minus, prec), arb_mul_2exp_si(plus, plus, -1); /* s */
        arb_pow(power, c, k, prec);
        arb_mul(minus, b, power, prec);
        cf_ref_q_depth(out, depth, minus, prec);
        arb_div(power, c, power, prec); /* c^{1-k} */
        arb_mul(out, out, power, prec);
        arb_addmul(out, plus, b, prec);
    }
    arb_clear(plus), arb_clear(minus), arb_clear(c), arb_clear(k), arb_clear(power);
}

void cf_starts_regulariser(arb_t out, arb_srcptr b, arb_srcptr log_plus, arb_srcptr log_minus,
                           const fmpq_t depth, size_t d, slong prec) {
    arb_t term;
    arb_init(term);
    arb_zero(out);
    for (size_t i = 0; i < d; i++) {
        coordinate(term, b + i, log_plus + i, log_minus + i, depth, prec);
        arb_add(out, out, term, prec);
    }
    arb_clear(term);
}

/* v: d balls about an exact vector of ker X, of size about 1: e_j - X^T (X X^T)^-1 x_j for the j that leaves
 * most */
static void kernel_vector(arb_ptr v, const cf_start_case *c, slong prec) {
    slong N = (slong)c->p.N, d = (slong)c->p.d;
    fmpq_mat_t X, y, T, G, P, I;
    fmpq_mat_init(X, N, d), fmpq_mat_init(y, N, 1), fmpq_mat_init(T, d, N), fmpq_mat_init(G, N, N);
    fmpq_mat_init(P, N, d), fmpq_mat_init(I, d, d);
    cf_problem_exact(X, y, &c->p);
    fmpq_mat_transpose(T, X);
    fmpq_mat_mul(G, X, T);
    fmpq_mat_solve(P, G, X);
    fmpq_mat_mul(I, T, P);
    slong least = 0; /* the least diagonal entry of the projector on the rows */
    for (slong j = 1; j < d; j++)
        if (fmpq_cmp(fmpq_mat_entry(I, j, j), fmpq_mat_entry(I, least, least)) < 0) least = j;
    for (slong i = 0; i < d; i++) {
        arb_set_fmpq(v + i, fmpq_mat_entry(I, i, least), prec);
        arb_neg(v + i, v + i);
        if (i == least) arb_add_ui(v + i, v + i, 1, prec);
    }
    fmpq_mat_clear(X), fmpq_mat_clear(y), fmpq_mat_clear(T), fmpq_mat_clear(G), fmpq_mat_clear(P),
        fmpq_mat_clear(I);
}

void cf_starts_minimum_facts(cf_run *run, const cf_start_case *c, arb_srcptr beta, arb_srcptr log_plus,
                             arb_srcptr log_minus, int percent, slong prec) {
    slong d = (slong)c->p.d;
    if (!cf_hypothesis(run, "N < d", c->p.N < c->p.d ? CF_TRUE : CF_FALSE)) return;
    arb_ptr v = _arb_vec_init(d), b = _arb_vec_init(d), plus = _arb_vec_init(d);
    arb_t least, other, t;
    arb_init(least), arb_init(other), arb_init(t);
    kernel_vector(v, c, prec);
    arb_set_si(t, percent), arb_div_ui(t, t, 100, prec);
    for (slong i = 0; i < d; i++) {
        arb_set(plus + i, log_plus + i);
        if (i % 2) arb_add(plus + i, plus + i, t, prec); /* not all alike */
    }
    cf_starts_regulariser(least, beta, plus, log_minus, c->depth_exact, (size_t)d, prec);
    for (int k = 0; k < 4; k++) {
        arb_set_si(t, k % 2 ? -1 : 1);
        arb_mul_2exp_si(t, t, k < 2 ? -12 : -2);
        for (slong i = 0; i < d; i++) {
            arb_set(b + i, beta + i);
            arb_addmul(b + i, v + i, t, prec);
        }
        cf_starts_regulariser(other, b, plus, log_minus, c->depth_exact, (size_t)d, prec);
        cf_fact_lt(run, "R(beta) < R(beta + v), X v = 0", least, other);
    }
    _arb_vec_clear(v, d), _arb_vec_clear(b, d), _arb_vec_clear(plus, d);
    arb_clear(least), arb_clear(other), arb_clear(t);
}
