/* random_statement.c - see random_statement.h. */
#include "tests/random_statement.h"
#include "tests/ball_graph.h"
#include "tests/random_expression.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A decimal near m: m moved up by a random slack of its size, or down; `most` digits after the point. */
static void near(char out[48], world *w, double m, double size) {
    static const double slack[] = {1, 0.3, 0.1, 0.1, 0.01, 1e-3, 0, -1e-3, -0.01, -0.1};
    double c = m + slack[drawn(w, 10)] * fmax(size, 0.01);
    int digits = (int)drawn(w, 3) + (fabs(c) < 1 ? 2 : 1);
    double unit = pow(10, -digits);
    c = ceil(c / unit) * unit;
    snprintf(out, 48, c < 0 ? "(-%.*f)" : "%.*f", digits, fabs(c));
}

/* text with the variables replaced by the k-th sample point. */
static void put_point(char out[EXPRESSION], const world *w, const char *text, int k) {
    size_t n = 0;
    for (const char *t = text; *t;) {
        size_t word = isalpha((unsigned char)*t) ? strspn(t, "abcdefghijklmnopqrstuvwxyz_") : 1;
        const char *part = t;
        size_t more = word;
        if (word == 1 && (*t == 'x' || *t == 'y')) {
            part = w->at[k][*t - 'x'];
            more = strlen(part);
        }
        if (n + more >= EXPRESSION) abort();
        memcpy(out + n, part, more);
        n += more;
        t += word;
    }
    out[n] = '\0';
}

/* What always holds, where it is defined; $ is a constant that may be spoiled. %p: u, v >= 0; %s: they are small. */
static const struct {
    const char *format;
    enum { PLAIN, NONNEG, LITTLE } arguments;
} known[] = {{"$2*(%u)*(%v) <= (%u)^2 + (%v)^2", PLAIN},
             {"$1 + (%u) <= exp(%u)", LITTLE},
             {"$1 + (%u)^2/2 <= cosh(%u)", LITTLE},
             {"$1*(%u) <= sinh(%u)", NONNEG},
             {"asinh(%u) <= $1*(%u)", NONNEG},
             {"log(1 + (%u)) <= $1*(%u)", NONNEG},
             {"$1*(%u) <= (1 + (%u))*log(1 + (%u))", NONNEG},
             {"q(%u) <= $1*(%u)^2/4", PLAIN},
             {"q_prime(%u) <= $1*(%u)/2", NONNEG},
             {"$1*q(%u) <= (%u)*q_prime(%u)", PLAIN},
             {"q(((%u) + (%v))/2) <= $1*(q(%u) + q(%v))/2", PLAIN},
             {"$1*abs((%u) + (%v)) <= abs(%u) + abs(%v)", PLAIN},
             {"$1*(abs(%u) + abs(%v))/2 <= max(abs(%u), abs(%v))", PLAIN},
             {"sqrt((%u)*(%v)) <= $1*((%u) + (%v))/2", NONNEG},
             {"sqrt((%u) + (%v)) <= $1*(sqrt(%u) + sqrt(%v))", NONNEG},
             {"$1*((%u)*(%v))^(1/3) <= ((%u) + (%v) + 1)/3", NONNEG},
             {"cosh(%u)^2 <= $1 + sinh(%u)^2", LITTLE},
             {"asinh(sinh(%u)) <= $1*(%u)", NONNEG},
             {"log(exp(%u)) + $1*(%v)^2 >= %u", LITTLE},
             {"$1*abs(%u) >= sqrt((%u)^2)", PLAIN},
             {"h_inv(3, %u) <= $1*(%u)", NONNEG},
             {"q_depth(3, %u) <= $1*(%u)*h_inv(3, %u)", PLAIN},
             {"q_depth(4, %u) >= $1*(%u)*h_inv(4, %u)/2", PLAIN},
             {"h_inv(4, h(4, (%u)/(1 + abs(%u)))) <= $1*(%u)", NONNEG},
             {"$1*(%u)*(%v) <= (%u)*log(1 + (%u)) + exp(%v)", NONNEG},
             {"(%u)*exp(-(%u)) <= $1*exp(-1)", LITTLE},
             {"min(%u, %v) <= $1*sqrt((%u)*(%v))", NONNEG}};
enum { KNOWN = sizeof known / sizeof *known };

static void some_known(char *out, size_t size, world *w) {
    expression u, v;
    long i = drawn(w, KNOWN), spoil = drawn(w, 3) == 0;
    some_expression(&u, w, (int)drawn(w, 3));
    some_expression(&v, w, (int)drawn(w, 2));
    if (known[i].arguments == NONNEG) {
        make_positive(&u, w, 0);
        make_positive(&v, w, 0);
    }
    if (known[i].arguments != PLAIN) {
        make_small(&u, w, 8);
        make_small(&v, w, 8);
    }
    char text[STATEMENT_ROOM];
    put_operands(text, sizeof text, known[i].format, u.text, v.text);
    static const char *const factors[] = {"0.9*", "0.99*", "0.999*", "1.001*", "1.01*", "1.1*"};
    char *dollar = strchr(text, '$');
    size_t before = (size_t)(dollar - text);
    snprintf(out, size, "%.*s%s%s", (int)before, text, spoil ? factors[drawn(w, 6)] : "", dollar + 1);
}

