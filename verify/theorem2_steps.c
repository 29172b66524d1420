/* theorem2_steps.c - small exact instances and feasible points for the steps of Theorem 2's proof.
 *
 * Method. A kernel vector is v - X^T (X X^T)^-1 X v in exact rationals. s -> ||base + s n||_1 is convex and
 * piecewise linear with breakpoints -base_i/n_i; it exceeds the target beyond the last one or between two,
 * where s follows from the line through the ends: an exact rational. */
#include "verify/theorem2_steps.h"

void cf_theorem2_small(cf_run *run, cf_half half, void (*visit)(cf_run *run, const cf_theorem2 *t)) {
    static const struct {
        cf_family family;
        size_t N, d;
        double norm;
    } sizes[] = {{CF_FAMILY_INTEGER, 1, 2, 1},    {CF_FAMILY_INTEGER, 2, 5, 0.5},
                 {CF_FAMILY_SIGNS, 1, 4, 4},      {CF_FAMILY_DEGENERATE, 2, 6, 2},
                 {CF_FAMILY_GAUSSIAN, 1, 3, 20},  {CF_FAMILY_GAUSSIAN, 3, 8, 5},
                 {CF_FAMILY_DUPLICATED, 2, 8, 1}, {CF_FAMILY_COLUMNS, 1, 5, 1}};
    static const char *const shares[] = {"0.1", "0.3", "0.9"}; /* of d, but for the first: epsilon = 1/10 */
    uint64_t state = cf_run_seed(run);
    fmpq_t epsilon;
    fmpq_init(epsilon);
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        cf_theorem2 t;
        uint64_t seed = (uint64_t)(cf_claim_uniform(&state) * 0x1p53);
        int ok = cf_theorem2_draw(&t, half, sizes[k].family, seed, sizes[k].N, sizes[k].d, sizes[k].norm);
        if (!ok)
            cf_left_undone(run, "an instance of %zu x %zu: its least norm could not be certified", sizes[k].N,
                           sizes[k].d);
        for (size_t m = 0; ok && m < sizeof shares / sizeof *shares && !cf_run_expired(run); m++) {
            cf_fmpq_set_decimal(epsilon, shares[m]);
            if (m > 0) fmpq_mul_si(epsilon, epsilon, (slong)sizes[k].d);
            cf_theorem2_at(&t, epsilon, CF_THRESHOLD_PRINTED, 0);
            cf_theorem2_begin(run, &t, 0);
            if (cf_theorem2_report_hypotheses(run, &t)) visit(run, &t);
        }
        cf_theorem2_clear(&t);
    }
    fmpq_clear(epsilon);
}

/* ------------------------------------------------------------------------------------------- feasible points
 */

/* out = v less its orthogonal projection on the row space of X */
static void off_row_space(fmpq_mat_t out, const fmpq_mat_t v, const cf_problem *p) {
    slong N = (slong)p->N, d = (slong)p->d;
    fmpq_mat_t X, Xt, y, G, Xv, u, w;
    fmpq_mat_init(X, N, d);
    fmpq_mat_init(Xt, d, N);
    fmpq_mat_init(y, N, 1);
    fmpq_mat_init(G, N, N);
    fmpq_mat_init(Xv, N, 1);
    fmpq_mat_init(u, N, 1);
    fmpq_mat_init(w, d, 1);
    cf_problem_exact(X, y, p);
    fmpq_mat_transpose(Xt, X);
    fmpq_mat_mul(G, X, Xt);
    fmpq_mat_mul(Xv, X, v);
    if (!fmpq_mat_solve(u, G, Xv)) flint_abort(); /* X has full row rank */
    fmpq_mat_mul(w, Xt, u);
    fmpq_mat_sub(out, v, w);
    fmpq_mat_clear(X);
    fmpq_mat_clear(Xt);
    fmpq_mat_clear(y);
    fmpq_mat_clear(G);
    fmpq_mat_clear(Xv);
    fmpq_mat_clear(u);
    fmpq_mat_clear(w);
}

void cf_kernel_vector(fmpq_mat_t n, const cf_problem *p, ulong k) {
    fmpq_mat_t v;
    fmpq_mat_init(v, (slong)p->d, 1);
    do { /* at most N of the unit vectors lie in the row space of X */
        fmpq_mat_zero(v);
        fmpq_one(fmpq_mat_entry(v, (slong)(k % p->d), 0));
        off_row_space(n, v, p);
        k++;
    } while (fmpq_mat_is_zero(n));
    fmpq_mat_clear(v);
}

