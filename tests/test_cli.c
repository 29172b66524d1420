/* test_cli.c - the program as its users meet it: exit codes, messages, JSON, and what it does when its output
 * fails. Each test works in a folder of its own. */
#include "core/certiflow.h"
#include "support.h"
#include <criterion/criterion.h>
#include <jansson.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void set_up(void) {
    enter();
    put("X.csv", "a,b,c\n1,0,0.5\n0,1,-0.25\n");
    put("y.csv", "1\n0.5\n");
}

TestSuite(cli, .init = set_up, .fini = leave);

/* ---------------------------------------------------------------------------------------------------- the
 * program */

/* Labels that are numbers, as pandas writes them for what has no name, are told. */
Test(cli, labels_that_are_numbers) {
    put("names.csv", "0,1,2\n1,0,0.5\n0,1,-0.25\n");
    put("y3.csv", "0\n1\n0.5\n");
    outcome o = run("solve --x names.csv --y y3.csv --alpha 1");
    cr_expect(o.code == 0 && strstr(o.err, "names.csv:1:1: note: the first sample is 0, 1, 2"), "%d %s", o.code, o.err);
    put("rows.csv", "0,1,0,2\n1,0,1,3\n2,1,1,-1\n");
    o = run("solve --x rows.csv --y y3.csv --alpha 1");
    cr_expect(o.code == 0 && strstr(o.err, "rows.csv:1:1: note: the first coordinate is 0, 1, 2"), "%d %s", o.code, o.err);
    o = run("solve --x X.csv --y y.csv --alpha 1");
    cr_expect(o.code == 0 && o.err[0] == '\0', "%s", o.err);
    o = run("flow --x X.csv --y y.csv --alpha 1 --times '0, 1, inf'");
    cr_expect(o.code == 0, "%s", o.err);
}

Test(cli, help_and_version) {
    static const char *const commands[] = {"eval",   "solve", "flow", "descend", "minnorm", "thresholds", "factor", "claims",
                                           "verify", "why",   "regress", "doctor"};
    outcome o = run("--version");
    cr_expect(o.code == 0 && strncmp(o.out, "certiflow ", 10) == 0);
    o = run("--help");
    cr_expect(o.code == 0 && o.err[0] == '\0');
    for (size_t k = 0; k < sizeof commands / sizeof *commands; k++) {
        cr_expect(strstr(o.out, commands[k]), "--help does not name %s", commands[k]);
        outcome help = run("%s --help", commands[k]);
        cr_expect(help.code == 0 && strstr(help.out, "Usage: certiflow") && help.err[0] == '\0',
                  "%s --help: %d", commands[k], help.code);
        outcome version = run("%s --version", commands[k]);
        cr_expect(version.code == 0 && strncmp(version.out, "certiflow ", 10) == 0, "%s --version",
                  commands[k]);
        outcome unknown = run("%s --no-such-option", commands[k]);
        cr_expect(unknown.code == 2 && strstr(unknown.err, "no-such-option"), "%s: %d", commands[k],
                  unknown.code);
    }
    o = run("help solve");
    cr_expect(o.code == 0 && strstr(o.out, "--log-alpha"));
}

Test(cli, usage_errors) {
    refused("", "Usage");
    refused("slove", "is solve meant?");
    refused("figure 1a", "is fig1a meant?");
    refused("why theorem2", "there are theorem2_");
    refused("flow --x X.csv --y y.csv --alpha 1 --times 0,x", "'x' is no time");
    refused("frobnicate", "unknown command 'frobnicate'");
    refused("--frobnicate", "unknown option");
    refused("solve --x X.csv --y y.csv", "--alpha A or --log-alpha LA is needed");
    refused("solve --x X.csv --y y.csv --alpha 1 --log-alpha 0", "not both");
    refused("solve --y y.csv --alpha 1", "--x FILE is needed");
    refused("solve --x X.csv --alpha 1", "--y FILE is needed");
    refused("solve --x X.csv --y y.csv --alhpa 1", "is --alpha meant?");
    refused("solve --x X.csv --y y.csv --alpha", "--alpha needs a value");
    refused("solve --x X.csv --y y.csv --alpha --json", "--alpha needs a value");
    refused("solve --x X.csv --y y.csv --alpha=", "--alpha needs a value");
    refused("solve --x X.csv --y y.csv --alpha 0", "above 0, not '0'");
    refused("solve --x X.csv --y y.csv --alpha -1", "above 0, not '-1'");
    refused("solve --x X.csv --y y.csv --alpha nan", "not 'nan'");
    refused("solve --x X.csv --y y.csv --log-alpha inf", "not 'inf'");
    refused("solve --x X.csv --y y.csv --log-alpha 701", "from -1e6 to 700");
    refused("solve --x X.csv --y y.csv --log-alpha -1000001", "from -1e6 to 700");
    refused("solve --x X.csv --y y.csv --alpha 1 --depth 1.9", "must be 2 or more");
    refused("solve --x X.csv --y y.csv --alpha 1 --depth two", "must be a decimal");
    refused("solve --x X.csv --y y.csv --alpha 1 --prec 1", "--prec must be a whole number");
    refused("solve --x X.csv --y y.csv --alpha 1 --prec 99999999999999999999",
            "--prec must be a whole number");
    refused("solve --x X.csv --y y.csv --alpha 1 --json=yes", "takes no value");
    refused("solve --x X.csv --y y.csv --alpha 1 stray", "unexpected argument 'stray'");
    refused("minnorm --x X.csv --y y.csv", "--norm l1 or --norm l2 is needed");
    refused("minnorm --x X.csv --y y.csv --norm l3", "must be l1 or l2, not 'l3'");
    refused("regress", "one of --save FILE and --against FILE");
    refused("regress --save a --against b", "one of --save FILE and --against FILE");
    refused("regress --against missing.tsv", "missing.tsv: No such file");
    refused("doctor now", "unexpected argument 'now'");
    refused("why no_such_claim", "no_such_claim");
    refused("verify no_such_claim", "no_such_claim");
    refused("verify --tier slow", "slow");
}

