/* net_layers.h - private template: each layer forward and, beside it, backward.
 *
 * All activations are C x n x HW: channel c of sample s is the HW numbers at (c n + s) HW. So a linear layer and a
 * convolution over any run of samples are one matrix product, without a transposition.
 *   a  the layer's input      z  its output      ga, gz  the loss's gradients with respect to them
 * A backward function sets gw = beta gw + scale * gradient with respect to its weights (gw NULL: frozen), and ga (NULL:
 * not wanted) first: gw may be w itself. */

/* ------------------------------------------------------------------------------------ matrix products in tiles */

/* What follows a product on each of its tiles, in the cache: + b by rows (NULL: none), a ReLU, and, backward, 0 where
 * the ReLU whose output is `open` (NULL: none; M x N like C, its rows as far apart) was closed. */
typedef struct {
    const REAL *b, *open;
    int relu;
} NET(finish);

static void NET(finish_tile)(NET(finish) f, REAL *C, size_t i, size_t j, size_t m, size_t n, size_t ldc) {
    for (size_t r = i; r < i + m; r++) {
        REAL *restrict z = C + r * ldc + j;
        REAL b = f.b ? f.b[r] : 0;
        if (f.b && f.relu)
            for (size_t c = 0; c < n; c++) z[c] = z[c] + b < 0 ? 0 : z[c] + b; /* a NaN stays a NaN */
        else if (f.b)
            for (size_t c = 0; c < n; c++) z[c] += b;
        else if (f.relu)
            for (size_t c = 0; c < n; c++) z[c] = z[c] < 0 ? 0 : z[c];
        if (!f.open) continue;
        const REAL *restrict open = f.open + r * ldc + j;
        for (size_t c = 0; c < n; c++) z[c] = open[c] > 0 ? z[c] : 0;
    }
}

/* Into how many tiles: two to eight, of 384 or more where there is the choice, for BLAS copies the shared operand anew for
 * each. */
static size_t NET(parts)(size_t whole) {
    return whole < 768 ? 2 : whole > 3072 ? 8 : whole / 384;
}

/* C (M x N) = alpha op(A) op(B) + beta C, rows of C ldc apart, in tiles of the larger side that depend on the sizes
 * alone: serial products on each, so the bits are those of any number of threads. */
static void NET(product)(int threads, int ta, int tb, size_t M, size_t N, size_t K, REAL alpha, const REAL *A,
                         size_t lda, const REAL *B, size_t ldb, REAL beta, REAL *C, size_t ldc, NET(finish) finish) {
    size_t rows = M, cols = N, *side = M >= N ? &rows : &cols, whole = *side;
    if ((double)M * (double)N * (double)K > 1e6 && whole >= 128) *side = (whole / NET(parts)(whole) + 15) / 16 * 16;
    size_t tiles = (whole + *side - 1) / *side;
#pragma omp parallel for num_threads(threads) schedule(dynamic) if (tiles > 1 && threads > 1)
    for (size_t t = 0; t < tiles; t++) {
        size_t i = M >= N ? t * rows : 0, j = M >= N ? 0 : t * cols;
        size_t m = M - i < rows ? M - i : rows, n = N - j < cols ? N - j : cols;
        GEMM(ta, tb, m, n, K, alpha, A + (ta ? i : i * lda), lda, B + (tb ? j * ldb : j), ldb, beta, C + i * ldc + j, ldc);
        NET(finish_tile)(finish, C, i, j, m, n, ldc);
    }
}

/* ---------------------------------------------------------------------------------------- linear: z = W a + b */

static void NET(linear)(const cf_net_layer *l, REAL *z, const REAL *a, const REAL *w, size_t n, int with_relu,
                        int threads) {
    NET(finish) then = {.b = l->bias ? w + l->K * l->C : NULL, .relu = with_relu};
    NET(product)(threads, 0, 0, l->K, n, l->C, 1, w, l->C, a, n, 0, z, n, then);
}

/* with_relu: a is a ReLU's output, and ga is to be that of its input */
static void NET(linear_back)(const cf_net_layer *l, REAL *ga, REAL *gw, REAL scale, REAL beta, const REAL *gz,
                             const REAL *a, const REAL *w, size_t n, int with_relu, int threads) {
    NET(finish) then = {.open = with_relu ? a : NULL}, nothing = {0};
    if (ga) NET(product)(threads, 1, 0, l->C, n, l->K, 1, w, l->C, gz, n, 0, ga, n, then); /* W^T gz */
    if (!gw) return;
    NET(product)(threads, 0, 1, l->K, l->C, n, scale, gz, n, a, n, beta, gw, l->C, nothing); /* gz a^T */
    REAL *gb = gw + l->K * l->C;
    if (!l->bias) return;
#pragma omp parallel for num_threads(threads) if (l->K * n > 100000 && threads > 1)
    for (size_t k = 0; k < l->K; k++) {
        REAL sum = 0;
#pragma omp simd reduction(+ : sum)
        for (size_t s = 0; s < n; s++) sum += gz[k * n + s];
        gb[k] = beta == 0 ? scale * sum : beta * gb[k] + scale * sum;
    }
}

