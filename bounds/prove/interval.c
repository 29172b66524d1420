/* interval.c - interval arithmetic on arf ends; functions at single points come from Arb and the reference. */
#include "bounds/prove/interval.h"
#include "reference/certiflow_ref.h"

void cf_iv_init(cf_iv *x) {
    arf_init(&x->lo);
    arf_init(&x->hi);
}

void cf_iv_clear(cf_iv *x) {
    arf_clear(&x->lo);
    arf_clear(&x->hi);
}

void cf_iv_set(cf_iv *x, const cf_iv *y) {
    arf_set(&x->lo, &y->lo);
    arf_set(&x->hi, &y->hi);
}

void cf_iv_set_fmpq(cf_iv *x, const fmpq_t q, slong prec) {
    arf_fmpz_div_fmpz(&x->lo, fmpq_numref(q), fmpq_denref(q), prec, ARF_RND_FLOOR);
    arf_fmpz_div_fmpz(&x->hi, fmpq_numref(q), fmpq_denref(q), prec, ARF_RND_CEIL);
}

void cf_iv_whole(cf_iv *x) {
    arf_neg_inf(&x->lo);
    arf_pos_inf(&x->hi);
}

int cf_iv_is_finite(const cf_iv *x) { return arf_is_finite(&x->lo) && arf_is_finite(&x->hi); }
int cf_iv_has_zero(const cf_iv *x) { return arf_sgn(&x->lo) <= 0 && arf_sgn(&x->hi) >= 0; }

void cf_iv_neg(cf_iv *x, const cf_iv *y) {
    arf_t t;
    arf_init(t);
    arf_neg(t, &y->lo);
    arf_neg(&x->lo, &y->hi);
    arf_swap(&x->hi, t);
    arf_clear(t);
}

void cf_iv_add(cf_iv *x, const cf_iv *y, const cf_iv *z, slong prec) {
    arf_add(&x->lo, &y->lo, &z->lo, prec, ARF_RND_FLOOR);
    arf_add(&x->hi, &y->hi, &z->hi, prec, ARF_RND_CEIL);
    if (arf_is_nan(&x->lo)) arf_neg_inf(&x->lo);
    if (arf_is_nan(&x->hi)) arf_pos_inf(&x->hi);
}

/* a b rounded in one direction, 0 times infinity being 0: the ends of an interval are limits of finite numbers. */
static void product(arf_t r, const arf_t a, const arf_t b, slong prec, arf_rnd_t rnd) {
    if (arf_is_zero(a) || arf_is_zero(b)) arf_zero(r);
    else arf_mul(r, a, b, prec, rnd);
}

void cf_iv_mul(cf_iv *x, const cf_iv *y, const cf_iv *z, slong prec) {
    arf_t lo, hi, t;
    arf_init(lo);
    arf_init(hi);
    arf_init(t);
    if (arf_sgn(&y->lo) >= 0 && arf_sgn(&z->lo) >= 0) {
        product(lo, &y->lo, &z->lo, prec, ARF_RND_FLOOR);
        product(hi, &y->hi, &z->hi, prec, ARF_RND_CEIL);
    } else {
        const arf_struct *a[] = {&y->lo, &y->hi}, *b[] = {&z->lo, &z->hi};
        for (int i = 0; i < 4; i++) {
            product(t, a[i / 2], b[i % 2], prec, ARF_RND_FLOOR);
            if (i == 0 || arf_cmp(t, lo) < 0) arf_set(lo, t);
            product(t, a[i / 2], b[i % 2], prec, ARF_RND_CEIL);
            if (i == 0 || arf_cmp(t, hi) > 0) arf_set(hi, t);
        }
    }
    arf_swap(&x->lo, lo);
    arf_swap(&x->hi, hi);
    arf_clear(lo);
    arf_clear(hi);
    arf_clear(t);
}

/* 1/z for an end z != 0 (or infinite). */
static void inverse(arf_t r, const arf_t z, slong prec, arf_rnd_t rnd) {
    if (arf_is_inf(z)) arf_zero(r);
    else arf_ui_div(r, 1, z, prec, rnd);
}

int cf_iv_div(cf_iv *x, const cf_iv *y, const cf_iv *z, slong prec) {
    if (cf_iv_has_zero(z)) return -1;
    cf_iv t;
    cf_iv_init(&t);
    inverse(&t.lo, &z->hi, prec + 8, ARF_RND_FLOOR);
    inverse(&t.hi, &z->lo, prec + 8, ARF_RND_CEIL);
    cf_iv_mul(x, y, &t, prec);
    cf_iv_clear(&t);
    return 0;
}

