/* matrix_cells.c - see matrix_cells.h. */
#include "reports/matrix_cells.h"
#include "verify/matrix.h"
#include <math.h>

/* The nuclear norm of the observed entries with zeros elsewhere */
static cf_status zeros_nuclear(double *nuclear, uint64_t seed) {
    enum { D = CF_MATRIX_DIM, N = CF_MATRIX_ENTRIES };
    double star[D * D], y[N], M[D * D], sigma[D];
    size_t row[N], col[N];
    cf_status status = cf_mf_instance(star, row, col, y, seed, N, D);
    const cf_mf mf = {D, 2 * D, N, row, col, y};
    if (status == CF_OK) {
        cf_mf_min_frobenius(M, &mf);
        status = cf_singular_values(sigma, M, D, D);
    }
    *nuclear = 0;
    for (int i = 0; status == CF_OK && i < D; i++) *nuclear += sigma[i];
    return status;
}

static cf_status compute(double *values, const double *p) {
    cf_matrix_case c = {CF_MATRIX_DIM, CF_MATRIX_ENTRIES, (size_t)p[1], (cf_mf_start_kind)p[0],
                        p[2],          (uint64_t)p[3]};
    cf_matrix_end end;
    cf_truth unique;
    for (int k = 0; k < 6; k++) values[k] = NAN;
    if (p[2] == 0) {
        c.alpha = 1; /* the start is not used */
        if (!cf_matrix_least_nuclear(&values[2], &unique, &c)) return CF_ENOCONV;
        values[5] = unique == CF_TRUE;
        return zeros_nuclear(&values[1], c.seed);
    }
    if (!cf_matrix_run(&end, &c, 0)) return CF_ENOCONV;
    double unobserved = CF_MATRIX_DIM * CF_MATRIX_DIM - CF_MATRIX_ENTRIES,
           moved = unobserved * end.moved * end.moved;
    values[0] = unobserved * end.error * end.error;
    values[1] = moved;
    values[2] = end.nuclear;
    values[3] = moved / (sqrt(end.frobenius_least * end.frobenius_least + moved) + end.frobenius_least);
    values[4] = end.kernel_change;
    return CF_OK;
}

const cf_experiment cf_experiment_matrix = {.name = "matrix",
                                            .version = 1,
                                            .parameters = "start k alpha seed",
                                            .values = "error moved nuclear frobenius kernel_change unique",
                                            .compute = compute};

size_t cf_matrix_cells(double *cells, double start, double k, double alpha, size_t seeds) {
    for (size_t s = 0; cells && s < seeds; s++) {
        double *c = cells + 4 * s;
        c[0] = start, c[1] = k, c[2] = alpha, c[3] = (double)(s + 1);
    }
    return seeds;
}
