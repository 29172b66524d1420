/* flow_algebra.c - the statements of derivation.h in symbols.
 *
 * L = sum_n r_n^2, and r_n as a function of the one weight w_+-,i is R +- x w^2 (R +- x w^D), with R and x =
 * x_ni free of it: the sum over n of the derivatives of (R +- x w^2)^2 is what (13), (96), (98) give, for any
 * N and d. The flow w' = -dL/dw holds rho = (X^T r(t))_i as a function of t about which nothing is assumed.
 */
#include "verify/derivation.h"
#include <stdio.h>

static void begin(cf_run *run, const char *what) {
    cf_instance(run, "%s, in symbols: every N, d, X, y, start, coordinate and t", what);
}

void cf_prove_gradient(cf_run *run, int sign, const char *c) {
    char g[96];
    const cf_symbol symbols[] = {{"w", "1", NULL}, {"R", "0", NULL}, {"x", "0", NULL}, {0}};
    begin(run, sign > 0 ? "dL/dw_+" : "dL/dw_-");
    snprintf(g, sizeof g, sign > 0 ? "(%s)*x*w*(R + x*w^2)" : "-(%s)*x*w*(R - x*w^2)", c);
    cf_algebra_derivative(run,
                          "d/dw of a sample's squared residual, as polynomials in w, x and the rest of it",
                          symbols, sign > 0 ? "(R + x*w^2)^2" : "(R - x*w^2)^2", g);
}

void cf_prove_weight(cf_run *run, int sign, const char *c) {
    char rate[64];
    begin(run, sign > 0 ? "w_+" : "w_-");
    snprintf(rate, sizeof rate, sign > 0 ? "(%s)*rho*E" : "-(%s)*rho*E", c); /* E = exp(+-c int rho) */
    const cf_symbol symbols[] = {{"rho", NULL, NULL},
                                 {"alpha", "0", NULL},
                                 {"w", sign > 0 ? "-4*rho*w" : "4*rho*w", "alpha"},
                                 {"E", rate, "1"},
                                 {0}};
    cf_algebra_vanishes(run, "w exp(+-c int rho) - w(0) vanishes for all t", symbols, "w*E - alpha");
}

void cf_prove_rate(cf_run *run, const char *c) {
    char g[64];
    const cf_symbol symbols[] = {{"rho", NULL, NULL}, {"p", "-4*rho*p", NULL}, {"m", "4*rho*m", NULL}, {0}};
    begin(run, "beta'");
    snprintf(g, sizeof g, "-(%s)*rho*(p^2 + m^2)", c);
    cf_algebra_derivative(run, "(w_+^2 - w_-^2)' and -c rho (w_+^2 + w_-^2) are the same polynomial", symbols,
                          "p^2 - m^2", g);
}

void cf_prove_exponentials(cf_run *run, const char *c, int uniform) {
    char down[64], up[64];
    snprintf(down, sizeof down, "-(%s)*rho*E", c), snprintf(up, sizeof up, "(%s)*rho*F", c);
    const cf_symbol symbols[] = {{"rho", NULL, NULL},
                                 {"a", "0", NULL},
                                 {"b", "0", NULL},
                                 {"p", "-4*rho*p", "a"},
                                 {"m", "4*rho*m", uniform ? "a" : "b"},
                                 {"E", down, "1"},
                                 {"F", up, "1"},
                                 {0}};
    begin(run, "w_+^2 and w_-^2");
    cf_algebra_vanishes(run, "w_+^2 - w_+(0)^2 exp(-c int rho) vanishes for all t", symbols, "p^2 - a^2*E");
    cf_algebra_vanishes(run, "w_-^2 - w_-(0)^2 exp(c int rho) vanishes for all t", symbols,
                        uniform ? "m^2 - a^2*F" : "m^2 - b^2*F");
}

/* S = sinh, C = cosh of -c int rho */
void cf_prove_sinh(cf_run *run, const char *c) {
    char s[64], k[64];
    snprintf(s, sizeof s, "-(%s)*rho*C", c), snprintf(k, sizeof k, "-(%s)*rho*S", c);
    const cf_symbol symbols[] = {{"rho", NULL, NULL},
                                 {"alpha", "0", NULL},
                                 {"p", "-4*rho*p", "alpha"},
                                 {"m", "4*rho*m", "alpha"},
                                 {"S", s, "0"},
                                 {"C", k, "1"},
                                 {0}};
    begin(run, "beta");
    cf_algebra_vanishes(run, "w_+^2 - alpha^2 (cosh + sinh) vanishes for all t", symbols,
                        "p^2 - alpha^2*(C + S)");
    cf_algebra_vanishes(run, "w_-^2 - alpha^2 (cosh - sinh) vanishes for all t", symbols,
                        "m^2 - alpha^2*(C - S)");
    /* their difference: w_+^2 - w_-^2 = 2 alpha^2 sinh */
}

/* P = w^D, Q = w^{D-1}: dP/dw = D Q for every real D */
void cf_prove_gradient_depth(cf_run *run, int sign, const char *c) {
    char g[96];
    const cf_symbol symbols[] = {{"D", "0", NULL}, {"Q", NULL, NULL}, {"P", "D*Q", NULL},
                                 {"R", "0", NULL}, {"x", "0", NULL},  {0}};
    begin(run, sign > 0 ? "dL/dw_+ at every real depth D" : "dL/dw_- at every real depth D");
    snprintf(g, sizeof g, sign > 0 ? "(%s)*D*x*Q*(R + x*P)" : "-(%s)*D*x*Q*(R - x*P)", c);
    cf_algebra_derivative(run, "d/dw of a sample's squared residual, P = w^D, Q = w^(D-1)", symbols,
                          sign > 0 ? "(R + x*P)^2" : "(R - x*P)^2", g);
}

/* a = w^{D-2}, w' = -+2 D rho w a, so a' = (D-2) a w'/w; u = alpha^{2-D} +- c D (D-2) int rho, b =
 * alpha^{D-2}, 1/b its inverse v: b v = 1 is put in by taking b u for u. */
void cf_prove_power(cf_run *run, int sign, const char *c) {
    char rate[96];
    snprintf(rate, sizeof rate, sign > 0 ? "(%s)*D*(D - 2)*rho" : "-(%s)*D*(D - 2)*rho", c);
    const cf_symbol symbols[] = {{"rho", NULL, NULL},
                                 {"D", "0", NULL},
                                 {"a0", "0", NULL},
                                 {"a", sign > 0 ? "-2*D*(D - 2)*rho*a^2" : "2*D*(D - 2)*rho*a^2", "a0"},
                                 {"I", rate, "0"}, /* +-c D (D-2) int rho */
                                 {0}};
    begin(run, sign > 0 ? "w_+ at every real depth D" : "w_- at every real depth D");
    /* w^{D-2} (1/a0 + I) = 1, times a0 = alpha^{D-2} > 0 */
    cf_algebra_vanishes(run,
                        "alpha^(D-2) (w^(D-2) (alpha^(2-D) +- c D (D-2) int rho) - 1) vanishes for all t",
                        symbols, "a*(1 + a0*I) - a0");
}
