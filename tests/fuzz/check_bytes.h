/* check_bytes.h - the checker's files in this process, on bytes. */
#ifndef CF_FUZZ_CHECK_BYTES_H
#define CF_FUZZ_CHECK_BYTES_H

#include <stddef.h>

typedef struct {
    int accepted, refuted;
    char *statement; /* as the certificate has it; NULL if it was not read; to be freed */
    char *name;      /* likewise */
    char **point;    /* of what was accepted as REFUTED; check_clear frees it */
    int n_variables;
    char error[512];
} check_outcome;

/* The whole check, as certiflow-check does it. */
void check_bytes(check_outcome *out, const char *text, size_t n);
void check_clear(check_outcome *out);
void check_hash(char hex[65], const char *text, size_t n); /* SHA-256 as the checker computes it */

#endif
