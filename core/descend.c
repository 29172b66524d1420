/* descend.c - gradient descent (1) on the diagonal models, from any positive start, with the effective start
 * whose gradient flow has the same limit (docs/descent.md).
 *
 * With G = 2 D eta X^T r a step of L = ||X beta - y||^2 is w_+- <- w_+- (1 -+ G w_+-^{D-2}).
 *
 * Depth 2, g = G = 4 eta X^T r. Exactly, and for any step,
 *     w_+(K) = p prod (1 - g_k),  w_-(K) = m prod (1 + g_k).
 * With S = sum g_k = 4 eta X^T sum r_k = -X^T nu/2, nu = -8 eta sum r_k, these are |w_+| = p' e^(X^T nu/2),
 * |w_-| = m' e^(-X^T nu/2), where
 *     ln p' = ln p + sum (ln|1 - g_k| + g_k),   ln m' = ln m + sum (ln|1 + g_k| - g_k)
 * is the *effective start*: the limit of descent, if there is one, has the form beta = p'^2 e^z - m'^2 e^-z,
 * z = X^T nu, that the limit of the flow from (p', m') has, and is that limit. A weight that changes its sign
 * (|g| > 1) changes nothing, as beta depends on squares; one that becomes 0 (|g| = 1) stays there, and its
 * effective logarithm is -inf. Each term is <= 0 while |g| < 1.27, so p' <= p, m' <= m there, and
 * a'^2 = p' m' = p m prod |1 - g_k^2|.
 *
 * Depth D > 2. With s = w^{2-D} and x = G w^{D-2}, s <- s (1 - x)^{2-D} = s + (D-2) G + s phi(x),
 *     phi(x) = (1 - x)^{2-D} - 1 - (D-2) x >= 0,
 * so that s_+ = P' - z, s_- = M' + z with z = X^T nu, nu = -2D(D-2) eta sum r_k, and P' = P + sum s_+ phi(x),
 * M' = M + sum s_- phi(-x'): the flow's form from the start p' = P'^{-1/(D-2)} <= p, m' <= m. A factor 1 - x
 * <= 0 would change the sign of a weight, where the model of a real depth ends: the step is refused.
 *
 * Accuracy. The sums are compensated (Neumaier), their terms free of cancellation: an error of about 2u of
 * the sum. The weights are products in doubles: after K steps |w_+| = p' e^{z/2} (1 + d), |d| <= (2 K + 8) u
 * plus the error of z. nu is compensated too. tests/test_descend.c enforces it. */
#include "certiflow.h"
#include <cblas.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GROWTH 1e16 /* a loss so many times that of the start: diverged */

typedef struct {
    double sum, rest;
} total; /* Neumaier */

static void add(total *t, double x) {
    double s = t->sum + x;
    t->rest += fabs(t->sum) >= fabs(x) ? (t->sum - s) + x : (x - s) + t->sum;
    t->sum = s;
}

typedef struct {
    size_t N, d;
    const double *X, *y;
    double depth, eta;
    double *w[2], *beta, *r, *z; /* d, d; d; N; d: X^T r */
    total *excess[2], *nu;       /* d, d, N: what the effective start has more, and sum r */
    uint64_t flips;
} descent;

/* ln|1 - g| + g: by its series -sum_{k>=2} g^k/k near 0, where the two cancel; error a few u of itself */
static double log_excess(double g) {
    if (fabs(g) > 0.05) return log(fabs(1 - g)) + g;
    double sum = 0;
    for (int k = 14; k >= 2; k--) sum = sum * g + 1.0 / k; /* 0.05^13/15 < 2^-60 */
    return -sum * g * g;
}

