/* net_tiny.c - full gradient descent of the synthetic experiment's nets (Figure 4(a-d)): up to 32 units a
 * layer, a handful of samples, one output, no biases, squared loss, double. A step is a few hundred to a few
 * thousand vector operations, too little for BLAS: everything stays in the first-level cache, in 8-lane
 * kernels (core/net_tiny_kernel.h).
 *
 * Rounding. Products are accumulated by fused multiply-adds in the order of the index, with at most as many
 * roundings as core/net_work.h counts, so a step's gradient has the bound declared for cf_net_gradient; the
 * update adds one rounding of w. Same bits on every processor. */
#include "net.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 32, MAX_DEPTH = 16 };

typedef struct {
    size_t depth, N, n_in;
    int doubled;
    size_t C[MAX_DEPTH + 1]; /* real inputs of each layer; C[depth] = 1 */
    const double *x, *y;     /* N x n_in, N */
    double *w[2][MAX_DEPTH]; /* C x WIDTH (square for hidden layers), the last one row */
    double *a[2][MAX_DEPTH]; /* the hidden activations, N x WIDTH */
    double *f, *slope[2];    /* N */
    double *g, *old_g;       /* N x WIDTH */
    double *turned;          /* WIDTH x WIDTH */
    double *arena;
} tiny;

#define V_TRANSPOSE_BY(v, lo, hi)                                                                            \
    do {                                                                                                     \
        V t_[8];                                                                                             \
        for (int i_ = 0; i_ < 4; i_++)                                                                       \
            t_[2 * i_] = lo(v[i_], v[i_ + 4]), t_[2 * i_ + 1] = hi(v[i_], v[i_ + 4]);                        \
        for (int i_ = 0; i_ < 4; i_++)                                                                       \
            v[2 * i_] = lo(t_[i_], t_[i_ + 4]), v[2 * i_ + 1] = hi(t_[i_], t_[i_ + 4]);                      \
        for (int i_ = 0; i_ < 4; i_++)                                                                       \
            t_[2 * i_] = lo(v[i_], v[i_ + 4]), t_[2 * i_ + 1] = hi(v[i_], v[i_ + 4]);                        \
        for (int i_ = 0; i_ < 8; i_++) v[i_] = t_[i_];                                                       \
    } while (0)

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

/* ---------------------------------------------------------------------------------------------------- 512
 * bits */
#define W(name) name##_8
#define W_ATTR __attribute__((always_inline, target("avx512f,avx512dq,avx512vl,fma,avx2")))
#define W_ATTR_CALL __attribute__((target("avx512f,avx512dq,avx512vl,fma,avx2")))
#define V __m512d
#define V_LOAD(p) _mm512_loadu_pd(p)
#define V_STORE(p, v) _mm512_storeu_pd(p, v)
#define V_SPLAT(x) _mm512_set1_pd(x)
#define V_FMA(a, b, c) _mm512_fmadd_pd(a, b, c)
#define V_MUL(a, b) _mm512_mul_pd(a, b)
#define V_RELU(z) _mm512_max_pd(_mm512_setzero_pd(), z) /* the second where either is NaN */
#define V_MASK(g, a) _mm512_maskz_mov_pd(_mm512_cmp_pd_mask(a, _mm512_setzero_pd(), _CMP_GT_OQ), g)
static inline W_ATTR double sum_8(__m512d v) {
    __m256d s = _mm256_add_pd(_mm512_castpd512_pd256(v), _mm512_extractf64x4_pd(v, 1));
    __m128d t = _mm_add_pd(_mm256_castpd256_pd128(s), _mm256_extractf128_pd(s, 1));
    return _mm_cvtsd_f64(t) + _mm_cvtsd_f64(_mm_unpackhi_pd(t, t));
}
static inline W_ATTR __m512d zip_lo_8(__m512d a, __m512d b) {
    return _mm512_permutex2var_pd(a, _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11), b);
}
static inline W_ATTR __m512d zip_hi_8(__m512d a, __m512d b) {
    return _mm512_permutex2var_pd(a, _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15), b);
}
#define V_SUM(v) sum_8(v)
#define V_TRANSPOSE(v) V_TRANSPOSE_BY(v, zip_lo_8, zip_hi_8)
#include "net_tiny_kernel.h"
#include "net_tiny_undef.h"

/* ------------------------------------------------------------------------------------------- 256 bits, in
 * pairs */
