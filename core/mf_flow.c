/* mf_flow.c - gradient flow of the matrix model: checks, the choice of the integrator, what is kept of the
 * path; and gradient descent.
 *
 * U' = -2 R V, V' = -2 R^T U. The explicit method runs first; where the flow is stiff - L falls slowly in
 * some directions while others have long settled, as for small alpha - it hands over to BDF. */
#include "mf.h"
#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *cf_mf_end_name(cf_mf_end end) {
    static const char *const names[] = {"reached", "times", "budget", "diverged", "stationary", "stalled"};
    return names[end];
}

void mf_answer(mf_journal *j, const mf_system *s, const double *w) {
    mf_unpad(j->path + j->next * 2 * s->d * s->k, w, s);
    j->info->times_done = ++j->next;
}

void mf_track(mf_journal *j, const mf_system *s, const double *w) {
    double change;
    if (!j->options->track_kernel) return;
    mf_unpad(j->now, w, s);
    if (cf_mf_kernel_change(&change, j->now, j->w0, s->d, s->k) != CF_OK) return;
    if (!(change <= j->info->kernel_change)) j->info->kernel_change = change;
}

static cf_status check(const double *w, const double *path, const cf_mf *mf, const cf_mf_options *o) {
    cf_status status = cf_mf_check(mf);
    if (status != CF_OK) return status;
    for (size_t i = 0; i < 2 * mf->d * mf->k; i++)
        if (!isfinite(w[i])) return CF_EINVAL;
    if (!(o->rtol >= 1e-13 && o->rtol < 1) || !(o->atol > 0 && isfinite(o->atol)) || !(o->target >= 0))
        return CF_EINVAL;
    if (o->n_times == 0 && o->target == 0) return CF_EINVAL;
    if (o->n_times > 0 && (!o->times || !path)) return CF_EINVAL;
    for (size_t i = 0; i < o->n_times; i++)
        if (!(o->times[i] >= (i ? o->times[i - 1] : 0) && isfinite(o->times[i]))) return CF_EINVAL;
    return CF_OK;
}

/* The largest change of an entry of U^T U - V^T V from w0 to w, relative to the largest squared norm of a
 * column of w, a row of the k x k matrix at a time; NaN without memory */
static double drift(const double *w, const double *w0, size_t d, size_t k) {
    double *row = malloc(k * sizeof *row), worst = 0, size = 0;
    int n = (int)d, m = (int)k;
    if (!row) return NAN;
    for (size_t a = 0; a < k; a++) {
        memset(row, 0, k * sizeof *row);
        cblas_dgemv(CblasRowMajor, CblasTrans, n, m, 1, w, m, w + a, m, 1, row, 1);
        cblas_dgemv(CblasRowMajor, CblasTrans, n, m, -1, w + d * k, m, w + d * k + a, m, 1, row, 1);
        cblas_dgemv(CblasRowMajor, CblasTrans, n, m, -1, w0, m, w0 + a, m, 1, row, 1);
        cblas_dgemv(CblasRowMajor, CblasTrans, n, m, 1, w0 + d * k, m, w0 + d * k + a, m, 1, row, 1);
        for (size_t b = 0; b < k; b++)
            if (!(fabs(row[b]) <= worst)) worst = fabs(row[b]);
        size = fmax(size, pow(cblas_dnrm2(2 * n, w + a, m), 2));
    }
    free(row);
    return size > 0 ? worst / size : worst;
}

static cf_mf_end integrate(double *padded, mf_system *s, mf_journal *j) {
    const cf_mf_options *o = j->options;
    double t = 0;
    int stiff = o->method == CF_MF_STIFF;
    cf_mf_end end = CF_MF_STALLED;
    if (stiff) { /* what the explicit method looks at before its first step */
        double *f = malloc(s->n * sizeof *f);
        if (!f) s->no_memory = 1;
        if (!f) return end;
        j->info->loss = mf_flow_rhs(s, f, padded);
        mf_track(j, s, padded);
        while (j->next < o->n_times && o->times[j->next] <= 0) mf_answer(j, s, padded);
        if (o->target > 0 && j->info->loss <= o->target)
            end = CF_MF_REACHED;
        else if (j->next == o->n_times && !(o->target > 0))
            end = CF_MF_TIMES;
        else if (cblas_dnrm2((int)s->n, f, 1) == 0)
            end = CF_MF_STATIONARY;
        free(f);
        if (end != CF_MF_STALLED) return end;
    } else
        end = mf_explicit(padded, &t, &stiff, s, j, o->method == CF_MF_AUTO);
    if (stiff) {
        j->info->t_stiff = t;
        end = mf_stiff(padded, &t, s, j);
    }
    j->info->t = t;
    return end;
}

