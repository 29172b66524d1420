/* flow.c - the certified path of gradient flow: pieces one after the other (flow_piece.c), and the meeting
 * with the limit. flow_answer.c answers at times. E(t) bounds |nu - nu~|, nu~ the path of the pieces.
 *
 * Steps. What a piece adds to E, sup|delta| min(h, 1/mu), may be 1/16 of what the radius asked for leaves for
 * E at its end, 2^-bits/4 ||beta||_2 / (sum_i w_i^2 ||x_i||^2)^(1/2), otherwise it is tried again, shorter;
 * sup|delta| falls about as h^s, which gives the next h.
 *
 * The limit. For t beyond the last piece, T, |nu(t) - nu(inf)| <= e^{-mu (t - T)} R, R = E(T) + |nu~(T) -
 * nu(inf)|, with mu from the weights on the ball of radius R about nu(inf), which the flow does not leave.
 * The pieces end once R is what E may be. */
#include "flow.h"
#include "minnorm.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { S = CF_REF_FLOW_STAGES, TRIES = 2000, FAILURES = 40 };

static int acceptable(const double *X, const double *y, const cf_ref_alpha_t alpha, const fmpq_t depth,
                      size_t N, size_t d, slong bits) {
    if (N == 0 || N > d || bits < 2 || bits > 60 || fmpq_cmp_si(depth, 2) < 0) return 0;
    for (size_t i = 0; i < N * d; i++)
        if (!isfinite(X[i])) return 0;
    for (size_t n = 0; n < N; n++)
        if (!isfinite(y[n])) return 0;
    return alpha->is_log || fmpq_sgn(alpha->value) > 0;
}

cf_ref_status cf_ref_flow_path_new(cf_ref_flow_path **path, const double *X, const double *y,
                                   const cf_ref_alpha_t alpha, const fmpq_t depth, size_t N, size_t d,
                                   slong bits) {
    *path = NULL;
    if (!acceptable(X, y, alpha, depth, N, d, bits)) return CF_REF_EINVAL;
    if (!cf_ref_has_full_row_rank(X, y, N, d)) return CF_REF_ERANK;
    cf_ref_flow_path *p = *path = calloc(1, sizeof *p);
    if (!p) return CF_REF_UNDECIDED;
    cf_ref_alpha_init(p->alpha);
    fmpq_set(p->alpha->value, alpha->value), p->alpha->is_log = alpha->is_log;
    arf_init(p->end), mag_init(p->meeting), arb_init(p->limit_mu);
    p->bits = bits;
    p->trivial = 1;
    for (size_t n = 0; n < N; n++) p->trivial &= y[n] == 0;
    cf_ref_flow_model_init(&p->f, X, y, alpha, depth, N, d, 128 + 2 * bits);
    p->info = (cf_ref_flow_info){.working_prec = p->f.prec, .least_rate = INFINITY, .meeting = INFINITY};
    if (cf_ref_flow_search_init(&p->search, &p->f)) return CF_REF_UNDECIDED;
    cf_ref_flow_tables_init(&p->tables, &p->search.nodes, p->f.prec);
    double fastest = 0, trace = 0;
    for (size_t i = 0; i < d; i++) {
        double g = 0;
        for (size_t n = 0; n < N; n++) g += X[n * d + i] * y[n], trace += X[n * d + i] * X[n * d + i];
        fastest = fmax(fastest, fabs(g));
    }
    double start_weight = p->f.a * (p->f.deep ? 2 * p->f.power : 1);
    p->next_h = fmin(0.3 / fastest, 2 * sqrt((double)N) / (trace * start_weight)) / p->f.rate;
    return CF_REF_OK;
}

void cf_ref_flow_path_clear(cf_ref_flow_path *p) {
    if (!p) return;
    size_t N = p->f.N;
    for (size_t k = 0; k < p->n; k++) cf_ref_flow_piece_clear(p->pieces + k, N);
    free(p->pieces);
    if (p->limit_nu) _arb_vec_clear(p->limit_nu, (slong)N), _arb_vec_clear(p->limit_beta, (slong)p->f.d);
    cf_ref_flow_search_clear(&p->search);
    cf_ref_flow_tables_clear(&p->tables);
    cf_ref_flow_model_clear(&p->f);
    arf_clear(p->end), mag_clear(p->meeting), arb_clear(p->limit_mu), cf_ref_alpha_clear(p->alpha);
    free(p);
}

