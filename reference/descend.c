/* descend.c - the limit of gradient descent in balls: the exact iteration, and its tail to infinity.
 *
 * With G = 2 D eta X^T r: w_+- <- w_+- (1 -+ G w_+-^{D-2}), in balls whose precision rises until K steps do
 * not blow their radii up (each step loses a bit or two: the dependence of r on w is lost).
 *
 * The tail. Suppose that all weights stay in w_K e^{+-delta}. By the mean value theorem beta' - beta is, on
 * side +-, -D u^{D-1} 2 D eta w^{D-1} (X^T r), u between w and its successor, so
 *     r' = (I - B) r,   B = 2 D^2 eta X diag(v) X^T,   v_i in [e^{-(2D-2)delta}, e^{(2D-2)delta}] (w_+^{2D-2}
 * + w_-^{2D-2})_K. If B - (1 - rho) I and (1 + rho) I - B are positive definite for all such v (Cholesky in
 * balls), then
 * ||r_{k+1}|| <= rho ||r_k||. A step multiplies |w| by 1 - x, |x| <= x_k = 2 D eta c ||r_k|| W, c = max
 * ||x_i||_2, W = max w^{D-2} in the box, and |ln(1 - x)| <= x_k/(1 - x_k): all later steps together change
 * ln|w| by at most sum_{k >= K} x_k/(1 - x_k) <= x_K/((1 - x_K)(1 - rho)), and if that is at most delta,
 * induction over k closes the argument: descent converges, its limit lies in the box, and sum_{k >= K}
 * ||r_k|| <= ||r_K||/(1 - rho).
 *
 * The effective start (core/descend.c) comes from the limit itself: p' = |w_+| e^{-z/2}, m' = |w_-| e^{z/2},
 * z = X^T nu, nu = -8 eta sum r_k; at depth D p'^{2-D} = w_+^{2-D} + z, m'^{2-D} = w_-^{2-D} - z, nu =
 * -2D(D-2) eta sum r_k. No sum of logarithms: core's accumulated ones are held against it. */
#include "certiflow_ref.h"
#include "minnorm.h"
#include <math.h>
#include <string.h>

enum { MOST_BITS = 1 << 16, RATES = 40 };

typedef struct {
    slong N, d, prec; /* the working precision */
    arb_mat_t X, Xt, y;
    arb_ptr w[2], beta, r, z, sum; /* d, d, d, N, d: X^T r, N: sum of r */
    arb_t eta, factor, column;     /* 2 D eta; c */
    fmpq_t depth, inner;           /* D, D - 2 */
} descent;

static void descent_init(descent *s, const double *X, const double *y, const fmpq_t eta, const fmpq_t depth,
                         size_t N, size_t d, slong prec) {
    s->N = (slong)N, s->d = (slong)d, s->prec = prec;
    arb_mat_init(s->X, s->N, s->d), arb_mat_init(s->Xt, s->d, s->N), arb_mat_init(s->y, s->N, 1);
    for (slong n = 0; n < s->N; n++) {
        for (slong i = 0; i < s->d; i++) arb_set_d(arb_mat_entry(s->X, n, i), X[n * s->d + i]);
        arb_set_d(arb_mat_entry(s->y, n, 0), y[n]);
    }
    arb_mat_transpose(s->Xt, s->X);
    s->w[0] = _arb_vec_init(s->d), s->w[1] = _arb_vec_init(s->d), s->beta = _arb_vec_init(s->d);
    s->r = _arb_vec_init(s->N), s->sum = _arb_vec_init(s->N), s->z = _arb_vec_init(s->d);
    arb_init(s->eta), arb_init(s->factor), arb_init(s->column), fmpq_init(s->depth), fmpq_init(s->inner);
    fmpq_set(s->depth, depth);
    fmpq_sub_si(s->inner, depth, 2);
    arb_set_fmpq(s->eta, eta, prec);
    arb_set_fmpq(s->factor, depth, prec);
    arb_mul(s->factor, s->factor, s->eta, prec);
    arb_mul_2exp_si(s->factor, s->factor, 1);
    for (slong i = 0; i < s->d; i++) {
        cf_ref_norm_l2(s->z, arb_mat_entry(s->Xt, i, 0), N, 64);
        arb_max(s->column, s->column, s->z, 64);
    }
}

