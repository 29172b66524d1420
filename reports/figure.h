/* figure.h - a figure: the grid of an experiment, what is drawn of its cells, and the paper's sentence about it, which is a claim.
 *
 * reports/figures/NAME.c defines   const cf_figure cf_figure_NAME = {...};   the Makefile finds it. See docs/figures.md for how to
 * add one. The sentence's claim is verify/claims/NAME.c: in `certiflow verify` it is checked on the small grid, by `certiflow figure
 * NAME` on the figure's own data, by the same function and with the same canary. */
#ifndef CF_FIGURE_H
#define CF_FIGURE_H

#include "reports/sweep.h"
#include "verify/claim.h"

/* The size of a grid: as a claim of the quick tier checks it (well under a second); the figure's default, at the paper's sizes where
 * those take minutes, else reduced; tens of minutes; the paper's own sizes, whatever they cost. */
typedef enum { CF_SIZE_CLAIM, CF_SIZE_QUICK, CF_SIZE_FULL, CF_SIZE_PAPER } cf_figure_size;

typedef enum { CF_AXIS_LINEAR, CF_AXIS_LOG, CF_AXIS_LOG10 /* the numbers are decimal logarithms already */ } cf_axis_scale;
typedef struct {
    const char *label;
    cf_axis_scale scale;
    double from; /* the pictures' axis begins here at the least, and cuts off what lies below; 0: at the least of the data */
} cf_axis;

typedef enum { CF_LINE, CF_DOTS, CF_DASHED, CF_BAND /* line with its interval low..high filled */ } cf_style;
typedef struct {
    char label[64];
    cf_style style;
    size_t n;
    double *x, *y, *low, *high; /* n each; low and high NULL unless there is an interval. NaN: no point */
} cf_curve;

typedef struct { /* a heat map: z[r * columns + c] at x[c], y[r]; NaN: no value */
    char label[64];
    size_t columns, rows;
    double *x, *y, *z;
} cf_heat;

enum { CF_PANEL_CURVES = 24, CF_PANEL_HEATS = 8 };
typedef struct {
    size_t n_curves, n_heats;
    cf_curve curve[CF_PANEL_CURVES];
    cf_heat heat[CF_PANEL_HEATS];
    char ran[600]; /* what was computed, in words: sizes, seeds, what is certified, whether reduced */
} cf_panel;

/* The data of a figure as computed: what sentence and draw see. */
typedef struct {
    cf_figure_size size;
    size_t n;             /* cells */
    size_t n_parameters, n_values;
    const double *cells;  /* n x n_parameters */
    const double *values; /* n x n_values */
} cf_figure_data;

typedef struct {
    const char *name;     /* fig1a */
    const char *paper;    /* "Figure 1(a)"; "" for an atlas */
    const char *title;    /* half a line */
    const char *says;     /* what the paper says of it, in short; "" for an atlas */
    const char *claim;    /* the id of the sentence's claim; NULL for an atlas without one */
    int reduced_below;    /* the least cf_figure_size at which the sizes are the paper's own; below it the figure is named reduced */
    cf_axis x, y;
    const cf_experiment *experiment;
    /* How many cells the grid has; cells != NULL: writes their parameters (n x n_parameters). */
    size_t (*grid)(double *cells, cf_figure_size size);
    /* Fills the panel (zeroed); 0, or -1 without memory. */
    int (*draw)(cf_panel *panel, const cf_figure_data *data);
    /* The sentence's facts on this data, by verify/claim.h's cf_instance, cf_hypothesis, cf_observed, ...; NULL for an atlas. */
    void (*sentence)(cf_run *run, const cf_figure_data *data);
} cf_figure;

extern const cf_figure *const cf_figures[]; /* in the order of their names; ends with NULL */
const cf_figure *cf_figure_find(const char *name);

/* For the claim of a figure: runs the small grid (CF_SIZE_CLAIM; the quick size beyond the quick tier) on one thread, nothing kept,
 * and reports the sentence's facts. */
void cf_figure_check(cf_run *run, const cf_figure *figure);

/* A curve with room for n points, intervals too where wanted; NULL without memory or past CF_PANEL_CURVES. */
cf_curve *cf_panel_curve(cf_panel *panel, cf_style style, size_t n, int interval, const char *label, ...)
    __attribute__((format(printf, 5, 6)));
cf_heat *cf_panel_heat(cf_panel *panel, size_t columns, size_t rows, const char *label, ...)
    __attribute__((format(printf, 4, 5)));
void cf_panel_clear(cf_panel *panel);

/* Mean and 95 % interval by Student's t of n numbers, NaNs left out; n left. NaN where none is left; low = high = mean for one. */
size_t cf_mean_interval(double *mean, double *low, double *high, const double *x, size_t n);

/* "log_alpha N seed": the column of a name among an experiment's parameters or values; aborts on a name that is not there. */
size_t cf_column(const char *names, const char *name);

#endif
