/* core_mf.c - the matrix model in doubles against its twins in balls, within the bounds of core/certiflow.h.
 * The weights are the doubles of both sides. With e_n as there and |r_n| at most its ball's end, the bounds
 * are evaluated in balls. */
#include "core/certiflow.h"
#include "verify/claim.h"
#include <math.h>

enum { D = 4, K = 8, N = 9, SIZE = 2 * D * K };

typedef struct {
    double star[D * D], y[D * D], w[SIZE], shown[SIZE]; /* shown: what the doubles see */
    size_t row[D * D], col[D * D];
    cf_mf mf;
    cf_ref_mf ref;
    arb_ptr ball;
} instance;

/* e_n, rounded up generously */
static double residual_bound(const instance *p, size_t n) {
    double sum = fabs(p->y[n]);
    for (size_t a = 0; a < K; a++) sum += fabs(p->w[p->row[n] * K + a] * p->w[(D + p->col[n]) * K + a]);
    return (K + 3) * 0x1p-53 * sum * (1 + 0x1p-40);
}

static void agree(cf_run *run, const char *what, double value, const arb_t ball, double bound) {
    arb_t b;
    arb_init(b);
    arb_set_d(b, bound);
    cf_agrees(run, what, value, ball, b);
    arb_clear(b);
}

static void check_values(cf_run *run, const instance *p) {
    double x[N * N > SIZE ? N * N : SIZE], loss = cf_mf_loss(p->shown, &p->mf), bound = 0,
                                           size = sqrt(loss) * (1 + 1e-9) + 1e-12;
    arb_ptr out = _arb_vec_init(N * N > SIZE ? N * N : SIZE);
    for (size_t n = 0; n < N; n++) bound += 2 * size * residual_bound(p, n) + pow(residual_bound(p, n), 2);
    cf_ref_mf_loss(out, p->ball, &p->ref, 256);
    agree(run, "L(w)", loss, out, bound + (N + 2) * 0x1p-53 * loss);
    cf_mf_gradient(x, p->shown, &p->mf);
    cf_ref_mf_gradient(out, p->ball, &p->ref, 256);
    for (size_t i = 0; i < SIZE; i++) {
        bound = 0;
        for (size_t n = 0; n < N; n++) {
            size_t u = p->row[n], v = D + p->col[n], other = i / K == u ? v : i / K == v ? u : 2 * D;
            if (other < 2 * D)
                bound +=
                    (2 * residual_bound(p, n) + 2 * (D + 3) * 0x1p-53 * size) * fabs(p->w[other * K + i % K]);
        }
        agree(run, "an entry of grad L(w)", x[i], out + i, bound);
    }
    double largest = 0;
    for (size_t i = 0; i < SIZE; i++) largest = fmax(largest, fabs(p->w[i]));
    cf_mf_kernel(x, p->shown, &p->mf);
    cf_ref_mf_kernel(out, p->ball, &p->ref, 256);
    for (size_t e = 0; e < N * N; e++)
        agree(run, "an entry of K_w", x[e], out + e, (2 * K + 2) * 0x1p-53 * 2 * K * largest * largest);
    _arb_vec_clear(out, N * N > SIZE ? N * N : SIZE);
}

static void check(cf_run *run) {
    size_t draws = cf_run_tier(run) == CF_TIER_QUICK ? 30 : 1000;
    for (size_t k = 0; k < draws; k++) {
        instance p;
        double alpha = pow(10, (double)(k % 7) - 4);
        uint64_t seed = cf_run_seed(run) % 1000000 + k;
        cf_instance(run, "d = 4, k = 8, N = 9, Gaussian start, alpha = %g, seed %lu", alpha,
                    (unsigned long)seed);
        int good = cf_mf_instance(p.star, p.row, p.col, p.y, seed, N, D) == CF_OK &&
                   cf_mf_start(p.w, CF_MF_GAUSSIAN, alpha, seed, D, K) == CF_OK;
        if (!cf_hypothesis(run, "the instance was drawn", good ? CF_TRUE : CF_UNKNOWN)) continue;
        p.mf = (cf_mf){D, K, N, p.row, p.col, p.y}, p.ref = (cf_ref_mf){D, K, N, p.row, p.col, p.y};
        p.ball = _arb_vec_init(SIZE);
        for (size_t i = 0; i < SIZE; i++) {
            arb_set_d(p.ball + i, p.w[i]);
            p.shown[i] = cf_run_canary(run) ? p.w[i] * (1 + 1e-10) : p.w[i];
        }
        check_values(run, &p);
        _arb_vec_clear(p.ball, SIZE);
    }
}

const cf_claim cf_claim_core_mf = {
    .id = "core_mf",
    .section = "6",
    .items = "matrix model;matrix tangent kernel",
    .title = "The matrix model's loss, gradient and kernel in doubles lie within their bounds",
    .statement = "cf_mf_loss, cf_mf_gradient and cf_mf_kernel lie within the bounds of core/certiflow.h of "
                 "the exact values at the same doubles.",
    .tex = "|\\hat L-L|,\\ |\\hat g_i-g_i|,\\ |\\hat K_{mn}-K_{mn}|\\le\\text{bound}",
    .domain = "any w, entries",
    .checked = "d = 4, k = 8, N = 9, Gaussian starts of alpha = 1e-4 to 100, 30 draws (quick), 1000 beyond; "
               "balls at 256 bits",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_AGREES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "the doubles see weights larger by 1e-10 of themselves",
    .check = check,
};
