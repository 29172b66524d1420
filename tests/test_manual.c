/* test_manual.c - the manual docs/certiflow.1 and the completion docs/certiflow.bash against what the
 * programs say of themselves: each command and option is in all three, and the manual names no option that
 * its command does not have; and one version everywhere. */
#include "core/certiflow.h"
#include "support.h"
#include <criterion/criterion.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char manual[1 << 17], completion[1 << 15];

static void read_text(char *to, size_t size, const char *path) {
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file, "no %s", path);
    to[fread(to, 1, size - 1, file)] = '\0';
    fclose(file);
}

/* roff's \- and font changes away */
static void plain(char *text) {
    char *to = text;
    for (const char *c = text; *c; c++) {
        if (c[0] == '\\' && c[1] == 'f' && c[2]) {
            c += 2;
            continue;
        }
        if (c[0] == '\\' && (c[1] == '-' || c[1] == '&')) c++;
        if (c[0] != '&' || c[-1] != '\\') *to++ = *c;
    }
    *to = '\0';
}

static void set_up(void) {
    read_text(manual, sizeof manual, "docs/certiflow.1");
    read_text(completion, sizeof completion, "docs/certiflow.bash");
    plain(manual);
    enter();
}
TestSuite(manual, .init = set_up, .fini = leave);

/* The next option "--name" in text from *at on; 0 if there is none. */
static int next_option(char name[64], const char **at) {
    for (const char *c = *at; (c = strstr(c, "--")); c += 2) {
        size_t n = 2 + strspn(c + 2, "abcdefghijklmnopqrstuvwxyz0123456789-");
        if (n < 3 || n > 63 || !isalpha((unsigned char)c[2]) || (c > *at && c[-1] == '-')) continue;
        snprintf(name, 64, "%.*s", (int)n, c);
        *at = c + n;
        return 1;
    }
    return 0;
}

/* Whether text has the whole word. */
static int has_word(const char *text, const char *word) {
    size_t n = strlen(word);
    for (const char *c = text; (c = strstr(c, word)); c += n)
        if (!isalnum((unsigned char)c[n]) && c[n] != '-' && c[n] != '_' &&
            (c == text || (!isalnum((unsigned char)c[-1]) && c[-1] != '-')))
            return 1;
    return 0;
}

/* What the manual says of a command: all its entries; heads: their first lines alone. */
static void entries(char *out, const char *command, int heads) {
    char heading[2][96];
    snprintf(heading[0], sizeof heading[0], "\n.BR \"%s ", command);
    snprintf(heading[1], sizeof heading[1], "\n.BI \"%s ", command);
    *out = '\0';
    const char *end = strstr(manual, "\n.SH ARGUMENTS");
    cr_assert_not_null(end);
    for (const char *c = strstr(manual, "\n.SH COMMANDS"); c && c < end; c++) {
        if (strncmp(c, heading[0], strlen(heading[0])) != 0 &&
            strncmp(c, heading[1], strlen(heading[1])) != 0)
            continue;
        const char *line = strchr(c + 1, '\n'), *stop = line;
        while (!heads && stop < end && strncmp(stop, "\n.TP", 4) != 0 &&
               !(strncmp(stop, "\n.B", 3) == 0 && strchr("RI", stop[3]) && stop[4] == ' ' && stop[5] == '"' &&
                 islower((unsigned char)stop[6])))
            stop++;
        strncat(out, c, (size_t)(stop - c));
    }
}

static void compare(const char *command, const char *help) {
    static char text[1 << 16], heads[1 << 14];
    char option[64], line[96];
    entries(text, command, 0);
    entries(heads, command, 1);
    cr_expect(*text, "the manual has no entry for %s", command);
    snprintf(line, sizeof line, "\n        %s)", command);
    const char *c = strstr(completion, line), *end = c ? strstr(c, "\n        ") : NULL;
    cr_expect(c, "the completion has no %s", command);
    if (c) end = strstr(c, ";;");
    char *known = strndup(c ? c : "", c && end ? (size_t)(end - c) : 0);
    for (const char *at = help;
         (at = strstr(at, "\n  --"));) { /* the list of options, not words of the introduction */
        if (!next_option(option, &at) || strcmp(option, "--help") == 0 || strcmp(option, "--version") == 0)
            continue;
        cr_expect(has_word(text, option), "%s: %s is not in the manual", command, option);
        cr_expect(has_word(known, option), "%s: %s is not in the completion", command, option);
    }
    for (const char *at = heads; next_option(option, &at);)
        cr_expect(has_word(help, option), "%s: the manual has %s, the program has not", command, option);
    free(known);
}

