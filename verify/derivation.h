/* derivation.h - proofs about the gradient flow by exact algebra, for all N, d, X, y, starts and t at once.
 *
 * The statements (13) to (18) and (96) to (101) speak of one coordinate at a time, whose weight solves w' =
 * a(t) w or w' = a(t) w^{D-1}; what N, d, X and y do enters through a function of t alone, rho = (X^T
 * r(t))_i, whatever it is. So they are identities of polynomials in symbols: each symbol has a derivative, a
 * polynomial in the symbols (a function like exp(c int rho) is a symbol E with E' = c rho E), and a value at
 * t = 0. The derivation D f = sum (df/dx) x' is exact in Q[x].
 *
 *   f vanishes   D f = c f with a polynomial c, and f = 0 at t = 0: along the solution f' = c(t) f is a
 * linear equation, c continuous, whose one solution from 0 is 0. (In Taylor coefficients at t = 0: (k+1)
 * f_{k+1} = [t^k] c f = 0 for all k, by induction from f_0 = 0.) D f = g      the two are the same
 * polynomial.
 */
#ifndef CF_DERIVATION_H
#define CF_DERIVATION_H

#include "verify/claim.h"

typedef struct {
    const char *name;       /* NULL ends a list */
    const char *derivative; /* "0": a constant; NULL: any function of t, which f must not hold */
    const char *start;      /* the value at t = 0, a polynomial in constants; NULL: the symbol itself */
} cf_symbol;

/* Report the exact fact that f vanishes, that D f = g. Expressions as FLINT reads them: "2*w^2*E -
 * 101/25*alpha". An expression that cannot be read is a bug. */
void cf_algebra_vanishes(cf_run *run, const char *what, const cf_symbol *symbols, const char *f);
void cf_algebra_derivative(cf_run *run, const char *what, const cf_symbol *symbols, const char *f,
                           const char *g);

/* The statements of the claims, c a rational factor as text, sign +1 for w_+ and -1 for w_-. Each begins an
 * instance of its own. */
void cf_prove_gradient(cf_run *run, int sign, const char *c); /* dL/dw = c x^T r w, depth 2 */
void cf_prove_weight(cf_run *run, int sign, const char *c);   /* w = w(0) exp(-+c int rho) */
void cf_prove_rate(cf_run *run, const char *c);               /* (w_+^2 - w_-^2)' = -c rho (w_+^2 + w_-^2) */
void cf_prove_exponentials(cf_run *run, const char *c,
                           int uniform);        /* w_+^2 = w_+(0)^2 e^{-c int rho}, and w_-^2 */
void cf_prove_sinh(cf_run *run, const char *c); /* beta = 2 alpha^2 sinh(-c int rho) */
void cf_prove_gradient_depth(cf_run *run, int sign, const char *c); /* dL/dw = c D x^T r w^{D-1} */
void cf_prove_power(cf_run *run, int sign,
                    const char *c); /* w^{D-2} (alpha^{2-D} +- c D (D-2) int rho) = 1 */

#endif
