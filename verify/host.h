/* host.h - what the machine and the libraries are: part of every report. */
#ifndef CF_HOST_H
#define CF_HOST_H

#include <jansson.h>

/* {"cpu","cores","system","blas","blas_kernel","blas_threads","flint","mpfr","gmp","jansson","compiler"}; a new
 * reference. What the system does not tell is "unknown". */
json_t *cf_host_json(void);

#endif
