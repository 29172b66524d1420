/* thresholds.c - the bounds on alpha of Theorem 2 and Lemmas 1 to 3 in balls of log alpha: the formulas
 * transcribed, the working precision raised until the ball meets prec (a norm that is itself a ball limits
 * what can be met; the value 0, reached where a base is exactly 1, is recognised exactly only for exact
 * norms). */
#include "certiflow_ref.h"

typedef struct {
    arb_srcptr norm;
    const fmpq *epsilon;
    size_t d;
} arguments;
typedef void (*formula)(arb_t out, const arguments *a, slong prec);

static void meet(arb_t out, formula f, const arguments *a, slong prec) {
    slong last = -2;
    for (slong wp = prec + 64; wp <= 64 * (prec + 64); wp *= 2) {
        f(out, a, wp);
        slong bits = cf_ball_bits(out);
        if (bits >= prec || (bits == last && bits > 0 && a->norm && !arb_is_exact(a->norm))) break;
        last = bits;
    }
}

/* out = a + b epsilon, or (a + b epsilon)/(c epsilon) */
static void linear(arb_t out, const fmpq_t epsilon, slong a, slong b, slong c, slong prec) {
    fmpq_t t, u;
    fmpq_init(t), fmpq_init(u);
    fmpq_set_si(t, b, 1);
    fmpq_mul(t, t, epsilon);
    fmpq_set_si(u, a, 1);
    fmpq_add(t, t, u);
    if (c) {
        fmpq_set_si(u, c, 1);
        fmpq_mul(u, u, epsilon);
        fmpq_div(t, t, u);
    }
    arb_set_fmpq(out, t, prec);
    fmpq_clear(t), fmpq_clear(u);
}

/* -d/(c epsilon l1) */
static void exponent_of_d(arb_t out, const arguments *a, slong c, slong prec) {
    arb_t t;
    arb_init(t);
    arb_set_fmpq(t, a->epsilon, prec);
    arb_mul_si(t, t, c, prec);
    arb_mul(t, t, a->norm, prec);
    arb_set_ui(out, a->d);
    arb_div(out, out, t, prec);
    arb_neg(out, out);
    arb_clear(t);
}

/* min{ (2(1+eps) l1)^{-(2+eps)/(2 eps)}, exp(-d/(eps l1)) } */
static void theorem2_l1(arb_t out, const arguments *a, slong prec) {
    arb_t t, u;
    arb_init(t), arb_init(u);
    linear(t, a->epsilon, 2, 2, 0, prec);
    arb_mul(t, t, a->norm, prec);
    arb_log(t, t, prec);
    linear(u, a->epsilon, 2, 1, 2, prec);
    arb_mul(t, t, u, prec);
    arb_neg(t, t);
    exponent_of_d(u, a, 1, prec);
    arb_min(out, t, u, prec);
    arb_clear(t), arb_clear(u);
}

/* sqrt(2(1+eps)(1+2/eps) l2) */
static void theorem2_l2(arb_t out, const arguments *a, slong prec) {
    arb_t t, u;
    arb_init(t), arb_init(u);
    linear(t, a->epsilon, 2, 2, 0, prec);
    linear(u, a->epsilon, 2, 1, 1, prec);
    arb_mul(t, t, u, prec);
    arb_mul(t, t, a->norm, prec);
    arb_log(t, t, prec);
    arb_mul_2exp_si(out, t, -1);
    arb_clear(t), arb_clear(u);
}

/* min{ 1, sqrt(l1), (2 l1)^{-1/(2 eps)}, exp(-d/(2 eps l1)) } */
static void lemma1_alpha(arb_t out, const arguments *a, slong prec) {
    arb_t t, u;
    arb_init(t), arb_init(u);
    exponent_of_d(t, a, 2, prec);
    arb_mul_2exp_si(u, a->norm, 1);
    arb_log(u, u, prec);
    arb_div_fmpz(u, u, fmpq_numref(a->epsilon), prec);
    arb_mul_fmpz(u, u, fmpq_denref(a->epsilon), prec);
    arb_mul_2exp_si(u, u, -1);
    arb_neg(u, u);
    arb_min(t, t, u, prec);
    arb_log(u, a->norm, prec);
    arb_mul_2exp_si(u, u, -1);
    arb_min(t, t, u, prec);
    arb_zero(u);
    arb_min(out, t, u, prec);
    arb_clear(t), arb_clear(u);
}

