/* fuzz_bound.c - the parser of the bound language: any bytes give bounds or a message. What is read is well formed, prints as TeX, and
 * its source reads as the same expression. */
#include "bounds/bound.h"
#include "bounds/calculus.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_node(const cf_bound *b, int node) {
    const cf_graph *g = b->graph;
    if (node < 0 || node >= g->n) abort();
    char *source = cf_graph_source(g, node, b->variable, 20000);
    if (!source) return;
    size_t room = strlen(source) + 200 + 80 * (size_t)b->n_variables;
    for (int i = 0; i < b->n_variables; i++) room += strlen(b->variable[i]);
    char *text = malloc(room);
    if (!text) abort();
    int n = sprintf(text, "bound t\nforall ");
    for (int i = 0; i < b->n_variables; i++) n += sprintf(text + n, "%s%s in [0, 1]", i ? ", " : "", b->variable[i]);
    sprintf(text + n, "\nprove 0 <= %s\n", source);
    cf_bounds again;
    if (cf_bounds_parse(&again, text, strlen(text), "again") == 0) {
        const cf_bound *c = &again.bound[0];
        char *other = cf_graph_source(c->graph, c->prove.big, c->variable, 20000);
        if (!other || strcmp(source, other) != 0) abort();
        free(other);
    } else if (!strstr(again.error, "nested more than") && !strstr(again.error, "characters")) {
        fprintf(stderr, "%s\n%s\n", again.error, text);
        abort();
    }
    cf_bounds_clear(&again);
    free(text);
    free(source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    cf_bounds b;
    int r = cf_bounds_parse(&b, (const char *)data, size, "f");
    if ((r == 0) != (b.error[0] == '\0') || (r == 0 && b.n == 0)) abort();
    if (r != 0 && strncmp(b.error, "f:", 2) != 0) abort();
    for (int i = 0; r == 0 && i < b.n; i++) {
        const cf_bound *t = &b.bound[i];
        for (int k = 0; k < t->graph->n; k++)
            if (t->graph->node[k].a >= k || t->graph->node[k].b >= k) abort();
        if (t->n_variables < 1 || !t->statement || strncmp(t->statement, "bound ", 6) != 0 || strchr(t->statement, '\n')) abort();
        check_node(t, t->prove.small);
        check_node(t, t->prove.big);
        for (int k = 0; k < t->n_where; k++) check_node(t, t->where[k].big);
        char *tex = cf_graph_tex(t->graph, t->prove.big, t->variable);
        free(tex);
    }
    cf_bounds_clear(&b);
    return 0;
}
