/* flow_answer.c - the certified path at given times: beta, the norms, the loss.
 *
 * With nu~ the path of flow_piece.c and E(t) the bound of |nu - nu~| there, z_i lies within ||x_i|| E of
 * x_i^T nu~, and |beta(z) - beta(z~)| <= sup w |z - z~| over that ball. Inside a piece E(t) <= entry + (t -
 * start) sup|delta|; beyond the last one nu is within e^{-mu (t - T)} R of nu(inf) (flow.c). */
#include "flow.h"

static void near_limit(arb_ptr nu, mag_t radius, const cf_ref_flow_path *p, const fmpq_t t) {
    fmpq_t end;
    arb_t e;
    fmpq_init(end), arb_init(e);
    arf_get_fmpq(end, p->end);
    fmpq_sub(end, end, t); /* -(t - T) */
    arb_set_fmpq(e, end, p->f.prec);
    arb_mul(e, e, p->limit_mu, p->f.prec);
    arb_exp(e, e, p->f.prec);
    arb_get_mag(radius, e);
    mag_mul(radius, radius, p->meeting);
    _arb_vec_set(nu, p->limit_nu, (slong)p->f.N);
    fmpq_clear(end), arb_clear(e);
}

static void on_piece(arb_ptr nu, mag_t radius, const cf_ref_flow_path *p, const fmpq_t t) {
    size_t k = 0;
    fmpq_t since;
    arb_t x, h;
    mag_t m;
    fmpq_init(since), arb_init(x), arb_init(h), mag_init(m);
    for (size_t j = p->n; j-- > 0;) { /* the last piece that begins at or before t */
        k = j;
        arf_get_fmpq(since, p->pieces[j].start);
        if (fmpq_cmp(since, t) <= 0) break;
    }
    const cf_ref_flow_piece *q = p->pieces + k;
    fmpq_sub(since, t, since);
    arb_set_fmpq(x, since, 2 * p->f.prec);
    arb_get_mag(m, x);
    mag_mul(radius, m, q->defect);
    mag_add(radius, radius, q->entry);
    arb_set_d(h, q->h);
    arb_div(x, x, h, 2 * p->f.prec);
    arb_mul_2exp_si(x, x, 1);
    arb_sub_ui(x, x, 1, 2 * p->f.prec);
    cf_ref_flow_piece_at(nu, q, x, p->f.N, p->f.prec);
    fmpq_clear(since), arb_clear(x), arb_clear(h), mag_clear(m);
}

/* nonzero iff the radii of beta are within 2^-bits of its norm */
static int narrow(arb_srcptr beta, size_t d, slong bits) {
    mag_t radius, m;
    arb_t norm;
    mag_init(radius), mag_init(m), arb_init(norm);
    for (size_t i = 0; i < d; i++) mag_addmul(radius, arb_radref(beta + i), arb_radref(beta + i));
    mag_sqrt(radius, radius);
    cf_ref_norm_l2(norm, beta, d, 64);
    arb_get_mag_lower(m, norm);
    mag_mul_2exp_si(m, m, -bits);
    int ok = arb_is_finite(norm) && mag_cmp(radius, m) <= 0;
    mag_clear(radius), mag_clear(m), arb_clear(norm);
    return ok;
}

/* z_i = x_i^T nu within ||x_i|| radius, and beta over it */
static void beta_of(arb_ptr beta, arb_ptr z, const cf_ref_flow_path *p, arb_srcptr nu, const mag_t radius) {
    const cf_ref_flow_model *f = &p->f;
    arb_t t, w;
    mag_t m;
    arb_init(t), arb_init(w), mag_init(m);
    for (size_t i = 0; i < f->d; i++) {
        arb_dot(t, NULL, 0, arb_mat_entry(f->Xt, (slong)i, 0), 1, nu, 1, (slong)f->N, f->prec);
        mag_mul(m, f->column + i, radius);
        cf_ref_flow_curve(beta + i, NULL, f, t, f->prec);
        arb_add_error_mag(t, m);
        cf_ref_flow_curve(NULL, w, f, t, f->prec); /* |beta(z) - beta(z0)| <= sup w |z - z0| */
        if (z) arb_set(z + i, t);
        if (arb_is_finite(w)) {
            mag_t slope;
            mag_init(slope);
            arb_get_mag(slope, w);
            mag_mul(m, m, slope);
            arb_add_error_mag(beta + i, m);
            mag_clear(slope);
        } else
            arb_indeterminate(beta + i);
    }
    arb_clear(t), arb_clear(w), mag_clear(m);
}

