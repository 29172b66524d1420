/* q_integral.c - (5). The integral by itself: with u = 2 sinh s it is int_0^S 2 s cosh s ds, S =
 * arcsinh(z/2), whose integrand is entire, so that it equals the series sum_k 2 S^(2k+2)/((2k)! (2k+2)) of
 * positive terms. Where (2k+1)(2k+4) > 2 S^2 each term is less than half of the one before, so what is left
 * after term k is less than term k.
 *
 * Small z makes the closed form cancel; its side is evaluated at the precision that 100 bits of z^2 need. */
#include "verify/claim.h"

#include <stdio.h>

static void integral(arb_t out, const arb_t z, slong prec) {
    arb_t S2, term, power, test;
    arb_init(S2);
    arb_init(term);
    arb_init(power);
    arb_init(test);
    arb_mul_2exp_si(S2, z, -1);
    arb_asinh(S2, S2, prec);
    arb_mul(S2, S2, S2, prec);
    arb_mul_2exp_si(power, S2, 1); /* 2 S^(2k+2)/(2k)! */
    arb_zero(out);
    for (slong k = 0;; k++) {
        arb_div_si(term, power, 2 * k + 2, prec);
        arb_add(out, out, term, prec);
        arb_mul_2exp_si(test, term, prec);
        if (cf_ball_le(test, out) == CF_TRUE) { /* small enough; now the ratio of the terms that are left */
            arb_mul_2exp_si(test, S2, 1);
            arb_sub_si(test, test, (2 * k + 1) * (2 * k + 4), prec);
            if (arb_is_negative(test)) break;
        }
        if (!arb_is_finite(out) || k > 100000) {
            arb_indeterminate(out);
            break;
        }
        arb_mul(power, power, S2, prec);
        arb_div_si(power, power, (2 * k + 1) * (2 * k + 2), prec);
    }
    arb_add_error(out, term);
    arb_clear(S2);
    arb_clear(term);
    arb_clear(power);
    arb_clear(test);
}

static void closed_form(arb_t out, const arb_t z, int canary, slong prec) {
    arb_t x;
    arb_init(x);
    arb_mul(out, z, z, prec);
    arb_add_ui(out, out, 4, prec);
    arb_sqrt(out, out, prec);
    arb_set_si(x, canary ? 202 : 200);
    arb_div_si(x, x, 100, prec);
    arb_sub(out, x, out, prec);
    arb_mul_2exp_si(x, z, -1);
    arb_asinh(x, x, prec);
    arb_addmul(out, x, z, prec);
    arb_clear(x);
}

static void check_argument(cf_run *run, const char *mantissa, int exponent) {
    char text[48];
    fmpq_t x;
    arb_t z, left, right;
    fmpq_init(x);
    arb_init(z);
    arb_init(left);
    arb_init(right);
    snprintf(text, sizeof text, "%se%d", mantissa, exponent);
    cf_fmpq_set_decimal(x, text);
    slong spare = exponent < 0 ? -7 * exponent : 0; /* z^2 = 10^(2 exponent) below 1 costs that many bits */
    arb_set_fmpq(z, x, 200 + spare);
    cf_instance(run, "z = %s", text);
    integral(left, z, 200);
    closed_form(right, z, cf_run_canary(run), 200 + spare);
    cf_consistent(run, "the integral and the closed form", left, right, NULL, 100);
    fmpq_clear(x);
    arb_clear(z);
    arb_clear(left);
    arb_clear(right);
}

static void check(cf_run *run) {
    static const char *const near[] = {"0.001", "0.1", "0.5", "1", "1.9", "2", "2.1", "3.14159", "10", "50"};
    for (int e = -300; e <= 300; e += 20) {
        check_argument(run, "1", e);
        check_argument(run, "-3.7", e);
    }
    for (size_t i = 0; i < sizeof near / sizeof *near; i++) check_argument(run, near[i], 0);
}

const cf_claim cf_claim_q_integral = {
    .id = "q_integral",
    .section = "4",
    .items = "(5)",
    .title = "q as an integral and in closed form",
    .statement = "q(z) = int_0^z arcsinh(u/2) du = 2 - sqrt(4 + z^2) + z arcsinh(z/2).",
    .tex = "q(z)=\\int_0^z\\operatorname{arcsinh}(u/2)\\,du=2-\\sqrt{4+z^2}+z\\operatorname{arcsinh}(z/2)",
    .domain = "any z",
    .checked =
        "z = 10^k and -3.7 10^k, k = -300, -280, ..., 300, and 10 arguments from 0.001 to 50: 100 bits",
    .uses = "",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_CONSISTENT,
    .tier = CF_TIER_QUICK,
    .budget = 10,
    .canary = "the constant 2 is 2.02",
    .argument = NULL,
    .check = check,
};
