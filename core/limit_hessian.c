/* limit_hessian.c - equations with the dual's Hessian H = X diag(w) X^T.
 *
 * A Cholesky factor C of H is the preconditioner of conjugate gradients, which apply H by two products with
 * X; so C may lack columns of negligible weight, or belong to an earlier w. With a factor in single precision
 * those products are in single precision too (X is converted once): the solution is good to about 1e-6, which
 * Newton, whose residuals are in double, makes up for; where that does not suffice both are in double. In
 * exact arithmetic the iterate p of conjugate gradients started at 0 satisfies p^T H p = p^T r.
 */
#include "limit_hessian.h"

#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1024 }; /* columns of X at a time */
/* A factor in single precision leaves out the columns of less than MINOR of the largest weight where enough
 * of the others, PLENTY * N, are left; below NEGLIGIBLE in any case. Conjugate gradients make up for them. */
#define MINOR 1e-4
#define NEGLIGIBLE 1e-5
enum { PLENTY = 4 };

struct cf_hessian {
    size_t N, d, factorizations;
    enum { NONE, SINGLE, DOUBLE } kind;
    double scale; /* of the single-precision factor: C C^T = H / scale */
    void *block;  /* (N, BLOCK): X W^(1/2), in double or float */
    double *C;    /* (N, N), lower triangle, row-major; in single precision the same memory as float */
    double *diagonal, *res, *dir, *pre, *image; /* (N) */
    double *t, *root;                           /* (d) */
    float *X;                                   /* (N, d): X in single precision, once it is needed */
    float *fres, *fdir, *fpre, *fimage;         /* (N) */
    float *ft, *fw, *fwt;                       /* (d): fw = w / scale */
    int converted;                              /* X is filled */
    size_t *index;                              /* (d) */
};

cf_hessian *cf_hessian_new(size_t N, size_t d) {
    cf_hessian *h = calloc(1, sizeof *h);
    if (!h) return NULL;
    h->N = N, h->d = d;
    h->block = malloc(N * (d < BLOCK ? d : BLOCK) * sizeof(double));
    h->C = malloc((N * N + 5 * N + 2 * d) * sizeof(double));
    h->X = malloc((N * d + 4 * N + 3 * d) * sizeof(float));
    h->index = malloc(d * sizeof(size_t));
    if (!h->block || !h->C || !h->X || !h->index) {
        cf_hessian_free(h);
        return NULL;
    }
    h->diagonal = h->C + N * N, h->res = h->diagonal + N, h->dir = h->res + N, h->pre = h->dir + N;
    h->image = h->pre + N, h->t = h->image + N, h->root = h->t + d;
    h->fres = h->X + N * d, h->fdir = h->fres + N, h->fpre = h->fdir + N, h->fimage = h->fpre + N;
    h->ft = h->fimage + N, h->fw = h->ft + d, h->fwt = h->fw + d;
    return h;
}

void cf_hessian_free(cf_hessian *h) {
    if (!h) return;
    free(h->block);
    free(h->C);
    free(h->X);
    free(h->index);
    free(h);
}

size_t cf_hessian_factorizations(const cf_hessian *h) {
    return h->factorizations;
}

/* Lists the columns with w > least w_max and their sqrt(w / scale). */
static size_t choose(cf_hessian *h, const double *w, double least, double scale) {
    size_t kept = 0;
    for (size_t i = 0; i < h->d; i++) {
        if (w[i] > least * scale) {
            h->root[kept] = sqrt(w[i] / scale);
            h->index[kept++] = i;
        }
    }
    return kept;
}

static void form_double(cf_hessian *h, const cf_limit_problem *q, size_t kept) {
    const size_t N = h->N;
    double *s = h->block;
    for (size_t first = 0; first < kept; first += BLOCK) {
        const size_t n_columns = kept - first < BLOCK ? kept - first : BLOCK;
        for (size_t n = 0; n < N; n++) {
            const double *x = q->X + n * q->d;
            for (size_t k = 0; k < n_columns; k++)
                s[n * n_columns + k] = x[h->index[first + k]] * h->root[first + k];
        }
        cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, (int)N, (int)n_columns, 1.0, s, (int)n_columns,
                    first > 0 ? 1.0 : 0.0, h->C, (int)N);
    }
}

/* out = x in single precision; by eights, which compilers turn into vectors. */
static void convert(float *restrict out, const double *restrict x, size_t n) {
    size_t k = 0;
    for (; k + 8 <= n; k += 8) {
        for (size_t j = 0; j < 8; j++) out[k + j] = (float)x[k + j];
    }
    for (; k < n; k++) out[k] = (float)x[k];
}

/* out = x * root, by eights as well. */
static void scale_columns(float *restrict out, const float *restrict x, const float *restrict root,
                          size_t n) {
    size_t k = 0;
    for (; k + 8 <= n; k += 8) {
        for (size_t j = 0; j < 8; j++) out[k + j] = x[k + j] * root[k + j];
    }
    for (; k < n; k++) out[k] = x[k] * root[k];
}

