/* coef.c - exponents (small rationals, which fail when they grow), and coefficients: rationals as long as they are short, else
 * intervals. An interval stands for one number in it, so that every operation may treat it as that number. */
#include "bounds/check/check.h"

bool rat_make(rat *z, long p, long q) { /* |p|, |q| < 2^62, q != 0 */
    if (q < 0) p = -p, q = -q;
    long a = p < 0 ? -p : p, b = q;
    while (b) {
        long t = a % b;
        a = b;
        b = t;
    }
    z->p = p / a;
    z->q = q / a;
    return z->p <= MAX_RAT && z->p >= -MAX_RAT && z->q <= MAX_RAT;
}
bool rat_add(rat *z, rat x, rat y) {
    if (x.q == 1 && y.q == 1) return rat_make(z, x.p + y.p, 1);
    return rat_make(z, x.p * y.q + y.p * x.q, x.q * y.q);
}
bool rat_sub(rat *z, rat x, rat y) { return rat_add(z, x, (rat){-y.p, y.q}); }
bool rat_mul(rat *z, rat x, rat y) { return rat_make(z, x.p * y.p, x.q * y.q); }
int rat_cmp(rat x, rat y) {
    long d = x.p * y.q - y.p * x.q;
    return (d > 0) - (d < 0);
}

void coef_init(coef *z) {
    z->exact = true;
    mpq_init(z->q);
}
void coef_clear(coef *z) {
    if (z->exact) mpq_clear(z->q);
    else iv_clear(&z->x);
}
static void make_exact(coef *z) {
    if (z->exact) return;
    iv_clear(&z->x);
    coef_init(z);
}
static iv *make_interval(coef *z) {
    if (z->exact) {
        mpq_clear(z->q);
        iv_init(&z->x);
        z->exact = false;
    }
    return &z->x;
}
void coef_set(coef *z, const coef *x) {
    if (!x->exact) {
        coef_set_iv(z, &x->x);
        return;
    }
    make_exact(z);
    mpq_set(z->q, x->q);
}
void coef_set_si(coef *z, long n) {
    make_exact(z);
    mpq_set_si(z->q, n, 1);
}
void coef_set_rat(coef *z, rat r) {
    make_exact(z);
    mpq_set_si(z->q, r.p, (unsigned long)r.q);
}
void coef_set_iv(coef *z, const iv *x) { iv_set(make_interval(z), x); }

static void limit(context *cx, coef *z) {
    if (mpz_sizeinbase(mpq_numref(z->q), 2) <= (size_t)cx->exact && mpz_sizeinbase(mpq_denref(z->q), 2) <= (size_t)cx->exact)
        return;
    iv t;
    iv_init(&t);
    iv_set_q(&t, z->q, cx->bits);
    iv_swap(make_interval(z), &t);
    iv_clear(&t);
}
void coef_set_q(context *cx, coef *z, const mpq_t q) {
    make_exact(z);
    mpq_set(z->q, q);
    limit(cx, z);
}
void coef_iv(context *cx, iv *z, const coef *x) {
    if (x->exact) iv_set_q(z, x->q, cx->bits);
    else iv_set(z, &x->x);
}

int coef_lower_sign(const coef *x) { return x->exact ? mpq_sgn(x->q) : dy_sgn(&x->x.lo); }
int coef_upper_sign(const coef *x) { return x->exact ? mpq_sgn(x->q) : dy_sgn(&x->x.hi); }
bool coef_is_zero(const coef *x) { return !coef_lower_sign(x) && !coef_upper_sign(x); }
bool coef_has_zero(const coef *x) { return coef_lower_sign(x) <= 0 && coef_upper_sign(x) >= 0; }

void coef_neg(coef *z, const coef *x) {
    if (z != x) coef_set(z, x);
    if (z->exact) mpq_neg(z->q, z->q);
    else iv_neg(&z->x, &z->x);
}

/* The operation on intervals around the two; 0 + x and 0 x, 1 x with the exact 0 or 1 are spared. */
static bool by_intervals(context *cx, coef *z, const coef *x, const coef *y, char op) {
    iv a, b;
    const iv *s = &x->x, *t = &y->x;
    bool done = true;
    iv_init(&a);
    iv_init(&b);
    if (x->exact) s = (iv_set_q(&a, x->q, cx->bits), &a);
    if (y->exact) t = (iv_set_q(&b, y->q, cx->bits), &b);
    if (op == '+') iv_add(&a, s, t, cx->bits);
    else if (op == '*') iv_mul(&a, s, t, cx->bits);
    else done = iv_div(&a, s, t, cx->bits);
    iv_swap(make_interval(z), &a);
    iv_clear(&a);
    iv_clear(&b);
    return done;
}

