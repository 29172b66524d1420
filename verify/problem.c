/* problem.c - the X and y of a command. */
#include "problem.h"
#include "core/io.h"
#include "rank.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *path;
    cf_matrix m;
    size_t *line; /* of each row; NULL for .npy */
} input;

static void input_clear(input *in) {
    cf_matrix_clear(&in->m);
    free(in->line);
    in->line = NULL;
}

static int input_read(input *in, const cf_usage *usage) {
    cf_io_error error;
    cf_status status = cf_read_matrix_lines(&in->m, &in->line, &error, in->path);
    if (status == CF_OK) return -1;
    int code = status == CF_ENOMEM ? CF_EXIT_FAILED : CF_EXIT_USAGE;
    if (error.line == 0) return cf_complain(usage, code, "%s: %s", in->path, error.message);
    return cf_complain(usage, code, "%s:%zu:%zu: %s", in->path, error.line, error.column, error.message);
}

/* "FILE:LINE:1" of a row, or "FILE: row R" where there are no lines. */
static void place(char *out, size_t size, const input *in, size_t row) {
    if (in->line)
        snprintf(out, size, "%s:%zu:1", in->path, in->line[row]);
    else
        snprintf(out, size, "%s: row %zu", in->path, row + 1);
}

/* The row of y in which the value number k stands. */
static size_t row_of_value(const input *y, size_t k) {
    size_t row = y->m.cols == 1 ? k : 0;
    return row < y->m.rows ? row : y->m.rows - 1;
}

static int check_shapes(const input *x, const input *y, const cf_usage *usage) {
    size_t N = x->m.rows, d = x->m.cols, n = y->m.rows * y->m.cols;
    char where[4200];
    if (N > d) {
        place(where, sizeof where, x, d);
        return cf_complain(
            usage, CF_EXIT_USAGE,
            "%s: X has more samples (%zu rows) than coordinates (%zu columns); N <= d is needed%s", where, N,
            d, d == 1 || d < N / 2 ? " (one sample a row: is X transposed?)" : "");
    }
    if (y->m.rows != 1 && y->m.cols != 1) {
        place(where, sizeof where, y, 1);
        return cf_complain(usage, CF_EXIT_USAGE, "%s: y must be one row or one column, and is %zu x %zu",
                           where, y->m.rows, y->m.cols);
    }
    if (n != N) {
        place(where, sizeof where, y, row_of_value(y, n > N ? N : n - 1));
        return cf_complain(usage, CF_EXIT_USAGE, "%s: y has %zu value%s, where X (%s) has %zu sample%s",
                           where, n, n == 1 ? "" : "s", x->path, N, N == 1 ? "" : "s");
    }
    return -1;
}

static int check_rank(const input *x, const cf_usage *usage) {
    size_t dependent;
    if (cf_full_row_rank(&dependent, x->m.data, x->m.rows, x->m.cols)) return -1;
    char where[4200];
    place(where, sizeof where, x, dependent);
    int zero = 1;
    for (size_t j = 0; j < x->m.cols; j++) zero = zero && x->m.data[dependent * x->m.cols + j] == 0;
    if (zero)
        return cf_complain(usage, CF_EXIT_USAGE, "%s: X is rank-deficient: row %zu is zero", where,
                           dependent + 1);
    return cf_complain(
        usage, CF_EXIT_USAGE,
        "%s: X is rank-deficient: row %zu is exactly a linear combination of the rows before it", where,
        dependent + 1);
}

/* Labels that look like numbers are read as numbers; pandas writes 0, 1, 2, ... for the names of columns, and of rows, that
 * have none. So a first row, or column, of those is told, not refused. */
static void note_labels(const input *x, const cf_usage *usage) {
    if (!x->line) return;
    size_t N = x->m.rows, d = x->m.cols, row = 0, column = 0;
    while (row < d && x->m.data[row] == (double)row) row++;
    while (column < N && x->m.data[column * d] == (double)column) column++;
    if (row == d && d > 2)
        cf_complain(usage, 0, "%s:%zu:1: note: the first sample is 0, 1, 2, ...: if it is the columns' names, leave it out "
                    "(pandas: header=False)", x->path, x->line[0]);
    if (column == N && N > 2)
        cf_complain(usage, 0, "%s:%zu:1: note: the first coordinate is 0, 1, 2, ...: if it is the rows' names, leave it out "
                    "(pandas: index=False)", x->path, x->line[0]);
}

