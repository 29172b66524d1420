/* test_runner.c - checks in processes of their own: crash, timeout, interruption, the number of processes;
 * and the program's exit codes, files and messages around them. The checks here are small ones made for the
 * purpose. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "reports/reports.h"
#include "support.h"
#include "verify/assemble.h"
#include "verify/atomic.h"
#include "verify/run_private.h"
#include <criterion/criterion.h>
#include <dirent.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

TestSuite(runner, .init = enter, .fini = leave);

#define CLAIM(name, rests, ...)                                                                              \
    static const cf_claim name = {.id = #name,                                                               \
                                  .section = "B",                                                            \
                                  .items = "(28)",                                                           \
                                  .title = "a claim of this test",                                           \
                                  .statement = "a < b & \"c\" > 'd'",                                        \
                                  .uses = rests,                                                             \
                                  .proof_uses = "",                                                          \
                                  .canary = "the opposite",                                                  \
                                  __VA_ARGS__}

static void check_good(cf_run *run) {
    uint64_t seed = cf_run_seed(run);
    for (int k = 0; k < 5; k++) {
        cf_instance(run, "number %d of seed %llu", k, (unsigned long long)seed);
        arb_t a, b;
        arb_init(a), arb_init(b);
        arb_set_si(a, cf_run_canary(run) ? 2 : -2 - k);
        arb_sqrt_ui(b, (ulong)(seed % 1000), 64);
        if (cf_run_canary(run)) arb_one(b);
        cf_fact_le(run, "a <= b", a, b);
        cf_evidence_row(run, "rows", "k", (double)k, NULL);
        arb_clear(a), arb_clear(b);
    }
    cf_evidence_number(run, "infinite", -1.0 / 0.0);
}
static void check_blind(cf_run *run) {
    cf_fact(run, "holds", CF_TRUE);
} /* of its canary too */
/* Two facts; canary 1 makes the first false, canary 2 the second, canary 3 neither. */
static void check_two(cf_run *run) {
    cf_fact(run, "first", cf_run_canary(run) == 1 ? CF_FALSE : CF_TRUE);
    cf_fact(run, "second", cf_run_canary(run) == 2 ? CF_FALSE : CF_TRUE);
}
static void check_wrong(cf_run *run) {
    cf_fact(run, "holds", CF_FALSE);
}
static void check_open(cf_run *run) {
    cf_fact(run, "holds", cf_run_canary(run) ? CF_FALSE : CF_UNKNOWN);
}
static void check_misprint(cf_run *run) {
    cf_fact(run, "holds", cf_run_canary(run) ? CF_TRUE : CF_FALSE);
}
static void check_crash(cf_run *run) {
    cf_fact(run, "holds", CF_TRUE);
    abort();
}
static void check_quit(cf_run *run) {
    (void)run;
    _exit(0); /* without a word: no result, whatever the exit code says */
}
static void check_stuck(cf_run *run) {
    (void)run;
    signal(SIGTERM, SIG_IGN); /* does not look at its budget and does not listen */
    for (;;) pause();
}
/* More address space than a child has is refused to it (but for sanitizers, which need it). */
static void check_space(cf_run *run) {
    size_t n = CF_CHILD_SPACE;
    void *p = mmap(NULL, n, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    int refused = p == MAP_FAILED;
    if (!refused) munmap(p, n);
#ifdef CF_SANITIZED
    refused = !refused;
#endif
    cf_exact(run, "refused", refused != cf_run_canary(run));
}
/* Interrupts the program that runs it, and is still at work when it is ended. */
static void interrupt_with(int signal_number) {
    kill(getppid(), signal_number);
    for (;;) pause();
}
static void check_interrupt(cf_run *run) {
    (void)run;
    interrupt_with(SIGINT);
}
static void check_terminate(cf_run *run) {
    (void)run;
    interrupt_with(SIGTERM);
}

CLAIM(good_a, "", .method = CF_M_INSTANCES, .budget = 40, .check = check_good);
CLAIM(good_b, "", .method = CF_M_INSTANCES, .budget = 10, .check = check_good);
CLAIM(good_c, "", .method = CF_M_INSTANCES, .budget = 20, .check = check_good);
CLAIM(rests_on_good, "good_a good_b", .method = CF_M_INSTANCES, .budget = 10, .check = check_good);
CLAIM(rests_on_wrong, "wrong", .method = CF_M_INSTANCES, .budget = 10, .check = check_good);
CLAIM(blind, "", .method = CF_M_INSTANCES, .budget = 10, .check = check_blind);
CLAIM(two, "", .method = CF_M_INSTANCES, .budget = 10, .canaries = 2, .check = check_two);
CLAIM(two_of_three, "", .method = CF_M_INSTANCES, .budget = 10, .canaries = 3, .check = check_two);
CLAIM(wrong, "", .method = CF_M_INSTANCES, .budget = 10, .check = check_wrong);
CLAIM(open_, "", .method = CF_M_INSTANCES, .budget = 10, .check = check_open);
CLAIM(misprint, "", .method = CF_M_INSTANCES, .budget = 10, .check = check_misprint, .erratum = "b < a",
      .twin = "good_a");
CLAIM(misprint_uncorrected, "", .method = CF_M_INSTANCES, .budget = 10, .check = check_wrong,
      .erratum = "b < a");
CLAIM(crash, "", .method = CF_M_INSTANCES, .budget = 10, .check = check_crash);
CLAIM(space, "", .method = CF_M_INSTANCES, .budget = 10, .check = check_space);
CLAIM(quit, "", .method = CF_M_INSTANCES, .budget = 10, .check = check_quit);
CLAIM(stuck, "", .method = CF_M_INSTANCES, .budget = 0.05, .check = check_stuck);
CLAIM(interrupt, "", .method = CF_M_INSTANCES, .budget = 30, .check = check_interrupt);
CLAIM(terminate, "", .method = CF_M_INSTANCES, .budget = 30, .check = check_terminate);

static const cf_claim *const registry[] = {&two,
                                           &two_of_three,
                                           &good_a,
                                           &good_b,
                                           &good_c,
                                           &rests_on_good,
                                           &rests_on_wrong,
                                           &blind,
                                           &wrong,
                                           &open_,
                                           &misprint,
                                           &misprint_uncorrected,
                                           &crash,
                                           &space,
                                           &quit,
                                           &stuck,
                                           &interrupt,
                                           &terminate,
                                           NULL};
static const char *const expected[] = {"# id\tverdict\treason",
                                       "good_a\tCERTIFIED\tinstances",
                                       "good_b\tCERTIFIED\tinstances",
                                       "good_c\tCERTIFIED\tinstances",
                                       "rests_on_good\tCERTIFIED\tinstances",
                                       "rests_on_wrong\tCERTIFIED\tinstances",
                                       "two\tCERTIFIED\tinstances",
                                       "two_of_three\tCERTIFIED\tinstances",
                                       "blind\tCERTIFIED\tinstances",
                                       "wrong\tCERTIFIED\tinstances",
                                       "open_\tCERTIFIED\tinstances",
                                       "misprint\tREFUTED\ta misprint",
                                       "misprint_uncorrected\tREFUTED\ta misprint",
                                       "crash\tCERTIFIED\tinstances",
                                       "space\tCERTIFIED\tinstances",
                                       "quit\tCERTIFIED\tinstances",
                                       "stuck\tCERTIFIED\tinstances",
                                       NULL};

/* The report of the claims given, the list ended by NULL. */
static json_t *report_of(const cf_claim *const *claims, int jobs) {
    cf_assembly a = {.registry = registry, .expected = expected, .claims = claims, .jobs = jobs};
    while (claims[a.n]) a.n++;
    cf_runner_signals *signals = cf_runner_hold();
    json_t *report = cf_check_claims(a, NULL, signals);
    cf_runner_release(signals);
    return report;
}

/* The verdict and the reason of one claim run alone, and the exit code. */
static void comes_out(const cf_claim *claim, const char *verdict, const char *reason, int code) {
    const cf_claim *claims[] = {claim, NULL};
    json_t *report = report_of(claims, 1);
    const json_t *c = cf_report_claim(report, claim->id);
    cr_assert(strcmp(text(c, "verdict"), verdict) == 0 && strstr(text(c, "reason"), reason),
              "%s: %s (%s) for %s (%s)", claim->id, text(c, "verdict"), text(c, "reason"), verdict, reason);
    cr_assert_eq(cf_report_exit_code(report), code, "%s: exit code %d", claim->id,
                 cf_report_exit_code(report));
    json_decref(report);
}

Test(runner, verdicts_and_exit_codes) {
    comes_out(&good_a, "CERTIFIED", "", 0);
    comes_out(&wrong, "REFUTED", "", 1);
    comes_out(&open_, "UNDECIDED", "undecided", 3);
    comes_out(&misprint, "REFUTED", "", 0);
    comes_out(&rests_on_good, "CERTIFIED", "", 0);
}

Test(runner, a_canary_that_is_not_refuted) {
    comes_out(&blind, "UNDECIDED", "canary", 1);
    comes_out(&misprint_uncorrected, "UNDECIDED", "canary", 1);
}

static int holds(const json_t *instance, size_t fact) {
    return json_is_true(json_object_get(json_array_get(json_object_get(instance, "facts"), fact), "holds"));
}

Test(runner, each_of_several_canaries_has_to_be_refuted) {
    comes_out(&two, "CERTIFIED", "", 0);
    comes_out(&two_of_three, "UNDECIDED", "canary", 1);
    const cf_claim *claims[] = {&two, NULL};
    json_t *report = report_of(claims, 1);
    const json_t *c = cf_report_claim(report, "two");
    const json_t *canary = json_object_get(json_object_get(c, "evidence"), "canary");
    const json_t *earlier = json_object_get(canary, "earlier");
    const json_t *last = json_object_get(canary, "counterexample");
    cr_assert_eq(json_array_size(earlier), 1);
    cr_expect(!holds(json_array_get(earlier, 0), 0) && holds(json_array_get(earlier, 0), 1));
    cr_expect(holds(last, 0) && !holds(last, 1));
    json_decref(report);
}

Test(runner, a_failed_canary_counts_even_where_UNDECIDED_is_expected) {
    static const char *const table[] = {"blind\tUNDECIDED\tfor the test", "open_\tUNDECIDED\tfor the test",
                                        NULL};
    const cf_claim *claims[] = {&blind, NULL}, *others[] = {&open_, NULL};
    cf_assembly a = {.registry = registry, .expected = table, .claims = claims, .n = 1, .jobs = 1};
    cf_runner_signals *signals = cf_runner_hold();
    json_t *report = cf_check_claims(a, NULL, signals);
    cr_assert_eq(cf_report_exit_code(report), 1);
    json_decref(report);
    a.claims = others;
    report = cf_check_claims(a, NULL, signals);
    cr_assert_eq(cf_report_exit_code(report), 0);
    json_decref(report);
    cf_runner_release(signals);
}

Test(runner, a_claim_that_rests_on_a_refuted_one) {
    const cf_claim *claims[] = {&rests_on_wrong, &wrong, NULL};
    json_t *report = report_of(claims, 2);
    cr_assert_str_eq(text(cf_report_claim(report, "rests_on_wrong"), "verdict"), "UNDECIDED");
    cr_assert_str_eq(text(cf_report_claim(report, "wrong"), "verdict"), "REFUTED");
    cr_assert_eq(cf_report_exit_code(report), 1); /* 1 goes before 3 */
    json_decref(report);
}

Test(runner, a_crash_stays_with_its_claim) {
    const cf_claim *claims[] = {&crash, &good_a, &open_, &wrong, NULL};
    json_t *report = report_of(claims, 2);
    cr_assert_str_eq(text(cf_report_claim(report, "good_a"), "verdict"), "CERTIFIED");
    const json_t *c = cf_report_claim(report, "crash");
    cr_assert_str_eq(text(c, "verdict"), "UNDECIDED");
    cr_assert(strstr(text(c, "reason"), "signal 6"), "%s", text(c, "reason"));
    cr_assert(json_is_true(json_object_get(c, "crashed")));
    cr_assert_eq(cf_report_exit_code(report), 5); /* before 1 and 3 */
    json_decref(report);
    comes_out(&quit, "UNDECIDED", "died", 5);
}

Test(runner, a_check_that_does_not_stop_is_ended) {
    comes_out(&stuck, "UNDECIDED", "budget", 3);
}

Test(runner, an_unexpected_claim_differs) {
    static const char *const none[] = {NULL};
    const cf_claim *claims[] = {&good_a, &open_, NULL};
    cf_assembly a = {.registry = registry, .expected = none, .claims = claims, .n = 2, .jobs = 1};
    cf_runner_signals *signals = cf_runner_hold();
    json_t *report = cf_check_claims(a, NULL, signals);
    cf_runner_release(signals);
    cr_assert_null(json_object_get(cf_report_claim(report, "good_a"), "expected"));
    cr_assert_eq(json_integer_value(json_object_get(json_object_get(report, "summary"), "unexpected")), 2);
    cr_assert_eq(cf_report_exit_code(report), 1);
    json_decref(report);
}

/* Times and memory aside, nothing depends on how many run at once. */
static json_t *without_times(json_t *report) {
    size_t i;
    json_t *c;
    json_object_del(report, "date");
    json_object_del(report, "seconds");
    json_object_del(report, "memory");
    json_object_del(report, "date");
    json_array_foreach(json_object_get(report, "claims"), i, c) json_object_del(c, "seconds");
    return report;
}

Test(runner, one_process_and_four_say_the_same) {
    const cf_claim *claims[] = {&good_a, &rests_on_good, &misprint, &good_b, &crash,
                                &open_,  &good_c,        &wrong,    NULL};
    json_t *one = without_times(report_of(claims, 1)), *four = without_times(report_of(claims, 4));
    cr_assert_eq(json_array_size(json_object_get(one, "claims")), 8);
    cr_assert(json_equal(one, four));
    json_decref(one);
    json_decref(four);
}

Test(runner, a_child_has_so_much_memory_and_no_more) {
    comes_out(&space, "CERTIFIED", "", 0);
}

Test(runner, the_memory_of_a_run_is_told) {
    const cf_claim *claims[] = {&good_a, &good_b, NULL};
    json_t *report = report_of(claims, 2), *memory = json_object_get(report, "memory");
    double largest = json_number_value(json_object_get(memory, "largest_process_mib"));
    cr_assert(largest > 0 && json_number_value(json_object_get(memory, "at_most_mib")) > largest);
    cr_assert(cf_report_claim(report, text(memory, "largest_process")));
    json_decref(report);
}

/* ---------------------------------------------------------------------------------------------------
 * interruption */

static json_t *load(const char *path) {
    json_error_t error;
    json_t *j = json_load_file(path, 0, &error);
    cr_assert(j, "%s: %s", path, error.text);
    return j;
}

static void write_report(const json_t *report, const char *dir) {
    char error[512];
    cr_assert_eq(cf_report_write(report, dir, error), 0, "%s", error);
}

/* good_a has the longer budget, so it runs first and alone; the other interrupts the program before good_b
 * starts. */
static void interrupted_by(const cf_claim *claim, int signal_number) {
    pid_t pid = fork();
    if (pid == 0) {
        struct sigaction standard = {.sa_handler = SIG_DFL};
        sigaction(signal_number, &standard, NULL);
        const cf_claim *claims[] = {&good_b, claim, &good_a};
        cf_assembly a = {.registry = registry, .expected = expected, .claims = claims, .n = 3, .jobs = 1};
        cf_runner_signals *signals = cf_runner_hold();
        json_t *report = cf_check_claims(a, NULL, signals);
        char error[512];
        int failed = cf_report_write(report, "report", error);
        json_decref(report);
        cf_runner_release(signals);
        _exit(100 + failed); /* not reached: the signal is delivered by now */
    }
    int status;
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == signal_number, "status %d", status);
    json_t *report = load("report/verify.json"), *evidence = load("report/evidence/good_a.json");
    cr_assert(json_is_true(json_object_get(report, "interrupted")));
    cr_assert_eq(json_array_size(json_object_get(report, "claims")), 1);
    cr_assert_str_eq(text(cf_report_claim(report, "good_a"), "verdict"), "CERTIFIED");
    cr_assert_str_eq(text(evidence, "id"), "good_a");
    json_decref(report);
    json_decref(evidence);
}
Test(runner, an_interrupted_run_keeps_what_is_finished_and_dies_of_SIGINT) {
    interrupted_by(&interrupt, SIGINT);
}
Test(runner, an_interrupted_run_keeps_what_is_finished_and_dies_of_SIGTERM) {
    interrupted_by(&terminate, SIGTERM);
}

