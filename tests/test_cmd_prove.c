/* test_cmd_prove.c - certiflow prove as its users meet it: exit codes, JSON, what it leaves in --out, and what it says of bad input. */
#include "support.h"
#include "tests/slower.h"
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROVED "bound proved.one\n  paper \"(1)\"\n  forall t in [0, inf)\n  prove q(t) <= t^2/4\n  canary q(t) <= 0.99*t^2/4\n"
#define REFUTED "bound refuted\nforall t in (0, inf), u in [1, 2]\nprove q(t)*u <= 0.4*t^2\nexpect REFUTED\n"
#define UNDECIDED "bound undecided\nforall t in [0, 2]\nprove 0 < (t^2 - 2)^2\nexpect UNDECIDED\n"

static void set_up(void) {
    enter();
    put("proved.bound", PROVED);
    put("refuted.bound", REFUTED);
    put("undecided.bound", UNDECIDED);
    put("all.bound", "# three\n" PROVED REFUTED UNDECIDED);
    put("empty.bound", "bound empty\nforall t in [0, 1]\nwhere t > 2\nprove t <= 0\n");
    put("canary.bound", "bound canaries\nforall t in [0, 1]\nprove t <= 1\ncanary t <= 2\n");
    put("wrong.bound", "bound wrong\nforall t in [0, 1]\nprove t <= 1/2\n");
    put("wrong2.bound", "bound wrong2\nforall t in [0, 1]\nprove t <= 1\nexpect REFUTED\n");
    put("open.bound", "bound open\nforall t in [0, 2]\nprove 0 < (t^2 - 2)^2\n");
    put("undefined.bound", "bound undefined\nforall t in [-1, 1]\nprove log(t) <= 3\n");
    put("bad.bound", "bound bad\nforall t in [0, 1]\nprove t <= x\n");
}

TestSuite(cmd_prove, .init = set_up, .fini = leave, .timeout = 120 * SLOWER);

static bool exists(const char *path) {
    struct stat st;
    return stat(path, &st) == 0;
}

static void exits(int code, const char *arguments, const char *out, const char *err) {
    outcome o = run("prove %s --budget 1", arguments);
    cr_expect(o.code == code, "prove %s: exit %d, not %d: %s%s", arguments, o.code, code, o.out, o.err);
    cr_expect(strstr(o.out, out), "prove %s: '%s' is not in: %s", arguments, out, o.out);
    cr_expect(*err ? strstr(o.err, err) != NULL : !*o.err, "prove %s: '%s' is not in: %s", arguments, err, o.err);
}

Test(cmd_prove, exit_codes) {
    exits(0, "proved.bound", "PROVED", "");
    exits(0, "refuted.bound", "REFUTED", "");
    exits(0, "undecided.bound", "UNDECIDED", "");
    exits(0, "all.bound", "1 of 1 canaries refuted", "");
    exits(0, "proved.bound refuted.bound undecided.bound", "undecided", "");
    exits(1, "wrong.bound", "REFUTED    wrong  at t = ", "");
    exits(1, "wrong2.bound", "PROVED", "");
    exits(1, "empty.bound", "VACUOUS    empty  (the domain is empty)", "");
    exits(1, "canary.bound", "UNDECIDED  canaries  (canary)", "");
    exits(3, "open.bound", "UNDECIDED  open  (the budget was spent", "");
    exits(3, "undefined.bound", "undefined at t = ", "");
    exits(1, "open.bound wrong.bound", "UNDECIDED", ""); /* 1 before 3 */
    exits(2, "bad.bound", "", "bad.bound:3:12: unknown name 'x'");
    exits(2, "none.bound", "", "none.bound: No such file or directory");
    exits(2, "proved.bound bad.bound", "", "bad.bound:3:12");
    exits(2, "", "", "name at least one .bound file");
    exits(2, "proved.bound --buget 1", "", "is --budget meant?");
    exits(2, "proved.bound --jobs 0", "", "--jobs");
    exits(2, "proved.bound --jobs", "", "--jobs");
    outcome o = run("prove proved.bound --budget 0");
    cr_expect(o.code == 2 && strstr(o.err, "--budget") && !*o.out);
    o = run("prove proved.bound --budget -3");
    cr_expect(o.code == 2 && strstr(o.err, "--budget") && !*o.out);
}

Test(cmd_prove, folders_above_are_made) {
    outcome o = run("prove proved.bound --out one/two/three");
    cr_expect(o.code == 0 && exists("one/two/three/prove.json"), "%d %s", o.code, o.err);
    o = run("prove proved.bound --out proved.bound/one");
    cr_expect(o.code == 4 && strstr(o.err, "proved.bound/one") && !*o.out, "%d %s", o.code, o.err);
}

