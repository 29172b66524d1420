/* depth_blocks.c - see depth_blocks.h. */
#include "verify/depth_blocks.h"
#include "core/certiflow.h"
#include <math.h>

void cf_depth_blocks_init(cf_depth_blocks *b) {
    arb_init(b->l1), arb_init(b->l2), arb_init(b->norm_l1), arb_init(b->norm_l2);
}

void cf_depth_blocks_clear(cf_depth_blocks *b) {
    arb_clear(b->l1), arb_clear(b->l2), arb_clear(b->norm_l1), arb_clear(b->norm_l2);
}

/* Adds one row to l1, norm_l1 and, squared, to l2 and norm_l2. */
static void add_row(cf_depth_blocks *b, const cf_depth *depth, cf_rng *rng, slong width, double nu) {
    const slong prec = CF_DEPTH_PREC;
    arb_t x, s, h, y, square;
    arb_init(x), arb_init(s), arb_init(h), arb_init(y), arb_init(square);
    for (slong i = 0; i < width; i++) {
        double u = cf_rng_uniform(rng), v = cf_rng_uniform(rng);
        double entry = i == 0 ? 1 : i % 3 == 1 ? 1 - ldexp(1, -(int)(1 + 12 * u)) : 0.02 + 0.97 * u;
        if (v < 0.5) entry = -entry;
        arb_set_d(x, entry);
        arb_set_d(s, nu);
        arb_mul(s, s, x, prec); /* exact: two doubles */
        cf_depth_h(h, s, depth);
        arb_addmul(y, x, h, prec);
        arb_addmul(square, x, x, prec);
        arb_addmul(b->norm_l2, h, h, prec);
        arb_abs(h, h);
        arb_add(b->norm_l1, b->norm_l1, h, prec);
    }
    arb_add(b->l1, b->l1, y, prec); /* y > 0, the largest |entry| is 1 */
    arb_mul(y, y, y, prec);
    arb_div(y, y, square, prec);
    arb_add(b->l2, b->l2, y, prec);
    arb_clear(x), arb_clear(s), arb_clear(h), arb_clear(y), arb_clear(square);
}

void cf_depth_blocks_draw(cf_depth_blocks *b, const cf_depth *depth, uint64_t seed, slong N, slong width,
                          double t, int near_one) {
    cf_rng rng;
    cf_rng_init(&rng, seed);
    b->N = N, b->d = N * width;
    arb_zero(b->l1), arb_zero(b->l2), arb_zero(b->norm_l1), arb_zero(b->norm_l2);
    for (slong n = 0; n < N; n++) {
        double part = t * (0.5 + 0.5 * cf_rng_uniform(&rng));
        add_row(b, depth, &rng, width, near_one ? 1 - part : part);
    }
    arb_sqrt(b->l2, b->l2, CF_DEPTH_PREC);
    arb_sqrt(b->norm_l2, b->norm_l2, CF_DEPTH_PREC);
}

/* t at which the threshold at alpha = 1 is just met, to a factor 2^(1/4); a choice in doubles that the check
 * certifies */
static double choose(cf_depth_blocks *b, const cf_depth *depth, double D, double epsilon, int of,
                     uint64_t seed, slong N, slong width) {
    double t = of ? 0.96 : fmin(0.9, 8 * epsilon / D);
    for (int step = 0; step < 200; step++, t *= 0x1.ae89f995ad3adp-1) {
        cf_depth_blocks_draw(b, depth, seed, N, width, t, !of);
        double norm = arf_get_d(arb_midref(of ? b->l2 : b->l1), ARF_RND_NEAR);
        if (of ? cf_depth_l2(norm, epsilon, D) < 0 : cf_depth_l1(norm, epsilon, (size_t)b->d, D) > 0) break;
    }
    return t;
}