static int is_limit_for_every_alpha(const fmpq_mat_t beta, const cf_problem *p) {
    fmpq_t m, b;
    fmpq_mat_t off;
    fmpq_init(m);
    fmpq_init(b);
    fmpq_mat_init(off, (slong)p->d, 1);
    int one_value = 1;
    for (slong i = 0; i < (slong)p->d; i++) {
        fmpq_abs(b, fmpq_mat_entry(beta, i, 0));
        if (fmpq_is_zero(b)) continue;
        one_value = one_value && (fmpq_is_zero(m) || fmpq_equal(m, b));
        fmpq_set(m, b);
    }
    off_row_space(off, beta, p);
    int in_row_space = fmpq_mat_is_zero(off);
    fmpq_clear(m);
    fmpq_clear(b);
    fmpq_mat_clear(off);
    return one_value && in_row_space;
}

int cf_is_feasible(const fmpq_mat_t beta, const cf_problem *p) {
    fmpq_mat_t X, y, Xb;
    fmpq_mat_init(X, (slong)p->N, (slong)p->d);
    fmpq_mat_init(y, (slong)p->N, 1);
    fmpq_mat_init(Xb, (slong)p->N, 1);
    cf_problem_exact(X, y, p);
    fmpq_mat_mul(Xb, X, beta);
    int equal = fmpq_mat_equal(Xb, y);
    fmpq_mat_clear(X);
    fmpq_mat_clear(y);
    fmpq_mat_clear(Xb);
    return equal;
}

void cf_rational_norm1(fmpq_t out, const fmpq_mat_t beta) {
    fmpq_t t;
    fmpq_init(t);
    fmpq_zero(out);
    for (slong i = 0; i < fmpq_mat_nrows(beta); i++) {
        fmpq_abs(t, fmpq_mat_entry(beta, i, 0));
        fmpq_add(out, out, t);
    }
    fmpq_clear(t);
}

void cf_rational_norm2_squared(fmpq_t out, const fmpq_mat_t beta) {
    fmpq_zero(out);
    for (slong i = 0; i < fmpq_mat_nrows(beta); i++)
        fmpq_addmul(out, fmpq_mat_entry(beta, i, 0), fmpq_mat_entry(beta, i, 0));
}

static void move(fmpq_mat_t out, const fmpq_mat_t base, const fmpq_mat_t direction, const fmpq_t s) {
    fmpq_mat_scalar_mul_fmpq(out, direction, s);
    fmpq_mat_add(out, out, base);
}

/* The largest s = 0 or breakpoint with ||base + s n||_1 <= target, in *low, and the norm there in value. */
static void last_breakpoint_below(fmpq_t low, fmpq_t value, fmpq_mat_t work, const fmpq_mat_t base,
                                  const fmpq_mat_t direction, const fmpq_t target) {
    fmpq_t s, norm;
    fmpq_init(s);
    fmpq_init(norm);
    fmpq_zero(low);
    cf_rational_norm1(value, base);
    for (slong i = 0; i < fmpq_mat_nrows(base); i++) {
        if (fmpq_is_zero(fmpq_mat_entry(direction, i, 0))) continue;
        fmpq_div(s, fmpq_mat_entry(base, i, 0), fmpq_mat_entry(direction, i, 0));
        fmpq_neg(s, s);
        if (fmpq_cmp(s, low) <= 0) continue;
        move(work, base, direction, s);
        cf_rational_norm1(norm, work);
        if (fmpq_cmp(norm, target) > 0) continue;
        fmpq_set(low, s);
        fmpq_set(value, norm);
    }
    fmpq_clear(s);
    fmpq_clear(norm);
}

