/* parser.c - the tokens of the bound language and its numbers; the comparison of a file's bound with a statement; the statement, by recursive descent, at most MAX_NESTING deep, over the grammar
 *     statement   bound NAME {forall NAME in INTERVAL {, NAME in INTERVAL} | let NAME = sum | where relation | prove relation}
 *     relation    sum (<= | >= | < | >) sum
 *     sum         product {(+ | -) product}         product  unary {(* | /) unary}
 *     unary       - unary | atom [^ unary]
 * Each node is put after its operands; a let's name is that of a node. Rational subexpressions fold. */
#include "bounds/check/check.h"

static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static bool digit(char c) { return c >= '0' && c <= '9'; }

static const char *digits_end(const char *p, const char *end) {
    while (p < end && digit(*p)) p++;
    return p;
}
static const char *number_end(const char *p, const char *end) {
    p = digits_end(p, end);
    if (p < end && *p == '.') p = digits_end(p + 1, end);
    if (p == end || (*p != 'e' && *p != 'E')) return p;
    const char *q = p + 1 + (p + 1 < end && (p[1] == '+' || p[1] == '-'));
    return q < end && digit(*q) ? digits_end(q, end) : p;
}

static void lex_next(lexer *x) {
    const char *p = x->stop;
    for (bool comment = false; p < x->end && (comment || (*p && strchr(" \t\r\n#", *p))); p++)
        comment = *p != '\n' && (comment || *p == '#');
    x->at = p; x->kind = p < x->end ? *p : 0;
    if (p == x->end) {
        x->stop = p;
    } else if (letter(*p)) {
        while (p < x->end && (letter(*p) || digit(*p))) p++;
        x->kind = 'n';
    } else if (digit(*p) || (*p == '.' && p + 1 < x->end && digit(p[1]))) {
        p = number_end(p, x->end); x->kind = p < x->end && (letter(*p) || *p == '.') ? '?' : '0';
    } else if (*p == '"') {
        for (p++; p < x->end && *p != '"' && *p != '\n';) p++;
        if (p < x->end && *p == '"') p++;
        else x->kind = '?';
    } else if ((*p == '<' || *p == '>') && p + 1 < x->end && p[1] == '=') {
        x->kind = *p == '<' ? 'L' : 'G'; p += 2;
    } else if (!*p || !strchr("+-*/^()[],=<>", *p++)) { x->kind = '?'; }
    x->stop = p;
}

static void lex_start(lexer *x, const char *text, size_t length) { x->text = x->stop = text; x->end = text + length; lex_next(x); }
static bool equal(const char *s, size_t n, const char *word) { return strlen(word) == n && !memcmp(s, word, n); }
static bool lex_is(const lexer *x, const char *word) { return x->kind == 'n' && equal(x->at, (size_t)(x->stop - x->at), word); }
static bool lex_clause(const lexer *x) {
    static const char *const words[] = {"bound", "paper", "forall", "let", "where", "prove", "canary", "expect"};
    for (int i = 0; i < 8; i++) if (lex_is(x, words[i])) return true;
    return false;
}
static void lex_dotted(lexer *x) { while (x->stop < x->end && (letter(*x->stop) || digit(*x->stop) || *x->stop == '.')) x->stop++; }
/* digits d with f of them after the point, and e: d 10^(e-f). */
static bool number_parse(mpq_t q, const char *s, const char *end) {
    long scale = 0, e = 0;
    if (end - s > MAX_DIGITS) return false;
    mpq_set_ui(q, 0, 1);
    for (bool point = false; s < end && (digit(*s) || *s == '.'); s++) {
        if (*s == '.') { point = true; continue; }
        mpz_mul_ui(mpq_numref(q), mpq_numref(q), 10), mpz_add_ui(mpq_numref(q), mpq_numref(q), (unsigned long)(*s - '0')); scale -= point;
    }
    if (s < end) {
        bool minus = s[1] == '-';
        for (s += 1 + (minus || s[1] == '+'); s < end && e <= MAX_DIGITS; s++) e = 10 * e + (*s - '0');
        scale += minus ? -e : e;
    }
    if (scale > MAX_DIGITS || scale < -MAX_DIGITS) return false;
    mpz_ui_pow_ui(mpq_denref(q), 10, (unsigned long)(scale < 0 ? -scale : scale));
    if (scale > 0) { mpz_mul(mpq_numref(q), mpq_numref(q), mpq_denref(q)); mpz_set_ui(mpq_denref(q), 1); }
    mpq_canonicalize(q); return true;
}

