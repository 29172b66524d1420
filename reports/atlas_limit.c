/* atlas_limit.c - see atlas_limit.h. */
#include "reports/atlas_limit.h"
#include "reference/certiflow_ref.h"
#include "reports/atlas.h"
#include "verify/digits.h"
#include "verify/instances.h"
#include <math.h>
#include <stdlib.h>

enum { BITS = 80 };

typedef struct {
    const cf_problem *p;
    double log_alpha, depth;
    double *beta, *l1, *l2; /* d each: the limit, beta_L1, beta_L2 in doubles */
    size_t *basis, n_basis;
} in_doubles;

/* Digits of the two excesses; the exact ones need the exact l1 and l2 solutions. */
static void excesses(double *values, const in_doubles *s, const cf_ref_alpha_t alpha, const fmpq_t depth) {
    const cf_problem *p = s->p;
    cf_ref_norms norms;
    cf_ref_l1 l1;
    fmpq_mat_t l2;
    cf_ref_norms_init(&norms), cf_ref_l1_init(&l1, p->N, p->d), fmpq_mat_init(l2, (slong)p->d, 1);
    if (cf_ref_beta_l1(&l1, p->X, p->y, s->basis, s->n_basis, p->N, p->d) == CF_REF_OK &&
        cf_ref_beta_l2(l2, p->X, p->y, p->N, p->d) == CF_REF_OK &&
        cf_ref_limit_norms_depth(&norms, p->X, p->y, alpha, depth, &l1, l2, p->N, p->d, BITS) == CF_REF_OK) {
        values[0] = cf_atlas_digits(cf_norm_l1(s->beta, p->d) - cf_norm_l1(s->l1, p->d), norms.excess_l1);
        values[1] = cf_atlas_digits(cf_norm_l2(s->beta, p->d) - cf_norm_l2(s->l2, p->d), norms.excess_l2);
    }
    cf_ref_norms_clear(&norms), cf_ref_l1_clear(&l1), fmpq_mat_clear(l2);
}

static void compare(double *values, const in_doubles *s) {
    const cf_problem *p = s->p;
    cf_ref_alpha_t alpha;
    fmpq_t depth;
    arb_t error, size;
    arb_ptr exact = _arb_vec_init((slong)p->d);
    cf_ref_alpha_init(alpha), fmpq_init(depth), arb_init(error), arb_init(size);
    cf_ref_alpha_set_double(alpha, s->log_alpha, 1);
    cf_fmpq_set_double(depth, s->depth);
    if (cf_ref_limit_depth(exact, NULL, NULL, p->X, p->y, alpha, depth, p->N, p->d, BITS) == CF_REF_OK) {
        cf_distance_l2(error, s->beta, NULL, exact, p->d, 160);
        cf_ref_norm_l2(size, exact, p->d, 160);
        values[0] = cf_atlas_digits_of(error, size);
        excesses(values + 1, s, alpha, depth);
    }
    _arb_vec_clear(exact, (slong)p->d);
    cf_ref_alpha_clear(alpha), fmpq_clear(depth), arb_clear(error), arb_clear(size);
}

static cf_status compute(double *values, const double *parameters) {
    const size_t N = (size_t)parameters[2], d = (size_t)parameters[3];
    if (N > d) return CF_OK;
    cf_problem p;
    cf_problem_draw(&p, CF_FAMILY_SPARSE, (uint64_t)parameters[4], N, d, 1);
    double *beta = malloc(3 * d * sizeof *beta);
    size_t *basis = malloc(N * sizeof *basis);
    cf_status status = beta && basis ? CF_OK : CF_ENOMEM;
    in_doubles s = {
        &p, parameters[0], parameters[1], beta, beta ? beta + d : NULL, beta ? beta + 2 * d : NULL, basis, 0};
    if (status == CF_OK) status = cf_beta_l1(s.l1, NULL, basis, &s.n_basis, p.X, p.y, N, d);
    if (status == CF_OK) status = cf_beta_l2(s.l2, p.X, p.y, N, d);
    if (status == CF_OK)
        status = cf_limit_depth(beta, NULL, NULL, NULL, p.X, p.y, s.log_alpha, s.depth, N, d);
    if (status == CF_OK) compare(values, &s);
    free(beta), free(basis);
    cf_problem_clear(&p);
    return status;
}

const cf_experiment cf_atlas_limit_experiment = {.name = "atlas_limit",
                                                 .version = 1,
                                                 .parameters = "log_alpha depth N dim seed",
                                                 .values = "beta excess_l1 excess_l2",
                                                 .compute = compute};
