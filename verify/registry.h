/* registry.h - the claims and the tables that the build puts into the program. */
#ifndef CF_REGISTRY_H
#define CF_REGISTRY_H

#include "verify/claim.h"

extern const cf_claim *const cf_claims[];     /* ends with NULL; sorted by id */
extern const char *const cf_table_expected[]; /* verify/expected.tsv, a string a line, without the newline; ends with NULL */
extern const char *const cf_table_items[];    /* verify/items.tsv, likewise */
extern const char *const cf_table_hard_q[];   /* tests/data/hard_q.tsv, likewise */
extern const char cf_source_hash[];           /* of core/, reference/ and reports/, the compiler and its flags; 16 hexadecimal digits */

#endif