static bool begins_clause(const lexer *x) { /* of a file: only where a line does */
    const char *p = x->at;
    while (p > x->text && strchr(" \t\r", p[-1]) && p[-1]) p--;
    return lex_clause(x) && (p == x->text || p[-1] == '\n');
}
/* x at `bound` of the file: compares up to the next bound. */
static bool same_tokens(lexer *x, const char *text, char *why, size_t room) {
    lexer y; bool skip = false; lex_start(&y, text, strlen(text));
    for (bool first = true; x->kind && (first || !begins_clause(x) || !lex_is(x, "bound")); first = false, lex_next(x)) {
        size_t n = (size_t)(x->stop - x->at), m = (size_t)(y.stop - y.at);
        if (begins_clause(x)) skip = lex_is(x, "paper") || lex_is(x, "canary") || lex_is(x, "expect");
        if (skip) continue;
        if (n != m || memcmp(x->at, y.at, n)) { /* the statement is parsed: what equals its tokens is right */
            snprintf(why, room, "the file has `%.*s' where the statement has `%.*s'", (int)(n < 40 ? n : 40), x->at, (int)(m < 40 ? m : 40), y.at);
            return false;
        }
        lex_next(&y);
    }
    if (y.kind) snprintf(why, room, "the statement has more clauses than the file");
    return !y.kind;
}

bool statement_same(const char *file, size_t length, const char *name, const char *text, char *why, size_t room) {
    lexer x; int found = 0; bool same = false;
    for (lex_start(&x, file, length); x.kind; lex_next(&x)) {
        if (!begins_clause(&x) || !lex_is(&x, "bound")) continue;
        lexer here = x; lex_next(&x); lex_dotted(&x);
        if (lex_is(&x, name) && !found++) same = same_tokens(&here, text, why, room);
    }
    if (found != 1) snprintf(why, room, found ? "the file has the bound %s twice" : "the file has no bound %s", name);
    return found == 1 && same;
}

static _Noreturn void fail(statement *s, const char *what) {
    long left = (long)(s->x.end - s->x.at);
    snprintf(s->error, sizeof s->error, "statement, byte %ld: %s at `%.*s'", (long)(s->x.at - s->x.text), what, (int)(left < 24 ? left : 24),
             s->x.at);
    longjmp(s->failed, 1);
}
static bool accept(statement *s, char kind) { return s->x.kind == kind && (lex_next(&s->x), true); }
static void expect(statement *s, char kind) {
    char what[] = "expected ` '"; what[sizeof what - 3] = kind;
    if (!accept(s, kind)) fail(s, what);
}
void *grown(void *list, int n, size_t size) { /* room for one more, doubled at powers of two */
    if (n & (n - 1)) return list;
    if (!(list = realloc(list, (size_t)(n ? 2 * n : 1) * size))) abort();
    return list;
}

static size_t bits(const mpq_t q) { return mpz_sizeinbase(mpq_numref(q), 2) + mpz_sizeinbase(mpq_denref(q), 2); }
/* q^r for an integer r, where it stays within the limit; 0^r needs r >= 0. */
static bool fold_power(mpq_t z, const mpq_t q, const mpq_t r) {
    long n = mpz_get_si(mpq_numref(r)); unsigned long k = n < 0 ? -(unsigned long)n : (unsigned long)n;
    if (mpz_cmp_ui(mpq_denref(r), 1) || !mpz_fits_sint_p(mpq_numref(r)) || (n < 0 && !mpq_sgn(q)) || k * bits(q) > 6UL * MAX_DIGITS)
        return false;
    mpz_pow_ui(mpq_numref(z), mpq_numref(q), k); mpz_pow_ui(mpq_denref(z), mpq_denref(q), k);
    if (n < 0) mpq_inv(z, z);
    return true;
}