void cf_point_at_l1(fmpq_mat_t out, const fmpq_mat_t base, const fmpq_mat_t direction, const fmpq_t target) {
    fmpq_t low, value, slope, t;
    fmpq_mat_t point;
    fmpq_init(low);
    fmpq_init(value);
    fmpq_init(slope);
    fmpq_init(t);
    fmpq_mat_init(point, fmpq_mat_nrows(base), 1);
    last_breakpoint_below(low, value, point, base, direction, target);
    move(point, base, direction, low);
    for (slong i = 0; i < fmpq_mat_nrows(base); i++) { /* the slope to the right of low */
        const fmpq *b = fmpq_mat_entry(point, i, 0), *n = fmpq_mat_entry(direction, i, 0);
        int sign = fmpq_is_zero(b) ? fmpq_sgn(n) : fmpq_sgn(b);
        if (sign > 0) fmpq_add(slope, slope, n);
        if (sign < 0) fmpq_sub(slope, slope, n);
    }
    fmpq_sub(t, target, value);
    fmpq_div(t, t, slope);
    fmpq_add(low, low, t);
    move(out, base, direction, low);
    fmpq_clear(low);
    fmpq_clear(value);
    fmpq_clear(slope);
    fmpq_clear(t);
    fmpq_mat_clear(point);
}

/* ------------------------------------------------------------------------------------------- Q */

void cf_scaled_Q(arb_t out, arb_srcptr beta, const cf_ref_alpha_t alpha, size_t d, slong prec) {
    arb_t log_alpha;
    arb_init(log_alpha);
    cf_ref_log_alpha(log_alpha, alpha, prec + 64);
    cf_ref_alpha2_Q(out, beta, log_alpha, d, prec);
    arb_mul_si(log_alpha, log_alpha, -2, prec);
    arb_div(out, out, log_alpha, prec);
    arb_clear(log_alpha);
}

void cf_quadratic_Q(arb_t out, arb_srcptr beta, const cf_ref_alpha_t alpha, size_t d, slong prec) {
    arb_t log_alpha;
    arb_init(log_alpha);
    cf_ref_log_alpha(log_alpha, alpha, prec + 64);
    cf_ref_alpha2_Q(out, beta, log_alpha, d, prec);
    arb_mul_2exp_si(log_alpha, log_alpha, 1);
    arb_exp(log_alpha, log_alpha, prec);
    arb_mul(out, out, log_alpha, prec);
    arb_mul_2exp_si(out, out, 2);
    arb_clear(log_alpha);
}

static void either(arb_t out, arb_srcptr beta, const cf_theorem2 *t, slong prec) {
    (t->half == CF_HALF_L1 ? cf_scaled_Q : cf_quadratic_Q)(out, beta, t->alpha, t->p.d, prec);
}

void cf_half_Q(arb_t out, const fmpq_mat_t beta, const cf_theorem2 *t, slong prec) {
    arb_ptr b = _arb_vec_init((slong)t->p.d);
    for (slong i = 0; i < (slong)t->p.d; i++) arb_set_fmpq(b + i, fmpq_mat_entry(beta, i, 0), prec);
    either(out, b, t, prec);
    _arb_vec_clear(b, (slong)t->p.d);
}

int cf_half_Q_limit(arb_t out, const cf_theorem2 *t, slong prec) {
    const cf_problem *p = &t->p;
    arb_ptr b = _arb_vec_init((slong)p->d);
    int ok = cf_ref_limit(b, NULL, NULL, p->X, p->y, t->alpha, p->N, p->d, prec) == CF_REF_OK;
    if (ok) either(out, b, t, prec);
    _arb_vec_clear(b, (slong)p->d);
    return ok && arb_is_finite(out);
}

void cf_step_factor(fmpq_t out, const fmpq_t epsilon, int sign) {
    fmpq_add_si(out, epsilon, 2);
    fmpq_div(out, epsilon, out);
    if (sign < 0) fmpq_neg(out, out);
    fmpq_add_si(out, out, 1);
}

static void minimal(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_theorem2 *t = instance;
    if (!cf_half_Q_limit(a, t, prec)) arb_indeterminate(a);
    cf_half_Q(b, t->beta, t, prec);
}

static void minimal_false(arb_t a, arb_t b, const void *instance, slong prec) {
    minimal(a, b, instance, prec);
    arb_mul_ui(b, b, 99, prec);
    arb_div_ui(b, b, 100, prec);
}

void cf_decide_minimal(cf_run *run, const char *what, const cf_theorem2 *t, int canary) {
    if (canary)
        cf_decide(run, what, minimal_false, t, 0, 4096);
    else if (is_limit_for_every_alpha(t->beta, &t->p))
        cf_exact(run, what, cf_is_feasible(t->beta, &t->p));
    else
        cf_decide(run, what, minimal, t, 0, 4096);
}