/* -----------------------------------------------------------------------------------------------------------
 * eval */

Test(cli, eval_json) {
    json_t *o = answer("eval q 1e-8 --json");
    cr_expect(strcmp(text(o, "function"), "q") == 0 && number(o, "depth") == 2);
    cr_expect(strtod(text(o, "argument"), NULL) == 1e-8);
    cr_expect(strtod(text(o, "double"), NULL) == number(o, "value"));
    cr_expect(fabs(number(o, "value") - 2.5e-17) < 1e-32);
    cr_expect(number(o, "ulp_error") >= 0 && number(o, "ulp_error") <= 1);
    json_t *ball = json_object_get(o, "reference");
    cr_expect(strncmp(text(ball, "mid"), "2.5000000000000000", 18) == 0, "%s", text(ball, "mid"));
    cr_expect(strtod(text(ball, "rad"), NULL) < 1e-38 * 2.5e-17);
    json_decref(o);
}

Test(cli, eval_values_and_order) {
    outcome o = run("eval q_prime --json --prec=200 -1e-3 -.5 -inf -nan 0x1.8p1 -- -2");
    char *line = o.out;
    static const double arguments[] = {-1e-3, -0.5, -INFINITY, NAN, 3, -2};
    for (int k = 0; k < 6; k++) {
        char *end = strchr(line, '\n');
        cr_assert(end, "%d lines: %s%s", k, o.out, o.err);
        *end = '\0';
        json_t *json = json_loads(line, 0, NULL);
        double x = strtod(text(json, "argument"), NULL);
        cr_expect(x == arguments[k] || (isnan(x) && isnan(arguments[k])));
        cr_expect(number(json, "ulp_error") <= 1 && json_is_number(json_object_get(json, "ulp_error")));
        json_t *value = json_object_get(json, "value");
        cr_expect(isfinite(x) ? json_is_number(value) : json_is_string(value), "%s", line);
        json_decref(json);
        line = end + 1;
    }
    cr_expect(*line == '\0' && o.code == 0);
}

Test(cli, eval_special_values) {
    json_t *o = answer("eval q inf --json");
    cr_expect(strcmp(text(o, "value"), "inf") == 0 && number(o, "ulp_error") == 0);
    json_decref(o);
    o = answer("eval q 0x1.fffffffffffffp+1023 --json"); /* q overflows: inf is the rounded result */
    cr_expect(strcmp(text(o, "value"), "inf") == 0 && number(o, "ulp_error") == 0);
    cr_expect(strstr(text(json_object_get(o, "reference"), "mid"), "e311"), "%s",
              text(json_object_get(o, "reference"), "mid"));
    json_decref(o);
    o = answer("eval q_depth --depth 2 0.5 --json");
    cr_expect(fabs(number(o, "value") - 0.06218041796480145) < 1e-16);
    json_decref(o);
}

Test(cli, eval_at_larger_depths) {
    static const char *const depths[] = {"3", "4", "5", "7", "10", "50", "2.5", "3.7"};
    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++)
        for (int f = 0; f < 2; f++) {
            static const char *const z[] = {"1e-300", "1e-8", "0.5", "10", "1e40", "1e300"};
            for (size_t j = 0; j < 6; j++) {
                char command[128];
                snprintf(command, sizeof command, "eval %s --depth %s %s --json", f ? "h_inv_complement" : "q_depth",
                         depths[i], z[j]);
                json_t *o = answer(command);
                cr_expect(number(o, "ulp_error") <= 0.76 && number(o, "depth") == strtod(depths[i], NULL), "%s", command);
                json_decref(o);
            }
        }
    json_t *o = answer("eval h_inv --depth 4 -inf --json");
    cr_expect(number(o, "value") == -1 && number(o, "ulp_error") == 0);
    json_decref(o);
    o = answer("eval h --depth 4 1 --json");
    cr_expect(strcmp(text(o, "value"), "inf") == 0 && number(o, "ulp_error") == 0);
    json_decref(o);
    refused("eval h_inv 1 --depth 2", "depth > 2");
    refused("eval q_depth 1 --depth 2.0000000000000000001", "the nearest double is 2");
    refused("eval q_depth 1 --depth 1e16", "2^50");
}

