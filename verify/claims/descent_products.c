/* descent_products.c - one step of gradient descent, in symbols: with g = 4 eta (X^T r)_i, whatever r is, the
 * weights are multiplied by 1 -+ g, their product by 1 - g^2; and the u,v model at step eta is the squared
 * one at step eta/2. By induction over the steps, w_+ w_-(K) = p m prod (1 - g_k^2), for any N, d, X, y, eta
 * and K. */
#include "verify/derivation.h"

static void check(cf_run *run) {
    const cf_symbol symbols[] = {{"p", "0", NULL},
                                 {"m", "0", NULL},
                                 {"g", "0", NULL},
                                 {"u", "0", NULL},
                                 {"v", "0", NULL},
                                 {"h", "0", NULL},
                                 {0}};
    cf_instance(run, "one step, in symbols: every N, d, X, y, step and state");
    cf_algebra_vanishes(run, "the product of the weights after a step is p m (1 - g^2)", symbols,
                        cf_run_canary(run) == 1 ? "p*(1 - g)*m*(1 + g) - p*m*(1 - 101/100*g^2)"
                                                : "p*(1 - g)*m*(1 + g) - p*m*(1 - g^2)");
    cf_algebra_vanishes(run, "beta after a step is (1 + g^2) beta - 2 g (w_+^2 + w_-^2)", symbols,
                        cf_run_canary(run) == 2
                            ? "(p*(1 - g))^2 - (m*(1 + g))^2 - (1 + g^2)*(p^2 - m^2) + 101/50*g*(p^2 + m^2)"
                            : "(p*(1 - g))^2 - (m*(1 + g))^2 - (1 + g^2)*(p^2 - m^2) + 2*g*(p^2 + m^2)");
    /* u' = u - 2 eta X^T r v, v' = v - 2 eta X^T r u, h = 2 eta X^T r: g at half the step */
    cf_algebra_vanishes(run, "(u + v)/2 is multiplied by 1 - h", symbols,
                        "(u - h*v) + (v - h*u) - (1 - h)*(u + v)");
    cf_algebra_vanishes(run, "(u - v)/2 is multiplied by 1 + h", symbols,
                        cf_run_canary(run) == 3 ? "(u - h*v) - (v - h*u) - (1 + 101/100*h)*(u - v)"
                                                : "(u - h*v) - (v - h*u) - (1 + h)*(u - v)");
    cf_algebra_vanishes(run, "u v is the difference of the squares", symbols,
                        "4*u*v - (u + v)^2 + (u - v)^2");
}

const cf_claim cf_claim_descent_products = {
    .id = "descent_products",
    .section = "2",
    .items = "(1); Footnote 2",
    .title = "Gradient descent as exact products; a_i^2 = w_+ w_- shrinks by 1 - g^2 a step",
    .statement = "For the model (4), at any step eta, g = 4 eta X^T r: w_+- <- w_+- (1 -+ g), so w_+ w_- <- "
                 "w_+ w_- (1 - g^2) and beta <- (1 + "
                 "g^2) beta - 2g (w_+^2 + w_-^2). In the model sum u_i v_i x_i at step eta, (u +- v)/2 "
                 "follow the same at step eta/2.",
    .tex = "w_\\pm(K)=w_\\pm(0)\\prod_{k<K}(1\\mp g_k),\\quad g_k=4\\eta X^\\top r_k",
    .domain = "any N, d, X, y, eta, w",
    .checked = "everything: polynomial identities in symbols, exact; (13) for the gradient",
    .uses = "eq13",
    .proof_uses = "",
    .erratum = NULL,
    .twin = NULL,
    .method = CF_M_ALGEBRA,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "1.01 g^2 in the product; 2.02 g in beta; 1.01 h in the u, v model",
    .canaries = 3,
    .argument = NULL,
    .check = check,
};
