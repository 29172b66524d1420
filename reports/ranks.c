/* ranks.c - see ranks.h. The one file that knows MPI; CF_MPI is defined by `make MPI=1`. An error of MPI ends the
 * program, as MPI does by default: what rank 0 had received by then is in the store, and the same command goes on from
 * there. */
#include "reports/ranks.h"

#ifdef CF_MPI
#include <mpi.h>
#include <stdlib.h>

/* A program that no launcher started does without MPI, which would otherwise start a daemon of its own. */
static int launched(void) {
    static const char *const signs[] = {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK", "PMI_SIZE", "MPI_LOCALNRANKS"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (getenv(signs[i])) return 1;
    return 0;
}

static int running(void) {
    int started = 0, ended = 0;
    MPI_Initialized(&started);
    MPI_Finalized(&ended);
    return started && !ended;
}

int cf_ranks_start(void) {
    int given;
    if (!launched() || running()) return 0;
    return MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &given) == MPI_SUCCESS && given >= MPI_THREAD_FUNNELED ? 0
                                                                                                                   : -1;
}

/* Messages under way. MPI_Send of more than a few hundred bytes waits, and computes meanwhile, until the receiver looks at its
 * messages: up to 2 ms of a processor a message. So each message is sent without waiting, from a copy that lives until it has left. */
typedef struct sent {
    struct sent *next;
    MPI_Request request;
    cf_rank_message message;
} sent;
static sent *under_way;

/* Frees the copies of messages that have left; all of them, waiting, if wait. */
static void let_go(int wait) {
    for (sent **at = &under_way; *at;) {
        sent *one = *at;
        int done = 1;
        if (wait)
            MPI_Wait(&one->request, MPI_STATUS_IGNORE);
        else
            MPI_Test(&one->request, &done, MPI_STATUS_IGNORE);
        if (done) {
            *at = one->next;
            free(one);
        } else {
            at = &one->next;
        }
    }
}

void cf_ranks_stop(void) {
    if (!running()) return;
    let_go(1);
    MPI_Finalize();
}

int cf_ranks_rank(void) {
    int rank = 0;
    if (running()) MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return rank;
}

int cf_ranks_count(void) {
    int count = 1;
    if (running()) MPI_Comm_size(MPI_COMM_WORLD, &count);
    return count;
}

void cf_ranks_send(int to, const cf_rank_message *m) {
    sent *one = malloc(sizeof *one);
    let_go(0);
    if (!one) {
        MPI_Send(m, (int)sizeof *m, MPI_BYTE, to, 0, MPI_COMM_WORLD);
        return;
    }
    one->message = *m, one->next = under_way, under_way = one;
    MPI_Isend(&one->message, (int)sizeof *m, MPI_BYTE, to, 0, MPI_COMM_WORLD, &one->request);
}

int cf_ranks_receive(cf_rank_message *m) {
    int there = 0;
    MPI_Status status;
    if (!running()) return 0;
    let_go(0);
    MPI_Iprobe(MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &there, &status);
    if (!there) return 0;
    MPI_Recv(m, (int)sizeof *m, MPI_BYTE, status.MPI_SOURCE, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    m->rank = status.MPI_SOURCE;
    return 1;
}

int cf_ranks_share(int value) {
    if (running()) MPI_Bcast(&value, 1, MPI_INT, 0, MPI_COMM_WORLD);
    return value;
}

#else

int cf_ranks_start(void) {
    return 0;
}
void cf_ranks_stop(void) {}
int cf_ranks_rank(void) {
    return 0;
}
int cf_ranks_count(void) {
    return 1;
}
void cf_ranks_send(int to, const cf_rank_message *m) {
    (void)to, (void)m;
}
int cf_ranks_receive(cf_rank_message *m) {
    (void)m;
    return 0;
}
int cf_ranks_share(int value) {
    return value;
}

#endif
