/* host.h - what the machine and the libraries are: part of every report. */
#ifndef CF_HOST_H
#define CF_HOST_H

#include <jansson.h>

/* {"cpu","cores","system","blas","blas_kernel","blas_threads","flint","mpfr","gmp","jansson","compiler"}; a
 * new reference. What the system does not tell is "unknown". */
json_t *cf_host_json(void);
/* "OpenBLAS 0.3.21 Haswell": the library and the kernel that it chose for this processor; doubles depend on both. */
void cf_blas_name(char name[96]);
/* Tells this program from any other, an older build of it included: a hash of the program's file, 16
 * hexadecimal digits;
 * "" where the system does not give it. */
void cf_build_id(char id[17]);
/* The most memory that this process has held at once (resident), in KiB. */
long cf_own_peak_kib(void);

#endif
