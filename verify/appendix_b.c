/* appendix_b.c - the quantities of a case of Appendix B, rational log alpha beside a threshold, and the exact
 * check of polynomial identities (see appendix_b.h; the cases themselves are in appendix_b_cases.c).
 *
 * Method. beta is a vector of doubles, hence exact. A threshold is a ball T of log alpha; the rational beside
 * it is floor(T_low 2^110)/2^110 (ceiling of T_high for a lower threshold), which lies on the right side of T
 * with certainty and within 2^-109 < 1e-30 of it. A polynomial of degree at most n in each variable that
 * vanishes on {0..n}^m is zero: in one variable it has n + 1 roots, and so on by induction over the
 * variables. */
#include "verify/appendix_b.h"
#include <math.h>

/* ------------------------------------------------------------------------------------------- quantities */

void cf_case_L(arb_t L, const cf_beta_case *c, slong prec) {
    cf_ref_log_alpha(L, c->alpha, prec + 4);
    arb_mul_si(L, L, -2, prec);
}

void cf_case_alpha2(arb_t alpha2, const cf_beta_case *c, slong prec) {
    if (!c->alpha->is_log) {
        arb_set_fmpq(alpha2, c->alpha->value, prec + 2);
        arb_mul(alpha2, alpha2, alpha2, prec);
        return;
    }
    arb_set_fmpq(alpha2, c->alpha->value, prec + 64);
    arb_mul_2exp_si(alpha2, alpha2, 1);
    arb_exp(alpha2, alpha2, prec);
}

void cf_case_abs(arb_t b, const cf_beta_case *c, size_t i) {
    arb_set_d(b, fabs(c->beta[i]));
}

void cf_case_norm1(arb_t B, const cf_beta_case *c, slong prec) {
    arb_t b;
    arb_init(b);
    arb_zero(B);
    for (size_t i = 0; i < c->d; i++) {
        cf_case_abs(b, c, i);
        arb_add(B, B, b, prec);
    }
    arb_clear(b);
}

void cf_case_norm2_squared(arb_t B, const cf_beta_case *c, slong prec) {
    arb_t b;
    arb_init(b);
    arb_zero(B);
    for (size_t i = 0; i < c->d; i++) {
        cf_case_abs(b, c, i);
        arb_addmul(B, b, b, prec);
    }
    arb_clear(b);
}

static double largest(const cf_beta_case *c) {
    double m = 0;
    for (size_t i = 0; i < c->d; i++) m = fmax(m, fabs(c->beta[i]));
    return m;
}

void cf_case_max(arb_t m, const cf_beta_case *c) {
    arb_set_d(m, largest(c));
}

void cf_case_alpha2_Q(arb_t out, const cf_beta_case *c, slong prec) {
    arb_ptr beta = _arb_vec_init((slong)c->d);
    arb_t log_alpha;
    arb_init(log_alpha);
    for (size_t i = 0; i < c->d; i++) arb_set_d(beta + i, c->beta[i]);
    cf_ref_log_alpha(log_alpha, c->alpha, prec + 64);
    cf_ref_alpha2_Q(out, beta, log_alpha, c->d, prec);
    arb_clear(log_alpha);
    _arb_vec_clear(beta, (slong)c->d);
}

void cf_case_scaled_Q(arb_t out, const cf_beta_case *c, slong prec) {
    arb_t L;
    arb_init(L);
    cf_case_L(L, c, prec);
    cf_case_alpha2_Q(out, c, prec);
    arb_div(out, out, L, prec);
    arb_clear(L);
}

size_t cf_case_nonzeros(const cf_beta_case *c) {
    size_t n = 0;
    for (size_t i = 0; i < c->d; i++) n += c->beta[i] != 0;
    return n;
}

int cf_case_is_zero(const cf_beta_case *c) {
    return cf_case_nonzeros(c) == 0;
}

int cf_case_one_value(const cf_beta_case *c) {
    double m = largest(c);
    for (size_t i = 0; i < c->d; i++)
        if (c->beta[i] != 0 && fabs(c->beta[i]) != m) return 0;
    return 1;
}

