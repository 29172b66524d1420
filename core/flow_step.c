/* flow_step.c - one step of Radau IIA for the dual flow nu' = -c (X beta(nu) - y).
 *
 * The stages. U_j = nu(x_j) - nu solve  sum_l inverse_jl U_l + h c (X beta(nu + U_j) - y) = 0, j < s, by a
 * simplified Newton method: all stages at once, so that X is read once for X^T V and once for X B, with B the
 * s columns beta(nu + U_j). Its matrix (inverse (x) I + h c I (x) H), H = X W X^T, is brought to H = Q T Q^T
 * with T tridiagonal, once a Jacobian. There it is block tridiagonal, s x s blocks inverse + h c T_kk I
 * coupled by multiples of I: N inverses of s x s blocks for each h, and no solve of order N. The blocks
 * commute, and their symmetric part stays definite because T is positive definite and that of inverse is too
 * in Radau's own scalar product: no pivoting between blocks is called for.
 *
 * Errors are measured in beta: ||W X^T delta||_2 against ||beta||_2 at the end of the step, W the weights at
 * the end. The estimate is what the first term left out of the Legendre series of nu' would add: the last
 * coefficient times the ratio of the last two, over 10: it is found ten times too large and more wherever it
 * was measured. It is the error of the dense output; the end of the step is better by far. Newton goes on
 * until its next correction is below rtol/10 of the same measure, less near the limit: r has to fall to
 * rounding there, whatever rtol.
 *
 * Contraction. The flow is that of a convex function: two solutions never part, so local errors in nu add up
 * at worst. */
#include "flow_dual.h"
#include "flow_kernel.h"
#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NEWTON_MOST = 12 };

int cf_flow_stepper_init(cf_flow_stepper *s, const cf_dual *f, int stages) {
    memset(s, 0, sizeof *s);
    s->f = f;
    cf_radau_init(&s->radau, stages);
    const double frobenius = cblas_dnrm2((int)(f->N * f->d), f->X, 1);
    s->column = frobenius * frobenius / (double)f->d;
    const size_t N = f->N, d = f->d, m = (size_t)stages;
    double **const small[] = {&s->coefficients, &s->U, &s->G, &s->V},
                   **const wide[] = {&s->Z, &s->dZ, &s->beta, &s->weight};
    int ok = 1;
    for (int i = 0; i < 4; i++) {
        ok &= (*small[i] = calloc(m * N, sizeof(double))) != NULL;
        ok &= (*wide[i] = calloc(m * d, sizeof(double))) != NULL;
    }
    s->nu = calloc(4 * N + d, sizeof(double));
    if (s->nu)
        s->diagonal = s->nu + N, s->off = s->nu + 2 * N, s->tau = s->nu + 3 * N, s->w_fresh = s->nu + 4 * N;
    s->Q = malloc(N * N * sizeof(double)), s->scaled = malloc(N * d * sizeof(double));
    s->blocks = malloc(N * m * m * sizeof(double));
    return ok && s->nu && s->Q && s->scaled && s->blocks ? 0 : -1;
}

void cf_flow_stepper_clear(cf_flow_stepper *s) {
    free(s->coefficients), free(s->U), free(s->G), free(s->V), free(s->Z), free(s->dZ), free(s->beta),
        free(s->weight);
    free(s->nu), free(s->Q), free(s->scaled), free(s->blocks);
}

void cf_flow_dense(double *nu, const cf_flow_stepper *s, double x) {
    double S[CF_RADAU_MOST];
    cf_radau_integrals(S, x, s->radau.s);
    memcpy(nu, s->nu, s->f->N * sizeof *nu);
    for (int k = 0; k < s->radau.s; k++)
        cblas_daxpy((int)s->f->N, S[k], s->coefficients + (size_t)k * s->f->N, 1, nu, 1);
}

