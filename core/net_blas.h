/* net_blas.h - private: BLAS and oneDNN on one thread while our own threads share the work (core/net_layers.h). The setting is the
 * process's: two threads of one program that train at once must set it to 1 themselves beforehand. */
#ifndef CF_NET_BLAS_H
#define CF_NET_BLAS_H

typedef struct {
    int openblas, openmp;
} cf_net_blas_threads;

cf_net_blas_threads cf_net_serial_blas(void); /* returns the numbers of threads before */
void cf_net_restore_blas(cf_net_blas_threads before);

#endif