cf_ref_status cf_ref_flow_path_at(arb_ptr beta, arb_ptr z, cf_ref_flow_path *p, const cf_ref_time_t t) {
    slong N = (slong)p->f.N, d = (slong)p->f.d;
    if (p->trivial || (!t->is_inf && fmpq_is_zero(t->value))) {
        _arb_vec_zero(beta, d);
        if (z) _arb_vec_zero(z, d);
        return CF_REF_OK;
    }
    mag_t radius;
    arb_ptr nu = _arb_vec_init(N);
    mag_init(radius);
    cf_ref_status status = t->is_inf ? cf_ref_flow_find_limit(p) : cf_ref_flow_reach(p, t);
    if (status != CF_REF_OK) {
        for (slong i = 0; i < d; i++) arb_indeterminate(beta + i);
        for (slong i = 0; z && i < d; i++) arb_indeterminate(z + i);
    } else if (t->is_inf) {
        _arb_vec_set(nu, p->limit_nu, N);
        beta_of(beta, z, p, nu, radius);
        _arb_vec_set(beta, p->limit_beta, d);
    } else {
        fmpq_t end;
        fmpq_init(end);
        arf_get_fmpq(end, p->end);
        if (fmpq_cmp(t->value, end) <= 0)
            on_piece(nu, radius, p, t->value);
        else
            near_limit(nu, radius, p, t->value);
        fmpq_clear(end);
        beta_of(beta, z, p, nu, radius);
    }
    if (status == CF_REF_OK && !narrow(beta, p->f.d, p->bits)) status = CF_REF_UNDECIDED;
    _arb_vec_clear(nu, N), mag_clear(radius);
    return status;
}

void cf_ref_loss(arb_t loss, arb_srcptr beta, const double *X, const double *y, size_t N, size_t d,
                 slong prec) {
    arb_ptr row = _arb_vec_init((slong)d);
    arb_t r, t;
    arb_init(r), arb_init(t);
    arb_zero(loss);
    for (size_t n = 0; n < N; n++) {
        for (size_t i = 0; i < d; i++) arb_set_d(row + i, X[n * d + i]);
        arb_set_d(t, y[n]);
        arb_dot(r, t, 1, row, 1, beta, 1, (slong)d, prec);
        arb_sqr(r, r, prec);
        arb_add(loss, loss, r, prec);
    }
    arb_nonnegative_part(loss, loss);
    _arb_vec_clear(row, (slong)d), arb_clear(r), arb_clear(t);
}

cf_ref_status cf_ref_flow(arb_ptr beta, arb_ptr loss, arb_ptr norm_l1, arb_ptr norm_l2,
                          cf_ref_flow_info *info, const double *X, const double *y,
                          const cf_ref_alpha_t alpha, const fmpq_t depth, const cf_ref_time_struct *times,
                          size_t m, size_t N, size_t d, slong bits) {
    cf_ref_flow_path *p;
    cf_ref_status status = cf_ref_flow_path_new(&p, X, y, alpha, depth, N, d, bits);
    for (size_t k = 0; k < m && (status == CF_REF_OK || status == CF_REF_UNDECIDED) && p; k++) {
        arb_ptr b = beta + k * d;
        const cf_ref_status one = cf_ref_flow_path_at(b, NULL, p, times + k);
        if (one != CF_REF_OK) status = one;
        if (loss) cf_ref_loss(loss + k, b, X, y, N, d, p->f.prec);
        if (norm_l1) cf_ref_norm_l1(norm_l1 + k, b, d, p->f.prec);
        if (norm_l2) cf_ref_norm_l2(norm_l2 + k, b, d, p->f.prec);
    }
    if (info && p) *info = p->info;
    cf_ref_flow_path_clear(p);
    return status;
}
