/* net_work.h - private template: the arena, and a pass over the network: forward, then backward, on one screen.
 *
 * Error of a pass, u = 2^-53 (2^-24 for float). Where every ReLU and max-pool chooses as it would without rounding, an
 * output is a sum of products of entries of w and x, one for each path through the network; a product of fan in C is a
 * dot product, whose terms take at most C roundings each, in any order of summation and with or without fused
 * multiply-adds, and the bias one more: a path takes at most m_f = sum over layers (fan in + 2) roundings, whence
 * |f - exact| <= gamma_{m_f} S with S the same sum of absolute values (Higham, Accuracy and Stability, section 3.1).
 * The gradient of the squared loss is sum over outputs and samples of 2 (f - y) times path products; going backward, the
 * products have the fan K (9K) instead, and the sum over samples and places adds n HW roundings: with
 *     m = 6 + sum over layers (fan in + 2) + sum over layers (fan out + n HW + 2),
 * <g, v> errs by at most gamma_m times the same expression with all signs positive, |f - y| replaced by S + |y|. For
 * the cross-entropy the slopes (softmax_k - [k = label])/n err by at most softmax_k (2.1 gamma_{m_f} max_j S_j + (n_out + 9)
 * u)/n on top: exp and the quotient 2 u each, the sum n_out u, the argument of exp its own error. S + |y| becomes
 * |slope_k| + softmax_k (2.1 max_j S_j + n_out + 9)/n; for float the slopes are formed in double.
 * cf_ref_net_loss encloses the exact value, and gives this bound's factor and the margin by which the choices hold.
 *
 * Arena. Layer l's input act[c][l] is C x n x HW; a ReLU works in place, so that its input and output share memory. */

static int NET(in_place)(const cf_net_layer *l) {
    return l->kind == CF_NET_RELU;
}

static int NET(is)(const cf_net *net, size_t l, cf_net_kind kind) { /* l = -1: no */
    return l < net->layers && net->layer[l].kind == kind;
}

static size_t NET(size_in)(const cf_net *net, size_t l) { /* reals a sample of layer l's input as C x HW */
    const cf_net_layer *layer = &net->layer[l];
    return l < net->layers ? layer->C * layer->H * layer->W : net->n_out;
}

static size_t NET(held)(const NET(work) *work, size_t l) { /* ... and as it is held */
#if IMAGES
    if (work->blocks && l <= work->blocks) return cf_net_images_size(work->net, l);
#endif
    return NET(size_in)(work->net, l);
}

/* What one thread unfolds of a convolution's input, or of its output's gradient, at once; the weights turned. */
static void NET(conv_sizes)(size_t *block, size_t *turned, const cf_net *net, size_t from, size_t N) {
    *block = *turned = 0;
    for (size_t l = from; l < net->layers; l++) {
        const cf_net_layer *c = &net->layer[l];
        if (c->kind != CF_NET_CONV) continue;
        size_t want = (NET(block_size)(c->C > c->K ? c->C : c->K, c->H * c->W, N) + 15) / 16 * 16;
        if (want > *block) *block = want;
        if (9 * c->C * c->K > *turned) *turned = 9 * c->C * c->K;
    }
}

static REAL *NET(take)(REAL **arena, size_t *used, size_t size) { /* 64-byte pieces; only counts while *arena is NULL */
    REAL *piece = *arena ? *arena + *used : NULL;
    *used += (size + 15) / 16 * 16;
    return piece;
}

static void NET(lay_out)(NET(work) *work, size_t *used) {
    const cf_net *net = work->net;
    size_t N = work->N, turned, largest[2] = {net->n_out, net->n_out};
    *used = 0;
    for (int c = 0; c <= net->doubled; c++) {
        work->act[c][0] = NET(take)(&work->arena, used, NET(held)(work, 0) * N);
        for (size_t l = 0; l < net->layers; l++)
            work->act[c][l + 1] = NET(in_place)(&net->layer[l]) ? work->act[c][l]
                                                                : NET(take)(&work->arena, used, NET(held)(work, l + 1) * N);
        if (work->blocks) work->top[c] = NET(take)(&work->arena, used, NET(size_in)(net, work->blocks) * N);
    }
    size_t hop = 0; /* the gradients of layers that are not in place take turns: even and odd ones, from below */
    for (size_t l = 1; l <= net->layers; l++) {
        size_t size = NET(held)(work, l), plain = NET(size_in)(net, l);
        if (size > largest[hop % 2]) largest[hop % 2] = size;
        if (l == work->blocks && plain > largest[++hop % 2]) largest[hop % 2] = plain;
        hop += l < net->layers && !NET(in_place)(&net->layer[l]);
    }
    work->slope[0] = NET(take)(&work->arena, used, largest[hop % 2] * N); /* the top one */
    work->slope[1] = NET(take)(&work->arena, used, largest[1 - hop % 2] * N);
    work->f = NET(take)(&work->arena, used, net->n_out * N);
    work->f_slope = NET(take)(&work->arena, used, net->n_out * N);
    NET(conv_sizes)(&work->block, &turned, net, work->blocks, N);
    work->cols = NET(take)(&work->arena, used, work->block * (size_t)work->threads);
    work->turned = NET(take)(&work->arena, used, turned);
}

