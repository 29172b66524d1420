/* sweep.c - see sweep.h. Rank 0's main thread keeps the store and serves everyone: its own threads (reports/pool.h) and
 * the other ranks (reports/ranks.h) get the missing cells in order and give results back in any; each is written as it
 * comes, so that what is lost at any moment is what is under way. */
#include "reports/sweep.h"
#include "core/net_blas.h"
#include "reports/cells.h"
#include "reports/pool.h"
#include "reports/ranks.h"
#include "reports/store.h"
#include "verify/host.h"
#include "verify/registry.h"
#include "verify/runner.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static size_t words(const char *s) {
    size_t n = 0;
    for (; *s; s++) n += *s != ' ' && (s[1] == ' ' || s[1] == 0);
    return n;
}

size_t cf_experiment_parameters(const cf_experiment *e) {
    return words(e->parameters);
}

size_t cf_experiment_values(const cf_experiment *e) {
    return words(e->values);
}

void cf_code_version(char *text, size_t size) {
    char blas[96];
    cf_blas_name(blas);
    snprintf(text, size, "certiflow %s, sources %s, %s", cf_version(), cf_source_hash, blas);
}

/* ------------------------------------------------------------------------------------------------- a sweep */

typedef struct {
    const cf_experiment *e;
    const cf_sweep_options *options;
    const double *cells;
    double *values;
    size_t n, n_parameters, n_values;
    char *error;
    char code[CF_CODE_LENGTH];
    cf_cells table;
    size_t *first;        /* of each cell: the one that is computed for it */
    unsigned char *known; /* of each cell */
    cf_store *store;
    void *shared;          /* what the cells share */
    size_t missing, found; /* cells to compute; of them those that are there by now */
    size_t next;           /* the first cell that may still have to be given away */
    size_t elsewhere;      /* cells that other ranks have */
    cf_sweep_end end;      /* CF_SWEEP_DONE until something stops the sweep */
    double began, shown;
} sweep;

static void fail(sweep *s, cf_sweep_end end, const char *why) {
    if (s->end != CF_SWEEP_DONE) return;
    s->end = end;
    if (why) snprintf(s->error, 512, "%s", why);
}

static void fail_store(sweep *s, cf_store_status status) {
    if (status != CF_STORE_OK) fail(s, status == CF_STORE_REFUSED ? CF_SWEEP_REFUSED : CF_SWEEP_FAILED, NULL);
}

static void note_stored(void *context, const double *parameters, cf_status status, const double *values) {
    sweep *s = context;
    (void)status;
    size_t i = cf_cells_find(&s->table, parameters);
    if (i == s->n) return;
    memcpy(s->values + i * s->n_values, values, s->n_values * sizeof *values);
    s->known[i] = 1;
}

static void open_store(sweep *s) {
    const cf_store_set set = {s->e->name, s->e->version, s->code, s->e->parameters, s->e->values};
    if (!s->options->store) return;
    cf_store_status status = cf_store_open(&s->store, s->options->store, CF_STORE_WRITE, s->error);
    if (status == CF_STORE_OK) status = cf_store_choose(s->store, &set, s->error);
    if (status == CF_STORE_OK) status = cf_store_each(s->store, note_stored, s, s->error);
    fail_store(s, status);
}

/* The number of a cell that nobody has yet, n if there is none. */
static size_t next_cell(sweep *s) {
    while (s->next < s->n && (s->known[s->next] || s->first[s->next] != s->next)) s->next++;
    return s->next < s->n ? s->next++ : s->n;
}

static void accept(sweep *s, size_t cell, cf_status status, const double *values) {
    if (status == CF_ENOMEM) {
        fail(s, CF_SWEEP_FAILED, "out of memory");
        return;
    }
    memcpy(s->values + cell * s->n_values, values, s->n_values * sizeof *values);
    s->known[cell] = 1;
    s->found++;
    /* Once the store has failed nothing more is written: what it holds is whole. */
    if (s->store && s->end != CF_SWEEP_FAILED && s->end != CF_SWEEP_REFUSED)
        fail_store(s, cf_store_put(s->store, s->cells + cell * s->n_parameters, status, values, s->error));
}

/* "fig2b [12/80] 15 %, 42 s left" ten times a second at most; the time left supposes that cells go on at the pace so
 * far. */
