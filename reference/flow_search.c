/* flow_search.c - one step of the dual flow in doubles, and the linear systems of its refinement. Nothing
 * here is trusted: a bad step leaves a large defect.
 *
 * Stages u_j = nu(x_j) - nu of a step of length h solve sum_l inverse_jl u_l + h c (X beta(nu + u_j) - y) =
 * 0. Newton: the matrix inverse (x) I + h c diag_j(X W_j X^T) is solved by iteration with one H = X W X^T in
 * place of all, W that of the middle stage, and that one in the eigenbasis of H, where it falls apart into N
 * systems of s unknowns. */
#include "flow.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { S = CF_REF_FLOW_STAGES, NEWTON = 25, INNER = 60 };

int cf_ref_flow_search_init(cf_ref_flow_search *s, const cf_ref_flow_model *f) {
    size_t N = f->N, d = f->d;
    memset(s, 0, sizeof *s);
    s->f = f;
    cf_ref_flow_nodes_init(&s->nodes);
    s->theta = calloc(2 * N + 2 * N * N + N * S * S + 3 * S * d + 4 * S * N, sizeof(double));
    if (!s->theta) return -1;
    s->nu = s->theta + N, s->vectors = s->nu + N, s->blocks = s->vectors + 2 * N * N;
    s->w = s->blocks + N * S * S, s->beta = s->w + S * d, s->z = s->beta + S * d;
    s->U = s->z + S * d, s->R = s->U + S * N, s->T = s->R + S * N, s->G = s->T + S * N;
    return 0;
}

void cf_ref_flow_search_clear(cf_ref_flow_search *s) {
    free(s->theta);
    s->theta = NULL;
}

/* Jacobi's rotations by rows until what is off the diagonal is negligible */
void cf_ref_flow_eigen(double *theta, double *vectors, double *H, size_t N) {
    for (size_t i = 0; i < N * N && vectors; i++) vectors[i] = i % (N + 1) == 0;
    for (int sweep = 0; sweep < 40; sweep++) {
        double off = 0, on = 0;
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j <= i; j++) *(i == j ? &on : &off) += H[i * N + j] * H[i * N + j];
        if (off <= 1e-34 * on) break;
        for (size_t p = 0; p < N; p++)
            for (size_t q = p + 1; q < N; q++) {
                double g = H[p * N + q];
                if (g == 0) continue;
                double a = (H[q * N + q] - H[p * N + p]) / (2 * g),
                       t = copysign(1, a) / (fabs(a) + sqrt(1 + a * a));
                double c = 1 / sqrt(1 + t * t), sn = t * c;
                for (size_t k = 0; k < N; k++) {
                    double x = H[k * N + p], y = H[k * N + q];
                    H[k * N + p] = c * x - sn * y, H[k * N + q] = sn * x + c * y;
                }
                for (size_t k = 0; k < N; k++) {
                    double x = H[p * N + k], y = H[q * N + k];
                    H[p * N + k] = c * x - sn * y, H[q * N + k] = sn * x + c * y;
                    if (!vectors) continue;
                    x = vectors[p * N + k], y = vectors[q * N + k];
                    vectors[p * N + k] = c * x - sn * y, vectors[q * N + k] = sn * x + c * y;
                }
            }
    }
    for (size_t i = 0; i < N; i++) theta[i] = H[i * N + i];
}

/* z = X^T v of S rows v */
static void to_z(double *z, const double *v, const cf_ref_flow_model *f) {
    memset(z, 0, S * f->d * sizeof *z);
    for (size_t j = 0; j < S; j++)
        for (size_t n = 0; n < f->N; n++)
            for (size_t i = 0; i < f->d; i++) z[j * f->d + i] += v[j * f->N + n] * f->X[n * f->d + i];
}

/* out = X b of S rows b */
static void from_beta(double *out, const double *b, const cf_ref_flow_model *f) {
    for (size_t j = 0; j < S; j++)
        for (size_t n = 0; n < f->N; n++) {
            const double *x = f->X + n * f->d, *v = b + j * f->d;
            double a0 = 0, a1 = 0, a2 = 0, a3 = 0;
            size_t i = 0;
            for (; i + 4 <= f->d; i += 4)
                a0 += x[i] * v[i], a1 += x[i + 1] * v[i + 1], a2 += x[i + 2] * v[i + 2],
                    a3 += x[i + 3] * v[i + 3];
            for (; i < f->d; i++) a0 += x[i] * v[i];
            out[j * f->N + n] = (a0 + a1) + (a2 + a3);
        }
}

static int curve(cf_ref_flow_search *s) {
    const cf_ref_flow_model *f = s->f;
    for (size_t i = 0; i < S * f->d; i++) {
        double z = s->z[i];
        if (f->deep) {
            if (!(fabs(z) < 1)) return 0;
            double u = pow(1 - z, -f->power), v = pow(1 + z, -f->power);
            s->beta[i] = f->a * (u - v), s->w[i] = f->a * f->power * (u / (1 - z) + v / (1 + z));
        } else
            s->beta[i] = f->a * sinh(z), s->w[i] = f->a * cosh(z);
        if (!isfinite(s->w[i])) return 0;
    }
    return 1;
}

