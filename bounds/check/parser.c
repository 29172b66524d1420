/* parser.c - the statement: recursive descent, at most MAX_NESTING deep, over the grammar
 *     statement   bound NAME {forall NAME in INTERVAL {, NAME in INTERVAL} | let NAME = sum | where relation | prove relation}
 *     relation    sum (<= | >= | < | >) sum
 *     sum         product {(+ | -) product}         product  unary {(* | /) unary}
 *     unary       - unary | power                   power    atom [^ exponent]      exponent  - exponent | power
 * Each node is put after its operands; a let's name is that of a node. Rational subexpressions fold. */
#include "bounds/check/statement.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
    statement *s;
    lexer x;
    int nesting;
    size_t constant_bits; /* of all numbers together */
    struct {
        char name[64];
        int node;
    } *names;
    int n_names;
} parser;

static int fail(parser *p, const char *what) {
    if (!p->s->error[0])
        snprintf(p->s->error, sizeof p->s->error, "statement, byte %ld: %s at `%.*s'", (long)(p->x.at - p->x.text), what,
                 (int)(p->x.end - p->x.at < 24 ? p->x.end - p->x.at : 24), p->x.at);
    p->x.kind = '?';
    return -1;
}
static bool accept(parser *p, char kind) {
    if (p->x.kind != kind) return false;
    lex_next(&p->x);
    return true;
}
static bool expect(parser *p, char kind, const char *what) { return accept(p, kind) || (fail(p, what), false); }

static int new_node(parser *p, node_kind kind, int a, int b) {
    statement *s = p->s;
    if (s->error[0] || a < 0 || b < 0) return -1;
    if (s->n == s->room) {
        s->room = s->room ? 2 * s->room : 64;
        s->nodes = realloc(s->nodes, (size_t)s->room * sizeof *s->nodes);
        if (!s->nodes) abort();
    }
    s->nodes[s->n] = (node){.kind = kind, .a = a, .b = b};
    return s->n++;
}

static int fail_if_many(parser *p, int k) { /* the constants of the statement must stay within memory */
    const node *v = &p->s->nodes[k];
    if (!v->constant) return k;
    p->constant_bits += mpz_sizeinbase(mpq_numref(v->q), 2) + mpz_sizeinbase(mpq_denref(v->q), 2);
    return p->constant_bits > 1UL << 27 ? fail(p, "constants beyond the limit") : k;
}

static size_t bits(const mpq_t q) { return mpz_sizeinbase(mpq_numref(q), 2) + mpz_sizeinbase(mpq_denref(q), 2); }

/* q^n for integers n that keep it within the limit of digits; 0^n needs n >= 0. */
static bool fold_power(mpq_t z, const mpq_t q, const mpq_t r) {
    if (mpz_cmp_ui(mpq_denref(r), 1) || !mpz_fits_slong_p(mpq_numref(r))) return false;
    long n = mpz_get_si(mpq_numref(r));
    unsigned long k = n < 0 ? -(unsigned long)n : (unsigned long)n;
    if ((n < 0 && !mpq_sgn(q)) || k > 3 * MAX_DIGITS || k * bits(q) > 6UL * MAX_DIGITS) return false;
    mpz_pow_ui(mpq_numref(z), mpq_numref(q), k);
    mpz_pow_ui(mpq_denref(z), mpq_denref(q), k);
    if (n < 0) mpq_inv(z, z);
    return true;
}

static int fold(parser *p, int k) {
    if (k < 0) return k;
    node *v = &p->s->nodes[k], *a = &p->s->nodes[v->a], *b = &p->s->nodes[v->b];
    bool both = a->constant && b->constant && bits(a->q) + bits(b->q) < 6UL * MAX_DIGITS;
    if (!both || v->kind < N_ADD || v->kind > N_POWER || (v->kind == N_DIV && !mpq_sgn(b->q))) return k;
    mpq_init(v->q);
    v->constant = true;
    if (v->kind == N_ADD) mpq_add(v->q, a->q, b->q);
    if (v->kind == N_SUB) mpq_sub(v->q, a->q, b->q);
    if (v->kind == N_MUL) mpq_mul(v->q, a->q, b->q);
    if (v->kind == N_DIV) mpq_div(v->q, a->q, b->q);
    if (v->kind == N_NEG) mpq_neg(v->q, a->q);
    if (v->kind == N_POWER && !fold_power(v->q, a->q, b->q)) {
        mpq_clear(v->q);
        v->constant = false;
    }
    return fail_if_many(p, k);
}

