/* docs.c - see docs.h. */
#include "docs.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* ------------------------------------------------------------------------------------------ output against
 * what is shown */

static const char any[] = "…";

/* Half a unit in the last place of a number as printed; 0 where it has 10 significant digits or more. */
static double half_unit(const char *s, const char *end) {
    int digits = 0, leading = 1, decimals = 0, point = 0;
    for (; s < end && tolower((unsigned char)*s) != 'e'; s++) {
        point |= *s == '.';
        if (!isdigit((unsigned char)*s)) continue;
        decimals += point;
        leading &= *s == '0';
        digits += !leading;
    }
    return digits < 10 ? 0.5 * pow(10, (s < end ? atoi(s + 1) : 0) - decimals) : 0;
}

/* Whole numbers are counts: they have no error. */
static int same_number(const char *shown, const char *shown_end, const char *b, const char *b_end) {
    size_t n = (size_t)(shown_end - shown);
    if ((size_t)(b_end - b) == n && memcmp(shown, b, n) == 0) return 1;
    if (!memchr(shown, '.', n) && !memchr(shown, 'e', n)) return 0;
    double x = strtod(shown, NULL), y = strtod(b, NULL);
    return fabs(x - y) <= 1e-9 * fmax(fabs(x), fabs(y)) + half_unit(shown, shown_end);
}

/* A decimal number at s that does not go on from a word; NULL if there is none, else its end. */
static const char *number_end(const char *start, const char *s) {
    if (s > start && (isalnum((unsigned char)s[-1]) || s[-1] == '_' || s[-1] == '.')) return NULL;
    const char *p = s + (*s == '-' || *s == '+');
    if (!isdigit((unsigned char)*p)) return NULL;
    char *end;
    strtod(s, &end);
    return p[0] == '0' && (p[1] == 'x' || p[1] == 'X') ? NULL : end;
}

/* One line; both without their line ends. */
static int match_line(const char *shown, const char *s, const char *whole, const char *o) {
    for (;;) {
        if (strncmp(s, any, sizeof any - 1) == 0) {
            s += sizeof any - 1;
            for (;; o++) {
                if (match_line(shown, s, whole, o)) return 1;
                if (!*o) return 0;
            }
        }
        if (isspace((unsigned char)*s) || isspace((unsigned char)*o)) {
            int gap_s = 0, gap_o = 0;
            while (isspace((unsigned char)*s)) s++, gap_s = 1;
            while (isspace((unsigned char)*o)) o++, gap_o = 1;
            if (*s && *o && gap_s != gap_o && strncmp(s, any, sizeof any - 1) != 0) return 0;
            if (!*s && !*o) return 1;
            continue;
        }
        if (!*s || !*o) return !*s && !*o;
        const char *s_end = number_end(shown, s), *o_end = number_end(whole, o);
        if (s_end && o_end) {
            if (!same_number(s, s_end, o, o_end)) return 0;
            s = s_end, o = o_end;
        } else if (*s++ != *o++) {
            return 0;
        }
    }
}

/* Lines, one after the other; a shown line "…" takes any number of them. Both texts are cut up. */
static int match_lines(char **shown, size_t n, char **output, size_t m) {
    for (; n > 0; shown++, n--, output++, m--) {
        if (strcmp(*shown, any) == 0) {
            for (size_t skip = 0; skip <= m; skip++)
                if (match_lines(shown + 1, n - 1, output + skip, m - skip)) return 1;
            return 0;
        }
        if (m == 0 || !match_line(*shown, *shown, *output, *output)) return 0;
    }
    return m == 0;
}

/* The next line, ended with NUL; NULL behind the last. */
static char *cut(char **rest) {
    char *line = *rest, *end = line ? strchr(line, '\n') : NULL;
    if (end) *end = '\0';
    *rest = end ? end + 1 : NULL;
    return line;
}

/* Cuts text into its lines without blank ones at the end. */
static char **lines(char *text, size_t *n) {
    char **line = malloc((strlen(text) + 2) * sizeof *line);
    *n = 0;
    for (char *rest = text, *l; line && (l = cut(&rest));) line[(*n)++] = l;
    while (*n && strspn(line[*n - 1], " \t") == strlen(line[*n - 1])) --*n;
    return line;
}

int docs_match(const char *shown, const char *output) {
    char *a = strdup(shown), *b = strdup(output);
    size_t n, m;
    char **s = lines(a, &n), **o = lines(b, &m);
    int same = match_lines(s, n, o, m);
    free(s), free(o), free(a), free(b);
    return same;
}

/* ----------------------------------------------------------------------------------------------------- the
 * page's commands */

typedef struct {
    const char *name;
    docs_outcome outcome;
} page_run;

