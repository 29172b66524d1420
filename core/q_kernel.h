/* q_kernel.h - private: q and q' by one formula, written once and compiled for each width of vector.
 *
 * The includer defines Q(name) (the suffix of the names), Q_ATTR (attributes), V (double, or a vector of
 * doubles), VI (the integers of the same width), and Q_FMA, Q_SQRT, Q_MIN, Q_BITS, Q_DOUBLES, Q_SPLAT,
 * Q_SCALE (2^(1025 - i) as a double, from i = 1023 + k), Q_LOOKUP. Only + - * / sqrt and fma are used, each
 * correctly rounded: the bits are the same for every width, compiler and processor. */

/* u = asinh(x/2) and w = tanh(u/2) = x/(2 + s), s = sqrt(4 + x^2), as unevaluated sums; 0 <= x <= DBL_MAX. */
static inline Q_ATTR void Q(q_angle)(V *u_hi, V *u_lo, V *w_hi, V *w_lo, V x) {
    /* s + s_lo, of x cut at 2^60: beyond it w = 1 - 2/x + ... is 1 to the accuracy needed */
    V c = Q_MIN(Q_SPLAT(0x1p60), x);
    V t = c * c, t_lo = Q_FMA(c, c, -t);
    V a = t + 4.0, a_lo = t - (a - 4.0);
    V s = Q_SQRT(a), e = Q_FMA(-s, s, a) + (a_lo + t_lo);
    V b = s + 2.0, b_lo = s - (b - 2.0);
    V inverse = 1.0 / (s * b);
    V h = inverse * s;                  /* 1/(2 + s) */
    V s_lo = (inverse * b) * (0.5 * e); /* e/(2 s) */
    V w = c * h, w_rest = (Q_FMA(-w, b, c) - w * (b_lo + s_lo)) * h;
    /* y + y_lo = (x + s)/2 - 1 = (x + x w)/2, because s - 2 = x w */
    V g = 0.5 * x;
    V d = g * w, d_lo = Q_FMA(g, w_rest, Q_FMA(g, w, -d));
    V y = g + d, y_lo = (d - (y - g)) + d_lo;
    /* u = log1p(y): 1 + y = 2^k (1 + r)/c_j */
    VI bits = Q_BITS(y + 1.0) + (1LL << 47);
    VI biased = bits >> 52, j = bits >> 48;
    V k = Q_DOUBLES(biased | 0x4330000000000000LL) - (0x1p52 + 1023.0);
    V scale = Q_SCALE(biased); /* 2^(2 - k) */
    V f = Q_LOOKUP(q_table_inverse, j) * scale;
    V m = y * f, r = m - (1.0 - f);
    V r_lo = Q_FMA(y_lo, f, Q_FMA(y, f, -m));
    V big = Q_FMA(k, Q_SPLAT(Q_LN2_HI), Q_LOOKUP(q_table_log_hi, j));
    V small = Q_FMA(k, Q_SPLAT(Q_LN2_LO), Q_LOOKUP(q_table_log_lo, j));
    V u = big + r, u_rest = (r - (u - big)) + (small + Q_FMA(-r, r_lo, r_lo));
    V r2 = r * r, r4 = r2 * r2, r8 = r4 * r4;
    V p01 = Q_FMA(r, Q_SPLAT(Q_P1), Q_SPLAT(Q_P0)), p23 = Q_FMA(r, Q_SPLAT(Q_P3), Q_SPLAT(Q_P2));
    V p45 = Q_FMA(r, Q_SPLAT(Q_P5), Q_SPLAT(Q_P4)), p67 = Q_FMA(r, Q_SPLAT(Q_P7), Q_SPLAT(Q_P6));
    V p89 = Q_FMA(r, Q_SPLAT(Q_P9), Q_SPLAT(Q_P8));
    V p = Q_FMA(r4, Q_FMA(r2, p67, p45), Q_FMA(r2, p23, p01));
    *u_hi = u;
    *u_lo = Q_FMA(r2, Q_FMA(r8, p89, p), u_rest);
    *w_hi = w;
    *w_lo = w_rest;
}

/* v = u - w = q(x)/x */
static inline Q_ATTR void Q(q_over_x)(V *v_hi, V *v_lo, V u_hi, V u_lo, V w_hi, V w_lo) {
    V v = u_hi - w_hi;
    *v_lo = ((u_hi - v) - w_hi) + (u_lo - w_lo);
    *v_hi = v;
}

/* q(x), x = |z|: x v_hi rounds, overflows and underflows once; an infinite x meets finite v and v_lo x */
static inline Q_ATTR V Q(q_even)(V x) {
    V u_hi, u_lo, w_hi, w_lo, v_hi, v_lo, finite = Q_MIN(Q_SPLAT(DBL_MAX), x);
    Q(q_angle)(&u_hi, &u_lo, &w_hi, &w_lo, finite);
    Q(q_over_x)(&v_hi, &v_lo, u_hi, u_lo, w_hi, w_lo);
    return Q_FMA(x, v_hi, finite * v_lo);
}

/* q'(x), x = |z|; x - finite is 0, or inf or NaN with x */
static inline Q_ATTR V Q(q_prime_even)(V x) {
    V u_hi, u_lo, w_hi, w_lo, finite = Q_MIN(Q_SPLAT(DBL_MAX), x);
    Q(q_angle)(&u_hi, &u_lo, &w_hi, &w_lo, finite);
    return (u_hi + u_lo) + (x - finite);
}
