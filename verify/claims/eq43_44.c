/* eq43_44.c - the closed form of q at z = 1/t times t; the constants, damaged in our copy, are the ones that
 * make it an identity.
 */
#include "verify/appendix_b.h"

typedef struct {
    const char *c, *log_alpha;
    int canary;
} scalar_case;

static const scalar_case cases[] = {
    {"1", "-3e4", 0}, {"1", "-300", 0},     {"1", "-10", 0},      {"1", "-0.3", 0},
    {"1", "0", 0},    {"1", "0.5", 0},      {"1", "20", 0},       {"1", "400", 0},
    {"1e-9", "0", 0}, {"0.3", "-0.01", 0},  {"10", "-5", 0},      {"31.6", "-2", 0},
    {"1e6", "-7", 0}, {"1e100", "-100", 0}, {"5e-324", "300", 0}, {"0.3333333333", "0", 0},
};
#define N_CASES (sizeof cases / sizeof *cases)

/* t = c alpha^2 */
static void product(arb_t t, const scalar_case *s, slong prec) {
    fmpq_t q;
    arb_t u;
    fmpq_init(q);
    arb_init(u);
    cf_fmpq_set_decimal(q, s->log_alpha);
    arb_set_fmpq(t, q, prec + 64);
    arb_mul_2exp_si(t, t, 1);
    arb_exp(t, t, prec);
    cf_fmpq_set_decimal(q, s->c);
    arb_set_fmpq(u, q, prec);
    arb_mul(t, t, u, prec);
    fmpq_clear(q);
    arb_clear(u);
}

/* t q(1/t) */
static void t_q(arb_t out, const arb_t t, slong prec) {
    arb_inv(out, t, prec);
    cf_ref_q(out, out, prec);
    arb_mul(out, out, t, prec);
}

static void sides(arb_t a, arb_t b, const void *instance, slong prec) {
    const scalar_case *s = instance;
    arb_t t, u, four;
    fmpq_t q;
    arb_init(t);
    arb_init(u);
    arb_init(four);
    fmpq_init(q);
    cf_fmpq_set_decimal(q, s->canary ? "4.04" : "4");
    arb_set_fmpq(four, q, prec);
    product(t, s, prec);
    t_q(a, t, prec);
    arb_mul(u, t, t, prec);
    arb_mul(u, u, four, prec); /* 4 t^2 */
    arb_inv(b, u, prec);
    arb_add_ui(b, b, 1, prec);
    arb_sqrt(b, b, prec);
    arb_add_ui(u, u, 1, prec);
    arb_sqrt(u, u, prec);
    arb_mul_2exp_si(t, t, 1);
    arb_sub(u, t, u, prec); /* 2t - sqrt(4 t^2 + 1) */
    arb_inv(t, t, prec);
    arb_add(b, b, t, prec);
    arb_log(b, b, prec);
    arb_add(b, b, u, prec);
    arb_clear(t);
    arb_clear(u);
    arb_clear(four);
    fmpq_clear(q);
}

static void check(cf_run *run) {
    for (size_t k = 0; k < N_CASES; k++) {
        scalar_case s = cases[k];
        s.canary = cf_run_canary(run);
        cf_instance(run, "c = %s, log alpha = %s", s.c, s.log_alpha);
        cf_consistent_raise(run, "(43) = (44)", sides, &s, 100, CF_PREC_MAX);
    }
}

const cf_claim cf_claim_eq43_44 = {
    .id = "eq43_44",
    .section = "B",
    .items = "(43); (44)",
    .title = "q written with t = c alpha^2",
    .statement = "For c > 0: c alpha^2 q(1/(c alpha^2)) = 2 c alpha^2 - sqrt(4 c^2 alpha^4 + 1) + ln(1/(2 "
                 "c alpha^2) + sqrt(1 + 1/(4 c^2 alpha^4))).",
    .tex = "c\\alpha^2q\\big(\\tfrac1{c\\alpha^2}\\big)=2c\\alpha^2-\\sqrt{4c^2\\alpha^4+1}+\\ln\\Big("
           "\\tfrac1{2c\\alpha^2}+\\sqrt{1+\\tfrac1{4c^2\\alpha^4}}\\Big)",
    .domain = "c > 0, alpha > 0",
    .checked = "16 pairs, log alpha from -3e4 to 400, c from 5e-324 to 1e100",
    .uses = "",
    .proof_uses = "",
    .method = CF_M_CONSISTENT,
    .tier = CF_TIER_QUICK,
    .budget = 4,
    .canary = "4.04 in place of 4 under the roots",
    .check = check,
};
