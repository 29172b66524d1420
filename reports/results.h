/* results.h - the results of runs as they stand in a folder, read back: verify.json, figures/NAME.json, and the
 * prove.json of the folders below. */
#ifndef CF_RESULTS_H
#define CF_RESULTS_H

#include <jansson.h>

typedef struct {
    json_t *verify;  /* verify.json */
    json_t *figures; /* an array of figures/NAME.json (docs/figures.md), in the order of their names */
    json_t *bounds;  /* [{"folder":path below dir,"bounds":[lines of prove.json]}...], in the order of the paths */
    char date[32];   /* of verify.json: what it says, else the time of its file; UTC, "2024-05-01T09:30:00Z" */
} cf_results;

/* Reads all of dir and checks that what a report asks for is there and of the right type. 0, or -1 with "FILE: what
 * is wrong" in error: verify.json is missing or is none, a file of figures or bounds is none. The caller clears
 * *results either way. */
int cf_results_read(cf_results *results, const char *dir, char error[512]);
void cf_results_clear(cf_results *results);

/* Whether this program can say what verify.json is about: its version is ours, and every claim is one of ours with
 * the same statement. 0, or -1 with a message. */
int cf_results_own(const cf_results *results, const char *dir, char error[512]);

#endif
