/* compare.c - what changed between two runs; see page.h and docs/report.md. Nothing here decides what a change is
 * worth, but that a verdict that changed is one. */
#include "reports/page.h"
#include "reports/reports.h"
#include "verify/output.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double least_relative = 1e-9;           /* of a value or a curve, below which it has not changed */
static const double least_seconds = 0.5, factor = 2; /* seconds that changed much: by both */

static json_t *side_json(const cf_results *r, const char *dir) {
    const json_t *host = json_object_get(r->verify, "host");
    return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s}", "dir", dir, "version", cf_report_text(r->verify, "version"),
                     "build", cf_report_text(r->verify, "build"), "tier", cf_report_text(r->verify, "tier"), "date",
                     r->date, "blas_kernel", cf_report_text(host, "blas_kernel"));
}

/* |a - b| / max(|a|, |b|); infinite where one of them is no number and the other is. */
static double relative(double a, double b) {
    if (isnan(a) || isnan(b)) return isnan(a) && isnan(b) ? 0 : INFINITY;
    return a == b ? 0 : fabs(a - b) / fmax(fabs(a), fabs(b));
}

/* The number that a value of evidence is, or begins with: 0.62 of "0.62 ulp at 3"; 0 if it is none. */
static int number_of(double *x, const json_t *value) {
    const char *s = json_is_object(value) ? cf_report_text(value, "mid") : json_string_value(value);
    char *end;
    if (json_is_number(value))
        *x = json_number_value(value);
    else if (s)
        *x = strtod(s, &end);
    else
        return 0;
    return json_is_number(value) || (end != s && (*end == '\0' || *end == ' '));
}

static void add_value(json_t *values, const char *id, const char *key, const char *part, const json_t *in_a,
                      const json_t *in_b) {
    double a, b;
    if (!number_of(&a, in_a) || !number_of(&b, in_b) || relative(a, b) <= least_relative) return;
    json_array_append_new(values,
                          json_pack("{s:s,s:o,s:o,s:o,s:o}", "id", id, "key",
                                    json_sprintf("%s%s%s", key, *part ? ", " : "", part), "a", cf_json_double(a), "b",
                                    cf_json_double(b), "relative", cf_json_double(relative(a, b))));
}

/* The named values of the evidence, the least and the largest of its samples, the least slack of its facts. */
static void add_values(json_t *values, const json_t *a, const json_t *b) {
    size_t i;
    const char *key, *id = cf_report_text(a, "id");
    json_t *value, *sample;
    const json_t *in_a = json_object_get(json_object_get(a, "evidence"), "check"),
                 *in_b = json_object_get(json_object_get(b, "evidence"), "check");
    json_object_foreach(json_object_get(in_a, "values"), key, value) if (!strstr(key, "seconds"))
        add_value(values, id, key, "", value, json_object_get(json_object_get(in_b, "values"), key));
    json_object_foreach(json_object_get(in_a, "samples"), key, sample) {
        const json_t *other = json_object_get(json_object_get(in_b, "samples"), key);
        add_value(values, id, key, "least", json_object_get(sample, "min"), json_object_get(other, "min"));
        add_value(values, id, key, "largest", json_object_get(sample, "max"), json_object_get(other, "max"));
    }
    json_array_foreach(json_object_get(in_a, "facts"), i, value) {
        const json_t *other = json_array_get(json_object_get(in_b, "facts"), i);
        if (strcmp(cf_report_text(value, "what"), cf_report_text(other, "what")) == 0)
            add_value(values, id, cf_report_text(value, "what"), "least slack", json_object_get(value, "least_slack"),
                      json_object_get(other, "least_slack"));
    }
}

static void add_seconds(json_t *seconds, const json_t *a, const json_t *b) {
    double in_a = json_number_value(json_object_get(a, "seconds")),
           in_b = json_number_value(json_object_get(b, "seconds"));
    if (fabs(in_a - in_b) < least_seconds || fmax(in_a, in_b) < factor * fmin(in_a, in_b)) return;
    json_array_append_new(seconds, json_pack("{s:s,s:f,s:f}", "id", cf_report_text(a, "id"), "a", in_a, "b", in_b));
}

static json_t *alone_json(const json_t *claim) {
    return json_pack("{s:s,s:s,s:s}", "id", cf_report_text(claim, "id"), "title", cf_report_text(claim, "title"),
                     "verdict", cf_report_text(claim, "verdict"));
}

static void compare_claims(json_t *out, const cf_results *a, const cf_results *b) {
    size_t i, both = 0;
    json_t *claim, *changed = json_array(), *added = json_array(), *removed = json_array(), *values = json_array(),
                   *seconds = json_array();
    json_array_foreach(json_object_get(a->verify, "claims"), i, claim) {
        const json_t *other = cf_report_claim(b->verify, cf_report_text(claim, "id"));
        const char *before = cf_report_text(claim, "verdict"), *after = cf_report_text(other, "verdict");
        if (!other) json_array_append_new(removed, alone_json(claim));
        if (!other) continue;
        both++;
        if (strcmp(before, after) != 0)
            json_array_append_new(changed, json_pack("{s:s,s:s,s:s,s:s,s:s}", "id", cf_report_text(claim, "id"),
                                                     "title", cf_report_text(other, "title"), "a", before, "b", after,
                                                     "reason", cf_report_text(other, "reason")));
        add_values(values, claim, other);
        add_seconds(seconds, claim, other);
    }
    json_array_foreach(json_object_get(b->verify, "claims"), i,
                       claim) if (!cf_report_claim(a->verify, cf_report_text(claim, "id")))
        json_array_append_new(added, alone_json(claim));
    json_object_set_new(out, "claims", json_integer((json_int_t)both));
    json_object_set_new(out, "changed", changed);
    json_object_set_new(out, "added", added);
    json_object_set_new(out, "removed", removed);
    json_object_set_new(out, "values", values);
    json_object_set_new(out, "seconds", seconds);
}

