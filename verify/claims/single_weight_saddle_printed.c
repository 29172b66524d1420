/* single_weight_saddle_printed.c - Section 4 gives as a reason for 2d units that F(alpha w_0) = 0 is then
 * possible "without this being a saddle point from which gradient flow will never escape". With d units the
 * start with F = 0 is w = 0. The flow never escapes it, but it need not be a saddle: with X^T y < 0 it is a
 * minimum. L(w) - L(0) = ||X w^2||^2 - 2 <X^T y, w^2> is a polynomial in w^2, expanded exactly here from L:
 * with no negative coefficient L is nowhere below L(0); with a negative coefficient of w_i^2 it is, at w = s
 * e_i for small s. The canary runs the corrected statement: L falls below L(0) iff some (X^T y)_i > 0. */
#include "verify/claim.h"

enum { D = 3, CASES = 6 };

/* The first are under the paper's N < d; the canary needs both signs. */
static const struct {
    slong N, d, X[2][D], y[2];
} cases[CASES] = {
    {1, 2, {{1, 1}}, {-1}},
    {1, 2, {{1, 1}}, {-3}},
    {2, 3, {{1, 0, 1}, {0, 1, 1}}, {-2, -1}},
    {2, 3, {{1, 0, 1}, {0, 1, 1}}, {-2, 1}},
    {1, 2, {{1, 1}}, {2}},
    {1, 1, {{1}}, {-1}},
};

/* L as a polynomial in u = w^2: linear[i] the coefficient of u_i, square[i][j] of u_i u_j, i <= j. */
static void expand(slong linear[D], slong square[D][D], int k) {
    for (slong n = 0; n < cases[k].N; n++)
        for (slong i = 0; i < cases[k].d; i++) {
            linear[i] -= 2 * cases[k].X[n][i] * cases[k].y[n];
            for (slong j = i; j < cases[k].d; j++)
                square[i][j] += (i == j ? 1 : 2) * cases[k].X[n][i] * cases[k].X[n][j];
        }
}

/* whether L takes values below L(0), arbitrarily near 0 if so; small integers are exact */
static cf_truth falls_below(int k) {
    slong linear[D] = {0}, square[D][D] = {{0}};
    cf_truth nowhere = CF_TRUE;
    expand(linear, square, k);
    for (slong i = 0; i < cases[k].d; i++) {
        if (linear[i] < 0) return CF_TRUE;
        for (slong j = i; j < cases[k].d; j++)
            if (square[i][j] < 0) nowhere = CF_UNKNOWN;
    }
    return nowhere == CF_TRUE ? CF_FALSE : CF_UNKNOWN;
}

/* whether some (X^T y)_i > 0 */
static cf_truth some_positive(int k) {
    for (slong i = 0; i < cases[k].d; i++) {
        slong sum = 0;
        for (slong n = 0; n < cases[k].N; n++) sum += cases[k].X[n][i] * cases[k].y[n];
        if (sum > 0) return CF_TRUE;
    }
    return CF_FALSE;
}

static void check(cf_run *run) {
    for (int k = 0; k < CASES; k++) {
        cf_truth below = falls_below(k);
        cf_instance(run, "case %d: N = %ld, d = %ld, X's first row [%ld %ld %ld], y's first entry %ld", k + 1,
                    (long)cases[k].N, (long)cases[k].d, (long)cases[k].X[0][0], (long)cases[k].X[0][1],
                    (long)cases[k].X[0][2], (long)cases[k].y[0]);
        if (cf_run_canary(run) && below != CF_UNKNOWN) below = below == some_positive(k) ? CF_TRUE : CF_FALSE;
        cf_fact(run, "L(w) < L(0) for some w near 0", below);
    }
}

const cf_claim cf_claim_single_weight_saddle_printed = {
    .id = "single_weight_saddle_printed",
    .section = "4",
    .items = "saddle",
    .title = "w = 0 is a saddle also for one weight a coordinate, as printed",
    .statement = "In the model f(w,x) = <w^2, x> with one weight a coordinate, w = 0 is a saddle point of L: "
                 "L takes values below L(0) near it.",
    .tex = "w=0\\ \\text{is a saddle of}\\ \\|Xw^2-y\\|^2",
    .domain = "any X, y != 0",
    .checked =
        "six pairs X, y of small integers, N <= 2, d <= 3, N < d in five, (X^T y)_i of either sign: exact",
    .uses = "",
    .proof_uses = "",
    .erratum = "With one weight a coordinate w = 0 is a critical point that the flow never leaves; it is a "
               "saddle or a maximum along some direction only if some (X^T y)_i > 0.",
    .twin = "saddle_at_zero",
    .method = CF_M_INSTANCES,
    .tier = CF_TIER_QUICK,
    .budget = 5,
    .canary = "L takes values below L(0) iff some (X^T y)_i > 0: the corrected statement, which must hold",
    .argument = NULL,
    .check = check,
};
