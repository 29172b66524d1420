/* limit.c - the certified limit of gradient flow: cf_ref_limit.
 *
 * 1. limit_search.c finds u to about 1e-10 in doubles.
 * 2. limit_refine.c: u <- u - C f(u), C an approximate inverse of f'(u) of c_bits bits: each step gains about
 * min(c_bits, the bits that u had when C was made) bits, so f is evaluated at a precision that rises with them; C is made
 * again, longer, when many bits are asked for.
 * 3. limit_krawczyk.c proves existence and uniqueness in a box about u, and bounds |u - root|.
 * 4. beta = 2 alpha^2 sinh(A^T u), or alpha^D h_D(A^T u), at the ball u. A ball that is not accurate to prec bits raises the working
 * precision by what is missing, and steps 2 to 4 are repeated.
 *
 * The box. Its radii are r_k = tau s_k, with tau such that no z_j moves by more than 2^-(working/2), at depth
 * > 2 by more than that of (1 - |z_j|)/(p + 1) (so that the weights, and f', change by a factor near 1), and with
 * s_k the natural size of u_k: 1 where u_k is one of the z, and sqrt(H^{-1}_kk) where u = nu, so that the test
 * does not depend on the units of the samples.
 *
 * Depth D > 2 differs by its coordinate function (limit_coordinate.c) and by the search (limit_search_depth.c). */
#include "limit.h"
#include "minnorm.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TRIES = 16, FAILURES = 5, C_BITS = 64 };

/* 2 alpha^2, or alpha^D */
void cf_ref_limit_scale(arb_t out, const cf_ref_limit_solver *s, slong prec) {
    const cf_ref_alpha_struct *alpha = s->alpha;
    if (alpha->is_log) {
        arb_set_fmpq(out, alpha->value, prec + 64);
        arb_mul_fmpz(out, out, fmpq_numref(s->depth), prec + 64);
        arb_div_fmpz(out, out, fmpq_denref(s->depth), prec + 64);
        arb_exp(out, out, prec + 32);
    } else if (s->sys.deep) {
        arb_set_fmpq(out, alpha->value, prec + 32);
        arb_pow_fmpq(out, out, s->depth, prec + 32);
    } else {
        arb_set_fmpq(out, alpha->value, prec);
        arb_mul(out, out, out, prec);
    }
    if (!s->sys.deep) arb_mul_2exp_si(out, out, 1);
}

static double log_alpha_double(const cf_ref_alpha_struct *alpha) {
    arb_t a;
    arb_init(a);
    arb_set_fmpq(a, alpha->value, 96);
    if (!alpha->is_log) arb_log(a, a, 96);
    double value = arf_get_d(arb_midref(a), ARF_RND_NEAR);
    arb_clear(a);
    return value;
}

static int acceptable(const double *X, const double *y, const cf_ref_alpha_struct *alpha, size_t N,
                      size_t d) {
    if (N == 0 || N > d) return 0;
    for (size_t i = 0; i < N * d; i++)
        if (!isfinite(X[i])) return 0;
    for (size_t n = 0; n < N; n++)
        if (!isfinite(y[n])) return 0;
    return alpha->is_log || fmpq_sgn(alpha->value) > 0;
}

/* u of the search is in units of e^shift, that of the system in units of 2^col_exp */
static void start_scaled(cf_ref_limit_solver *s) {
    arb_t unit;
    fmpz_t e;
    arb_init(unit), fmpz_init(e);
    for (size_t k = 0; k < s->N; k++) {
        arb_set_d(unit, s->search.shift[k]);
        arb_exp(unit, unit, 64);
        arb_mul(s->u + k, s->u + k, unit, 64);
        fmpz_neg(e, s->sys.col_exp + k);
        arb_mul_2exp_fmpz(s->u + k, s->u + k, e);
        arb_get_mid_arb(s->u + k, s->u + k);
    }
    arb_clear(unit), fmpz_clear(e);
}

/* Bits of z that its integer part takes; at depth > 2 those that 1 - |z| loses by subtraction. */
static slong extra_bits(const cf_ref_limit_search *s, int graded) {
    double bits = 0;
    for (size_t j = 0; j < s->d; j++) {
        if (isfinite(s->p)) {
            double gap = s->z[j] > 0 ? s->gap_below[j] : s->gap_above[j];
            double size = graded && gap != 0 ? log(fabs(gap)) : graded ? s->kappa : 0;
            bits = fmax(bits, size - cf_ref_limit_search_depth_room(s, j) + log(s->p + 1));
        } else
            bits = fmax(bits, log(fabs(s->z[j])));
    }
    return 12 + (slong)(bits / log(2));
}

