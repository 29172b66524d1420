/* test_net_train.c - training: stop criteria, divergence, checkpoints, and a run killed in the middle that
 * ends with the same bits. */
#include "core/net.h"
#include "support.h"
#include <criterion/criterion.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    cf_net net;
    cf_net_work work;
    cf_net_data data;
    double *w, *x, *y;
    uint8_t *label;
} problem;

/* n samples of `classes` clouds (cross-entropy) or of a smooth function (squared) */
static void problem_init(problem *p, size_t n, size_t batch, double log_alpha, uint64_t seed) {
    cf_rng rng;
    size_t n_in = p->net.n_in, n_out = p->net.n_out;
    cf_rng_init(&rng, seed);
    p->w = malloc(p->net.p * sizeof(double)), p->x = malloc(n * n_in * sizeof(double)),
    p->y = malloc(n * n_out * sizeof(double));
    p->label = malloc(n);
    cf_rng_normals(p->x, &rng, n * n_in);
    for (size_t s = 0; s < n; s++) {
        p->label[s] = (uint8_t)(s % n_out);
        p->x[s * n_in + s % n_out] += 3;
        for (size_t k = 0; k < n_out; k++) p->y[s * n_out + k] = sin(p->x[s * n_in]);
    }
    cf_net_init(p->w, &p->net, CF_NET_UNIFORM_HE, log_alpha, seed);
    cr_assert(cf_net_work_init(&p->work, &p->net, batch ? batch : n, 1) == CF_OK);
    p->data = (cf_net_data){p->x, p->y, p->label, n};
}

static void problem_clear(problem *p) {
    cf_net_work_clear(&p->work);
    free(p->w), free(p->x), free(p->y), free(p->label);
}

Test(net_train, sgd_reaches_full_accuracy) {
    problem p;
    cr_assert(cf_net_mlp(&p.net, 6, 40, 2, 3, 1, CF_NET_CROSS_ENTROPY) == CF_OK);
    problem_init(&p, 110, 16, 0, 5); /* 7 batches, the last of 14 */
    cf_net_training t = {
        .step = 0.2, .batch = 16, .seed = 3, .most = 100000, .stop_loss = 1e-2, .stop_accuracy = 1};
    cf_net_end end;
    cr_assert(cf_net_train(p.w, &end, NULL, &p.work, &p.data, &t) == CF_OK);
    size_t correct;
    double loss = cf_net_loss(&correct, &p.work, p.w, &p.data);
    cr_expect(end.outcome == CF_NET_REACHED && end.loss == loss && loss < 1e-2 && correct == 110 &&
              end.accuracy == 1);
    cr_expect(end.steps % 7 == 0 && end.steps < 100000, "%llu", (unsigned long long)end.steps);
    problem_clear(&p);
}

/* Three ways to full descent: the tiny kernels, the same net with a bias (general), both below 1e-9. */
Test(net_train, full_descent_reaches_the_papers_loss) {
    for (int bias = 0; bias < 2; bias++) {
        problem p;
        cr_assert(cf_net_mlp(&p.net, 3, 30, 2, 1, bias, CF_NET_SQUARED) == CF_OK &&
                  cf_net_tiny_fits(&p.net) == !bias);
        problem_init(&p, 5, 0, 0, 5);
        cf_net_training t = {.step = 1e-3, .most = 200000, .stop_loss = 1e-9};
        cf_net_end end;
        cr_assert(cf_net_train(p.w, &end, NULL, &p.work, &p.data, &t) == CF_OK);
        cr_expect(end.outcome == CF_NET_REACHED && cf_net_loss(NULL, &p.work, p.w, &p.data) < 1.0001e-9 &&
                      isnan(end.accuracy),
                  "%d %g", end.outcome, end.loss);
        problem_clear(&p);
    }
}

