/* cases.h - how many random inputs the tests with very many of them try. */
#ifndef CF_TEST_CASES_H
#define CF_TEST_CASES_H

#include <stdlib.h>

/* n times $CF_CASES, at least 1; n where that is not set. 50 makes a long run, 0.05 does under valgrind, where an instruction takes a hundred. */
static inline long cases_of(long n) {
    const char *asked = getenv("CF_CASES");
    const double many = asked ? (double)n * atof(asked) : (double)n;
    return many < 1 ? 1 : (long)many;
}

#endif
