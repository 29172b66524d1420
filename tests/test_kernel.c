/* test_kernel.c - 8 X X^T against its exact twin at the declared bound, and against the gradients themselves.
 */
#include "core/certiflow.h"
#include "reference/certiflow_ref.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

static void against_twin(uint64_t seed, size_t N, size_t d, double spread) {
    double *X = malloc(N * d * sizeof *X), *K = malloc(N * N * sizeof *K);
    cf_rng rng;
    cf_rng_init(&rng, seed);
    cf_rng_normals(X, &rng, N * d);
    for (size_t j = 0; j < N * d; j++) X[j] *= exp(spread * (cf_rng_uniform(&rng) - 0.5));
    cr_assert_eq(cf_tangent_kernel(K, X, N, d), CF_OK);
    fmpq_mat_t exact;
    fmpq_t a, b, bound, u;
    fmpq_mat_init(exact, (slong)N, (slong)N);
    fmpq_init(a), fmpq_init(b), fmpq_init(bound), fmpq_init(u);
    cf_ref_tangent_kernel(exact, X, N, d);
    cf_fmpq_set_double(u, 8 * (double)(d + 1) * 0x1p-53);
    for (size_t m = 0; m < N; m++)
        for (size_t n = 0; n < N; n++) {
            fmpq_zero(bound);
            for (size_t i = 0; i < d; i++) {
                cf_fmpq_set_double(a, fabs(X[m * d + i])), cf_fmpq_set_double(b, fabs(X[n * d + i]));
                fmpq_addmul(bound, a, b);
            }
            fmpq_mul(bound, bound, u);
            cf_fmpq_set_double(a, K[m * N + n]);
            fmpq_sub(a, a, fmpq_mat_entry(exact, (slong)m, (slong)n));
            fmpq_abs(a, a);
            cr_assert(fmpq_cmp(a, bound) <= 0, "K[%zu][%zu]", m, n);
            cr_assert_eq(K[m * N + n], K[n * N + m]);
        }
    fmpq_mat_clear(exact), fmpq_clear(a), fmpq_clear(b), fmpq_clear(bound), fmpq_clear(u);
    free(X), free(K);
}

Test(kernel, twin) {
    against_twin(1, 1, 1, 0);
    against_twin(2, 3, 17, 0);
    against_twin(3, 20, 100, 0);
    against_twin(4, 7, 50, 60);
}

/* <grad f(w, x), grad f(w, x')> at w = 1, from f = sum (w_+^2 - w_-^2) x: entries 2 x and -2 x; small
 * integers are exact. */
Test(kernel, gradients) {
    double X[] = {1, -2, 3, 0, 4, 5}, K[4];
    cr_assert_eq(cf_tangent_kernel(K, X, 2, 3), CF_OK);
    for (int m = 0; m < 2; m++)
        for (int n = 0; n < 2; n++) {
            double sum = 0;
            for (int i = 0; i < 3; i++)
                sum += (2 * X[m * 3 + i]) * (2 * X[n * 3 + i]) + (-2 * X[m * 3 + i]) * (-2 * X[n * 3 + i]);
            cr_assert_eq(K[m * 2 + n], sum);
        }
}

Test(kernel, bad_input) {
    double X[] = {1, NAN}, huge[] = {1e200, 1e200}, K[4];
    cr_assert_eq(cf_tangent_kernel(K, X, 1, 2), CF_EINVAL);
    cr_assert_eq(cf_tangent_kernel(K, huge, 1, 2), CF_EINVAL);
    cr_assert_eq(cf_tangent_kernel(K, huge, 0, 2), CF_EINVAL);
    cr_assert_eq(cf_tangent_kernel(K, huge, 3, 2), CF_EINVAL);
}
