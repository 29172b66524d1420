/* instances.c - problem instances (X, y) shared by the claims.
 *
 * The exact families need exact products: their Gaussian entries are rounded to multiples of 2^-20 and
 * |entry| < 2^6, hence at most 27 bits, and scale to 24 bits, so that c x_1 and scale * y need at most 52 and
 * are exact in a double. Full row rank is decided by exact elimination modulo the prime 2^31 - 1: rank N
 * modulo a prime implies rank N over the rationals. A draw without it (or, with probability about 1e-9, one
 * whose minors are divisible by the prime) is replaced by the next draw from the same stream. */
#include "verify/instances.h"
#include "core/certiflow.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *allocate(size_t n, size_t size) {
    void *p = calloc(n ? n : 1, size);
    if (!p) {
        fprintf(stderr, "%s:%d: out of memory\n", __FILE__, __LINE__);
        abort();
    }
    return p;
}

const char *cf_family_name(cf_family family) {
    static const char *const names[CF_FAMILIES] = {
        "gaussian",          "sparse regression",  "one non-zero target",
        "degenerate vertex", "duplicated columns", "integer matrix",
        "sign matrix",       "scaled columns",     "nearly equal rows"};
    return (unsigned)family < CF_FAMILIES ? names[family] : "unknown";
}

static double round_to_bits(double x, int bits) {
    int e;
    double m = frexp(x, &e);
    return ldexp(nearbyint(ldexp(m, bits)), e - bits);
}

/* multiples of 2^-20, |.| < 2^6 */
static void short_normals(double *out, cf_rng *rng, size_t n) {
    cf_rng_normals(out, rng, n);
    for (size_t i = 0; i < n; i++) out[i] = fmax(-63.0, fmin(63.0, nearbyint(ldexp(out[i], 20)) * 0x1p-20));
}

static long draw_integer(cf_rng *rng, long low, long high) {
    return low + (long)floor(cf_rng_uniform(rng) * (double)(high - low + 1));
}

static void draw_duplicated(double *X, cf_rng *rng, size_t N, size_t d) {
    size_t half = d / 2 >= N ? d / 2 : N; /* at least N different columns: full rank stays possible */
    short_normals(X, rng, N * d);
    for (size_t i = half; i < d; i++) {
        size_t from = i - half;
        for (size_t n = 0; n < N; n++) X[n * d + i] = (from % 2 ? -1.0 : 1.0) * X[n * d + from];
    }
}

static void draw_columns(double *X, cf_rng *rng, size_t N, size_t d) {
    static const double factor[3] = {1e6, 1.0, 1e-6};
    cf_rng_normals(X, rng, N * d);
    for (size_t n = 0; n < N; n++)
        for (size_t i = 0; i < d; i++) X[n * d + i] *= factor[i % 3];
}

static void draw_rows(double *X, cf_rng *rng, size_t N, size_t d) {
    short_normals(X, rng, N * d);
    for (size_t n = 1; n < N; n++)
        for (size_t i = 0; i < d; i++) X[n * d + i] = X[i] + X[n * d + i] * 0x1p-10;
}

static void draw_X(double *X, cf_family family, cf_rng *rng, size_t N, size_t d) {
    switch (family) {
    case CF_FAMILY_DUPLICATED:
        draw_duplicated(X, rng, N, d);
        break;
    case CF_FAMILY_INTEGER:
        for (size_t k = 0; k < N * d; k++) X[k] = (double)draw_integer(rng, -2, 2);
        break;
    case CF_FAMILY_SIGNS:
        for (size_t k = 0; k < N * d; k++) X[k] = draw_integer(rng, 0, 1) ? 1.0 : -1.0;
        break;
    case CF_FAMILY_COLUMNS:
        draw_columns(X, rng, N, d);
        break;
    case CF_FAMILY_ROWS:
        draw_rows(X, rng, N, d);
        break;
    case CF_FAMILY_DEGENERATE:
        short_normals(X, rng, N * d);
        break;
    default:
        cf_rng_normals(X, rng, N * d);
        break;
    }
}

static void draw_y(double *y, const double *X, cf_family family, cf_rng *rng, size_t N, size_t d) {
    switch (family) {
    case CF_FAMILY_SPARSE: {
        size_t r = d < 5 ? d : 5;
        cf_rng_normals(y, rng, N);
        for (size_t n = 0; n < N; n++) {
            y[n] *= 0.1;
            for (size_t i = 0; i < r; i++) y[n] += X[n * d + i] / sqrt((double)r);
        }
        break;
    }
    case CF_FAMILY_ZEROS:
        memset(y, 0, N * sizeof *y);
        cf_rng_normals(y + draw_integer(rng, 0, (long)N - 1), rng, 1);
        break;
    case CF_FAMILY_DEGENERATE:
        for (size_t n = 0; n < N; n++) y[n] = X[n * d]; /* c is the scale */
        break;
    case CF_FAMILY_INTEGER:
    case CF_FAMILY_SIGNS:
        for (size_t n = 0; n < N; n++) y[n] = (double)draw_integer(rng, -3, 3);
        break;
    default:
        cf_rng_normals(y, rng, N);
        break;
    }
}

#define PRIME 2147483647u /* 2^31 - 1: 2^31 = 1 modulo it, so 2^e = 2^(e mod 31) */

static uint64_t residue(double x) {
    int e;
    int64_t m = (int64_t)ldexp(frexp(x, &e), 53);
    int shift = (e - 53) % 31;
    uint64_t r = (uint64_t)(m < 0 ? -m : m) % PRIME;
    r = (r << (shift < 0 ? shift + 31 : shift)) % PRIME;
    return m < 0 && r ? PRIME - r : r;
}