/* ----------------------------------------------------------------------------------------------- figures */

static json_t *named(const json_t *all, const char *key, const char *name) {
    size_t i;
    json_t *one;
    json_array_foreach(all, i, one) if (strcmp(cf_report_text(one, key), name) == 0) return one;
    return NULL;
}

static double at(const json_t *array, size_t i) {
    const json_t *x = json_array_get(array, i);
    return json_is_number(x) ? json_number_value(x) : NAN;
}

/* The largest relative change of y, where both curves have the same x; "points" as status where they do not. NULL: no
 * change. */
static json_t *curve_json(const json_t *a, const json_t *b) {
    const json_t *xa = json_object_get(a, "x"), *xb = json_object_get(b, "x"), *ya = json_object_get(a, "y"),
                 *yb = json_object_get(b, "y");
    const char *label = cf_report_text(a ? a : b, "label");
    double largest = 0, where = NAN;
    if (!a || !b) return json_pack("{s:s,s:s}", "label", label, "status", a ? "removed" : "added");
    int same = json_array_size(xa) == json_array_size(xb);
    for (size_t i = 0; same && i < json_array_size(xa); i++) {
        double change = relative(at(ya, i), at(yb, i));
        if (relative(at(xa, i), at(xb, i)) > least_relative) same = 0;
        if (change > largest) largest = change, where = at(xa, i);
    }
    if (!same) return json_pack("{s:s,s:s}", "label", label, "status", "other points");
    if (largest <= least_relative) return NULL;
    return json_pack("{s:s,s:o,s:o}", "label", label, "relative", cf_json_double(largest), "x",
                     cf_json_double(where));
}

/* Likewise of a heat map. */
static json_t *heat_json(const json_t *a, const json_t *b) {
    const char *label = cf_report_text(a ? a : b, "label");
    if (!a || !b) return json_pack("{s:s,s:s}", "label", label, "status", a ? "removed" : "added");
    if (!json_equal(json_object_get(a, "x"), json_object_get(b, "x")) ||
        !json_equal(json_object_get(a, "y"), json_object_get(b, "y")))
        return json_pack("{s:s,s:s}", "label", label, "status", "other points");
    size_t i, k;
    json_t *row, *value;
    double largest = 0;
    json_array_foreach(json_object_get(a, "z"), i, row) json_array_foreach(row, k, value) largest =
        fmax(largest, relative(at(row, k), at(json_array_get(json_object_get(b, "z"), i), k)));
    return largest > least_relative ? json_pack("{s:s,s:o}", "label", label, "relative", cf_json_double(largest))
                                    : NULL;
}

static void compare_parts(json_t *out, const json_t *a, const json_t *b,
                          json_t *(*compare)(const json_t *, const json_t *)) {
    size_t i;
    json_t *part, *change;
    json_array_foreach(a, i, part) if ((change = compare(part, named(b, "label", cf_report_text(part, "label")))))
        json_array_append_new(out, change);
    json_array_foreach(b, i, part) if (!named(a, "label", cf_report_text(part, "label")))
        json_array_append_new(out, compare(NULL, part));
}

static const char *verdict_of(const json_t *figure) {
    return cf_report_text(json_object_get(figure, "claim"), "verdict");
}
static json_t *figure_side(const json_t *figure) {
    return json_pack("{s:s,s:s}", "tier", cf_report_text(figure, "tier"), "verdict", verdict_of(figure));
}

static json_t *figure_json(const json_t *a, const json_t *b) {
    json_t *curves = json_array();
    const char *status = !a ? "added" : !b ? "removed" : "changed";
    if (a && b) {
        compare_parts(curves, json_object_get(a, "curves"), json_object_get(b, "curves"), curve_json);
        compare_parts(curves, json_object_get(a, "heats"), json_object_get(b, "heats"), heat_json);
    }
    if (a && b && json_array_size(curves) == 0 && strcmp(verdict_of(a), verdict_of(b)) == 0) {
        json_decref(curves);
        return NULL;
    }
    json_t *j = json_pack("{s:s,s:s,s:s,s:o}", "name", cf_report_text(a ? a : b, "name"), "title",
                          cf_report_text(a ? a : b, "title"), "status", status, "curves", curves);
    if (a) json_object_set_new(j, "a", figure_side(a));
    if (b) json_object_set_new(j, "b", figure_side(b));
    return j;
}

json_t *cf_compare(const cf_results *a, const cf_results *b, const char *dir_a, const char *dir_b) {
    size_t i;
    json_t *f, *change, *figures = json_array(), *out = json_object();
    json_object_set_new(out, "a", side_json(a, dir_a));
    json_object_set_new(out, "b", side_json(b, dir_b));
    compare_claims(out, a, b);
    size_t verdicts = json_array_size(json_object_get(out, "changed"));
    json_array_foreach(a->figures, i, f) {
        const json_t *other = named(b->figures, "name", cf_report_text(f, "name"));
        if (other && strcmp(verdict_of(f), verdict_of(other)) != 0) verdicts++;
        if ((change = figure_json(f, other))) json_array_append_new(figures, change);
    }
    json_array_foreach(b->figures, i, f) if (!named(a->figures, "name", cf_report_text(f, "name")))
        json_array_append_new(figures, figure_json(NULL, f));
    json_object_set_new(out, "figures", figures);
    json_object_set_new(out, "verdicts", json_integer((json_int_t)verdicts));
    return out;
}