Test(cmd_prove, bad_input_leaves_nothing) {
    outcome o = run("prove proved.bound bad.bound none.bound --out proofs");
    cr_expect(o.code == 2 && !*o.out && !exists("proofs"));
    cr_expect(strstr(o.err, "bad.bound:3:12") && strstr(o.err, "none.bound"), "both files are named: %s", o.err);
}

static json_t *line_of(const char *text, const char *name) {
    static char copy[65536];
    snprintf(copy, sizeof copy, "%s", text);
    json_t *found = NULL;
    for (char *line = strtok(copy, "\n"); line; line = strtok(NULL, "\n")) {
        json_t *j = json_loads(line, 0, NULL);
        cr_assert(j, "not JSON: %s", line);
        if (strcmp(json_string_value(json_object_get(j, "bound")), name) == 0) found = j;
        else json_decref(j);
    }
    cr_assert(found, "no line of %s in %s", name, text);
    return found;
}

/* The keys of j are those given, in any order, no others. */
static void has_keys(const json_t *j, const char *keys) {
    const char *key;
    json_t *value;
    size_t n = 0;
    json_object_foreach((json_t *)j, key, value) {
        char word[100];
        snprintf(word, sizeof word, " %s ", key);
        cr_expect(strstr(keys, word), "the key '%s' of %s", key, text(j, "bound"));
        n++;
    }
    size_t want = 0;
    for (const char *s = keys; *s; s++) want += *s == ' ';
    cr_expect(n == want - 1, "%zu keys of %s, not %zu", n, text(j, "bound"), want - 1);
}

Test(cmd_prove, json) {
    outcome o = run("prove all.bound empty.bound canary.bound undefined.bound --budget 1 --json");
    cr_expect(o.code == 1 && !*o.err);
    json_t *j = line_of(o.out, "proved.one");
    has_keys(j, " bound paper verdict expected boxes coverage canaries seconds ");
    cr_expect_str_eq(text(j, "verdict"), "PROVED");
    cr_expect_str_eq(text(j, "expected"), "PROVED");
    cr_expect(json_number_value(json_object_get(j, "coverage")) == 1 && json_is_integer(json_object_get(j, "boxes")) && json_number_value(json_object_get(j, "seconds")) > 0);
    cr_expect(json_array_size(json_object_get(j, "canaries")) == 1);
    cr_expect_str_eq(json_string_value(json_array_get(json_object_get(j, "canaries"), 0)), "REFUTED");
    json_decref(j);
    j = line_of(o.out, "refuted");
    has_keys(j, " bound verdict expected boxes coverage counterexample canaries seconds ");
    cr_expect_str_eq(text(j, "verdict"), "REFUTED");
    cr_expect_str_eq(text(j, "expected"), "REFUTED");
    json_t *at = json_object_get(j, "counterexample");
    has_keys(at, " t u " );
    cr_expect(strspn(text(at, "t"), "0123456789/") == strlen(text(at, "t")) && strspn(text(at, "u"), "0123456789/") == strlen(text(at, "u")), "exact: %s", text(at, "t"));
    json_decref(j);
    j = line_of(o.out, "undecided");
    has_keys(j, " bound verdict expected reason boxes coverage canaries seconds ");
    double coverage = json_number_value(json_object_get(j, "coverage"));
    cr_expect(coverage > 0.5 && coverage <= 1, "%g", coverage);
    json_decref(j);
    j = line_of(o.out, "empty");
    cr_expect_str_eq(text(j, "verdict"), "VACUOUS");
    cr_expect(!json_object_get(j, "certificate"));
    json_decref(j);
    j = line_of(o.out, "canaries");
    cr_expect_str_eq(text(j, "verdict"), "UNDECIDED");
    cr_expect_str_eq(text(j, "reason"), "canary");
    cr_expect_str_eq(json_string_value(json_array_get(json_object_get(j, "canaries"), 0)), "PROVED");
    json_decref(j);
    j = line_of(o.out, "undefined");
    cr_expect(strncmp(text(j, "reason"), "undefined at t = ", 17) == 0 && !json_object_get(j, "counterexample"));
    json_decref(j);
}