/* The first child of the process, or 0: /proc says. */
static int has_child(pid_t pid) {
    char path[64], word[32] = "";
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
    FILE *f = fopen(path, "r");
    if (!f) return 0;
    int any = fscanf(f, "%31s", word) == 1;
    fclose(f);
    return any;
}

/* The program itself, on all its claims: interrupted once the first check runs. */
Test(runner, the_program_dies_of_its_signal) {
    pid_t pid = fork();
    if (pid == 0) {
        struct sigaction standard = {.sa_handler = SIG_DFL};
        sigaction(SIGINT, &standard, NULL);
        if (!freopen("out", "w", stdout) || !freopen("err", "w", stderr)) _exit(99);
        execl(program, program, "verify", "--jobs", "1", "--out", "report", (char *)NULL);
        _exit(98);
    }
    int status = 0, ended = 0;
    for (int k = 0; k < 3000 && !ended && !has_child(pid); k++) {
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
        ended = waitpid(pid, &status, WNOHANG) == pid;
    }
    cr_assert(!ended, "it ended before it was interrupted: status %d", status);
    kill(pid, SIGINT);
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT, "status %d", status);
    json_t *report = load("report/verify.json");
    cr_assert(json_is_true(json_object_get(report, "interrupted")));
    json_decref(report);
    char message[1024] = "";
    FILE *f = fopen("err", "r");
    cr_assert(f && fgets(message, sizeof message, f));
    fclose(f);
    cr_assert(strstr(message, "interrupted") && strstr(message, "finished"), "%s", message);
}

