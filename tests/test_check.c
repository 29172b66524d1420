/* test_check.c - certiflow-check on certificates written by hand: accepted ones for each leaf, frame, chart and rule, and rejected ones. */
#include "tests/certificates.h"
#include "tests/slower.h"
#include "tests/support.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(check, .init = enter_checker, .fini = leave, .timeout = 60 * SLOWER);

static void refutes(const char *rest, const char *point, bool accepted) {
    write_certificate("c.json", rest, "REFUTED", point, NULL);
    outcome o = run("c.json");
    cr_expect(o.code == !accepted && (strstr(o.out, "t: REFUTED: ") != NULL) == accepted, "%s: code %d, %s", rest, o.code, o.err);
}

/* A leaf over one box: order, frames; no multipliers and squares. */
#define IN(order, frames) "[\"in\", " order ", 64, 400, [" frames "], [], []]"
#define SPLIT(i, c) "[\"split\", " i ", \"" c "\"]"

Test(check, frames_and_touching) {
    accepts("forall x in [0, 1] prove x^2 <= x", "\"1/2\"", "[" IN("1", "\"l\"") "]");
    accepts("forall x in [0, 1] prove x^2 <= x", "\"1/2\"", "[" SPLIT("0", "1/2") ", " IN("1", "\"l\"") ", " IN("1", "\"h\"") "]");
    accepts("forall x in [-1, 0] prove x^3 <= 0", "\"-1\"", "[" IN("3", "\"h\"") "]");
    accepts("forall x in [1, 2] prove x^2 < 5", "\"1\"", "[" IN("0", "\"f\"") "]");
    accepts("forall t in [0, 1] prove t^2 - 4*q(t) <= t^2*(t^4 + 2*t^2)/96", "\"1\"", "[" IN("6", "\"l\"") "]");
    accepts("forall t in [0, inf) prove t^2 - 4*q(t) <= t^2*(t^4 + 2*t^2)/96", "\"1\"",
            "[" SPLIT("0", "4") ", " SPLIT("0", "1") ", " IN("6", "\"l\"") ", " SPLIT("0", "2") ", " IN("2", "\"l\"") ", " IN("4", "\"l\"") ", " IN("0", "\"+\"") "]");
    accepts("forall x in [7/8, 9/8] prove log(x) >= 1 - 1/x", "\"1\"", "[" IN("2", "\"m:1\"") "]");
    accepts("forall x in (0, 1/2] prove log(x) > 1 - 1/x", "\"1/4\"", "[" IN("1", "\"l\"") "]");
    accepts("forall x in [0, 1] prove cosh(x) >= 1 + x^2/2", "\"1\"", "[" IN("4", "\"m:0\"") "]");
    accepts("forall x in [0, 1/4] prove h_inv(3, x) <= x/6", "\"1/8\"", "[" IN("2", "\"l\"") "]");
    accepts("forall x in [0, 1/2) prove h(3, x) >= 6*x", "\"1/4\"", "[" IN("2", "\"l\"") "]");
    accepts("forall x in [0, 1] prove sqrt(x) >= x", "\"1/4\"", "[" IN("1", "\"l\"") "]");
    accepts("forall x in [0, 1], y in [0, 1] prove sqrt(x*y) <= (x+y)/2", "\"1\", \"1/2\"", "[" IN("1", "\"l\", \"l\"") "]");
}

Test(check, tails_exponentials_logarithms) {
    accepts("forall x in [4, inf) prove q_depth(4, x) <= x", "\"5\"", "[" IN("1", "\"+\"") "]");
    accepts("forall x in (-inf, -4] prove q_depth(4, x) <= -x", "\"-5\"", "[" IN("1", "\"-\"") "]");
    accepts("forall x in (-inf, -1] prove h_inv(3, x) < 0", "\"-5\"", "[" IN("1", "\"-\"") "]");
    accepts("forall x in [16, inf) prove q(x) >= x", "\"17\"", "[" IN("1", "\"+\"") "]");
    accepts("forall x in [1, inf) prove x^2*exp(-x) <= 1", "\"1\"", "[" IN("0", "\"+\"") "]");
    accepts("forall x in [1, inf) prove x^2*exp(-x^2) <= 1", "\"1\"", "[" IN("0", "\"+\"") "]");
    accepts("forall x in [1, inf) prove sinh(x) < cosh(x)", "\"1\"", "[" IN("1", "\"+\"") "]");
    accepts("forall x in (0, 1/4] prove x*log(1/x)^2 <= 3*sqrt(x)", "\"1/5\"", "[" IN("1", "\"l\"") "]");
    accepts("forall x in (0, 1/4] prove x^x <= 1", "\"1/5\"", "[" IN("1", "\"l\"") "]");
    accepts("forall x in [2, inf) prove log(x) <= x", "\"2\"", "[" IN("1", "\"+\"") "]");
    accepts("forall x in (0, 1) prove exp(-1/x) < x", "\"1/2\"", "[" IN("0", "\"l\"") "]");
    rejects("forall x in [0, 1] prove exp(-1/x) <= x", "\"1/2\"", "[" IN("0", "\"l\"") "]", "goal 0, node 0: the evaluation fails");
    rejects("forall x in [1, inf) prove x^2*exp(-x) <= 1/2", "\"10\"", "[" IN("2", "\"+\"") "]", "is not certified");
}

/* 26 Nov 2026. Of terms of equal degree the order was not laid down, and cosh of what is unbounded had two readings: the prover and the checker
 * took different ones, so that certificates of tests/data/bounds/literature were refused. */
Test(check, ties_go_to_the_first) {
    accepts("forall x in [-5/16, 5/2], y in [-25/8, -33/16] prove (x^2 + y^2 - 2*x)^2 + x/4 >= -0.0037913", "\"0\", \"-5/2\"",
            "[[\"in\", 2, 96, 0, [\"m:35/32\", \"m:-83/32\"], [], []]]");
    accepts("forall x in [-7/32, -1/8], y in [205/256, 107/128] prove 4*x^2 - 21/10*x^4 + x^6/3 + (x - 3)*y - 4*y^2 + 4*y^4 > -3.4",
            "\"-1/8\", \"53/64\"", "[[\"in\", 2, 96, 0, [\"m:-11/64\", \"m:419/512\"], [], []]]");
    accepts("forall x in (0, 1], y in [0, inf) prove cosh(x)^2 <= cosh(x)^2*cosh(y*x) + sinh(x)^2", "\"1\", \"1\"",
            "[[\"in\", 4, 128, 512, [\"l\", \"m:511/141\"], [], []]]");
}

Test(check, charts) {
    accepts("forall x in [0, inf), y in [0, inf) prove x*y <= x^2 + y^2", "\"1\", \"2\"",
            "[[\"scale\", [0, 1]], " IN("4", "\"l\", \"l\"") ", " IN("4", "\"l\", \"l\"") "]");
    rejects("forall x in [1, inf), y in [0, inf) prove x*y <= x^2 + y^2", "\"1\", \"2\"",
            "[[\"scale\", [0, 1]], " IN("4", "\"l\", \"l\"") ", " IN("4", "\"l\", \"l\"") "]", "does not fit the box");
    rejects("forall x in [0, inf), y in [0, inf) prove x*y <= x^2 + y^2", "\"1\", \"2\"",
            "[" SPLIT("0", "1") ", [\"scale\", [0, 1]]]", "does not fit the box");
    accepts("forall x in [0, inf), y in [0, inf), z in [0, 4] prove x*y <= x^2 + y^2", "\"1\", \"2\", \"3\"",
            "[" SPLIT("2", "1") ", [\"scale\", [0, 1]], " IN("4", "\"l\", \"l\", \"f\"") ", " IN("4", "\"l\", \"l\", \"f\"") ", " IN("2", "\"m:0\", \"m:0\", \"f\"") "]");
    rejects("forall x in [0, inf), y in [0, inf), z in [0, inf) prove x*y <= x^2 + y^2", "\"1\", \"2\", \"3\"",
            "[[\"scale\", [0, 1]], [\"scale\", [0, 2]]]", "a chart below a chart");
    accepts("forall x in (-inf, 0], y in [0, inf) prove x*y <= 0", "\"-1\", \"2\"",
            "[[\"scale\", [0, 1]], " IN("4", "\"h\", \"l\"") ", " IN("4", "\"h\", \"l\"") "]");
    rejects("forall x in (-inf, 0], y in [0, inf) prove x*y >= 0", "\"0\", \"2\"",
            "[[\"scale\", [0, 1]], " IN("4", "\"h\", \"l\"") ", " IN("4", "\"h\", \"l\"") "]", "is not certified");
    rejects("forall x in [0, inf), y in [0, inf) prove x*y <= x^2 + y^2", "\"1\", \"2\"",
            "[[\"scale\", [1, 0]], " IN("4", "\"l\", \"l\"") "]", "an integer within its limits");
}