static char *slurp(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) return strdup("");
    size_t size = 0, room = 1 << 16;
    char *text = malloc(room);
    for (size_t n; text && (n = fread(text + size, 1, room - size - 1, file)) > 0;)
        if ((size += n) + 1 >= room) text = realloc(text, room *= 2);
    fclose(file);
    if (text) text[size] = '\0';
    return text;
}

/* shown: NULL where any output will do */
static void command(page_run *run, int line, const char *text, const char *shown) {
    FILE *script = fopen(".command", "w");
    if (!script || fprintf(script, "%s\n", text) < 0 || fclose(script) != 0) {
        fprintf(stderr, "%s:%d: cannot write the command\n", run->name, line);
        run->outcome.failed++;
        return;
    }
    const char *mark = strstr(text, "# exit ");
    int expected = mark ? atoi(mark + 7) : 0, status = system("sh .command >.out 2>.err </dev/null");
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    char *out = slurp(".out"), *err = slurp(".err");
    run->outcome.commands++;
    if (code != expected || (shown && !docs_match(shown, out))) {
        run->outcome.failed++;
        fprintf(
            stderr,
            "%s:%d: %s\n  exit %d, expected %d\n--- shown\n%s--- output\n%.4000s--- messages\n%.2000s---\n",
            run->name, line, text, code, expected, shown ? shown : "(anything)\n", out, err);
    }
    free(out), free(err);
}

/* "needs=PROGRAM" or "needs=numpy" after the block's language: whether it is there. */
static int has_needs(const char *info) {
    char name[64], test[256];
    const char *needs = strstr(info, " needs=");
    if (!needs || sscanf(needs + 7, "%63s", name) != 1) return 1;
    if (strcmp(name, "numpy") == 0)
        snprintf(test, sizeof test, "/usr/bin/python3 -c 'import numpy' 2>/dev/null");
    else
        snprintf(test, sizeof test, "command -v %s >/dev/null", name);
    if (system(test) == 0) return 1;
    fprintf(stderr, "docs: no %s: a block is left out\n", name);
    return 0;
}

/* The lines of a block, each ended; the block of commands is cut up. */
static void block(page_run *run, int line, char *text, int console) {
    char *rest = text, *l;
    while ((l = cut(&rest))) {
        int first = ++line;
        if (l[strspn(l, " ")] == '\0' || (!console && l[strspn(l, " ")] == '#')) continue;
        if (console && strncmp(l, "$ ", 2) != 0) {
            fprintf(stderr, "%s:%d: output without a command\n", run->name, line);
            run->outcome.failed++;
            continue;
        }
        char what[4096];
        size_t n = (size_t)snprintf(what, sizeof what, "%s", l + (console ? 2 : 0));
        while (n > 0 && n < sizeof what && what[n - 1] == '\\' && (l = cut(&rest)))
            n += (size_t)snprintf(what + n, sizeof what - n, "\n%s", l), line++;
        char *shown = console ? calloc(1, (rest ? strlen(rest) : 0) + 2) : NULL;
        while (shown && rest && *rest && strncmp(rest, "$ ", 2) != 0)
            strcat(strcat(shown, cut(&rest)), "\n"), line++;
        command(run, first, what, shown);
        free(shown);
    }
}

static void write_file(page_run *run, int line, const char *info, const char *text) {
    char path[256];
    FILE *file = NULL;
    if (sscanf(strstr(info, "file=") + 5, "%255s", path) == 1)
        file = fopen(path, strstr(info, " append") ? "a" : "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        fprintf(stderr, "%s:%d: cannot write %s\n", run->name, line, path);
        run->outcome.failed++;
    }
}

docs_outcome docs_run(const char *name, const char *page, int slow) {
    page_run run = {.name = name};
    char *copy = strdup(page), *rest = copy, *l;
    int line = 0;
    while ((l = cut(&rest))) {
        line++;
        if (strncmp(l, "```", 3) != 0) continue;
        const char *info = l + 3;
        char *end = rest ? (strncmp(rest, "```", 3) == 0 ? rest : strstr(rest, "\n```")) : NULL;
        if (!end) {
            fprintf(stderr, "%s:%d: a block without an end\n", name, line);
            run.outcome.failed++;
            break;
        }
        end += *end == '\n';
        char *text = strndup(rest, (size_t)(end - rest));
        int console = strncmp(info, "console", 7) == 0,
            is_sh = strcmp(info, "sh") == 0 || strncmp(info, "sh ", 3) == 0;
        if (strstr(info, " skip")) {
        } else if (strstr(info, "file=")) {
            if (slow || !strstr(info, " slow")) write_file(&run, line, info, text);
        } else if ((console || is_sh) && strstr(info, " slow") && !slow) {
            run.outcome.slow++;
        } else if ((console || is_sh) && has_needs(info)) {
            block(&run, line, text, console);
        }
        for (const char *c = text; *c; c++) line += *c == '\n';
        line++;
        free(text);
        rest = strchr(end, '\n');
        if (rest) rest++;
    }
    free(copy);
    return run.outcome;
}
