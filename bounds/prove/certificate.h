/* certificate.h - proofs, and certificates (docs/certificate.md) from them. */
#ifndef CF_CERTIFICATE_H
#define CF_CERTIFICATE_H

#include "bounds/prove/search.h"

typedef enum { CF_PROOF_TREE, CF_PROOF_CHART, CF_PROOF_RULE } cf_proof_kind;
enum { CF_PROOF_PARTS = 10 };

/* The proof of a goal. */
typedef struct cf_proof {
    cf_proof_kind kind;
    cf_search **search; /* TREE: one; CHART: one a child */
    int n;
    char *head; /* RULE: its item in the certificate */
    int n_parts;
    struct cf_proof *part[CF_PROOF_PARTS];
    cf_bound *view[CF_PROOF_PARTS]; /* the bounds that the parts speak of, NULL: the same; freed with the proof */
} cf_proof;

cf_proof *cf_proof_new(cf_proof_kind kind);
cf_proof *cf_proof_rule(const char *format, ...) __attribute__((format(printf, 1, 2)));
void cf_proof_free(cf_proof *p); /* NULL allowed */
/* A bound that shares everything with another but the intervals, its own. */
cf_bound *cf_view_new(const cf_bound *bound);
void cf_view_free(cf_bound *view);

/* The caller frees the text. */
char *cf_certificate_proved(const cf_bound *bound, const fmpq *point, slong bits, cf_proof *const *proof, int n_goals);
char *cf_certificate_refuted(const cf_bound *bound, const fmpq *point, slong bits);

#endif
