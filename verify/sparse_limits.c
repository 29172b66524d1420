/* sparse_limits.c - see sparse_limits.h. */
#include "verify/sparse_limits.h"

#include <stdlib.h>

int cf_sparse_limit(double *beta, double *star, double log_alpha, uint64_t seed, size_t N) {
    double *X = malloc(N * CF_SPARSE_D * sizeof *X), *y = malloc(N * sizeof *y);
    int solved = X && y && cf_sparse_regression(X, y, star, seed, 5, 0.01, N, CF_SPARSE_D) == CF_OK &&
                 cf_limit(beta, NULL, NULL, NULL, X, y, log_alpha, N, CF_SPARSE_D) == CF_OK;
    free(X);
    free(y);
    return solved;
}

int cf_sparse_error(double *error, double log_alpha, uint64_t seed, size_t N) {
    double star[CF_SPARSE_D], beta[CF_SPARSE_D];
    if (!cf_sparse_limit(beta, star, log_alpha, seed, N)) return 0;
    *error = 0.0;
    for (size_t i = 0; i < CF_SPARSE_D; i++) *error += (beta[i] - star[i]) * (beta[i] - star[i]);
    return 1;
}
