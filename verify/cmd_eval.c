/* cmd_eval.c - certiflow eval: a scalar function at given doubles, in double precision and as a ball.
 *
 * Functions stand in one table. ulp_error is the distance of the
 * double from the exact value in units of the last place of the exact value's binade, rounded up
 * (verify/ulp.h); where the exact value is not finite or lies beyond the doubles it is 0 if the double is the
 * defined or correctly rounded result. */
#include "commands.h"
#include "core/certiflow.h"
#include "core/io.h"
#include "options.h"
#include "output.h"
#include "probes.h"
#include "reference/certiflow_ref.h"
#include "ulp.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum { EVEN, ODD, ONE_MINUS_ODD } symmetry;

/* Either a function of depth 2 alone (core, reference) or one of any depth (core_depth, reference_depth). */
typedef struct {
    const char *name;
    double (*core)(double);
    void (*reference)(arb_t, const arb_t, slong);
    double (*core_depth)(double, double);
    void (*reference_depth)(arb_t, const fmpq_t, const arb_t, slong);
    symmetry of;
    int larger_only; /* exists for depth > 2 only */
} scalar_function;

static const scalar_function functions[] = {
    {"q", cf_q, cf_ref_q, NULL, NULL, EVEN, 0},
    {"q_prime", cf_q_prime, cf_ref_q_prime, NULL, NULL, ODD, 0},
    {"h", NULL, NULL, cf_h, cf_ref_h, ODD, 1},
    {"h_inv", NULL, NULL, cf_h_inv, cf_ref_h_inv, ODD, 1},
    {"h_inv_complement", NULL, NULL, cf_h_inv_complement, cf_ref_h_inv_complement, ONE_MINUS_ODD, 1},
    {"q_depth", NULL, NULL, cf_q_depth, cf_ref_q_depth, EVEN, 0},
    {"q_depth_prime", NULL, NULL, cf_q_depth_prime, cf_ref_q_depth_prime, ODD, 0},
};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

/* The depth asked for, as the double that core uses and exactly that double for the reference: like a VALUE,
 * a decimal depth is rounded once when it is read, so that both compute the same function. */
typedef struct {
    double value;
    fmpq_t exact;
} eval_depth;

static int find_function(const scalar_function **out, const cf_usage *usage, const char *name) {
    const char *names[FUNCTIONS + 1] = {0};
    for (size_t k = 0; k < FUNCTIONS; k++) {
        names[k] = functions[k].name;
        if (strcmp(name, functions[k].name) == 0) {
            *out = &functions[k];
            return -1;
        }
    }
    const char *nearest = cf_nearest(name, names);
    if (nearest) return cf_usage_error(usage, "unknown function '%s'; is %s meant?", name, nearest);
    return cf_usage_error(
        usage,
        "unknown function '%s'; there are q, q_prime, h, h_inv, h_inv_complement, q_depth and "
        "q_depth_prime",
        name);
}

static int read_depth(eval_depth *depth, const cf_usage *usage, const char *text) {
    int code = cf_option_any_depth(usage, depth->exact, text);
    if (code >= 0) return code;
    arb_t x;
    arb_init(x);
    arb_set_fmpq(x, depth->exact, 4096);
    depth->value = arf_get_d(arb_midref(x), ARF_RND_NEAR);
    arb_clear(x);
    if (!(depth->value <= 0x1p50)) return cf_usage_error(usage, "--depth %s: depths end at 2^50", text);
    if (depth->value == 2 && fmpq_cmp_ui(depth->exact, 2) != 0)
        return cf_usage_error(usage, "--depth %s: the nearest double is 2; the next is 2.0000000000000005",
                              text);
    cf_fmpq_set_double(depth->exact, depth->value);
    return -1;
}

static int check_depth(const scalar_function *f, const eval_depth *depth, const cf_usage *usage) {
    if (depth->value > 2 && !f->core_depth)
        return cf_usage_error(usage, "%s is the function of depth 2; at depth %g it is %s", f->name,
                              depth->value, f->of == ODD ? "q_depth_prime" : "q_depth");
    if (depth->value == 2 && f->larger_only)
        return cf_usage_error(usage, "%s is a function of depth > 2: give --depth", f->name);
    return -1;
}

/* ------------------------------------------------------------------------------------------------- the
 * values */

static int add_value(cf_buffer *values, const cf_usage *usage, const char *place, const char *text) {
    double x;
    switch (cf_parse_number(&x, text)) {
    case CF_NUMBER_NOT:
        return cf_complain(usage, CF_EXIT_USAGE, "%s: '%.60s' is not a decimal or hexadecimal number", place,
                           text);
    case CF_NUMBER_OVERFLOW:
        return cf_complain(usage, CF_EXIT_USAGE, "%s: '%.60s' is beyond the range of doubles", place, text);
    case CF_NUMBER_OK:
        break;
    }
    if (cf_buffer_push(values, x) != CF_OK) return cf_complain(usage, CF_EXIT_FAILED, "out of memory");
    return -1;
}

/* One value a line; empty lines and what follows '#' are skipped. */
static int read_line_value(cf_buffer *values, const cf_usage *usage, char *line, size_t length,
                           size_t number) {
    char place[64];
    if (memchr(line, 0, length)) {
        snprintf(place, sizeof place, "standard input:%zu", number);
        return cf_complain(usage, CF_EXIT_USAGE, "%s: a NUL byte", place);
    }
    line[strcspn(line, "#\r\n")] = '\0';
    char *start = line + strspn(line, " \t");
    size_t n = strlen(start);
    while (n > 0 && (start[n - 1] == ' ' || start[n - 1] == '\t')) start[--n] = '\0';
    if (n == 0) return -1;
    snprintf(place, sizeof place, "standard input:%zu:%zu", number, (size_t)(start - line) + 1);
    return add_value(values, usage, place, start);
}

