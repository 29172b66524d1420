/* depth_q_integral.c - the curve of Figure 2(a): the closed form s h_D(s) - H(s) against the definition of
 * q_D as an integral.
 *
 * h_D^{-1} increases, so Riemann sums bound int_0^z h_D^{-1}: on the partition h_D(u_j), u_j = j s/n, the
 * lower sum has u_j (h_D(u_{j+1}) - h_D(u_j)), the upper one u_{j+1} in place of u_j. They differ by z s/n.
 */
#include "verify/depth_point.h"

enum { PIECES = 400 };

static void check_point(cf_run *run, const cf_depth *depth, const arb_t s) {
    const slong prec = CF_DEPTH_PREC;
    arb_t u, h, last, lower, upper, q;
    arb_init(u), arb_init(h), arb_init(last), arb_init(lower), arb_init(upper), arb_init(q);
    for (slong j = 1; j <= PIECES; j++) {
        arb_mul_si(u, s, j, prec);
        arb_div_si(u, u, PIECES, prec);
        cf_depth_h(h, u, depth);
        arb_sub(last, h, last, prec);
        arb_addmul(upper, u, last, prec);
        arb_mul_si(u, s, j - 1, prec);
        arb_div_si(u, u, PIECES, prec);
        arb_addmul(lower, u, last, prec);
        arb_set(last, h);
    }
    cf_depth_H(q, s, depth);
    cf_depth_percent(q, q, cf_run_canary(run) == 1 ? -2 : cf_run_canary(run) == 2 ? 2 : 0);
    arb_mul(last, last, s, prec);
    arb_sub(q, last, q, prec);
    cf_fact_le(run, "the lower sum of int_0^z h_D^(-1) <= zs - H(s)", lower, q);
    cf_fact_le(run, "zs - H(s) <= the upper sum", q, upper);
    arb_clear(u), arb_clear(h), arb_clear(last), arb_clear(lower), arb_clear(upper), arb_clear(q);
}

static void check(cf_run *run) {
    for (int k = 0; k < CF_DEPTHS; k++) {
        cf_depth depth;
        arb_t s;
        arb_init(s);
        cf_depth_init(&depth, cf_depth_list[k][0], (ulong)cf_depth_list[k][1]);
        for (slong j = 1; j < 8; j += 2) {
            cf_instance(run, "D = %ld/%ld, z = h_D(%ld/8)", cf_depth_list[k][0], cf_depth_list[k][1], j);
            arb_set_si(s, j);
            arb_mul_2exp_si(s, s, -3);
            check_point(run, &depth, s);
        }
        cf_depth_clear(&depth);
        arb_clear(s);
    }
}

const cf_claim cf_claim_depth_q_integral = {
    .id = "depth_q_integral",
    .section = "5",
    .items = "Figure 2(a); Theorem 3",
    .title = "q_D in closed form, the curve of Figure 2(a)",
    .statement = "q_D(z) = int_0^z h_D^{-1} is z s - H(s) at s = h_D^{-1}(z), with H(s) = ((D-2)/2) "
                 "((1-s)^(-2/(D-2)) + "
                 "(1+s)^(-2/(D-2)) - 2), the primitive of h_D: certified to lie between the Riemann sums of "
                 "the integral.",
    .tex = "q_D(z)=\\int_0^zh_D^{-1}=zs-H(s),\\ s=h_D^{-1}(z)",
    .domain = "any D > 2, z",
    .checked = "7 depths from 21/10 to 50, z = h_D(1/8), h_D(3/8), h_D(5/8), h_D(7/8), sums of 400 terms",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "H is 2 % smaller; 2 % larger",
    .canaries = 2,
    .argument = NULL,
    .check = check,
};
