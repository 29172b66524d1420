/* test_check_false.c - false statements with certificates that a checker with one small mistake in it would accept: each of them was accepted by a
 * mutant of the checker (docs/quality/mutation.md) that the other tests had let pass. */
#include "tests/certificates.h"
#include "tests/slower.h"
#include "tests/support.h"
#include <criterion/criterion.h>
#include <string.h>

TestSuite(check_false, .init = enter_checker, .fini = leave, .timeout = 60 * SLOWER);

/* A leaf over one box: order, frames; no multipliers. */
#define IN(order, frames) "[\"in\", " order ", 64, 400, [" frames "], [], []]"

#define SAME(frames) "[\"same\", 0, 64, 400, [" frames "]]"

/* Below 1 without end: b - h with h in [0, inf), of no width. */
Test(check_false, frames_without_end_have_no_width) {
    rejects("forall x in (-inf, 1] prove -x <= 3", "\"1\"", "[" IN("1", "\"h\"") "]", "is not certified");
    rejects("forall x in [1, inf) prove x <= 3", "\"1\"", "[" IN("1", "\"l\"") "]", "is not certified");
    accepts("forall x in (-inf, 1] prove x <= 3", "\"1\"", "[" IN("1", "\"h\"") "]");
}

/* 1/(x - 2) and 1/(2 - x) have denominators whose sum is 0, not whose difference is. */
Test(check_false, denominators_of_either_sign) {
    accepts("forall x in [1, 3/2] prove 1/(x - 2) + 1/(2 - x) <= 0", "\"1\"", "[" SAME("\"f\"") "]");
    rejects("forall x in [1, 3/2] prove 1/(x - 2) + 1/(2 - x) <= 2/(x - 2)", "\"1\"", "[" SAME("\"f\"") "]", "not the same");
    rejects("forall x in [1, 3/2] prove 1/(x - 2) - 1/(2 - x) <= 0*x", "\"1\"", "[" SAME("\"f\"") "]", "not the same");
}

/* exp of what is unbounded and no unknown's own power: the sum of Taylor's first terms below, N!/(-w)^N above. */
Test(check_false, exponentials_without_range) {
    accepts("forall x in [1, inf) prove exp(sqrt(x)/4) >= 1 + sqrt(x)/4", "\"100\"", "[" IN("1", "\"+\"") "]");
    rejects("forall x in [1, inf) prove exp(sqrt(x)/4) >= 1 + 3/8*sqrt(x)", "\"100\"", "[" IN("1", "\"+\"") "]", "is not certified");
    accepts("forall x in [1, inf) prove exp(-sqrt(x)/4) <= 4/sqrt(x)", "\"100\"", "[" IN("0", "\"+\"") "]");
    rejects("forall x in [1, inf) prove exp(-sqrt(x)/4) <= 5/4/sqrt(x)", "\"100\"", "[" IN("0", "\"+\"") "]", "is not certified");
}

/* max where it is not split into goals: below a product. */
Test(check_false, the_greater_is_not_the_smaller) {
    accepts("forall x in [0, 1/4] prove 2*min(x, 1 - x) <= 3/2", "\"1/4\"", "[" IN("1", "\"l\"") "]");
    rejects("forall x in [0, 1/4] prove 2*max(x, 1 - x) <= 3/2", "\"1/4\"", "[" IN("1", "\"l\"") "]", "is not certified");
    rejects("forall x in [0, 1/4] prove 2*min(x, 1 - x) >= 3/2 - 2*x", "\"1/4\"", "[" IN("1", "\"l\"") "]", "");
}

/* A root of a negative number is no number, though its index be odd. */
Test(check_false, roots_of_negative_numbers) {
    rejects("forall x in [0, 1] prove (0 - 8)^(1/3) <= x", "\"1\"", "[" IN("1", "\"l\"") "]", "fails");
    rejects("forall x in [0, 1] prove (x - x - 8)^(1/3) <= x", "\"1\"", "[" IN("1", "\"l\"") "]", "fails");
    accepts("forall x in [0, 1] prove 8^(1/3) <= x + 2", "\"1\"", "[" IN("1", "\"l\"") "]");
}

