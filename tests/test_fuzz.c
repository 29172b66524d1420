/* test_fuzz.c - every input of tests/fuzz/corpus and of tests/data/fuzz (those that once broke something) through the
 * targets of the fuzzers, which abort where a promise is broken (docs/quality/fuzzing.md). None takes long. */
#define _DEFAULT_SOURCE /* scandir */
#include "tests/fuzz/fuzz.h"
#include "tests/slower.h"
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_BYTES = 1 << 20 };
static const double most_seconds = 20; /* of the processor, for an input; what a fuzzer calls a hang */

TestSuite(fuzz, .timeout = 250 * SLOWER);

static void replay(fuzz_target *target, const char *folder, const char *name) {
    static uint8_t bytes[MOST_BYTES];
    char path[600];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    cr_assert(f, "%s", path);
    size_t n = fread(bytes, 1, sizeof bytes, f);
    cr_assert(!ferror(f) && n < sizeof bytes && fclose(f) == 0, "%s", path);
    uint8_t *exact = malloc(n ? n : 1); /* so that a sanitizer sees its end */
    cr_assert(exact);
    memcpy(exact, bytes, n);
    cr_log_info("%s", path); /* --verbose: which one it was */
    clock_t begun = clock();
    target(exact, n);
    double seconds = (double)(clock() - begun) / CLOCKS_PER_SEC;
    cr_expect(seconds < most_seconds, "%s: %g s", path, seconds);
    free(exact);
}

static int visible(const struct dirent *e) {
    return e->d_name[0] != '.';
}

static void replay_all(fuzz_target *target, const char *name) {
    static const char *const folders[] = {"tests/fuzz/corpus", "tests/data/fuzz"};
    int replayed = 0;
    for (int k = 0; k < 2; k++) {
        char folder[300];
        struct dirent **entry;
        snprintf(folder, sizeof folder, "%s/%s", folders[k], name);
        int n = scandir(folder, &entry, visible, alphasort);
        cr_assert(k == 1 || n > 0, "%s: run from the top of the tree", folder);
        for (int i = 0; i < n; i++, replayed++) {
            replay(target, folder, entry[i]->d_name);
            free(entry[i]);
        }
        if (n >= 0) free(entry);
    }
    cr_expect(replayed > 0);
}

#define REPLAY(name)                                                                                                  \
    Test(fuzz, name) {                                                                                                \
        replay_all(fuzz_##name, #name);                                                                               \
    }
REPLAY(csv)
REPLAY(npy)
REPLAY(idx)
REPLAY(cifar)
REPLAY(bound)
REPLAY(prove)
REPLAY(certificate)
REPLAY(checkpoint)
REPLAY(store)
REPLAY(results)
REPLAY(golden)
REPLAY(number)
REPLAY(cli)
