/* flow_w.c - gradient flow in the 2d weights for short times: Taylor series in balls with a Picard enclosure.
 *
 *     w_+-' = F(w) = -+2D g o w_+-^{D-1},  g = X^T r,  r = X (w_+^D - w_-^D) - y.
 *
 * One step of length h. Picard: if B is a box with w(0) + [0, h] F(B) inside B, the solution stays in B for
 * that time. Taylor: the coefficients w_0 .. w_n from w(0), by series arithmetic; Lagrange: w(h) is in
 * sum_{k<=n} w_k h^k + W_{n+1} h^{n+1}, W_{n+1} the coefficient of order n + 1 of the solutions that start
 * anywhere in B. Powers of series are by repeated multiplication: D is an integer. */
#include "flow.h"

typedef struct {
    const double *X, *y;
    size_t N, d;
    ulong depth;
    slong prec;
    arb_mat_t XX, Xt;
    arb_ptr Y;
} weights;

/* power = w^e to length n */
static void series_power(arb_poly_t power, const arb_poly_t w, ulong e, slong n, slong prec) {
    arb_poly_pow_ui_trunc_binexp(power, w, e, n, prec);
}

/* The coefficients of w (2d polynomials whose constant terms are set) to order n: w_{k+1} = F(w)_k/(k+1) */
static void taylor(arb_poly_struct *w, const weights *f, slong n) {
    slong N = (slong)f->N, d = (slong)f->d, prec = f->prec;
    arb_ptr beta = _arb_vec_init(d), r = _arb_vec_init(N), c = _arb_vec_init(1);
    arb_poly_struct *g = flint_malloc((size_t)d * sizeof *g);
    arb_poly_t p, q;
    arb_poly_init(p), arb_poly_init(q);
    for (slong i = 0; i < d; i++) arb_poly_init(g + i);
    for (slong k = 0; k < n; k++) {
        for (slong i = 0; i < d; i++) { /* coefficient k of beta */
            series_power(p, w + i, f->depth, k + 1, prec);
            series_power(q, w + d + i, f->depth, k + 1, prec);
            arb_poly_sub(p, p, q, prec);
            arb_poly_get_coeff_arb(beta + i, p, k);
        }
        for (slong m = 0; m < N; m++) {
            arb_dot(r + m, NULL, 0, arb_mat_entry(f->XX, m, 0), 1, beta, 1, d, prec);
            if (k == 0) arb_sub(r + m, r + m, f->Y + m, prec);
        }
        for (slong i = 0; i < d; i++) {
            arb_dot(c, NULL, 0, arb_mat_entry(f->Xt, i, 0), 1, r, 1, N, prec);
            arb_poly_set_coeff_arb(g + i, k, c);
            for (int side = 0; side < 2; side++) {
                arb_poly_struct *v = w + i + side * d;
                series_power(p, v, f->depth - 1, k + 1, prec);
                arb_poly_mullow(q, p, g + i, k + 1, prec);
                arb_poly_get_coeff_arb(c, q, k);
                arb_mul_ui(c, c, 2 * f->depth, prec);
                if (side == 0) arb_neg(c, c);
                arb_div_si(c, c, k + 1, prec);
                arb_poly_set_coeff_arb(v, k + 1, c);
            }
        }
    }
    for (slong i = 0; i < d; i++) arb_poly_clear(g + i);
    flint_free(g);
    arb_poly_clear(p), arb_poly_clear(q), _arb_vec_clear(beta, d), _arb_vec_clear(r, N), _arb_vec_clear(c, 1);
}

static void set_series(arb_poly_struct *p, arb_srcptr w, size_t m) {
    for (size_t j = 0; j < m; j++) {
        arb_poly_zero(p + j);
        arb_poly_set_coeff_arb(p + j, 0, w + j);
    }
}

/* A box B (2d) that the solutions from w do not leave during h, by inflation; nonzero iff one was found */
static int picard(arb_ptr box, arb_srcptr w, const arb_t h, const weights *f, arb_poly_struct *p) {
    size_t m = 2 * f->d;
    arb_t span, c;
    mag_t grow;
    arb_init(span), arb_init(c), mag_init(grow);
    arb_mul_2exp_si(span, h, -1);
    arb_get_mag(grow, span);
    arb_add_error_mag(span, grow); /* [0, h] */
    _arb_vec_set(box, w, (slong)m);
    int inside = 0;
    for (int tries = 0; tries < 30 && !inside; tries++) {
        set_series(p, box, m);
        taylor(p, f, 1);
        inside = 1;
        for (size_t j = 0; j < m; j++) {
            arb_poly_get_coeff_arb(c, p + j, 1);
            arb_mul(c, c, span, f->prec);
            arb_add(c, c, w + j, f->prec);
            if (!arb_is_finite(c)) {
                inside = 0;
                tries = 30;
            } else if (!arb_contains(box + j, c)) {
                inside = 0;
                arb_union(box + j, box + j, c, f->prec);
                mag_mul_2exp_si(grow, arb_radref(box + j), -2);
                arb_add_error_mag(box + j, grow);
            }
        }
    }
    arb_clear(span), arb_clear(c), mag_clear(grow);
    return inside;
}

