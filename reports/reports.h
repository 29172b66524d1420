/* reports.h - from the report of a run (the object that verify.json is, see verify/assemble.h) to text. Each
 * function returns a string that the caller frees. */
#ifndef CF_REPORTS_H
#define CF_REPORTS_H

#include "verify/claim.h"
#include <jansson.h>
#include <stddef.h>

/* A string under construction; text is NUL-terminated and never NULL after the first addition. */
typedef struct {
    char *text;
    size_t length, capacity;
} cf_text;
void cf_text_add(cf_text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cf_text_clear(cf_text *t);
/* The file as JSON; NULL with errno and *why. json_load_file, but for what memory refused to open it leads to (memory.c). */
json_t *cf_json_read(const char *path, size_t flags, json_error_t *why);
/* Words of s broken at `width` columns, each line after the first indented. */
void cf_text_wrap(cf_text *t, const char *s, int indent, int width);
/* Text between tags or in an attribute in double quotes, of XML 1.0 and HTML; control characters that XML forbids become '?'. */
void cf_text_add_escaped(cf_text *t, const char *s);

char *cf_report_verify_json(
    const json_t *report); /* verify.json: without the rows of tables, which evidence/ has */
char *cf_report_evidence_json(const json_t *claim); /* evidence/ID.json */
char *cf_report_junit(const json_t *report);
char *cf_report_ledger(const json_t *report,
                       int width); /* lines of at most width columns, but for words longer than that */
/* docs/errata.md: the claims about mistakes of the print, each with its correction. claims ends with NULL. */
char *cf_report_errata(const cf_claim *const *claims);

/* Nonzero iff the claim is a bound of a .bound file; a line for each such file. */
int cf_report_is_bound(const json_t *claim);
void cf_report_add_bounds(cf_text *t, const json_t *claims, int width);

/* The string under that key, "" if there is none (borrowed). */
const char *cf_report_text(const json_t *object, const char *key);
/* Nonzero iff the verdict of a claim of a report is not the expected one, or none is expected. */
int cf_report_differs(const json_t *claim);
/* The claim of that id in a report, or NULL (borrowed). */
const json_t *cf_report_claim(const json_t *report, const char *id);
/* Among the instances kept, one that a person can recheck: the first with its X and y in full and more than one coordinate, else the
 * first with X and y, else the first; NULL if there is none (borrowed). */
const json_t *cf_report_example(const json_t *examples);
/* The chain from a claim to its numbers; below: the n_below claims that it, or its proof, rests on. */
char *cf_report_why(const json_t *report, const cf_claim *claim, const cf_claim *const *below,
                    size_t n_below);

/* The k-th section of the paper ("2", ..., "A", ..., and "core" for claims about the program itself), NULL
 * past the last; its heading in words. */
const char *cf_section_name(size_t k);
const char *cf_section_heading(const char *name);

/* Writes verify.json, junit.xml, ledger.txt and evidence/ID.json below dir: all, or (as far as the system
 * allows) none; then removes the evidence that the former verify.json told of and this one does not. 0, or -1
 * with a message in error. */
int cf_report_write(const json_t *report, const char *dir, char error[512]);

#endif
