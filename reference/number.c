/* number.c - exact numbers and balls: comparison, decimals, and alpha.
 *
 * Comparisons look at finite balls only; a NaN or infinite ball decides nothing. Decimals are read into exact
 * rationals and balls are written with a radius that is rounded up and holds the rounding of the printed
 * midpoint, so that [mid - rad, mid + rad], read as decimals, still encloses the ball. */
#include "certiflow_ref.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

cf_truth cf_ball_le(const arb_t a, const arb_t b) {
    if (!arb_is_finite(a) || !arb_is_finite(b)) return CF_UNKNOWN;
    if (arb_le(a, b)) return CF_TRUE;
    return arb_gt(a, b) ? CF_FALSE : CF_UNKNOWN;
}

cf_truth cf_ball_lt(const arb_t a, const arb_t b) {
    if (!arb_is_finite(a) || !arb_is_finite(b)) return CF_UNKNOWN;
    if (arb_lt(a, b)) return CF_TRUE;
    return arb_ge(a, b) ? CF_FALSE : CF_UNKNOWN;
}

int cf_ball_overlaps(const arb_t a, const arb_t b) {
    return arb_is_finite(a) && arb_is_finite(b) && arb_overlaps(a, b);
}

slong cf_ball_bits(const arb_t a) {
    if (!arb_is_finite(a)) return -1;
    if (arb_is_exact(a)) return WORD_MAX;
    if (arb_contains_zero(a)) return -1;
    slong bits = arb_rel_accuracy_bits(a);
    return bits < 0 ? 0 : bits;
}

/* ------------------------------------------------------------------------------------------- reading
 * decimals */

/* Larger exponents are refused: 10^1000000 already has 3.3 million bits. */
#define EXPONENT_MAX 1000000

static int digit_value(int c, int base) {
    int v = isdigit(c) ? c - '0' : isxdigit(c) ? tolower(c) - 'a' + 10 : 99;
    return v < base ? v : -1;
}

/* Reads "[+-]digits" to the end of the string. */
static int parse_exponent(slong *out, const char *s) {
    int negative = *s == '-';
    if (*s == '+' || *s == '-') s++;
    if (!isdigit((unsigned char)*s)) return -1;
    slong e = 0;
    for (; isdigit((unsigned char)*s); s++) {
        e = 10 * e + (*s - '0');
        if (e > EXPONENT_MAX) return -1;
    }
    *out = negative ? -e : e;
    return *s == '\0' ? 0 : -1;
}

/* q <- m radix^e */
static void fmpq_set_scaled(fmpq_t q, const fmpz_t m, ulong radix, slong e) {
    fmpz_t power;
    fmpz_init(power);
    fmpz_set_ui(power, radix);
    fmpz_pow_ui(power, power, e < 0 ? -(ulong)e : (ulong)e);
    fmpq_set_fmpz(q, m);
    if (e < 0)
        fmpq_div_fmpz(q, q, power);
    else
        fmpq_mul_fmpz(q, q, power);
    fmpz_clear(power);
}

int cf_fmpq_set_decimal(fmpq_t q, const char *s) {
    int negative = *s == '-';
    if (*s == '+' || *s == '-') s++;
    int hex = s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
    if (hex) s += 2;
    int base = hex ? 16 : 10, digits = 0, point = 0;
    slong places = 0, e = 0;
    /* the digits without the point, for fmpz_set_str, which is subquadratic */
    char *text = malloc(strlen(s) + 1);
    if (!text) return -1;
    for (; *s == '.' || digit_value((unsigned char)*s, base) >= 0; s++) {
        if (*s == '.') {
            if (point++) break;
        } else {
            text[digits++] = *s;
            places += point;
        }
    }
    text[digits] = '\0';
    int bad = digits == 0 || digits > EXPONENT_MAX;
    if (!bad && *s != '\0') {
        bad = tolower((unsigned char)*s) != (hex ? 'p' : 'e') || parse_exponent(&e, s + 1) != 0;
    }
    if (!bad) {
        fmpz_t m;
        fmpz_init(m);
        fmpz_set_str(m, text, base);
        if (negative) fmpz_neg(m, m);
        if (fmpz_is_zero(m))
            fmpq_zero(q);
        else
            fmpq_set_scaled(q, m, hex ? 2 : 10, e - (hex ? 4 : 1) * places);
        fmpz_clear(m);
    }
    free(text);
    return bad ? -1 : 0;
}

