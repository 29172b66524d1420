/* test_strategies_derived.c - isolation, conjugates, inverse functions, a factor of a choice: statements that need each, with the
 * rule in the certificate; and samples beyond the doubles. */
#include "bounds/normal.h"
#include "bounds/prove.h"
#include "tests/proving.h"
#include "tests/slower.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(strategies_derived, .timeout = 900 * SLOWER);

Test(strategies_derived, isolation) {
    proved_with("identity", "x in (0, inf), y in (0, inf)\nwhere y >= x\nprove y - x <= ((x^(1/3) + y^(1/3))/2)^3*(log(y) - log(x))");
}

Test(strategies_derived, conjugates) {
    proved_with("valley", "x in (-inf, inf), y in (-inf, inf)\nprove q(x + y) + q(x - y) <= 2*q(x) + 2*q(y)");
}

Test(strategies_derived, valley_before_cases) {
    proved_with("cases", "x in (0, inf), y in (0, inf), z in (0, inf)\nprove x*log(x) + y*log(y) + z*log(z) >= (x + y + z)*log((x + y + z)/3)");
}

Test(strategies_derived, samples_beyond_the_doubles) {
    proved_with("valley", "p in [0, 1], t in (-inf, inf)\nprove log(1 - p + p*exp(t)) <= p*t + t^2/8");
}

Test(strategies_derived, factor_of_a_choice) {
    proved_with("max", "z in (-inf, inf)\nprove q(z) >= 0.23*min(z^2, 2*abs(z))");
}

/* A node of the one bound x, y: its two sides as big - small. */
static int difference(cf_bounds *b, const char *prove) {
    char text[400];
    snprintf(text, sizeof text, "bound t\nforall x in (0, inf), y in (0, inf)\nprove %s >= 0\n", prove);
    cr_assert(cf_bounds_parse(b, text, strlen(text), "f") == 0, "%s", b->error);
    return b->bound[0].prove.big;
}

Test(strategies_derived, linear_in_an_atom) {
    cf_bounds b;
    cf_in_atom a[4];
    int node = difference(&b, "x*log(y) + y - x*sqrt(y)");
    cf_graph *g = b.bound[0].graph;
    cr_assert_eq(cf_graph_in_atoms(a, 4, g, node, 0), 1);
    cr_expect(g->node[a[0].atom].op == CF_OP_LOG && g->node[a[0].slope].op == CF_OP_VARIABLE);
    int sum = cf_graph_simple(g, CF_OP_ADD, 0, a[0].free, cf_graph_simple(g, CF_OP_MUL, 0, a[0].slope, a[0].atom));
    cr_expect_eq(cf_graph_same_form(g, node, sum), 1);
    sum = cf_graph_simple(g, CF_OP_ADD, 0, a[0].whole, a[0].part);
    cr_expect_eq(cf_graph_same_form(g, sum, cf_graph_simple(g, CF_OP_DIV, 0, a[0].free, a[0].slope)), 1);
    cf_bounds_clear(&b);
}

Test(strategies_derived, roots_as_they_stood) {
    cf_bounds b;
    int node = difference(&b, "sqrt(4 + (x - y)^2) + x - x");
    cf_graph *g = b.bound[0].graph;
    int out = cf_graph_canonical(g, node);
    cr_assert_geq(out, 0);
    cr_expect_leq(cf_graph_cost(g, out), 5);
    cr_expect_eq(cf_graph_same_form(g, node, out), 1);
    cf_bounds_clear(&b);
}