Test(cli, eval_standard_input) {
    outcome o = run("printf '0.5\\n\\n# none\\n  1e-8 \\r\\n' | PROGRAM eval q --json -");
    cr_expect(o.code == 0, "%s", o.err);
    char *second = strchr(o.out, '\n');
    cr_expect(second && strchr(second + 1, '\n') && !strchr(strchr(second + 1, '\n') + 1, '\n'), "%s", o.out);
    o = run("printf '0.5\\nx\\n' | PROGRAM eval q -");
    cr_expect(o.code == 2 && strstr(o.err, "standard input:2:1: 'x'") && !o.out[0], "%d %s %s", o.code, o.err,
              o.out);
    o = run("printf '1\\0002\\n' | PROGRAM eval q -");
    cr_expect(o.code == 2 && strstr(o.err, "NUL") && !o.out[0]);
    refused("eval q -", "no VALUE on standard input");
}

Test(cli, eval_refuses) {
    refused("eval", "FUNCTION");
    refused("eval q", "no VALUE");
    refused("eval p 1", "unknown function 'p'");
    refused("eval q_pirme 1", "is q_prime meant?");
    refused("eval h 1", "depth > 2");
    refused("eval q 1 --depth 2.5", "function of depth 2");
    refused("eval q 1 one", "'one' is not a decimal");
    refused("eval q 1e999", "beyond the range of doubles");
    refused("eval q ''", "is not a decimal");
    refused("eval q '1 2'", "is not a decimal");
    refused("eval q 1,2", "is not a decimal");
    refused("eval q -x", "unknown option");
}

/* ----------------------------------------------------------------------------------------------------- bad
 * input */

/* A file F.csv with these contents in the place of X, then of y. */
static void bad_file(const char *contents, const char *words) {
    put("F.csv", contents);
    refused("solve --x F.csv --y y.csv --alpha 1 --json", words);
    refused("thresholds --x F.csv --y y.csv --epsilon 0.1", words);
    refused("minnorm --x F.csv --y y.csv --norm l1", words);
}

Test(cli, bad_X) {
    bad_file("", "F.csv:1:1: the file holds no numbers");
    bad_file("a,b,c\n", "F.csv:2:1: no numbers");
    bad_file("1,0,0.5\n0,1\n", "F.csv:2:4: 2 fields, where the lines before have 3");
    bad_file("1,0,0.5\n0,1,x\n", "F.csv:2:5: not a number: 'x'");
    bad_file("1,0,0.5\n0,1,\n", "F.csv:2:5: an empty field");
    bad_file("1,0,0.5\n0,1,1e999\n", "F.csv:2:5: a number beyond the range of doubles: '1e999'");
    bad_file("1,0,0.5\n0,1,nan\n", "F.csv:2:5: not a finite number: 'nan'");
    bad_file("1,0,0.5\n0,-inf,1\n", "F.csv:2:3: not a finite number: '-inf'");
    bad_file("1\n2\n", "F.csv:2:1: X has more samples (2 rows) than coordinates (1 columns)");
    bad_file("1,2,3\n2,4,6\n", "F.csv:2:1: X is rank-deficient");
    bad_file("1,2,3\n# zero\n0,0,0\n", "F.csv:3:1: X is rank-deficient: row 2 is zero");
    bad_file("1,2,3\n", "y has 2 values, where X (F.csv) has 1 sample");
    bad_file("1,0,0,1\n0,1,0,1\n0,0,1,1\n", "y has 2 values, where X (F.csv) has 3 samples");
    refused("solve --x none.csv --y y.csv --alpha 1", "none.csv: No such file");
    refused("solve --x . --y y.csv --alpha 1", ".: Is a directory");
}

/* A file of binary numbers has rows, and no lines. */
Test(cli, bad_X_in_binary) {
    const double ones[6] = {1, 1, 1, 1, 1, 1};
    char head[128] = "\x93NUMPY\x01";
    memset(head + 10, ' ', sizeof head - 10);
    head[7] = 0, head[8] = sizeof head - 10, head[9] = 0, head[sizeof head - 1] = '\n';
    memcpy(head + 10, "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }", 59);
    FILE *f = fopen("F.npy", "wb");
    cr_assert(f && fwrite(head, sizeof head, 1, f) == 1 && fwrite(ones, sizeof ones, 1, f) == 1 && fclose(f) == 0);
    refused("solve --x F.npy --y y.csv --alpha 1", "F.npy: row 3: X has more samples (3 rows) than coordinates (2 columns)");
    refused("solve --x X.csv --y F.npy --alpha 1", "F.npy: row 2: y must be one row or one column, and is 3 x 2");
}

Test(cli, bad_y) {
    put("F.csv", "1\n2\n3\n");
    refused("solve --x X.csv --y F.csv --alpha 1", "F.csv:3:1: y has 3 values");
    put("F.csv", "1,2\n3,4\n");
    refused("solve --x X.csv --y F.csv --alpha 1",
            "F.csv:2:1: y must be one row or one column, and is 2 x 2");
    put("F.csv", "1\noops\n");
    refused("solve --x X.csv --y F.csv --alpha 1", "F.csv:2:1: not a number: 'oops'");
    put("F.csv", "0\n0\n");
    refused("thresholds --x X.csv --y F.csv --epsilon 0.1", "y = 0");
}

