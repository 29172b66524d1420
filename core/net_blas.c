/* net_blas.c - OpenBLAS's own switch for its threads; with another BLAS, which has none, nothing is done. */
#include "net_blas.h"

#pragma weak openblas_get_num_threads
#pragma weak openblas_set_num_threads
int openblas_get_num_threads(void);
void openblas_set_num_threads(int threads);

int cf_net_serial_blas(void) {
    if (!openblas_get_num_threads || !openblas_set_num_threads) return 0;
    int before = openblas_get_num_threads();
    if (before > 1) openblas_set_num_threads(1);
    return before;
}

void cf_net_restore_blas(int before) {
    if (before > 1) openblas_set_num_threads(before);
}
