/* gnuplot.h - the picture of a figure, drawn by the program gnuplot. */
#ifndef CF_GNUPLOT_H
#define CF_GNUPLOT_H

#include "reports/figure_output.h"
#include "reports/reports.h"

typedef enum { CF_PICTURE_SVG, CF_PICTURE_PNG } cf_picture_kind;

/* s in quotes, in gnuplot's enhanced notation: alpha^D with a Greek letter and a raised D; what follows _ is an index, but for in prose,
 * where it is part of a name. Nothing in s can act as a command. */
void cf_gnuplot_quote(cf_text *t, const char *s, int prose);

/* What gnuplot is told; the caller frees it. It writes the picture to standard output. */
char *cf_gnuplot_script(const cf_figure_result *result, cf_picture_kind kind);

/* Nonzero iff nothing in the n bytes shows that some are missing: PNG has a length and a checksum in each of its chunks, and in SVG every
 * tag is closed by its like. */
int cf_picture_is_whole(const char *picture, size_t n, cf_picture_kind kind);

/* The picture's bytes, which the caller frees, and their number. NULL with a message in error: gnuplot is not installed
 * (*missing is 1), or does not draw it. */
char *cf_gnuplot_draw(size_t *n, const cf_figure_result *result, cf_picture_kind kind, int *missing, char error[512]);

#endif
