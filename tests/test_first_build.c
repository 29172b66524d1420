/* test_first_build.c - make where the compiler comes with `make setup`: tests/first_build.sh. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <sys/wait.h>

Test(first_build, compiler_comes_with_setup, .timeout = 300) {
    char out[16384];
    FILE *pipe = popen("sh tests/first_build.sh 2>&1", "r");
    cr_assert_not_null(pipe);
    out[fread(out, 1, sizeof out - 1, pipe)] = '\0';
    for (char rest[4096]; fread(rest, 1, sizeof rest, pipe) > 0;) continue;
    int status = pclose(pipe), code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    if (code == 77) cr_skip_test("no gcc");
    cr_expect(code == 0, "exit %d\n%s", code, out);
}
