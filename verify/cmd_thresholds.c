/* cmd_thresholds.c - certiflow thresholds: the alpha of Theorem 2, of Lemmas 1 to 3 and of the sharper bounds
 * for given data, as log alpha: a ball and the core's double.
 *
 * At a depth above 2 the thresholds of docs/depth-theory.md stand beside them (those of Sections 4 and B are
 * about depth 2 whatever the depth asked for), and the bound of Lemma 4 at the alpha of depth.l1.
 *
 * Lemma 1 is taken at ||beta_L1||_1 and Lemma 3 at ||beta_L2||_2, both of the exact interpolants. The
 * precision of the norms rises until each finite ball meets the accuracy asked for. */
#include "commands.h"
#include "options.h"
#include "output.h"
#include "probes.h"
#include "problem.h"
#include <stdlib.h>
#include <string.h>

enum {
    THEOREM2_L1,
    THEOREM2_L2,
    LEMMA1,
    LEMMA2,
    LEMMA3,
    SHARP_L1,
    SHARP_L2,
    DEPTH_L1,
    DEPTH_L2,
    LEMMA4,
    THRESHOLDS
};

static const struct {
    const char *name, *group, *key; /* group NULL: the key stands at the top */
    int at_most;
    const char *meaning;
} list[THRESHOLDS] = {
    {"Theorem 2, l1", "theorem2", "l1", 1, "then ||beta_alpha||_1 <= (1+epsilon) ||beta_L1||_1"},
    {"Theorem 2, l2", "theorem2", "l2", 0, "then ||beta_alpha||_2^2 <= (1+epsilon) ||beta_L2||_2^2"},
    {"Lemma 1", NULL, "lemma1", 1, "alpha_1 at ||beta_L1||_1"},
    {"Lemma 2", NULL, "lemma2", 0, "then Q is not proportional to the l1 norm"},
    {"Lemma 3", NULL, "lemma3", 0, "alpha_2 at ||beta_L2||_2"},
    {"sharp, l1", "sharp", "l1", 1,
     "as Theorem 2, the largest alpha with d q((1+epsilon) x/d) >= q(x), x = l1/alpha^2"},
    {"sharp, l2", "sharp", "l2", 0,
     "as Theorem 2, the smallest with q(sqrt(1+epsilon) x) >= d q(x/sqrt(d)), x = l2/alpha^2"},
    {"depth D, l1", "depth", "l1", 1, "then ||beta_{alpha,D}||_1 <= (1+epsilon) ||beta_L1||_1"},
    {"depth D, l2", "depth", "l2", 0, "then ||beta_{alpha,D}||_2^2 <= (1+epsilon) ||beta_L2||_2^2"},
    {"Lemma 4", "lemma4", "log_bound", 1,
     "log of its bound alpha^(2-D)/(D(D-2)) on ||X^T int r||, at the alpha of depth D, l1"},
};

typedef struct {
    cf_dataset p;
    fmpq_t epsilon, depth;
    double epsilon_double, depth_double;
    int used; /* the entries of list that apply: those from DEPTH_L1 on only if depth > 2 */
    slong prec;
    fmpq_t l1;          /* exact */
    fmpq_mat_t beta_l2; /* exact, d x 1 */
    arb_t norm_l1, norm_l2;
    arb_struct ball[THRESHOLDS];
    double value[THRESHOLDS];
    cf_truth lemma2_applies;
} thresholds;

static void thresholds_init(thresholds *t) {
    *t = (thresholds){.prec = 128};
    fmpq_init(t->epsilon);
    fmpq_init(t->depth);
    fmpq_init(t->l1);
    fmpq_mat_init(t->beta_l2, 0, 0);
    arb_init(t->norm_l1);
    arb_init(t->norm_l2);
    for (int k = 0; k < THRESHOLDS; k++) arb_init(&t->ball[k]);
}

static void thresholds_clear(thresholds *t) {
    fmpq_clear(t->epsilon);
    fmpq_clear(t->depth);
    fmpq_clear(t->l1);
    fmpq_mat_clear(t->beta_l2);
    arb_clear(t->norm_l1);
    arb_clear(t->norm_l2);
    for (int k = 0; k < THRESHOLDS; k++) arb_clear(&t->ball[k]);
    cf_dataset_clear(&t->p);
}