void cf_fmpq_set_double(fmpq_t q, double x) {
    int e;
    fmpz_t m;
    fmpz_init(m);
    fmpz_set_d(m, ldexp(frexp(x, &e), 53)); /* an integer below 2^53 in size: exact */
    fmpq_set_scaled(q, m, 2, (slong)e - 53);
    fmpz_clear(m);
}

/* ------------------------------------------------------------------------------------------- writing
 * decimals */

/* k <- floor(log10 |x|) or one off; x finite, not zero. */
static void decimal_exponent(fmpz_t k, const arf_t x) {
    arb_t t, u;
    arb_init(t);
    arb_init(u);
    arb_set_arf(t, x);
    arb_abs(t, t);
    arb_log(t, t, 128);
    arb_const_log10(u, 128);
    arb_div(t, t, u, 128);
    arf_floor(arb_midref(t), arb_midref(t));
    arf_get_fmpz(k, arb_midref(t), ARF_RND_DOWN);
    arb_clear(t);
    arb_clear(u);
}

/* out <- m 10^k */
static void ball_set_decimal(arb_t out, const fmpz_t m, const fmpz_t k, slong prec) {
    arb_set_ui(out, 10);
    arb_pow_fmpz(out, out, k, prec);
    arb_mul_fmpz(out, out, m, prec);
}

/* m 10^k as text: plain if the leading digit's exponent lies in [-5, 20], otherwise d.ddde+-x; trailing zeros
 * off. */
static char *decimal_text(const fmpz_t m, const fmpz_t k) {
    char *all = fmpz_get_str(NULL, 10, m), *digits = all + (*all == '-');
    size_t n = strlen(digits);
    fmpz_t e;
    fmpz_init(e);
    fmpz_add_ui(e, k, n - 1); /* of the leading digit */
    while (n > 1 && digits[n - 1] == '0') n--;
    char *exponent = fmpz_get_str(NULL, 10, e);
    char *out = malloc(n + strlen(exponent) + 32), *p = out;
    if (!out) flint_abort();
    if (*all == '-') *p++ = '-';
    if (fmpz_cmp_si(e, -5) < 0 || fmpz_cmp_si(e, 20) > 0) {
        *p++ = digits[0];
        if (n > 1) *p++ = '.';
        memcpy(p, digits + 1, n - 1);
        p += n - 1;
        *p++ = 'e';
        strcpy(p, exponent);
    } else {
        slong lead = fmpz_get_si(e);
        if (lead < 0) {
            memcpy(p, "0.00000", (size_t)(1 - lead));
            p += 1 - lead;
        }
        for (slong i = 0; i < (slong)n || i <= lead; i++) {
            if (i > 0 && i == lead + 1) *p++ = '.';
            *p++ = i < (slong)n ? digits[i] : '0';
        }
        *p = '\0';
    }
    flint_free(all);
    flint_free(exponent);
    fmpz_clear(e);
    return out;
}

static char *copy_text(const char *s) {
    char *out = malloc(strlen(s) + 1);
    if (!out) flint_abort();
    return strcpy(out, s);
}

/* A decimal of three or four digits, at least x. */
static char *mag_text(const mag_t x) {
    if (mag_is_inf(x)) return copy_text("inf");
    if (mag_is_zero(x)) return copy_text("0");
    fmpz_t k, m, minus_k;
    arb_t t;
    arf_t upper;
    fmpz_init(k);
    fmpz_init(m);
    fmpz_init(minus_k);
    arb_init(t);
    arf_init(upper);
    arf_set_mag(upper, x);
    decimal_exponent(k, upper);
    fmpz_sub_ui(k, k, 2);
    fmpz_neg(minus_k, k);
    fmpz_one(m);
    ball_set_decimal(t, m, minus_k, 128);
    arb_mul_arf(t, t, upper, 128);
    arb_get_ubound_arf(upper, t, 128);
    arf_get_fmpz(m, upper, ARF_RND_CEIL);
    char *out = decimal_text(m, k);
    fmpz_clear(k);
    fmpz_clear(m);
    fmpz_clear(minus_k);
    arb_clear(t);
    arf_clear(upper);
    return out;
}

