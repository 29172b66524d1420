/* entry.c - libFuzzer's entry, compiled once a target: -DTARGET=fuzz_NAME. A hang is 60 s of the processor, of which an
 * ordinary build takes a tenth: libFuzzer's own limit is by the clock, which on a busy machine calls what is quick a hang. */
#include "tests/fuzz/fuzz.h"
#include <time.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    clock_t begun = clock();
    TARGET(data, size);
    REQUIRE((double)(clock() - begun) / CLOCKS_PER_SEC < 60);
    return 0;
}
