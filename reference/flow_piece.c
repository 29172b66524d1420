/* flow_piece.c - one piece of the certified path: its polynomial improved, its defect bounded, its
 * contraction.
 *
 * Refinement. At the nodes of the search the defect of nu~ is evaluated in balls, whose midpoints ask the
 * search for a correction; one turn takes a polynomial from the doubles' 1e-13 to about 1e-23.
 *
 * Defect. delta(x) = nu~' + c (X beta(z(x)) - y), z_i = x_i^T nu~ a polynomial of degree s. On the M + 1
 * Chebyshev points x_m = cos(m pi/M) delta is enclosed by balls. Its interpolant P there satisfies sup |P|_2
 * <= Lambda max_m |delta(x_m)|_2, Lambda <= 1 + (2/pi) ln(M+1) < 4; nu~' and y are of degree <= M and
 * reproduced; and for beta_i, analytic and bounded by B_i in the ellipse with foci
 * -+1 and sum of half-axes rho, |beta_i - its interpolant| <= 4 B_i rho^-M/(rho - 1) (Trefethen,
 * Approximation Theory and Approximation Practice, Theorems 8.2 and 15.2). So sup |delta|_2 <= 4 max_m
 * |delta(x_m)|_2 + c sum_i ||x_i||_2 4 B_i rho^-M/(rho - 1). In that ellipse |P_k| <= rho^k, since P_k is a
 * convex combination of Chebyshev polynomials; with zeta_k the coefficients of z_i and S = sum_{k>=1}
 * |zeta_k| rho^k: |sinh z| <= cosh(Re z) <= cosh(|zeta_0| + S), and |(1 -+ z)^-p| <= (1 -+ zeta_0 - S)^-p
 * where that is positive. Any rho > 1 will do; one is chosen among a few.
 *
 * Contraction. d/dt |nu - nu~| <= -mu |nu - nu~| + |delta| with mu = c times the least eigenvalue of X W X^T
 * on the segment between. The segment stays within eps = entry + h sup|delta| of nu~, so |z_i| >= |zeta_0| -
 * sum_{k>=1} |zeta_k| - ||x_i|| eps there, W at that is a lower bound of W because the weights grow with |z|,
 * and mu is right if H - (mu/c) 1 has a Cholesky factor in balls. Hence exit <= entry e^{-mu h} + sup|delta|
 * min(h, 1/mu). */
#include "flow.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { S = CF_REF_FLOW_STAGES, ROW = S + 1, POINTS = CF_REF_FLOW_NODES };

void cf_ref_flow_piece_init(cf_ref_flow_piece *q, size_t N) {
    arf_init(q->start), mag_init(q->entry), mag_init(q->defect), mag_init(q->exit), arb_init(q->contraction);
    q->c = _arb_vec_init((slong)(ROW * N));
}

void cf_ref_flow_piece_clear(cf_ref_flow_piece *q, size_t N) {
    arf_clear(q->start), mag_clear(q->entry), mag_clear(q->defect), mag_clear(q->exit),
        arb_clear(q->contraction);
    _arb_vec_clear(q->c, (slong)(ROW * N));
}

void cf_ref_flow_tables_init(cf_ref_flow_tables *t, const cf_ref_flow_nodes *n, slong prec) {
    arb_t x;
    fmpq_t angle;
    arb_init(x), fmpq_init(angle);
    t->stage = _arb_vec_init(S * ROW), t->stage_slope = _arb_vec_init(S * ROW);
    t->point = _arb_vec_init(POINTS * ROW), t->point_slope = _arb_vec_init(POINTS * ROW);
    for (slong j = 0; j < S; j++) {
        arb_set_d(x, n->x[j]);
        cf_ref_flow_legendre(t->stage + j * ROW, t->stage_slope + j * ROW, x, S, prec + 32);
    }
    for (slong m = 0; m < POINTS; m++) {
        fmpq_set_si(angle, m, POINTS - 1);
        arb_cos_pi_fmpq(x, angle, prec + 64);
        cf_ref_flow_legendre(t->point + m * ROW, t->point_slope + m * ROW, x, S, prec + 64);
    }
    arb_clear(x), fmpq_clear(angle);
}

