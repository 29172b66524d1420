/* limit_start.c - the certified limit of the flow from any positive start: cf_ref_limit_start (footnote 2).
 *
 * The equations are those of limit.h in the data's own coordinates (A = X, b = y, u = nu); only the
 * coordinate function differs, and limit_coordinate.c hands it on to this file:
 *
 *     depth 2:  beta = 2 a^2 sinh(z + e), w = 2 a^2 cosh(z + e),   a^2 = p m, e = ln(p/m);
 *     D > 2:    beta = (P - z)^{-k} - (M + z)^{-k}, w = k ((P - z)^{-k-1} + (M + z)^{-k-1}),
 *               P = p^{2-D}, M = m^{2-D}, k = D/(D-2); a ball that touches an end of the domain has no
 *               logarithm, and gives a ball that is not finite.
 *
 * w = dbeta/dz > 0: the dual function is strictly convex where X has full row rank, so that the root in the
 * Krawczyk box is the only one (limit_krawczyk.c), refined and enclosed by limit_refine.c and limit.c.
 *
 * The search is a damped Newton iteration with midpoints, at SEARCH_BITS bits, from nu = 0, which lies in the
 * domain; step lengths as in limit_search.c, with 1 - |z| for the distance to the nearer end. */
#include "limit.h"
#include "minnorm.h"
#include <math.h>
#include <string.h>

enum { SEARCH_BITS = 192, STEPS = 300 };

struct cf_ref_starting {
    const cf_ref_alpha_struct *plus, *minus;
    fmpq_t depth, k;
    int deep;
};

/* log p, log m; at depth > 2 P and M */
static void ends(arb_t plus, arb_t minus, const cf_ref_starting *s, size_t i, slong prec) {
    cf_ref_log_alpha(plus, s->plus + i, prec + 8);
    cf_ref_log_alpha(minus, s->minus + i, prec + 8);
    if (!s->deep) return;
    fmpq_t e;
    arb_t exponent;
    fmpq_init(e), arb_init(exponent);
    fmpq_set_si(e, 2, 1);
    fmpq_sub(e, e, s->depth);
    arb_set_fmpq(exponent, e, prec + 8);
    arb_mul(plus, plus, exponent, prec + 8);
    arb_mul(minus, minus, exponent, prec + 8);
    arb_exp(plus, plus, prec);
    arb_exp(minus, minus, prec);
    fmpq_clear(e), arb_clear(exponent);
}

/* x^(-k - more) */
static void inverse_power(arb_t out, const arb_t x, const fmpq_t k, ulong more, slong prec) {
    arb_t e;
    arb_init(e);
    arb_set_fmpq(e, k, prec);
    arb_add_ui(e, e, more, prec);
    arb_neg(e, e);
    arb_log(out, x, prec);
    arb_mul(out, out, e, prec);
    arb_exp(out, out, prec);
    arb_clear(e);
}

static void coordinates(arb_ptr out, const cf_ref_starting *s, arb_srcptr z, size_t d, int prime,
                        slong prec) {
    arb_t plus, minus, t;
    arb_init(plus), arb_init(minus), arb_init(t);
    for (size_t i = 0; i < d; i++) {
        ends(plus, minus, s, i, prec);
        if (s->deep) {
            arb_sub(plus, plus, z + i, prec);
            arb_add(minus, minus, z + i, prec);
            inverse_power(plus, plus, s->k, (ulong)prime, prec);
            inverse_power(minus, minus, s->k, (ulong)prime, prec);
            arb_set_fmpq(t, s->k, prec);
            if (prime)
                arb_add(out + i, plus, minus, prec), arb_mul(out + i, out + i, t, prec);
            else
                arb_sub(out + i, plus, minus, prec);
            continue;
        }
        arb_sub(t, plus, minus, prec);
        arb_add(t, t, z + i, prec);
        arb_add(plus, plus, minus, prec);
        arb_exp(plus, plus, prec);
        arb_mul_2exp_si(plus, plus, 1);
        if (prime)
            arb_cosh(t, t, prec);
        else
            arb_sinh(t, t, prec);
        arb_mul(out + i, t, plus, prec);
    }
    arb_clear(plus), arb_clear(minus), arb_clear(t);
}

