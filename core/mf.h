/* mf.h - matrix factorisation inside core: the padded weights and the right-hand side that the integrators
 * share.
 *
 * Inside an integration each row of w is padded with zeros to a stride of a multiple of 4 numbers, so that
 * all loops run over whole groups of four; the padding stays 0 under every operation of an integrator that is
 * linear in w and w'. */
#ifndef CF_MF_H
#define CF_MF_H

#include "certiflow.h"

typedef struct {
    size_t d, k, N, stride, n; /* n = 2 d stride numbers */
    const size_t *row, *col;
    const double *y;
    double *r; /* N: the residuals of the last evaluation */
    double *v; /* N: for whoever needs it */
    double *R; /* d x d, or NULL: the entries are taken one by one */
    size_t evaluations;
    int no_memory; /* an integrator could not get its buffers */
} mf_system;

cf_status mf_system_init(mf_system *s, const cf_mf *mf);
void mf_system_clear(mf_system *s);
void mf_pad(double *padded, const double *w, const mf_system *s);
void mf_unpad(double *w, const double *padded, const mf_system *s);
/* f = -grad L at w (n numbers each, padded); returns L and leaves the residuals in s->r. */
double mf_flow_rhs(mf_system *s, double *f, const double *w);
/* out[m] = <grad r_m, x>, m < N; out += sum_m c_m grad r_m. All padded. */
void mf_apply_C(double *out, const mf_system *s, const double *w, const double *x);
void mf_apply_Ct(double *out, const mf_system *s, const double *w, const double *c);
/* sqrt of the mean of (e_j/(atol + rtol |w_j|))^2 over the 2dk weights */
double mf_error_norm(const mf_system *s, const double *e, const double *w, const double *w2, double rtol,
                     double atol);

/* Times, target, kernel, budget: what an integrator reports to after each step. */
typedef struct {
    const cf_mf_options *options;
    cf_mf_info *info;
    double *path; /* n_times x 2dk */
    double *w0;   /* the start, unpadded, for the kernel */
    double *now;  /* 2dk */
    size_t next;  /* the time to be answered next */
} mf_journal;
/* Writes w (padded) as the answer to the next time. */
void mf_answer(mf_journal *j, const mf_system *s, const double *w);
void mf_track(mf_journal *j, const mf_system *s, const double *w);

/* One integrator: from w at *t on; overwrites both. Explicit: returns CF_MF_TIMES etc., or with *stiff = 1 if
 * stability holds its step back (only where asked for by allow_stiff). */
cf_mf_end mf_explicit(double *w, double *t, int *stiff, mf_system *s, mf_journal *j, int allow_stiff);
cf_mf_end mf_stiff(double *w, double *t, mf_system *s, mf_journal *j);

#endif
