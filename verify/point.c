/* point.c - the depth-2 model and its loss at exact rational weights. */
#include "verify/point.h"
#include "core/certiflow.h"
#include "verify/path.h"

#include <math.h>

void cf_beta_along(fmpq_poly_struct *out, const fmpq *w, const fmpq *v, slong d) {
    fmpq_poly_t line;
    fmpq_poly_init(line);
    for (slong i = 0; i < 2 * d; i++) {
        fmpq_poly_zero(line);
        fmpq_poly_set_coeff_fmpq(line, 0, w + i);
        fmpq_poly_set_coeff_fmpq(line, 1, v + i);
        fmpq_poly_mul(line, line, line);
        if (i < d)
            fmpq_poly_set(out + i, line);
        else
            fmpq_poly_sub(out + i - d, out + i - d, line);
    }
    fmpq_poly_clear(line);
}

void cf_model_along(fmpq_poly_t out, const cf_point *point, const fmpq *w, const fmpq *v, slong n) {
    fmpq_poly_struct *beta = cf_polys_init(point->d);
    cf_beta_along(beta, w, v, point->d);
    fmpq_poly_zero(out);
    for (slong i = 0; i < point->d; i++) {
        fmpq_poly_scalar_mul_fmpq(beta + i, beta + i, fmpq_mat_entry(point->X, n, i));
        fmpq_poly_add(out, out, beta + i);
    }
    cf_polys_clear(beta, point->d);
}

void cf_loss_along(fmpq_poly_t out, const cf_point *point, const fmpq *w, const fmpq *v) {
    fmpq_poly_t r, constant;
    fmpq_poly_init(r);
    fmpq_poly_init(constant);
    fmpq_poly_zero(out);
    for (slong n = 0; n < point->N; n++) {
        cf_model_along(r, point, w, v, n);
        fmpq_poly_set_fmpq(constant, fmpq_mat_entry(point->y, n, 0));
        fmpq_poly_sub(r, r, constant);
        fmpq_poly_mul(r, r, r);
        fmpq_poly_add(out, out, r);
    }
    fmpq_poly_clear(r);
    fmpq_poly_clear(constant);
}

void cf_loss_gradient(fmpq *out, const cf_point *point, const fmpq *w) {
    fmpq *unit = _fmpq_vec_init(2 * point->d);
    fmpq_poly_t loss;
    fmpq_poly_init(loss);
    for (slong i = 0; i < 2 * point->d; i++) {
        fmpq_one(unit + i);
        cf_loss_along(loss, point, w, unit);
        fmpq_poly_get_coeff_fmpq(out + i, loss, 1);
        fmpq_zero(unit + i);
    }
    fmpq_poly_clear(loss);
    _fmpq_vec_clear(unit, 2 * point->d);
}

void cf_model_gradient(fmpq *out, const cf_point *point, const fmpq *w, slong n) {
    fmpq *unit = _fmpq_vec_init(2 * point->d);
    fmpq_poly_t f;
    fmpq_poly_init(f);
    for (slong i = 0; i < 2 * point->d; i++) {
        fmpq_one(unit + i);
        cf_model_along(f, point, w, unit, n);
        fmpq_poly_get_coeff_fmpq(out + i, f, 1);
        fmpq_zero(unit + i);
    }
    fmpq_poly_clear(f);
    _fmpq_vec_clear(unit, 2 * point->d);
}

void cf_residual_square(fmpq_t out, const cf_point *point, const fmpq *w) {
    fmpq *none = _fmpq_vec_init(2 * point->d), *r = _fmpq_vec_init(point->N);
    fmpq_poly_t f;
    fmpq_t c;
    fmpq_poly_init(f);
    fmpq_init(c);
    fmpq_zero(out);
    for (slong n = 0; n < point->N; n++) {
        cf_model_along(f, point, w, none, n);
        fmpq_poly_get_coeff_fmpq(r + n, f, 0);
        fmpq_sub(r + n, r + n, fmpq_mat_entry(point->y, n, 0));
    }
    for (slong i = 0; i < point->d; i++) {
        fmpq_zero(c);
        for (slong n = 0; n < point->N; n++) fmpq_addmul(c, fmpq_mat_entry(point->X, n, i), r + n);
        fmpq_addmul(out, c, c);
    }
    fmpq_poly_clear(f);
    fmpq_clear(c);
    _fmpq_vec_clear(none, 2 * point->d);
    _fmpq_vec_clear(r, point->N);
}

void cf_inner(fmpq_t out, const fmpq *a, const fmpq *b, slong n) {
    fmpq_t sum;
    fmpq_init(sum);
    for (slong i = 0; i < n; i++) fmpq_addmul(sum, a + i, b + i);
    fmpq_set(out, sum);
    fmpq_clear(sum);
}

static void draw(fmpq *out, cf_rng *rng, slong n) {
    for (slong i = 0; i < n; i++) {
        fmpq_set_si(out + i, (slong)floor(cf_rng_uniform(rng) * 33.0) - 16, 8);
        fmpq_canonicalise(out + i);
    }
}

static void one_point(cf_run *run, const cf_problem *p, cf_rng *rng,
                      void (*check)(cf_run *, const cf_point *)) {
    cf_point point = {.problem = p, .N = (slong)p->N, .d = (slong)p->d};
    fmpq_mat_init(point.X, point.N, point.d);
    fmpq_mat_init(point.y, point.N, 1);
    cf_problem_exact(point.X, point.y, p);
    point.w = _fmpq_vec_init(2 * point.d);
    point.v = _fmpq_vec_init(2 * point.d);
    draw(point.w, rng, 2 * point.d);
    draw(point.v, rng, 2 * point.d);
    cf_problem_begin(run, p, "random weights");
    check(run, &point);
    _fmpq_vec_clear(point.w, 2 * point.d);
    _fmpq_vec_clear(point.v, 2 * point.d);
    fmpq_mat_clear(point.X);
    fmpq_mat_clear(point.y);
}

void cf_for_points(cf_run *run, void (*check)(cf_run *run, const cf_point *point)) {
    uint64_t repeats = cf_run_tier(run) == CF_TIER_QUICK ? 3 : 24;
    cf_rng rng;
    cf_rng_init(&rng, cf_run_seed(run));
    for (uint64_t s = 0; s < repeats; s++)
        for (size_t k = 0; k < 36; k++) {
            cf_problem p;
            cf_problem_nth(&p, cf_run_seed(run) % 100000 + 36 * s, k, 9);
            one_point(run, &p, &rng, check);
            cf_problem_clear(&p);
        }
}
