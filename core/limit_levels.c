/* limit_levels.c - Newton's equations where the weights are graded; see limit_levels.h.
 *
 * Basis. With B a set of N columns, A = X_B^-1 X, y~ = X_B^-1 y, u = X_B^T nu (limit_tableau.c) the equations
 * are A beta = y~, z = A^T u. B is kept dominant: |a_ji| sqrt(w_i / w_j) <= TAU for all j in B and all i (an
 * exchange multiplies |det X_B| prod sqrt(w_j) by that number, so that exchanges end). Then S = D^(-1/2) A
 * W^(1/2), D = W_B, has entries of at most TAU in absolute value and contains the identity: M = S S^T
 * satisfies I <= M <= I + N d TAU^2. However graded the weights are, M (D^(1/2) du) = D^(-1/2) (y~ - A beta)
 * is well conditioned.
 *
 * Levels. D^(1/2) may leave the doubles' range, so weights are kept as logarithms and the rows are cut into
 * levels where their weights are more than e^130 apart. Rows of a higher level do not feel a lower one: a_ji
 * and a_ki with j higher, k lower contribute M_jk <= TAU^2 e^-65, and a non-zero a_ki with w_i on the higher
 * level is below TAU e^-65 < 2^-86, hence 0. Rows of a lower level feel du of the higher levels through dz.
 * So levels are solved from the highest down, each in units of its largest weight.
 *
 * Depth > 2. There the changes dz_i are to be small against the distance c_i = e^room_i from the faces of the
 * polytope, which may be far below the doubles; beta_i/w_i is about c_i/p. So both are kept in units of c_i,
 * and a level computes in units of the c of its largest weight. A column with a non-zero entry in a row of
 * the level has no weight above TAU^-2 ... of the level's rows, hence c at least about theirs: what is
 * carried over, e^(unit - room_i), does not overflow; columns of a higher level, whose entries are 0, are
 * left out. */
#include "limit_levels.h"

#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEVEL_GAP 130.0   /* between the log weights of two levels */
#define LEVEL_RANGE 600.0 /* of the log weights within one */
#define HIGHER 200.0      /* columns so far above a level have zeros in its rows */

cf_status cf_levels_init(cf_levels *s, const cf_tableau *t, int deep) {
    const size_t N = t->N, d = t->d;
    *s = (cf_levels){.N = N, .d = d, .t = t};
    s->du = malloc((3 * N + N * N + 9 * d) * sizeof(double));
    s->S = malloc(N * d * sizeof(double));
    s->order = malloc(N * sizeof(size_t));
    if (!s->du || !s->S || !s->order) return CF_ENOMEM;
    s->rhs = s->du + N, s->M = s->rhs + N, s->lw = s->M + N * N, s->lw_lo = s->lw + d;
    s->slope = s->lw_lo + d, s->dz = s->slope + d, s->e = s->dz + d, s->v = s->e + d, s->acc = s->v + d;
    if (deep) s->room = s->acc + d, s->room_lo = s->room + d, s->unit = s->room_lo + d;
    return CF_OK;
}

void cf_levels_clear(cf_levels *s) {
    free(s->du);
    free(s->S);
    free(s->order);
}

int cf_levels_undominated(size_t *row, size_t *column, const cf_levels *s) {
    const cf_tableau *t = s->t;
    double worst = log(CF_LEVELS_TAU);
    *column = s->d;
    for (size_t j = 0; j < s->N; j++) {
        const double *a = t->hi + j * t->width, lw = s->lw[t->basis[j]];
        double largest = 1;
        for (size_t i = 0; i < s->d; i++) largest = fabs(a[i]) > largest ? fabs(a[i]) : largest;
        const double cut = lw + 2 * (worst - log(largest));
        for (size_t i = 0; i < s->d; i++) {
            if (s->lw[i] <= cut || a[i] == 0) continue;
            const double v = log(fabs(a[i])) + 0.5 * (s->lw[i] - lw);
            if (v > worst) worst = v, *row = j, *column = i;
        }
    }
    return *column != s->d;
}

/* Rows by decreasing weight: insertion sort, since the order changes little. */
static void sort_rows(cf_levels *s) {
    for (size_t k = 0; k < s->N; k++) {
        size_t at = k;
        while (at > 0 && s->lw[s->t->basis[s->order[at - 1]]] < s->lw[s->t->basis[k]]) {
            s->order[at] = s->order[at - 1];
            at--;
        }
        s->order[at] = k;
    }
}

/* ln w_i/w_j */
static double above(const cf_levels *s, size_t i, size_t j) {
    return (s->lw[i] - s->lw[j]) + (s->lw_lo[i] - s->lw_lo[j]);
}

