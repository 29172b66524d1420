/* cells.h - the cells of a grid by the bits of their parameters. */
#ifndef CF_CELLS_H
#define CF_CELLS_H

#include <stddef.h>

typedef struct {
    const double *cells; /* n x width, the caller's */
    size_t n, width, mask;
    size_t *place; /* open addressing: 1 + the number of a cell, 0 for none */
} cf_cells;

/* 0, or -1 without memory. first (n): the least number of a cell with the same parameters; it is its own for what has
 * to be computed. */
int cf_cells_init(cf_cells *table, size_t *first, const double *cells, size_t n, size_t width);
/* The least number of a cell with these parameters; n if there is none. */
size_t cf_cells_find(const cf_cells *table, const double *parameters);
void cf_cells_clear(cf_cells *table);

#endif
