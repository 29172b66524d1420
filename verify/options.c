/* options.c - parsing options, and saying what is wrong with them. */
#include "options.h"
#include "certiflow.h"
#include "core/io.h"
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

int cf_is_value(const char *token) {
    if (token[0] != '-' || token[1] == '\0') return 1;
    const char *s = token + 1;
    return isdigit((unsigned char)*s) || *s == '.' || strncasecmp(s, "inf", 3) == 0 ||
           strncasecmp(s, "nan", 3) == 0;
}

/* -------------------------------------------------------------------------------------------- messages */

static void message(const cf_usage *usage, const char *format, va_list arguments) {
    fflush(stdout);
    fprintf(stderr, "certiflow%s%s: ", *usage->command ? " " : "", usage->command);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
}

int cf_usage_error(const cf_usage *usage, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    message(usage, format, arguments);
    va_end(arguments);
    fprintf(stderr, "Try `certiflow%s%s --help`.\n", *usage->command ? " " : "", usage->command);
    return CF_EXIT_USAGE;
}

int cf_complain(const cf_usage *usage, int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    message(usage, format, arguments);
    va_end(arguments);
    return code;
}

/* The distance of Levenshtein between words of at most 63 characters; 99 for longer ones. */
static size_t distance(const char *a, const char *b) {
    size_t n = strlen(a), m = strlen(b), row[64];
    if (n > 63 || m > 63) return 99;
    for (size_t j = 0; j <= m; j++) row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[m];
}

const char *cf_nearest(const char *word, const char *const *list) {
    const char *nearest = NULL;
    size_t n = strlen(word), least = n > 8 ? n / 4 + 1 : 3;
    const char *within = NULL; /* the one that ends with the word: 1a for fig1a */
    for (; *list; list++) {
        size_t k = distance(word, *list), length = strlen(*list);
        if (k < least && k < length) {
            least = k;
            nearest = *list;
        }
        if (n > 1 && length > n && strcmp(*list + length - n, word) == 0) within = within ? "" : *list;
    }
    return nearest || !within || !*within ? nearest : within;
}

/* ------------------------------------------------------------------------------------------------ help */

static void print_option(const cf_option *o) {
    char left[64];
    snprintf(left, sizeof left, "--%s%s%s", o->name, o->metavar ? " " : "", o->metavar ? o->metavar : "");
    const char *line = o->help;
    for (int first = 1; line; first = 0) {
        const char *end = strchr(line, '\n');
        int n = end ? (int)(end - line) : (int)strlen(line);
        printf("  %-22s %.*s\n", first ? left : "", n, line);
        line = end ? end + 1 : NULL;
    }
}

static void print_help(const cf_usage *usage) {
    printf("Usage: certiflow %s %s\n\n%s\n", usage->command, usage->usage, usage->summary);
    printf("\nOptions:\n");
    for (const cf_option *o = usage->options; o && o->name; o++) print_option(o);
    print_option(&(cf_option){.name = "help", .help = "this text"});
    print_option(&(cf_option){.name = "version", .help = "the version"});
    if (usage->example) printf("\nExample:\n  certiflow %s %s\n", usage->command, usage->example);
    printf("\nThe manual: man certiflow\n");
}

/* --------------------------------------------------------------------------------------------- parsing */

static int unknown_option(const cf_usage *usage, const char *token, size_t length) {
    const char *names[32];
    size_t n = 0;
    for (const cf_option *o = usage->options; o && o->name && n < 29; o++) names[n++] = o->name;
    names[n++] = "help";
    names[n++] = "version";
    names[n] = NULL;
    char word[32];
    snprintf(word, sizeof word, "%.*s", (int)(length > 31 ? 31 : length), token + 2);
    const char *nearest = token[1] == '-' ? cf_nearest(word, names) : NULL;
    if (nearest) return cf_usage_error(usage, "unknown option '%s'; is --%s meant?", token, nearest);
    return cf_usage_error(usage, "unknown option '%s'", token);
}

