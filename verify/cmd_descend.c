/* cmd_descend.c - certiflow descend: gradient descent on the diagonal models, its effective start, and with
 * --certify its limit in balls beside that of the flow.
 *
 * Whatever ends the run, the state reached is printed and marked; the exit code is 0 only if the target was
 * reached (and, with --certify, both limits were certified). */
#include "commands.h"
#include "options.h"
#include "output.h"
#include "probes.h"
#include "problem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const ends[] = {"target", "budget", "diverged", "unstable"};
static const char *const end_texts[] = {
    "the target is reached", "the steps are used up before the target: the state reached is given",
    "the loss grew 1e16-fold: the step is too large; the last state before is given",
    "the next step would change the sign of a weight, where the model of depth > 2 ends; the state before is given"};

typedef struct {
    cf_dataset p;
    cf_ref_alpha_struct *exact[2]; /* d each: the start */
    fmpq_t depth, eta;
    double *start[2], *beta, *log[2], *nu, *w[2], *limit; /* d each, nu N; one block, start[0] */
    double step, stable, stable_end, target;              /* stable: 0 if not known */
    long max_steps;
    cf_descent_info info;
    slong prec;
    int have_limit, certified;
    arb_ptr ball, ball_log[2], flow; /* d each; NULL without --certify */
    cf_ref_descent_info ref_info;
    arb_t distance;
} descent;

static void descent_clear(descent *s) {
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; s->exact[side] && i < s->p.d; i++) cf_ref_alpha_clear(s->exact[side] + i);
        free(s->exact[side]);
    }
    if (s->ball) _arb_vec_clear(s->ball, 4 * (slong)s->p.d);
    arb_clear(s->distance), fmpq_clear(s->depth), fmpq_clear(s->eta);
    free(s->start[0]);
    cf_dataset_clear(&s->p);
}

/* d values above 0 of a file */
static int read_start(double *out, const cf_usage *usage, const char *path, size_t d) {
    cf_matrix m;
    cf_io_error error;
    cf_status status = cf_read_matrix(&m, &error, path);
    if (status != CF_OK) {
        int code = status == CF_ENOMEM ? CF_EXIT_FAILED : CF_EXIT_USAGE;
        if (error.line == 0) return cf_complain(usage, code, "%s: %s", path, error.message);
        return cf_complain(usage, code, "%s:%zu:%zu: %s", path, error.line, error.column, error.message);
    }
    int code = -1;
    if ((m.rows != 1 && m.cols != 1) || m.rows * m.cols != d)
        code = cf_complain(usage, CF_EXIT_USAGE,
                           "%s: a start is a row or a column of %zu values, one a coordinate, not %zu x %zu",
                           path, d, m.rows, m.cols);
    for (size_t i = 0; i < d && code < 0; i++) {
        out[i] = m.data[i];
        if (!(out[i] > 0))
            code = cf_complain(usage, CF_EXIT_USAGE, "%s: value %zu is %.17g: a start must be above 0", path,
                               i + 1, out[i]);
    }
    cf_matrix_clear(&m);
    return code;
}

static int allocate(descent *s, const cf_usage *usage) {
    size_t d = s->p.d, N = s->p.N;
    s->start[0] = calloc(8 * d + N, sizeof *s->start[0]);
    s->exact[0] = calloc(d, sizeof *s->exact[0]), s->exact[1] = calloc(d, sizeof *s->exact[1]);
    if (!s->start[0] || !s->exact[0] || !s->exact[1])
        return cf_complain(usage, CF_EXIT_FAILED, "out of memory");
    s->start[1] = s->start[0] + d, s->beta = s->start[1] + d, s->log[0] = s->beta + d,
    s->log[1] = s->log[0] + d;
    s->w[0] = s->log[1] + d, s->w[1] = s->w[0] + d, s->limit = s->w[1] + d, s->nu = s->limit + d;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < d; i++) cf_ref_alpha_init(s->exact[side] + i);
    return -1;
}

