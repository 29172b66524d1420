/* coverage.h - the items of the paper (verify/items.tsv) set beside the claims.
 *
 * items.tsv: a line an item, "key TAB section TAB text"; a claim covers an item iff its .items, separated by ';', names
 * the key, and its .section is the item's or the item's text is found under that key in one section only. */
#ifndef CF_COVERAGE_H
#define CF_COVERAGE_H

#include "verify/claim.h"
#include <jansson.h>

/* {"items":[{"item","section","text","claims":[ids]}...],"sections":{"4":{"items":n,"without":n}...},"unknown":[{"claim",
 * "item"}...]}; unknown: what a claim names and items.tsv does not have. */
json_t *cf_coverage_json(const cf_claim *const *claims, const char *const *items);
char *cf_coverage_text(const cf_claim *const *claims, const char *const *items); /* the caller frees it */

#endif
