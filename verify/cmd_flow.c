/* cmd_flow.c - certiflow flow: beta(t) of gradient flow at given times, in doubles and certified.
 *
 * A line a time, in the order given. Certified: the balls, the distance of the doubles from them in the norm
 * of beta, rounded up with the balls' radii counted against the doubles, and its number of correct digits. A
 * double farther from its ball than cf_flow declares (core/certiflow.h; the largest ||beta|| up to t is taken
 * among the answers) is a difference: exit 1. Where the doubles or the balls did not get to a time within
 * their budget, that line says so, the others stand, and the exit code is 3. */
#include "commands.h"
#include "digits.h"
#include "options.h"
#include "output.h"
#include "probes.h"
#include "problem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RTOL 1e-12

typedef struct {
    cf_dataset p;
    cf_ref_alpha_t alpha;
    fmpq_t depth;
    double log_alpha;
    size_t m;
    cf_ref_time_struct *exact;        /* m */
    double *times, *beta, *nu, *loss; /* m, m x d, m x N, m */
    char *answered;
    cf_flow_info info;
    long max_steps;
    int certify;
    slong bits;
    arb_ptr ball, scalars; /* m x d; 3 m: loss, norm l1, norm l2 */
    cf_ref_status *status; /* m */
    double *distance;      /* m: ||beta - ball||_2/||beta||_2, from above */
    int undecided, differs;
} flow;

static void flow_init(flow *s) {
    memset(s, 0, sizeof *s);
    s->bits = 34, s->max_steps = 100000;
    cf_ref_alpha_init(s->alpha);
    fmpq_init(s->depth);
}

static void flow_clear(flow *s) {
    for (size_t k = 0; s->exact && k < s->m; k++) cf_ref_time_clear(s->exact + k);
    if (s->ball)
        _arb_vec_clear(s->ball, (slong)(s->m * s->p.d)), _arb_vec_clear(s->scalars, (slong)(3 * s->m));
    free(s->exact), free(s->times), free(s->answered), free(s->status);
    cf_ref_alpha_clear(s->alpha), fmpq_clear(s->depth);
    cf_dataset_clear(&s->p);
}

static double nearest(const cf_ref_time_struct *t) {
    if (t->is_inf) return INFINITY;
    arb_t x;
    arb_init(x);
    arb_set_fmpq(x, t->value, 96);
    const double value = arf_get_d(arb_midref(x), ARF_RND_NEAR);
    arb_clear(x);
    return value;
}

/* "T1,T2,..." */
static int read_times(flow *s, const cf_usage *usage, const char *text) {
    if (!text) return cf_usage_error(usage, "--times is missing");
    size_t m = 1;
    for (const char *c = text; *c; c++) m += *c == ',';
    char *copy = malloc(strlen(text) + 1), *next = copy;
    s->exact = calloc(m, sizeof *s->exact);
    if (!copy || !s->exact) {
        free(copy);
        return cf_complain(usage, CF_EXIT_FAILED, "out of memory");
    }
    strcpy(copy, text);
    int code = -1;
    for (size_t k = 0; k < m && code < 0; k++) {
        char *word = next, *comma = strchr(next, ',');
        if (comma) *comma = 0, next = comma + 1;
        word += strspn(word, " "); /* "0, 1, 2" as one argument */
        cf_ref_time_init(s->exact + k);
        s->m = k + 1;
        if (cf_ref_time_set_decimal(s->exact + k, word))
            code = cf_usage_error(usage, "--times: '%s' is no time: a decimal of 0 or more, or inf", word);
        else if (!s->exact[k].is_inf && !isfinite(nearest(s->exact + k)))
            code = cf_usage_error(usage, "--times: '%s' is beyond the doubles; inf is the limit", word);
    }
    free(copy);
    return code;
}

