/* test_prove_rules.c - the strategies that rewrite a goal: each on statements that nothing else decides, and the rule stands in the
 * certificate; normal forms and what is read off them; counterexamples that no dyadic point is. */
#include "bounds/normal.h"
#include "bounds/prove.h"
#include "tests/proving.h"
#include "tests/slower.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(prove_rules, .timeout = 900 * SLOWER);

static void read_bound(cf_bounds *b, const char *rest) {
    char text[1000];
    snprintf(text, sizeof text, "bound t\nforall %s\n", rest);
    cr_assert(cf_bounds_parse(b, text, strlen(text), "f") == 0, "%s\n%s", text, b->error);
}

static cf_prove_result decided(const char *text, double budget) {
    cf_bounds b;
    cf_prove_result r;
    const cf_prove_options options = {.budget = budget, .jobs = 1};
    read_bound(&b, text);
    cf_prove(&r, &b.bound[0], &options);
    cf_bounds_clear(&b);
    return r;
}

/* PROVED, with the rule in the certificate. */
static void proved_by(const char *rule, const char *text) {
    char item[40];
    snprintf(item, sizeof item, "[\"%s\"", rule);
    proved_with(item, text);
}

static void refuted_at(const char *text, const char *x) {
    cf_prove_result r = decided(text, PROVING_BUDGET);
    cr_expect(r.verdict == CF_PROVE_REFUTED, "%s\n  %s %s", text, cf_prove_verdict_name(r.verdict), r.reason);
    if (r.point && x) cr_expect_str_eq(r.point[0], x, "%s", text);
    cf_prove_result_clear(&r);
}

Test(prove_rules, valley) {
    proved_by("valley", "x in (-inf, inf), y in (-inf, inf)\nprove q(x) - q(y) - q_prime(y)*(x - y) <= (x - y)^2/4");
    proved_by("valley", "p in (0, 1), s in (0, 1)\nprove p*log(p/s) + (1 - p)*log((1 - p)/(1 - s)) >= 2*(p - s)^2");
    proved_by("valley", "x in (-inf, inf), y in (0, inf)\nprove x*y <= exp(x) + y*log(y) - y");
    proved_by("valley", "x in (0, inf), y in (0, inf)\nwhere x <= y\nprove x*q_prime(x)*q(y) >= y*q_prime(y)*q(x)");
    proved_by("valley", "a in (0, inf), s in (0, inf), t in (0, inf)\nwhere s <= t\nprove t*q(a/t) <= s*q(a/s)");
}

Test(prove_rules, cases_on_the_sides_of_a_curve) {
    proved_by("cases", "x in [0, inf), y in [0, inf)\nprove x*y <= x^3/3 + 2*y^(3/2)/3"); /* on x = sqrt(y) */
    proved_by("cases", "x in (0, inf), y in (0, inf)\nprove exp(x - y^2) >= 1 + x - y^2");
}

Test(prove_rules, put) {
    proved_by("put", "b in (-inf, inf), alpha in (0, inf), eps in (0, 1)\nwhere b^2 <= 40*eps*alpha^4\nprove 4*alpha^4*q(b/alpha^2) >= (1 - eps)*b^2");
    proved_by("put", "x in (0, inf), y in (0, inf)\nprove x*y - 1 >= log(x*y)");
    proved_by("put", "x in (-inf, inf), t in (0, inf)\nprove t*exp(x/t) >= t + x");
}

Test(prove_rules, identity) {
    proved_by("identity", "m in (0, inf), M in (0, inf), eta in (0, inf)\nwhere m <= M\nwhere eta <= 2/(m + M)\nprove abs(1 - eta*M) <= 1 - eta*m");
    proved_by("identity", "x in (0, inf), y in (0, inf), z in (0, 1)\nwhere z*y <= x\nprove z*y*log(1 + x) <= x*log(1 + x)");
    proved_by("identity", "x in (0, inf), y in (0, inf), e in (0, 1)\nwhere y <= e*x\nprove (1 - e)*x*log(1 + x) <= (x - y)*log(1 + x)");
}

Test(prove_rules, small_arguments_of_depth_functions) {
    proved_by("in", "z in (-inf, inf)\nprove 2*q_depth(4, z) <= q(z)"); /* doubles that cancel saw a counterexample near 0 */
}

Test(prove_rules, counterexamples_at_simple_fractions) {
    refuted_at("x in (-inf, inf)\nprove (x - 1/3)^2 > 0", "1/3");
    refuted_at("x in [0, 1], y in [0, 1]\nprove (x - 1/3)^2 + (y - 2/7)^2*exp(x) > 0", "1/3");
    refuted_at("x in (0, inf)\nprove log(3*x) < 3*x - 1", "1/3");
    refuted_at("x in [0, inf), y in [0, inf)\nwhere 3*x + y <= 1\nprove x < 1/3", "1/3"); /* on the boundary */
    refuted_at("x in (0, inf), y in (0, inf)\nwhere x*y <= 1/3\nprove x*y < 1/3", NULL);
}

