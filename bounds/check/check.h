/* check.h - all that the checker's files share beyond numbers: the graded arithmetic, the statement, the reader, the tree. Coefficients and
 * elements are like intervals: never changed once made, alive until the leaf is done (context_reset); NULL stands for an operation that
 * fails, and passes through. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "bounds/check/num.h"
#include <setjmp.h>

enum { /* what is beyond these limits is refused, so that memory stays bounded */
    MAX_DIGITS = 100000,                                         /* of an integer, in the certificate and in the statement */
    MAX_STATEMENT = 1 << 20, MAX_NESTING = 1000,                 /* bytes; of expressions */
    MAX_VARIABLES = 64, MAX_GOALS = 4096, MAX_TREE_DEPTH = 4096,
    MAX_TERMS = 600, MAX_ORDER = 64, MAX_BITS = 16384,           /* terms of an element */
    MAX_EQUAL = 16, MAX_LIST = 256, MAX_CLAUSES = 1 << 12,                       /* multipliers of a node; where-clauses of a node */
    MAX_NODES = 1 << 20,                                         /* of expressions, derived ones too */
    MAX_SYMBOLS = 12, COORDINATES = MAX_VARIABLES + MAX_SYMBOLS, /* of a leaf; of a monomial */
    MAX_DEPTH_D = 1000000, MAX_RAT = 1 << 30,                    /* the D of h_inv; numerators and denominators of exponents */
    MAX_COEFS = 1 << 21, CHUNK = 1 << 18, MAX_CHUNKS = 1 << 12   /* alive in one leaf; bytes; of them */
};

/* ---- coef.c */
typedef struct {
    long p, q; /* in lowest terms, q > 0 */
} rat;
bool rat_make(rat *z, long p, long q); /* these are false where the result is too large */
bool rat_add(rat *z, rat x, rat y), rat_sub(rat *z, rat x, rat y), rat_mul(rat *z, rat x, rat y);
int rat_cmp(rat x, rat y);
bool rat_of(rat *z, mpq_srcptr q);

typedef struct coef {
    bool exact; /* the rational q, else one number of the interval x */
    mpq_t q; iv x;
} coef;
typedef const coef *C;
typedef enum {
    F_EXP, F_LOG, F_SINH, F_COSH, F_ASINH, F_Q, F_Q_PRIME, F_H, F_H_INV, F_Q_DEPTH, F_ABS, F_BASE, F_POWER
} function;

void coef_free(void *x);
C coef_ratio(context *cx, long p, long q), coef_rational(context *cx, mpq_srcptr q), coef_of(context *cx, I x);
I coef_iv(context *cx, C x);
int coef_lower_sign(C x), coef_upper_sign(C x); /* of the ends */
bool coef_has_zero(C x), coef_is_zero(C x);
typedef C coef_binary(context *cx, C x, C y);
coef_binary coef_add, coef_sub, coef_mul, coef_div;
bool coef_rat(rat *z, C x); /* whether x is a short rational, *z */
C coef_neg(context *cx, C x);
C coef_pow(context *cx, C x, rat r);
C coef_function(context *cx, C x, function f, int depth);

/* ---- graded.c: monomials, and elements */
typedef struct {
    rat a, e1, e2; long b;
} power; /* h^a l^b exp(e1/h + e2/h^2) of one coordinate, l = ln(1/h); a monomial has one for each: the variables, then the symbols */
typedef const power *M;

typedef struct frame {
    char kind;                 /* f l h m + -, L H for l:c h:c; s: a symbol, the positive number f(w), known by its range */
    function f; int depth;     /* of s */
    bool zero, positive;       /* h = 0 is a point of the box; not f, m or s */
    bool bounded, logs;        /* h is; l may occur: positive, without zero, 0 < w <= 1/2 */
    mpq_t w;                   /* of a bounded positive frame: 0 <= h <= w */
    I width, log_width, range; /* around w; around ln(1/w), where logs; of h in m, of x in f, of s */
} frame;

power *monomial_one(context *cx);
bool monomial_is_constant(const context *cx, M m); /* 1, or of symbols alone */
M monomial_mul(context *cx, M x, M y, rat r);    /* x y^r; NULL: exponents too large, or of l no integer */
M monomial_valid(const context *cx, M m);        /* m if it has a value at each point of the box, else NULL */
I monomial_size(context *cx, M m);               /* its upper end is S(m); NULL: infinite */
bool monomial_bare(context *cx, C *c, M *m);     /* takes the symbols out of m: c becomes c times their interval */

typedef struct term {
    C c; M m;
    uint64_t key; /* a hash of m */
} term;
typedef const struct elem {
    int n; const term *t;
} *E;