static void show_progress(sweep *s, int last) {
    FILE *f = s->options->progress;
    double now = cf_clock();
    if (!f || s->missing == 0 || (now < s->shown + 0.1 && !last)) return;
    s->shown = now;
    fprintf(f, "\r\033[K");
    if (!last) {
        double left = (now - s->began) / (double)(s->found ? s->found : 1) * (double)(s->missing - s->found);
        fprintf(f, "%s [%zu/%zu] %.0f %%", s->e->name, s->found, s->missing,
                100.0 * (double)s->found / (double)s->missing);
        if (s->found && left < 100)
            fprintf(f, ", %.0f s left", left);
        else if (s->found && left < 6000)
            fprintf(f, ", %.0f min left", left / 60);
        else if (s->found)
            fprintf(f, ", %.1f h left", left / 3600);
    }
    fflush(f);
}

/* ------------------------------------------------------------------------------------------------ the ranks */

static void give_rank(sweep *s, int rank) {
    size_t cell = s->end == CF_SWEEP_DONE ? next_cell(s) : s->n;
    if (cell == s->n) return;
    cf_rank_message m = {.say = CF_RANK_CELL, .cell = cell};
    memcpy(m.numbers, s->cells + cell * s->n_parameters, s->n_parameters * sizeof *m.numbers);
    cf_ranks_send(rank, &m);
    s->elsewhere++;
}

static void answer(sweep *s, const cf_rank_message *m, int *present) {
    if (m->say == CF_RANK_HELLO && strcmp(m->code, s->code) != 0) {
        char why[512];
        snprintf(why, sizeof why, "rank %d runs other code: %s; rank 0 runs %s", m->rank, m->code, s->code);
        fail(s, CF_SWEEP_FAILED, why);
    } else if (m->say == CF_RANK_HELLO) {
        for (int i = 0; i < 2 * m->threads; i++) give_rank(s, m->rank);
    } else if (m->say == CF_RANK_RESULT) {
        s->elsewhere--;
        accept(s, m->cell, (cf_status)m->status, m->numbers);
        give_rank(s, m->rank);
    } else if (m->say == CF_RANK_BYE) {
        --*present;
    }
}

/* Takes what has come from the ranks; nonzero iff there was something. */
static int listen(sweep *s, int *present) {
    cf_rank_message m;
    int any = 0;
    for (; cf_ranks_receive(&m); any = 1) answer(s, &m, present);
    return any;
}

/* How long to wait for our own threads before the ranks and the signals are looked at again, in seconds. */
static double pause_of(int present) {
    return present ? 2e-3 : 0.05;
}

static void part_from_ranks(sweep *s, cf_pool *pool, int *present) {
    cf_computed r;
    cf_rank_message stop = {.say = CF_RANK_STOP};
    for (int rank = 1; rank < cf_ranks_count(); rank++) cf_ranks_send(rank, &stop);
    if (pool) cf_pool_cancel(pool);
    while ((pool && cf_pool_outstanding(pool) > 0) || *present > 0) {
        struct timespec nap = {0, 200000};
        if (pool && cf_pool_outstanding(pool) > 0) {
            if (cf_pool_take(&r, pool, pause_of(*present))) accept(s, r.cell, r.status, r.values);
        } else {
            nanosleep(&nap, NULL);
        }
        listen(s, present);
    }
}

static void prepare(sweep *s) {
    char why[512] = "";
    if (!s->e->prepare || s->end != CF_SWEEP_DONE) return;
    s->shared = s->e->prepare(why);
    if (!s->shared) fail(s, CF_SWEEP_FAILED, why);
}

static void release(sweep *s) {
    if (s->shared) s->e->release(s->shared);
}

/* Computes what is missing. */
static void compute_all(sweep *s) {
    int present = cf_ranks_count() - 1;
    cf_computed r;
    cf_pool *pool = s->end == CF_SWEEP_DONE && s->missing > 0 ? cf_pool_start(s->e, s->shared, s->options->jobs) : NULL;
    if (s->end == CF_SWEEP_DONE && s->missing > 0 && !pool) fail(s, CF_SWEEP_FAILED, "the system gives no thread");
    while (s->end == CF_SWEEP_DONE && s->found < s->missing) {
        size_t cell;
        while (cf_pool_room(pool) > 0 && (cell = next_cell(s)) < s->n)
            cf_pool_give(pool, s->cells + cell * s->n_parameters, cell);
        if (cf_pool_take(&r, pool, pause_of(present))) accept(s, r.cell, r.status, r.values);
        if (present) listen(s, &present);
        if (cf_runner_pending()) fail(s, CF_SWEEP_INTERRUPTED, NULL);
        show_progress(s, 0);
    }
    part_from_ranks(s, pool, &present);
    if (pool) cf_pool_end(pool);
}

