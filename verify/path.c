/* path.c - the gradient flow (2) of the depth-2 model as an exact power series in t.
 *
 * With w_k the coefficient of t^k: (k+1) w_{+,k+1} = -factor [t^k] (X^T r) o w_+, and + for w_-; r's
 * coefficient k needs w's coefficients 0 ... k alone, so the recursion is explicit. */
#include "verify/path.h"

#include <stdio.h>
#include <stdlib.h>

fmpq_poly_struct *cf_polys_init(slong n) {
    fmpq_poly_struct *p = malloc((size_t)(n ? n : 1) * sizeof *p);
    if (!p) {
        fprintf(stderr, "%s:%d: out of memory\n", __FILE__, __LINE__);
        abort();
    }
    for (slong i = 0; i < n; i++) fmpq_poly_init(p + i);
    return p;
}

void cf_polys_clear(fmpq_poly_struct *p, slong n) {
    for (slong i = 0; i < n; i++) fmpq_poly_clear(p + i);
    free(p);
}

cf_truth cf_series_equal(const fmpq_poly_t a, const fmpq_poly_t b) {
    fmpq_poly_t x, y;
    fmpq_poly_init(x);
    fmpq_poly_init(y);
    fmpq_poly_set(x, a);
    fmpq_poly_set(y, b);
    fmpq_poly_truncate(x, CF_PATH_ORDER);
    fmpq_poly_truncate(y, CF_PATH_ORDER);
    int equal = fmpq_poly_equal(x, y);
    fmpq_poly_clear(x);
    fmpq_poly_clear(y);
    return equal ? CF_TRUE : CF_FALSE;
}

/* out = sum_n X_ni v_n, terms below t^length */
static void adjoint(fmpq_poly_t out, const fmpq_mat_t X, const fmpq_poly_struct *v, slong i, slong length) {
    fmpq_poly_t term;
    fmpq_poly_init(term);
    fmpq_poly_zero(out);
    for (slong n = 0; n < fmpq_mat_nrows(X); n++) {
        fmpq_poly_scalar_mul_fmpq(term, v + n, fmpq_mat_entry(X, n, i));
        fmpq_poly_add(out, out, term);
    }
    fmpq_poly_truncate(out, length);
    fmpq_poly_clear(term);
}

void cf_path_adjoint(fmpq_poly_t out, const cf_path *path, const fmpq_poly_struct *v, slong i) {
    adjoint(out, path->X, v, i, CF_PATH_ORDER);
}

slong cf_flow_factor_percent(const cf_run *run) {
    if (cf_run_printed(run)) return cf_run_canary(run) ? 100 : 50;
    return cf_run_canary(run) ? 101 : 100;
}

void cf_path_exponent(fmpq_poly_t out, const cf_path *path, slong num, ulong den, slong i) {
    fmpq_t c;
    fmpq_init(c);
    fmpq_set_si(c, num, den);
    fmpq_canonicalise(c);
    adjoint(out, path->X, path->rho, i, CF_PATH_ORDER);
    fmpq_poly_scalar_mul_fmpq(out, out, c);
    fmpq_clear(c);
}

/* beta_i = w_+i^2 - w_-i^2 */
static void coefficient(fmpq_poly_t out, const fmpq_poly_t plus, const fmpq_poly_t minus, slong length) {
    fmpq_poly_t square;
    fmpq_poly_init(square);
    fmpq_poly_mullow(out, plus, plus, length);
    fmpq_poly_mullow(square, minus, minus, length);
    fmpq_poly_sub(out, out, square);
    fmpq_poly_clear(square);
}

static void residual(fmpq_poly_struct *r, const fmpq_poly_struct *plus, const fmpq_poly_struct *minus,
                     const fmpq_mat_t X, const fmpq_mat_t y, const fmpq_t scale, slong length) {
    slong N = fmpq_mat_nrows(X), d = fmpq_mat_ncols(X);
    fmpq_poly_t beta, term;
    fmpq_poly_init(beta);
    fmpq_poly_init(term);
    for (slong n = 0; n < N; n++) fmpq_poly_zero(r + n);
    for (slong i = 0; i < d; i++) {
        coefficient(beta, plus + i, minus + i, length);
        fmpq_poly_scalar_mul_fmpq(beta, beta, scale);
        for (slong n = 0; n < N; n++) {
            fmpq_poly_scalar_mul_fmpq(term, beta, fmpq_mat_entry(X, n, i));
            fmpq_poly_add(r + n, r + n, term);
        }
    }
    for (slong n = 0; n < N; n++) {
        fmpq_poly_set_fmpq(term, fmpq_mat_entry(y, n, 0));
        fmpq_poly_sub(r + n, r + n, term);
    }
    fmpq_poly_clear(beta);
    fmpq_poly_clear(term);
}

