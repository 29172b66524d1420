/* net_tiny_kernel.h - private: steps of full gradient descent of a tiny net, written once and compiled for each width of
 * vector (core/net_tiny.c).
 *
 * The includer defines W(name), W_ATTR, V (8 doubles), V_LOAD, V_STORE, V_SPLAT, V_FMA(a, b, c) = a b + c, V_MUL, V_RELU(z)
 * (z < 0 ? 0 : z), V_MASK(g, a) (a > 0 ? g : 0), V_SUM (((0+4)+(2+6)) + ((1+5)+(3+7))) and V_TRANSPOSE(v) (8 x 8, in
 * place). Each lane goes through the same correctly rounded operations in the same order: the bits are the same for every
 * width, compiler and processor.
 *
 * WIDTH units in 4 vectors, missing ones zero: their weights stay zero. a_l is N x WIDTH; W_l is C x WIDTH, a row an
 * input unit (C >= 1 real ones); the last layer's weights v are one row. */

/* z (R x WIDTH) = a (R x C, rows stride apart) W */
static inline W_ATTR void W(rows_times)(V z[][4], const double *a, size_t stride, const double *w, size_t C, int R) {
    for (int r = 0; r < R; r++)
        for (int q = 0; q < 4; q++) z[r][q] = V_SPLAT(0.0);
    for (size_t c = 0; c < C; c++, w += WIDTH) {
        V w0 = V_LOAD(w), w1 = V_LOAD(w + 8), w2 = V_LOAD(w + 16), w3 = V_LOAD(w + 24);
#pragma GCC unroll 5
        for (int r = 0; r < R; r++) {
            V b = V_SPLAT(a[(size_t)r * stride + c]);
            z[r][0] = V_FMA(b, w0, z[r][0]), z[r][1] = V_FMA(b, w1, z[r][1]);
            z[r][2] = V_FMA(b, w2, z[r][2]), z[r][3] = V_FMA(b, w3, z[r][3]);
        }
    }
}

static inline W_ATTR void W(relu_block)(double *out, const double *a, size_t stride, const double *w, size_t C, int R) {
    V z[5][4];
    W(rows_times)(z, a, stride, w, C, R);
    for (int r = 0; r < R; r++)
        for (int q = 0; q < 4; q++) V_STORE(out + r * WIDTH + 8 * q, V_RELU(z[r][q]));
}

/* out = relu(a W), N rows */
static W_ATTR_CALL void W(relu_layer)(double *out, const double *a, size_t stride, const double *w, size_t C, size_t N) {
    for (; N >= 5; N -= 5, out += 5 * WIDTH, a += 5 * stride) W(relu_block)(out, a, stride, w, C, 5);
    for (; N > 0; N--, out += WIDTH, a += stride) W(relu_block)(out, a, stride, w, C, 1);
}

static inline W_ATTR void W(back_block)(double *g, const double *turned, const double *a, size_t K, int R) {
    V z[5][4];
    W(rows_times)(z, g, WIDTH, turned, K, R);
    for (int r = 0; r < R; r++)
        for (int q = 0; q < 4; q++) {
            size_t at = (size_t)r * WIDTH + 8 * (size_t)q;
            V_STORE(g + at, V_MASK(z[r][q], V_LOAD(a + at)));
        }
}

/* g = (g W^T) where a > 0, else 0; g on entry the gradient with respect to a W, K real columns; turned: room for W^T */
static W_ATTR_CALL void W(back_layer)(double *g, double *turned, const double *w, const double *a, size_t K, size_t N) {
    for (int i = 0; i < WIDTH; i += 8)
        for (int j = 0; j < WIDTH; j += 8) {
            V v[8];
            for (int k = 0; k < 8; k++) v[k] = V_LOAD(w + (i + k) * WIDTH + j);
            V_TRANSPOSE(v);
            for (int k = 0; k < 8; k++) V_STORE(turned + (j + k) * WIDTH + i, v[k]);
        }
    for (; N >= 5; N -= 5, g += 5 * WIDTH, a += 5 * WIDTH) W(back_block)(g, turned, a, K, 5);
    for (; N > 0; N--, g += WIDTH, a += WIDTH) W(back_block)(g, turned, a, K, 1);
}

static inline W_ATTR void W(descend_block)(double *w, const double *a, size_t stride, const double *g, V step, size_t N, int R) {
    V sum[5][4];
    for (int r = 0; r < R; r++)
        for (int q = 0; q < 4; q++) sum[r][q] = V_SPLAT(0.0);
    for (size_t n = 0; n < N; n++, a += stride, g += WIDTH) {
        V g0 = V_LOAD(g), g1 = V_LOAD(g + 8), g2 = V_LOAD(g + 16), g3 = V_LOAD(g + 24);
#pragma GCC unroll 5
        for (int r = 0; r < R; r++) {
            V b = V_SPLAT(a[r]);
            sum[r][0] = V_FMA(b, g0, sum[r][0]), sum[r][1] = V_FMA(b, g1, sum[r][1]);
            sum[r][2] = V_FMA(b, g2, sum[r][2]), sum[r][3] = V_FMA(b, g3, sum[r][3]);
        }
    }
    for (int r = 0; r < R; r++)
        for (int q = 0; q < 4; q++) {
            double *at = w + r * WIDTH + 8 * q;
            V_STORE(at, V_FMA(step, sum[r][q], V_LOAD(at)));
        }
}

