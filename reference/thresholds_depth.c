/* thresholds_depth.c - the thresholds at depth D > 2 in balls of log alpha: the formulas of
 * docs/depth-theory.md transcribed, the working precision raised until the ball meets prec. A norm that is
 * itself a ball limits what can be met. */
#include "certiflow_ref.h"

typedef struct {
    arb_srcptr norm;
    const fmpq *epsilon, *depth;
    size_t d;
} arguments;
typedef void (*formula)(arb_t out, const arguments *a, slong prec);

static void evaluate(arb_t out, formula f, const arguments *a, slong prec) {
    slong last = -2;
    if (a->d < 1 || fmpq_sgn(a->epsilon) <= 0 || fmpq_cmp_si(a->depth, 2) <= 0 || !arb_is_finite(a->norm) ||
        !arb_is_positive(a->norm)) {
        arb_indeterminate(out);
        return;
    }
    for (slong wp = prec + 64; wp <= 64 * (prec + 64); wp *= 2) {
        f(out, a, wp);
        slong bits = cf_ball_bits(out);
        if (bits >= prec || (bits == last && bits > 0 && !arb_is_exact(a->norm))) break;
        last = bits;
    }
}

/* (2 epsilon/(D (1+epsilon)^{2/D}))^{1/(D-2)} (l1/d)^{1/D} */
static void depth_l1(arb_t out, const arguments *a, slong prec) {
    arb_t D, t, u;
    arb_init(D), arb_init(t), arb_init(u);
    arb_set_fmpq(D, a->depth, prec);
    arb_set_fmpq(t, a->epsilon, prec);
    arb_add_ui(u, t, 1, prec);
    arb_log(u, u, prec); /* ln(1 + epsilon) */
    arb_mul_2exp_si(u, u, 1);
    arb_div(u, u, D, prec);
    arb_mul_2exp_si(t, t, 1);
    arb_div(t, t, D, prec);
    arb_log(t, t, prec);
    arb_sub(t, t, u, prec);
    arb_sub_ui(u, D, 2, prec);
    arb_div(t, t, u, prec);
    arb_div_ui(u, a->norm, a->d, prec);
    arb_log(u, u, prec);
    arb_div(u, u, D, prec);
    arb_add(out, t, u, prec);
    arb_clear(D), arb_clear(t), arb_clear(u);
}

/* ((1+e) sqrt(c/e) l2)^{1/D}, e = min(epsilon, 1), c = (D-1)(3D-4)/(24 D^2) */
static void depth_l2(arb_t out, const arguments *a, slong prec) {
    fmpq_t e, c, t;
    arb_t x, y;
    fmpq_init(e), fmpq_init(c), fmpq_init(t), arb_init(x), arb_init(y);
    if (fmpq_cmp_si(a->epsilon, 1) < 0)
        fmpq_set(e, a->epsilon);
    else
        fmpq_one(e);
    fmpq_set_si(t, 1, 1);
    fmpq_sub(c, a->depth, t); /* D - 1 */
    fmpq_mul_si(t, a->depth, 3);
    fmpq_sub_si(t, t, 4); /* 3 D - 4 */
    fmpq_mul(c, c, t);
    fmpq_mul(t, a->depth, a->depth);
    fmpq_mul_si(t, t, 24);
    fmpq_div(c, c, t);
    fmpq_div(c, c, e);
    arb_set_fmpq(x, c, prec);
    arb_sqrt(x, x, prec);
    fmpq_add_si(t, e, 1);
    arb_set_fmpq(y, t, prec);
    arb_mul(x, x, y, prec);
    arb_mul(x, x, a->norm, prec);
    arb_log(x, x, prec);
    arb_set_fmpq(y, a->depth, prec);
    arb_div(out, x, y, prec);
    fmpq_clear(e), fmpq_clear(c), fmpq_clear(t), arb_clear(x), arb_clear(y);
}

void cf_ref_depth_l1(arb_t out, const arb_t l1, const fmpq_t epsilon, size_t d, const fmpq_t depth,
                     slong prec) {
    arguments a = {l1, epsilon, depth, fmpq_cmp_ui(epsilon, d) < 0 ? d : 0};
    evaluate(out, depth_l1, &a, prec);
}

void cf_ref_depth_l2(arb_t out, const arb_t l2, const fmpq_t epsilon, const fmpq_t depth, slong prec) {
    arguments a = {l2, epsilon, depth, 1};
    evaluate(out, depth_l2, &a, prec);
}

/* (2 - D) log alpha - ln(D (D-2)) */
void cf_ref_lemma4_log_bound(arb_t out, const arb_t log_alpha, const fmpq_t depth, slong prec) {
    if (fmpq_cmp_si(depth, 2) <= 0) {
        arb_indeterminate(out);
        return;
    }
    fmpq_t t;
    arb_t x;
    fmpq_init(t), arb_init(x);
    fmpq_sub_si(t, depth, 2);
    arb_set_fmpq(x, t, prec);
    fmpq_mul(t, t, depth);
    arb_mul(x, x, log_alpha, prec);
    arb_set_fmpq(out, t, prec);
    arb_log(out, out, prec);
    arb_add(out, out, x, prec);
    arb_neg(out, out);
    fmpq_clear(t), arb_clear(x);
}
