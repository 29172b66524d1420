/* depth_path.c - see depth_path.h.
 *
 * w' = -grad L with L = ||X (w_+^D - w_-^D) - y||^2: the factor 2D of w_+' = -2D X^T r o w_+^{D-1} is what
 * claim eq96 establishes from L itself. With w_k the coefficient of t^k, (k+1) w_{k+1} = -+2D [t^k] (X^T r) o
 * w^{D-1}. */
#include "verify/depth_path.h"
#include "core/certiflow.h"
#include <stdio.h>

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

static void residual(cf_depth_path *path, slong length) {
    fmpq_poly_t beta, term;
    fmpq_poly_init(beta), fmpq_poly_init(term);
    for (slong n = 0; n < path->N; n++) {
        fmpq_poly_set_fmpq(path->r + n, fmpq_mat_entry(path->y, n, 0));
        fmpq_poly_neg(path->r + n, path->r + n);
    }
    for (slong i = 0; i < path->d; i++) {
        fmpq_poly_pow_trunc(beta, path->weight[0] + i, path->D, length);
        fmpq_poly_pow_trunc(term, path->weight[1] + i, path->D, length);
        fmpq_poly_sub(beta, beta, term);
        for (slong n = 0; n < path->N; n++) {
            fmpq_poly_scalar_mul_fmpq(term, beta, fmpq_mat_entry(path->X, n, i));
            fmpq_poly_add(path->r + n, path->r + n, term);
        }
    }
    fmpq_poly_clear(beta), fmpq_poly_clear(term);
}

/* w's coefficient k+1 from g = X^T r and w below it; side 0: w_+ */
static void advance(fmpq_poly_t w, const fmpq_poly_t g, ulong D, int side, slong k) {
    fmpq_poly_t product;
    fmpq_t c, factor;
    fmpq_poly_init(product), fmpq_init(c), fmpq_init(factor);
    fmpq_poly_pow_trunc(product, w, D - 1, k + 1);
    fmpq_poly_mullow(product, product, g, k + 1);
    fmpq_poly_get_coeff_fmpq(c, product, k);
    fmpq_set_si(factor, side ? 2 * (slong)D : -2 * (slong)D, (ulong)k + 1);
    fmpq_canonicalise(factor);
    fmpq_mul(c, c, factor);
    fmpq_poly_set_coeff_fmpq(w, k + 1, c);
    fmpq_poly_clear(product), fmpq_clear(c), fmpq_clear(factor);
}

static void integrate(cf_depth_path *path) {
    fmpq_poly_t g;
    fmpq_poly_init(g);
    for (int side = 0; side < 2; side++)
        for (slong i = 0; i < path->d; i++) fmpq_poly_set_fmpq(path->weight[side] + i, path->alpha);
    for (slong k = 0; k + 1 < CF_PATH_ORDER; k++) {
        residual(path, k + 1);
        for (slong i = 0; i < path->d; i++) {
            adjoint(g, path->X, path->r, i, k + 1);
            for (int side = 0; side < 2; side++) advance(path->weight[side] + i, g, path->D, side, k);
        }
    }
    residual(path, CF_PATH_ORDER);
    for (slong i = 0; i < path->d; i++) {
        adjoint(g, path->X, path->r, i, CF_PATH_ORDER);
        fmpq_poly_integral(path->integral + i, g);
        fmpq_poly_truncate(path->integral + i, CF_PATH_ORDER);
    }
    fmpq_poly_clear(g);
}

static void one_path(cf_run *run, const cf_problem *p, ulong D, slong num, ulong den,
                     void (*check)(cf_run *run, const cf_depth_path *path)) {
    cf_depth_path path = {.D = D, .N = (slong)p->N, .d = (slong)p->d};
    char more[64];
    fmpq_mat_init(path.X, path.N, path.d), fmpq_mat_init(path.y, path.N, 1), fmpq_init(path.alpha);
    cf_problem_exact(path.X, path.y, p);
    fmpq_set_si(path.alpha, num, den);
    for (int side = 0; side < 2; side++) path.weight[side] = cf_polys_init(path.d);
    path.r = cf_polys_init(path.N), path.integral = cf_polys_init(path.d);
    integrate(&path);
    snprintf(more, sizeof more, "D = %lu, alpha = %ld/%lu", D, num, den);
    cf_problem_begin(run, p, more);
    check(run, &path);
    for (int side = 0; side < 2; side++) cf_polys_clear(path.weight[side], path.d);
    cf_polys_clear(path.r, path.N), cf_polys_clear(path.integral, path.d);
    fmpq_mat_clear(path.X), fmpq_mat_clear(path.y), fmpq_clear(path.alpha);
}

static const cf_family families[4] = {CF_FAMILY_INTEGER, CF_FAMILY_SIGNS, CF_FAMILY_DEGENERATE,
                                      CF_FAMILY_DUPLICATED};
static const size_t sizes[3][2] = {{1, 1}, {1, 3}, {2, 3}};