Test(check, where_multipliers) {
    accepts("forall x in [0, 9], y in [0, 9] where x + y <= 1 prove x <= 1", "\"1/2\", \"0\"", "[[\"in\", 1, 64, 400, [\"l\", \"l\"], [[0, \"1\"]], []]]");
    accepts("forall x in [0, 9] where x <= 1 prove x <= 2", "\"1/2\"", "[" SPLIT("0", "3/2") ", " IN("0", "\"f\"") ", [\"out\", 0, 0, 64, 400, [\"l\"], [], []]]");
    rejects("forall x in [0, 9] where x < 1 prove x < 1", "\"1/2\"", "[" SPLIT("0", "1") ", " IN("1", "\"h\"") ", [\"out\", 0, 1, 64, 400, [\"l\"], [], []]]", "node 1");
    rejects("forall x in [0, 9] where x <= 1 prove x <= 1", "\"1/2\"", "[" SPLIT("0", "1") ", " IN("1", "\"h\"") ", [\"out\", 0, 1, 64, 400, [\"l\"], [], []]]", "node 2");
    rejects("forall x in [0, 9] where x <= 1 prove x <= 1", "\"1/2\"", "[[\"in\", 1, 64, 400, [\"l\"], [[0, \"-1\"]], []]]", "negative multiplier");
    rejects("forall x in [0, 9] prove x <= 10", "\"1/2\"", "[[\"in\", 1, 64, 400, [\"l\"], [], [[\"1\", [0], [[\"1\", 1]]]]]]", "expected `]'");
    rejects("forall x in [-4, 4] where x >= 0 prove sqrt(x) >= 0", "\"1\"", "[" IN("1", "\"l\"") "]", "the evaluation fails");
    accepts("forall x in (0, 4] prove log(x) <= 2", "\"1\"", "[" IN("1", "\"l\"") "]");
    rejects("forall x in [0, 4] prove log(x) <= 2", "\"1\"", "[" IN("1", "\"l\"") "]", "the evaluation fails");
    accepts("forall x in (0, inf), y in [0, inf) prove 1/(1/x + y) <= x", "\"1\", \"1\"", "[" IN("2", "\"l\", \"l\"") "]");
}

#define LEAF(frames) "[\"in\", 4, 96, 400, [" frames "], [], []]"
#define SAME(frames) "[\"same\", 0, 96, 0, [" frames "]]"
#define FACE(i, s) "[\"face\", " i ", " s "]"
Test(check, frames_about_outside_points) {
    accepts("forall x in [1, 2] prove x^2*sinh(x) >= x^3", "\"1\"", "[" LEAF("\"l:0\"") "]");
    accepts("forall x in [1, 2] prove (3 - x)^2 <= 3 - x + (3 - x)^3", "\"1\"", "[" LEAF("\"h:3\"") "]");
    rejects("forall x in [1, 2] prove x >= 0", "\"1\"", "[" LEAF("\"l:1\"") "]", "a frame does not fit");
    rejects("forall x in [1, 2] prove x >= 0", "\"1\"", "[" LEAF("\"h:2\"") "]", "a frame does not fit");
    rejects("forall x in (-inf, 2] prove x <= 2", "\"1\"", "[" LEAF("\"l:-9\"") "]", "a frame does not fit");
    rejects("forall x in [1, 2] prove x >= 0", "\"1\"", "[" LEAF("\"+:0\"") "]", "unknown frame");
    /* The point of one leaf's frame is of no meaning to the next leaf. */
    rejects("forall x in [0, 2] prove x <= 3/2", "\"1\"", "[" SPLIT("0", "1") ", " LEAF("\"m:1/2\"") ", [\"in\", 0, 96, 0, [\"f\"], [], []]]", "node 2");
}

Test(check, symbols) {
    accepts("forall x in [0, 1] prove (log(2) + log(3))*x <= log(6)*x", "\"1\"", "[" LEAF("\"l\"") "]");
    accepts("forall x in [0, 1] prove sqrt(8)*x <= 2*sqrt(2)*x", "\"1\"", "[" LEAF("\"l\"") "]");
    accepts("forall x in [0, 1] prove exp(1/2)*exp(1/2)*x <= exp(1)*x", "\"1\"", "[" LEAF("\"l\"") "]");
    accepts("forall x in [0, 1] prove exp(1 - x) <= exp(1)", "\"1\"", "[" LEAF("\"l\"") "]");
    accepts("forall x in [1, 2] prove asinh(x) >= asinh(1)", "\"1\"", "[" LEAF("\"l\"") "]");
    accepts("forall x in [1/4, 1/2] prove h(3, x) >= h(3, 1/4)", "\"1/2\"", "[" LEAF("\"l\"") "]");
    accepts("forall x in [3/4, 1] prove h_inv(4, 32/9) <= 1/2", "\"1\"", "[" LEAF("\"l\"") "]");
    rejects("forall x in [0, 1] prove (log(2) + log(3))*x <= log(5)*x", "\"1\"", "[" LEAF("\"l\"") "]", "is not certified");
    rejects("forall x in [0, 1] prove log(2)*x < log(2)*x", "\"1\"", "[" LEAF("\"l\"") "]", "is not certified");
    rejects("forall x in [0, 1] prove sqrt(9)*x <= 2*sqrt(2)*x", "\"1\"", "[" LEAF("\"l\"") "]", "is not certified");
    rejects("forall x in [0, 1] prove q(-1) <= -q(1)", "\"1\"", "[" LEAF("\"l\"") "]", "is not certified");
    rejects("forall x in [0, 1] prove sinh(-1) >= sinh(1)", "\"1\"", "[" LEAF("\"l\"") "]", "is not certified");
    /* sqrt(2) is no number at which the exact 0 of x matters: with intervals the difference is not 0. */
    rejects("forall x in [0, 1] prove (log(2) + log(3))*x <= log(6)*x", "\"1\"", "[[\"in\", 4, 96, 0, [\"l\"], [], []]]", "is not certified");
    refutes("prove log(2) + log(3) < log(6)", "", true);
}

