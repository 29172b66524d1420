/* test_check_equal.c - certiflow-check on equations by which a goal is rewritten, deep normal forms, definedness, faces beyond which a derivative
 * begins: accepted and rejected certificates. */
#include "tests/certificates.h"
#include "tests/slower.h"
#include "tests/support.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(check_equal, .init = enter_checker, .fini = leave, .timeout = 60 * SLOWER);


#define IN(frames) "[\"in\", 2, 64, 400, [" frames "], [], []]"
#define SAME(frames) "[\"same\", 2, 64, 400, [" frames "]]"
#define EQUAL(a, b, small, big) "[\"equal\", [[\"" a "\", \"" b "\"]], \"" small "\", \"" big "\"]"

static const char one[] = "\"1\"";

Test(check_equal, exponentials_in_the_normal_form) {
    accepts("forall x in [1, 2] prove exp(2*x + 1) <= exp(x)^2*exp(1)", one, "[" SAME("\"f\"") "]");
    accepts("forall x in [1, 2] prove exp(x/2)^2 <= exp(x)", one, "[" SAME("\"f\"") "]");
    accepts("forall x in [1, 2] prove exp(3*log(x)/2) <= x*sqrt(x)", one, "[" SAME("\"f\"") "]");
    accepts("forall x in [1, 2] prove cosh(2*x) <= 1 + 2*sinh(x)^2", one, "[" SAME("\"f\"") "]");
    rejects("forall x in [1, 2] prove exp(2*x + 1) <= exp(x)^2*exp(2)", one, "[" SAME("\"f\"") "]", "not the same");
    rejects("forall x in [1, 2] prove cosh(2*x) <= 2 + 2*sinh(x)^2", one, "[" SAME("\"f\"") "]", "not the same");
    rejects("forall x in [1, 2] prove exp(3*log(x)/2) <= x^2*sqrt(x)", one, "[" SAME("\"f\"") "]", "not the same");
    rejects("forall x in [-2, -1] prove exp(log(x)) <= x", "\"-1\"", "[" SAME("\"f\"") "]", "the evaluation fails"); /* not defined at all */
}

Test(check_equal, absolute_values_and_roots) {
    accepts("forall x in [1, 2] prove 1 + abs(x) <= 1 + x", one, "[" EQUAL("abs(x)", "x", "x", "x") ", " IN("\"l\"") ", " SAME("\"l\"") "]");
    rejects("forall x in [-2, 2] prove abs(x) + 1 <= x + 3", one, "[" EQUAL("abs(x)", "x", "1", "3") ", " IN("\"f\"") ", " IN("\"f\"") "]", "node 1");
    rejects("forall x in [1, 2] prove 1 - abs(x) <= 0", one, "[" EQUAL("abs(x)", "x^2", "1 - x^2", "0") "]", "not equal");
    accepts("forall x in [1, 2] prove 0 <= 2*x - sqrt(x^2)", one, "[" EQUAL("sqrt(x^2)", "x", "0", "x") ", " IN("\"l\"") ", " IN("\"l\"") "]");
    rejects("forall x in [1, 2] prove 0 <= 2*x - sqrt(x^2)", one, "[" EQUAL("sqrt(x^2)", "-x", "0", "3*x") ", " IN("\"l\"") ", " IN("\"l\"") "]", "node 1");
    rejects("forall x in [1, 2] prove 0 <= 2*x - sqrt(x^2)", one, "[" EQUAL("sqrt(x^2)", "x", "0", "2*x") "]", "not the same");
    rejects("forall x in [1, 2] prove 0 <= x - 1", one, "[" EQUAL("x", "x", "0", "x - 1") "]", "not equal");
    accepts("forall x in [1, 2] prove 0 <= 4 - max(x, 0)", one, "[" EQUAL("max(x, 0)", "x", "0", "4 - x") ", " IN("\"l\"") ", " IN("\"l\"") "]");
    rejects("forall x in [1, 2] prove 0 <= 4 - max(x, 0)", one, "[" EQUAL("max(x, 0)", "0", "0", "4") ", " IN("\"l\"") ", " IN("\"l\"") "]", "node 1");
    accepts("forall x in [1, 2] prove 0 <= 4 - x - min(x, 0)", one, "[" EQUAL("min(x, 0)", "0", "x", "4") ", " IN("\"l\"") ", " IN("\"l\"") "]");
    rejects("forall x in [1, 2] prove 0 <= 4 - x - min(x, 0)", one, "[" EQUAL("min(x, 0)", "x", "2*x", "4") ", " IN("\"l\"") ", " IN("\"l\"") "]", "node 1");
}

