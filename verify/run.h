/* run.h - one execution of one check: what claim.h declares, seen from the runner. */
#ifndef CF_RUN_H
#define CF_RUN_H

#include "verify/verdict.h"
#include <jansson.h>

/* Most instances kept with their numbers; the counterexample, the first undecided fact and the instance of least
 * slack of every fact come on top. */
#define CF_EXAMPLES 20

/* A run of the claim's check (canary: of its false neighbour) that counts as expired after `seconds` of the process's
 * CPU time, or three times as much by the clock. */
cf_run *cf_run_new(const cf_claim *claim, cf_tier tier, int canary, double seconds);
void cf_run_free(cf_run *run);
/* Ends the last instance. */
void cf_run_end(cf_run *run);
const cf_tally *cf_run_tally(const cf_run *run);
/* What the run reported, after cf_run_end; a new reference:
 *   {"tally":{"instances":n,...},
 *    "facts":[{"what","kind","certified":n,"violated":n,"undecided":n,"least_bits":n,"least_slack":x,
 *              "least":{"instance","a":{mid,rad},"b":{mid,rad}},"slack_decades":{"-3":n,...}}...],
 *    "counterexample":{instance},"undecided":{instance},"examples":[{instance}...],
 *    "skipped":{"hypothesis":n,...},"left":["..."...],
 *    "values":{key:number|text|ball...},"samples":{key:{"n","min","max","decades":{"-3":n...}}},"tables":{name:[{}...]}}
 * and "certificate": its text, where there is one.
 * An instance is {"instance":text,"adversarial":bool,"hypotheses":[...],"facts":[{"what","holds":true|false|null,"a","b",
 * ...}...]}. Keys that would be empty are absent. */
json_t *cf_run_json(cf_run *run);

json_t *cf_tally_json(const cf_tally *tally);
int cf_tally_read(cf_tally *tally, const json_t *object); /* 0, or -1 if it is not one */

/* Seconds of the monotonic clock; of this process's CPU time. */
double cf_clock(void);
double cf_since(double start); /* seconds from that reading of cf_clock to now; 0 where it has gone back, as some virtual machines' do */
double cf_cpu_clock(void);
/* The 64-bit hash FNV-1a, continued from `hash`; it begins with CF_FNV1A. */
#define CF_FNV1A 14695981039346656037u
uint64_t cf_fnv1a(uint64_t hash, const void *bytes, size_t n);
/* FNV-1a of the id: the seed of a claim. */
uint64_t cf_seed_of(const char *id);

#endif