static int sum(parser *p);
static int exponent(parser *p);

static int number(parser *p) {
    int k = new_node(p, N_NUMBER, 0, 0);
    if (k < 0) return k;
    node *v = &p->s->nodes[k];
    mpq_init(v->q);
    v->constant = true;
    if (!number_parse(v->q, p->x.at, p->x.stop)) return fail(p, "a number beyond the limit of digits");
    lex_next(&p->x);
    return fail_if_many(p, k);
}

static int depth_argument(parser *p) {
    long d = 0;
    for (const char *c = p->x.at; p->x.kind == '0' && c < p->x.stop && d <= MAX_DEPTH_D; c++)
        d = *c >= '0' && *c <= '9' ? 10 * d + (*c - '0') : 2 * MAX_DEPTH_D;
    if (d < 3 || d > MAX_DEPTH_D) {
        fail(p, "expected an integer D >= 3");
        return 0;
    }
    lex_next(&p->x);
    expect(p, ',', "expected `,'");
    return (int)d;
}

static const struct {
    const char *name;
    node_kind kind;
    function f;
} functions[] = {{"abs", N_ABS, 0},           {"sqrt", N_SQRT, 0},         {"min", N_MIN, 0},
                 {"max", N_MAX, 0},           {"exp", N_FUNCTION, F_EXP},  {"log", N_FUNCTION, F_LOG},
                 {"sinh", N_FUNCTION, F_SINH}, {"cosh", N_FUNCTION, F_COSH}, {"asinh", N_FUNCTION, F_ASINH},
                 {"q", N_FUNCTION, F_Q},      {"q_prime", N_FUNCTION, F_Q_PRIME}, {"h", N_FUNCTION, F_H},
                 {"h_inv", N_FUNCTION, F_H_INV}, {"q_depth", N_FUNCTION, F_Q_DEPTH}};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

static int find_function(const lexer *x) {
    for (int i = 0; i < FUNCTIONS; i++)
        if (lex_is(x, functions[i].name)) return i;
    return -1;
}

static int call(parser *p, int which) {
    node_kind kind = functions[which].kind;
    function f = functions[which].f;
    bool extreme = kind == N_MIN || kind == N_MAX;
    lex_next(&p->x);
    if (!expect(p, '(', "expected `('")) return -1;
    int depth = kind == N_FUNCTION && f >= F_H && f <= F_Q_DEPTH ? depth_argument(p) : 0;
    int k = sum(p);
    if (extreme && p->x.kind != ',') return fail(p, "expected a second argument");
    while (extreme && accept(p, ',')) k = new_node(p, kind, k, sum(p));
    if (!extreme) k = new_node(p, kind, k, 0);
    if (k >= 0 && !extreme) p->s->nodes[k].f = f, p->s->nodes[k].depth = depth;
    return expect(p, ')', "expected `)'") ? k : -1;
}

static int find_name(const parser *p) {
    for (int i = 0; i < p->n_names; i++)
        if (lex_is(&p->x, p->names[i].name)) return i;
    return -1;
}

static int atom(parser *p) {
    int k = -1;
    if (p->x.kind == '0') return number(p);
    if (p->x.kind == '(') {
        lex_next(&p->x);
        k = sum(p);
        return expect(p, ')', "expected `)'") ? k : -1;
    }
    if (p->x.kind != 'n') return fail(p, "expected an expression");
    int f = find_function(&p->x);
    if (f >= 0) return call(p, f);
    if ((k = find_name(p)) < 0) return fail(p, "an unknown name");
    lex_next(&p->x);
    return p->names[k].node;
}

/* a ^ b: a rational b is kept as an exponent (small; else it is refused), any other makes exp(b log a). */
static int power_node(parser *p, int a, int b) {
    int k = fold(p, new_node(p, N_POWER, a, b));
    if (k < 0) return k;
    node *v = &p->s->nodes[k], *e = &p->s->nodes[b];
    if (v->constant || !e->constant) return k;
    v->kind = N_POWER_CONSTANT;
    if (!mpz_fits_slong_p(mpq_numref(e->q)) || !mpz_fits_slong_p(mpq_denref(e->q)) ||
        mpz_cmpabs_ui(mpq_numref(e->q), MAX_RAT) > 0 || mpz_cmpabs_ui(mpq_denref(e->q), MAX_RAT) > 0)
        return fail(p, "an exponent beyond 2^30");
    v->r = (rat){mpz_get_si(mpq_numref(e->q)), mpz_get_si(mpq_denref(e->q))};
    return k;
}