void cf_ref_flow_tables_clear(cf_ref_flow_tables *t) {
    if (!t->stage) return;
    _arb_vec_clear(t->stage, S * ROW), _arb_vec_clear(t->stage_slope, S * ROW);
    _arb_vec_clear(t->point, POINTS * ROW), _arb_vec_clear(t->point_slope, POINTS * ROW);
    t->stage = NULL;
}

/* out (N) = sum_k row_k c_k */
static void combine(arb_ptr out, arb_srcptr row, const cf_ref_flow_piece *q, size_t N, slong prec) {
    for (size_t n = 0; n < N; n++) arb_dot(out + n, NULL, 0, row, 1, q->c + n, (slong)N, ROW, prec);
}

void cf_ref_flow_piece_at(arb_ptr nu, const cf_ref_flow_piece *q, const arb_t x, size_t N, slong prec) {
    arb_ptr row = _arb_vec_init(2 * ROW);
    cf_ref_flow_legendre(row, row + ROW, x, S, prec + 32);
    combine(nu, row, q, N, prec + 32);
    _arb_vec_clear(row, 2 * ROW);
}

/* delta (N) at a row of the tables; nu (N), beta (d): workspace */
static void defect_at(arb_ptr delta, arb_ptr nu, arb_ptr beta, arb_srcptr value, arb_srcptr slope,
                      const cf_ref_flow_piece *q, const cf_ref_flow_model *f) {
    arb_t z, scale;
    arb_init(z), arb_init(scale);
    slong d = (slong)f->d, N = (slong)f->N;
    combine(nu, value, q, f->N, f->prec);
    for (slong i = 0; i < d; i++) {
        arb_dot(z, NULL, 0, arb_mat_entry(f->Xt, i, 0), 1, nu, 1, N, f->prec);
        cf_ref_flow_curve(beta + i, NULL, f, z, f->prec);
    }
    combine(nu, slope, q, f->N, f->prec);
    arb_set_d(scale, q->h);
    arb_ui_div(scale, 2, scale, f->prec);
    for (slong n = 0; n < N; n++) {
        arb_dot(delta + n, f->Y + n, 1, arb_mat_entry(f->XX, n, 0), 1, beta, 1, d, f->prec); /* y - X beta */
        arb_mul(delta + n, delta + n, f->c, f->prec);
        arb_mul(nu + n, nu + n, scale, f->prec);
        arb_sub(delta + n, nu + n, delta + n, f->prec);
    }
    arb_clear(z), arb_clear(scale);
}

/* c_k += to_legendre (u), u: stage values in doubles */
static void accumulate(cf_ref_flow_piece *q, const cf_ref_flow_search *s, const double *u, slong prec) {
    size_t N = s->f->N;
    arb_t t;
    arb_init(t);
    for (size_t k = 0; k < ROW; k++)
        for (size_t n = 0; n < N; n++) {
            double sum = 0;
            for (size_t j = 0; j < S; j++) sum += s->nodes.to_legendre[k * S + j] * u[j * N + n];
            arb_set_d(t, sum);
            arb_add(q->c + k * N + n, q->c + k * N + n, t, 2 * prec);
            arb_get_mid_arb(q->c + k * N + n, q->c + k * N + n);
        }
    arb_clear(t);
}

/* c_0 such that nu~ begins at start: what the doubles' series misses there would count against all small
 * times */
static void pin(cf_ref_flow_piece *q, arb_srcptr start, size_t N, slong prec) {
    arb_t sum;
    arb_init(sum);
    for (size_t n = 0; n < N; n++) {
        arb_set(sum, start + n);
        for (slong k = 1; k < ROW; k++)
            (k % 2 ? arb_add : arb_sub)(sum, sum, q->c + (size_t)k * N + n, 2 * prec);
        arb_get_mid_arb(q->c + n, sum);
    }
    arb_clear(sum);
}

