/* limit_tableau.c - [A b] = X_B^{-1} [X y] in doubles for a basis B of columns that changes by one at a time,
 * with the right zeros and with small entries that are right, too.
 *
 * Nothing here is trusted; see limit_search.c for what the basis is for. Where the weights of the columns
 * span e^(2L) an entry of 1e-17 in a light row means something quite different from 0, and doubles cannot
 * tell rounding noise from either. So entries below 1e-8 of their natural size are looked at twice: the same
 * elimination is carried along modulo a 62-bit prime, where 0 is 0 (and everything else is not, but for a
 * chance of about 2^-60), and a column with a small non-zero entry is solved for again with a few hundred
 * bits. A matrix on which elimination in doubles meets tiny pivots is handled like that throughout
 * ("careful"), and its first basis is completed by the elimination modulo the prime.
 *
 * Rows are scaled by powers of 2 beforehand, which changes neither A nor b. */
#include "limit.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double SMALL = 1e-8, POOR_PIVOT = 1e-6;
static const ulong PRIME = UWORD(4611686018427387847); /* 2^62 - 57 */

enum { BITS = 320, CAREFUL_BITS = 1280 };

/* x modulo the prime */
static ulong residue(double x, ulong inverse) {
    int e;
    long long m = (long long)ldexp(frexp(x, &e), 53);
    ulong a = (ulong)(m < 0 ? -m : m) % PRIME;
    e -= 53;
    ulong base = e < 0 ? (PRIME + 1) / 2 : 2; /* 1/2 or 2 */
    ulong power = n_powmod2_ui_preinv(base, (ulong)(e < 0 ? -e : e), PRIME, inverse);
    a = n_mulmod2_preinv(a, power, PRIME, inverse);
    return m < 0 && a ? PRIME - a : a;
}

static void pivot_residues(cf_ref_limit_tableau *t, size_t k, size_t j) {
    size_t m = t->m;
    ulong inverse = t->prime_inverse, *row = t->residues + k * m, scale = n_invmod(row[j], PRIME);
    for (size_t i = 0; i < m; i++)
        if (row[i]) row[i] = n_mulmod2_preinv(row[i], scale, PRIME, inverse);
    for (size_t n = 0; n < t->N; n++) {
        ulong *other = t->residues + n * m, factor = other[j];
        if (n == k || factor == 0) continue;
        for (size_t i = 0; i < m; i++)
            if (row[i])
                other[i] = n_submod(other[i], n_mulmod2_preinv(factor, row[i], PRIME, inverse), PRIME);
    }
}

static void swap_rows(ulong *a, ulong *b, size_t m) {
    for (size_t i = 0; i < m; i++) {
        ulong x = a[i];
        a[i] = b[i], b[i] = x;
    }
}

/* Begins the elimination modulo the prime with the basis columns chosen so far (used[k]; NULL: all), row k
 * holding the unit of basis[k]; -1 if they are dependent. */
static int begin_residues(cf_ref_limit_tableau *t, const char *used) {
    size_t N = t->N, m = t->m, d = m - 1;
    t->residues = malloc(N * m * sizeof *t->residues);
    if (!t->residues) return -1;
    t->prime_inverse = n_preinvert_limb(PRIME);
    for (size_t n = 0; n < N; n++)
        for (size_t j = 0; j < m; j++)
            t->residues[n * m + j] = residue(j < d ? t->X[n * d + j] : t->y[n], t->prime_inverse);
    char *taken = calloc(N, 1);
    size_t *place = malloc(N * sizeof *place); /* the row that was pivoted for basis[k] */
    int status = taken && place ? 0 : -1;
    for (size_t k = 0; k < N && !status; k++) {
        if (used && !used[k]) continue;
        size_t n = 0;
        while (n < N && (taken[n] || t->residues[n * m + t->basis[k]] == 0)) n++;
        if (n == N)
            status = -1;
        else
            pivot_residues(t, n, t->basis[k]), taken[n] = 1, place[k] = n;
    }
    for (size_t k = 0; k < N && !status; k++) {
        if (used && !used[k]) continue;
        size_t n = place[k];
        if (n == k) continue;
        swap_rows(t->residues + n * m, t->residues + k * m, m);
        for (size_t l = k + 1; l < N; l++)
            if ((!used || used[l]) && place[l] == k) place[l] = n;
    }
    free(taken);
    free(place);
    return status;
}

/* The columns listed, from X_B x = column, with many bits. */
static int solve_again(cf_ref_limit_tableau *t, const size_t *columns, size_t n) {
    slong N = (slong)t->N, d = (slong)t->m - 1;
    arb_mat_t XB, rhs;
    arb_mat_init(XB, N, N);
    arb_mat_init(rhs, N, (slong)n);
    for (slong r = 0; r < N; r++) {
        for (slong k = 0; k < N; k++) arb_set_d(arb_mat_entry(XB, r, k), t->X[r * d + (slong)t->basis[k]]);
        for (slong c = 0; c < (slong)n; c++) {
            slong j = (slong)columns[c];
            arb_set_d(arb_mat_entry(rhs, r, c), j < d ? t->X[r * d + j] : t->y[r]);
        }
    }
    int ok = arb_mat_approx_solve(rhs, XB, rhs, t->careful ? CAREFUL_BITS : BITS);
    for (slong k = 0; k < N && ok; k++)
        for (slong c = 0; c < (slong)n; c++) {
            size_t at = (size_t)k * t->m + columns[c];
            arb_ptr entry = arb_mat_entry(rhs, k, c);
            if ((slong)columns[c] == d) arb_mul_2exp_si(entry, entry, -t->y_exp);
            double x = arf_get_d(arb_midref(entry), ARF_RND_NEAR);
            t->A[at] = t->residues && t->residues[at] == 0 ? 0 : x;
        }
    arb_mat_clear(XB);
    arb_mat_clear(rhs);
    return ok ? 0 : -1;
}