static int read_standard_input(cf_buffer *values, const cf_usage *usage) {
    char *line = NULL;
    size_t room = 0;
    int code = -1;
    errno = 0;
    for (size_t number = 1; code < 0; number++) {
        ssize_t length = getline(&line, &room, stdin);
        if (length < 0) break;
        code = read_line_value(values, usage, line, (size_t)length, number);
    }
    if (code < 0 && ferror(stdin))
        code = cf_complain(usage, CF_EXIT_USAGE, "standard input: %s",
                           errno ? strerror(errno) : "cannot be read");
    free(line);
    return code;
}

static int read_values(cf_buffer *values, const cf_usage *usage, size_t n, char **text) {
    for (size_t i = 0; i < n; i++) {
        int code = strcmp(text[i], "-") == 0 ? read_standard_input(values, usage)
                                             : add_value(values, usage, "VALUE", text[i]);
        if (code >= 0) return code;
    }
    if (values->size == 0) return cf_usage_error(usage, "no VALUE%s", n ? " on standard input" : "");
    return -1;
}

/* ------------------------------------------------------------------------------------------------ the
 * answers */

/* The ball of f(x); at infinities and NaN what the function is defined to be there. */
static void evaluate_reference(arb_t out, const scalar_function *f, const eval_depth *depth, double x,
                               slong prec) {
    if (isnan(x)) {
        arb_indeterminate(out);
    } else if (isinf(x) && depth->value == 2) {
        arb_pos_inf(out);
        if (f->of == ODD && x < 0) arb_neg(out, out);
    } else {
        arb_set_d(out, x);
        if (f->reference)
            f->reference(out, out, prec);
        else
            f->reference_depth(out, depth->exact, out, prec);
    }
}

static json_t *depth_json(double depth) {
    return depth == floor(depth) ? json_integer((json_int_t)depth) : cf_json_double(depth);
}

static int answer(const scalar_function *f, const eval_depth *depth, double x, slong prec, int json) {
    double computed = f->core ? f->core(x) : f->core_depth(depth->value, x);
    arb_t exact;
    arb_init(exact);
    evaluate_reference(exact, f, depth, x, prec);
    double error = cf_ulp_error(computed, exact);
    int code = CF_EXIT_OK;
    if (json) {
        json_t *o = json_object();
        json_object_set_new(o, "function", json_string(f->name));
        json_object_set_new(o, "depth", depth_json(depth->value));
        json_object_set_new(o, "argument", cf_json_hex(x));
        json_object_set_new(o, "double", cf_json_hex(computed));
        json_object_set_new(o, "value", cf_json_double(computed));
        json_object_set_new(o, "reference", cf_json_ball(exact));
        json_object_set_new(o, "ulp_error", cf_json_double(error));
        code = cf_json_print(o);
    } else {
        char *ball = cf_ball_text(exact, 0);
        printf("%s(%.17g)", f->name, x);
        if (f->core_depth) printf(" at depth %.17g", depth->value);
        printf("\n  double     %-24.17g %a\n  reference  %s\n  error      %.3g ulp (declared: at "
               "most 1)\n",
               computed, computed, ball, error);
        free(ball);
    }
    arb_clear(exact);
    return code;
}

int cf_cmd_eval(int argc, char **argv) {
    const char *depth_text = NULL, *prec_text = NULL;
    int json = 0;
    const cf_option options[] = {
        {"depth", "D", "depth of the model, 2 (the default) or any decimal above 2", &depth_text, NULL},
        {"prec", "BITS", "relative accuracy of the ball (default 128)", &prec_text, NULL},
        {"json", NULL, "one JSON object a line", NULL, &json},
        {0}};
    const cf_usage usage = {
        "eval", "FUNCTION [--depth D] [--prec BITS] [--json] VALUE...",
        "Evaluates a function at the double nearest to each VALUE (decimal or hexadecimal; `-`\n"
        "reads them from standard input, one a line) in double precision and as a rigorous ball.\n\n"
        "FUNCTION: q              q(z) = 2 - sqrt(4 + z^2) + z asinh(z/2), equation (5)\n"
        "          q_prime        q'(z) = asinh(z/2)\n"
        "          q_depth        q_D, the integral of h_D^{-1} (Theorem 3); q at depth 2\n"
        "          q_depth_prime  its derivative h_D^{-1}; q' at depth 2\n"
        "          h              h_D(z) = (1-z)^(-D/(D-2)) - (1+z)^(-D/(D-2)), depth > 2\n"
        "          h_inv          its inverse\n"
        "          h_inv_complement   1 - h_inv, accurate near 1",
        "q_depth --depth 3 1e-8 0.5 1e300 --json", options};
    size_t n;
    slong prec = 128;
    eval_depth depth;
    fmpq_init(depth.exact);
    cf_buffer values = {0};
    const scalar_function *f = NULL;
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code < 0) code = cf_option_prec(&usage, &prec, prec_text);
    if (code < 0) code = read_depth(&depth, &usage, depth_text);
    if (code < 0 && n == 0) code = cf_usage_error(&usage, "a FUNCTION and at least one VALUE are needed");
    if (code < 0) code = find_function(&f, &usage, argv[1]);
    if (code < 0) code = check_depth(f, &depth, &usage);
    if (code < 0) code = cf_probes_allow(&usage);
    if (code < 0) code = read_values(&values, &usage, n - 1, argv + 2);
    if (code < 0) {
        code = CF_EXIT_OK;
        for (size_t i = 0; i < values.size && code == CF_EXIT_OK && !ferror(stdout); i++)
            code = answer(f, &depth, values.data[i], prec, json);
    }
    free(values.data);
    fmpq_clear(depth.exact);
    return code;
}
