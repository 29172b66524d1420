/* bound_claims.c BUDGETS.tsv FILE.bound...: writes C that defines a claim for each bound, with the text of the bound in it, so
 * that an installed program needs no files. Run by the build.
 *
 * id, statement, domain and TeX come from the bound; its place from the paper clause, in the words of verify/items.tsv; tier
 * and budget from BUDGETS.tsv, where it has a row. */
#include "bounds/bound.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 4000 }; /* of a string literal */

/* ISO C does not promise more than 4095 characters. */
static void put_string(const char *s) {
    size_t n = strlen(s);
    putchar('"');
    for (size_t i = 0; i < n && i < LONGEST; i++) {
        if (s[i] == '"' || s[i] == '\\') putchar('\\');
        putchar(s[i] == '\n' || s[i] == '\t' ? ' ' : s[i]);
    }
    fputs(n > LONGEST ? " ...\"" : "\"", stdout);
}

static void put_field(const char *name, const char *value) {
    printf("    .%s = ", name);
    put_string(value);
    puts(",");
}

/* "Lemma 1, (34)-(36)" is "Lemma 1; (34); (35); (36)"; numbers after "before" and "after" name a place beside them. */
static void items_of(char *out, size_t size, const char *paper) {
    static const char *const words[][2] = {{"Theta(z log z)", "q at infinity"}, {"q(z) = z^2/4", "q at 0"},
                                           {"ln x >= 1 - 1/x", "ln x >= 1 - 1/x"}, {"Section 5", "alpha polynomial"},
                                           {"h_D", "h_D increasing"}, {"Figure 2(b)", "Figure 2(b)"},
                                           {"Lemma 1", "Lemma 1"}, {"Lemma 2", "Lemma 2"}, {"Lemma 3", "Lemma 3"},
                                           {"Theorem 2", "Theorem 2"}, {"Theorem 3", "Theorem 3"}};
    size_t n = 0;
    out[0] = '\0';
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (strstr(paper, words[k][0])) n += (size_t)snprintf(out + n, size - n, "%s%s", n ? "; " : "", words[k][1]);
    for (const char *s = paper; (s = strchr(s, '(')) != NULL; s++) {
        int from, to, used = 0;
        if (sscanf(s, "(%d)%n", &from, &used) != 1 || used == 0) continue;
        if ((s - paper >= 7 && strncmp(s - 7, "before ", 7) == 0) || (s - paper >= 6 && strncmp(s - 6, "after ", 6) == 0)) continue;
        to = from;
        if (s[used] == '-' && sscanf(s + used, "-(%d)", &to) == 1) s += used + 1;
        for (int i = from; i <= to && n + 16 < size; i++) n += (size_t)snprintf(out + n, size - n, "%s(%d)", n ? "; " : "", i);
    }
}

/* The section of the first item that has one of its own. */
static const char *section_of(const char *items) {
    const char *s = strchr(items, '(');
    int number = s ? atoi(s + 1) : 0;
    if (strstr(items, "Lemma") || strstr(items, "Theorem 2") || strstr(items, "ln x")) return "B";
    if (strstr(items, "alpha polynomial") || strstr(items, "Figure 2")) return "5";
    if (strstr(items, "Theorem 3") || strstr(items, "h_D") || number >= 96) return "C";
    if (strstr(items, "q at ")) return "4";
    return number >= 20 ? "B" : number >= 9 ? "A" : "4";
}

/* The row of BUDGETS.tsv: "id tab tier tab seconds". */
static void budget_of(const char **tier, double *seconds, const char *path, const char *id) {
    static char word[16];
    char line[1024], name[256];
    FILE *f = fopen(path, "r");
    *tier = "QUICK";
    *seconds = 10;
    if (!f) perror(path), exit(1);
    while (fgets(line, sizeof line, f)) {
        double s;
        if (sscanf(line, "%255s %15s %lf", name, word, &s) != 3 || strcmp(name, id) != 0) continue;
        for (char *c = word; *c; c++) *c = (char)toupper((unsigned char)*c);
        *tier = word;
        *seconds = s;
        break;
    }
    fclose(f);
}

/* The statement is "bound NAME forall ... prove ...": what comes before and after "prove". */
static void put_words(const cf_bound *b) {
    char *copy = strdup(b->statement), *prove = copy ? strstr(copy, " prove ") : NULL, *forall = copy ? strstr(copy, "forall ") : NULL;
    if (!copy || !prove || !forall) fprintf(stderr, "%s: no prove clause in its statement\n", b->name), exit(1);
    *prove = '\0';
    char title[100];
    snprintf(title, sizeof title, "%.90s%s", prove + 7, strlen(prove + 7) > 90 ? " ..." : "");
    put_field("title", title);
    put_field("domain", forall);
    free(copy);
}

