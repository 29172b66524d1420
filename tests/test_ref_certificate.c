/* test_ref_certificate.c - the Krawczyk test must turn down every box that does not hold the root. */
#include "ref_problem.h"
#include "reference/limit.h"
#include <criterion/criterion.h>
#include <math.h>

/* ------------------------------------------------------------------------------------------------ the
 * certificate */

/* A box that does not hold the root must be turned down; the same box about the root is certified. */
Test(ref_certificate, the_certificate_turns_down_boxes_without_the_root) {
    for (int i = 0; i < GRID; i++) {
        problem *p = gaussian(5, 14, LOG_ALPHA[i], (uint64_t)i);
        if (i % 2) degenerate(p, 2);
        slong N = (slong)p->N;
        cf_ref_limit_solver s;
        cr_assert(cf_ref_limit_solver_init(&s, p->X, p->y, p->alpha, p->N, p->d) == CF_REF_OK);
        cr_assert(cf_ref_limit_solver_enclose(p->beta, NULL, &s, 128) == CF_REF_OK);
        arb_t c, z;
        arb_init(c), arb_init(z);
        two_alpha2(c, p, 300);
        mag_ptr box = _mag_vec_init(N), radius = _mag_vec_init(N);
        for (slong k = 0; k < N; k++) { /* far larger than the error, small against the unknown itself */
            arb_get_mag(box + k, s.u + k);
            mag_mul_2exp_si(box + k, box + k, -60);
        }
        double contraction;
        cr_assert(cf_ref_limit_krawczyk(radius, &contraction, &s.sys, s.u, box, s.C, c, 200, 128), "%d", i);
        for (slong k = 0; k < N; k++) cr_assert(mag_cmp(radius + k, box + k) < 0);
        for (slong k = 0; k < N; k++) { /* move one unknown by twice the box */
            arb_set(z, s.u + k);
            arf_set_mag(arb_midref(c), box + k);
            arb_addmul_si(s.u + k, c, 2, 400);
            arb_get_mid_arb(s.u + k, s.u + k);
            two_alpha2(c, p, 300);
            cr_assert(!cf_ref_limit_krawczyk(radius, &contraction, &s.sys, s.u, box, s.C, c, 200, 128),
                      "log alpha = %g, unknown %ld", LOG_ALPHA[i], (long)k);
            arb_set(s.u + k, z);
        }
        arb_clear(c), arb_clear(z);
        _mag_vec_clear(box, N), _mag_vec_clear(radius, N);
        cf_ref_limit_solver_clear(&s);
        free_problem(p);
    }
}

Test(ref_certificate, the_certificate_turns_down_what_is_not_finite_and_a_wrong_preconditioner) {
    problem *p = gaussian(3, 8, -2, 1);
    cf_ref_limit_solver s;
    cr_assert(cf_ref_limit_solver_init(&s, p->X, p->y, p->alpha, 3, 8) == CF_REF_OK);
    cr_assert(cf_ref_limit_solver_enclose(p->beta, NULL, &s, 64) == CF_REF_OK);
    arb_t c;
    arb_init(c);
    two_alpha2(c, p, 200);
    mag_ptr box = _mag_vec_init(3), radius = _mag_vec_init(3);
    double contraction;
    for (slong k = 0; k < 3; k++) mag_set_ui_2exp_si(box + k, 1, -30);
    cr_assert(cf_ref_limit_krawczyk(radius, &contraction, &s.sys, s.u, box, s.C, c, 128, 64));
    arb_mat_t wrong;
    arb_mat_init(wrong, 3, 3);
    arb_mat_neg(wrong, s.C);
    cr_assert(!cf_ref_limit_krawczyk(radius, &contraction, &s.sys, s.u, box, wrong, c, 128, 64));
    arb_mat_zero(wrong);
    cr_assert(!cf_ref_limit_krawczyk(radius, &contraction, &s.sys, s.u, box, wrong, c, 128, 64));
    arb_indeterminate(arb_mat_entry(wrong, 1, 1));
    cr_assert(!cf_ref_limit_krawczyk(radius, &contraction, &s.sys, s.u, box, wrong, c, 128, 64));
    arb_indeterminate(c);
    cr_assert(!cf_ref_limit_krawczyk(radius, &contraction, &s.sys, s.u, box, s.C, c, 128, 64));
    arb_mat_clear(wrong);
    arb_clear(c);
    _mag_vec_clear(box, 3), _mag_vec_clear(radius, 3);
    cf_ref_limit_solver_clear(&s);
    free_problem(p);
}

/* An off-centre box is certified, and the radius then reaches at least as far as the root; a box in which the
 * Jacobian varies by more than the preconditioner can bear is not certified, although its centre is the root.
 */
Test(ref_certificate, the_radius_reaches_the_root_and_wide_boxes_are_turned_down) {
    for (int i = 0; i < GRID; i++) {
        problem *p = gaussian(4, 11, LOG_ALPHA[i], (uint64_t)i);
        if (i % 2) degenerate(p, 2);
        slong N = (slong)p->N;
        cf_ref_limit_solver s;
        cr_assert(cf_ref_limit_solver_init(&s, p->X, p->y, p->alpha, p->N, p->d) == CF_REF_OK);
        cr_assert(cf_ref_limit_solver_enclose(p->beta, NULL, &s, 128) == CF_REF_OK);
        arb_t c, step;
        arb_init(c), arb_init(step);
        two_alpha2(c, p, 300);
        mag_ptr box = _mag_vec_init(N), radius = _mag_vec_init(N), offset = _mag_vec_init(N);
        arb_ptr centre = _arb_vec_init(N);
        double contraction;
        for (slong k = 0; k < N; k++) {
            arb_get_mag(box + k, s.u + k);
            mag_mul_2exp_si(box + k, box + k, -50);
            mag_mul_2exp_si(offset + k, box + k, -2);
            arf_set_mag(arb_midref(step), offset + k);
            arb_addmul_si(centre + k, step, k % 2 ? -1 : 1, 400);
            arb_add(centre + k, centre + k, s.u + k, 400);
            arb_get_mid_arb(centre + k, centre + k);
        }
        cr_assert(cf_ref_limit_krawczyk(radius, &contraction, &s.sys, centre, box, s.C, c, 200, 128), "%d",
                  i);
        for (slong k = 0; k < N; k++) {
            mag_mul_2exp_si(radius + k, radius + k, 1); /* the centre s.u has an error of its own */
            cr_assert(mag_cmp(radius + k, offset + k) > 0, "%d", i);
            mag_set_ui(box + k, 40); /* weights within e^(+-40) and worse */
        }
        if (LOG_ALPHA[i] < 0)
            cr_assert(!cf_ref_limit_krawczyk(radius, &contraction, &s.sys, s.u, box, s.C, c, 200, 128), "%d",
                      i);
        arb_clear(c), arb_clear(step);
        _mag_vec_clear(box, N), _mag_vec_clear(radius, N), _mag_vec_clear(offset, N);
        _arb_vec_clear(centre, N);
        cf_ref_limit_solver_clear(&s);
        free_problem(p);
    }
}
