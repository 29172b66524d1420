/* store.h - computed cells in an SQLite file. A set is the cells of one experiment as one version of the code computes
 * them; sets of other versions stay in the file, are never returned in place of another's and never overwritten. */
#ifndef CF_STORE_H
#define CF_STORE_H

#include "reports/sweep.h"

typedef struct cf_store cf_store;

typedef enum {
    CF_STORE_OK,
    CF_STORE_REFUSED, /* what is there is no store that this program can take: not SQLite, another application's,
                         damaged, newer */
    CF_STORE_FAILED,  /* it cannot be read or written: in use, no permission, full disk */
} cf_store_status;

typedef enum {
    CF_STORE_READ,  /* has to be there; nothing is added */
    CF_STORE_WRITE, /* made where there is none */
} cf_store_mode;

typedef struct {
    const char *experiment;
    int version;                     /* of the experiment */
    const char *code;                /* what else the doubles depend on: cf_code_version */
    const char *parameters, *values; /* their names */
} cf_store_set;

/* Every status but CF_STORE_OK comes with one message, which names the file, in error; what is in the file stays as it
 * is. Until it is closed no other process can open the file. */
cf_store_status cf_store_open(cf_store **store, const char *path, cf_store_mode mode, char error[512]);
/* Closes it; NULL is allowed. What is not CF_STORE_OK: of a store that was opened for writing the log could not be folded into the
 * file, beside which it stays; the next opening takes it in. Close has no message for that. */
cf_store_status cf_store_finish(cf_store *store, char error[512]);
void cf_store_close(cf_store *store);

/* The set that put and each go by; CF_STORE_WRITE makes it where there is none. */
cf_store_status cf_store_choose(cf_store *store, const cf_store_set *set, char error[512]);
/* The sets in the order in which they were made: k = 0, 1, ...; the strings last until the next call. *end is 1 past
 * the last. */
cf_store_status cf_store_set_at(cf_store *store, size_t k, cf_store_set *set, size_t *cells, int *end, char error[512]);

/* Calls cell for each cell of the set, in the order of their parameters, the first one first. */
typedef void (*cf_store_cell)(void *context, const double *parameters, cf_status status, const double *values);
cf_store_status cf_store_each(cf_store *store, cf_store_cell cell, void *context, char error[512]);
/* Adds a cell, a transaction of its own. One that is there already stays as it is. */
cf_store_status cf_store_put(cf_store *store, const double *parameters, cf_status status, const double *values,
                             char error[512]);

#endif
