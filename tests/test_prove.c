/* test_prove.c - the prover's verdicts: a table over the rules of the language, counterexamples checked in balls, statements that are
 * true or false by construction, and statements turned into others of the same truth. */
#include "bounds/prove.h"
#include "tests/ball_graph.h"
#include "tests/cases.h"
#include "tests/slower.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Under AddressSanitizer everything takes ten times as long, and a budget reaches less far. */
TestSuite(prove, .timeout = 400 * SLOWER);

static void read_text(cf_bounds *b, const char *text) {
    cr_assert(cf_bounds_parse(b, text, strlen(text), "f") == 0, "%s\n%s", text, b->error);
}

static void decide(cf_prove_result *r, cf_bound *b, double budget) {
    const cf_prove_options options = {.budget = budget, .jobs = 1};
    cf_prove(r, b, &options);
}

/* The point lies in the domain and the negation holds there, by balls. */
static bool is_counterexample(cf_bound *b, char **at) {
    fmpq *p = _fmpq_vec_init(b->n_variables);
    bool ok = at != NULL;
    for (int i = 0; i < b->n_variables && ok; i++) {
        ok = fmpq_set_str(p + i, at[i], 10) == 0;
        for (int k = 0; k < 2 && ok; k++) {
            const cf_end *e = &b->interval[i][k];
            int c = e->infinite ? 1 : k ? fmpq_cmp(e->value, p + i) : fmpq_cmp(p + i, e->value);
            ok = c > 0 || (c == 0 && !e->open);
        }
    }
    for (int k = 0; k < b->n_where && ok; k++) ok = ball_graph_holds(NULL, b->graph, &b->where[k], p) == 1;
    int holds = ok ? ball_graph_holds(NULL, b->graph, &b->prove, p) : 1;
    if (holds == 0 && b->prove.strict) { /* an irrational equality that the prover has by algebra */
        cf_relation weak = b->prove;
        weak.strict = 0;
        ok = ball_graph_holds(NULL, b->graph, &weak, p) >= 0;
    } else {
        ok = ok && holds == -1;
    }
    _fmpq_vec_clear(p, b->n_variables);
    return ok;
}

static const char *name(cf_prove_verdict v) { return cf_prove_verdict_name(v); }

/* The verdict of a text; its invariants hold whatever it is. */
static cf_prove_verdict verdict_of(const char *text, double budget) {
    cf_bounds b;
    cf_prove_result r;
    read_text(&b, text);
    decide(&r, &b.bound[0], budget);
    cf_prove_verdict v = r.verdict;
    cr_expect((v == CF_PROVE_PROVED || v == CF_PROVE_REFUTED) == (r.certificate != NULL), "%s", text);
    cr_expect(r.coverage >= 0 && r.coverage <= 1 && r.boxes >= 0 && r.seconds >= 0 && r.seconds < 20 * SLOWER * (budget + 1), "%s: %g s", text, r.seconds);
    cr_expect(v == CF_PROVE_PROVED ? !r.reason[0] && r.coverage == 1 : v == CF_PROVE_REFUTED || r.reason[0], "%s: %s", text, r.reason);
    if (v == CF_PROVE_REFUTED) cr_expect(is_counterexample(&b.bound[0], r.point), "%s: no counterexample at %s", text, r.point ? r.point[0] : "?");
    cf_prove_result_clear(&r);
    cf_bounds_clear(&b);
    return v;
}

static void all_are(cf_prove_verdict want, const char *const *texts, size_t n, double budget) {
    for (size_t k = 0; k < n; k++) {
        char text[1000];
        snprintf(text, sizeof text, "bound t\nforall %s\n", texts[k]);
        cf_prove_verdict v = verdict_of(text, budget);
        cr_expect(v == want, "%s\n  %s, not %s", texts[k], name(v), name(want));
    }
}
#define ALL_ARE(want, budget, ...) \
    do { \
        static const char *const texts[] = {__VA_ARGS__}; \
        all_are(want, texts, sizeof texts / sizeof *texts, budget); \
    } while (0)

/* ------------------------------------------------------------------------------------------------ the rules */

