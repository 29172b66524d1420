/* eq69_72.c - triangle inequality, (68), and the largest factor. */
#include "verify/appendix_b_terms.h"

/* in units of alpha^4, t_i = |beta_i|/alpha^2: members (70), (71), (72) of the chain */
static void member(arb_t out, const cf_beta_case *c, int line, slong prec) {
    arb_t t, t2, u, largest, k;
    arb_init(t);
    arb_init(t2);
    arb_init(u);
    arb_init(largest);
    arb_init(k);
    arb_zero(out);
    cf_case_constant(k, c, 1, "2", "1.98", prec);
    if (line != 71) arb_set_ui(k, 2);
    for (size_t i = 0; i < c->d; i++) {
        cf_coordinate p = {c, i};
        if (c->beta[i] == 0) continue;
        cf_coordinate_argument(t, &p, prec);
        if (line == 70) { /* 4 |q(t) - t^2/4| */
            cf_q_remainder(u, t, prec);
            arb_mul_2exp_si(u, u, 2);
            arb_add(out, out, u, prec);
            continue;
        }
        arb_mul(t2, t, t, prec);
        arb_add(u, t2, k, prec);
        arb_mul(u, u, t2, prec);
        arb_div_ui(u, u, 96, prec);
        if (line == 71)
            arb_addmul(out, t2, u, prec);
        else
            arb_add(out, out, t2, prec); /* ||beta||^2 */
        arb_max(largest, largest, u, prec);
    }
    if (line == 72) {
        cf_case_constant(k, c, 2, "1", "0.99", prec);
        arb_mul(out, out, largest, prec);
        arb_mul(out, out, k, prec);
    }
    arb_clear(t);
    arb_clear(t2);
    arb_clear(u);
    arb_clear(largest);
    arb_clear(k);
}

static void positive(arb_t a, arb_t b, const void *instance, slong prec) {
    arb_t t;
    arb_init(t);
    cf_coordinate_argument(t, instance, prec);
    arb_mul(a, t, t, prec); /* q(t) < k t^2/4, k = 1 */
    arb_mul_2exp_si(a, a, -2);
    cf_q_remainder(b, t, prec);
    arb_sub(b, a, b, prec); /* q(t) */
    cf_case_constant(t, ((const cf_coordinate *)instance)->c, 4, "1", "0.99", prec);
    arb_mul(a, a, t, prec);
    arb_swap(a, b);
    arb_clear(t);
}

static void sides71(arb_t a, arb_t b, const void *instance, slong prec) {
    member(a, instance, 70, prec);
    member(b, instance, 71, prec);
}

static void sides72(arb_t a, arb_t b, const void *instance, slong prec) {
    member(a, instance, 71, prec);
    member(b, instance, 72, prec);
}

/* Where all non-zero |beta_i| agree, (71) = (72): sum |beta_i|^p = m^(p-2) ||beta||_2^2, p = 4 and 6, m = max
 * |beta_i|. */
static void powers(cf_run *run, const cf_beta_case *c) {
    fmpq_t sum, m, k;
    fmpq_init(sum);
    fmpq_init(m);
    fmpq_init(k);
    for (slong p = 4; p <= 6; p += 2) {
        cf_case_max_rational(m, c);
        fmpq_pow_si(m, m, p - 2);
        cf_case_power_sum(sum, c, 2);
        fmpq_mul(m, m, sum);
        cf_case_rational(k, c, 3, "1", "0.99");
        fmpq_mul(m, m, k);
        cf_case_power_sum(sum, c, p);
        cf_fact_fmpq_eq(run,
                        p == 4 ? "(71) = (72): sum beta_i^4 = max beta_i^2 ||beta||_2^2"
                               : "(71) = (72): sum beta_i^6 = max beta_i^4 ||beta||_2^2",
                        sum, m);
    }
    fmpq_clear(sum);
    fmpq_clear(m);
    fmpq_clear(k);
}

static void each(cf_run *run, const cf_coordinate *p) {
    cf_decide(run, "(69) = (70): phi(beta_i) < beta_i^2/(4 alpha^4)", positive, p, 1, CF_PREC_MAX);
}

/* (69) <= (70) is an equality: every phi(beta_i) - beta_i^2/(4 alpha^4) is negative, so the modulus of the
 * sum is the sum of the moduli. (71) = (72) iff all non-zero |beta_i| agree. */
static void visit(cf_run *run, const cf_beta_case *c) {
    if (!cf_case_not_zero(run, c)) return;
    cf_for_coordinates(run, c, each);
    cf_decide(run, "(70) <= (71)", sides71, c, 0, CF_PREC_MAX);
    if (cf_case_one_value(c) && c->canary != 2)
        powers(run, c);
    else
        cf_decide(run, "(71) <= (72)", sides72, c, 0, CF_PREC_MAX);
}

static void check(cf_run *run) {
    cf_beta_cases(run, CF_ALPHA_ANY, visit);
}

const cf_claim cf_claim_eq69_72 = {
    .id = "eq69_72",
    .section = "B",
    .items = "(69); (70); (71); (72)",
    .title = "4 alpha^4 Q against the square of the norm",
    .statement = "|4 alpha^4 Q(beta/alpha^2) - ||beta||_2^2| <= 4 alpha^4 sum_i |phi(beta_i) - beta_i^2/(4 "
                 "alpha^4)| <= sum_i beta_i^2 (beta_i^4 + 2 alpha^4 beta_i^2)/(96 alpha^8) <= ||beta||_2^2 "
                 "max_i (beta_i^4 + 2 alpha^4 beta_i^2)/(96 alpha^8).",
    .tex = "\\big|4\\alpha^4Q-\\|\\beta\\|_2^2\\big|\\le4\\alpha^4\\sum_i\\Big|\\varphi(\\beta_i)-\\tfrac{"
           "\\beta_i^2}{4\\alpha^4}\\Big|\\le\\sum_i\\beta_i^2\\tfrac{\\beta_i^4+2\\alpha^4\\beta_i^2}{"
           "96\\alpha^8}\\le\\|\\beta\\|_2^2\\max_i\\tfrac{\\beta_i^4+2\\alpha^4\\beta_i^2}{96\\alpha^8}",
    .domain = "beta in R^d, alpha > 0",
    .checked = "any beta in R^d; edges (zero, one coordinate, equal coordinates, subnormal, 1e300), and "
               "drawn ones, d to 50; log alpha from -8e3 to 700",
    .uses = "",
    .proof_uses = "eq59 eq68",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 20,
    .canary = "1.98 alpha^4 in place of 2 alpha^4 in (71); 0.99 times (72); 0.99 max in (71) = (72); "
              "phi(beta_i) < 0.99 beta_i^2/(4 alpha^4)",
    .canaries = 4,
    .check = check,
};
