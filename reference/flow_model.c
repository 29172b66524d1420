/* flow_model.c - the dual flow's data in balls: X, y, the scale A of beta, the rate c; beta and its
 * derivative at a z; times. */
#include "flow.h"
#include <math.h>
#include <string.h>

void cf_ref_time_init(cf_ref_time_t t) {
    fmpq_init(t->value);
    t->is_inf = 0;
}

void cf_ref_time_clear(cf_ref_time_t t) {
    fmpq_clear(t->value);
}

int cf_ref_time_set_decimal(cf_ref_time_t t, const char *decimal) {
    t->is_inf = strcmp(decimal, "inf") == 0;
    if (t->is_inf) return 0;
    return cf_fmpq_set_decimal(t->value, decimal) || fmpq_sgn(t->value) < 0 ? -1 : 0;
}

/* depth 2: A sinh z, A cosh z. depth D: A h_D(z), A p ((1-z)^(-p-1) + (1+z)^(-p-1)); odd and even, monotone
 * in |z| */
void cf_ref_flow_curve(arb_t beta, arb_t weight, const cf_ref_flow_model *f, const arb_t z, slong prec) {
    if (!f->deep) {
        if (beta) arb_sinh(beta, z, prec), arb_mul(beta, beta, f->A, prec);
        if (weight) arb_cosh(weight, z, prec), arb_mul(weight, weight, f->A, prec);
        return;
    }
    arb_t below, above, u, v;
    fmpq_t p;
    arb_init(below), arb_init(above), arb_init(u), arb_init(v), fmpq_init(p);
    arb_sub_ui(below, z, 1, prec), arb_neg(below, below);
    arb_add_ui(above, z, 1, prec);
    fmpq_neg(p, f->p);
    if (!arb_is_positive(below) || !arb_is_positive(above)) {
        if (beta) arb_indeterminate(beta);
        if (weight) arb_indeterminate(weight);
    } else {
        arb_pow_fmpq(u, below, p, prec);
        arb_pow_fmpq(v, above, p, prec);
        if (beta) arb_sub(beta, u, v, prec), arb_mul(beta, beta, f->A, prec);
        if (weight) {
            arb_div(u, u, below, prec), arb_div(v, v, above, prec);
            arb_add(weight, u, v, prec);
            arb_mul(weight, weight, f->A, prec);
            arb_mul_fmpz(weight, weight, fmpq_numref(f->p), prec);
            arb_div_fmpz(weight, weight, fmpq_denref(f->p), prec);
        }
    }
    arb_clear(below), arb_clear(above), arb_clear(u), arb_clear(v), fmpq_clear(p);
}

/* out = alpha^e */
static void power_of_alpha(arb_t out, const cf_ref_alpha_t alpha, const fmpq_t e, slong prec) {
    if (alpha->is_log) {
        fmpq_t t;
        fmpq_init(t);
        fmpq_mul(t, alpha->value, e);
        arb_set_fmpq(out, t, prec + 64);
        arb_exp(out, out, prec);
        fmpq_clear(t);
    } else {
        arb_set_fmpq(out, alpha->value, prec + 64);
        arb_pow_fmpq(out, out, e, prec);
    }
}

static void scales(cf_ref_flow_model *f, const cf_ref_alpha_t alpha) {
    power_of_alpha(f->A, alpha, f->depth, f->prec);
    arb_set_ui(f->c, 8);
    if (!f->deep) {
        arb_mul_2exp_si(f->A, f->A, 1);
    } else {
        fmpq_t e;
        fmpq_init(e);
        fmpq_sub_si(e, f->depth, 2);
        fmpq_div(f->p, f->depth, e);
        power_of_alpha(f->c, alpha, e, f->prec);
        fmpq_mul(e, e, f->depth);
        arb_mul_fmpz(f->c, f->c, fmpq_numref(e), f->prec);
        arb_div_fmpz(f->c, f->c, fmpq_denref(e), f->prec);
        arb_mul_2exp_si(f->c, f->c, 1);
        fmpq_clear(e);
    }
    f->a = arf_get_d(arb_midref(f->A), ARF_RND_NEAR);
    f->rate = arf_get_d(arb_midref(f->c), ARF_RND_NEAR);
    f->power = f->deep ? fmpq_get_d(f->p) : 0;
}

void cf_ref_flow_model_init(cf_ref_flow_model *f, const double *X, const double *y,
                            const cf_ref_alpha_t alpha, const fmpq_t depth, size_t N, size_t d, slong prec) {
    f->X = X, f->y = y, f->N = N, f->d = d, f->prec = prec;
    f->deep = fmpq_cmp_si(depth, 2) > 0;
    fmpq_init(f->depth), fmpq_init(f->p), arb_init(f->A), arb_init(f->c), arb_init(f->floor);
    fmpq_set(f->depth, depth);
    scales(f, alpha);
    arb_mat_init(f->XX, (slong)N, (slong)d), arb_mat_init(f->Xt, (slong)d, (slong)N);
    f->Y = _arb_vec_init((slong)N), f->column = _mag_vec_init((slong)d);
    mag_t m;
    mag_init(m);
    for (size_t n = 0; n < N; n++) {
        arb_set_d(f->Y + n, y[n]);
        for (size_t i = 0; i < d; i++) {
            arb_set_d(arb_mat_entry(f->XX, n, i), X[n * d + i]);
            arb_set_d(arb_mat_entry(f->Xt, i, n), X[n * d + i]);
            mag_set_d(m, X[n * d + i]);
            mag_addmul(f->column + i, m, m);
        }
    }
    for (size_t i = 0; i < d; i++) mag_sqrt(f->column + i, f->column + i);
    mag_clear(m);
    mag_ptr low = _mag_vec_init((slong)d); /* z = 0: the least weights there are */
    cf_ref_flow_contraction(f->floor, f, low);
    _mag_vec_clear(low, (slong)d);
}

void cf_ref_flow_model_clear(cf_ref_flow_model *f) {
    fmpq_clear(f->depth), fmpq_clear(f->p), arb_clear(f->A), arb_clear(f->c), arb_clear(f->floor);
    arb_mat_clear(f->XX), arb_mat_clear(f->Xt);
    _arb_vec_clear(f->Y, (slong)f->N), _mag_vec_clear(f->column, (slong)f->d);
}
