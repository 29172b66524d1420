/* depth_point.c - see depth_point.h. */
#include "verify/depth_point.h"
#include "core/certiflow.h"

const slong cf_depth_list[CF_DEPTHS][2] = {{21, 10}, {5, 2}, {3, 1}, {4, 1}, {5, 1}, {8, 1}, {50, 1}};

void cf_depth_init(cf_depth *depth, slong num, ulong den) {
    fmpq_t t;
    fmpq_init(t);
    fmpq_init(depth->D), fmpq_init(depth->p);
    arb_init(depth->D_ball), arb_init(depth->ball_p), arb_init(depth->kappa), arb_init(depth->c2);
    arb_init(depth->one_over_p), arb_init(depth->two_over_D);
    fmpq_set_si(depth->D, num, den);
    fmpq_sub_si(t, depth->D, 2);
    fmpq_div(depth->p, depth->D, t);
    arb_set_fmpq(depth->D_ball, depth->D, CF_DEPTH_PREC);
    arb_set_fmpq(depth->ball_p, depth->p, CF_DEPTH_PREC);
    arb_inv(depth->one_over_p, depth->ball_p, CF_DEPTH_PREC);
    arb_mul_2exp_si(depth->kappa, depth->one_over_p, -2);
    arb_ui_div(depth->two_over_D, 2, depth->D_ball, CF_DEPTH_PREC);
    fmpq_mul_si(t, depth->D, 3); /* (D-1)(3D-4)/(24 D^2) */
    fmpq_sub_si(t, t, 4);
    arb_set_fmpq(depth->c2, t, CF_DEPTH_PREC);
    fmpq_sub_si(t, depth->D, 1);
    arb_mul_fmpz(depth->c2, depth->c2, fmpq_numref(t), CF_DEPTH_PREC);
    arb_div_fmpz(depth->c2, depth->c2, fmpq_denref(t), CF_DEPTH_PREC);
    fmpq_mul(t, depth->D, depth->D);
    fmpq_mul_si(t, t, 24);
    arb_mul_fmpz(depth->c2, depth->c2, fmpq_denref(t), CF_DEPTH_PREC);
    arb_div_fmpz(depth->c2, depth->c2, fmpq_numref(t), CF_DEPTH_PREC);
    fmpq_clear(t);
}

void cf_depth_clear(cf_depth *depth) {
    fmpq_clear(depth->D), fmpq_clear(depth->p);
    arb_clear(depth->D_ball), arb_clear(depth->ball_p), arb_clear(depth->kappa), arb_clear(depth->c2);
    arb_clear(depth->one_over_p), arb_clear(depth->two_over_D);
}

/* minus = (1-s)^{-e}, plus = (1+s)^{-e} */
static void powers(arb_t minus, arb_t plus, const arb_t s, const fmpq_t e) {
    arb_t x;
    fmpq_t negative;
    arb_init(x);
    fmpq_init(negative);
    fmpq_neg(negative, e);
    arb_set_fmpq(x, negative, CF_DEPTH_PREC);
    arb_sub_ui(minus, s, 1, CF_DEPTH_PREC);
    arb_neg(minus, minus);
    arb_pow(minus, minus, x, CF_DEPTH_PREC);
    arb_add_ui(plus, s, 1, CF_DEPTH_PREC);
    arb_pow(plus, plus, x, CF_DEPTH_PREC);
    arb_clear(x);
    fmpq_clear(negative);
}

void cf_depth_h(arb_t out, const arb_t s, const cf_depth *depth) {
    arb_t a, b;
    arb_init(a), arb_init(b);
    powers(a, b, s, depth->p);
    arb_sub(out, a, b, CF_DEPTH_PREC);
    arb_clear(a), arb_clear(b);
}

void cf_depth_h_prime(arb_t out, const arb_t s, const cf_depth *depth) {
    arb_t a, b;
    fmpq_t e;
    arb_init(a), arb_init(b), fmpq_init(e);
    fmpq_add_si(e, depth->p, 1);
    powers(a, b, s, e);
    arb_add(out, a, b, CF_DEPTH_PREC);
    arb_mul(out, out, depth->ball_p, CF_DEPTH_PREC);
    arb_clear(a), arb_clear(b), fmpq_clear(e);
}

void cf_depth_H(arb_t out, const arb_t s, const cf_depth *depth) {
    arb_t a, b;
    fmpq_t e;
    arb_init(a), arb_init(b), fmpq_init(e);
    fmpq_sub_si(e, depth->p, 1); /* 2/(D-2) = p - 1 */
    powers(a, b, s, e);
    arb_add(a, a, b, CF_DEPTH_PREC);
    arb_sub_ui(a, a, 2, CF_DEPTH_PREC);
    arb_div_fmpz(a, a, fmpq_numref(e), CF_DEPTH_PREC); /* (D-2)/2 = 1/(p-1) */
    arb_mul_fmpz(out, a, fmpq_denref(e), CF_DEPTH_PREC);
    arb_clear(a), arb_clear(b), fmpq_clear(e);
}

void cf_depth_q_at(arb_t out, const arb_t s, const cf_depth *depth) {
    arb_t z, H;
    arb_init(z), arb_init(H);
    cf_depth_h(z, s, depth);
    cf_depth_H(H, s, depth);
    arb_mul(z, z, s, CF_DEPTH_PREC);
    arb_sub(out, z, H, CF_DEPTH_PREC);
    arb_clear(z), arb_clear(H);
}

void cf_for_depth_points(cf_run *run, void (*check)(cf_run *run, const cf_depth *depth, const arb_t s)) {
    static const slong small[] = {40, 10, 4, 2, 1}, large[] = {2, 4, 10, 25, 40};
    int random = cf_run_tier(run) == CF_TIER_QUICK ? 6 : 200;
    cf_rng rng;
    arb_t s;
    arb_init(s);
    cf_rng_init(&rng, cf_run_seed(run));
    for (int k = 0; k < CF_DEPTHS; k++) {
        cf_depth depth;
        cf_depth_init(&depth, cf_depth_list[k][0], (ulong)cf_depth_list[k][1]);
        for (int j = 0; j < 10 + random && !cf_run_expired(run); j++) {
            double u = cf_rng_uniform(&rng);
            if (j < 5) {
                arb_one(s);
                arb_mul_2exp_si(s, s, -small[j]);
                cf_instance(run, "D = %ld/%ld, s = 2^-%ld", cf_depth_list[k][0], cf_depth_list[k][1],
                            small[j]);
            } else if (j < 10) {
                arb_one(s);
                arb_mul_2exp_si(s, s, -large[j - 5]);
                arb_sub_ui(s, s, 1, CF_DEPTH_PREC);
                arb_neg(s, s);
                cf_instance(run, "D = %ld/%ld, s = 1 - 2^-%ld", cf_depth_list[k][0], cf_depth_list[k][1],
                            large[j - 5]);
                cf_adversarial(run);
            } else {
                arb_set_d(s, 0.001 + 0.998 * u);
                cf_instance(run, "D = %ld/%ld, s = %a", cf_depth_list[k][0], cf_depth_list[k][1],
                            0.001 + 0.998 * u);
            }
            check(run, &depth, s);
        }
        cf_depth_clear(&depth);
    }
    arb_clear(s);
}

void cf_depth_percent(arb_t out, const arb_t x, slong percent) {
    arb_mul_si(out, x, 100 + percent, CF_DEPTH_PREC);
    arb_div_ui(out, out, 100, CF_DEPTH_PREC);
}
