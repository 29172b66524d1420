/* net.c - the networks in balls over dual numbers, by their definitions, one sample and one output at a time.
 */
#include "net.h"
#include <math.h>
#include <stdlib.h>

void cf_ref_dual_init(cf_ref_dual *x) {
    arb_init(x->value), arb_init(x->slope), mag_init(x->size), mag_init(x->slope_size);
}

void cf_ref_dual_clear(cf_ref_dual *x) {
    arb_clear(x->value), arb_clear(x->slope), mag_clear(x->size), mag_clear(x->slope_size);
}

static cf_ref_dual *duals(size_t n) {
    cf_ref_dual *a = malloc((n ? n : 1) * sizeof *a);
    if (!a) abort();
    for (size_t i = 0; i < n; i++) cf_ref_dual_init(&a[i]);
    return a;
}

static void free_duals(cf_ref_dual *a, size_t n) {
    for (size_t i = 0; i < n; i++) cf_ref_dual_clear(&a[i]);
    free(a);
}

static void set_zero(cf_ref_dual *x) {
    arb_zero(x->value), arb_zero(x->slope), mag_zero(x->size), mag_zero(x->slope_size);
}

static void set(cf_ref_dual *to, const cf_ref_dual *x) {
    arb_set(to->value, x->value), arb_set(to->slope, x->slope);
    mag_set(to->size, x->size), mag_set(to->slope_size, x->slope_size);
}

typedef struct {
    const double *w, *v; /* of this copy; v may be NULL */
    cf_ref_net_info *info;
    slong prec;
    arb_t t;
    mag_t m, mw, mv;
} pass;

/* z += w_j a, (w_j a)' = w_j a' + v_j a; a NULL stands for the constant 1 */
static void add_product(cf_ref_dual *z, size_t j, const cf_ref_dual *a, pass *p) {
    double w = p->w[j], v = p->v ? p->v[j] : 0;
    mag_set_d(p->mw, w), mag_set_d(p->mv, v);
    arb_set_d(p->t, w);
    if (!a) {
        arb_add(z->value, z->value, p->t, p->prec);
        arb_set_d(p->t, v);
        arb_add(z->slope, z->slope, p->t, p->prec);
        mag_add(z->size, z->size, p->mw), mag_add(z->slope_size, z->slope_size, p->mv);
        return;
    }
    arb_addmul(z->value, p->t, a->value, p->prec);
    arb_addmul(z->slope, p->t, a->slope, p->prec);
    arb_set_d(p->t, v);
    arb_addmul(z->slope, p->t, a->value, p->prec);
    mag_addmul(z->size, p->mw, a->size);
    mag_addmul(z->slope_size, p->mw, a->slope_size);
    mag_addmul(z->slope_size, p->mv, a->size);
}

static void linear(cf_ref_dual *z, const cf_ref_dual *a, const cf_ref_net_layer *l, pass *p) {
    for (size_t k = 0; k < l->K; k++) {
        set_zero(&z[k]);
        for (size_t c = 0; c < l->C; c++) add_product(&z[k], k * l->C + c, &a[c], p);
        if (l->bias) add_product(&z[k], l->K * l->C + k, NULL, p);
    }
}

/* z[k,i,j] = sum over c, u, v of W[k,c,u,v] a[c,i+u-1,j+v-1], a = 0 outside */
static void conv(cf_ref_dual *z, const cf_ref_dual *a, const cf_ref_net_layer *l, pass *p) {
    long H = (long)l->H, W = (long)l->W;
    for (size_t k = 0; k < l->K; k++)
        for (long i = 0; i < H; i++)
            for (long j = 0; j < W; j++) {
                cf_ref_dual *out = &z[((long)k * H + i) * W + j];
                set_zero(out);
                for (size_t c = 0; c < l->C; c++)
                    for (long u = -1; u <= 1; u++)
                        for (long v = -1; v <= 1; v++) {
                            if (i + u < 0 || i + u >= H || j + v < 0 || j + v >= W) continue;
                            size_t weight = ((k * l->C + c) * 3 + (size_t)(u + 1)) * 3 + (size_t)(v + 1);
                            add_product(out, weight, &a[((long)c * H + i + u) * W + j + v], p);
                        }
            }
}

static void note_margin(pass *p, const arb_t gap, const mag_t size) { /* margin = min(margin, |gap|/size) */
    if (mag_is_zero(size)) return;
    arf_t low;
    arf_init(low);
    arb_get_abs_lbound_arf(low, gap, 53);
    double ratio = arf_get_d(low, ARF_RND_DOWN) / (mag_get_d(size) * (1 + 0x1p-28));
    if (!(ratio >= p->info->margin)) p->info->margin = ratio;
    arf_clear(low);
}

