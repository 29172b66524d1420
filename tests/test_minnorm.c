/* test_minnorm.c - the minimum-norm interpolants against their exact twins: random, degenerate, graded, wrong
 * hints. */
#include "core/certiflow.h"
#include "reference/certiflow_ref.h"
#include "reference/minnorm.h"
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    double *X, *y;
    size_t N, d;
} problem;

static problem gaussian(uint64_t seed, size_t N, size_t d) {
    problem p = {calloc(N * d, sizeof(double)), calloc(N, sizeof(double)), N, d};
    cf_rng rng;
    cf_rng_init(&rng, seed);
    cf_rng_normals(p.X, &rng, N * d);
    cf_rng_normals(p.y, &rng, N);
    return p;
}

static void clear(problem *p) {
    free(p->X), free(p->y);
}

/* y = X beta with beta = 1 at the first r coordinates: exactly representable when X holds small integers */
static void sparse_target(problem *p, size_t r) {
    for (size_t n = 0; n < p->N; n++) {
        p->y[n] = 0;
        for (size_t i = 0; i < r; i++) p->y[n] += p->X[n * p->d + i];
    }
}

static void round_entries(problem *p) {
    for (size_t j = 0; j < p->N * p->d; j++) p->X[j] = fmax(-3, fmin(3, round(p->X[j])));
}

static void grade_columns(problem *p, double factor) {
    for (size_t n = 0; n < p->N; n++)
        for (size_t i = 0; i < p->d; i++)
            p->X[n * p->d + i] *= i % 3 == 0 ? factor : i % 3 == 1 ? 1 / factor : 1;
}

static void exact_matrices(fmpq_mat_t X, fmpq_mat_t y, const problem *p) {
    fmpq_mat_init(X, (slong)p->N, (slong)p->d), fmpq_mat_init(y, (slong)p->N, 1);
    for (size_t n = 0; n < p->N; n++) {
        for (size_t i = 0; i < p->d; i++)
            cf_fmpq_set_double(fmpq_mat_entry(X, (slong)n, (slong)i), p->X[n * p->d + i]);
        cf_fmpq_set_double(fmpq_mat_entry(y, (slong)n, 0), p->y[n]);
    }
}

/* ||beta - exact||_2 <= bound ||exact||_2, by exact squares */
static void within_norm(const double *beta, const fmpq_mat_t exact, double bound, const char *what) {
    fmpq_t gap, error, size;
    fmpq_init(gap), fmpq_init(error), fmpq_init(size);
    for (slong i = 0; i < fmpq_mat_nrows(exact); i++) {
        cf_fmpq_set_double(gap, beta[i]);
        fmpq_sub(gap, gap, fmpq_mat_entry(exact, i, 0));
        fmpq_addmul(error, gap, gap);
        fmpq_addmul(size, fmpq_mat_entry(exact, i, 0), fmpq_mat_entry(exact, i, 0));
    }
    cf_fmpq_set_double(gap, bound * bound);
    fmpq_mul(size, size, gap);
    cr_assert(fmpq_cmp(error, size) <= 0, "%s: beyond the declared bound", what);
    fmpq_clear(gap), fmpq_clear(error), fmpq_clear(size);
}

/* X beta = y; ||X^T nu||_inf <= 1; y^T nu = ||beta||_1 = value: exactly. So beta is optimal, whoever found
 * it. */
