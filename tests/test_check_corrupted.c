/* test_check_corrupted.c - real certificates, systematically corrupted, and one-leaf certificates of false statements. A corrupted one must be
 * rejected, or be a proof of the same statement all the same: then by a change of a kind that tests/data/certificates/accepted.md lists. */
#define _DEFAULT_SOURCE /* realpath, scandir */
#include "tests/slower.h"
#include "tests/support.h"
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char source[PATH_MAX]; /* the folder of the certificates; each test is a process of its own */

static void open_folder(void) {
    cr_assert(realpath("tests/data/certificates", source), "run from the top of the tree: tests/data/certificates");
    enter();
    strcat(program, "-check");
}
TestSuite(corrupted, .init = open_folder, .fini = leave, .timeout = 280 * SLOWER);

enum { MOST = 6000, LINES = 300, LENGTH = 1200 };
typedef struct {
    char lines[LINES][LENGTH];
    int n, first; /* first: of the tree */
} document;
typedef struct {
    document *original;
    int made;
    char kinds[MOST][40];
} corruptions;

static void load(document *t, const char *path) {
    FILE *file = fopen(path, "r");
    cr_assert(file, "%s", path);
    for (t->n = t->first = 0; t->n < LINES && fgets(t->lines[t->n], LENGTH, file); t->n++)
        if (!t->first && !strncmp(t->lines[t->n], "  [", 3)) t->first = t->n;
    cr_assert(feof(file) && !fclose(file));
    if (!t->first) t->first = t->n;
}

static FILE *begin(corruptions *c, const char *kind) {
    char name[32];
    cr_assert(c->made < MOST);
    snprintf(name, sizeof name, "%d.json", c->made);
    snprintf(c->kinds[c->made++], 40, "%s", kind);
    FILE *file = fopen(name, "w");
    cr_assert(file);
    return file;
}
/* The certificate with line k replaced by `with` (NULL: left out), or with line k twice. */
static void change(corruptions *c, const char *kind, int k, const char *with, bool twice) {
    const document *t = c->original;
    FILE *file = begin(c, kind);
    for (int i = 0; i < t->n; i++) {
        if (i != k || twice) fputs(t->lines[i], file);
        if (i == k && twice) fputs(t->lines[i], file);
        if (i == k && !twice && with) fputs(with, file);
    }
    cr_assert(!fclose(file));
}
/* Line k with the text from at to stop replaced; nothing if it stays as it was. */
static void edit(corruptions *c, const char *kind, int k, const char *at, const char *stop, const char *with) {
    const char *line = c->original->lines[k];
    static char out[2 * LENGTH];
    if (!at || !stop || (strlen(with) == (size_t)(stop - at) && !strncmp(at, with, strlen(with)))) return;
    snprintf(out, sizeof out, "%.*s%s%s", (int)(at - line), line, with, stop);
    change(c, kind, k, out, false);
}
static void edit_number(corruptions *c, const char *kind, int k, const char *at) { /* the digits from at on: less and more by one, 0 */
    if (!at) return;
    size_t n = strspn(at, "0123456789");
    char text[32];
    for (int d = -1; d <= 1; d++) {
        snprintf(text, sizeof text, "%ld", d ? atol(at) + d : 0);
        edit(c, kind, k, at, at + n, text);
    }
}
static const char *after(const char *at, char sign, int times) { /* what follows the times-th sign */
    while (at && times--) at = (at = strchr(at, sign)) ? at + 1 : NULL;
    return at;
}

static void corrupt_frames(corruptions *c, int k, const char *word) {
    static const char *const frames[] = {"f", "l", "h", "m:0", "m:1/3", "l:-1", "h:100", "+", "-"};
    const char *at = after(c->original->lines[k] + 3, '[', 1), *end = at ? strchr(at, ']') : NULL;
    for (; at && at < end && *at == '"'; at = strchr(at + 1, '"') + 1, at += *at == ',') {
        const char *stop = strchr(at + 1, '"');
        char kind[40];
        snprintf(kind, sizeof kind, "frame of %s", word);
        for (int f = 0; f < 9; f++) edit(c, kind, k, at + 1, stop, frames[f]);
        const char *number = strchr(at, ':');
        if (number && number < stop) edit(c, kind, k, number + 1, stop, "7/64");
    }
}