/* ----------------------------------------------------------------------------------------------------------
 * files */

Test(runner, a_report_is_written_whole_and_what_is_stale_goes) {
    const cf_claim *first[] = {&good_a, &good_b, NULL}, *second[] = {&good_b, &good_c, NULL};
    json_t *report = report_of(first, 2);
    write_report(report, "report");
    json_decref(report);
    put("report/evidence/mine.json", "{}\n"); /* not of a claim of the former report */
    cr_assert_eq(access("report/evidence/good_a.json", R_OK), 0);
    report = report_of(second, 2);
    write_report(report, "report");
    json_decref(report);
    cr_assert_neq(access("report/evidence/good_a.json", R_OK), 0, "stale evidence is still there");
    cr_assert_eq(access("report/evidence/mine.json", R_OK), 0);
    json_t *read = load("report/verify.json"), *c;
    size_t i;
    json_array_foreach(json_object_get(read, "claims"), i, c) {
        char path[256];
        snprintf(path, sizeof path, "report/evidence/%s.json", text(c, "id"));
        json_t *evidence = load(path), *run = json_object_get(json_object_get(evidence, "evidence"), "check");
        cr_assert_eq(json_array_size(json_object_get(json_object_get(run, "tables"), "rows")), 5);
        json_decref(evidence);
    }
    cr_assert_eq(i, 2);
    json_decref(read);
}