/* min on the smaller side may be replaced by any of its parts; max on it may not. */
Test(check_false, a_part_of_min) {
    accepts("forall x in [0, 1], y in [0, 1] prove min(x, y) <= (x + y)/2", "\"1\", \"1\"", "[[\"max\", 2], " SAME("\"f\", \"f\"") "]");
    accepts("forall x in [0, 1], y in [0, 1] prove min(x, y) <= x", "\"1\", \"1\"", "[[\"max\", 0], " SAME("\"f\", \"f\"") "]");
}

Test(check_false, a_number_may_begin_with_its_point) {
    accepts("forall x in [0, 1] prove .5*x <= x", "\"1\"", "[" IN("1", "\"l\"") "]");
    rejects("forall x in [0, 1] prove .x5*x <= x", "\"1\"", "[" IN("1", "\"l\"") "]", "");
}

/* The highest order there is. */
Test(check_false, highest_order) {
    accepts("forall x in [1, inf) prove exp(sqrt(x)/4) >= 1 + sqrt(x)/4", "\"100\"", "[" IN("64", "\"+\"") "]");
    rejects("forall x in [1, inf) prove exp(sqrt(x)/4) >= 1 + sqrt(x)/4", "\"100\"", "[" IN("65", "\"+\"") "]", "");
}

/* At depth 4, p = 2: h_inv(y) = y/4 - y^3/32 + ... */
Test(check_false, coefficients_beyond_depth_3) {
    accepts("forall x in [0, 1/8] prove h_inv(4, x) >= x/4 - x^3/20", "\"1/8\"", "[" IN("4", "\"l\"") "]");
    rejects("forall x in [0, 1/8] prove h_inv(4, x) >= x/4 - x^3/50", "\"1/8\"", "[" IN("4", "\"l\"") "]", "is not certified");
}

/* x/x is 1 where it is defined: as a number it has a root, is an exponent, and is one in exp; what is nearly it is not, and at 0 it is nothing. */
Test(check_false, quotients_that_are_numbers) {
    const char *one = "\"1\"", *same = "[" SAME("\"f\"") "]", *differ = "not the same", *fails = "the evaluation fails";
    accepts("forall x in [1, 2] prove sqrt(4*x/x) <= 2", one, same);
    rejects("forall x in [1, 2] prove sqrt(4*x/x) <= 199/100", one, same, differ);
    rejects("forall x in [1, 2] prove sqrt(4*x/x) <= 4", one, same, differ);
    rejects("forall x in [1, 2] prove sqrt(4*x^2/x) <= 2", one, same, differ);
    rejects("forall x in [1, 2] prove sqrt((4*x + 1)/x) <= 2", one, same, differ);
    rejects("forall x in [1, 2] prove sqrt((4*x + 1)/(x + 1)) <= 2", one, same, differ);
    rejects("forall x in [1, 2] prove sqrt((x + 1)/(4*x + 1)) <= 1/2", one, same, differ);
    accepts("forall x in [1, 2], y in [1, 2] prove sqrt((x + y)/(9*y + 9*x)) <= 1/3", "\"1\", \"1\"", "[" SAME("\"f\", \"f\"") "]");
    rejects("forall x in [1, 2], y in [1, 2] prove sqrt((x + y)/(9*y + 8*x)) <= 1/3", "\"1\", \"1\"", "[" SAME("\"f\", \"f\"") "]", differ);
    accepts("forall x in [1, 2] prove (sqrt(x)*sqrt(x)/x)^(1/3) <= 1", one, same);
    rejects("forall x in [1, 2] prove (sqrt(x)*sqrt(x)/x^2)^(1/3) <= 1", one, same, differ);
    rejects("forall x in [1, 2] prove sqrt(0 - 4*x/x) <= 2", one, same, differ);
    rejects("forall x in [0, 1] prove sqrt(x/x) <= 1", one, same, fails);
    rejects("forall x in [-1, 1] prove (x/x)^x <= 1", one, same, fails);
    rejects("forall x in [-1, 1] prove (x/x)^(1/3) <= x/x", one, same, fails);
    rejects("forall x in [1, 2] prove sqrt(4*(x - x)/(x - x)) <= 2", one, same, "");
    accepts("forall x in [1, 2], y in [1, 2] prove x^(2*y/y) <= x^2", "\"1\", \"1\"", "[" SAME("\"f\", \"f\"") "]");
    rejects("forall x in [1, 2], y in [1, 2] prove x^(2*y/y) <= x^3", "\"1\", \"1\"", "[" SAME("\"f\", \"f\"") "]", differ);
    rejects("forall x in [1, 2], y in [1, 2] prove x^(2*y/(y + 1)) <= x^2", "\"1\", \"1\"", "[" SAME("\"f\", \"f\"") "]", differ);
    rejects("forall x in [1, 2], y in [1, 2] prove (0 - x)^(2*y/y) <= x^2", "\"1\", \"1\"", "[" SAME("\"f\", \"f\"") "]", fails);
    accepts("forall x in [1, 2] prove (x/x)^x <= 1", one, same);
    rejects("forall x in [1, 2] prove (2*x/x)^x <= 1", one, same, differ);
    accepts("forall x in [1, 2] prove exp((2*x + 2)/(x + 1)) <= exp(2)", one, same);
    rejects("forall x in [1, 2] prove exp((2*x + 2)/(x + 1)) <= exp(3)", one, same, differ);
    rejects("forall x in [1, 2] prove exp((2*x + 1)/(x + 1)) <= exp(2)", one, same, differ);
}

