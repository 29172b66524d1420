/* basis_pursuit.c - a dense simplex method for basis pursuit.
 *
 *   primal   min ||beta||_1 s.t. X beta = y            dual   max y^T nu s.t. |x_i^T nu| <= 1 for every
 * column x_i
 *
 * Why not a general LP code: X is dense, so sparse factors and two columns (beta_i^+, beta_i^-) per
 * coordinate cost far more than the arithmetic does. Here a basis is N columns, each with the sign of the
 * dual bound x_i^T nu = s_i at which it sits; its inverse is kept explicitly, updated by a rank-one term a
 * pivot and rebuilt by LU every REBUILD pivots. A pivot is one product X^T rho and O(N^2).
 *
 *   1. Dual simplex from the artificial basis (nu = 0 is dual feasible): the leaving row has the largest
 *      value^2/||rho||^2 (dual steepest edge, its norms exact since the inverse is explicit); rho is its row
 * of the inverse; nu moves along rho until some |x_i^T nu| meets its bound, or the leaving column's own other
 * bound (then only its sign flips). Ties are broken in favour of large pivots (Harris). The bounds are
 * perturbed by up to PERTURB, fixed pseudo-random factors, so that duplicate and +-1 designs do not stall.
 *   2. The perturbation is taken back; primal simplex repairs what it changed, with Bland's rule after a
 * stall.
 *
 * All tests are relative to column and row norms, so that scaling the columns changes no decision but by
 * rounding. The result is a candidate: whoever needs certainty gives the basis to cf_ref_beta_l1. */
#include "basis_pursuit.h"
#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define REBUILD 60
#define PERTURB 1e-6
#define PIVOT_TOL 1e-11 /* of |x_i^T rho| against ||x_i|| ||rho||: below it is rounding */
#define FEAS_TOL                                                                                             \
    1e-12 /* of beta_k against ||rho_k|| ||y||, and of |x_i^T nu| - 1 against 1 + ||x_i|| ||nu|| */
#define ARTIFICIAL SIZE_MAX

typedef struct {
    size_t N, d, since_rebuild, pivots;
    const double *X, *y;
    double norm_y;
    double *norm;       /* d: ||x_i|| */
    double *bound;      /* d: |x_i^T nu| <= bound_i; 1 or perturbed */
    size_t *basis;      /* N: column or ARTIFICIAL (the unit column of that place's row) */
    size_t *row;        /* N: row of the artificial */
    double *sign;       /* N */
    char *is_basic;     /* d */
    double *inv;        /* N x N, row k is rho_k: rho_k^T x_{basis[k']} = [k = k'] */
    double *value;      /* N: beta in the basis */
    double *nu, *z;     /* N; d: z = X^T nu */
    double *alpha;      /* d: X^T rho */
    double *column, *w; /* N */
    lapack_int *ipiv;   /* N */
} simplex;

static void simplex_clear(simplex *s) {
    free(s->norm), free(s->bound), free(s->row), free(s->is_basic), free(s->inv), free(s->value), free(s->nu);
    free(s->z), free(s->alpha), free(s->column), free(s->w), free(s->ipiv);
}

/* Fixed pseudo-random factors in (0, 1): a multiplicative hash of the index. */
static double scatter(size_t i) {
    return (double)(((uint64_t)i * 0x9e3779b97f4a7c15u + 0x1234567u) >> 11) * 0x1p-53;
}

static cf_status simplex_init(simplex *s, const double *X, const double *y, size_t N, size_t d) {
    s->N = N, s->d = d, s->X = X, s->y = y, s->norm_y = cblas_dnrm2((int)N, y, 1);
    s->norm = calloc(d, sizeof(double)), s->bound = malloc(d * sizeof(double));
    s->row = malloc(N * sizeof(size_t)), s->is_basic = calloc(d, 1), s->inv = calloc(N * N, sizeof(double));
    s->value = malloc(N * sizeof(double)), s->nu = calloc(N, sizeof(double)),
    s->z = calloc(d, sizeof(double));
    s->alpha = malloc(d * sizeof(double)), s->column = malloc(N * sizeof(double)),
    s->w = malloc(N * sizeof(double));
    s->ipiv = malloc(N * sizeof(lapack_int));
    if (!s->norm || !s->bound || !s->row || !s->is_basic || !s->inv || !s->value || !s->nu || !s->z ||
        !s->alpha || !s->column || !s->w || !s->ipiv)
        return CF_ENOMEM;
    for (size_t n = 0; n < N; n++)
        for (size_t i = 0; i < d; i++) s->norm[i] += X[n * d + i] * X[n * d + i];
    for (size_t i = 0; i < d; i++)
        s->norm[i] = sqrt(s->norm[i]), s->bound[i] = 1 + PERTURB * (0.5 + scatter(i));
    for (size_t n = 0; n < N; n++) {
        s->basis[n] = ARTIFICIAL, s->row[n] = n, s->sign[n] = 0;
        s->inv[n * N + n] = 1, s->value[n] = y[n];
    }
    return CF_OK;
}