static void corrupt_item(corruptions *c, int k) {
    const char *line = c->original->lines[k], *open = strchr(line, '['), *end = strchr(open + 2, '"');
    char word[16], kind[40];
    snprintf(word, sizeof word, "%.*s", (int)(end - open - 2), open + 2);
    snprintf(kind, sizeof kind, "%s removed", word), change(c, kind, k, NULL, false);
    snprintf(kind, sizeof kind, "%s doubled", word), change(c, kind, k, NULL, true);
    if (!strcmp(word, "in") || !strcmp(word, "out") || !strcmp(word, "same")) {
        bool out = word[0] == 'o';
        snprintf(kind, sizeof kind, "order of %s", word), edit_number(c, kind, k, after(line, ',', 1 + out));
        snprintf(kind, sizeof kind, "bits of %s", word), edit_number(c, kind, k, after(line, ',', 2 + out));
        snprintf(kind, sizeof kind, "exact of %s", word), edit_number(c, kind, k, after(line, ',', 3 + out));
        if (out) edit_number(c, "clause of out", k, after(line, ',', 1));
        edit(c, "in for out", k, open + 2, end, out ? "in" : "out");
        edit(c, "same for in", k, open + 2, end, "same");
        corrupt_frames(c, k, word);
        const char *lists = strstr(line, "],["), *list = lists ? lists + 2 : NULL;
        edit(c, "multipliers dropped", k, list && list[1] == '[' ? list + 1 : NULL, list && list[1] == '[' ? strstr(list, "],[]") : NULL, "");
        edit(c, "multiplier negative", k, list && list[1] == '[' ? strchr(list, '"') + 1 : NULL, list && list[1] == '[' ? strchr(list, '"') + 1 : NULL, "-");
        edit(c, "multiplier changed", k, list && list[1] == '[' ? strchr(list, '"') + 1 : NULL, list && list[1] == '[' ? strchr(list, '"') + 1 : NULL, "1");
        edit(c, "a square", k, lists ? strstr(lists, ",[]]") + 2 : NULL, lists ? strstr(lists, ",[]]") + 2 : NULL, "1");
        return;
    }
    const char *number = after(line, ',', 1);
    if (strcmp(word, "identity") && strcmp(word, "cases")) snprintf(kind, sizeof kind, "number of %s", word), edit_number(c, kind, k, number + (*number == '['));
    if (!strcmp(word, "face")) edit_number(c, "end of face", k, after(line, ',', 2));
    if (!strcmp(word, "split")) {
        const char *at = after(line, '"', 3), *stop = strchr(at, '"');
        edit(c, "split moved", k, at, stop, "7/11"), edit(c, "split moved", k, at, stop, "0"), edit(c, "split moved", k, at, stop, "97");
        edit(c, "split moved", k, at, at, "-"), edit(c, "split not in lowest terms", k, at, stop, "2/4");
    }
    if (!strcmp(word, "identity") || !strcmp(word, "cases") || !strcmp(word, "valley") || !strcmp(word, "put"))
        for (const char *at = after(line, '"', 3), *stop; at && (stop = strchr(at, '"')); at = after(stop + 1, '"', 1)) {
            snprintf(kind, sizeof kind, "expression of %s", word), edit(c, kind, k, at, at, "-"), edit(c, kind, k, at, at, "0*");
            edit(c, kind, k, at, stop, "1"), edit(c, kind, k, at, stop, "1/0"), edit(c, kind, k, stop, stop, "+1"), edit(c, kind, k, at, stop, "");
        }
    if (!strcmp(word, "valley")) edit(c, "side of valley", k, strrchr(line, ',') - 2, strrchr(line, ',') - 1, "0"), edit(c, "side of valley", k, strrchr(line, ',') - 2, strrchr(line, ',') - 2, "-");
    if (!strcmp(word, "put")) edit(c, "open end of put", k, after(line, ',', 4), after(line, ',', 4) + 1, "0"), edit(c, "infinite end closed", k, after(line, ',', 6), after(line, ',', 6) + 1, "1");
    if (!strcmp(word, "identity")) edit_number(c, "clause of identity", k, strstr(line, ",[[") ? strstr(line, ",[[") + 3 : NULL);
    if (!strcmp(word, "scale")) edit(c, "order for scale", k, open + 2, end, "order");
}

