/* ranks.h - the processes of an MPI program, and what they tell each other in a sweep. Built without MPI, or not
 * started by an MPI launcher, the program is one process, rank 0 of 1. Only the thread that called cf_ranks_start may
 * call any of these.
 *
 * A worker (rank 1, 2, ...) says CF_RANK_HELLO; rank 0 gives it cells (CF_RANK_CELL), two a thread to begin with and
 * then one for each result (CF_RANK_RESULT); at CF_RANK_STOP the worker finishes what its threads have under way, sends
 * it, and says CF_RANK_BYE. */
#ifndef CF_RANKS_H
#define CF_RANKS_H

#include "reports/sweep.h"

typedef enum { CF_RANK_HELLO, CF_RANK_CELL, CF_RANK_RESULT, CF_RANK_STOP, CF_RANK_BYE } cf_rank_say;

enum { CF_CODE_LENGTH = 200 };

/* One message; bytes, for all ranks run the same program. */
typedef struct {
    cf_rank_say say;
    int rank;                        /* from; filled in by cf_ranks_receive */
    int threads;                     /* HELLO */
    int status;                      /* RESULT: a cf_status */
    size_t cell;                     /* CELL, RESULT */
    double numbers[CF_SWEEP_VALUES]; /* CELL: the parameters; RESULT: the values */
    char code[CF_CODE_LENGTH];       /* HELLO: cf_code_version */
} cf_rank_message;

/* Before anything else of the command; 0, or -1 where MPI does not start. Without a launcher nothing is done. */
int cf_ranks_start(void);
void cf_ranks_stop(void);
int cf_ranks_rank(void);
int cf_ranks_count(void);

void cf_ranks_send(int to, const cf_rank_message *message);
/* nonzero iff a message had arrived */
int cf_ranks_receive(cf_rank_message *message);
/* Rank 0's value, to all: every rank calls it. */
int cf_ranks_share(int value);

#endif
