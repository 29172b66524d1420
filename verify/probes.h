/* probes.h - small computations with a known answer that show whether the machine and the installed libraries
 * compute as the proofs and the error bounds assume.
 *
 * A probe names the function of a library that it tries; `run` gets that function, so that a test can hand it a
 * wrong one and see the probe fire. What decides verdicts (`decides`) is probed whenever a command is about to
 * state one (cf_probes_allow); the whole list, with the longer ones, by certiflow doctor. docs/quality/probes.md
 * says which known defect each is for. */
#ifndef CF_PROBES_H
#define CF_PROBES_H

#include "options.h"

typedef enum {
    CF_PROBE_OK,
    CF_PROBE_NOTE,    /* works as it should for this program; worth knowing */
    CF_PROBE_PROBLEM, /* results cannot be trusted */
} cf_probe_status;

typedef void (*cf_library_function)(void); /* of any type; the probe that it stands beside knows which */

typedef enum {
    CF_PROBE_DOUBLES, /* doubles alone rest on it */
    CF_PROBE_DECIDES, /* verdicts rest on it, and it is quick */
    CF_PROBE_LONG,    /* verdicts rest on it; takes longer than a start may */
} cf_probe_use;

typedef struct {
    const char *name;
    const char *right; /* what is so if the probe succeeds */
    const char *note;  /* NULL, or what there is to know */
    const char *wrong; /* what that means if it fails, and what to do */
    cf_probe_use use;
    cf_probe_status (*run)(cf_library_function f);
    cf_library_function function; /* NULL: the machine itself is tried */
} cf_probe;

extern const cf_probe cf_probes_machine[], cf_probes_exact[], cf_probes_mag[], cf_probes_balls[],
    cf_probes_functions[]; /* each ends with name NULL */
/* The k-th of all, NULL after the last. */
const cf_probe *cf_probe_at(size_t k);
/* good: CF_PROBE_OK, else CF_PROBE_PROBLEM */
cf_probe_status cf_probe_verdict(int good);

/* Runs the probes that decide verdicts. -1 if none fires; else says which to standard error and gives the exit
 * code: nothing may be certified. */
int cf_probes_allow(const cf_usage *usage);

#endif