static bool fold(mpq_t z, node_kind kind, const node *a, const node *b) {
    static void (*const operations[])(mpq_ptr, mpq_srcptr, mpq_srcptr) = {[N_ADD] = mpq_add, mpq_sub, mpq_mul, mpq_div};
    if (kind == N_NEG) b = a;
    if (a->kind || b->kind || bits(a->q) + bits(b->q) > 6UL * MAX_DIGITS || (kind == N_DIV && !mpq_sgn(b->q))) return false;
    if (kind == N_POWER) return fold_power(z, a->q, b->q);
    if (kind == N_NEG) mpq_neg(z, a->q);
    else if (kind >= N_ADD && kind <= N_DIV) operations[kind](z, a->q, b->q);
    else return false;
    return true;
}

static bool same_node(const node *x, const node *y) {
    return x->kind == y->kind && x->a == y->a && x->b == y->b && x->f == y->f && x->depth == y->depth && x->r.p == y->r.p &&
           x->r.q == y->r.q && (x->kind != N_NUMBER || mpq_equal(x->q, y->q));
}
static uint64_t hash(const node *v) {
    uint64_t h = 14695981039346656037u; long parts[] = {(long)v->kind, v->a, v->b, (long)v->f, v->depth, v->r.p, v->r.q, 0, 0};
    if (v->kind == N_NUMBER) parts[7] = mpz_get_si(mpq_numref(v->q)), parts[8] = mpz_get_si(mpq_denref(v->q));
    for (int k = 0; k < 9; k++) h = (h ^ (uint64_t)parts[k]) * 1099511628211u;
    return h ^ h >> 29;
}
/* The number of the node equal to v, which is made if there is none; v's q, if it is a number, is copied. All numbers of a statement must
 * stay within memory together. */
static int intern(statement *s, node v) {
    int *head = &s->buckets[hash(&v) % BUCKETS];
    for (int k = *head; k; k = s->nodes[k - 1].next) if (same_node(&s->nodes[k - 1], &v)) return k - 1;
    if (s->n == MAX_NODES) fail(s, "too many expressions");
    if (v.kind == N_NUMBER && (s->constant_bits += bits(v.q)) > 1UL << 27) fail(s, "constants beyond the limit");
    s->nodes = grown(s->nodes, s->n, sizeof *s->nodes); v.next = *head; s->nodes[s->n] = v;
    if (v.kind == N_NUMBER) mpq_init(s->nodes[s->n].q), mpq_set(s->nodes[s->n].q, v.q);
    return *head = ++s->n, s->n - 1;
}

int node_number(statement *s, mpq_srcptr q) { return intern(s, (node){.kind = N_NUMBER, .q = {*q}}); }
int node_ratio(statement *s, long p, long q) {
    mpq_set_si(s->scratch, p, (unsigned long)q); mpq_canonicalize(s->scratch); return node_number(s, s->scratch);
}
int node_call(statement *s, function f, int depth, int a) { return intern(s, (node){.kind = N_FUNCTION, .a = a, .f = f, .depth = depth}); }
bool node_is(const statement *s, int k, long n) { return s->nodes[k].kind == N_NUMBER && !mpq_cmp_si(s->nodes[k].q, n, 1); }
/* a^b with a rational b (a small one, else it is refused) keeps b as its exponent. */
int node_make(statement *s, node_kind kind, int a, int b) {
    const node *e = kind == N_VARIABLE ? NULL : &s->nodes[b]; /* at the first node there are none yet */
    if (kind != N_VARIABLE && fold(s->scratch, kind, &s->nodes[a], e)) return node_number(s, s->scratch);
    node v = {.kind = kind, .a = a, .b = b};
    if (kind == N_POWER && !e->kind) {
        v.kind = N_POWER_CONSTANT, v.b = 0;
        if (!rat_of(&v.r, e->q)) fail(s, "an exponent beyond 2^30");
    }
    return intern(s, v);
}

static int sum(statement *s);

enum { CALL_SQRT = F_BASE + 1, CALL_MIN, CALL_MAX }; /* names of calls that are no functions of nodes */
static const struct {
    const char *name; int f;
} functions[] = {{"abs", F_ABS}, {"sqrt", CALL_SQRT}, {"min", CALL_MIN}, {"max", CALL_MAX}, {"exp", F_EXP}, {"log", F_LOG}, {"sinh", F_SINH},
                 {"cosh", F_COSH}, {"asinh", F_ASINH}, {"q", F_Q}, {"q_prime", F_Q_PRIME}, {"h", F_H}, {"h_inv", F_H_INV}, {"q_depth", F_Q_DEPTH}};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