void context_init(context *cx, int variables, int terms); /* at most so many of an element */
void context_clear(context *cx), context_reset(context *cx);
bool context_full(const context *cx);
void *bytes_new(context *cx, size_t n);
typedef struct {
    int ivs, coefs, chunks; size_t used;
} mark;
mark context_mark(const context *cx);
void context_release(context *cx, mark m); /* takes back what was made since */
void build_start(context *cx);
bool build_add(context *cx, C c, M m); /* merges equal monomials */
E build_exactly(context *cx);          /* without zero terms */
E build(context *cx);                  /* and truncated, at the least exponents + order */
E el_coef(context *cx, C c), el_si(context *cx, long n);
bool el_is_constant(const context *cx, E x);
C el_constant(context *cx, E x); /* of the constant terms: the coefficient of the monomial 1, or 0; with symbols an interval */
E el_neg(context *cx, E x);
typedef E el_binary(context *cx, E x, E y);
el_binary el_add, el_sub, el_mul;
E el_scale(context *cx, E x, C c, M m); /* c m x; m may be NULL: 1 */
I el_range(context *cx, E x);
int *el_order(context *cx, E x); /* the terms by ascending degree, then by their exponents */

/* ---- symbols.c: constants that are not rational, kept exactly, or NULL where nothing fits. */
E symbolic_power(context *cx, C x, rat r), symbolic_function(context *cx, C x, function f, int depth);
/* ---- functions.c, decide.c */
el_binary el_div;
E el_h(context *cx, E x, int depth), el_q_depth(context *cx, E x, E v, int depth); /* by their formulas; v = 1 - h_inv(x) */
E el_pow(context *cx, E x, rat r), el_whole_power(context *cx, E x, long n); /* n >= 0, by multiplication */
E el_function(context *cx, E x, function f, int depth);
E el_extreme(context *cx, E x, E y, int sign); /* max for 1, min for -1 */
bool certify(context *cx, E t, bool strict); /* t >= 0, > 0 on the box */

/* ---- parser.c: the bound as it is parsed, a graph of nodes, each after its operands. */
typedef struct { /* the token at hand is at..stop */
    const char *text, *at, *end, *stop;
    char kind; /* n name, 0 number, " string, L <=, G >=, \0 the end, ? none of the language, else the sign itself */
} lexer;

enum { BUCKETS = 1 << 16 };
typedef enum { /* from N_ADD to N_MAX two operands, then one; sqrt is a power */
    N_NUMBER, N_VARIABLE, N_ADD, N_SUB, N_MUL, N_DIV, N_POWER, N_MIN, N_MAX, N_NEG, N_POWER_CONSTANT, N_FUNCTION
} node_kind;
typedef struct {
    node_kind kind;
    int a, b;      /* operands; the variable's number */
    function f;
    int depth;     /* D of h, h_inv, q_depth */
    rat r;         /* the exponent of N_POWER_CONSTANT */
    mpq_t q;       /* of N_NUMBER */
    int next;      /* of the same bucket, + 1; 0: none */
} node;
static inline bool node_inner(const node *v) { return v->kind > N_VARIABLE; }
static inline bool node_two(const node *v) { return v->kind >= N_ADD && v->kind <= N_MAX; }

typedef struct {
    int small, big; /* small <= big, or small < big */
    bool strict;
} relation;

typedef struct side { /* an interval; its ends are the nodes of numbers, closed unless open; -1: infinite */
    int lo, hi; bool lo_open, hi_open;
} side;

typedef struct {
    char name[256]; int variables, n, n_wheres, n_smalls, n_bigs, n_names; side domain[MAX_VARIABLES];
    node *nodes;    /* equal ones are one, a + b and b + a as well, a b and b a */
    int buckets[BUCKETS]; /* by a hash: the last node of each, its number + 1, or 0 */
    relation prove, *wheres;
    int smalls[MAX_GOALS], bigs[MAX_GOALS]; /* the goals: bigs[j] - smalls[i] */
    struct name {
        char name[64]; int node;
    } *names;
    lexer x; mpq_t scratch;
    bool ready; /* scratch is alive */
    int nesting, proves;
    size_t constant_bits; /* of all numbers together */
    char error[256];
    jmp_buf failed; /* of whatever makes nodes */
} statement;

void *grown(void *list, int n, size_t size); /* room for one more, doubled at powers of two */

/* s zeroed. false: error says where and what. */
bool statement_parse(statement *s, const char *text, size_t length);
int statement_expression(statement *s, const char *text); /* jumps to s->failed if it is none */
void statement_clear(statement *s);
/* Nodes; numbers fold, nothing else. */
int node_make(statement *s, node_kind kind, int a, int b), node_number(statement *s, mpq_srcptr q), node_ratio(statement *s, long p, long q);
int node_call(statement *s, function f, int depth, int a);
bool node_is(const statement *s, int k, long n); /* the number n */
/* A node's parts: of nested max (min; kind) the arguments, in order, and with of_abs of abs(a) a and -a; at most `most`, else it fails. */
int parts(statement *s, int k, node_kind kind, bool of_abs, int *list, int most);