void cf_ref_limit_start_beta(arb_ptr beta, const cf_ref_starting *start, arb_srcptr z, size_t d, slong prec) {
    coordinates(beta, start, z, d, 0, prec);
}

void cf_ref_limit_start_weights(arb_ptr w, const cf_ref_starting *start, arb_srcptr z, size_t d, slong prec) {
    coordinates(w, start, z, d, 1, prec);
}

/* delta: max |dz|, at depth > 2 k max |dz| over the distance to the nearer end; in doubles, for a step length
 */
static double step_length(const cf_ref_starting *s, arb_srcptr z, arb_srcptr dz, size_t d) {
    const double k = s->deep ? fmpq_get_d(s->k) : 1;
    double delta = 0;
    arb_t plus, minus;
    arb_init(plus), arb_init(minus);
    for (size_t i = 0; i < d; i++) {
        if (s->deep) {
            ends(plus, minus, s, i, 64);
            arb_sub(plus, plus, z + i, 64);
            arb_add(minus, minus, z + i, 64);
            arb_min(plus, plus, minus, 64);
        } else
            arb_one(plus);
        arb_div(minus, dz + i, plus, 64);
        double size = k * fabs(arf_get_d(arb_midref(minus), ARF_RND_NEAR));
        if (!(size <= delta)) delta = size;
    }
    arb_clear(plus), arb_clear(minus);
    if (!isfinite(delta)) return NAN;
    if (delta < 1e-3) return 1;
    return (s->deep ? -k * expm1(-log1p(delta) / k) : log1p(delta)) / delta;
}

/* u from 0 to near the root: nonzero iff the steps became small */
static int search(cf_ref_limit_solver *s) {
    slong N = (slong)s->N, d = (slong)s->d;
    arb_ptr z = _arb_vec_init(d), beta = _arb_vec_init(d), f = _arb_vec_init(N);
    arb_mat_t J, b, du;
    arb_t scale;
    arb_mat_init(J, N, N), arb_mat_init(b, N, 1), arb_mat_init(du, N, 1), arb_init(scale);
    int found = 0;
    for (int i = 0; i < STEPS && !found; i++) {
        cf_ref_limit_residual(f, z, beta, &s->sys, s->u, scale, SEARCH_BITS);
        cf_ref_limit_jacobian(J, &s->sys, s->u, scale, SEARCH_BITS);
        arb_mat_get_mid(J, J);
        for (slong k = 0; k < N; k++) arb_get_mid_arb(arb_mat_entry(b, k, 0), f + k);
        if (!arb_mat_is_finite(J) || !arb_mat_approx_solve(du, J, b, SEARCH_BITS)) break;
        for (slong k = 0; k < N; k++) arb_get_mid_arb(f + k, arb_mat_entry(du, k, 0));
        cf_ref_limit_z(beta, &s->sys, f, SEARCH_BITS);
        double step = step_length(s->sys.start, z, beta, s->d);
        if (!isfinite(step)) break;
        found = step == 1;
        arb_set_d(scale, step);
        for (slong k = 0; k < N; k++) {
            arb_submul(s->u + k, f + k, scale, SEARCH_BITS);
            arb_get_mid_arb(s->u + k, s->u + k);
        }
    }
    arb_mat_clear(J), arb_mat_clear(b), arb_mat_clear(du), arb_clear(scale);
    _arb_vec_clear(z, d), _arb_vec_clear(beta, d), _arb_vec_clear(f, N);
    return found;
}