Test(prove_rules, the_same_again) {
    const char *text = "x in (0, inf), y in (0, inf)\nwhere x <= y\nprove x*q_prime(x)*q(y) >= y*q_prime(y)*q(x)";
    cf_prove_result r = decided(text, PROVING_BUDGET), s = decided(text, PROVING_BUDGET);
    cr_assert(r.certificate && s.certificate);
    cr_expect_str_eq(r.certificate, s.certificate);
    cf_prove_result_clear(&r);
    cf_prove_result_clear(&s);
}

/* ------------------------------------------------------------------------------------------------ normal forms */
Test(prove_rules, normal_forms) {
    static const struct {
        const char *a, *b;
        int same;
    } row[] = {
        {"(x + y)^2", "x^2 + 2*x*y + y^2", 1}, {"(x^2 - y^2)/(x - y)", "x + y", 1}, {"sqrt(x)*sqrt(x)", "x", 1}, {"x^(3/2)", "x*sqrt(x)", 1},
        {"(x + 1)^(-1/2)", "sqrt(1 + x)/(1 + x)", 1}, {"q(x*y/y)", "q(x)", 1}, {"log(y/y)", "0", 1}, {"exp(0*x)", "1", 1}, {"max(x, y)", "max(y, x)", 1},
        {"x^y", "x^(2*y/2)", 1}, {"1/x + 1/y", "(x + y)/(x*y)", 1}, {"sqrt(x^2)", "x", 0}, {"exp(x)*exp(y)", "exp(x + y)", 1}, {"exp(x)*exp(y)", "exp(x*y)", 0}, {"q(x)", "q(y)", 0}, {"x", "x + 1/1000000", 0},
    };
    for (size_t k = 0; k < sizeof row / sizeof *row; k++) {
        cf_bounds b;
        char text[200];
        snprintf(text, sizeof text, "x in (0, inf), y in (0, inf)\nprove %s <= %s", row[k].a, row[k].b);
        read_bound(&b, text);
        cf_bound *t = &b.bound[0];
        cr_expect_eq(cf_graph_same_form(t->graph, t->prove.small, t->prove.big), row[k].same, "%s, %s", row[k].a, row[k].b);
        for (int side = 0; side < 2; side++) { /* the canonical expression has the form that it is made from */
            int node = side ? t->prove.big : t->prove.small, good = cf_graph_canonical(t->graph, node), small, big;
            cr_expect(good >= 0 && cf_graph_same_form(t->graph, node, good) == 1, "%s", text);
            cr_expect_eq(cf_graph_spread(&small, &big, t->graph, node), 0);
            cr_expect_eq(cf_graph_same_form(t->graph, cf_graph_simple(t->graph, CF_OP_SUB, 0, big, small), node), 1, "%s", text);
        }
        cf_bounds_clear(&b);
    }
}

Test(prove_rules, factors_and_solutions) {
    cf_bounds b;
    read_bound(&b, "x in (0, inf), y in (0, inf)\nprove 0 <= 3*(x - y)^2*(x + 1)/(y*(1 + y^2))");
    cf_bound *t = &b.bound[0];
    cf_graph *g = t->graph;
    cf_factors f;
    cf_factors_init(&f);
    cr_assert_eq(cf_graph_factors(&f, g, t->prove.big), 0);
    int exponents = 0;
    for (int k = 0; k < f.n; k++) exponents += f.exponent[k];
    cr_expect_eq(f.n, 4);
    cr_expect_eq(exponents, 2 + 1 - 1 - 1);
    cf_factors_clear(&f);
    cf_bounds_clear(&b);
    read_bound(&b, "x in (0, inf), y in (0, inf)\nprove 2*x*log(y) + y <= y*x^2 - 8");
    t = &b.bound[0];
    g = t->graph;
    int p, q;
    cr_expect_eq(cf_graph_linear(&p, &q, g, t->prove.small, 0), 0);
    cr_expect_eq(p, cf_graph_variable(g, 1));
    cr_expect_eq(cf_graph_linear(&p, &q, g, t->prove.small, 1), -1, "log y is no polynomial in y");
    cr_expect_eq(cf_graph_linear(&p, &q, g, t->prove.big, 0), -1);
    int e = cf_graph_solved(g, t->prove.big, 0); /* sqrt(8/y) */
    cr_expect(e >= 0 && cf_graph_same_form(g, cf_graph_substitute(g, t->prove.big, 0, e, 0), cf_graph_simple(g, CF_OP_SUB, 0, e, e)) == 1);
    cf_bounds_clear(&b);
}