void cf_ref_flow_path_info(cf_ref_flow_info *info, const cf_ref_flow_path *p) {
    *info = p->info;
}

/* nu~ at the end of the last piece, or 0 */
static void end_of_path(arb_ptr nu, const cf_ref_flow_path *p) {
    if (p->n == 0) {
        _arb_vec_zero(nu, (slong)p->f.N);
        return;
    }
    arb_t one;
    arb_init(one);
    arb_one(one);
    cf_ref_flow_piece_at(nu, p->pieces + p->n - 1, one, p->f.N, p->f.prec);
    arb_clear(one);
}

/* |a - b|_2 from above */
static void distance(mag_t out, arb_srcptr a, arb_srcptr b, size_t n) {
    arb_t t;
    mag_t m;
    arb_init(t), mag_init(m);
    mag_zero(out);
    for (size_t i = 0; i < n; i++) {
        arb_sub(t, a + i, b + i, 128);
        arb_get_mag(m, t);
        mag_addmul(out, m, m);
    }
    mag_sqrt(out, out);
    arb_clear(t), mag_clear(m);
}

/* What |nu - nu~| may be for beta to be within 2^-bits/4 ||beta|| at the search's last stage: a double, not
 * trusted */
static double allowed(const cf_ref_flow_path *p) {
    const double *beta = p->search.beta + (S - 1) * p->f.d, *w = p->search.w + (S - 1) * p->f.d;
    double norm = 0, spread = 0;
    for (size_t i = 0; i < p->f.d; i++) {
        double x = mag_get_d(p->f.column + i);
        norm += beta[i] * beta[i], spread += w[i] * x * (w[i] * x);
    }
    return spread > 0 ? ldexp(sqrt(norm / spread), (int)-p->bits - 2) : 0;
}

/* The entry of a new piece: the exit of the last, and the jump between the two */
static void set_entry(cf_ref_flow_piece *q, const cf_ref_flow_path *p, arb_srcptr start) {
    size_t N = p->f.N;
    arb_ptr nu = _arb_vec_init((slong)N);
    arb_t x;
    arb_init(x);
    arb_set_si(x, -1);
    cf_ref_flow_piece_at(nu, q, x, N, p->f.prec);
    distance(q->entry, nu, start, N);
    if (p->n) mag_add(q->entry, q->entry, p->pieces[p->n - 1].exit);
    arb_clear(x), _arb_vec_clear(nu, (slong)N);
}

