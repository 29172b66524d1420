/* lemma1_g_even.c - evenness of g, by the identity (x/2 + s)(-x/2 + s) = s^2 - x^2/4 = 1, s = sqrt(1 +
 * x^2/4): the arguments of the two logarithms arcsinh(x/2), arcsinh(-x/2) are reciprocal. A polynomial
 * identity, checked exactly on a grid larger than its degree.
 */
#include "verify/appendix_b.h"

/* x = u - 1/u, u > 0, runs through R and makes x/2 + sqrt(1 + x^2/4) = u: times u,
 * (x/2 + s)(-x/2 + s) u^2 - u^2 with s = k (u + 1/u)/2 must vanish (k = 1; canary: 1.01). */
static void odd(fmpq_t out, const fmpq *x, const void *context) {
    fmpq_t h, s, u2;
    fmpq_init(h);
    fmpq_init(s);
    fmpq_init(u2);
    fmpq_mul(u2, x, x);    /* u^2 */
    fmpq_sub_si(h, u2, 1); /* 2 u (x/2) */
    fmpq_add_si(s, u2, 1);
    fmpq_mul(s, s, context); /* 2 u s */
    fmpq_sub(out, s, h);     /* 2 u (s - x/2) */
    fmpq_add(h, h, s);       /* 2 u (s + x/2) */
    fmpq_mul(out, out, h);
    fmpq_mul_si(u2, u2, 4);
    fmpq_sub(out, out, u2);
    fmpq_clear(h);
    fmpq_clear(s);
    fmpq_clear(u2);
}

static void check(cf_run *run) {
    fmpq_t k;
    fmpq_init(k);
    cf_fmpq_set_decimal(k, cf_run_canary(run) ? "1.01" : "1");
    cf_instance(run, "x = u - 1/u, u > 0 an indeterminate");
    cf_exact(run, "exp(arcsinh(x/2)) exp(arcsinh(-x/2)) = 1, so that arcsinh is odd and g even",
             cf_polynomial_vanishes(odd, k, 1, 4));
    fmpq_clear(k);
}

const cf_claim cf_claim_lemma1_g_even = {
    .id = "lemma1_g_even",
    .section = "B",
    .items = "Lemma 1, g even",
    .title = "g(x) = x arcsinh(x/2) is even",
    .statement = "The function g(x) = x arcsinh(x/2) is even, because x and arcsinh(x/2) are odd.",
    .tex = "g(x)=x\\,\\mathrm{arcsinh}(x/2),\\quad g(-x)=g(x)",
    .domain = "x real",
    .checked = "all x real",
    .uses = "",
    .proof_uses = "",
    .twin = "lemma1_g_even_printed",
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "sqrt(1 + x^2/4) taken 1.01 times: the two factors no longer cancel",
    .check = check,
};
