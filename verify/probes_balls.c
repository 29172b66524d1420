/* probes_balls.c - the arithmetic of Arb's balls, against rationals: an operation's ball must hold the exact results
 * at the midpoints and at the ends of its operands, and be no wider than it has to. */
#include "probes.h"
#include "reference/ball.h"
#include <stdint.h>

static uint64_t next(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 11;
}

/* A ball with a midpoint of some 100 bits and a radius of relative size 2^-20 to 2^-70, or none; p[0], p[1], p[2]:
 * its middle and its ends. */
static void some_ball(arb_t x, fmpq *p, uint64_t *state) {
    fmpz_t m;
    fmpz_init(m);
    fmpz_set_ui(m, next(state) | 1);
    fmpz_mul_2exp(m, m, 50);
    fmpz_add_ui(m, m, next(state) | 1);
    if (next(state) % 2) fmpz_neg(m, m);
    arb_set_fmpz(x, m);
    arb_mul_2exp_si(x, x, (slong)(next(state) % 60) - 120);
    mag_zero(arb_radref(x));
    if (next(state) % 3) {
        mag_set_ui_2exp_si(arb_radref(x), (1ul << 29) + (ulong)(next(state) >> 24), -30);
        mag_mul_2exp_si(arb_radref(x), arb_radref(x), (slong)(next(state) % 60) - 70);
    }
    arf_get_fmpq(p, arb_midref(x));
    mag_get_fmpq(p + 1, arb_radref(x));
    fmpq_add(p + 2, p, p + 1);
    fmpq_sub(p + 1, p, p + 1);
    fmpz_clear(m);
}

static int holds(const arb_t y, const fmpq_t q) {
    return arb_is_finite(y) && arb_contains_fmpq(y, q);
}

/* The radius is at most four times what the results spread over, and the rounding to prec bits. */
static int narrow(const arb_t y, const fmpq_t low, const fmpq_t high, slong prec) {
    fmpq_t r, allowed, size;
    fmpq_init(r);
    fmpq_init(allowed);
    fmpq_init(size);
    mag_get_fmpq(r, arb_radref(y));
    fmpq_sub(allowed, high, low);
    fmpq_abs(size, fmpq_cmp(high, low) > 0 ? high : low);
    fmpq_div_2exp(size, size, (mp_bitcnt_t)prec - 4);
    fmpq_abs(allowed, allowed);
    fmpq_mul_2exp(allowed, allowed, 2);
    fmpq_add(allowed, allowed, size);
    int good = fmpq_cmp(r, allowed) <= 0;
    fmpq_clear(r);
    fmpq_clear(allowed);
    fmpq_clear(size);
    return good;
}

typedef void (*binary_q)(fmpq_t, const fmpq_t, const fmpq_t);
typedef void (*binary_ball)(arb_t, const arb_t, const arb_t, slong);

/* The operation over all pairs of middles and ends; with `onto` it adds to, or takes from, z what x y is. */
static cf_probe_status arithmetic(binary_ball f, binary_q exact, int onto) {
    static const slong precs[] = {30, 53, 64, 128, 200, 500};
    uint64_t state = 3;
    arb_t x, y, z, start;
    fmpq *p = _fmpq_vec_init(3), *q = _fmpq_vec_init(3), *s = _fmpq_vec_init(3);
    fmpq_t r, low, high;
    fmpq_init(r);
    fmpq_init(low);
    fmpq_init(high);
    arb_init(x);
    arb_init(y);
    arb_init(z);
    arb_init(start);
    int good = 1;
    for (int k = 0; k < 60 && good; k++) {
        slong prec = precs[k % 6];
        some_ball(x, p, &state);
        some_ball(y, q, &state);
        some_ball(start, s, &state);
        arb_set(z, start);
        k % 5 == 4 && !onto ? (arb_set(z, x), f(z, z, y, prec)) : f(z, x, y, prec); /* aliased too */
        for (int i = 0; i < 27; i++) {
            exact(r, p + i % 3, q + i / 3 % 3);
            if (onto) onto > 0 ? fmpq_add(r, s + i / 9, r) : fmpq_sub(r, s + i / 9, r);
            if (i == 0) fmpq_set(low, r), fmpq_set(high, r);
            if (fmpq_cmp(r, low) < 0) fmpq_set(low, r);
            if (fmpq_cmp(r, high) > 0) fmpq_set(high, r);
            good = good && holds(z, r);
        }
        if (!onto) good = good && narrow(z, low, high, prec);
    }
    arb_clear(x);
    arb_clear(y);
    arb_clear(z);
    arb_clear(start);
    fmpq_clear(r);
    fmpq_clear(low);
    fmpq_clear(high);
    _fmpq_vec_clear(p, 3);
    _fmpq_vec_clear(q, 3);
    _fmpq_vec_clear(s, 3);
    return cf_probe_verdict(good);
}