Test(prove, what_is_proved) {
    ALL_ARE(CF_PROVE_PROVED, 20,
        /* ends, open and closed, strict and not */
        "x in [0, 1]\nprove x <= 1", "x in [0, 1)\nprove x < 1", "x in (0, 1]\nprove 0 < x", "x in (0, inf)\nprove 0 < x", "x in (-inf, 0)\nprove x < 0",
        "x in [1, 1]\nprove x <= 1", "x in [0, 1]\nprove x^2 <= x", "x in (0, 1)\nprove x^2 < x",
        /* contact inside, at 0, at an irrational value, at infinity */
        "x in (-inf, inf)\nprove 2*x <= x^2 + 1", "x in [0, 3]\nprove 0 <= (x - 1/3)^2*(x + 1)", "x in (0, inf)\nprove 1 - 1/x <= log(x)", "x in [0, inf)\nprove q(x) <= x^2/4",
        "x in [0, inf)\nprove asinh(x) <= x", "x in (-inf, inf)\nprove 1 + x <= exp(x)", "x in [1, inf)\nprove 1/x^2 <= 1/x", "x in [0, inf)\nprove x/(1 + x) < 1",
        "x in (0, inf)\nprove x/(x + sqrt(2)) <= 1", "x in [0, inf)\nprove 2*sqrt(2*x) <= x + 2",
        /* powers */
        "x in [-2, 2]\nprove 0 <= x^0", "x in [-2, 2]\nprove x^0 <= 1", "x in [0, 1]\nprove x <= x^(1/2)", "x in (0, 1]\nprove x <= x^x", "x in [0, 4]\nprove x^(3/2) <= 8",
        "x in [-1, -1/2]\nprove x^-1 < 0", "x in [2, 3]\nprove 4 <= 2^x",
        /* abs, min, max, also nested and with three arguments */
        "x in [-1, 1]\nprove abs(x) <= 1", "x in [-1, 1]\nprove abs(abs(x) - 1/2) <= 1/2", "x in [-1, 1]\nprove max(x, -x, 0) <= 1", "x in [-1, 1]\nprove min(x, -x) <= 0",
        "x in [1, 2]\nprove 1 <= min(x, x^2, 3)", "x in (-inf, inf)\nprove x <= abs(x)",
        /* where, let, several variables */
        "x in [0, inf), y in [0, inf)\nlet s = x + y\nprove x*y <= s^2/4",
        "x in [-3, 3]\nwhere x > 1\nprove 1/2 < x^2", "x in (0, inf), y in (0, inf)\nprove 2 <= x/y + y/x", "x in [0, 1], y in [0, 1], z in [0, 1]\nprove x*y*z <= 1",
        "x in (-inf, inf)\nlet bad = log(x)\nprove 0 <= x^2",
        /* functions, and both sides the same */
        "x in (-inf, inf)\nprove sinh(x) < cosh(x)", "x in [0, 1)\nprove 6*x <= h(3, x)", "x in [0, inf)\nprove h_inv(4, x) < 1",
        "x in [0, inf)\nprove q_prime(x) <= x/2", "x in (0, inf)\nprove log(x) <= log(x)", "x in [0, 1]\nprove exp(x) <= exp(x)");
}

Test(prove, what_is_refuted) {
    ALL_ARE(CF_PROVE_REFUTED, 10,
        "x in [0, 1]\nprove x < 1", "x in [0, 1]\nprove 0 < x", "x in [0, 1]\nprove x <= 1 - 1e-9", "x in (-inf, inf)\nprove 2*x < x^2 + 1",
        "x in [1, 1]\nprove x < 1", "x in (0, inf)\nprove q(x) <= 0.9999*x^2/4", "x in (0, inf)\nprove 1 - 1/x < log(x)",
        "x in (0, inf)\nprove x/(1 + x) <= 0.999999", "x in [-1, 1]\nprove abs(x) < 1", "x in [-2, 2]\nprove max(x, x^2) <= 3", "x in [-2, 2]\nprove -1 <= min(x, x^2)", "x in (-inf, inf)\nprove sinh(x) <= 1000000", "x in [0, 1)\nprove h(3, x) <= 1000", "x in [0, 1]\nprove x^0 < 1", "x in (0, inf)\nprove log(x) < log(x)", "x in [0, inf)\nprove sqrt(x)^2 < x", "x in [0, 4]\nprove x^2 < x^2",
        "x in [0, 10]\nprove (x - 7)^2 >= 1e-12", "x in (-inf, inf)\nprove x^3 <= 1e30", "x in (-inf, inf)\nprove exp(x) > 1e-30");
}