cf_status cf_mf_flow(double *w, double *path, cf_mf_info *info, const cf_mf *mf,
                     const cf_mf_options *options) {
    cf_status status = check(w, path, mf, options);
    if (status != CF_OK) return status;
    size_t size = 2 * mf->d * mf->k;
    mf_system s = {0};
    double *w0 = malloc(2 * size * sizeof *w0), *padded = NULL;
    mf_journal j = {options, info, path, w0, w0 ? w0 + size : NULL, 0};
    *info = (cf_mf_info){.t_stiff = INFINITY, .kernel_change = options->track_kernel ? 0 : NAN};
    status = w0 ? mf_system_init(&s, mf) : CF_ENOMEM;
    if (status == CF_OK && !(padded = malloc(s.n * sizeof *padded))) status = CF_ENOMEM;
    if (status == CF_OK) {
        memcpy(w0, w, size * sizeof *w0);
        mf_pad(padded, w, &s);
        info->end = integrate(padded, &s, &j);
        mf_unpad(w, padded, &s);
        while (info->end == CF_MF_STATIONARY && j.next < options->n_times)
            mf_answer(&j, &s, padded); /* it stays where it is */
        if (info->end == CF_MF_STATIONARY && !(options->target > 0)) info->end = CF_MF_TIMES;
        info->evaluations = s.evaluations;
        info->drift = drift(w, w0, mf->d, mf->k);
        status = s.no_memory                                              ? CF_ENOMEM
                 : info->end == CF_MF_REACHED || info->end == CF_MF_TIMES ? CF_OK
                                                                          : CF_ENOCONV;
    }
    mf_system_clear(&s);
    free(w0), free(padded);
    return status;
}

static cf_mf_end descend(double *padded, double *f, mf_system *s, cf_mf_info *info, double eta, double target,
                         size_t max_steps) {
    double start = info->loss = mf_flow_rhs(s, f, padded);
    for (;;) {
        if (!isfinite(info->loss) || (info->loss > 1e6 * start && info->loss > 1)) return CF_MF_DIVERGED;
        if (info->loss <= target) return CF_MF_REACHED;
        if (cblas_dnrm2((int)s->n, f, 1) == 0) return CF_MF_STATIONARY;
        if (info->steps == max_steps) return CF_MF_BUDGET;
        cblas_daxpy((int)s->n, eta, f, 1, padded, 1);
        info->steps++;
        info->loss = mf_flow_rhs(s, f, padded);
    }
}

cf_status cf_mf_descent(double *w, cf_mf_info *info, const cf_mf *mf, double eta, double target,
                        size_t max_steps) {
    cf_status status = cf_mf_check(mf);
    if (status != CF_OK) return status;
    size_t size = 2 * mf->d * mf->k;
    if (!(eta > 0 && isfinite(eta)) || !(target >= 0)) return CF_EINVAL;
    for (size_t i = 0; i < size; i++)
        if (!isfinite(w[i])) return CF_EINVAL;
    mf_system s = {0};
    double *w0 = malloc(size * sizeof *w0), *padded = NULL;
    *info = (cf_mf_info){.t_stiff = INFINITY, .kernel_change = NAN};
    status = w0 ? mf_system_init(&s, mf) : CF_ENOMEM;
    if (status == CF_OK && !(padded = malloc(2 * s.n * sizeof *padded))) status = CF_ENOMEM;
    if (status == CF_OK) {
        memcpy(w0, w, size * sizeof *w0);
        mf_pad(padded, w, &s);
        info->end = descend(padded, padded + s.n, &s, info, eta, target, max_steps);
        info->t = eta * (double)info->steps, info->evaluations = s.evaluations;
        mf_unpad(w, padded, &s);
        info->drift = drift(w, w0, mf->d, mf->k);
        if (cf_mf_kernel_change(&info->kernel_change, w, w0, mf->d, mf->k) != CF_OK)
            info->kernel_change = NAN;
        status = info->end == CF_MF_REACHED ? CF_OK : CF_ENOCONV;
    }
    mf_system_clear(&s);
    free(w0), free(padded);
    return status;
}