static void check_certificate(const cf_ref_l1 *l1, const problem *p) {
    fmpq_mat_t X, y, r, z, XT;
    fmpq_t sum, a, one;
    exact_matrices(X, y, p);
    fmpq_mat_init(r, (slong)p->N, 1), fmpq_mat_init(z, (slong)p->d, 1),
        fmpq_mat_init(XT, (slong)p->d, (slong)p->N);
    fmpq_init(sum), fmpq_init(a), fmpq_init(one), fmpq_one(one);
    fmpq_mat_mul(r, X, l1->beta);
    cr_assert(fmpq_mat_equal(r, y), "X beta = y");
    fmpq_mat_transpose(XT, X);
    fmpq_mat_mul(z, XT, l1->nu);
    size_t active = 0, nonzero = 0;
    for (slong i = 0; i < (slong)p->d; i++) {
        fmpq_abs(a, fmpq_mat_entry(z, i, 0));
        cr_assert(fmpq_cmp(a, one) <= 0, "dual feasibility");
        active += fmpq_equal(a, one) != 0;
        nonzero += !fmpq_is_zero(fmpq_mat_entry(l1->beta, i, 0));
        fmpq_abs(a, fmpq_mat_entry(l1->beta, i, 0));
        fmpq_add(sum, sum, a);
    }
    cr_assert_eq(active, l1->n_active);
    cr_assert_eq(nonzero, l1->n_nonzero);
    cr_assert(fmpq_equal(sum, l1->value), "value");
    fmpq_zero(sum);
    for (slong n = 0; n < (slong)p->N; n++)
        fmpq_addmul(sum, fmpq_mat_entry(y, n, 0), fmpq_mat_entry(l1->nu, n, 0));
    cr_assert(fmpq_equal(sum, l1->value), "no duality gap");
    fmpq_mat_clear(X), fmpq_mat_clear(y), fmpq_mat_clear(r), fmpq_mat_clear(z), fmpq_mat_clear(XT);
    fmpq_clear(sum), fmpq_clear(a), fmpq_clear(one);
}

/* Core, certificate, and the two held against each other. Returns the truth about uniqueness. */
static cf_truth solve_l1(const problem *p, const char *what) {
    size_t N = p->N, d = p->d, n_support = 0, *support = malloc(N * sizeof *support);
    double *beta = malloc(d * sizeof *beta), *nu = malloc(N * sizeof *nu);
    cf_ref_l1 l1;
    cf_ref_l1_init(&l1, N, d);
    cf_status status = cf_beta_l1(beta, nu, support, &n_support, p->X, p->y, N, d);
    cr_assert_eq(status, CF_OK, "%s: %s", what, cf_status_message(status));
    for (size_t k = 1; k < n_support; k++) cr_assert_lt(support[k - 1], support[k]);
    cr_assert_eq(cf_ref_beta_l1(&l1, p->X, p->y, support, n_support, N, d), CF_REF_OK, "%s", what);
    check_certificate(&l1, p);
    fmpq_t sum, a;
    fmpq_init(sum), fmpq_init(a);
    for (size_t i = 0; i < d; i++) {
        cf_fmpq_set_double(a, fabs(beta[i]));
        fmpq_add(sum, sum, a);
    }
    fmpq_sub(sum, sum, l1.value);
    fmpq_abs(sum, sum);
    cf_fmpq_set_double(a, 16 * DBL_EPSILON);
    fmpq_mul(a, a, l1.value);
    cr_assert(fmpq_cmp(sum, a) <= 0, "%s: norm", what);
    if (l1.unique == CF_TRUE) within_norm(beta, l1.beta, 8 * DBL_EPSILON, what);
    cf_truth unique = l1.unique;
    fmpq_clear(sum), fmpq_clear(a);
    cf_ref_l1_clear(&l1);
    free(beta), free(nu), free(support);
    return unique;
}

static void solve_l2(const problem *p, const char *what) {
    double *beta = malloc(p->d * sizeof *beta);
    fmpq_mat_t exact, X, y, r;
    fmpq_mat_init(exact, (slong)p->d, 1);
    cf_status status = cf_beta_l2(beta, p->X, p->y, p->N, p->d);
    cr_assert_eq(status, CF_OK, "%s: %s", what, cf_status_message(status));
    cr_assert_eq(cf_ref_beta_l2(exact, p->X, p->y, p->N, p->d), CF_REF_OK);
    within_norm(beta, exact, 2 * DBL_EPSILON, what);
    exact_matrices(X, y, p);
    fmpq_mat_init(r, (slong)p->N, 1);
    fmpq_mat_mul(r, X, exact);
    cr_assert(fmpq_mat_equal(r, y), "X beta = y");
    fmpq_mat_clear(exact), fmpq_mat_clear(X), fmpq_mat_clear(y), fmpq_mat_clear(r);
    free(beta);
}

Test(minnorm, random_shapes) {
    static const size_t shapes[][2] = {{1, 1},  {1, 7},   {2, 2},    {3, 5},
                                       {5, 12}, {12, 12}, {20, 100}, {30, 40}};
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++)
        for (uint64_t seed = 1; seed <= 5; seed++) {
            problem p = gaussian(seed, shapes[s][0], shapes[s][1]);
            solve_l2(&p, "gaussian");
            cr_assert_eq(solve_l1(&p, "gaussian"), CF_TRUE);
            clear(&p);
        }
}