int cf_ref_flow_piece_refine(cf_ref_flow_piece *q, cf_ref_flow_search *s, const cf_ref_flow_tables *t,
                             arb_srcptr start) {
    const cf_ref_flow_model *f = s->f;
    slong N = (slong)f->N;
    arb_ptr delta = _arb_vec_init(2 * N), beta = _arb_vec_init((slong)f->d);
    int ok = 1;
    _arb_vec_zero(q->c, ROW * N);
    for (slong n = 0; n < N; n++) arb_get_mid_arb(q->c + n, start + n);
    accumulate(q, s, s->U, f->prec);
    pin(q, start, f->N, f->prec);
    for (slong j = 0; j < S && ok; j++) {
        defect_at(delta, delta + N, beta, t->stage + j * ROW, t->stage_slope + j * ROW, q, f);
        for (slong n = 0; n < N; n++) s->R[j * N + n] = arf_get_d(arb_midref(delta + n), ARF_RND_NEAR);
    }
    ok = cf_ref_flow_search_correct(s);
    if (ok) accumulate(q, s, s->T, f->prec);
    pin(q, start, f->N, f->prec);
    _arb_vec_clear(delta, 2 * N), _arb_vec_clear(beta, (slong)f->d);
    return ok;
}

/* max_m |delta(x_m)|_2 */
static void largest_at_points(mag_t out, const cf_ref_flow_piece *q, const cf_ref_flow_model *f,
                              const cf_ref_flow_tables *t) {
    slong N = (slong)f->N;
    arb_ptr delta = _arb_vec_init(2 * N), beta = _arb_vec_init((slong)f->d);
    mag_t sum, a;
    mag_init(sum), mag_init(a);
    mag_zero(out);
    for (slong m = 0; m < POINTS; m++) {
        defect_at(delta, delta + N, beta, t->point + m * ROW, t->point_slope + m * ROW, q, f);
        mag_zero(sum);
        for (slong n = 0; n < N; n++) {
            arb_get_mag(a, delta + n);
            mag_addmul(sum, a, a);
        }
        mag_sqrt(sum, sum);
        mag_max(out, out, sum);
    }
    mag_clear(sum), mag_clear(a);
    _arb_vec_clear(delta, 2 * N), _arb_vec_clear(beta, (slong)f->d);
}

/* An upper bound of sum_i ||x_i|| B_i with zeta (d x ROW) the coefficients of z; not finite if the ellipse is
 * too large */
static void bound_in_ellipse(arb_t out, arb_srcptr zeta, ulong rho, const cf_ref_flow_model *f) {
    enum { PREC = 64 };
    arb_t sum, term, b;
    arb_init(sum), arb_init(term), arb_init(b);
    arb_zero(out);
    for (size_t i = 0; i < f->d; i++, zeta += ROW) {
        arb_zero(sum);
        for (slong k = S; k >= 1; k--) { /* Horner: sum |zeta_k| rho^k */
            arb_abs(term, zeta + k);
            arb_add(sum, sum, term, PREC);
            arb_mul_ui(sum, sum, rho, PREC);
        }
        if (f->deep) {
            arb_abs(term, zeta);
            arb_add(sum, sum, term, PREC);
            arb_sub_ui(sum, sum, 1, PREC);
            arb_neg(sum, sum); /* min over the signs of 1 -+ zeta_0 - S: both powers are at most this one's */
            if (!arb_is_positive(sum)) {
                arb_indeterminate(out);
                break;
            }
            fmpq_t p;
            fmpq_init(p);
            fmpq_neg(p, f->p);
            arb_pow_fmpq(b, sum, p, PREC);
            fmpq_clear(p);
            arb_mul_2exp_si(b, b, 1);
        } else {
            arb_abs(term, zeta);
            arb_add(sum, sum, term, PREC);
            arb_cosh(b, sum, PREC);
        }
        arb_set_interval_mag(term, f->column + i, f->column + i, PREC);
        arb_addmul(out, b, term, PREC);
    }
    arb_mul(out, out, f->A, PREC);
    arb_clear(sum), arb_clear(term), arb_clear(b);
}