cf_status NET(work_init)(NET(work) *work, const cf_net *net, size_t N, int threads) {
    memset(work, 0, sizeof *work);
    if (net->layers == 0 || net->p == 0 || N == 0 || threads < 0) return CF_EINVAL;
    double largest = 0;
    work->net = net, work->N = N;
    work->threads = threads ? threads : omp_get_max_threads();
#if IMAGES
    work->blocks = cf_net_images_layers(net);
#endif
    for (size_t l = 0; l <= net->layers; l++) largest = fmax(largest, (double)NET(held)(work, l) * (double)N);
    if (largest > 2147483647.0) return CF_EINVAL; /* BLAS counts in ints */
    size_t used;
    NET(lay_out)(work, &used);
    work->bytes = used * sizeof(REAL);
    work->arena = aligned_alloc(64, work->bytes);
#if IMAGES
    if (work->blocks) {
        cf_net_blas_threads blas = cf_net_serial_blas();
        work->images = cf_net_images_new(net, N, work->threads);
        cf_net_restore_blas(blas);
        if (work->images) work->bytes += cf_net_images_bytes(work->images);
    }
#endif
    if (!work->arena || (work->blocks && !work->images)) return NET(work_clear)(work), CF_ENOMEM;
    NET(lay_out)(work, &used);
    return CF_OK;
}

void NET(work_clear)(NET(work) *work) {
    free(work->arena);
#if IMAGES
    cf_net_images_free(work->images);
#endif
    memset(work, 0, sizeof *work);
}

/* ------------------------------------------------------------------------------------------- forward, backward */

/* x, n x C HW, into a, C x n x HW */
static void NET(load)(const cf_net *net, REAL *a, const REAL *x, size_t n, int threads) {
    size_t C = net->layer[0].C, HW = net->layer[0].H * net->layer[0].W;
    if (HW > 1)
        for (size_t s = 0; s < n; s++)
            for (size_t c = 0; c < C; c++) memcpy(a + (c * n + s) * HW, x + (s * C + c) * HW, HW * sizeof *a);
    else
#pragma omp parallel for num_threads(threads) if (C * n > 10000 && threads > 1)
        for (size_t block = 0; block < C; block += 16) /* a transposition, 16 channels a time */
            for (size_t s = 0; s < n; s++)
                for (size_t c = block; c < C && c < block + 16; c++) a[c * n + s] = x[s * C + c];
}

/* Layer l's input as C x n x HW. */
static REAL *NET(input)(const NET(work) *work, int copy, size_t l) {
    return work->blocks && l == work->blocks ? work->top[copy] : work->act[copy][l];
}

/* A ReLU on a linear layer is taken with it, tile by tile, backward with a linear layer on it. */
static void NET(pass)(NET(work) *work, int copy, const REAL *w, const REAL *x, size_t n) {
    const cf_net *net = work->net;
    int threads = work->threads;
#if IMAGES
    if (work->blocks) cf_net_images_forward(work->images, work->top[copy], work->act[copy], w, x, n);
#endif
    if (!work->blocks) NET(load)(net, work->act[copy][0], x, n, threads);
    for (size_t i = work->blocks; i < net->layers; i++) {
        const cf_net_layer *l = &net->layer[i];
        const REAL *a = NET(input)(work, copy, i);
        REAL *z = work->act[copy][i + 1];
        switch (l->kind) {
        case CF_NET_LINEAR: NET(linear)(l, z, a, w + l->at, n, NET(is)(net, i + 1, CF_NET_RELU), threads); break;
        case CF_NET_CONV: NET(conv)(l, l->C, l->K, z, a, w + l->at, n, work); break;
        case CF_NET_RELU:
            if (!NET(is)(net, i - 1, CF_NET_LINEAR)) NET(relu)(z, l->C * n * l->H * l->W, threads);
            break;
        case CF_NET_POOL: NET(pool)(l, z, a, n, threads); break;
        case CF_NET_FLATTEN: NET(flatten)(l, z, a, n); break;
        }
    }
}