/* What may be beyond the method, today's or that of another day, is never answered wrongly. */
Test(prove, what_is_hard) {
    static const struct {
        const char *text;
        bool holds;
    } cases[] = {{"x in [0, 1], y in [1, 2]\nprove 0 <= x^y", true},
                 {"x in [0, 1], y in [1, 2]\nprove 0 < x^y", false},
                 {"x in [0, 2], y in [0, 2]\nwhere x + y <= 1\nprove x*y <= 1/4", true},
                 {"x in [0, 2], y in [0, 2]\nwhere x + y <= 1\nprove x*y < 1/4", false},
                 {"x in [-3, 3]\nwhere x > 1\nprove 1 < x^2", true},
                 {"x in [-3, 3]\nwhere x >= 1\nprove 1 < x^2", false},
                 {"x in (-inf, inf)\nprove q_depth(3, x) <= abs(x)", true},
                 {"x in [0, 3]\nprove 0 < (x - 1/3)^2", false},
                 {"x in [0, inf)\nprove q(x) < x^2/4", false},
                 {"x in [1/3, 1/3]\nprove 3*x <= 1", true},
                 {"x in [1/3, 1/3]\nprove 3*x < 1", false},
                 {"x in (0, 1), y in (0, 1)\nprove 0 < min(x, y) - x*y", true},
                 {"x in [0, 1), y in (0, 1)\nprove 0 < min(x, y) - x*y", false},
                 {"x in [-2, 2], y in [-2, 2]\nwhere x^2 + y^2 <= 2\nprove x + y <= 2", true},
                 {"x in [-2, 2], y in [-2, 2]\nwhere x^2 + y^2 <= 2\nprove x + y < 2", false}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        char text[300];
        snprintf(text, sizeof text, "bound t\nforall %s\n", cases[k].text);
        cf_prove_verdict v = verdict_of(text, 0.5), wrong = cases[k].holds ? CF_PROVE_REFUTED : CF_PROVE_PROVED;
        cr_expect(v != wrong && v != CF_PROVE_VACUOUS, "%s: %s", text, name(v));
    }
}

static void undecided(const char *text, double budget, const char *reason) {
    cf_bounds b;
    cf_prove_result r;
    read_text(&b, text);
    decide(&r, &b.bound[0], budget);
    cr_expect(r.verdict == CF_PROVE_UNDECIDED && strstr(r.reason, reason), "%s: %s, %s", text, name(r.verdict), r.reason);
    cr_expect(r.certificate == NULL);
    cf_prove_result_clear(&r);
    cf_bounds_clear(&b);
}

Test(prove, what_is_undecided) {
    undecided("bound t\nforall x in [0, 2]\nprove 0 < (x^2 - 2)^2\n", 1, "the budget was spent");
    undecided("bound t\nforall x in [-1, 2]\nprove sqrt(x) <= 2\n", 2, "undefined at x = ");
    undecided("bound t\nforall x in [0, 2]\nprove log(x) <= 2\n", 2, "undefined at x = 0");
    undecided("bound t\nforall x in [-1, 1]\nprove x/x <= 2\n", 2, "undefined at x = 0");
    undecided("bound t\nforall x in [0, 1]\nprove x^-1 >= 1\n", 2, "undefined at x = 0");
    undecided("bound t\nforall x in [0, 1]\nprove 0*(1/x) <= 1\n", 2, "undefined at x = 0");
    undecided("bound t\nforall x in [-1, 1]\nprove x^x <= 2\n", 2, "undefined at x = ");
    undecided("bound t\nforall x in [-1, 1]\nprove x^(1/2) <= 2\n", 2, "undefined at x = ");
    undecided("bound t\nforall x in [0, 1]\nprove h(3, x) >= 0\n", 2, "undefined at x = 1");
    undecided("bound t\nforall x in [0, 1]\nlet a = 1/(x - 1/2)\nprove a - a <= 0\n", 2, "undefined at x = 1/2");
    undecided("bound t\nforall x in [0, 1], y in [0, 1]\nprove x/(x - y) <= x/(x - y)\n", 2, "undefined at x = ");
}

