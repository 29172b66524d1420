/* net_images.c - convolutions, ReLUs and pools in blocks of 16 channels: forward, then backward, on one screen.
 *
 * A ReLU is taken with the layer that makes its input, while that is in the cache: forward after each tile of a
 * convolution, backward with the convolution or pool above, whose own input says where the ReLU was open. */
#include "net_images.h"
#include "net_dnnl.h"
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { B = 16 };

struct cf_net_images {
    const cf_net *net;
    size_t layers, n; /* n: what the convolutions are made for */
    int threads;
    cf_net_conv *conv[CF_NET_MAX_LAYERS];
    float *packed;    /* a layer's weights */
    float *tile;      /* of each thread: 16 channels of a layer's weights, and of its output's gradient */
    char *scratch;    /* of each thread */
    size_t packed_size, tile_size, scratch_size;
};

static size_t blocks(size_t channels) {
    return (channels + B - 1) / B;
}

static int plain(const cf_net *net, size_t l) {
    const cf_net_layer *c = &net->layer[l];
    return l == 0 && c->kind == CF_NET_CONV && (c->C == 1 || c->C == 3);
}

static int is(const cf_net *net, size_t l, cf_net_kind kind) { /* l = -1: no */
    return l < net->layers && net->layer[l].kind == kind;
}

size_t cf_net_images_layers(const cf_net *net) {
    size_t l = 0, convolutions = 0;
    for (; is(net, l, CF_NET_CONV) || is(net, l, CF_NET_RELU) || is(net, l, CF_NET_POOL); l++)
        convolutions += is(net, l, CF_NET_CONV);
    return convolutions && cf_net_dnnl() ? l : 0;
}

size_t cf_net_images_size(const cf_net *net, size_t l) {
    if (l == net->layers) return B * blocks(net->C) * net->H * net->W;
    const cf_net_layer *c = &net->layer[l];
    return (plain(net, l) ? c->C : B * blocks(c->C)) * c->H * c->W;
}

/* ------------------------------------------------------------------------------------------------------- memory */

/* Samples a tile: output of at most a mebibyte, at least eight tiles. */
static size_t tile_samples(const cf_net_layer *l, size_t n) {
    size_t bytes = B * blocks(l->K) * l->H * l->W * sizeof(float), fit = ((size_t)1 << 20) / bytes;
    size_t most = (n + 7) / 8 < 16 ? (n + 7) / 8 : 16;
    return fit < 1 ? 1 : fit < most ? fit : most;
}

static int plan(cf_net_images *im, size_t n) { /* nonzero: done */
    if (im->n == n) return 1;
    size_t scratch = 0;
    for (size_t i = 0; i < im->layers; i++) {
        const cf_net_layer *l = &im->net->layer[i];
        if (l->kind != CF_NET_CONV) continue;
        cf_net_conv_free(im->conv[i]);
        im->conv[i] = cf_net_conv_new(l->C, plain(im->net, i), l->K, l->H, l->W, n, tile_samples(l, n));
        if (!im->conv[i]) return im->n = 0;
        if (cf_net_conv_scratch(im->conv[i]) > scratch) scratch = cf_net_conv_scratch(im->conv[i]);
    }
    if (scratch > im->scratch_size) {
        free(im->scratch);
        im->scratch = aligned_alloc(64, scratch * (size_t)im->threads);
        im->scratch_size = im->scratch ? scratch : 0;
        if (!im->scratch) return im->n = 0;
    }
    im->n = n;
    return 1;
}

static void must_plan(cf_net_images *im, size_t n) {
    if (plan(im, n)) return;
    fprintf(stderr, "%s: no memory for oneDNN's convolutions of %zu samples\n", __FILE__, n);
    abort();
}

