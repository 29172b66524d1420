/* mf_newton.h - the linear systems (1 - gamma df/dw) x = b of the matrix flow. */
#ifndef CF_MF_NEWTON_H
#define CF_MF_NEWTON_H

#include "mf.h"

typedef struct {
    size_t rows, N;       /* 2d */
    int dense;            /* through the N observed entries; otherwise by conjugate gradients */
    double gamma;         /* of the factors */
    double *at;           /* the weights of the factors */
    double *T, *Tinv, *G; /* 2d x 2d: 1 + 2 gamma S, its inverse, w w^T */
    double *A;            /* N x N: the inverse of 1 + 2 gamma C T^-1 C^T */
    double *u, *v;        /* N */
    double *z, *p, *q;    /* n: padded */
} mf_newton;

cf_status mf_newton_init(mf_newton *m, const mf_system *s);
void mf_newton_clear(mf_newton *m);
/* Factors at w, whose residuals it takes; 0, or 1: 1 + 2 gamma S or the whole is not positive definite, or no
 * number. */
int mf_newton_factor(mf_newton *m, mf_system *s, const double *w, double gamma);
/* x = (1 - gamma df/dw)^{-1} b at the gamma and the weights of the factors; all padded; x and b may be the
 * same. 0, or 1: it failed. */
int mf_newton_solve(mf_newton *m, const mf_system *s, double *x, const double *b);

#endif
