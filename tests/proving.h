/* proving.h - a statement proved, with a certain item in its certificate. */
#ifndef CF_TEST_PROVING_H
#define CF_TEST_PROVING_H

/* Seconds of CPU for a statement; more where every access is checked or every line counted. */
#if defined(__SANITIZE_ADDRESS__) || defined(CF_COVERAGE)
enum { PROVING_BUDGET = 200 };
#else
enum { PROVING_BUDGET = 20 };
#endif

/* "VARIABLES\nprove ..." is PROVED, and the text stands in the certificate. */
void proved_with(const char *item, const char *statement);

#endif
