/* limit_linalg.c - the small vector operations that the limit solver's files share. */
#include "limit_dd.h"
#include "limit_internal.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

void cf_limit_curve(double *beta, double *weight, const double *z, double L, size_t d) {
    const double tiny = exp(-2 * L); /* alpha^4; 0 where it does not matter */
    for (size_t i = 0; i < d; i++) {
        const double a = fabs(z[i]), e = exp(a - L);
        if (a > 1) { /* e^(a-L) - e^(-a-L) cancels by less than a sixth */
            beta[i] = copysign(e - tiny / e, z[i]);
            weight[i] = e + tiny / e;
        } else { /* 2 alpha^2 sinh a = e^(a-L) (1 - e^(-2a)) */
            const double m = expm1(-2 * a);
            beta[i] = copysign(-m * e, z[i]);
            weight[i] = (2 + m) * e;
        }
    }
}

void cf_limit_apply(double *out, const double *v, const cf_limit_problem *p) {
    cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)p->N, (int)p->d, 1.0, p->X, (int)p->d, v, 1, 0.0, out, 1);
}

void cf_limit_apply_t(double *out, const double *v, const cf_limit_problem *p) {
    cblas_dgemv(CblasRowMajor, CblasTrans, (int)p->N, (int)p->d, 1.0, p->X, (int)p->d, v, 1, 0.0, out, 1);
}

/* ||r||_inf in units of ||y||_inf; a NaN shows. */
static double measure(const double *r, const cf_limit_problem *p) {
    double worst = 0;
    for (size_t n = 0; n < p->N; n++) {
        const double a = fabs(r[n]) * fmax(1 / p->y_max, p->unit[n]);
        if (!(a <= worst)) worst = a;
    }
    return worst;
}

double cf_limit_residual(double *r, const double *beta, const cf_limit_problem *p) {
    cf_limit_apply(r, beta, p);
    for (size_t n = 0; n < p->N; n++) r[n] = p->y[n] - r[n];
    return measure(r, p);
}

CF_DD_CLONES double cf_limit_residual_dd(double *r, const double *beta, const cf_limit_problem *p) {
    for (size_t n = 0; n < p->N; n++) {
        const double *x = p->X + n * p->d;
        cf_dd s = {p->y[n], 0};
        for (size_t i = 0; i < p->d; i++) {
            const double b = -beta[i], t = x[i] * b;
            s = cf_dd_add(s, (cf_dd){t, fma(x[i], b, -t)});
        }
        r[n] = s.hi;
    }
    return measure(r, p);
}

double cf_limit_take(cf_limit_point *point, double *r, double *b, const double *w, const double *dz,
                     const cf_limit_problem *p) {
    for (size_t i = 0; i < p->d; i++) b[i] += w[i] * dz[i];
    const double residual = cf_limit_residual(r, b, p);
    if (residual < point->residual_max) {
        point->residual_max = residual;
        memcpy(point->beta, b, p->d * sizeof(double));
    }
    return residual;
}

void cf_limit_accumulate(double *hi, double *lo, const double *v, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const double t = lo[i] + v[i], s = hi[i] + t, b = s - hi[i];
        lo[i] = (hi[i] - (s - b)) + (t - b); /* two-sum: exact */
        hi[i] = s;
    }
}

double cf_limit_max_abs(const double *v, size_t n) {
    double a = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(fabs(v[i]) <= a)) a = fabs(v[i]);
    }
    return a;
}
