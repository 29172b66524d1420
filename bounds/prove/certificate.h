/* certificate.h - certificates (docs/certificate.md) from finished searches. */
#ifndef CF_CERTIFICATE_H
#define CF_CERTIFICATE_H

#include "bounds/prove/search.h"

/* A goal that was proved: one search, or one for each child of a chart. */
typedef struct {
    cf_search *search;
    int n;
} cf_proof;

/* The caller frees the text. */
char *cf_certificate_proved(const cf_bound *bound, const fmpq *point, slong bits, const cf_proof *proof, int n_goals);
char *cf_certificate_refuted(const cf_bound *bound, const fmpq *point, slong bits);

#endif
