/* random_statements.c - the prover, the checker and balls on random small statements: they may disagree nowhere.
 *
 * Usage: random_statements [--n N] [--seed N] [--jobs N] [--budget MILLISECONDS] [--keep 1] CHECKER FOLDER KEY (make
 * statements)
 *
 * Of each statement (tests/random_statement.h) the prover is asked, in this process. What must hold:
 *   certificate   the checker, another program, accepts the certificate of each PROVED and of each REFUTED, against
 * the text balls         at random points of the domain of a PROVED statement, and at the counterexample of a REFUTED
 * one, balls evaluated from the definitions do not contradict (tests/statement_judge.h) negation      the negation of
 * a PROVED statement is not PROVED nearby        a statement near a PROVED one that balls certify to be false at a
 * point is not PROVED transplant    the checker rejects the certificate of a PROVED statement when the statement in
 * it is replaced by the negation or by the false nearby one, and that of a REFUTED statement when replaced by the
 * negation
 *
 * Statements come in blocks of 200; each has the seed and its number for its random state. A block done is a line of
 * FOLDER/KEY-SEED-BUDGET.tsv and is not done again: the same command goes on. KEY stands for the sources of prover
 * and checker. --keep leaves the certificates. A disagreement is printed, its statement and certificate are kept in
 * FOLDER, and the exit code is 1. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "tests/ball_graph.h"
#include "tests/random_statement.h"
#include "tests/statement_judge.h"
#include "verify/run.h"
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BLOCK = 200, POINTS = 12, NEARBY_POINTS = 40, ROOM = 4096 };
enum {
    STATEMENTS,
    UNREAD,
    PROVED,
    REFUTED,
    UNDECIDED,
    VACUOUS,
    CERTIFICATES,
    BALLS,
    BALLS_UNKNOWN,
    NEGATIONS,
    NEARBY,
    TRANSPLANTS,
    DISAGREEMENTS,
    MILLISECONDS,
    COUNTS
};
static const char *const count_name[COUNTS] = {
    "statements", "unread",        "proved",    "refuted", "undecided",   "vacuous",       "certificates",
    "balls",      "balls_unknown", "negations", "nearby",  "transplants", "disagreements", "milliseconds"};

typedef struct {
    long n, jobs, budget, keep;
    unsigned long seed;
    const char *checker, *folder;
    char results[ROOM]; /* the file of the lines */
} settings;

typedef struct {
    const settings *s;
    long number, count[COUNTS];
    char folder[ROOM]; /* the block's own, gone when it is done */
    FILE *bounds;      /* the statements with certificates */
    FILE *names;       /* NAME VERDICT a line: what the checker must say */
} block;

static void fail(const char *what) {
    fprintf(stderr, "random_statements: %s: %s\n", what, strerror(errno));
    exit(4);
}

static FILE *file_in(const char *folder, const char *name, const char *mode) {
    char path[ROOM + 300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, mode);
    if (!f) fail(path);
    return f;
}

static void put_file(const char *folder, const char *name, const char *text) {
    FILE *f = file_in(folder, name, "w");
    if (fputs(text, f) < 0 || fclose(f) != 0) fail(name);
}

static void disagree(block *b, const char *kind, const char *why, const char *statement) {
    FILE *f = file_in(b->s->folder, "disagreements.txt", "a");
    fprintf(f, "%s: %s\n  %s\n", kind, why, statement);
    fclose(f);
    printf("%s: %s\n  %s\n", kind, why, statement);
    fflush(stdout);
    b->count[DISAGREEMENTS]++;
}

/* ---------------------------------------------------------------------------------------------------- the prover */

static int parsed(cf_bounds *out, const char *text) {
    char lines[STATEMENT_ROOM];
    statement_lines(lines, text);
    if (cf_bounds_parse(out, lines, strlen(lines), "statement") == 0) return 1;
    cf_bounds_clear(out);
    return 0;
}

static cf_prove_verdict verdict_of(cf_bound *b, const settings *s) {
    cf_prove_result r;
    cf_prove(&r, b, &(cf_prove_options){.budget = 1e-3 * (double)s->budget, .jobs = 1});
    cf_prove_verdict v = r.verdict;
    cf_prove_result_clear(&r);
    return v;
}

static void transplant(block *b, const char *certificate, const char *statement, const char *name, char kind) {
    char file[64], *text = transplanted(certificate, statement);
    snprintf(file, sizeof file, "%c-%s.json", kind, name);
    put_file(b->folder, file, text);
    free(text);
    b->count[TRANSPLANTS]++;
}