/* room_i - room_j; as sums, for far below the doubles' range their sizes cost digits. */
static double room_above(const cf_levels *s, size_t i, size_t j) {
    return (s->room[i] - s->room[j]) + (s->room_lo[i] - s->room_lo[j]);
}

/* e_i = sqrt(w_i/w_top), 0 for columns of a higher level, and v_i = e_i (beta_i/w_i + dz_i) in the level's
 * unit. */
static void level_columns(cf_levels *s, size_t top_column, int residual) {
    for (size_t i = 0; i < s->d; i++) {
        const double l = above(s, i, top_column);
        s->e[i] = l > HIGHER ? 0 : exp(0.5 * l);
        const double carried =
            s->room && l <= HIGHER ? exp(fmin(0.5 * l + room_above(s, i, top_column), 700)) : s->e[i];
        s->v[i] = carried * ((residual ? s->slope[i] : 0) + s->dz[i]);
    }
}

/* dz += A^T du of the rows order[first..last). */
static void carry(cf_levels *s, size_t first, size_t last, size_t top_column) {
    double *out = s->room ? s->acc : s->dz;
    if (s->room) memset(out, 0, s->d * sizeof(double));
    for (size_t k = first; k < last; k++) {
        const size_t j = s->order[k];
        cblas_daxpy((int)s->d, s->du[j], s->t->hi + j * s->t->width, 1, out, 1);
    }
    if (!s->room) return;
    for (size_t i = 0; i < s->d; i++)
        if (above(s, i, top_column) <= HIGHER && out[i] != 0)
            s->dz[i] += out[i] * exp(fmin(room_above(s, top_column, i), 700));
}

/* -ln of sqrt(w_top w_j) e^unit: what a target of row j is measured in. */
static double target_exponent(const cf_levels *s, size_t top_column, size_t row) {
    const size_t j = s->t->basis[row];
    if (!s->room) return -0.5 * (s->lw[top_column] + s->lw[j]);
    const cf_dd w =
        cf_dd_add((cf_dd){s->lw[top_column], s->lw_lo[top_column]}, (cf_dd){s->lw[j], s->lw_lo[j]});
    return -cf_dd_add((cf_dd){0.5 * w.hi, 0.5 * w.lo}, (cf_dd){s->room[top_column], s->room_lo[top_column]})
                .hi;
}

/* One level, rows order[first..last): adds its du, and its share of dz. */
static int solve_level(cf_levels *s, size_t first, size_t last, int residual) {
    const size_t d = s->d, n = last - first, width = s->t->width;
    const size_t top_column = s->t->basis[s->order[first]];
    const double unit = s->room ? s->room[top_column] : 0;
    level_columns(s, top_column, residual);
    for (size_t k = 0; k < n; k++) {
        const size_t j = s->order[first + k];
        const double *a = s->t->hi + j * width, f = 1 / s->e[s->t->basis[j]];
        double *row = s->S + k * d, y = a[d], sum = 0;
        for (size_t i = 0; i < d; i++) row[i] = a[i] * s->e[i] * f;
        if (y != 0) sum = copysign(exp(fmin(target_exponent(s, top_column, j) + log(fabs(y)), 600)), y);
        s->rhs[k] = sum;
    }
    cblas_dgemv(CblasRowMajor, CblasNoTrans, (int)n, (int)d, -1.0, s->S, (int)d, s->v, 1, 1.0, s->rhs, 1);
    cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, (int)n, (int)d, 1.0, s->S, (int)d, 0.0, s->M,
                (int)n);
    s->factorizations++;
    if (LAPACKE_dposv_work(LAPACK_COL_MAJOR, 'U', (int)n, 1, s->M, (int)n, s->rhs, (int)n) != 0) return 0;
    for (size_t k = 0; k < n; k++) {
        const size_t j = s->order[first + k];
        s->du[j] = s->rhs[k] / s->e[s->t->basis[j]];
        if (s->unit) s->unit[j] = unit;
    }
    carry(s, first, last, top_column);
    return 1;
}

double cf_levels_solve(cf_levels *s, int residual) {
    const size_t *basis = s->t->basis;
    sort_rows(s);
    memset(s->dz, 0, s->d * sizeof(double));
    for (size_t first = 0, last; first < s->N; first = last) {
        double previous = s->lw[basis[s->order[first]]];
        const double top = previous;
        for (last = first + 1; last < s->N; last++) {
            const double l = s->lw[basis[s->order[last]]];
            if (previous - l > LEVEL_GAP || top - l > LEVEL_RANGE) break;
            previous = l;
        }
        if (!solve_level(s, first, last, residual)) return -1;
    }
    double delta = 0;
    for (size_t i = 0; i < s->d; i++) {
        if (!(fabs(s->dz[i]) <= delta)) delta = fabs(s->dz[i]);
    }
    return delta < INFINITY ? delta : -1;
}