Test(check_equal, inverse_functions_and_definitions) {
    accepts("forall x in [1, 2] prove 0 <= 3 - log(exp(x))", one, "[" EQUAL("log(exp(x))", "x", "x", "3") ", " IN("\"l\"") ", " IN("\"l\"") "]");
    rejects("forall x in [1, 2] prove 0 <= 3 - log(exp(x))", one, "[" EQUAL("log(exp(x))", "x/2", "x/2", "3") "]", "not equal");
    accepts("forall x in [1, 2] prove 0 <= 3 - asinh(sinh(x))", one, "[" EQUAL("asinh(sinh(x))", "x", "x", "3") ", " IN("\"l\"") ", " IN("\"l\"") "]");
    accepts("forall x in [1, 2] prove 0 <= 3 - q_prime(2*sinh(x))", one, "[" EQUAL("q_prime(2*sinh(x))", "x", "x", "3") ", " IN("\"l\"") ", " IN("\"l\"") "]");
    rejects("forall x in [1, 2] prove 0 <= 3 - q_prime(sinh(x))", one, "[" EQUAL("q_prime(sinh(x))", "x", "x", "3") "]", "not equal");
    rejects("forall x in [1, 2] prove 0 <= 3 - h_inv(4, x)", one, "[" EQUAL("h_inv(4, x)", "h_inv(3, x)", "h_inv(3, x)", "3") "]", "not equal");
    accepts("forall s in [0, 1/2] prove 0 <= 3 - h_inv(4, h(4, s))", "\"0\"", "[" EQUAL("h_inv(4, h(4, s))", "s", "s", "3") ", " IN("\"l\"") ", " IN("\"l\"") "]");
    accepts("forall s in [0, 1/2] prove h(4, s) <= 9", "\"0\"", "[" EQUAL("h(4, s)", "(1 - s)^-2 - (1 + s)^-2", "1/(1 - s)^2", "9 + 1/(1 + s)^2") ", " IN("\"l\"") ", " IN("\"f\"") "]");
    rejects("forall s in [0, 1/2] prove h(4, s) <= 4", "\"0\"", "[" EQUAL("h(4, s)", "(1 - s)^-3 - (1 + s)^-3", "0", "1") "]", "not equal");
    accepts("forall x in [0, 1] prove q(x) <= 1", "\"0\"", "[" EQUAL("q(x)", "2 - sqrt(x^2 + 4) + q_prime(x)*x", "1 + x*q_prime(x)", "sqrt(4 + x^2)") ", " IN("\"l\"") ", " IN("\"m:1/2\"") "]");
    accepts("forall x in [0, 1/4] prove q_depth(4, x) <= 1", "\"0\"",
            "[" EQUAL("q_depth(4, x)", "x*h_inv(4, x) - 1/(1 - h_inv(4, x)) - 1/(1 + h_inv(4, x)) + 2", "x*h_inv(4, x) + 1", "1/(1 - h_inv(4, x)) + 1/(1 + h_inv(4, x))") ", " IN("\"l\"") ", " IN("\"f\"") "]");
    rejects("forall x in [0, 1/4] prove q_depth(4, x) <= 1", "\"0\"", "[" EQUAL("q_depth(4, x)", "x*h_inv(4, x)", "x*h_inv(4, x)", "1") "]", "not equal");
}

/* Names of lets do not stand for the variable of a definition. */
Test(check_equal, definitions_are_of_the_variable) {
    rejects("let c = 0 forall x in [0, 1] prove q(x) <= 1", "\"0\"", "[" EQUAL("q(x)", "0", "0", "1") "]", "not equal");
}