/* The rank is that of the doubles: one unit in the last place apart is full rank, exactly proportional is
 * not. */
Test(cli, the_rank_is_exact) {
    put("F.csv", "0.1,0.2,0.3\n0.2,0.4,0.6001\n");
    outcome o = run("minnorm --x F.csv --y y.csv --norm l2 --certify");
    cr_expect(o.code == 0, "%s", o.err);
    put("F.csv",
        "0.1,0.2,0.3\n0.2,0.4,0.6000000000000001\n"); /* full rank, but doubles may give up: 3, not 2 */
    o = run("minnorm --x F.csv --y y.csv --norm l2 --certify");
    cr_expect(o.code == 0 || (o.code == 3 && strstr(o.err, "ill-conditioned")), "%d %s", o.code, o.err);
    put("F.csv", "0.1,0.2,0.3\n0.2,0.4,0.6\n");
    refused("minnorm --x F.csv --y y.csv --norm l2", "rank-deficient");
    put("F.csv", "1e300,1e-300,0\n1e-300,0,1e300\n");
    o = run("minnorm --x F.csv --y y.csv --norm l1");
    cr_expect(o.code != 2, "%s", o.err);
}

Test(cli, epsilon_outside_its_domain) {
    refused("thresholds --x X.csv --y y.csv", "--epsilon E is needed");
    refused("thresholds --x X.csv --y y.csv --epsilon 0", "must lie in (0, d)");
    refused("thresholds --x X.csv --y y.csv --epsilon -0.1", "must lie in (0, d)");
    refused("thresholds --x X.csv --y y.csv --epsilon 3", "must lie in (0, d) with d = 3");
    refused("thresholds --x X.csv --y y.csv --epsilon 3.5", "must lie in (0, d) with d = 3");
    refused("thresholds --x X.csv --y y.csv --epsilon nan", "must be a decimal");
    outcome o = run("thresholds --x X.csv --y y.csv --epsilon 2.9999");
    cr_expect(o.code == 0, "%s", o.err);
}

/* ------------------------------------------------------------------------------------------------------
 * answers */

static double middle(const json_t *ball) {
    return strtod(text(ball, "mid"), NULL);
}

static void expect_ball(const json_t *ball, double value, double tolerance) {
    cr_expect(fabs(middle(ball) - value) <= tolerance, "%s, expected %.17g", text(ball, "mid"), value);
    cr_expect(strtod(text(ball, "rad"), NULL) <= 1e-37 * fabs(middle(ball)), "radius %s of %s",
              text(ball, "rad"), text(ball, "mid"));
}

/* X = (1 1), y = 2: by symmetry beta = (1, 1) for every alpha, and sinh nu = 1/(2 alpha^2). */
Test(cli, solve_in_closed_form) {
    put("X1.csv", "1,1\n");
    put("y1.csv", "2\n");
    json_t *o = answer("solve --x X1.csv --y y1.csv --alpha 0.1 --certify --json"),
           *c = json_object_get(o, "certified");
    cr_expect(number(o, "samples") == 1 && number(o, "dim") == 2 && number(o, "depth") == 2);
    cr_expect(strncmp(text(o, "log_alpha"), "-2.302585092994045684017991454684364", 36) == 0);
    cr_expect(number(o, "residual_max") <= 1e-12 && fabs(number(o, "norm_l1") - 2) <= 2e-14); /* beta: 1e-14 each */
    double nu = strtod(json_string_value(json_array_get(json_object_get(o, "nu"), 0)), NULL);
    cr_expect(fabs(nu - asinh(50)) < 1e-14);
    for (size_t i = 0; i < 2; i++) {
        cr_expect(fabs(json_number_value(json_array_get(json_object_get(o, "beta"), i)) - 1) < 1e-14);
        expect_ball(json_array_get(json_object_get(c, "beta"), i), 1, 1e-15);
    }
    cr_expect(number(c, "prec") == 128 && number(c, "max_relative_error") < 1e-13);
    expect_ball(json_object_get(c, "norm_l1"), 2, 1e-15);
    expect_ball(json_object_get(c, "norm_l2"), sqrt(2), 1e-15);
    cr_expect(json_object_get(c, "excess_l1") && json_object_get(c, "excess_l2"));
    json_decref(o);
}

/* X = (1 1), y = 2, D = 4, epsilon = 1: alpha^2 <= (2/4) (1/2) (2 2/2)^{1/2} = 2^{-3/2}; alpha^4 >= 2 sqrt(1/16)
 * sqrt(2) as c = 3 8/(24 16); the bound of Lemma 4 at the first is alpha^{-2}/8. */