static void some_comparison(char *out, size_t size, world *w) {
    static const char *const relations[] = {"<=", "<=", "<", ">=", ">="};
    expression u, v;
    char c[48], text[EXPRESSION];
    long kind = drawn(w, 4);
    some_expression(&u, w, 1 + (drawn(w, 5) < 3) + (drawn(w, 10) == 0));
    int high = 0, low = 0;
    for (int k = 1; k < SAMPLES; k++) {
        if (u.value[k] > u.value[high]) high = k;
        if (u.value[k] < u.value[low]) low = k;
    }
    if (kind == 0) {
        near(c, w, expression_most(&u), expression_most(&u) - expression_least(&u));
        snprintf(out, size, "%s %s %s", u.text, drawn(w, 4) ? "<=" : "<", c);
    } else if (kind == 1) { /* its greatest or its least value among the samples */
        int up = (int)drawn(w, 2);
        put_point(text, w, u.text, up ? high : low);
        snprintf(out, size, "%s %s %s", u.text, up ? "<=" : ">=", text);
    } else {
        some_expression(&v, w, 1 + (int)drawn(w, 2));
        expression d = u;
        for (int k = 0; k < SAMPLES; k++)
            d.value[k] = kind == 2 ? u.value[k] - v.value[k] : v.value[k] > 0 ? u.value[k] / v.value[k] : NAN;
        near(c, w, expression_most(&d), fmax(expression_most(&d) - expression_least(&d), 0.1));
        if (kind == 2) snprintf(out, size, "%s %s %s + %s", u.text, relations[drawn(w, 5)], v.text, c);
        else snprintf(out, size, "%s %s %s*(%s)", u.text, relations[drawn(w, 5)], c, v.text);
    }
}

void random_statement(char text[STATEMENT_ROOM], const char *name, unsigned long *rng) {
    static const char *const clauses[] = {"where x <= y ", "where x + y <= 3/2 ", "where x*y >= 1/8 ",
                                          "where y^2 < x ", "where x <= 1 "};
    world w = {.rng = rng, .variables = 1 + (int)random_below(rng, 2)};
    char relation[STATEMENT_ROOM - 600];
    for (int v = 0; v < 2; v++) some_domain(&w, v);
    const char *clause = w.variables == 2 && drawn(&w, 6) == 0 ? clauses[drawn(&w, 5)] : "";
    if (drawn(&w, 5) < 3) some_comparison(relation, sizeof relation, &w);
    else some_known(relation, sizeof relation, &w);
    snprintf(text, STATEMENT_ROOM, "bound %s forall %s%s%s %sprove %s", name, w.domain[0], w.variables > 1 ? ", " : "",
             w.variables > 1 ? w.domain[1] : "", clause, relation);
}

void statement_lines(char out[STATEMENT_ROOM], const char *text) {
    static const char *const clauses[] = {" forall ", " where ", " prove "};
    snprintf(out, STATEMENT_ROOM, "%s", text);
    for (int k = 0; k < 3; k++) {
        char *p = strstr(out, clauses[k]);
        if (p) *p = '\n';
    }
}

/* ------------------------------------------------------------------------------------------------------- nearby */

/* out = text with its part [at, at + length) replaced. */
static void replaced(char out[STATEMENT_ROOM], const char *text, const char *at, size_t length, const char *by) {
    int n = snprintf(out, STATEMENT_ROOM, "%.*s%s%s", (int)(at - text), text, by, at + length);
    if (n >= STATEMENT_ROOM) abort();
}

static const char *claim_of(const char *text) {
    const char *p = strstr(text, " prove ");
    if (!p) abort();
    return p + 7;
}

void negated_statement(char out[STATEMENT_ROOM], const char *text) {
    static const char *const of[][2] = {{"<=", ">"}, {">=", "<"}, {"<", ">="}, {">", "<="}};
    for (const char *t = claim_of(text); *t; t++)
        for (int k = 0; k < 4; k++) {
            if (strncmp(t, of[k][0], strlen(of[k][0])) != 0) continue;
            replaced(out, text, t, strlen(of[k][0]), of[k][1]);
            return;
        }
    abort();
}

int nearby_statement(char out[STATEMENT_ROOM], const char *text, unsigned long *rng) {
    static const char *const factors[] = {"101/100", "99/100", "11/10", "9/10", "3/2", "1/2"};
    const char *place[STATEMENT_ROOM];
    int n = 0;
    for (const char *t = claim_of(text); *t; t++) {
        int within = isalnum((unsigned char)t[-1]) || t[-1] == '_' || t[-1] == '.';
        int number = isdigit((unsigned char)*t) && !within, depth = number && t[-1] == '(' && t[1] == ',';
        int sign = (*t == '+' || *t == '-') && t[-1] == ' ' && t[1] == ' ';
        if ((number && !depth) || sign) place[n++] = t;
    }
    if (n == 0) return 0;
    const char *at = place[random_below(rng, n)];
    if (isdigit((unsigned char)*at)) {
        size_t length = strspn(at, "0123456789.");
        char by[STATEMENT_ROOM];
        snprintf(by, sizeof by, "(%.*s*%s)", (int)length, at, factors[random_below(rng, 6)]);
        replaced(out, text, at, length, by);
    } else {
        replaced(out, text, at, 1, *at == '+' ? "-" : "+");
    }
    return 1;
}