Test(check, faces) {
    const char *p = "\"1/2\", \"1/2\"";
    accepts("forall x in [0, 1], y in [0, 1] prove x <= x + y", p, "[" FACE("1", "0") ", " SAME("\"f\", \"f\"") ", " LEAF("\"f\", \"f\"") "]");
    rejects("forall x in [0, 1], y in [0, 1] prove x <= x - y", p, "[" FACE("1", "0") ", " SAME("\"f\", \"f\"") ", " LEAF("\"f\", \"f\"") "]", "node 2: the inequality");
    accepts("forall x in [0, 1], y in [0, 1] prove x + y <= x + 1", p, "[" FACE("1", "1") ", " SAME("\"f\", \"f\"") ", " LEAF("\"f\", \"f\"") "]");
    rejects("forall x in [0, 1], y in [0, 1] prove x + y <= x + 1", p, "[" FACE("1", "0") ", " LEAF("\"f\", \"l\"") ", " LEAF("\"f\", \"f\"") "]", "is not certified");
    rejects("forall x in [0, 1], y in [0, inf) prove x <= x + y", p, "[" FACE("1", "1") "]", "a face at infinity");
    /* Strict goals: a closed end needs them on the face, an open one of the derivative. */
    accepts("forall x in [0, 1], y in (0, 1] prove x < x + y", p, "[" FACE("1", "0") ", " SAME("\"f\", \"f\"") ", " LEAF("\"f\", \"f\"") "]");
    rejects("forall x in [0, 1], y in (0, 1] prove x < x + y^2", p, "[" FACE("1", "0") ", " SAME("\"f\", \"f\"") ", " LEAF("\"f\", \"l\"") "]", "node 2");
    rejects("forall x in [0, 1], y in [0, 1] prove x < x + y", p, "[" FACE("1", "0") ", " SAME("\"f\", \"f\"") ", " LEAF("\"f\", \"f\"") "]", "not the same");
    /* A clause on the variable is not assumed below the face; others are. */
    rejects("forall x in [0, 1], y in [-1, 1] where y >= 0 prove y^2 >= 0", p, "[" FACE("1", "1") ", " LEAF("\"f\", \"f\"") ", [\"out\", 0, 1, 64, 400, [\"f\", \"f\"], [], []]]", "a clause that was dropped");
    rejects("forall x in [0, 1], y in [-1, 1] where y >= 0 prove 1 + y >= 0", p, "[" FACE("1", "1") ", [\"in\", 1, 64, 400, [\"f\", \"f\"], [[0, \"1\"]], []]]", "a clause that was dropped");
    accepts("forall x in [-1, 1], y in [0, 1] where x >= 0 prove x + y >= 0", p, "[" FACE("1", "0") ", [\"in\", 1, 64, 400, [\"m:0\", \"f\"], [[0, \"1\"]], []], " LEAF("\"f\", \"f\"") "]");
    /* The goal itself must be defined, and continuous, where its derivative is: 1/x falls on both sides of 0, (log x)' is 1/x below 0 too. */
    rejects("forall x in [-1, 1] prove 1/x >= -1", "\"1\"", "[" FACE("0", "0") ", " SAME("\"f\"") ", " LEAF("\"f\"") "]", "fails");
    rejects("forall x in [-1, 2] prove x*(1/x) <= 1", "\"1\"", "[" FACE("0", "1") ", " LEAF("\"f\"") ", " LEAF("\"f\"") "]", "fails");
    rejects("forall x in [0, 1] prove x*log(x) <= 0*log(x)", "\"1\"", "[" FACE("0", "1") ", " SAME("\"f\"") ", " LEAF("\"f\"") "]", "fails");
    rejects("forall x in [-1, 1] prove abs(x) >= 0", "\"1\"", "[" FACE("0", "0") "]", "no derivative");
    rejects("forall x in [0, inf), y in [0, inf) prove x*y >= 0", "\"1\", \"2\"", "[[\"scale\", [0, 1]], " FACE("0", "0") "]", "below a chart");
}

Test(check, concave_max_same) {
    const char *ends = "[[\"concave\", 0], " LEAF("\"f\"") ", " LEAF("\"f\"") ", " LEAF("\"f\"") "]";
    accepts("forall x in [0, 1] prove x^2 <= x", "\"1\"", ends);
    accepts("forall x in (0, 1] prove x^2 < x + 1", "\"1\"", ends);
    rejects("forall x in (0, 1) prove x^2 < x", "\"1/2\"", ends, "node 1");
    rejects("forall x in [0, 1] prove x <= x^2", "\"1\"", ends, "node 3");
    rejects("forall x in [0, inf) prove x <= x^2 + 1", "\"1\"", ends, "at infinity");
    rejects("forall x in [-1, 1] prove 0*(1/x) <= 1 - x^2", "\"1\"", ends, "fails");
    const char *s = "forall x in [0, 1], y in [0, 1] prove (x + y)/2 <= max(x, y)";
    accepts(s, "\"1\", \"1\"", "[[\"max\", 2], " SAME("\"f\", \"f\"") "]");
    rejects(s, "\"1\", \"1\"", "[[\"max\", 0], " SAME("\"f\", \"f\"") "]", "not the same");
    rejects(s, "\"1\", \"1\"", "[[\"max\", 3]]", "no max");
    rejects("forall x in [0, 1], y in [0, 1] prove max(x, y) >= min(x, y)", "\"1\", \"1\"", "[[\"max\", 0], [\"max\", 3]]", "no max");
    rejects("forall x in [0, 1], y in [0, 1] prove 0 - max(x, y) >= -1", "\"1\", \"1\"", "[[\"max\", 0]]", "no max");
    rejects("forall x in [0, 1] prove 0 <= max(x, log(x - 2))", "\"1\"", "[[\"max\", 0], " LEAF("\"f\"") "]", "fails");
    /* 26 Nov 2026. max(0, x) had the derivative of its first argument where that is 0, so that a false statement was accepted. */
    rejects("forall x in [0, 1] prove 0 - max(0, x) >= 0", "\"0\"", "[" FACE("0", "0") ", " LEAF("\"f\"") ", " LEAF("\"l\"") "]", "no derivative");
    rejects("forall x in [0, 1] prove 0 - max(x, 0) >= 0", "\"0\"", "[" FACE("0", "0") ", " LEAF("\"f\"") ", " LEAF("\"l\"") "]", "no derivative");
    rejects("forall x in [0, 1] prove x - min(1/2, x) <= 0", "\"0\"", "[" FACE("0", "0") ", " LEAF("\"f\"") ", " LEAF("\"l\"") "]", "no derivative");
    accepts("forall x in [0, 1] prove x + 1 <= 1 + x", "\"1\"", "[" SAME("\"f\"") "]");
    rejects("forall x in [0, 1] prove x + 1 <= 2 + x", "\"1\"", "[" SAME("\"f\"") "]", "not the same");
    rejects("forall x in [0, 1] prove x + 1 < 1 + x", "\"1\"", "[" SAME("\"f\"") "]", "not the same");
    rejects("forall x in [0, 1] prove 0*log(x) <= 0", "\"1\"", "[" SAME("\"f\"") "]", "fails");
    rejects("forall x in [-1, 1] prove x/x <= 1", "\"1\"", "[" SAME("\"f\"") "]", "fails");
}