Test(cli, thresholds_at_depth) {
    put("X1.csv", "1,1\n");
    put("y1.csv", "2\n");
    json_t *o = answer("thresholds --x X1.csv --y y1.csv --epsilon 1 --depth 4 --json");
    json_t *depth = json_object_get(o, "depth"), *l1 = json_object_get(depth, "l1"), *l2 = json_object_get(depth, "l2");
    cr_expect(number(depth, "value") == 4);
    expect_ball(json_object_get(l1, "log_alpha"), -0.75 * log(2), 1e-15);
    expect_ball(json_object_get(l2, "log_alpha"), -0.125 * log(2), 1e-15);
    cr_expect(fabs(number(l1, "double") + 0.75 * log(2)) < 1e-15 && fabs(number(l2, "double") + 0.125 * log(2)) < 1e-15);
    cr_expect(strcmp(text(l1, "side"), "at_most") == 0 && strcmp(text(l2, "side"), "at_least") == 0);
    expect_ball(json_object_get(json_object_get(o, "lemma4"), "log_bound"), -1.5 * log(2), 1e-14);
    json_decref(o);
    refused("thresholds --x X1.csv --y y1.csv --epsilon 1 --depth 1.9", "must be 2 or more");
    refused("thresholds --x X1.csv --y y1.csv --epsilon 1 --depth 2e301", "not between 2 and 1e300");
}

/* y is the first column of X: beta_L1 has one non-zero among five samples. */
Test(cli, solve_degenerate_at_small_alpha) {
    put("X5.csv",
        "1.5,0.25,-0.5,0.75,0.125,1,-0.25,0.5,-1,0.375,0.625,-0.875\n-0.5,1,0.25,0.5,-1.25,0.75,0.5,-0.375,"
        "0.25,1,-0.5,0.125\n0.75,-0.25,1.25,-0.5,0.5,0.25,1,0.625,-0.75,0.5,0.25,1\n0.25,0.5,-1,1,0.75,-0.5,"
        "0.25,"
        "1.125,0.5,-0.25,1,0.5\n1,-0.75,0.5,0.25,1,0.5,-1.5,0.25,0.75,0.625,-0.25,0.375\n");
    put("y5.csv", "1.5,-0.5,0.75,0.25,1\n");
    static const char *const log_alphas[] = {"-2000", "-100000"};
    for (int k = 0; k < 2; k++) {
        char arguments[128];
        snprintf(arguments, sizeof arguments, "solve --x X5.csv --y y5.csv --log-alpha %s --certify --json",
                 log_alphas[k]);
        json_t *o = answer(arguments), *c = json_object_get(o, "certified"),
               *excess = json_object_get(c, "excess_l1");
        cr_expect(strcmp(text(o, "log_alpha"), log_alphas[k]) == 0);
        cr_expect(number(c, "max_relative_error") <= 1e-12);
        expect_ball(json_array_get(json_object_get(c, "beta"), 0), 1, 1e-12);
        /* far below the doubles: the exponent is read from the text, ten digits and a radius from the rest */
        const char *mid = strchr(text(excess, "mid"), 'e'), *rad = strchr(text(excess, "rad"), 'e');
        cr_assert(mid && rad, "%s +/- %s", text(excess, "mid"), text(excess, "rad"));
        cr_expect(atol(mid + 1) < -100 && atol(rad + 1) <= atol(mid + 1) - 10, "%s +/- %s",
                  text(excess, "mid"), text(excess, "rad"));
        json_decref(o);
    }
}

/* X = (1 1), y = 2, D = 4: beta = (1, 1), and alpha^4 h_4(nu) = alpha^4 4 nu/(1 - nu^2)^2 = 1 at nu = 1/2, alpha^4 =
 * 9/32. At log alpha = -1000 with y = x_1 the other coordinates are of the order alpha^4 = 1e-1737 and 1 - |X^T nu| of
 * the order alpha^2: nu comes with as many digits. */
Test(cli, solve_at_depth) {
    put("X1.csv", "1,1\n");
    put("y1.csv", "2\n");
    char arguments[160];
    snprintf(arguments, sizeof arguments, "solve --x X1.csv --y y1.csv --depth 4 --log-alpha %.17g --certify --json",
             log(9.0 / 32) / 4);
    json_t *o = answer(arguments), *c = json_object_get(o, "certified");
    cr_expect(number(o, "depth") == 4 && number(o, "residual_max") == 0);
    cr_expect(fabs(strtod(json_string_value(json_array_get(json_object_get(o, "nu"), 0)), NULL) - 0.5) < 1e-15);
    expect_ball(json_array_get(json_object_get(c, "beta"), 1), 1, 1e-15);
    expect_ball(json_object_get(c, "norm_l2"), sqrt(2), 1e-15);
    json_decref(o);
    put("X4.csv", "1.5,0.25,-0.5,0.75\n-0.5,1,0.25,0.5\n");
    put("y4.csv", "1.5,-0.5\n");
    o = answer("solve --x X4.csv --y y4.csv --depth 4 --log-alpha -1000 --certify --json");
    c = json_object_get(o, "certified");
    expect_ball(json_array_get(json_object_get(c, "beta"), 0), 1, 1e-15);
    for (size_t i = 1; i < 4; i++) {
        json_t *ball = json_array_get(json_object_get(c, "beta"), i);
        const char *mid = strchr(text(ball, "mid"), 'e'), *rad = strchr(text(ball, "rad"), 'e');
        cr_assert(mid && rad);
        cr_expect(labs(atol(mid + 1) + 1737) < 4 && atol(rad + 1) <= atol(mid + 1) - 25);
    }
    cr_expect(strlen(json_string_value(json_array_get(json_object_get(o, "nu"), 0))) > 870);
    json_decref(o);
    o = answer("solve --x X4.csv --y y4.csv --depth 2.5 --alpha 1e10 --json");
    cr_expect(number(o, "depth") == 2.5 && number(o, "residual_max") < 1e-15 && !json_object_get(o, "certified"));
    json_decref(o);
    refused("solve --x X4.csv --y y4.csv --depth 1.9 --alpha 1", "must be 2 or more");
    refused("solve --x X4.csv --y y4.csv --depth 2.0000000000000000001 --alpha 1", "the nearest double is 2");
    refused("solve --x X4.csv --y y4.csv --depth 2e15 --log-alpha 0", "must be at most 2^50");
    refused("solve --x X4.csv --y y4.csv --depth 2000 --log-alpha -1e6", "must lie within 1e9");
}