/* w after h, from w; nonzero iff enclosed */
static int step(arb_ptr w, const arb_t h, const weights *f, slong order) {
    size_t m = 2 * f->d;
    arb_poly_struct *p = flint_malloc(m * sizeof *p), *q = flint_malloc(m * sizeof *q);
    arb_ptr box = _arb_vec_init((slong)m);
    arb_t c, power;
    arb_init(c), arb_init(power);
    for (size_t j = 0; j < m; j++) arb_poly_init(p + j), arb_poly_init(q + j);
    int ok = picard(box, w, h, f, q);
    if (ok) {
        set_series(p, w, m), set_series(q, box, m);
        taylor(p, f, order), taylor(q, f, order + 1);
        arb_pow_ui(power, h, (ulong)order + 1, f->prec);
        for (size_t j = 0; j < m; j++) {
            arb_poly_evaluate(w + j, p + j, h, f->prec);
            arb_poly_get_coeff_arb(c, q + j, order + 1);
            arb_addmul(w + j, c, power, f->prec);
            ok &= arb_is_finite(w + j) && arb_overlaps(w + j, box + j); /* the end lies in both, or the box is none */
        }
    }
    for (size_t j = 0; j < m; j++) arb_poly_clear(p + j), arb_poly_clear(q + j);
    flint_free(p), flint_free(q);
    _arb_vec_clear(box, (slong)m), arb_clear(c), arb_clear(power);
    return ok;
}

static void weights_init(weights *f) {
    arb_mat_init(f->XX, (slong)f->N, (slong)f->d), arb_mat_init(f->Xt, (slong)f->d, (slong)f->N);
    f->Y = _arb_vec_init((slong)f->N);
    for (size_t n = 0; n < f->N; n++) {
        arb_set_d(f->Y + n, f->y[n]);
        for (size_t i = 0; i < f->d; i++) {
            arb_set_d(arb_mat_entry(f->XX, n, i), f->X[n * f->d + i]);
            arb_set_d(arb_mat_entry(f->Xt, i, n), f->X[n * f->d + i]);
        }
    }
}

cf_ref_status cf_ref_flow_w(arb_ptr beta, const double *X, const double *y, const cf_ref_alpha_t alpha,
                            ulong depth, const fmpq_t t, slong steps, slong order, size_t N, size_t d,
                            slong prec) {
    if (N == 0 || N > d || depth < 2 || steps < 1 || order < 1 || fmpq_sgn(t) < 0) return CF_REF_EINVAL;
    weights f = {.X = X, .y = y, .N = N, .d = d, .depth = depth, .prec = prec};
    arb_ptr w = _arb_vec_init((slong)(2 * d));
    arb_t h, v;
    int ok = 1;
    arb_init(h), arb_init(v);
    weights_init(&f);
    arb_set_fmpq(w, alpha->value, prec);
    if (alpha->is_log) arb_exp(w, w, prec);
    for (size_t j = 1; j < 2 * d; j++) arb_set(w + j, w);
    arb_set_fmpq(h, t, prec);
    arb_div_si(h, h, steps, prec);
    for (slong k = 0; k < steps && ok && !fmpq_is_zero(t); k++) ok = step(w, h, &f, order);
    for (size_t i = 0; i < d; i++) {
        arb_pow_ui(beta + i, w + i, depth, prec);
        arb_pow_ui(v, w + d + i, depth, prec);
        arb_sub(beta + i, beta + i, v, prec);
        if (!ok) arb_indeterminate(beta + i);
    }
    arb_mat_clear(f.XX), arb_mat_clear(f.Xt), _arb_vec_clear(f.Y, (slong)N);
    _arb_vec_clear(w, (slong)(2 * d)), arb_clear(h), arb_clear(v);
    return ok ? CF_REF_OK : CF_REF_UNDECIDED;
}