/* The start: two files, or alpha in every weight; the doubles are taken exactly by the certificate too. */
static int set_start(descent *s, const cf_usage *usage, const char *plus, const char *minus,
                     const char *alpha_text, const char *log_text) {
    int code = -1;
    if (plus || minus) {
        if (!plus || !minus) return cf_usage_error(usage, "--start-plus and --start-minus belong together");
        if (alpha_text || log_text) return cf_usage_error(usage, "give a start or an alpha, not both");
        code = read_start(s->start[0], usage, plus, s->p.d);
        if (code < 0) code = read_start(s->start[1], usage, minus, s->p.d);
    } else {
        cf_ref_alpha_t alpha;
        double log_alpha;
        cf_ref_alpha_init(alpha);
        code = cf_dataset_alpha(alpha, &log_alpha, usage, alpha_text, log_text);
        for (size_t i = 0; i < s->p.d && code < 0; i++) s->start[0][i] = s->start[1][i] = exp(log_alpha);
        if (code < 0 && !alpha->is_log) { /* as it reads, without the detour by the logarithm */
            for (size_t i = 0; i < s->p.d; i++) s->start[0][i] = s->start[1][i] = fmpq_get_d(alpha->value);
        }
        cf_ref_alpha_clear(alpha);
    }
    double depth = fmpq_get_d(s->depth), widest = depth == 2 ? 150 : 300 / fmax(depth - 2, 1);
    for (size_t i = 0; i < s->p.d && code < 0; i++)
        for (int side = 0; side < 2 && code < 0; side++) {
            double x = s->start[side][i];
            if (!(x > 0) || fabs(log(x)) > widest)
                code = cf_complain(
                    usage, CF_EXIT_USAGE,
                    "the start's logarithms must lie within %.4g at depth %.10g; that of %.6g is %.6g",
                    widest, depth, x, log(x));
            else
                cf_ref_alpha_set_double(s->exact[side] + i, x, 0);
        }
    return code;
}

/* The limit of the flow from this start, and the largest stable step there and at the start */
static void look_ahead(descent *s, double *auto_step) {
    size_t N = s->p.N, d = s->p.d;
    double depth = fmpq_get_d(s->depth), at_start = 0;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < d; i++) s->log[side][i] = log(s->start[side][i]);
    s->have_limit = cf_limit_start(s->limit, NULL, s->w[0], s->w[1], NULL, s->p.X, s->p.y, s->log[0],
                                   s->log[1], depth, N, d) == CF_OK;
    if (s->have_limit && cf_stable_step(&s->stable, NULL, s->p.X, s->w[0], s->w[1], depth, N, d) != CF_OK)
        s->stable = 0;
    cf_stable_step(&at_start, NULL, s->p.X, s->start[0], s->start[1], depth, N, d);
    *auto_step = s->stable > 0 ? fmin(s->stable, at_start) / 2 : 0;
}

static int set_step(descent *s, const cf_usage *usage, const char *text) {
    double auto_step;
    look_ahead(s, &auto_step);
    if (!text || strcmp(text, "auto") == 0) {
        if (!(auto_step > 0))
            return cf_complain(usage, CF_EXIT_UNDECIDED,
                               "--step auto: the flow's limit was not found in doubles; name a step");
        s->step = auto_step;
        cf_fmpq_set_double(s->eta, s->step);
        return -1;
    }
    int code = cf_option_decimal(usage, s->eta, "step", text);
    if (code >= 0) return code;
    s->step = fmpq_get_d(s->eta);
    if (fmpq_sgn(s->eta) <= 0 || !(s->step > 0 && isfinite(s->step)))
        return cf_usage_error(usage, "--step must be above 0 and a double, not '%s'", text);
    cf_fmpq_set_double(s->eta, s->step);
    return -1;
}

static int solve(descent *s, const cf_usage *usage) {
    double depth = fmpq_get_d(s->depth);
    cf_status status = cf_descend(s->beta, s->log[0], s->log[1], s->nu, s->w[0], s->w[1], &s->info, s->p.X,
                                  s->p.y, s->start[0], s->start[1], s->step, depth, s->target,
                                  (uint64_t)s->max_steps, s->p.N, s->p.d);
    if (status != CF_OK && status != CF_ENOCONV) return cf_complain_core(usage, "gradient descent", status);
    if (cf_stable_step(&s->stable_end, NULL, s->p.X, s->w[0], s->w[1], depth, s->p.N, s->p.d) != CF_OK)
        s->stable_end = 0;
    if (status == CF_OK) return -1;
    fprintf(stderr, "certiflow descend: %s\n", end_texts[s->info.end]);
    if (s->stable_end > 0 && s->step > s->stable_end)
        fprintf(stderr, "certiflow descend: the step %.6g is above %.6g, the largest that is stable there\n",
                s->step, s->stable_end);
    return -1;
}

