/* net_blas.h - private: BLAS on one thread while our own threads share the work (core/net_layers.h). The setting is the
 * process's: two threads of one program that train at once must set it to 1 themselves beforehand. */
#ifndef CF_NET_BLAS_H
#define CF_NET_BLAS_H

int cf_net_serial_blas(void);         /* returns the number of threads before */
void cf_net_restore_blas(int before);

#endif
