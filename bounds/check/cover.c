/* cover.c - the proof tree of a goal: read item by item, while a stack holds the boxes that wait for theirs. */
#include "bounds/check/cover.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
    side *sides;
    int depth, chart; /* which child of the chart, -1 without */
} box;

typedef struct {
    reader *r;
    evaluation *e;
    int variables, n, room, goal;
    box *stack;
    chart chart; /* of the tree; path is set for each leaf */
    long nodes;
} walk;

static box *push(walk *w, const side *from, int depth, int which) {
    if (w->n == w->room) {
        w->room = w->room ? 2 * w->room : 16;
        w->stack = realloc(w->stack, (size_t)w->room * sizeof *w->stack);
        if (!w->stack) abort();
    }
    box *b = &w->stack[w->n++];
    b->sides = malloc(((size_t)w->variables + 1) * sizeof *b->sides);
    if (!b->sides) abort();
    b->depth = depth, b->chart = which;
    for (int i = 0; i < w->variables; i++) side_init(&b->sides[i]), side_set(&b->sides[i], &from[i]);
    return b;
}
static void drop(walk *w, box *b) {
    for (int i = 0; i < w->variables; i++) side_clear(&b->sides[i]);
    free(b->sides);
}

static bool no(walk *w, const char *why) {
    char what[384];
    snprintf(what, sizeof what, "goal %d, node %ld: %s", w->goal, w->nodes, why);
    return reader_fail(w->r, what);
}

/* ["split", i, "c"] */
static bool split(walk *w, box *b) {
    long i = 0;
    mpq_t c;
    mpq_init(c);
    bool done = read_sign(w->r, ',') && read_integer(w->r, &i, 0, w->variables - 1) && read_sign(w->r, ',') && read_rational(w->r, c);
    if (done) {
        const side *s = &b->sides[i];
        if ((!s->lo_inf && mpq_cmp(s->lo, c) >= 0) || (!s->hi_inf && mpq_cmp(c, s->hi) >= 0)) done = no(w, "a split outside the box");
        else if (b->depth >= MAX_TREE_DEPTH) done = no(w, "the tree is too deep");
    }
    for (int child = 1; done && child >= 0; child--) { /* the left one comes out first */
        side *s = &push(w, b->sides, b->depth + 1, b->chart)->sides[i];
        mpq_set(child ? s->lo : s->hi, c);
        if (child) s->lo_inf = s->lo_open = false;
        else s->hi_inf = s->hi_open = false;
    }
    mpq_clear(c);
    return done;
}

static int factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }

/* The which-th permutation of the list in lexicographic order; for "scale" path[0] is the largest coordinate. */
static void set_path(chart *c, int which) {
    int left[MAX_VARIABLES];
    if (c->kind == 's') c->path[0] = c->list[which];
    if (c->kind != 'o') return;
    memcpy(left, c->list, sizeof left);
    for (int k = 0; k < c->n; k++) {
        int block = factorial(c->n - 1 - k), at = which / block;
        which %= block;
        c->path[k] = left[at];
        memmove(left + at, left + at + 1, (size_t)(c->n - k - 1 - at) * sizeof *left);
    }
}

/* Whether the listed coordinates are as the chart needs them: from 0 ("scale"), or from one finite end ("order"), to infinity. */
static bool chart_fits(const chart *c, const side *s) {
    for (int k = 0; k < c->n; k++) {
        const side *a = &s[c->list[k]], *first = &s[c->list[0]];
        if (a->lo_inf || !a->hi_inf) return false;
        if (c->kind == 's' ? mpq_sgn(a->lo) != 0 : !mpq_equal(a->lo, first->lo) || a->lo_open != first->lo_open) return false;
    }
    return true;
}

