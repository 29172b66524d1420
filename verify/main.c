/* main.c - the program certiflow: finds the command, runs it, and makes sure that its output has arrived.
 *
 * Exit codes: 0 as expected, 1 something differs, 2 bad usage or input, 3 undecided or not converged, 4 an
 * output or a resource failed, 5 and above a bug; where several apply, 5 before 4 before 2 before 1 before 3.
 */
#include "commands.h"
#include "core/certiflow.h"
#include "memory.h"
#include "options.h"
#include "output.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} commands[] = {
    {"eval", cf_cmd_eval, "a scalar function: the double, the rigorous ball, the error in ulp"},
    {"solve", cf_cmd_solve, "the limit of gradient flow for given data, in doubles and certified"},
    {"flow", cf_cmd_flow, "gradient flow at given times, in doubles and certified"},
    {"descend", cf_cmd_descend, "gradient descent, its effective start, its limit certified"},
    {"minnorm", cf_cmd_minnorm, "the minimum l1- or l2-norm interpolant, in doubles and exact"},
    {"thresholds", cf_cmd_thresholds, "the alpha of Theorem 2 and Lemmas 1 to 3 for given data"},
    {"factor", cf_cmd_factor, "matrix factorisation: gradient flow, least nuclear norm, excess norms"},
    {"prove", cf_cmd_prove, "inequalities over their whole domain: certificates and counterexamples"},
    {"train", cf_cmd_train, "Section 7's networks: sweeps over alpha and steps, MNIST's and CIFAR10's formats"},
    {"figure", cf_cmd_figure, "the paper's figures: computed, drawn, their sentences checked"},
    {"export", cf_cmd_export, "the cells of a store as a table, CSV or NumPy"},
    {"claims", cf_cmd_claims, "the claims about the paper, and what they cover"},
    {"verify", cf_cmd_verify, "check the claims and write the report"},
    {"why", cf_cmd_why, "what a claim rests on, down to numbers that can be rechecked"},
    {"report", cf_cmd_report, "the results as one page, as Markdown, as CSV; two runs compared"},
    {"regress", cf_cmd_regress, "the fast core against its golden results"},
    {"doctor", cf_cmd_doctor, "versions, the processor, and known defects of the installed libraries"},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static const cf_usage program = {"", "", "", NULL, NULL};

static void print_help(FILE *out) {
    fprintf(out,
            "Usage: certiflow COMMAND [ARGUMENT...]\n\n"
            "Checks the theory of kernel and rich regimes with numbers that can be trusted.\n\nCommands:\n");
    for (size_t k = 0; k < COMMANDS; k++) fprintf(out, "  %-11s %s\n", commands[k].name, commands[k].summary);
    fprintf(out, "\n  certiflow COMMAND --help   a command's options, with an example\n"
                 "  certiflow --version        the version\n"
                 "  man certiflow              the manual\n");
}

static int unknown_command(const char *name) {
    const char *names[COMMANDS + 1] = {0};
    for (size_t k = 0; k < COMMANDS; k++) names[k] = commands[k].name;
    const char *nearest = cf_nearest(name, names), *kind = name[0] == '-' ? "option" : "command";
    if (nearest) return cf_usage_error(&program, "unknown %s '%s'; is %s meant?", kind, name, nearest);
    return cf_usage_error(&program, "unknown %s '%s'", kind, name);
}

static int dispatch(int argc, char **argv) {
    if (argc < 2) {
        print_help(stderr);
        return CF_EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0) {
        printf("certiflow %s\n", cf_version());
        return CF_EXIT_OK;
    }
    int help = strcmp(name, "help") == 0;
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || (help && argc == 2)) {
        print_help(stdout);
        return CF_EXIT_OK;
    }
    if (help) name = argv[2];
    for (size_t k = 0; k < COMMANDS; k++) {
        if (strcmp(name, commands[k].name) != 0) continue;
        char option[] = "--help", *ask[] = {argv[help ? 2 : 1], option, NULL};
        return help ? commands[k].run(2, ask) : commands[k].run(argc - 1, argv + 1);
    }
    return unknown_command(name);
}

/* A standard stream that was closed by the caller is opened the wrong way round, so that no file of ours
 * takes its place and its use fails as it should. */
static void open_standard_streams(void) {
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd) return;
}

/* Libraries that lack memory call exit with a code of their own (libgomp 1, CSDP 205): ours is 4. What they say of it CSDP leaves in the
 * buffer of standard output, where it does not belong. */
static volatile sig_atomic_t finished;
static void at_exit(void) {
    static const char text[] = "certiflow: a library ended the program: it was refused memory\n";
    if (finished) return;
    if (write(STDERR_FILENO, text, sizeof text - 1) < 0) _exit(CF_EXIT_FAILED);
    _exit(CF_EXIT_FAILED);
}

int main(int argc, char **argv) {
    atexit(at_exit);
    open_standard_streams();
    cf_memory_begin();
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a failed write */
    signal(SIGCHLD, SIG_DFL); /* a caller who ignores it bequeaths that, and then no child's end can be told */
    int code = dispatch(argc, argv);
    int output = cf_output_close();
    finished = 1;
    return output != CF_EXIT_OK && code < CF_EXIT_FAILED ? output : code;
}
