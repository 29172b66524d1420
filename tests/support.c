/* support.c - see support.h. */
#include "support.h"
#include "verify/runner.h"
#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

char program[PATH_MAX + 32];
static char folder[PATH_MAX];

void put(const char *name, const char *text) {
    FILE *file = fopen(name, "w");
    cr_assert(file && fputs(text, file) >= 0 && fclose(file) == 0, "cannot write %s", name);
}

void enter(void) {
    const char *given = getenv("CERTIFLOW"), *temporary = getenv("TMPDIR");
    char self[PATH_MAX] = "";
    if (given) {
        snprintf(program, sizeof program, "%s", given);
    } else {
        ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
        cr_assert(n > 0);
        for (int up = 0; up < 2; up++) *strrchr(self, '/') = '\0';
        snprintf(program, sizeof program, "%s/bin/certiflow", self);
    }
    cr_assert(access(program, X_OK) == 0, "no program %s", program);
    snprintf(folder, sizeof folder, "%s/certiflow_test_XXXXXX", temporary ? temporary : "/tmp");
    cr_assert(mkdtemp(folder) && chdir(folder) == 0);
}

int under_valgrind(void) {
    const char *loaded = getenv("LD_PRELOAD");
    return loaded && strstr(loaded, "vgpreload");
}

int fits_in_little_space(void) {
#ifdef CF_SANITIZED
    return 0;
#else
    return !under_valgrind();
#endif
}

void leave(void) {
    char command[PATH_MAX + 16];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert(chdir("/") == 0 && system(command) == 0);
}

static void slurp(char *to, size_t size, const char *name) {
    FILE *file = fopen(name, "r");
    cr_assert_not_null(file);
    to[fread(to, 1, size - 1, file)] = '\0';
    fclose(file);
}

outcome run(const char *format, ...) {
    static outcome o;
    char arguments[4096], command[PATH_MAX + 5000];
    va_list list;
    va_start(list, format);
    vsnprintf(arguments, sizeof arguments, format, list);
    va_end(list);
    snprintf(command, sizeof command, "{ '%s' %s ; } >.out 2>.err </dev/null", program, arguments);
    if (strstr(arguments, "| PROGRAM")) { /* "printf ... | PROGRAM eval q -" */
        char *bar = strstr(arguments, "| PROGRAM");
        snprintf(command, sizeof command, "{ %.*s| '%s' %s ; } >.out 2>.err", (int)(bar - arguments),
                 arguments, program, bar + 9);
    }
    int status = system(command);
    o.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    slurp(o.out, sizeof o.out, ".out");
    slurp(o.err, sizeof o.err, ".err");
    return o;
}

void refused(const char *arguments, const char *words) {
    outcome o = run("%s", arguments);
    cr_expect(o.code == 2, "%s: exit %d, %s", arguments, o.code, o.err);
    cr_expect(strstr(o.err, words), "%s: \"%s\" is not in: %s", arguments, words, o.err);
    cr_expect(o.out[0] == '\0', "%s printed %s", arguments, o.out);
}

json_t *answer(const char *arguments) {
    outcome o = run("%s", arguments);
    cr_assert(o.code == 0, "%s: exit %d, %s", arguments, o.code, o.err);
    json_error_t error;
    json_t *json = json_loads(o.out, JSON_DISABLE_EOF_CHECK, &error);
    cr_assert(json, "%s: %s in %s", arguments, error.text, o.out);
    return json;
}

double number(const json_t *o, const char *key) {
    return json_number_value(json_object_get(o, key));
}

const char *text(const json_t *o, const char *key) {
    const char *s = json_string_value(json_object_get(o, key));
    return s ? s : "";
}