/* exp of equal quotients, though not in lowest terms; of others not. */
Test(check_false, exponents_in_other_terms) {
    const char *two = "\"2\"", *same = "[" SAME("\"f\"") "]", *differ = "not the same";
    accepts("forall x in [2, 3] prove exp((x^2 - 1)/(x - 1)) <= exp(x + 1)", two, same);
    accepts("forall x in [2, 3] prove exp(x) <= exp((x^2 + x)/(x + 1))", two, same);
    accepts("forall x in [2, 3] prove sinh((x^2 + 3*x + 2)/((x + 1)*(x + 5))) <= sinh((x + 2)/(x + 5))", two, same);
    rejects("forall x in [2, 3] prove exp((x^2 - 1)/(x - 1)) <= exp(x + 2)", two, same, differ);
    rejects("forall x in [2, 3] prove exp((x^2 - 2)/(x - 1)) <= exp(x + 1)", two, same, differ);
    rejects("forall x in [2, 3] prove exp((x^2 - 1)/(x - 1)) <= exp(x - 1)", two, same, differ);
    rejects("forall x in [1, 3] prove exp((x^2 - 1)/(x - 1)) <= exp(x + 1)", two, same, "the evaluation fails");
}

/* Terms that differ in symbols alone: 1 is the greater of 1 + e^-3; and exp, cosh of what reaches beyond 2^30 is bounded by the range. */
Test(check_false, leading_terms_and_great_exponents) {
    accepts("forall x in (0, 1] prove log(1 + exp(-2 - x)) <= exp(-2 - x)", "\"1\"", "[[\"in\", 4, 128, 512, [\"h\"], [], []]]");
    accepts("forall x in (0, 1] prove log(exp(-2 - x) + 1) <= exp(-2 - x)", "\"1\"", "[[\"in\", 4, 128, 512, [\"h\"], [], []]]");
    rejects("forall x in (0, 1] prove log(1 + exp(-2 - x)) <= 9/10*exp(-2 - x)", "\"1\"", "[[\"in\", 4, 128, 512, [\"h\"], [], []]]", "is not certified");
    accepts("forall x in [0, 8] prove exp(x^11 - x^2) >= 0", "\"1\"", "[" IN("4", "\"l\"") "]");
    rejects("forall x in [0, 8] prove exp(x^11 - x^2) >= 1/2", "\"1\"", "[" IN("4", "\"l\"") "]", "is not certified");
    accepts("forall x in [-8, 8] prove cosh(x^11 - x^2) >= 1", "\"1\"", "[" IN("4", "\"m:0\"") "]");
    rejects("forall x in [-8, 8] prove cosh(x^11 - x^2) > 1", "\"1\"", "[" IN("4", "\"m:0\"") "]", "is not certified");
}