/* "same" is by normal form: quotients of polynomials in variables, functions and roots. */
Test(check, normal_forms) {
    static const char *const equal[][2] = {
        {"(x + 1)^2/(1 + x)", "x + 1"},           {"1/x - 1/(x + 1)", "1/(x^2 + x)"},          {"sqrt(x)^3", "x*sqrt(x)"},
        {"x^(5/3)", "x*x^(1/3)*x^(1/3)"},         {"1/sqrt(x)", "sqrt(x)/x"},                  {"sqrt(1 + x/2)^2", "(2 + x)/2"},
        {"exp(2*x)*3 - exp(x + x)", "2*exp(2*x)"}, {"q(max(x^2, x))", "q(max(x, x*x))"},              {"log(1) + sinh(x - x)", "0"},
        {"h_inv(3, x*2)", "h_inv(3, x + x)"},      {"(x/3 + 1/7)^0", "1^x"},                    {"x^(-3/2)*x^2", "sqrt(x)"},
        {"1/(sqrt(x + 1) + sqrt(x))", "sqrt(1 + x) - sqrt(x)"}, {"x^(x*2)", "x^(x + x)"},        {"sqrt(1/x)^3", "sqrt(1/x)/x"},
    };
    static const char *const apart[][2] = {
        {"(x + 1)^2/(1 + x)", "x + 2"}, {"sqrt(x^2)", "0 - x"}, {"min(x, 1)", "max(x, 1)"}, {"exp(x)", "exp(2*x)"}, {"sqrt(x)", "x^(1/3)"},
        {"h_inv(3, x)", "h_inv(4, x)"}, {"x^(2*x)", "(2*x)^x"}, {"q(x)", "q(0 - x) + 1"}, {"x^2/3", "x^2*0.333"}, {"sqrt(x)^3", "sqrt(x)"},
        {"x^40000", "x^39999*x"}, /* beyond the limit */ {"1/(x - x)", "1/(x - x)"},
    };
    char text[256];
    for (size_t k = 0; k < sizeof equal / sizeof *equal; k++) {
        snprintf(text, sizeof text, "forall x in [1, 3/2] prove %s <= %s", equal[k][0], equal[k][1]);
        accepts(text, "\"1\"", "[" SAME("\"f\"") "]");
    }
    for (size_t k = 0; k < sizeof apart / sizeof *apart; k++) {
        snprintf(text, sizeof text, "forall x in [1, 3/2] prove %s <= %s", apart[k][0], apart[k][1]);
        rejects(text, "\"1\"", "[" SAME("\"f\"") "]", "not the same");
    }
    accepts("forall x in [2, 2], y in [0, 1] prove x*y <= y + y", "\"2\", \"1\"", "[" SAME("\"f\", \"f\"") "]");
    rejects("forall x in [0, 1] prove x^2/x <= x", "\"1\"", "[" SAME("\"l\"") "]", "fails");
}

#define ONE(order, frames) "[\"in\", " order ", 96, 400, [" frames "], [], []]"
#define WITH(order, frames, k) "[\"in\", " order ", 96, 400, [" frames "], [[" k ", \"1\"]], []]"
Test(check, identities) {
    const char *s = "forall x in [0, 9] prove 4*x/(1 + x) <= 1 + x", *p = "\"1\"";
    accepts(s, p, "[[\"identity\", \"0\", \"(1 - x)^2\", \"1/(1 + x)\", []], " LEAF("\"f\"") ", " LEAF("\"m:1\"") "]");
    accepts(s, p, "[[\"identity\", \"4*x\", \"((1)+x)^2\", \"1/(1 + x)\", []], " LEAF("\"f\"") ", " LEAF("\"m:1\"") "]");
    rejects(s, p, "[[\"identity\", \"0\", \"(1 - x)^2\", \"1/(2 + x)\", []], " LEAF("\"f\"") ", " LEAF("\"m:1\"") "]", "does not hold");
    rejects(s, p, "[[\"identity\", \"0\", \"(1 - x)^2\", \"1/(1 + x)\"], " LEAF("\"f\"") ", " LEAF("\"m:1\"") "]", "expected");
    rejects(s, p, "[[\"identity\", \"0\", \"(1 - y)^2\", \"1/(1 + x)\", []]]", "unknown name");
    rejects(s, p, "[[\"identity\", \"0\", \"(1 - x)^2)\", \"1/(1 + x)\", []]]", "end of the expression");
    rejects(s, p, "[[\"identity\", \"1/(x - x)\", \"(1 - x)^2\", \"1/(1 + x)\", []]]", "does not hold");
    /* m >= 0, and the goal that is left, must hold; m must be defined. */
    rejects("forall x in [-9, -2] prove 4*x/(1 + x) <= 1 + x", "\"-3\"", "[[\"identity\", \"0\", \"(1 - x)^2\", \"1/(1 + x)\", []], " LEAF("\"f\"") ", " LEAF("\"m:1\"") "]", "node 1");
    rejects("forall x in [-1, 9] prove 4*x/(1 + x) <= 1 + x", p, "[[\"identity\", \"0\", \"(1 - x)^2\", \"1/(1 + x)\", []], " LEAF("\"f\"") ", " LEAF("\"m:1\"") "]", "node 1");
    rejects("forall x in [0, 9] prove x <= 1", "\"2\"", "[[\"identity\", \"1\", \"x\", \"0 - 1\", []], " LEAF("\"f\"") ", " LEAF("\"f\"") "]", "node 1");
    /* The sides replaced must be defined. */
    rejects("forall x in [-1, 1] prove x/x <= 1 + x^2", p, "[[\"identity\", \"0\", \"x^2\", \"1\", []], " LEAF("\"f\"") ", " LEAF("\"m:0\"") "]", "node 2: the evaluation fails");
    /* Strict goals need m > 0 and the goal that is left strictly. */
    const char *strict = "[[\"identity\", \"0\", \"1 + x\", \"x\", []], " LEAF("\"l\"") ", " LEAF("\"f\"") "]";
    accepts("forall x in (0, 1] prove x + x^2 > 0", p, strict);
    rejects("forall x in [0, 1] prove x + x^2 > 0", p, strict, "node 1");
    accepts("forall x in [0, 1] prove x + x^2 >= 0", p, strict);
    rejects("forall x in [0, 1] prove x + x^2 > 0", p, "[[\"identity\", \"0\", \"x + x^2\", \"1\", []], " LEAF("\"l\"") ", " LEAF("\"l\"") "]", "node 2");
    /* Clauses and their factors. */
    const char *w = "forall x in [-9, 9], y in [0, 9] where x >= y prove x^2 >= x*y", *q = "\"1\", \"1\"";
    accepts(w, q, "[[\"identity\", \"0\", \"0\", \"1\", [[0, \"x\"]]], " LEAF("\"f\", \"f\"") ", " WITH("1", "\"m:0\", \"l\"", "0") ", " LEAF("\"f\", \"f\"") "]");
    rejects(w, q, "[[\"identity\", \"0\", \"0\", \"1\", [[0, \"x\"]]], " LEAF("\"f\", \"f\"") ", " LEAF("\"m:0\", \"l\"") ", " LEAF("\"f\", \"f\"") "]", "node 2");
    rejects(w, q, "[[\"identity\", \"0\", \"0\", \"1\", [[1, \"x\"]]]]", "an integer within its limits");
    rejects(w, q, "[[\"identity\", \"0\", \"0\", \"1\", [[0, \"y\"]]]]", "does not hold");
    rejects("forall x in [0, 9] where x <= 1 prove x <= 1", p, "[" FACE("0", "1") ", [\"identity\", \"0\", \"0\", \"1\", [[0, \"1\"]]]]", "a clause that was dropped");
    rejects("forall x in [0, inf), y in [0, inf) prove x*y >= 0", q, "[[\"scale\", [0, 1]], [\"identity\", \"0\", \"x*y\", \"1\", []]]", "below a chart");
}

