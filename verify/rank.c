/* rank.c - the exact rank of a matrix of doubles, by elimination modulo a prime and one exact check.
 *
 * A double is m 2^e, which has an image modulo any odd prime p; a minor that is non-zero modulo p is
 * non-zero. So N independent rows modulo p prove full rank, at the price of machine words; a sample of the
 * columns is tried first. Where a row k looks dependent modulo p, the combination of the rows before it
 * (independent modulo p, hence indeed) is solved for exactly on pivot columns and then checked in every
 * column: equality proves the dependence, and its failure says that p divides a minor, whereupon another
 * prime is tried. Each minor has finitely many such primes. */
#include "rank.h"
#include <math.h>

/* x modulo p */
static mp_limb_t residue(double x, nmod_t p) {
    if (x == 0) return 0;
    int e;
    double m = ldexp(frexp(x, &e), 53); /* an integer below 2^53 in size, x = m 2^(e-53) */
    e -= 53;
    mp_limb_t r = (mp_limb_t)fabs(m) % p.n;
    mp_limb_t two = e < 0 ? (p.n + 1) / 2 : 2; /* (p + 1)/2 is the inverse of 2 */
    r = n_mulmod2_preinv(r, n_powmod2_ui_preinv(two, (mp_limb_t)(e < 0 ? -e : e), p.n, p.ninv), p.n, p.ninv);
    return x < 0 && r ? p.n - r : r;
}

/* The rows of X as columns, every stride-th column of X only. */
static void transposed_image(nmod_mat_t A, const double *X, size_t N, size_t d, size_t stride) {
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0, k = 0; j < d; j += stride, k++)
            nmod_mat_entry(A, k, i) = residue(X[i * d + j], A->mod);
}

/* The first column without a pivot in the reduced echelon form A of given rank, or the number of columns. */
static size_t first_without_pivot(const nmod_mat_t A, slong rank) {
    size_t cols = (size_t)nmod_mat_ncols(A);
    for (size_t k = 0; k < cols; k++)
        if ((slong)k >= rank || nmod_mat_entry(A, k, k) != 1) return k;
    return cols;
}

/* The first row of X that depends on those before it modulo p, or N. */
static size_t first_dependent(const double *X, size_t N, size_t d, mp_limb_t p, size_t stride) {
    nmod_mat_t A;
    nmod_mat_init(A, (slong)((d + stride - 1) / stride), (slong)N, p);
    transposed_image(A, X, N, d, stride);
    slong rank = nmod_mat_rref(A);
    size_t k = first_without_pivot(A, rank);
    nmod_mat_clear(A);
    return k;
}

/* Columns on which the first k rows of X, independent modulo p, form a regular matrix. */
static void pivot_columns(size_t *column, const double *X, size_t k, size_t d, mp_limb_t p) {
    nmod_mat_t A;
    nmod_mat_init(A, (slong)k, (slong)d, p);
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < d; j++) nmod_mat_entry(A, i, j) = residue(X[i * d + j], A->mod);
    nmod_mat_rref(A);
    size_t j = 0;
    for (size_t i = 0; i < k; i++) {
        while (nmod_mat_entry(A, i, j) == 0) j++;
        column[i] = j++;
    }
    nmod_mat_clear(A);
}

static int same_in_every_column(const fmpq_mat_t c, const double *X, size_t k, size_t d) {
    int same = 1;
    fmpq_t sum, x;
    fmpq_init(sum);
    fmpq_init(x);
    for (size_t j = 0; j < d && same; j++) {
        fmpq_zero(sum);
        for (size_t i = 0; i < k; i++) {
            cf_fmpq_set_double(x, X[i * d + j]);
            fmpq_addmul(sum, fmpq_mat_entry(c, (slong)i, 0), x);
        }
        cf_fmpq_set_double(x, X[k * d + j]);
        same = fmpq_equal(sum, x);
    }
    fmpq_clear(sum);
    fmpq_clear(x);
    return same;
}

/* Nonzero iff row k is exactly a combination of the rows before it. */
static int is_dependent(const double *X, size_t k, size_t d, mp_limb_t p) {
    size_t *column = flint_malloc((k + 1) * sizeof *column);
    pivot_columns(column, X, k, d, p);
    fmpq_mat_t A, b, c;
    fmpq_mat_init(A, (slong)k, (slong)k);
    fmpq_mat_init(b, (slong)k, 1);
    fmpq_mat_init(c, (slong)k, 1);
    for (size_t j = 0; j < k; j++) {
        for (size_t i = 0; i < k; i++)
            cf_fmpq_set_double(fmpq_mat_entry(A, (slong)j, (slong)i), X[i * d + column[j]]);
        cf_fmpq_set_double(fmpq_mat_entry(b, (slong)j, 0), X[k * d + column[j]]);
    }
    int dependent = (k == 0 || fmpq_mat_solve_dixon(c, A, b)) && same_in_every_column(c, X, k, d);
    fmpq_mat_clear(A);
    fmpq_mat_clear(b);
    fmpq_mat_clear(c);
    flint_free(column);
    return dependent;
}

int cf_full_row_rank(size_t *dependent, const double *X, size_t N, size_t d) {
    mp_limb_t p = n_nextprime(UWORD(1) << 62, 1);
    *dependent = 0;
    size_t stride = d / (2 * N);
    if (stride > 1 && first_dependent(X, N, d, p, stride) == N) return 1;
    for (;; p = n_nextprime(p, 1)) {
        size_t k = first_dependent(X, N, d, p, 1);
        if (k == N) return 1;
        if (is_dependent(X, k, d, p)) {
            *dependent = k;
            return 0;
        }
    }
}