static void form_single(cf_hessian *h, size_t kept) {
    const size_t N = h->N;
    float *s = h->block, *root = h->ft;
    for (size_t k = 0; k < kept; k++) root[k] = (float)h->root[k];
    for (size_t first = 0; first < kept; first += BLOCK) {
        const size_t n_columns = kept - first < BLOCK ? kept - first : BLOCK;
        for (size_t n = 0; n < N; n++) {
            const float *x = h->X + n * h->d;
            float *out = s + n * n_columns;
            if (kept == h->d) {
                scale_columns(out, x + first, root + first, n_columns);
            } else {
                for (size_t k = 0; k < n_columns; k++) out[k] = x[h->index[first + k]] * root[first + k];
            }
        }
        cblas_ssyrk(CblasRowMajor, CblasLower, CblasNoTrans, (int)N, (int)n_columns, 1.0f, s, (int)n_columns,
                    first > 0 ? 1.0f : 0.0f, (float *)(void *)h->C, (int)N);
    }
}

/* Column-major upper is row-major lower. A pivot that has lost all but a few bits says: not in this
 * precision. */
static int cholesky_double(cf_hessian *h) {
    const size_t N = h->N;
    for (size_t n = 0; n < N; n++) h->diagonal[n] = h->C[n * N + n];
    if (LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'U', (int)N, h->C, (int)N) != 0) return 0;
    for (size_t n = 0; n < N; n++) {
        const double c = h->C[n * N + n];
        if (!(c * c > 1e-13 * h->diagonal[n])) return 0;
    }
    return 1;
}

static int cholesky_single(cf_hessian *h) {
    const size_t N = h->N;
    float *C = (float *)(void *)h->C;
    for (size_t n = 0; n < N; n++) h->diagonal[n] = C[n * N + n];
    if (LAPACKE_spotrf_work(LAPACK_COL_MAJOR, 'U', (int)N, C, (int)N) != 0) return 0;
    for (size_t n = 0; n < N; n++) {
        const double c = C[n * N + n];
        if (!(c * c > 1e-5 * h->diagonal[n])) return 0;
    }
    return 1;
}

int cf_hessian_factor(cf_hessian *h, const double *w, const cf_limit_problem *q, int precision) {
    double w_max = 0;
    for (size_t i = 0; i < h->d; i++) w_max = w[i] > w_max ? w[i] : w_max;
    h->kind = NONE;
    h->scale = w_max;
    if (!(w_max > 1e-290 && w_max < 1e290)) return 0;
    if (precision == CF_HESSIAN_FLOAT) {
        size_t kept = choose(h, w, MINOR, w_max);
        if (kept < PLENTY * h->N) kept = choose(h, w, NEGLIGIBLE, w_max);
        h->factorizations++;
        if (kept >= h->N) {
            if (!h->converted) convert(h->X, q->X, h->N * h->d);
            h->converted = 1;
            form_single(h, kept);
            if (cholesky_single(h)) h->kind = SINGLE;
        }
    }
    if (h->kind == NONE) {
        const size_t kept = choose(h, w, 1e-18, w_max);
        h->factorizations++;
        if (kept < h->N) return 0;
        form_double(h, q, kept);
        if (cholesky_double(h)) h->kind = DOUBLE;
    }
    return h->kind != NONE;
}

/* out = (C C^T)^-1 v; diagonal of X X^T where there is no factor. */
static void precondition(double *out, const cf_hessian *h, const double *v) {
    const size_t N = h->N;
    if (h->kind == DOUBLE) {
        for (size_t n = 0; n < N; n++) out[n] = v[n] / h->scale;
        cblas_dtrsv(CblasColMajor, CblasUpper, CblasTrans, CblasNonUnit, (int)N, h->C, (int)N, out, 1);
        cblas_dtrsv(CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, (int)N, h->C, (int)N, out, 1);
    } else {
        for (size_t n = 0; n < N; n++) out[n] = v[n] / h->diagonal[n];
    }
}

static void precondition_single(float *out, const cf_hessian *h, const float *v) {
    const float *C = (const float *)(const void *)h->C;
    memcpy(out, v, h->N * sizeof(float));
    cblas_strsv(CblasColMajor, CblasUpper, CblasTrans, CblasNonUnit, (int)h->N, C, (int)h->N, out, 1);
    cblas_strsv(CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, (int)h->N, C, (int)h->N, out, 1);
}