static void load_column(const simplex *s, double *out, size_t i) {
    for (size_t n = 0; n < s->N; n++) out[n] = s->X[n * s->d + i];
}

/* Recomputes value, nu and z from the inverse. */
static void refresh(simplex *s) {
    int N = (int)s->N, d = (int)s->d;
    cblas_dgemv(CblasRowMajor, CblasNoTrans, N, N, 1, s->inv, N, s->y, 1, 0, s->value, 1);
    for (int k = 0; k < N; k++) s->w[k] = s->basis[k] == ARTIFICIAL ? 0 : s->sign[k] * s->bound[s->basis[k]];
    cblas_dgemv(CblasRowMajor, CblasTrans, N, N, 1, s->inv, N, s->w, 1, 0, s->nu, 1);
    cblas_dgemv(CblasRowMajor, CblasTrans, N, d, 1, s->X, d, s->nu, 1, 0, s->z, 1);
}

/* Rebuilds the inverse by LU; CF_ERANK if the basis has become singular. */
static cf_status rebuild(simplex *s) {
    size_t N = s->N;
    for (size_t k = 0; k < N; k++) {
        if (s->basis[k] == ARTIFICIAL)
            memset(s->column, 0, N * sizeof(double)), s->column[s->row[k]] = 1;
        else
            load_column(s, s->column, s->basis[k]);
        for (size_t n = 0; n < N; n++) s->inv[n * N + k] = s->column[n];
    }
    if (LAPACKE_dgetrf(LAPACK_ROW_MAJOR, (int)N, (int)N, s->inv, (int)N, s->ipiv) ||
        LAPACKE_dgetri(LAPACK_ROW_MAJOR, (int)N, s->inv, (int)N, s->ipiv))
        return CF_ERANK;
    s->since_rebuild = 0;
    refresh(s);
    return CF_OK;
}

/* Column i takes place k at bound sign; the inverse gets its rank-one update. w = inv x_i. */
static cf_status pivot(simplex *s, size_t k, size_t i, double sign) {
    size_t N = s->N;
    if (s->basis[k] != ARTIFICIAL) s->is_basic[s->basis[k]] = 0;
    s->basis[k] = i, s->sign[k] = sign, s->is_basic[i] = 1;
    s->pivots++;
    if (++s->since_rebuild >= REBUILD) return rebuild(s);
    double p = s->w[k];
    cblas_dscal((int)N, 1 / p, s->inv + k * N, 1);
    s->w[k] = 0;
    cblas_dger(CblasRowMajor, (int)N, (int)N, -1, s->w, 1, s->inv + k * N, 1, s->inv, (int)N);
    double v = s->value[k] / p;
    cblas_daxpy((int)N, -v, s->w, 1, s->value, 1);
    s->value[k] = v;
    return CF_OK;
}

/* The leaving place: largest infeasibility in the steepest-edge norm. An artificial is infeasible even at 0,
 * but last. N if there is none. */
static size_t leaving_place(const simplex *s) {
    size_t best = s->N, artificial = s->N;
    double best_price = 0;
    for (size_t k = 0; k < s->N; k++) {
        const double *rho = s->inv + k * s->N;
        int is_artificial = s->basis[k] == ARTIFICIAL;
        if (is_artificial) artificial = k;
        if (!is_artificial && s->sign[k] * s->value[k] >= 0) continue;
        double norm2 = cblas_ddot((int)s->N, rho, 1, rho, 1), v = s->value[k];
        if (fabs(v) <= FEAS_TOL * sqrt(norm2) * s->norm_y) continue;
        if (v * v > best_price * norm2) best = k, best_price = v * v / norm2;
    }
    return best < s->N ? best : artificial;
}

/* Harris's ratio test along nu + t direction rho: the entering column, ARTIFICIAL if none, d if the leaving
 * column's own other bound (at t = flip) comes first. */
static size_t entering_column(const simplex *s, double direction, double rho_norm, double flip,
                              double *step) {
    double limit = flip;
    for (size_t i = 0; i < s->d; i++) {
        double a = direction * s->alpha[i], size = fabs(a);
        if (s->is_basic[i] || size <= PIVOT_TOL * s->norm[i] * rho_norm) continue;
        double room = s->bound[i] * (1 + FEAS_TOL * 100) - (a > 0 ? s->z[i] : -s->z[i]);
        if (room < limit * size) limit = room > 0 ? room / size : 0;
    }
    size_t best = limit < flip ? ARTIFICIAL : (isinf(flip) ? ARTIFICIAL : s->d);
    double best_size = 0;
    if (best == s->d) return *step = flip, best;
    for (size_t i = 0; i < s->d; i++) {
        double a = direction * s->alpha[i], size = fabs(a);
        if (s->is_basic[i] || size <= PIVOT_TOL * s->norm[i] * rho_norm) continue;
        double room = s->bound[i] - (a > 0 ? s->z[i] : -s->z[i]);
        if (room <= limit * size && size > best_size * s->norm[i])
            best = i, best_size = size / s->norm[i], *step = room > 0 ? room / size : 0;
    }
    return best;
}

