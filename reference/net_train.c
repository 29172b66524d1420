/* net_train.c - gradient descent of fully connected ReLU nets in rounded arithmetic of any precision.
 *
 * a_0 = x, z_l = W_l a_{l-1}, a_l = max(z_l, 0), f = z_D. With e_D = 2 (f - y) and e_{l-1} = (W_l^T e_l)
 * where a_{l-1} > 0: dL/dW_l = sum over samples of e_l a_{l-1}^T. */
#include "net.h"
#include <math.h>
#include <stdlib.h>

struct cf_ref_net_run {
    size_t depth, n, p, widest;
    size_t *units; /* depth + 1: n_in, the hidden layers, 1 */
    double *x, *y;
    slong prec;
    arf_t step;
    arf_struct *w, *g;       /* p */
    arf_struct *a;           /* the activations of one sample, layer after layer */
    arf_struct *e, *e_below; /* widest */
    arf_t t;
};

static arf_struct *numbers(size_t n) {
    arf_struct *x = malloc((n ? n : 1) * sizeof *x);
    if (!x) abort();
    for (size_t i = 0; i < n; i++) arf_init(x + i);
    return x;
}

static void free_numbers(arf_struct *x, size_t n) {
    for (size_t i = 0; i < n; i++) arf_clear(x + i);
    free(x);
}

/* The layers' widths; 0 if the net is not of the kind */
static size_t widths(size_t *units, const cf_ref_net *net) {
    size_t depth = 0;
    if (net->doubled || net->cross_entropy || net->n_out != 1) return 0;
    for (size_t i = 0; i < net->layers; i++) {
        const cf_ref_net_layer *l = &net->layer[i];
        if (i % 2 ? l->kind != CF_REF_NET_RELU : l->kind != CF_REF_NET_LINEAR || l->bias) return 0;
        if (i % 2) continue;
        if (units) units[depth] = l->C, units[depth + 1] = l->K;
        depth++;
    }
    return net->layers % 2 ? depth : 0;
}

static int finite(const double *x, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i])) return 0;
    return 1;
}

cf_ref_status cf_ref_net_run_new(cf_ref_net_run **out, const cf_ref_net *net, const double *w,
                                 const double *x, const double *y, size_t n, double step, slong prec) {
    const size_t depth = widths(NULL, net);
    *out = NULL;
    if (depth == 0 || n == 0 || prec < 32 || !(step > 0) || !isfinite(step)) return CF_REF_EINVAL;
    if (!finite(w, net->p) || !finite(x, n * net->n_in) || !finite(y, n)) return CF_REF_EINVAL;
    cf_ref_net_run *r = calloc(1, sizeof *r);
    if (!r) abort();
    r->depth = depth, r->n = n, r->p = net->p, r->prec = prec;
    r->units = calloc(depth + 1, sizeof *r->units), r->x = malloc(n * (net->n_in + 1) * sizeof *r->x);
    if (!r->units || !r->x) abort();
    widths(r->units, net);
    r->y = r->x + n * net->n_in;
    for (size_t i = 0; i < n * net->n_in; i++) r->x[i] = x[i];
    for (size_t i = 0; i < n; i++) r->y[i] = y[i];
    size_t all = 0;
    for (size_t l = 0; l <= depth; l++) {
        all += r->units[l];
        if (r->units[l] > r->widest) r->widest = r->units[l];
    }
    r->w = numbers(r->p), r->g = numbers(r->p), r->a = numbers(all);
    r->e = numbers(r->widest), r->e_below = numbers(r->widest);
    arf_init(r->t), arf_init(r->step), arf_set_d(r->step, step);
    for (size_t j = 0; j < r->p; j++) arf_set_d(r->w + j, w[j]);
    *out = r;
    return CF_REF_OK;
}

void cf_ref_net_run_clear(cf_ref_net_run *r) {
    if (!r) return;
    size_t all = 0;
    for (size_t l = 0; l <= r->depth; l++) all += r->units[l];
    free_numbers(r->w, r->p), free_numbers(r->g, r->p), free_numbers(r->a, all);
    free_numbers(r->e, r->widest), free_numbers(r->e_below, r->widest);
    arf_clear(r->t), arf_clear(r->step);
    free(r->units), free(r->x), free(r);
}