/* w's coefficient k+1 from g = X^T r and w below it; sign -1 for w_+, +1 for w_- */
static void advance(fmpq_poly_t w, const fmpq_poly_t g, const fmpq_t factor, int sign, slong k) {
    fmpq_poly_t product;
    fmpq_t c;
    fmpq_poly_init(product);
    fmpq_init(c);
    fmpq_poly_mullow(product, g, w, k + 1);
    fmpq_poly_get_coeff_fmpq(c, product, k);
    fmpq_mul(c, c, factor);
    if (sign < 0) fmpq_neg(c, c);
    fmpq_div_fmpz(c, c, (fmpz[]){k + 1});
    fmpq_poly_set_coeff_fmpq(w, k + 1, c);
    fmpq_poly_clear(product);
    fmpq_clear(c);
}

void cf_flow_series(fmpq_poly_struct *w_plus, fmpq_poly_struct *w_minus, fmpq_poly_struct *r,
                    const fmpq_mat_t X, const fmpq_mat_t y, const fmpq *start_plus, const fmpq *start_minus,
                    const fmpq_t factor, const fmpq_t scale) {
    slong N = fmpq_mat_nrows(X), d = fmpq_mat_ncols(X);
    fmpq_poly_struct *res = r ? r : cf_polys_init(N);
    fmpq_poly_t g;
    fmpq_poly_init(g);
    for (slong i = 0; i < d; i++) {
        fmpq_poly_set_fmpq(w_plus + i, start_plus + i);
        fmpq_poly_set_fmpq(w_minus + i, start_minus + i);
    }
    for (slong k = 0; k + 1 < CF_PATH_ORDER; k++) {
        residual(res, w_plus, w_minus, X, y, scale, k + 1);
        for (slong i = 0; i < d; i++) {
            adjoint(g, X, res, i, k + 1);
            advance(w_plus + i, g, factor, -1, k);
            advance(w_minus + i, g, factor, 1, k);
        }
    }
    residual(res, w_plus, w_minus, X, y, scale, CF_PATH_ORDER);
    fmpq_poly_clear(g);
    if (!r) cf_polys_clear(res, N);
}

static void uv_residual(fmpq_poly_struct *r, const fmpq_poly_struct *u, const fmpq_poly_struct *v,
                        const fmpq_mat_t X, const fmpq_mat_t y) {
    fmpq_poly_t product, term;
    fmpq_poly_init(product);
    fmpq_poly_init(term);
    for (slong n = 0; n < fmpq_mat_nrows(X); n++) {
        fmpq_poly_set_fmpq(r + n, fmpq_mat_entry(y, n, 0));
        fmpq_poly_neg(r + n, r + n);
    }
    for (slong i = 0; i < fmpq_mat_ncols(X); i++) {
        fmpq_poly_mullow(product, u + i, v + i, CF_PATH_ORDER);
        for (slong n = 0; n < fmpq_mat_nrows(X); n++) {
            fmpq_poly_scalar_mul_fmpq(term, product, fmpq_mat_entry(X, n, i));
            fmpq_poly_add(r + n, r + n, term);
        }
    }
    fmpq_poly_clear(product);
    fmpq_poly_clear(term);
}

/* out = start - 2 int g o other */
static void uv_step(fmpq_poly_t out, const fmpq_t start, const fmpq_poly_t g, const fmpq_poly_t other) {
    fmpq_poly_t x;
    fmpq_poly_init(x);
    fmpq_poly_mullow(x, g, other, CF_PATH_ORDER);
    fmpq_poly_scalar_mul_si(x, x, -2);
    fmpq_poly_integral(x, x);
    fmpq_poly_truncate(x, CF_PATH_ORDER);
    fmpq_poly_set_coeff_fmpq(x, 0, start);
    fmpq_poly_swap(out, x);
    fmpq_poly_clear(x);
}

void cf_uv_series(fmpq_poly_struct *u, fmpq_poly_struct *v, fmpq_poly_struct *r, const fmpq_mat_t X,
                  const fmpq_mat_t y, const fmpq *u_start, const fmpq *v_start) {
    slong N = fmpq_mat_nrows(X), d = fmpq_mat_ncols(X);
    fmpq_poly_struct *res = r ? r : cf_polys_init(N);
    fmpq_poly_t g, next;
    fmpq_poly_init(g);
    fmpq_poly_init(next);
    for (slong i = 0; i < d; i++) {
        fmpq_poly_set_fmpq(u + i, u_start + i);
        fmpq_poly_set_fmpq(v + i, v_start + i);
    }
    for (slong step = 1; step < CF_PATH_ORDER;
         step++) { /* Picard: each step makes one more coefficient right */
        uv_residual(res, u, v, X, y);
        for (slong i = 0; i < d; i++) {
            adjoint(g, X, res, i, CF_PATH_ORDER);
            uv_step(next, u_start + i, g, v + i);
            uv_step(v + i, v_start + i, g, u + i);
            fmpq_poly_swap(u + i, next);
        }
    }
    uv_residual(res, u, v, X, y);
    fmpq_poly_clear(g);
    fmpq_poly_clear(next);
    if (!r) cf_polys_clear(res, N);
}

