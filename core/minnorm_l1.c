/* minnorm_l1.c - beta_L1 = argmin ||beta||_1 s.t. X beta = y, at an optimal vertex, and a dual solution.
 *
 * The rows are scaled by powers of two, the simplex method of basis_pursuit.c finds an optimal basis B (N
 * columns and their signs s), and beta_B = B^-1 y, nu = B^-T s are recomputed from X itself: LU of B with
 * columns scaled by powers of two, then REFINE steps of iterative refinement whose residual is accumulated in
 * twice the precision (two-product and two-sum: a dot product's error is then u |result| + N^2 u^2 |a|.|b|).
 *
 * Error bound. If u * cond(B) < 1/10 the refined beta_B has ||beta - exact||_inf <= 4 u ||exact||_inf in the
 * scaled columns, and |(X beta - y)_n| <= 4 u sum_i |X_ni beta_i| in each row: both are the classical bounds
 * for mixed precision refinement (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed.,
 * Theorem 12.1, limiting accuracy u), the 4 covering the last step's N u cond(B) u. The optimality of B is
 * not guaranteed by doubles: cf_ref_beta_l1 proves it. */
#include "basis_pursuit.h"
#include "scaling.h"
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define REFINE 3

/* b - A x for row n of A (or of A^T), accumulated in twice the precision. */
static double residual(const double *A, const double *x, double b, size_t stride, size_t N) {
    double sum = b, low = 0;
    for (size_t k = 0; k < N; k++) {
        double p = -A[k * stride] * x[k], e = fma(-A[k * stride], x[k], -p);
        double t = sum + p, z = t - sum;
        low += ((sum - (t - z)) + (p - z)) + e;
        sum = t;
    }
    return sum + low;
}

/* Solves A x = b (transposed: A^T x = b) with A's LU factors and refinement; scratch holds N. */
static void refined_solve(double *x, const double *A, const double *LU, const lapack_int *ipiv,
                          const double *b, int transposed, double *scratch, size_t N) {
    char op = transposed ? 'T' : 'N';
    memset(x, 0, N * sizeof(double));
    for (int step = 0; step <= REFINE; step++) {
        for (size_t n = 0; n < N; n++)
            scratch[n] = transposed ? residual(A + n, x, b[n], N, N) : residual(A + n * N, x, b[n], 1, N);
        LAPACKE_dgetrs(LAPACK_ROW_MAJOR, op, (int)N, 1, LU, (int)N, ipiv, scratch, 1);
        for (size_t n = 0; n < N; n++) x[n] += scratch[n];
    }
}

static int by_index(const void *a, const void *b) {
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    return (i > j) - (i < j);
}

typedef struct {
    double *Xs, *ys, *sign, *bound, *A, *LU, *x, *scratch; /* N x d, N, N, N, N x N, N x N, N, N */
    size_t *basis, *sorted;
    int *row_exponent, *column_exponent;
    lapack_int *ipiv;
} workspace;

static int workspace_init(workspace *w, size_t N, size_t d) {
    w->Xs = malloc(N * d * sizeof(double)), w->ys = malloc(N * sizeof(double)),
    w->sign = malloc(N * sizeof(double));
    w->bound = malloc(N * sizeof(double)), w->A = malloc(N * N * sizeof(double)),
    w->LU = malloc(N * N * sizeof(double));
    w->x = malloc(N * sizeof(double)), w->scratch = malloc(N * sizeof(double));
    w->basis = malloc(N * sizeof(size_t)), w->sorted = malloc(N * sizeof(size_t));
    w->row_exponent = malloc(N * sizeof(int)), w->column_exponent = malloc(N * sizeof(int));
    w->ipiv = malloc(N * sizeof(lapack_int));
    return w->Xs && w->ys && w->sign && w->bound && w->A && w->LU && w->x && w->scratch && w->basis &&
           w->sorted && w->row_exponent && w->column_exponent && w->ipiv;
}

static void workspace_clear(workspace *w) {
    free(w->Xs), free(w->ys), free(w->sign), free(w->bound), free(w->A), free(w->LU), free(w->x),
        free(w->scratch);
    free(w->basis), free(w->sorted), free(w->row_exponent), free(w->column_exponent), free(w->ipiv);
}

/* A = the basic columns of Xs, each scaled to order 1, and its LU factors. */
static cf_status factor_basis(workspace *w, size_t N, size_t d) {
    for (size_t k = 0; k < N; k++) {
        double largest = 0;
        for (size_t n = 0; n < N; n++) largest = fmax(largest, fabs(w->Xs[n * d + w->basis[k]]));
        (void)frexp(largest, &w->column_exponent[k]);
        for (size_t n = 0; n < N; n++)
            w->A[n * N + k] = scalbn(w->Xs[n * d + w->basis[k]], -w->column_exponent[k]);
    }
    memcpy(w->LU, w->A, N * N * sizeof(double));
    return LAPACKE_dgetrf(LAPACK_ROW_MAJOR, (int)N, (int)N, w->LU, (int)N, w->ipiv) ? CF_ERANK : CF_OK;
}

cf_status cf_beta_l1(double *beta, double *nu, size_t *support, size_t *n_support, const double *X,
                     const double *y, size_t N, size_t d) {
    if (N == 0 || N > d) return CF_EINVAL;
    workspace w;
    int y_exponent;
    size_t pivots;
    cf_status status = workspace_init(&w, N, d) ? CF_OK : CF_ENOMEM;
    if (status == CF_OK) status = cf_scale_rows(w.Xs, w.ys, w.row_exponent, &y_exponent, X, y, N, d);
    if (status == CF_OK) status = cf_basis_pursuit(w.basis, w.sign, &pivots, w.Xs, w.ys, N, d);
    if (status == CF_OK) status = factor_basis(&w, N, d);
    if (status == CF_OK) {
        refined_solve(w.x, w.A, w.LU, w.ipiv, w.ys, 0, w.scratch, N);
        memset(beta, 0, d * sizeof(double));
        for (size_t k = 0; k < N; k++) beta[w.basis[k]] = scalbn(w.x[k], -w.column_exponent[k] - y_exponent);
        if (nu) {
            for (size_t k = 0; k < N; k++) w.bound[k] = scalbn(w.sign[k], -w.column_exponent[k]);
            refined_solve(w.x, w.A, w.LU, w.ipiv, w.bound, 1, w.scratch, N);
            for (size_t n = 0; n < N; n++) nu[n] = scalbn(w.x[n], w.row_exponent[n]);
        }
        memcpy(w.sorted, w.basis, N * sizeof(size_t));
        qsort(w.sorted, N, sizeof(size_t), by_index);
        if (support) memcpy(support, w.sorted, N * sizeof(size_t));
        if (n_support) *n_support = N;
    }
    workspace_clear(&w);
    return status;
}