cf_net_images *cf_net_images_new(const cf_net *net, size_t N, int threads) {
    cf_net_images *im = calloc(1, sizeof *im);
    if (!im) return NULL;
    im->net = net, im->layers = cf_net_images_layers(net), im->threads = threads;
    for (size_t i = 0; i < im->layers; i++) {
        const cf_net_layer *l = &net->layer[i];
        if (l->kind != CF_NET_CONV) continue;
        size_t weights = 9 * B * B * blocks(l->C), tile = weights + N * l->H * l->W * B;
        if (weights * blocks(l->K) > im->packed_size) im->packed_size = weights * blocks(l->K);
        if (tile > im->tile_size) im->tile_size = tile;
    }
    im->packed = aligned_alloc(64, im->packed_size * sizeof(float));
    im->tile = aligned_alloc(64, im->tile_size * (size_t)threads * sizeof(float));
    if (im->packed && im->tile && plan(im, N)) return im;
    cf_net_images_free(im);
    return NULL;
}

void cf_net_images_free(cf_net_images *im) {
    if (!im) return;
    for (size_t i = 0; i < im->layers; i++) cf_net_conv_free(im->conv[i]);
    free(im->packed), free(im->tile), free(im->scratch), free(im);
}

size_t cf_net_images_bytes(const cf_net_images *im) {
    return im->packed_size * sizeof(float) + (size_t)im->threads * (im->tile_size * sizeof(float) + im->scratch_size);
}

static char *my_scratch(const cf_net_images *im) {
    return im->scratch_size ? im->scratch + im->scratch_size * (size_t)omp_get_thread_num() : NULL;
}

/* ------------------------------------------------------------------------------------------ into blocks and back */

/* blocked, n x C/16 x HW x 16, of channel c's place i of sample s at from[s * sample + c * channel + i] */
static void block(float *to, const float *from, size_t sample, size_t channel, size_t C, size_t HW, size_t n, int threads) {
#pragma omp parallel for num_threads(threads) if (C * HW * n > 10000 && threads > 1)
    for (size_t sb = 0; sb < n * blocks(C); sb++) {
        size_t s = sb / blocks(C), c0 = sb % blocks(C) * B;
        for (size_t i = 0; i < HW; i++)
            for (size_t c = 0; c < B; c++)
                to[(sb * HW + i) * B + c] = c0 + c < C ? from[s * sample + (c0 + c) * channel + i] : 0;
    }
}

static void unblock(float *to, const float *from, size_t C, size_t HW, size_t n) { /* to C x n x HW */
    for (size_t c = 0; c < C; c++)
        for (size_t s = 0; s < n; s++)
            for (size_t i = 0; i < HW; i++) to[(c * n + s) * HW + i] = from[((s * blocks(C) + c / B) * HW + i) * B + c % B];
}

/* w, K x C x 9, to [K/16][C/16][9][16 of C][16 of K]; backward: ...[16 of K][16 of C]; plain: [K/16][9][C][16 of K] */
static void pack(const cf_net_images *im, const cf_net_layer *l, const float *w, int backward, int plain) {
    size_t C = l->C, K = l->K, wide = plain ? C : B, pieces = blocks(K) * (plain ? 1 : blocks(C));
#pragma omp parallel for num_threads(im->threads) if (im->threads > 1)
    for (size_t piece = 0; piece < pieces; piece++) {
        size_t k0 = piece / (pieces / blocks(K)) * B, c0 = piece % (pieces / blocks(K)) * B;
        float *to = im->packed + piece * 9 * wide * B;
        int whole = k0 + B <= K && c0 + wide <= C;
        if (!whole) memset(to, 0, 9 * wide * B * sizeof *to);
        size_t rows = k0 + B <= K ? B : K - k0, cols = c0 + wide <= C ? wide : C - c0;
        size_t along_k = backward ? B : 1, along_c = backward ? 1 : B;
        for (size_t k = 0; k < rows; k++)
            for (size_t c = 0; c < cols; c++)
                for (size_t t = 0; t < 9; t++)
                    to[t * wide * B + k * along_k + c * along_c] = w[((k0 + k) * C + c0 + c) * 9 + t];
    }
}

/* 16 rows of gw, K x C x 9, from tile k0/16 of the first of these forms */
static void add_weights(const cf_net_layer *l, float *gw, float scale, float beta, const float *tile, size_t k0, int plain) {
    size_t C = l->C, rows = k0 + B <= l->K ? B : l->K - k0, wide = plain ? C : B;
    for (size_t c0 = 0; c0 < C; c0 += wide, tile += 9 * wide * B)
        for (size_t k = 0; k < rows; k++)
            for (size_t c = 0; c < wide && c0 + c < C; c++)
                for (size_t t = 0; t < 9; t++) {
                    float *to = &gw[((k0 + k) * C + c0 + c) * 9 + t], g = scale * tile[(t * wide + c) * B + k];
                    *to = beta == 0 ? g : beta * *to + g;
                }
}

