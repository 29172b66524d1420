/* flow_kernel_width.h - private: the kernels of flow_kernel.c for one width of vector.
 *
 * The includer defines W(name) (the suffix), W_TARGET (the attribute), LANES, W_SPLAT, W_FMA, and ROWS and
 * WIDE: blocks of ROWS rows by WIDE vectors are held in registers. */

typedef double W(vector) __attribute__((vector_size(8 * LANES), aligned(8), may_alias));
typedef int64_t W(integers) __attribute__((vector_size(8 * LANES), aligned(8), may_alias));

/* rows x (columns of `wide` vectors) of V X from X's column c on, V by rows of length N */
W_TARGET static CF_INLINE void W(block_times)(double *Z, const double *V, const double *X, size_t N, size_t d,
                                              int rows, int wide) {
    W(vector) sum[ROWS][WIDE] = {{{0}}};
    for (size_t n = 0; n < N; n++)
#pragma GCC unroll 8
        for (int j = 0; j < rows; j++)
#pragma GCC unroll 8
            for (int k = 0; k < wide; k++)
                sum[j][k] = W_FMA(W_SPLAT(V[(size_t)j * N + n]),
                                  *(const W(vector) *)(X + n * d + (size_t)k * LANES), sum[j][k]);
#pragma GCC unroll 8
    for (int j = 0; j < rows; j++)
#pragma GCC unroll 8
        for (int k = 0; k < wide; k++) *(W(vector) *)(Z + (size_t)j * d + (size_t)k * LANES) = sum[j][k];
}

W_TARGET static void W(times)(double *Z, const double *V, const double *X, size_t m, size_t N, size_t d) {
    size_t c = 0;
    for (; c + WIDE * LANES <= d; c += WIDE * LANES) {
        size_t j = 0;
        for (; j + ROWS <= m; j += ROWS) W(block_times)(Z + j * d + c, V + j * N, X + c, N, d, ROWS, WIDE);
        for (; j < m; j++) W(block_times)(Z + j * d + c, V + j * N, X + c, N, d, 1, WIDE);
    }
    for (; c + LANES <= d; c += LANES)
        for (size_t j = 0; j < m; j++) W(block_times)(Z + j * d + c, V + j * N, X + c, N, d, 1, 1);
    for (; c < d; c++)
        for (size_t j = 0; j < m; j++) {
            double sum = 0;
            for (size_t n = 0; n < N; n++) sum += V[j * N + n] * X[n * d + c];
            Z[j * d + c] = sum;
        }
}

W_TARGET static CF_INLINE double W(total)(W(vector) v) {
    double sum = 0;
    for (int k = 0; k < LANES; k++) sum += v[k];
    return sum;
}

/* R (stride N) = -R + B X^T for `rows` rows of B and `wide` of X, both of length d */
W_TARGET static CF_INLINE void W(block_dots)(double *R, const double *B, const double *X, size_t N, size_t d,
                                             int rows, int wide) {
    W(vector) sum[ROWS][WIDE] = {{{0}}};
    size_t i = 0;
    for (; i + LANES <= d; i += LANES)
#pragma GCC unroll 8
        for (int j = 0; j < rows; j++)
#pragma GCC unroll 8
            for (int k = 0; k < wide; k++)
                sum[j][k] = W_FMA(*(const W(vector) *)(B + (size_t)j * d + i),
                                  *(const W(vector) *)(X + (size_t)k * d + i), sum[j][k]);
    for (int j = 0; j < rows; j++)
        for (int k = 0; k < wide; k++) {
            double rest = W(total)(sum[j][k]);
            for (size_t l = i; l < d; l++) rest += B[(size_t)j * d + l] * X[(size_t)k * d + l];
            R[(size_t)j * N + (size_t)k] = rest - R[(size_t)j * N + (size_t)k];
        }
}

