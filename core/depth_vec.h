/* depth_vec.h - private: the constants of core/depth_vec.c for one depth; see there for their meaning. */
#ifndef CF_DEPTH_VEC_H
#define CF_DEPTH_VEC_H

#define DEPTH_VEC_PIECE 16
#define DEPTH_VEC_TAIL 22
#define DEPTH_VEC_BINOMIAL 10

typedef struct {
    double centre[16], at_centre[16], piece[DEPTH_VEC_PIECE][16];
    double tail[DEPTH_VEC_TAIL];
    double root[16], root_lo[16], power[8], power_lo[8], binomial[DEPTH_VEC_BINOMIAL];
} depth_vec_tables;

/* 1/(1 + (j + 1/2)/16), about, with 8 bits */
static const double depth_vec_inverse[16] = {0x1.f0p-1, 0x1.d4p-1, 0x1.bap-1, 0x1.a4p-1, 0x1.90p-1, 0x1.7ep-1,
                                             0x1.6cp-1, 0x1.5cp-1, 0x1.4ep-1, 0x1.42p-1, 0x1.34p-1, 0x1.2ap-1,
                                             0x1.20p-1, 0x1.16p-1, 0x1.0cp-1, 0x1.04p-1};

#endif