/* Conjugate gradients. Returns the iterations; *ratio: what is left of the preconditioned residual. */
static int gradients(double *ratio, double *p, double *dz, cf_hessian *h, const double *r, const double *w,
                     const cf_limit_problem *q, double tol, int max) {
    const size_t N = h->N, d = h->d;
    memset(p, 0, N * sizeof(double));
    memset(dz, 0, d * sizeof(double));
    memcpy(h->res, r, N * sizeof(double));
    precondition(h->dir, h, h->res);
    double rho = cblas_ddot((int)N, h->res, 1, h->dir, 1);
    const double first = rho;
    *ratio = first > 0 ? 1 : 0;
    int k = 0;
    for (; k < max && rho > 0 && rho > tol * tol * first; k++) {
        double curvature = 0;
        cf_limit_apply_t(h->t, h->dir, q);
        for (size_t i = 0; i < d; i++) h->root[i] = w[i] * h->t[i];
        cf_limit_apply(h->image, h->root, q);
        curvature = cblas_ddot((int)N, h->dir, 1, h->image, 1);
        if (!(curvature > 0)) break;
        const double step = rho / curvature;
        for (size_t n = 0; n < N; n++) p[n] += step * h->dir[n], h->res[n] -= step * h->image[n];
        for (size_t i = 0; i < d; i++) dz[i] += step * h->t[i];
        precondition(h->pre, h, h->res);
        const double next = cblas_ddot((int)N, h->res, 1, h->pre, 1);
        for (size_t n = 0; n < N; n++) h->dir[n] = h->pre[n] + (next / rho) * h->dir[n];
        rho = next;
    }
    if (first > 0) *ratio = sqrt(fmax(rho, 0) / first);
    return rho == rho ? k : -1;
}

/* The same with every product in single precision, in units of r's largest entry and of scale. Weights below
 * 1e-20 of the scale are nothing in that precision, and would bring subnormal numbers in. */
static int gradients_single(double *ratio, double *p, double *dz, cf_hessian *h, const double *r,
                            const double *w, double tol, int max) {
    const int N = (int)h->N, d = (int)h->d;
    double r_max = 1e-300;
    for (int n = 0; n < N; n++) r_max = fmax(r_max, fabs(r[n]));
    for (int n = 0; n < N; n++) h->fres[n] = (float)(r[n] / r_max);
    const double inverse = 1 / h->scale, unit = r_max / h->scale;
    for (int i = 0; i < d; i++) h->fw[i] = w[i] * inverse > 1e-20 ? (float)(w[i] * inverse) : 0.0f;
    memset(p, 0, h->N * sizeof(double));
    memset(dz, 0, h->d * sizeof(double));
    precondition_single(h->fdir, h, h->fres);
    double rho = cblas_dsdot(N, h->fres, 1, h->fdir, 1);
    const double first = rho;
    int k = 0;
    for (; k < max && rho > 0 && rho > tol * tol * first; k++) {
        cblas_sgemv(CblasRowMajor, CblasTrans, N, d, 1.0f, h->X, d, h->fdir, 1, 0.0f, h->ft, 1);
        for (int i = 0; i < d; i++) h->fwt[i] = h->fw[i] * h->ft[i];
        cblas_sgemv(CblasRowMajor, CblasNoTrans, N, d, 1.0f, h->X, d, h->fwt, 1, 0.0f, h->fimage, 1);
        const double curvature = cblas_dsdot(N, h->fdir, 1, h->fimage, 1);
        if (!(curvature > 0)) break;
        const float step = (float)(rho / curvature);
        for (int n = 0; n < N; n++) {
            p[n] += unit * ((double)step * h->fdir[n]);
            h->fres[n] -= step * h->fimage[n];
        }
        for (int i = 0; i < d; i++) dz[i] += unit * ((double)step * h->ft[i]);
        precondition_single(h->fpre, h, h->fres);
        const double next = cblas_dsdot(N, h->fres, 1, h->fpre, 1);
        const float turn = (float)(next / rho);
        for (int n = 0; n < N; n++) h->fdir[n] = h->fpre[n] + turn * h->fdir[n];
        rho = next;
    }
    *ratio = first > 0 ? sqrt(fmax(rho, 0) / first) : first == 0 ? 0 : INFINITY;
    return k;
}

int cf_hessian_solve(double *p, double *dz, cf_hessian *h, const double *r, const double *w,
                     const cf_limit_problem *q, double tol, int max) {
    double ratio;
    if (h->kind == NONE) return -1;
    const int k = h->kind == SINGLE ? gradients_single(&ratio, p, dz, h, r, w, tol, max)
                                    : gradients(&ratio, p, dz, h, r, w, q, tol, max);
    return ratio <= tol ? k : -1;
}

int cf_hessian_solve_from(double *p, double *dz, cf_hessian *h, const double *r, const double *w,
                          const cf_limit_problem *q, double tol, int least, int max_kept, int max) {
    for (int precision = least; precision <= CF_HESSIAN_DOUBLE; precision++) {
        const int kept = precision == CF_HESSIAN_KEPT;
        if (!kept && !cf_hessian_factor(h, w, q, precision)) continue;
        if (cf_hessian_solve(p, dz, h, r, w, q, tol, kept ? max_kept : max) >= 0) return 1;
    }
    return 0;
}

int cf_hessian_rough(double *p, double *dz, cf_hessian *h, const double *r, const double *w,
                     const cf_limit_problem *q) {
    double ratio;
    h->kind = NONE;
    for (size_t n = 0; n < h->N; n++) {
        const double *x = q->X + n * q->d;
        double sum = 0;
        sum = cblas_ddot((int)h->d, x, 1, x, 1);
        if (!(sum > 0)) return 0;
        h->diagonal[n] = sum;
    }
    return gradients(&ratio, p, dz, h, r, w, q, 1e-2, 5) >= 0;
}