static int solve_core(flow *s, const cf_usage *usage) {
    const size_t N = s->p.N, d = s->p.d, m = s->m;
    s->times = malloc(m * (3 + d + N) * sizeof(double)), s->answered = calloc(m, 1),
    s->status = calloc(m, sizeof *s->status);
    if (!s->times || !s->answered || !s->status) return cf_complain(usage, CF_EXIT_FAILED, "out of memory");
    s->loss = s->times + m, s->distance = s->loss + m, s->beta = s->distance + m, s->nu = s->beta + m * d;
    for (size_t k = 0; k < m; k++) s->times[k] = nearest(s->exact + k);
    const cf_status status =
        cf_flow(s->beta, s->nu, s->loss, s->answered, &s->info, s->p.X, s->p.y, s->log_alpha,
                fmpq_get_d(s->depth), RTOL, 0, s->times, m, (size_t)s->max_steps, N, d);
    if (status == CF_OK) return -1;
    if (status != CF_ENOCONV) return cf_complain_core(usage, "gradient flow", status);
    s->undecided = 1;
    fprintf(stderr,
            "certiflow %s: %zu of %zu times answered: the integration stands at t = %.6g after %zu steps; "
            "more may be allowed by --max-steps\n",
            usage->command, s->info.answered, m, s->info.t_end, s->info.steps);
    return -1;
}

/* ||beta - ball||_2/||beta||_2 from above; 0 if both are exactly 0 */
static double relative_distance(const double *beta, arb_srcptr ball, size_t d) {
    arb_t error;
    arb_init(error);
    cf_distance_l2(error, beta, NULL, ball, d, 128);
    double above = cf_ball_upper(error);
    arb_clear(error);
    return above == 0 ? 0 : above / (cf_norm_l2(beta, d) * (1 - 0x1p-50));
}

/* cf_flow's declared bound over ||beta(t)||_2; the largest norm up to t among the answers */
static double declared(const flow *s, size_t k) {
    const size_t N = s->p.N, d = s->p.d;
    const double norm = cf_norm_l2(s->beta + k * d, d), depth = fmpq_get_d(s->depth);
    double largest = norm, room = 1;
    if (norm == 0) return 0;
    for (size_t j = 0; j < s->m; j++)
        if (s->answered[j] && s->times[j] <= s->times[k])
            largest = fmax(largest, cf_norm_l2(s->beta + j * d, d));
    double bound = 200 * RTOL * largest / norm + 0x1p-40;
    if (depth == 2 || isinf(s->times[k])) return bound;
    for (size_t i = 0; i < d; i++) {
        double z = 0;
        for (size_t n = 0; n < N; n++) z += s->p.X[n * d + i] * s->nu[k * N + n];
        room = fmin(room, 1 - fabs(z));
    }
    return bound + depth / (depth - 2) * 0x1p-48 / room;
}

static int solve_reference(flow *s, const cf_usage *usage) {
    const size_t N = s->p.N, d = s->p.d;
    cf_ref_flow_path *path;
    s->ball = _arb_vec_init((slong)(s->m * d)), s->scalars = _arb_vec_init((slong)(3 * s->m));
    cf_ref_status status = cf_ref_flow_path_new(&path, s->p.X, s->p.y, s->alpha, s->depth, N, d, s->bits);
    if (status != CF_REF_OK) {
        cf_ref_flow_path_clear(path);
        return cf_complain_ref(usage, "the certified path", status);
    }
    for (size_t k = 0; k < s->m; k++) {
        arb_ptr b = s->ball + k * d, v = s->scalars + 3 * k;
        s->status[k] = cf_ref_flow_path_at(b, NULL, path, s->exact + k);
        cf_ref_loss(v, b, s->p.X, s->p.y, N, d, 256);
        cf_ref_norm_l1(v + 1, b, d, 256), cf_ref_norm_l2(v + 2, b, d, 256);
        s->undecided |= s->status[k] != CF_REF_OK;
        if (s->status[k] != CF_REF_OK)
            fprintf(stderr,
                    "certiflow %s: t = %g: the radius asked for, 2^-%ld of ||beta(t)||, was not met\n",
                    usage->command, s->times[k], (long)s->bits);
        s->distance[k] = s->answered[k] ? relative_distance(s->beta + k * d, b, d) : INFINITY;
        if (s->answered[k] && s->status[k] == CF_REF_OK && !(s->distance[k] <= declared(s, k))) {
            s->differs = 1;
            fprintf(stderr,
                    "certiflow %s: t = %g: the doubles are %.3g ||beta|| from the balls, %.3g is declared\n",
                    usage->command, s->times[k], s->distance[k], declared(s, k));
        }
    }
    cf_ref_flow_path_clear(path);
    return -1;
}

