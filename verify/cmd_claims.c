/* cmd_claims.c - certiflow claims: the claims, what of the paper they cover, and the errata. */
#include "reports/reports.h"
#include "verify/commands.h"
#include "verify/coverage.h"
#include "verify/lookup.h"
#include "verify/registry.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* {"id","paper","expected","title","method"} */
static json_t *claim_json(const cf_claim *c) {
    cf_verdict expected;
    char *place = cf_place(c);
    json_t *j = json_pack("{s:s,s:s,s:s,s:s}", "id", c->id, "paper", place, "title", c->title, "method",
                          cf_method_name(c->method));
    if (cf_expected(&expected, NULL, cf_table_expected, c->id) == 0)
        json_object_set_new(j, "expected", json_string(cf_verdict_name(expected)));
    free(place);
    return j;
}

static int print_json(json_t *j) {
    json_dumpf(j, stdout, JSON_INDENT(1)); /* what does not arrive is noticed and said by main */
    putchar('\n');
    json_decref(j);
    return CF_EXIT_OK;
}

static int list_json(void) {
    json_t *all = json_array();
    for (size_t i = 0; cf_claims[i]; i++) json_array_append_new(all, claim_json(cf_claims[i]));
    return print_json(json_pack("{s:o}", "claims", all));
}

static int list_text(void) {
    int width = 2, place_width = 5;
    for (size_t i = 0; cf_claims[i]; i++) {
        char *place = cf_place(cf_claims[i]);
        if ((int)strlen(cf_claims[i]->id) > width) width = (int)strlen(cf_claims[i]->id);
        if ((int)strlen(place) > place_width) place_width = (int)strlen(place);
        free(place);
    }
    for (size_t i = 0; cf_claims[i]; i++) {
        cf_verdict expected;
        char *place = cf_place(cf_claims[i]);
        int known = cf_expected(&expected, NULL, cf_table_expected, cf_claims[i]->id) == 0;
        printf("%-*s  %-*s  %s\n", width, cf_claims[i]->id, place_width, place,
               known ? cf_verdict_name(expected) : "no row in verify/expected.tsv");
        free(place);
    }
    return CF_EXIT_OK;
}

int cf_cmd_claims(int argc, char **argv) {
    int coverage = 0, json = 0, errata = 0;
    const cf_option options[] = {
        {"coverage", NULL, "every item of the paper with its claims", NULL, &coverage},
        {"errata", NULL, "the mistakes of the print, as docs/errata.md", NULL, &errata},
        {"json", NULL, "as JSON", NULL, &json},
        {0}};
    const cf_usage usage = {"claims", "[--coverage | --errata] [--json]",
                            "Lists every claim: its id, its place in the paper, the expected verdict.",
                            "--coverage", options};
    size_t n;
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code >= 0) return code;
    if (n > 0) return cf_usage_error(&usage, "no argument is taken, not '%s'", argv[1]);
    if (errata && (coverage || json)) return cf_usage_error(&usage, "--errata goes with no other option");
    if (!coverage && !errata) return json ? list_json() : list_text();
    if (coverage && json) return print_json(cf_coverage_json(cf_claims, cf_table_items));
    char *text = coverage ? cf_coverage_text(cf_claims, cf_table_items) : cf_report_errata(cf_claims);
    fputs(text, stdout);
    free(text);
    return CF_EXIT_OK;
}
