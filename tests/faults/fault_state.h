/* fault_state.h - what the shims and the programs of this folder share: a file, $FAULT_STATE, mapped by every process of
 * a run, so that calls are counted over all of them. */
#ifndef FAULT_STATE_H
#define FAULT_STATE_H

#include <stdatomic.h>
#include <stdint.h>

enum { FAULT_SITES = 1 << 16 };

/* Who asks: the program's own code; a library that allocates through the program's hooks (GMP, MPFR, FLINT, jansson);
 * any other library. */
typedef enum { FAULT_PROGRAM, FAULT_HOOKED, FAULT_LIBRARY, FAULT_KINDS } fault_kind;

typedef struct {
    _Atomic uint64_t hash; /* of the return addresses; 0: free */
    _Atomic uint64_t first, last, count;
    _Atomic int kind;
} fault_site;

typedef struct {
    _Atomic uint64_t calls;      /* so far */
    _Atomic uint64_t fail_at;    /* this one fails; 0: none, the sites are noted */
    _Atomic int failed, kind;    /* how many have failed; the kind of the last */
    char what[64];               /* fail_call: the call that failed */
    fault_site site[FAULT_SITES];
} fault_state;

#endif
