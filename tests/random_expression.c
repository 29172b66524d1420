/* random_expression.c - see random_expression.h. */
#include "tests/random_expression.h"
#include "core/certiflow.h"
#include "tests/ball_graph.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const variable_name[] = {"x", "y"};

long drawn(world *w, long n) {
    return random_below(w->rng, n);
}

/* n/d of random size as text and value, two of three positive. */
static double some_number(char out[48], world *w) {
    static const long denominators[] = {1, 1, 1, 2, 2, 3, 4, 5, 7, 10, 100};
    long d = denominators[drawn(w, 11)], n = 1 + drawn(w, d == 1 ? 5 : 3 * d), minus = drawn(w, 3) == 0;
    if (d == 1) snprintf(out, 48, minus ? "(-%ld)" : "%ld", n);
    else if (d == 10) snprintf(out, 48, minus ? "(-%ld.%ld)" : "%ld.%ld", n / 10, n % 10);
    else snprintf(out, 48, minus ? "(-%ld/%ld)" : "(%ld/%ld)", n, d);
    return (minus ? -1.0 : 1.0) * (double)n / (double)d;
}

void some_domain(world *w, int v) {
    static const char *const ends[][2] = {{"0", "1"},     {"0", "1"},    {"0", "2"},   {"-1", "1"},   {"-1", "2"},
                                          {"1", "3"},     {"1/2", "2"},  {"0", "1/4"}, {"0", "10"},   {"-3", "0"},
                                          {"-1/2", "1/2"}, {"1/10", "1"}, {"2", "5/2"}, {"0", "1/50"}, {"-2", "7"}};
    const char *const *e = ends[drawn(w, 15)];
    fmpq_t a, b, t;
    fmpq_init(a);
    fmpq_init(b);
    fmpq_init(t);
    fmpq_set_str(a, e[0], 10);
    fmpq_set_str(b, e[1], 10);
    char left = "[[("[drawn(w, 3)], right = "]])"[drawn(w, 3)];
    snprintf(w->domain[v], sizeof w->domain[v], "%s in %c%s, %s%c", variable_name[v], left, e[0], e[1], right);
    fmpq_sub(b, b, a);
    for (int k = 0; k < SAMPLES; k++) {
        long i = k < 4 ? 16 * (k >> v & 1) : drawn(w, 17);
        fmpq_set_si(t, i, 16);
        fmpq_canonicalise(t);
        fmpq_mul(t, t, b);
        fmpq_add(t, t, a);
        char *s = fmpq_get_str(NULL, 10, t);
        snprintf(w->at[k][v], sizeof w->at[k][v], "(%s)", s);
        flint_free(s);
        w->x[k][v] = fmpz_get_d(fmpq_numref(t)) / fmpz_get_d(fmpq_denref(t));
    }
    fmpq_clear(a);
    fmpq_clear(b);
    fmpq_clear(t);
}

double expression_least(const expression *u) {
    double m = INFINITY;
    for (int k = 0; k < SAMPLES; k++) m = fmin(m, u->value[k]);
    return m;
}

double expression_most(const expression *u) {
    double m = -INFINITY;
    for (int k = 0; k < SAMPLES; k++) m = fmax(m, u->value[k]);
    return m;
}

static double largest(const expression *u) {
    return fmax(fabs(expression_least(u)), fabs(expression_most(u)));
}

void put_operands(char *out, size_t size, const char *format, const char *u, const char *v) {
    size_t n = 0;
    for (const char *f = format; *f; f++) {
        const char one[2] = {*f, '\0'};
        const char *part = f[0] == '%' && f[1] == 'u' ? u : f[0] == '%' && f[1] == 'v' ? v : one;
        size_t more = strlen(part);
        if (n + more >= size) abort();
        memcpy(out + n, part, more);
        n += more;
        f += part != one;
    }
    out[n] = '\0';
}

/* u = format of u, its values f(value). */
static void wrap(expression *u, const char *format, double (*f)(double, double), double c, const char *number) {
    char text[EXPRESSION];
    put_operands(text, sizeof text, format, u->text, number);
    memcpy(u->text, text, sizeof text);
    for (int k = 0; k < SAMPLES; k++) u->value[k] = f(u->value[k], c);
}

static double shifted(double u, double c) { return u + c; }
static double scaled(double u, double c) { return u / c; }
static double absolute(double u, double c) { return fabs(u) + c; }
static double squared(double u, double c) { return u * u + c; }
static double fraction(double u, double c) { return u / (c + fabs(u)); }

/* One time in fifty an argument stays as it is: so what is undefined somewhere occurs too. */
static int let_it_be(world *w) {
    return drawn(w, 50) == 0;
}

void make_positive(expression *u, world *w, int strictly) {
    double m = expression_least(u);
    if ((strictly ? m > 0 : m >= 0) || let_it_be(w)) return;
    char c[48];
    double up = 1 + ceil(fmin(-m, 1e6));
    snprintf(c, sizeof c, "%.0f", up);
    switch (drawn(w, 3)) {
    case 0: wrap(u, "(%u + %v)", shifted, up, c); break;
    case 1: wrap(u, strictly ? "(1 + abs(%u))" : "abs(%u)", absolute, strictly, c); break;
    default: wrap(u, strictly ? "(1 + (%u)^2)" : "(%u)^2", squared, strictly, c);
    }
}

void make_small(expression *u, world *w, double room) {
    double m = largest(u);
    if (m < room || let_it_be(w)) return;
    char c[48];
    double down = m < 1e6 ? ceil(m / room * 1.01 + 0.01) : 1;
    snprintf(c, sizeof c, "%.0f", down);
    if (down > 1 && drawn(w, 4)) wrap(u, "((%u)/%v)", scaled, down, c);
    else wrap(u, "((%u)/(1 + abs(%u)))", fraction, 1, c);
}

