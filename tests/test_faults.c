/* test_faults.c - what stays whole when something fails: files, folders and checkpoints taken by one process at a time,
 * memory, resources that a check lacks. `make faults` injects faults at every call of the program; these are the cases
 * that it found, and those that it rests on. */
#include "core/net.h"
#include "support.h"
#include "verify/assemble.h"
#include "verify/atomic.h"
#include "verify/run.h"
#include "verify/run_private.h"
#include "verify/runner.h"
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void set_up(void) {
    enter();
    put("X.csv", "1,0,0.5\n0,1,-0.25\n");
    put("y.csv", "1\n0.5\n");
    put("t.bound", "bound t.square\n forall x in [0, 1]\n prove x^2 <= x\n canary x^2 <= x/2\n");
}
TestSuite(faults, .init = set_up, .fini = leave);

static int holds(const char *path, const char *text) {
    char found[100] = "";
    FILE *f = fopen(path, "r");
    if (!f) return 0;
    size_t n = fread(found, 1, sizeof found - 1, f);
    fclose(f);
    return n == strlen(text) && memcmp(found, text, n) == 0;
}

static int entries(const char *command) { /* of a folder, as `ls | wc -l` counts them */
    FILE *f = popen(command, "r");
    int n = -1;
    if (!f || fscanf(f, "%d", &n) != 1) n = -1;
    if (f) pclose(f);
    return n;
}

/* --------------------------------------------------------------------------------------------------- files */

Test(faults, a_group_of_files_is_written_whole_or_not_at_all) {
    cf_files files;
    mkdir("out", 0777);
    put("out/a", "old");
    cf_files_init(&files);
    cr_assert(cf_files_add(&files, "out/a", "new a", 5) == 0 && cf_files_add(&files, "missing/b", "new b", 5) == 0);
    cr_expect(cf_files_commit(&files) != 0 && strstr(files.error, "missing/b: No such file"), "%s", files.error);
    cf_files_clear(&files);
    cr_expect(holds("out/a", "old") && entries("ls -A out | wc -l") == 1);
    cf_files_init(&files);
    cr_assert(cf_files_add(&files, "out/a", "new a", 5) == 0 && cf_files_add(&files, "out/b", "new b", 5) == 0);
    cr_expect(entries("ls -A out | wc -l") == 1, "something is written before the commit");
    cr_expect(cf_files_commit(&files) == 0 && holds("out/a", "new a") && holds("out/b", "new b"));
    cf_files_clear(&files);
    cr_expect(entries("ls -A out | wc -l") == 2);
}

static int permissions(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 ? (int)(st.st_mode & 07777) : -1;
}

Test(faults, a_file_that_is_written_anew_keeps_its_permissions) {
    char error[512];
    umask(027);
    cr_assert(cf_write_file("new", "a", 1, error) == 0);
    cr_expect_eq(permissions("new"), 0640);
    put("secret", "old");
    cr_assert(chmod("secret", 0600) == 0 && cf_write_file("secret", "a", 1, error) == 0);
    cr_expect_eq(permissions("secret"), 0600);
}

/* A process that takes the folder or the file, says so, and lives until it is killed. */
static pid_t hold(const char *path, int file) {
    int ends[2];
    char byte;
    cr_assert(pipe(ends) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        char error[512];
        alarm(20); /* should the test fail */
        int fd = file ? cf_file_take(path, error) : cf_folder_take(path, error);
        if (fd >= 0 && write(ends[1], "x", 1) == 1)
            for (;;) pause();
        _exit(1);
    }
    close(ends[1]);
    cr_assert(read(ends[0], &byte, 1) == 1);
    close(ends[0]);
    return pid;
}