/* c sum_i ||x_i|| 4 B_i rho^-M/(rho - 1), the least over a few rho; inf if none will do */
static void remainder_bound(mag_t out, arb_srcptr zeta, const cf_ref_flow_model *f) {
    static const ulong rhos[] = {2, 3, 5, 8, 12, 20};
    arb_t b, power;
    mag_t m;
    arb_init(b), arb_init(power), mag_init(m);
    mag_inf(out);
    for (size_t k = 0; k < sizeof rhos / sizeof *rhos; k++) {
        bound_in_ellipse(b, zeta, rhos[k], f);
        if (!arb_is_finite(b)) continue;
        arb_set_ui(power, rhos[k]);
        arb_pow_ui(power, power, POINTS - 1, 64);
        arb_mul_ui(power, power, rhos[k] - 1, 64);
        arb_mul(b, b, f->c, 64);
        arb_div(b, b, power, 64);
        arb_mul_2exp_si(b, b, 2);
        arb_get_mag(m, b);
        if (mag_cmp(m, out) < 0) mag_set(out, m);
    }
    arb_clear(b), arb_clear(power), mag_clear(m);
}

/* zeta (d x ROW): the Legendre coefficients of z */
static void z_series(arb_ptr zeta, const cf_ref_flow_piece *q, const cf_ref_flow_model *f) {
    for (size_t i = 0; i < f->d; i++)
        for (slong k = 0; k < ROW; k++)
            arb_dot(zeta + i * ROW + (size_t)k, NULL, 0, arb_mat_entry(f->Xt, (slong)i, 0), 1,
                    q->c + (size_t)k * f->N, 1, (slong)f->N, 64);
}

/* H = X W X^T, W the weights at low */
static void hessian(arb_mat_t H, const cf_ref_flow_model *f, mag_srcptr low, slong prec) {
    slong N = (slong)f->N, d = (slong)f->d;
    arb_ptr w = _arb_vec_init(d), t = _arb_vec_init(d);
    for (slong i = 0; i < d; i++) {
        arf_set_mag(arb_midref(t + i), low + i);
        cf_ref_flow_curve(NULL, w + i, f, t + i, prec);
    }
    for (slong m = 0; m < N; m++) {
        for (slong i = 0; i < d; i++) arb_mul(t + i, w + i, arb_mat_entry(f->XX, m, i), prec);
        for (slong n = 0; n <= m; n++) {
            arb_dot(arb_mat_entry(H, m, n), NULL, 0, t, 1, arb_mat_entry(f->XX, n, 0), 1, d, prec);
            arb_set(arb_mat_entry(H, n, m), arb_mat_entry(H, m, n));
        }
    }
    _arb_vec_clear(w, d), _arb_vec_clear(t, d);
}

/* nonzero iff H - mu 1 is certainly positive definite */
static int above(const arb_mat_t H, double mu, slong prec) {
    slong N = arb_mat_nrows(H);
    arb_mat_t M, L;
    arb_t t;
    arb_mat_init(M, N, N), arb_mat_init(L, N, N), arb_init(t);
    arb_mat_set(M, H);
    arb_set_d(t, mu);
    for (slong n = 0; n < N; n++) arb_sub(arb_mat_entry(M, n, n), arb_mat_entry(M, n, n), t, prec);
    int ok = arb_mat_cho(L, M, prec);
    arb_mat_clear(M), arb_mat_clear(L), arb_clear(t);
    return ok;
}