static void descent_clear(descent *s) {
    arb_mat_clear(s->X), arb_mat_clear(s->Xt), arb_mat_clear(s->y);
    _arb_vec_clear(s->w[0], s->d), _arb_vec_clear(s->w[1], s->d), _arb_vec_clear(s->beta, s->d);
    _arb_vec_clear(s->r, s->N), _arb_vec_clear(s->sum, s->N), _arb_vec_clear(s->z, s->d);
    arb_clear(s->eta), arb_clear(s->factor), arb_clear(s->column), fmpq_clear(s->depth), fmpq_clear(s->inner);
}

static void start_exact(arb_t out, const cf_ref_alpha_struct *start, slong prec) {
    arb_set_fmpq(out, start->value, prec + 64);
    if (start->is_log) arb_exp(out, out, prec);
}

/* x^e, x > 0 unless e is 0 or 1 */
static void power(arb_t out, const arb_t x, const fmpq_t e, slong prec) {
    if (fmpq_is_zero(e))
        arb_one(out);
    else
        arb_pow_fmpq(out, x, e, prec);
}

static void set_beta(descent *s) {
    arb_t t;
    arb_init(t);
    for (slong i = 0; i < s->d; i++) {
        power(s->beta + i, s->w[0] + i, s->depth, s->prec);
        power(t, s->w[1] + i, s->depth, s->prec);
        arb_sub(s->beta + i, s->beta + i, t, s->prec);
    }
    arb_clear(t);
}

static void residual(descent *s) {
    set_beta(s);
    for (slong n = 0; n < s->N; n++) {
        arb_dot(s->r + n, arb_mat_entry(s->y, n, 0), 1, arb_mat_entry(s->X, n, 0), 1, s->beta, 1, s->d,
                s->prec);
        arb_neg(s->r + n, s->r + n); /* -(y - sum) */
    }
    for (slong i = 0; i < s->d; i++)
        arb_dot(s->z + i, NULL, 0, arb_mat_entry(s->Xt, i, 0), 1, s->r, 1, s->N, s->prec);
}

/* One step; zero if at depth > 2 a factor is not certainly positive */
static int step(descent *s) {
    arb_t x;
    int ok = 1;
    arb_init(x);
    _arb_vec_add(s->sum, s->sum, s->r, s->N, s->prec);
    for (slong i = 0; i < s->d; i++)
        for (int side = 0; side < 2; side++) {
            power(x, s->w[side] + i, s->inner, s->prec);
            arb_mul(x, x, s->z + i, s->prec);
            arb_mul(x, x, s->factor, s->prec);
            if (side) arb_neg(x, x);
            arb_sub_ui(x, x, 1, s->prec);
            arb_neg(x, x);
            if (!fmpq_is_zero(s->inner) && !arb_is_positive(x)) ok = 0;
            arb_mul(s->w[side] + i, s->w[side] + i, x, s->prec);
        }
    arb_clear(x);
    return ok;
}

/* B of the head comment over the box of the given delta; and W */
static void tail_matrix(arb_mat_t B, arb_t largest, const descent *s, const arb_t delta) {
    arb_t box, v, t;
    fmpq_t e;
    arb_ptr scaled = _arb_vec_init(s->d);
    arb_init(box), arb_init(v), arb_init(t), fmpq_init(e);
    arb_zero(largest);
    for (slong i = 0; i < s->d; i++) {
        arb_zero(scaled + i);
        for (int side = 0; side < 2; side++) {
            arb_zero(box), arb_add_error(box, delta), arb_exp(box, box, 128);
            arb_abs(v, s->w[side] + i);
            arb_mul(box, box, v, 128); /* |w| e^{+-delta} */
            fmpq_add_si(e, s->inner, 1);
            power(v, box, e, 128);
            arb_mul(v, v, v, 128);
            arb_add(scaled + i, scaled + i, v, 128);
            power(v, box, s->inner, 128);
            arb_max(largest, largest, v, 128);
        }
    }
    arb_set_fmpq(t, s->depth, 128);
    arb_mul(t, t, s->factor, 128); /* 2 D^2 eta */
    for (slong m = 0; m < s->N; m++)
        for (slong n = 0; n <= m; n++) {
            arb_zero(v);
            for (slong i = 0; i < s->d; i++) {
                arb_mul(box, arb_mat_entry(s->X, m, i), arb_mat_entry(s->X, n, i), 128);
                arb_addmul(v, box, scaled + i, 128);
            }
            arb_mul(arb_mat_entry(B, m, n), v, t, 128);
            arb_set(arb_mat_entry(B, n, m), arb_mat_entry(B, m, n));
        }
    arb_clear(box), arb_clear(v), arb_clear(t), fmpq_clear(e);
    _arb_vec_clear(scaled, s->d);
}

