/* tsan_prove.c - the prover's search for ThreadSanitizer (tests/tsan.sh): each bound by four threads, with the verdict and the certificate
 * that one thread finds.
 *
 *     tsan_prove FILE.bound...      exit 0 iff they are the same */
#include "bounds/prove.h"
#include <stdio.h>
#include <string.h>

enum { JOBS = 4, BUDGET = 20 /* seconds of the processor for a bound */ };

static int prove_file(const char *path) {
    cf_bounds one, four;
    int wrong = cf_bounds_read(&one, path) != 0 || cf_bounds_read(&four, path) != 0;
    if (wrong) fprintf(stderr, "%s\n", one.error);
    for (int i = 0; i < one.n && !wrong; i++) {
        cf_prove_result a, b;
        cf_prove_options alone = {.budget = BUDGET, .jobs = 1}, many = {.budget = BUDGET, .jobs = JOBS};
        cf_prove(&a, &one.bound[i], &alone);
        cf_prove(&b, &four.bound[i], &many);
        /* out of budget, the two differ in how far they came */
        int decided = a.verdict != CF_PROVE_UNDECIDED && b.verdict != CF_PROVE_UNDECIDED;
        if (decided &&
            (a.verdict != b.verdict || !a.certificate != !b.certificate || (a.certificate && strcmp(a.certificate, b.certificate) != 0)))
            wrong = 1, fprintf(stderr, "tsan_prove: one thread and four differ on %s\n", one.bound[i].name);
        fprintf(stderr, "%s: %s, %ld boxes\n", one.bound[i].name, cf_prove_verdict_name(b.verdict), b.boxes);
        cf_prove_result_clear(&a);
        cf_prove_result_clear(&b);
    }
    cf_bounds_clear(&one);
    cf_bounds_clear(&four);
    return wrong;
}

int main(int argc, char **argv) {
    int wrong = argc < 2;
    for (int i = 1; i < argc; i++) wrong |= prove_file(argv[i]);
    flint_cleanup();
    puts(wrong ? "tsan_prove: wrong" : "tsan_prove: all results are right");
    return wrong;
}
