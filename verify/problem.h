/* problem.h - the X and y of a command: read, checked, and complained about. */
#ifndef CF_PROBLEM_H
#define CF_PROBLEM_H

#include "core/certiflow.h"
#include "options.h"
#include "reference/certiflow_ref.h"

typedef struct {
    double *X; /* N x d */
    double *y; /* N */
    size_t N, d;
    int y_is_zero;
} cf_dataset;

/* Reads both files and checks that the entries are finite, N <= d, y has N values and X has full row rank.
 * Returns -1 to go on, or the exit code after a message. cf_dataset_clear is due in either case. */
int cf_dataset_read(cf_dataset *problem, const cf_usage *usage, const char *x_path, const char *y_path);
void cf_dataset_clear(cf_dataset *problem);

/* alpha from --alpha or --log-alpha, exactly one of which must be there; *log_alpha is the double nearest to
 * its logarithm. Returns -1 to go on, or the exit code after a message. */
int cf_dataset_alpha(cf_ref_alpha_t alpha, double *log_alpha, const cf_usage *usage, const char *alpha_text,
                     const char *log_alpha_text);

/* The exact l1 solution, its basis proposed by the double one. Returns -1, or the exit code after a message.
 */
int cf_dataset_l1(cf_ref_l1 *l1, const cf_usage *usage, const cf_dataset *problem);

/* ||beta||_2 of exact coefficients (d x 1): the squares are added as balls, all of one sign, so prec bits are
 * kept but a few. Exact sums would cost more than the solution did. */
void cf_exact_norm_l2(arb_t out, const fmpq_mat_t beta, slong prec);

/* Messages for what the core and the reference report; return the exit code. */
int cf_complain_core(const cf_usage *usage, const char *what, cf_status status);
int cf_complain_ref(const cf_usage *usage, const char *what, cf_ref_status status);

#endif