static cf_probe_status sums(cf_library_function f) {
    return arithmetic((binary_ball)f, fmpq_add, 0);
}
static cf_probe_status differences(cf_library_function f) {
    return arithmetic((binary_ball)f, fmpq_sub, 0);
}
static cf_probe_status products(cf_library_function f) {
    return arithmetic((binary_ball)f, fmpq_mul, 0);
}
static cf_probe_status quotients(cf_library_function f) {
    return arithmetic((binary_ball)f, fmpq_div, 0);
}
static cf_probe_status added_products(cf_library_function f) {
    return arithmetic((binary_ball)f, fmpq_mul, 1);
}
static cf_probe_status subtracted_products(cf_library_function f) {
    return arithmetic((binary_ball)f, fmpq_mul, -1);
}

/* By a ball that holds 0 nothing finite comes out. */
static cf_probe_status division_by_zero(cf_library_function f) {
    arb_t x, y, z;
    arb_init(x);
    arb_init(y);
    arb_init(z);
    arb_one(x);
    int good = 1;
    for (int k = 0; k < 3; k++) { /* 0, 0 +- 1, 1 +- 1 */
        arb_set_si(y, k == 2);
        if (k) mag_one(arb_radref(y));
        ((binary_ball)f)(z, x, y, 64);
        good = good && !arb_is_finite(z);
    }
    arb_clear(x);
    arb_clear(y);
    arb_clear(z);
    return cf_probe_verdict(good);
}

/* Union, the greater and the less of two balls: they hold what they are of. */
static cf_probe_status extremes(binary_ball f, int sign) {
    uint64_t state = 5;
    arb_t x, y, z;
    fmpq *p = _fmpq_vec_init(3), *q = _fmpq_vec_init(3);
    arb_init(x);
    arb_init(y);
    arb_init(z);
    int good = 1;
    for (int k = 0; k < 40; k++) {
        some_ball(x, p, &state);
        some_ball(y, q, &state);
        f(z, x, y, k % 2 ? 30 : 128);
        for (int i = 0; i < 9; i++) {
            int order = fmpq_cmp(p + i % 3, q + i / 3);
            good = good && ((sign && order * sign < 0) || holds(z, p + i % 3)) &&
                   ((sign && order * sign > 0) || holds(z, q + i / 3));
        }
    }
    arb_clear(x);
    arb_clear(y);
    arb_clear(z);
    _fmpq_vec_clear(p, 3);
    _fmpq_vec_clear(q, 3);
    return cf_probe_verdict(good);
}

static cf_probe_status unions(cf_library_function f) {
    return extremes((binary_ball)f, 0);
}
static cf_probe_status greater(cf_library_function f) {
    return extremes((binary_ball)f, 1);
}
static cf_probe_status lesser(cf_library_function f) {
    return extremes((binary_ball)f, -1);
}

/* Sums of products that cancel, forwards and backwards, against rationals. */
static cf_probe_status dots(cf_library_function f) {
    typedef void (*dot)(arb_t, const arb_t, int, arb_srcptr, slong, arb_srcptr, slong, slong, slong);
    enum { N = 21 };
    uint64_t state = 9;
    arb_ptr x = _arb_vec_init(N), y = _arb_vec_init(N);
    fmpq *p = _fmpq_vec_init(3 * N), *q = _fmpq_vec_init(3 * N);
    fmpq_t sum;
    arb_t z;
    arb_init(z);
    fmpq_init(sum);
    int good = 1;
    for (int k = 0; k < 24; k++) {
        static const slong precs[] = {40, 64, 128, 190, 500, 1500};
        slong n = 1 + k * 5 % N, step = k % 2 ? -1 : 1;
        for (int i = 0; i < N; i++) {
            some_ball(x + i, p + 3 * i, &state);
            some_ball(y + i, q + 3 * i, &state);
            arb_mul_2exp_si(x + i, x + i, k % 3 ? 0 : -7 * i);
            if (k % 3 == 0)
                for (int j = 0; j < 3; j++) fmpq_div_2exp(p + 3 * i + j, p + 3 * i + j, (mp_bitcnt_t)(7 * i));
        }
        ((dot)f)(z, NULL, k % 4 == 3, x, 1, step > 0 ? y : y + n - 1, step, n, precs[k % 6]);
        for (int corner = 0; corner < 9; corner++) {
            fmpq_zero(sum);
            for (slong i = 0; i < n; i++)
                fmpq_addmul(sum, p + 3 * i + corner % 3, q + 3 * (step > 0 ? i : n - 1 - i) + corner / 3);
            if (k % 4 == 3) fmpq_neg(sum, sum);
            good = good && holds(z, sum);
        }
    }
    _arb_vec_clear(x, N);
    _arb_vec_clear(y, N);
    _fmpq_vec_clear(p, 3 * N);
    _fmpq_vec_clear(q, 3 * N);
    arb_clear(z);
    fmpq_clear(sum);
    return cf_probe_verdict(good);
}