/* u from the search: z_B, or nu with X_B^T nu = z_B */
static int start(cf_ref_limit_solver *s) {
    slong N = (slong)s->N;
    const cf_ref_limit_search *found = &s->search;
    if (s->sys.graded) {
        for (slong k = 0; k < N; k++) arb_set_d(s->u + k, found->u[k]);
        if (s->sys.sigma) start_scaled(s);
        return 0;
    }
    arb_mat_t XB, z, nu;
    arb_mat_init(XB, N, N);
    arb_mat_init(z, N, 1);
    arb_mat_init(nu, N, 1);
    for (slong k = 0; k < N; k++) {
        for (slong n = 0; n < N; n++)
            arb_set_d(arb_mat_entry(XB, k, n), s->X[n * (slong)s->d + (slong)s->search.basis[k]]);
        arb_set_d(arb_mat_entry(z, k, 0), found->z[found->basis[k]]);
    }
    int ok = arb_mat_approx_solve(nu, XB, z, 192);
    for (slong k = 0; k < N && ok; k++) arb_get_mid_arb(s->u + k, arb_mat_entry(nu, k, 0));
    arb_mat_clear(XB);
    arb_mat_clear(z);
    arb_mat_clear(nu);
    return ok ? 0 : -1;
}

cf_ref_status cf_ref_limit_solver_init_depth(cf_ref_limit_solver *s, const double *X, const double *y,
                                             const cf_ref_alpha_t alpha, const fmpq_t depth, size_t N,
                                             size_t d) {
    memset(s, 0, sizeof *s);
    s->X = X, s->y = y, s->alpha = alpha, s->N = N, s->d = d;
    fmpq_init(s->depth);
    fmpq_set(s->depth, depth);
    if (!acceptable(X, y, alpha, N, d) || fmpq_cmp_si(depth, 2) < 0) return CF_REF_EINVAL;
    s->trivial = 1;
    for (size_t n = 0; n < N; n++) s->trivial &= y[n] == 0;
    if (s->trivial) return cf_ref_has_full_row_rank(X, y, N, d) ? CF_REF_OK : CF_REF_ERANK;
    s->c_target = C_BITS;
    s->u = _arb_vec_init((slong)N);
    arb_mat_init(s->C, (slong)N, (slong)N);
    double log_alpha = log_alpha_double(alpha);
    int found = 0, deep = fmpq_cmp_si(depth, 2) > 0;
    if (deep && fmpq_get_d(depth) <= 2) return CF_REF_UNDECIDED; /* too near 2 for the search */
    for (int careful = 0; careful <= 1 && !found; careful++) {
        if (s->search.N) cf_ref_limit_search_clear(&s->search);
        found = cf_ref_limit_search_run(&s->search, X, y, log_alpha, fmpq_get_d(depth), careful, N, d) == 0;
    }
    if (found) found = cf_ref_limit_system_init(&s->sys, &s->search, X, depth);
    if (found) s->extra = extra_bits(&s->search, s->sys.graded);
    if (found && !start(s)) return CF_REF_OK;
    return cf_ref_has_full_row_rank(X, y, N, d) ? CF_REF_UNDECIDED : CF_REF_ERANK;
}

cf_ref_status cf_ref_limit_solver_init(cf_ref_limit_solver *s, const double *X, const double *y,
                                       const cf_ref_alpha_t alpha, size_t N, size_t d) {
    fmpq_t two;
    fmpq_init(two);
    fmpq_set_si(two, 2, 1);
    cf_ref_status status = cf_ref_limit_solver_init_depth(s, X, y, alpha, two, N, d);
    fmpq_clear(two);
    return status;
}

void cf_ref_limit_solver_clear(cf_ref_limit_solver *s) {
    if (s->u) {
        _arb_vec_clear(s->u, (slong)s->N);
        arb_mat_clear(s->C);
    }
    if (s->sys.row_exp) cf_ref_limit_system_clear(&s->sys);
    if (s->search.N) cf_ref_limit_search_clear(&s->search);
    fmpq_clear(s->depth);
    memset(s, 0, sizeof *s);
}

/* The radii of the box; see the head comment. */
static void choose_box(mag_ptr box, const cf_ref_limit_solver *s, slong working) {
    slong N = (slong)s->N, d = (slong)s->d;
    mag_t most, sum, a;
    mag_ptr room = _mag_vec_init(d);
    arb_ptr z = _arb_vec_init(d);
    mag_init(most), mag_init(sum), mag_init(a);
    cf_ref_limit_z(z, &s->sys, s->u, working + s->extra);
    if (s->sys.deep) cf_ref_limit_room(room, &s->sys, z);
    for (slong k = 0; k < N; k++) {
        mag_one(box + k);
        if (s->sys.graded) continue;
        arb_get_mag(box + k, arb_mat_entry(s->C, k, k));
        mag_sqrt(box + k, box + k);
    }
    for (slong j = 0; j < d; j++) {
        mag_zero(sum);
        for (slong k = 0; k < N; k++) {
            arb_get_mag(a, arb_mat_entry(s->sys.At, j, k));
            mag_addmul(sum, a, box + k);
        }
        if (s->sys.deep) mag_div(sum, sum, room + j);
        mag_max(most, most, sum);
    }
    for (slong k = 0; k < N; k++) {
        mag_div(box + k, box + k, most);
        mag_mul_2exp_si(box + k, box + k, -working / 2);
    }
    mag_clear(most), mag_clear(sum), mag_clear(a);
    _mag_vec_clear(room, d);
    _arb_vec_clear(z, d);
}