/* The definitions of q and its like are written in the first variable, where there is one. */
Test(check_false, definitions_without_a_variable) {
    rejects("prove q(1) <= 1", "", "[[\"equal\", [[\"q(1)\", \"0\"]], \"0\", \"0\"], " IN("0", "") "]", "the two are not equal");
}

/* An equation that does not hold, in a certificate that is whole but for it. */
Test(check_false, equations_that_do_not_hold) {
#define EQUAL(a, b, small, big) "[\"equal\", [[\"" a "\", \"" b "\"]], \"" small "\", \"" big "\"], "
    accepts("forall x in [1, 2] prove log(exp(x)) <= x", "\"1\"", "[" EQUAL("log(exp(x))", "x", "x", "x") IN("1", "\"l\"") ", " SAME("\"l\"") "]");
    rejects("forall x in [1, 2] prove log(exp(x)) <= x/2", "\"1\"", "[" EQUAL("log(exp(x))", "x/2", "x/2", "x/2") IN("1", "\"l\"") ", " SAME("\"l\"") "]", "");
    rejects("forall x in [1, 2] prove abs(x) <= x/2", "\"1\"", "[" EQUAL("abs(x)", "x/2", "x/2", "x/2") IN("1", "\"l\"") ", " SAME("\"l\"") "]", "");
}

/* exp(10 y - y^2) first increases: at y = 5 it is 7.2e10, at the end y = 1 of the box 8103. */
Test(check_false, exponentials_that_first_increase) {
    accepts("forall x in (0, 1] prove exp(1/x - 2/x^2) <= 1", "\"1\"", "[" IN("1", "\"l\"") "]");
    rejects("forall x in (0, 1] prove exp(10/x - 1/x^2) <= 100000", "\"1\"", "[" IN("1", "\"l\"") "]", "");
}

/* h' and 1/h'(h_inv), by which h(4, s) - 4 s and s - 4 h_inv(4, s) increase from 0. */
Test(check_false, derivatives_of_h) {
    accepts("forall s in [0, 1/2] prove 4*s <= h(4, s)", "\"0\"", "[[\"face\", 0, 0], " IN("1", "\"f\"") ", " IN("4", "\"l\"") "]");
    rejects("forall s in [0, 1/2] prove 5*s <= h(4, s) + 1/8", "\"0\"", "[[\"face\", 0, 0], " IN("1", "\"f\"") ", " IN("4", "\"l\"") "]", "");
    accepts("forall s in [0, 1/8] prove 4*h_inv(4, s) <= s", "\"0\"", "[[\"face\", 0, 0], " IN("1", "\"f\"") ", " IN("4", "\"l\"") "]");
    rejects("forall s in [0, 1/8] prove 5*h_inv(4, s) <= s + 1/64", "\"0\"", "[[\"face\", 0, 0], " IN("1", "\"f\"") ", " IN("4", "\"l\"") "]", "");
    rejects("forall s in [-1, 1] prove abs(s) <= 2", "\"0\"", "[[\"face\", 0, 0], " IN("1", "\"f\"") ", " IN("4", "\"l\"") "]", "");
}

/* One multiplier more than there is room for. */
Test(check_false, too_many_multipliers) {
    enum { ROOM = 256 };
    for (int n = ROOM; n <= ROOM + 1; n++) {
        char text[ROOM * 16] = "[[\"in\", 1, 64, 400, [\"l\"], [";
        for (int k = 0; k < n; k++) strcat(text, k ? ", [0, \"1\"]" : "[0, \"1\"]");
        strcat(text, "], []]]");
        if (n == ROOM) accepts("forall x in [1, 2] where x >= 1 prove 256*x >= 200", "\"1\"", text);
        else rejects("forall x in [1, 2] where x >= 1 prove 256*x >= 200", "\"1\"", text, "too many multipliers");
    }
}

/* The least value of 1/x, which is rounded down; to 8 bits both 1/3 and 1/3 + 1e-21 are at most the number above. */
Test(check_false, least_values_are_rounded_down) {
#define LEAF8 "[[\"in\", 1, 8, 400, [\"l\", \"l\"], [], []]]"
    accepts("forall x in (0, 3], y in [0, 1] prove max(1/x, y) >= 1/3 - 1/100", "\"1\", \"0\"", LEAF8);
    rejects("forall x in (0, 3], y in [0, 1] prove max(1/x, y) >= 1/3 + 1/10^21", "\"1\", \"0\"", LEAF8, "is not certified");
}