/* ------------------------------------------------------------------------------------------------------ matrices */

/* A matrix of n rows with entries of radius r, and the middles (-1), or one of the ends of each entry, in rationals.
 */
static void fill(arb_mat_t A, fmpq_mat_t exact, int corner, uint64_t seed) {
    uint64_t state = seed;
    fmpq *p = _fmpq_vec_init(3);
    for (slong i = 0; i < arb_mat_nrows(A); i++)
        for (slong j = 0; j < arb_mat_ncols(A); j++) {
            some_ball(arb_mat_entry(A, i, j), p, &state);
            fmpq_set(fmpq_mat_entry(exact, i, j), p + (corner < 0 ? 0 : 1 + (i * 7 + j * 3 + corner) % 2));
        }
    _fmpq_vec_clear(p, 3);
}

static int matrix_products(cf_library_function f, slong n, slong prec) {
    arb_mat_t A, B, C;
    fmpq_mat_t a, b, c;
    arb_mat_init(A, n, n);
    arb_mat_init(B, n, n);
    arb_mat_init(C, n, n);
    fmpq_mat_init(a, n, n);
    fmpq_mat_init(b, n, n);
    fmpq_mat_init(c, n, n);
    int good = 1;
    for (int corner = -1; corner < 2; corner++) {
        fill(A, a, corner, 21);
        fill(B, b, corner, 22);
        ((void (*)(arb_mat_t, const arb_mat_t, const arb_mat_t, slong))f)(C, A, B, prec);
        fmpq_mat_mul(c, a, b);
        for (slong i = 0; i < n * n; i++)
            good = good && holds(arb_mat_entry(C, i / n, i % n), fmpq_mat_entry(c, i / n, i % n));
    }
    arb_mat_clear(A);
    arb_mat_clear(B);
    arb_mat_clear(C);
    fmpq_mat_clear(a);
    fmpq_mat_clear(b);
    fmpq_mat_clear(c);
    return good;
}

static cf_probe_status small_matrices(cf_library_function f) {
    return cf_probe_verdict(matrix_products(f, 3, 64) && matrix_products(f, 5, 128));
}

/* Arb multiplies larger ones by blocks of whole numbers, and radii in doubles. */
static cf_probe_status large_matrices(cf_library_function f) {
    return cf_probe_verdict(matrix_products(f, 48, 64) && matrix_products(f, 70, 128));
}

/* H x = b with b = H (1, -2, 3, ...): the solution is of whole numbers. f solves it for the balls of 1/(i + j + 1).
 */
static int solves_hilbert(cf_library_function f, slong n, slong prec) {
    arb_mat_t H, b, x;
    arb_mat_init(H, n, n);
    arb_mat_init(b, n, 1);
    arb_mat_init(x, n, 1);
    fmpq_t sum, h;
    fmpq_init(sum);
    fmpq_init(h);
    for (slong i = 0; i < n; i++) {
        fmpq_zero(sum);
        for (slong j = 0; j < n; j++) {
            fmpq_set_si(h, 1, (ulong)(i + j + 1));
            arb_set_fmpq(arb_mat_entry(H, i, j), h, prec);
            fmpq_mul_si(h, h, j % 2 ? -1 - j : 1 + j);
            fmpq_add(sum, sum, h);
        }
        arb_set_fmpq(arb_mat_entry(b, i, 0), sum, prec);
    }
    int good = ((int (*)(arb_mat_t, const arb_mat_t, const arb_mat_t, slong))f)(x, H, b, prec);
    for (slong j = 0; j < n; j++) {
        arb_srcptr z = arb_mat_entry(x, j, 0);
        good = good && arb_is_finite(z) && arb_contains_si(z, j % 2 ? -1 - j : 1 + j) && cf_ball_bits(z) > 20;
    }
    arb_mat_clear(H);
    arb_mat_clear(b);
    arb_mat_clear(x);
    fmpq_clear(sum);
    fmpq_clear(h);
    return good;
}