/* ["scale", [i, j, ...]] or ["order", [i, j, ...]] */
static bool make_chart(walk *w, box *b, char kind) {
    chart *c = &w->chart;
    long i = -1;
    if (b->depth || b->chart >= 0) return no(w, "a chart that is not at the root");
    *c = (chart){.kind = kind};
    if (!read_sign(w->r, ',') || !read_sign(w->r, '[')) return false;
    do {
        if (!read_integer(w->r, &i, i + 1, w->variables - 1)) return false;
        c->list[c->n++] = (int)i;
    } while (peek_sign(w->r, ',') && read_sign(w->r, ','));
    if (!read_sign(w->r, ']')) return false;
    if (c->n < 2 || !chart_fits(c, b->sides)) return no(w, "a chart that does not fit the domain");
    if (kind == 'o' && c->n > 6) return no(w, "an order of more than six coordinates");
    for (int child = (kind == 's' ? c->n : factorial(c->n)) - 1; child >= 0; child--) {
        side *s = push(w, b->sides, 1, child)->sides;
        set_path(c, child);
        for (int k = 0; k < c->n; k++) {
            side *t = &s[c->list[k]];
            if (c->list[k] == c->path[0]) continue;
            t->hi_open = t->hi_inf = kind == 'o';
            mpq_set_ui(t->hi, 1, 1);
            if (kind == 'o') mpq_set_ui(t->lo, 0, 1), t->lo_open = false;
        }
    }
    return true;
}

/* [frame, ...] : one a coordinate */
static bool read_frames(walk *w, leaf *l) {
    if (!read_sign(w->r, ',') || !read_sign(w->r, '[')) return false;
    for (int i = 0; i < w->variables; i++) {
        if ((i && !read_sign(w->r, ',')) || !read_string(w->r, 2 * MAX_DIGITS + 4)) return false;
        const char *s = w->r->text;
        l->kinds[i] = s[0];
        if (s[0] == 'm' ? s[1] != ':' || !parse_rational(l->anchors[i], s + 2) : !s[0] || s[1] || !strchr("flh+-", s[0]))
            return no(w, "an unknown frame");
    }
    return read_sign(w->r, ']');
}

static void *grown(void *list, int n, size_t size) { /* room for one more, zeroed */
    list = realloc(list, ((size_t)n + 1) * size);
    if (!list) abort();
    memset((char *)list + (size_t)n * size, 0, size);
    return list;
}

/* [[k, "lambda"], ...] */
static bool read_multipliers(walk *w, leaf *l) {
    if (!read_sign(w->r, ',') || !read_sign(w->r, '[')) return false;
    if (peek_sign(w->r, ']')) return read_sign(w->r, ']');
    do {
        long k;
        if (l->n_multipliers == MAX_LIST) return no(w, "too many multipliers");
        l->multipliers = grown(l->multipliers, l->n_multipliers, sizeof *l->multipliers);
        mpq_ptr value = l->multipliers[l->n_multipliers].value;
        mpq_init(value);
        l->n_multipliers++;
        if (!read_sign(w->r, '[') || !read_integer(w->r, &k, 0, w->e->s->n_wheres - 1) || !read_sign(w->r, ',') ||
            !read_rational(w->r, value) || !read_sign(w->r, ']'))
            return false;
        l->multipliers[l->n_multipliers - 1].k = (int)k;
        if (mpq_sgn(value) < 0) return no(w, "a negative multiplier");
    } while (peek_sign(w->r, ',') && read_sign(w->r, ','));
    return read_sign(w->r, ']');
}

static bool read_exponents(walk *w, long *a, bool comma) {
    for (int i = 0; i < w->variables; i++)
        if (((i || comma) && !read_sign(w->r, ',')) || !read_integer(w->r, &a[i], -MAX_DIGITS, MAX_DIGITS)) return false;
    return true;
}

/* ["c", [a, ...], [["c", a, ...], ...]] */
static bool read_square(walk *w, square *s) {
    size_t v = (size_t)w->variables;
    s->exponents = calloc(v + 1, sizeof *s->exponents);
    if (!s->exponents) abort();
    if (!read_sign(w->r, '[') || !read_rational(w->r, s->c) || !read_sign(w->r, ',') || !read_sign(w->r, '[') ||
        !read_exponents(w, s->exponents, false) || !read_sign(w->r, ']') || !read_sign(w->r, ',') || !read_sign(w->r, '['))
        return false;
    if (mpq_sgn(s->c) <= 0) return no(w, "a square with a factor that is not positive");
    do {
        if (s->n == MAX_TERMS) return no(w, "a square of too many terms");
        s->coefficients = grown(s->coefficients, s->n, sizeof *s->coefficients);
        s->terms = realloc(s->terms, ((size_t)s->n + 1) * (v + 1) * sizeof *s->terms);
        if (!s->terms) abort();
        mpq_init(s->coefficients[s->n++]);
        if (!read_sign(w->r, '[') || !read_rational(w->r, s->coefficients[s->n - 1]) ||
            !read_exponents(w, s->terms + (size_t)(s->n - 1) * v, true) || !read_sign(w->r, ']'))
            return false;
    } while (peek_sign(w->r, ',') && read_sign(w->r, ','));
    return read_sign(w->r, ']') && read_sign(w->r, ']');
}