/* The eigenbasis of H at the middle stage, and the inverses of inverse + h c theta_k */
static void precondition(cf_ref_flow_search *s) {
    const cf_ref_flow_model *f = s->f;
    size_t N = f->N, d = f->d;
    double *H = s->vectors + N * N;
    const double *w = s->w + (S / 2) * d;
    for (size_t m = 0; m < N; m++)
        for (size_t n = 0; n <= m; n++) {
            double sum = 0;
            for (size_t i = 0; i < d; i++) sum += f->X[m * d + i] * w[i] * f->X[n * d + i];
            H[m * N + n] = H[n * N + m] = sum;
        }
    cf_ref_flow_eigen(s->theta, s->vectors, H, N);
    for (size_t k = 0; k < N; k++) {
        double M[S * S], *B = s->blocks + k * S * S;
        memcpy(M, s->nodes.inverse, sizeof M);
        for (int j = 0; j < S; j++) M[j * S + j] += s->h * f->rate * fmax(s->theta[k], 0);
        for (int i = 0; i < S * S; i++) B[i] = i % (S + 1) == 0;
        for (int c = 0; c < S; c++) {
            double scale = 1 / M[c * S + c];
            for (int l = 0; l < S; l++) M[c * S + l] *= scale, B[c * S + l] *= scale;
            for (int r = 0; r < S; r++) {
                double g = M[r * S + c];
                if (r == c) continue;
                for (int l = 0; l < S; l++)
                    M[r * S + l] -= g * M[c * S + l], B[r * S + l] -= g * B[c * S + l];
            }
        }
    }
}

/* G <- (inverse (x) I + h c I (x) H)^-1 G */
static void apply(cf_ref_flow_search *s) {
    size_t N = s->f->N;
    double g[S], e[S];
    double *E = s->z; /* s x N fits: N <= d */
    memset(E, 0, S * N * sizeof *E);
    for (size_t k = 0; k < N; k++) {
        const double *v = s->vectors + k * N, *B = s->blocks + k * S * S;
        for (size_t j = 0; j < S; j++) {
            g[j] = 0;
            for (size_t n = 0; n < N; n++) g[j] += v[n] * s->G[j * N + n];
        }
        for (size_t j = 0; j < S; j++) {
            e[j] = 0;
            for (size_t l = 0; l < S; l++) e[j] += B[j * S + l] * g[l];
            for (size_t n = 0; n < N; n++) E[j * N + n] += v[n] * e[j];
        }
    }
    memcpy(s->G, E, S * N * sizeof *E);
}

static double size(const double *v, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += v[i] * v[i];
    return sqrt(sum);
}

/* G = -h R - (inverse T + h c X W_j X^T T) */
static void linear_residual(cf_ref_flow_search *s) {
    const cf_ref_flow_model *f = s->f;
    size_t N = f->N, d = f->d;
    to_z(s->z, s->T, f);
    for (size_t i = 0; i < S * d; i++) s->z[i] *= s->w[i] * s->h * f->rate;
    from_beta(s->G, s->z, f);
    for (size_t j = 0; j < S; j++)
        for (size_t n = 0; n < N; n++) {
            double sum = s->G[j * N + n] + s->h * s->R[j * N + n];
            for (size_t l = 0; l < S; l++) sum += s->nodes.inverse[j * S + l] * s->T[l * N + n];
            s->G[j * N + n] = -sum;
        }
}

static int correct(cf_ref_flow_search *s, double accuracy, int most) {
    size_t n = S * s->f->N;
    double before = INFINITY;
    memset(s->T, 0, n * sizeof *s->T);
    for (int i = 0; i < most; i++) {
        linear_residual(s);
        apply(s);
        for (size_t j = 0; j < n; j++) s->T[j] += s->G[j];
        double step = size(s->G, n), all = size(s->T, n);
        if (!isfinite(all)) return 0;
        if (step <= accuracy * all) return 1;
        if (i > 4 && step > before * 1.5) return 0;
        before = step;
    }
    return most < INNER;
}

int cf_ref_flow_search_correct(cf_ref_flow_search *s) {
    return correct(s, 1e-9, INNER);
}

/* R = the defect of U in units of nu' */
static int residual(cf_ref_flow_search *s) {
    const cf_ref_flow_model *f = s->f;
    size_t N = f->N;
    for (size_t j = 0; j < S; j++)
        for (size_t n = 0; n < N; n++) s->T[j * N + n] = s->nu[n] + s->U[j * N + n];
    to_z(s->z, s->T, f);
    if (!curve(s)) return 0;
    from_beta(s->R, s->beta, f);
    for (size_t j = 0; j < S; j++)
        for (size_t n = 0; n < N; n++) {
            double sum = 0;
            for (size_t l = 0; l < S; l++) sum += s->nodes.inverse[j * S + l] * s->U[l * N + n];
            s->R[j * N + n] = f->rate * (s->R[j * N + n] - f->y[n]) + sum / s->h;
        }
    return 1;
}

int cf_ref_flow_search_step(cf_ref_flow_search *s, double h, int guess) {
    size_t n = S * s->f->N;
    double before = INFINITY;
    s->h = h;
    if (!guess) memset(s->U, 0, n * sizeof *s->U);
    for (int i = 0; i < NEWTON; i++) {
        if (!residual(s)) return 0;
        if (i < 2 || before > 1e-2) precondition(s);
        if (!correct(s, 1e-3, i < 2 ? 4 : 8)) return 0;
        for (size_t j = 0; j < n; j++) s->U[j] += s->T[j];
        double step = size(s->T, n) / (size(s->U, n) + 0.1 * sqrt((double)S) * size(s->nu, s->f->N));
        if (!isfinite(step) || (i > 3 && step > 4 * before)) return 0;
        if (step < 1e-13 || (step < 1e-9 && step > before / 2)) return residual(s);
        before = step;
    }
    return 0;
}