/* Handles the option argv[i]; *used receives the tokens that it took. */
static int take_option(const cf_usage *usage, int *used, int i, int argc, char **argv) {
    const char *token = argv[i], *equals = strchr(token, '=');
    *used = 1;
    if (strcmp(token, "--help") == 0 || strcmp(token, "-h") == 0) {
        print_help(usage);
        return CF_EXIT_OK;
    }
    if (strcmp(token, "--version") == 0) {
        printf("certiflow %s\n", cf_version());
        return CF_EXIT_OK;
    }
    if (token[1] != '-') return unknown_option(usage, token, strlen(token));
    size_t length = equals ? (size_t)(equals - token) - 2 : strlen(token) - 2;
    const cf_option *o = usage->options;
    while (o && o->name && (strlen(o->name) != length || strncmp(o->name, token + 2, length) != 0)) o++;
    if (!o || !o->name) return unknown_option(usage, token, length);
    if (!o->metavar) {
        if (equals) return cf_usage_error(usage, "--%s takes no value", o->name);
        *o->flag = 1;
        return -1;
    }
    if (equals) {
        *o->value = equals + 1;
    } else if (i + 1 < argc && cf_is_value(argv[i + 1])) {
        *o->value = argv[i + 1];
        *used = 2;
    } else {
        return cf_usage_error(usage, "--%s needs a value: --%s %s", o->name, o->name, o->metavar);
    }
    if (**o->value == '\0') return cf_usage_error(usage, "--%s needs a value, not an empty one", o->name);
    return -1;
}

int cf_options_parse(const cf_usage *usage, size_t *n_operands, int argc, char **argv) {
    int operands = 0, ended = 0;
    for (int i = 1; i < argc;) {
        if (!ended && strcmp(argv[i], "--") == 0) {
            ended = 1;
            i++;
        } else if (ended || cf_is_value(argv[i])) {
            argv[++operands] = argv[i++];
        } else {
            int used, code = take_option(usage, &used, i, argc, argv);
            if (code >= 0) return code;
            i += used;
        }
    }
    *n_operands = (size_t)operands;
    return -1;
}

/* ---------------------------------------------------------------------------------------------- values */

int cf_option_integer(const cf_usage *usage, long *out, const char *name, const char *text, long low,
                      long high) {
    if (!text) return -1;
    const char *s = text + (*text == '+' || *text == '-');
    long value = 0;
    int bad = *s == '\0';
    for (; *s && !bad; s++) {
        bad = !isdigit((unsigned char)*s) || value > high;
        value = 10 * value + (*s - '0');
    }
    if (*text == '-') value = -value;
    if (bad || value < low || value > high)
        return cf_usage_error(usage, "--%s must be a whole number from %ld to %ld, not '%s'", name, low, high,
                              text);
    *out = value;
    return -1;
}

int cf_option_decimal(const cf_usage *usage, fmpq_t out, const char *name, const char *text) {
    if (cf_fmpq_set_decimal(out, text) == 0) return -1;
    return cf_usage_error(usage, "--%s must be a decimal such as 0.1 or 1e-3, not '%s'", name, text);
}

int cf_option_prec(const cf_usage *usage, slong *out, const char *text) {
    long bits = *out;
    int code = cf_option_integer(usage, &bits, "prec", text, 2, 1000000);
    *out = bits;
    return code;
}

int cf_option_any_depth(const cf_usage *usage, fmpq_t out, const char *text) {
    fmpq_set_si(out, 2, 1);
    if (!text) return -1;
    int code = cf_option_decimal(usage, out, "depth", text);
    if (code < 0 && fmpq_cmp_ui(out, 2) < 0)
        return cf_usage_error(usage, "--depth must be 2 or more, not '%s'", text);
    return code;
}

int cf_option_positive_list(const cf_usage *usage, double *list, size_t *n, const char *name,
                            const char *text) {
    char item[64];
    if (!text) return -1;
    for (*n = 0; *text; ++*n) {
        size_t length = strcspn(text, ",");
        if (*n == CF_OPTION_LIST || length == 0 || length >= sizeof item)
            return cf_usage_error(usage, "--%s takes up to %d numbers, separated by commas", name,
                                  CF_OPTION_LIST);
        memcpy(item, text, length), item[length] = '\0';
        if (cf_parse_number(&list[*n], item) != CF_NUMBER_OK || !(list[*n] > 0 && list[*n] < INFINITY))
            return cf_usage_error(usage, "--%s must be a positive number, or several with commas, not '%s'",
                                  name, item);
        text += length + (text[length] == ',');
    }
    return -1;
}
