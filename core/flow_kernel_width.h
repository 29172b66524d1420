/* flow_kernel_width.h - private: the kernels of flow_kernel.c for one width of vector.
 *
 * The includer defines W(name) (the suffix), W_TARGET (the attribute), LANES (1, 4 or 8), W_SPLAT, W_FMA, and
 * ROWS, WIDE and ROWS_DOTS: blocks of so many rows by WIDE vectors are held in registers. Sums over columns
 * are eight, by the column modulo 8, whatever the width; all else is element by element, with + - * / and
 * fma: the bits are the same for every width, compiler and processor. */

#define PARTS (8 / LANES)
typedef double W(vector) __attribute__((vector_size(8 * LANES), aligned(8), may_alias));
typedef int64_t W(integers) __attribute__((vector_size(8 * LANES), aligned(8), may_alias));
typedef uint64_t W(naturals) __attribute__((vector_size(8 * LANES), aligned(8), may_alias));
#define W_AT(x) (*(const W(vector) *)(x))

/* `rows` rows of V X from X's column on where X points, `wide` vectors of them */
W_TARGET static CF_INLINE void W(block_times)(double *Z, const double *V, const double *X, size_t N, size_t d,
                                              int rows, int wide) {
    W(vector) sum[ROWS][WIDE] = {{{0}}};
    for (size_t n = 0; n < N; n++)
#pragma GCC unroll 8
        for (int j = 0; j < rows; j++)
#pragma GCC unroll 8
            for (int k = 0; k < wide; k++)
                sum[j][k] =
                    W_FMA(W_SPLAT(V[(size_t)j * N + n]), W_AT(X + n * d + (size_t)k * LANES), sum[j][k]);
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
            for (size_t n = 0; n < N; n++) sum = fma(V[j * N + n], X[n * d + c], sum);
            Z[j * d + c] = sum;
        }
}

/* R (stride N) = B X^T - R for `rows` rows of B and `wide` of X, both of length d */
W_TARGET static CF_INLINE void W(block_dots)(double *R, const double *B, const double *X, size_t N, size_t d,
                                             int rows, int wide) {
    W(vector) sum[ROWS_DOTS][WIDE][PARTS] = {{{{0}}}};
    size_t i = 0;
    for (; i + 8 <= d; i += 8)
#pragma GCC unroll 8
        for (int part = 0; part < PARTS; part++)
#pragma GCC unroll 8
            for (int j = 0; j < rows; j++)
#pragma GCC unroll 8
                for (int k = 0; k < wide; k++)
                    sum[j][k][part] = W_FMA(W_AT(B + (size_t)j * d + i + part * LANES),
                                            W_AT(X + (size_t)k * d + i + part * LANES), sum[j][k][part]);
#pragma GCC unroll 8
    for (int j = 0; j < rows; j++)
#pragma GCC unroll 8
        for (int k = 0; k < wide; k++) {
            double total = 0;
            for (int part = 0; part < PARTS; part++)
                for (int l = 0; l < LANES; l++) total += sum[j][k][part][l];
            for (size_t l = i; l < d; l++) total = fma(B[(size_t)j * d + l], X[(size_t)k * d + l], total);
            R[(size_t)j * N + (size_t)k] = total - R[(size_t)j * N + (size_t)k];
        }
}

W_TARGET static void W(dots)(double *R, const double *B, const double *X, size_t m, size_t N, size_t d) {
    size_t j = 0;
    for (; j + ROWS_DOTS <= m; j += ROWS_DOTS) {
        size_t n = 0;
        for (; n + WIDE <= N; n += WIDE)
            W(block_dots)(R + j * N + n, B + j * d, X + n * d, N, d, ROWS_DOTS, WIDE);
        for (; n < N; n++) W(block_dots)(R + j * N + n, B + j * d, X + n * d, N, d, ROWS_DOTS, 1);
    }
    for (; j < m; j++)
        for (size_t n = 0; n < N; n++) W(block_dots)(R + j * N + n, B + j * d, X + n * d, N, d, 1, 1);
}

/* e^x, 0 <= x <= 700: x = k ln 2 + r, |r| <= 0.3466, Taylor to r^13, whose remainder is below 2^-57. k
 * ln2_high is exact (ln2_high has 32 bits, k has 10), r errs by 2^-53 |r| + 2^-53 2^-32 k, and e^r by that
 * relatively; Horner's last two roundings by 1.4 units of 2^-53, the others by less than another: below 2^-51
 * in all. */
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
    /* of k and the bits of 2^52 3/2 above it, the shift leaves k, below 2^11, in the place of the exponent;
     * without a sign, as x beyond 700 comes here too, to be thrown away, and may carry out of it */
    const W(naturals) power =
        ((W(naturals))shifted << 52) + ((W(naturals))(W(vector)){0} + 0x3ff0000000000000);
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

/* LANES of beta = scale sinh z, weight = scale cosh z; any |z| > 700 or NaN gives nonsense and is noted in
 * *outside */
W_TARGET static CF_INLINE void W(hyperbolic_some)(double *beta, double *weight, W(integers) * outside,
                                                  const double *z, double scale) {
    const W(integers) sign = (W(integers))(W(vector)){0} + INT64_MIN, bits = (W(integers))W_AT(z);
    const W(vector) size = (W(vector))(bits & ~sign);
    *outside |= ~(size <= 700.0);
    const W(vector) e = W(exponential)(size), inverse = 1 / e, large = 0.5 * scale * (e - inverse);
    const W(vector) small = scale * size * W(odd_series)(size);
    const W(integers) is_small = size < 0.25;
    const W(integers) b = (is_small & (W(integers))small) | (~is_small & (W(integers))large);
    *(W(vector) *)(weight) = 0.5 * scale * (e + inverse);
    *(W(vector) *)(beta) = (W(vector))(b | (bits & sign));
}

/* Nonzero iff some |z| is not at most 700: those elements are nonsense. */
W_TARGET static int W(hyperbolic)(double *beta, double *weight, const double *z, double scale, size_t n) {
    W(integers) outside = {0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) W(hyperbolic_some)(beta + i, weight + i, &outside, z + i, scale);
    if (i < n) {
        double rest[3][LANES] = {{0}};
        memcpy(rest[0], z + i, (n - i) * sizeof *z);
        W(hyperbolic_some)(rest[1], rest[2], &outside, rest[0], scale);
        memcpy(beta + i, rest[1], (n - i) * sizeof *z), memcpy(weight + i, rest[2], (n - i) * sizeof *z);
    }
    int some = 0;
    for (int k = 0; k < LANES; k++) some |= outside[k] != 0;
    return some;
}

#undef PARTS
#undef W_AT
#undef W
#undef W_TARGET
#undef LANES
#undef ROWS
#undef ROWS_DOTS
#undef WIDE
#undef W_SPLAT
#undef W_FMA
