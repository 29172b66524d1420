/* junit.c - junit.xml: a test case a claim, grouped into suites by section; a failure where the verdict is
 * not the expected one, an error where the check died. */
#include "reports/reports.h"

static void add_attribute(cf_text *t, const char *name, const char *value) {
    cf_text_add(t, " %s=\"", name);
    cf_text_add_escaped(t, value);
    cf_text_add(t, "\"");
}

static int died(const json_t *claim) {
    return json_is_true(json_object_get(claim, "crashed"));
}

static void add_case(cf_text *t, const json_t *claim) {
    cf_text_add(t, "  <testcase");
    add_attribute(t, "classname", cf_report_text(claim, "paper"));
    add_attribute(t, "name", cf_report_text(claim, "id"));
    cf_text_add(t, " time=\"%.3f\"", json_real_value(json_object_get(claim, "seconds")));
    if (!cf_report_differs(claim) && !died(claim)) {
        cf_text_add(t, "/>\n");
        return;
    }
    const char *expected = cf_report_text(claim, "expected");
    cf_text_add(t, ">\n   <%s message=\"%s where %s is expected", died(claim) ? "error" : "failure",
                cf_report_text(claim, "verdict"), *expected ? expected : "nothing");
    if (*cf_report_text(claim, "reason")) {
        cf_text_add(t, ": ");
        cf_text_add_escaped(t, cf_report_text(claim, "reason"));
    }
    cf_text_add(t, "\">");
    cf_text_add_escaped(t, cf_report_text(claim, "statement"));
    cf_text_add(t, "</%s>\n  </testcase>\n", died(claim) ? "error" : "failure");
}

char *cf_report_junit(const json_t *report) {
    cf_text t = {0};
    size_t i, tests = 0, failures = 0, errors = 0;
    double seconds = 0;
    json_t *claims = json_object_get(report, "claims"), *c;
    json_array_foreach(claims, i, c) {
        tests++;
        errors += (size_t)died(c);
        failures += cf_report_differs(c) && !died(c);
        seconds += json_real_value(json_object_get(c, "seconds"));
    }
    cf_text_add(
        &t,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n <testsuite name=\"certiflow verify\" ");
    cf_text_add(&t, "tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" time=\"%.3f\">\n", tests, failures, errors,
                seconds);
    json_array_foreach(claims, i, c) add_case(&t, c);
    cf_text_add(&t, " </testsuite>\n</testsuites>\n");
    return t.text;
}