/* (1 - x)^{2-D} - 1 - (D-2) x, e = D - 2: near 0 the binomial series sum_{k>=2} e (e+1) ... (e+k-1) x^k/k! */
static double power_excess(double x, double e) {
    if (fabs(x) * (e + 1) > 0.5) return expm1(-e * log1p(-x)) - e * x;
    double term = e * x, sum = 0;
    for (int k = 2; k < 120 && fabs(term) > 0x1p-60 * fabs(sum); k++) {
        term *= (e + k - 1) * x / k;
        sum += term;
    }
    return sum;
}

/* beta, r and X^T r; ||r||_2 */
static double residual(descent *s) {
    int N = (int)s->N, d = (int)s->d;
    for (size_t i = 0; i < s->d; i++) {
        double a = s->w[0][i], b = s->w[1][i];
        s->beta[i] = s->depth == 2 ? (a - b) * (a + b) : pow(a, s->depth) - pow(b, s->depth);
    }
    memcpy(s->r, s->y, s->N * sizeof *s->r);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, N, d, 1, s->X, d, s->beta, 1, -1, s->r, 1);
    cblas_dgemv(CblasRowMajor, CblasTrans, N, d, 1, s->X, d, s->r, 1, 0, s->z, 1);
    return cblas_dnrm2(N, s->r, 1);
}

/* The factors 1 - x of all weights: nonzero iff the step may be taken */
static int admissible(const descent *s) {
    for (size_t i = 0; i < s->d && s->depth > 2; i++)
        for (int side = 0; side < 2; side++) {
            double G = (side ? -1 : 1) * 2 * s->depth * s->eta * s->z[i];
            if (!(1 - G * pow(s->w[side][i], s->depth - 2) > 0)) return 0;
        }
    return 1;
}

static void step(descent *s) {
    for (size_t n = 0; n < s->N; n++) add(s->nu + n, s->r[n]);
    for (size_t i = 0; i < s->d; i++)
        for (int side = 0; side < 2; side++) {
            double *w = s->w[side] + i, G = (side ? -1 : 1) * 2 * s->depth * s->eta * s->z[i];
            if (s->depth == 2) {
                if (*w != 0) add(s->excess[side] + i, log_excess(G));
                s->flips += fabs(G) > 1 && 1 - G < 0;
                *w *= 1 - G;
            } else {
                double x = G * pow(*w, s->depth - 2);
                add(s->excess[side] + i, pow(*w, 2 - s->depth) * power_excess(x, s->depth - 2));
                *w *= 1 - x;
            }
        }
}

static void record(cf_descent_info *info, uint64_t k, double norm) {
    if (info->traced == CF_DESCENT_TRACE) info->traced--;
    info->trace[info->traced].step = k;
    info->trace[info->traced++].loss = norm * norm;
}

/* Steps until the end; the state is always one that was reached and is finite. */
static cf_descent_end iterate(descent *s, cf_descent_info *info, double target, uint64_t max_steps) {
    const double norm_y = cblas_dnrm2((int)s->N, s->y, 1);
    double norm = residual(s), first = norm, goal = target * (norm_y > 0 ? norm_y : first);
    double *kept = malloc(2 * s->d * sizeof *kept);
    cf_descent_end end = CF_DESCENT_BUDGET;
    info->traced = 0;
    uint64_t k = 0;
    for (;; k++) {
        if ((k & (k - 1)) == 0) record(info, k, norm);
        if (norm <= goal) {
            end = CF_DESCENT_TARGET;
            break;
        }
        if (k == max_steps) break;
        if (!kept || !admissible(s)) {
            end = CF_DESCENT_UNSTABLE;
            break;
        }
        memcpy(kept, s->w[0], s->d * sizeof *kept), memcpy(kept + s->d, s->w[1], s->d * sizeof *kept);
        step(s);
        double next = residual(s);
        if (!(next * next <= GROWTH * fmax(first * first, norm_y * norm_y))) {
            memcpy(s->w[0], kept, s->d * sizeof *kept), memcpy(s->w[1], kept + s->d, s->d * sizeof *kept);
            residual(s);
            end = CF_DESCENT_DIVERGED;
            break;
        }
        norm = next;
    }
    if (info->trace[info->traced - 1].step != k) record(info, k, norm);
    info->steps = k, info->loss = norm * norm, info->flips = s->flips;
    info->residual = norm_y > 0 ? norm / norm_y : norm;
    free(kept);
    return end;
}

