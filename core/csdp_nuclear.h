/* csdp_nuclear.h - the semidefinite program of the least nuclear norm; csdp_nuclear.c is the one file that
 * includes CSDP. */
#ifndef CF_CSDP_NUCLEAR_H
#define CF_CSDP_NUCLEAR_H

#include "certiflow.h"

/* M (d x d) and Y (N) near an optimal pair for the entries y; 0 < max |y| is near 1. The observed entries of
 * M are met to rounding of the solver only. CF_ENOCONV, CF_ENOMEM. Safe to call from several threads: they
 * wait for each other. */
cf_status csdp_min_nuclear(double *M, double *Y, const double *y, const size_t *row, const size_t *col,
                           size_t N, size_t d);

#endif
