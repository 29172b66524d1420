/* figure_output.h - a drawn figure as files: NAME.csv and NAME.json here, NAME.svg and NAME.png in reports/gnuplot.h.
 */
#ifndef CF_FIGURE_OUTPUT_H
#define CF_FIGURE_OUTPUT_H

#include "reports/figure.h"
#include <jansson.h>

/* A figure, what was drawn of it, and how it came about. */
typedef struct {
    const cf_figure *figure;
    const cf_panel *panel;
    const char *tier;
    int reduced; /* the sizes are not the paper's own */
    double seconds;
    size_t cells, computed; /* of the grid; of them computed now rather than found in the store */
    const char *command;    /* what to type to get it again */
    const json_t *claim;    /* {"id","statement","verdict","reason","canary","facts"}; NULL for an atlas without one */
} cf_figure_result;

/* docs/figures.md's NAME.json; a new reference. A number that is not finite is null. */
json_t *cf_figure_json(const cf_figure_result *result);
/* "curve,x,y,low,high", a row a point, 17 significant digits, empty where there is no number; with heat maps, whose
 * rows have a z, "curve,x,y,low,high,z". The caller frees it. */
char *cf_figure_csv(const cf_panel *panel);

#endif