static int certify(descent *s, const cf_usage *usage) {
    slong d = (slong)s->p.d;
    s->ball = _arb_vec_init(4 * d);
    s->ball_log[0] = s->ball + d, s->ball_log[1] = s->ball + 2 * d, s->flow = s->ball + 3 * d;
    if (s->info.end != CF_DESCENT_TARGET) return -1;
    cf_ref_status status =
        cf_ref_descend(s->ball, s->ball_log[0], s->ball_log[1], &s->ref_info, s->p.X, s->p.y, s->exact[0],
                       s->exact[1], s->eta, s->depth, (ulong)s->max_steps, s->p.N, s->p.d, s->prec);
    if (status != CF_REF_OK) return cf_complain_ref(usage, "the certified limit of descent", status);
    cf_ref_limit_info info;
    status = cf_ref_limit_start(s->flow, NULL, &info, s->p.X, s->p.y, s->exact[0], s->exact[1], s->depth,
                                s->p.N, s->p.d, s->prec);
    if (status != CF_REF_OK) return cf_complain_ref(usage, "the certified limit of the flow", status);
    arb_ptr apart = _arb_vec_init(d);
    _arb_vec_sub(apart, s->ball, s->flow, d, s->prec + 32);
    cf_ref_norm_l2(s->distance, apart, s->p.d, s->prec + 32);
    _arb_vec_clear(apart, d);
    s->certified = 1;
    return -1;
}

/* ------------------------------------------------------------------------------------------------- the
 * answer */

static json_t *json_sums(const descent *s, double sign) {
    json_t *a = json_array();
    for (size_t i = 0; i < s->p.d; i++)
        json_array_append_new(a, cf_json_double(s->log[0][i] + sign * s->log[1][i]));
    return a;
}

static json_t *json_certified(const descent *s) {
    json_t *o = json_object();
    json_object_set_new(o, "prec", json_integer(s->prec));
    json_object_set_new(o, "steps", json_integer((json_int_t)s->ref_info.steps));
    json_object_set_new(o, "contraction", cf_json_double(s->ref_info.contraction));
    json_object_set_new(o, "beta", cf_json_balls(s->ball, s->p.d));
    json_object_set_new(o, "log_plus", cf_json_balls(s->ball_log[0], s->p.d));
    json_object_set_new(o, "log_minus", cf_json_balls(s->ball_log[1], s->p.d));
    json_object_set_new(o, "flow", cf_json_balls(s->flow, s->p.d));
    json_object_set_new(o, "distance", cf_json_ball(s->distance));
    return o;
}

