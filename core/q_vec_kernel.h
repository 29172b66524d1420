/* q_vec_kernel.h - private: the two formulas of q_vec.c, written once and compiled for each width of vector.
 *
 * The includer defines W(name) (the suffix), W_ATTR (attributes), V (double or a vector of doubles),
 * W_INDICES (of integers), W_SPLAT, W_FMA, W_MIN (the second argument if it is NaN), W_IF_LESS(a, x, v) (v
 * where a < x, else 0), W_INDEX(x, n) (x's bits shifted right by n), W_EXPONENT(x) (unbiased, as a double),
 * W_MANTISSA(x) (in [1, 2)), W_LOOKUP8(table, index), W_LOOKUP16 (the low 3, 4 bits count). Only + - * / and
 * fma are used, each correctly rounded: the bits are the same for every width, compiler and processor. */

/* (ratio(x) - ratio(c))/(x - c) on the piece j of x, t = x - c */
static inline W_ATTR V W(piece)(const double table[][8], int n, V t, W_INDICES j) {
    V p = W_LOOKUP8(table[n - 1], j);
#pragma GCC unroll 16
    for (int i = n - 2; i >= 0; i--) p = W_FMA(t, p, W_LOOKUP8(table[i], j));
    return p;
}

/* Below 2^-60 the ratio is its value at 0; t = 0 there keeps subnormals, which are slow, out of the products.
 */
static inline W_ATTR V W(q_small)(V x) {
    W_INDICES j = W_INDEX(x + 2.0, 50);
    V t = W_IF_LESS(0x1p-60, x, x - W_LOOKUP8(q_vec_centre, j)), c0 = W_LOOKUP8(q_vec_at_centre, j);
    V p = W(piece)(q_vec_piece, Q_VEC_PIECE, t, j);
    V square = x * x, rest = W_FMA(x, x, -square);
    return W_FMA(square, c0, W_FMA(square, t * p, rest * c0));
}

static inline W_ATTR V W(q_prime_small)(V x) {
    W_INDICES j = W_INDEX(x + 2.0, 50);
    V t = W_IF_LESS(0x1p-60, x, x - W_LOOKUP8(q_prime_vec_centre, j)),
      c0 = W_LOOKUP8(q_prime_vec_at_centre, j);
    V p = W(piece)(q_prime_vec_piece, Q_PRIME_VEC_PIECE, t, j);
    return W_FMA(x, c0, x * (t * p));
}

/* ln x = *high + result, x in [6, DBL_MAX] */
static inline W_ATTR V W(logarithm)(V *high, V x) {
    W_INDICES j = W_INDEX(x, 48);
    V k = W_EXPONENT(x);
    V r = W_FMA(W_MANTISSA(x), W_LOOKUP16(q_vec_inverse, j), W_SPLAT(-1.0)), s = r * r, s2 = s * s;
    V p01 = W_FMA(r, W_SPLAT(Q_P1), W_SPLAT(Q_P0)), p23 = W_FMA(r, W_SPLAT(Q_P3), W_SPLAT(Q_P2));
    V p45 = W_FMA(r, W_SPLAT(Q_P5), W_SPLAT(Q_P4)), p67 = W_FMA(r, W_SPLAT(Q_P7), W_SPLAT(Q_P6));
    V p = W_FMA(s2, W_FMA(s2, W_SPLAT(Q_P8), W_FMA(s, p67, p45)), W_FMA(s, p23, p01));
    *high = W_FMA(k, W_SPLAT(Q_LN2_HI), W_LOOKUP16(q_vec_log, j));
    return W_FMA(s, p, W_FMA(k, W_SPLAT(Q_LN2_LO), r));
}

static inline W_ATTR V W(tail)(const double table[Q_VEC_TAIL], V w) {
    V p = W_SPLAT(table[Q_VEC_TAIL - 1]);
#pragma GCC unroll 16
    for (int i = Q_VEC_TAIL - 2; i >= 0; i--) p = W_FMA(w, p, W_SPLAT(table[i]));
    return p;
}

static inline W_ATTR V W(q_large)(V x) {
    V finite = W_MIN(W_SPLAT(DBL_MAX), x), inverse = 1.0 / W_MIN(W_SPLAT(0x1p100), x), high,
      low = W(logarithm)(&high, finite);
    V e = W_FMA(-inverse, W(tail)(q_vec_tail, inverse * inverse), W_SPLAT(2.0));
    return W_FMA(x, high - 1.0, W_FMA(finite, low, e));
}

/* x - finite is 0, or infinite with x */
static inline W_ATTR V W(q_prime_large)(V x) {
    V finite = W_MIN(W_SPLAT(DBL_MAX), x), inverse = 1.0 / W_MIN(W_SPLAT(0x1p100), x), high,
      low = W(logarithm)(&high, finite);
    V w = inverse * inverse;
    return (high + W_FMA(w, W(tail)(q_prime_vec_tail, w), low)) + (x - finite);
}
