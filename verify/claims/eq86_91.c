/* eq86_91.c - true on every instance, with ||beta||_2^2 = (1 + 2 epsilon)||beta_L2||_2^2 as the starting
 * point; for y = 0, (90) is 0 > 0.
 */
#include "verify/claim.h"
#include "verify/theorem2_steps.h"

static void upper(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_step *s = instance;
    cf_half_Q(a, s->beta, s->t, prec);
    cf_step_bound(b, s, 1, prec);
    cf_step_scale(b, s, 3, 10, 11, prec);
}

/* out = beta_L2 + (scale/100) s n with s^2 ||n||^2 = 2 epsilon ||beta_L2||^2, so that ||out||^2 = (1 + 2
 * epsilon)||beta_L2||^2 at scale 100, exactly: beta_L2 is orthogonal to the kernel vector n. s->beta holds n.
 */
static void point(arb_ptr out, const cf_step *s, ulong scale, slong prec) {
    fmpq_t ratio;
    arb_t step;
    fmpq_init(ratio);
    arb_init(step);
    cf_rational_norm2_squared(ratio, s->beta);
    fmpq_div(ratio, s->t->norm, ratio);
    fmpq_mul(ratio, ratio, s->t->epsilon);
    fmpq_mul_si(ratio, ratio, 2);
    arb_set_fmpq(step, ratio, prec);
    arb_sqrt(step, step, prec);
    arb_mul_ui(step, step, scale, prec);
    arb_div_ui(step, step, 100, prec);
    for (slong i = 0; i < (slong)s->t->p.d; i++) {
        arb_set_fmpq(out + i, fmpq_mat_entry(s->beta, i, 0), prec);
        arb_mul(out + i, out + i, step, prec);
        fmpq_set(ratio, fmpq_mat_entry(s->t->beta, i, 0));
        arb_t b;
        arb_init(b);
        arb_set_fmpq(b, ratio, prec);
        arb_add(out + i, out + i, b, prec);
        arb_clear(b);
    }
    fmpq_clear(ratio);
    arb_clear(step);
}

static void Q_at(arb_t out, const cf_step *s, ulong scale, slong prec) {
    arb_ptr b = _arb_vec_init((slong)s->t->p.d);
    point(b, s, scale, prec);
    cf_quadratic_Q(out, b, s->t->alpha, s->t->p.d, prec);
    _arb_vec_clear(b, (slong)s->t->p.d);
}

static void line86(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_step *s = instance;
    fmpq_t factor, k;
    fmpq_init(factor);
    fmpq_init(k);
    cf_step_factor(factor, s->t->epsilon, -1);
    fmpq_mul_si(k, s->t->epsilon, 2);
    fmpq_add_si(k, k, 1);
    fmpq_mul(factor, factor, k);
    fmpq_mul(factor, factor, s->t->norm);
    arb_set_fmpq(a, factor, prec);
    Q_at(b, s, 100, prec);
    cf_step_scale(a, s, 1, 11, 10, prec);
    fmpq_clear(factor);
    fmpq_clear(k);
}

static void farther(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_step *s = instance;
    Q_at(a, s, 100, prec);
    Q_at(b, s, s->canary == 7 ? 99 : 200, prec);
}

static void exact_lines(cf_run *run, const cf_theorem2 *t, const fmpq_mat_t n) {
    fmpq_t dot, minus, plus;
    fmpz_t hundred;
    fmpz_init_set_ui(hundred, 100);
    fmpq_init(dot);
    fmpq_init(minus);
    fmpq_init(plus);
    for (slong i = 0; i < (slong)t->p.d; i++)
        fmpq_addmul(dot, fmpq_mat_entry(n, i, 0), fmpq_mat_entry(t->beta, i, 0));
    if (cf_run_canary(run) == 2) { /* beta_L2 + n/100 */
        cf_rational_norm2_squared(plus, n);
        fmpq_div_fmpz(plus, plus, hundred);
        fmpq_add(dot, dot, plus);
    }
    cf_fact_fmpq_eq(run, "(87): <beta_L2, n> = 0, so ||beta||_2^2 = (1 + 2 epsilon)||beta_L2||_2^2", dot,
                    minus);
    cf_step_factor(minus, t->epsilon, -1);
    cf_step_factor(plus, t->epsilon, 1);
    fmpq_div(minus, minus, plus);
    cf_fmpq_set_decimal(plus, cf_run_canary(run) == 4 ? "1.01" : "1");
    fmpq_add(plus, plus, t->epsilon);
    fmpq_inv(plus, plus);
    cf_fact_fmpq_eq(run, "(89): (1 - e')/(1 + e') = 1/(1 + epsilon)", minus, plus);
    fmpz_clear(hundred);
    fmpq_clear(dot);
    fmpq_clear(minus);
    fmpq_clear(plus);
}