void coef_add(context *cx, coef *z, const coef *x, const coef *y) {
    if (x->exact && y->exact) {
        make_exact(z);
        mpq_add(z->q, x->q, y->q);
        limit(cx, z);
    } else {
        by_intervals(cx, z, x, y, '+');
    }
}
void coef_sub(context *cx, coef *z, const coef *x, const coef *y) {
    coef t;
    coef_init(&t);
    coef_neg(&t, y);
    coef_add(cx, z, x, &t);
    coef_clear(&t);
}
void coef_mul(context *cx, coef *z, const coef *x, const coef *y) {
    if (x->exact && y->exact) {
        make_exact(z);
        mpq_mul(z->q, x->q, y->q);
        limit(cx, z);
    } else if (coef_is_zero(x) || coef_is_zero(y)) {
        coef_set_si(z, 0);
    } else {
        by_intervals(cx, z, x, y, '*');
    }
}
bool coef_div(context *cx, coef *z, const coef *x, const coef *y) {
    if (coef_has_zero(y)) return false;
    if (!x->exact || !y->exact) return by_intervals(cx, z, x, y, '/');
    make_exact(z);
    mpq_div(z->q, x->q, y->q);
    limit(cx, z);
    return true;
}

/* q^(p/n) where it is rational and short: |q| is an n-th power (q > 0 unless n = 1). */
static bool exact_power(context *cx, coef *z, const coef *x, rat r) {
    unsigned long k = (unsigned long)(r.p < 0 ? -r.p : r.p);
    size_t size = mpz_sizeinbase(mpq_numref(x->q), 2), other = mpz_sizeinbase(mpq_denref(x->q), 2);
    if (other > size) size = other;
    if (r.q > 64 || (r.q > 1 && mpq_sgn(x->q) < 0) || (size > 1 && (size - 1) / (size_t)r.q * k > (size_t)cx->exact))
        return false;
    mpz_t n, d;
    mpz_init_set(n, mpq_numref(x->q));
    mpz_init_set(d, mpq_denref(x->q));
    bool done = r.q == 1 || (mpz_root(n, n, (unsigned long)r.q) && mpz_root(d, d, (unsigned long)r.q));
    if (done) {
        make_exact(z);
        mpz_pow_ui(r.p < 0 ? mpq_denref(z->q) : mpq_numref(z->q), n, k);
        mpz_pow_ui(r.p < 0 ? mpq_numref(z->q) : mpq_denref(z->q), d, k);
        mpq_canonicalize(z->q);
        limit(cx, z);
    }
    mpz_clear(n);
    mpz_clear(d);
    return done;
}

bool coef_pow(context *cx, coef *z, const coef *x, rat r) {
    if (r.p == 0) {
        coef_set_si(z, 1);
        return true;
    }
    if (x->exact && !mpq_sgn(x->q)) { /* 0^r */
        coef_set_si(z, 0);
        return r.p > 0;
    }
    if (x->exact && exact_power(cx, z, x, r)) return true;
    iv t;
    iv_init(&t);
    coef_iv(cx, &t, x);
    bool done = iv_pow(&cx->w, &t, &t, r.p, r.q, cx->bits);
    if (done) iv_swap(make_interval(z), &t);
    iv_clear(&t);
    return done;
}

bool coef_function(context *cx, coef *z, const coef *x, function f, int depth) {
    static const iv_function table[] = {iv_exp, iv_log, iv_sinh,  iv_cosh,    iv_asinh,   iv_q,
                                        iv_q_prime, iv_h, iv_h_inv, iv_q_depth, iv_log_open};
    if (x->exact && f <= F_Q_DEPTH && (f == F_LOG ? !mpq_cmp_ui(x->q, 1, 1) : !mpq_sgn(x->q))) {
        coef_set_si(z, f == F_EXP || f == F_COSH); /* at 0, log at 1 */
        return true;
    }
    iv t;
    iv_init(&t);
    coef_iv(cx, &t, x);
    bool done = table[f](&cx->w, &t, &t, depth, cx->bits);
    if (done) iv_swap(make_interval(z), &t);
    iv_clear(&t);
    return done;
}