Test(prove, empty_domains) {
    ALL_ARE(CF_PROVE_VACUOUS, 10, "x in [0, 1]\nwhere x > 2\nprove x <= 0", "x in (-inf, inf)\nwhere x^2 < 0\nprove x <= 0", "x in [0, 1], y in [0, 1]\nwhere x + y > 3\nprove x < 0",
            "x in [0, 1]\nwhere x < 1/2\nwhere x > 1/2\nprove x < 0", "x in [1, inf)\nwhere q(x) > x^2\nprove x < 0");
    /* one point, or one that is not rational: never VACUOUS, and PROVED needs a point */
    cr_expect(verdict_of("bound t\nforall x in [0, 1]\nwhere x >= 1\nprove x <= 1\n", 5) != CF_PROVE_VACUOUS);
    cr_expect(verdict_of("bound t\nforall x in [0, 2]\nwhere x^2 >= 2\nwhere x^2 <= 2\nprove x <= 1\n", 1) == CF_PROVE_UNDECIDED);
}

Test(prove, canaries) {
    static const struct {
        const char *canaries;
        int n;
        cf_prove_verdict verdict, of[2];
    } cases[] = {{"", 0, CF_PROVE_PROVED, {0}},
                 {"canary x <= 0.99\n", 1, CF_PROVE_PROVED, {CF_PROVE_REFUTED}},
                 {"canary x < 1\ncanary x <= 1/2\n", 2, CF_PROVE_PROVED, {CF_PROVE_REFUTED, CF_PROVE_REFUTED}},
                 {"canary x <= 2\n", 1, CF_PROVE_UNDECIDED, {CF_PROVE_PROVED}},
                 {"canary x <= 0.99\ncanary 0 < (x^2 - 1/2)^2\n", 2, CF_PROVE_UNDECIDED, {CF_PROVE_REFUTED, CF_PROVE_UNDECIDED}}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        char text[300];
        snprintf(text, sizeof text, "bound t\nforall x in [0, 1]\nprove x <= 1\n%s", cases[k].canaries);
        cf_bounds b;
        cf_prove_result r;
        read_text(&b, text);
        decide(&r, &b.bound[0], 1);
        cr_expect(r.verdict == cases[k].verdict && r.n_canaries == cases[k].n, "%s", text);
        cr_expect((strcmp(r.reason, "canary") == 0) == (cases[k].verdict == CF_PROVE_UNDECIDED) && (r.certificate != NULL) == (cases[k].verdict == CF_PROVE_PROVED));
        for (int i = 0; i < r.n_canaries; i++) {
            const cf_canary_result *c = &r.canary[i];
            cr_expect(c->verdict == cases[k].of[i] && (c->certificate != NULL) == (c->verdict != CF_PROVE_UNDECIDED), "%s", text);
            cr_expect(!c->certificate || strstr(c->certificate, "\"statement\": \"bound t forall x in [0, 1] prove"), "%s", c->certificate);
        }
        cf_prove_result_clear(&r);
        cf_bounds_clear(&b);
    }
}

/* ----------------------------------------------------------------------------------- true and false by construction */

static void some_number(char *out, unsigned long *rng, long most) {
    long n = random_below(rng, 2 * most + 1) - most, d = 1 + random_below(rng, 6);
    if (d == 1) sprintf(out, "(%ld)", n);
    else sprintf(out, "(%ld/%ld)", n, d);
}

/* A polynomial p(x, y) of degree 1 or 2, as text. */
static void some_polynomial(char *out, unsigned long *rng) {
    char a[4][32];
    for (int k = 0; k < 4; k++) some_number(a[k], rng, 9);
    if (random_below(rng, 2)) sprintf(out, "(%s + %s*x + %s*y)", a[0], a[1], a[2]);
    else sprintf(out, "(%s + %s*x*y + %s*x^2 + %s*y)", a[0], a[1], a[2], a[3]);
}

static void some_domain(char *out, unsigned long *rng) {
    static const char *const of[] = {"[-1, 2]", "(-inf, inf)", "[0, inf)", "(0, 3]", "(-inf, 1)", "[1/3, 5/2]", "[-4, -1/2)"};
    sprintf(out, "forall x in %s, y in %s", of[random_below(rng, 7)], of[random_below(rng, 7)]);
}