static int find_function(const lexer *x) {
    for (int i = 0; i < FUNCTIONS; i++) if (lex_is(x, functions[i].name)) return i;
    return -1;
}

static int depth_argument(statement *s) { /* a literal integer D >= 3, and the comma after it */
    long d = 0;
    for (const char *c = s->x.at; s->x.kind == '0' && c < s->x.stop && d <= MAX_DEPTH_D; c++)
        d = *c >= '0' && *c <= '9' ? 10 * d + (*c - '0') : 2 * MAX_DEPTH_D;
    if (d < 3 || d > MAX_DEPTH_D) fail(s, "expected an integer D >= 3");
    lex_next(&s->x); expect(s, ','); return (int)d;
}

static int call(statement *s, int f) {
    lex_next(&s->x); expect(s, '(');
    int depth = f == F_H || f == F_H_INV || f == F_Q_DEPTH ? depth_argument(s) : 0, k = sum(s);
    if (f == CALL_MIN || f == CALL_MAX) {
        if (s->x.kind != ',') fail(s, "expected a second argument");
        while (accept(s, ',')) k = node_make(s, f == CALL_MIN ? N_MIN : N_MAX, k, sum(s));
    } else if (f == CALL_SQRT) {
        k = node_make(s, N_POWER, k, node_ratio(s, 1, 2));
    } else { k = node_call(s, (function)f, depth, k); }
    expect(s, ')'); return k;
}

static int find_name(const statement *s) {
    for (int i = 0; i < s->n_names; i++) if (lex_is(&s->x, s->names[i].name)) return i;
    return -1;
}

static int atom(statement *s) {
    if (s->x.kind == '0') {
        if (!number_parse(s->scratch, s->x.at, s->x.stop)) fail(s, "a number beyond the limit of digits");
        lex_next(&s->x); return node_number(s, s->scratch);
    }
    if (accept(s, '(')) { int k = sum(s); expect(s, ')'); return k; }
    int f = find_function(&s->x), name = find_name(s);
    if (f >= 0) return call(s, functions[f].f);
    if (name < 0) fail(s, s->x.kind == 'n' ? "an unknown name" : "expected an expression");
    lex_next(&s->x); return s->names[name].node;
}

static int unary(statement *s) {
    int k;
    if (++s->nesting > MAX_NESTING) fail(s, "nested too deeply");
    if (accept(s, '-')) {
        k = unary(s); k = node_make(s, N_NEG, k, 0);
    } else {
        k = atom(s);
        if (accept(s, '^')) k = node_make(s, N_POWER, k, unary(s));
    }
    s->nesting--; return k;
}

static int chain(statement *s, const char *signs) { /* of products and + -, or of unaries and * / */
    bool product = *signs == '*'; int k = product ? unary(s) : chain(s, "*/");
    for (char op; op = s->x.kind, op && strchr(signs, op);) {
        lex_next(&s->x); int b = product ? unary(s) : chain(s, "*/");
        k = node_make(s, op == '+' ? N_ADD : op == '-' ? N_SUB : op == '*' ? N_MUL : N_DIV, k, b);
    }
    return k;
}
static int sum(statement *s) { return chain(s, "+-"); }

static relation parse_relation(statement *s) {
    int left = sum(s); char kind = s->x.kind;
    if (!kind || !strchr("LG<>", kind)) fail(s, "expected <=, >=, < or >");
    lex_next(&s->x); int right = sum(s); bool less = kind == 'L' || kind == '<';
    return (relation){less ? left : right, less ? right : left, kind == '<' || kind == '>'};
}
/* The name at hand, checked and not yet entered. */
static struct name new_name(statement *s) {
    struct name x = {"", 0}; size_t n = (size_t)(s->x.stop - s->x.at);
    if (s->x.kind != 'n') fail(s, "expected a name");
    if (n >= sizeof x.name || lex_clause(&s->x) || lex_is(&s->x, "in") || lex_is(&s->x, "inf") || find_function(&s->x) >= 0 ||
        find_name(s) >= 0)
        fail(s, "a name that is taken or too long");
    memcpy(x.name, s->x.at, n); lex_next(&s->x); return x;
}
static void enter(statement *s, struct name x, int node) {
    s->names = grown(s->names, s->n_names, sizeof *s->names); x.node = node; s->names[s->n_names++] = x;
}
/* An end of an interval: [-] inf, or an expression that folds. */
static int parse_end(statement *s, bool low) {
    lexer here = s->x;
    if (accept(s, '-') == low && lex_is(&s->x, "inf")) { lex_next(&s->x); return -1; }
    s->x = here; int k = sum(s);
    if (s->nodes[k].kind != N_NUMBER) fail(s, "expected a rational number before this");
    return k;
}