Test(net_train, divergence_is_reported) {
    for (size_t depth = 1; depth <= 3;
         depth++) { /* a linear model explodes; a step far too long kills all ReLUs */
        problem p;
        cr_assert(cf_net_mlp(&p.net, 3, 30, depth, 1, 0, CF_NET_SQUARED) == CF_OK);
        problem_init(&p, 8, 0, depth == 1 ? 0 : 3, 5);
        cf_net_training t = {.step = 1, .most = 100000, .stop_loss = 1e-9, .checkpoint = "diverged"};
        cf_net_end end;
        enter();
        cr_assert(cf_net_train(p.w, &end, NULL, &p.work, &p.data, &t) == CF_OK);
        if (depth == 1)
            cr_expect(end.outcome == CF_NET_DIVERGED && !(end.loss <= 1e8 * end.first_loss) &&
                      access("diverged", F_OK) != 0);
        else
            cr_expect(end.outcome == CF_NET_DIVERGED || (end.outcome == CF_NET_DEAD && end.steps <= 2000),
                      "%d", end.outcome);
        leave();
        problem_clear(&p);
    }
}

Test(net_train, search_takes_the_best_step) {
    problem p;
    cr_assert(cf_net_mlp(&p.net, 3, 30, 2, 1, 0, CF_NET_SQUARED) == CF_OK);
    problem_init(&p, 8, 0, 0, 5);
    cf_net_training t = {.most = 1, .stop_loss = 1e-9};
    double steps[] = {100, 1e-3, 1e-6}, best;
    cr_assert(cf_net_search_step(&best, &p.work, p.w, &p.data, &t, steps, 3, 200) == CF_OK && best == 1e-3,
              "%g", best);
    problem_clear(&p);
}

/* ------------------------------------------------------------------------------------------------
 * checkpoints */

static void slow(void *context,
                 const cf_net_progress *progress) { /* so that a kill meets the run in its middle */
    (void)progress;
    nanosleep(&(struct timespec){.tv_nsec = *(long *)context}, NULL);
}

/* trains in a child that is killed once the checkpoint has been seen to change, as often as the run lasts;
 * then to the end */
static void killed_run(const problem *p, double *w, cf_net_training t, const double *start) {
    long pause = 3000000;
    int kills = 0;
    for (int attempt = 0; attempt < 4; attempt++) {
        pid_t child = fork();
        if (child == 0) {
            cf_net_end end;
            cf_net_work work = p->work;
            t.progress = slow, t.context = &pause;
            memcpy(w, start, p->net.p * sizeof *w);
            _exit(cf_net_train(w, &end, NULL, &work, &p->data, &t) == CF_OK ? 0 : 1);
        }
        nanosleep(&(struct timespec){.tv_nsec = 60000000 + 7000000 * attempt}, NULL);
        for (int k = 0; k < 2000 && access(t.checkpoint, F_OK) != 0; k++) /* on a loaded machine */
            nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
        kill(child, SIGKILL);
        int status;
        waitpid(child, &status, 0);
        kills += WIFSIGNALED(status);
    }
    cr_expect(kills >= 1 && access(t.checkpoint, F_OK) == 0, "killed %d times", kills);
    cf_net_end end;
    cf_net_work work = p->work;
    memcpy(w, start, p->net.p * sizeof *w);
    cr_assert(cf_net_train(w, &end, NULL, &work, &p->data, &t) == CF_OK);
}

static void resume(size_t batch, int bias, cf_net_loss_kind loss, uint64_t most, uint64_t every) {
    problem p;
    cr_assert(cf_net_mlp(&p.net, 3, 30, 3, loss == CF_NET_SQUARED ? 1 : 3, bias, loss) == CF_OK);
    problem_init(&p, 50, batch, 0, 5);
    double *whole = malloc(p.net.p * sizeof *whole), *parts = malloc(p.net.p * sizeof *parts);
    cf_net_training t = {.step = 1e-3, .batch = batch, .seed = 9, .most = most, .every = every};
    cf_net_end end;
    enter();
    memcpy(whole, p.w, p.net.p * sizeof *whole);
    cr_assert(cf_net_train(whole, &end, NULL, &p.work, &p.data, &t) == CF_OK && end.steps == most);
    t.checkpoint = "run.ckpt";
    killed_run(&p, parts, t, p.w);
    cr_expect(memcmp(whole, parts, p.net.p * sizeof *whole) == 0);
    cr_expect(memcmp(whole, p.w, p.net.p * sizeof *whole) != 0);
    leave();
    free(whole), free(parts);
    problem_clear(&p);
}

