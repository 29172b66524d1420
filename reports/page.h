/* page.h - the report for people: one HTML page that needs no network and no other file, the same facts in Markdown,
 * and a table of the claims as CSV. The page's program is reports/page/ (see docs/report.md); here it is given its
 * data. */
#ifndef CF_PAGE_H
#define CF_PAGE_H

#include "reports/results.h"
#include <stddef.h>

enum { CF_PAGE_MOST_BYTES = 5000000 };

/* What the page shows of the claims, as reports/page/data.js reads it: verify.json without most of the instances,
 * with what the registry says of each claim (TeX, domain, canary, proof_uses, ...), in the paper's order; short
 * tables of evidence are read from dir/evidence. full = 0 leaves out instances and tables. A new reference. */
json_t *cf_page_data(const cf_results *results, const char *dir, int full);

/* The page: at most CF_PAGE_MOST_BYTES, or NULL where even without instances, tables and static images it is larger.
 * The caller frees all of these. */
char *cf_page_html(const cf_results *results, const char *dir);
char *cf_page_markdown(const cf_results *results);
char *cf_page_csv(const cf_results *results);

/* What changed from results a to b (docs/report.md defines it):
 *   {"a":{"dir","version","build","tier","date","blas_kernel"},"b":{...},"claims":n in both,"verdicts":n that
 * changed, "changed":[{"id","title","a","b","reason"}...],"added":[{"id","title","verdict"}...],"removed":[...],
 *    "values":[{"id","key","a","b","relative"}...],"seconds":[{"id","a","b"}...],
 *    "figures":[{"name","title","status","a":{"tier","verdict"},"b":{...},"curves":[{"label","relative","x"} or
 * {"label","status"}...]}...]} */
json_t *cf_compare(const cf_results *a, const cf_results *b, const char *dir_a, const char *dir_b);
char *cf_compare_text(const json_t *comparison);
char *cf_compare_html(const json_t *comparison);

#endif