Test(check, cases) {
    const char *s = "forall x in [-1, 1], y in [-1, 1] prove abs(x - y) <= 2", *p = "\"1\", \"1\"", *both = "[[\"cases\", \"x\"], " LEAF("\"f\"") ", " LEAF("\"f\"") "]";
    accepts(s, p, "[[\"cases\", \"x - y\"], " LEAF("\"f\", \"f\"") ", " WITH("1", "\"m:0\", \"m:0\"", "0") "], [" LEAF("\"f\", \"f\"") "]");
    rejects(s, p, "[[\"cases\", \"x - y\"], " LEAF("\"f\", \"f\"") ", " WITH("1", "\"f\", \"f\"", "1") "]", "an integer");
    rejects(s, p, "[[\"cases\", \"x - z\"]]", "unknown name");
    accepts("forall x in [-1, 1] prove x^3 <= 1", "\"1\"", "[[\"cases\", \"x + 2\"], " LEAF("\"f\"") ", [\"out\", 0, 1, 64, 400, [\"f\"], [], []]]");
    /* e = 0 belongs to both. */
    rejects("forall x in [0, 1] prove x >= 0", "\"1\"", "[[\"cases\", \"x\"], " LEAF("\"l\"") ", [\"out\", 0, 1, 64, 400, [\"l\"], [], []]]", "node 2");
    accepts("forall x in [0, 1] prove x <= 1", "\"1\"", both);
    /* e must be defined, in "same" too. */
    rejects("forall x in [0, 1] prove x <= 1", "\"1\"", "[[\"cases\", \"log(x)\"], " LEAF("\"l\"") ", " LEAF("\"l\"") "]", "fails");
    rejects("forall x in [0, 1] prove x <= x", "\"1\"", "[[\"cases\", \"1/x\"], " SAME("\"l\"") ", " SAME("\"l\"") "]", "fails");
    rejects("forall x in [0, inf), y in [0, inf) prove x*y >= 0", p, "[[\"scale\", [0, 1]], [\"cases\", \"x\"]]", "below a chart");
    /* Below a face in its variable the clause is dropped. */
    rejects("forall x in [-1, 1] prove x <= 1", "\"1\"", "[[\"cases\", \"x\"], " FACE("0", "1") ", " WITH("1", "\"f\"", "0") "]", "a clause that was dropped");
}

Test(check, valleys) {
    const char *s = "forall x in [0, 4], y in [1, 2] prove x^2 + y^2 >= 2*x*y", *p = "\"1\", \"1\"";
    const char *valley = "[[\"valley\", 0, \"y\", 0], " LEAF("\"f\", \"f\"") ", " LEAF("\"f\", \"f\"") ", " SAME("\"f\", \"f\"") ", [\"identity\", \"0\", \"(x - y)^2\", \"2\", []], " LEAF("\"f\", \"f\"") ", "
                         "[\"put\", 1, \"x + y\", \"-9\", 1, \"9\", 1, \"y - x\"], " LEAF("\"f\", \"f\"") ", " LEAF("\"f\", \"f\"") ", " LEAF("\"l\", \"m:0\"") "]";
    accepts(s, p, valley);
    rejects("forall x in [0, 4], y in [1, 2] prove x^2 + y^2 > 2*x*y", p, valley, "not the same");
    rejects(s, p, "[[\"valley\", 0, \"2*y\", 0], " LEAF("\"f\", \"f\"") ", " ONE("1", "\"f\", \"h\"") ", " LEAF("\"f\", \"f\"") ", " LEAF("\"m:1\", \"m:1\"") "]", "node 3");
    rejects("forall x in [0, 4], y in [1, 5] prove x^2 + y^2 >= 2*x*y", p, valley, "node 2"); /* y may lie above 4 */
    rejects("forall x in (1, 4], y in [1, 2] prove x^2 + y^2 >= 2*x*y", "\"2\", \"1\"", valley, "node 1"); /* and at the open end */
    rejects(s, p, "[[\"valley\", 0, \"y + 0*x\", 0]]", "depends on its variable");
    rejects(s, p, "[[\"valley\", 0, \"y\", 2]]", "an integer");
    rejects("forall x in [0, inf), y in [0, inf) prove x*y >= 0", p, "[[\"scale\", [0, 1]], [\"valley\", 0, \"y\", 0]]", "below a chart");
    rejects("forall x in [0, 1] prove abs(x) >= 0", "\"1\"", "[[\"valley\", 0, \"0\", 0]]", "no derivative");
    /* With a side: x >= y by the clause, which is assumed of x - e, not of the slope; the slope has x - e >= 0 instead, with the next number. */
    const char *w = "forall x in [0, 9], y in [0, 9] where x >= y prove x^2 >= y^2", *slope = "[\"in\", 1, 96, 400, [\"l\", \"l\"], [], []]";
    char tree[1024];
    const char *within = LEAF("\"f\", \"l\"") ", " LEAF("\"f\", \"h\"") ", ";
    snprintf(tree, sizeof tree, "[[\"valley\", 0, \"y\", 1], %s" WITH("1", "\"l\", \"l\"", "0") ", " SAME("\"f\", \"f\"") ", %s]", within, slope);
    accepts(w, p, tree);
    snprintf(tree, sizeof tree, "[[\"valley\", 0, \"y\", 1], %s" LEAF("\"l\", \"l\"") ", " SAME("\"f\", \"f\"") ", %s]", within, slope);
    rejects(w, p, tree, "node 3");
    snprintf(tree, sizeof tree, "[[\"valley\", 0, \"y\", -1], %s" WITH("1", "\"l\", \"l\"", "0") ", " SAME("\"f\", \"f\"") ", %s]", within, slope);
    rejects(w, p, tree, "node 3"); /* the wrong side */
    snprintf(tree, sizeof tree, "[[\"valley\", 0, \"y\", 1], %s" WITH("1", "\"l\", \"l\"", "0") ", " SAME("\"f\", \"f\"") ", " WITH("1", "\"l\", \"l\"", "0") "]", within);
    rejects(w, p, tree, "a clause that was dropped");
    const char *u = "forall x in [-9, 9], y in [0, 9] where x >= y prove x^2 >= y^2";
    snprintf(tree, sizeof tree, "[[\"valley\", 0, \"y\", 1], " LEAF("\"f\", \"f\"") ", " LEAF("\"f\", \"h\"") ", " WITH("1", "\"l\", \"l\"", "0") ", " SAME("\"f\", \"f\"") ", [\"in\", 1, 96, 400, [\"m:0\", \"l\"], [[1, \"2\"]], []]]");
    accepts(u, p, tree);
    snprintf(tree, sizeof tree, "[[\"valley\", 0, \"y\", 1], " LEAF("\"f\", \"f\"") ", " LEAF("\"f\", \"h\"") ", " WITH("1", "\"l\", \"l\"", "0") ", " SAME("\"f\", \"f\"") ", [\"in\", 1, 96, 400, [\"m:0\", \"l\"], [], []]]");
    rejects(u, p, tree, "node 5");
    /* From above: x <= y. */
    accepts("forall x in [0, 9], y in [0, 9] where x <= y prove x^2 <= y^2", p,
            "[[\"valley\", 0, \"y\", -1], " LEAF("\"f\", \"l\"") ", " LEAF("\"f\", \"h\"") ", " WITH("1", "\"l\", \"l\"", "0") ", " SAME("\"f\", \"f\"") ", " LEAF("\"l\", \"l\"") "]");
    /* e must be defined, and the goal all along: 1/x falls on both sides of 0. */
    rejects("forall x in [0, 4], y in [0, 2] prove x^2 >= 0", p, "[[\"valley\", 0, \"0*log(y)\", 1], " LEAF("\"f\", \"l\"") "]", "node 1");
    rejects("forall x in [-1, 1] where x^2 >= 1 prove 1/x >= -1", "\"1\"",
            "[[\"valley\", 0, \"1\", -1], " LEAF("\"f\"") ", " LEAF("\"f\"") ", " LEAF("\"f\"") ", " LEAF("\"f\"") ", " SPLIT("0", "0") ", " LEAF("\"h\"") "]", "fails");
}