/* work->slope[0] holds the loss's gradient with respect to the output; out = beta out + scale * gradient. */
static void NET(pass_back)(NET(work) *work, int copy, REAL *out, REAL scale, REAL beta, const REAL *w, size_t n) {
    const cf_net *net = work->net;
    int threads = work->threads;
    size_t lowest = 0;
    while (lowest < net->layers && (!cf_net_layer_weights(&net->layer[lowest]) || net->layer[lowest].frozen)) lowest++;
    REAL *gz = work->slope[0], *ga = work->slope[1];
    for (size_t i = net->layers; i-- > (lowest > work->blocks ? lowest : work->blocks);) {
        const cf_net_layer *l = &net->layer[i];
        const REAL *a = NET(input)(work, copy, i);
        REAL *gw = l->frozen ? NULL : out + l->at, *below = i > lowest ? ga : NULL;
        int over_relu = i > work->blocks && NET(is)(net, i - 1, CF_NET_RELU);
        switch (l->kind) {
        case CF_NET_FLATTEN: NET(flatten_back)(l, ga, gz, n); break;
        case CF_NET_POOL: NET(pool_back)(l, ga, gz, a, n, threads); break;
        case CF_NET_RELU:
            if (!NET(is)(net, i + 1, CF_NET_LINEAR)) NET(relu_back)(gz, a, l->C * n * l->H * l->W, threads);
            continue;
        case CF_NET_CONV: NET(conv_back)(l, below, gw, scale, beta, gz, a, w + l->at, n, work); break;
        case CF_NET_LINEAR: NET(linear_back)(l, below, gw, scale, beta, gz, a, w + l->at, n, over_relu, threads); break;
        }
        REAL *swap = gz;
        gz = ga, ga = swap;
    }
#if IMAGES
    if (lowest < work->blocks)
        cf_net_images_backward(work->images, out, scale, beta, gz, ga, work->act[copy], w, n, lowest);
#endif
}

/* ------------------------------------------------------------------------------- both copies of a doubled net */

/* f, n x n_out, of the last activations, n_out HW channels x n */
static void NET(outputs)(REAL *f, NET(work) *work, size_t n) {
    const cf_net *net = work->net;
    size_t HW = net->H * net->W;
    for (size_t s = 0; s < n; s++)
        for (size_t c = 0; c < net->C; c++)
            for (size_t i = 0; i < HW; i++) {
                size_t from = (c * n + s) * HW + i;
                REAL value = NET(input)(work, 0, net->layers)[from];
                if (net->doubled) value -= NET(input)(work, 1, net->layers)[from];
                f[s * net->n_out + c * HW + i] = value;
            }
}

void NET(forward)(REAL *f, NET(work) *work, const REAL *w, const REAL *x, size_t n) {
    cf_net_blas_threads blas = cf_net_serial_blas();
    for (int copy = 0; copy <= work->net->doubled; copy++)
        NET(pass)(work, copy, w + (size_t)copy * (work->net->p / 2), x, n);
    cf_net_restore_blas(blas);
    NET(outputs)(f, work, n);
}

/* out = beta out + scale * (gradient of <f_slope, f>), after a forward pass */
static void NET(backward)(NET(work) *work, REAL *out, REAL scale, REAL beta, const REAL *w, size_t n) {
    const cf_net *net = work->net;
    size_t HW = net->H * net->W;
    cf_net_blas_threads blas = cf_net_serial_blas();
    for (int copy = 0; copy <= net->doubled; copy++) {
        for (size_t s = 0; s < n; s++)
            for (size_t k = 0; k < net->n_out; k++) {
                REAL g = work->f_slope[s * net->n_out + k];
                work->slope[0][(k / HW * n + s) * HW + k % HW] = copy ? -g : g;
            }
        size_t half = (size_t)copy * (net->p / 2);
        NET(pass_back)(work, copy, out + half, scale, beta, w + half, n);
    }
    cf_net_restore_blas(blas);
}