static void put_canaries(const cf_bound *b) {
    char text[64];
    snprintf(text, sizeof text, "%d nearby false %s of the same file", b->n_canaries, b->n_canaries == 1 ? "inequality" : "inequalities");
    put_field("canary", text);
    printf("    .canaries = %d,\n", b->n_canaries);
}

static void put_claim(const cf_bound *b, const char *budgets) {
    char items[512], symbol[256];
    const char *tier;
    double seconds;
    char *small = cf_graph_tex(b->graph, b->prove.small, b->variable), *big = cf_graph_tex(b->graph, b->prove.big, b->variable);
    char *tex = malloc(strlen(small) + strlen(big) + 8);
    if (!tex) abort();
    sprintf(tex, "%s%s%s", small, b->prove.strict ? "<" : "\\le ", big);
    items_of(items, sizeof items, b->paper);
    budget_of(&tier, &seconds, budgets, b->name);
    size_t n = 0;
    for (const char *s = b->name; *s && n + 3 < sizeof symbol; s++) {
        symbol[n++] = *s == '.' ? '_' : *s;
        if (*s == '.') symbol[n++] = '_';
    }
    symbol[n] = '\0';
    printf("const cf_claim cf_claim_%s = {\n", symbol);
    put_field("id", b->name);
    put_field("section", section_of(items));
    put_field("items", items);
    put_words(b);
    put_field("statement", b->statement);
    put_field("tex", tex);
    put_field("checked", "the whole domain; the certificate is replayed by certiflow-check");
    puts("    .uses = \"\",\n    .proof_uses = \"\",\n    .method = CF_M_PROOF,");
    printf("    .tier = CF_TIER_%s,\n    .budget = %g,\n", tier, seconds);
    put_canaries(b);
    printf("    .source = text_%s,\n    .check = cf_check_bound,\n};\n", symbol);
    free(small);
    free(big);
    free(tex);
}

/* The lines from the bound's first to the one before `end`, but for those that say nothing. */
static void put_text(const cf_bound *b, const char *path, int end) {
    char line[8192];
    FILE *f = fopen(path, "r");
    if (!f) perror(path), exit(1);
    printf("static const char *const text_");
    for (const char *s = b->name; *s; s++) fputs(*s == '.' ? "__" : (char[]){*s, 0}, stdout);
    puts("[] = {");
    for (int n = 1; fgets(line, sizeof line, f) && n < end; n++) {
        line[strcspn(line, "\n")] = '\0';
        const char *word = line + strspn(line, " \t");
        if (n < b->line || *word == '\0' || *word == '#') continue;
        fputs("    ", stdout);
        put_string(line);
        puts(",");
    }
    puts("    0};");
    fclose(f);
}

/* All that is asked of a bound here beyond what a user's needs: FILE.NAME, a place in the paper, a canary. */
static void demand(const cf_bound *b, const char *path) {
    const char *file = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    size_t n = strcspn(file, ".");
    if (strncmp(b->name, file, n) != 0 || b->name[n] != '.') fprintf(stderr, "%s:%d: %s does not begin with the file's name\n", path, b->line, b->name), exit(1);
    if (!b->paper) fprintf(stderr, "%s:%d: %s has no paper clause\n", path, b->line, b->name), exit(1);
    if (b->n_canaries < 1) fprintf(stderr, "%s:%d: %s has no canary\n", path, b->line, b->name), exit(1);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fputs("usage: bound_claims BUDGETS.tsv FILE.bound...\n", stderr);
        return 2;
    }
    puts("#include \"verify/bound_check.h\"");
    for (int k = 2; k < argc; k++) {
        cf_bounds all;
        if (cf_bounds_read(&all, argv[k]) != 0) {
            fprintf(stderr, "%s\n", all.error);
            return 1;
        }
        for (int i = 0; i < all.n; i++) {
            demand(&all.bound[i], argv[k]);
            put_text(&all.bound[i], argv[k], i + 1 < all.n ? all.bound[i + 1].line : 1 << 30);
            put_claim(&all.bound[i], argv[1]);
        }
        cf_bounds_clear(&all);
    }
    flint_cleanup();
    return fflush(stdout) != 0;
}