Test(cmd_prove, out) {
    outcome o = run("prove all.bound --budget 1 --json --out proofs");
    cr_expect(o.code == 0, "%d %s", o.code, o.err);
    json_t *proved = line_of(o.out, "proved.one"), *refuted = line_of(o.out, "refuted"), *undecided = line_of(o.out, "undecided");
    cr_expect_str_eq(text(proved, "certificate"), "proofs/proved.one.json");
    cr_expect_str_eq(text(refuted, "certificate"), "proofs/refuted.json");
    cr_expect(!json_object_get(undecided, "certificate") && !exists("proofs/undecided.json"));
    json_t *all = json_load_file("proofs/prove.json", 0, NULL), *lines = json_object_get(all, "bounds");
    cr_assert(json_array_size(lines) == 3);
    cr_expect(json_equal(json_array_get(lines, 0), proved) && json_equal(json_array_get(lines, 1), refuted) && json_equal(json_array_get(lines, 2), undecided));
    json_t *said = json_object_get(json_object_get(all, "statements"), "proved.one");
    cr_expect_str_eq(text(said, "statement"), "bound proved.one forall t in [0, inf) prove q(t) <= t^2/4");
    cr_expect_str_eq(text(said, "tex"), "q\\left(t\\right) \\le \\frac{t^{2}}{4}");
    json_t *certificate = json_load_file("proofs/proved.one.json", 0, NULL);
    cr_expect_str_eq(text(certificate, "statement"), "bound proved.one forall t in [0, inf) prove q(t) <= t^2/4");
    json_decref(certificate);
    char report[20000] = "";
    FILE *f = fopen("proofs/report.md", "r");
    cr_assert(f);
    report[fread(report, 1, sizeof report - 1, f)] = '\0';
    fclose(f);
    cr_expect(strstr(report, "## proved.one") && strstr(report, "$$q\\left(t\\right) \\le \\frac{t^{2}}{4}$$") && strstr(report, "**REFUTED** at t = ") && strstr(report, "**UNDECIDED**"));
    json_decref(proved), json_decref(refuted), json_decref(undecided), json_decref(all);
    /* the checker takes both, against the file that they came from, and no other */
    strcat(program, "-check");
    o = run("--against all.bound proofs/proved.one.json proofs/refuted.json");
    cr_expect(o.code == 0 && strstr(o.out, "proved.one: PROVED") && strstr(o.out, "refuted: REFUTED"), "%s%s", o.out, o.err);
    put("all.bound", "bound proved.one\nforall t in [0, inf)\nprove q(t) <= t^2/3\n" REFUTED);
    o = run("--against all.bound proofs/proved.one.json");
    cr_expect(o.code == 1 && !strstr(o.out, "PROVED"));
}

Test(cmd_prove, out_that_cannot_be_written) {
    put("file", "");
    outcome o = run("prove proved.bound --out file");
    cr_expect(o.code == 4 && strstr(o.err, "file") && !*o.out, "%d %s", o.code, o.err);
    o = run("prove proved.bound --out file/proofs"); /* below a file there are no folders */
    cr_expect(o.code == 4 && strstr(o.err, "file/proofs"), "%d %s", o.code, o.err);
    cr_assert(mkdir("proofs", 0777) == 0 && mkdir("proofs/proved.one.json", 0777) == 0);
    o = run("prove proved.bound --out proofs");
    cr_expect(o.code == 4 && strstr(o.err, "proved.one.json") && strstr(o.out, "PROVED"), "%d %s", o.code, o.err);
    o = run("prove proved.bound > /dev/full");
    cr_expect(o.code == 4, "%d %s", o.code, o.err);
    o = run("prove proved.bound --json > /dev/full");
    cr_expect(o.code == 4, "%d %s", o.code, o.err);
    if (geteuid() != 0) {
        cr_assert(mkdir("locked", 0555) == 0);
        o = run("prove proved.bound --out locked");
        cr_expect(o.code == 4 && strstr(o.err, "locked"), "%d %s", o.code, o.err);
    }
}

Test(cmd_prove, names_met_twice) {
    put("again.bound", PROVED);
    outcome o = run("prove proved.bound again.bound --budget 1 --out proofs");
    cr_expect(o.code == 0 || o.code == 2, "%d %s", o.code, o.err);
    put("same.bound", PROVED PROVED);
    o = run("prove same.bound --out other");
    cr_expect(o.code == 2 && strstr(o.err, "same.bound:6:1: the bound 'proved.one' stands already in line 1") && !exists("other"), "%s", o.err);
    put("prove.bound", "bound prove_\nforall t in [0, 1]\nprove t <= 1\n");
    o = run("prove prove.bound --out third");
    cr_expect(o.code == 0 && exists("third/prove.json") && exists("third/prove_.json"));
}

