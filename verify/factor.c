/* factor.c - see factor.h. */
#include "factor.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int no_memory(const cf_usage *usage) {
    return cf_complain(usage, CF_EXIT_FAILED, "out of memory");
}

static int read_square(cf_matrix *out, const cf_usage *usage, const char *path) {
    cf_io_error error;
    cf_status status = cf_read_matrix(out, &error, path);
    int code = status == CF_ENOMEM ? CF_EXIT_FAILED : CF_EXIT_USAGE;
    if (status != CF_OK && error.line)
        return cf_complain(usage, code, "%s:%zu:%zu: %s", path, error.line, error.column, error.message);
    if (status != CF_OK) return cf_complain(usage, code, "%s: %s", path, error.message);
    if (out->rows != out->cols)
        return cf_complain(usage, code, "%s: the matrix must be square, and is %zu x %zu", path, out->rows,
                           out->cols);
    return -1;
}

static int allocate(factor *f, const cf_usage *usage) {
    size_t d = f->d, entries = d * d;
    f->size = 2 * d * f->mf.k;
    f->row = malloc(entries * sizeof *f->row), f->col = malloc(entries * sizeof *f->col),
    f->y = malloc(entries * sizeof *f->y);
    f->star = malloc(entries * sizeof *f->star), f->M_start = malloc(entries * sizeof *f->M_start),
    f->M = malloc(entries * sizeof *f->M);
    f->w = malloc(f->size * sizeof *f->w), f->path = malloc((f->n_times * f->size + 1) * sizeof *f->path);
    if (!f->row || !f->col || !f->y || !f->star || !f->M_start || !f->M || !f->w || !f->path)
        return no_memory(usage);
    f->mf.d = d, f->mf.row = f->row, f->mf.col = f->col, f->mf.y = f->y;
    return -1;
}

static int take_files(factor *f, const cf_usage *usage, const cf_matrix *m, const cf_matrix *mask,
                      const char *mask_path) {
    if (mask->data && mask->rows != m->rows)
        return cf_complain(usage, CF_EXIT_USAGE, "%s: the mask is %zu x %zu, the matrix %zu x %zu", mask_path,
                           mask->rows, mask->cols, m->rows, m->cols);
    size_t N = 0;
    memcpy(f->star, m->data, f->d * f->d * sizeof *f->star);
    for (size_t e = 0; e < f->d * f->d; e++)
        if (!mask->data || mask->data[e] != 0)
            f->row[N] = e / f->d, f->col[N] = e % f->d, f->y[N++] = m->data[e];
    f->mf.N = N;
    if (N == 0)
        return cf_complain(usage, CF_EXIT_USAGE, "%s: the mask has no entry: there is nothing to fit",
                           mask_path);
    return -1;
}

int factor_read(factor *f, const cf_usage *usage, const char *m, const char *mask, const char *d_text,
                const char *entries, const char *k_text) {
    cf_matrix M = {0}, seen = {0};
    long d = 10, N, k;
    int code = -1;
    if (m && (d_text || entries))
        code = cf_usage_error(usage, "--m gives the matrix: --d and --entries draw one");
    if (code < 0 && mask && !m) code = cf_usage_error(usage, "--mask needs --m");
    if (code < 0 && m) code = read_square(&M, usage, m);
    if (code < 0 && mask) code = read_square(&seen, usage, mask);
    if (code < 0) code = cf_option_integer(usage, &d, "d", d_text, 1, 1000);
    if (code < 0) {
        f->d = m ? M.rows : (size_t)d;
        N = (long)(f->d * f->d * 3 / 5), k = 2 * (long)f->d;
        if (N == 0) N = 1;
        code = cf_option_integer(usage, &N, "entries", entries, 1, (long)(f->d * f->d));
    }
    if (code < 0) code = cf_option_integer(usage, &k, "k", k_text, 1, 4096);
    if (code < 0) {
        f->mf.k = (size_t)k, f->mf.N = (size_t)N;
        code = allocate(f, usage);
    }
    if (code < 0 && m)
        code = take_files(f, usage, &M, &seen, mask);
    else if (code < 0 &&
             cf_mf_instance(f->star, f->row, f->col, f->y, (uint64_t)f->seed, f->mf.N, f->d) != CF_OK)
        code = no_memory(usage);
    cf_matrix_clear(&M), cf_matrix_clear(&seen);
    if (code >= 0) return code;
    cf_status status = cf_mf_start(f->w, f->start, f->alpha, (uint64_t)f->seed + 1000000007, f->d, f->mf.k);
    if (status == CF_EINVAL)
        return cf_usage_error(usage, "--start %s needs %s columns (--k), not %zu", f->start_name,
                              f->start == CF_MF_GAUSSIAN   ? "an even number of"
                              : f->start == CF_MF_IDENTITY ? "an even number, at least 2 D, of"
                                                           : "at least D",
                              f->mf.k);
    return status == CF_OK ? -1 : no_memory(usage);
}

