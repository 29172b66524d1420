/* parse.c - .bound files: their clauses, and messages that say where, what was found and what was expected. */
#include "bounds/parse.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BYTES = 16 << 20, MAX_VARIABLES = 32, MAX_LETS = 10000 };

void cf_advance(cf_parser *p) { p->now = cf_tokens_next(&p->tokens); }

int cf_error_at(cf_parser *p, const cf_token *where, const char *format, ...) {
    if (p->error[0]) return -1;
    int n = snprintf(p->error, 512, "%.300s:%d:%d: ", p->path, where->line, where->column);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(p->error + n, 512 - (size_t)n, format, arguments);
    va_end(arguments);
    return -1;
}

/* What may have been meant by a token that does not fit; "" where nothing is likely. */
static const char *hint(const cf_parser *p, const char *what) {
    static const char *const relations[] = {"<=", ">=", "<", ">"};
    const cf_token *t = &p->now;
    size_t left = p->tokens.length - (size_t)(t->text - p->tokens.text);
    if (t->kind == CF_T_BAD && left >= 3) {
        if (memcmp(t->text, "\xe2\x89\xa4", 3) == 0) return " (write <=)";
        if (memcmp(t->text, "\xe2\x89\xa5", 3) == 0) return " (write >=)";
        if (memcmp(t->text, "\xe2\x88\x92", 3) == 0) return " (write - for the minus sign)";
        if (memcmp(t->text, "\xef\xbb\xbf", 3) == 0) return " (a byte order mark: save the file without it)";
    }
    if (strncmp(what, "a number, a name", 16) == 0 && cf_token_is(t, "*") && t->text > p->tokens.text && t->text[-1] == '*')
        return " (a power is a^b)";
    if (!strstr(what, "operator") || t->first) return "";
    for (size_t k = 0; k < sizeof relations / sizeof *relations; k++)
        if (cf_token_is(t, relations[k])) return " (no chains: a relation has two sides)";
    return t->kind == CF_T_NAME || t->kind == CF_T_NUMBER || cf_token_is(t, "(") ? " (a product is a*b)" : "";
}

int cf_expected_token(cf_parser *p, const char *what) {
    const cf_token *t = &p->now;
    if (t->kind == CF_T_END) return cf_error_at(p, t, "expected %s, found the end of the text", what);
    if (t->kind == CF_T_BAD && t->text[0] != '"' && (t->text[0] < ' ' || t->text[0] > '~'))
        return cf_error_at(p, t, "expected %s, found the byte 0x%02x%s", what, (unsigned char)t->text[0], hint(p, what));
    return cf_error_at(p, t, "expected %s, found '%.*s'%s", what, (int)(t->length > 60 ? 60 : t->length), t->text, hint(p, what));
}

int cf_accept(cf_parser *p, const char *symbol) {
    if (p->now.kind != CF_T_SYMBOL || !cf_token_is(&p->now, symbol)) return 0;
    cf_advance(p);
    return 1;
}

static void *grown(void *array, int n, size_t size) { /* room for one more, zeroed; doubled at powers of two */
    if ((n & (n - 1)) == 0) {
        array = realloc(array, (n > 0 ? 2 * (size_t)n : 1) * size);
        if (!array) abort();
    }
    memset((char *)array + (size_t)n * size, 0, size);
    return array;
}

/* A name for a variable or a let: not a function, not taken. */
static char *new_name(cf_parser *p) {
    cf_token t = p->now;
    if (t.kind != CF_T_NAME || memchr(t.text, '.', t.length)) {
        cf_expected_token(p, t.kind == CF_T_KEYWORD ? "a name that is not a word of the language" : "a name");
        return NULL;
    }
    int taken = 0;
    for (int i = 0; i < p->bound->n_variables; i++) taken |= cf_token_is(&t, p->bound->variable[i]);
    for (int i = 0; i < p->n_lets; i++) taken |= cf_token_is(&t, p->let[i].name);
    int reserved = cf_is_function(&t) || cf_token_is(&t, "inf");
    if (taken || reserved) {
        cf_error_at(p, &t, taken ? "the name '%.*s' is taken already" : "'%.*s' is a word of the language", (int)(t.length > 80 ? 80 : t.length), t.text);
        return NULL;
    }
    cf_advance(p);
    char *name = strndup(t.text, t.length);
    if (!name) abort();
    return name;
}