Test(check_equal, equation_after_equation) {
    const char *s = "forall x in [1, 2] prove log(exp(abs(x))) <= x";
    accepts(s, one, "[[\"equal\", [[\"abs(x)\", \"x\"], [\"log(exp(abs(x)))\", \"abs(x)\"]], \"x\", \"x\"], " IN("\"l\"") ", " IN("\"l\"") ", " SAME("\"l\"") "]");
    rejects(s, one, "[[\"equal\", [[\"log(exp(abs(x)))\", \"abs(x)\"], [\"abs(x)\", \"2*x\"]], \"x\", \"x\"]]", "not equal");
    rejects("forall x in [1, 2] prove 1 + abs(x) < 1 + x", one, "[" EQUAL("abs(x)", "x", "x", "x") ", " IN("\"l\"") ", " IN("\"l\"") "]", "node 2"); /* stays strict */
    rejects("forall x in [0, inf), y in [0, inf) prove abs(x*y) >= 0", "\"1\", \"1\"", "[[\"scale\", [0, 1]], " EQUAL("abs(x*y)", "x*y", "0", "x*y") "]", "below a chart");
}

Test(check_equal, put_by_an_inverse_function) {
#define PUT(e, lo, hi, f) "[\"put\", 0, \"" e "\", \"" lo "\", 0, \"" hi "\", 0, \"" f "\"]"
    const char *s = "forall x in [0, 1] prove q_prime(x) <= 1";
    accepts(s, "\"0\"", "[" PUT("2*sinh(x)", "-1", "1", "q_prime(x)") ", " IN("\"l\"") ", " IN("\"l\"") ", " EQUAL("q_prime(2*sinh(x))", "x", "x", "1") ", " IN("\"f\"") ", " IN("\"h\"") "]");
    rejects(s, "\"0\"", "[" PUT("sinh(x)", "-inf", "1", "q_prime(x)") "]", "not inverted");
    rejects("forall x in [0, 1] prove h_inv(4, x) <= 1", "\"0\"", "[" PUT("h(3, x)", "-1", "1", "h_inv(4, x)") "]", "not inverted");
    rejects("forall x in [-1, 1] prove abs(x) <= 1", "\"0\"", "[" PUT("x", "-1", "2", "abs(x)") "]", "not inverted");
}

Test(check_equal, defined_once) {
    accepts("forall x in [0, 1] prove x - x <= log(1 + x) - log(1 + x) + 1", "\"0\"",
            "[[\"defined\"], " IN("\"l\"") ", [\"identity\", \"0\", \"1\", \"1\", []], " IN("\"f\"") ", " IN("\"f\"") "]");
    rejects("forall x in [0, 1] prove 0 <= log(x) - log(x) + 1", one, "[[\"defined\"], " IN("\"f\"") ", [\"identity\", \"0\", \"1\", \"1\", []], " IN("\"f\"") ", " IN("\"f\"") "]", "node 1");
}

Test(check_equal, faces_where_the_derivative_breaks_down) {
    const char *s = "forall x in [0, 1] prove 0 <= sqrt(x)";
    accepts(s, one, "[[\"face\", 0, 2], " IN("\"f\"") ", " IN("\"l\"") "]");
    rejects(s, one, "[[\"face\", 0, 0], " IN("\"f\"") ", " IN("\"l\"") "]", "node 2"); /* 1/(2 sqrt(x)) at 0 */
    rejects(s, one, "[[\"face\", 0, 4]]", "an integer within its limits");
    rejects("forall x in [0, 1] prove 1/x >= -1", one, "[[\"face\", 0, 2], " SAME("\"f\"") ", " IN("\"l\"") "]", "node 1"); /* the face shows its sides */
}

/* (sqrt(x^2) - x)*(sqrt(x^2) + x) is 0 as a form: what is divided by the first, undefined for x >= 0, equals forms that differ. A number times it
 * has one form, that number. */
