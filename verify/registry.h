/* registry.h - the claims and the tables that the build puts into the program. */
#ifndef CF_REGISTRY_H
#define CF_REGISTRY_H

#include "verify/claim.h"

extern const cf_claim *const cf_claims[]; /* ends with NULL; sorted by id */
extern const char cf_table_expected[];    /* verify/expected.tsv */
extern const char cf_table_items[];       /* verify/items.tsv */

#endif