void cf_for_depth_paths(cf_run *run, void (*check)(cf_run *run, const cf_depth_path *path)) {
    static const slong alpha[3][2] = {{1, 1}, {1, 10}, {3, 1}};
    static const ulong depths[4] = {3, 4, 5, 8};
    uint64_t repeats = cf_run_tier(run) == CF_TIER_QUICK ? 1 : 16;
    for (uint64_t seed = 0; seed < repeats; seed++)
        for (size_t f = 0; f < 4; f++)
            for (size_t k = 0; k < 3; k++) {
                cf_problem p;
                cf_problem_draw(&p, families[f], cf_run_seed(run) % 100000 + 16 * seed + k, sizes[k][0],
                                sizes[k][1], 1.0);
                for (size_t a = 0; a < 3; a++)
                    one_path(run, &p, depths[(f + k + a + seed) % 4], alpha[a][0], (ulong)alpha[a][1], check);
                cf_problem_clear(&p);
            }
}

void cf_depth_linear(fmpq_poly_t out, const cf_depth_path *path, int sign, slong percent, slong i) {
    fmpq_t c;
    fmpq_init(c);
    fmpq_set_si(c, sign * percent * (slong)(path->D * (path->D - 2)), 100);
    fmpq_canonicalise(c);
    fmpq_poly_scalar_mul_fmpq(out, path->integral + i, c);
    fmpq_pow_si(c, path->alpha, 2 - (slong)path->D);
    fmpq_poly_set_coeff_fmpq(out, 0, c); /* the integral vanishes at 0 */
    fmpq_clear(c);
}

static const fmpq_poly_struct *weight(const cf_depth_path *path, int sign, slong i) {
    return path->weight[sign < 0] + i;
}

void cf_depth_weight_fact(cf_run *run, const cf_depth_path *path, int sign, slong percent) {
    fmpq_poly_t linear, power, one;
    cf_truth equal = CF_TRUE;
    fmpq_poly_init(linear), fmpq_poly_init(power), fmpq_poly_init(one);
    fmpq_poly_one(one);
    for (slong i = 0; i < path->d && equal == CF_TRUE; i++) {
        cf_depth_linear(linear, path, sign, percent, i);
        fmpq_poly_pow_trunc(power, weight(path, sign, i), path->D - 2, CF_PATH_ORDER);
        fmpq_poly_mullow(power, power, linear, CF_PATH_ORDER);
        equal = cf_series_equal(power, one);
    }
    cf_exact(run, "w(t)^(D-2) times the bracket is 1 in all coefficients", equal == CF_TRUE);
    fmpq_poly_clear(linear), fmpq_poly_clear(power), fmpq_poly_clear(one);
}

void cf_depth_inverse_fact(cf_run *run, const cf_depth_path *path, int sign, slong percent) {
    fmpq_poly_t linear, power;
    cf_truth equal = CF_TRUE;
    fmpq_poly_init(linear), fmpq_poly_init(power);
    for (slong i = 0; i < path->d && equal == CF_TRUE; i++) {
        cf_depth_linear(linear, path, sign, percent, i);
        fmpq_poly_pow_trunc(power, weight(path, sign, i), path->D - 2, CF_PATH_ORDER);
        fmpq_poly_inv_series(power, power, CF_PATH_ORDER);
        equal = cf_series_equal(power, linear);
    }
    cf_exact(run, "w(t)^(2-D) and the right side have the same coefficients", equal == CF_TRUE);
    fmpq_poly_clear(linear), fmpq_poly_clear(power);
}

void cf_depth_dual_fact(cf_run *run, const cf_depth_path *path, slong percent) {
    fmpq_poly_t linear, power, constant;
    fmpq_t c;
    cf_truth equal = CF_TRUE;
    fmpq_poly_init(linear), fmpq_poly_init(power), fmpq_poly_init(constant), fmpq_init(c);
    fmpq_pow_si(c, path->alpha, (slong)(path->D * (path->D - 2)));
    fmpq_poly_set_fmpq(constant, c);
    for (slong i = 0; i < path->d; i++)
        for (int sign = -1; sign <= 1 && equal == CF_TRUE; sign += 2) {
            cf_depth_linear(linear, path, sign, percent, i); /* alpha^{2-D} (1 -+ s) */
            fmpq_pow_si(c, path->alpha, (slong)path->D - 2);
            fmpq_poly_scalar_mul_fmpq(linear, linear, c);
            fmpq_poly_pow_trunc(linear, linear, path->D, CF_PATH_ORDER);
            fmpq_poly_pow_trunc(power, weight(path, sign, i), path->D * (path->D - 2), CF_PATH_ORDER);
            fmpq_poly_mullow(power, power, linear, CF_PATH_ORDER);
            equal = cf_series_equal(power, constant);
        }
    cf_fact(run, "(w_+-(t)^D)^(D-2) (1 -+ s)^D = alpha^(D(D-2)) in all coefficients", equal);
    fmpq_poly_clear(linear), fmpq_poly_clear(power), fmpq_poly_clear(constant), fmpq_clear(c);
}