/* Krawczyk at working precision prec; on success beta and nu are enclosures. */
static int certify(arb_ptr beta, arb_ptr nu, cf_ref_limit_solver *s, slong prec) {
    slong N = (slong)s->N, d = (slong)s->d, working = prec + s->extra;
    mag_ptr box = _mag_vec_init(N), radius = _mag_vec_init(N);
    arb_ptr u = _arb_vec_init(N), z = _arb_vec_init(d);
    arb_t scale;
    arb_init(scale);
    cf_ref_limit_scale(scale, s, working);
    choose_box(box, s, prec);
    slong c_prec = s->c_target + (slong)(3 * fmin(s->search.spread, 25));
    int ok = cf_ref_limit_krawczyk(radius, &s->info.log2_contraction, &s->sys, s->u, box, s->C, scale,
                                   working, c_prec);
    if (ok) {
        for (slong k = 0; k < N; k++) {
            arb_set(u + k, s->u + k);
            mag_set(arb_radref(u + k), radius + k);
        }
        cf_ref_limit_z(z, &s->sys, u, working);
        cf_ref_limit_beta(beta, &s->sys, z, scale, working);
        if (nu) cf_ref_limit_nu(nu, &s->sys, s->X, u, working);
        s->info.working_prec = working;
    }
    arb_clear(scale);
    _mag_vec_clear(box, N), _mag_vec_clear(radius, N);
    _arb_vec_clear(u, N), _arb_vec_clear(z, d);
    return ok;
}

/* The bits missing in the worst ball; a ball that holds 0 without being 0 counts as 64 while working < 2 prec
 * + 256. */
static slong missing_bits(arb_srcptr v, size_t n, slong prec, slong working) {
    slong missing = 0;
    for (size_t i = 0; i < n; i++) {
        if (!arb_is_finite(v + i)) return 64;
        slong m = 0;
        if (arb_is_exact(v + i)) continue;
        if (!arb_contains_zero(v + i))
            m = prec - arb_rel_accuracy_bits(v + i);
        else if (working < 2 * prec + 256)
            m = 64 + prec / 4;
        if (m > missing) missing = m;
    }
    return missing;
}

cf_ref_status cf_ref_limit_solver_enclose(arb_ptr beta, arb_ptr nu, cf_ref_limit_solver *s, slong prec) {
    if (s->trivial) {
        _arb_vec_zero(beta, (slong)s->d);
        if (nu) _arb_vec_zero(nu, (slong)s->N);
        s->info = (cf_ref_limit_info){prec, 0, -INFINITY};
        return CF_REF_OK;
    }
    slong working = prec + 16;
    int failures = 0;
    for (int tries = 0; tries < TRIES; tries++) {
        slong missing = 0;
        if (cf_ref_limit_system_set(&s->sys, s->X, s->y, working + s->extra) || cf_ref_limit_refine(s, working) ||
            !certify(beta, nu, s, working)) {
            if (++failures == FAILURES) break;
            s->c_bits = 0;
            s->c_target *= 2; /* f' may be too ill-conditioned for the C there was */
            working += working / 2 + 32;
            continue;
        }
        missing = missing_bits(beta, s->d, prec, working);
        if (missing == 0 && nu) missing = missing_bits(nu, s->N, prec, working);
        if (missing == 0) return CF_REF_OK;
        working += missing + 8;
    }
    return cf_ref_has_full_row_rank(s->X, s->y, s->N, s->d) ? CF_REF_UNDECIDED : CF_REF_ERANK;
}

cf_ref_status cf_ref_limit_depth(arb_ptr beta, arb_ptr nu, cf_ref_limit_info *info, const double *X,
                                 const double *y, const cf_ref_alpha_t alpha, const fmpq_t depth, size_t N,
                                 size_t d, slong prec) {
    cf_ref_limit_solver s;
    cf_ref_status status = cf_ref_limit_solver_init_depth(&s, X, y, alpha, depth, N, d);
    if (status == CF_REF_OK) status = cf_ref_limit_solver_enclose(beta, nu, &s, prec);
    if (info) *info = s.info;
    cf_ref_limit_solver_clear(&s);
    return status;
}

cf_ref_status cf_ref_limit(arb_ptr beta, arb_ptr nu, cf_ref_limit_info *info, const double *X,
                           const double *y, const cf_ref_alpha_t alpha, size_t N, size_t d, slong prec) {
    fmpq_t two;
    fmpq_init(two);
    fmpq_set_si(two, 2, 1);
    cf_ref_status status = cf_ref_limit_depth(beta, nu, info, X, y, alpha, two, N, d, prec);
    fmpq_clear(two);
    return status;
}