/* 0 <= something that is never negative; or, with falsity, less than 0 at a rational point of every domain near it. */
static void some_true(char *out, unsigned long *rng) {
    char p[200], q[200], c[32], e[32];
    some_polynomial(p, rng);
    some_polynomial(q, rng);
    some_number(c, rng, 5);
    some_number(e, rng, 3);
    switch (random_below(rng, 8)) {
    case 0: sprintf(out, "0 <= %s^2 + %s^2", p, q); break;
    case 1: sprintf(out, "2*%s*%s <= %s^2 + %s^2", p, q, p, q); break;
    case 2: sprintf(out, "q(%s) <= %s^2/4", p, p); break;
    case 3: sprintf(out, "q(%s) + q_prime(%s)*(x - %s) <= q(x)", c, c, c); break; /* convex: above its tangent */
    case 4: sprintf(out, "2*q((x + y)/2) <= q(x) + q(y)"); break;
    case 5: sprintf(out, "1 + %s <= exp(%s)", p, p); break;
    case 6: sprintf(out, "abs(%s) - abs(%s) <= abs(%s - %s)", p, q, p, q); break;
    default: sprintf(out, "asinh(x*%s)*x*%s <= x^2*%s^2", e, e, e);
    }
}

Test(prove, true_statements_are_never_refuted) {
    unsigned long rng = 41;
    const long n = cases_of(200);
    long proved = 0;
    for (long k = 0; k < n; k++) {
        char text[3000], domain[200], statement[2000];
        some_domain(domain, &rng);
        some_true(statement, &rng);
        snprintf(text, sizeof text, "bound t\n%s\nprove %s\n", domain, statement);
        cf_prove_verdict v = verdict_of(text, 0.05);
        cr_expect(v == CF_PROVE_PROVED || v == CF_PROVE_UNDECIDED, "%s: %s", text, name(v));
        proved += v == CF_PROVE_PROVED;
    }
    cr_expect(proved >= n * 3 / 10, "%ld proved", proved);
}

/* The true ones, spoiled at one rational point: -S <= -tiny*(1 - k|..|) ... that is S >= tiny - w, S = 0 and w = 0 at the point. */
Test(prove, false_statements_are_never_proved) {
    unsigned long rng = 43;
    const long n = cases_of(200);
    long refuted = 0;
    for (long k = 0; k < n; k++) {
        char text[3000], a[32], b[32], p[200];
        long s = random_below(&rng, 4);
        some_number(a, &rng, 6);
        some_number(b, &rng, 6);
        some_polynomial(p, &rng);
        const char *tiny = s == 0 ? "1e-12" : s == 1 ? "1e-6" : s == 2 ? "1e-3" : "1/7";
        static const char *const shape[] = {"%2$s <= (x - %3$s)^2 + (y - %4$s)^2", "%2$s <= abs(x - %3$s)*(1 + y^2) + (y - %4$s)^2*%5$s^2",
                                            "0 < q(x - %3$s) + q(y - %4$s)", "0 < (x - %3$s)^2*exp(%5$s) + (y - %4$s)^2", "%2$s <= asinh(abs(x - %3$s)) + sqrt(abs(y - %4$s))",
                                            "%2$s < max((x - %3$s)^2, (y - %4$s)^2)"};
        static const char *const domains[] = {"forall x in [-7, 7], y in [-7, 7]", "forall x in (-inf, inf), y in (-inf, inf)", "forall x in [-6, inf), y in (-inf, 6]"};
        char statement[1000], format[200];
        snprintf(format, sizeof format, "%%1$.0s%s%%5$.0s", shape[random_below(&rng, 6)]);
        snprintf(statement, sizeof statement, format, "", tiny, a, b, p);
        snprintf(text, sizeof text, "bound t\n%s\nprove %s\n", domains[random_below(&rng, 3)], statement);
        cf_prove_verdict v = verdict_of(text, 0.05);
        cr_expect(v == CF_PROVE_REFUTED || v == CF_PROVE_UNDECIDED, "%s: %s", text, name(v));
        refuted += v == CF_PROVE_REFUTED;
    }
    cr_expect(refuted >= n * 3 / 10, "%ld refuted", refuted);
}

/* ---------------------------------------------------------------------------------------------------- other words */

static void put_name(char *out, const char *text, const char *x, const char *y) { /* X and Y stand for the variables */
    for (; *text; text++) {
        if (*text == 'X') out += sprintf(out, "%s", x);
        else if (*text == 'Y') out += sprintf(out, "%s", y);
        else *out++ = *text;
    }
    *out = '\0';
}

/* Variables renamed and permuted, sides scaled, the relation flipped, the domain shifted: the same verdict, a few undecided within a short
 * budget; never the opposite. */
