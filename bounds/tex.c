/* tex.c - expressions as TeX. */
#include "bounds/bound.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Binding strength: 1 sums, 2 products, 3 signs, 4 powers, 5 atoms. */
static int strength(const cf_node *x) {
    switch (x->op) {
    case CF_OP_ADD: case CF_OP_SUB: return 1;
    case CF_OP_MUL: return 2;
    case CF_OP_NEG: return 2;
    case CF_OP_POWER: case CF_OP_POW: return 4;
    case CF_OP_NUMBER: return fmpq_sgn(x->number) < 0 ? 2 : fmpz_is_one(fmpq_denref(x->number)) ? 5 : 3;
    default: return 5;
    }
}

static char *text(const char *format, const char *a, const char *b) {
    size_t n = strlen(format) + strlen(a) + strlen(b) + 1;
    char *s = malloc(n);
    if (!s) abort();
    snprintf(s, n, format, a, b);
    return s;
}

static char *number(const fmpq_t q) {
    char *p = fmpz_get_str(NULL, 10, fmpq_numref(q)), *d = fmpz_get_str(NULL, 10, fmpq_denref(q));
    char *s = fmpz_is_one(fmpq_denref(q)) ? text("%s%s", p, "") : text("\\frac{%s}{%s}", p, d);
    flint_free(p);
    flint_free(d);
    return s;
}

/* A variable or a let: Greek letters by name, a longer name upright. */
static char *name(const char *v) {
    static const char *const greek[] = {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu",
                                        "nu", "xi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega", NULL};
    for (int i = 0; greek[i]; i++)
        if (strcmp(v, greek[i]) == 0) return text("\\%s%s", v, "");
    size_t n = 0;
    char escaped[2 * strlen(v) + 1];
    for (; *v; v++) {
        if (*v == '_') escaped[n++] = '\\';
        escaped[n++] = *v;
    }
    escaped[n] = '\0';
    return n > 1 ? text("\\mathrm{%s}%s", escaped, "") : text("%s%s", escaped, "");
}

static char *wrapped(char *s, int wrap) {
    if (!wrap) return s;
    char *t = text("\\left(%s\\right)%s", s, "");
    free(s);
    return t;
}

static const char *function_name(cf_op op) {
    switch (op) {
    case CF_OP_EXP: return "\\exp";
    case CF_OP_LOG: return "\\ln";
    case CF_OP_SINH: return "\\sinh";
    case CF_OP_COSH: return "\\cosh";
    case CF_OP_ASINH: return "\\operatorname{arcsinh}";
    case CF_OP_Q: return "q";
    case CF_OP_Q_PRIME: return "q'";
    default: return "";
    }
}

static int begins_with_sign(const cf_graph *g, const cf_node *x) {
    while (x->op == CF_OP_MUL || x->op == CF_OP_ADD || x->op == CF_OP_SUB) x = &g->node[x->a];
    return x->op == CF_OP_NEG || (x->op == CF_OP_NUMBER && fmpq_sgn(x->number) < 0);
}

/* TeX of node x from that of its children. */
static char *combine(const cf_node *x, const cf_graph *g, char **part) {
    int own = strength(x), sa = x->a >= 0 ? strength(&g->node[x->a]) : 5, sb = x->b >= 0 ? strength(&g->node[x->b]) : 5;
    char *a = x->a >= 0 ? wrapped(strdup(part[x->a]), own < 5 && (sa < own || (x->op == CF_OP_NEG && sa <= own) || (own == 4 && (sa == 4 || g->node[x->a].op == CF_OP_DIV)))) : strdup("");
    char *b = x->b >= 0 ? wrapped(strdup(part[x->b]), own < 5 && x->op != CF_OP_POW && (sb < own || begins_with_sign(g, &g->node[x->b]) || (sb <= own && x->op != CF_OP_ADD && x->op != CF_OP_MUL))) : strdup("");
    char *e = NULL, *r;
    char depth[32];
    snprintf(depth, sizeof depth, "%ld", x->n);
    switch (x->op) {
    case CF_OP_ADD: r = text("%s + %s", a, b); break;
    case CF_OP_SUB: r = text("%s - %s", a, b); break;
    case CF_OP_MUL: r = text("%s \\cdot %s", a, b); break;
    case CF_OP_DIV: r = text("\\frac{%s}{%s}", a, b); break;
    case CF_OP_NEG: r = text("-%s%s", a, b); break;
    case CF_OP_POWER: e = number(x->number); r = text("%s^{%s}", a, e); break;
    case CF_OP_POW: r = text("%s^{%s}", a, b); break;
    case CF_OP_ABS: r = text("\\left|%s\\right|%s", a, ""); break;
    case CF_OP_SQRT: r = text("\\sqrt{%s}%s", a, ""); break;
    case CF_OP_MIN: r = text("\\min\\left(%s, %s\\right)", a, b); break;
    case CF_OP_MAX: r = text("\\max\\left(%s, %s\\right)", a, b); break;
    case CF_OP_H: r = text("h_{%s}\\left(%s\\right)", depth, a); break;
    case CF_OP_H_INV: r = text("h_{%s}^{-1}\\left(%s\\right)", depth, a); break;
    case CF_OP_Q_DEPTH: r = text("q_{%s}\\left(%s\\right)", depth, a); break;
    default: r = text("%s\\left(%s\\right)", function_name(x->op), a);
    }
    free(a);
    free(b);
    free(e);
    return r;
}

char *cf_graph_tex(const cf_graph *g, int node, char *const *names) {
    char **part = calloc((size_t)node + 1, sizeof *part), *need = calloc((size_t)node + 1, 1);
    if (!part || !need) abort();
    need[node] = 1;
    for (int i = node; i >= 0; i--) {
        if (!need[i]) continue;
        if (g->node[i].a >= 0) need[g->node[i].a] = 1;
        if (g->node[i].b >= 0) need[g->node[i].b] = 1;
    }
    size_t total = 0;
    for (int i = 0; i <= node; i++) {
        if (!need[i]) continue;
        const cf_node *x = &g->node[i];
        if (total > (1u << 22)) part[i] = strdup("\\dots"); /* shared subexpressions can unfold without end */
        else part[i] = x->op == CF_OP_NUMBER ? number(x->number) : x->op == CF_OP_VARIABLE ? name(names[x->n]) : combine(x, g, part);
        total += strlen(part[i]);
    }
    char *r = part[node];
    part[node] = NULL;
    for (int i = 0; i < node; i++) free(part[i]);
    free(part);
    free(need);
    return r;
}