static void keep(cf_ref_flow_path *p, const cf_ref_flow_piece *q) {
    arf_t h;
    arf_init(h);
    p->pieces[p->n++] = *q;
    arf_set_d(h, q->h);
    arf_add(p->end, p->end, h, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_clear(h);
    p->info.pieces = (slong)p->n;
    p->info.t_end = arf_get_d(p->end, ARF_RND_NEAR);
    p->info.error_at_end = mag_get_d(q->exit);
    p->info.least_rate = fmin(p->info.least_rate, arf_get_d(arb_midref(q->contraction), ARF_RND_NEAR));
}

static int make_room(cf_ref_flow_path *p) {
    if (p->n < p->room) return 1;
    size_t room = 2 * p->room + 16;
    cf_ref_flow_piece *more = realloc(p->pieces, room * sizeof *more);
    if (!more) return 0;
    p->pieces = more, p->room = room;
    return 1;
}

/* h to 20 bits: ends of pieces stay short numbers */
static double rounded(double h) {
    int e;
    double m = frexp(h, &e);
    return ldexp(floor(ldexp(m, 20)), e - 20);
}

/* One piece more. nonzero iff there is one. */
static int extend(cf_ref_flow_path *p) {
    size_t N = p->f.N;
    arb_ptr start = _arb_vec_init((slong)N);
    int done = 0;
    end_of_path(start, p);
    for (size_t n = 0; n < N; n++) p->search.nu[n] = arf_get_d(arb_midref(start + n), ARF_RND_NEAR);
    for (int tries = 0; tries < FAILURES && !done && p->info.tries < TRIES && make_room(p); tries++) {
        cf_ref_flow_piece q;
        double h = rounded(p->next_h), gain = INFINITY, allow = 0;
        p->info.tries++;
        cf_ref_flow_piece_init(&q, N);
        arf_set(q.start, p->end);
        q.h = h;
        int ok = h > 0 && isfinite(h) && cf_ref_flow_search_step(&p->search, h, 0);
        if (ok) allow = allowed(p);
        ok = ok && cf_ref_flow_piece_refine(&q, &p->search, &p->tables, start);
        if (ok) {
            set_entry(&q, p, start);
            ok = cf_ref_flow_piece_prove(&q, &p->f, &p->tables);
        }
        if (ok) {
            double mu = arf_get_d(arb_midref(q.contraction), ARF_RND_NEAR);
            gain = mag_get_d(q.defect) * (mu > 0 ? fmin(h, 1 / mu) : h);
        }
        done = ok && gain <= allow / 16;
        double aim = ok && gain > 0 ? 0.85 * pow(allow / 16 / gain, 1.0 / (S + 1)) : ok ? 3 : 0.4;
        p->next_h = h * fmin(fmax(aim, 0.3), done ? 3 : 0.85);
        if (done)
            keep(p, &q);
        else
            cf_ref_flow_piece_clear(&q, N);
    }
    _arb_vec_clear(start, (slong)N);
    return done;
}

/* -------------------------------------------------------------------------------------------- the limit */

cf_ref_status cf_ref_flow_find_limit(cf_ref_flow_path *p) {
    if (p->limit_nu) return CF_REF_OK;
    p->limit_nu = _arb_vec_init((slong)p->f.N), p->limit_beta = _arb_vec_init((slong)p->f.d);
    return cf_ref_limit_depth(p->limit_beta, p->limit_nu, NULL, p->f.X, p->f.y, p->alpha, p->f.depth, p->f.N,
                              p->f.d, p->f.prec);
}

/* R, and whether the pieces may end; limit_mu for it */
static int meets(cf_ref_flow_path *p) {
    size_t N = p->f.N, d = p->f.d;
    if (p->n == 0) return 0;
    arb_ptr nu = _arb_vec_init((slong)N);
    end_of_path(nu, p);
    distance(p->meeting, nu, p->limit_nu, N);
    mag_add(p->meeting, p->meeting, p->pieces[p->n - 1].exit);
    p->info.meeting = mag_get_d(p->meeting);
    int met = p->info.meeting <= allowed(p);
    if (met) {
        mag_ptr low = _mag_vec_init((slong)d);
        arb_t z;
        mag_t m;
        arf_t lower;
        arb_init(z), mag_init(m), arf_init(lower);
        for (size_t i = 0; i < d; i++) {
            arb_dot(z, NULL, 0, arb_mat_entry(p->f.Xt, (slong)i, 0), 1, p->limit_nu, 1, (slong)N, p->f.prec);
            mag_mul(m, p->f.column + i, p->meeting);
            arb_add_error_mag(z, m);
            arb_get_abs_lbound_arf(lower, z, 64);
            arf_get_mag_lower(low + i, lower);
        }
        cf_ref_flow_contraction(p->limit_mu, &p->f, low);
        arb_clear(z), mag_clear(m), arf_clear(lower), _mag_vec_clear(low, (slong)d);
    }
    _arb_vec_clear(nu, (slong)N);
    return met;
}

cf_ref_status cf_ref_flow_reach(cf_ref_flow_path *p, const cf_ref_time_t t) {
    fmpq_t end;
    fmpq_init(end);
    cf_ref_status status = CF_REF_OK;
    for (;;) {
        arf_get_fmpq(end, p->end);
        if (p->met || fmpq_cmp(t->value, end) <= 0) break;
        status = cf_ref_flow_find_limit(p);
        if (status != CF_REF_OK) break;
        if (meets(p)) {
            p->met = 1;
            break;
        }
        if (!extend(p)) {
            status = CF_REF_UNDECIDED;
            break;
        }
    }
    fmpq_clear(end);
    return status;
}
