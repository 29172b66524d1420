/* test_check_false.c - false statements with certificates that a checker with one small mistake in it would accept: each of them was accepted by a
 * mutant of the checker (docs/quality/mutation.md) that the other tests had let pass. */
#include "tests/certificates.h"
#include "tests/support.h"
#include <criterion/criterion.h>

TestSuite(check_false, .init = enter_checker, .fini = leave, .timeout = 60);

/* A leaf over one box: order, frames; no multipliers. */
#define IN(order, frames) "[\"in\", " order ", 64, 400, [" frames "], [], []]"

/* Below 1 without end: b - h with h in [0, inf), of no width. */
Test(check_false, frames_without_end_have_no_width) {
    rejects("forall x in (-inf, 1] prove -x <= 3", "\"1\"", "[" IN("1", "\"h\"") "]", "is not certified");
    rejects("forall x in [1, inf) prove x <= 3", "\"1\"", "[" IN("1", "\"l\"") "]", "is not certified");
    accepts("forall x in (-inf, 1] prove x <= 3", "\"1\"", "[" IN("1", "\"h\"") "]");
}