Test(check, puts) {
    const char *s = "forall x in [0, inf), y in [0, inf) prove 2*x*y <= x^2 + y^2", *p = "\"0\", \"1/2\"";
    accepts(s, p, "[[\"put\", 1, \"x + y\", \"-inf\", 0, \"inf\", 0, \"y - x\"], " SAME("\"l\", \"l\"") ", " SPLIT("1", "0") ", " LEAF("\"l\", \"h\"") ", " LEAF("\"l\", \"l\"") "]");
    rejects(s, p, "[[\"put\", 1, \"x + y\", \"0\", 1, \"inf\", 0, \"y - x\"], " LEAF("\"l\", \"l\"") ", " LEAF("\"l\", \"l\"") "]", "node 1"); /* y - x may be negative */
    rejects(s, p, "[[\"put\", 1, \"x + y\", \"-inf\", 0, \"0\", 1, \"y - x\"], " LEAF("\"l\", \"l\"") ", " LEAF("\"l\", \"l\"") "]", "node 1");
    rejects(s, p, "[[\"put\", 1, \"x + y\", \"-inf\", 1, \"inf\", 0, \"y - x\"]]", "an integer");
    rejects(s, p, "[[\"put\", 1, \"x + y\", \"inf\", 0, \"inf\", 0, \"y - x\"]]", "lowest terms");
    rejects(s, p, "[[\"put\", 1, \"x + y\", \"1\", 1, \"1\", 1, \"y - x\"]]", "an empty interval");
    rejects(s, p, "[[\"put\", 1, \"x + y\", \"2\", 1, \"1\", 1, \"y - x\"]]", "an empty interval");
    rejects(s, p, "[[\"put\", 1, \"x + y\", \"-inf\", 0, \"inf\", 0, \"x - y\"]]", "not inverted");
    rejects(s, p, "[[\"put\", 1, \"x + y/0\", \"-inf\", 0, \"inf\", 0, \"y - x\"]]", "not inverted");
    rejects("forall x in [0, inf), y in [0, inf) prove x*y >= 0", p, "[[\"scale\", [0, 1]], [\"put\", 1, \"x + y\", \"-inf\", 0, \"inf\", 0, \"y - x\"]]", "below a chart");
    /* With a clause that orders the two: it is rewritten, and keeps its number. */
    const char *w = "forall x in [0, inf), y in [0, inf) where x <= y prove x^2 <= y^2";
    accepts(w, p, "[[\"put\", 1, \"x + y\", \"0\", 1, \"inf\", 0, \"y - x\"], " WITH("1", "\"l\", \"l\"", "0") ", [\"in\", 2, 96, 400, [\"l\", \"l\"], [], []]]");
    accepts(w, p, "[[\"put\", 1, \"x + y\", \"0\", 1, \"inf\", 0, \"y - x\"], " WITH("1", "\"l\", \"l\"", "0") ", [\"identity\", \"0\", \"0\", \"1\", [[0, \"2*x + y\"]]], " LEAF("\"f\", \"f\"") ", " LEAF("\"l\", \"l\"") ", " LEAF("\"f\", \"f\"") "]");
    /* An end that the image does not reach may be open, one that it does reach may not. */
    const char *c = "forall x in [1, 2] prove 1/x <= 1", *q = "\"1\"";
    accepts(c, q, "[[\"put\", 0, \"1/x\", \"1/2\", 1, \"1\", 1, \"1/x\"], " ONE("1", "\"h\"") ", " ONE("1", "\"l\"") ", [\"identity\", \"x\", \"1\", \"1\", []], " LEAF("\"f\"") ", " LEAF("\"h\"") "]");
    rejects(c, q, "[[\"put\", 0, \"1/x\", \"1/2\", 0, \"1\", 1, \"1/x\"], " ONE("1", "\"h\"") ", " ONE("1", "\"l\"") ", [\"identity\", \"x\", \"1\", \"1\", []], " LEAF("\"f\"") ", " LEAF("\"h\"") "]", "node 1");
    rejects(c, q, "[[\"put\", 0, \"1/x\", \"3/4\", 1, \"1\", 1, \"1/x\"], " ONE("1", "\"h\"") ", " ONE("1", "\"l\"") ", [\"identity\", \"x\", \"1\", \"1\", []], " LEAF("\"f\"") ", " LEAF("\"h\"") "]", "node 1");
    rejects("forall x in [1, 2] prove 1/x < 1", q, "[[\"put\", 0, \"1/x\", \"1/2\", 1, \"1\", 1, \"1/x\"], " ONE("1", "\"h\"") ", " ONE("1", "\"l\"") ", [\"identity\", \"x\", \"1\", \"1\", []], " LEAF("\"f\"") ", " LEAF("\"h\"") "]", "node 5");
    /* f must be defined on the box, with no end to compare it with too; e where the goal needs it. */
    rejects("forall x in [0, 2] prove x <= 2", q, "[[\"put\", 0, \"1/x\", \"1/2\", 1, \"inf\", 0, \"1/x\"], " ONE("1", "\"h\"") ", " LEAF("\"l\"") "]", "node 1: the evaluation fails");
    rejects("forall x in [-1, 2] prove x <= 2", q, "[[\"put\", 0, \"1/x\", \"-inf\", 0, \"inf\", 0, \"1/x\"], " SAME("\"f\"") "]", "node 1: the evaluation fails");
    rejects("forall x in [1, 2] prove x^2 - x*x <= 0", q, "[[\"put\", 0, \"1/x\", \"0\", 1, \"1\", 1, \"1/x\"], " ONE("1", "\"f\"") ", " ONE("1", "\"l\"") ", " SAME("\"l\"") "]", "node 3: the evaluation fails");
    rejects("forall x in [0, 1], y in [-1, 1] prove x*y <= x*y + 1 - x", p, "[[\"put\", 0, \"x*y/y\", \"0\", 1, \"1\", 1, \"x\"], " LEAF("\"l\", \"f\"") ", " LEAF("\"h\", \"f\"") ", " LEAF("\"h\", \"f\"") "]", "node 3: the evaluation fails");
}

/* exp of what is large without a power: e^y >= y^n/n!. */
Test(check, large_exponents) {
    accepts("forall x in [1, inf), y in [1, 2] prove exp(-x*y) <= 1/x", "\"1\", \"1\"", "[[\"in\", 1, 96, 400, [\"+\", \"f\"], [], []]]");
    accepts("forall x in [1, inf), y in [1, 2] prove exp(x*y) >= x*y", "\"1\", \"1\"", "[[\"in\", 2, 96, 400, [\"+\", \"f\"], [], []]]");
    rejects("forall x in [1, inf), y in [-1, 2] prove exp(-x*y) <= 1", "\"1\", \"1\"", "[[\"in\", 1, 96, 400, [\"+\", \"f\"], [], []]]", "is not certified");
    rejects("forall x in [1, inf), y in [1, 2] prove exp(x*y) >= x^3", "\"4\", \"2\"", "[[\"in\", 2, 96, 400, [\"+\", \"f\"], [], []]]", "is not certified");
    accepts("forall x in [1, inf) prove exp(x - x^2) <= 1", "\"1\"", "[[\"in\", 2, 96, 400, [\"+\"], [], []]]");
    rejects("forall x in [1/2, inf) prove exp(x - x^2) <= 1", "\"1\"", "[[\"in\", 2, 96, 400, [\"+\"], [], []]]", "is not certified");
}

Test(check, goals_are_split) {
    accepts("forall x in [0, 1] prove max(x, abs(x - 1)) <= 1", "\"1\"", "[" IN("1", "\"l\"") "], [" IN("1", "\"h\"") "], [" IN("1", "\"l\"") "]");
    accepts("forall x in [0, 1] let m = max(x, 1 - x) prove m <= 1", "\"1\"", "[" IN("1", "\"h\"") "], [" IN("1", "\"l\"") "]");
    rejects("forall x in [0, 1] prove max(x, 1 - x) <= 1", "\"1\"", "[" IN("1", "\"h\"") "]", "expected `,'");
    rejects("forall x in [0, 1] prove x <= 1", "\"1\"", "[" IN("1", "\"h\"") "], [" IN("1", "\"h\"") "]", "expected `]'");
    accepts("forall x in [0, 1] prove min(x, 1) >= x^2", "\"1\"", "[" IN("1", "\"l\"") "], [" IN("1", "\"h\"") "]");
}

