/* memory.h - the program's memory: out of it, the program ends with exit code 4. */
#ifndef CF_MEMORY_H
#define CF_MEMORY_H

#include <stddef.h>

/* From here on GMP, MPFR, FLINT, Arb and jansson allocate as the program does (memory.c). Called once, first in main. */
void cf_memory_begin(void);

/* "certiflow: out of memory", on standard error, and the process ends with CF_EXIT_FAILED: at once, from any thread. */
_Noreturn void cf_out_of_memory(size_t bytes);

#endif