static void relu(cf_ref_dual *z, const cf_ref_dual *a, size_t size, pass *p) {
    for (size_t i = 0; i < size; i++) {
        note_margin(p, a[i].value, a[i].size);
        if (arb_is_finite(a[i].value) && arb_is_positive(a[i].value))
            set(&z[i], &a[i]);
        else if (arb_is_finite(a[i].value) &&
                 (arb_is_negative(a[i].value) || (arb_is_zero(a[i].value) && arb_is_zero(a[i].slope))))
            set_zero(&z[i]);
        else {
            set(&z[i], &a[i]);
            arb_indeterminate(z[i].value), arb_indeterminate(z[i].slope);
            p->info->undecided++;
        }
    }
}

/* Nonzero iff a and b are the same exact dual number. */
static int same(const cf_ref_dual *a, const cf_ref_dual *b) {
    return arb_is_exact(a->value) && arb_equal(a->value, b->value) && arb_is_exact(a->slope) &&
           arb_equal(a->slope, b->slope) && arb_is_finite(a->value);
}

static void pool(cf_ref_dual *z, const cf_ref_dual *a, const cf_ref_net_layer *l, pass *p) {
    size_t H = l->H / 2, W = l->W / 2;
    for (size_t o = 0; o < l->C * H * W; o++) {
        size_t corner = (o / (H * W) * l->H + o / W % H * 2) * l->W + o % W * 2, best = corner;
        size_t at[4] = {corner, corner + 1, corner + l->W, corner + l->W + 1};
        for (int b = 1; b < 4; b++)
            if (arf_cmp(arb_midref(a[at[b]].value), arb_midref(a[best].value)) > 0) best = at[b];
        int decided = arb_is_finite(a[best].value);
        for (int b = 0; b < 4 && decided; b++) {
            if (at[b] == best || same(&a[at[b]], &a[best])) continue;
            decided = arb_gt(a[best].value, a[at[b]].value);
            arb_sub(p->t, a[best].value, a[at[b]].value, p->prec);
            mag_add(p->m, a[best].size, a[at[b]].size);
            note_margin(p, p->t, p->m);
        }
        set(&z[o], &a[best]);
        if (decided) continue;
        arb_indeterminate(z[o].value), arb_indeterminate(z[o].slope);
        p->info->undecided++;
    }
}

static size_t weights(const cf_ref_net_layer *l) {
    return l->kind == CF_REF_NET_LINEAR ? l->K * l->C + (l->bias ? l->K : 0)
           : l->kind == CF_REF_NET_CONV ? 9 * l->K * l->C
                                        : 0;
}

static size_t size_out(const cf_ref_net_layer *l) {
    size_t HW = l->kind == CF_REF_NET_POOL      ? l->H / 2 * (l->W / 2)
                : l->kind == CF_REF_NET_FLATTEN ? 1
                                                : l->H * l->W;
    return l->K * HW;
}

/* One copy of the network at one sample: its n_out outputs, to be freed. */
static cf_ref_dual *one_copy(const cf_ref_net *net, const double *x, pass *p) {
    cf_ref_dual *a = duals(net->n_in);
    size_t size = net->n_in;
    for (size_t i = 0; i < size; i++) arb_set_d(a[i].value, x[i]), mag_set_d(a[i].size, x[i]);
    for (size_t i = 0; i < net->layers; i++) {
        const cf_ref_net_layer *l = &net->layer[i];
        cf_ref_dual *z = duals(size_out(l));
        switch (l->kind) {
        case CF_REF_NET_LINEAR:
            linear(z, a, l, p);
            break;
        case CF_REF_NET_CONV:
            conv(z, a, l, p);
            break;
        case CF_REF_NET_RELU:
            relu(z, a, size, p);
            break;
        case CF_REF_NET_POOL:
            pool(z, a, l, p);
            break;
        case CF_REF_NET_FLATTEN: /* C x H x W units in this very order */
            for (size_t j = 0; j < size; j++) set(&z[j], &a[j]);
            break;
        }
        free_duals(a, size);
        a = z, size = size_out(l);
        p->w += weights(l);
        if (p->v) p->v += weights(l);
    }
    return a;
}

