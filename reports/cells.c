/* cells.c - see cells.h. */
#include "reports/cells.h"
#include "verify/run.h"
#include <stdlib.h>
#include <string.h>

/* The place of a cell with these parameters, or the free one where it would stand. FNV-1a mixes the low bits least:
 * they take the high. */
static size_t place_of(const cf_cells *t, const double *parameters) {
    uint64_t h = cf_fnv1a(CF_FNV1A, parameters, t->width * sizeof *parameters);
    size_t k = (size_t)(h ^ h >> 32) & t->mask;
    while (t->place[k] &&
           memcmp(t->cells + (t->place[k] - 1) * t->width, parameters, t->width * sizeof *parameters) != 0)
        k = (k + 1) & t->mask;
    return k;
}

int cf_cells_init(cf_cells *t, size_t *first, const double *cells, size_t n, size_t width) {
    *t = (cf_cells){.cells = cells, .n = n, .width = width, .mask = 15};
    while (t->mask < 2 * n) t->mask = 2 * t->mask + 1;
    t->place = calloc(t->mask + 1, sizeof *t->place);
    if (!t->place) return -1;
    for (size_t i = 0; i < n; i++) {
        size_t k = place_of(t, cells + i * width);
        if (!t->place[k]) t->place[k] = i + 1;
        first[i] = t->place[k] - 1;
    }
    return 0;
}

size_t cf_cells_find(const cf_cells *t, const double *parameters) {
    size_t k = place_of(t, parameters);
    return t->place[k] ? t->place[k] - 1 : t->n;
}

void cf_cells_clear(cf_cells *t) {
    free(t->place);
    t->place = NULL;
}
