/* q_vec_kernel.h - private: the two formulas of q_vec.c, written once and compiled for each width of vector.
 *
 * The includer defines W(name) (the suffix), W_ATTR (attributes), V (double or a vector of doubles),
 * W_INDICES (of integers), W_SPLAT, W_FMA, W_MIN (the second argument if it is NaN), W_IF_LESS(a, x, v) (v
 * where a < x, else 0), W_ALL_LESS(x, a) (an int; 0 is always allowed), W_INDEX(x, n) (x's bits shifted right
 * by n), W_EXPONENT(x) (unbiased, as a double), W_MANTISSA(x) (in [1, 2)), W_LOOKUP8(table, index),
 * W_LOOKUP16 (the low 3, 4 bits count). Only + - * / and fma are used, each correctly rounded: the bits are
 * the same for every width, compiler and processor. */

/* An entry of a table of 8: of the piece 0 (first, a constant), or of each lane's own. */
#define W_ENTRY(table, j, first) ((first) ? W_SPLAT((table)[0]) : W_LOOKUP8(table, j))

/* (ratio(x) - ratio(c))/(x - c) on the piece j of x, t = x - c */
static inline W_ATTR V W(piece)(const double table[][8], int n, V t, W_INDICES j, int first) {
    V p = W_ENTRY(table[n - 1], j, first);
#pragma GCC unroll 16
    for (int i = n - 2; i >= 0; i--) p = W_FMA(t, p, W_ENTRY(table[i], j, first));
    return p;
}

/* y = x + 2. Subnormals, which are slow, are kept out: below 2^-60 the ratio is its value at 0, a power of
 * two, so that t = 0 makes the correction x t p + low exactly 0 and the result fl(x x/4). */
static inline W_ATTR V W(q_pieces)(V x, V y, int first) {
    W_INDICES j = W_INDEX(y, 50);
    V t = W_IF_LESS(0x1p-60, x, x - W_ENTRY(q_vec_centre, j, first)), c0 = W_ENTRY(q_vec_at_centre, j, first);
    V p = W(piece)(q_vec_piece, Q_VEC_PIECE, t, j, first);
    V high = x * c0, low = W_FMA(x, c0, -high);
    return W_FMA(x, high, x * W_FMA(x, t * p, low));
}

/* x <= 2^-538 counts as 0, for q rounds to 0. Looking up 16 constants costs as much as all the arithmetic, so
 * a vector whose lanes all lie on the piece 0, y < 2.5, takes them as they are: the same constants, the same
 * bits. */
static inline W_ATTR V W(q_small)(V z) {
    V x = W_IF_LESS(0x1p-538, z, z), y = x + 2.0;
    return W_ALL_LESS(y, 2.5) ? W(q_pieces)(x, y, 1) : W(q_pieces)(x, y, 0);
}

static inline W_ATTR V W(q_prime_pieces)(V x, V y, int first) {
    W_INDICES j = W_INDEX(y, 50);
    V t = W_IF_LESS(0x1p-60, x, x - W_ENTRY(q_prime_vec_centre, j, first)),
      c0 = W_ENTRY(q_prime_vec_at_centre, j, first);
    V p = W(piece)(q_prime_vec_piece, Q_PRIME_VEC_PIECE, t, j, first);
    return W_FMA(x, c0, x * (t * p));
}

static inline W_ATTR V W(q_prime_small)(V x) {
    V y = x + 2.0;
    return W_ALL_LESS(y, 2.5) ? W(q_prime_pieces)(x, y, 1) : W(q_prime_pieces)(x, y, 0);
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
#undef W_ENTRY
