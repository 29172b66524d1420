/* cmd_solve.c - certiflow solve: the limit of gradient flow beta_alpha(infinity), in doubles and certified.
 *
 * max_relative_error is norm-wise: the largest |beta_i - ball_i| over the largest |beta_i|, rounded up, with
 * the ball's radius counted against the double.
 *
 * At depth > 2 1 - |X^T nu| is about alpha^(D-2): where the doubles' nu would leave less than 60 bits of it, nu is taken from
 * an enclosure with as many digits as it takes (thousands for a log alpha of -1000), if these are at most MAX_NU_BITS bits
 * and the enclosure is found. */
#include "commands.h"
#include "options.h"
#include "output.h"
#include "probes.h"
#include "problem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_NU_BITS = 30000, MOST_LOST = 40 };

typedef struct {
    cf_dataset p;
    cf_ref_alpha_t alpha;
    fmpq_t depth;
    int deep; /* depth > 2 */
    double log_alpha;
    double *beta, *nu, *nu_lo; /* beta, d; nu and nu_lo, N each, behind it */
    cf_limit_info info;
    slong prec;
    int certify;
    arb_ptr ball; /* d */
    arb_ptr nu_ball; /* N; NULL: nu and nu_lo will do */
    slong nu_digits;
    cf_ref_limit_info ref_info;
    cf_ref_norms norms;
    cf_ref_l1 l1;
    fmpq_mat_t beta_l2;
    int have_excess_l1;
    double max_relative_error;
} solution;

static void solution_init(solution *s) {
    *s = (solution){.prec = 128};
    cf_ref_alpha_init(s->alpha);
    fmpq_init(s->depth);
}

static void solution_clear(solution *s) {
    fmpq_clear(s->depth);
    if (s->nu_ball) _arb_vec_clear(s->nu_ball, (slong)s->p.N);
    if (s->ball) {
        _arb_vec_clear(s->ball, (slong)s->p.d);
        cf_ref_norms_clear(&s->norms);
        cf_ref_l1_clear(&s->l1);
        fmpq_mat_clear(s->beta_l2);
    }
    free(s->beta);
    cf_ref_alpha_clear(s->alpha);
    cf_dataset_clear(&s->p);
}

/* nu from an enclosure, where 1 - |X^T nu| is too small for the doubles' */
static int enclose_nu(solution *s, const cf_usage *usage) {
    const cf_dataset *p = &s->p;
    const double lost = (fmpq_get_d(s->depth) - 2) * fmax(0, -s->log_alpha) / log(2), bits = 128 + 1.04 * lost;
    if (lost <= MOST_LOST || bits > MAX_NU_BITS) return -1;
    s->nu_ball = _arb_vec_init((slong)p->N);
    s->nu_digits = (slong)(0.30103 * bits) - 2;
    arb_ptr beta = _arb_vec_init((slong)p->d);
    cf_ref_limit_info info;
    cf_ref_status status =
        cf_ref_limit_depth(beta, s->nu_ball, &info, p->X, p->y, s->alpha, s->depth, p->N, p->d, (slong)bits);
    _arb_vec_clear(beta, (slong)p->d);
    if (status == CF_REF_OK) return -1;
    _arb_vec_clear(s->nu_ball, (slong)p->N);
    s->nu_ball = NULL;
    fprintf(stderr, "certiflow %s: nu to double-double only: %s\n", usage->command, cf_ref_status_message(status));
    return -1;
}

static int solve_core(solution *s, const cf_usage *usage) {
    size_t N = s->p.N, d = s->p.d;
    const double depth = fmpq_get_d(s->depth);
    s->beta = malloc((d + 2 * N) * sizeof *s->beta);
    if (!s->beta) return cf_complain(usage, CF_EXIT_FAILED, "out of memory");
    s->nu = s->beta + d;
    s->nu_lo = s->nu + N;
    cf_status status =
        cf_limit_depth(s->beta, s->nu, s->nu_lo, &s->info, s->p.X, s->p.y, s->log_alpha, depth, N, d);
    if (status != CF_OK) return cf_complain_core(usage, "the limit of gradient flow", status);
    return s->deep ? enclose_nu(s, usage) : -1;
}