static int print_json(const descent *s) {
    json_t *o = json_object(), *trace = json_array();
    int whole = fmpz_is_one(fmpq_denref(s->depth)) && fmpz_fits_si(fmpq_numref(s->depth));
    for (size_t k = 0; k < s->info.traced; k++)
        json_array_append_new(trace, json_pack("{s:I,s:o}", "step", (json_int_t)s->info.trace[k].step, "loss",
                                               cf_json_double(s->info.trace[k].loss)));
    json_object_set_new(o, "samples", json_integer((json_int_t)s->p.N));
    json_object_set_new(o, "dim", json_integer((json_int_t)s->p.d));
    json_object_set_new(o, "depth",
                        whole ? json_integer(fmpz_get_si(fmpq_numref(s->depth)))
                              : cf_json_double(fmpq_get_d(s->depth)));
    json_object_set_new(o, "step", cf_json_double(s->step));
    if (s->stable > 0) json_object_set_new(o, "stable_step_flow", cf_json_double(s->stable));
    if (s->stable_end > 0) json_object_set_new(o, "stable_step_end", cf_json_double(s->stable_end));
    json_object_set_new(o, "end", json_string(ends[s->info.end]));
    json_object_set_new(o, "partial", json_boolean(s->info.end != CF_DESCENT_TARGET));
    json_object_set_new(o, "steps", json_integer((json_int_t)s->info.steps));
    json_object_set_new(o, "sign_changes", json_integer((json_int_t)s->info.flips));
    json_object_set_new(o, "residual", cf_json_double(s->info.residual));
    json_object_set_new(o, "loss", cf_json_double(s->info.loss));
    json_object_set_new(o, "beta", cf_json_doubles(s->beta, s->p.d));
    json_object_set_new(o, "norm_l1", cf_json_double(cf_norm_l1(s->beta, s->p.d)));
    json_object_set_new(o, "norm_l2", cf_json_double(cf_norm_l2(s->beta, s->p.d)));
    json_object_set_new(o, "nu", cf_json_doubles(s->nu, s->p.N));
    json_object_set_new(o, "log_plus", cf_json_doubles(s->log[0], s->p.d));
    json_object_set_new(o, "log_minus", cf_json_doubles(s->log[1], s->p.d));
    if (fmpq_cmp_si(s->depth, 2) == 0) {
        json_object_set_new(o, "log_a2", json_sums(s, 1));
        json_object_set_new(o, "bias", json_sums(s, -1));
    }
    if (s->have_limit) json_object_set_new(o, "flow", cf_json_doubles(s->limit, s->p.d));
    json_object_set_new(o, "trace", trace);
    if (s->certified) json_object_set_new(o, "certified", json_certified(s));
    return cf_json_print(o);
}

static int print_text(const descent *s) {
    printf("Gradient descent: %zu samples, %zu coordinates, depth %.10g\n\n", s->p.N, s->p.d,
           fmpq_get_d(s->depth));
    cf_print_field("end", "%s%s",
                   s->info.end == CF_DESCENT_TARGET ? "" : "PARTIAL: ", end_texts[s->info.end]);
    cf_print_field("step", "%.17g", s->step);
    if (s->stable > 0) cf_print_field("largest stable step", "%.6g at the limit of the flow", s->stable);
    if (s->stable_end > 0) cf_print_field("", "%.6g at the end of descent", s->stable_end);
    cf_print_field("steps", "%llu", (unsigned long long)s->info.steps);
    if (s->info.flips) cf_print_field("sign changes", "%llu", (unsigned long long)s->info.flips);
    cf_print_field("residual", "%.3g   ||X beta - y||/||y||", s->info.residual);
    cf_print_field("norm l1", "%.17g", cf_norm_l1(s->beta, s->p.d));
    cf_print_field("norm l2", "%.17g", cf_norm_l2(s->beta, s->p.d));
    if (s->certified) {
        printf("\nCertified (%lu steps in balls of %ld bits, then a contraction by %.6g a step):\n",
               s->ref_info.steps, (long)s->ref_info.working_prec, s->ref_info.contraction);
        cf_print_ball("  distance from the flow", s->distance);
    }
    printf("\n%12s  loss\n", "step");
    for (size_t k = 0; k < s->info.traced; k++)
        printf("%12llu  %.6g\n", (unsigned long long)s->info.trace[k].step, s->info.trace[k].loss);
    printf("\n%8s  %-25s%-14s%-14s%s\n", "i", "beta_i", "ln w_+ eff.", "ln w_- eff.",
           s->have_limit ? "limit of the flow" : "");
    for (size_t i = 0; i < s->p.d; i++) {
        printf("%8zu  % -25.17g% -14.6g% -14.6g", i, s->beta[i], s->log[0][i], s->log[1][i]);
        if (s->have_limit) printf("% .17g", s->limit[i]);
        putchar('\n');
    }
    return CF_EXIT_OK;
}

static int run(descent *s, const cf_usage *usage, int want_certificate, int json) {
    int code = solve(s, usage), certificate = -1;
    if (code < 0 && want_certificate) certificate = certify(s, usage);
    if (code >= 0) return code;
    code = json ? print_json(s) : print_text(s);
    if (code != CF_EXIT_OK) return code;
    if (certificate >= 0) return certificate;
    return s->info.end == CF_DESCENT_TARGET ? CF_EXIT_OK : CF_EXIT_UNDECIDED;
}

