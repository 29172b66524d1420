/* matrix_cells.h - the matrix completion of Figures 3 and 5: M* = u v^T, 10 x 10, u, v ~ N(0, 1), 60 random
 * entries, Section 6's unbiased start (verify/matrix.h runs the flows). */
#ifndef CF_MATRIX_CELLS_H
#define CF_MATRIX_CELLS_H

#include "reports/seeds.h"

enum { CF_MATRIX_DIM = 10, CF_MATRIX_ENTRIES = 60 };

/* "matrix": parameters start k alpha seed (start: a cf_mf_start_kind). Values:
 *   error, moved    sums over the unobserved entries: (M* - M)^2, M^2 (M(0) = 0)
 *   nuclear         the nuclear norm; good to about 1e-5, as the loss of 1e-10 at which the flow ends leaves
 * it frobenius       the limit's excess Frobenius norm over M_L2, the entries with zeros elsewhere,
 * moved/(||M||_F + ||M_L2||_F): nothing cancels kernel_change   sup_t ||K_t - K_0||_F/||K_0||_F unique NaN
 * alpha = 0 stands for the completion of least nuclear norm: nuclear is the certified least one (within 1e-7
 * of itself), unique is 1 where the completion is proved to be the only one of that norm, else 0; moved is
 * M_L2's nuclear norm; the others are NaN. */
extern const cf_experiment cf_experiment_matrix;

/* Writes the cells of the seeds 1 ... seeds and returns how many */
size_t cf_matrix_cells(double *cells, double start, double k, double alpha, size_t seeds);

#endif