Test(manual, every_command_and_option) {
    static char list[8192], help[1 << 16];
    char command[64];
    strcpy(list, run("--help").out);
    int commands = 0;
    for (char *c = strstr(list, "Commands:\n"); c && (c = strstr(c, "\n  ")); c++) {
        if (sscanf(c, "\n  %63[a-z] ", command) != 1 || strcmp(command, "certiflow") == 0 ||
            strcmp(command, "man") == 0)
            continue;
        strcpy(help, run("%s --help", command).out);
        if (strcmp(command, "train") == 0) { /* each experiment has its own */
            for (int k = 0; k < 3; k++)
                strcat(help, run("train %s --help", k == 0 ? "relu" : k == 1 ? "mlp" : "vgg").out);
        }
        compare(command, help);
        commands++;
    }
    cr_expect(commands >= 17, "%d commands", commands);
}

/* The comparison can fail: an option that is not there, and one too many. */
Test(manual, the_comparison_can_fail) {
    static char text[1 << 16];
    entries(text, "solve", 0);
    cr_expect(has_word(text, "--certify") && !has_word(text, "--certif") && !has_word(text, "--times"));
    entries(text, "verify", 1);
    cr_expect(has_word(text, "--tier") && !has_word(text, "--fresh"));
    entries(text, "nothing", 0);
    cr_expect(*text == '\0');
    const char *at = "a --b-c, ---- [--d]";
    char option[64];
    cr_expect(next_option(option, &at) && strcmp(option, "--b-c") == 0 && next_option(option, &at) &&
              strcmp(option, "--d") == 0 && !next_option(option, &at));
}

Test(manual, checker_and_version) {
    char command[PATH_MAX + 64], help[4096];
    *strrchr(program, '/') = '\0';
    snprintf(command, sizeof command, "'%s/certiflow-check' --help", program);
    FILE *pipe = popen(command, "r");
    cr_assert_not_null(pipe);
    help[fread(help, 1, sizeof help - 1, pipe)] = '\0';
    cr_expect(pclose(pipe) == 0);
    char option[64];
    int options = 0;
    const char *part = strstr(manual, ".SH CERTIFLOW-CHECK");
    cr_assert_not_null(part, "the manual has no part on certiflow-check");
    for (const char *at = help; next_option(option, &at); options++)
        cr_expect(strcmp(option, "--help") == 0 || strcmp(option, "--version") == 0 || has_word(part, option),
                  "certiflow-check: %s", option);
    cr_expect(options >= 3 && strstr(manual, "\"certiflow " CF_VERSION "\""),
              "the manual's head is not of " CF_VERSION);
}

/* One version in all places that carry it. */
Test(version, the_same_everywhere) {
    static const struct {
        const char *path, *before;
    } places[] = {{"core/python/certiflow.py", "__version__ = \""},
                  {"docs/CITATION.cff", "\nversion: "},
                  {"docs/packaging/debian/changelog", "certiflow ("},
                  {"docs/CHANGELOG.md", "\n## "}};
    static char text[1 << 17];
    for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
        read_text(text, sizeof text, places[k].path);
        const char *c = strstr(text, places[k].before);
        cr_assert_not_null(c, "%s has no version", places[k].path);
        c += strlen(places[k].before);
        size_t n = strlen(CF_VERSION);
        cr_expect(strncmp(c, CF_VERSION, n) == 0 && !isdigit((unsigned char)c[n]) && c[n] != '.',
                  "%s: %.12s is not " CF_VERSION, places[k].path, c);
    }
    cr_expect_str_eq(cf_version(), CF_VERSION);
}
