/* leaks.c - what LeakSanitizer is to overlook in the process that runs a module's tests: Criterion keeps a block of 48 bytes there for a time
 * limit, and may forget it. A function of the library's own, it has no name to be suppressed by, and the library called every test: so in the
 * processes of the tests, which Criterion calls by the name below, nothing is overlooked. Other builds never call this. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
    return strcmp(program_invocation_short_name, "boxfort-worker") == 0 ? "" : "leak:libcriterion.so\n";
}