void cf_case_rational(fmpq_t out, const cf_beta_case *c, int k, const char *true_value, const char *canary) {
    if (cf_fmpq_set_decimal(out, c->canary == k ? canary : true_value) != 0) flint_abort();
}

void cf_case_max_rational(fmpq_t out, const cf_beta_case *c) {
    cf_fmpq_set_double(out, largest(c));
}

void cf_case_power_sum(fmpq_t out, const cf_beta_case *c, slong p) {
    fmpq_t t;
    fmpq_init(t);
    fmpq_zero(out);
    for (size_t i = 0; i < c->d; i++) {
        if (c->beta[i] == 0) continue;
        cf_fmpq_set_double(t, fabs(c->beta[i]));
        fmpq_pow_si(t, t, p);
        fmpq_add(out, out, t);
    }
    fmpq_clear(t);
}

int cf_case_not_zero(cf_run *run, const cf_beta_case *c) {
    return cf_hypothesis(run, "beta != 0 (at 0 both sides are 0)", cf_case_is_zero(c) ? CF_FALSE : CF_TRUE);
}

void cf_case_constant(arb_t out, const cf_beta_case *c, int k, const char *true_value, const char *canary,
                      slong prec) {
    fmpq_t q;
    fmpq_init(q);
    cf_case_rational(q, c, k, true_value, canary);
    arb_set_fmpq(out, q, prec);
    fmpq_clear(q);
}

/* ------------------------------------------------------------------------------------------- grid */

#define GRID_BITS 110

static int on_grid(fmpq_t out, const arb_t threshold, int above) {
    if (!arb_is_finite(threshold) || mag_cmp_2exp_si(arb_radref(threshold), -115) > 0) return -1;
    arf_t end;
    fmpz_t n;
    arf_init(end);
    fmpz_init(n);
    if (above)
        arb_get_ubound_arf(end, threshold, 4096);
    else
        arb_get_lbound_arf(end, threshold, 4096);
    arf_mul_2exp_si(end, end, GRID_BITS);
    arf_get_fmpz(n, end, above ? ARF_RND_CEIL : ARF_RND_FLOOR);
    fmpq_set_fmpz(out, n);
    fmpq_div_2exp(out, out, GRID_BITS);
    fmpz_clear(n);
    arf_clear(end);
    return 0;
}

int cf_log_alpha_below(fmpq_t out, const arb_t threshold) {
    return on_grid(out, threshold, 0);
}

int cf_log_alpha_above(fmpq_t out, const arb_t threshold) {
    return on_grid(out, threshold, 1);
}

/* ------------------------------------------------------------------------------------------- helpers */

void cf_consistent_raise(cf_run *run, const char *what, cf_sides eval, const void *instance, slong bits,
                         slong prec_max) {
    arb_t a, b;
    arb_init(a);
    arb_init(b);
    for (slong prec = 2 * bits;; prec *= 2) {
        eval(a, b, instance, prec);
        if (prec >= prec_max || (cf_ball_bits(a) >= bits && cf_ball_bits(b) >= bits)) break;
    }
    cf_consistent(run, what, a, b, NULL, bits);
    arb_clear(a);
    arb_clear(b);
}

int cf_polynomial_vanishes(void (*p)(fmpq_t out, const fmpq *x, const void *context), const void *context,
                           size_t n, ulong degree) {
    if (n > 6) flint_abort();
    fmpq *x = _fmpq_vec_init(6);
    ulong digit[6] = {0};
    fmpq_t value;
    fmpq_init(value);
    int vanishes = 1;
    for (size_t place = 0; vanishes && place < n;) {
        for (size_t i = 0; i < n; i++) fmpq_set_ui(x + i, digit[i], 1);
        p(value, x, context);
        vanishes = fmpq_is_zero(value);
        for (place = 0; place < n && ++digit[place] > degree; place++) digit[place] = 0;
    }
    fmpq_clear(value);
    _fmpq_vec_clear(x, 6);
    return vanishes;
}
