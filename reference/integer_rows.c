/* integer_rows.c - doubles as integers, row by row. */
#include "minnorm.h"
#include <limits.h>
#include <math.h>
#include <stdlib.h>

/* The rank modulo a prime bounds the rank from below, and almost always settles it; else a second prime, then
 * the exact elimination. */
int cf_ref_full_row_rank(const fmpz_mat_t A) {
    static const ulong primes[] = {2305843009213693951u, 2305843009213693921u};
    for (int k = 0; k < 2; k++) {
        nmod_mat_t M;
        nmod_mat_init(M, fmpz_mat_nrows(A), fmpz_mat_ncols(A), primes[k]);
        fmpz_mat_get_nmod_mat(M, A);
        slong rank = nmod_mat_rank(M);
        nmod_mat_clear(M);
        if (rank == fmpz_mat_nrows(A)) return 1;
    }
    return fmpz_mat_rank(A) == fmpz_mat_nrows(A);
}

/* x = m 2^e, m odd */
static slong odd_part(fmpz_t m, double x) {
    int e;
    fmpz_set_d(m, ldexp(frexp(x, &e), 53));
    if (fmpz_is_zero(m)) return LONG_MAX;
    slong k = (slong)fmpz_val2(m);
    fmpz_tdiv_q_2exp(m, m, (ulong)k);
    return e - 53 + k;
}

cf_ref_status cf_ref_integer_rows(fmpz_mat_t A, fmpz_mat_t b, slong *exponent, const double *X,
                                  const double *y, size_t N, size_t d) {
    if (N == 0 || N > d) return CF_REF_EINVAL;
    for (size_t j = 0; j < N * d; j++)
        if (!isfinite(X[j])) return CF_REF_EINVAL;
    for (size_t n = 0; n < N; n++)
        if (!isfinite(y[n])) return CF_REF_EINVAL;
    fmpz_t m;
    fmpz_init(m);
    for (size_t n = 0; n < N; n++) {
        slong least = odd_part(m, y[n]);
        for (size_t i = 0; i < d; i++) {
            slong e = odd_part(m, X[n * d + i]);
            if (e < least) least = e;
        }
        exponent[n] = least == LONG_MAX ? 0 : -least;
        for (size_t i = 0; i <= d; i++) {
            fmpz *entry = i < d ? fmpz_mat_entry(A, (slong)n, (slong)i) : fmpz_mat_entry(b, (slong)n, 0);
            slong e = odd_part(entry, i < d ? X[n * d + i] : y[n]);
            if (e != LONG_MAX) fmpz_mul_2exp(entry, entry, (ulong)(e + exponent[n]));
        }
    }
    fmpz_clear(m);
    return CF_REF_OK;
}

int cf_ref_has_full_row_rank(const double *X, const double *y, size_t N, size_t d) {
    slong *exponent = malloc((N ? N : 1) * sizeof *exponent);
    fmpz_mat_t A, b;
    fmpz_mat_init(A, (slong)N, (slong)d), fmpz_mat_init(b, (slong)N, 1);
    int full =
        exponent && cf_ref_integer_rows(A, b, exponent, X, y, N, d) == CF_REF_OK && cf_ref_full_row_rank(A);
    fmpz_mat_clear(A), fmpz_mat_clear(b);
    free(exponent);
    return full;
}