Test(check, refuted) {
    refutes("forall x in [0, 10] prove (x - 2)^2 > 0", "\"2\"", true);
    refutes("forall x in [0, 10] prove (x - 2)^2 >= 0", "\"2\"", false);
    refutes("forall x in [0, 10] prove (x^2 - 2)^2 > 0", "\"141421356237/100000000000\"", false);
    refutes("forall x in [0, 10] prove q(x) <= x", "\"9\"", true);
    refutes("forall x in [0, 10] prove q(x) <= x", "\"11\"", false);
    refutes("forall x in (0, 10] prove x > 0", "\"0\"", false);
    refutes("forall x in [0, 10] prove log(x) > 0", "\"0\"", false);
    refutes("forall x in [0, 10] prove log(x) > 0", "\"1\"", true);
    refutes("forall x in [0, 10] where x < 3 prove x < 2", "\"5/2\"", true);
    refutes("forall x in [0, 10] where x < 3 prove x < 2", "\"3\"", false);
    refutes("forall x in [0, 10] prove sqrt(x) < 2", "\"4\"", true);
    refutes("forall x in [0, 10] prove 0^x > 0", "\"1\"", true);
    refutes("forall x in [0, 1] prove exp(x) < 2*cosh(0) - 1", "\"0\"", true);
    refutes("forall x in [1, 10^6] prove exp(x) <= x^100000", "\"1000000\"", false);
    refutes("forall x in [1, 10^9] prove exp(x) <= 2^x", "\"1000000000\"", true);
}

Test(check, wrong_proofs) {
    rejects("forall x in [0, 1] prove x^2 < x", "\"1/2\"", "[" IN("1", "\"l\"") "]", "is not certified");
    rejects("forall x in [0, 1] prove x <= x^2", "\"1/2\"", "[" IN("1", "\"l\"") "]", "is not certified");
    rejects("forall x in [0, 1] prove x^2 <= x", "\"2\"", "[" IN("1", "\"l\"") "]", "outside the intervals");
    rejects("forall x in (1, 1) prove x^2 < 0", "\"1\"", "[" IN("1", "\"f\"") "]", "outside the intervals");
    rejects("forall x in [0, 1] where x > 2 prove x < 0", "\"1\"", "[[\"out\", 0, 0, 64, 400, [\"f\"], [], []]]", "the point");
    rejects("forall x in [-1, 1] prove 1/x <= 5", "\"1/2\"", "[" IN("0", "\"f\"") "]", "the evaluation fails");
    rejects("forall x in [-1, 1] prove sqrt(x) >= 0", "\"1/2\"", "[" IN("0", "\"f\"") "]", "the evaluation fails");
    rejects("forall x in [0, 2] prove h(3, x) >= 0", "\"1/2\"", "[" IN("0", "\"f\"") "]", "the evaluation fails");
    rejects("forall x in [3/2, 2] prove h(3, x) < 0", "\"3/2\"", "[" IN("1", "\"l\"") "]", "the evaluation fails");
    /* The remainder of Lagrange lies between 0 and the whole deviation: (1 + 3)^(1/2) is 2, not 1 + (1/2)(3/2). */
    rejects("forall x in [2, 3] prove sqrt(1 + x) <= 9/5", "\"2\"", "[" IN("1", "\"l\"") "]", "is not certified");
}

Test(check, trees) {
    const char *s = "forall x in [0, 1] prove x^2 <= x";
    rejects(s, "\"1/2\"", "[" SPLIT("0", "1/2") ", " IN("1", "\"l\"") "]", "cut short");
    rejects(s, "\"1/2\"", "[" IN("1", "\"l\"") ", " IN("1", "\"l\"") "]", "left over");
    rejects(s, "\"1/2\"", "[]", "expected `['");
    rejects(s, "\"1/2\"", "[" SPLIT("0", "1") ", " IN("1", "\"l\"") ", " IN("1", "\"l\"") "]", "outside the box");
    rejects(s, "\"1/2\"", "[" SPLIT("1", "1/2") ", " IN("1", "\"l\"") ", " IN("1", "\"l\"") "]", "integer");
    rejects(s, "\"1/2\"", "[" SPLIT("0", "2/4") ", " IN("1", "\"l\"") ", " IN("1", "\"l\"") "]", "lowest terms");
    rejects(s, "\"1/2\"", "[[\"maybe\", 1]]", "unknown item");
    rejects(s, "\"1/2\"", "[" IN("1", "\"x\"") "]", "unknown frame");
    rejects(s, "\"1/2\"", "[" IN("1", "\"+\"") "]", "a frame does not fit");
    rejects(s, "\"1/2\"", "[" IN("1", "\"l\", \"l\"") "]", "expected `]'");
    rejects(s, "\"1/2\"", "[" IN("65", "\"l\"") "]", "integer");
    rejects(s, "\"1/2\"", "[[\"in\", 1, 64, 400, [\"l\"], [[0, \"1\"]], []]]", "integer");
}

Test(check, statements) {
    const char *ok = "[" IN("0", "\"f\"") "]";
    accepts("forall x in [0, 1] let a = x + 1 let b = a*a where b > 0 prove b >= 0.1e1 - 1", "\"1\"", ok);
    accepts("forall x in [-1/2, 2^-1] prove -x^2 <= 0", "\"0\"", ok);
    accepts("forall x in [0, 1] prove 2^3^2 >= 511 + x", "\"0\"", ok);
    accepts("forall x in [0, 1] prove x^1000000000 <= 1", "\"0\"", ok);
    accepts("prove 1 <= 2", "", "[[\"in\", 0, 64, 400, [], [], []]]");
    rejects("forall x in [0, 1] prove x <= 2 canary x <= 1/2", "\"0\"", ok, "expected one of");
    rejects("forall x in [0, 1] prove x <= y", "\"0\"", ok, "unknown name");
    rejects("forall x in [0, 1] prove x <= 2 <= 3", "\"0\"", ok, "expected one of");
    rejects("forall x in [0, 1] prove x^(10^10) <= 1", "\"0\"", ok, "exponent beyond");
    rejects("forall x in [0, 1] prove x <= 1e1000000000", "\"0\"", ok, "limit of digits");
    rejects("forall x in [0, 1] prove x^(10^1000000000) <= 1", "\"0\"", ok, "");
    rejects("forall x in [0, inf] prove x >= 0", "\"0\"", ok, "infinite end");
    rejects("forall x in [0, 1] let let = x prove x <= 2", "\"0\"", ok, "taken");
    rejects("forall x in [0, 1] let a = a prove x <= 2", "\"0\"", ok, "unknown name");
    rejects("forall x in [0, 1] prove h_inv(2, x) <= 2", "\"0\"", ok, "D >= 3");
    rejects("forall x in [0, 1] prove max(x) <= 2", "\"0\"", ok, "second argument");
    rejects("forall x in [0, 1]", "\"0\"", ok, "expected `prove'");
    rejects("forall x in [0, 1] prove x <= 2 # no", "\"0\"", ok, "plain line");
}