/* Certainly positive definite: sign B + c I */
static int definite(const arb_mat_t B, int sign, const arb_t c) {
    slong N = arb_mat_nrows(B);
    arb_mat_t A;
    arb_mat_init(A, N, N);
    if (sign < 0)
        arb_mat_neg(A, B);
    else
        arb_mat_set(A, B);
    for (slong n = 0; n < N; n++) arb_add(arb_mat_entry(A, n, n), arb_mat_entry(A, n, n), c, 128);
    int ok = arb_mat_cho(A, A, 128) && arb_mat_is_finite(A);
    arb_mat_clear(A);
    return ok;
}

/* gap = 1 - rho = 2^-j, the largest certified; nonzero iff there is one */
static int contraction(arb_t gap, const arb_mat_t B) {
    arb_t c;
    arb_init(c);
    int found = 0;
    for (slong j = 1; j <= RATES && !found; j++) {
        arb_one(gap);
        arb_mul_2exp_si(gap, gap, -j);
        arb_neg(c, gap);
        found = definite(B, 1, c);
        arb_sub_ui(c, gap, 2, 128), arb_neg(c, c); /* 1 + rho = 2 - gap */
        found = found && definite(B, -1, c);
    }
    arb_clear(c);
    return found;
}

/* The tail from the present state: 1 and the radii if its total movement delta is certified to be at most
 * 2^-bits. reach: sum ||r_k|| from here on. */
static int tail(arb_t delta, arb_t reach, double *rate, const descent *s, slong bits) {
    arb_t gap, x, largest, norm;
    arb_mat_t B;
    arb_init(gap), arb_init(x), arb_init(largest), arb_init(norm), arb_mat_init(B, s->N, s->N);
    cf_ref_norm_l2(norm, s->r, (size_t)s->N, 64);
    arb_one(delta), arb_mul_2exp_si(delta, delta, -bits);
    tail_matrix(B, largest, s, delta);
    int ok = arb_is_finite(norm) && arb_is_finite(largest) && arb_mat_is_finite(B) && contraction(gap, B);
    if (ok) {
        *rate = 1 - arf_get_d(arb_midref(gap), ARF_RND_DOWN);
        arb_mul(x, s->factor, s->column, 128);
        arb_mul(x, x, norm, 128);
        arb_mul(x, x, largest, 128); /* x_K */
        arb_div(reach, norm, gap, 128);
        arb_sub_ui(norm, x, 1, 128), arb_neg(norm, norm);
        arb_div(x, x, norm, 128);
        arb_div(x, x, gap, 128);
        ok = arb_is_positive(norm) && arb_is_finite(x) && arb_le(x, delta);
    }
    arb_clear(gap), arb_clear(x), arb_clear(largest), arb_clear(norm), arb_mat_clear(B);
    return ok;
}

/* w and the sum at infinity; beta and the effective start from them */
static void finish(arb_ptr beta, arb_ptr log_plus, arb_ptr log_minus, descent *s, const arb_t delta,
                   const arb_t reach) {
    arb_t t, z, e;
    arb_init(t), arb_init(z), arb_init(e);
    for (slong i = 0; i < s->d; i++)
        for (int side = 0; side < 2; side++) {
            arb_zero(t), arb_add_error(t, delta), arb_exp(t, t, s->prec);
            arb_mul(s->w[side] + i, s->w[side] + i, t, s->prec);
        }
    set_beta(s);
    _arb_vec_set(beta, s->beta, s->d);
    for (slong n = 0; n < s->N; n++) arb_add_error(s->sum + n, reach);
    for (slong i = 0; i < s->d; i++) {
        arb_dot(z, NULL, 0, arb_mat_entry(s->Xt, i, 0), 1, s->sum, 1, s->N, s->prec);
        arb_mul(z, z, s->factor, s->prec); /* 2 D eta X^T sum r: -z/2 at depth 2, -z/(D-2) at depth D */
        for (int side = 0; side < 2; side++) {
            arb_ptr out = (side ? log_minus : log_plus) + i;
            if (side) arb_neg(z, z);
            arb_abs(t, s->w[side] + i);
            arb_log(out, t, s->prec);
            if (fmpq_is_zero(s->inner)) {
                arb_add(out, out, z, s->prec);
                continue;
            }
            arb_set_fmpq(e, s->inner, s->prec);
            arb_mul(out, out, e, s->prec), arb_neg(out, out), arb_exp(out, out, s->prec); /* w^{2-D} */
            arb_submul(out, z, e, s->prec);
            arb_log(out, out, s->prec), arb_div(out, out, e, s->prec), arb_neg(out, out);
        }
    }
    arb_clear(t), arb_clear(z), arb_clear(e);
}

