/* figure_output.c - see figure_output.h. */
#include "reports/figure_output.h"
#include "reports/reports.h"
#include "verify/host.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static json_t *number(double x) {
    return isfinite(x) ? json_real(x) : json_null();
}

static json_t *numbers(const double *x, size_t n) {
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++) json_array_append_new(array, number(x[i]));
    return array;
}

static json_t *axis_json(cf_axis axis) {
    static const char *const scales[] = {"linear", "log", "log10"};
    return json_pack("{s:s,s:s}", "label", axis.label, "scale", scales[axis.scale]);
}

static json_t *curves_json(const cf_panel *panel) {
    static const char *const styles[] = {"line", "dots", "dashed", "band"};
    json_t *array = json_array();
    for (size_t i = 0; i < panel->n_curves; i++) {
        const cf_curve *c = &panel->curve[i];
        json_t *o = json_pack("{s:s,s:s,s:o,s:o}", "label", c->label, "style", styles[c->style], "x",
                              numbers(c->x, c->n), "y", numbers(c->y, c->n));
        if (c->low) json_object_set_new(o, "low", numbers(c->low, c->n));
        if (c->high) json_object_set_new(o, "high", numbers(c->high, c->n));
        json_array_append_new(array, o);
    }
    return array;
}

static json_t *heats_json(const cf_panel *panel) {
    json_t *array = json_array();
    for (size_t i = 0; i < panel->n_heats; i++) {
        const cf_heat *h = &panel->heat[i];
        json_t *z = json_array();
        for (size_t r = 0; r < h->rows; r++) json_array_append_new(z, numbers(h->z + r * h->columns, h->columns));
        json_array_append_new(array, json_pack("{s:s,s:o,s:o,s:o}", "label", h->label, "x", numbers(h->x, h->columns),
                                               "y", numbers(h->y, h->rows), "z", z));
    }
    return array;
}

json_t *cf_figure_json(const cf_figure_result *r) {
    const cf_figure *f = r->figure;
    json_t *o = json_pack("{s:s,s:s,s:s,s:s,s:s}", "name", f->name, "paper", f->paper, "title", f->title, "says",
                          f->says, "ran", r->panel->ran);
    json_t *rest = json_pack("{s:s,s:b,s:f,s:I,s:I,s:s,s:o,s:s}", "tier", r->tier, "reduced", r->reduced, "seconds",
                             r->seconds, "cells", (json_int_t)r->cells, "computed", (json_int_t)r->computed, "version",
                             cf_version(), "host", cf_host_json(), "command", r->command);
    json_object_update(o, rest);
    json_decref(rest);
    if (r->claim) json_object_set_new(o, "claim", json_deep_copy(r->claim));
    json_object_set_new(o, "x", axis_json(f->x));
    json_object_set_new(o, "y", axis_json(f->y));
    json_object_set_new(o, "curves", curves_json(r->panel));
    json_object_set_new(o, "heats", heats_json(r->panel));
    return o;
}

/* A field of a CSV file; quoted where it has to be. */
static void add_field(cf_text *t, const char *s) {
    if (!strpbrk(s, ",\"\n")) {
        cf_text_add(t, "%s", s);
        return;
    }
    cf_text_add(t, "\"");
    for (; *s; s++) cf_text_add(t, *s == '"' ? "\"\"" : "%c", *s);
    cf_text_add(t, "\"");
}

static void add_number(cf_text *t, double x) {
    if (isfinite(x))
        cf_text_add(t, ",%.17g", x);
    else
        cf_text_add(t, ",");
}

char *cf_figure_csv(const cf_panel *panel) {
    cf_text t = {0};
    cf_text_add(&t, "curve,x,y,low,high%s\n", panel->n_heats ? ",z" : "");
    for (size_t k = 0; k < panel->n_curves; k++) {
        const cf_curve *c = &panel->curve[k];
        for (size_t i = 0; i < c->n; i++) {
            add_field(&t, c->label);
            add_number(&t, c->x[i]);
            add_number(&t, c->y[i]);
            add_number(&t, c->low ? c->low[i] : NAN);
            add_number(&t, c->high ? c->high[i] : NAN);
            cf_text_add(&t, "%s\n", panel->n_heats ? "," : "");
        }
    }
    for (size_t k = 0; k < panel->n_heats; k++) {
        const cf_heat *h = &panel->heat[k];
        for (size_t i = 0; i < h->rows * h->columns; i++) {
            add_field(&t, h->label);
            add_number(&t, h->x[i % h->columns]);
            add_number(&t, h->y[i / h->columns]);
            cf_text_add(&t, ",,");
            add_number(&t, h->z[i]);
            cf_text_add(&t, "\n");
        }
    }
    return t.text;
}
