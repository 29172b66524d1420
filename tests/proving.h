/* proving.h - a statement proved, with a certain item in its certificate. */
#ifndef CF_TEST_PROVING_H
#define CF_TEST_PROVING_H

/* Seconds of CPU for a statement: the plan that they make, in work and not in time, uses the rules that the tests name, and takes at most 12 of
 * them on a machine of 2.5 GHz. A slower or an instrumented one must not come to their end. */
enum { PROVING_BUDGET = 60 };

/* "VARIABLES\nprove ..." is PROVED, and the text stands in the certificate. */
void proved_with(const char *item, const char *statement);

#endif
