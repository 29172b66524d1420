/* lookup.h - claims by id, their expected verdicts (verify/expected.tsv), the items of the paper (verify/items.tsv),
 * and the graph of what rests on what. */
#ifndef CF_LOOKUP_H
#define CF_LOOKUP_H

#include "verify/options.h"
#include "verify/verdict.h"

/* The claim, or NULL. claims ends with NULL. */
const cf_claim *cf_find_claim(const cf_claim *const *claims, const char *id);
/* The claim; NULL after a message with the nearest id. */
const cf_claim *cf_claim_or_hint(const cf_usage *usage, const cf_claim *const *claims, const char *id);
/* --tier; text NULL leaves the default. -1 to go on, or the exit code after a message. */
int cf_read_tier(const cf_usage *usage, cf_tier *tier, const char *text);
const char *cf_tier_name(cf_tier tier);

/* Columns of a tab-separated line; n of them, pointers into *buffer, which the caller frees. Missing ones are "". */
void cf_split(char **buffer, const char **columns, size_t n, const char *line, char separator);

/* The row of table for id: 0 and *verdict; -1 if there is none or it is not a verdict. reason (may be NULL): a copy that
 * the caller frees. Lines that begin with '#' and empty lines are no rows. */
int cf_expected(cf_verdict *verdict, char **reason, const char *const *table, const char *id);

/* The words of a list separated by spaces, one at a time: *s moves on; 0 at the end. word holds size bytes. */
int cf_next_word(char *word, size_t size, const char **s);

/* All ids that can be reached from a claim by uses (by_proof: and proof_uses), each once, in order of first visit,
 * the claim itself left out; a NULL-terminated list of ids that the caller frees (not the strings). A cycle or an id
 * that is no claim: NULL, and *defect says which (static words in a buffer of 256 bytes). */
const cf_claim **cf_reach(const cf_claim *const *claims, const cf_claim *claim, int by_proof, char defect[256]);

/* The tier in which the claim runs: its own, for CF_M_REDUCTION the largest of the bounds that it rests on, directly or through
 * others, since it is PROVED only by bounds of the same run. */
cf_tier cf_tier_of(const cf_claim *const *claims, const cf_claim *claim);

/* The place in the paper in words: "Section 4: Theorem 1", "Appendix B: (28)". The caller frees it. */
char *cf_place(const cf_claim *claim);

#endif