static void corrupt_head(corruptions *c) {
    const document *t = c->original;
    for (int k = 0; k < t->n; k++) {
        const char *line = t->lines[k], *at;
        if ((at = strstr(line, "\"statement\": \""))) {
            edit(c, "statement", k, strstr(at, "prove"), strstr(at, "prove"), "where 1 < 0 "), edit(c, "statement", k, strrchr(at, '"'), strrchr(at, '"'), " + 1");
            edit(c, "statement", k, strstr(at, "bound "), strstr(at, "bound "), " ");
        }
        if ((at = strstr(line, "\"sha256\": \""))) edit(c, "hash", k, at + 11, at + 12, at[11] == '0' ? "1" : "0");
        if ((at = strstr(line, "\"verdict\": \""))) edit(c, "verdict", k, at + 12, strrchr(line, '"'), at[12] == 'P' ? "REFUTED" : "PROVED");
        if ((at = strstr(line, "\"point\": [\""))) {
            edit(c, "point", k, at + 11, strchr(at + 11, '"'), "2"), edit(c, "point", k, at + 11, strchr(at + 11, '"'), "-1"), edit(c, "point", k, at + 11, strchr(at + 11, '"'), "1/3");
            edit(c, "point", k, at + 10, at + 10, "\"1/2\", ");
            edit_number(c, "bits of the point", k, strstr(line, "bits\": ") + 7);
        }
        if (k < t->first) change(c, "line of the head removed", k, NULL, false), change(c, "line of the head doubled", k, NULL, true);
    }
    size_t size = 0;
    for (int k = 0; k < t->n; k++) size += strlen(t->lines[k]);
    for (size_t part = 0; part < 20; part++) {
        FILE *file = begin(c, "truncated");
        size_t left = size * part / 20;
        for (int k = 0; k < t->n && left; k++) {
            size_t n = strlen(t->lines[k]) < left ? strlen(t->lines[k]) : left;
            cr_assert(fwrite(t->lines[k], 1, n, file) == n);
            left -= n;
        }
        cr_assert(!fclose(file));
    }
}

/* Runs the checker on 0.json, 1.json, ...: rejected[k], and what was printed of the others, one line each. */
static char *check_all(int n, bool *rejected, int code) {
    static char line[1 << 16], out[1 << 22];
    FILE *list = fopen("list", "w");
    for (int k = 0; k < n; k++) fprintf(list, "%d.json\n", k);
    cr_assert(list && !fclose(list));
    run("--version; xargs '%s' <list >all.out 2>all.err", program);
    FILE *err = fopen("all.err", "r");
    cr_assert(err);
    memset(rejected, 0, (size_t)n * sizeof *rejected);
    while (fgets(line, sizeof line, err)) {
        int k = -1;
        cr_assert(sscanf(line, "certiflow-check: %d.json: rejected:", &k) == 1 && k >= 0 && k < n && strstr(line, "rejected"), "%s", line);
        rejected[k] = true;
    }
    fclose(err);
    FILE *file = fopen("all.out", "r");
    cr_assert(file);
    size_t length = fread(out, 1, sizeof out - 1, file);
    fclose(file);
    out[length] = '\0';
    int accepted = 0, printed = 0;
    for (int k = 0; k < n; k++) accepted += !rejected[k];
    for (char *p = out; (p = strchr(p, '\n')); p++) printed++;
    cr_assert(accepted == printed, "%d accepted, %d printed (%d)", accepted, printed, code);
    return out;
}

static bool listed(const char *kind) {
    char path[PATH_MAX + 16], line[512], item[64];
    snprintf(path, sizeof path, "%s/accepted.md", source);
    snprintf(item, sizeof item, "- `%s`:", kind);
    FILE *file = fopen(path, "r");
    cr_assert(file, "%s", path);
    bool found = false;
    while (!found && fgets(line, sizeof line, file)) found = !strncmp(line, item, strlen(item));
    fclose(file);
    return found;
}

/* All that is accepted must print the line of the original. */
static void corrupt(const char *name) {
    static document original;
    static corruptions c;
    static bool rejected[MOST];
    char path[PATH_MAX + 64];
    c.original = &original, c.made = 0;
    snprintf(path, sizeof path, "%s/%s", source, name);
    load(&original, path);
    change(&c, "none", -1, NULL, false);
    corrupt_head(&c);
    int step = original.n > 60 ? 13 : 1; /* of a long one each 13th node, each kind of item among them */
    for (int k = original.first; k < original.n; k += step) corrupt_item(&c, k);
    char *out = check_all(c.made, rejected, 0), *end = strchr(out, '\n');
    cr_assert(!rejected[0] && end, "%s itself is rejected", name);
    for (char *p = out; *p; p += end - out + 1) cr_assert(!strncmp(p, out, (size_t)(end - out + 1)), "%s: %s", name, p);
    for (int k = 1; k < c.made; k++) cr_expect(rejected[k] || listed(c.kinds[k]), "%s: accepted with this change: %s (%d)", name, c.kinds[k], k);
}

