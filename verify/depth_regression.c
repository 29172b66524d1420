/* depth_regression.c - see depth_regression.h. */
#include "verify/depth_regression.h"
#include "core/certiflow.h"
#include <math.h>

enum { SPARSE = CF_REGRESSION_SPARSE, PREC = 48, TOP = -3, BOTTOM = -40, BOTTOM_DEEP = -12, HALVINGS = 4 };
#define ACCURACY "0.025"
#define NOISE 0.01

int cf_regression_draw(cf_regression *w, size_t N, uint64_t seed) {
    w->N = N;
    return cf_sparse_regression(w->X, w->y, w->star, seed, SPARSE, NOISE, N, CF_REGRESSION_DIM) == CF_OK;
}

/* ||beta_{alpha,D}(infinity) - beta*||^2 at log alpha^D = log_scale; indeterminate without a certificate */
void cf_regression_error(arb_t out, const cf_regression *w, ulong D, double log_scale) {
    arb_ptr beta = _arb_vec_init(CF_REGRESSION_DIM);
    cf_ref_alpha_t alpha;
    fmpq_t depth;
    arb_t t;
    cf_ref_alpha_init(alpha), fmpq_init(depth), arb_init(t);
    fmpq_set_si(depth, (slong)D, 1);
    cf_ref_alpha_set_double(alpha, log_scale, 1);
    fmpq_div(alpha->value, alpha->value, depth);
    arb_zero(out);
    if (cf_ref_limit_depth(beta, NULL, NULL, w->X, w->y, alpha, depth, w->N, CF_REGRESSION_DIM, PREC) !=
        CF_REF_OK)
        arb_indeterminate(out);
    for (slong i = 0; i < CF_REGRESSION_DIM; i++) {
        arb_set_d(t, w->star[i]);
        arb_sub(t, beta + i, t, 2 * PREC);
        arb_addmul(out, t, t, 2 * PREC);
    }
    _arb_vec_clear(beta, CF_REGRESSION_DIM);
    cf_ref_alpha_clear(alpha), fmpq_clear(depth), arb_clear(t);
}

void cf_regression_accuracy(arb_t out, slong percent) {
    fmpq_t q;
    fmpq_init(q);
    cf_fmpq_set_decimal(q, ACCURACY);
    arb_set_fmpq(out, q, 2 * PREC);
    arb_mul_si(out, out, percent, 2 * PREC);
    arb_div_ui(out, out, 100, 2 * PREC);
    fmpq_clear(q);
}

/* At depth 2 in doubles: it is for the evidence alone. */
static int recovers_at_depth_2(const cf_regression *w, double log_scale) {
    double beta[CF_REGRESSION_DIM], error = 0;
    if (cf_limit(beta, NULL, NULL, NULL, w->X, w->y, log_scale / 2, w->N, CF_REGRESSION_DIM) != CF_OK)
        return 0;
    for (int i = 0; i < CF_REGRESSION_DIM; i++) error += (beta[i] - w->star[i]) * (beta[i] - w->star[i]);
    return error <= 0.025;
}

static int recovers(const cf_regression *w, ulong D, double log_scale) {
    if (D == 2) return recovers_at_depth_2(w, log_scale);
    arb_t e, a;
    arb_init(e), arb_init(a);
    cf_regression_error(e, w, D, log_scale);
    cf_regression_accuracy(a, 100);
    int is = cf_ball_le(e, a) == CF_TRUE;
    arb_clear(e), arb_clear(a);
    return is;
}

/* About the largest log alpha^D that recovers: down in steps of 1, then by halves; -inf if none does down to
 * the bottom. */
double cf_regression_largest(const cf_regression *w, ulong D) {
    double low = TOP, bottom = D == 2 ? BOTTOM : BOTTOM_DEEP;
    while (low > bottom && !recovers(w, D, low)) low -= 1;
    if (low <= bottom) return -INFINITY;
    double high = low + 1;
    for (int k = 0; k < HALVINGS; k++) {
        double middle = 0.5 * (low + high);
        if (recovers(w, D, middle))
            low = middle;
        else
            high = middle;
    }
    return low;
}