/* ------------------------------------------------------------------------------------------------- the
 * answer */

/* the balls of a time have something to say */
static int finite(const flow *s, size_t k) {
    if (!s->certify) return 0;
    for (size_t i = 0; i < s->p.d; i++)
        if (!arb_is_finite(s->ball + k * s->p.d + i)) return 0;
    return 1;
}

static double digits(double distance) {
    return distance > 0 ? -log10(distance) : INFINITY;
}

static int print_json(const flow *s) {
    const size_t d = s->p.d;
    int code = CF_EXIT_OK;
    for (size_t k = 0; k < s->m && code == CF_EXIT_OK; k++) {
        json_t *o = json_object();
        json_object_set_new(o, "t", cf_json_double(s->times[k]));
        if (s->answered[k]) {
            json_object_set_new(o, "beta", cf_json_doubles(s->beta + k * d, d));
            json_object_set_new(o, "loss", cf_json_double(s->loss[k]));
        } else
            json_object_set_new(o, "reached", json_false());
        if (finite(s, k)) {
            json_t *c = json_object();
            json_object_set_new(c, "beta", cf_json_balls(s->ball + k * d, d));
            json_object_set_new(c, "loss", cf_json_ball(s->scalars + 3 * k));
            json_object_set_new(c, "norm_l1", cf_json_ball(s->scalars + 3 * k + 1));
            json_object_set_new(c, "norm_l2", cf_json_ball(s->scalars + 3 * k + 2));
            if (s->answered[k]) json_object_set_new(c, "max_relative_error", cf_json_double(s->distance[k]));
            if (s->status[k] != CF_REF_OK) json_object_set_new(c, "radius_met", json_false());
            json_object_set_new(o, "certified", c);
        }
        code = cf_json_print(o);
    }
    return code;
}

static int print_text(const flow *s) {
    const size_t d = s->p.d;
    printf(
        "Gradient flow from w(0) = alpha 1: %zu samples, %zu coordinates, depth %.10g, log alpha %.10g\n\n",
        s->p.N, d, fmpq_get_d(s->depth), s->log_alpha);
    printf("%14s  %-22s %-22s %-22s%s\n", "t", "loss", "norm l1", "norm l2",
           s->certify ? " correct digits  certified norm l1" : "");
    for (size_t k = 0; k < s->m; k++) {
        const double *beta = s->beta + k * d;
        printf("%14.8g  ", s->times[k]);
        if (s->answered[k])
            printf("%-22.15g %-22.15g %-22.15g", s->loss[k], cf_norm_l1(beta, d), cf_norm_l2(beta, d));
        else
            printf("%-68s", "not reached");
        if (finite(s, k)) {
            char *ball = cf_ball_text(s->scalars + 3 * k + 1, 20);
            if (isinf(digits(s->distance[k])) && s->answered[k])
                printf(" %14s  %s", "exact", ball);
            else if (s->answered[k])
                printf(" %14.1f  %s", digits(s->distance[k]), ball);
            else
                printf(" %14s  %s", "", ball);
            free(ball);
        }
        putchar('\n');
    }
    printf("\n%zu steps; loss at t = %.6g: %.3g of ||y||^2\n", s->info.steps, s->info.t_end,
           s->info.residual * s->info.residual);
    return CF_EXIT_OK;
}