static int set_target(descent *s, const cf_usage *usage, const char *text) {
    fmpq_t q;
    fmpq_init(q);
    int code = text ? cf_option_decimal(usage, q, "target", text) : -1;
    s->target = text ? fmpq_get_d(q) : 1e-10;
    fmpq_clear(q);
    if (code < 0 && !(s->target > 0 && s->target < 1))
        return cf_usage_error(usage, "--target must lie between 0 and 1, not '%s'", text);
    return code;
}

int cf_cmd_descend(int argc, char **argv) {
    const char *x = NULL, *y = NULL, *alpha = NULL, *log_alpha = NULL, *depth = NULL, *prec = NULL,
               *step = NULL;
    const char *target = NULL, *steps = NULL, *plus = NULL, *minus = NULL;
    int json = 0, want_certificate = 0;
    const cf_option options[] = {
        {"x", "FILE", "X, one sample a row: CSV or NumPy .npy", &x, NULL},
        {"y", "FILE", "y, a row or a column", &y, NULL},
        {"alpha", "A", "start from w = A in every weight", &alpha, NULL},
        {"log-alpha", "LA", "its natural logarithm, instead", &log_alpha, NULL},
        {"start-plus", "FILE", "or w_+(0), a row or a column of values above 0,", &plus, NULL},
        {"start-minus", "FILE", "and w_-(0)", &minus, NULL},
        {"depth", "D", "depth of the model, from 2 to 1000 (default 2)", &depth, NULL},
        {"step", "ETA",
         "the step, or auto (default): half the largest that is\nstable at the flow's limit and at the start",
         &step, NULL},
        {"target", "T", "stop at ||X beta - y|| <= T ||y|| (default 1e-10)", &target, NULL},
        {"max-steps", "K", "at most so many steps (default 1000000)", &steps, NULL},
        {"certify", NULL,
         "enclose the limits of descent and of the flow, and their\ndistance; for small problems and steps",
         NULL, &want_certificate},
        {"prec", "BITS", "accuracy of the balls (default 64)", &prec, NULL},
        {"json", NULL, "one JSON object", NULL, &json},
        {0}};
    const cf_usage usage = {
        "descend",
        "--x FILE --y FILE (--alpha A | --log-alpha LA | --start-plus FILE --start-minus FILE) [OPTION...]",
        "Gradient descent w <- w - ETA grad L(w) on L = ||X (w_+^D - w_-^D) - y||^2, and the effective "
        "start: that\n"
        "from which gradient flow has exactly the same limit.",
        "--x X.csv --y y.csv --alpha 0.1 --step auto --certify", options};
    size_t n;
    descent s = {.prec = 64, .max_steps = 1000000};
    fmpq_init(s.depth), fmpq_init(s.eta), arb_init(s.distance);
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code < 0 && n > 0) code = cf_usage_error(&usage, "unexpected argument '%s'", argv[1]);
    if (code < 0) code = cf_option_prec(&usage, &s.prec, prec);
    if (code < 0) code = cf_option_any_depth(&usage, s.depth, depth);
    if (code < 0 && (fmpq_get_d(s.depth) > 1000 || (fmpq_get_d(s.depth) == 2 && fmpq_cmp_si(s.depth, 2) > 0)))
        code = cf_usage_error(&usage, "--depth must be 2, or a double from above 2 to 1000, not '%s'", depth);
    if (code < 0) code = set_target(&s, &usage, target);
    if (code < 0) code = cf_option_integer(&usage, &s.max_steps, "max-steps", steps, 0, 1000000000);
    if (code < 0) code = cf_dataset_read(&s.p, &usage, x, y);
    if (code < 0) code = allocate(&s, &usage);
    if (code < 0) code = set_start(&s, &usage, plus, minus, alpha, log_alpha);
    if (code < 0) code = set_step(&s, &usage, step);
    if (code < 0 && want_certificate) code = cf_probes_allow(&usage);
    if (code < 0) code = run(&s, &usage, want_certificate, json);
    descent_clear(&s);
    return code;
}