int cf_ref_limit_tableau_clean(cf_ref_limit_tableau *t) {
    size_t N = t->N, m = t->m, n = 0;
    size_t *columns = t->columns;
    for (size_t j = 0; j < m; j++) t->basic[j] = 0;
    for (size_t k = 0; k < N; k++) t->basic[t->basis[k]] = 1;
    for (size_t j = 0; j < m; j++) {
        if (t->basic[j]) continue; /* unit vectors, exactly */
        int again = t->careful;
        for (size_t k = 0; k < N; k++) {
            double *a = t->A + k * m + j;
            if (fabs(*a) * t->scale[t->basis[k]] >= SMALL * t->scale[j]) continue;
            if (!t->residues && begin_residues(t, NULL)) return -1;
            if (t->residues[k * m + j] == 0)
                *a = 0;
            else
                again = 1;
        }
        if (again) columns[n++] = j;
    }
    return n ? solve_again(t, columns, n) : 0;
}

void cf_ref_limit_tableau_pivot(cf_ref_limit_tableau *t, size_t k, size_t j) {
    size_t m = t->m;
    double *row = t->A + k * m, inverse = 1 / row[j];
    for (size_t i = 0; i < m; i++) row[i] *= inverse;
    row[j] = 1;
    for (size_t n = 0; n < t->N; n++) {
        double *other = t->A + n * m, factor = other[j];
        if (n == k || factor == 0) continue;
        for (size_t i = 0; i < m; i++) other[i] -= factor * row[i];
        other[j] = 0;
    }
    if (t->residues) pivot_residues(t, k, j);
    t->basis[k] = j;
}

/* The first basis, by complete pivoting; -1 if it got stuck. */
static int eliminate(cf_ref_limit_tableau *t, char *used) {
    size_t N = t->N, m = t->m;
    for (size_t step = 0; step < N; step++) {
        double best = 0;
        size_t bk = N, bj = 0;
        for (size_t k = 0; k < N; k++) {
            if (used[k]) continue;
            for (size_t j = 0; j + 1 < m; j++) {
                double a = fabs(t->A[k * m + j]);
                /* what is left of a dependent column is rounding noise: compare with what it was */
                if (a > best && a > SMALL * t->scale[j]) best = a, bk = k, bj = j;
            }
        }
        if (bk == N) return -1;
        if (best < POOR_PIVOT * t->scale[bj]) t->careful = 1;
        cf_ref_limit_tableau_pivot(t, bk, bj);
        used[bk] = 1;
    }
    return 0;
}

/* Completes the basis modulo the prime. */
static int complete(cf_ref_limit_tableau *t, char *used) {
    size_t N = t->N, m = t->m;
    t->careful = 1;
    if (begin_residues(t, used)) return -1;
    for (size_t k = 0; k < N; k++) {
        if (used[k]) continue;
        size_t j = 0;
        while (j + 1 < m && t->residues[k * m + j] == 0) j++;
        if (j + 1 == m) return -1; /* rank-deficient, almost certainly */
        pivot_residues(t, k, j);
        t->basis[k] = j;
        used[k] = 1;
    }
    for (size_t k = 0; k < N; k++) /* cleaning sets the other columns */
        for (size_t n = 0; n < N; n++) t->A[n * m + t->basis[k]] = n == k;
    return 0;
}

int cf_ref_limit_tableau_init(cf_ref_limit_tableau *t, const double *X, const double *y, int careful,
                              size_t N, size_t d) {
    memset(t, 0, sizeof *t);
    t->careful = careful;
    size_t m = d + 1;
    t->X = X, t->y = y, t->N = N, t->m = m;
    t->A = malloc(N * m * sizeof *t->A);
    t->scale = calloc(m, sizeof *t->scale);
    t->basis = malloc(N * sizeof *t->basis);
    t->columns = malloc(m * sizeof *t->columns);
    t->basic = malloc(m);
    char *used = calloc(N, 1);
    int status = t->A && t->scale && t->basis && t->columns && t->basic && used ? 0 : -1;
    double y_largest = 0;
    for (size_t n = 0; n < N; n++) y_largest = fmax(y_largest, fabs(y[n]));
    frexp(y_largest, &t->y_exp);
    for (size_t n = 0; n < N && !status; n++) {
        double *row = t->A + n * m, largest = 0;
        int e;
        for (size_t j = 0; j < d; j++) largest = fmax(largest, fabs(X[n * d + j]));
        frexp(largest, &e);
        for (size_t j = 0; j < d; j++) row[j] = ldexp(X[n * d + j], -e);
        row[d] = ldexp(ldexp(y[n], -t->y_exp), -e);
        for (size_t j = 0; j < m; j++) t->scale[j] = fmax(t->scale[j], fabs(row[j]));
    }
    if (!status && eliminate(t, used)) status = complete(t, used);
    free(used);
    return status ? status : cf_ref_limit_tableau_clean(t);
}

void cf_ref_limit_tableau_clear(cf_ref_limit_tableau *t) {
    free(t->A);
    free(t->scale);
    free(t->basis);
    free(t->columns);
    free(t->basic);
    free(t->residues);
    memset(t, 0, sizeof *t);
}