static cf_status dual_simplex(simplex *s, size_t budget) {
    size_t N = s->N;
    int fresh = 0; /* the inverse is newly built: a verdict from it counts */
    while (budget-- > 0) {
        size_t k = leaving_place(s);
        if (k == N) {
            if (fresh || s->since_rebuild == 0) return CF_OK;
            cf_status status = rebuild(s);
            if (status != CF_OK) return status;
            fresh = 1;
            continue;
        }
        double *rho = s->inv + k * N, rho_norm = cblas_dnrm2((int)N, rho, 1), step = 0;
        int artificial = s->basis[k] == ARTIFICIAL;
        double direction = artificial ? (s->value[k] < 0 ? -1 : 1) : -s->sign[k];
        double flip = artificial ? INFINITY : 2 * s->bound[s->basis[k]];
        cblas_dgemv(CblasRowMajor, CblasTrans, (int)N, (int)s->d, 1, s->X, (int)s->d, rho, 1, 0, s->alpha, 1);
        size_t i = entering_column(s, direction, rho_norm, flip, &step);
        if (i == ARTIFICIAL) {
            if (fresh) return CF_ERANK;
            cf_status status = rebuild(s);
            if (status != CF_OK) return status;
            fresh = 1;
            continue;
        }
        cblas_daxpy((int)N, direction * step, rho, 1, s->nu, 1);
        cblas_daxpy((int)s->d, direction * step, s->alpha, 1, s->z, 1);
        fresh = 0;
        if (i == s->d) {
            s->sign[k] = -s->sign[k], s->pivots++;
            continue;
        }
        double sign = direction * s->alpha[i] > 0 ? 1 : -1;
        load_column(s, s->column, i);
        cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)N, (int)N, 1, s->inv, (int)N, s->column, 1, 0, s->w, 1);
        cf_status status = pivot(s, k, i, sign);
        if (status != CF_OK) return status;
    }
    return CF_ENOCONV;
}

/* The column that violates its bound most (Bland: the first), d if none. */
static size_t violated_column(const simplex *s, int bland) {
    size_t best = s->d;
    double most = 0, nu_norm = cblas_dnrm2((int)s->N, s->nu, 1);
    for (size_t i = 0; i < s->d; i++) {
        double excess = fabs(s->z[i]) - s->bound[i];
        if (s->is_basic[i] || excess <= FEAS_TOL * (1 + s->norm[i] * nu_norm)) continue;
        if (bland) return i;
        if (excess > most * s->norm[i]) best = i, most = excess / s->norm[i];
    }
    return best;
}

static cf_status primal_simplex(simplex *s, size_t budget) {
    size_t N = s->N, used = 0;
    cf_status status = rebuild(s);
    for (; status == CF_OK && used < budget; used++) {
        int bland = used > 20 + N;
        size_t i = violated_column(s, bland), best = N;
        if (i == s->d) return CF_OK;
        double sigma = s->z[i] > 0 ? 1 : -1, limit = INFINITY, best_size = 0;
        load_column(s, s->column, i);
        cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)N, (int)N, 1, s->inv, (int)N, s->column, 1, 0, s->w, 1);
        for (int pass = 0; pass < 2; pass++)
            for (size_t k = 0; k < N; k++) {
                double rate = s->sign[k] * sigma * s->w[k];
                double rho_norm = cblas_dnrm2((int)N, s->inv + k * N, 1);
                if (rate <= PIVOT_TOL * s->norm[i] * rho_norm) continue;
                double value = fmax(s->sign[k] * s->value[k], 0), slack = FEAS_TOL * rho_norm * s->norm_y;
                if (pass == 0)
                    limit = fmin(limit, (value + slack) / rate);
                else if (value <= limit * rate) {
                    double size = bland ? 1 / (1 + (double)s->basis[k]) : rate / rho_norm;
                    if (size > best_size) best = k, best_size = size;
                }
            }
        if (best == N) return CF_ENOCONV; /* unbounded: impossible for a norm but by rounding */
        status = pivot(s, best, i, sigma);
        if (status == CF_OK) refresh(s);
    }
    return status == CF_OK ? CF_ENOCONV : status;
}

cf_status cf_basis_pursuit(size_t *basis, double *sign, size_t *pivots, const double *X, const double *y,
                           size_t N, size_t d) {
    simplex s = {.basis = basis, .sign = sign};
    size_t budget = 1000 + 50 * (N + d);
    cf_status status = simplex_init(&s, X, y, N, d);
    if (status == CF_OK) status = dual_simplex(&s, budget);
    for (size_t i = 0; status == CF_OK && i < d; i++) s.bound[i] = 1;
    for (int round = 0; status == CF_OK && round < 8; round++) {
        status = primal_simplex(&s, budget);
        if (status == CF_OK) status = rebuild(&s);
        if (status != CF_OK || leaving_place(&s) == N) break;
        status = dual_simplex(&s, budget);
        if (status == CF_OK && violated_column(&s, 0) == d) break;
    }
    *pivots = s.pivots;
    simplex_clear(&s);
    return status;
}