static int acceptable(const descent *s, const double *plus, const double *minus, double target) {
    if (s->N == 0 || s->N > s->d || s->d > INT_MAX / 4 || !(s->eta > 0 && isfinite(s->eta))) return 0;
    if (!(s->depth >= 2 && s->depth <= 1000) || !(target > 0 && target < 1)) return 0;
    double widest = s->depth == 2 ? 150 : 300 / fmax(s->depth - 2, 1);
    for (size_t i = 0; i < s->d; i++)
        if (!(plus[i] > 0 && minus[i] > 0 && fabs(log(plus[i])) <= widest && fabs(log(minus[i])) <= widest))
            return 0;
    for (size_t j = 0; j < s->N * s->d; j++)
        if (!isfinite(s->X[j])) return 0;
    for (size_t n = 0; n < s->N; n++)
        if (!isfinite(s->y[n])) return 0;
    return 1;
}

static double effective(double start, const total *excess, double depth) {
    double sum = excess->sum + excess->rest;
    if (depth == 2) return log(start) + sum;
    return -log(pow(start, 2 - depth) + sum) / (depth - 2);
}

static void answer(double *beta, double *log_plus, double *log_minus, double *nu, double *w_plus,
                   double *w_minus, const descent *s, const double *start_plus, const double *start_minus) {
    memcpy(beta, s->beta, s->d * sizeof *beta);
    double factor = s->depth == 2 ? -8 * s->eta : -2 * s->depth * (s->depth - 2) * s->eta;
    for (size_t n = 0; nu && n < s->N; n++) nu[n] = factor * (s->nu[n].sum + s->nu[n].rest);
    for (size_t i = 0; i < s->d; i++) {
        int zero_plus = s->w[0][i] == 0, zero_minus = s->w[1][i] == 0;
        if (log_plus)
            log_plus[i] = zero_plus ? -INFINITY : effective(start_plus[i], s->excess[0] + i, s->depth);
        if (log_minus)
            log_minus[i] = zero_minus ? -INFINITY : effective(start_minus[i], s->excess[1] + i, s->depth);
        if (w_plus) w_plus[i] = s->w[0][i];
        if (w_minus) w_minus[i] = s->w[1][i];
    }
}

cf_status cf_descend(double *beta, double *log_plus, double *log_minus, double *nu, double *w_plus,
                     double *w_minus, cf_descent_info *info, const double *X, const double *y,
                     const double *start_plus, const double *start_minus, double eta, double depth,
                     double target, uint64_t max_steps, size_t N, size_t d) {
    descent s = {.N = N, .d = d, .X = X, .y = y, .depth = depth, .eta = eta};
    if (!acceptable(&s, start_plus, start_minus, target)) return CF_EINVAL;
    double *work = malloc((4 * d + N) * sizeof *work);
    total *sums = calloc(2 * d + N, sizeof *sums);
    if (!work || !sums) {
        free(work), free(sums);
        return CF_ENOMEM;
    }
    s.w[0] = work, s.w[1] = work + d, s.beta = work + 2 * d, s.z = work + 3 * d, s.r = work + 4 * d;
    s.excess[0] = sums, s.excess[1] = sums + d, s.nu = sums + 2 * d;
    memcpy(s.w[0], start_plus, d * sizeof *work), memcpy(s.w[1], start_minus, d * sizeof *work);
    info->end = iterate(&s, info, target, max_steps);
    answer(beta, log_plus, log_minus, nu, w_plus, w_minus, &s, start_plus, start_minus);
    free(work), free(sums);
    return info->end == CF_DESCENT_TARGET ? CF_OK : CF_ENOCONV;
}
