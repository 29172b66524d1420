/* support.h - for tests that run the program: a folder of their own, and the outcome of a run. Each test is a
 * process of its own, so that the state below is the test's. */
#ifndef CF_TEST_SUPPORT_H
#define CF_TEST_SUPPORT_H

#include <jansson.h>
#include <limits.h>

/* The program: $CERTIFLOW, or bin/certiflow beside the folder of this test; set by enter. */
extern char program[PATH_MAX + 32];

/* A new folder below $TMPDIR becomes the current one; leave removes it. */
void enter(void);
void leave(void);
void put(const char *name, const char *text); /* writes a file */

typedef struct {
    int code; /* 128 + signal if it died of one */
    char out[65536], err[8192];
} outcome;
/* Runs the program with arguments as a shell reads them; redirections among them win over ours (standard
 * output and error are caught). "COMMAND | PROGRAM ARGUMENTS" feeds it. */
outcome run(const char *format, ...) __attribute__((format(printf, 1, 2)));

int under_valgrind(void);
/* Whether a program can do with little address space: one that is sanitized or under valgrind maps far more than it uses. */
int fits_in_little_space(void);

/* Bad input: exit 2, the words in the message, nothing on standard output. */
void refused(const char *arguments, const char *words);
/* The JSON that a run prints; it must exit with 0. */
json_t *answer(const char *arguments);
/* A number, a string of an object; "" if there is none. */
double number(const json_t *o, const char *key);
const char *text(const json_t *o, const char *key);

#endif