int factor_run(factor *f, const cf_usage *usage) {
    cf_mf_product(f->M_start, f->w, f->d, f->mf.k);
    cf_mf_options o = {.rtol = f->rtol,
                       .atol = 0.01 * f->rtol * fmin(f->alpha, 1),
                       .target = f->target,
                       .times = f->times,
                       .n_times = f->n_times,
                       .max_evaluations = f->budget,
                       .track_kernel = 1};
    f->status = f->eta > 0 ? cf_mf_descent(f->w, &f->info, &f->mf, f->eta, f->target, f->budget)
                           : cf_mf_flow(f->w, f->path, &f->info, &f->mf, &o);
    if (f->status == CF_OK || f->status == CF_ENOCONV) return -1;
    return cf_complain(usage, f->status == CF_ENOMEM ? CF_EXIT_FAILED : CF_EXIT_USAGE, "%s",
                       cf_status_message(f->status));
}

/* -log10 of max |w - twin|/max |twin|; 17 where they are the same */
static double correct_digits(const double *w, arb_srcptr twin, size_t n) {
    arb_t x;
    double error = 0, size = 0;
    arb_init(x);
    for (size_t i = 0; i < n; i++) {
        arb_set_d(x, w[i]);
        arb_sub(x, x, twin + i, 128);
        error = fmax(error, fabs(arf_get_d(arb_midref(x), ARF_RND_NEAR)));
        size = fmax(size, fabs(arf_get_d(arb_midref(twin + i), ARF_RND_NEAR)));
    }
    arb_clear(x);
    return error > 0 && size > 0 ? -log10(error / size) : 17;
}

int factor_digits(factor *f, const cf_usage *usage) {
    const cf_ref_mf ref = {f->d, f->mf.k, f->mf.N, f->row, f->col, f->y};
    double *start = malloc(f->size * sizeof *start), at = 0;
    f->digits = malloc(f->n_times * sizeof *f->digits);
    if (!start || !f->digits) {
        free(start);
        return no_memory(usage);
    }
    arb_ptr w = _arb_vec_init((slong)f->size);
    cf_mf_start(start, f->start, f->alpha, (uint64_t)f->seed + 1000000007, f->d, f->mf.k);
    for (size_t i = 0; i < f->size; i++) arb_set_d(w + i, start[i]);
    size_t budget = 4000;
    for (size_t t = 0; t < f->info.times_done; t++) {
        size_t steps = 0;
        cf_ref_status status =
            budget ? cf_ref_mf_flow(w, NULL, &steps, &ref, f->times[t] - at, 0, budget, f->prec)
                   : CF_REF_UNDECIDED;
        f->digits[t] = status == CF_REF_OK ? correct_digits(f->path + t * f->size, w, f->size) : NAN;
        at = f->times[t];
        budget = status == CF_REF_OK ? budget - steps : 0;
    }
    _arb_vec_clear(w, (slong)f->size);
    free(start);
    return -1;
}

