/* source.c - expressions back in the bound language, every operation in parentheses. */
#include "bounds/calculus.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const cf_graph *g;
    char *const *names;
    FILE *f;
    size_t left;
} writer;

static void put(writer *w, const char *s) {
    size_t n = strlen(s);
    if (n > w->left) {
        w->left = 0;
        return;
    }
    w->left -= n;
    fputs(s, w->f);
}

static void put_number(writer *w, const fmpq_t q) {
    char *s = fmpq_get_str(NULL, 10, q);
    put(w, "(");
    put(w, s);
    put(w, ")");
    flint_free(s);
}

static void write_node(writer *w, int node) {
    const cf_node *x = &w->g->node[node];
    static const char *const sign[] = {[CF_OP_ADD] = "+", [CF_OP_SUB] = "-", [CF_OP_MUL] = "*", [CF_OP_DIV] = "/", [CF_OP_POW] = "^"};
    if (w->left == 0) return;
    if (x->op == CF_OP_NUMBER) {
        put_number(w, x->number);
    } else if (x->op == CF_OP_VARIABLE) {
        put(w, w->names[x->n]);
    } else if (cf_op_name(x->op)) {
        char depth[32];
        put(w, cf_op_name(x->op));
        put(w, "(");
        if (x->n) snprintf(depth, sizeof depth, "%ld,", x->n), put(w, depth);
        write_node(w, x->a);
        if (x->b >= 0) put(w, ","), write_node(w, x->b);
        put(w, ")");
    } else {
        put(w, x->op == CF_OP_NEG ? "(-" : "(");
        write_node(w, x->a);
        if (x->op == CF_OP_POWER) put(w, "^"), put_number(w, x->number);
        if (x->b >= 0) put(w, sign[x->op]), write_node(w, x->b);
        put(w, ")");
    }
}

char *cf_graph_source(const cf_graph *g, int node, char *const *names, size_t most) {
    char *text = NULL;
    size_t n = 0;
    writer w = {g, names, open_memstream(&text, &n), most};
    if (!w.f) abort();
    write_node(&w, node);
    if (fclose(w.f) != 0) abort();
    if (w.left > 0) return text;
    free(text);
    return NULL;
}