/* The activations at x; the last is f. Returns f. */
static const arf_struct *forward(cf_ref_net_run *r, const double *x) {
    const arf_struct *w = r->w;
    arf_struct *a = r->a;
    for (size_t i = 0; i < r->units[0]; i++) arf_set_d(a + i, x[i]);
    for (size_t l = 1; l <= r->depth; l++) {
        arf_struct *z = a + r->units[l - 1];
        for (size_t k = 0; k < r->units[l]; k++) {
            arf_zero(z + k);
            for (size_t c = 0; c < r->units[l - 1]; c++)
                if (!arf_is_zero(a + c)) arf_addmul(z + k, w + c, a + c, r->prec, ARF_RND_NEAR);
            w += r->units[l - 1];
            if (l < r->depth && arf_sgn(z + k) <= 0) arf_zero(z + k);
        }
        a = z;
    }
    return a;
}

/* g += the gradient at one sample, whose activations are there */
static void backward(cf_ref_net_run *r, double y) {
    arf_struct *a = r->a, *w = r->w + r->p, *g = r->g + r->p;
    for (size_t l = 0; l < r->depth; l++) a += r->units[l];
    arf_set_d(r->t, y);
    arf_sub(r->e, a, r->t, r->prec, ARF_RND_NEAR);
    arf_mul_2exp_si(r->e, r->e, 1);
    for (size_t l = r->depth; l >= 1; l--) {
        const size_t C = r->units[l - 1], K = r->units[l];
        a -= C, w -= K * C, g -= K * C;
        for (size_t c = 0; c < C; c++) {
            arf_zero(r->e_below + c);
            if (arf_is_zero(a + c)) continue; /* off: neither the weights above nor those below learn */
            for (size_t k = 0; k < K; k++) {
                if (arf_is_zero(r->e + k)) continue;
                arf_addmul(g + k * C + c, r->e + k, a + c, r->prec, ARF_RND_NEAR);
                if (l > 1) arf_addmul(r->e_below + c, w + k * C + c, r->e + k, r->prec, ARF_RND_NEAR);
            }
        }
        arf_struct *swap = r->e;
        r->e = r->e_below, r->e_below = swap;
    }
}

void cf_ref_net_run_steps(cf_ref_net_run *r, unsigned long steps) {
    for (; steps > 0; steps--) {
        for (size_t j = 0; j < r->p; j++) arf_zero(r->g + j);
        for (size_t s = 0; s < r->n; s++) {
            forward(r, r->x + s * r->units[0]);
            backward(r, r->y[s]);
        }
        for (size_t j = 0; j < r->p; j++) arf_submul(r->w + j, r->step, r->g + j, r->prec, ARF_RND_NEAR);
    }
}

void cf_ref_net_run_loss(arb_t loss, cf_ref_net_run *r) {
    arb_zero(loss);
    for (size_t s = 0; s < r->n; s++) {
        const arf_struct *f = forward(r, r->x + s * r->units[0]);
        arf_set_d(r->t, r->y[s]);
        arf_sub(r->t, f, r->t, r->prec, ARF_RND_NEAR);
        arf_addmul(arb_midref(loss), r->t, r->t, r->prec, ARF_RND_NEAR);
    }
}

void cf_ref_net_run_at(arb_t f, cf_ref_net_run *r, const double *x) {
    arb_set_arf(f, forward(r, x));
}

size_t cf_ref_net_run_pattern(unsigned char *on, cf_ref_net_run *r) {
    size_t hidden = 0;
    for (size_t l = 1; l < r->depth; l++) hidden += r->units[l];
    for (size_t s = 0; on && s < r->n; s++) {
        forward(r, r->x + s * r->units[0]);
        for (size_t i = 0; i < hidden; i++) on[s * hidden + i] = !arf_is_zero(r->a + r->units[0] + i);
    }
    return hidden;
}
