/* mf_flow.c - the matrix flow by Taylor series in arbitrary precision: a twin of the double integrator, not
 * an enclosure.
 *
 * The right-hand side is a polynomial, so the coefficients follow from one another: with w = sum w_m t^m and
 * r_n = sum r_{n,m} t^m, r_{n,m} = sum_{l <= m} <U_{i,l}, V_{j,m-l}> - [m = 0] y_n, (m+1) U_{i,m+1} = -2
 * sum_{n: row i} sum_{l <= m} r_{n,l} V_{j,m-l},   and V likewise. Step: from the last two coefficients, h =
 * min_{m = P-1, P} (2^-bits max(|w_0|, tiny)/|w_m|)^{1/m} in the largest norm, shortened by 0.8, so that the
 * next terms are below 2^-bits of w. All numbers are midpoints at 32 bits more than asked; radii are dropped,
 * so the result proves nothing: two runs at different bits and orders that agree to n digits are the
 * evidence. */
#include "certiflow_ref.h"
#include <math.h>

typedef struct {
    const cf_ref_mf *mf;
    slong order, prec;
    size_t size;  /* 2dk */
    arb_ptr w, r; /* size x (order+1), N x (order+1): coefficients of one number side by side */
} taylor;

/* out = sum_{l <= m} a_l b_{m-l} + out, midpoints only */
static void convolve(arb_t out, arb_srcptr a, arb_srcptr b, slong m, slong prec) {
    arb_approx_dot(out, out, 0, a, 1, b + m, -1, m + 1, prec);
}

static void coefficients(taylor *s) {
    const cf_ref_mf *mf = s->mf;
    size_t k = mf->k, P = (size_t)s->order + 1;
    for (slong m = 0; m < s->order; m++) {
        for (size_t n = 0; n < mf->N; n++) {
            arb_ptr r = s->r + n * P + (size_t)m, U = s->w + mf->row[n] * k * P,
                    V = s->w + (mf->d + mf->col[n]) * k * P;
            arb_zero(r);
            if (m == 0) arb_set_d(r, -mf->y[n]);
            for (size_t a = 0; a < k; a++) convolve(r, U + a * P, V + a * P, m, s->prec);
        }
        for (size_t e = 0; e < s->size; e++) arb_zero(s->w + e * P + (size_t)m + 1);
        for (size_t n = 0; n < mf->N; n++) {
            arb_ptr U = s->w + mf->row[n] * k * P, V = s->w + (mf->d + mf->col[n]) * k * P;
            for (size_t a = 0; a < k; a++) {
                convolve(U + a * P + m + 1, s->r + n * P, V + a * P, m, s->prec);
                convolve(V + a * P + m + 1, s->r + n * P, U + a * P, m, s->prec);
            }
        }
        for (size_t e = 0; e < s->size; e++) {
            arb_ptr c = s->w + e * P + (size_t)m + 1;
            arb_mul_si(c, c, -2, s->prec);
            arb_div_si(c, c, m + 1, s->prec);
            mag_zero(arb_radref(c));
        }
    }
}

/* log2 of the largest coefficient of t^m; -inf if all are 0 */
static double log2_size(const taylor *s, slong m) {
    arf_t best;
    arf_init(best);
    for (size_t e = 0; e < s->size; e++) {
        arf_srcptr x = arb_midref(s->w + e * ((size_t)s->order + 1) + (size_t)m);
        if (arf_cmpabs(x, best) > 0) arf_set(best, x);
    }
    double out = -INFINITY;
    if (!arf_is_zero(best)) {
        fmpz_t exponent;
        fmpz_init(exponent);
        arf_frexp(best, exponent, best);
        out = (double)fmpz_get_si(exponent) + log2(fabs(arf_get_d(best, ARF_RND_NEAR)));
        fmpz_clear(exponent);
    }
    arf_clear(best);
    return out;
}

static double step_size(const taylor *s, slong bits) {
    double allowed = log2_size(s, 0) - (double)bits, h = INFINITY;
    for (slong m = s->order - 1; m <= s->order; m++) {
        double size = log2_size(s, m);
        if (isfinite(size)) h = fmin(h, exp2((allowed - size) / (double)m));
    }
    return 0.8 * h;
}

/* w_0 <- w(h), by Horner */
static void evaluate(taylor *s, double h) {
    size_t P = (size_t)s->order + 1;
    arb_t x, t;
    arb_init(x), arb_init(t);
    arb_set_d(t, h);
    for (size_t e = 0; e < s->size; e++) {
        arb_set(x, s->w + e * P + P - 1);
        for (slong m = s->order - 1; m >= 0; m--) {
            arb_mul(x, x, t, s->prec);
            arb_add(x, x, s->w + e * P + (size_t)m, s->prec);
        }
        mag_zero(arb_radref(x));
        arb_set(s->w + e * P, x);
    }
    arb_clear(x), arb_clear(t);
}

cf_ref_status cf_ref_mf_flow(arb_ptr w, double *reached, size_t *steps, const cf_ref_mf *mf, double span,
                             slong order, size_t max_steps, slong bits) {
    if (!(span >= 0) || !isfinite(span) || bits < 16 || order < 0 || mf->d < 1 || mf->k < 1)
        return CF_REF_EINVAL;
    taylor s = {
        .mf = mf, .order = order ? order : bits / 3 + 4, .prec = bits + 32, .size = 2 * mf->d * mf->k};
    if (s.order < 4) s.order = 4;
    size_t P = (size_t)s.order + 1, taken = 0;
    double t = 0, grain = span > 0 ? ldexp(1, ilogb(span) - 52)
                                   : 1; /* times are multiples of it, so that all sums are exact */
    cf_ref_status status = CF_REF_OK;
    for (size_t e = 0; e < s.size; e++)
        if (!arb_is_finite(w + e)) return CF_REF_EINVAL;
    s.w = _arb_vec_init((slong)(s.size * P)), s.r = _arb_vec_init((slong)((mf->N + 1) * P));
    for (size_t e = 0; e < s.size; e++) arb_get_mid_arb(s.w + e * P, w + e);
    while (t < span && status == CF_REF_OK) {
        if (taken == max_steps) {
            status = CF_REF_UNDECIDED;
            break;
        }
        coefficients(&s);
        double h = fmin(step_size(&s, bits), span - t);
        h = floor(h / grain) * grain;
        if (!(h > 0))
            status = CF_REF_UNDECIDED;
        else {
            evaluate(&s, h);
            t += h, taken++;
        }
    }
    for (size_t e = 0; e < s.size; e++) arb_set(w + e, s.w + e * P);
    if (reached) *reached = t;
    if (steps) *steps = taken;
    _arb_vec_clear(s.w, (slong)(s.size * P)), _arb_vec_clear(s.r, (slong)((mf->N + 1) * P));
    return status;
}