/* A rank other than 0. */
static cf_sweep_end work_for_rank_0(sweep *s) {
    prepare(s);
    cf_pool *pool = s->end == CF_SWEEP_DONE ? cf_pool_start(s->e, s->shared, s->options->jobs) : NULL;
    cf_rank_message m = {.say = CF_RANK_HELLO, .threads = pool ? (int)cf_pool_room(pool) / 2 : 0};
    snprintf(m.code, sizeof m.code, "%s", s->code);
    cf_ranks_send(0, &m);
    for (int stopped = 0; !stopped || (pool && cf_pool_outstanding(pool) > 0);) {
        cf_computed r;
        struct timespec nap = {0, 200000};
        while (cf_ranks_receive(&m)) {
            if (m.say == CF_RANK_CELL) cf_pool_give(pool, m.numbers, m.cell);
            if (m.say == CF_RANK_STOP) stopped = 1;
            if (m.say == CF_RANK_STOP && pool) cf_pool_cancel(pool);
        }
        if (!pool) {
            nanosleep(&nap, NULL);
        } else if (cf_pool_take(&r, pool, pause_of(1))) {
            m = (cf_rank_message){.say = CF_RANK_RESULT, .cell = r.cell, .status = (int)r.status};
            memcpy(m.numbers, r.values, sizeof m.numbers);
            cf_ranks_send(0, &m);
        }
    }
    m = (cf_rank_message){.say = CF_RANK_BYE};
    cf_ranks_send(0, &m);
    if (pool) cf_pool_end(pool);
    release(s);
    cf_sweep_end end = (cf_sweep_end)cf_ranks_share(0);
    snprintf(s->error, 512, "rank 0 stopped the sweep");
    return end == CF_SWEEP_DONE ? CF_SWEEP_WORKER : end;
}

/* -------------------------------------------------------------------------------------------------- the run */

/* On this thread, with nothing kept: what a claim's small grid takes. */
static cf_sweep_end compute_here(sweep *s) {
    cf_computed r;
    cf_net_blas_threads before = cf_net_serial_blas();
    size_t cell;
    while (s->end == CF_SWEEP_DONE && (cell = next_cell(s)) < s->n) {
        cf_compute(&r, s->e, s->shared, s->cells + cell * s->n_parameters, cell);
        accept(s, cell, r.status, r.values);
        if (cf_runner_pending()) fail(s, CF_SWEEP_INTERRUPTED, NULL);
        show_progress(s, 0);
    }
    cf_net_restore_blas(before);
    return s->end;
}

static cf_sweep_end run(sweep *s) {
    const cf_sweep_options *o = s->options;
    int alone = cf_ranks_count() == 1;
    if (alone || cf_ranks_rank() == 0)
        open_store(s);
    else
        return work_for_rank_0(s);
    for (size_t i = 0; i < s->n; i++) s->missing += s->first[i] == i && !s->known[i];
    if (o->computed) *o->computed = s->missing;
    if (s->missing) prepare(s);
    s->began = cf_clock();
    if (alone && o->jobs == 1 && !o->store)
        compute_here(s);
    else
        compute_all(s);
    release(s);
    show_progress(s, 1);
    if (s->end == CF_SWEEP_DONE)
        fail_store(s, cf_store_finish(s->store, s->error));
    else
        cf_store_close(s->store); /* what ended the sweep is the message */
    for (size_t i = 0; i < s->n && s->end == CF_SWEEP_DONE; i++)
        if (s->first[i] != i)
            memcpy(s->values + i * s->n_values, s->values + s->first[i] * s->n_values, s->n_values * sizeof *s->values);
    if (o->computed && s->end != CF_SWEEP_DONE) *o->computed = s->found;
    return (cf_sweep_end)cf_ranks_share(s->end);
}

cf_sweep_end cf_sweep_run(double *values, const cf_experiment *e, const double *cells, size_t n,
                          const cf_sweep_options *options, char error[512]) {
    sweep s = {.e = e, .options = options, .cells = cells, .values = values, .n = n, .error = error};
    s.n_parameters = cf_experiment_parameters(e), s.n_values = cf_experiment_values(e);
    cf_sweep_end end = CF_SWEEP_FAILED;
    snprintf(error, 512, "out of memory");
    if (s.n_parameters > CF_SWEEP_PARAMETERS || s.n_values > CF_SWEEP_VALUES) {
        fprintf(stderr, "certiflow: the experiment %s has too many parameters or values\n", e->name);
        abort();
    }
    cf_code_version(s.code, sizeof s.code);
    s.first = malloc((n + 1) * sizeof *s.first);
    s.known = calloc(n + 1, 1);
    if (s.first && s.known && cf_cells_init(&s.table, s.first, cells, n, s.n_parameters) == 0) end = run(&s);
    cf_cells_clear(&s.table);
    free(s.first);
    free(s.known);
    return end;
}
