/* csdp_nuclear.c - minimum nuclear norm as a semidefinite program in one block of 2d:
 *
 *     min (tr W_1 + tr W_2)/2   s.t.  [W_1 M; M^T W_2] >= 0,  M_ij = y_n,      dual: max y^T Y,  |sum Y_n e_i
 * e_j^T|_2 <= 1.
 *
 * CSDP maximises tr(C X) s.t. tr(A_n X) = a_n: C = -1/2, A_n has 1/2 at (i, d+j) and (d+j, i), and its dual
 * variable is -Y_n. Indices start at 1, matrices are Fortran's.
 *
 * CSDP reads its parameters, and how much it prints, in a function initparams of its own, from a file
 * "param.csdp" of the current folder. The definition below takes that one's place in the linked program: no
 * file is read, nothing is printed. CSDP promises nothing about threads: one caller at a time. */
#include "csdp_nuclear.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <pthread.h>
#include <csdp/declarations.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

void initparams(struct paramstruc *params, int *printlevel) {
    *params = (struct paramstruc){.axtol = 1e-9,
                                  .atytol = 1e-9,
                                  .objtol = 1e-9,
                                  .pinftol = 1e8,
                                  .dinftol = 1e8,
                                  .maxiter = 100,
                                  .minstepfrac = 0.90,
                                  .maxstepfrac = 0.97,
                                  .minstepp = 1e-8,
                                  .minstepd = 1e-8,
                                  .usexzgap = 1,
                                  .tweakgap = 0,
                                  .affine = 0,
                                  .perturbobj = 1,
                                  .fastmode = 0};
    *printlevel = 0;
}

/* CSDP frees all of it with free(), in free_prob: nothing may stay uninitialised. */
static int make_C(struct blockmatrix *C, size_t size) {
    C->nblocks = 1;
    C->blocks = calloc(2, sizeof(struct blockrec));
    if (!C->blocks) return 0;
    C->blocks[1].blockcategory = MATRIX, C->blocks[1].blocksize = (int)size;
    C->blocks[1].data.mat = calloc(size * size, sizeof(double));
    if (!C->blocks[1].data.mat) return 0;
    for (size_t i = 0; i < size; i++) C->blocks[1].data.mat[i * size + i] = -0.5;
    return 1;
}

static struct sparseblock *make_constraint(size_t n, size_t i, size_t j, size_t d) {
    struct sparseblock *b = calloc(1, sizeof *b);
    if (!b) return NULL;
    b->blocknum = 1, b->blocksize = (int)(2 * d), b->constraintnum = (int)(n + 1), b->numentries = 1,
    b->issparse = 1;
    b->entries = calloc(2, sizeof(double)), b->iindices = calloc(2, sizeof(int)),
    b->jindices = calloc(2, sizeof(int));
    if (b->entries && b->iindices && b->jindices)
        b->entries[1] = 0.5, b->iindices[1] = (int)(i + 1), b->jindices[1] = (int)(d + j + 1);
    return b;
}

static int made(const struct constraintmatrix *c, size_t N) {
    for (size_t n = 1; n <= N; n++)
        if (!c[n].blocks || !c[n].blocks->entries || !c[n].blocks->iindices || !c[n].blocks->jindices)
            return 0;
    return 1;
}

static cf_status solve(double *M, double *Y, struct blockmatrix C, double *a,
                       struct constraintmatrix *constraints, size_t N, size_t d) {
    struct blockmatrix X, Z;
    double *dual, primal_value, dual_value;
    int size = (int)(2 * d), k = (int)N;
    initsoln(size, k, C, a, constraints, &X, &dual, &Z);
    int code = easy_sdp(size, k, C, a, constraints, 0, &X, &dual, &Z, &primal_value, &dual_value);
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++)
            M[i * d + j] = X.blocks[1].data.mat[ijtok((int)(i + 1), (int)(d + j + 1), size)];
    for (size_t n = 0; n < N; n++) Y[n] = -dual[n + 1];
    free_prob(size, k, C, a, constraints, X, dual, Z);
    return code == 0 || code == 3 || code == 5 || code == 6 || code == 7
               ? CF_OK
               : CF_ENOCONV; /* reduced accuracy will do: it is only a candidate */
}

cf_status csdp_min_nuclear(double *M, double *Y, const double *y, const size_t *row, const size_t *col,
                           size_t N, size_t d) {
    struct blockmatrix C = {0};
    double *a = calloc(N + 1, sizeof *a);
    struct constraintmatrix *constraints = calloc(N + 1, sizeof *constraints);
    int ready = a && constraints && make_C(&C, 2 * d);
    for (size_t n = 0; ready && n < N; n++) {
        a[n + 1] = y[n];
        constraints[n + 1].blocks = make_constraint(n, row[n], col[n], d);
    }
    if (!ready || !made(constraints, N))
        return CF_ENOMEM; /* what was allocated is not given back: no memory is left anyway */
    pthread_mutex_lock(&one_at_a_time);
    cf_status status = solve(M, Y, C, a, constraints, N, d);
    pthread_mutex_unlock(&one_at_a_time);
    return status;
}
