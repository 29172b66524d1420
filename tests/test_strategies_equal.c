/* test_strategies_equal.c - equations, shifts and scalings with logarithms, unwinding, multipliers: statements that need each, with the rule in
 * the certificate. */
#include "bounds/normal.h"
#include "bounds/prove.h"
#include "tests/proving.h"
#include "tests/slower.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(strategies_equal, .timeout = 900 * SLOWER);

Test(strategies_equal, absolute_values_case_by_case) {
    proved_with("equal", "x in (-inf, inf), y in (-inf, inf)\nprove abs(q_prime(x + y)) <= abs(q_prime(x)) + abs(q_prime(y))");
    proved_with("equal", "x in (-inf, inf), y in (-inf, inf)\nprove (x*exp(x) + y*exp(y))/(exp(x) + exp(y)) >= max(x, y) - 0.279");
}

Test(strategies_equal, shifts) {
    proved_with("put", "x in (-inf, inf), y in (-inf, inf)\nprove log((exp(x) + exp(y))/2) <= (x + y)/2 + (x - y)^2/8");
    proved_with("defined", "x in (-inf, inf), y in (-inf, inf)\nprove log(exp(x) + exp(y)) >= max(x, y)");
}

Test(strategies_equal, scaling_under_logarithms_and_roots) {
    proved_with("equal", "x in (0, inf), y in (0, inf)\nprove x*log(x) + y*log(y) <= (x + y)*log(x + y)");
    proved_with("equal", "x in (-inf, inf), b in (0, inf)\nprove x*asinh(x/b) - sqrt(x^2 + b^2) + b <= x^2/(2*b)");
}

Test(strategies_equal, exponentials_of_logarithms) {
    proved_with("same", "x in (-inf, inf), s in (0, inf)\nprove exp(x) + s*log(s) - s >= x*s");
}

Test(strategies_equal, unwinding) {
    proved_with("h(4,x)", "x in (-inf, inf), y in (-inf, inf)\nprove q_depth(4, x) - q_depth(4, y) - h_inv(4, y)*(x - y) >= 0");
    proved_with("equal", "x in (-inf, inf), s in (-inf, inf)\nprove q(x) + 2*cosh(s) - 2 >= x*s");
}

Test(strategies_equal, multipliers_of_clauses) {
    proved_with("[0,\"", "x in [0, inf), y in [0, inf), z in [0, inf)\nwhere x + y + z >= 3\nprove x^2 + y^2 + z^2 >= x + y + z"); /* found on the clause */
    proved_with("identity", "x in (0, inf), y in (0, inf), z in (0, inf)\nwhere x + y + z <= 3\nprove log(x) + log(y) + log(z) <= 0");
}

/* REFUTED: the counterexample lies where a clause is an equality. */
static void refuted_on_clause(const char *statement) {
    char text[1000];
    snprintf(text, sizeof text, "bound t\nforall %s\n", statement);
    cf_bounds b;
    cr_assert(cf_bounds_parse(&b, text, strlen(text), "f") == 0, "%s\n%s", text, b.error);
    cf_prove_result r;
    const cf_prove_options options = {.budget = 2, .jobs = 1};
    cf_prove(&r, &b.bound[0], &options);
    cf_bounds_clear(&b);
    cr_expect(r.verdict == CF_PROVE_REFUTED, "%s\n  %s %s", text, cf_prove_verdict_name(r.verdict), r.reason);
    cf_prove_result_clear(&r);
}

Test(strategies_equal, counterexamples_on_a_clause) {
    refuted_on_clause("x in [0, inf), y in [0, inf), z in [0, inf)\nwhere x + y + z <= 1\nprove x^2*y + y^2*z + z^2*x <= 0.1481481");
    refuted_on_clause("b in (-inf, inf), alpha in (0, inf), eps in (0, 1)\nwhere b^2 <= 48.01*eps*alpha^4\nprove 4*alpha^4*q(b/alpha^2) >= (1 - eps)*b^2");
}

/* Whether a and b, sides of a relation in x, y > 0, have the same normal form. */
static int same(const char *relation) {
    char text[400];
    snprintf(text, sizeof text, "bound t\nforall x in (0, inf), y in (0, inf)\nprove %s\n", relation);
    cf_bounds b;
    cr_assert(cf_bounds_parse(&b, text, strlen(text), "f") == 0, "%s", b.error);
    int r = cf_graph_same_form(b.bound[0].graph, b.bound[0].prove.small, b.bound[0].prove.big);
    cf_bounds_clear(&b);
    return r;
}

Test(strategies_equal, deep_forms) {
    cr_expect(same("exp(x + y/2) <= exp(x)*sqrt(exp(y))") == 1);
    cr_expect(same("exp(2*log(x) - y) <= x^2/exp(y)") == 1);
    cr_expect(same("sinh(x + y) <= sinh(x)*cosh(y) + cosh(x)*sinh(y)") == 1);
    cr_expect(same("exp(x/y) <= exp(x)/exp(y)") == 0);
    cr_expect(same("log(exp(x) + exp(y)) <= x + y") == 0);
    cr_expect(same("cosh(x)^2 <= sinh(x)^2") == 0);
}