static int files_in(const char *dir) {
    int n = 0;
    DIR *d = opendir(dir);
    if (!d) return 0;
    for (struct dirent *e; (e = readdir(d));) n += e->d_name[0] != '.';
    closedir(d);
    return n;
}

/* evidence/good_b.json cannot be replaced: it is a folder. Nothing of the new report is left half-written. */
Test(runner, a_report_that_cannot_be_written_leaves_no_temporary_file) {
    const cf_claim *claims[] = {&good_a, &good_b, NULL};
    json_t *report = report_of(claims, 2);
    char error[512] = "";
    put("file", "not a folder\n");
    cr_assert_eq(cf_report_write(report, "file", error), -1);
    cr_assert(strstr(error, "file"), "%s", error);
    cr_assert_eq(cf_report_write(report, "file/below", error), -1);
    cr_assert_eq(cf_make_folder("report/evidence/good_b.json", error), 0);
    cr_assert_eq(cf_report_write(report, "report", error), -1);
    cr_assert(strstr(error, "good_b"), "%s", error);
    cr_assert(access("report/verify.json", F_OK) != 0);
    cr_assert_eq(files_in("report"), 1);           /* evidence */
    cr_assert_leq(files_in("report/evidence"), 2); /* good_a.json and the folder: no temporary files */
    json_decref(report);
}

