/* probes.h - small computations with a known answer that show whether the machine and the installed libraries
 * compute as the proofs and the error bounds assume. */
#ifndef CF_PROBES_H
#define CF_PROBES_H

typedef enum {
    CF_PROBE_OK,
    CF_PROBE_NOTE,    /* works as it should for this program; worth knowing */
    CF_PROBE_PROBLEM, /* results cannot be trusted */
} cf_probe_status;

typedef struct {
    const char *name;
    const char *right; /* what is so if the probe succeeds */
    const char *note;  /* NULL, or what there is to know */
    const char *wrong; /* what that means if it fails, and what to do */
    cf_probe_status (*run)(void);
} cf_probe;

extern const cf_probe cf_probes[]; /* ends with name NULL */

#endif