/* d^{-1/4 - 1/(8 eps)} */
static void lemma2_alpha(arb_t out, const arguments *a, slong prec) {
    arb_t t;
    arb_init(t);
    arb_log_ui(t, a->d, prec);
    linear(out, a->epsilon, 1, 2, 8, prec); /* (1 + 2 eps)/(8 eps) */
    arb_mul(out, out, t, prec);
    arb_neg(out, out);
    arb_clear(t);
}

/* sqrt(l2 (1 + 1/eps)) */
static void lemma3_alpha(arb_t out, const arguments *a, slong prec) {
    arb_t t;
    arb_init(t);
    linear(t, a->epsilon, 1, 1, 1, prec);
    arb_mul(t, t, a->norm, prec);
    arb_log(t, t, prec);
    arb_mul_2exp_si(out, t, -1);
    arb_clear(t);
}

static int in_domain(const arb_t norm, const fmpq_t epsilon, size_t d) {
    return d >= 1 && fmpq_sgn(epsilon) > 0 && fmpq_cmp_si(epsilon, (slong)d) < 0 &&
           (!norm || (arb_is_finite(norm) && arb_is_positive(norm)));
}

static void evaluate(arb_t out, formula f, const arb_t norm, const fmpq_t epsilon, size_t d, slong prec) {
    arguments a = {norm, epsilon, d};
    if (in_domain(norm, epsilon, d))
        meet(out, f, &a, prec);
    else
        arb_indeterminate(out);
}

void cf_ref_theorem2_l1(arb_t out, const arb_t l1, const fmpq_t epsilon, size_t d, slong prec) {
    evaluate(out, theorem2_l1, l1, epsilon, d, prec);
}
void cf_ref_theorem2_l2(arb_t out, const arb_t l2, const fmpq_t epsilon, size_t d, slong prec) {
    evaluate(out, theorem2_l2, l2, epsilon, d, prec);
}
void cf_ref_lemma1_alpha(arb_t out, const arb_t l1, const fmpq_t epsilon, size_t d, slong prec) {
    evaluate(out, lemma1_alpha, l1, epsilon, d, prec);
}
void cf_ref_lemma2_alpha(arb_t out, const fmpq_t epsilon, size_t d, slong prec) {
    evaluate(out, lemma2_alpha, NULL, epsilon, d, prec);
}
void cf_ref_lemma3_alpha(arb_t out, const arb_t l2, const fmpq_t epsilon, slong prec) {
    arguments a = {l2, epsilon, 1};
    if (fmpq_sgn(epsilon) > 0 && arb_is_finite(l2) && arb_is_positive(l2))
        meet(out, lemma3_alpha, &a, prec);
    else
        arb_indeterminate(out);
}

/* d >= e and d >= 12^(4 eps). 12 is no perfect power: equality in the second iff 4 eps is an integer k and d
 * = 12^k. */
cf_truth cf_ref_lemma2_applies(const fmpq_t epsilon, size_t d) {
    if (d < 3 || fmpq_sgn(epsilon) <= 0 || fmpq_cmp_si(epsilon, (slong)d) >= 0) return CF_FALSE;
    fmpq_t k;
    fmpq_init(k);
    fmpq_mul_2exp(k, epsilon, 2);
    cf_truth truth = CF_UNKNOWN;
    if (fmpq_cmp_si(k, 32) >= 0)
        truth = CF_FALSE; /* 12^32 > 2^64 */
    else if (fmpz_is_one(fmpq_denref(k))) {
        fmpz_t power;
        fmpz_init(power);
        fmpz_ui_pow_ui(power, 12, fmpz_get_ui(fmpq_numref(k)));
        truth = fmpz_cmp_ui(power, d) <= 0 ? CF_TRUE : CF_FALSE;
        fmpz_clear(power);
    }
    arb_t left, right;
    arb_init(left), arb_init(right);
    for (slong prec = 128; truth == CF_UNKNOWN && prec <= 65536; prec *= 2) {
        arb_log_ui(left, d, prec);
        arb_log_ui(right, 12, prec);
        arb_mul_fmpz(right, right, fmpq_numref(k), prec);
        arb_div_fmpz(right, right, fmpq_denref(k), prec);
        truth = cf_ball_le(right, left);
    }
    arb_clear(left), arb_clear(right);
    fmpq_clear(k);
    return truth;
}
