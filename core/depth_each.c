/* depth_each.c - h_D, its inverse, the complement of that and q_D' of many arguments: the scalar functions of
 * core/depth.c one by one, at their speed and with their bounds, 0.52 ulp (0.76 where the result is
 * subnormal). q_D alone has vector kernels (core/depth_vec.c). */
#include "certiflow.h"

void cf_h_vec(double *out, const double *z, double depth, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = cf_h(depth, z[i]);
}

void cf_h_inv_vec(double *out, const double *z, double depth, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = cf_h_inv(depth, z[i]);
}

void cf_h_inv_complement_vec(double *out, const double *z, double depth, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = cf_h_inv_complement(depth, z[i]);
}

void cf_q_depth_prime_vec(double *out, const double *z, double depth, size_t n) {
    if (depth == 2)
        cf_q_prime_vec(out, z, n);
    else
        cf_h_inv_vec(out, z, depth, n);
}