/* ||M||_F - ||M_L2||_F, the latter the norm of the entries */
static void excess_frobenius(arb_t out, const factor *f) {
    arb_t x, square;
    arb_init(x), arb_init(square);
    arb_zero(out);
    for (size_t e = 0; e < f->d * f->d; e++) {
        arb_set_d(x, f->M[e]);
        arb_addmul(out, x, x, f->prec);
    }
    for (size_t n = 0; n < f->mf.N; n++) {
        arb_set_d(x, f->y[n]);
        arb_addmul(square, x, x, f->prec);
    }
    arb_sqrt(out, out, f->prec), arb_sqrt(square, square, f->prec);
    arb_sub(out, out, square, f->prec);
    arb_clear(x), arb_clear(square);
}

int factor_norms(factor *f, const cf_usage *usage, int certify) {
    size_t d = f->d;
    double *M = malloc(d * d * sizeof *M), *Y = malloc((f->mf.N + 1) * sizeof *Y);
    if (!M || !Y) {
        free(M), free(Y);
        return no_memory(usage);
    }
    int code = -1;
    cf_status status = d <= 60 ? cf_mf_min_nuclear(M, Y, &f->least_nuclear, &f->mf) : CF_ENOCONV;
    if (status != CF_OK) f->least_nuclear = NAN;
    if (certify && status != CF_OK)
        code = cf_complain(usage, CF_EXIT_UNDECIDED,
                           "no completion of least nuclear norm was found (d up to 60)");
    if (code < 0 && certify) {
        const cf_ref_mf ref = {d, f->mf.k, f->mf.N, f->row, f->col, f->y};
        arb_mat_t A;
        cf_ref_mf_nuclear_init(&f->nuclear, d);
        arb_init(f->norm_nuclear), arb_init(f->excess_nuclear), arb_init(f->excess_frobenius);
        f->certified = 1;
        if (cf_ref_mf_min_nuclear(&f->nuclear, M, Y, &ref, f->prec) != CF_REF_OK)
            code = cf_complain(usage, CF_EXIT_UNDECIDED, "the least nuclear norm could not be enclosed");
        factor_at(f, f->w);
        arb_mat_init(A, (slong)d, (slong)d);
        for (size_t e = 0; e < d * d; e++)
            arb_set_d(arb_mat_entry(A, (slong)(e / d), (slong)(e % d)), f->M[e]);
        cf_ref_nuclear_norm(f->norm_nuclear, A, f->prec);
        arb_sub(f->excess_nuclear, f->norm_nuclear, f->nuclear.value, f->prec);
        excess_frobenius(f->excess_frobenius, f);
        arb_mat_clear(A);
    }
    free(M), free(Y);
    return code;
}

void factor_at(const factor *f, const double *w) {
    cf_mf_product(f->M, w, f->d, f->mf.k);
}

double factor_unobserved(const factor *f, const double *from) {
    double sum = 0;
    size_t d = f->d, count = d * d - f->mf.N, n = 0;
    for (size_t e = 0; e < d * d; e++) { /* the entries are in row-major order */
        if (n < f->mf.N && f->row[n] * d + f->col[n] == e)
            n++;
        else
            sum += (f->M[e] - from[e]) * (f->M[e] - from[e]);
    }
    return count ? sqrt(sum / (double)count) : 0;
}

void factor_clear(factor *f) {
    if (f->certified) {
        cf_ref_mf_nuclear_clear(&f->nuclear);
        arb_clear(f->norm_nuclear), arb_clear(f->excess_nuclear), arb_clear(f->excess_frobenius);
    }
    free(f->row), free(f->col), free(f->y), free(f->star), free(f->w), free(f->M_start), free(f->M),
        free(f->times), free(f->path), free(f->digits);
}
