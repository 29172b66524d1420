/* docs.h - the commands that a page of documentation shows, and whether they do what it says.
 *
 * Fenced blocks count whose first line names one of these:
 *     ```sh            each line is a command; it must exit with 0
 *     ```console       lines that begin with "$ " are commands, what follows is their output: whitespace runs
 * are one; a number is right within 1e-9 of itself, or to half a unit of its last place where it has fewer
 * than 10 digits; "…" stands for anything, a line "…" for any lines. "# exit 1" at a command's end: its exit
 * code (else 0)
 *     ```LANGUAGE file=NAME    the block is written to NAME; with append after it, put at the end of what is
 * there A line that ends with \ goes on. After it: "slow" (only where slow ones are asked for), "skip"
 * (shown, not run), "needs=PROGRAM" or "needs=numpy" (run where that is there). Commands of a page run in
 * order, in one folder, each in a shell of its own. */
#ifndef CF_TEST_DOCS_H
#define CF_TEST_DOCS_H

#include <stddef.h>

typedef struct {
    size_t commands, slow; /* run; left out because they are slow */
    size_t failed;
} docs_outcome;

/* Runs a page's text in the current folder. Each failure is described on standard error, with "name:line". */
docs_outcome docs_run(const char *name, const char *page, int slow);
/* Whether output is what was shown. */
int docs_match(const char *shown, const char *output);

#endif