/* The doubles of a degenerate 5 x 12 problem against the balls, on both sides of where doubles can hold nu. */
Test(cli, doubles_at_depth_agree_with_the_balls) {
    static const char *const point[] = {"3 --log-alpha -1", "3 --log-alpha -30",    "4 --log-alpha -1000", "2.001 --log-alpha -9",
                                        "2.5 --log-alpha 3", "1000 --log-alpha -2", "50 --log-alpha -1000"};
    double X[60];
    char x[2048] = "", y[256] = "";
    cf_rng rng;
    cf_rng_init(&rng, 12);
    cf_rng_normals(X, &rng, 60);
    for (int k = 0; k < 60; k++) snprintf(x + strlen(x), sizeof x - strlen(x), "%.17g%c", X[k], k % 12 == 11 ? '\n' : ',');
    for (int n = 0; n < 5; n++) snprintf(y + strlen(y), sizeof y - strlen(y), "%.17g\n", 2 * X[12 * n]);
    put("X5.csv", x);
    put("y5.csv", y);
    for (size_t k = 0; k < sizeof point / sizeof *point; k++) {
        char arguments[160];
        snprintf(arguments, sizeof arguments, "solve --x X5.csv --y y5.csv --certify --json --depth %s", point[k]);
        json_t *o = answer(arguments), *c = json_object_get(o, "certified");
        cr_expect_leq(number(c, "max_relative_error"), 1e-15, "%s: %g", point[k], number(c, "max_relative_error"));
        cr_expect(number(o, "residual_max") <= 1e-15 && number(o, "iterations") > 0, "%s", point[k]);
        for (size_t i = 0; i < 12; i++) {
            json_t *ball = json_array_get(json_object_get(c, "beta"), i);
            const char *mid = strchr(text(ball, "mid"), 'e'), *rad = strchr(text(ball, "rad"), 'e');
            cr_expect(rad && atol(rad + 1) <= (mid ? atol(mid + 1) : 0) - 20, "%s: beta_%zu", point[k], i);
        }
        json_decref(o);
    }
}

Test(cli, zero_y_is_solved) {
    put("zero.csv", "0,0\n");
    json_t *o = answer("solve --x X.csv --y zero.csv --log-alpha -3 --certify --json");
    for (size_t i = 0; i < 3; i++)
        cr_expect(json_number_value(json_array_get(json_object_get(o, "beta"), i)) == 0);
    cr_expect(strcmp(text(json_object_get(json_object_get(o, "certified"), "norm_l1"), "mid"), "0") == 0);
    cr_expect(number(o, "residual_max") == 0);
    json_decref(o);
    o = answer("minnorm --x X.csv --y zero.csv --norm l1 --certify --json");
    cr_expect(number(o, "value") == 0 && json_array_size(json_object_get(o, "support")) == 0);
    json_decref(o);
}

/* X = (1 2), y = 2: l1 gives (0, 1), l2 gives (2, 4)/5. With X = (1 1) the l1 solution is not unique. */
Test(cli, minnorm_in_closed_form) {
    put("X1.csv", "1,2\n");
    put("y1.csv", "2\n");
    json_t *o = answer("minnorm --x X1.csv --y y1.csv --norm l1 --certify --json");
    cr_expect(number(o, "value") == 1 && strcmp(text(o, "unique"), "proved") == 0);
    cr_expect(json_array_size(json_object_get(o, "support")) == 1);
    cr_expect(json_integer_value(json_array_get(json_object_get(o, "support"), 0)) == 1);
    cr_expect(strcmp(text(json_object_get(json_object_get(o, "certified"), "value"), "mid"), "1") == 0);
    json_decref(o);
    o = answer("minnorm --x X1.csv --y y1.csv --norm=l2 --certify --json");
    cr_expect(fabs(number(o, "value") - sqrt(0.8)) < 1e-15 && strcmp(text(o, "unique"), "proved") == 0);
    expect_ball(json_object_get(json_object_get(o, "certified"), "value"), sqrt(0.8), 1e-15);
    json_decref(o);
    put("X1.csv", "1,1\n");
    o = answer("minnorm --x X1.csv --y y1.csv --norm l1 --certify --json");
    cr_expect(number(o, "value") == 2 && strcmp(text(o, "unique"), "refuted") == 0);
    json_decref(o);
}