typedef struct {
    __m256d lo, hi;
} pair;
#define W(name) name##_4
#define W_ATTR __attribute__((always_inline, target("avx2,fma")))
#define W_ATTR_CALL __attribute__((target("avx2,fma")))
#define V pair
static inline W_ATTR pair load_4(const double *p) {
    return (pair){_mm256_loadu_pd(p), _mm256_loadu_pd(p + 4)};
}
static inline W_ATTR void store_4(double *p, pair v) {
    _mm256_storeu_pd(p, v.lo), _mm256_storeu_pd(p + 4, v.hi);
}
static inline W_ATTR pair splat_4(double x) {
    return (pair){_mm256_set1_pd(x), _mm256_set1_pd(x)};
}
static inline W_ATTR pair fma_4(pair a, pair b, pair c) {
    return (pair){_mm256_fmadd_pd(a.lo, b.lo, c.lo), _mm256_fmadd_pd(a.hi, b.hi, c.hi)};
}
static inline W_ATTR pair mul_4(pair a, pair b) {
    return (pair){_mm256_mul_pd(a.lo, b.lo), _mm256_mul_pd(a.hi, b.hi)};
}
static inline W_ATTR pair relu_4(pair z) {
    return (pair){_mm256_max_pd(_mm256_setzero_pd(), z.lo), _mm256_max_pd(_mm256_setzero_pd(), z.hi)};
}
static inline W_ATTR pair mask_4(pair g, pair a) {
    __m256d zero = _mm256_setzero_pd();
    return (pair){_mm256_and_pd(_mm256_cmp_pd(a.lo, zero, _CMP_GT_OQ), g.lo),
                  _mm256_and_pd(_mm256_cmp_pd(a.hi, zero, _CMP_GT_OQ), g.hi)};
}
static inline W_ATTR double sum_4(pair v) {
    __m256d s = _mm256_add_pd(v.lo, v.hi);
    __m128d t = _mm_add_pd(_mm256_castpd256_pd128(s), _mm256_extractf128_pd(s, 1));
    return _mm_cvtsd_f64(t) + _mm_cvtsd_f64(_mm_unpackhi_pd(t, t));
}
static inline W_ATTR pair zip_4(__m256d a, __m256d b) { /* a0 b0 a1 b1, a2 b2 a3 b3 */
    __m256d lo = _mm256_unpacklo_pd(a, b), hi = _mm256_unpackhi_pd(a, b);
    return (pair){_mm256_permute2f128_pd(lo, hi, 0x20), _mm256_permute2f128_pd(lo, hi, 0x31)};
}
static inline W_ATTR pair zip_lo_4(pair a, pair b) {
    return zip_4(a.lo, b.lo);
}
static inline W_ATTR pair zip_hi_4(pair a, pair b) {
    return zip_4(a.hi, b.hi);
}
#define V_LOAD(p) load_4(p)
#define V_STORE(p, v) store_4(p, v)
#define V_SPLAT(x) splat_4(x)
#define V_FMA(a, b, c) fma_4(a, b, c)
#define V_MUL(a, b) mul_4(a, b)
#define V_RELU(z) relu_4(z)
#define V_MASK(g, a) mask_4(g, a)
#define V_SUM(v) sum_4(v)
#define V_TRANSPOSE(v) V_TRANSPOSE_BY(v, zip_lo_4, zip_hi_4)
#include "net_tiny_kernel.h"
#include "net_tiny_undef.h"
#endif

/* ----------------------------------------------------------------------------------------------- one by one
 */
typedef struct {
    double x[8];
} eight;
#define W(name) name##_1
#define W_ATTR
#define W_ATTR_CALL
#define V eight
#define EACH(expression)                                                                                     \
    eight r;                                                                                                 \
    for (int i = 0; i < 8; i++) r.x[i] = expression;                                                         \
    return r
static inline eight load_1(const double *p) {
    EACH(p[i]);
}
static inline void store_1(double *p, eight v) {
    memcpy(p, v.x, sizeof v.x);
}
static inline eight splat_1(double x) {
    EACH(x);
}
static inline eight fma_1(eight a, eight b, eight c) {
    EACH(fma(a.x[i], b.x[i], c.x[i]));
}
static inline eight mul_1(eight a, eight b) {
    EACH(a.x[i] * b.x[i]);
}
static inline eight relu_1(eight z) {
    EACH(0 > z.x[i] ? 0 : z.x[i]);
}
static inline eight mask_1(eight g, eight a) {
    EACH(a.x[i] > 0 ? g.x[i] : 0);
}
static inline double sum_1(eight v) {
    const double *x = v.x;
    return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
}
static inline eight zip_lo_1(eight a, eight b) {
    EACH(i % 2 ? b.x[i / 2] : a.x[i / 2]);
}
static inline eight zip_hi_1(eight a, eight b) {
    EACH(i % 2 ? b.x[4 + i / 2] : a.x[4 + i / 2]);
}
#define V_LOAD(p) load_1(p)
#define V_STORE(p, v) store_1(p, v)
#define V_SPLAT(x) splat_1(x)
#define V_FMA(a, b, c) fma_1(a, b, c)
#define V_MUL(a, b) mul_1(a, b)
#define V_RELU(z) relu_1(z)
#define V_MASK(g, a) mask_1(g, a)
#define V_SUM(v) sum_1(v)
#define V_TRANSPOSE(v) V_TRANSPOSE_BY(v, zip_lo_1, zip_hi_1)
#include "net_tiny_kernel.h"

