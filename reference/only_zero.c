/* only_zero.c - does M p >= 0, p >= 0 force p = 0? Exactly: max 1^T p s.t. -M p <= 0, 1^T p <= 1, p >= 0 has
 * the feasible basis of slacks; Bland's rule ends, and the optimum is 0 or 1. A rational tableau: meant for
 * few rows and columns. */
#include "minnorm.h"

enum { PIVOTS = 2000, ENTRIES = 40000 };

static void pivot(fmpq_mat_t T, slong row, slong column) {
    fmpq_t f, inverse;
    fmpq_init(f), fmpq_init(inverse);
    fmpq_inv(inverse, fmpq_mat_entry(T, row, column));
    for (slong j = 0; j < fmpq_mat_ncols(T); j++)
        if (!fmpq_is_zero(fmpq_mat_entry(T, row, j)))
            fmpq_mul(fmpq_mat_entry(T, row, j), fmpq_mat_entry(T, row, j), inverse);
    for (slong n = 0; n < fmpq_mat_nrows(T); n++) {
        fmpq_set(f, fmpq_mat_entry(T, n, column));
        if (n == row || fmpq_is_zero(f)) continue;
        for (slong j = 0; j < fmpq_mat_ncols(T); j++)
            if (!fmpq_is_zero(fmpq_mat_entry(T, row, j)))
                fmpq_submul(fmpq_mat_entry(T, n, j), f, fmpq_mat_entry(T, row, j));
    }
    fmpq_clear(f), fmpq_clear(inverse);
}

/* Bland: the leaving row of the smallest ratio, ties to the smallest basic index */
static slong leaving(const fmpq_mat_t T, const slong *basic, slong rows, slong column, slong rhs) {
    slong best = -1;
    fmpq_t ratio, least;
    fmpq_init(ratio), fmpq_init(least);
    for (slong n = 0; n < rows; n++) {
        if (fmpq_sgn(fmpq_mat_entry(T, n, column)) <= 0) continue;
        fmpq_div(ratio, fmpq_mat_entry(T, n, rhs), fmpq_mat_entry(T, n, column));
        int order = best < 0 ? -1 : fmpq_cmp(ratio, least);
        if (order < 0 || (order == 0 && basic[n] < basic[best])) best = n, fmpq_set(least, ratio);
    }
    fmpq_clear(ratio), fmpq_clear(least);
    return best;
}

cf_truth cf_ref_only_zero(const fmpq_mat_t M) {
    slong rows = fmpq_mat_nrows(M) + 1, p = fmpq_mat_ncols(M), rhs = p + rows;
    if (p == 0) return CF_TRUE;
    if (rows == 1) return CF_FALSE;
    if (rows * p > ENTRIES) return CF_UNKNOWN;
    fmpq_mat_t T; /* columns: p, slacks, right-hand side; last row: minus the objective */
    fmpq_mat_init(T, rows + 1, rhs + 1);
    slong *basic = flint_malloc((size_t)rows * sizeof(slong));
    for (slong n = 0; n < rows; n++) {
        for (slong j = 0; j < p; j++)
            if (n < rows - 1)
                fmpq_neg(fmpq_mat_entry(T, n, j), fmpq_mat_entry(M, n, j));
            else
                fmpq_one(fmpq_mat_entry(T, n, j));
        fmpq_one(fmpq_mat_entry(T, n, p + n));
        basic[n] = p + n;
    }
    fmpq_one(fmpq_mat_entry(T, rows - 1, rhs));
    for (slong j = 0; j < p; j++) fmpq_set_si(fmpq_mat_entry(T, rows, j), -1, 1);
    cf_truth truth = CF_UNKNOWN;
    for (slong count = 0; count < PIVOTS && truth == CF_UNKNOWN; count++) {
        slong column = 0;
        while (column < rhs && fmpq_sgn(fmpq_mat_entry(T, rows, column)) >= 0) column++;
        if (column == rhs) {
            truth = CF_TRUE; /* optimal, and the objective is still 0 */
            break;
        }
        slong row = leaving(T, basic, rows, column, rhs);
        if (row < 0) break; /* impossible: the objective is bounded by 1 */
        pivot(T, row, column);
        basic[row] = column;
        if (fmpq_sgn(fmpq_mat_entry(T, rows, rhs)) > 0) truth = CF_FALSE;
    }
    flint_free(basic);
    fmpq_mat_clear(T);
    return truth;
}
