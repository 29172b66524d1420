/* replay.h - the independent checker, run on a certificate as a process of its own. */
#ifndef CF_REPLAY_H
#define CF_REPLAY_H

#include "bounds/prove.h"
#include <stddef.h>

typedef enum {
    CF_REPLAY_PROVED,   /* accepted: the statement holds */
    CF_REPLAY_REFUTED,  /* accepted: it fails at the certificate's point */
    CF_REPLAY_REJECTED, /* the checker says no */
    CF_REPLAY_FAILED,   /* no answer: no checker, the checker died or ran out of time */
    CF_REPLAY_STARVED,  /* no answer: no temporary file, pipe, process or memory */
} cf_replay;

/* certiflow-check beside the running program; path is what is tried, whether or not it is there. "" if that place cannot be told, for want of
 * /proc or of room: then there is no checker. */
void cf_checker_path(char *path, size_t size);

/* Writes certificate, and text as the .bound file whose statement it has to be, into files without a name below TMPDIR (or
 * /tmp), and runs
 *     checker --against TEXT CERTIFICATE
 * for at most `seconds` of CPU. name: of the bound; *used: seconds by the clock; why: what the checker said,
 * or what failed, "" if accepted. */
cf_replay cf_replay_certificate(char why[512], double *used, const char *checker, const char *name, const char *certificate,
                                const char *text, double seconds);
/* Whether the checker says of the certificate what the prover says, PROVED or REFUTED: 1; 0: it does not, or gives no answer; -1: no answer for
 * want of a resource (CF_REPLAY_STARVED). why: "" for 1. */
int cf_replay_confirms(char why[512], double *used, const char *checker, const char *name, cf_prove_verdict verdict, const char *certificate,
                       const char *text, double seconds);

#endif