void cf_ref_flow_contraction(arb_t mu, const cf_ref_flow_model *f, mag_srcptr low) {
    size_t N = f->N;
    arb_mat_t H;
    arb_mat_init(H, (slong)N, (slong)N);
    arb_zero(mu);
    hessian(H, f, low, f->prec);
    double *M = malloc((N * N + N) * sizeof *M), least = INFINITY;
    if (M && arb_mat_is_finite(H)) {
        for (size_t i = 0; i < N * N; i++)
            M[i] = arf_get_d(arb_midref(arb_mat_entry(H, (slong)(i / N), (slong)(i % N))), ARF_RND_NEAR);
        cf_ref_flow_eigen(M + N * N, NULL, M, N);
        for (size_t n = 0; n < N; n++) least = fmin(least, M[N * N + n]);
        for (double part = 0.95; part > 0.01 && least > 0 && isfinite(least); part *= 0.5)
            if (above(H, part * least, f->prec)) {
                arb_set_d(mu, part * least);
                arb_mul(mu, mu, f->c, f->prec);
                break;
            }
    }
    free(M);
    if (cf_ball_lt(mu, f->floor) == CF_TRUE) arb_set(mu, f->floor);
    arb_mat_clear(H);
}

/* low_i <= |z_i| on the segment, from the series and eps */
static void least_z(mag_ptr low, arb_srcptr zeta, const mag_t eps, const cf_ref_flow_model *f) {
    arb_t x, y;
    arf_t lower;
    mag_t m;
    arb_init(x), arb_init(y), arf_init(lower), mag_init(m);
    for (size_t i = 0; i < f->d; i++, zeta += ROW) {
        arb_abs(x, zeta);
        for (slong k = 1; k < ROW; k++) {
            arb_abs(y, zeta + k);
            arb_sub(x, x, y, 64);
        }
        mag_mul(m, f->column + i, eps);
        arb_add_error_mag(x, m);
        arb_get_lbound_arf(lower, x, 64);
        if (arf_sgn(lower) > 0)
            arf_get_mag_lower(low + i, lower);
        else
            mag_zero(low + i);
    }
    arb_clear(x), arb_clear(y), arf_clear(lower), mag_clear(m);
}

static void set_exit(cf_ref_flow_piece *q, const cf_ref_flow_model *f) {
    arb_t h, e, t;
    mag_t m, gain;
    arb_init(h), arb_init(e), arb_init(t), mag_init(m), mag_init(gain);
    arb_set_d(h, q->h);
    arb_get_mag(gain, h);
    if (arb_is_positive(q->contraction)) {
        arb_inv(t, q->contraction, f->prec);
        arb_get_mag(m, t);
        mag_min(gain, gain, m);
    }
    arb_mul(e, h, q->contraction, f->prec);
    arb_neg(e, e);
    arb_exp(e, e, f->prec);
    arb_get_mag(m, e);
    mag_mul(q->exit, q->entry, m);
    mag_addmul(q->exit, q->defect, gain);
    arb_clear(h), arb_clear(e), arb_clear(t), mag_clear(m), mag_clear(gain);
}

int cf_ref_flow_piece_prove(cf_ref_flow_piece *q, const cf_ref_flow_model *f, const cf_ref_flow_tables *t) {
    arb_ptr zeta = _arb_vec_init((slong)(f->d * ROW));
    mag_ptr low = _mag_vec_init((slong)f->d);
    mag_t m, eps;
    mag_init(m), mag_init(eps);
    z_series(zeta, q, f);
    remainder_bound(q->defect, zeta, f);
    if (mag_is_finite(q->defect)) {
        largest_at_points(m, q, f, t);
        mag_mul_2exp_si(m, m, 2);
        mag_add(q->defect, q->defect, m);
    }
    if (mag_is_finite(q->defect)) {
        mag_set_d(eps, q->h);
        mag_mul(eps, eps, q->defect);
        mag_add(eps, eps, q->entry);
        least_z(low, zeta, eps, f);
        cf_ref_flow_contraction(q->contraction, f, low);
        set_exit(q, f);
    }
    _arb_vec_clear(zeta, (slong)(f->d * ROW)), _mag_vec_clear(low, (slong)f->d);
    int ok = mag_is_finite(q->defect) && mag_is_finite(q->exit);
    mag_clear(m), mag_clear(eps);
    return ok;
}