/* nonzero iff the exact ball a is m 10^k; only asked where 10^k is not too large */
static int is_exact_decimal(const arb_t a, const fmpz_t m, const fmpz_t k) {
    if (!arb_is_exact(a) || fmpz_cmp_si(k, -5000) < 0 || fmpz_cmp_si(k, 5000) > 0) return 0;
    fmpq_t p, q;
    fmpq_init(p);
    fmpq_init(q);
    fmpq_set_scaled(p, m, 10, fmpz_get_si(k));
    arf_get_fmpq(q, arb_midref(a));
    int equal = fmpq_equal(p, q);
    fmpq_clear(p);
    fmpq_clear(q);
    return equal;
}

/* Two digits more than the radius supports, so that rounding the midpoint hardly widens it; an exact ball:
 * all the digits of a number of its size in bits. */
static slong digits_supported(const arb_t a) {
    slong bits = arb_is_exact(a) ? arb_bits(a) : cf_ball_bits(a);
    slong n = (slong)ceil((double)(bits < 0 ? 0 : bits) * 0.30103) + 2;
    return arb_is_exact(a) && n < 17 ? 17 : n;
}

void cf_ball_decimal(char **mid, char **rad, const arb_t a, slong digits) {
    if (!arf_is_finite(arb_midref(a))) {
        *mid = copy_text(arf_is_nan(arb_midref(a)) ? "nan" : arf_sgn(arb_midref(a)) > 0 ? "inf" : "-inf");
        *rad = arf_is_nan(arb_midref(a)) ? copy_text("inf") : mag_text(arb_radref(a));
        return;
    }
    if (arf_is_zero(arb_midref(a))) {
        *mid = copy_text("0");
        *rad = mag_text(arb_radref(a));
        return;
    }
    if (digits <= 0) digits = digits_supported(a);
    slong prec = (slong)((double)digits * 3.33) + 128;
    fmpz_t m, k, minus_k;
    arb_t t;
    mag_t error;
    fmpz_init(m);
    fmpz_init(k);
    fmpz_init(minus_k);
    arb_init(t);
    mag_init(error);
    decimal_exponent(k, arb_midref(a));
    fmpz_sub_ui(k, k, (ulong)digits - 1);
    fmpz_neg(minus_k, k);
    fmpz_one(m);
    ball_set_decimal(t, m, minus_k, prec);
    arb_mul_arf(t, t, arb_midref(a), prec);
    arf_get_fmpz(m, arb_midref(t), ARF_RND_NEAR);
    if (!is_exact_decimal(a, m, k)) { /* |a - m 10^k| over the ball, rounded up */
        ball_set_decimal(t, m, k, prec);
        arb_sub(t, a, t, prec);
        arb_get_mag(error, t);
    }
    *mid = decimal_text(m, k);
    *rad = mag_text(error);
    fmpz_clear(m);
    fmpz_clear(k);
    fmpz_clear(minus_k);
    arb_clear(t);
    mag_clear(error);
}

/* --------------------------------------------------------------------------------------------------------
 * alpha */

void cf_ref_alpha_init(cf_ref_alpha_t alpha) {
    fmpq_init(alpha->value);
    alpha->is_log = 1; /* alpha = 1 */
}

void cf_ref_alpha_clear(cf_ref_alpha_t alpha) {
    fmpq_clear(alpha->value);
}

int cf_ref_alpha_set_decimal(cf_ref_alpha_t alpha, const char *decimal, int is_log) {
    fmpq_t value;
    fmpq_init(value);
    int ok = cf_fmpq_set_decimal(value, decimal) == 0 && (is_log || fmpq_sgn(value) > 0);
    if (ok) {
        fmpq_set(alpha->value, value);
        alpha->is_log = is_log;
    }
    fmpq_clear(value);
    return ok ? 0 : -1;
}

void cf_ref_alpha_set_double(cf_ref_alpha_t alpha, double value, int is_log) {
    cf_fmpq_set_double(alpha->value, value);
    alpha->is_log = is_log;
}

void cf_ref_log_alpha(arb_t out, const cf_ref_alpha_t alpha, slong prec) {
    if (alpha->is_log) {
        arb_set_fmpq(out, alpha->value, prec + 2);
        return;
    }
    if (fmpq_is_one(alpha->value)) {
        arb_zero(out);
        return;
    }
    for (slong working = prec + 8;;
         working *= 2) { /* log x, x near 1, loses digits; it is not zero: this ends */
        arb_set_fmpq(out, alpha->value, working);
        arb_log(out, out, working);
        if (cf_ball_bits(out) >= prec) return;
    }
}