/* H = X diag(w) X^T = Q T Q^T */
static int jacobian(cf_flow_stepper *s, const double *w) {
    const int N = (int)s->f->N, d = (int)s->f->d;
    memcpy(s->w_fresh, w, (size_t)d * sizeof *w);
    for (int i = 0; i < d; i++) s->dZ[i] = sqrt(s->w_fresh[i]);
    for (int n = 0; n < N; n++)
        for (int i = 0; i < d; i++) s->scaled[n * d + i] = s->f->X[n * d + i] * s->dZ[i];
    cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, N, d, 1, s->scaled, d, 0, s->Q, N);
    s->factorizations++;
    s->blocks_h = 0;
    /* the lower triangle by rows is the upper one by columns: no transposition */
    if (LAPACKE_dsytrd(LAPACK_COL_MAJOR, 'U', N, s->Q, N, s->diagonal, s->off, s->tau)) return -1;
    if (LAPACKE_dorgtr(LAPACK_COL_MAJOR, 'U', N, s->Q, N, s->tau)) return -1;
    s->have_jacobian = 1;
    return 0;
}

/* inverse of the s x s matrix M without exchanges of rows; M is overwritten */
static void invert_block(double *inverse, double *M, int m) {
    for (int i = 0; i < m * m; i++) inverse[i] = i % (m + 1) == 0;
    for (int c = 0; c < m; c++) {
        const double scale = 1 / M[c * m + c];
        for (int k = 0; k < m; k++) M[c * m + k] *= scale, inverse[c * m + k] *= scale;
        for (int r = 0; r < m; r++) {
            const double factor = M[r * m + c];
            if (r == c) continue;
            for (int k = 0; k < m; k++)
                M[r * m + k] -= factor * M[c * m + k], inverse[r * m + k] -= factor * inverse[c * m + k];
        }
    }
}

static void factor(cf_flow_stepper *s, double h) {
    const int m = s->radau.s, N = (int)s->f->N;
    const double hc = h * s->f->rate;
    double M[CF_RADAU_MOST * CF_RADAU_MOST];
    for (int k = 0; k < N; k++) {
        memcpy(M, s->radau.inverse, (size_t)(m * m) * sizeof *M);
        for (int j = 0; j < m; j++) M[j * m + j] += hc * s->diagonal[k];
        if (k > 0) {
            const double e = hc * s->off[k - 1], *before = s->blocks + (size_t)(k - 1) * m * m;
            for (int i = 0; i < m * m; i++) M[i] -= e * e * before[i];
        }
        invert_block(s->blocks + (size_t)k * m * m, M, m);
    }
    s->blocks_h = h;
}

/* x (m) = B v (m), v and x being columns of s x N arrays */
static void apply_block(double *x, const double *B, const double *v, int m, size_t stride) {
    for (int i = 0; i < m; i++) {
        double sum = 0;
        for (int j = 0; j < m; j++) sum += B[i * m + j] * v[(size_t)j * stride];
        x[i] = sum;
    }
}

/* G <- the Newton correction of the residual G */
static void solve(cf_flow_stepper *s, double h) {
    const int m = s->radau.s, N = (int)s->f->N;
    const size_t stride = (size_t)N;
    double x[CF_RADAU_MOST];
    /* Q is by columns: as rows it is Q^T, and G Q = G (Q^T)^T */
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, N, N, 1, s->G, N, s->Q, N, 0, s->V, N);
    const double hc = h * s->f->rate;
    for (int k = 1; k < N; k++) {
        apply_block(x, s->blocks + (size_t)(k - 1) * m * m, s->V + k - 1, m, stride);
        for (int j = 0; j < m; j++) s->V[(size_t)j * stride + k] -= hc * s->off[k - 1] * x[j];
    }
    for (int k = N - 1; k >= 0; k--) {
        double *v = s->V + k;
        if (k + 1 < N)
            for (int j = 0; j < m; j++) v[(size_t)j * stride] -= hc * s->off[k] * v[(size_t)j * stride + 1];
        apply_block(x, s->blocks + (size_t)k * m * m, v, m, stride);
        for (int j = 0; j < m; j++) v[(size_t)j * stride] = x[j];
    }
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, N, N, 1, s->V, N, s->Q, N, 0, s->G, N);
}

/* sqrt(sum (w dz)^2) */
static double measure(const double *w, const double *dz, size_t d) {
    double sum = 0;
    for (size_t i = 0; i < d; i++) sum += (w[i] * dz[i]) * (w[i] * dz[i]);
    return sqrt(sum);
}