static int power_(parser *p) {
    int a = atom(p);
    return accept(p, '^') ? power_node(p, a, exponent(p)) : a;
}

static int signed_(parser *p) { /* {-} power, for unary and for an exponent */
    if (++p->nesting > MAX_NESTING) return fail(p, "nested too deeply");
    int k;
    if (accept(p, '-')) {
        k = signed_(p);
        k = fold(p, new_node(p, N_NEG, k, k));
    } else {
        k = power_(p);
    }
    p->nesting--;
    return k;
}
static int exponent(parser *p) { return signed_(p); }

static int product(parser *p) {
    int k = signed_(p);
    for (;;) {
        if (accept(p, '*')) k = fold(p, new_node(p, N_MUL, k, signed_(p)));
        else if (accept(p, '/')) k = fold(p, new_node(p, N_DIV, k, signed_(p)));
        else return k;
    }
}

static int sum(parser *p) {
    int k = product(p);
    for (;;) {
        if (accept(p, '+')) k = fold(p, new_node(p, N_ADD, k, product(p)));
        else if (accept(p, '-')) k = fold(p, new_node(p, N_SUB, k, product(p)));
        else return k;
    }
}

static bool parse_relation(parser *p, relation *r) {
    int left = sum(p);
    char kind = p->x.kind;
    if (kind != 'L' && kind != 'G' && kind != '<' && kind != '>') return fail(p, "expected <=, >=, < or >"), false;
    lex_next(&p->x);
    int right = sum(p);
    bool less = kind == 'L' || kind == '<';
    *r = (relation){less ? left : right, less ? right : left, kind == '<' || kind == '>'};
    return left >= 0 && right >= 0;
}

static bool new_name(parser *p, int node, char *copy) {
    size_t n = (size_t)(p->x.stop - p->x.at);
    if (p->x.kind != 'n') return fail(p, "expected a name"), false;
    if (n > 63 || is_clause(p->x.at, n) || lex_is(&p->x, "in") || lex_is(&p->x, "inf") || find_function(&p->x) >= 0 ||
        find_name(p) >= 0)
        return fail(p, "a name that is taken or too long"), false;
    p->names = realloc(p->names, ((size_t)p->n_names + 1) * sizeof *p->names);
    if (!p->names) abort();
    memcpy(p->names[p->n_names].name, p->x.at, n);
    p->names[p->n_names].name[n] = '\0';
    p->names[p->n_names].node = node;
    if (copy) strcpy(copy, p->names[p->n_names].name);
    p->n_names++;
    lex_next(&p->x);
    return true;
}

/* An end of an interval: [-] inf, or an expression that folds. */
static bool parse_end(parser *p, mpq_t q, bool *infinite, int sign) {
    lexer here = p->x;
    bool minus = accept(p, '-');
    *infinite = lex_is(&p->x, "inf") && minus == (sign < 0);
    if (*infinite) return lex_next(&p->x), true;
    p->x = here;
    int k = sum(p);
    if (k < 0 || !p->s->nodes[k].constant) return fail(p, "expected a rational number before this"), false;
    mpq_set(q, p->s->nodes[k].q);
    return true;
}

static bool parse_variable(parser *p) {
    statement *s = p->s;
    if (s->variables == MAX_VARIABLES) return fail(p, "too many variables"), false;
    side *d = &s->domain[s->variables];
    int k = new_node(p, N_VARIABLE, s->variables, 0);
    if (k < 0 || !new_name(p, k, s->names[s->variables])) return false;
    if (!lex_is(&p->x, "in")) return fail(p, "expected `in'"), false;
    side_init(d);
    s->variables++;
    lex_next(&p->x);
    d->lo_open = p->x.kind == '(';
    if (p->x.kind != '(' && p->x.kind != '[') return fail(p, "expected `(' or `['"), false;
    lex_next(&p->x);
    if (!parse_end(p, d->lo, &d->lo_inf, -1) || !expect(p, ',', "expected `,'") || !parse_end(p, d->hi, &d->hi_inf, 1)) return false;
    d->hi_open = p->x.kind == ')';
    if (p->x.kind != ')' && p->x.kind != ']') return fail(p, "expected `)' or `]'"), false;
    if ((d->lo_inf && !d->lo_open) || (d->hi_inf && !d->hi_open)) return fail(p, "an infinite end is open"), false;
    lex_next(&p->x);
    return true;
}