/* The negation, and a false statement nearby: neither may be proved, nor the certificate fit it. */
static void try_false_ones(block *b, const char *name, const char *statement, const cf_prove_result *r,
                           unsigned long *rng) {
    char other[STATEMENT_ROOM];
    cf_bounds read;
    negated_statement(other, statement);
    transplant(b, r->certificate, other, name, 'n');
    if (r->verdict == CF_PROVE_REFUTED) return;
    b->count[NEGATIONS]++;
    if (parsed(&read, other)) {
        if (verdict_of(&read.bound[0], b->s) == CF_PROVE_PROVED)
            disagree(b, "negation", "PROVED, and its negation too", statement);
        cf_bounds_clear(&read);
    }
    if (!nearby_statement(other, statement, rng) || !parsed(&read, other)) return;
    if (ball_graph_false(192, NULL, &read.bound[0], &read.bound[0].prove, NEARBY_POINTS, rng)) {
        b->count[NEARBY]++;
        if (verdict_of(&read.bound[0], b->s) == CF_PROVE_PROVED) disagree(b, "nearby", "PROVED, but false", other);
        transplant(b, r->certificate, other, name, 'm');
    }
    cf_bounds_clear(&read);
}

static void try_statement(block *b, long index) {
    char text[STATEMENT_ROOM], name[32], file[64], why[400];
    unsigned long rng = b->s->seed * 1000003ul + (unsigned long)index * 7919ul;
    cf_bounds read;
    cf_prove_result r;
    snprintf(name, sizeof name, "s%ld", index);
    for (random_statement(text, name, &rng); !parsed(&read, text); random_statement(text, name, &rng))
        b->count[UNREAD]++;
    b->count[STATEMENTS]++;
    cf_bound *bound = &read.bound[0];
    cf_prove(&r, bound, &(cf_prove_options){.budget = 1e-3 * (double)b->s->budget, .jobs = 1});
    static const int of[] = {PROVED, REFUTED, UNDECIDED, VACUOUS};
    b->count[of[r.verdict]]++;
    judgement j = judge(why, bound, &r, POINTS, &rng);
    b->count[BALLS] += j == JUDGE_AGREES;
    b->count[BALLS_UNKNOWN] += j == JUDGE_UNKNOWN && r.verdict != CF_PROVE_UNDECIDED;
    if (j == JUDGE_DISAGREES) disagree(b, "balls", why, bound->statement);
    if (r.certificate) {
        char lines[STATEMENT_ROOM];
        statement_lines(lines, text);
        fprintf(b->bounds, "%s\n", lines);
        fprintf(b->names, "%s %s\n", name, cf_prove_verdict_name(r.verdict));
        snprintf(file, sizeof file, "c-%s.json", name);
        put_file(b->folder, file, r.certificate);
        try_false_ones(b, name, bound->statement, &r, &rng);
    } else if (r.verdict == CF_PROVE_PROVED || r.verdict == CF_PROVE_REFUTED) {
        disagree(b, "certificate", "there is none", bound->statement);
    }
    cf_prove_result_clear(&r);
    cf_bounds_clear(&read);
}

/* --------------------------------------------------------------------------------------------------- the checker */