/* An upper bound of max_i |beta_i - ball_i| / max_i |beta_i|; 0 if both are exactly zero. */
static double max_relative_error(const double *beta, arb_srcptr ball, size_t d) {
    mag_t error, worst, largest;
    mag_init(error);
    mag_init(worst);
    mag_init(largest);
    double size = 0;
    for (size_t i = 0; i < d; i++) {
        cf_distance(error, beta[i], ball + i);
        mag_max(worst, worst, error);
        if (fabs(beta[i]) > size) size = fabs(beta[i]);
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
    return out;
}

/* The enclosures. Without an exact l1 solution the excess over it stays open: a message, and the rest is
 * given. */
static int solve_reference(solution *s, const cf_usage *usage) {
    const cf_dataset *p = &s->p;
    s->ball = _arb_vec_init((slong)p->d);
    cf_ref_norms_init(&s->norms);
    cf_ref_l1_init(&s->l1, p->N, p->d);
    fmpq_mat_init(s->beta_l2, (slong)p->d, 1);
    cf_ref_status status =
        cf_ref_limit_depth(s->ball, NULL, &s->ref_info, p->X, p->y, s->alpha, s->depth, p->N, p->d, s->prec);
    if (status != CF_REF_OK) return cf_complain_ref(usage, "the certificate of the limit", status);
    status = cf_ref_beta_l2(s->beta_l2, p->X, p->y, p->N, p->d);
    if (status != CF_REF_OK) return cf_complain_ref(usage, "the exact minimum l2-norm interpolant", status);
    s->have_excess_l1 = cf_dataset_l1(&s->l1, usage, p) < 0;
    status = cf_ref_limit_norms_depth(&s->norms, p->X, p->y, s->alpha, s->depth,
                                      s->have_excess_l1 ? &s->l1 : NULL, s->beta_l2, p->N, p->d, s->prec);
    if (status != CF_REF_OK) return cf_complain_ref(usage, "the certified norms of the limit", status);
    s->max_relative_error = max_relative_error(s->beta, s->ball, p->d);
    return -1;
}

/* ------------------------------------------------------------------------------------------------- the
 * answer */

static json_t *decimal_sum(double high, double low) {
    arb_t sum, term;
    arb_init(sum);
    arb_init(term);
    arb_set_d(sum, high);
    arb_set_d(term, low);
    arb_add(sum, sum, term, ARF_PREC_EXACT);
    char *mid, *rad;
    cf_ball_decimal(&mid, &rad, sum, 36);
    json_t *text = json_string(mid);
    free(mid);
    free(rad);
    arb_clear(sum);
    arb_clear(term);
    return text;
}

static json_t *json_nu(const solution *s, size_t n) {
    if (!s->nu_ball) return decimal_sum(s->nu[n], s->nu_lo[n]);
    char *mid, *rad;
    cf_ball_decimal(&mid, &rad, s->nu_ball + n, s->nu_digits);
    json_t *text = json_string(mid);
    free(mid);
    free(rad);
    return text;
}

static json_t *json_depth(const solution *s) {
    int whole = fmpz_is_one(fmpq_denref(s->depth)) && fmpz_fits_si(fmpq_numref(s->depth));
    return whole ? json_integer(fmpz_get_si(fmpq_numref(s->depth))) : cf_json_double(fmpq_get_d(s->depth));
}

static char *log_alpha_text(const solution *s) {
    arb_t log;
    char *mid, *rad;
    arb_init(log);
    cf_ref_log_alpha(log, s->alpha, 128);
    cf_ball_decimal(&mid, &rad, log, 36);
    arb_clear(log);
    free(rad);
    return mid;
}

static json_t *json_certified(const solution *s) {
    json_t *o = json_object();
    json_object_set_new(o, "prec", json_integer(s->prec));
    json_object_set_new(o, "beta", cf_json_balls(s->ball, s->p.d));
    json_object_set_new(o, "norm_l1", cf_json_ball(s->norms.norm_l1));
    json_object_set_new(o, "norm_l2", cf_json_ball(s->norms.norm_l2));
    if (s->have_excess_l1) json_object_set_new(o, "excess_l1", cf_json_ball(s->norms.excess_l1));
    json_object_set_new(o, "excess_l2", cf_json_ball(s->norms.excess_l2));
    json_object_set_new(o, "max_relative_error", cf_json_double(s->max_relative_error));
    return o;
}

static int print_json(const solution *s) {
    size_t N = s->p.N, d = s->p.d;
    char *log_alpha = log_alpha_text(s);
    json_t *o = json_object(), *nu = json_array();
    for (size_t n = 0; n < N; n++) json_array_append_new(nu, json_nu(s, n));
    json_object_set_new(o, "samples", json_integer((json_int_t)N));
    json_object_set_new(o, "dim", json_integer((json_int_t)d));
    json_object_set_new(o, "depth", json_depth(s));
    json_object_set_new(o, "log_alpha", json_string(log_alpha));
    json_object_set_new(o, "beta", cf_json_doubles(s->beta, d));
    json_object_set_new(o, "nu", nu);
    json_object_set_new(o, "iterations", json_integer((json_int_t)s->info.iterations));
    json_object_set_new(o, "residual_max", cf_json_double(s->info.residual_max));
    json_object_set_new(o, "norm_l1", cf_json_double(cf_norm_l1(s->beta, d)));
    json_object_set_new(o, "norm_l2", cf_json_double(cf_norm_l2(s->beta, d)));
    if (s->certify) json_object_set_new(o, "certified", json_certified(s));
    free(log_alpha);
    return cf_json_print(o);
}

static int print_text(const solution *s) {
    size_t d = s->p.d;
    char *log_alpha = log_alpha_text(s);
    printf("The limit of gradient flow, beta_alpha(infinity): %zu samples, %zu coordinates, depth %.10g\n\n",
           s->p.N, d, fmpq_get_d(s->depth));
    cf_print_field("log alpha", "%s", log_alpha);
    cf_print_field("Newton steps", "%zu", s->info.iterations);
    cf_print_field("residual",
                   "%.3g   max |X beta - y| / max |y|; up to 1e-12 is accepted, or what rounding beta costs",
                   s->info.residual_max);
    cf_print_field("norm l1", "%.17g", cf_norm_l1(s->beta, d));
    cf_print_field("norm l2", "%.17g", cf_norm_l2(s->beta, d));
    if (s->certify) {
        printf("\nCertified (existence, uniqueness and enclosure, in balls of %ld bits):\n",
               (long)s->ref_info.working_prec);
        cf_print_ball("  norm l1", s->norms.norm_l1);
        cf_print_ball("  norm l2", s->norms.norm_l2);
        if (s->have_excess_l1) cf_print_ball("  excess l1", s->norms.excess_l1);
        cf_print_ball("  excess l2", s->norms.excess_l2);
        cf_print_field("  error of the doubles", "%.3g   max |beta_i - ball_i| / max |beta_i|, at most",
                       s->max_relative_error);
    }
    printf("\n%8s  beta_i%s\n", "i", s->certify ? "                    enclosure" : "");
    for (size_t i = 0; i < d; i++) {
        printf(s->certify ? "%8zu  % -24.17g" : "%8zu  % .17g", i, s->beta[i]);
        if (s->certify) {
            char *ball = cf_ball_text(s->ball + i, 25);
            printf("  %s", ball);
            free(ball);
        }
        putchar('\n');
    }
    free(log_alpha);
    return CF_EXIT_OK;
}

static int run(solution *s, const cf_usage *usage, int json) {
    int code = solve_core(s, usage);
    if (code < 0 && s->certify) code = solve_reference(s, usage);
    if (code >= 0) return code;
    code = json ? print_json(s) : print_text(s);
    return code == CF_EXIT_OK && s->certify && !s->have_excess_l1 ? CF_EXIT_UNDECIDED : code;
}

/* What the doubles can take: the nearest double of the depth above 2, D log alpha within 1e9. */
static int check_depth(solution *s, const cf_usage *usage, const char *text) {
    const double depth = fmpq_get_d(s->depth);
    s->deep = fmpq_cmp_si(s->depth, 2) > 0;
    if (s->deep && depth == 2)
        return cf_usage_error(usage, "--depth %s: the nearest double is 2; the next is 2.0000000000000005", text);
    if (s->deep && !(depth <= 0x1p50)) return cf_usage_error(usage, "--depth must be at most 2^50, not '%s'", text);
    if (s->deep && fabs(depth * s->log_alpha) > 1e9)
        return cf_usage_error(usage, "depth times log alpha must lie within 1e9, not be %.6g", depth * s->log_alpha);
    return -1;
}

int cf_cmd_solve(int argc, char **argv) {
    const char *x = NULL, *y = NULL, *alpha = NULL, *log_alpha = NULL, *depth_text = NULL, *prec = NULL;
    int json = 0, certify = 0;
    const cf_option options[] = {
        {"x", "FILE", "X, one sample a row: CSV or NumPy .npy", &x, NULL},
        {"y", "FILE", "y, a row or a column", &y, NULL},
        {"alpha", "A", "the scale of the initialisation, a decimal above 0", &alpha, NULL},
        {"log-alpha", "LA", "its natural logarithm, from -1e6 to 700", &log_alpha, NULL},
        {"depth", "D", "depth of the model, 2 or more (default 2)", &depth_text, NULL},
        {"certify", NULL, "prove the limit and enclose it, its norms and their excess", NULL, &certify},
        {"prec", "BITS", "relative accuracy of the balls (default 128)", &prec, NULL},
        {"json", NULL, "one JSON object", NULL, &json},
        {0}};
    const cf_usage usage = {
        "solve", "--x FILE --y FILE (--alpha A | --log-alpha LA) [OPTION...]",
        "The limit of gradient flow from w(0) = alpha 1, the root of X 2 alpha^2 sinh(X^T nu) = y, or of "
        "X alpha^D h_D(X^T nu) = y.",
        "--x X.csv --y y.csv --log-alpha -2000 --certify --json", options};
    size_t n;
    solution s;
    solution_init(&s);
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code < 0 && n > 0) code = cf_usage_error(&usage, "unexpected argument '%s'", argv[1]);
    if (code < 0) code = cf_option_prec(&usage, &s.prec, prec);
    if (code < 0) code = cf_option_any_depth(&usage, s.depth, depth_text);
    if (code < 0) code = cf_dataset_alpha(s.alpha, &s.log_alpha, &usage, alpha, log_alpha);
    if (code < 0) code = check_depth(&s, &usage, depth_text);
    if (code < 0) code = cf_dataset_read(&s.p, &usage, x, y);
    s.certify = certify;
    if (code < 0 && certify) code = cf_probes_allow(&usage);
    if (code < 0) code = run(&s, &usage, json);
    solution_clear(&s);
    return code;
}
