/* theorem2_triples.h - Theorem 2's halves as scalar inequalities at its threshold, for the claims that argue
 * it. */
#ifndef CF_THEOREM2_TRIPLES_H
#define CF_THEOREM2_TRIPLES_H

#include "verify/appendix_b.h"
#include "verify/theorem2.h"

typedef struct {
    arb_t norm; /* at 512 bits */
    fmpq_t epsilon, log_alpha;
    size_t d;
    int canary;
} cf_theorem2_triple;

/* The fact `what`, sides a <= b on a cf_theorem2_triple, at 16 triples (norm, epsilon, d); alpha within 1e-30
 * of the threshold of the half, each begun as an instance. */
void cf_for_theorem2_triples(cf_run *run, cf_half half, const char *what, cf_sides sides);
/* 1 + epsilon; canary 0.99 + epsilon */
void cf_triple_factor(arb_t out, const cf_theorem2_triple *w, slong prec);

#endif
