/* depth_vec_kernel.h - private: the formulas of depth_vec.c, written once and compiled for each width of
 * vector.
 *
 * The includer defines what q_vec_kernel.h lists and W_INDICES (bits as integers), W_POWER(t) (2^-a of t = a
 * + 1.5 2^52, a an integer below 1023), W_SQRT. Only + - * / sqrt and fma are used, each correctly rounded:
 * the bits are the same for every width, compiler and processor. */

/* 0 <= x < 30 (or NaN) */
static inline W_ATTR V W(q_depth_small)(V x, const depth_vec_tables *table) {
    W_INDICES j = W_INDEX(x + 2.0, 50);
    V t = W_IF_LESS(0x1p-60, x, x - W_LOOKUP16(table->centre, j)), c0 = W_LOOKUP16(table->at_centre, j);
    V p = W_LOOKUP16(table->piece[DEPTH_VEC_PIECE - 1], j);
#pragma GCC unroll 16
    for (int i = DEPTH_VEC_PIECE - 2; i >= 0; i--) p = W_FMA(t, p, W_LOOKUP16(table->piece[i], j));
    V square = x * x, rest = W_FMA(x, x, -square);
    return W_FMA(square, c0, W_FMA(square, t * p, rest * c0));
}

/* x^(-1/D), D odd; x = 2^k m, k = D a + i */
static inline W_ATTR V W(inverse_root)(V x, int depth, const depth_vec_tables *table) {
    W_INDICES j = W_INDEX(x, 48);
    V k = W_EXPONENT(x);
    V shifted =
        W_FMA(k - W_SPLAT((depth - 1) / 2), W_SPLAT(1.0 / depth), W_SPLAT(0x1.8p52)); /* a = floor(k/D) */
    V rest = W_FMA(shifted - 0x1.8p52, W_SPLAT(-depth), k);
    W_INDICES i = W_INDEX(rest + 0x1p52, 0);
    V r = W_FMA(W_MANTISSA(x), W_LOOKUP16(depth_vec_inverse, j), W_SPLAT(-1.0));
    V p = W_SPLAT(table->binomial[DEPTH_VEC_BINOMIAL - 1]);
#pragma GCC unroll 16
    for (int n = DEPTH_VEC_BINOMIAL - 2; n >= 0; n--) p = W_FMA(r, p, W_SPLAT(table->binomial[n]));
    V root = W_LOOKUP16(table->root, j);
    V y = root + W_FMA(root, r * p, W_LOOKUP16(table->root_lo, j));
    return W_FMA(W_LOOKUP8(table->power, i), y, W_LOOKUP8(table->power_lo, i) * y) * W_POWER(shifted);
}

/* x >= 30 */
static inline W_ATTR V W(q_depth_large)(V x, int depth, const depth_vec_tables *table) {
    V finite = W_MIN(W_SPLAT(DBL_MAX), x);
    V u, first;
    if (depth == 4)
        u = 1.0 / W_SQRT(finite);
    else
        u = W(inverse_root)(finite, depth, table);
    V p = W_SPLAT(table->tail[DEPTH_VEC_TAIL - 1]);
#pragma GCC unroll 32
    for (int i = DEPTH_VEC_TAIL - 2; i >= 0; i--) p = W_FMA(u, p, W_SPLAT(table->tail[i]));
    first = u;
    if (depth == 5) first = u * (u * u);
    return W_FMA(finite, first * p, x);
}
