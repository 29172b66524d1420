/* minnorm_l2.c - beta_L2 exactly: beta = X^T lambda with X X^T lambda = y, the Gram system in integers,
 * solved by p-adic lifting. X has full row rank iff the Gram matrix is nonsingular; the rank is decided
 * exactly first. */
#include "minnorm.h"
#include <stdlib.h>

/* beta = A^T lambda / den */
static void combine(fmpq_mat_t beta, const fmpz_mat_t A, const fmpz_mat_t lambda, const fmpz_t den) {
    fmpz_t sum;
    fmpz_init(sum);
    for (slong i = 0; i < fmpz_mat_ncols(A); i++) {
        fmpz_zero(sum);
        for (slong n = 0; n < fmpz_mat_nrows(A); n++)
            fmpz_addmul(sum, fmpz_mat_entry(A, n, i), fmpz_mat_entry(lambda, n, 0));
        fmpq_set_fmpz_frac(fmpq_mat_entry(beta, i, 0), sum, den);
    }
    fmpz_clear(sum);
}

cf_ref_status cf_ref_beta_l2(fmpq_mat_t beta, const double *X, const double *y, size_t N, size_t d) {
    if (N == 0 || N > d) return CF_REF_EINVAL;
    fmpz_mat_t A, T, b, gram, lambda;
    fmpz_t den;
    slong *exponent = malloc(N * sizeof *exponent);
    fmpz_mat_init(A, (slong)N, (slong)d), fmpz_mat_init(T, (slong)d, (slong)N), fmpz_mat_init(b, (slong)N, 1);
    fmpz_mat_init(gram, (slong)N, (slong)N), fmpz_mat_init(lambda, (slong)N, 1), fmpz_init(den);
    cf_ref_status status = exponent ? cf_ref_integer_rows(A, b, exponent, X, y, N, d) : CF_REF_UNDECIDED;
    if (status == CF_REF_OK && !cf_ref_full_row_rank(A)) status = CF_REF_ERANK;
    if (status == CF_REF_OK) {
        fmpz_mat_transpose(T, A);
        fmpz_mat_mul(gram, A, T);
        if (fmpz_mat_solve_dixon_den(lambda, den, gram, b))
            combine(beta, A, lambda, den);
        else
            status = CF_REF_ERANK;
    }
    fmpz_mat_clear(A), fmpz_mat_clear(T), fmpz_mat_clear(b), fmpz_mat_clear(gram), fmpz_mat_clear(lambda);
    fmpz_clear(den), free(exponent);
    return status;
}