void cf_depth_conserved_fact(cf_run *run, const cf_depth_path *path, slong percent) {
    fmpq_poly_t plus, minus;
    fmpq_t c, factor;
    cf_truth equal = CF_TRUE;
    fmpq_poly_init(plus), fmpq_poly_init(minus), fmpq_init(c), fmpq_init(factor);
    fmpq_pow_si(c, path->alpha, 2 - (slong)path->D);
    fmpq_set_si(factor, 2 * percent, 100);
    fmpq_canonicalise(factor);
    fmpq_mul(c, c, factor);
    for (slong i = 0; i < path->d && equal == CF_TRUE; i++) {
        fmpq_poly_pow_trunc(plus, weight(path, 1, i), path->D - 2, CF_PATH_ORDER);
        fmpq_poly_inv_series(plus, plus, CF_PATH_ORDER);
        fmpq_poly_pow_trunc(minus, weight(path, -1, i), path->D - 2, CF_PATH_ORDER);
        fmpq_poly_inv_series(minus, minus, CF_PATH_ORDER);
        fmpq_poly_add(plus, plus, minus);
        fmpq_poly_set_fmpq(minus, c);
        equal = cf_series_equal(plus, minus);
    }
    cf_exact(run, "w_+^(2-D) + w_-^(2-D) is constant in t and of the value stated", equal == CF_TRUE);
    fmpq_poly_clear(plus), fmpq_poly_clear(minus), fmpq_clear(c), fmpq_clear(factor);
}

/* L(w + t e_i) to the first order in t, e_i in w_sign */
static void partial_derivative(fmpq_t partial, fmpq_t product, const fmpq_mat_t X, const fmpq_mat_t y,
                               const fmpq *w, ulong D, int sign, slong i) {
    slong N = fmpq_mat_nrows(X), d = fmpq_mat_ncols(X);
    fmpq_poly_t f, base, loss;
    fmpq_t c;
    fmpq_poly_init(f), fmpq_poly_init(base), fmpq_poly_init(loss), fmpq_init(c);
    fmpq_zero(product);
    for (slong n = 0; n < N; n++) {
        fmpq_poly_set_fmpq(f, fmpq_mat_entry(y, n, 0));
        fmpq_poly_neg(f, f);
        for (slong j = 0; j < 2 * d; j++) {
            fmpq_poly_set_fmpq(base, w + j);
            if (j == (sign < 0 ? d + i : i)) fmpq_poly_set_coeff_si(base, 1, 1);
            fmpq_poly_pow(base, base, D);
            fmpq_poly_scalar_mul_fmpq(base, base, fmpq_mat_entry(X, n, j % d));
            if (j < d)
                fmpq_poly_add(f, f, base);
            else
                fmpq_poly_sub(f, f, base);
        }
        fmpq_poly_get_coeff_fmpq(c, f, 0); /* r_n */
        fmpq_addmul(product, c, fmpq_mat_entry(X, n, i));
        fmpq_poly_mul(base, f, f);
        fmpq_poly_add(loss, loss, base);
    }
    fmpq_poly_get_coeff_fmpq(partial, loss, 1);
    fmpq_pow_si(c, w + (sign < 0 ? d + i : i), (slong)D - 1);
    fmpq_mul(product, product, c);
    fmpq_set_si(c, (slong)D, 1);
    fmpq_mul(product, product, c);
    fmpq_poly_clear(f), fmpq_poly_clear(base), fmpq_poly_clear(loss), fmpq_clear(c);
}

void cf_for_depth_gradients(cf_run *run, int sign,
                            void (*check)(cf_run *run, const fmpq_t partial, const fmpq_t product)) {
    cf_rng rng;
    fmpq_t partial, product;
    fmpq_init(partial), fmpq_init(product);
    cf_rng_init(&rng, cf_run_seed(run));
    for (ulong D = 3; D <= 6; D++)
        for (size_t f = 0; f < 4; f++)
            for (size_t k = 0; k < 3; k++) {
                cf_problem p;
                fmpq_mat_t X, y;
                cf_problem_draw(&p, families[f], cf_run_seed(run) % 100000 + k, sizes[k][0], sizes[k][1],
                                1.0);
                fmpq_mat_init(X, (slong)p.N, (slong)p.d), fmpq_mat_init(y, (slong)p.N, 1);
                cf_problem_exact(X, y, &p);
                fmpq *w = _fmpq_vec_init(2 * (slong)p.d);
                for (size_t j = 0; j < 2 * p.d; j++)
                    fmpq_set_si(w + j, 1 + (slong)(20 * cf_rng_uniform(&rng)), 8);
                char more[32];
                snprintf(more, sizeof more, "D = %lu", D);
                cf_problem_begin(run, &p, more);
                for (size_t i = 0; i < p.d; i++) {
                    partial_derivative(partial, product, X, y, w, D, sign, (slong)i);
                    check(run, partial, product);
                }
                _fmpq_vec_clear(w, 2 * (slong)p.d);
                fmpq_mat_clear(X), fmpq_mat_clear(y);
                cf_problem_clear(&p);
            }
    fmpq_clear(partial), fmpq_clear(product);
}