/* ||beta + w dz||: the tangent, because beta is 0 at the first step's first guess */
static double size_of(const double *beta, const double *w, const double *dz, size_t d) {
    double sum = 0;
    for (size_t i = 0; i < d; i++) sum += (beta[i] + w[i] * dz[i]) * (beta[i] + w[i] * dz[i]);
    return sqrt(sum);
}

/* Z = X^T (nu + U), and beta, weight there */
static int evaluate(cf_flow_stepper *s) {
    return cf_dual_curve(s->beta, s->weight, s->Z, s->f, (size_t)s->radau.s * s->f->d);
}

static void to_z(double *Z, const double *V, const cf_flow_stepper *s) {
    cf_flow_times(Z, V, s->f->X, (size_t)s->radau.s, s->f->N, s->f->d);
}

/* G = -(inverse U + h c (X beta - y)); ||r|| at the end of the step */
static void residual(cf_flow_stepper *s, double h) {
    const int m = s->radau.s, N = (int)s->f->N;
    const double hc = h * s->f->rate;
    for (int j = 0; j < m; j++) memcpy(s->V + (size_t)j * (size_t)N, s->f->y, (size_t)N * sizeof(double));
    cf_flow_dots(s->V, s->beta, s->f->X, (size_t)m, s->f->N, s->f->d);
    s->norm_r = cblas_dnrm2(N, s->V + (size_t)(m - 1) * (size_t)N, 1);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, N, m, -1, s->radau.inverse, m, s->U, N, 0, s->G,
                N);
    cblas_daxpy(m * N, -hc, s->V, 1, s->G, 1);
}

/* The first guess: the last step's polynomial continued, where that is near; else no motion. */
static void predict(cf_flow_stepper *s, double h) {
    const int m = s->radau.s;
    const size_t N = s->f->N;
    const double ratio = s->have_previous ? h / s->h : 0;
    double at_end[CF_RADAU_MOST], S[CF_RADAU_MOST];
    memset(s->U, 0, (size_t)m * N * sizeof(double));
    if (!s->have_previous || ratio > 4) return;
    /* s->coefficients are the last step's; its end is where this one begins */
    cf_radau_integrals(at_end, 1, m);
    for (int j = 0; j < m; j++) {
        cf_radau_integrals(S, 1 + ratio * (1 + s->radau.x[j]), m);
        for (int k = 0; k < m; k++)
            cblas_daxpy((int)N, S[k] - at_end[k], s->coefficients + (size_t)k * N, 1, s->U + (size_t)j * N,
                        1);
    }
}

/* Newton from U; nonzero iff it converged. */
static int newton(cf_flow_stepper *s, double h, double rtol) {
    const int m = s->radau.s;
    const size_t N = s->f->N, d = s->f->d, last = (size_t)(m - 1) * d;
    double before = 0;
    for (size_t j = 0; j < (size_t)m; j++)
        for (size_t n = 0; n < N; n++) s->V[j * N + n] = s->nu[n] + s->U[j * N + n];
    to_z(s->Z, s->V, s);
    for (s->iterations = 1; s->iterations <= NEWTON_MOST; s->iterations++) {
        s->evaluations++;
        if (!evaluate(s)) return 0;
        residual(s, h);
        solve(s, h);
        cblas_daxpy(m * (int)N, 1, s->G, 1, s->U, 1);
        to_z(s->dZ, s->G, s);
        double size = 0;
        for (int j = 0; j < m; j++)
            size = fmax(size, measure(s->weight + (size_t)j * d, s->dZ + (size_t)j * d, d));
        cblas_daxpy(m * (int)d, 1, s->dZ, 1, s->Z, 1);
        const double relative = size / size_of(s->beta + last, s->weight + last, s->dZ + last, d);
        if (!isfinite(relative)) return 0;
        const double theta = s->iterations > 1 ? relative / before : 0.5;
        if (s->iterations > 1) s->rate_of_convergence = theta;
        const double wanted = 0.5 * rtol * fmin(1, 1e5 * s->norm_r / s->f->y_norm);
        if (relative * fmin(theta, 1) <= wanted || relative < 1e-14)
            return cf_dual_curve(s->beta + last, s->weight + last, s->Z + last, s->f, d);
        if (s->iterations > 2 && (theta > 0.9 || relative * pow(theta, NEWTON_MOST - s->iterations) > rtol))
            return 0;
        before = relative;
    }
    return 0;
}

