/* cmd_minnorm.c - certiflow minnorm: the minimum l1- or l2-norm interpolant, in doubles and exactly.
 *
 * Uniqueness: the l2 solution is unique because the squared norm is strictly convex; whether the l1 solution
 * is, only the exact solution says, so without --certify it is "unknown". */
#include "commands.h"
#include "options.h"
#include "output.h"
#include "probes.h"
#include "problem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    cf_dataset p;
    int is_l1, certify;
    slong prec;
    double *beta, value;
    cf_ref_l1 l1;
    fmpq_mat_t exact; /* d x 1 */
    int have_exact;
    arb_t exact_value;
    double max_relative_error;
} interpolant;

static int solve_core(interpolant *s, const cf_usage *usage) {
    const cf_dataset *p = &s->p;
    s->beta = malloc(p->d * sizeof *s->beta);
    if (!s->beta) return cf_complain(usage, CF_EXIT_FAILED, "out of memory");
    cf_status status = s->is_l1 ? cf_beta_l1(s->beta, NULL, NULL, NULL, p->X, p->y, p->N, p->d)
                                : cf_beta_l2(s->beta, p->X, p->y, p->N, p->d);
    if (status != CF_OK) return cf_complain_core(usage, "the minimum-norm interpolant", status);
    s->value = s->is_l1 ? cf_norm_l1(s->beta, p->d) : cf_norm_l2(s->beta, p->d);
    return -1;
}

/* max_i |beta_i - exact_i| / max_i |beta_i|, rounded up. */
static double max_relative_error(const interpolant *s) {
    mag_t error, worst, largest;
    arb_t exact;
    mag_init(error);
    mag_init(worst);
    mag_init(largest);
    arb_init(exact);
    double size = 0;
    for (size_t i = 0; i < s->p.d; i++) {
        arb_set_fmpq(exact, fmpq_mat_entry(s->exact, (slong)i, 0), 256);
        cf_distance(error, s->beta[i], exact);
        mag_max(worst, worst, error);
        if (fabs(s->beta[i]) > size) size = fabs(s->beta[i]);
    }
    double out = 0;
    if (!mag_is_zero(worst)) {
        mag_set_d_lower(largest, size);
        mag_div(worst, worst, largest);
        out = mag_get_d(worst);
    }
    mag_clear(error);
    mag_clear(worst);
    mag_clear(largest);
    arb_clear(exact);
    return out;
}

static int solve_exactly(interpolant *s, const cf_usage *usage) {
    const cf_dataset *p = &s->p;
    cf_ref_l1_init(&s->l1, p->N, p->d);
    fmpq_mat_init(s->exact, (slong)p->d, 1);
    arb_init(s->exact_value);
    s->have_exact = 1;
    if (s->is_l1) {
        int code = cf_dataset_l1(&s->l1, usage, p);
        if (code >= 0) return code;
        fmpq_mat_set(s->exact, s->l1.beta);
        arb_set_fmpq(s->exact_value, s->l1.value, s->prec + 8);
    } else {
        cf_ref_status status = cf_ref_beta_l2(s->exact, p->X, p->y, p->N, p->d);
        if (status != CF_REF_OK)
            return cf_complain_ref(usage, "the exact minimum l2-norm interpolant", status);
        cf_exact_norm_l2(s->exact_value, s->exact, s->prec + 8);
    }
    s->max_relative_error = max_relative_error(s);
    return -1;
}

static const char *uniqueness(const interpolant *s) {
    if (!s->is_l1) return "proved";
    if (!s->have_exact) return "unknown";
    return s->l1.unique == CF_TRUE ? "proved" : s->l1.unique == CF_FALSE ? "refuted" : "unknown";
}

/* ------------------------------------------------------------------------------------------------- the
 * answer */

static json_t *json_certified(const interpolant *s) {
    json_t *o = json_object(), *beta = json_array(), *support = json_array();
    arb_t x;
    arb_init(x);
    for (size_t i = 0; i < s->p.d; i++) {
        const fmpq *entry = fmpq_mat_entry(s->exact, (slong)i, 0);
        arb_set_fmpq(x, entry, s->prec + 8);
        json_array_append_new(beta, cf_json_ball(x));
        if (!fmpq_is_zero(entry)) json_array_append_new(support, json_integer((json_int_t)i));
    }
    arb_clear(x);
    json_object_set_new(o, "value", cf_json_ball(s->exact_value));
    json_object_set_new(o, "beta", beta);
    json_object_set_new(o, "support", support);
    json_object_set_new(o, "max_relative_error", cf_json_double(s->max_relative_error));
    return o;
}

