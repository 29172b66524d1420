/* bench_prove.c - the prover: boxes a second against dimension and precision, and |4q(t)/t^2 - 1| <= (t^4 + 2t^2)/96 beside coq-interval.
 *
 * One JSON object a line, as bench_q.c has it.
 *   prove_boxes_vV_bB     leaves evaluated a second, one thread: q(x1) + ... + q(xV) <= (x1^2 + ... + xV^2)/4 about centres of random
 *                         boxes of side 1/8 in [0, 4]^V, order 2, intervals of B bits
 *   prove_q_ratio         seconds for the bound on [1/1024, 1], certificate included: the median of REPEATS runs in this process, and
 *                         coq-interval on the same two one-sided goals (its whole process, once a round; left out where coqc is missing)
 *   prove_q_ratio_all_t   the same on (0, inf), which coq-interval does not take */
#include "bounds/prove.h"
#include "bounds/prove/box.h"
#include "bounds/prove/search.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REPEATS = 7 };

static void line(const char *bench, const char *peer, double value, const char *unit) {
    printf("{\"bench\":\"%s\",\"peer\":\"%s\",\"value\":%.6g,\"unit\":\"%s\"}\n", bench, peer, value, unit);
    fflush(stdout);
}

static void parse(cf_bounds *b, const char *text) {
    if (cf_bounds_parse(b, text, strlen(text), "bench") == 0) return;
    fprintf(stderr, "%s\n", b->error);
    exit(1);
}

static void boxes(int V, long bits) {
    char text[400] = "bound t\nforall ", left[100] = "", right[100] = "", name[60];
    for (int i = 1; i <= V; i++) {
        sprintf(text + strlen(text), "%sx%d in [0, 4]", i > 1 ? ", " : "", i);
        sprintf(left + strlen(left), "%sq(x%d)", i > 1 ? " + " : "", i);
        sprintf(right + strlen(right), "%sx%d^2", i > 1 ? " + " : "", i);
    }
    sprintf(text + strlen(text), "\nprove %s <= (%s)/4\n", left, right);
    cf_bounds b;
    parse(&b, text);
    const cf_goal goal = {.small = b.bound[0].prove.small, .big = b.bound[0].prove.big};
    const cf_chart none = {0};
    cf_box box;
    cf_plan plan;
    cf_box_init(&box, V);
    cf_plan_init(&plan, V);
    plan.order = 2;
    plan.acc = (cf_accuracy){bits, 0};
    unsigned long state = 1;
    long n = 0, held = 0;
    double start = cf_search_clock(), t = 0;
    for (; t < 0.3; t = cf_search_clock() - start, n++) {
        for (int i = 0; i < V; i++) {
            state = state * 6364136223846793005ul + 1442695040888963407ul;
            long k = 1 + (long)(state >> 40) % 30;
            plan.kind[i] = 'm';
            fmpq_set_si(plan.centre + i, 2 * k + 1, 16);
            fmpq_set_si(box.side[i][0].value, k, 8);
            fmpq_set_si(box.side[i][1].value, k + 1, 8);
            fmpq_canonicalise(box.side[i][0].value);
            fmpq_canonicalise(box.side[i][1].value);
        }
        held += cf_plan_certifies(NULL, &plan, &b.bound[0], &none, &box, &goal, -1);
    }
    if (held == 0) fputs("bench_prove: no box was certified\n", stderr);
    snprintf(name, sizeof name, "prove_boxes_v%d_b%ld", V, bits);
    line(name, "certiflow", (double)n / t, "boxes/s");
    cf_box_clear(&box);
    cf_plan_clear(&plan);
    cf_bounds_clear(&b);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void ratio(const char *bench, const char *domain) {
    char text[300];
    double t[REPEATS];
    snprintf(text, sizeof text, "bound q_ratio\nforall t in %s\nprove abs(4*q(t)/t^2 - 1) <= (t^4 + 2*t^2)/96\n", domain);
    for (int k = 0; k < REPEATS; k++) {
        cf_bounds b;
        cf_prove_result r;
        const cf_prove_options options = {.budget = 60, .jobs = 1};
        double start = cf_search_clock();
        parse(&b, text);
        cf_prove(&r, &b.bound[0], &options);
        t[k] = cf_search_clock() - start;
        if (r.verdict != CF_PROVE_PROVED) {
            fprintf(stderr, "bench_prove: %s on %s: %s\n", bench, domain, cf_prove_verdict_name(r.verdict));
            exit(1);
        }
        cf_prove_result_clear(&r);
        cf_bounds_clear(&b);
    }
    qsort(t, REPEATS, sizeof *t, by_size);
    line(bench, "certiflow", t[REPEATS / 2], "s");
}

/* The two one-sided goals for coq-interval, which takes constant bounds only. */
static const char coq[] =
    "From Coq Require Import Reals.\nFrom Interval Require Import Tactic.\nOpen Scope R_scope.\n"
    "Goal forall t, 1/1024 <= t <= 1 ->\n"
    "  1 - 4 * (2 - sqrt (4 + t*t) + t * ln (t/2 + sqrt (t*t/4 + 1))) / (t*t) - (t*t*t*t + 2*t*t) / 96 <= 0.\n"
    "Proof. intros t Ht. interval with (i_bisect t, i_taylor t, i_degree 10, i_prec 110, i_depth 16). Qed.\n"
    "Goal forall t, 1/1024 <= t <= 1 ->\n"
    "  4 * (2 - sqrt (4 + t*t) + t * ln (t/2 + sqrt (t*t/4 + 1))) / (t*t) - 1 - (t*t*t*t + 2*t*t) / 96 <= 0.\n"
    "Proof. intros t Ht. interval with (i_bisect t, i_taylor t, i_degree 10, i_prec 110, i_depth 16). Qed.\n";

static void peer(void) {
    if (system("command -v coqc >/dev/null 2>&1") != 0) {
        fputs("bench_prove: coqc is not here (Debian: coq libcoq-interval): its row is left out\n", stderr);
        return;
    }
    const char *temporary = getenv("TMPDIR");
    char folder[300], command[800], path[400];
    snprintf(folder, sizeof folder, "%.250s/bench_prove_XXXXXX", temporary ? temporary : "/tmp");
    if (!mkdtemp(folder)) return;
    snprintf(path, sizeof path, "%s/ratio.v", folder);
    FILE *f = fopen(path, "w");
    if (f && fputs(coq, f) >= 0 && fclose(f) == 0) {
        snprintf(command, sizeof command, "cd %s && timeout 300 coqc -q ratio.v >/dev/null 2>&1", folder);
        double start = cf_search_clock();
        int status = system(command);
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0) line("prove_q_ratio", "coq-interval", cf_search_clock() - start, "s");
        else fputs("bench_prove: coqc failed on the same bound (libcoq-interval missing, or over 300 s)\n", stderr);
    }
    snprintf(command, sizeof command, "rm -rf %s", folder);
    if (system(command) != 0) fprintf(stderr, "bench_prove: cannot remove %s\n", folder);
}

int main(void) {
    static const long bits[] = {53, 128, 512};
    for (int V = 1; V <= 4; V++)
        for (int k = 0; k < 3; k++) boxes(V, bits[k]);
    ratio("prove_q_ratio", "[1/1024, 1]");
    ratio("prove_q_ratio_all_t", "(0, inf)");
    peer();
    return 0;
}
