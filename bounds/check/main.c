/* main.c - certiflow-check [--against FILE.bound] CERTIFICATE...: exit 0 all replay, 1 one is rejected, 2 usage or an unreadable file, 4 output failed. */
#include "bounds/check/check.h"
#include <errno.h>
#include <signal.h>

#ifndef CF_VERSION
#define CF_VERSION "unknown"
#endif
enum { ACCEPTED = 0, REJECTED = 1, UNREADABLE = 2, UNWRITTEN = 4, MAX_FILE = 1 << 24 /* of a .bound file */ };

typedef struct {
    char *text; /* the .bound file, or NULL */
    size_t length;
} original;

/* SHA-256, FIPS 180-4. */
static uint32_t turn(uint32_t x, int n) { return x >> n | x << (32 - n); }
static uint32_t turns(uint32_t x, int a, int b, int c) { return turn(x, a) ^ turn(x, b) ^ turn(x, c); }

/* The first 32 bits of the fractional parts of the n-th roots of the first primes. */
static void constants(uint32_t *k, int count, unsigned long n) {
    mpz_t t; mpz_init(t);
    for (unsigned long p = 2, d; count; p++) {
        for (d = 2; p % d; d++);
        if (d < p) continue;
        mpz_ui_pow_ui(t, 2, 32 * n); mpz_mul_ui(t, t, p); mpz_root(t, t, n); *k++ = (uint32_t)mpz_get_ui(t); count--;
    }
    mpz_clear(t);
}

static void block(uint32_t h[8], const uint32_t k[64], const unsigned char *p) {
    uint32_t w[64], s[8];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 | (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >> 3) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >> 10);
    }
    memcpy(s, h, sizeof s);
    for (int i = 0; i < 64; i++) {
        uint32_t t = s[7] + turns(s[4], 6, 11, 25) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + k[i] + w[i];
        uint32_t u = turns(s[0], 2, 13, 22) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s); s[4] += t; s[0] = t + u;
    }
    for (int i = 0; i < 8; i++) h[i] += s[i];
}

static void sha256(char hex[65], const char *data, size_t n) {
    uint32_t h[8], k[64]; constants(h, 8, 2), constants(k, 64, 3); unsigned char last[128] = {0};
    size_t whole = n / 64 * 64, rest = n - whole, length = rest < 56 ? 64 : 128;
    for (size_t i = 0; i < whole; i += 64) block(h, k, (const unsigned char *)data + i);
    memcpy(last, data + whole, rest); last[rest] = 0x80;
    for (int i = 0; i < 8; i++) last[length - 1 - (size_t)i] = (unsigned char)((uint64_t)n * 8 >> 8 * i);
    for (size_t i = 0; i < length; i += 64) block(h, k, last + i);
    for (int i = 0; i < 8; i++) snprintf(hex + 8 * i, 9, "%08x", h[i]);
}

/* From the start to "sha256"; the statement must be one plain line: printable ASCII, no comment. The copy is *text. */
static void verify_head(job *j, const original *o, char **text) {
    reader *r = &j->r; char name[sizeof j->s.name], hash[65], why[256]; read_key(r, '{', "certiflow-certificate");
    read_integer(r, 1, 1); read_key(r, ',', "bound"); strcpy(name, read_string(r, sizeof name - 1));
    read_key(r, ',', "statement"); *text = strdup(read_string(r, MAX_STATEMENT));
    if (!*text) abort();
    for (size_t i = 0; i < r->length; i++)
        if (r->text[i] < ' ' || r->text[i] > '~' || r->text[i] == '#') reader_fail(r, "a statement that is not one plain line");
    if (!statement_parse(&j->s, *text, strlen(*text))) reader_fail(r, j->s.error);
    if (strcmp(name, j->s.name)) reader_fail(r, "the name is not the statement's");
    if (o->text && !statement_same(o->text, o->length, name, *text, why, sizeof why)) reader_fail(r, why);
    sha256(hash, *text, strlen(*text)); read_key(r, ',', "sha256");
    if (strcmp(hash, read_string(r, 64))) reader_fail(r, "the hash is not the statement's");
}

static void verify_point(job *j, bool refuted) {
    mpq_t *point = j->leaf.anchors; /* their room */
    read_key(&j->r, ',', "point"); read_signs(&j->r, "[");
    for (int i = 0; i < j->s.variables; i++) {
        if (i) read_signs(&j->r, ",");
        read_rational(&j->r, point[i]);
    }
    read_signs(&j->r, "]"); read_key(&j->r, ',', "bits"); char what[300] = "the point: ";
    if (!point_holds(&j->e, point, read_integer(&j->r, 2, MAX_BITS), refuted)) reader_fail(&j->r, strcat(what, j->e.why));
}