static void visit(cf_run *run, const cf_theorem2 *t) {
    fmpq_mat_t n;
    fmpq_mat_init(n, (slong)t->p.d, 1);
    for (ulong k = 0; k < 2; k++) {
        cf_kernel_vector(n, &t->p, k);
        int canary = cf_run_canary(run);
        cf_step s = {.t = t, .beta = n, .canary = canary},
                least = {.t = t, .beta = t->beta, .canary = canary};
        exact_lines(run, t, n);
        cf_decide(run, "(86), (87)", line86, &s, 0, 8192);
        cf_decide(run, "(88): 4 alpha^4 Q(beta_L2/alpha^2) <= (1 + e')||beta_L2||_2^2", upper, &least, 0,
                  8192);
        if (k == 0)
            cf_decide_gap(run, "(90): (1 + 2 epsilon)/(1 + epsilon) Q > Q at beta_L2", t, canary == 5);
        if (k == 0) cf_decide_minimal(run, "(91)", t, canary == 6);
        cf_decide(run, "Q grows beyond beta on the line from beta_L2", farther, &s, 1, 8192);
    }
    fmpq_mat_clear(n);
}

static void check(cf_run *run) {
    cf_theorem2_small(run, CF_HALF_L2, visit);
}

const cf_claim cf_claim_eq86_91 = {
    .id = "eq86_91",
    .section = "B",
    .items = "(86); (87); (88); (89); (90); (91); far beta excluded",
    .title = "(86)-(91), read with squares, and the convexity step",
    .statement = "Under Theorem 2's hypothesis, for feasible beta with ||beta||_2^2 = (1 + 2 "
                 "epsilon)||beta_L2||_2^2: 4 alpha^4 Q(beta/alpha^2) >= (1 - e')||beta||_2^2 = (1 - e')(1 "
                 "+ 2 epsilon)||beta_L2||_2^2 >= ((1 - e')/(1 + e'))(1 + 2 epsilon) 4 alpha^4 "
                 "Q(beta_L2/alpha^2) = ((1 + 2 epsilon)/(1 + epsilon)) 4 alpha^4 Q(beta_L2/alpha^2) > 4 "
                 "alpha^4 Q(beta_L2/alpha^2) >= 4 alpha^4 Q(beta_alpha/alpha^2), e' = epsilon/(2 + "
                 "epsilon); and a feasible beta farther out has a larger Q still.",
    .tex = "4\\alpha^4Q(\\beta/"
           "\\alpha^2)\\ge(1-\\epsilon')\\|\\beta\\|_2^2\\ge\\tfrac{1-\\epsilon'}{1+\\epsilon'}(1+2\\epsilon)"
           "4\\alpha^4Q(\\beta_{L2}/\\alpha^2)=\\tfrac{1+2\\epsilon}{1+\\epsilon}4\\alpha^4Q(\\beta_{L2}/"
           "\\alpha^2)>4\\alpha^4Q(\\beta_\\alpha/\\alpha^2)",
    .domain = "X beta = y, ||beta||_2^2 = (1 + 2 epsilon)||beta_L2||_2^2, 0 < epsilon < d",
    .checked = "small instances of six families at the threshold, two feasible points each",
    .uses = "",
    .proof_uses = "eq85",
    .twin = "eq87_unsquared_printed",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 8,
    .canary =
        "one a line: 1.1 (1 - e') in (86); beta_L2 + n/100 in (87); (1 + e')/1.1 in (88); 1/(1.01 + epsilon) "
        "in (89); 0.9 (1 + 2 epsilon) in (90); 0.99 Q(beta_L2/alpha^2) in (91); beta 0.99 times as far out",
    .canaries = 7,
    .check = check,
};