static int run(flow *s, const cf_usage *usage, int json) {
    int code = solve_core(s, usage);
    if (code < 0 && s->certify) code = solve_reference(s, usage);
    if (code >= 0) return code;
    code = json ? print_json(s) : print_text(s);
    if (code != CF_EXIT_OK) return code;
    return s->differs ? CF_EXIT_DIFFERS : s->undecided ? CF_EXIT_UNDECIDED : CF_EXIT_OK;
}

static int check_depth(flow *s, const cf_usage *usage, const char *text) {
    const double depth = fmpq_get_d(s->depth);
    if (fmpq_cmp_si(s->depth, 2) > 0 && !(depth > 2 && depth <= 1000))
        return cf_usage_error(usage, "--depth must be 2, or above 2 in doubles and at most 1000, not '%s'",
                              text);
    if (!(fabs(s->log_alpha) * depth <= 600))
        return cf_usage_error(usage, "depth times log alpha must lie within 600, not be %.6g",
                              depth * s->log_alpha);
    return -1;
}

int cf_cmd_flow(int argc, char **argv) {
    const char *x = NULL, *y = NULL, *alpha = NULL, *log_alpha = NULL, *depth_text = NULL, *times = NULL,
               *radius = NULL, *steps = NULL;
    int json = 0, certify = 0;
    const cf_option options[] = {
        {"x", "FILE", "X, one sample a row: CSV or NumPy .npy", &x, NULL},
        {"y", "FILE", "y, a row or a column", &y, NULL},
        {"alpha", "A", "the scale of the initialisation, a decimal above 0", &alpha, NULL},
        {"log-alpha", "LA", "its natural logarithm; depth times it within 600", &log_alpha, NULL},
        {"depth", "D", "depth of the model, 2 to 1000 (default 2)", &depth_text, NULL},
        {"times", "T1,T2,...",
         "times, exact decimals of 0 or more, or inf for the limit; answered in this order", &times, NULL},
        {"certify", NULL, "enclose beta, its norms and the loss, and hold the doubles against them", NULL,
         &certify},
        {"radius-bits", "BITS", "radius of the balls: 2^-BITS of the norm of beta(t), 2 to 60 (default 34)",
         &radius, NULL},
        {"max-steps", "K", "steps that the doubles may take (default 100000)", &steps, NULL},
        {"json", NULL, "one JSON object a line", NULL, &json},
        {0}};
    const cf_usage usage = {"flow",
                            "--x FILE --y FILE (--alpha A | --log-alpha LA) --times T1,T2,... [OPTION...]",
                            "Gradient flow of ||X beta - y||^2 from w(0) = alpha 1 at given times, by its "
                            "dual: beta = 2 alpha^2 sinh(X^T nu), nu' = -8 r.",
                            "--x X.csv --y y.csv --alpha 1e-3 --times 0,0.1,1,10,inf --certify", options};
    size_t n;
    flow s;
    flow_init(&s);
    long bits = 34;
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code < 0 && n > 0) code = cf_usage_error(&usage, "unexpected argument '%s'", argv[1]);
    if (code < 0) code = cf_option_integer(&usage, &bits, "radius-bits", radius, 2, 60);
    if (code < 0) code = cf_option_integer(&usage, &s.max_steps, "max-steps", steps, 1, 1000000000);
    if (code < 0) code = cf_option_any_depth(&usage, s.depth, depth_text);
    if (code < 0) code = cf_dataset_alpha(s.alpha, &s.log_alpha, &usage, alpha, log_alpha);
    if (code < 0) code = check_depth(&s, &usage, depth_text);
    if (code < 0) code = read_times(&s, &usage, times);
    if (code < 0) code = cf_dataset_read(&s.p, &usage, x, y);
    s.certify = certify, s.bits = bits;
    if (code < 0 && certify) code = cf_probes_allow(&usage);
    if (code < 0) code = run(&s, &usage, json);
    flow_clear(&s);
    return code;
}
