/* expression.c - expressions of the bound language: precedence ^ (from the right), unary minus, * /, + -. */
#include "bounds/parse.h"
#include <stdlib.h>
#include <string.h>

enum { NESTING = 400, EXPONENT_DIGITS = 4, NUMBER_CHARACTERS = 100000, NUMBER_BITS = 1 << 27 /* of a file */ };

static const struct {
    const char *name;
    cf_op op;
    int arguments; /* -1: two or more; -2: a depth and a value */
} functions[] = {
    {"abs", CF_OP_ABS, 1},     {"sqrt", CF_OP_SQRT, 1},       {"exp", CF_OP_EXP, 1},      {"log", CF_OP_LOG, 1},
    {"sinh", CF_OP_SINH, 1},   {"cosh", CF_OP_COSH, 1},       {"asinh", CF_OP_ASINH, 1},  {"min", CF_OP_MIN, -1},
    {"max", CF_OP_MAX, -1},    {"q", CF_OP_Q, 1},             {"q_prime", CF_OP_Q_PRIME, 1}, {"h", CF_OP_H, -2},
    {"h_inv", CF_OP_H_INV, -2}, {"q_depth", CF_OP_Q_DEPTH, -2}, {NULL, CF_OP_NUMBER, 0}};

static int function(const cf_token *t) {
    for (int i = 0; functions[i].name; i++)
        if (cf_token_is(t, functions[i].name)) return i;
    return -1;
}

int cf_is_function(const cf_token *t) { return function(t) >= 0; }

static int number(cf_parser *p) {
    cf_token t = p->now;
    const char *e = memchr(t.text, 'e', t.length);
    if (!e) e = memchr(t.text, 'E', t.length);
    if (e) {
        const char *end = t.text + t.length, *digits = e + 1;
        while (digits < end && (*digits == '+' || *digits == '-' || *digits == '0')) digits++;
        if (end - digits > EXPONENT_DIGITS) return cf_error_at(p, &t, "the exponent of %.*s is too large", (int)t.length, t.text);
    }
    if (t.length > NUMBER_CHARACTERS) return cf_error_at(p, &t, "a number of more than %d characters", NUMBER_CHARACTERS);
    char *text = strndup(t.text, t.length);
    fmpq_t v;
    fmpq_init(v);
    int r = text && cf_fmpq_set_decimal(v, text) == 0 ? cf_graph_number(p->bound->graph, v) : -1;
    if (r >= 0 && p->number_bits + p->bound->graph->number_bits > NUMBER_BITS)
        r = cf_error_at(p, &t, "the numbers have more than %d bits together", NUMBER_BITS);
    if (r < 0) cf_error_at(p, &t, "'%.*s' is not a number", (int)(t.length > 80 ? 80 : t.length), t.text);
    fmpq_clear(v);
    free(text);
    cf_advance(p);
    return r;
}

static int depth_call(cf_parser *p, cf_op op, const cf_token *name) {
    cf_token t = p->now;
    long D = 0;
    int literal = t.kind == CF_T_NUMBER && t.length <= 4;
    for (size_t i = 0; literal && i < t.length; i++) {
        literal = t.text[i] >= '0' && t.text[i] <= '9';
        D = 10 * D + (t.text[i] - '0');
    }
    if (!literal || D < 3 || D > 1000)
        return cf_error_at(p, &t, "the depth of %.*s must be a literal integer from 3 to 1000", (int)name->length, name->text);
    cf_advance(p);
    if (!cf_accept(p, ",")) return cf_expected_token(p, "',' and the argument");
    int a = cf_parse_expression(p);
    return a < 0 ? -1 : cf_graph_depth(p->bound->graph, op, D, a);
}

static int call(cf_parser *p, int f) {
    cf_token name = p->now;
    cf_advance(p);
    if (!cf_accept(p, "(")) return cf_expected_token(p, "'(' after the function's name");
    cf_op op = functions[f].op;
    int node, count = 1;
    if (functions[f].arguments == -2) {
        node = depth_call(p, op, &name);
    } else {
        node = cf_parse_expression(p);
        if (node >= 0 && functions[f].arguments == 1 && !cf_token_is(&p->now, ","))
            node = cf_graph_unary(p->bound->graph, op, node);
        while (node >= 0 && functions[f].arguments == -1 && cf_accept(p, ",")) {
            int b = cf_parse_expression(p);
            node = b < 0 ? -1 : cf_graph_binary(p->bound->graph, op, node, b);
            count++;
        }
    }
    if (node < 0) return -1;
    if (cf_token_is(&p->now, ","))
        return cf_error_at(p, &p->now, "%s takes %s", functions[f].name,
                           functions[f].arguments == 1 ? "one argument" : "a depth and one argument");
    if (!cf_accept(p, ")")) return cf_expected_token(p, "')'");
    if (functions[f].arguments == -1 && count < 2)
        return cf_error_at(p, &name, "%s takes two or more arguments", functions[f].name);
    return node;
}

