/* test_docs.c - the pages for readers: each command that they show is run, and its output compared (docs.h).
 * Slow ones, and those that build, run where $CF_DOCS_SLOW is set: then in a copy of the sources. */
#include "docs.h"
#include "support.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The library that Python loads. It cannot load a sanitized one: then the ordinary build's, above this build's folder. */
#ifdef __SANITIZE_ADDRESS__
#define LIBRARY "%s/../lib/libcertiflow.so"
#else
#define LIBRARY "%s/lib/libcertiflow.so"
#endif

/* A folder like the sources' top as far as pages need it, the built programs on the PATH. */
static void stage(int slow) {
    char top[PATH_MAX], command[8 * PATH_MAX], value[2 * PATH_MAX + 64];
    cr_assert(getcwd(top, sizeof top));
    enter();
    *strrchr(program, '/') = '\0'; /* the folder bin */
    char build[PATH_MAX + 32];
    snprintf(build, sizeof build, "%s", program);
    *strrchr(build, '/') = '\0';
    if (slow)
        snprintf(
            command, sizeof command,
            "for f in '%s'/* ; do case $f in */build*) ;; *) cp -a \"$f\" . ;; esac; done; mkdir build && "
            "cp -a '%s/bin' '%s/lib' '%s/obj' '%s/gen' '%s/certiflow-check.map' build/",
            top, build, build, build, build, build);
    else
        snprintf(
            command, sizeof command,
            "ln -s '%s/bounds' '%s/docs' '%s/core' '%s/tests' . && mkdir build && ln -s '%s' '%s/lib' build/",
            top, top, top, top, program, build);
    cr_assert(system(command) == 0, "%s", command);
    snprintf(value, sizeof value, "%s:%s", program, getenv("PATH"));
    setenv("PATH", value, 1);
    snprintf(value, sizeof value, LIBRARY, build);
    setenv("CERTIFLOW_LIBRARY", value, 1);
    snprintf(value, sizeof value, "%s/core/python", top);
    setenv("PYTHONPATH", value, 1), setenv("PYTHONDONTWRITEBYTECODE", "1", 1);
    setenv("OPENBLAS_NUM_THREADS", "1", 1), unsetenv("MAKEFLAGS"), unsetenv("MAKELEVEL");
    /* a page may run tests: of Criterion's own below this one, and of the pages, but not slowly again */
    unsetenv("BXFI_MAP"), unsetenv("CF_DOCS_SLOW");
}

static void page(const char *path) {
    int slow = getenv("CF_DOCS_SLOW") != NULL;
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file, "no %s", path);
    static char text[1 << 18];
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    stage(slow);
    docs_outcome o = docs_run(path, text, slow);
    fprintf(stderr, "%s: %zu commands run, %zu blocks left to make docs-slow, %zu failed\n", path, o.commands,
            o.slow, o.failed);
    cr_expect(o.commands >= 3 && o.failed == 0, "%s: %zu commands, %zu failed", path, o.commands, o.failed);
    leave();
}

Test(docs, readme, .timeout = 3600) {
    page("README.md");
}
Test(docs, tutorial, .timeout = 3600) {
    page("docs/tutorial.md");
}
Test(docs, own_inequality, .timeout = 3600) {
    page("docs/own-inequality.md");
}
Test(docs, extending, .timeout = 3600) {
    page("docs/extending.md");
}

Test(docs, output_against_what_is_shown) {
    static const struct {
        const char *shown, *output;
        int same;
    } cases[] = {{"", "", 1},
                 {"a  b\n", "a b\n\n", 1},
                 {"a b\n", "ab\n", 0},
                 {"ab\n", "a b\n", 0},
                 {"x = 0.123456789012\n", "x = 0.123456789013\n", 1},
                 {"x = 0.123456789012\n", "x = 0.123456799012\n", 0},
                 {"x = 0.1235\n", "x = 0.12346\n", 1},
                 {"x = 0.1235\n", "x = 0.1247\n", 0},
                 {"1e-3,2\n", "0.001,2\n", 1},
                 {"12 steps\n", "13 steps\n", 0},
                 {"-1.5\n", "1.5\n", 0},
                 {"PROVED 3.1 s\n", "REFUTED 3.1 s\n", 0},
                 {"PROVED … s\n", "PROVED in 3.1 s\n", 1},
                 {"PROVED … s\n", "PROVED in 3.1 m\n", 0},
                 {"a\n…\nz\n", "a\nb\nc\nz\n", 1},
                 {"a\n…\nz\n", "a\nz\n", 1},
                 {"a\n…\n", "a\n", 1},
                 {"a\n…\nz\n", "a\nb\n", 0},
                 {"a\n", "a\nb\n", 0},
                 {"a\nb\n", "a\n", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect(docs_match(cases[i].shown, cases[i].output) == cases[i].same, "'%s' against '%s'",
                  cases[i].shown, cases[i].output);
}

/* The canaries: a page that does not hold is found out, each of these in one way. */
Test(docs, pages_that_do_not_hold) {
    static const char *const bad[] = {
        "```sh\nfalse\n```\n",
        "```console\n$ echo 1.5\n2.5\n```\n",
        "```console\n$ true # exit 1\n```\n",
        "```console\n$ certiflow eval q 0.5\nq(0.5) = 0.07\n```\n",
        "```sh\nno_such_program\n```\n",
        "text\n```sh\ntrue\n```\n```console\n$ echo a\na\nb\n```\n",
        "```console\necho a\n```\n",
        "```text file=no/folder/here\na\n```\n",
        "```sh\ntrue\n",
    };
    stage(0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect(docs_run("bad", bad[i], 0).failed == 1, "no fault is found in\n%s", bad[i]);
    docs_outcome good = docs_run(
        "good",
        "    ```sh\n```text file=a\nA 1\n```\n\n```console\n$ cat \\\n  a\nA 1\n$ cat a a\nA 1\n…\n```\n"
        "```sh slow\nfalse\n```\n```sh skip\nfalse\n```\n```sh\n# words\n\ntest -s a\n```\n",
        0);
    cr_expect(good.failed == 0 && good.commands == 3 && good.slow == 1, "%zu failed of %zu", good.failed,
              good.commands);
    leave();
}
