/* agreement_chi.c - a lower bound of chi = sup |X_B^-1|_2 over N independent columns B, for the bounds of the
 * limit in doubles; what it stands for and why a lower one: agreement.c. */
#include "verify/agreement.h"

#include <stdlib.h>

enum { WORK = 224 };

/* At most |A|_2, A being N x d with N <= d. */
static void least_norm(arb_t out, const arb_mat_t A) {
    slong N = arb_mat_nrows(A), d = arb_mat_ncols(A);
    arb_ptr row = _arb_vec_init(N), column = _arb_vec_init(d);
    arb_t all;
    arb_init(all);
    for (slong n = 0; n < N; n++)
        for (slong i = 0; i < d; i++) {
            arb_addmul(row + n, arb_mat_entry(A, n, i), arb_mat_entry(A, n, i), WORK);
            arb_addmul(column + i, arb_mat_entry(A, n, i), arb_mat_entry(A, n, i), WORK);
        }
    for (slong n = 0; n < N; n++) arb_add(all, all, row + n, WORK);
    arb_div_si(out, all, N, WORK);
    for (slong n = 0; n < N; n++) arb_max(out, out, row + n, WORK);
    for (slong i = 0; i < d; i++) arb_max(out, out, column + i, WORK);
    arb_sqrtpos(out, out, WORK);
    arb_clear(all);
    _arb_vec_clear(row, N), _arb_vec_clear(column, d);
}

enum { MOST_CHOICES = 300 };

/* the next N of d columns in lexicographic order; 0 after the last */
static int next_choice(size_t *column, size_t N, size_t d) {
    for (size_t k = N; k-- > 0;)
        if (column[k] < d - N + k) {
            column[k]++;
            for (size_t l = k + 1; l < N; l++) column[l] = column[l - 1] + 1;
            return 1;
        }
    return 0;
}

/* chi = max(chi, at most |A_B^{-1}|_2), B the columns named; nonzero iff A_B is proved invertible */
static int raise_chi(arb_t chi, const arb_mat_t A, const size_t *column) {
    slong N = arb_mat_nrows(A);
    arb_mat_t B;
    arb_t norm;
    arb_mat_init(B, N, N), arb_init(norm);
    for (slong n = 0; n < N; n++)
        for (slong k = 0; k < N; k++) arb_set(arb_mat_entry(B, n, k), arb_mat_entry(A, n, (slong)column[k]));
    int invertible = arb_mat_inv(B, B, WORK);
    if (invertible) {
        least_norm(norm, B);
        arb_max(chi, chi, norm, WORK);
    }
    arb_mat_clear(B), arb_clear(norm);
    return invertible;
}

int cf_set_chi(arb_t chi, const arb_mat_t A, const size_t *basis) {
    size_t N = (size_t)arb_mat_nrows(A), d = (size_t)arb_mat_ncols(A), *column = malloc(N * sizeof *column);
    double choices = 1;
    if (!column) return 0;
    for (size_t k = 0; k < N; k++) choices *= (double)(d - k) / (double)(k + 1), column[k] = k;
    arb_zero(chi);
    int invertible = raise_chi(chi, A, basis);
    if (choices <= MOST_CHOICES) do
            raise_chi(chi, A, column);
        while (next_choice(column, N, d));
    free(column);
    return invertible;
}
