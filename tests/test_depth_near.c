/* test_depth_near.c - the inverse of h_D near a guess (reference/depth_near.c) against the reference's own
 * search, and that a wrong guess certifies nothing. */
#include "core/certiflow.h"
#include "reference/depth.h"
#include "verify/depth_arguments.h"
#include <criterion/criterion.h>

static int near(arb_ptr out, double depth, double z, double s, double c) {
    cf_ref_depth_constants k;
    fmpq_t D;
    fmpq_init(D);
    cf_fmpq_set_double(D, depth);
    cf_ref_depth_constants_init(&k, D, 128);
    int certified = cf_ref_depth_near(out, z, s, c, &k);
    cf_ref_depth_constants_clear(&k);
    fmpq_clear(D);
    return certified;
}

static void check_at(double depth, double z) {
    static void (*const function[3])(arb_t, const fmpq_t, const arb_t,
                                     slong) = {cf_ref_h_inv, cf_ref_h_inv_complement, cf_ref_q_depth};
    arb_ptr out = _arb_vec_init(3);
    arb_t x, y;
    fmpq_t D;
    arb_init(x), arb_init(y), fmpq_init(D);
    cf_fmpq_set_double(D, depth);
    arb_set_d(x, z);
    double s = cf_h_inv(depth, fabs(z)), c = cf_h_inv_complement(depth, fabs(z));
    cr_assert(near(out, depth, z, s, c), "no certificate at D = %.17g, z = %a", depth, z);
    for (int f = 0; f < 3; f++) {
        function[f](y, D, x, 200);
        cr_assert(cf_ball_overlaps(out + f, y), "function %d differs at D = %.17g, z = %a", f, depth, z);
        cr_assert(cf_ball_bits(out + f) >= 85, "function %d has %ld bits at D = %.17g, z = %a", f,
                  (long)cf_ball_bits(out + f), depth, z);
    }
    /* a guess 1e-9 away is not good enough for the ball, whatever it is */
    cr_assert(!near(out, depth, z, s * (1 + 1e-9), c));
    cr_assert(!near(out, depth, z, NAN, c) && !near(out, depth, z, -s, c) && !near(out, depth, z, s, 0));
    arb_clear(x), arb_clear(y), fmpq_clear(D);
    _arb_vec_clear(out, 3);
}

Test(depth_near, agrees_with_the_search) {
    cf_rng rng;
    cf_rng_init(&rng, 5);
    for (int d = 0; d < DEPTHS_COMPARED; d++)
        for (long i = 0; i < 150 && depth_compared[d] > 2.1; i++) {
            double z = depth_argument(&rng, depth_compared[d], i);
            if (z != 0) check_at(depth_compared[d], z);
        }
}