static int unknown_function(cf_parser *p, const cf_token *t) {
    char all[200] = "";
    for (int i = 0; functions[i].name; i++) {
        if (i) strcat(all, ", ");
        strcat(all, functions[i].name);
    }
    const int n = (int)(t->length > 80 ? 80 : t->length);
    if (cf_token_is(t, "ln")) return cf_error_at(p, t, "unknown function '%.*s'; the natural logarithm is log", n, t->text);
    return cf_error_at(p, t, "unknown function '%.*s'; there are %s", n, t->text, all);
}

static int name(cf_parser *p) {
    cf_token t = p->now;
    int f = function(&t);
    if (f >= 0) return call(p, f);
    int r = -1;
    for (int i = 0; i < p->bound->n_variables && r < 0; i++)
        if (cf_token_is(&t, p->bound->variable[i])) r = cf_graph_variable(p->bound->graph, i);
    for (int i = 0; i < p->n_lets && r < 0; i++)
        if (cf_token_is(&t, p->let[i].name)) r = p->let[i].node;
    if (r < 0) {
        int n = (int)(t.length > 80 ? 80 : t.length);
        cf_token after = t;
        cf_advance(p);
        if (cf_token_is(&p->now, "(")) return unknown_function(p, &after);
        int constant = cf_token_is(&t, "pi") || cf_token_is(&t, "e");
        return cf_error_at(p, &after, "unknown name '%.*s'%s", n, t.text,
                           constant ? " (pi and e are not in the language; exp(1) is)" : "");
    }
    cf_advance(p);
    return r;
}

static int atom(cf_parser *p) {
    if (p->now.kind == CF_T_NUMBER) return number(p);
    if (p->now.kind == CF_T_NAME) return name(p);
    if (!cf_accept(p, "(")) return cf_expected_token(p, "a number, a name, a function or '('");
    int r = cf_parse_expression(p);
    if (r >= 0 && !cf_accept(p, ")")) return cf_expected_token(p, "')' or an operator");
    return r;
}

static int factor(cf_parser *p);

static int power(cf_parser *p) {
    int base = atom(p);
    if (base < 0 || !cf_accept(p, "^")) return base;
    int e = factor(p); /* from the right, with a sign of its own */
    return e < 0 ? -1 : cf_graph_binary(p->bound->graph, CF_OP_POW, base, e);
}

static int factor(cf_parser *p) {
    if (++p->depth > NESTING) return cf_error_at(p, &p->now, "the expression is nested more than %d deep", NESTING);
    int r;
    if (cf_accept(p, "-")) {
        r = factor(p);
        if (r >= 0) r = cf_graph_unary(p->bound->graph, CF_OP_NEG, r);
    } else {
        r = power(p);
    }
    p->depth--;
    return r;
}

static int term(cf_parser *p) {
    int r = factor(p);
    while (r >= 0 && (cf_token_is(&p->now, "*") || cf_token_is(&p->now, "/"))) {
        cf_op op = cf_token_is(&p->now, "*") ? CF_OP_MUL : CF_OP_DIV;
        cf_advance(p);
        int b = factor(p);
        r = b < 0 ? -1 : cf_graph_binary(p->bound->graph, op, r, b);
    }
    return r;
}

int cf_parse_expression(cf_parser *p) {
    int r = term(p);
    while (r >= 0 && (cf_token_is(&p->now, "+") || cf_token_is(&p->now, "-"))) {
        cf_op op = cf_token_is(&p->now, "+") ? CF_OP_ADD : CF_OP_SUB;
        cf_advance(p);
        int b = term(p);
        r = b < 0 ? -1 : cf_graph_binary(p->bound->graph, op, r, b);
    }
    return r;
}
