/* test_check_false.c - false statements with certificates that a checker with one small mistake in it would accept: each of them was accepted by a
 * mutant of the checker (docs/quality/mutation.md) that the other tests had let pass. */
#include "tests/certificates.h"
#include "tests/slower.h"
#include "tests/support.h"
#include <criterion/criterion.h>

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