static int interval_end(cf_parser *p, cf_end *end) {
    cf_token start = p->now;
    int negative = 0;
    cf_tokens ahead = p->tokens;
    if (cf_token_is(&p->now, "-")) {
        cf_token next = cf_tokens_next(&ahead);
        if (cf_token_is(&next, "inf")) cf_advance(p), negative = 1;
    }
    if (cf_token_is(&p->now, "inf")) {
        cf_advance(p);
        end->infinite = negative ? -1 : 1;
        return 0;
    }
    int node = cf_parse_expression(p);
    if (node < 0) return -1;
    if (p->bound->graph->node[node].op != CF_OP_NUMBER)
        return cf_error_at(p, &start, "an end of an interval must be a constant rational expression, or inf");
    fmpq_set(end->value, p->bound->graph->node[node].number);
    return 0;
}

static int empty_interval(const cf_end *lo, const cf_end *hi) {
    if (lo->infinite > 0 || hi->infinite < 0) return 1;
    if (lo->infinite || hi->infinite) return 0;
    int c = fmpq_cmp(lo->value, hi->value);
    return c > 0 || (c == 0 && (lo->open || hi->open));
}

static int variable(cf_parser *p) {
    cf_bound *b = p->bound;
    if (b->n_variables >= MAX_VARIABLES) return cf_error_at(p, &p->now, "more than %d variables", MAX_VARIABLES);
    char *name = new_name(p);
    if (!name) return -1;
    if (!cf_token_is(&p->now, "in")) {
        free(name);
        return cf_expected_token(p, "'in'");
    }
    cf_advance(p);
    cf_token bracket = p->now;
    b->variable = grown(b->variable, b->n_variables, sizeof *b->variable);
    b->interval = grown(b->interval, b->n_variables, sizeof *b->interval);
    cf_end *end = b->interval[b->n_variables];
    for (int k = 0; k < 2; k++) fmpq_init(end[k].value);
    b->variable[b->n_variables++] = name;
    end[0].open = cf_token_is(&p->now, "(");
    if (!cf_accept(p, "(") && !cf_accept(p, "[")) return cf_expected_token(p, "'(' or '['");
    if (interval_end(p, &end[0]) != 0) return -1;
    if (!cf_accept(p, ",")) return cf_expected_token(p, "',' between the ends of the interval");
    if (interval_end(p, &end[1]) != 0) return -1;
    end[1].open = cf_token_is(&p->now, ")");
    if (!cf_accept(p, ")") && !cf_accept(p, "]")) return cf_expected_token(p, "')' or ']'");
    for (int k = 0; k < 2; k++)
        if (end[k].infinite && !end[k].open)
            return cf_error_at(p, &bracket, "an infinite end is open: write '(' or ')'");
    if (empty_interval(&end[0], &end[1])) return cf_error_at(p, &bracket, "the interval of '%s' is empty", name);
    return 0;
}

static int relation(cf_parser *p, cf_relation *r) {
    int left = cf_parse_expression(p);
    if (left < 0) return -1;
    cf_token t = p->now;
    r->strict = cf_token_is(&t, "<") || cf_token_is(&t, ">");
    r->flipped = cf_token_is(&t, ">") || cf_token_is(&t, ">=");
    if (!cf_accept(p, "<=") && !cf_accept(p, ">=") && !cf_accept(p, "<") && !cf_accept(p, ">"))
        return cf_expected_token(p, "one of <= >= < >, or an operator");
    int right = cf_parse_expression(p);
    if (right < 0) return -1;
    r->small = r->flipped ? right : left;
    r->big = r->flipped ? left : right;
    return 0;
}

/* The clause of a relation that word begins. */
static int relation_clause(cf_parser *p, const cf_token *word, cf_relation *r) {
    if (relation(p, r) != 0) return -1;
    r->from = (size_t)(word->text - p->source);
    r->to = (size_t)(p->now.text - p->source);
    return 0;
}

static int let(cf_parser *p) {
    if (p->n_lets >= MAX_LETS) return cf_error_at(p, &p->now, "more than %d lets", MAX_LETS);
    char *name = new_name(p);
    if (!name) return -1;
    int ok = cf_accept(p, "=");
    if (!ok) cf_expected_token(p, "'='");
    int node = ok ? cf_parse_expression(p) : -1;
    if (node < 0) {
        free(name);
        return -1;
    }
    p->let = grown(p->let, p->n_lets, sizeof *p->let);
    p->let[p->n_lets++] = (cf_name){name, node};
    return 0;
}

static int expectation(cf_parser *p) {
    static const char *const words[] = {"PROVED", "REFUTED", "UNDECIDED"};
    for (int i = 0; i < 3; i++)
        if (cf_token_is(&p->now, words[i])) {
            p->bound->expect = (cf_expect)i;
            cf_advance(p);
            return 0;
        }
    return cf_expected_token(p, "PROVED, REFUTED or UNDECIDED");
}