Test(minnorm, degenerate_vertices) {
    for (uint64_t seed = 1; seed <= 12; seed++)
        for (size_t r = 1; r <= 3; r++) {
            problem p = gaussian(100 + seed, 5 + seed, 12 + 4 * seed);
            round_entries(&p);
            sparse_target(&p, r);
            solve_l2(&p, "sparse");
            solve_l1(&p, "sparse");
            clear(&p);
        }
}

Test(minnorm, graded_columns_and_rows) {
    for (uint64_t seed = 1; seed <= 6; seed++) {
        problem p = gaussian(200 + seed, 8, 30);
        grade_columns(&p, 1e6);
        solve_l2(&p, "columns 1e+-6");
        solve_l1(&p, "columns 1e+-6");
        for (size_t n = 0; n < p.N; n++) {
            double f = pow(10, 40 * ((double)(n % 3) - 1));
            for (size_t i = 0; i < p.d; i++) p.X[n * p.d + i] *= f;
            p.y[n] *= f;
        }
        solve_l2(&p, "rows 1e+-40");
        solve_l1(&p, "rows 1e+-40");
        clear(&p);
    }
}

Test(minnorm, signs_and_duplicates) {
    for (uint64_t seed = 1; seed <= 10; seed++) {
        problem p = gaussian(300 + seed, 6, 24);
        for (size_t j = 0; j < p.N * p.d; j++) p.X[j] = p.X[j] > 0 ? 1 : -1;
        for (size_t n = 0; n < p.N; n++) p.X[n * p.d + n] = 2; /* full rank is likely, asked for below */
        fmpq_mat_t exact;
        fmpq_mat_init(exact, (slong)p.d, 1);
        int full = cf_ref_beta_l2(exact, p.X, p.y, p.N, p.d) == CF_REF_OK;
        fmpq_mat_clear(exact);
        if (full) solve_l1(&p, "signs");
        for (size_t n = 0; n < p.N; n++)
            for (size_t i = 0; i < 12; i++) p.X[n * p.d + 12 + i] = p.X[n * p.d + i]; /* every column twice */
        solve_l2(&p, "duplicates");
        cr_assert_eq(solve_l1(&p, "duplicates"), CF_FALSE,
                     "twice the same column in the support: not unique");
        clear(&p);
    }
}

/* X = (1 1 a): unique iff |a| > 1; (2 1): unique although only one column is active. */
/* Columns that are nearly multiples of +-1 of each other: what is optimal for the perturbed bounds of the first phase (1e-6) is not for the
 * bounds themselves, and where they differ by a few units in the last place alone the exact search has pivots of its own to make. */
Test(minnorm, nearly_equal_columns) {
    static const double gaps[] = {1e-7, 1e-9, 3e-16};
    for (size_t g = 0; g < 3; g++)
        for (uint64_t seed = 1; seed <= 12; seed++) {
            problem p = gaussian(900 + seed, 1 + seed % 6, 30);
            cf_rng rng;
            cf_rng_init(&rng, seed);
            for (size_t i = p.N; i < p.d; i++) {
                double scale = (1 + gaps[g] * cf_rng_uniform(&rng)) * (i % 2 ? -1 : 1);
                for (size_t n = 0; n < p.N; n++) p.X[n * p.d + i] = scale * p.X[n * p.d + i % p.N];
            }
            solve_l1(&p, "nearly equal");
            clear(&p);
        }
}