static bool parse_clause(parser *p, int *proves) {
    statement *s = p->s;
    if (lex_is(&p->x, "forall")) {
        do lex_next(&p->x);
        while (parse_variable(p) && p->x.kind == ',');
    } else if (lex_is(&p->x, "let")) {
        lex_next(&p->x);
        if (!new_name(p, -1, NULL)) return false;
        char name[64];
        strcpy(name, p->names[--p->n_names].name); /* not seen by its own definition */
        if (!expect(p, '=', "expected `='")) return false;
        int k = sum(p);
        strcpy(p->names[p->n_names].name, name);
        p->names[p->n_names++].node = k;
    } else if (lex_is(&p->x, "where")) {
        lex_next(&p->x);
        s->wheres = realloc(s->wheres, ((size_t)s->n_wheres + 1) * sizeof *s->wheres);
        if (!s->wheres) abort();
        if (!parse_relation(p, &s->wheres[s->n_wheres++])) return false;
    } else if (lex_is(&p->x, "prove") && !(*proves)++) {
        lex_next(&p->x);
        if (!parse_relation(p, &s->prove)) return false;
    } else {
        return fail(p, "expected one of forall, let, where, prove"), false;
    }
    return !s->error[0];
}

/* The parts of a side: of max (min) its arguments, where it is the small (big) one; of abs on the small side a and -a. */
static bool split(parser *p, int k, bool small, int **list, int *n) {
    int stack[MAX_GOALS], top = 0;
    for (stack[top++] = k; top;) {
        k = stack[--top];
        if (k < 0 || *n + top + 2 > MAX_GOALS) return fail(p, "too many goals"), false;
        node v = p->s->nodes[k];
        if (v.kind == (small ? N_MAX : N_MIN)) {
            stack[top++] = v.b;
            stack[top++] = v.a;
        } else if (small && v.kind == N_ABS) {
            stack[top++] = fold(p, new_node(p, N_NEG, v.a, v.a));
            stack[top++] = v.a;
        } else {
            *list = realloc(*list, ((size_t)*n + 1) * sizeof **list);
            if (!*list) abort();
            (*list)[(*n)++] = k;
        }
    }
    return true;
}

bool statement_parse(statement *s, const char *text, size_t length) {
    parser p = {.s = s};
    int proves = 0;
    lex_start(&p.x, text, length);
    bool done = lex_is(&p.x, "bound") || (fail(&p, "expected `bound'"), false);
    if (done) {
        lex_next(&p.x);
        if (p.x.kind == 'n') lex_dotted(&p.x);
        size_t n = (size_t)(p.x.stop - p.x.at);
        if (p.x.kind != 'n' || n >= sizeof s->name) done = (fail(&p, "expected a name"), false);
        else memcpy(s->name, p.x.at, n), lex_next(&p.x);
    }
    while (done && p.x.kind) done = parse_clause(&p, &proves);
    if (done && proves != 1) done = (fail(&p, "expected `prove'"), false);
    done = done && split(&p, s->prove.small, true, &s->smalls, &s->n_smalls) && split(&p, s->prove.big, false, &s->bigs, &s->n_bigs);
    if (done && s->n_smalls * s->n_bigs > MAX_GOALS) done = (fail(&p, "too many goals"), false);
    free(p.names);
    return done && !s->error[0];
}

void side_init(side *s) {
    *s = (side){.lo_inf = false};
    mpq_inits(s->lo, s->hi, NULL);
}
void side_clear(side *s) { mpq_clears(s->lo, s->hi, NULL); }
void side_set(side *s, const side *t) {
    mpq_set(s->lo, t->lo);
    mpq_set(s->hi, t->hi);
    s->lo_inf = t->lo_inf, s->hi_inf = t->hi_inf, s->lo_open = t->lo_open, s->hi_open = t->hi_open;
}

void statement_init(statement *s) { *s = (statement){.n = 0}; }
void statement_clear(statement *s) {
    for (int k = 0; k < s->n; k++)
        if (s->nodes[k].constant) mpq_clear(s->nodes[k].q);
    for (int i = 0; i < s->variables; i++) side_clear(&s->domain[i]);
    free(s->nodes), free(s->wheres), free(s->smalls), free(s->bigs);
}
