/* test_install.c - what is installed works without the sources: tests/install.sh; and the Python module
 * against the header and the program: tests/python/check.py. Both stand aside in a build that is sanitized or counts
 * its lines, whose library only programs built likewise can load. */
#include "core/certiflow.h"
#include "support.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(CF_COVERAGE)
#define INSTRUMENTED 1
#else
#define INSTRUMENTED 0
#endif

/* Runs a command at the sources' top; what it prints, and its exit code. */
static int shell(char *out, size_t size, const char *command) {
    FILE *pipe = popen(command, "r");
    cr_assert_not_null(pipe);
    out[fread(out, 1, size - 1, pipe)] = '\0';
    for (char rest[4096]; fread(rest, 1, sizeof rest, pipe) > 0;) continue;
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* The build folder of this test, from the path of its program. */
static void build(char folder[PATH_MAX]) {
    ssize_t n = readlink("/proc/self/exe", folder, PATH_MAX - 1);
    cr_assert(n > 0);
    folder[n] = '\0';
    for (int up = 0; up < 2; up++) *strrchr(folder, '/') = '\0';
}

Test(install, used_from_outside, .timeout = 600) {
    if (INSTRUMENTED) cr_skip_test("an instrumented library");
    char b[PATH_MAX], command[PATH_MAX + 64], out[65536];
    build(b);
    snprintf(command, sizeof command, "sh tests/install.sh '%s' 2>&1", b);
    int code = shell(out, sizeof out, command);
    cr_expect(code == 0, "install.sh: exit %d\n%s", code, out);
}

Test(install, python, .timeout = 300) {
    if (INSTRUMENTED) cr_skip_test("an instrumented library");
    char b[PATH_MAX], command[3 * PATH_MAX + 512], out[65536];
    build(b);
    const char *python = getenv("PYTHON") ? getenv("PYTHON") : "/usr/bin/python3";
    snprintf(command, sizeof command, "'%s' -c 'import numpy' 2>&1", python);
    if (shell(out, sizeof out, command) != 0) cr_skip_test("no NumPy for %s", python);
    snprintf(command, sizeof command,
             "CERTIFLOW_LIBRARY='%s/lib/libcertiflow.so' '%s' -B tests/python/check.py core/certiflow.h "
             "'%s/bin/certiflow' "
             "docs/example 2>&1",
             b, python, b);
    int code = shell(out, sizeof out, command);
    cr_expect(code == 0 && strstr(out, "ok     test_thresholds"), "check.py: exit %d\n%s", code, out);
    /* A module that does not fit must be found out: the same against a header with other arguments. */
    const char *temporary = getenv("TMPDIR");
    char header[256];
    snprintf(header, sizeof header, "%s/certiflow_header_XXXXXX", temporary && *temporary ? temporary : "/tmp");
    int fd = mkstemp(header);
    cr_assert(fd >= 0 && close(fd) == 0);
    snprintf(command, sizeof command,
             "sed 's/cf_lemma3_alpha(double l2, double epsilon)/cf_lemma3_alpha(double epsilon)/' "
             "core/certiflow.h > %s && "
             "CERTIFLOW_LIBRARY='%s/lib/libcertiflow.so' '%s' -B tests/python/check.py %s '%s/bin/certiflow' "
             "docs/example 2>&1",
             header, b, python, header, b);
    code = shell(out, sizeof out, command);
    cr_expect(code == 1 && strstr(out, "FAILED test_header: AssertionError: [\"cf_lemma3_alpha"),
              "a header that differs: exit %d\n%s", code, out);
    unlink(header);
}

Test(install, pkg_config_tells_the_version) {
    char b[PATH_MAX], path[PATH_MAX + 32], line[512], version[64] = "";
    build(b);
    snprintf(path, sizeof path, "%s/lib/certiflow.pc", b);
    FILE *file = fopen(path, "r");
    cr_assert(file, "%s", path);
    while (fgets(line, sizeof line, file)) sscanf(line, "Version: %63s", version);
    fclose(file);
    cr_expect_str_eq(version, CF_VERSION);
}
