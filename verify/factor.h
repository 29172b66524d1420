/* factor.h - a matrix problem of the command line: read or drawn, run, compared with the completions of least
 * norm. */
#ifndef CF_FACTOR_H
#define CF_FACTOR_H

#include "core/certiflow.h"
#include "options.h"
#include "reference/certiflow_ref.h"

typedef struct {
    size_t d, size; /* size = 2 d k */
    long seed;
    double alpha, rtol, target, eta; /* eta > 0: descent */
    size_t budget;
    slong prec;
    cf_mf_start_kind start;
    const char *start_name;
    cf_mf mf;
    size_t *row, *col;
    double *y, *star, *w, *M_start, *M, *times, *path, *digits; /* M: what factor_at left */
    size_t n_times;
    cf_status status;
    cf_mf_info info;
    double least_nuclear; /* in doubles */
    int certified;
    cf_ref_mf_nuclear nuclear;
    arb_t norm_nuclear, excess_nuclear, excess_frobenius;
} factor;

/* All return -1 to go on, or an exit code after a message. factor_clear is due in every case. */
int factor_read(factor *f, const cf_usage *usage, const char *m, const char *mask, const char *d,
                const char *entries, const char *k);
int factor_run(factor *f, const cf_usage *usage);
int factor_digits(factor *f, const cf_usage *usage);
int factor_norms(factor *f, const cf_usage *usage, int certify);
void factor_clear(factor *f);
void factor_at(const factor *f, const double *w); /* f->M = U V^T at w */
double factor_unobserved(
    const factor *f,
    const double *from); /* root mean square of f->M - from over the entries not observed; 0 if none */

#endif
