/* main.c - certiflow-check [--against FILE.bound] CERTIFICATE...: 0 if each certificate replays, 1 if one is rejected, 2 if a file cannot
 * be opened or read or the usage is wrong. */
#include "bounds/check/cover.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#ifndef CF_VERSION
#define CF_VERSION "unknown"
#endif
enum { ACCEPTED = 0, REJECTED = 1, UNREADABLE = 2 };
enum { MAX_FILE = 1 << 24 }; /* of a .bound file */

typedef struct {
    char *text; /* the .bound file, or NULL */
    size_t length;
} against;

/* The statement as printed on one line: printable ASCII, no comment. */
static bool plain(const char *s) {
    for (; *s; s++)
        if (*s < ' ' || *s > '~' || *s == '#') return false;
    return true;
}

/* The head up to "statement", which is copied into *text. */
static bool read_head(reader *r, statement *s, char **text) {
    char name[256], hash[65];
    long format;
    if (!read_sign(r, '{') || !read_key(r, "certiflow-certificate") || !read_integer(r, &format, 1, 1) || !read_sign(r, ',') ||
        !read_key(r, "bound") || !read_string(r, sizeof name - 1))
        return false;
    strcpy(name, r->text);
    if (!read_sign(r, ',') || !read_key(r, "statement") || !read_string(r, MAX_STATEMENT)) return false;
    if (strlen(r->text) != r->length || !plain(r->text)) return reader_fail(r, "a statement that is not one plain line");
    if (!(*text = malloc(r->length + 1))) abort();
    strcpy(*text, r->text);
    if (!statement_parse(s, *text, r->length)) return reader_fail(r, s->error);
    if (strcmp(name, s->name)) return reader_fail(r, "the name is not the statement's");
    sha256(hash, *text, r->length);
    if (!read_sign(r, ',') || !read_key(r, "sha256") || !read_string(r, 64)) return false;
    return !strcmp(hash, r->text) || reader_fail(r, "the hash is not the statement's");
}

static bool read_point(reader *r, evaluation *e, bool refuted) {
    mpq_t point[MAX_VARIABLES];
    int n = e->s->variables;
    long bits;
    for (int i = 0; i < n; i++) mpq_init(point[i]);
    bool done = read_sign(r, ',') && read_key(r, "point") && read_sign(r, '[');
    for (int i = 0; done && i < n; i++) done = (!i || read_sign(r, ',')) && read_rational(r, point[i]);
    done = done && read_sign(r, ']') && read_sign(r, ',') && read_key(r, "bits") && read_integer(r, &bits, 2, MAX_BITS);
    if (done && !point_holds(e, point, bits, refuted)) {
        char what[384];
        snprintf(what, sizeof what, "the point: %s", e->why);
        done = reader_fail(r, what);
    }
    for (int i = 0; i < n; i++) mpq_clear(point[i]);
    return done;
}

static bool read_body(reader *r, statement *s, bool *refuted) {
    evaluation e;
    if (!read_sign(r, ',') || !read_key(r, "verdict") || !read_string(r, 16)) return false;
    *refuted = !strcmp(r->text, "REFUTED");
    if (!*refuted && strcmp(r->text, "PROVED")) return reader_fail(r, "an unknown verdict");
    evaluation_init(&e, s);
    bool done = read_point(r, &e, *refuted);
    if (!*refuted) {
        int goals = s->n_smalls * s->n_bigs;
        done = done && read_sign(r, ',') && read_key(r, "goals") && read_sign(r, '[');
        for (int g = 0; done && g < goals; g++) done = (!g || read_sign(r, ',')) && goal_holds(r, &e, g);
        done = done && read_sign(r, ']');
    }
    evaluation_clear(&e);
    return done && read_sign(r, '}') && read_end(r);
}

static int check(const char *path, const against *a) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "certiflow-check: %s: %s\n", path, strerror(errno));
        return UNREADABLE;
    }
    reader r;
    statement s;
    char *text = NULL, why[256];
    bool refuted = false;
    reader_init(&r, file);
    statement_init(&s);
    bool done = read_head(&r, &s, &text);
    if (done && a->text && !statement_same(a->text, a->length, s.name, text, why, sizeof why)) done = reader_fail(&r, why);
    done = done && read_body(&r, &s, &refuted);
    bool broken = ferror(file) != 0;
    fclose(file);
    if (broken) fprintf(stderr, "certiflow-check: %s: cannot be read\n", path);
    else if (done) printf("%s: %s: %s\n", s.name, refuted ? "REFUTED" : "PROVED", text);
    else fprintf(stderr, "certiflow-check: %s: rejected: %s\n", path, r.error);
    free(text);
    statement_clear(&s);
    reader_clear(&r);
    return broken ? UNREADABLE : done ? ACCEPTED : REJECTED;
}

static bool load(against *a, const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    a->text = malloc(MAX_FILE);
    if (!a->text) abort();
    a->length = fread(a->text, 1, MAX_FILE, file);
    bool done = !ferror(file) && a->length < MAX_FILE;
    if (!done && !errno) errno = EFBIG;
    fclose(file);
    return done;
}

static int usage(FILE *to) {
    fputs("usage: certiflow-check [--against FILE.bound] CERTIFICATE...\n"
          "Replays certificates of certiflow prove and prints each statement that it verified.\n"
          "  --against FILE  the statements must be those of FILE, up to paper, canary and expect\n"
          "  --help, --version\n"
          "Exit: 0 all replay, 1 one is rejected, 2 wrong usage or a file that cannot be read.\n",
          to);
    return to == stdout ? ACCEPTED : UNREADABLE;
}

int main(int argc, char **argv) {
    against a = {NULL, 0};
    const char *file = NULL;
    int i = 1, worst = ACCEPTED;
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        if (!strcmp(argv[i], "--help")) return usage(stdout);
        if (!strcmp(argv[i], "--version")) return puts("certiflow-check " CF_VERSION), ACCEPTED;
        if (!strcmp(argv[i], "--")) {
            i++;
            break;
        }
        if (!strncmp(argv[i], "--against=", 10)) file = argv[i] + 10;
        else if (!strcmp(argv[i], "--against") && i + 1 < argc) file = argv[++i];
        else return fprintf(stderr, "certiflow-check: unknown option %s\n", argv[i]), usage(stderr);
    }
    if (i == argc) return usage(stderr);
    errno = 0;
    if (file && !load(&a, file)) {
        fprintf(stderr, "certiflow-check: %s: %s\n", file, strerror(errno));
        return UNREADABLE;
    }
    for (; i < argc; i++) {
        int code = check(argv[i], &a);
        if (code > worst) worst = code;
    }
    free(a.text);
    return fflush(stdout) || ferror(stdout) ? 4 : worst;
}