static int paper(cf_parser *p) {
    if (p->now.kind != CF_T_STRING) return cf_expected_token(p, "a text in double quotes");
    free(p->bound->paper);
    p->bound->paper = strndup(p->now.text + 1, p->now.length - 2);
    cf_advance(p);
    return 0;
}

static int clause(cf_parser *p, const cf_token *word, int *proved) {
    cf_bound *b = p->bound;
    if (cf_token_is(word, "forall")) {
        do
            if (variable(p) != 0) return -1;
        while (cf_accept(p, ","));
        return 0;
    }
    if (cf_token_is(word, "let")) return let(p);
    if (cf_token_is(word, "where")) {
        b->where = grown(b->where, b->n_where, sizeof *b->where);
        return relation(p, &b->where[b->n_where++]);
    }
    if (cf_token_is(word, "canary")) {
        b->canary = grown(b->canary, b->n_canaries, sizeof *b->canary);
        return relation_clause(p, word, &b->canary[b->n_canaries++]);
    }
    if (cf_token_is(word, "prove")) {
        if ((*proved)++) return cf_error_at(p, word, "a bound has exactly one prove");
        return relation_clause(p, word, &b->prove);
    }
    if (cf_token_is(word, "expect")) return expectation(p);
    if (cf_token_is(word, "paper")) return paper(p);
    return cf_error_at(p, word, "expected paper, forall, let, where, prove, canary, expect or bound, found '%.*s'",
                       (int)word->length, word->text);
}

/* Appends text[from, to) without comments, white space collapsed. */
static void append(char *out, size_t *n, const char *text, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        if (text[i] == '#')
            while (i + 1 < to && text[i + 1] != '\n') i++;
        else if (strchr(" \t\r\n", text[i])) {
            if (*n > 0 && out[*n - 1] != ' ') out[(*n)++] = ' ';
        } else
            out[(*n)++] = text[i];
    }
    if (*n > 0 && out[*n - 1] != ' ') out[(*n)++] = ' ';
}

static int begins_bound(const cf_parser *p) { return p->now.kind == CF_T_KEYWORD && p->now.first && cf_token_is(&p->now, "bound"); }

static int bound(cf_parser *p) {
    cf_bound *b = p->bound;
    const char *text = p->tokens.text;
    cf_token start = p->now;
    p->source = start.text;
    b->line = start.line;
    cf_advance(p);
    if (p->now.kind != CF_T_NAME) return cf_expected_token(p, "the name of the bound");
    b->name = strndup(p->now.text, p->now.length);
    size_t written = 0;
    if (!b->name) abort();
    append(p->statement, &written, text, (size_t)(start.text - text), (size_t)(p->now.text + p->now.length - text));
    cf_advance(p);
    static const char *const once[] = {"paper", "expect"};
    int proved = 0, seen[2] = {0};
    while (p->now.kind != CF_T_END && !begins_bound(p)) {
        cf_token word = p->now;
        if (word.kind != CF_T_KEYWORD) return cf_expected_token(p, "a clause (paper, forall, let, where, prove, canary, expect)");
        if (!word.first) return cf_error_at(p, &word, "the clause '%.*s' must begin a line", (int)word.length, word.text);
        cf_advance(p);
        for (size_t k = 0; k < sizeof once / sizeof *once; k++)
            if (cf_token_is(&word, once[k]) && seen[k]++) return cf_error_at(p, &word, "a bound has at most one %s", once[k]);
        if (clause(p, &word, &proved) != 0) return -1;
        if (!cf_token_is(&word, "paper") && !cf_token_is(&word, "canary") && !cf_token_is(&word, "expect"))
            append(p->statement, &written, text, (size_t)(word.text - text), (size_t)(p->now.text - text));
        if (p->now.kind != CF_T_END && p->now.kind != CF_T_KEYWORD)
            return cf_expected_token(p, "an operator or the next clause");
    }
    if (!proved) return cf_error_at(p, &start, "the bound '%s' has no prove", b->name);
    if (b->n_variables == 0) return cf_error_at(p, &start, "the bound '%s' has no forall", b->name);
    if (written > 0 && p->statement[written - 1] == ' ') written--;
    b->statement = strndup(p->statement, written);
    if (!b->statement) abort();
    b->source = strndup(start.text, (size_t)(p->now.text - start.text));
    if (!b->source) abort();
    return 0;
}

static void forget_lets(cf_parser *p) {
    for (int i = 0; i < p->n_lets; i++) free(p->let[i].name);
    free(p->let);
    p->let = NULL;
    p->n_lets = 0;
}