static int lines_of(const char *s) {
    int n = 0;
    for (; *s; s++) n += *s == '\n';
    return n;
}

Test(runner, the_program_says_once_what_could_not_be_written) {
    put("file", "not a folder\n");
    outcome o = run("verify eq28 --out file");
    cr_assert_eq(o.code, 4, "exit %d: %s", o.code, o.err);
    cr_assert(lines_of(o.err) == 1 && strstr(o.err, "file"), "%s", o.err);
    o = run("verify eq28 --out /proc/none");
    cr_assert(o.code == 4 && lines_of(o.err) == 1, "exit %d: %s", o.code, o.err);
    static const char *const full[] = {"verify eq28 > /dev/full",    "verify eq28 --json > /dev/full",
                                       "why eq28 > /dev/full",       "claims > /dev/full",
                                       "claims --json > /dev/full",  "claims --coverage > /dev/full",
                                       "claims --errata > /dev/full"};
    for (size_t k = 0; k < sizeof full / sizeof *full; k++) {
        o = run("%s", full[k]);
        cr_assert(o.code == 4 && lines_of(o.err) == 1, "%s: exit %d: %s", full[k], o.code, o.err);
    }
}

Test(runner, an_unknown_claim_is_refused_with_the_nearest) {
    outcome o = run("verify eq82");
    cr_assert(o.code == 2 && strstr(o.err, "eq82"), "exit %d: %s", o.code, o.err);
    o = run("verify theorem2_l1_randon");
    cr_assert(o.code == 2 && strstr(o.err, "is theorem2_l1_random meant"), "exit %d: %s", o.code, o.err);
    o = run("why lema1");
    cr_assert(o.code == 2 && strstr(o.err, "is lemma1 meant"), "exit %d: %s", o.code, o.err);
    o = run("verify eq28 nothing_like_any_claim_at_all");
    cr_assert(o.code == 2 && o.out[0] == '\0' && access("build/report/verify.json", F_OK) != 0);
    o = run("verify ''");
    cr_assert_eq(o.code, 2);
}