void cf_iv_hull(cf_iv *x, const cf_iv *y, const cf_iv *z) {
    if (arf_cmp(&y->lo, &z->lo) <= 0) arf_set(&x->lo, &y->lo);
    else arf_set(&x->lo, &z->lo);
    if (arf_cmp(&y->hi, &z->hi) >= 0) arf_set(&x->hi, &y->hi);
    else arf_set(&x->hi, &z->hi);
}

/* f(x) at a point, a limit where x is infinite or an end of f's domain. */
static void at_point(arb_t r, cf_op op, long D, const arf_t x, slong prec) {
    fmpq_t depth;
    arb_t t;
    arb_init(t);
    arb_set_arf(t, x);
    fmpq_init(depth);
    fmpq_set_si(depth, D, 1);
    int infinite = arf_is_inf(x), s = arf_sgn(x);
    switch (op) {
    case CF_OP_EXP:
        if (infinite && s < 0) arb_zero(r);
        else if (infinite) arb_pos_inf(r);
        else arb_exp(r, t, prec);
        break;
    case CF_OP_LOG:
        if (infinite) arb_pos_inf(r);
        else if (s == 0) arb_neg_inf(r);
        else arb_log(r, t, prec);
        break;
    case CF_OP_SQRT: infinite ? arb_pos_inf(r) : arb_sqrt(r, t, prec); break;
    case CF_OP_COSH: infinite ? arb_pos_inf(r) : arb_cosh(r, t, prec); break;
    case CF_OP_SINH:
        if (infinite) s < 0 ? arb_neg_inf(r) : arb_pos_inf(r);
        else arb_sinh(r, t, prec);
        break;
    case CF_OP_ASINH:
        if (infinite) s < 0 ? arb_neg_inf(r) : arb_pos_inf(r);
        else arb_asinh(r, t, prec);
        break;
    case CF_OP_Q_PRIME:
        if (infinite) s < 0 ? arb_neg_inf(r) : arb_pos_inf(r);
        else cf_ref_q_prime(r, t, prec);
        break;
    case CF_OP_Q: infinite ? arb_pos_inf(r) : cf_ref_q(r, t, prec); break;
    case CF_OP_Q_DEPTH: infinite ? arb_pos_inf(r) : cf_ref_q_depth(r, depth, t, prec); break;
    case CF_OP_H:
        if (arf_cmpabs_2exp_si(x, 0) >= 0) s < 0 ? arb_neg_inf(r) : arb_pos_inf(r);
        else cf_ref_h(r, depth, t, prec);
        break;
    case CF_OP_H_INV:
        if (infinite) arb_set_si(r, s);
        else cf_ref_h_inv(r, depth, t, prec);
        break;
    default: arb_indeterminate(r);
    }
    arb_clear(t);
    fmpq_clear(depth);
}

static void lower(arf_t r, const arb_t v, slong prec) {
    if (arf_is_nan(arb_midref(v))) arf_neg_inf(r);
    else if (arf_is_inf(arb_midref(v))) arf_set(r, arb_midref(v));
    else arb_get_lbound_arf(r, v, prec);
}
static void upper(arf_t r, const arb_t v, slong prec) {
    if (arf_is_nan(arb_midref(v))) arf_pos_inf(r);
    else if (arf_is_inf(arb_midref(v))) arf_set(r, arb_midref(v));
    else arb_get_ubound_arf(r, v, prec);
}

static int is_even(cf_op op) { return op == CF_OP_COSH || op == CF_OP_Q || op == CF_OP_Q_DEPTH; }

static int in_domain(cf_op op, const cf_iv *y) {
    if (op == CF_OP_LOG) return arf_sgn(&y->lo) > 0;
    if (op == CF_OP_SQRT) return arf_sgn(&y->lo) >= 0;
    if (op == CF_OP_H) return arf_cmp_si(&y->lo, -1) > 0 && arf_cmp_si(&y->hi, 1) < 0;
    return 1;
}

/* |y| as an interval. */
static void absolute(cf_iv *x, const cf_iv *y) {
    if (arf_sgn(&y->lo) >= 0) {
        cf_iv_set(x, y);
    } else if (arf_sgn(&y->hi) <= 0) {
        cf_iv_neg(x, y);
    } else {
        arf_t t;
        arf_init(t);
        arf_neg(t, &y->lo);
        if (arf_cmp(t, &y->hi) < 0) arf_set(t, &y->hi);
        arf_zero(&x->lo);
        arf_swap(&x->hi, t);
        arf_clear(t);
    }
}

/* exp, sinh and cosh from 2^30 on are bounded by their values just before: the numbers would be too long. y >= 0 for cosh. */
static int is_huge(const arf_t y) { return !arf_is_inf(y) && arf_cmpabs_2exp_si(y, 30) >= 0; }