/* -------------------------------------------------------------------------------------------------------- layers */

static void relu(float *z, size_t size) { /* a NaN stays a NaN */
#pragma omp simd
    for (size_t i = 0; i < size; i++) z[i] = z[i] < 0 ? 0 : z[i];
}

static void relu_back(float *gz, const float *a, size_t size) {
#pragma omp simd
    for (size_t i = 0; i < size; i++) gz[i] = a[i] > 0 ? gz[i] : 0;
}

static void conv(const cf_net_images *im, size_t i, float *z, const float *a, const float *w, size_t n, int with_relu) {
    const cf_net_layer *l = &im->net->layer[i];
    size_t samples = tile_samples(l, n), sample = B * blocks(l->K) * l->H * l->W;
    pack(im, l, w, 0, plain(im->net, i));
#pragma omp parallel for num_threads(im->threads) schedule(dynamic) if (im->threads > 1)
    for (size_t s = 0; s < n; s += samples) {
        cf_net_conv_forward(im->conv[i], s / samples, z, a, im->packed, my_scratch(im));
        if (with_relu) relu(z + s * sample, (n - s < samples ? n - s : samples) * sample);
    }
}

/* ga NULL: not wanted; gw NULL: frozen. ga first: gw may be w. */
static void conv_back(const cf_net_images *im, size_t i, float *ga, float *gw, float scale, float beta, const float *gz,
                      const float *a, const float *w, size_t n, int with_relu) {
    const cf_net_layer *l = &im->net->layer[i];
    size_t samples = tile_samples(l, n), sample = cf_net_images_size(im->net, i);
    if (ga) pack(im, l, w, 1, 0);
#pragma omp parallel for num_threads(im->threads) schedule(dynamic) if (im->threads > 1)
    for (size_t s = 0; s < (ga ? n : 0); s += samples) {
        cf_net_conv_data(im->conv[i], s / samples, ga, gz, im->packed, my_scratch(im));
        if (with_relu) relu_back(ga + s * sample, a + s * sample, (n - s < samples ? n - s : samples) * sample);
    }
#pragma omp parallel for num_threads(im->threads) schedule(dynamic) if (im->threads > 1)
    for (size_t k = 0; k < (gw ? l->K : 0); k += B) {
        float *tile = im->tile + im->tile_size * (size_t)omp_get_thread_num(), *part = tile + 9 * B * B * blocks(l->C);
        size_t run = l->H * l->W * B;
        for (size_t s = 0; s < n; s++) memcpy(part + s * run, gz + (s * blocks(l->K) + k / B) * run, run * sizeof *gz);
        cf_net_conv_weights(im->conv[i], tile, part, a, my_scratch(im));
        add_weights(l, gw, scale, beta, tile, k, plain(im->net, i));
    }
}

static void pool(const cf_net_layer *l, float *z, const float *a, size_t n, int threads) {
    size_t H = l->H / 2, W = l->W / 2, row = l->W * B;
#pragma omp parallel for num_threads(threads) if (threads > 1)
    for (size_t plane = 0; plane < n * blocks(l->C); plane++)
        for (size_t i = 0; i < H; i++)
            for (size_t j = 0; j < W; j++) {
                const float *p = a + plane * l->H * row + 2 * i * row + 2 * j * B, *q = p + row;
                float *out = z + ((plane * H + i) * W + j) * B;
#pragma omp simd
                for (size_t c = 0; c < B; c++) {
                    float x = p[B + c] > p[c] ? p[B + c] : p[c], y = q[B + c] > q[c] ? q[B + c] : q[c];
                    out[c] = y > x ? y : x;
                }
            }
}