Test(check_equal, what_is_undefined_equals_nothing) {
    const char *evaluation = "the evaluation fails";
    rejects("forall x in [1, 2] prove 3 + x - sqrt((3 + x)^2 - sqrt(x^2) - x) <= 0", one,
            "[" EQUAL("sqrt((3 + x)^2*(sqrt(x^2) - x)/(sqrt(x^2) - x))", "3 + x", "0", "0") ", " IN("\"f\"") ", " IN("\"f\"") "]", evaluation);
    rejects("forall x in [1, 2] prove 3 - sqrt(9 - sqrt(x^2) - x) <= 0", one,
            "[" EQUAL("sqrt(9*(sqrt(x^2) - x)/(sqrt(x^2) - x))", "3", "0", "0") ", " IN("\"f\"") ", " IN("\"f\"") "]", "not the same");
    rejects("forall x in [1, 2] prove 0*x + abs(3 + x + sqrt(x^2) + x) <= 3 + x", one,
            "[" EQUAL("abs((3 + x)*(sqrt(x^2) - x)/(sqrt(x^2) - x))", "3 + x", "0", "0") ", " IN("\"f\"") ", " IN("\"f\"") "]", evaluation);
    rejects("forall x in [1, 2] prove 0*x + abs(3 + sqrt(x^2) + x) <= 3", one,
            "[" EQUAL("abs(3*(sqrt(x^2) - x)/(sqrt(x^2) - x))", "3", "3", "3") ", " IN("\"f\"") ", " IN("\"f\"") "]", "not the same");
#define UNDEFINED "[\"put\", 0, \"x*(sqrt(y^2) - y)/(sqrt(y^2) - y)\", \"2\", 1, \"5\", 1, \"x + sqrt(y^2) + y\"], " IN("\"l\", \"f\"") ", " IN("\"l\", \"f\"") ", "
    rejects("forall x in [0, 1], y in [1, 2] prove x >= 1", "\"1\", \"1\"",
            "[[\"defined\"], " IN("\"f\", \"f\"") ", " UNDEFINED "[\"identity\", \"1\", \"x\", \"1\", []], " IN("\"f\", \"f\"") ", " IN("\"l\", \"f\"") "]", evaluation);
    rejects("forall x in [0, 1], y in [1, 2] where x <= 1 prove y <= -1", "\"1\", \"1\"",
            "[" UNDEFINED "[\"identity\", \"10*(1 - x)\", \"-1 - y\", \"1\", [[0, \"10\"]]], " IN("\"f\", \"f\"") ", " IN("\"f\", \"f\"") ", " IN("\"l\", \"f\"") "]", evaluation);
    /* e = y and e = -sqrt(y^2) as forms: from either case anything follows, as that y is in [-2, -1], where e is defined */
#define ELSEWHERE(e) "[\"put\", 0, \"y\", \"-2\", 1, \"-1\", 1, \"y\"], " IN("\"l\"") ", [\"identity\", \"y + 9*(" e ")\", \"-1\", \"1\", [[0, \"9\"]]], " IN("\"f\"") ", " IN("\"f\"") ", " IN("\"l\"") ", " IN("\"h\"")
    rejects("forall y in [1, 2] prove y <= 0", one, "[[\"cases\", \"y*(sqrt(y^2) - y)/(sqrt(y^2) - y)\"], " ELSEWHERE("-sqrt(y^2)") ", " ELSEWHERE("-y") "]", "node 5: the evaluation fails");
    rejects("forall y in [1, 2] prove y <= 0", one, "[[\"cases\", \"(sqrt(y^2) - y)/(sqrt(y^2) - y)\"], " ELSEWHERE("1 - sqrt(y^2) - y") ", " ELSEWHERE("-1") "]", "the identity does not hold");
}

Test(check_equal, guards_beyond_a_face) {
    const char *s = "forall x in [0, 1] prove 1 <= x/x", *from = "[[\"identity\", \"0\", \"0\", \"1\", []], " IN("\"f\"") ", [\"face\", 0, 2], " IN("\"f\"") ", " IN("\"l\"") "]";
    rejects(s, one, from, "node 3");
    accepts("forall x in (0, 1] prove 1 <= sqrt(x)/sqrt(x)", one, "[[\"identity\", \"0\", \"0\", \"1\", []], " IN("\"f\"") ", [\"split\", 0, \"1/2\"], " IN("\"l\"") ", [\"face\", 0, 2], " IN("\"l\"") ", " IN("\"l\"") "]");
}