/* X = (1 2), y = 2, d = 2: ||beta_L1||_1 = 1, ||beta_L2||_2 = sqrt(0.8). */
Test(cli, thresholds_in_closed_form) {
    put("X1.csv", "1,2\n");
    put("y1.csv", "2\n");
    json_t *o = answer("thresholds --x X1.csv --y y1.csv --epsilon 0.5 --json");
    static const char *const keys[] = {"theorem2.l1", "theorem2.l2", "lemma1",  "lemma2",
                                       "lemma3",      "sharp.l1",    "sharp.l2"};
    for (size_t k = 0; k < 7; k++) {
        char group[32];
        snprintf(group, sizeof group, "%s", keys[k]);
        char *dot = strchr(group, '.');
        if (dot) *dot = '\0';
        json_t *t = json_object_get(o, group);
        if (dot) t = json_object_get(t, dot + 1);
        cr_assert(t, "no %s", keys[k]);
        cr_expect(json_object_get(t, "double") && json_object_get(t, "log_alpha"), "%s", keys[k]);
        int at_most = strstr(keys[k], "l1") || strcmp(keys[k], "lemma1") == 0;
        cr_expect_str_eq(text(t, "side"), at_most ? "at_most" : "at_least", "%s", keys[k]);
        if (json_is_number(json_object_get(t, "double")))
            cr_expect(fabs(number(t, "double") - middle(json_object_get(t, "log_alpha"))) <=
                          1e-14 * fmax(fabs(number(t, "double")), 1),
                      "%s: %.17g", keys[k], number(t, "double"));
    }
    /* alpha_1 = min(1, 1, (2)^(-1/(2 eps)), exp(-d/(2 eps))) = exp(-2) */
    expect_ball(json_object_get(json_object_get(o, "lemma1"), "log_alpha"), -2, 1e-15);
    /* d^(-1/4 - 1/(8 eps)) = 2^(-1/2), whose hypothesis d >= 12^2 is not met */
    expect_ball(json_object_get(json_object_get(o, "lemma2"), "log_alpha"), -0.5 * log(2), 1e-15);
    cr_expect(json_is_false(json_object_get(json_object_get(o, "lemma2"), "applies")));
    /* alpha_2 = sqrt(||beta||_2 (1 + 1/eps)) */
    expect_ball(json_object_get(json_object_get(o, "lemma3"), "log_alpha"), 0.5 * log(3 * sqrt(0.8)), 1e-15);
    /* theorem 2: sqrt(2 (1+eps)(1+2/eps) ||beta_L2||_2) */
    expect_ball(json_object_get(json_object_get(json_object_get(o, "theorem2"), "l2"), "log_alpha"),
                0.5 * log(15 * sqrt(0.8)), 1e-14);
    json_decref(o);
}

Test(cli, files_of_every_kind_give_the_same_answer) {
    outcome a = run("solve --x X.csv --y y.csv --alpha 0.1 --json");
    cr_assert(a.code == 0, "%s", a.err);
    char first[4096];
    snprintf(first, sizeof first, "%.4000s", a.out);
    put("X2.csv", " 1 , 0 ,5e-1 # first\r\n\r\n0,0x1p0,-.25\r\n");
    put("y2.csv", "1,0.5");
    outcome b = run("solve --x=X2.csv --y=y2.csv --alpha=0.1 --json");
    cr_expect_str_eq(b.out, first);
    b = run("solve --json --log-alpha=-2.3 --x /dev/stdin --y y.csv <X.csv");
    cr_expect(b.code == 0, "%s", b.err);
}

Test(cli, text_says_what_is_certified) {
    outcome o = run("solve --x X.csv --y y.csv --alpha 0.1 --certify");
    cr_expect(o.code == 0 && strstr(o.out, "Certified") && strstr(o.out, "+/-"), "%d %s%s", o.code, o.out,
              o.err);
    o = run("thresholds --x X.csv --y y.csv --epsilon 0.1");
    cr_expect(o.code == 0 && strstr(o.out, "Theorem 2, l1") && strstr(o.out, "8 ulp"));
    o = run("eval q 0.5");
    cr_expect(o.code == 0 && strstr(o.out, "ulp"));
}

/* -------------------------------------------------------------------------------------------------------
 * failures */

Test(cli, output_that_fails) {
    static const char *const commands[] = {"--version",
                                           "--help",
                                           "eval q 1",
                                           "eval q 1 --json",
                                           "solve --x X.csv --y y.csv --alpha 1",
                                           "doctor",
                                           "minnorm --x X.csv --y y.csv --norm l2 --json",
                                           "thresholds --x X.csv --y y.csv --epsilon 1"};
    for (size_t k = 0; k < sizeof commands / sizeof *commands; k++) {
        outcome o = run("%s >/dev/full", commands[k]);
        cr_expect(o.code == 4 && strstr(o.err, "No space left"), "%s on a full device: %d %s", commands[k],
                  o.code, o.err);
        if (under_valgrind()) continue; /* which takes the free descriptor for a file of its own */
        o = run("%s >&-", commands[k]);
        cr_expect(o.code == 4, "%s with standard output closed: %d %s", commands[k], o.code, o.err);
    }
    outcome o = run("eval q one >/dev/full");
    cr_expect(o.code == 2);
}