static bool verify(job *j, const original *o, char **text) { /* whether the verdict is REFUTED */
    reader *r = &j->r; verify_head(j, o, text); read_key(r, ',', "verdict");
    bool refuted = !strcmp(read_string(r, 16), "REFUTED");
    if (!refuted && strcmp(r->text, "PROVED")) reader_fail(r, "an unknown verdict");
    job_start(j); verify_point(j, refuted);
    if (!refuted) {
        read_key(r, ',', "goals");
        for (j->goal = 0; j->goal < j->s.n_smalls * j->s.n_bigs; j->goal++) {
            read_signs(r, j->goal ? "," : "["); goal_verify(j);
        }
        read_signs(r, "]");
    }
    read_signs(r, "}");
    if (!next_is(r, 0)) reader_fail(r, "something after the end");
    return refuted;
}

/* abort() is called, here and by GMP, where memory is refused. */
static void starve(int s) { (void)s; fputs("certiflow-check: out of memory\n", stderr); _Exit(UNWRITTEN); }

static int check(const char *path, const original *o) {
    /* not on the stack: what a jump back finds must be certain */
    job *volatile j = calloc(1, sizeof *j); char **volatile text = calloc(1, sizeof *text);
    FILE *volatile file = fopen(path, "rb"); volatile int code = REJECTED; if (!j || !text) abort();
    if (!file) {
        fprintf(stderr, "certiflow-check: %s: %s\n", path, strerror(errno)); code = errno == ENOMEM ? UNWRITTEN : UNREADABLE;
    } else if (!setjmp(j->r.failed)) {
        read_start(&j->r, file); bool refuted = verify(j, o, text);
        printf("%s: %s: %s\n", j->s.name, refuted ? "REFUTED" : "PROVED", *text); code = ACCEPTED;
    } else if (ferror(file)) {
        fprintf(stderr, "certiflow-check: %s: cannot be read\n", path); code = UNREADABLE;
    } else { fprintf(stderr, "certiflow-check: %s: rejected: %s\n", path, j->r.error); }
    if (file) fclose(file);
    job_clear(j); free(*text), free(text), free(j); return code;
}

static bool load(original *o, const char *path) {
    FILE *file = fopen(path, "rb");
    if (!(o->text = malloc(MAX_FILE))) abort();
    o->length = file ? fread(o->text, 1, MAX_FILE, file) : 0; bool done = file && !ferror(file) && o->length < MAX_FILE;
    if (!done && !errno) errno = EFBIG;
    if (file) fclose(file);
    return done;
}

static int usage(FILE *to) {
    fputs("usage: certiflow-check [--against FILE.bound] CERTIFICATE...\nReplays certificates of certiflow prove and prints each statement that it verified.\n"
          "  --against FILE  the statements must be those of FILE, up to paper, canary and expect\n  --help, --version\n"
          "Exit: 0 all replay, 1 one is rejected, 2 wrong usage or a file that cannot be read, 4 the output fails.\n", to);
    return to == stdout ? ACCEPTED : UNREADABLE;
}

int main(int argc, char **argv) {
    original o = {NULL, 0}; const char *file = NULL; int i = 1, worst = ACCEPTED, seen[5] = {0}; signal(SIGABRT, starve);
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        if (!strcmp(argv[i], "--help")) return usage(stdout);
        if (!strcmp(argv[i], "--version")) return puts("certiflow-check " CF_VERSION), ACCEPTED;
        if (!strcmp(argv[i], "--") && ++i) break;
        if (!strncmp(argv[i], "--against=", 10)) file = argv[i] + 10;
        else if (!strcmp(argv[i], "--against") && i + 1 < argc) file = argv[++i];
        else return fprintf(stderr, "certiflow-check: unknown option %s\n", argv[i]), usage(stderr);
    }
    errno = 0; if (i == argc) return usage(stderr);
    if (file && !load(&o, file)) {
        fprintf(stderr, "certiflow-check: %s: %s\n", file, strerror(errno)); free(o.text); return errno == ENOMEM ? UNWRITTEN : UNREADABLE;
    }
    for (; i < argc; i++) seen[check(argv[i], &o)] = 1;
    free(o.text); worst = seen[UNWRITTEN] ? UNWRITTEN : seen[UNREADABLE] ? UNREADABLE : seen[REJECTED] ? REJECTED : ACCEPTED;
    if (!fflush(stdout) && !ferror(stdout)) return worst;
    fputs("certiflow-check: the output cannot be written\n", stderr); return UNWRITTEN;
}
