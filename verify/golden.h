/* golden.h - the results of the fast core on fixed inputs, as rows that can be saved and compared. */
#ifndef CF_GOLDEN_H
#define CF_GOLDEN_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
    CF_GOLDEN_BITS,  /* a double that no BLAS takes part in */
    CF_GOLDEN_BLAS,  /* a double that depends on the BLAS kernel; bound is how far two kernels may be apart */
    CF_GOLDEN_HASH,  /* FNV-1a over the bits of many doubles without BLAS */
    CF_GOLDEN_COUNT, /* iterations: compared on the same kernel only */
} cf_golden_kind;

typedef struct {
    char name[32], instance[64];
    size_t index;
    cf_golden_kind kind;
    uint64_t bits; /* of the double; the hash; the count */
    double bound;  /* CF_GOLDEN_BLAS */
    double ulps;   /* the error of a scalar function in ulp; -1: not measured */
} cf_golden_row;

typedef struct {
    cf_golden_row *row;
    size_t size, capacity;
    int failed; /* out of memory */
} cf_golden;

double cf_golden_double(const cf_golden_row *row);
void cf_golden_add(cf_golden *golden, const cf_golden_row *row);
/* Runs every function of the core; a solver that fails leaves its status as a count named "status". */
void cf_golden_run(cf_golden *golden);
void cf_golden_clear(cf_golden *golden);

#endif