/* To the first of equal entries, in rows: a later one must be greater. with_relu: nothing where the largest is 0. */
static void pool_back(const cf_net_layer *l, float *ga, const float *gz, const float *a, size_t n, int with_relu, int threads) {
    size_t H = l->H / 2, W = l->W / 2, row = l->W * B;
    float floor = with_relu ? 0 : -__builtin_inff();
#pragma omp parallel for num_threads(threads) if (threads > 1)
    for (size_t plane = 0; plane < n * blocks(l->C); plane++) {
        if (l->H % 2 || l->W % 2) memset(ga + plane * l->H * row, 0, l->H * row * sizeof *ga);
        for (size_t i = 0; i < H; i++)
            for (size_t j = 0; j < W; j++) {
                size_t at = plane * l->H * row + 2 * i * row + 2 * j * B;
                const float *restrict p = a + at, *restrict q = p + row, *restrict g = gz + ((plane * H + i) * W + j) * B;
                float *restrict to = ga + at, *restrict under = to + row;
#pragma omp simd
                for (size_t c = 0; c < B; c++) {
                    float a0 = p[c], a1 = p[B + c], a2 = q[c], a3 = q[B + c], slope = g[c];
                    float x = a1 > a0 ? a1 : a0, y = a3 > a2 ? a3 : a2, most = y > x ? y : x;
                    float open = most > floor ? slope : 0;
                    float above = y > x ? 0 : open, below = y > x ? open : 0;
                    float left = a1 > a0 ? 0 : above, right = a1 > a0 ? above : 0;
                    float left_below = a3 > a2 ? 0 : below, right_below = a3 > a2 ? below : 0;
                    to[c] = left, to[B + c] = right, under[c] = left_below, under[B + c] = right_below;
                }
            }
    }
}

/* ---------------------------------------------------------------------------------------------- forward, backward */

void cf_net_images_forward(cf_net_images *im, float *top, float *const *act, const float *w, const float *x, size_t n) {
    const cf_net *net = im->net;
    const cf_net_layer *first = &net->layer[0];
    size_t HW = first->H * first->W, size = cf_net_images_size(net, im->layers);
    must_plan(im, n);
    if (plain(net, 0))
        memcpy(act[0], x, n * net->n_in * sizeof *x);
    else
        block(act[0], x, net->n_in, HW, first->C, HW, n, im->threads);
    for (size_t i = 0; i < im->layers; i++) {
        const cf_net_layer *l = &net->layer[i];
        switch (l->kind) {
        case CF_NET_CONV: conv(im, i, act[i + 1], act[i], w + l->at, n, is(net, i + 1, CF_NET_RELU)); break;
        case CF_NET_POOL: pool(l, act[i + 1], act[i], n, im->threads); break;
        default:
            if (!is(net, i - 1, CF_NET_CONV)) relu(act[i], n * cf_net_images_size(net, i));
        }
    }
    const cf_net_layer *last = &net->layer[im->layers - 1];
    size_t C = last->K, places = size / (B * blocks(C));
    unblock(top, act[im->layers], C, places, n);
}

void cf_net_images_backward(cf_net_images *im, float *out, float scale, float beta, float *gz, float *ga,
                            float *const *act, const float *w, size_t n, size_t lowest) {
    const cf_net *net = im->net;
    size_t C = net->layer[im->layers - 1].K, HW = cf_net_images_size(net, im->layers) / (B * blocks(C));
    block(ga, gz, HW, n * HW, C, HW, n, im->threads);
    float *swap = gz;
    gz = ga, ga = swap;
    for (size_t i = im->layers; i-- > lowest;) {
        const cf_net_layer *l = &net->layer[i];
        const float *a = act[i];
        float *gw = l->frozen ? NULL : out + l->at;
        int over_relu = is(net, i - 1, CF_NET_RELU);
        switch (l->kind) {
        case CF_NET_CONV: conv_back(im, i, i > lowest ? ga : NULL, gw, scale, beta, gz, a, w + l->at, n, over_relu); break;
        case CF_NET_POOL: pool_back(l, ga, gz, a, n, over_relu, im->threads); break;
        default:
            if (i + 1 == im->layers) relu_back(gz, a, n * cf_net_images_size(net, i));
            continue;
        }
        swap = gz;
        gz = ga, ga = swap;
    }
}