static void end(pid_t pid) {
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

Test(faults, a_folder_belongs_to_one_process) {
    char error[512], orphan[100], living[100];
    pid_t other = hold("out/inner", 0);
    cr_expect(cf_folder_take("out/inner", error) < 0 && strstr(error, "another certiflow"), "%s", error);
    outcome o = run("prove t.bound --out out/inner");
    cr_expect(o.code == 4 && strstr(o.err, "another certiflow") && !*o.out, "%d %s", o.code, o.err);
    end(other);
    /* what the dead left goes, what is of the living or not of ours stays */
    snprintf(orphan, sizeof orphan, "out/inner/a.json.certiflow-%ld-aB3xYz", (long)other);
    snprintf(living, sizeof living, "out/inner/a.json.certiflow-%ld-aB3xYz", (long)getpid());
    put(orphan, "half"), put(living, "half"), put("out/inner/mine.certiflow-12", ""), put("out/inner/x.certiflow-1-abcdef.json", "");
    int fd = cf_folder_take("out/inner", error);
    cr_assert(fd >= 0, "%s", error);
    cr_expect(access(orphan, F_OK) != 0 && access(living, F_OK) == 0);
    cr_expect(entries("ls -A out/inner | wc -l") == 3);
    close(fd);
}

Test(faults, a_file_belongs_to_one_process) {
    char error[512];
    pid_t other = hold("net", 1);
    cr_expect(cf_file_take("./net", error) < 0 && strstr(error, "another certiflow"), "%s", error);
    int fd = cf_file_take("net2", error);
    cr_expect(fd >= 0, "%s", error);
    close(fd);
    cr_expect(cf_file_take("missing/net", error) < 0 && strstr(error, "No such file"), "%s", error);
    end(other);
    fd = cf_file_take("net", error);
    cr_expect(fd >= 0 && entries("ls -A | grep -c net") == 0, "%s", error);
    close(fd);
}

/* What could not be written is found out before the work, not after it. */
Test(faults, a_folder_that_cannot_be_written_is_refused_at_once) {
    put("file", "");
    static const char *const commands[] = {"verify --out file/x eq4", "prove t.bound --out file/x", "figure fig2a --out file/x"};
    for (int k = 0; k < 3; k++) {
        outcome o = run("%s", commands[k]);
        cr_expect(o.code == 4 && strstr(o.err, "file/x: Not a directory") && !*o.out, "%s: %d %s %s", commands[k], o.code, o.err, o.out);
    }
}

/* A caller who ignores SIGCHLD bequeaths that: the ends of the checks and of the checker are known all the same. */
Test(faults, children_end_as_elsewhere_where_the_caller_ignores_them) {
    outcome o = run("--version >v; env --ignore-signal=CHLD %s verify --jobs 1 --out rep scalar.q_theta_lower", program);
    cr_expect(o.code == 0 && strstr(o.out, "the largest check scalar.q_theta_lower"), "%d %s %s", o.code, o.out, o.err);
}

/* -------------------------------------------------------------------------------------------------- memory */

/* OpenBLAS's work buffer of 128 MB where it cannot be had: left to itself OpenBLAS asks for it without end. */
Test(faults, no_room_for_a_buffer_of_blas_is_exit_4) {
    if (!fits_in_little_space()) return;
    setenv("OPENBLAS_NUM_THREADS", "1", 1);
    outcome o = run("--version >v; ulimit -v 170000; timeout 20 %s minnorm --x X.csv --y y.csv --norm l1", program);
    cr_expect(o.code == 4 && strncmp(o.err, "certiflow: out of memory (", 26) == 0, "%d %s", o.code, o.err);
}

/* 13 GB of weights where 2 GB may be had. */
Test(faults, out_of_memory_is_exit_4) {
    if (!fits_in_little_space()) return;
    outcome o = run("--version >v; ulimit -v 2000000; timeout 60 %s train relu --width 10000 --depth 16 --seeds 1 --most 1", program);
    cr_expect(o.code == 4 && strncmp(o.err, "certiflow: out of memory (", 26) == 0, "%d %s", o.code, o.err);
}

/* -------------------------------------------------------------------------------------------------- clocks */

Test(faults, a_clock_that_goes_back_gives_no_negative_seconds) {
    cr_expect(cf_since(cf_clock() + 1000) == 0);
    double passed = cf_since(cf_clock() - 1000);
    cr_expect(passed >= 1000 && passed < 1100, "%g", passed);
}

/* -------------------------------------------------------------------------------------------------- checks */

static void check_lacks(cf_run *run) {
    cf_fact(run, "holds", cf_run_canary(run) ? CF_FALSE : CF_TRUE);
    cf_resource_failed(run, "no temporary file: No space left on device");
}
static void check_good(cf_run *run) {
    cf_fact(run, "holds", cf_run_canary(run) ? CF_FALSE : CF_TRUE);
}
static void check_starves(cf_run *run) {
    (void)run;
    _exit(4); /* as cf_out_of_memory does */
}
static void check_canary_lacks(cf_run *run) {
    if (cf_run_canary(run))
        cf_resource_failed(run, "no pipe");
    else
        cf_fact(run, "holds", CF_TRUE);
}
#define CLAIM(name, function)                                                                                          \
    static const cf_claim name = {.id = #name, .section = "2", .items = "", .title = "t", .statement = "s", .uses = "", \
                                  .method = CF_M_INSTANCES, .budget = 5, .check = function}
CLAIM(lacks, check_lacks);
CLAIM(good, check_good);
CLAIM(starves, check_starves);
CLAIM(canary_lacks, check_canary_lacks);

/* Exit code 4, whatever stage the resource failed at; the claims beside it keep their verdicts. */
Test(faults, a_check_that_lacks_a_resource_is_undecided_and_exit_4) {
    const cf_claim *bad[] = {&lacks, &starves, &canary_lacks};
    const char *const expected[] = {"good\tCERTIFIED\tx", "lacks\tCERTIFIED\tx", "starves\tCERTIFIED\tx", "canary_lacks\tCERTIFIED\tx", NULL};
    for (int k = 0; k < 3; k++) {
        const cf_claim *claims[] = {&good, bad[k], NULL};
        cf_runner_signals *signals = cf_runner_hold();
        cf_assembly a = {.registry = claims, .expected = expected, .claims = claims, .n = 2, .tier = CF_TIER_QUICK, .jobs = 1};
        json_t *report = cf_check_claims(a, NULL, signals), *claim;
        cf_runner_release(signals);
        size_t i;
        json_array_foreach(json_object_get(report, "claims"), i, claim)
            cr_expect_str_eq(text(claim, "verdict"), strcmp(text(claim, "id"), "good") == 0 ? "CERTIFIED" : "UNDECIDED");
        cr_expect_eq(i, 2);
        cr_expect_eq(cf_report_exit_code(report), 4, "%s: %d", bad[k]->id, cf_report_exit_code(report));
        json_decref(report);
    }
}

/* Where a certificate cannot be handed to the checker nothing is proved, and each command says so. */
Test(faults, without_a_temporary_file_nothing_is_proved) {
    setenv("TMPDIR", "no/such/folder", 1);
    outcome o = run("why --out none scalar.q_theta_lower");
    cr_expect(o.code == 4 && strstr(o.err, "certiflow why: the system refused") && strstr(o.out, "UNDECIDED"), "%d %s%s", o.code, o.err, o.out);
    o = run("prove t.bound --out proofs");
    cr_expect(o.code == 4 && strstr(o.err, "no temporary file") && strncmp(o.out, "UNDECIDED", 9) == 0, "%d %s%s", o.code, o.err, o.out);
    cr_expect(access("proofs/t.square.json", F_OK) != 0 && access("proofs/prove.json", F_OK) == 0);
    setenv("TMPDIR", "/tmp", 1);
    cr_expect(run("prove t.bound --out proofs").code == 0 && access("proofs/t.square.json", F_OK) == 0);
}

/* A verdict of the checker that does not arrive. */
Test(faults, what_the_checker_cannot_say_is_exit_4) {
    char command[2 * PATH_MAX];
    cr_assert(run("prove t.bound --out proofs").code == 0);
    snprintf(command, sizeof command, "%s-check --against t.bound proofs/t.square.json >/dev/full 2>e", program);
    cr_expect(WEXITSTATUS(system(command)) == 4 && holds("e", "certiflow-check: the output cannot be written\n"));
}

/* ------------------------------------------------------------------------------------------------ training */

/* n images of 4 x 4 in MNIST's format. */
static void put_images(const char *name, int n) {
    char path[100];
    snprintf(path, sizeof path, "images/%s-images-idx3-ubyte", name);
    FILE *f = fopen(path, "wb");
    const unsigned char head[] = {0, 0, 8, 3, 0, 0, 0, (unsigned char)n, 0, 0, 0, 4, 0, 0, 0, 4}, labels[] = {0, 0, 8, 1, 0, 0, 0, (unsigned char)n};
    fwrite(head, 1, sizeof head, f);
    for (int i = 0; i < 16 * n; i++) fputc(33 + (i * i * 7 + i % 13 * 5) % 90, f);
    fclose(f);
    snprintf(path, sizeof path, "images/%s-labels-idx1-ubyte", name);
    f = fopen(path, "wb");
    fwrite(labels, 1, sizeof labels, f);
    for (int i = 0; i < n; i++) fputc(i % 3, f);
    fclose(f);
}

#define JOB "train mlp --data images --width 4 --batch 8 --threads 1 --step 0.1"

/* A run that is killed after it wrote the curve and before the checkpoint repeats the epoch, not its row. */
Test(faults, a_curve_has_each_epoch_once) {
    mkdir("images", 0777);
    put_images("train", 40), put_images("t10k", 16);
    outcome o = run(JOB " --epochs 2 --checkpoint net --curve curve.csv");
    cr_assert(o.code == 3, "%d %s", o.code, o.err);
    cr_assert(system("cp net kept") == 0 && run(JOB " --epochs 3 --checkpoint net --curve curve.csv").code == 3);
    cr_assert(system("cp curve.csv whole.csv; mv kept net") == 0 && entries("wc -l < curve.csv") == 4);
    cr_assert(run(JOB " --epochs 3 --checkpoint net --curve curve.csv").code == 3);
    cr_expect(system("cmp curve.csv whole.csv") == 0);
}

/* A run that has reached its stop does not go on when it is asked for again. */
Test(faults, a_finished_run_ends_again) {
    mkdir("images", 0777);
    put_images("train", 6), put_images("t10k", 6);
    const char *job = "train mlp --data images --width 30 --batch 3 --threads 1 --step 0.3 --loss 0.5 --epochs 2000 --checkpoint net --json";
    outcome first = run("%s", job);
    cr_assert(first.code == 0, "%d %s %s", first.code, first.out, first.err);
    cr_assert(system("cp net before") == 0);
    outcome second = run("%s", job);
    json_t *a = json_loads(first.out, 0, NULL), *b = json_loads(second.out, 0, NULL);
    cr_expect(second.code == 0 && number(a, "steps") == number(b, "steps") && number(a, "train_loss") == number(b, "train_loss"), "%s%s", first.out, second.out);
    cr_expect(system("cmp net before") == 0);
    json_decref(a), json_decref(b);
}