/* A copy of the program, beside it the script `checker`, if any. */
static void copy_beside(const char *checker) {
    static char command[sizeof program + 64];
    snprintf(command, sizeof command, "cp '%s' certiflow", program);
    cr_assert(system(command) == 0);
    strcpy(program, "./certiflow");
    if (!checker) return;
    put("certiflow-check", checker);
    cr_assert(chmod("certiflow-check", 0700) == 0);
}

static void withdrawn(const char *bound, const char *verdict, const char *reason) {
    outcome o = run("prove %s --budget 1 --json --out proofs", bound);
    cr_assert(o.code == 3 && !*o.err, "%s: %d %s%s", bound, o.code, o.out, o.err);
    json_t *j = json_loads(o.out, JSON_DISABLE_EOF_CHECK, NULL);
    cr_expect_str_eq(text(j, "verdict"), "UNDECIDED");
    cr_expect(strstr(text(j, "reason"), reason), "%s", o.out);
    cr_expect(!json_object_get(j, "certificate") && !json_object_get(j, "counterexample") && number(j, "coverage") == 0, "%s", o.out);
    json_decref(j);
    json_t *all = json_load_file("proofs/prove.json", 0, NULL);
    cr_expect_str_eq(text(json_array_get(json_object_get(all, "bounds"), 0), "verdict"), "UNDECIDED");
    json_decref(all);
    o = run("prove %s --budget 1", bound);
    cr_expect(o.code == 3 && !strstr(o.out, verdict), "%s", o.out);
    cr_expect(!exists("proofs/proved.one.json") && !exists("proofs/refuted.json"));
}

/* The verdict is the checker's as much as the prover's, whatever was expected. */
Test(cmd_prove, what_the_checker_rejects_is_withdrawn) {
    copy_beside("#!/bin/sh\necho 'certiflow-check: x: rejected: line 3: not certified' >&2\nexit 1\n");
    withdrawn("proved.bound", "PROVED", "the checker rejects the certificate: line 3");
    withdrawn("refuted.bound", "REFUTED", "the checker rejects the certificate: line 3");
    outcome o = run("prove undecided.bound --budget 1"); /* without a certificate nobody is asked */
    cr_expect(o.code == 0 && strstr(o.out, "the budget was spent"), "%d %s", o.code, o.out);
    o = run("prove proved.bound wrong2.bound --budget 1");
    cr_expect(o.code == 3 && !strstr(o.out, "PROVED"), "%d %s", o.code, o.out);
    put("undecided.bound", "bound expected\nforall t in [0, 1]\nprove t <= 2\nexpect UNDECIDED\n");
    withdrawn("undecided.bound", "PROVED", "the checker rejects");
}

/* The checker takes the certificate of the statement, and not that of its canary. */
Test(cmd_prove, a_canary_is_refuted_by_the_checker_too) {
    char script[9000];
    snprintf(script, sizeof script, "#!/bin/sh\nif grep -q 0.99 \"$3\"; then echo 'x: rejected: the canary' >&2; exit 1; fi\nexec '%s-check' \"$@\"\n", program);
    copy_beside(script);
    outcome o = run("prove proved.bound --budget 1 --out proofs");
    cr_expect(o.code == 1 && strstr(o.out, "UNDECIDED  proved.one  (canary)") && strstr(o.out, "0 of 1 canaries") && !exists("proofs/proved.one.json"), "%d %s", o.code, o.out);
    cr_expect(strstr(o.err, "proved.one: canary 1: the checker rejects the certificate: the canary"), "%s", o.err);
}

Test(cmd_prove, an_answer_of_the_checker_about_something_else_is_none) {
    copy_beside("#!/bin/sh\necho 'proved.one: REFUTED: bound proved.one'\n");
    withdrawn("proved.bound", "PROVED", "not the prover's");
    put("certiflow-check", "#!/bin/sh\nkill -9 $$\n");
    withdrawn("proved.bound", "PROVED", "signal 9");
    put("certiflow-check", "#!/bin/sh\necho 'certiflow-check: out of memory' >&2\nexit 4\n");
    outcome o = run("prove proved.bound --budget 1");
    cr_expect(o.code == 4 && strstr(o.err, "proved.one: the checker lacks a resource") && strstr(o.out, "UNDECIDED"), "%d %s%s", o.code, o.out, o.err);
}

Test(cmd_prove, without_a_checker_nothing_is_begun) {
    copy_beside(NULL);
    outcome o = run("prove proved.bound --out proofs");
    cr_expect(o.code == 4 && !*o.out && strstr(o.err, "no checker") && !exists("proofs"), "%d %s%s", o.code, o.out, o.err);
}
