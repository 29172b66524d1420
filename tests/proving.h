/* proving.h - a statement proved, with a certain item in its certificate. */
#ifndef CF_TEST_PROVING_H
#define CF_TEST_PROVING_H

#include "tests/slower.h"

/* Seconds of CPU for a statement. Half as slow, as Arb and GMP are not instrumented: with more the prover needs no rule where it should use one. */
enum { PROVING_BUDGET = SLOWER > 1 ? 20 * SLOWER / 2 : 20 };

/* "VARIABLES\nprove ..." is PROVED, and the text stands in the certificate. */
void proved_with(const char *item, const char *statement);

#endif
