/* kernel.c - the tangent kernel at the start, exactly: 4 sum_i (x_i x'_i + x_i x'_i), the gradient's two
 * halves. */
#include "certiflow_ref.h"

void cf_ref_tangent_kernel(fmpq_mat_t K, const double *X, size_t N, size_t d) {
    fmpq_mat_t A, T;
    fmpq_mat_init(A, (slong)N, (slong)d), fmpq_mat_init(T, (slong)d, (slong)N);
    for (size_t n = 0; n < N; n++)
        for (size_t i = 0; i < d; i++)
            cf_fmpq_set_double(fmpq_mat_entry(A, (slong)n, (slong)i), X[n * d + i]);
    fmpq_mat_transpose(T, A);
    fmpq_mat_mul(K, A, T);
    fmpq_t eight;
    fmpq_init(eight);
    fmpq_set_si(eight, 8, 1);
    for (size_t m = 0; m < N; m++)
        for (size_t n = 0; n < N; n++)
            fmpq_mul(fmpq_mat_entry(K, (slong)m, (slong)n), fmpq_mat_entry(K, (slong)m, (slong)n), eight);
    fmpq_clear(eight);
    fmpq_mat_clear(A), fmpq_mat_clear(T);
}