static bool read_squares(walk *w, leaf *l) {
    if (!read_sign(w->r, ',') || !read_sign(w->r, '[')) return false;
    if (peek_sign(w->r, ']')) return read_sign(w->r, ']');
    do {
        if (l->n_squares == MAX_LIST) return no(w, "too many squares");
        l->squares = grown(l->squares, l->n_squares, sizeof *l->squares);
        square *s = &l->squares[l->n_squares++];
        mpq_init(s->c);
        if (!read_square(w, s)) return false;
    } while (peek_sign(w->r, ',') && read_sign(w->r, ','));
    return read_sign(w->r, ']');
}

static void leaf_clear(leaf *l, int variables) {
    for (int i = 0; i < variables; i++) mpq_clear(l->anchors[i]);
    for (int i = 0; i < l->n_multipliers; i++) mpq_clear(l->multipliers[i].value);
    for (int i = 0; i < l->n_squares; i++) {
        square *s = &l->squares[i];
        mpq_clear(s->c);
        for (int j = 0; j < s->n; j++) mpq_clear(s->coefficients[j]);
        free(s->coefficients), free(s->exponents), free(s->terms);
    }
    free(l->multipliers), free(l->squares);
}

/* The rest of a leaf after its first word, and its verification. */
static bool check_leaf(walk *w, const box *b, bool out) {
    leaf l = {.out = out};
    long k = 0, order;
    for (int i = 0; i < w->variables; i++) mpq_init(l.anchors[i]);
    bool done = (!out || (read_sign(w->r, ',') && read_integer(w->r, &k, 0, w->e->s->n_wheres - 1))) && read_sign(w->r, ',') &&
                read_integer(w->r, &order, 0, MAX_ORDER) && read_sign(w->r, ',') && read_integer(w->r, &l.bits, 2, MAX_BITS) &&
                read_sign(w->r, ',') && read_integer(w->r, &l.exact, 0, 4L * MAX_DIGITS) && read_frames(w, &l) &&
                read_multipliers(w, &l) && read_squares(w, &l);
    if (done) {
        chart c = w->chart;
        l.k = (int)k, l.order = (int)order;
        if (b->chart >= 0) set_path(&c, b->chart);
        int bigs = w->e->s->n_bigs;
        done = leaf_holds(w->e, &l, b->sides, &c, w->goal / bigs, w->goal % bigs) || no(w, w->e->why);
    }
    leaf_clear(&l, w->variables);
    return done;
}

static bool item(walk *w, box *b) {
    if (!read_sign(w->r, '[') || !read_string(w->r, 16)) return false;
    const char *kind = w->r->text;
    bool done;
    if (!strcmp(kind, "split")) done = split(w, b);
    else if (!strcmp(kind, "in") || !strcmp(kind, "out")) done = check_leaf(w, b, kind[0] == 'o');
    else if (!strcmp(kind, "scale") || !strcmp(kind, "order")) done = make_chart(w, b, kind[0]);
    else done = no(w, "an unknown item");
    return done && read_sign(w->r, ']');
}

bool goal_holds(reader *r, evaluation *e, int goal) {
    walk w = {.r = r, .e = e, .variables = e->s->variables, .goal = goal};
    bool done = read_sign(r, '[');
    push(&w, e->s->domain, 0, -1);
    for (; done && w.n; w.nodes++) {
        box b = w.stack[--w.n];
        if (w.nodes && !peek_sign(r, ',')) done = no(&w, "the tree is cut short");
        done = done && (!w.nodes || read_sign(r, ',')) && (w.nodes < 1L << 31 || no(&w, "too many nodes")) && item(&w, &b);
        drop(&w, &b);
    }
    if (done && !peek_sign(r, ']')) done = no(&w, "items are left over");
    done = done && read_sign(r, ']');
    while (w.n) drop(&w, &w.stack[--w.n]);
    free(w.stack);
    return done;
}