W_TARGET static void W(dots)(double *R, const double *B, const double *X, size_t m, size_t N, size_t d) {
    for (size_t j = 0; j < m; j += j + ROWS <= m ? ROWS : 1) {
        size_t n = 0;
        const int rows = j + ROWS <= m;
        for (; rows && n + WIDE <= N; n += WIDE)
            W(block_dots)(R + j * N + n, B + j * d, X + n * d, N, d, ROWS, WIDE);
        for (; rows && n < N; n++) W(block_dots)(R + j * N + n, B + j * d, X + n * d, N, d, ROWS, 1);
        for (; n < N; n++) W(block_dots)(R + j * N + n, B + j * d, X + n * d, N, d, 1, 1);
    }
}

/* e^x, 0 <= x <= 700: x = k ln 2 + r, |r| <= 0.3466, Taylor to r^13, whose remainder is below 2^-57. k
 * ln2_high is exact (ln2_high has 32 bits), so r errs by 2^-53 |r| and a little, e^r by that, its series'
 * roundings by 1.4 units of 2^-53: below 2^-52 in all. */
W_TARGET static CF_INLINE W(vector) W(exponential)(W(vector) x) {
    static const double inverse_factorial[] = {1.0 / 6227020800,
                                               1.0 / 479001600,
                                               1.0 / 39916800,
                                               1.0 / 3628800,
                                               1.0 / 362880,
                                               1.0 / 40320,
                                               1.0 / 5040,
                                               1.0 / 720,
                                               1.0 / 120,
                                               1.0 / 24,
                                               1.0 / 6,
                                               0.5,
                                               1,
                                               1};
    /* adding 2^52 3/2 rounds to an integer, which then stands in the low bits */
    const W(vector) shifted = W_FMA(x, W_SPLAT(0x1.71547652b82fep+0), W_SPLAT(0x1.8p52)),
                    k = shifted - 0x1.8p52;
    const W(vector) r = W_FMA(k, W_SPLAT(-0x1.a39ef35793c76p-33), W_FMA(k, W_SPLAT(-0x1.62e42feep-1), x));
    W(vector) p = W_SPLAT(inverse_factorial[0]);
#pragma GCC unroll 16
    for (int i = 1; i < 14; i++) p = W_FMA(p, r, W_SPLAT(inverse_factorial[i]));
    const W(integers) power =
        ((W(integers))shifted << 52) + ((W(integers))(W(vector)){0} + 0x3ff0000000000000);
    return p * (W(vector))power;
}

/* sinh z/z, |z| < 1/4: Taylor to z^12 */
W_TARGET static CF_INLINE W(vector) W(odd_series)(W(vector) z) {
    const W(vector) s = z * z;
    W(vector) p = W_SPLAT(1.0 / 6227020800);
    p = W_FMA(p, s, W_SPLAT(1.0 / 39916800)), p = W_FMA(p, s, W_SPLAT(1.0 / 362880));
    p = W_FMA(p, s, W_SPLAT(1.0 / 5040)), p = W_FMA(p, s, W_SPLAT(1.0 / 120));
    p = W_FMA(p, s, W_SPLAT(1.0 / 6));
    return W_FMA(p, s, W_SPLAT(1.0));
}

/* beta = scale sinh z, weight = scale cosh z where |z| <= 700; nonzero iff it is so for all. The elements
 * from *done on, fewer than LANES, are left. */
W_TARGET static int W(hyperbolic)(double *beta, double *weight, size_t *done, const double *z, double scale,
                                  size_t n) {
    const W(integers) sign = (W(integers))(W(vector)){0} + INT64_MIN;
    W(integers) inside = ~(W(integers)){0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        const W(vector) zi = *(const W(vector) *)(z + i);
        const W(vector) size = (W(vector))((W(integers))zi & ~sign);
        inside &= size <= 700.0;
        const W(vector) e = W(exponential)(size), inverse = 1 / e, large = 0.5 * scale * (e - inverse);
        const W(vector) small = scale * size * W(odd_series)(size);
        const W(integers) is_small = size < 0.25;
        const W(integers) b = (is_small & (W(integers))small) | (~is_small & (W(integers))large);
        *(W(vector) *)(weight + i) = 0.5 * scale * (e + inverse);
        *(W(vector) *)(beta + i) = (W(vector))(b | ((W(integers))zi & sign));
    }
    *done = i;
    int all = 1;
    for (int k = 0; k < LANES; k++) all &= inside[k] != 0;
    return all;
}
