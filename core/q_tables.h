/* q_tables.h - private: the constants of the logarithm that q, q' and the generator share.
 *
 * For j = 0..15 let c_j be 1/(1 + j/16) rounded to a multiple of 2^-12. Then inverse[j] = c_j/4 exactly, and
 * log_hi[j] + log_lo[j] = -ln c_j, where log_hi is the nearest multiple of 2^-42 (so that k ln2_hi + log_hi
 * is exact for |k| < 1100) and log_lo the rest, rounded. log1p(r) = r + r^2 p(r): p's coefficients are
 * Taylor's, -1/2, 1/3, ..., rounded to nearest. tests/test_q.c recomputes every number of this file. */
#ifndef CF_Q_TABLES_H
#define CF_Q_TABLES_H

static const double q_table_inverse[16] = {0x1.00000p-2, 0x1.e1e00p-3, 0x1.c7200p-3, 0x1.af200p-3,
                                           0x1.99a00p-3, 0x1.86200p-3, 0x1.74600p-3, 0x1.64200p-3,
                                           0x1.55600p-3, 0x1.47a00p-3, 0x1.3b200p-3, 0x1.2f600p-3,
                                           0x1.24a00p-3, 0x1.1a800p-3, 0x1.11200p-3, 0x1.08400p-3};
static const double q_table_log_hi[16] = {
    0x0.0000000000000p+0, 0x1.f0c30c1118000p-5, 0x1.e2507702b0000p-4, 0x1.601b076e7a000p-3,
    0x1.c8df7cb9a8000p-3, 0x1.1661caecba000p-2, 0x1.4610bc29c6000p-2, 0x1.73c1800dc1000p-2,
    0x1.9f123f4bf7000p-2, 0x1.c92b7d6bb1000p-2, 0x1.f100f6c2eb000p-2, 0x1.0bf52e7353800p-1,
    0x1.1e6df676ff800p-1, 0x1.30757344f1000p-1, 0x1.41bcff4860000p-1, 0x1.52a6d269bc800p-1};
static const double q_table_log_lo[16] = {
    0x0.0000000000000p+0,   -0x1.caef3588b7d80p-45, -0x1.f897980522249p-45, 0x1.152d7d4dfc8e5p-44,
    0x1.eee42f58e1e6ep-44,  -0x1.171fff9fc4abbp-44, -0x1.e82c9f310c8e6p-46, -0x1.9be4811571280p-45,
    -0x1.2edbfd41b7fc2p-45, -0x1.bc058001e24cfp-44, 0x1.cce779d37f3d8p-45,  0x1.9b5899cd387d3p-46,
    0x1.a58ba81b983aap-46,  -0x1.ec82f533a1f99p-45, 0x1.76fd6b90e2a84p-47,  -0x1.ffbbb2e12ec6dp-45};

#define Q_LN2_HI 0x1.62e42fefa3800p-1 /* ln 2, a multiple of 2^-42 */
#define Q_LN2_LO 0x1.ef35793c76730p-45

#define Q_P0 (-0x1.0000000000000p-1)
#define Q_P1 0x1.5555555555555p-2
#define Q_P2 (-0x1.0000000000000p-2)
#define Q_P3 0x1.999999999999ap-3
#define Q_P4 (-0x1.5555555555555p-3)
#define Q_P5 0x1.2492492492492p-3
#define Q_P6 (-0x1.0000000000000p-3)
#define Q_P7 0x1.c71c71c71c71cp-4
#define Q_P8 (-0x1.999999999999ap-4)
#define Q_P9 0x1.745d1745d1746p-4

#endif
