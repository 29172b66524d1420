/* bound_check.h - the check of a claim that a .bound file makes (CF_M_PROOF), and bounds at single points.
 *
 * The claims are written by verify/tools/bound_claims.c while the program is built; their text is in it (cf_claim.source). */
#ifndef CF_BOUND_CHECK_H
#define CF_BOUND_CHECK_H

#include "verify/claim.h"

/* Proves or refutes the bound, or (in the run of a canary) refutes the canary, and has the certificate replayed by the checker
 * beside this program. Reports one fact:
 *   PROVED, certificate accepted              it holds
 *   REFUTED at a point, certificate accepted  it fails (of a canary, which has no certificate: the prover's word)
 *   VACUOUS                                   no instance counts
 *   else                                      undecided, with what was left undone: no verdict, a certificate rejected, no checker */
void cf_check_bound(cf_run *run);
/* The same with the checker at that path. */
void cf_check_bound_with(cf_run *run, const char *checker);

/* The text of such a claim; the caller frees it. */
char *cf_bound_text(const cf_claim *claim);

/* The sides of the bound `id`, small <= big, at a point of its domain: one ball a variable, in their order. */
void cf_bound_sides(arb_t small, arb_t big, const char *id, arb_srcptr point, slong prec);

#endif
