/* golden_rows.c - rows of golden results. */
#include "golden_rows.h"
#include "core/certiflow.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double cf_golden_double(const cf_golden_row *row) {
    double x;
    memcpy(&x, &row->bits, sizeof x);
    return x;
}

static uint64_t bits_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

void cf_golden_add(cf_golden *g, const cf_golden_row *row) {
    if (g->size == g->capacity) {
        size_t capacity = g->capacity ? 2 * g->capacity : 256;
        cf_golden_row *grown = realloc(g->row, capacity * sizeof *grown);
        if (!grown) {
            g->failed = 1;
            return;
        }
        g->row = grown;
        g->capacity = capacity;
    }
    g->row[g->size++] = *row;
}

void cf_golden_clear(cf_golden *g) {
    free(g->row);
    *g = (cf_golden){0};
}

cf_golden_row cf_golden_row_of(cf_golden_kind kind, const char *name, const char *format, ...) {
    cf_golden_row row = {.kind = kind, .ulps = -1};
    snprintf(row.name, sizeof row.name, "%s", name);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(row.instance, sizeof row.instance, format, arguments);
    va_end(arguments);
    return row;
}

void cf_golden_add_value(cf_golden *g, cf_golden_row row, double value) {
    row.bits = bits_of(value);
    cf_golden_add(g, &row);
}

void cf_golden_count(cf_golden *g, cf_golden_row row, size_t count) {
    row.bits = count;
    cf_golden_add(g, &row);
}

void cf_golden_vector(cf_golden *g, cf_golden_row row, const double *x, size_t n, double bound) {
    row.bound = bound;
    for (row.index = 0; row.index < n; row.index++) cf_golden_add_value(g, row, x[row.index]);
}

static uint64_t hash(uint64_t h, const double *x, size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint64_t bits = bits_of(x[i]);
        for (int k = 0; k < 64; k += 8) h = (h ^ (bits >> k & 0xff)) * UINT64_C(0x100000001b3);
    }
    return h;
}

void cf_golden_hash(cf_golden *g, cf_golden_row row, const double *x, size_t n) {
    row.bits = hash(UINT64_C(0xcbf29ce484222325), x, n);
    cf_golden_add(g, &row);
}

double cf_golden_allowance(const double *x, size_t n) {
    return 2e-12 * cf_norm_l2(x, n);
}

int cf_golden_failed(cf_golden *g, const char *function, const cf_golden_instance *p, cf_status status) {
    if (status == CF_OK) return 0;
    if (status == CF_ENOMEM) g->failed = 1; /* no result of the function's, but of this run */
    cf_golden_count(g, cf_golden_row_of(CF_GOLDEN_COUNT, "status", "%s %s", function, p->name),
                    (size_t)status);
    return 1;
}
