/* gnuplot_text.c - plain ASCII as gnuplot's enhanced text, see gnuplot.h. */
#include "reports/gnuplot.h"
#include <ctype.h>
#include <string.h>

static const char *const greek[][2] = {{"alpha", "α"}, {"beta", "β"},  {"epsilon", "ε"}, {"eta", "η"},
                                       {"nu", "ν"},    {"gamma", "γ"}, {"sigma", "σ"},   {"lambda", "λ"},
                                       {"mu", "μ"},    {"theta", "θ"}, {"l1", "ℓ_1"},    {"l2", "ℓ_2"}};

/* The Greek letter, or the norm, that the word of n letters names. */
static const char *symbol_of(const char *word, size_t n) {
    for (size_t k = 0; k < sizeof greek / sizeof *greek; k++)
        if (strlen(greek[k][0]) == n && strncmp(word, greek[k][0], n) == 0) return greek[k][1];
    return NULL;
}

/* How long the exponent or index at s is: a sign and a word, or what stands in parentheses. */
static size_t script_length(const char *s) {
    if (*s == '(') {
        size_t n = strcspn(s, ")");
        return s[n] ? n + 1 : 1;
    }
    size_t n = *s == '-' || *s == '+';
    while (isalnum((unsigned char)s[n])) n++;
    return n;
}

/* Plain ASCII in gnuplot's enhanced notation: alpha^D with a Greek letter and a raised D; what follows _ is an index,
 * but for in prose, where it is part of a name. Nothing in s can act as a command. */
static void add_plain(cf_text *t, const char *s, size_t length, int prose) {
    for (size_t i = 0; i < length;) {
        size_t n = 0;
        while (i + n < length && isalnum((unsigned char)s[i + n])) n++;
        const char *symbol = n ? symbol_of(s + i, n) : NULL;
        if (symbol) {
            cf_text_add(t, "%s", symbol);
        } else if (n) {
            cf_text_add(t, "%.*s", (int)n, s + i);
        } else if ((s[i] == '^' || (s[i] == '_' && !prose)) && i > 0 && (n = script_length(s + i + 1)) > 0 &&
                   i + 1 + n <= length) {
            cf_text_add(t, "%c{", s[i]);
            add_plain(t, s + i + 1, n, prose);
            cf_text_add(t, "}");
            n++;
        } else {
            cf_text_add(t, strchr("{}@&~^_\\", s[i]) ? "\\%c" : s[i] == '\'' ? "''" : "%c", s[i]);
            n = 1;
        }
        i += n;
    }
}

void cf_gnuplot_quote(cf_text *t, const char *s, int prose) {
    cf_text_add(t, "'");
    add_plain(t, s, strlen(s), prose);
    cf_text_add(t, "'");
}