/* ---------------------------------------------------------------------------------------------------- functions */

static double f_neg(double u, double n) { return n - u; }
static double f_sqrt(double u, double n) { return sqrt(u) + n; }
static double f_log(double u, double n) { return log(u) + n; }
static double f_exp(double u, double n) { return exp(u) + n; }
static double f_sinh(double u, double n) { return sinh(u) + n; }
static double f_cosh(double u, double n) { return cosh(u) + n; }
static double f_asinh(double u, double n) { return asinh(u) + n; }
static double f_q(double u, double n) { return cf_q(u) + n; }
static double f_q_prime(double u, double n) { return cf_q_prime(u) + n; }
static double f_h(double u, double D) { return fabs(u) < 1 ? cf_h(D, u) : NAN; }
static double f_h_inv(double u, double D) { return cf_h_inv(D, u); }
static double f_q_depth(double u, double D) { return cf_q_depth(D, u); }

static const struct {
    const char *format;
    double (*value)(double, double);
    enum { ANY, SMALL, IN_ONE, NONNEGATIVE, POSITIVE } argument;
    int depth; /* takes a depth */
} functions[] = {
    {"(-(%u))", f_neg, ANY, 0},         {"abs(%u)", absolute, ANY, 0},   {"sqrt(%u)", f_sqrt, NONNEGATIVE, 0},
    {"exp(%u)", f_exp, SMALL, 0},       {"log(%u)", f_log, POSITIVE, 0}, {"sinh(%u)", f_sinh, SMALL, 0},
    {"cosh(%u)", f_cosh, SMALL, 0},     {"asinh(%u)", f_asinh, ANY, 0},  {"q(%u)", f_q, ANY, 0},
    {"q_prime(%u)", f_q_prime, ANY, 0}, {"h(%v, %u)", f_h, IN_ONE, 1},   {"h_inv(%v, %u)", f_h_inv, ANY, 1},
    {"q_depth(%v, %u)", f_q_depth, ANY, 1}};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

static void some_function(expression *u, world *w) {
    long i = drawn(w, FUNCTIONS);
    char number[48];
    long depth = functions[i].depth ? 3 + drawn(w, 4) : 0;
    snprintf(number, sizeof number, "%ld", depth);
    switch (functions[i].argument) {
    case ANY: break;
    case SMALL: make_small(u, w, 8); break;
    case IN_ONE: make_small(u, w, 1); break;
    case NONNEGATIVE: make_positive(u, w, 0); break;
    case POSITIVE: make_positive(u, w, 1); break;
    }
    wrap(u, functions[i].format, functions[i].value, (double)depth, number);
}

static void some_power(expression *u, world *w) {
    static const char *const exponents[] = {"2",     "2",     "2",     "3",     "4",      "-1", "-2",
                                            "(1/2)", "(3/2)", "(1/3)", "(2/3)", "(-1/2)", "0.1"};
    static const double values[] = {2, 2, 2, 3, 4, -1, -2, 0.5, 1.5, 1.0 / 3, 2.0 / 3, -0.5, 0.1};
    long i = drawn(w, 13);
    if (i > 4) make_positive(u, w, values[i] < 0);
    wrap(u, "(%u)^%v", pow, values[i], exponents[i]);
}

/* ---------------------------------------------------------------------------------------------------- operations */

static double two(char op, double u, double v) {
    switch (op) {
    case '+': return u + v;
    case '-': return u - v;
    case '*': return u * v;
    case '/': return v == 0 ? NAN : u / v;
    case '^': return u == 0 && v > 0 ? 0 : pow(u, v);
    case 'm': return u != u || v != v ? NAN : fmin(u, v);
    default: return u != u || v != v ? NAN : fmax(u, v);
    }
}

static void some_operation(expression *u, world *w, int depth) {
    static const char *const formats[] = {"(%u + %v)", "(%u - %v)",   "%u*%v",      "(%u)/(%v)",
                                          "(%u)^(%v)", "min(%u, %v)", "max(%u, %v)"};
    static const char of[] = {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6};
    expression v;
    char text[EXPRESSION];
    int i = of[drawn(w, 14)];
    some_expression(u, w, depth - 1);
    some_expression(&v, w, depth - 1);
    if (i == 3) make_positive(&v, w, 1);
    if (i == 4) {
        make_positive(u, w, 1);
        make_small(&v, w, 4);
    }
    put_operands(text, sizeof text, formats[i], u->text, v.text);
    memcpy(u->text, text, sizeof text);
    for (int k = 0; k < SAMPLES; k++) u->value[k] = two("+-*/^mM"[i], u->value[k], v.value[k]);
}

static void leaf(expression *out, world *w) {
    if (drawn(w, 4) == 0) {
        char number[48];
        double c = some_number(number, w);
        snprintf(out->text, sizeof out->text, "%s", number);
        for (int k = 0; k < SAMPLES; k++) out->value[k] = c;
    } else {
        int v = (int)drawn(w, w->variables);
        snprintf(out->text, sizeof out->text, "%s", variable_name[v]);
        for (int k = 0; k < SAMPLES; k++) out->value[k] = w->x[k][v];
    }
}

void some_expression(expression *out, world *w, int depth) {
    long k = drawn(w, 10);
    if (depth == 0 || k == 0) {
        leaf(out, w);
    } else if (k < 5) {
        some_operation(out, w, depth);
    } else {
        some_expression(out, w, depth - 1);
        if (k < 9) some_function(out, w);
        else some_power(out, w);
    }
}
