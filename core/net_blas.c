/* net_blas.c - OpenBLAS's own switch for its threads (with another BLAS, which has none, nothing is done) and OpenMP's
 * number of threads, by which oneDNN goes; our own parallel loops name theirs. */
#include "net_blas.h"
#include <omp.h>

#pragma weak openblas_get_num_threads
#pragma weak openblas_set_num_threads
int openblas_get_num_threads(void);
void openblas_set_num_threads(int threads);

cf_net_blas_threads cf_net_serial_blas(void) {
    cf_net_blas_threads before = {0, omp_get_max_threads()};
    omp_set_num_threads(1);
    if (!openblas_get_num_threads || !openblas_set_num_threads) return before;
    before.openblas = openblas_get_num_threads();
    if (before.openblas > 1) openblas_set_num_threads(1);
    return before;
}

void cf_net_restore_blas(cf_net_blas_threads before) {
    omp_set_num_threads(before.openmp);
    if (before.openblas > 1) openblas_set_num_threads(before.openblas);
}