/* Bits of z that its integer part takes, at depth > 2 also those that the distance to an end costs */
static slong extra_bits(const cf_ref_limit_solver *s) {
    slong bits = 0, d = (slong)s->d;
    arb_ptr z = _arb_vec_init(d);
    arb_t plus, minus;
    arb_init(plus), arb_init(minus);
    cf_ref_limit_z(z, &s->sys, s->u, SEARCH_BITS);
    for (slong i = 0; i < d; i++) {
        double size = fabs(arf_get_d(arb_midref(z + i), ARF_RND_NEAR)) + 1;
        if (s->sys.start->deep) {
            ends(plus, minus, s->sys.start, (size_t)i, 64);
            arb_sub(plus, plus, z + i, 64), arb_add(minus, minus, z + i, 64);
            arb_min(plus, plus, minus, 64);
            size = fabs(log2(arf_get_d(arb_midref(plus), ARF_RND_NEAR)) - log2(size)) + 2;
        } else
            size = log2(size) + 1;
        if (isfinite(size) && size > (double)bits) bits = (slong)size;
    }
    arb_clear(plus), arb_clear(minus);
    _arb_vec_clear(z, d);
    return 12 + bits;
}

static int acceptable(const double *X, const double *y, const cf_ref_alpha_struct *plus,
                      const cf_ref_alpha_struct *minus, const fmpq_t depth, size_t N, size_t d) {
    if (N == 0 || N > d || fmpq_cmp_si(depth, 2) < 0) return 0;
    for (size_t j = 0; j < N * d; j++)
        if (!isfinite(X[j])) return 0;
    for (size_t n = 0; n < N; n++)
        if (!isfinite(y[n])) return 0;
    for (size_t i = 0; i < d; i++)
        if ((!plus[i].is_log && fmpq_sgn(plus[i].value) <= 0) ||
            (!minus[i].is_log && fmpq_sgn(minus[i].value) <= 0))
            return 0;
    return 1;
}

static void start_init(cf_ref_starting *start, const cf_ref_alpha_struct *plus,
                       const cf_ref_alpha_struct *minus, const fmpq_t depth) {
    start->plus = plus, start->minus = minus;
    start->deep = fmpq_cmp_si(depth, 2) > 0;
    fmpq_init(start->depth), fmpq_init(start->k);
    fmpq_set(start->depth, depth);
    if (!start->deep) return;
    fmpq_sub_si(start->k, depth, 2);
    fmpq_div(start->k, depth, start->k);
}

cf_ref_status cf_ref_limit_start(arb_ptr beta, arb_ptr nu, cf_ref_limit_info *info, const double *X,
                                 const double *y, const cf_ref_alpha_struct *plus,
                                 const cf_ref_alpha_struct *minus, const fmpq_t depth, size_t N, size_t d,
                                 slong prec) {
    if (!acceptable(X, y, plus, minus, depth, N, d)) return CF_REF_EINVAL;
    cf_ref_limit_solver s;
    cf_ref_starting start;
    cf_ref_alpha_t one;
    memset(&s, 0, sizeof s);
    cf_ref_alpha_init(one); /* the scale of a uniform start: not used */
    cf_ref_alpha_set_double(one, 1, 0);
    start_init(&start, plus, minus, depth);
    s.X = X, s.y = y, s.alpha = one, s.N = N, s.d = d, s.c_target = 64;
    fmpq_init(s.depth);
    s.u = _arb_vec_init((slong)N);
    arb_mat_init(s.C, (slong)N, (slong)N);
    cf_ref_limit_system_init_plain(&s.sys, N, d);
    s.sys.start = &start;
    cf_ref_status status = CF_REF_UNDECIDED;
    if (cf_ref_limit_system_set(&s.sys, X, y, SEARCH_BITS) == 0 && search(&s)) {
        s.extra = extra_bits(&s);
        status = cf_ref_limit_solver_enclose(beta, nu, &s, prec);
    } else if (!cf_ref_has_full_row_rank(X, y, N, d))
        status = CF_REF_ERANK;
    if (info) *info = s.info;
    cf_ref_limit_solver_clear(&s);
    cf_ref_alpha_clear(one);
    fmpq_clear(start.depth), fmpq_clear(start.k);
    return status;
}