Test(net_train, sgd_resumes_after_sigkill) {
    resume(7, 1, CF_NET_CROSS_ENTROPY, 3000, 13);
}
Test(net_train, full_descent_resumes_after_sigkill) {
    resume(0, 1, CF_NET_SQUARED, 2000, 11);
}
Test(net_train, tiny_descent_resumes_after_sigkill) {
    resume(0, 0, CF_NET_SQUARED, 5000, 23);
}

static void damage(const char *from, const char *to, long at,
                   int keep) { /* a byte changed, or cut off at that place */
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    int c;
    for (long i = 0; (c = fgetc(in)) != EOF && (keep || i < at); i++) fputc(i == at ? c ^ 1 : c, out);
    fclose(in), fclose(out);
}

Test(net_train, wrong_checkpoints_are_refused) {
    problem p;
    cr_assert(cf_net_mlp(&p.net, 3, 5, 2, 3, 1, CF_NET_CROSS_ENTROPY) == CF_OK);
    problem_init(&p, 20, 6, 0, 5);
    cf_net_training t = {.step = 1e-3, .batch = 6, .seed = 9, .most = 10, .checkpoint = "good"};
    cf_net_end end;
    char error[256];
    double before[200];
    enter();
    cr_assert(cf_net_train(p.w, &end, error, &p.work, &p.data, &t) == CF_OK);
    damage("good", "flipped", 100, 1), damage("good", "short", 150, 0), damage("good", "head", 20, 0),
        put("text", "hello\n");
    mkdir("folder", 0777);
    memcpy(before, p.w, p.net.p * sizeof *before);
    const char *bad[][2] = {{"flipped", "checksum"},
                            {"short", "cut short"},
                            {"head", "not a checkpoint"},
                            {"text", "not a checkpoint"},
                            {"folder", "folder: "}};
    for (int i = 0; i < 5; i++) {
        t.checkpoint = bad[i][0];
        cr_expect(cf_net_train(p.w, &end, error, &p.work, &p.data, &t) == CF_EIO && strstr(error, bad[i][1]),
                  "%s", error);
        cr_expect(memcmp(before, p.w, p.net.p * sizeof *before) == 0);
    }
    t.checkpoint = "good", t.step = 2e-3;
    cr_expect(cf_net_train(p.w, &end, error, &p.work, &p.data, &t) == CF_EIO && strstr(error, "another"),
              "%s", error);
    t.checkpoint = "missing/file";
    cr_expect(cf_net_train(p.w, &end, error, &p.work, &p.data, &t) == CF_EIO && strstr(error, "No such file"),
              "%s", error);
    leave();
    problem_clear(&p);
}

/* A full disk: the old checkpoint stays whole, the message says why. */
Test(net_train, a_full_disk_keeps_the_last_checkpoint) {
    enter();
    double w[1000] = {1};
    char error[256];
    cf_net_checkpoint state = {.fingerprint = 7, .steps = 1}, back;
    cr_assert(cf_net_checkpoint_write("file", &state, w, sizeof w, error) == CF_OK);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        state.steps = 2;
        _exit(setrlimit(RLIMIT_FSIZE, &(struct rlimit){1000, 1000}) == 0 &&
                      cf_net_checkpoint_write("file", &state, w, sizeof w, error) == CF_EIO &&
                      strstr(error, "too large")
                  ? 0
                  : 1);
    }
    int status;
    waitpid(child, &status, 0);
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    cr_expect(cf_net_checkpoint_read(&back, w, "file", 7, sizeof w, error) == CF_OK && back.steps == 1);
    cr_expect(system("test \"$(ls | wc -l)\" -eq 1") == 0); /* no temporary file left */
    leave();
}