/* The expansion of h_inv(4, y) elsewhere than at 0: it is 0.22527 at y = 1 and 0.26893 at 5/4. */
Test(check_false, expansions_of_h_inv) {
    accepts("forall y in [1, 5/4] prove h_inv(4, y) - (y - 1)/5 >= 218/1000", "\"1\"", "[" IN("4", "\"l\"") "]");
    rejects("forall y in [1, 5/4] prove h_inv(4, y) - (y - 1)/5 >= 222/1000", "\"1\"", "[" IN("4", "\"l\"") "]", "is not certified");
}

/* |c| of a constant c = log(1 + sqrt(2)) - 1 = -0.1186 (- 3/4: 0.1314) that is known to few bits, so that its interval has 0 in it. */
Test(check_false, absolute_values_of_what_may_be_negative) {
#define LEAF2 "[[\"in\", 0, 2, 400, [\"l\"], [], []]]"
    accepts("forall x in [1, 2] prove 2*abs(log(1 + sqrt(x/x + 1)) - 1) <= 4*x", "\"1\"", LEAF2);
    rejects("forall x in [1, 2] prove 2*abs(log(1 + sqrt(x/x + 1)) - 1) <= x/17", "\"2\"", LEAF2, "is not certified");
    rejects("forall x in [1, 2] prove 2*abs(log(1 + sqrt(x/x + 1)) - 3/4) <= x/7", "\"2\"", "[[\"in\", 0, 5, 400, [\"l\"], [], []]]", "is not certified");
}

/* The least of -x/3, a product of ends of different signs, is rounded down; to 8 bits -5/3 and -5/3 + 1e-12 are at most the number above. */
Test(check_false, least_products_are_rounded_down) {
    accepts("forall x in [0, 5], y in [-10, 0] prove max(-x/3, y) >= -2", "\"0\", \"0\"", LEAF8);
    rejects("forall x in [0, 5], y in [-10, 0] prove max(-x/3, y) >= -5/3 + 1/10^12", "\"0\", \"0\"", LEAF8, "is not certified");
}

/* The interval of asinh(x) has no end where x has none. */
Test(check_false, functions_without_end) {
    accepts("forall x in [1, inf) prove asinh(x) >= 1/2", "\"1\"", "[" IN("1", "\"f\"") "]");
    rejects("forall x in [1, inf) prove asinh(x) <= 1", "\"1\"", "[" IN("1", "\"f\"") "]", "is not certified");
    rejects("forall x in (-inf, -1] prove asinh(x) >= -1", "\"-1\"", "[" IN("1", "\"f\"") "]", "is not certified");
}

/* The derivative of 5 x/3 - 5/3 is 5/3, of which 0/9 is a part. */
Test(check_false, derivatives_of_quotients) {
    accepts("forall x in [1, 2] prove x/3 - 1/3 <= x/2 - 1/2", "\"1\"", "[[\"face\", 0, 0], " IN("1", "\"f\"") ", " IN("2", "\"l\"") "]");
    rejects("forall x in [1, 2] prove 5*x/3 - 5/3 <= x - 1", "\"1\"", "[[\"face\", 0, 0], " IN("1", "\"f\"") ", " IN("2", "\"l\"") "]", "is not certified");
}

Test(check_false, ends_that_are_no_numbers) {
    rejects("forall x in [0, sqrt(2)] prove x <= 1/10", "\"0\"", "[" IN("1", "\"l\"") "]", "expected a rational number");
    rejects("forall x in [0, 1], y in [0, x] prove y <= 1/10", "\"0\", \"0\"", "[" IN("1", "\"l\", \"l\"") "]", "expected a rational number");
}

/* There the coordinates are not the variables. */
Test(check_false, a_valley_below_a_chart) {
    rejects("forall x in [0, inf), y in [0, inf) prove 0 <= (x - y)^2", "\"1\", \"1\"", "[[\"scale\", [0, 1]], [\"valley\", 0, \"y\", 0], " IN("1", "\"l\", \"l\"") "]", "below a chart");
}