Test(prove, the_same_in_other_words) {
    static const struct {
        const char *x, *y; /* finite or infinite ends of X and Y: "[0" "1]" */
        const char *x_end, *y_end, *left, *right;
        const char *strict;
    } cases[] = {{"[0", "[0", "1]", "2)", "X*Y", "2*X", ""},
                 {"(0", "[0", "inf)", "1]", "log(X) + Y", "X", ""},
                 {"[0", "(0", "inf)", "inf)", "q(X)*Y", "X^2*Y/4", ""},
                 {"[-1", "[-1", "1]", "1]", "2*X*Y", "X^2 + Y^2", ""},
                 {"[-1", "[-1", "1]", "1]", "2*X*Y", "X^2 + Y^2", "strict"},
                 {"[0", "[0", "1]", "1]", "abs(X - Y)", "1", "strict"},
                 {"(-inf", "[1", "inf)", "4]", "X", "exp(X)*Y", "strict"},
                 {"(0", "(0", "1)", "1)", "X*Y", "X + Y", "strict"},
                 {"[0", "[1", "4]", "4]", "sqrt(X)*Y", "X*Y", ""}};
    int undecided_ones = 0;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const char *less = cases[k].strict[0] ? "<" : "<=", *more = cases[k].strict[0] ? ">" : ">=";
        char text[6][1000], left[300], right[300];
        put_name(left, cases[k].left, "x", "y");
        put_name(right, cases[k].right, "x", "y");
        sprintf(text[0], "bound t\nforall x in %s, %s, y in %s, %s\nprove %s %s %s\n", cases[k].x, cases[k].x_end, cases[k].y, cases[k].y_end, left, less, right);
        sprintf(text[1], "bound t\nforall y in %s, %s, x in %s, %s\nprove %s %s %s\n", cases[k].y, cases[k].y_end, cases[k].x, cases[k].x_end, right, more, left);
        sprintf(text[2], "bound t\nforall x in %s, %s, y in %s, %s\nprove 7/3*(%s) %s 7/3*(%s)\n", cases[k].x, cases[k].x_end, cases[k].y, cases[k].y_end, left, less, right);
        sprintf(text[3], "bound t\nforall x in %s, %s, y in %s, %s\nprove -(%s) %s -(%s)\n", cases[k].x, cases[k].x_end, cases[k].y, cases[k].y_end, right, less, left);
        put_name(left, cases[k].left, "omega", "x");
        put_name(right, cases[k].right, "omega", "x");
        sprintf(text[4], "bound t\nforall omega in %s, %s, x in %s, %s\nprove 0 %s %s - (%s)\n", cases[k].x, cases[k].x_end, cases[k].y, cases[k].y_end, less, right, left);
        /* x + 5 in place of x: the ends go down by 5 */
        put_name(left, cases[k].left, "(x + 5)", "y");
        put_name(right, cases[k].right, "(x + 5)", "y");
        char low[20], high[20];
        sprintf(low, strstr(cases[k].x, "inf") ? "%s" : "%s - 5", cases[k].x);
        const char *end = cases[k].x_end;
        size_t n = strlen(end) - 1;
        if (strstr(end, "inf")) strcpy(high, end);
        else sprintf(high, "%.*s - 5%c", (int)n, end, end[n]);
        sprintf(text[5], "bound t\nforall x in %s, %s, y in %s, %s\nprove %s %s %s\n", low, high, cases[k].y, cases[k].y_end, left, less, right);
        cf_prove_verdict first = verdict_of(text[0], 10);
        cr_expect(first == CF_PROVE_PROVED || first == CF_PROVE_REFUTED, "%s: %s", text[0], name(first));
        for (int j = 1; j < 6; j++) {
            cf_prove_verdict v = verdict_of(text[j], 2 * SLOWER);
            cr_expect(v == first || v == CF_PROVE_UNDECIDED, "%s%s\n%s%s", text[0], name(first), text[j], name(v));
            undecided_ones += v == CF_PROVE_UNDECIDED;
        }
    }
    cr_expect(undecided_ones <= 3, "%d undecided in other words", undecided_ones);
}

Test(prove, sha256) {
    char hex[65];
    cf_sha256(hex, "", 0);
    cr_expect_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    cf_sha256(hex, "abc", 3);
    cr_expect_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    char *million = malloc(1000000);
    memset(million, 'a', 1000000);
    cf_sha256(hex, million, 1000000);
    cr_expect_str_eq(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(million);
}
