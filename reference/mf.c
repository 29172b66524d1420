/* mf.c - the matrix factorisation model in balls: the definitions of Section 6 transcribed. */
#include "certiflow_ref.h"

static arb_srcptr entry(arb_srcptr w, size_t row, size_t a, size_t k) {
    return w + row * k + a;
}

/* <row p, row q> of w (2d x k) */
static void inner(arb_t out, arb_srcptr w, size_t p, size_t q, size_t k, slong prec) {
    arb_zero(out);
    for (size_t a = 0; a < k; a++) arb_addmul(out, entry(w, p, a, k), entry(w, q, a, k), prec);
}

void cf_ref_mf_product(arb_ptr M, arb_srcptr w, size_t d, size_t k, slong prec) {
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++) inner(M + i * d + j, w, i, d + j, k, prec);
}

static void residual(arb_t r, arb_srcptr w, const cf_ref_mf *mf, size_t n, slong prec) {
    arb_t y;
    arb_init(y);
    inner(r, w, mf->row[n], mf->d + mf->col[n], mf->k, prec);
    arb_set_d(y, mf->y[n]);
    arb_sub(r, r, y, prec);
    arb_clear(y);
}

void cf_ref_mf_loss(arb_t loss, arb_srcptr w, const cf_ref_mf *mf, slong prec) {
    arb_t r;
    arb_init(r);
    arb_zero(loss);
    for (size_t n = 0; n < mf->N; n++) {
        residual(r, w, mf, n, prec);
        arb_addmul(loss, r, r, prec);
    }
    arb_clear(r);
}

void cf_ref_mf_gradient(arb_ptr gradient, arb_srcptr w, const cf_ref_mf *mf, slong prec) {
    size_t d = mf->d, k = mf->k;
    arb_t r;
    arb_init(r);
    _arb_vec_zero(gradient, (slong)(2 * d * k));
    for (size_t n = 0; n < mf->N; n++) {
        size_t i = mf->row[n], j = d + mf->col[n];
        residual(r, w, mf, n, prec);
        arb_mul_2exp_si(r, r, 1);
        for (size_t a = 0; a < k; a++) {
            arb_addmul(gradient + i * k + a, r, entry(w, j, a, k), prec);
            arb_addmul(gradient + j * k + a, r, entry(w, i, a, k), prec);
        }
    }
    arb_clear(r);
}

void cf_ref_mf_balance(arb_ptr balance, arb_srcptr w, size_t d, size_t k, slong prec) {
    _arb_vec_zero(balance, (slong)(k * k));
    for (size_t a = 0; a < k; a++)
        for (size_t b = 0; b < k; b++)
            for (size_t i = 0; i < d; i++) {
                arb_addmul(balance + a * k + b, entry(w, i, a, k), entry(w, i, b, k), prec);
                arb_submul(balance + a * k + b, entry(w, d + i, a, k), entry(w, d + i, b, k), prec);
            }
}

void cf_ref_mf_kernel(arb_ptr K, arb_srcptr w, const cf_ref_mf *mf, slong prec) {
    size_t N = mf->N, k = mf->k;
    arb_t x;
    arb_init(x);
    for (size_t m = 0; m < N; m++)
        for (size_t n = 0; n < N; n++) {
            arb_ptr out = K + m * N + n;
            arb_zero(out);
            if (mf->col[m] == mf->col[n]) inner(out, w, mf->row[m], mf->row[n], k, prec);
            if (mf->row[m] != mf->row[n]) continue;
            inner(x, w, mf->d + mf->col[m], mf->d + mf->col[n], k, prec);
            arb_add(out, out, x, prec);
        }
    arb_clear(x);
}

/* sum of the squares of K_w - K_w0 (K_w alone if w0 is NULL) over all pairs of entries */
static void kernel_square(arb_t out, arb_srcptr w, arb_srcptr w0, size_t d, size_t k, slong prec) {
    arb_ptr A = _arb_vec_init((slong)(d * d)), B = _arb_vec_init((slong)(d * d));
    arb_t x;
    arb_init(x);
    arb_zero(out);
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++) {
            inner(A + i * d + j, w, i, j, k, prec);
            inner(B + i * d + j, w, d + i, d + j, k, prec);
            if (!w0) continue;
            inner(x, w0, i, j, k, prec);
            arb_sub(A + i * d + j, A + i * d + j, x, prec);
            inner(x, w0, d + i, d + j, k, prec);
            arb_sub(B + i * d + j, B + i * d + j, x, prec);
        }
    for (size_t e = 0; e < d * d * d * d; e++) {
        size_t i = e % d, p = e / d % d, j = e / (d * d) % d, q = e / (d * d * d);
        arb_zero(x);
        if (j == q) arb_add(x, x, A + i * d + p, prec);
        if (i == p) arb_add(x, x, B + j * d + q, prec);
        arb_addmul(out, x, x, prec);
    }
    _arb_vec_clear(A, (slong)(d * d)), _arb_vec_clear(B, (slong)(d * d));
    arb_clear(x);
}

void cf_ref_mf_kernel_change(arb_t change, arb_srcptr w, arb_srcptr w0, size_t d, size_t k, slong prec) {
    arb_t norm;
    arb_init(norm);
    kernel_square(change, w, w0, d, k, prec);
    kernel_square(norm, w0, NULL, d, k, prec);
    arb_sqrtpos(change, change, prec);
    arb_sqrtpos(norm, norm, prec);
    arb_div(change, change, norm, prec);
    arb_clear(norm);
}

void cf_ref_mf_min_frobenius(fmpq_mat_t M, fmpq_t square, const cf_ref_mf *mf) {
    fmpq_mat_zero(M);
    fmpq_zero(square);
    for (size_t n = 0; n < mf->N; n++) {
        fmpq *e = fmpq_mat_entry(M, (slong)mf->row[n], (slong)mf->col[n]);
        cf_fmpq_set_double(e, mf->y[n]);
        fmpq_addmul(square, e, e);
    }
}
