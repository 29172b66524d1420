/* limit_refine.c - u of the certified limit to many bits: u <- u - C f(u) with rising precision (limit.c, step 2). */
#include "limit.h"
#include <math.h>
#include <stdlib.h>

/* J := 2^-e J 2^-e, diagonal e; exact */
static void equilibrate(arb_mat_t J, const slong *e) {
    for (slong k = 0; k < arb_mat_nrows(J); k++)
        for (slong l = 0; l < arb_mat_ncols(J); l++)
            arb_mul_2exp_si(arb_mat_entry(J, k, l), arb_mat_entry(J, k, l), -e[k] - e[l]);
}

/* Half the exponents of J's diagonal; 0 where they are out of all range. */
static void choose_exponents(slong *e, const arb_mat_t J) {
    for (slong k = 0; k < arb_mat_nrows(J); k++) {
        mag_t size;
        mag_init(size);
        arb_get_mag(size, arb_mat_entry(J, k, k));
        double log2 = mag_is_special(size) ? 0 : mag_get_d_log2_approx(size);
        e[k] = fabs(log2) < 1e15 ? (slong)(log2 / 2) : 0;
        mag_clear(size);
    }
}

/* C ~ f'(u)^{-1} to bits. J is inverted with a diagonal of about 1: samples in units far apart would cost the
 * elimination all its bits. */
static int make_preconditioner(cf_ref_limit_solver *s, slong bits) {
    slong N = (slong)s->N;
    arb_t scale;
    arb_mat_t J;
    arb_init(scale);
    arb_mat_init(J, N, N);
    slong prec = bits + (slong)(3 * fmin(s->search.spread, 25));
    cf_ref_limit_scale(scale, s, prec);
    cf_ref_limit_jacobian(J, &s->sys, s->u, scale, prec);
    arb_mat_get_mid(J, J);
    slong *e = malloc((size_t)N * sizeof *e);
    int ok = e && arb_mat_is_finite(J);
    if (ok) {
        choose_exponents(e, J);
        equilibrate(J, e);
        ok = arb_mat_approx_inv(s->C, J, prec) && arb_mat_is_finite(s->C);
        equilibrate(s->C, e);
    }
    free(e);
    arb_mat_get_mid(s->C, s->C);
    s->c_bits = bits;
    arb_clear(scale);
    arb_mat_clear(J);
    return ok ? 0 : -1;
}

/* -log2 of the largest |dz_j|/room_j over min(1, max|z|): the bits to which z = A^T u, at depth > 2 also 1 - |z|,
 * agree before and after the step. z holds z - s. A step with |dz_j| <= room_j counts as 0 bits at least: where z
 * is tiny f is all but linear, and a step longer than z says that C was poor, not that the root is far. */
static slong agreement(const cf_ref_limit_solver *s, arb_srcptr du, arb_srcptr z, slong most) {
    slong d = (slong)s->d;
    arb_ptr dz = _arb_vec_init(d);
    mag_ptr room = _mag_vec_init(d);
    mag_t largest, size, one;
    mag_init(largest), mag_init(size), mag_init(one);
    cf_ref_limit_z(dz, &s->sys, du, 53);
    if (s->sys.deep) cf_ref_limit_room(room, &s->sys, z);
    for (slong j = 0; j < d; j++) {
        arb_get_mag(one, dz + j);
        if (s->sys.deep) mag_div(one, one, room + j);
        mag_max(largest, largest, one);
        arb_get_mag(one, z + j);
        mag_max(size, size, one);
    }
    mag_one(one);
    if (s->sys.sigma) mag_one(size);
    mag_min(size, size, one);
    slong bits = most;
    if (!mag_is_special(largest) && !mag_is_special(size)) {
        double log2 = mag_get_d_log2_approx(size) - mag_get_d_log2_approx(largest);
        bits = log2 < -1e6 ? -1000000 : log2 > (double)most ? most : (slong)log2;
    } else if (mag_is_inf(largest))
        bits = -1000000;
    if (bits < 0 && mag_cmp_2exp_si(largest, 0) <= 0) bits = 0;
    mag_clear(largest), mag_clear(size), mag_clear(one);
    _mag_vec_clear(room, d);
    _arb_vec_clear(dz, d);
    return bits;
}

int cf_ref_limit_refine(cf_ref_limit_solver *s, slong prec) {
    slong N = (slong)s->N, d = (slong)s->d, extra = s->extra, working = 128, before = 0, gain = 16;
    slong limit = 128; /* the working precision of the step before */
    arb_ptr f = _arb_vec_init(N), du = _arb_vec_init(N), z = _arb_vec_init(d), beta = _arb_vec_init(d);
    arb_t scale;
    arb_init(scale);
    int stalls = 0, status = -1;
    while (stalls < 4) {
        working = working < prec ? working : prec;
        if (s->c_bits == 0 && make_preconditioner(s, s->c_target)) break;
        cf_ref_limit_scale(scale, s, working + extra);
        cf_ref_limit_residual(f, z, beta, &s->sys, s->u, scale, working + extra);
        s->info.iterations++;
        for (slong k = 0; k < N; k++) arb_get_mid_arb(f + k, f + k);
        for (slong k = 0; k < N; k++) {
            arb_dot(du + k, NULL, 0, arb_mat_entry(s->C, k, 0), 1, f, 1, N, s->c_bits + 30);
            arb_get_mid_arb(du + k, du + k);
        }
        slong bits = agreement(s, du, z, 2 * working);
        if (bits < -20) break; /* not near a root */
        for (slong k = 0; k < N; k++) {
            arb_sub(s->u + k, s->u + k, du + k, working + extra + 10);
            arb_get_mid_arb(s->u + k, s->u + k);
        }
        if (working == prec && bits + gain >= prec) {
            status = 0;
            break;
        }
        if (bits < before + 8 && before < limit - 8) { /* and not for want of bits in the step before */
            stalls++;
            s->c_bits = 0; /* perhaps u was poor when C was made */
        } else if (before > 0 && bits >= before + 8)
            gain = bits - before;
        if (working == prec && bits >= prec - 20) {
            status = 0;
            break;
        }
        before = bits, limit = working;
        if (bits > 3 * s->c_bits && prec > 5 * s->c_bits && make_preconditioner(s, bits)) break;
        working = bits + 2 * gain + 64 > working ? bits + 2 * gain + 64 : working;
    }
    arb_clear(scale);
    _arb_vec_clear(f, N), _arb_vec_clear(du, N), _arb_vec_clear(z, d), _arb_vec_clear(beta, d);
    return status;
}