static cf_probe_status ball_systems(cf_library_function f) {
    return cf_probe_verdict(solves_hilbert(f, 6, 100));
}

static cf_probe_status large_systems(cf_library_function f) {
    return cf_probe_verdict(solves_hilbert(f, 30, 400));
}

/* exp of a triangular N = (0 1; 0 0) t is 1 + N t. */
static cf_probe_status matrix_exponential(cf_library_function f) {
    arb_mat_t A, E;
    arb_mat_init(A, 2, 2);
    arb_mat_init(E, 2, 2);
    arb_set_d(arb_mat_entry(A, 0, 1), 0.7);
    arb_set_d(arb_mat_entry(A, 0, 0), 0);
    ((void (*)(arb_mat_t, const arb_mat_t, slong))f)(E, A, 100);
    int good = arb_mat_is_finite(E) && arb_contains_si(arb_mat_entry(E, 0, 0), 1) &&
               arb_contains_si(arb_mat_entry(E, 1, 1), 1) && arb_contains_si(arb_mat_entry(E, 1, 0), 0) &&
               arb_contains(arb_mat_entry(E, 0, 1), arb_mat_entry(A, 0, 1));
    arb_mat_clear(A);
    arb_mat_clear(E);
    return cf_probe_verdict(good);
}

#define USE(use, run, f) CF_PROBE_##use, run, (cf_library_function)f
#define WIDE "balls of results do not hold them: nothing of the reference can be trusted"
const cf_probe cf_probes_balls[] = {
    {"arb_add", "balls of sums hold them, and are not wide", NULL, WIDE, USE(DECIDES, sums, arb_add)},
    {"arb_sub", "balls of differences hold them, and are not wide", NULL, WIDE, USE(DECIDES, differences, arb_sub)},
    {"arb_mul", "balls of products hold them, and are not wide", NULL, WIDE, USE(DECIDES, products, arb_mul)},
    {"arb_div", "balls of quotients hold them, and are not wide", NULL, WIDE, USE(DECIDES, quotients, arb_div)},
    {"arb_div by 0", "division by a ball that holds 0 gives nothing finite", NULL, WIDE,
     USE(DECIDES, division_by_zero, arb_div)},
    {"arb_addmul", "balls of z + x y hold it", NULL, WIDE, USE(DECIDES, added_products, arb_addmul)},
    {"arb_submul", "balls of z - x y hold it", NULL, WIDE, USE(DECIDES, subtracted_products, arb_submul)},
    {"arb_dot", "balls of sums of products hold them", NULL, WIDE, USE(DECIDES, dots, arb_dot)},
    {"arb_union", "holds both balls", NULL, WIDE, USE(DECIDES, unions, arb_union)},
    {"arb_max", "holds the greater of two", NULL, WIDE, USE(DECIDES, greater, arb_max)},
    {"arb_min", "holds the lesser of two", NULL, WIDE, USE(DECIDES, lesser, arb_min)},
    {"arb_mat_mul", "products of matrices of order 3 and 5 hold the exact ones", NULL, WIDE,
     USE(DECIDES, small_matrices, arb_mat_mul)},
    {"arb_mat_solve", "the Hilbert system of order 6 is enclosed", NULL, WIDE,
     USE(DECIDES, ball_systems, arb_mat_solve)},
    {"arb_mat_exp", "exp of a nilpotent matrix is enclosed", NULL, WIDE,
     USE(DECIDES, matrix_exponential, arb_mat_exp)},
    {"arb_mat_mul, large", "products of matrices of order 48 and 70 hold the exact ones", NULL, WIDE,
     USE(LONG, large_matrices, arb_mat_mul)},
    {"arb_mat_solve, large", "the Hilbert system of order 30 is enclosed", NULL, WIDE,
     USE(LONG, large_systems, arb_mat_solve)},
    {"arb_mat_spd_solve", "the Hilbert system of order 6 is enclosed", NULL, WIDE,
     USE(LONG, ball_systems, arb_mat_spd_solve)},
    {0}};