void cf_for_depth_blocks(cf_run *run, int of,
                         void (*check)(cf_run *run, const cf_depth *depth, const cf_depth_blocks *b,
                                       const fmpq_t epsilon, slong log2_alpha)) {
    static const slong epsilons[4][2] = {{1, 200}, {1, 10}, {1, 1}, {3, 2}},
                       sizes[4][2] = {{1, 2}, {1, 9}, {2, 4}, {4, 3}};
    uint64_t repeats = cf_run_tier(run) == CF_TIER_QUICK ? 1 : 20;
    cf_depth_blocks b;
    fmpq_t epsilon;
    fmpq_init(epsilon);
    cf_depth_blocks_init(&b);
    for (int k = 0; k < CF_DEPTHS; k++) {
        cf_depth depth;
        cf_depth_init(&depth, cf_depth_list[k][0], (ulong)cf_depth_list[k][1]);
        double D = (double)cf_depth_list[k][0] / (double)cf_depth_list[k][1];
        for (uint64_t r = 0; r < repeats; r++)
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++) {
                    uint64_t seed = cf_run_seed(run) + 64 * r + (uint64_t)(4 * i + j);
                    slong log2_alpha = 20 * ((i + j + k) % 3 - 1);
                    fmpq_set_si(epsilon, epsilons[i][0], (ulong)epsilons[i][1]);
                    double t = choose(&b, &depth, D, (double)epsilons[i][0] / (double)epsilons[i][1], of,
                                      seed, sizes[j][0], sizes[j][1]);
                    cf_instance(run,
                                "D = %ld/%ld, N = %ld, d = %ld, epsilon = %ld/%ld, alpha = 2^%ld, t = %a",
                                cf_depth_list[k][0], cf_depth_list[k][1], b.N, b.d, epsilons[i][0],
                                epsilons[i][1], log2_alpha, t);
                    check(run, &depth, &b, epsilon, log2_alpha);
                }
        cf_depth_clear(&depth);
    }
    cf_depth_blocks_clear(&b);
    fmpq_clear(epsilon);
}

static void theorem(cf_run *run, const cf_depth *depth, const cf_depth_blocks *b, const fmpq_t epsilon,
                    slong log2_alpha, int of) {
    const slong prec = CF_DEPTH_PREC;
    arb_t norm, limit, threshold, x;
    arb_init(norm), arb_init(limit), arb_init(threshold), arb_init(x);
    arb_const_log2(x, prec);
    arb_mul_si(x, x, log2_alpha, prec);
    arb_mul(norm, x, depth->D_ball, prec);
    arb_exp(norm, norm, prec); /* alpha^D, by which all norms scale */
    arb_mul(limit, of ? b->norm_l2 : b->norm_l1, norm, prec);
    arb_mul(norm, of ? b->l2 : b->l1, norm, prec);
    if (of)
        cf_ref_depth_l2(threshold, norm, epsilon, depth->D, 128);
    else
        cf_ref_depth_l1(threshold, norm, epsilon, (size_t)b->d, depth->D, 128);
    if (cf_hypothesis(run, of ? "log alpha >= the threshold" : "log alpha <= the threshold",
                      of ? cf_ball_le(threshold, x) : cf_ball_le(x, threshold))) {
        arb_set_fmpq(x, epsilon, prec);
        arb_add_ui(x, x, 1, prec);
        if (of) arb_mul(limit, limit, limit, prec), arb_mul(norm, norm, norm, prec);
        arb_mul(norm, norm, x, prec);
        cf_depth_percent(norm, norm, cf_run_canary(run) ? -1 : 0);
        cf_fact_le(run,
                   of ? "||beta||_2^2 <= (1+epsilon) ||beta_L2||_2^2"
                      : "||beta||_1 <= (1+epsilon) ||beta_L1||_1",
                   limit, norm);
    }
    arb_clear(norm), arb_clear(limit), arb_clear(threshold), arb_clear(x);
}

static void theorem_l1(cf_run *run, const cf_depth *depth, const cf_depth_blocks *b, const fmpq_t epsilon,
                       slong log2_alpha) {
    theorem(run, depth, b, epsilon, log2_alpha, 0);
}

static void theorem_l2(cf_run *run, const cf_depth *depth, const cf_depth_blocks *b, const fmpq_t epsilon,
                       slong log2_alpha) {
    theorem(run, depth, b, epsilon, log2_alpha, 1);
}

void cf_depth_theorem_on_blocks(cf_run *run, int of) {
    cf_for_depth_blocks(run, of, of ? theorem_l2 : theorem_l1);
}
