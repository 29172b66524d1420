/* certificates.c - see certificates.h. */
#include "tests/certificates.h"
#include "tests/support.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void enter_checker(void) {
    enter();
    strcat(program, "-check");
}

void hash_text(char hex[65], const char *text) {
    put("statement", text);
    FILE *pipe = popen("sha256sum < statement", "r");
    cr_assert(pipe && fread(hex, 1, 64, pipe) == 64);
    hex[64] = '\0';
    pclose(pipe);
}

void write_certificate(const char *name, const char *rest, const char *verdict, const char *point, const char *goals) {
    static char text[1 << 20];
    char statement[4096], hex[65];
    snprintf(statement, sizeof statement, "bound t %s", rest);
    hash_text(hex, statement);
    int n = snprintf(text, sizeof text,
                     "{\"certiflow-certificate\": 1, \"bound\": \"t\", \"statement\": \"%s\", \"sha256\": \"%s\", \"verdict\": \"%s\", "
                     "\"point\": [%s], \"bits\": 128%s%s%s}\n",
                     statement, hex, verdict, point, goals ? ", \"goals\": [" : "", goals ? goals : "", goals ? "]" : "");
    cr_assert(n < (int)sizeof text);
    put(name, text);
}

void accepts(const char *rest, const char *point, const char *goals) {
    write_certificate("c.json", rest, "PROVED", point, goals);
    outcome o = run("c.json");
    cr_expect(o.code == 0 && strstr(o.out, "t: PROVED: bound t ") == o.out, "not accepted: %s\n%s", rest, o.err);
}

void rejects(const char *rest, const char *point, const char *goals, const char *why) {
    write_certificate("c.json", rest, "PROVED", point, goals);
    outcome o = run("c.json");
    cr_expect(o.code == 1 && !*o.out && strstr(o.err, why), "%s: code %d, %s", rest, o.code, o.err);
}
