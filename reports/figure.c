/* figure.c - see figure.h. */
#include "reports/figure.h"
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const cf_figure *cf_figure_find(const char *name) {
    for (size_t i = 0; cf_figures[i]; i++)
        if (strcmp(cf_figures[i]->name, name) == 0) return cf_figures[i];
    return NULL;
}

size_t cf_column(const char *names, const char *name) {
    size_t length = strlen(name), column = 0;
    for (const char *s = names; *s; column++) {
        size_t here = strcspn(s, " ");
        if (here == length && strncmp(s, name, length) == 0) return column;
        s += here + strspn(s + here, " ");
    }
    fprintf(stderr, "certiflow: no column %s among: %s\n", name, names);
    abort();
}

void cf_figure_check(cf_run *run, const cf_figure *figure) {
    const cf_experiment *e = figure->experiment;
    cf_figure_size size = cf_run_tier(run) == CF_TIER_QUICK ? CF_SIZE_CLAIM : CF_SIZE_QUICK;
    cf_figure_data data = {.size = size,
                           .n = figure->grid(NULL, size),
                           .n_parameters = cf_experiment_parameters(e),
                           .n_values = cf_experiment_values(e)};
    double *cells = malloc(data.n * data.n_parameters * sizeof *cells), *values = malloc(data.n * data.n_values * sizeof *values);
    char error[512] = "out of memory";
    cf_sweep_options alone = {.jobs = 1};
    if (cells) figure->grid(cells, size);
    cf_sweep_end end = cells && values ? cf_sweep_run(values, e, cells, data.n, &alone, error) : CF_SWEEP_FAILED;
    if (end == CF_SWEEP_DONE) {
        data.cells = cells, data.values = values;
        figure->sentence(run, &data);
    } else if (end == CF_SWEEP_FAILED) {
        cf_resource_failed(run, error);
    } else {
        cf_left_undone(run, "the whole grid: %s", error);
    }
    free(cells), free(values);
}

/* n doubles, NaN; NULL without memory */
static double *nans(size_t n) {
    double *x = malloc((n ? n : 1) * sizeof *x);
    for (size_t i = 0; x && i < n; i++) x[i] = NAN;
    return x;
}

cf_curve *cf_panel_curve(cf_panel *panel, cf_style style, size_t n, int interval, const char *label, ...) {
    if (panel->n_curves == CF_PANEL_CURVES) return NULL;
    cf_curve *c = &panel->curve[panel->n_curves++];
    *c = (cf_curve){.style = style, .n = n, .x = nans(n), .y = nans(n), .low = interval ? nans(n) : NULL, .high = interval ? nans(n) : NULL};
    va_list ap;
    va_start(ap, label);
    vsnprintf(c->label, sizeof c->label, label, ap);
    va_end(ap);
    return c->x && c->y && (!interval || (c->low && c->high)) ? c : NULL;
}

cf_heat *cf_panel_heat(cf_panel *panel, size_t columns, size_t rows, const char *label, ...) {
    if (panel->n_heats == CF_PANEL_HEATS) return NULL;
    cf_heat *h = &panel->heat[panel->n_heats++];
    *h = (cf_heat){.columns = columns, .rows = rows, .x = nans(columns), .y = nans(rows), .z = nans(columns * rows)};
    va_list ap;
    va_start(ap, label);
    vsnprintf(h->label, sizeof h->label, label, ap);
    va_end(ap);
    return h->x && h->y && h->z ? h : NULL;
}

void cf_panel_clear(cf_panel *panel) {
    for (size_t i = 0; i < panel->n_curves; i++) {
        cf_curve *c = &panel->curve[i];
        free(c->x), free(c->y), free(c->low), free(c->high);
    }
    for (size_t i = 0; i < panel->n_heats; i++) free(panel->heat[i].x), free(panel->heat[i].y), free(panel->heat[i].z);
    memset(panel, 0, sizeof *panel);
}

/* The 97.5 % point of Student's t with f degrees of freedom, to 3 digits: exact tables to 10, Cornish-Fisher's expansion in 1/f beyond. */
static double student(size_t f) {
    static const double table[] = {0, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228};
    const double z = 1.959963985;
    if (f <= 10) return table[f];
    double x = (double)f, z3 = z * z * z, z5 = z3 * z * z;
    return z + (z3 + z) / (4 * x) + (5 * z5 + 16 * z3 + 3 * z) / (96 * x * x);
}

size_t cf_mean_interval(double *mean, double *low, double *high, const double *x, size_t n) {
    size_t left = 0;
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i])) sum += x[i], left++;
    *mean = left ? sum / (double)left : NAN;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i])) squares += (x[i] - *mean) * (x[i] - *mean);
    double half = left > 1 ? student(left - 1) * sqrt(squares / (double)(left - 1) / (double)left) : 0;
    *low = *mean - half, *high = *mean + half;
    return left;
}