/* One good certificate, with the text `from` made `to`. */
static void edited(const char *from, const char *to, int code) {
    static char text[8192], out[8192];
    write_certificate("c.json", "forall x in [0, 1] prove x^2 <= x", "PROVED", "\"1/2\"", "[" SPLIT("0", "1/2") ", " IN("1", "\"l\"") ", " IN("1", "\"h\"") "]");
    FILE *file = fopen("c.json", "r");
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    char *at = strstr(text, from);
    cr_assert_not_null(at, "%s", from);
    snprintf(out, sizeof out, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    put("edited.json", out);
    outcome o = run("edited.json");
    cr_expect(o.code == code, "%s -> %s: %d %s", from, to, o.code, o.err);
}

Test(check, edited) {
    edited("1/2\"", "1/2\"", 0);
    edited("\"certiflow-certificate\": 1", "\"certiflow-certificate\": 2", 1);
    edited("\"bound\": \"t\"", "\"bound\": \"u\"", 1);
    edited("x^2 <= x", "x^2 <= 2", 1);
    edited("\"sha256\": \"", "\"sha256\": \"0", 1);
    edited("PROVED", "SURE", 1);
    edited("PROVED", "REFUTED", 1);
    edited("\"bits\": 128", "\"bits\": 1", 1);
    edited("\"bits\": 128", "\"bits\": 1e2", 1);
    edited("\"bits\": 128", "\"bytes\": 128", 1);
    edited("\"verdict\"", "\"extra\": 1, \"verdict\"", 1);
    edited("[\"1/2\"]", "[\"1/2\", \"1/2\"]", 1);
    edited("[\"1/2\"]", "[1]", 1);
    edited("[\"1/2\"]", "[\"+1/2\"]", 1);
    edited("[\"1/2\"]", "[\"1/-2\"]", 1);
    edited("[\"1/2\"]", "[\"01\"]", 1);
    edited("[\"1/2\"]", "[\"-0\"]", 1);
    edited("]]}", "]]", 1);
    edited("]]}", "]]} x", 1);
    edited("]]}", "", 1);
    edited("bound t ", "bound\\u0020t ", 1);
    edited("bound t ", "bound\\u0000t ", 1);
    edited("bound t ", "bound\\nt ", 1);
}

Test(check, truncated_anywhere) {
    static char text[8192];
    write_certificate("c.json", "forall x in [0, 1] prove x^2 <= x", "PROVED", "\"1/2\"", "[" IN("1", "\"l\"") "]");
    FILE *file = fopen("c.json", "r");
    size_t n = fread(text, 1, sizeof text - 1, file) - 1;
    fclose(file);
    for (size_t k = 0; k < n; k += 1 + k % 7) {
        file = fopen("c.json", "w");
        cr_assert(fwrite(text, 1, k, file) == k && !fclose(file));
        outcome o = run("c.json");
        cr_expect(o.code == 1 && strstr(o.err, "rejected"), "%zu bytes: %d", k, o.code);
    }
}

/* Bounded memory (200 MB of address space) and no deep recursion. */
Test(check, too_large) {
    static char big[3 << 20], text[4 << 20];
    char head[PATH_MAX + 200];
    snprintf(head, sizeof head, "%s; cat big.json | '%s' /dev/stdin; true", fits_in_little_space() ? "ulimit -v 200000; ulimit -s 512" : "true", program);
    const struct {
        char open, inside, close;
        size_t n;
    } shapes[] = {{'(', 'x', ')', 500000}, {'(', 'x', ')', 900}, {'-', 'x', ' ', 500000}, {'1', '1', '1', 60000}, {'[', '1', ']', 100}};
    for (int k = 0; k < 5; k++) {
        memset(big, shapes[k].open, shapes[k].n);
        big[shapes[k].n] = shapes[k].inside;
        memset(big + shapes[k].n + 1, shapes[k].close, shapes[k].n);
        big[2 * shapes[k].n + 1] = '\0';
        snprintf(text, sizeof text, "{\"certiflow-certificate\": 1, \"bound\": \"t\", \"statement\": \"bound t forall x in [0, 1] prove x <= %s\", "
                 "\"sha256\": \"0\"", big);
        put("big.json", text);
        outcome o = run("--version >/dev/null; %s", head);
        cr_expect(strstr(o.err, "rejected"), "%c: %d %s", shapes[k].open, o.code, o.err);
    }
    memset(big, '7', 2500000);
    big[2500000] = '\0';
    snprintf(text, sizeof text, "{\"certiflow-certificate\": %s", big);
    put("big.json", text);
    cr_expect(strstr(run("--version >/dev/null; %s", head).err, "rejected"));
    snprintf(text, sizeof text, "{\"certiflow-certificate\": 1, \"bound\": \"%s\"", big);
    put("big.json", text);
    cr_expect(strstr(run("--version >/dev/null; %s", head).err, "limit"));
    strcpy(text, "bound t forall x in [0, 1] prove x <= 1");
    for (int k = 0; k < 100000; k++) strcat(text + 38 + 8 * k, "+1e90000");
    char hex[65];
    hash_text(hex, text);
    snprintf(big, sizeof big, "{\"certiflow-certificate\": 1, \"bound\": \"t\", \"statement\": \"%.1000000s\", \"sha256\": \"%s\"", text, hex);
    put("big.json", big);
    cr_expect(strstr(run("--version >/dev/null; %s", head).err, "constants beyond the limit"));
}

Test(check, against) {
    write_certificate("c.json", "forall x in [0, 1] prove x^2 <= x", "PROVED", "\"1/2\"", "[" IN("1", "\"l\"") "]");
    put("a.bound", "# a comment\nbound other\n prove 1 <= 2\n\nbound t # prove\n  paper \"(1), prove\"\n  forall x in [0,1]\n  canary x^2 <= x/2\n"
                   "  prove x^2\n <= x\n  expect PROVED\nbound more\n prove 1 <= 3\n");
    cr_expect(run("--against a.bound c.json").code == 0);
    cr_expect(run("--against=a.bound c.json").code == 0);
    put("b.bound", "bound t\n  forall x in [0, 2]\n  prove x^2 <= x\n");
    cr_expect(run("--against b.bound c.json").code == 1);
    put("b.bound", "bound t\n  forall x in [0, 1]\n  where x > 0\n  prove x^2 <= x\n");
    cr_expect(run("--against b.bound c.json").code == 1);
    put("b.bound", "bound t\n  forall x in [0, 1]\n  prove x^2 <= x\nbound t\n  prove 1 <= 2\n");
    cr_expect(run("--against b.bound c.json").code == 1);
    put("b.bound", "bound t\n  forall x in [0, 1]\n  paper \"x\" prove x^2 <= x\n");
    cr_expect(run("--against b.bound c.json").code == 1);
    put("b.bound", "bound u\n  forall x in [0, 1]\n  prove x^2 <= x\n");
    cr_expect(run("--against b.bound c.json").code == 1);
    cr_expect(run("--against none.bound c.json").code == 2);
}

Test(check, usage) {
    cr_expect(run(" ").code == 2);
    cr_expect(run("--no").code == 2);
    cr_expect(run("none.json").code == 2);
    cr_expect(run(".").code == 2);
    outcome o = run("--help");
    cr_expect(o.code == 0 && strstr(o.out, "usage: certiflow-check"));
    o = run("--version");
    cr_expect(o.code == 0 && strstr(o.out, "certiflow-check ") == o.out);
    write_certificate("c.json", "forall x in [0, 1] prove x^2 <= x", "PROVED", "\"1/2\"", "[" IN("1", "\"l\"") "]");
    write_certificate("d.json", "forall x in [0, 1] prove x^2 <= x/2", "PROVED", "\"1/2\"", "[" IN("1", "\"l\"") "]");
    o = run("c.json d.json c.json");
    cr_expect(o.code == 1 && strstr(o.out, "\nt: PROVED"), "%d %s", o.code, o.out);
    cr_expect(run("c.json none.json d.json").code == 2);
    cr_expect(run("-- c.json").code == 0);
    cr_expect(run("c.json > /dev/full").code == 4);
}