/* The nearest double of the exact epsilon, for the core. */
static double nearest_double(const fmpq_t x) {
    arb_t ball;
    arb_init(ball);
    arb_set_fmpq(ball, x, 256);
    double out = arf_get_d(arb_midref(ball), ARF_RND_NEAR);
    arb_clear(ball);
    return out;
}

static int check_epsilon(thresholds *t, const cf_usage *usage, const char *text) {
    if (!text) return cf_usage_error(usage, "--epsilon E is needed");
    int code = cf_option_decimal(usage, t->epsilon, "epsilon", text);
    if (code >= 0) return code;
    if (fmpq_sgn(t->epsilon) <= 0)
        return cf_usage_error(usage, "--epsilon must lie in (0, d), and is %s", text);
    return -1;
}

static int check_depth(thresholds *t, const cf_usage *usage, const char *text) {
    fmpq_set_si(t->depth, 2, 1);
    int code = text ? cf_option_decimal(usage, t->depth, "depth", text) : -1;
    if (code >= 0) return code;
    int order = fmpq_cmp_si(t->depth, 2);
    if (order < 0) return cf_usage_error(usage, "--depth must be 2 or more, not '%s'", text);
    t->used = order > 0 ? THRESHOLDS : DEPTH_L1;
    t->depth_double = nearest_double(t->depth);
    if (order > 0 && (t->depth_double <= 2 || t->depth_double > 1e300))
        return cf_usage_error(usage, "--depth %s: the nearest double is not between 2 and 1e300", text);
    return -1;
}

static int check_problem(thresholds *t, const cf_usage *usage, const char *text, const char *y_path) {
    if (t->p.y_is_zero)
        return cf_complain(usage, CF_EXIT_USAGE, "%s: y = 0: both norms are 0 and there is no threshold",
                           y_path);
    if (fmpq_cmp_ui(t->epsilon, t->p.d) >= 0)
        return cf_usage_error(usage, "--epsilon must lie in (0, d) with d = %zu, and is %s", t->p.d, text);
    t->epsilon_double = nearest_double(t->epsilon);
    if (t->epsilon_double <= 0 || t->epsilon_double >= (double)t->p.d)
        return cf_usage_error(usage, "--epsilon %s: the nearest double does not lie in (0, d) with d = %zu",
                              text, t->p.d);
    return -1;
}

static int exact_norms(thresholds *t, const cf_usage *usage) {
    const cf_dataset *p = &t->p;
    cf_ref_l1 l1;
    cf_ref_l1_init(&l1, p->N, p->d);
    int code = cf_dataset_l1(&l1, usage, p);
    if (code < 0) fmpq_set(t->l1, l1.value);
    cf_ref_l1_clear(&l1);
    if (code >= 0) return code;
    fmpq_mat_clear(t->beta_l2);
    fmpq_mat_init(t->beta_l2, (slong)p->d, 1);
    cf_ref_status status = cf_ref_beta_l2(t->beta_l2, p->X, p->y, p->N, p->d);
    return status == CF_REF_OK ? -1 : cf_complain_ref(usage, "the exact minimum l2-norm interpolant", status);
}

static void evaluate(thresholds *t, slong prec) {
    size_t d = t->p.d;
    arb_struct *b = t->ball;
    arb_set_fmpq(t->norm_l1, t->l1, prec);
    cf_exact_norm_l2(t->norm_l2, t->beta_l2, prec);
    cf_ref_theorem2_l1(&b[THEOREM2_L1], t->norm_l1, t->epsilon, d, t->prec + 8);
    cf_ref_theorem2_l2(&b[THEOREM2_L2], t->norm_l2, t->epsilon, d, t->prec + 8);
    cf_ref_lemma1_alpha(&b[LEMMA1], t->norm_l1, t->epsilon, d, t->prec + 8);
    cf_ref_lemma2_alpha(&b[LEMMA2], t->epsilon, d, t->prec + 8);
    cf_ref_lemma3_alpha(&b[LEMMA3], t->norm_l2, t->epsilon, t->prec + 8);
    cf_ref_sharp_l1(&b[SHARP_L1], t->norm_l1, t->epsilon, d, t->prec + 8);
    cf_ref_sharp_l2(&b[SHARP_L2], t->norm_l2, t->epsilon, d, t->prec + 8);
    t->lemma2_applies = cf_ref_lemma2_applies(t->epsilon, d);
    if (t->used <= DEPTH_L1) return;
    cf_ref_depth_l1(&b[DEPTH_L1], t->norm_l1, t->epsilon, d, t->depth, t->prec + 8);
    cf_ref_depth_l2(&b[DEPTH_L2], t->norm_l2, t->epsilon, t->depth, t->prec + 8);
    cf_ref_lemma4_log_bound(&b[LEMMA4], &b[DEPTH_L1], t->depth, prec);
}