Test(minnorm, uniqueness_by_hand) {
    double X1[] = {1, 1, 0.5}, X2[] = {1, 1, 2}, y[] = {1};
    double X3[] = {1, 0, 1, 0, 1, 1}, y3[] = {1, 1}; /* beta = (0,0,1) of norm 1, e1 + e2 has norm 2 */
    double X4[] = {1, 0, 0.5, 0, 1, 0.5},
           y4[] = {1, 1}; /* x_3 = (x_1 + x_2)/2: active, twice as far; a segment */
    double X5[] = {1, 0, 0.5, 0, 1, 0.5},
           y5[] = {1, 0}; /* x_3 needs beta_2 < 0: unique, with a dual where 3 is active */
    problem p = {X1, y, 1, 3};
    cr_assert_eq(solve_l1(&p, "tie"), CF_FALSE);
    p.X = X2;
    cr_assert_eq(solve_l1(&p, "no tie"), CF_TRUE);
    p = (problem){X3, y3, 2, 3};
    cr_assert_eq(solve_l1(&p, "degenerate"), CF_TRUE);
    p = (problem){X4, y4, 2, 3};
    cr_assert_eq(solve_l1(&p, "segment"), CF_FALSE);
    p = (problem){X5, y5, 2, 3};
    cr_assert_eq(solve_l1(&p, "active but unique"), CF_TRUE);
}

/* M u = 0 has solutions u >= 0 other than 0; beyond the room for its table that is not known, and not denied. */
Test(minnorm, uniqueness_beyond_the_room) {
    for (slong columns = 100; columns <= 30000; columns += 29900) {
        fmpq_mat_t M;
        fmpq_mat_init(M, 1, columns);
        cr_expect_eq(cf_ref_only_zero(M), columns == 100 ? CF_FALSE : CF_UNKNOWN, "%ld columns", columns);
        fmpq_mat_clear(M);
    }
}

Test(minnorm, zero_target) {
    problem p = gaussian(7, 4, 9);
    memset(p.y, 0, p.N * sizeof(double));
    cr_assert_eq(solve_l1(&p, "y = 0"), CF_TRUE);
    double beta[9];
    cr_assert_eq(cf_beta_l2(beta, p.X, p.y, 4, 9), CF_OK);
    for (int i = 0; i < 9; i++) cr_assert_eq(beta[i], 0);
    clear(&p);
}

/* Any hint, however wrong, ends in a certificate that holds, or in no certificate. */
Test(minnorm, wrong_hints) {
    problem p = gaussian(9, 10, 40);
    cf_ref_l1 l1, truth;
    cf_ref_l1_init(&truth, 10, 40);
    size_t none[1] = {0};
    cr_assert_eq(cf_ref_beta_l1(&truth, p.X, p.y, none, 0, 10, 40), CF_REF_OK);
    check_certificate(&truth, &p);
    for (uint64_t seed = 0; seed < 30; seed++) {
        size_t hint[14];
        cf_rng rng;
        cf_rng_init(&rng, seed);
        for (int k = 0; k < 14; k++)
            hint[k] = (size_t)(cf_rng_uniform(&rng) * (seed % 2 ? 80 : 40)); /* repeats, out of range */
        cf_ref_l1_init(&l1, 10, 40);
        cf_ref_status status = cf_ref_beta_l1(&l1, p.X, p.y, hint, 5 + seed % 10, 10, 40);
        cr_assert_eq(status, CF_REF_OK);
        check_certificate(&l1, &p);
        cr_assert(fmpq_equal(l1.value, truth.value));
        cf_ref_l1_clear(&l1);
    }
    cf_ref_l1_clear(&truth);
    clear(&p);
}

Test(minnorm, bad_input) {
    problem p = gaussian(3, 4, 8);
    double beta[8];
    fmpq_mat_t exact;
    fmpq_mat_init(exact, 8, 1);
    cf_ref_l1 l1;
    cf_ref_l1_init(&l1, 4, 8);
    size_t hint[4] = {0, 1, 2, 3};
    cr_assert_eq(cf_beta_l1(beta, NULL, NULL, NULL, p.X, p.y, 4, 3), CF_EINVAL);
    cr_assert_eq(cf_beta_l2(beta, p.X, p.y, 0, 3), CF_EINVAL);
    for (int i = 0; i < 8; i++) p.X[8 + i] = 3 * p.X[i] - p.X[16 + i];
    cr_assert_eq(cf_beta_l2(beta, p.X, p.y, 4, 8), CF_ERANK);
    cr_assert_eq(cf_beta_l1(beta, NULL, NULL, NULL, p.X, p.y, 4, 8), CF_ERANK);
    for (int i = 0; i < 8; i++) p.X[8 + i] = 2 * p.X[i];
    cr_assert_eq(cf_ref_beta_l2(exact, p.X, p.y, 4, 8), CF_REF_ERANK);
    cr_assert_eq(cf_ref_beta_l1(&l1, p.X, p.y, hint, 4, 4, 8), CF_REF_ERANK);
    for (int i = 0; i < 8; i++) p.X[8 + i] = 0;
    cr_assert_eq(cf_beta_l2(beta, p.X, p.y, 4, 8), CF_ERANK);
    cr_assert_eq(cf_beta_l1(beta, NULL, NULL, NULL, p.X, p.y, 4, 8), CF_ERANK);
    p.X[3] = NAN;
    cr_assert_eq(cf_beta_l2(beta, p.X, p.y, 4, 8), CF_EINVAL);
    cr_assert_eq(cf_beta_l1(beta, NULL, NULL, NULL, p.X, p.y, 4, 8), CF_EINVAL);
    cr_assert_eq(cf_ref_beta_l1(&l1, p.X, p.y, hint, 4, 4, 8), CF_REF_EINVAL);
    fmpq_mat_clear(exact), cf_ref_l1_clear(&l1);
    clear(&p);
}