void cf_step_scale(arb_t x, const cf_step *s, int k, ulong numerator, ulong denominator, slong prec) {
    if (s->canary != k) return;
    arb_mul_ui(x, x, numerator, prec);
    arb_div_ui(x, x, denominator, prec);
}

void cf_step_identity(cf_run *run, const char *what, const cf_theorem2 *t, int canary) {
    fmpq_t minus, plus;
    fmpq_init(minus);
    fmpq_init(plus);
    cf_step_factor(minus, t->epsilon, -1);
    cf_step_factor(plus, t->epsilon, 1);
    fmpq_div(plus, plus, minus);
    cf_fmpq_set_decimal(minus, canary ? "1.01" : "1");
    fmpq_add(minus, minus, t->epsilon);
    cf_fact_fmpq_eq(run, what, plus, minus);
    fmpq_clear(minus);
    fmpq_clear(plus);
}

void cf_step_bound(arb_t out, const cf_step *s, int sign, slong prec) {
    fmpq_t factor, norm;
    fmpq_init(factor);
    fmpq_init(norm);
    cf_step_factor(factor, s->t->epsilon, sign);
    (s->t->half == CF_HALF_L1 ? cf_rational_norm1 : cf_rational_norm2_squared)(norm, s->beta);
    fmpq_mul(factor, factor, norm);
    arb_set_fmpq(out, factor, prec);
    fmpq_clear(factor);
    fmpq_clear(norm);
}

void cf_step_lower(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_step *s = instance;
    cf_step_bound(a, s, -1, prec);
    cf_half_Q(b, s->beta, s->t, prec);
    cf_step_scale(a, s, 1, 11, 10, prec);
}

void cf_step_example_init(cf_theorem2 *t) {
    static const double X[] = {1, 1}, y[] = {0.75};
    fmpq_t one;
    fmpq_init(one);
    fmpq_one(one);
    if (!cf_theorem2_set(t, CF_HALF_L1, X, y, 1, 2)) flint_abort();
    cf_theorem2_at(t, one, CF_THRESHOLD_PRINTED, 0);
    fmpq_clear(one);
}

void cf_step_example_lower(cf_run *run, const cf_theorem2 *t, const char *first, const char *second,
                           int feasible) {
    fmpq_mat_t beta;
    fmpq_mat_init(beta, 2, 1);
    cf_fmpq_set_decimal(fmpq_mat_entry(beta, 0, 0), first);
    cf_fmpq_set_decimal(fmpq_mat_entry(beta, 1, 0), second);
    cf_step s = {.t = t, .beta = beta};
    cf_instance(run, "X = (1 1), y = 3/4, epsilon = 1, alpha = exp(-8/3), beta = (%s, %s)", first, second);
    int ok = cf_theorem2_report_hypotheses(run, t);
    if (feasible)
        ok = cf_hypothesis(run, "X beta = y", cf_is_feasible(beta, &t->p) ? CF_TRUE : CF_FALSE) && ok;
    if (ok)
        cf_decide(run, "(1 - epsilon/(2 + epsilon))||beta||_1 <= (alpha^2/L) Q(beta/alpha^2)", cf_step_lower,
                  &s, 0, 4096);
    fmpq_mat_clear(beta);
}

static void grows_to(arb_t a, arb_t b, const void *instance, slong prec) {
    const cf_step *s = instance;
    fmpq_t factor, one;
    fmpq_init(factor);
    fmpq_init(one);
    cf_half_Q(a, s->t->beta, s->t, prec);
    fmpq_add_si(one, s->t->epsilon, 1);
    fmpq_add(factor, one, s->t->epsilon);
    fmpq_div(factor, factor, one);
    arb_set_fmpq(b, factor, prec);
    arb_mul(b, b, a, prec);
    if (s->canary) cf_step_scale(b, s, s->canary, 9, 10, prec);
    fmpq_clear(factor);
    fmpq_clear(one);
}

void cf_decide_gap(cf_run *run, const char *what, const cf_theorem2 *t, int canary) {
    cf_step s = {.t = t, .beta = t->beta, .canary = canary};
    cf_decide(run, what, grows_to, &s, 1, 16384);
}
