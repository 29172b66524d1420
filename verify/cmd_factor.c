/* cmd_factor.c - certiflow factor: gradient flow of the matrix factorisation of Section 6, and how its limit
 * stands to the completions of least nuclear and least Frobenius norm. */
#include "commands.h"
#include "factor.h"
#include "options.h"
#include "output.h"
#include "probes.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *d, *k, *entries, *seed, *m, *mask, *start, *alpha, *times, *loss, *rtol, *prec, *budget, *eta;
    int certify, digits, json;
} arguments;

static int real(const cf_usage *usage, double *out, const char *name, const char *text, double low) {
    char *end;
    if (!text) return -1;
    *out = strtod(text, &end);
    if (end == text || *end || !isfinite(*out) || !(*out > low))
        return cf_usage_error(usage, "--%s must be a number above %g, not '%s'", name, low, text);
    return -1;
}

static int read_times(const cf_usage *usage, factor *f, const char *text) {
    if (!text) return -1;
    const char *s = text;
    size_t count = 1;
    for (const char *c = text; *c; c++) count += *c == ',';
    if (!(f->times = malloc(count * sizeof *f->times)))
        return cf_complain(usage, CF_EXIT_FAILED, "out of memory");
    for (size_t i = 0; i < count; i++) {
        char *end;
        double t = strtod(s, &end);
        if (end == s || (*end && *end != ',') || !isfinite(t) || t < 0 || (i && t < f->times[i - 1]))
            return cf_usage_error(
                usage, "--times must be increasing times from 0 on, separated by commas, not '%s'", text);
        f->times[f->n_times++] = t;
        s = end + 1;
    }
    return -1;
}

static int read_numbers(const cf_usage *usage, factor *f, const arguments *a) {
    static const char *const names[] = {"identity", "gaussian", "same"};
    long prec = 128, budget = 10000000;
    int code = cf_option_integer(usage, &f->seed, "seed", a->seed, 0, 1000000000);
    if (code < 0 && !a->alpha) code = cf_usage_error(usage, "--alpha A is needed");
    if (code < 0) code = real(usage, &f->alpha, "alpha", a->alpha, 0);
    if (code < 0) code = real(usage, &f->rtol, "rtol", a->rtol, 0);
    if (code < 0 && !(f->rtol >= 1e-13 && f->rtol < 1))
        code = cf_usage_error(usage, "--rtol must lie from 1e-13 to 1");
    if (code < 0) code = real(usage, &f->eta, "descent", a->eta, 0);
    f->target = a->loss || !a->times ? 1e-10 : 0;
    if (code < 0) code = real(usage, &f->target, "loss", a->loss, 0);
    if (code < 0) code = cf_option_integer(usage, &budget, "budget", a->budget, 1, 1000000000000);
    if (code < 0) code = cf_option_integer(usage, &prec, "prec", a->prec, 64, 4096);
    if (code < 0) code = read_times(usage, f, a->times);
    if (code >= 0) return code;
    f->prec = prec, f->budget = (size_t)budget;
    for (int s = 0; s < 3; s++)
        if (!a->start || strcmp(a->start, names[s]) == 0) {
            f->start = (cf_mf_start_kind)s, f->start_name = names[s];
            return -1;
        }
    return cf_usage_error(usage, "--start must be identity, gaussian or same, not '%s'", a->start);
}

/* ------------------------------------------------------------------------------------------------------ the
 * answer */

static json_t *json_matrix(const double *M, size_t d) {
    json_t *rows = json_array();
    for (size_t i = 0; i < d; i++) json_array_append_new(rows, cf_json_doubles(M + i * d, d));
    return rows;
}

static json_t *json_certified(const factor *f) {
    json_t *o = json_object();
    json_object_set_new(o, "min_nuclear", cf_json_ball_short(f->nuclear.value));
    json_object_set_new(o, "lower", cf_json_ball_short(f->nuclear.lower));
    json_object_set_new(o, "upper", cf_json_ball_short(f->nuclear.upper));
    json_object_set_new(o, "unique", json_string(f->nuclear.unique == CF_TRUE ? "proved" : "unknown"));
    json_object_set_new(o, "norm_nuclear", cf_json_ball_short(f->norm_nuclear));
    json_object_set_new(o, "excess_nuclear", cf_json_ball_short(f->excess_nuclear));
    json_object_set_new(o, "excess_frobenius", cf_json_ball_short(f->excess_frobenius));
    return o;
}

