/* net_loss.h - private template: the losses and their slopes with respect to the outputs, and what is made of a pass. */

/* The loss of n samples, times its number of samples for the cross-entropy; slope (NULL allowed) n x n_out. */
static double NET(squared)(REAL *slope, const REAL *f, const REAL *y, size_t size) {
    double sum = 0;
    for (size_t i = 0; i < size; i++) {
        REAL r = f[i] - y[i];
        sum += (double)r * (double)r;
        if (slope) slope[i] = 2 * r;
    }
    return sum;
}

/* -ln softmax_label = ln sum_k exp(f_k - f_max) + f_max - f_label; slope (softmax_k - [k = label])/n */
static double NET(cross_entropy)(REAL *slope, size_t *correct, const REAL *f, const uint8_t *label, size_t n,
                                 size_t n_out) {
    double total = 0;
    for (size_t s = 0; s < n; s++, f += n_out) {
        size_t best = 0, ties = 0, at = label[s];
        for (size_t k = 1; k < n_out; k++) best = f[k] > f[best] ? k : best;
        double sum = 0;
        for (size_t k = 0; k < n_out; k++) sum += exp((double)f[k] - (double)f[best]), ties += f[k] == f[best];
        total += log(sum) + ((double)f[best] - (double)f[at]);
        if (correct) *correct += best == at && ties == 1;
        for (size_t k = 0; slope && k < n_out; k++) {
            double softmax = exp((double)f[k] - (double)f[best]) / sum;
            slope[s * n_out + k] = (REAL)((softmax - (k == at)) / (double)n);
        }
    }
    return total;
}

static double NET(pass_loss)(size_t *correct, NET(work) *work, const REAL *w, const NET(data) *data, int want_slope) {
    const cf_net *net = work->net;
    REAL *slope = want_slope ? work->f_slope : NULL;
    NET(forward)(work->f, work, w, data->x, data->n);
    if (net->loss == CF_NET_SQUARED) return NET(squared)(slope, work->f, data->y, data->n * net->n_out);
    return NET(cross_entropy)(slope, correct, work->f, data->label, data->n, net->n_out);
}

double NET(loss)(size_t *correct, NET(work) *work, const REAL *w, const NET(data) *data) {
    const cf_net *net = work->net;
    double total = 0;
    if (correct) *correct = 0;
    for (size_t s = 0; s < data->n; s += work->N) {
        size_t n = data->n - s < work->N ? data->n - s : work->N;
        NET(data) part = {data->x + s * net->n_in, data->y ? data->y + s * net->n_out : NULL,
                          data->label ? data->label + s : NULL, n};
        total += NET(pass_loss)(correct, work, w, &part, 0);
    }
    return net->loss == CF_NET_SQUARED || data->n == 0 ? total : total / (double)data->n;
}

static double NET(there_and_back)(REAL *out, REAL scale, REAL beta, size_t *correct, NET(work) *work, const REAL *w,
                                  const NET(data) *data) {
    if (correct) *correct = 0;
    double loss = NET(pass_loss)(correct, work, w, data, 1);
    NET(backward)(work, out, scale, beta, w, data->n);
    return work->net->loss == CF_NET_SQUARED ? loss : loss / (double)data->n;
}

double NET(gradient)(REAL *g, size_t *correct, NET(work) *work, const REAL *w, const NET(data) *data) {
    memset(g, 0, work->net->p * sizeof *g);
    return NET(there_and_back)(g, 1, 0, correct, work, w, data);
}

double NET(descend)(REAL *w, double step, size_t *correct, NET(work) *work, const NET(data) *data) {
    return NET(there_and_back)(w, (REAL)-step, 1, correct, work, w, data);
}

void NET(feature)(REAL *G, NET(work) *work, const REAL *w, const REAL *x, size_t k) {
    NET(forward)(work->f, work, w, x, 1);
    memset(work->f_slope, 0, work->net->n_out * sizeof *work->f_slope);
    work->f_slope[k] = 1;
    memset(G, 0, work->net->p * sizeof *G);
    NET(backward)(work, G, 1, 0, w, 1);
}
