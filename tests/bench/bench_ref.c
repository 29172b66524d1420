/* bench_ref.c - the certified limit of gradient flow, timed against what a user of Arb would write: Newton's
 * method on the dual at the full precision and one Krawczyk step. Both solve Section 4's sparse regression
 * (two entries 1/sqrt(2), noise 0.1) drawn by the peers' generator with seed 1. One JSON line a measurement,
 * CPU seconds, median of the repeats. */
#include "reference/certiflow_ref.h"
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double next_uniform(uint64_t *state) {
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return ((double)(*state >> 11) + 0.5) / 9007199254740992.0;
}

static void normals(double *out, uint64_t *state, long n) {
    for (long i = 0; i < n; i += 2) {
        double r = sqrt(-2 * log(next_uniform(state))),
               angle = 2 * 3.14159265358979323846 * next_uniform(state);
        out[i] = r * cos(angle);
        if (i + 1 < n) out[i + 1] = r * sin(angle);
    }
}

static void draw(double *X, double *y, long N, long d, int degenerate) {
    uint64_t state = 1;
    for (int i = 0; i < 4; i++) next_uniform(&state);
    double *noise = malloc((size_t)N * sizeof *noise);
    normals(X, &state, N * d);
    normals(noise, &state, N);
    for (long n = 0; n < N; n++)
        y[n] = degenerate ? 2 * X[n * d] : (X[n * d] + X[n * d + 1]) / sqrt(2) + 0.1 * noise[n];
    free(noise);
}

/* ---- the peer */

typedef struct {
    arb_mat_t X, Xt, y;
    arb_t c; /* 2 alpha^2 */
    slong prec;
} dual;

/* F = X c sinh(X^T nu) - y and J = X diag(c cosh) X^T */
static void evaluate(arb_mat_t F, arb_mat_t J, const dual *p, const arb_mat_t nu) {
    slong N = arb_mat_nrows(p->X), d = arb_mat_ncols(p->X);
    arb_mat_t z, XW;
    arb_t w;
    arb_init(w);
    arb_mat_init(z, d, 1), arb_mat_init(XW, N, d);
    arb_mat_mul(z, p->Xt, nu, p->prec);
    for (slong j = 0; j < d; j++) {
        arb_ptr zj = arb_mat_entry(z, j, 0);
        arb_sinh_cosh(zj, w, zj, p->prec);
        arb_mul(zj, zj, p->c, p->prec);
        arb_mul(w, w, p->c, p->prec);
        for (slong n = 0; n < N; n++) arb_mul(arb_mat_entry(XW, n, j), arb_mat_entry(p->X, n, j), w, p->prec);
    }
    arb_mat_mul(F, p->X, z, p->prec);
    arb_mat_sub(F, F, p->y, p->prec);
    arb_mat_mul(J, XW, p->Xt, p->prec);
    arb_mat_clear(z), arb_mat_clear(XW);
    arb_clear(w);
}

/* The largest |X^T step| as a double. */
static double largest_move(const dual *p, const arb_mat_t step) {
    arb_mat_t z;
    arb_mat_init(z, arb_mat_nrows(p->Xt), 1);
    arb_mat_mul(z, p->Xt, step, 53);
    double most = 0;
    for (slong j = 0; j < arb_mat_nrows(z); j++)
        most = fmax(most, fabs(arf_get_d(arb_midref(arb_mat_entry(z, j, 0)), ARF_RND_NEAR)));
    arb_mat_clear(z);
    return most;
}

static int newton(arb_mat_t nu, const dual *p) {
    slong N = arb_mat_nrows(nu);
    arb_mat_t F, J, step;
    arb_t t;
    arb_init(t);
    arb_mat_init(F, N, 1), arb_mat_init(J, N, N), arb_mat_init(step, N, 1);
    int last = 0, ok = 0;
    for (int i = 0; i < 400; i++) {
        evaluate(F, J, p, nu);
        arb_mat_get_mid(F, F), arb_mat_get_mid(J, J);
        if (!arb_mat_approx_solve(step, J, F, p->prec)) break;
        double most = largest_move(p, step);
        if (most > 2) {
            arb_set_d(t, 2 / most);
            arb_mat_scalar_mul_arb(step, step, t, p->prec);
        }
        arb_mat_sub(nu, nu, step, p->prec);
        arb_mat_get_mid(nu, nu);
        if ((ok = last)) break;
        last = most < ldexp(1, (int)(4 - p->prec / 2)); /* one more step doubles the digits */
    }
    arb_mat_clear(F), arb_mat_clear(J), arb_mat_clear(step);
    arb_clear(t);
    return ok;
}