static json_t *json_path(const factor *f) {
    json_t *path = json_array();
    for (size_t t = 0; t < f->info.times_done; t++) {
        json_t *o = json_object();
        factor_at(f, f->path + t * f->size);
        json_object_set_new(o, "t", cf_json_double(f->times[t]));
        json_object_set_new(o, "loss", cf_json_double(cf_mf_loss(f->path + t * f->size, &f->mf)));
        json_object_set_new(o, "M", json_matrix(f->M, f->mf.d));
        if (f->digits) json_object_set_new(o, "digits", cf_json_double(f->digits[t]));
        json_array_append_new(path, o);
    }
    return path;
}

static int print_json(const factor *f) {
    json_t *o = json_object();
    json_object_set_new(o, "dim", json_integer((json_int_t)f->mf.d));
    json_object_set_new(o, "columns", json_integer((json_int_t)f->mf.k));
    json_object_set_new(o, "entries", json_integer((json_int_t)f->mf.N));
    json_object_set_new(o, "start", json_string(f->start_name));
    json_object_set_new(o, "alpha", cf_json_double(f->alpha));
    if (f->n_times) json_object_set_new(o, "path", json_path(f));
    json_object_set_new(o, "end", json_string(cf_mf_end_name(f->info.end)));
    json_object_set_new(o, "t", cf_json_double(f->info.t));
    json_object_set_new(o, "loss", cf_json_double(f->info.loss));
    json_object_set_new(o, "steps", json_integer((json_int_t)f->info.steps));
    json_object_set_new(o, "evaluations", json_integer((json_int_t)f->info.evaluations));
    json_object_set_new(o, "drift", cf_json_double(f->info.drift));
    json_object_set_new(o, "kernel_change", cf_json_double(f->info.kernel_change));
    factor_at(f, f->w);
    json_object_set_new(o, "M", json_matrix(f->M, f->mf.d));
    json_object_set_new(o, "unobserved_error", cf_json_double(factor_unobserved(f, f->star)));
    json_object_set_new(o, "unobserved_moved", cf_json_double(factor_unobserved(f, f->M_start)));
    json_object_set_new(o, "min_nuclear", cf_json_double(f->least_nuclear));
    if (f->certified) json_object_set_new(o, "certified", json_certified(f));
    return cf_json_print(o);
}

static int print_text(const factor *f) {
    printf("Gradient %s of U V^T, %zu x %zu with %zu columns, %zu entries, %s start, alpha %g\n\n",
           f->eta > 0 ? "descent" : "flow", f->mf.d, f->mf.d, f->mf.k, f->mf.N, f->start_name, f->alpha);
    if (f->n_times) {
        printf("%14s %14s %16s%s\n", "t", "loss", "|M|_F", f->digits ? "   correct digits" : "");
        for (size_t t = 0; t < f->info.times_done; t++) {
            factor_at(f, f->path + t * f->size);
            printf("%14.8g %14.6g %16.9g", f->times[t], cf_mf_loss(f->path + t * f->size, &f->mf),
                   cf_norm_l2(f->M, f->mf.d * f->mf.d));
            if (f->digits && isnan(f->digits[t]))
                printf("   unknown: the twin's budget is spent");
            else if (f->digits)
                printf(" %12.1f", f->digits[t]);
            printf("\n");
        }
        if (f->info.times_done < f->n_times)
            printf("  the other %zu times were not reached\n", f->n_times - f->info.times_done);
        printf("\n");
    }
    factor_at(f, f->w);
    cf_print_field("end", "%s at t = %.12g, loss %.6g", cf_mf_end_name(f->info.end), f->info.t, f->info.loss);
    cf_print_field("steps", "%zu, %zu evaluations%s", f->info.steps, f->info.evaluations,
                   isfinite(f->info.t_stiff) ? ", stiff towards the end" : "");
    cf_print_field("kernel change", "%.6g   sup |K_t - K_0|/|K_0|", f->info.kernel_change);
    cf_print_field("drift", "%.3g   of U^T U - V^T V", f->info.drift);
    cf_print_field("unobserved", "error %.6g, moved %.6g (root mean squares)", factor_unobserved(f, f->star),
                   factor_unobserved(f, f->M_start));
    cf_print_field("least nuclear norm", "%.12g   of a completion", f->least_nuclear);
    if (!f->certified) return CF_EXIT_OK;
    printf("\nCertified:\n");
    cf_print_ball("  least nuclear norm", f->nuclear.value);
    cf_print_field("  unique", "%s", f->nuclear.unique == CF_TRUE ? "proved" : "unknown");
    cf_print_ball("  nuclear norm", f->norm_nuclear);
    cf_print_ball("  excess nuclear", f->excess_nuclear);
    cf_print_ball("  excess Frobenius", f->excess_frobenius);
    return CF_EXIT_OK;
}