/* The checker on the block's files that begin with one of `kinds`, in a process of its own; its output into `out`. */
static int run_checker(const block *b, const char *options, const char *kinds, const char *out) {
    char command[3 * ROOM];
    int n = snprintf(command, sizeof command,
                     "cd '%s' && set -- [%s]-*.json && test -e \"$1\" && '%s' %s \"$@\" > %s 2> %s.err", b->folder,
                     kinds, b->s->checker, options, out, out);
    if (n >= (int)sizeof command) fail("a path that is too long");
    fflush(NULL);
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Each line "NAME: VERDICT: statement" that the checker must print, in the order of the names of the files. */
static void check_certificates(block *b) {
    char name[64], verdict[32], line[STATEMENT_ROOM + 100], expected[300];
    fclose(b->bounds);
    fclose(b->names);
    FILE *names = file_in(b->folder, "names", "r");
    int code = run_checker(b, "--against bounds", "c", "accepted");
    while (fscanf(names, "%63s %31s", name, verdict) == 2) {
        FILE *out = file_in(b->folder, "accepted", "r");
        size_t n = (size_t)snprintf(expected, sizeof expected, "%s: %s: bound %s forall ", name, verdict, name);
        int found = 0;
        while (!found && fgets(line, sizeof line, out)) found = strncmp(line, expected, n) == 0;
        fclose(out);
        b->count[CERTIFICATES]++;
        if (!found) disagree(b, "certificate", "not accepted by the checker", expected);
    }
    fclose(names);
    if (b->count[CERTIFICATES] && code != 0) disagree(b, "checker", "its exit code is not 0", b->folder);
    if (b->count[TRANSPLANTS] == 0) return;
    code = run_checker(b, "", "mn", "wrong");
    FILE *out = file_in(b->folder, "wrong", "r");
    while (fgets(line, sizeof line, out))
        disagree(b, "transplant", "the checker accepts a certificate of another statement", line);
    fclose(out);
    if (code != 1) disagree(b, "checker", "its exit code is not 1", b->folder);
}

/* ---------------------------------------------------------------------------------------------------- the blocks */

static void remove_folder(const char *folder) {
    char command[ROOM + 20];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (system(command) != 0) fail(folder);
}

static void do_block(const settings *s, long number) {
    block b = {.s = s, .number = number};
    double start = cf_clock();
    snprintf(b.folder, sizeof b.folder, "%.3000s/block-%lu-%ld", s->folder, s->seed, number);
    remove_folder(b.folder);
    if (mkdir(b.folder, 0777) != 0) fail(b.folder);
    b.bounds = file_in(b.folder, "bounds", "w");
    b.names = file_in(b.folder, "names", "w");
    for (long k = number * BLOCK; k < (number + 1) * BLOCK && k < s->n; k++) try_statement(&b, k);
    check_certificates(&b);
    if (b.count[DISAGREEMENTS] == 0 && !s->keep) remove_folder(b.folder);
    b.count[MILLISECONDS] = (long)(1000 * (cf_clock() - start));
    char line[1000];
    int n = snprintf(line, sizeof line, "%ld", number);
    for (int i = 0; i < COUNTS; i++) n += snprintf(line + n, sizeof line - (size_t)n, "\t%ld", b.count[i]);
    line[n++] = '\n';
    int fd =
        open(s->results, O_WRONLY | O_APPEND | O_CREAT, 0666); /* one write: lines of several processes do not mix */
    if (fd < 0 || write(fd, line, (size_t)n) != n || close(fd) != 0) fail(s->results);
}

/* Adds up the lines that there are; done[k]: block k has one. */
static void read_results(long sum[COUNTS], char *done, const settings *s) {
    memset(sum, 0, COUNTS * sizeof *sum);
    FILE *f = fopen(s->results, "r");
    long k, blocks = (s->n + BLOCK - 1) / BLOCK;
    while (f && fscanf(f, "%ld", &k) == 1)
        for (int i = 0; i < COUNTS; i++) {
            long v;
            if (fscanf(f, "%ld", &v) != 1) fail(s->results);
            if (k >= 0 && k < blocks) done[k] = 1, sum[i] += v;
        }
    if (f) fclose(f);
}

static int do_all(const settings *s, char *done) {
    long blocks = (s->n + BLOCK - 1) / BLOCK;
    int bad = 0, status;
    atomic_long *next = mmap(NULL, sizeof *next, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (next == MAP_FAILED) fail("shared memory");
    fflush(NULL);
    for (long j = 0; j < s->jobs; j++) {
        pid_t pid = fork();
        if (pid < 0) fail("fork");
        if (pid > 0) continue;
        for (long k; (k = atomic_fetch_add(next, 1)) < blocks;)
            if (!done[k]) do_block(s, k);
        flint_cleanup();
        exit(0);
    }
    while (wait(&status) > 0) bad |= status != 0;
    munmap(next, sizeof *next);
    return bad;
}

static int usage(void) {
    fputs("Usage: random_statements [--n N] [--seed N] [--jobs N] [--budget MILLISECONDS] [--keep 1] CHECKER FOLDER "
          "KEY\n",
          stderr);
    return 2;
}

int main(int argc, char **argv) {
    settings s = {.n = 2000, .seed = 1, .jobs = 1, .budget = 10};
    char checker[ROOM];
    int i = 1;
    for (; i + 1 < argc && strncmp(argv[i], "--", 2) == 0; i += 2) {
        long v = atol(argv[i + 1]);
        if (v <= 0) return usage();
        if (strcmp(argv[i], "--n") == 0)
            s.n = v;
        else if (strcmp(argv[i], "--seed") == 0)
            s.seed = (unsigned long)v;
        else if (strcmp(argv[i], "--jobs") == 0)
            s.jobs = v;
        else if (strcmp(argv[i], "--budget") == 0)
            s.budget = v;
        else if (strcmp(argv[i], "--keep") == 0)
            s.keep = v;
        else
            return usage();
    }
    if (argc - i != 3) return usage();
    if (!realpath(argv[i], checker)) fail(argv[i]);
    s.checker = checker;
    s.folder = argv[i + 1];
    if (mkdir(s.folder, 0777) != 0 && errno != EEXIST) fail(s.folder);
    snprintf(s.results, sizeof s.results, "%.3000s/%.100s-%lu-%ld.tsv", s.folder, argv[i + 2], s.seed, s.budget);
    char *done = calloc((size_t)(s.n / BLOCK) + 2, 1);
    if (!done) abort();
    long sum[COUNTS];
    read_results(sum, done, &s);
    int bad = do_all(&s, done);
    read_results(sum, done, &s);
    for (int k = 0; k < COUNTS; k++) printf("%-16s %ld\n", count_name[k], sum[k]);
    free(done);
    return bad ? 4 : sum[DISAGREEMENTS] != 0;
}
