/* net_tangent.h - private template: what is made of the tangent features grad_w f(w, x), streamed. */

/* m samples' Jacobians, m x n_out x p */
static void NET(jacobians)(REAL *J, NET(work) *work, const REAL *w, const REAL *x, size_t m) {
    const cf_net *net = work->net;
    for (size_t s = 0; s < m; s++)
        for (size_t k = 0; k < net->n_out; k++) NET(feature)(J + (s * net->n_out + k) * net->p, work, w, x + s * net->n_in, k);
}

static double NET(dot)(const REAL *a, const REAL *b, size_t size) {
    double part[8] = {0}, sum = 0;
    size_t i = 0;
    for (; i + 8 <= size; i += 8)
        for (int j = 0; j < 8; j++) part[j] += (double)a[i + j] * (double)b[i + j];
    for (; i < size; i++) sum += (double)a[i] * (double)b[i];
    for (int j = 0; j < 8; j++) sum += part[j];
    return sum;
}

cf_status NET(tangent_kernel)(double *K, NET(work) *work, const REAL *w, const REAL *x, size_t n, size_t bytes) {
    const cf_net *net = work->net;
    size_t size = net->n_out * net->p, m = bytes / (2 * size * sizeof(REAL));
    m = m < 1 ? 1 : m > n ? n : m;
    REAL *row = malloc(m * size * sizeof *row), *col = malloc(m * size * sizeof *col);
    for (size_t i = 0; row && col && i < n; i += m) {
        size_t rows = n - i < m ? n - i : m;
        NET(jacobians)(row, work, w, x + i * net->n_in, rows);
        for (size_t j = i; j < n; j += m) {
            size_t cols = n - j < m ? n - j : m;
            if (j > i) NET(jacobians)(col, work, w, x + j * net->n_in, cols);
            for (size_t a = 0; a < rows; a++)
                for (size_t b = 0; b < cols; b++)
                    K[(i + a) * n + j + b] = K[(j + b) * n + i + a] = NET(dot)(row + a * size, (j > i ? col : row) + b * size, size);
        }
    }
    cf_status status = row && col ? CF_OK : CF_ENOMEM;
    free(row), free(col);
    return status;
}

cf_status NET(gradient_distance)(double *mean, double *each, NET(work) *work, const REAL *w_0, const REAL *w_1,
                                 const REAL *x, size_t n) {
    const cf_net *net = work->net;
    REAL *a = malloc(net->p * sizeof *a), *b = malloc(net->p * sizeof *b);
    double sum = 0;
    for (size_t s = 0; a && b && s < n; s++) {
        double ab = 0, aa = 0, bb = 0;
        for (size_t k = 0; k < net->n_out; k++) {
            NET(feature)(a, work, w_0, x + s * net->n_in, k);
            NET(feature)(b, work, w_1, x + s * net->n_in, k);
            ab += NET(dot)(a, b, net->p), aa += NET(dot)(a, a, net->p), bb += NET(dot)(b, b, net->p);
        }
        double distance = aa == 0 && bb == 0 ? 0 : aa == 0 || bb == 0 ? 1 : 1 - ab / (sqrt(aa) * sqrt(bb));
        if (each) each[s] = distance;
        sum += distance;
    }
    cf_status status = a && b ? CF_OK : CF_ENOMEM;
    free(a), free(b);
    if (status == CF_OK) *mean = sum / (double)n;
    return status;
}

double NET(distance_travelled)(const REAL *w_0, const REAL *w_1, size_t p) {
    double change = 0, size = 0;
    for (size_t i = 0; i < p; i++) {
        double d = (double)w_1[i] - (double)w_0[i];
        change += d * d, size += (double)w_0[i] * (double)w_0[i];
    }
    return sqrt(change) / sqrt(size);
}