int cf_cmd_factor(int argc, char **argv) {
    arguments a = {0};
    factor f = {.alpha = 1, .rtol = 1e-10, .d = 10, .seed = 1};
    const cf_option options[] = {
        {"alpha", "A", "the scale of the start", &a.alpha, NULL},
        {"d", "D", "size of the matrix drawn as Figure 3 does (default 10)", &a.d, NULL},
        {"entries", "N", "entries observed (default 60 % of them)", &a.entries, NULL},
        {"seed", "S", "of the matrix, the entries and the Gaussian start (default 1)", &a.seed, NULL},
        {"m", "FILE", "or a square matrix of your own: CSV or .npy", &a.m, NULL},
        {"mask", "FILE", "its observed entries, not 0 (default: all)", &a.mask, NULL},
        {"k", "K", "columns of U and V (default 2 D)", &a.k, NULL},
        {"start", "NAME",
         "identity, gaussian: U = alpha [U0, -U0], V = alpha [V0, V0];\nsame: U = V = alpha [I, 0]", &a.start,
         NULL},
        {"times", "T1,T2,...", "answer at these times", &a.times, NULL},
        {"loss", "L", "stop at this loss (default 1e-10, none if --times is given)", &a.loss, NULL},
        {"rtol", "R", "relative tolerance of a step (default 1e-10)", &a.rtol, NULL},
        {"descent", "ETA", "gradient descent with this step instead of the flow", &a.eta, NULL},
        {"budget", "N", "evaluations of the gradient, or steps (default 10000000)", &a.budget, NULL},
        {"certify", NULL, "bounds of the least nuclear norm from both sides, excess norms", NULL, &a.certify},
        {"digits", NULL, "correct digits of w at the times, from the arbitrary-precision twin", NULL,
         &a.digits},
        {"prec", "BITS", "of the balls (default 128)", &a.prec, NULL},
        {"json", NULL, "one JSON object", NULL, &a.json},
        {0}};
    const cf_usage usage = {"factor", "--alpha A [OPTION...]",
                            "Matrix factorisation (Section 6): the gradient flow of sum (U V^T - M*)^2 over "
                            "the observed entries.",
                            "--d 10 --entries 60 --alpha 1e-3 --certify", options};
    size_t n;
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code < 0 && n > 0) code = cf_usage_error(&usage, "unexpected argument '%s'", argv[1]);
    if (code < 0) code = read_numbers(&usage, &f, &a);
    if (code < 0 && a.digits && !f.n_times) code = cf_usage_error(&usage, "--digits needs --times");
    if (code < 0 && f.eta > 0 && f.n_times) code = cf_usage_error(&usage, "--descent answers no --times");
    if (code < 0) code = factor_read(&f, &usage, a.m, a.mask, a.d, a.entries, a.k);
    if (code < 0 && (a.certify || a.digits)) code = cf_probes_allow(&usage);
    if (code < 0) code = factor_run(&f, &usage);
    int unreached = code < 0 && f.status == CF_ENOCONV;
    if (code < 0 && a.digits) code = factor_digits(&f, &usage);
    if (code < 0) code = factor_norms(&f, &usage, a.certify);
    if (code < 0) code = a.json ? print_json(&f) : print_text(&f);
    if (code == CF_EXIT_OK && unreached)
        code = cf_complain(&usage, CF_EXIT_UNDECIDED, "the path ends early: %s; what was reached is above",
                           cf_mf_end_name(f.info.end));
    factor_clear(&f);
    return code;
}