/* Is coefficient i non-zero: exactly, where that is known. */
static int in_support(const interpolant *s, size_t i) {
    if (s->have_exact) return !fmpq_is_zero(fmpq_mat_entry(s->exact, (slong)i, 0));
    return s->beta[i] != 0;
}

static int print_json(const interpolant *s) {
    json_t *o = json_object(), *support = json_array();
    for (size_t i = 0; i < s->p.d; i++)
        if (in_support(s, i)) json_array_append_new(support, json_integer((json_int_t)i));
    json_object_set_new(o, "norm", json_string(s->is_l1 ? "l1" : "l2"));
    json_object_set_new(o, "value", cf_json_double(s->value));
    json_object_set_new(o, "beta", cf_json_doubles(s->beta, s->p.d));
    json_object_set_new(o, "support", support);
    json_object_set_new(o, "unique", json_string(uniqueness(s)));
    if (s->have_exact) json_object_set_new(o, "certified", json_certified(s));
    return cf_json_print(o);
}

static int print_text(const interpolant *s) {
    const char *norm = s->is_l1 ? "l1" : "l2";
    size_t nonzero = 0;
    for (size_t i = 0; i < s->p.d; i++) nonzero += (size_t)in_support(s, i);
    printf("The minimum %s-norm interpolant: %zu samples, %zu coordinates\n\n", norm, s->p.N, s->p.d);
    cf_print_field("norm", "%.17g", s->value);
    cf_print_field("non-zero", "%zu", nonzero);
    cf_print_field("unique", "%s%s", uniqueness(s),
                   s->is_l1 && !s->have_exact ? " (ask with --certify)" : "");
    if (s->have_exact) {
        printf("\nCertified (%s):\n",
               s->is_l1 ? "exact primal and dual feasibility of a vertex" : "the exact solution");
        cf_print_ball("  norm", s->exact_value);
        cf_print_field("  error of the doubles", "%.3g   max |beta_i - exact_i| / max |beta_i|, at most",
                       s->max_relative_error);
    }
    printf("\n%8s  beta_i%s\n", "i", s->is_l1 ? " (zeros left out)" : "");
    for (size_t i = 0; i < s->p.d; i++)
        if (!s->is_l1 || in_support(s, i)) printf("%8zu  % .17g\n", i, s->beta[i]);
    return CF_EXIT_OK;
}

static void interpolant_clear(interpolant *s) {
    if (s->have_exact) {
        cf_ref_l1_clear(&s->l1);
        fmpq_mat_clear(s->exact);
        arb_clear(s->exact_value);
    }
    free(s->beta);
    cf_dataset_clear(&s->p);
}

static int check_norm(int *is_l1, const cf_usage *usage, const char *norm) {
    if (!norm) return cf_usage_error(usage, "--norm l1 or --norm l2 is needed");
    *is_l1 = strcmp(norm, "l1") == 0;
    if (*is_l1 || strcmp(norm, "l2") == 0) return -1;
    return cf_usage_error(usage, "--norm must be l1 or l2, not '%s'", norm);
}

int cf_cmd_minnorm(int argc, char **argv) {
    const char *x = NULL, *y = NULL, *norm = NULL, *prec = NULL;
    int json = 0;
    interpolant s = {.prec = 128};
    const cf_option options[] = {
        {"x", "FILE", "X, one sample a row: CSV or NumPy .npy", &x, NULL},
        {"y", "FILE", "y, a row or a column", &y, NULL},
        {"norm", "l1|l2", "the norm to minimise", &norm, NULL},
        {"certify", NULL, "the exact solution, and for l1 whether it is the only one", NULL, &s.certify},
        {"prec", "BITS", "relative accuracy of the balls (default 128)", &prec, NULL},
        {"json", NULL, "one JSON object", NULL, &json},
        {0}};
    const cf_usage usage = {"minnorm", "--x FILE --y FILE --norm l1|l2 [OPTION...]",
                            "The interpolant X beta = y of least l1 norm (an optimal vertex) or l2 norm.",
                            "--x X.csv --y y.csv --norm l1 --certify", options};
    size_t n;
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code < 0 && n > 0) code = cf_usage_error(&usage, "unexpected argument '%s'", argv[1]);
    if (code < 0) code = cf_option_prec(&usage, &s.prec, prec);
    if (code < 0) code = check_norm(&s.is_l1, &usage, norm);
    if (code < 0) code = cf_dataset_read(&s.p, &usage, x, y);
    if (code < 0 && s.certify) code = cf_probes_allow(&usage);
    if (code < 0) code = solve_core(&s, &usage);
    if (code < 0 && s.certify) code = solve_exactly(&s, &usage);
    if (code < 0) code = json ? print_json(&s) : print_text(&s);
    interpolant_clear(&s);
    return code;
}
