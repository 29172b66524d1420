/* canary.c - a canary as a bound of its own. */
#include "bounds/bound.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The source without the clause of prove, the word canary of the k-th turned into prove. */
static char *source_of_canary(const cf_bound *b, int k) {
    static const char from[] = "canary", to[] = "prove";
    const char *s = b->source;
    size_t n = strlen(s), at = b->canary[k].from, rest = at + strlen(from), cut = b->prove.from, end = b->prove.to, size = 0;
    char *out = NULL;
    FILE *f = open_memstream(&out, &size);
    if (!f) abort();
    if (cut < at) {
        fprintf(f, "%.*s%.*s%s%s", (int)cut, s, (int)(at - end), s + end, to, s + rest);
    } else {
        fprintf(f, "%.*s%s%.*s", (int)at, s, to, (int)(cut - rest), s + rest);
        fwrite(s + end, 1, n - end, f);
    }
    if (fclose(f) != 0) abort();
    return out;
}

int cf_bounds_of_canary(cf_bounds *out, const cf_bound *b, int k) {
    char *text = source_of_canary(b, k);
    int r = cf_bounds_parse(out, text, strlen(text), b->name);
    free(text);
    return r;
}