Test(cli, regress_saves_and_compares) {
    outcome o = run("regress --save golden.tsv");
    cr_assert(o.code == 0, "%s", o.err);
    o = run("regress --against golden.tsv");
    cr_expect(o.code == 0 && strstr(o.out, " 0 differ"), "%s%s", o.out, o.err);
    /* one bit of one value, and one iteration count: both are seen */
    cr_assert(system("sed '/^cf_q_prime\tz=0x1p+0\t/s/0x1[^\t]*\t-/0x1p-1\t-/' golden.tsv > bits.tsv &&"
                     "sed '/^cf_limit iterations\t/s/count\t/count\t9/' golden.tsv > count.tsv") == 0);
    o = run("regress --against bits.tsv");
    cr_expect(o.code == 1 && strstr(o.out, " 1 differ") && strstr(o.out, "cf_q_prime") &&
                  strstr(o.out, "0x1p-1"),
              "%s", o.out);
    o = run("regress --against count.tsv");
    cr_expect(o.code == 1 && strstr(o.out, "cf_limit iterations"), "%s", o.out);
    /* on another kernel the counts do not matter, bits without BLAS still do, and bounds hold those of BLAS
     */
    cr_assert(system("sed 's/^# kernel.*/# kernel\tOther/' count.tsv > other.tsv &&"
                     "sed 's/^# kernel.*/# kernel\tOther/' bits.tsv > other_bits.tsv &&"
                     "sed '0,/^cf_limit beta\t.*\t0x1[.]/s/^\\(cf_limit beta\t.*blas\t-*\\)0x1[.]/\\10x7./' "
                     "other.tsv > "
                     "other_far.tsv && ! cmp -s other.tsv other_far.tsv") == 0);
    o = run("regress --against other.tsv");
    cr_expect(o.code == 0 && strstr(o.out, "by their bounds"), "%s", o.out);
    o = run("regress --against other_bits.tsv");
    cr_expect(o.code == 1);
    o = run("regress --against other_far.tsv");
    cr_expect(o.code == 1 && strstr(o.out, "cf_limit beta"), "%s", o.out);
    /* a file of something else, or cut short */
    refused("regress --against X.csv", "X.csv:1:1: this is not a file");
    cr_assert(system("{ head -n 20 golden.tsv; echo cf_q; } > cut.tsv") == 0);
    refused("regress --against cut.tsv", "cut.tsv:21:1: not seven fields");
    o = run("regress --save /nonexistent/golden.tsv");
    cr_expect(o.code == 4, "%d", o.code);
}

/* p: a pipe, l: a link, d: a folder, f: a regular file; 0: none of these, or nothing */
static char kind_of(const char *path) {
    struct stat there;
    if (lstat(path, &there) != 0) return 0;
    return S_ISFIFO(there.st_mode)   ? 'p'
           : S_ISLNK(there.st_mode)  ? 'l'
           : S_ISDIR(there.st_mode)  ? 'd'
           : S_ISREG(there.st_mode) ? 'f'
                                    : 0;
}

/* A pipe, a link to one and a folder stay what they are (and for the superuser so does a device); a link to a
 * file is replaced by the file. */
Test(cli, an_output_that_is_no_regular_file_is_left_as_it_is) {
    static const char *const paths[] = {"pipe", "link", "folder"};
    cr_assert(system("mkfifo pipe && ln -s pipe link && mkdir folder && mkdir report && "
                     "mkfifo report/verify.json && echo old > file && ln -s file to_file") == 0);
    for (int k = 0; k < 3; k++) {
        outcome o = run("regress --save %s", paths[k]);
        cr_expect(o.code == 4 && strstr(o.err, "exists and is not a regular file"), "%s: %d %s", paths[k],
                  o.code, o.err);
        cr_expect_eq(kind_of(paths[k]), "pld"[k], "%s was replaced", paths[k]);
    }
    outcome o = run("verify --out report eq28");
    cr_expect(o.code == 4 && strstr(o.err, "report/verify.json: exists and is not a regular file"), "%d %s",
              o.code, o.err);
    cr_expect_eq(kind_of("report/verify.json"), 'p');
    o = run("regress --save to_file");
    cr_expect_eq(o.code, 0, "%s", o.err);
    cr_expect_eq(kind_of("to_file"), 'f');
}

Test(cli, doctor_finds_this_machine_well) {
    json_t *o = answer("doctor --json");
    cr_expect(text(json_object_get(o, "blas"), "kernel")[0]);
    cr_expect(text(json_object_get(o, "libraries"), "FLINT")[0]);
    cr_expect(json_array_size(json_object_get(o, "probes")) >= 10);
    json_decref(o);
}
