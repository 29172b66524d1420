/* slower.h - how much longer than in an ordinary build a test may take where every access is checked or every line counted: for the limits
 * in seconds after which Criterion ends a test that hangs, and for what a prover is given. */
#ifndef CF_TEST_SLOWER_H
#define CF_TEST_SLOWER_H

#if defined(__SANITIZE_ADDRESS__) || defined(CF_COVERAGE)
enum { SLOWER = 10 };
#else
enum { SLOWER = 1 };
#endif

#endif