/* ------------------------------------------------------- 3 x 3 convolution, padding 1: z[k] = sum_c W[k,c] * a[c] */

/* cols (9C x m HW): row 9c + 3u + v is channel c of m samples, shifted so that place (i, j) holds a[c, i+u-1, j+v-1],
 * 0 outside the image. a has n samples a channel. */
static void NET(unfold)(const cf_net_layer *l, size_t C, REAL *cols, const REAL *a, size_t m, size_t n) {
    size_t H = l->H, W = l->W, HW = H * W;
    for (size_t row = 0; row < 9 * C; row++) {
        size_t u = row % 9 / 3, v = row % 3;
        size_t from = v == 0, to = v == 2 ? W - 1 : W; /* the columns j whose j + v - 1 is inside */
        for (size_t s = 0; s < m; s++)
            for (size_t i = 0; i < H; i++) {
                REAL *out = cols + (row * m + s) * HW + i * W;
                if (i + u < 1 || i + u > H)
                    memset(out, 0, W * sizeof *out);
                else {
                    out[0] = out[W - 1] = 0;
                    memcpy(out + from, a + (row / 9 * n + s) * HW + (i + u - 1) * W + (from + v - 1),
                           (to - from) * sizeof *out);
                }
            }
    }
}

/* What is unfolded at once, by each thread for itself, so that it is still in the cache when the product reads it: the
 * channels of a block, and as many samples as make CONV_COLUMNS columns, at least one. Blocks depend on the sizes alone. */
enum { CONV_CHANNELS = 32, CONV_COLUMNS = 512 };
static size_t NET(block_samples)(size_t HW, size_t n) {
    size_t m = CONV_COLUMNS / HW;
    return m < 1 ? 1 : m > n ? n : m;
}
static size_t NET(block_size)(size_t C, size_t HW, size_t n) { /* in reals */
    return 9 * (C < CONV_CHANNELS ? C : CONV_CHANNELS) * NET(block_samples)(HW, n) * HW;
}
static REAL *NET(block_of_thread)(const NET(work) *work) {
    return work->cols + (size_t)omp_get_thread_num() * work->block;
}

/* C channels to K by w, K x 9C. Where there are few blocks of samples, the rows of z are shared out too. */
static void NET(conv)(const cf_net_layer *l, size_t C, size_t K, REAL *z, const REAL *a, const REAL *w, size_t n,
                      const NET(work) *work) {
    size_t HW = l->H * l->W, most = NET(block_samples)(HW, n), blocks = (n + most - 1) / most;
    size_t parts = blocks < 4 && K > 1 ? 2 : 1, rows = (K + parts - 1) / parts;
#pragma omp parallel for num_threads(work->threads) schedule(dynamic) if (K * C * n * HW > 100000 && work->threads > 1)
    for (size_t task = 0; task < blocks * parts; task++) {
        size_t s = task / parts * most, k = task % parts * rows;
        size_t m = n - s < most ? n - s : most, height = K - k < rows ? K - k : rows;
        REAL *cols = NET(block_of_thread)(work);
        for (size_t c = 0; c < C; c += CONV_CHANNELS) {
            size_t deep = C - c < CONV_CHANNELS ? C - c : CONV_CHANNELS;
            NET(unfold)(l, deep, cols, a + (c * n + s) * HW, m, n);
            GEMM(0, 0, height, m * HW, 9 * deep, 1, w + (k * C + c) * 9, 9 * C, cols, m * HW, c > 0, z + (k * n + s) * HW, n * HW);
        }
    }
}

/* gw[k, 9c + 3u + v] = <gz[k], the shifted a[c]>: a task has some of its columns to itself */
static void NET(conv_weights)(const cf_net_layer *l, REAL *gw, REAL scale, REAL beta, const REAL *gz, const REAL *a, size_t n,
                              const NET(work) *work) {
    size_t HW = l->H * l->W, C = l->C, K = l->K, most = NET(block_samples)(HW, n), blocks = (C + CONV_CHANNELS - 1) / CONV_CHANNELS;
    size_t parts = blocks < 4 && K > 1 ? 2 : 1, rows = (K + parts - 1) / parts;
#pragma omp parallel for num_threads(work->threads) schedule(dynamic) if (K * C * n * HW > 100000 && work->threads > 1)
    for (size_t task = 0; task < blocks * parts; task++) {
        size_t c = task / parts * CONV_CHANNELS, k = task % parts * rows;
        size_t deep = C - c < CONV_CHANNELS ? C - c : CONV_CHANNELS, height = K - k < rows ? K - k : rows;
        REAL *cols = NET(block_of_thread)(work);
        for (size_t s = 0; s < n; s += most) {
            size_t m = n - s < most ? n - s : most;
            NET(unfold)(l, deep, cols, a + (c * n + s) * HW, m, n);
            GEMM(0, 1, height, 9 * deep, m * HW, scale, gz + (k * n + s) * HW, n * HW, cols, m * HW, s ? 1 : beta,
                 gw + (k * C + c) * 9, 9 * C);
        }
    }
}