/* W += step a^T g, C rows; step is negative */
static W_ATTR_CALL void W(descend_layer)(double *w, const double *a, size_t stride, const double *g, double step, size_t C, size_t N) {
    V s = V_SPLAT(step);
    for (; C >= 5; C -= 5, w += 5 * WIDTH, a += 5) W(descend_block)(w, a, stride, g, s, N, 5);
    for (; C > 0; C--, w += WIDTH, a++) W(descend_block)(w, a, stride, g, s, N, 1);
}

/* f[n] += sign <a_n, v> */
static W_ATTR_CALL void W(last_layer)(double *f, const double *a, const double *v, double sign, size_t N) {
    V v0 = V_LOAD(v), v1 = V_LOAD(v + 8), v2 = V_LOAD(v + 16), v3 = V_LOAD(v + 24);
    for (size_t n = 0; n < N; n++, a += WIDTH) {
        V s = V_FMA(V_LOAD(a + 24), v3, V_FMA(V_LOAD(a + 16), v2, V_FMA(V_LOAD(a + 8), v1, V_MUL(V_LOAD(a), v0))));
        f[n] += sign * V_SUM(s);
    }
}

/* g_n = slope[n] v where a_n > 0, and v += step sum_n slope[n] a_n */
static W_ATTR_CALL void W(last_layer_back)(double *g, double *v, const double *a, const double *slope, double step, size_t N) {
    V old[4], sum[4];
    for (int q = 0; q < 4; q++) old[q] = V_LOAD(v + 8 * q), sum[q] = V_SPLAT(0.0);
    for (size_t n = 0; n < N; n++, a += WIDTH, g += WIDTH) {
        V s = V_SPLAT(slope[n]);
#pragma GCC unroll 4
        for (int q = 0; q < 4; q++) {
            V x = V_LOAD(a + 8 * q);
            V_STORE(g + 8 * q, V_MASK(V_MUL(s, old[q]), x));
            sum[q] = V_FMA(s, x, sum[q]);
        }
    }
    for (int q = 0; q < 4; q++) V_STORE(v + 8 * q, V_FMA(V_SPLAT(step), sum[q], old[q]));
}

static W_ATTR_CALL void W(forward)(tiny *t, int copy) {
    const double *a = t->x;
    size_t stride = t->n_in;
    for (size_t l = 0; l + 1 < t->depth; l++) {
        W(relu_layer)(t->a[copy][l], a, stride, t->w[copy][l], t->C[l], t->N);
        a = t->a[copy][l], stride = WIDTH;
    }
    W(last_layer)(t->f, a, t->w[copy][t->depth - 1], copy ? -1 : 1, t->N);
}

static W_ATTR_CALL void W(backward)(tiny *t, int copy, double step) {
    size_t l = t->depth - 1, N = t->N;
    W(last_layer_back)(t->g, t->w[copy][l], t->a[copy][l - 1], t->slope[copy], step, N);
    memcpy(t->old_g, t->g, N * WIDTH * sizeof *t->g);
    while (--l > 0) { /* g with respect to layer l's output; the one below from the old weights, then the step */
        W(back_layer)(t->g, t->turned, t->w[copy][l], t->a[copy][l - 1], t->C[l + 1], N);
        W(descend_layer)(t->w[copy][l], t->a[copy][l - 1], WIDTH, t->old_g, step, t->C[l], N);
        memcpy(t->old_g, t->g, N * WIDTH * sizeof *t->g);
    }
    W(descend_layer)(t->w[copy][0], t->x, t->n_in, t->g, step, t->n_in, N);
}

/* One step; returns the loss before it. Nothing moves where that is below stop or not finite. */
static W_ATTR_CALL double W(tiny_step)(tiny *t, double step, double stop) {
    double loss = 0;
    for (size_t n = 0; n < t->N; n++) t->f[n] = 0;
    for (int copy = 0; copy <= t->doubled; copy++) W(forward)(t, copy);
    for (size_t n = 0; n < t->N; n++) {
        double r = t->f[n] - t->y[n];
        loss += r * r;
        t->slope[0][n] = 2 * r, t->slope[1][n] = -2 * r;
    }
    if (!(loss >= stop && loss <= DBL_MAX)) return loss;
    for (int copy = 0; copy <= t->doubled; copy++) W(backward)(t, copy, -step);
    return loss;
}
