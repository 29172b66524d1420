/* net_shuffle.h - private: the order of an epoch, a function of the seed and the epoch's number alone, so that a run may be
 * taken up anywhere. */
#ifndef CF_NET_SHUFFLE_H
#define CF_NET_SHUFFLE_H

#include "certiflow.h"

/* Fisher and Yates with cf_rng, whose seed is (seed, epoch) through splitmix64's mixing. */
static inline void cf_net_shuffle(size_t *order, size_t n, uint64_t seed, uint64_t epoch) {
    uint64_t z = seed + (epoch + 1) * UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    cf_rng rng;
    cf_rng_init(&rng, z ^ (z >> 31));
    for (size_t i = 0; i < n; i++) order[i] = i;
    for (size_t i = n; i-- > 1;) {
        size_t j = (size_t)(cf_rng_uniform(&rng) * (double)(i + 1));
        if (j > i) j = i; /* the draw may be 1 */
        size_t swap = order[i];
        order[i] = order[j], order[j] = swap;
    }
}

#endif