/* The names of the bounds, a hash table of indices + 1. */
typedef struct {
    int *bucket;
    size_t buckets;
} name_table;

static size_t name_hash(const char *s) {
    size_t h = 14695981039346656037u;
    for (; *s; s++) h = (h ^ (unsigned char)*s) * 1099511628211u;
    return h ^ h >> 32;
}

/* Enters the last bound; the index of another of that name, or -1. */
static int enter_name(name_table *t, const cf_bounds *out) {
    if (2 * (size_t)out->n > t->buckets) {
        t->buckets = t->buckets ? 2 * t->buckets : 64;
        free(t->bucket);
        t->bucket = calloc(t->buckets, sizeof *t->bucket);
        if (!t->bucket) abort();
        for (int i = 0; i < out->n - 1; i++) {
            size_t k = name_hash(out->bound[i].name) % t->buckets;
            while (t->bucket[k]) k = (k + 1) % t->buckets;
            t->bucket[k] = i + 1;
        }
    }
    size_t k = name_hash(out->bound[out->n - 1].name) % t->buckets;
    for (; t->bucket[k]; k = (k + 1) % t->buckets)
        if (strcmp(out->bound[t->bucket[k] - 1].name, out->bound[out->n - 1].name) == 0) return t->bucket[k] - 1;
    t->bucket[k] = out->n;
    return -1;
}

static int duplicate(name_table *t, const cf_bounds *out, cf_parser *p, const cf_token *where) {
    int i = enter_name(t, out);
    return i < 0 ? 0 : cf_error_at(p, where, "the bound '%.80s' stands already in line %d", out->bound[i].name, out->bound[i].line);
}

int cf_bounds_parse(cf_bounds *out, const char *text, size_t length, const char *path) {
    memset(out, 0, sizeof *out);
    cf_parser p = {.path = path, .error = out->error, .statement = malloc(length + 2)};
    if (!p.statement) abort();
    cf_tokens_start(&p.tokens, text, length);
    cf_advance(&p);
    name_table names = {0};
    int bad = 0;
    while (!bad && p.now.kind != CF_T_END) {
        cf_token start = p.now;
        if (!begins_bound(&p)) {
            bad = cf_expected_token(&p, "'bound'");
            break;
        }
        out->bound = grown(out->bound, out->n, sizeof *out->bound);
        p.bound = &out->bound[out->n++];
        p.depth = 0;
        p.bound->graph = malloc(sizeof *p.bound->graph);
        if (!p.bound->graph) abort();
        cf_graph_init(p.bound->graph);
        bad = bound(&p) != 0 || duplicate(&names, out, &p, &start) != 0;
        forget_lets(&p);
        p.number_bits += p.bound->graph->number_bits;
    }
    free(names.bucket);
    free(p.statement);
    if (!bad && out->n == 0) bad = cf_error_at(&p, &p.now, "there is no bound in this file");
    return bad ? -1 : 0;
}

int cf_bounds_read(cf_bounds *out, const char *path) {
    memset(out, 0, sizeof *out);
    FILE *f = fopen(path, "rb");
    if (!f) {
        snprintf(out->error, sizeof out->error, "%.380s: %s", path, strerror(errno));
        return -1;
    }
    char *text = NULL;
    size_t n = 0, k = 1;
    while (k > 0 && n <= MAX_BYTES) {
        text = realloc(text, n + (1 << 16));
        if (!text) abort();
        k = fread(text + n, 1, 1 << 16, f);
        n += k;
    }
    int failed = ferror(f) != 0, code = errno;
    fclose(f);
    int r = -1;
    if (failed) snprintf(out->error, sizeof out->error, "%.380s: %s", path, strerror(code));
    else if (n > MAX_BYTES) snprintf(out->error, sizeof out->error, "%.380s: larger than 16 MiB", path);
    else r = cf_bounds_parse(out, text, n, path);
    free(text);
    return r;
}

static void clear_bound(cf_bound *b) {
    free(b->name);
    free(b->paper);
    free(b->statement);
    free(b->source);
    for (int i = 0; i < b->n_variables; i++) {
        free(b->variable[i]);
        for (int k = 0; k < 2; k++) fmpq_clear(b->interval[i][k].value);
    }
    free(b->variable);
    free(b->interval);
    free(b->where);
    free(b->canary);
    cf_graph_clear(b->graph);
    free(b->graph);
}

void cf_bounds_clear(cf_bounds *bounds) {
    for (int i = 0; i < bounds->n; i++) clear_bound(&bounds->bound[i]);
    free(bounds->bound);
    bounds->bound = NULL;
    bounds->n = 0;
}