static double tiny_step(tiny *t, double step, double stop, int width) {
#if defined(__x86_64__) && defined(__GNUC__)
    if (width == 8) return tiny_step_8(t, step, stop);
    if (width == 4) return tiny_step_4(t, step, stop);
#endif
    (void)width;
    return tiny_step_1(t, step, stop);
}

static int widest(void) {
#if defined(__x86_64__) && defined(__GNUC__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl"))
        return 8;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return 4;
#endif
    return 1;
}

/* -------------------------------------------------------------------------------------- packing, and the
 * loop */

int cf_net_tiny_fits(const cf_net *net) {
    size_t depth = cf_net_depth(net);
    if (depth < 2 || depth > MAX_DEPTH || net->layers != 2 * depth - 1 || net->n_out != 1 ||
        net->loss != CF_NET_SQUARED)
        return 0;
    for (size_t l = 0; l < net->layers; l++) {
        const cf_net_layer *layer = &net->layer[l];
        if (layer->kind != (l % 2 ? CF_NET_RELU : CF_NET_LINEAR) || layer->bias || layer->frozen ||
            layer->C > WIDTH)
            return 0;
    }
    return 1;
}

static cf_status tiny_init(tiny *t, const cf_net *net, const cf_net_data *data) {
    *t = (tiny){.depth = cf_net_depth(net),
                .N = data->n,
                .n_in = net->n_in,
                .doubled = net->doubled,
                .x = data->x,
                .y = data->y};
    size_t copies = 1 + (size_t)t->doubled, rows = WIDTH * t->depth + t->N * (t->depth - 1),
           N = (t->N + 7) / 8 * 8;
    size_t size = WIDTH * (copies * rows + 2 * t->N + WIDTH) + 3 * N;
    double *p = t->arena = aligned_alloc(64, WIDTH * sizeof *p * (size / WIDTH + 1));
    if (!p) return CF_ENOMEM;
    memset(p, 0, size * sizeof *p);
    for (size_t l = 0; l < t->depth; l++) t->C[l] = net->layer[2 * l].C;
    t->C[t->depth] = 1;
    for (size_t copy = 0; copy < copies; copy++)
        for (size_t l = 0; l < t->depth; l++) {
            t->w[copy][l] = p, p += WIDTH * WIDTH;
            if (l + 1 < t->depth) t->a[copy][l] = p, p += t->N * WIDTH;
        }
    t->g = p, t->old_g = p + t->N * WIDTH, t->turned = p + 2 * t->N * WIDTH, t->f = t->turned + WIDTH * WIDTH;
    t->slope[0] = t->f + N, t->slope[1] = t->f + 2 * N;
    return CF_OK;
}

/* w[k * C + c] of the public order to or from row c, column k; the last layer's K = 1 to one row */
static void pack(tiny *t, double *w, const cf_net *net, int out) {
    for (int copy = 0; copy <= t->doubled; copy++)
        for (size_t l = 0; l < t->depth; l++) {
            const cf_net_layer *layer = &net->layer[2 * l];
            double *to = t->w[copy][l], *from = w + layer->at + (size_t)copy * (net->p / 2);
            for (size_t k = 0; k < layer->K; k++)
                for (size_t c = 0; c < layer->C; c++) {
                    double *inside = to + (l + 1 == t->depth ? c : c * WIDTH + k);
                    if (out)
                        from[k * layer->C + c] = *inside;
                    else
                        *inside = from[k * layer->C + c];
                }
        }
}

cf_status cf_net_tiny_descend(double *w, double *loss, uint64_t *taken, const cf_net *net,
                              const cf_net_data *data, double step, double stop, uint64_t steps) {
    if (!cf_net_tiny_fits(net) || data->n == 0 || data->n > 1 << 20 || !(step > 0)) return CF_EINVAL;
    tiny t;
    cf_status status = tiny_init(&t, net, data);
    if (status != CF_OK) return status;
    pack(&t, w, net, 0);
    int width = widest();
    *loss = INFINITY;
    for (*taken = 0; *taken < steps; ++*taken) {
        *loss = tiny_step(&t, step, stop, width);
        if (!(*loss >= stop && *loss <= DBL_MAX)) break;
    }
    pack(&t, w, net, 1);
    free(t.arena);
    return CF_OK;
}