static int huge_exponential(cf_iv *x, cf_op op, const cf_iv *y, slong prec) {
    if (op != CF_OP_EXP && op != CF_OP_SINH && op != CF_OP_COSH) return 0;
    if (!is_huge(&y->lo) && !is_huge(&y->hi)) return 0;
    cf_iv z;
    cf_iv_init(&z);
    cf_iv_set(&z, y);
    if (is_huge(&y->lo)) {
        if (arf_sgn(&y->lo) < 0) arf_neg_inf(&z.lo);
        else arf_set_si(&z.lo, (1L << 30) - 1);
    }
    if (is_huge(&y->hi)) {
        if (arf_sgn(&y->hi) > 0) arf_pos_inf(&z.hi);
        else arf_set_si(&z.hi, 1 - (1L << 30));
    }
    cf_iv_function(x, op, 0, &z, prec);
    cf_iv_clear(&z);
    return 1;
}

int cf_iv_function(cf_iv *x, cf_op op, long D, const cf_iv *y, slong prec) {
    if (!in_domain(op, y)) return -1;
    cf_iv t;
    arb_t v;
    cf_iv_init(&t);
    arb_init(v);
    if (is_even(op) || op == CF_OP_ABS) absolute(&t, y);
    else cf_iv_set(&t, y);
    if (op == CF_OP_ABS) {
        cf_iv_set(x, &t);
    } else if (!huge_exponential(x, op, &t, prec)) {
        int point = arf_equal(&t.lo, &t.hi);
        at_point(v, op, D, &t.lo, prec + 8);
        lower(&x->lo, v, prec);
        if (!point) at_point(v, op, D, &t.hi, prec + 8);
        upper(&x->hi, v, prec);
    }
    cf_iv_clear(&t);
    arb_clear(v);
    return 0;
}

/* y^r for an end y >= 0 (infinite allowed), r != 0. */
static void power_at(arb_t v, const arf_t y, const fmpq_t r, slong prec) {
    if (arf_is_zero(y) || arf_is_inf(y)) {
        int to_infinity = arf_is_inf(y) == (fmpq_sgn(r) > 0);
        if (to_infinity) arb_pos_inf(v);
        else arb_zero(v);
        return;
    }
    arb_set_arf(v, y);
    arb_pow_fmpq(v, v, r, prec);
}

static int power_of_positive(cf_iv *x, const cf_iv *y, const fmpq_t r, slong prec) {
    int increasing = fmpq_sgn(r) > 0;
    arb_t v;
    arb_init(v);
    cf_iv t;
    cf_iv_init(&t);
    power_at(v, increasing ? &y->lo : &y->hi, r, prec + 8);
    lower(&t.lo, v, prec);
    power_at(v, increasing ? &y->hi : &y->lo, r, prec + 8);
    upper(&t.hi, v, prec);
    if (arf_sgn(&t.lo) < 0) arf_zero(&t.lo);
    cf_iv_set(x, &t);
    cf_iv_clear(&t);
    arb_clear(v);
    return 0;
}

int cf_iv_power(cf_iv *x, const cf_iv *y, const fmpq_t r, slong prec) {
    if (fmpq_is_zero(r)) {
        arf_one(&x->lo);
        arf_one(&x->hi);
        return 0;
    }
    int whole = fmpz_is_one(fmpq_denref(r)), even = whole && fmpz_is_even(fmpq_numref(r));
    if (fmpz_bits(fmpq_numref(r)) > 62 || fmpz_bits(fmpq_denref(r)) > 62) return -1;
    if (fmpq_sgn(r) < 0 && cf_iv_has_zero(y)) return -1;
    if (arf_sgn(&y->lo) >= 0) return power_of_positive(x, y, r, prec);
    if (!whole) return -1;
    cf_iv t;
    cf_iv_init(&t);
    if (even) {
        absolute(&t, y);
        power_of_positive(x, &t, r, prec);
    } else if (arf_sgn(&y->hi) <= 0) {
        cf_iv_neg(&t, y);
        power_of_positive(&t, &t, r, prec);
        cf_iv_neg(x, &t);
    } else { /* odd, r > 0, across 0 */
        cf_iv low, high;
        cf_iv_init(&low);
        cf_iv_init(&high);
        arf_set(&high.hi, &y->hi);
        arf_neg(&low.hi, &y->lo);
        power_of_positive(&low, &low, r, prec);
        power_of_positive(&high, &high, r, prec);
        arf_neg(&x->lo, &low.hi);
        arf_set(&x->hi, &high.hi);
        cf_iv_clear(&low);
        cf_iv_clear(&high);
    }
    cf_iv_clear(&t);
    return 0;
}
