/* scaling.c - powers of two that bring the rows of X to order 1: exact, hence no part of any error bound. */
#include "scaling.h"
#include <limits.h>
#include <math.h>

cf_status cf_scale_rows(double *Xs, double *ys, int *row_exponent, int *y_exponent, const double *X,
                        const double *y, size_t N, size_t d) {
    if (N == 0 || N > d || d > INT_MAX / 2) return CF_EINVAL;
    for (size_t j = 0; j < N * d; j++)
        if (!isfinite(X[j])) return CF_EINVAL;
    int top = INT_MIN;
    for (size_t n = 0; n < N; n++) {
        if (!isfinite(y[n])) return CF_EINVAL;
        double largest = 0;
        for (size_t i = 0; i < d; i++) largest = fmax(largest, fabs(X[n * d + i]));
        if (largest == 0) return CF_ERANK;
        int e, ey;
        (void)frexp(largest, &e);
        row_exponent[n] = -e;
        if (y[n] == 0) continue;
        (void)frexp(y[n], &ey);
        if (ey - e > top) top = ey - e;
    }
    *y_exponent = top == INT_MIN ? 0 : -top;
    for (size_t n = 0; n < N; n++) {
        for (size_t i = 0; i < d; i++) Xs[n * d + i] = scalbn(X[n * d + i], row_exponent[n]);
        ys[n] = scalbn(y[n], row_exponent[n] + *y_exponent);
    }
    return CF_OK;
}