/* The coefficients of the step and the estimate of its error; see the head comment. */
static double estimate(cf_flow_stepper *s, double *coefficients) {
    const int m = s->radau.s, N = (int)s->f->N, d = (int)s->f->d;
    const size_t last = (size_t)(m - 1);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, N, m, 1, s->radau.inverse, m, s->U, N, 0, s->V,
                N);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, N, m, 0.5, s->radau.legendre, m, s->V, N, 0,
                coefficients, N);
    double size[2];
    for (size_t k = 0; k < 2; k++) {
        cf_dual_z(s->dZ, coefficients + (last - k) * (size_t)N, s->f);
        size[k] = measure(s->weight + last * (size_t)d, s->dZ, (size_t)d);
    }
    const double ratio = size[1] > 0 ? fmin(size[0] / size[1], 1) : 1;
    return 0.2 * size[0] * ratio / (2 * m - 1) / cblas_dnrm2(d, s->beta + last * (size_t)d, 1);
}

/* H is made again once a weight has moved by a fifth, unless what it adds to h c H is small against 1. */
static int stale(const cf_flow_stepper *s, const double *w, double h) {
    const double idle = 0.1 / (h * s->f->rate * s->column);
    for (size_t i = 0; i < s->f->d; i++)
        if (fabs(w[i] - s->w_fresh[i]) > 0.2 * s->w_fresh[i] + idle) return 1;
    return 0;
}

cf_status cf_flow_step(cf_flow_stepper *s, double *h, double rtol, double least) {
    const int m = s->radau.s;
    const size_t d = s->f->d;
    for (int tries = 0;; tries++) {
        if (!(*h > least) || tries > 60) return CF_ENOCONV;
        predict(s, *h);
        /* the weights in the middle of the predicted step */
        for (size_t n = 0; n < s->f->N; n++) s->V[n] = s->nu[n] + s->U[(size_t)((m - 1) / 2) * s->f->N + n];
        cf_dual_z(s->dZ, s->V, s->f);
        if (!cf_dual_curve(s->beta, s->weight, s->dZ, s->f, d)) {
            memset(s->U, 0, (size_t)m * s->f->N * sizeof(double));
            cf_dual_z(s->dZ, s->nu, s->f);
            if (!cf_dual_curve(s->beta, s->weight, s->dZ, s->f, d)) return CF_ENOCONV;
        }
        if ((!s->have_jacobian || stale(s, s->weight, *h)) && jacobian(s, s->weight)) return CF_ENOCONV;
        if (s->blocks_h != *h) factor(s, *h);
        if (!newton(s, *h, rtol)) {
            s->rejected++;
            *h *= tries ? 0.25 : 0.5;
            continue;
        }
        const double error = estimate(s, s->G), aim = 0.9 * pow(rtol / fmax(error, 1e-300), 1.0 / (m + 1));
        if (error > rtol) {
            s->rejected++;
            *h *= fmin(fmax(aim, 0.1), 0.7);
            continue;
        }
        memcpy(s->coefficients, s->G, (size_t)m * s->f->N * sizeof(double));
        s->steps++;
        s->h = *h;
        s->have_previous = 1;
        double grow = fmin(aim, 8);
        if (s->rate_of_convergence > 0.3) grow = fmin(grow, 1.2);
        if (s->rate_of_convergence > 0.5) grow = fmin(grow, 0.8);
        *h *= grow > 0.9 && grow < 1.1 ? 1 : grow;
        return CF_OK;
    }
}

void cf_flow_stepper_advance(cf_flow_stepper *s) {
    cblas_daxpy((int)s->f->N, 1, s->U + (size_t)(s->radau.s - 1) * s->f->N, 1, s->nu, 1);
}