int cf_dataset_read(cf_dataset *problem, const cf_usage *usage, const char *x_path, const char *y_path) {
    *problem = (cf_dataset){0};
    if (!x_path || !y_path) return cf_usage_error(usage, "--%s FILE is needed", x_path ? "y" : "x");
    input x = {.path = x_path}, y = {.path = y_path};
    int code = input_read(&x, usage);
    if (code < 0) code = input_read(&y, usage);
    if (code < 0) code = check_shapes(&x, &y, usage);
    if (code < 0) code = check_rank(&x, usage);
    if (code < 0) {
        note_labels(&x, usage);
        *problem = (cf_dataset){x.m.data, y.m.data, x.m.rows, x.m.cols, 1};
        for (size_t n = 0; n < problem->N; n++)
            if (problem->y[n] != 0) problem->y_is_zero = 0;
        x.m.data = y.m.data = NULL; /* now the problem's */
    }
    input_clear(&x);
    input_clear(&y);
    return code;
}

void cf_dataset_clear(cf_dataset *problem) {
    free(problem->X);
    free(problem->y);
    *problem = (cf_dataset){0};
}

int cf_dataset_alpha(cf_ref_alpha_t alpha, double *log_alpha, const cf_usage *usage, const char *alpha_text,
                     const char *log_alpha_text) {
    if (!alpha_text && !log_alpha_text) return cf_usage_error(usage, "--alpha A or --log-alpha LA is needed");
    if (alpha_text && log_alpha_text) return cf_usage_error(usage, "give --alpha or --log-alpha, not both");
    int is_log = log_alpha_text != NULL;
    if (cf_ref_alpha_set_decimal(alpha, is_log ? log_alpha_text : alpha_text, is_log) != 0) {
        if (is_log)
            return cf_usage_error(usage, "--log-alpha must be a decimal such as -2000, not '%s'",
                                  log_alpha_text);
        return cf_usage_error(usage, "--alpha must be a decimal above 0, not '%s'", alpha_text);
    }
    arb_t log;
    arb_init(log);
    cf_ref_log_alpha(log, alpha, 128);
    *log_alpha = arf_get_d(arb_midref(log), ARF_RND_NEAR);
    arb_clear(log);
    if (*log_alpha >= -1e6 && *log_alpha <= 700) return -1;
    return cf_usage_error(usage, "log alpha must lie from -1e6 to 700, and is %.17g", *log_alpha);
}

/* ------------------------------------------------------------------------------------------------- messages
 */

int cf_complain_core(const cf_usage *usage, const char *what, cf_status status) {
    if (status == CF_ERANK) /* the exact rank was found to be full */
        return cf_complain(usage, CF_EXIT_UNDECIDED,
                           "%s: X has full row rank, but is too ill-conditioned for double precision", what);
    int code = status == CF_ENOCONV  ? CF_EXIT_UNDECIDED
               : status == CF_ENOMEM ? CF_EXIT_FAILED
                                     : CF_EXIT_USAGE;
    return cf_complain(usage, code, "%s: %s", what, cf_status_message(status));
}

int cf_complain_ref(const cf_usage *usage, const char *what, cf_ref_status status) {
    int code = status == CF_REF_UNDECIDED ? CF_EXIT_UNDECIDED : CF_EXIT_USAGE;
    return cf_complain(usage, code, "%s: %s", what, cf_ref_status_message(status));
}

int cf_dataset_l1(cf_ref_l1 *l1, const cf_usage *usage, const cf_dataset *p) {
    double *beta = malloc(p->d * sizeof *beta);
    size_t *support = malloc(p->N * sizeof *support), n_support = 0;
    int code = -1;
    if (!beta || !support) {
        code = cf_complain(usage, CF_EXIT_FAILED, "out of memory");
    } else {
        cf_status status = cf_beta_l1(beta, NULL, support, &n_support, p->X, p->y, p->N, p->d);
        if (status != CF_OK) code = cf_complain_core(usage, "the minimum l1-norm interpolant", status);
    }
    if (code < 0) {
        cf_ref_status status = cf_ref_beta_l1(l1, p->X, p->y, support, n_support, p->N, p->d);
        if (status != CF_REF_OK)
            code = cf_complain_ref(usage, "the exact minimum l1-norm interpolant", status);
    }
    free(beta);
    free(support);
    return code;
}

void cf_exact_norm_l2(arb_t out, const fmpq_mat_t beta, slong prec) {
    arb_t x;
    arb_init(x);
    arb_zero(out);
    prec += 2 * FLINT_BIT_COUNT(fmpq_mat_nrows(beta)) + 8;
    for (slong i = 0; i < fmpq_mat_nrows(beta); i++) {
        arb_set_fmpq(x, fmpq_mat_entry(beta, i, 0), prec);
        arb_addmul(out, x, x, prec);
    }
    arb_sqrt(out, out, prec);
    arb_clear(x);
}
