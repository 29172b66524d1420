/* proving.c - see proving.h. */
#include "tests/proving.h"
#include "bounds/prove.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

void proved_with(const char *item, const char *statement) {
    char text[1000];
    snprintf(text, sizeof text, "bound t\nforall %s\n", statement);
    cf_bounds b;
    cr_assert(cf_bounds_parse(&b, text, strlen(text), "f") == 0, "%s\n%s", text, b.error);
    cf_prove_result r;
    const cf_prove_options options = {.budget = PROVING_BUDGET, .jobs = 1};
    cf_prove(&r, &b.bound[0], &options);
    cf_bounds_clear(&b);
    cr_expect(r.verdict == CF_PROVE_PROVED, "%s\n  %s %s", text, cf_prove_verdict_name(r.verdict), r.reason);
    cr_expect(r.certificate && strstr(r.certificate, item), "%s\n  without %s", text, item);
    cf_prove_result_clear(&r);
}