static void parse_variable(statement *s) {
    if (s->variables == MAX_VARIABLES) fail(s, "too many variables");
    struct name x = new_name(s); enter(s, x, node_make(s, N_VARIABLE, s->variables, 0));
    side *d = &s->domain[s->variables++];
    if (!lex_is(&s->x, "in")) fail(s, "expected `in'");
    lex_next(&s->x);
    if (!(d->lo_open = accept(s, '('))) expect(s, '[');
    d->lo = parse_end(s, true); expect(s, ','); d->hi = parse_end(s, false);
    if (!(d->hi_open = accept(s, ')'))) expect(s, ']');
    if ((d->lo < 0 && !d->lo_open) || (d->hi < 0 && !d->hi_open)) fail(s, "an infinite end is open, before this");
}

static void parse_clause(statement *s) {
    bool forall = lex_is(&s->x, "forall"), let = lex_is(&s->x, "let"), where = lex_is(&s->x, "where");
    if (!forall && !let && !where && !(lex_is(&s->x, "prove") && !s->proves++)) fail(s, "expected one of forall, let, where, prove");
    lex_next(&s->x);
    for (bool more = forall; more; more = accept(s, ',')) parse_variable(s);
    if (let) {
        struct name x = new_name(s); /* not seen by its own definition */
        expect(s, '='); enter(s, x, sum(s));
    }
    relation r = forall || let ? s->prove : parse_relation(s);
    if (where) s->wheres = grown(s->wheres, s->n_wheres, sizeof r), s->wheres[s->n_wheres++] = r;
    else s->prove = r;
}
int parts(statement *s, int k, node_kind kind, bool of_abs, int *list, int most) {
    int n = 0;
    for (list[n++] = k, k = 0; k < n;) { /* the list is a stack from its end, and done up to k */
        node v = s->nodes[list[k]]; bool abs = of_abs && v.kind == N_FUNCTION && v.f == F_ABS;
        if (v.kind != kind && !abs) { k++; continue; }
        if (n == most) fail(s, "too many parts of max, min or abs");
        memmove(list + k + 1, list + k, (size_t)(n++ - k) * sizeof *list);
        list[k] = v.a, list[k + 1] = abs ? node_make(s, N_NEG, v.a, 0) : v.b;
    }
    return n;
}

bool statement_parse(statement *s, const char *text, size_t length) {
    if (setjmp(s->failed)) return false;
    mpq_init(s->scratch); s->ready = true; lex_start(&s->x, text, length);
    if (!lex_is(&s->x, "bound")) fail(s, "expected `bound'");
    lex_next(&s->x); lex_dotted(&s->x); size_t n = (size_t)(s->x.stop - s->x.at);
    if (s->x.kind != 'n' || n >= sizeof s->name) fail(s, "expected a name");
    memcpy(s->name, s->x.at, n);
    for (lex_next(&s->x); s->x.kind;) parse_clause(s);
    if (!s->proves) fail(s, "expected `prove'");
    s->n_smalls = parts(s, s->prove.small, N_MAX, true, s->smalls, MAX_GOALS); s->n_bigs = parts(s, s->prove.big, N_MIN, false, s->bigs, MAX_GOALS);
    if (s->n_smalls * s->n_bigs > MAX_GOALS) fail(s, "too many goals");
    lex_start(&s->x, "", 0); return true;
}

int statement_expression(statement *s, const char *text) {
    lex_start(&s->x, text, strlen(text)); s->nesting = 0; int k = sum(s);
    if (s->x.kind) fail(s, "expected the end of the expression");
    lex_start(&s->x, "", 0); /* the text may go */
    return k;
}

void statement_clear(statement *s) {
    for (int k = 0; k < s->n; k++) if (s->nodes[k].kind == N_NUMBER) mpq_clear(s->nodes[k].q);
    if (s->ready) mpq_clear(s->scratch);
    free(s->nodes), free(s->wheres), free(s->names);
}