/* Nonzero iff ball k is an exact infinity or accurate to prec bits. */
static int is_met(const thresholds *t, int k) {
    const arb_struct *x = &t->ball[k];
    if (arf_is_inf(arb_midref(x)) && mag_is_zero(arb_radref(x))) return 1;
    return cf_ball_bits(x) >= t->prec;
}

static int meets_precision(const thresholds *t) {
    for (int k = 0; k < t->used; k++)
        if (!is_met(t, k)) return 0;
    return 1;
}

static void evaluate_core(thresholds *t) {
    /* The core's own norms, so that a double here is what a program linked with the library computes. */
    double l1 = arf_get_d(arb_midref(t->norm_l1), ARF_RND_NEAR),
           l2 = arf_get_d(arb_midref(t->norm_l2), ARF_RND_NEAR);
    double epsilon = t->epsilon_double;
    size_t d = t->p.d;
    t->value[THEOREM2_L1] = cf_theorem2_l1(l1, epsilon, d);
    t->value[THEOREM2_L2] = cf_theorem2_l2(l2, epsilon, d);
    t->value[LEMMA1] = cf_lemma1_alpha(l1, epsilon, d);
    t->value[LEMMA2] = cf_lemma2_alpha(epsilon, d);
    t->value[LEMMA3] = cf_lemma3_alpha(l2, epsilon);
    t->value[SHARP_L1] = cf_sharp_l1(l1, epsilon, d);
    t->value[SHARP_L2] = cf_sharp_l2(l2, epsilon, d);
    if (t->used <= DEPTH_L1) return;
    t->value[DEPTH_L1] = cf_depth_l1(l1, epsilon, d, t->depth_double);
    t->value[DEPTH_L2] = cf_depth_l2(l2, epsilon, t->depth_double);
    t->value[LEMMA4] = cf_lemma4_log_bound(t->value[DEPTH_L1], t->depth_double);
}

/* Returns -1, or 3 after a message. */
static int compute(thresholds *t, const cf_usage *usage) {
    int code = exact_norms(t, usage);
    if (code >= 0) return code;
    int met = 0;
    for (slong prec = t->prec + 64; !met && prec <= 64 * (t->prec + 64); prec *= 2) {
        evaluate(t, prec);
        met = meets_precision(t);
    }
    evaluate_core(t);
    for (int k = 0; k < t->used; k++)
        if (!is_met(t, k)) {
            cf_complain(usage, CF_EXIT_UNDECIDED, "%s: no ball of %ld bits within the budget of precision",
                        list[k].name, (long)t->prec);
            code = CF_EXIT_UNDECIDED;
        }
    return code;
}

/* ------------------------------------------------------------------------------------------------- the
 * answer */

static json_t *json_threshold(const thresholds *t, int k) {
    if (k == LEMMA4) return cf_json_ball(&t->ball[k]);
    json_t *o = json_object();
    json_object_set_new(o, "log_alpha", cf_json_ball(&t->ball[k]));
    json_object_set_new(o, "double", cf_json_double(t->value[k]));
    json_object_set_new(o, "side", json_string(list[k].at_most ? "at_most" : "at_least"));
    if (k == LEMMA2 && t->lemma2_applies != CF_UNKNOWN)
        json_object_set_new(o, "applies", json_boolean(t->lemma2_applies == CF_TRUE));
    return o;
}

/* an integer where it is one */
static json_t *json_depth(double depth) {
    return depth < 1e15 && depth == (double)(json_int_t)depth ? json_integer((json_int_t)depth)
                                                              : json_real(depth);
}