Test(runner, the_program_writes_its_report_and_why_reads_only_its_own) {
    outcome o = run("verify eq28 eq28 --jobs 2 --out report --json");
    cr_assert_eq(o.code, 0, "exit %d: %s", o.code, o.err);
    json_t *printed = json_loads(o.out, 0, NULL), *written = load("report/verify.json");
    cr_assert(json_equal(printed, written));
    cr_assert_eq(json_array_size(json_object_get(written, "claims")), 1);
    cr_assert(access("report/junit.xml", R_OK) == 0 && access("report/ledger.txt", R_OK) == 0);

    o = run("why eq28 --out report");
    cr_assert(o.code == 0 && !*o.err && strstr(o.out, "PROVED"), "exit %d: %s", o.code, o.err);
    static const char *const keys[] = {"version", "build", "tier"};
    for (size_t k = 0; k < 3;
         k++) { /* a report that says otherwise, and comes from another program, is not believed */
        json_t *forged = json_deep_copy(written), *c = json_array_get(json_object_get(forged, "claims"), 0);
        json_object_set_new(c, "verdict", json_string("REFUTED"));
        json_object_set_new(forged, keys[k], json_string("other"));
        cr_assert_eq(json_dump_file(forged, "report/verify.json", 0), 0);
        o = run("why eq28 --out report");
        cr_assert(o.code == 0 && strstr(o.out, "Verdict      PROVED"), "%s: exit %d: %s", keys[k], o.code,
                  o.out);
        cr_assert(strstr(o.err, "checked again"), "%s", o.err);
        json_decref(forged);
    }
    put("report/verify.json", "[1, 2");
    o = run("why eq28 --out report");
    cr_assert(o.code == 0 && strstr(o.out, "Verdict      PROVED"), "exit %d: %s", o.code, o.err);
    json_decref(printed);
    json_decref(written);
}
