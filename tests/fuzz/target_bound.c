/* target_bound.c - the bound language. Any bytes give bounds or a message that names the place. What is read is a
 * well-formed graph, prints as TeX, and its source reads as the same expression; substitution, derivatives and
 * alternatives add nodes to the graph that are as well formed, and free of the variable that was replaced by a number.
 */
#include "bounds/bound.h"
#include "bounds/calculus.h"
#include "tests/fuzz/fuzz.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCE = 20000, NODES = 400 };

static void check_graph(const cf_graph *g, const cf_bound *b) {
    for (int k = 0; k < g->n; k++) {
        const cf_node *x = &g->node[k];
        REQUIRE(x->a < k && x->b < k && x->a >= -1 && x->b >= -1);
        REQUIRE(x->op != CF_OP_VARIABLE || (x->n >= 0 && x->n < b->n_variables));
        REQUIRE(x->b < 0 || x->a >= 0);
    }
}

/* The source of a node, read again in a bound of the same variables, has the same source. */
static void check_source(const cf_bound *b, int node) {
    const cf_graph *g = b->graph;
    REQUIRE(node >= 0 && node < g->n);
    char *source = cf_graph_source(g, node, b->variable, SOURCE);
    if (!source) return;
    size_t room = strlen(source) + 200 + 80 * (size_t)b->n_variables;
    for (int i = 0; i < b->n_variables; i++) room += strlen(b->variable[i]);
    char *text = malloc(room);
    REQUIRE(text);
    int n = sprintf(text, "bound t\nforall ");
    for (int i = 0; i < b->n_variables; i++) n += sprintf(text + n, "%s%s in [0, 1]", i ? ", " : "", b->variable[i]);
    sprintf(text + n, "\nprove 0 <= %s\n", source);
    cf_bounds again;
    if (cf_bounds_parse(&again, text, strlen(text), "again") == 0) {
        const cf_bound *c = &again.bound[0];
        char *other = cf_graph_source(c->graph, c->prove.big, c->variable, SOURCE);
        REQUIRE(other && strcmp(source, other) == 0);
        free(other);
    } else if (!strstr(again.error, "nested more than") && !strstr(again.error, "characters")) {
        fprintf(stderr, "%s\n%s\n", again.error, text);
        REQUIRE(!"the source of an expression is refused");
    }
    cf_bounds_clear(&again);
    free(text);
    free(source);
}

static void check_calculus(cf_bound *b, int node) {
    cf_graph *g = b->graph;
    fmpq_t half;
    fmpq_init(half);
    fmpq_set_si(half, 1, 2);
    for (int i = 0; i < b->n_variables && i < 2; i++) {
        int at = cf_graph_at(g, node, i, half);
        REQUIRE(at >= 0 && !cf_graph_depends(g, at, i));
        int derivative = cf_graph_derivative(g, node, i);
        REQUIRE(derivative >= -1 && derivative < g->n);
        if (!cf_graph_depends(g, node, i)) REQUIRE(derivative < 0 || !cf_graph_depends(g, derivative, i));
        int alternative = cf_graph_alternative(g, node, i, i);
        REQUIRE(alternative >= -1 && alternative < g->n);
        int other = cf_graph_substitute(g, node, i, at, 1);
        REQUIRE(other >= 0 && (cf_graph_depends(g, at, i) || !cf_graph_depends(g, other, i)));
    }
    fmpq_clear(half);
    check_graph(g, b);
}

static void check_bound(cf_bound *b) {
    check_graph(b->graph, b);
    REQUIRE(b->n_variables >= 1 && b->statement && strncmp(b->statement, "bound ", 6) == 0 &&
            !strchr(b->statement, '\n'));
    check_source(b, b->prove.small);
    check_source(b, b->prove.big);
    for (int k = 0; k < b->n_where; k++) check_source(b, b->where[k].big);
    char *tex = cf_graph_tex(b->graph, b->prove.big, b->variable);
    free(tex);
    if (b->graph->n <= NODES) check_calculus(b, b->prove.big), check_calculus(b, b->prove.small);
}

void fuzz_bound(const uint8_t *data, size_t size) {
    cf_bounds b;
    int r = cf_bounds_parse(&b, (const char *)data, size, "f");
    REQUIRE((r == 0) == (b.error[0] == '\0') && (r != 0 || b.n > 0));
    REQUIRE(r == 0 || strncmp(b.error, "f:", 2) == 0);
    for (int i = 0; r == 0 && i < b.n; i++) check_bound(&b.bound[i]);
    cf_bounds_clear(&b);
}
