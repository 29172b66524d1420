/* appendix_b.h - what the claims of Appendix B share: cases (beta, alpha, epsilon) and the quantities in
 * them.
 *
 * The lemmas speak of any vector beta, not of a regression problem. A case holds beta as doubles (exact),
 * alpha as an exact rational or the exponential of one, epsilon as a rational. L = ln(1/alpha^2), F(b) =
 * alpha^2 q(b/alpha^2).
 */
#ifndef CF_APPENDIX_B_H
#define CF_APPENDIX_B_H

#include "verify/claim.h"

/* gcc 12 takes an array of one structure inside a structure, once inlined, for a shorter object. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wstringop-overflow"
#pragma GCC diagnostic ignored "-Wstringop-overread"
#endif

typedef struct {
    double *beta; /* d */
    size_t d;
    cf_ref_alpha_t alpha;
    fmpq_t epsilon;
    int canary; /* the number of the false neighbour to evaluate; 0: the statement */
} cf_beta_case;

/* How alpha is chosen, and which hypothesis is reported. */
typedef enum {
    CF_ALPHA_ANY,          /* alpha > 0, alpha != 1 (L divides) */
    CF_ALPHA_BELOW_ONE,    /* 0 < alpha < 1 */
    CF_ALPHA_LEMMA1_UPPER, /* alpha <= min{1, sqrt B, (2B)^(-1/(2 epsilon))}, B = ||beta||_1 > 0 */
    CF_ALPHA_LEMMA1_LOWER, /* alpha <= exp(-d/(2 epsilon B)), B > 0 */
    CF_ALPHA_LEMMA1,       /* alpha <= alpha_1(epsilon, B, d), B > 0 */
    CF_ALPHA_LEMMA3,       /* alpha >= alpha_2(epsilon, ||beta||_2), beta != 0 */
} cf_alpha_rule;

/* Visits every case of the rule: fixed edge cases (zero, one coordinate, equal coordinates, subnormal and
 * huge ones, thresholds hit within 1e-30, exactly where that is possible, and far beyond) and cases drawn
 * from the claim's seed. The instance is begun and its hypothesis reported before visit is called; visit is
 * not called where the hypothesis is not certified. */
void cf_beta_cases(cf_run *run, cf_alpha_rule rule, void (*visit)(cf_run *run, const cf_beta_case *c));

/* ---- quantities of a case, in balls at working precision prec */
void cf_case_L(arb_t L, const cf_beta_case *c, slong prec);
void cf_case_alpha2(arb_t alpha2, const cf_beta_case *c, slong prec);
void cf_case_abs(arb_t b, const cf_beta_case *c, size_t i); /* |beta_i|, exact */
void cf_case_norm1(arb_t B, const cf_beta_case *c, slong prec);
void cf_case_norm2_squared(arb_t B, const cf_beta_case *c, slong prec);
void cf_case_max(arb_t m, const cf_beta_case *c);                    /* max_i |beta_i|, exact */
void cf_case_alpha2_Q(arb_t out, const cf_beta_case *c, slong prec); /* alpha^2 Q(beta/alpha^2) */
void cf_case_scaled_Q(arb_t out, const cf_beta_case *c, slong prec); /* (alpha^2/L) Q(beta/alpha^2) */
int cf_case_is_zero(const cf_beta_case *c);
/* The number of non-zero coordinates, and whether all of them have one absolute value. */
size_t cf_case_nonzeros(const cf_beta_case *c);
int cf_case_one_value(const cf_beta_case *c);
/* out <- true_value; its false neighbour in the run of canary number k */
void cf_case_constant(arb_t out, const cf_beta_case *c, int k, const char *true_value, const char *canary,
                      slong prec);
/* The same in rationals, and exactly: sum |beta_i|^p over the non-zero ones, and max |beta_i|. */
void cf_case_rational(fmpq_t out, const cf_beta_case *c, int k, const char *true_value, const char *canary);
void cf_case_power_sum(fmpq_t out, const cf_beta_case *c, slong p);
void cf_case_max_rational(fmpq_t out, const cf_beta_case *c);
/* beta != 0, as a hypothesis: an instance on which both sides are 0 for want of coordinates does not count.
 */
int cf_case_not_zero(cf_run *run, const cf_beta_case *c);

/* out = a rational log alpha with out <= threshold (below) or out >= threshold (above), within 1e-30 of it;
 * the ball must be accurate to 2^-115. Returns 0, or -1 if it is not. */
int cf_log_alpha_below(fmpq_t out, const arb_t threshold);
int cf_log_alpha_above(fmpq_t out, const arb_t threshold);

/* Raises the precision until both sides are `bits` accurate (or prec_max is reached), then cf_consistent. */
void cf_consistent_raise(cf_run *run, const char *what, cf_sides eval, const void *instance, slong bits,
                         slong prec_max);

/* Exact check of a polynomial identity p(x) = 0 in n <= 6 variables, each of degree at most `degree`: it
 * holds identically iff p vanishes on the grid {0..degree}^n. Returns nonzero iff it does. */
int cf_polynomial_vanishes(void (*p)(fmpq_t out, const fmpq *x, const void *context), const void *context,
                           size_t n, ulong degree);

#define CF_PREC_MAX 32768

/* Uniform in [0, 1), splitmix64 from *state: the claims' own draw. */
double cf_claim_uniform(uint64_t *state);

#endif