Test(corrupted, certificates) {
    struct dirent **list;
    int n = scandir(source, &list, NULL, alphasort), seen = 0;
    cr_assert(n > 0);
    for (int k = 0; k < n; k++) {
        if (strstr(list[k]->d_name, ".json")) corrupt(list[k]->d_name), seen++;
        free(list[k]);
    }
    free(list);
    cr_expect(seen >= 16);
}

/* A linear congruential generator; the high bits. */
static unsigned next(unsigned long *state, unsigned n) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*state >> 33) % n;
}

/* One leaf of random frames, order, bits for statements that are false by a little somewhere in the box. */
Test(corrupted, false_statements) {
    static const char *const statements[] = {
        "forall x in [0, 1], y in [0, 1] prove x*y <= (x^2 + y^2)*499/1000", "forall x in (0, 1], y in [0, 1] prove x + y/x > y + 1",
        "forall x in [0, 2], y in [1, 2] prove sqrt(x*y) < (x + y)/2",      "forall x in [0, 4], y in [0, 1] prove q(x) <= x^2/4*(1 - y)",
        "forall x in (0, 1], y in [1, 2] prove log(x) <= -y*(1 - x)",       "forall x in [1, 4], y in [1, 2] prove exp(x) >= x^3*y",
        "forall x in [1, inf), y in [1, 2] prove asinh(x) <= log(2*x)",     "forall x in [1, inf), y in [1, inf) prove x*exp(-x*y) <= 1/(3*y)",
        "forall x in [0, 1/2], y in [0, 1] prove h(3, x) <= 6*x + 20*x^3*y", "forall x in [0, 9], y in [0, 1] prove h_inv(3, x) > x/(6 + 6*x)",
        "forall x in [0, 9], y in [0, 1] prove q_depth(4, x) <= x*y",       "forall x in (-1, 1], y in [0, 1] prove sinh(x) >= x",
        "forall x in [1, 2], y in [0, 1] prove log(2)*x < log(2)*(x + y)",  "forall x in [1, 2], y in [0, 1] prove sqrt(2)*sqrt(3)*x + y < sqrt(6)*x + 1",
        "forall x in [0, inf), y in [0, inf) prove max(x, y) < x + y",      "forall x in (-inf, 1], y in [1, inf) prove x*y <= y - 1/1000000",
    };
    static const char *const frames[] = {"f", "l", "h", "m:0", "m:1", "m:3/2", "l:0", "l:-1", "l:1/2", "h:2", "h:5", "h:10", "+", "-"};
    static bool rejected[MOST];
    enum { EACH = 50, N = sizeof statements / sizeof *statements };
    unsigned long state = 1;
    int made = 0;
    for (int s = 0; s < N; s++) {
        char hex[65];
        FILE *pipe = (put("statement", ""), fopen("statement", "w"));
        cr_assert(pipe && fprintf(pipe, "bound t %s", statements[s]) > 0 && !fclose(pipe));
        cr_assert((pipe = popen("sha256sum < statement", "r")) && fread(hex, 1, 64, pipe) == 64);
        hex[64] = '\0';
        pclose(pipe);
        for (int k = 0; k < EACH; k++) {
            char name[32];
            snprintf(name, sizeof name, "%d.json", made++);
            FILE *file = fopen(name, "w");
            cr_assert(file);
            fprintf(file, "{\"certiflow-certificate\": 1, \"bound\": \"t\", \"statement\": \"bound t %s\", \"sha256\": \"%s\", \"verdict\": \"PROVED\", \"point\": [\"1\", \"1\"], "
                          "\"bits\": 128, \"goals\": [[[\"in\", %u, %u, %u, [", statements[s], hex, next(&state, 10), 20 + next(&state, 200), next(&state, 2) * 512);
            fprintf(file, "\"%s\", ", frames[next(&state, 14)]);
            fprintf(file, "\"%s\"], [], []]]]}\n", frames[next(&state, 14)]);
            cr_assert(!fclose(file));
        }
    }
    char *out = check_all(made, rejected, 1);
    cr_expect(!*out, "accepted: %s", out);
}