static int krawczyk(arb_mat_t nu, const dual *p) {
    slong N = arb_mat_nrows(nu);
    arb_mat_t box, F, unused, J, C, K, radius;
    arb_mat_init(box, N, 1), arb_mat_init(F, N, 1), arb_mat_init(unused, N, N), arb_mat_init(J, N, N);
    arb_mat_init(C, N, N), arb_mat_init(K, N, 1), arb_mat_init(radius, N, 1);
    arb_mat_set(box, nu);
    for (slong n = 0; n < N; n++) arb_add_error_2exp_si(arb_mat_entry(box, n, 0), 40 - p->prec);
    evaluate(K, J, p, box);
    evaluate(F, unused, p, nu);
    arb_mat_get_mid(C, J);
    int ok = arb_mat_approx_inv(C, C, p->prec);
    arb_mat_get_mid(C, C);
    arb_mat_mul(F, C, F, p->prec);
    arb_mat_sub(K, nu, F, p->prec);
    arb_mat_mul(J, C, J, p->prec);
    arb_mat_one(C);
    arb_mat_sub(J, C, J, p->prec);
    arb_mat_sub(radius, box, nu, p->prec);
    arb_mat_mul(radius, J, radius, p->prec);
    arb_mat_add(K, K, radius, p->prec);
    ok = ok && arb_mat_is_finite(K) && arb_mat_contains(box, K);
    arb_mat_set(nu, K);
    arb_mat_clear(box), arb_mat_clear(F), arb_mat_clear(unused), arb_mat_clear(J), arb_mat_clear(C);
    arb_mat_clear(K), arb_mat_clear(radius);
    return ok;
}

static int peer(const double *X, const double *y, double alpha, slong N, slong d, slong prec) {
    dual p;
    arb_mat_t nu;
    arb_mat_init(p.X, N, d), arb_mat_init(p.Xt, d, N), arb_mat_init(p.y, N, 1), arb_mat_init(nu, N, 1);
    arb_init(p.c);
    p.prec = prec;
    arb_set_d(p.c, alpha);
    arb_mul(p.c, p.c, p.c, prec);
    arb_mul_2exp_si(p.c, p.c, 1);
    for (slong n = 0; n < N; n++) {
        for (slong j = 0; j < d; j++) arb_set_d(arb_mat_entry(p.X, n, j), X[n * d + j]);
        arb_set_d(arb_mat_entry(p.y, n, 0), y[n]);
    }
    arb_mat_transpose(p.Xt, p.X);
    int ok = newton(nu, &p) && krawczyk(nu, &p);
    arb_mat_clear(p.X), arb_mat_clear(p.Xt), arb_mat_clear(p.y), arb_mat_clear(nu);
    arb_clear(p.c);
    return ok;
}

/* ---- the measurements */

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void report(const char *bench, const char *who, double *seconds, int repeats, int certified) {
    qsort(seconds, (size_t)repeats, sizeof *seconds, ascending);
    printf(
        "{\"bench\":\"%s\",\"peer\":\"%s\",\"value\":%.6g,\"unit\":\"s\",\"best\":%.6g,\"certified\":%s}\n",
        bench, who, seconds[repeats / 2], seconds[0], certified ? "true" : "false");
    fflush(stdout);
}

static void measure(const char *bench, long N, long d, int degenerate, double alpha, int is_log, slong prec,
                    int repeats, int with_peer) {
    double *X = malloc((size_t)(N * d) * sizeof *X), *y = malloc((size_t)N * sizeof *y), seconds[16];
    draw(X, y, N, d, degenerate);
    arb_ptr beta = _arb_vec_init(d);
    cf_ref_alpha_t a;
    cf_ref_alpha_init(a);
    cf_ref_alpha_set_double(a, alpha, is_log);
    int certified = 1;
    for (int r = 0; r < repeats; r++) {
        double start = now();
        certified &= cf_ref_limit(beta, NULL, NULL, X, y, a, (size_t)N, (size_t)d, prec) == CF_REF_OK;
        seconds[r] = now() - start;
    }
    report(bench, "certiflow", seconds, repeats, certified);
    certified = 1;
    for (int r = 0; r < repeats && with_peer; r++) {
        double start = now();
        certified &= peer(X, y, alpha, N, d, prec);
        seconds[r] = now() - start;
    }
    if (with_peer) report(bench, "arb-newton-krawczyk", seconds, repeats, certified);
    cf_ref_alpha_clear(a);
    _arb_vec_clear(beta, d);
    free(X);
    free(y);
}

int main(void) {
    measure("certified_N20_d100_256bit_a0.001", 20, 100, 0, 1e-3, 0, 256, 9, 1);
    measure("certified_N20_d100_256bit_a0.1", 20, 100, 0, 0.1, 0, 256, 9, 1);
    measure("certified_N20_d100_256bit_a1", 20, 100, 0, 1, 0, 256, 9, 1);
    measure("certified_N5_d12_128bit_degenerate_log-2000", 5, 12, 1, -2000, 1, 128, 9, 0);
    measure("certified_N5_d12_128bit_degenerate_log-100000", 5, 12, 1, -100000, 1, 128, 9, 0);
    measure("certified_N5_d12_128bit_degenerate_log-1000000", 5, 12, 1, -1e6, 1, 128, 9, 0);
    measure("certified_N20_d100_128bit_degenerate_log-100000", 20, 100, 1, -100000, 1, 128, 5, 0);
    measure("certified_N100_d1000_128bit_a0.1", 100, 1000, 0, 0.1, 0, 128, 3, 0);
    flint_cleanup();
    return 0;
}
