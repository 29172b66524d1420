/* flow_dual.c - the right side of the dual flow: beta and its derivative as functions of z = X^T nu.
 *
 * Depth 2: beta = 2 alpha^2 sinh z. |z| < 1/4: the Taylor series to z^13, whose remainder is below 2^-53 |z|;
 * beyond, (e - 1/e)/2 with e = exp|z|, where the subtraction costs at most 2.1 bits. Depth D: beta = alpha^D
 * h_D(z), the difference of two powers; where they are near each other, through expm1(-p (log1p(z) -
 * log1p(-z))), which does not cancel. */
#include "flow_dual.h"
#include "flow_kernel.h"
#include <cblas.h>
#include <math.h>
#include <string.h>

/* c^-p for the depths 3, 4 and 6, whose p is an integer or 3/2, and any other */
static double inverse_power(double c, double p) {
    const double i = 1 / c;
    if (p == 3) return i * i * i;
    if (p == 2) return i * i;
    if (p == 1.5) return i * sqrt(i);
    return pow(c, -p);
}

static int deeper(double *beta, double *weight, const double *z, double scale, double p, size_t n) {
    int inside = 1;
    for (size_t i = 0; i < n; i++) {
        const double below = 1 - z[i], above = 1 + z[i];
        inside &= below > 0 && above > 0;
        if (!inside) return 0;
        const double u = inverse_power(below, p), v = inverse_power(above, p);
        weight[i] = scale * p * (u / below + v / above);
        beta[i] = fabs(z[i]) < 0.05 || fabs(u - v) < 0.5 * u
                      ? scale * (z[i] < 0 ? -v : u) * -expm1(-p * (log1p(fabs(z[i])) - log1p(-fabs(z[i]))))
                      : scale * (u - v);
    }
    return 1;
}

int cf_dual_curve(double *beta, double *weight, const double *z, const cf_dual *f, size_t n) {
    if (f->depth == 2)
        cf_flow_hyperbolic(beta, weight, z, f->scale, n);
    else if (!deeper(beta, weight, z, f->scale, f->p, n))
        return 0;
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += weight[i];
    return isfinite(sum);
}

void cf_dual_z(double *z, const double *nu, const cf_dual *f) {
    cblas_dgemv(CblasRowMajor, CblasTrans, (int)f->N, (int)f->d, 1, f->X, (int)f->d, nu, 1, 0, z, 1);
}

double cf_dual_residual(double *r, const double *beta, const cf_dual *f) {
    memcpy(r, f->y, f->N * sizeof *r);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)f->N, (int)f->d, 1, f->X, (int)f->d, beta, 1, -1, r, 1);
    return cblas_dnrm2((int)f->N, r, 1);
}