cf_ref_status cf_ref_net_forward(cf_ref_dual *f, cf_ref_net_info *info, const cf_ref_net *net,
                                 const double *w, const double *v, const double *x, size_t n, slong prec) {
    cf_ref_net_info own;
    if (!info) info = &own;
    *info = (cf_ref_net_info){.margin = INFINITY};
    for (size_t i = 0; i < net->n_in * n; i++)
        if (!isfinite(x[i])) return CF_REF_EINVAL;
    for (size_t i = 0; i < net->p; i++)
        if (!isfinite(w[i]) || (v && !isfinite(v[i]))) return CF_REF_EINVAL;
    pass p = {.info = info, .prec = prec};
    arb_init(p.t), mag_init(p.m), mag_init(p.mw), mag_init(p.mv);
    for (size_t s = 0; s < n; s++) {
        p.w = w, p.v = v;
        for (int copy = 0; copy <= net->doubled; copy++) {
            cf_ref_dual *out = one_copy(net, x + s * net->n_in, &p);
            for (size_t k = 0; k < net->n_out; k++) {
                cf_ref_dual *to = &f[s * net->n_out + k];
                if (!copy) {
                    set(to, &out[k]);
                    continue;
                }
                arb_sub(to->value, to->value, out[k].value, prec),
                    arb_sub(to->slope, to->slope, out[k].slope, prec);
                mag_add(to->size, to->size, out[k].size),
                    mag_add(to->slope_size, to->slope_size, out[k].slope_size);
            }
            free_duals(out, net->n_out);
        }
    }
    arb_clear(p.t), mag_clear(p.m), mag_clear(p.mw), mag_clear(p.mv);
    return info->undecided ? CF_REF_UNDECIDED : CF_REF_OK;
}

/* loss += sum_k (f_k - y_k)^2; the size of f - y is size + |y| */
static void add_squared(cf_ref_dual *loss, const cf_ref_dual *f, double y, slong prec) {
    arb_t r;
    mag_t size, m;
    arb_init(r), mag_init(size), mag_init(m);
    arb_set_d(r, y);
    arb_sub(r, f->value, r, prec);
    arb_addmul(loss->value, r, r, prec);
    arb_mul_2exp_si(r, r, 1);
    arb_addmul(loss->slope, r, f->slope, prec);
    mag_set_d(m, y);
    mag_add(size, f->size, m);
    mag_addmul(loss->size, size, size);
    mag_mul_2exp_si(size, size, 1);
    mag_addmul(loss->slope_size, size, f->slope_size);
    arb_clear(r), mag_clear(size), mag_clear(m);
}

/* loss += (ln sum_k exp(f_k - f_label))/n, slope += sum_k (softmax_k - [k = label]) f_k'/n; sizes as in
 * core/net_work.h */
static void add_cross_entropy(cf_ref_dual *loss, const cf_ref_dual *f, size_t label, size_t n, size_t n_out,
                              slong prec) {
    arb_t sum, t, g;
    mag_t size, m, extra;
    arb_init(sum), arb_init(t), arb_init(g), mag_init(size), mag_init(m), mag_init(extra);
    for (size_t k = 0; k < n_out; k++) {
        arb_sub(t, f[k].value, f[label].value, prec);
        arb_exp(t, t, prec);
        arb_add(sum, sum, t, prec);
        mag_max(extra, extra, f[k].size);
    }
    arb_log(t, sum, prec);
    arb_div_ui(t, t, n, prec);
    arb_add(loss->value, loss->value, t, prec);
    mag_mul_ui(m, extra, 21); /* 2.1 max_j S_j + n_out + 9 */
    mag_div_ui(m, m, 10);
    mag_add_ui(extra, m, n_out + 9);
    for (size_t k = 0; k < n_out; k++) {
        arb_sub(t, f[k].value, f[label].value, prec);
        arb_exp(t, t, prec);
        arb_div(t, t, sum, prec);
        arb_get_mag(m, t);
        arb_sub_ui(g, t, k == label, prec);
        arb_div_ui(g, g, n, prec);
        arb_addmul(loss->slope, g, f[k].slope, prec);
        mag_mul(m, m, extra);
        mag_div_ui(m, m, n);
        arb_get_mag(size, g);
        mag_add(size, size, m);
        mag_addmul(loss->slope_size, size, f[k].slope_size);
    }
    arb_clear(sum), arb_clear(t), arb_clear(g), mag_clear(size), mag_clear(m), mag_clear(extra);
}

cf_ref_status cf_ref_net_loss(cf_ref_dual *loss, cf_ref_net_info *info, const cf_ref_net *net,
                              const double *w, const double *v, const double *x, const double *y,
                              const uint8_t *label, size_t n, slong prec) {
    set_zero(loss);
    cf_ref_dual *f = duals(n * net->n_out);
    cf_ref_status status = cf_ref_net_forward(f, info, net, w, v, x, n, prec);
    for (size_t s = 0; s < n && status == CF_REF_OK; s++) {
        if (net->cross_entropy && label[s] >= net->n_out)
            status = CF_REF_EINVAL;
        else if (net->cross_entropy)
            add_cross_entropy(loss, f + s * net->n_out, label[s], n, net->n_out, prec);
        else
            for (size_t k = 0; k < net->n_out; k++)
                add_squared(loss, &f[s * net->n_out + k], y[s * net->n_out + k], prec);
    }
    if (status != CF_REF_OK) arb_indeterminate(loss->value), arb_indeterminate(loss->slope);
    free_duals(f, n * net->n_out);
    return status;
}
