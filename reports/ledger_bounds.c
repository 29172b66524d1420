/* ledger_bounds.c - the bounds in the ledger: a line for each file, and the bounds that are not as expected. */
#include "reports/reports.h"
#include <string.h>

typedef struct {
    size_t all, unexpected;
    long counts[4]; /* of words, below */
    double seconds;
} file_sum;

static const char *const words[] = {"PROVED", "REFUTED", "UNDECIDED", "VACUOUS"};

int cf_report_is_bound(const json_t *claim) {
    return strcmp(cf_report_text(claim, "method"), "proof") == 0;
}

static int same_file(const char *a, const char *b) {
    size_t n = strcspn(a, ".");
    return n == strcspn(b, ".") && strncmp(a, b, n) == 0;
}

static int as_expected(const json_t *claim) {
    return strcmp(cf_report_text(claim, "verdict"), cf_report_text(claim, "expected")) == 0;
}

static file_sum sum_of(const json_t *claims, const char *id) {
    file_sum sum = {0};
    size_t i;
    json_t *c;
    json_array_foreach(claims, i, c) {
        if (!cf_report_is_bound(c) || !same_file(cf_report_text(c, "id"), id)) continue;
        sum.all++;
        sum.unexpected += !as_expected(c);
        sum.seconds += json_number_value(json_object_get(c, "seconds"));
        for (size_t k = 0; k < 4; k++) sum.counts[k] += strcmp(cf_report_text(c, "verdict"), words[k]) == 0;
    }
    return sum;
}

/* "  lemma1.bound - 12 of 13 as expected: 10 PROVED, 3 UNDECIDED; 3.2s" */
static void add_file(cf_text *t, const json_t *claims, const char *id, int width) {
    file_sum sum = sum_of(claims, id);
    cf_text line = {0};
    cf_text_add(&line, "%.*s.bound - ", (int)strcspn(id, "."), id);
    if (sum.unexpected)
        cf_text_add(&line, "%zu of %zu as expected:", sum.all - sum.unexpected, sum.all);
    else
        cf_text_add(&line, "%zu as expected:", sum.all);
    const char *before = " ";
    for (size_t k = 0; k < 4; k++) {
        if (sum.counts[k] == 0) continue;
        cf_text_add(&line, "%s%ld %s", before, sum.counts[k], words[k]);
        before = ", ";
    }
    cf_text_add(&line, "; %.1fs", sum.seconds);
    cf_text_add(t, "%s ", sum.unexpected ? "!" : " ");
    cf_text_wrap(t, line.text, 4, width);
    cf_text_add(t, "\n");
    cf_text_clear(&line);
}

static int is_first_of_file(const json_t *claims, size_t n) {
    const char *id = cf_report_text(json_array_get(claims, n), "id");
    for (size_t i = 0; i < n; i++) {
        const json_t *c = json_array_get(claims, i);
        if (cf_report_is_bound(c) && same_file(cf_report_text(c, "id"), id)) return 0;
    }
    return 1;
}

void cf_report_add_bounds(cf_text *t, const json_t *claims, int width) {
    size_t i;
    json_t *c;
    int any = 0;
    json_array_foreach(claims, i, c) {
        if (!cf_report_is_bound(c) || !is_first_of_file(claims, i)) continue;
        if (!any++) cf_text_add(t, "\nInequalities over their whole domains, certificates replayed\n");
        add_file(t, claims, cf_report_text(c, "id"), width);
    }
}