/* ---- rewrite.c: expressions made from others. What is defined no more where it was, or the other way round, is up to the caller. */
int *nodes_below(const statement *s, int root, int top); /* to be freed: for each node up to top whether the root rests on it */
bool depends(statement *s, int root, int variable);
int node_simple(statement *s, node_kind kind, int a, int b);      /* simplified, the operands being so */
int simplified(statement *s, int root);
int at_points(statement *s, int root, const side *box);           /* not simplified: the variables that are points of the box replaced */
int substituted(statement *s, int root, int variable, int e);     /* not simplified */
int derivative(statement *s, int root, int variable);             /* -1: none */
bool relaxed(statement *s, relation *r, int j);                   /* the side with max (min) made smaller (larger) */
bool same_normal_form(const statement *s, int a, int b, const int *pairs, int n); /* normal.c */

/* Whether the bound `name` of a .bound file, less its clauses paper, canary, expect, is `text` token by token. */
bool statement_same(const char *file, size_t length, const char *name, const char *text, char *why, size_t room);

/* ---- reader.c: a certificate is read once, from front to back; nothing is kept of it but the item at hand. An error jumps to `failed`. */
typedef struct {
    FILE *file;
    int next; /* the next character, or EOF */
    long line;
    char *text; /* the last string */
    size_t room, length; char error[512]; jmp_buf failed;
} reader;

_Noreturn void reader_fail(reader *r, const char *what);
void read_start(reader *r, FILE *file);
bool next_is(reader *r, char c), accept_sign(reader *r, char c);
void read_signs(reader *r, const char *signs); /* each in turn */
const char *read_string(reader *r, size_t most); /* at most so many bytes */
void read_key(reader *r, char before, const char *key); /* the sign, "key": */
long read_integer(reader *r, long least, long most);
void read_rational(reader *r, mpq_t q); /* "p" or "p/q" in lowest terms */
bool parse_rational(mpq_t q, const char *s);

/* ---- leaf.c: a box written in local unknowns, and the evaluation of the statement there. */
/* How the coordinates of the tree make the variables: as they are (n = 0), or x_i = |x_p| t_i for those of the list but p, the largest. */
typedef struct {
    int n, list[MAX_VARIABLES], largest;
    bool below; /* x_p <= 0 */
} chart;

typedef struct { /* a leaf: "in", "out", "same" by the first letter */
    char kind;
    int k; /* the clause that an out-leaf refutes */
    int order, n_multipliers, clauses[MAX_LIST]; long bits, exact; char kinds[MAX_VARIABLES];
    mpq_t anchors[MAX_VARIABLES], multipliers[MAX_LIST]; /* of the frames m, L, H; of the clauses */
} leaf;

/* What a node of the tree claims. Goals that it replaced: their sides, in the list from `guards` on, must be defined. covered: that its own
 * sides are defined is claimed by the sibling, which has them as guards. */
typedef struct {
    relation r; bool covered;
    int guards, clauses, n_clauses; /* the list of where-clauses begins there; small < 0: dropped */
} goal;
typedef struct {
    int small, big, next;
} guard;

/* The values of the statement's nodes over one box; made once and used for leaf after leaf. */
typedef struct {
    const statement *s; context cx; E variables[MAX_VARIABLES], *values;
    int room; char why[256];
} evaluation;
void evaluation_init(evaluation *e, const statement *s);
void evaluation_clear(evaluation *e);

/* Whether the leaf's claim holds; else why says what failed. That the sides of "same" are one expression is seen by the caller. */
bool leaf_holds(evaluation *e, const leaf *l, const side *box, const chart *c, const goal *g, const guard *guards, const relation *clauses);

/* Whether the point is certified to be in the domain, and, with refuted, to violate the relation. */
bool point_holds(evaluation *e, mpq_t *point, long bits, bool refuted);

/* ---- cover.c */
typedef struct {
    side *sides; int depth, n_guards, n_clauses; /* how many there were when it was pushed: those made since belong to what was read before it */
    chart chart;
    goal goal;
} box;

typedef struct {
    reader r; statement s; evaluation e;
    bool evaluating;   /* e and the numbers of leaf are alive */
    box *stack, at;    /* the boxes that wait for their items, and the one at hand */
    guard *guards;
    relation *clauses; /* lists of where-clauses, the statement's own first */
    int n, n_guards, n_clauses, goal; long nodes;
    leaf leaf;         /* the one at hand */
} job;

void job_start(job *j); /* once the statement is parsed */
void job_clear(job *j);
/* Reads the tree of goal j->goal and verifies each leaf; jumps to j->r.failed where it does not hold. */
void goal_verify(job *j);

#endif