static void path_init(cf_path *path, const cf_problem *p) {
    path->problem = p;
    path->N = (slong)p->N;
    path->d = (slong)p->d;
    fmpq_mat_init(path->X, path->N, path->d);
    fmpq_mat_init(path->y, path->N, 1);
    cf_problem_exact(path->X, path->y, p);
    fmpq_init(path->alpha);
    path->start_plus = _fmpq_vec_init(path->d);
    path->start_minus = _fmpq_vec_init(path->d);
    path->w_plus = cf_polys_init(path->d);
    path->w_minus = cf_polys_init(path->d);
    path->beta = cf_polys_init(path->d);
    path->r = cf_polys_init(path->N);
    path->rho = cf_polys_init(path->N);
}

static void path_clear(cf_path *path) {
    fmpq_mat_clear(path->X);
    fmpq_mat_clear(path->y);
    fmpq_clear(path->alpha);
    _fmpq_vec_clear(path->start_plus, path->d);
    _fmpq_vec_clear(path->start_minus, path->d);
    cf_polys_clear(path->w_plus, path->d);
    cf_polys_clear(path->w_minus, path->d);
    cf_polys_clear(path->beta, path->d);
    cf_polys_clear(path->r, path->N);
    cf_polys_clear(path->rho, path->N);
}

static void path_integrate(cf_path *path) {
    fmpq_t four, one;
    fmpq_init(four);
    fmpq_init(one);
    fmpq_set_si(four, 4, 1);
    fmpq_one(one);
    cf_flow_series(path->w_plus, path->w_minus, path->r, path->X, path->y, path->start_plus,
                   path->start_minus, four, one);
    for (slong i = 0; i < path->d; i++)
        coefficient(path->beta + i, path->w_plus + i, path->w_minus + i, CF_PATH_ORDER);
    for (slong n = 0; n < path->N; n++) {
        fmpq_poly_integral(path->rho + n, path->r + n);
        fmpq_poly_truncate(path->rho + n, CF_PATH_ORDER);
    }
    fmpq_clear(four);
    fmpq_clear(one);
}

static void one_path(cf_run *run, const cf_problem *p, slong num, slong den, int biased,
                     void (*check)(cf_run *run, const cf_path *path)) {
    cf_path path;
    char more[64];
    path_init(&path, p);
    if (!biased) fmpq_set_si(path.alpha, num, (ulong)den);
    for (slong i = 0; i < path.d; i++) {
        fmpq_set_si(path.start_plus + i, biased ? num * (i + 1) : num, (ulong)(biased ? den + i : den));
        fmpq_set_si(path.start_minus + i, biased ? num + i : num, (ulong)(biased ? den * (i + 2) : den));
    }
    path_integrate(&path);
    snprintf(more, sizeof more, biased ? "start from %ld/%ld, not uniform" : "alpha = %ld/%ld", num, den);
    cf_problem_begin(run, p, more);
    check(run, &path);
    path_clear(&path);
}

static void all_paths(cf_run *run, int biased, void (*check)(cf_run *run, const cf_path *path)) {
    static const cf_family family[4] = {CF_FAMILY_INTEGER, CF_FAMILY_SIGNS, CF_FAMILY_DEGENERATE,
                                        CF_FAMILY_DUPLICATED};
    /* N < d first: where a print is refuted, the first counterexample is under the paper's N < d */
    static const size_t size[4][2] = {{1, 3}, {2, 3}, {3, 5}, {1, 1}};
    static const slong alpha[3][2] = {{1, 1}, {1, 10}, {3, 1}};
    uint64_t repeats = cf_run_tier(run) == CF_TIER_QUICK ? 4 : 32;
    for (uint64_t s = 0; s < repeats; s++)
        for (size_t f = 0; f < 4; f++)
            for (size_t k = 0; k < 4; k++) {
                cf_problem p;
                cf_problem_draw(&p, family[f], cf_run_seed(run) % 100000 + 16 * s + k, size[k][0], size[k][1],
                                1.0);
                for (size_t a = 0; a < 3; a++) one_path(run, &p, alpha[a][0], alpha[a][1], biased, check);
                cf_problem_clear(&p);
            }
}

void cf_for_paths(cf_run *run, void (*check)(cf_run *run, const cf_path *path)) {
    all_paths(run, 0, check);
}

void cf_for_biased_paths(cf_run *run, void (*check)(cf_run *run, const cf_path *path)) {
    all_paths(run, 1, check);
}
