/* proving.h - a statement proved, with a certain item in its certificate. */
#ifndef CF_TEST_PROVING_H
#define CF_TEST_PROVING_H

#include "tests/slower.h"

/* Seconds of CPU for a statement. */
enum { PROVING_BUDGET = 20 * SLOWER };

/* "VARIABLES\nprove ..." is PROVED, and the text stands in the certificate. */
void proved_with(const char *item, const char *statement);

#endif