static int print_json(const thresholds *t, const char *epsilon) {
    json_t *o = json_object();
    json_object_set_new(o, "samples", json_integer((json_int_t)t->p.N));
    json_object_set_new(o, "dim", json_integer((json_int_t)t->p.d));
    /* at depth > 2 the key "depth" is the group of its thresholds, and the depth itself stands inside */
    json_object_set_new(o, "depth",
                        t->used > DEPTH_L1 ? json_pack("{s:o}", "value", json_depth(t->depth_double))
                                           : json_integer(2));
    json_object_set_new(o, "epsilon", json_string(epsilon));
    json_object_set_new(o, "norm_l1", cf_json_ball(t->norm_l1));
    json_object_set_new(o, "norm_l2", cf_json_ball(t->norm_l2));
    for (int k = 0; k < t->used; k++) {
        json_t *into = o;
        if (list[k].group) {
            if (!json_object_get(o, list[k].group)) json_object_set_new(o, list[k].group, json_object());
            into = json_object_get(o, list[k].group);
        }
        json_object_set_new(into, list[k].key, json_threshold(t, k));
        if (k == LEMMA4) {
            json_object_set_new(into, "double", cf_json_double(t->value[k]));
            json_object_set_new(into, "at", json_string("depth.l1"));
        }
    }
    return cf_json_print(o);
}

static int print_text(const thresholds *t, const char *epsilon) {
    printf("Thresholds on alpha: %zu samples, %zu coordinates, depth %.17g, epsilon = %s\n\n", t->p.N, t->p.d,
           t->depth_double, epsilon);
    if (t->used > DEPTH_L1)
        printf("Theorem 2, Lemmas 1 to 3 and the sharp thresholds are about depth 2.\n\n");
    cf_print_ball("||beta_L1||_1", t->norm_l1);
    cf_print_ball("||beta_L2||_2", t->norm_l2);
    printf("\n%-16s%-10s%-26s%s\n", "", "log alpha", "double", "enclosure");
    for (int k = 0; k < t->used; k++) {
        char *ball = cf_ball_text(&t->ball[k], 25);
        printf("%-16s%-10s% -26.17g%s\n", list[k].name, list[k].at_most ? "at most" : "at least", t->value[k],
               ball);
        free(ball);
        printf("%-26s%s\n", "", list[k].meaning);
        if (k == LEMMA2)
            printf("%-26sits hypothesis d >= max(e, 12^(4 epsilon)) %s\n", "",
                   t->lemma2_applies == CF_TRUE    ? "is met"
                   : t->lemma2_applies == CF_FALSE ? "is not met: it says nothing here"
                                                   : "could not be decided");
    }
    printf("\nEvery double is declared to lie within 8 ulp of max(|log alpha|, 1) for its norm and epsilon "
           "as doubles%s.\n",
           t->used > DEPTH_L1 ? "; the last three within the bounds of core/thresholds_depth.c" : "");
    return CF_EXIT_OK;
}

int cf_cmd_thresholds(int argc, char **argv) {
    const char *x = NULL, *y = NULL, *epsilon = NULL, *depth_text = NULL, *prec = NULL;
    int json = 0;
    const cf_option options[] = {
        {"x", "FILE", "X, one sample a row: CSV or NumPy .npy", &x, NULL},
        {"y", "FILE", "y, a row or a column; not 0", &y, NULL},
        {"epsilon", "E", "a decimal in (0, d), taken exactly", &epsilon, NULL},
        {"depth", "D", "depth of the model, 2 (the default) or any decimal above", &depth_text, NULL},
        {"prec", "BITS", "relative accuracy of the balls (default 128)", &prec, NULL},
        {"json", NULL, "one JSON object", NULL, &json},
        {0}};
    const cf_usage usage = {
        "thresholds", "--x FILE --y FILE --epsilon E [OPTION...]",
        "The alpha below (l1) and above (l2) which the theory guarantees the limit's norm.",
        "--x X.csv --y y.csv --epsilon 0.1", options};
    size_t n;
    thresholds t;
    thresholds_init(&t);
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code < 0 && n > 0) code = cf_usage_error(&usage, "unexpected argument '%s'", argv[1]);
    if (code < 0) code = cf_option_prec(&usage, &t.prec, prec);
    if (code < 0) code = check_depth(&t, &usage, depth_text);
    if (code < 0) code = check_epsilon(&t, &usage, epsilon);
    if (code < 0) code = cf_dataset_read(&t.p, &usage, x, y);
    if (code < 0) code = check_problem(&t, &usage, epsilon, y);
    if (code < 0) code = cf_probes_allow(&usage);
    if (code < 0) code = compute(&t, &usage);
    if (code < 0) code = json ? print_json(&t, epsilon) : print_text(&t, epsilon);
    thresholds_clear(&t);
    return code;
}