/* The reference instance: d = 1000, N = 100. */
Test(minnorm, reference_instance) {
    problem p = gaussian(1, 100, 1000);
    double *beta_star = malloc(1000 * sizeof(double));
    cr_assert_eq(cf_sparse_regression(p.X, p.y, beta_star, 1, 5, 0.01, 100, 1000), CF_OK);
    cr_assert_eq(solve_l1(&p, "reference instance"), CF_TRUE);
    free(beta_star);
    clear(&p);
}

/* Coefficients that are the rounding of y alone: doubles do not know their signs, and the dual solution has to have them. */
Test(minnorm, tiny_coefficients) {
    for (uint64_t seed = 1; seed <= 30; seed++) {
        problem p = gaussian(seed, 3, seed % 2 ? 3 : 5);
        for (size_t n = 0; n < p.N; n++) p.y[n] = p.X[n * p.d] * 0.1 + p.X[n * p.d + 1] * 0.3;
        cf_ref_l1 l1;
        cf_ref_l1_init(&l1, p.N, p.d);
        cf_ref_status status = cf_ref_beta_l1(&l1, p.X, p.y, NULL, 0, p.N, p.d);
        cr_assert_eq(status, CF_REF_OK);
        check_certificate(&l1, &p);
        cf_ref_l1_clear(&l1);
        clear(&p);
    }
}

Test(minnorm, norms) {
    cf_rng rng;
    cf_rng_init(&rng, 5);
    double b[200];
    for (int k = 0; k < 60; k++) {
        cf_rng_normals(b, &rng, 200);
        for (int i = 0; i < 200; i++)
            b[i] *= exp((k % 5) * 30 * (cf_rng_uniform(&rng) - 0.5)) * (k % 7 == 0 ? 1e-290 : 1);
        arb_ptr v = _arb_vec_init(200);
        arb_t norm, gap, bound;
        arb_init(norm), arb_init(gap), arb_init(bound);
        for (int i = 0; i < 200; i++) arb_set_d(v + i, b[i]);
        for (int which = 1; which <= 2; which++) {
            (which == 1 ? cf_ref_norm_l1 : cf_ref_norm_l2)(norm, v, 200, 128);
            arb_set_d(gap, which == 1 ? cf_norm_l1(b, 200) : cf_norm_l2(b, 200));
            arb_sub(gap, gap, norm, 128), arb_abs(gap, gap);
            arb_mul_2exp_si(bound, norm, -52);
            cr_assert(cf_ball_le(gap, bound) == CF_TRUE, "norm %d, case %d", which, k);
        }
        arb_clear(norm), arb_clear(gap), arb_clear(bound);
        _arb_vec_clear(v, 200);
    }
    double huge[] = {1e308, -1e308, 1e300}, inf[] = {1, -INFINITY};
    cr_assert(fabs(cf_norm_l2(huge, 3) / 1e308 - sqrt(2)) < 1e-15);
    cr_assert_eq(cf_norm_l1(huge, 3), INFINITY);
    cr_assert_eq(cf_norm_l1(inf, 2), INFINITY);
    cr_assert_eq(cf_norm_l2(inf, 2), INFINITY);
    cr_assert_eq(cf_norm_l2(huge, 0), 0);
}