/* ga is the convolution of gz with W[k,c] turned half round */
static void NET(conv_back)(const cf_net_layer *l, REAL *ga, REAL *gw, REAL scale, REAL beta, const REAL *gz,
                           const REAL *a, const REAL *w, size_t n, const NET(work) *work) {
    size_t C = l->C, K = l->K;
    for (size_t k = 0; ga && k < K; k++)
        for (size_t c = 0; c < C; c++)
            for (size_t t = 0; t < 9; t++) work->turned[(c * K + k) * 9 + t] = w[(k * C + c) * 9 + 8 - t];
    if (ga) NET(conv)(l, K, C, ga, gz, work->turned, n, work);
    if (gw) NET(conv_weights)(l, gw, scale, beta, gz, a, n, work);
}

/* ------------------------------------------------------------------------- ReLU, in place: a NaN stays a NaN */

static void NET(relu)(REAL *z, size_t size, int threads) {
#pragma omp parallel for simd num_threads(threads) if (size > 100000 && threads > 1)
    for (size_t i = 0; i < size; i++) z[i] = z[i] < 0 ? 0 : z[i];
}

static void NET(relu_back)(REAL *gz, const REAL *a, size_t size, int threads) {
#pragma omp parallel for simd num_threads(threads) if (size > 100000 && threads > 1)
    for (size_t i = 0; i < size; i++) gz[i] = a[i] > 0 ? gz[i] : 0;
}

/* ------------------------------------------------ 2 x 2 max-pool: z[i,j] = max(a[2i,2j], a[2i,2j+1], a[2i+1,2j], ...) */

static void NET(pool)(const cf_net_layer *l, REAL *z, const REAL *a, size_t n, int threads) {
    size_t H = l->H / 2, W = l->W / 2;
#pragma omp parallel for num_threads(threads) if (l->C * n * H * W > 10000 && threads > 1)
    for (size_t plane = 0; plane < l->C * n; plane++)
        for (size_t i = 0; i < H; i++) {
            const REAL *p = a + plane * l->H * l->W + 2 * i * l->W, *q = p + l->W;
            REAL *out = z + (plane * H + i) * W;
            for (size_t j = 0; j < W; j++) {
                REAL x = p[2 * j + 1] > p[2 * j] ? p[2 * j + 1] : p[2 * j];
                REAL y = q[2 * j + 1] > q[2 * j] ? q[2 * j + 1] : q[2 * j];
                out[j] = y > x ? y : x;
            }
        }
}

static void NET(pool_back)(const cf_net_layer *l, REAL *ga, const REAL *gz, const REAL *a, size_t n, int threads) {
    size_t H = l->H / 2, W = l->W / 2, wide = l->W;
#pragma omp parallel for num_threads(threads) if (l->C * n * H * W > 10000 && threads > 1)
    for (size_t plane = 0; plane < l->C * n; plane++) {
        REAL *back = ga + plane * l->H * wide;
        memset(back, 0, l->H * wide * sizeof *back);
        for (size_t i = 0; i < H; i++)
            for (size_t j = 0; j < W; j++) {
                size_t first = 2 * i * wide + 2 * j, best = first;
                const REAL *p = a + plane * l->H * wide;
                if (p[first + 1] > p[best]) best = first + 1;
                if (p[first + wide] > p[best]) best = first + wide;
                if (p[first + wide + 1] > p[best]) best = first + wide + 1;
                back[best] = gz[(plane * H + i) * W + j];
            }
    }
}

/* ------------------------------------------------------------------- flatten: C x n x HW to C HW x n, and back */

static void NET(flatten)(const cf_net_layer *l, REAL *z, const REAL *a, size_t n) {
    size_t HW = l->H * l->W;
    for (size_t c = 0; c < l->C; c++)
        for (size_t s = 0; s < n; s++)
            for (size_t i = 0; i < HW; i++) z[(c * HW + i) * n + s] = a[(c * n + s) * HW + i];
}

static void NET(flatten_back)(const cf_net_layer *l, REAL *ga, const REAL *gz, size_t n) {
    size_t HW = l->H * l->W;
    for (size_t c = 0; c < l->C; c++)
        for (size_t s = 0; s < n; s++)
            for (size_t i = 0; i < HW; i++) ga[(c * n + s) * HW + i] = gz[(c * HW + i) * n + s];
}