static uint64_t inverse(uint64_t a) {
    uint64_t r = 1;
    for (uint32_t e = PRIME - 2; e; e >>= 1, a = a * a % PRIME)
        if (e & 1) r = r * a % PRIME;
    return r;
}

static void eliminate(uint64_t *A, size_t row, size_t column, size_t N, size_t d) {
    uint64_t inv = inverse(A[row * d + column]);
    for (size_t n = row + 1; n < N; n++) {
        uint64_t f = PRIME - A[n * d + column] * inv % PRIME;
        for (size_t i = column; i < d; i++) A[n * d + i] = (A[n * d + i] + f * A[row * d + i]) % PRIME;
    }
}

static int full_row_rank(const double *X, size_t N, size_t d) {
    uint64_t *A = allocate(N * d, sizeof *A);
    size_t rank = 0;
    for (size_t k = 0; k < N * d; k++) A[k] = residue(X[k]);
    for (size_t column = 0; column < d && rank < N; column++) {
        size_t pivot = rank;
        while (pivot < N && A[pivot * d + column] == 0) pivot++;
        if (pivot == N) continue;
        for (size_t i = 0; i < d && pivot != rank; i++) {
            uint64_t t = A[pivot * d + i];
            A[pivot * d + i] = A[rank * d + i];
            A[rank * d + i] = t;
        }
        eliminate(A, rank++, column, N, d);
    }
    free(A);
    return rank == N;
}

static int is_zero(const double *y, size_t N) {
    for (size_t n = 0; n < N; n++)
        if (y[n] != 0.0) return 0;
    return 1;
}

void cf_problem_draw(cf_problem *p, cf_family family, uint64_t seed, size_t N, size_t d, double scale) {
    if (N < 1 || N > d || !(scale > 0) || (unsigned)family >= CF_FAMILIES) {
        fprintf(stderr, "%s:%d: cf_problem_draw outside its domain\n", __FILE__, __LINE__);
        abort();
    }
    cf_rng rng;
    cf_rng_init(&rng, seed * CF_FAMILIES + (uint64_t)family);
    *p = (cf_problem){family,
                      seed,
                      round_to_bits(scale, 24),
                      N,
                      d,
                      allocate(N * d, sizeof(double)),
                      allocate(N, sizeof(double))};
    do {
        do draw_X(p->X, family, &rng, N, d);
        while (!full_row_rank(p->X, N, d));
        draw_y(p->y, p->X, family, &rng, N, d);
        for (size_t n = 0; n < N; n++) p->y[n] *= p->scale;
    } while (is_zero(p->y, N));
}

void cf_problem_clear(cf_problem *p) {
    free(p->X);
    free(p->y);
    p->X = p->y = NULL;
}

void cf_problem_nth(cf_problem *p, uint64_t seed, size_t k, size_t d_max) {
    static const size_t size[11][2] = {{2, 5}, {1, 2}, {3, 8}, {1, 1},  {5, 12}, {2, 2},
                                       {4, 9}, {1, 7}, {3, 3}, {8, 20}, {10, 40}};
    static const double scale[3] = {1.0, 1e-3, 1e3};
    size_t N = size[k % 11][0], d = size[k % 11][1];
    if (d > d_max) {
        d = d_max;
        N = N < (d + 1) / 2 ? N : (d + 1) / 2;
    }
    cf_problem_draw(p, (cf_family)(k % CF_FAMILIES), seed + k, N, d, scale[k / 2 % 3]);
}

#define SHOWN_ENTRIES 6 /* of X: up to here an instance is shown in full */

/* ", X = [[1, 2], [3, 4]], y = [5, 6]" with 17 significant digits, which give back the doubles; "" if X is
 * larger. */
static void data_text(char *text, size_t size, const cf_problem *p) {
    size_t n = 0;
    text[0] = '\0';
    if (p->N * p->d > SHOWN_ENTRIES) return;
    n += (size_t)snprintf(text + n, size - n, ", X = [");
    for (size_t k = 0; k < p->N * p->d; k++)
        n += (size_t)snprintf(text + n, size - n, "%s%.17g%s",
                              k % p->d ? ", "
                              : k      ? ", ["
                                       : "[",
                              p->X[k], (k + 1) % p->d ? "" : "]");
    n += (size_t)snprintf(text + n, size - n, "], y = [");
    for (size_t k = 0; k < p->N; k++)
        n += (size_t)snprintf(text + n, size - n, "%s%.17g", k ? ", " : "", p->y[k]);
    snprintf(text + n, size - n, "]");
}

void cf_problem_begin(cf_run *run, const cf_problem *p, const char *more) {
    char data[512]; /* 12 numbers of at most 24 characters, and what stands between them */
    data_text(data, sizeof data, p);
    cf_instance(run, "%s, seed %llu, N = %zu, d = %zu, scale %g%s%s%s", cf_family_name(p->family),
                (unsigned long long)p->seed, p->N, p->d, p->scale, *more ? ", " : "", more, data);
    if (p->family >= CF_FAMILY_FIRST_ADVERSARIAL || p->N == 1 || p->N == p->d) cf_adversarial(run);
}

void cf_problem_exact(fmpq_mat_t X, fmpq_mat_t y, const cf_problem *p) {
    for (size_t n = 0; n < p->N; n++) {
        cf_fmpq_set_double(fmpq_mat_entry(y, (slong)n, 0), p->y[n]);
        for (size_t i = 0; i < p->d; i++)
            cf_fmpq_set_double(fmpq_mat_entry(X, (slong)n, (slong)i), p->X[n * p->d + i]);
    }
}
