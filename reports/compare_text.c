/* compare_text.c - a comparison of two runs as text for a terminal; see page.h. */
#include "reports/page.h"
#include "reports/reports.h"
#include <string.h>

static void add_side(cf_text *t, const char *name, const json_t *side) {
    cf_text_add(t, "%s  %s: certiflow %s, %s tier, %s, BLAS kernel %s\n", name, cf_report_text(side, "dir"),
                cf_report_text(side, "version"), cf_report_text(side, "tier"), cf_report_text(side, "date"),
                cf_report_text(side, "blas_kernel"));
}

/* A number, or the string that stands for one that is not finite. */
static void add_number(cf_text *t, const json_t *x) {
    if (json_is_string(x))
        cf_text_add(t, "%s", json_string_value(x));
    else
        cf_text_add(t, "%.6g", json_number_value(x));
}

static void add_changed(cf_text *t, const json_t *changed) {
    size_t i;
    json_t *c;
    if (json_array_size(changed)) cf_text_add(t, "\nVerdicts that changed\n");
    json_array_foreach(changed, i, c) {
        cf_text_add(t, "! %s: %s -> %s", cf_report_text(c, "id"), cf_report_text(c, "a"), cf_report_text(c, "b"));
        if (*cf_report_text(c, "reason")) cf_text_add(t, " (%s)", cf_report_text(c, "reason"));
        cf_text_add(t, "\n");
    }
}

static void add_alone(cf_text *t, const char *heading, const json_t *claims) {
    size_t i;
    json_t *c;
    if (json_array_size(claims)) cf_text_add(t, "\n%s\n", heading);
    json_array_foreach(claims, i, c) cf_text_add(t, "  %-12s  %s - %s\n", cf_report_text(c, "verdict"),
                                                 cf_report_text(c, "id"), cf_report_text(c, "title"));
}

static void add_values(cf_text *t, const json_t *values, const json_t *seconds) {
    size_t i;
    json_t *v;
    if (json_array_size(values)) cf_text_add(t, "\nValues that changed\n");
    json_array_foreach(values, i, v) {
        cf_text_add(t, "  %s: %s: ", cf_report_text(v, "id"), cf_report_text(v, "key"));
        add_number(t, json_object_get(v, "a"));
        cf_text_add(t, " -> ");
        add_number(t, json_object_get(v, "b"));
        cf_text_add(t, "\n");
    }
    if (json_array_size(seconds)) cf_text_add(t, "\nSeconds that changed much\n");
    json_array_foreach(seconds, i, v)
        cf_text_add(t, "  %s: %.2f -> %.2f\n", cf_report_text(v, "id"), json_number_value(json_object_get(v, "a")),
                    json_number_value(json_object_get(v, "b")));
}

static void add_curves(cf_text *t, const json_t *curves) {
    size_t i;
    json_t *c;
    json_array_foreach(curves, i, c) {
        cf_text_add(t, "    %s: ", cf_report_text(c, "label"));
        if (*cf_report_text(c, "status")) {
            cf_text_add(t, "%s\n", cf_report_text(c, "status"));
            continue;
        }
        cf_text_add(t, "largest relative change ");
        add_number(t, json_object_get(c, "relative"));
        if (json_object_get(c, "x")) cf_text_add(t, " at ");
        if (json_object_get(c, "x")) add_number(t, json_object_get(c, "x"));
        cf_text_add(t, "\n");
    }
}

static void add_figures(cf_text *t, const json_t *figures) {
    size_t i;
    json_t *f;
    if (json_array_size(figures)) cf_text_add(t, "\nFigures that changed\n");
    json_array_foreach(figures, i, f) {
        const char *a = cf_report_text(json_object_get(f, "a"), "verdict"),
                   *b = cf_report_text(json_object_get(f, "b"), "verdict");
        int both = json_object_get(f, "a") && json_object_get(f, "b");
        cf_text_add(t, "%s %s: %s", both && strcmp(a, b) != 0 ? "!" : " ", cf_report_text(f, "name"),
                    cf_report_text(f, "status"));
        if (both && strcmp(a, b) != 0) cf_text_add(t, ", %s -> %s", *a ? a : "no verdict", *b ? b : "no verdict");
        cf_text_add(t, "\n");
        add_curves(t, json_object_get(f, "curves"));
    }
}

char *cf_compare_text(const json_t *comparison) {
    cf_text t = {0};
    long long verdicts = (long long)json_integer_value(json_object_get(comparison, "verdicts"));
    add_side(&t, "A", json_object_get(comparison, "a"));
    add_side(&t, "B", json_object_get(comparison, "b"));
    cf_text_add(&t, "%lld claims in both; ", (long long)json_integer_value(json_object_get(comparison, "claims")));
    if (verdicts)
        cf_text_add(&t, "%lld verdict%s changed.\n", verdicts, verdicts == 1 ? "" : "s");
    else
        cf_text_add(&t, "no verdict changed.\n");
    add_changed(&t, json_object_get(comparison, "changed"));
    add_alone(&t, "Claims of B alone", json_object_get(comparison, "added"));
    add_alone(&t, "Claims of A alone", json_object_get(comparison, "removed"));
    add_figures(&t, json_object_get(comparison, "figures"));
    add_values(&t, json_object_get(comparison, "values"), json_object_get(comparison, "seconds"));
    return t.text;
}