/* the largest relative radius of a weight is below 2^-bits */
static int narrow(const descent *s, slong bits) {
    for (int side = 0; side < 2; side++)
        for (slong i = 0; i < s->d; i++)
            if (arb_rel_accuracy_bits(s->w[side] + i) < bits) return 0;
    return 1;
}

/* 1: done; 0: the balls became too wide; -1: the budget was spent, or a step is not admissible */
static int run(arb_ptr beta, arb_ptr log_plus, arb_ptr log_minus, cf_ref_descent_info *info, descent *s,
               ulong max_steps, slong prec) {
    arb_t delta, reach, norm, small;
    int outcome = -1;
    arb_init(delta), arb_init(reach), arb_init(norm), arb_init(small);
    arb_one(small), arb_mul_2exp_si(small, small, -prec - 2);
    for (ulong k = 0; k <= max_steps; k++) {
        residual(s);
        if (k % 8 == 0 || k == max_steps) {
            if (!narrow(s, prec + 8)) {
                outcome = 0;
                break;
            }
            cf_ref_norm_l2(norm, s->r, (size_t)s->N, 64);
            arb_mul(norm, norm, s->factor, 64), arb_mul(norm, norm, s->column, 64);
            if (arb_lt(norm, small) || k == max_steps) {
                info->steps = k;
                if (tail(delta, reach, &info->contraction, s, prec + 2)) {
                    finish(beta, log_plus, log_minus, s, delta, reach);
                    outcome = 1;
                    break;
                }
            }
        }
        if (k < max_steps && !step(s)) break;
    }
    arb_clear(delta), arb_clear(reach), arb_clear(norm), arb_clear(small);
    return outcome;
}

cf_ref_status cf_ref_descend(arb_ptr beta, arb_ptr log_plus, arb_ptr log_minus, cf_ref_descent_info *info,
                             const double *X, const double *y, const cf_ref_alpha_struct *plus,
                             const cf_ref_alpha_struct *minus, const fmpq_t eta, const fmpq_t depth,
                             ulong max_steps, size_t N, size_t d, slong prec) {
    if (N == 0 || N > d || fmpq_sgn(eta) <= 0 || fmpq_cmp_si(depth, 2) < 0) return CF_REF_EINVAL;
    for (size_t j = 0; j < N * d; j++)
        if (!isfinite(X[j])) return CF_REF_EINVAL;
    for (size_t n = 0; n < N; n++)
        if (!isfinite(y[n])) return CF_REF_EINVAL;
    for (size_t i = 0; i < d; i++)
        if ((!plus[i].is_log && fmpq_sgn(plus[i].value) <= 0) ||
            (!minus[i].is_log && fmpq_sgn(minus[i].value) <= 0))
            return CF_REF_EINVAL;
    *info = (cf_ref_descent_info){0};
    int outcome = 0;
    for (slong working = 2 * prec + 128; working <= MOST_BITS && outcome == 0; working *= 2) {
        descent s;
        descent_init(&s, X, y, eta, depth, N, d, working);
        for (size_t i = 0; i < d; i++) {
            start_exact(s.w[0] + i, plus + i, working);
            start_exact(s.w[1] + i, minus + i, working);
        }
        info->working_prec = working;
        outcome = run(beta, log_plus, log_minus, info, &s, max_steps, prec);
        descent_clear(&s);
    }
    if (outcome == 1 && _arb_vec_is_finite(beta, (slong)d)) return CF_REF_OK;
    return cf_ref_has_full_row_rank(X, y, N, d) ? CF_REF_UNDECIDED : CF_REF_ERANK;
}
