/* eq24_27.c - the printed lines (26), (27), evaluated as they stand, agree with the reference's alpha^2 Q/L
 * to 60 bits relative.
 */
#include "verify/appendix_b.h"

typedef struct {
    const cf_beta_case *c;
    int line; /* 26 or 27 */
} side;

static void term(arb_t out, const arb_t b, const arb_t alpha2, const arb_t L, const side *s, slong prec) {
    arb_t t, u;
    arb_init(t);
    arb_init(u);
    arb_mul(t, b, b, prec);
    if (s->line == 26) {
        arb_div(u, b, alpha2, prec);
        arb_mul_2exp_si(u, u, -1);
        arb_asinh(out, u, prec);
        cf_case_constant(u, s->c, 2, "1", "1.01", prec);
        arb_mul(out, out, u, prec);
    } else {
        arb_mul(u, alpha2, alpha2, prec);
        arb_mul_2exp_si(out, t, -2);
        arb_add(u, u, out, prec);
        arb_sqrt(u, u, prec);
        cf_case_constant(out, s->c, 1, "0.5", "0.505", prec);
        arb_addmul(u, b, out, prec);
        arb_log(out, u, prec);
        arb_add(out, out, L, prec);
    }
    arb_mul(out, out, b, prec); /* |beta| (L + ln ...) or |beta| arcsinh */
    arb_mul(u, alpha2, alpha2, prec);
    arb_mul_2exp_si(u, u, 2);
    arb_add(u, u, t, prec);
    arb_sqrt(u, u, prec);
    arb_sub(out, out, u, prec);
    arb_mul_2exp_si(u, alpha2, 1);
    arb_add(out, out, u, prec);
    arb_div(out, out, L, prec);
    arb_clear(t);
    arb_clear(u);
}

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const side *s = instance;
    arb_t alpha2, L, m, t;
    arb_init(alpha2);
    arb_init(L);
    arb_init(m);
    arb_init(t);
    cf_case_alpha2(alpha2, s->c, prec);
    cf_case_L(L, s->c, prec);
    cf_case_scaled_Q(a, s->c, prec);
    arb_zero(b);
    for (size_t i = 0; i < s->c->d; i++) {
        cf_case_abs(m, s->c, i);
        if (arb_is_zero(m)) continue; /* 2 alpha^2/L - sqrt(4 alpha^4)/L + 0 = 0 exactly */
        term(t, m, alpha2, L, s, prec);
        arb_add(b, b, t, prec);
    }
    arb_clear(alpha2);
    arb_clear(L);
    arb_clear(m);
    arb_clear(t);
}

static void visit(cf_run *run, const cf_beta_case *c) {
    if (!cf_case_not_zero(run, c)) return;
    side s26 = {c, 26}, s27 = {c, 27};
    cf_consistent_raise(run, "(24) = (26)", sides, &s26, 60, CF_PREC_MAX);
    cf_consistent_raise(run, "(24) = (27)", sides, &s27, 60, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_beta_cases(run, CF_ALPHA_ANY, visit);
}

const cf_claim cf_claim_eq24_27 = {
    .id = "eq24_27",
    .section = "B",
    .items = "(24); (25); (26); (27)",
    .title = "(alpha^2/L) Q written with logarithms",
    .statement = "(alpha^2/L) Q(beta/alpha^2) = (alpha^2/L) Q(|beta|/alpha^2) = sum_i 2 alpha^2/L - sqrt(4 "
                 "alpha^4 + beta_i^2)/L + (|beta_i|/L) arcsinh(|beta_i|/(2 alpha^2)) = sum_i 2 alpha^2/L - "
                 "sqrt(4 alpha^4 + beta_i^2)/L + |beta_i| (1 + ln(|beta_i|/2 + sqrt(alpha^4 + "
                 "beta_i^2/4))/L).",
    .tex = "\\tfrac{\\alpha^2}{L}Q(\\beta/"
           "\\alpha^2)=\\sum_i\\tfrac{2\\alpha^2}{L}-\\tfrac{\\sqrt{4\\alpha^4+\\beta_i^2}}{L}+|\\beta_i|"
           "\\Big(1+\\tfrac{\\ln(|\\beta_i|/2+\\sqrt{\\alpha^4+\\beta_i^2/4})}{L}\\Big)",
    .domain = "beta in R^d, alpha > 0, alpha != 1",
    .checked = "any beta in R^d; edges (zero, one coordinate, equal coordinates, subnormal, 1e300), and "
               "drawn ones, d to 50; log alpha from -8e3 to 700",
    .uses = "eq20_23",
    .proof_uses = "",
    .method = CF_M_CONSISTENT,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "0.505 |beta_i| in place of |beta_i|/2 inside the logarithm of (27); 1.01 arcsinh in (26)",
    .canaries = 2,
    .check = check,
};
