/* coq_bounds.c - the bounds in one and two variables as Coq files for coq-interval: a third opinion, on a compact box.
 *
 * Usage: coq_bounds DIR SECONDS FILE.bound...     writes DIR/FILE.v for each file, with a goal for every bound that can be said there, at
 * most SECONDS for each; prints how many of how many. Loading the library takes coqc some seconds, so a goal has no file of its own;
 * a goal that is not proved must not stop the others, so it is proved within `abstract`, which the kernel checks, and the message tells.
 *
 * Said there: bounds that are expected PROVED, with at most two variables, no where-clause and the functions abs sqrt exp log sinh
 * cosh asinh q q_prime, h (by its powers); a constant power by multiplication, roots or exp and ln. coq-interval needs a compact box
 * and a constant side, so the goal is small - big <= 0 on a box inside the domain: a closed end stays, unless both sides are equal
 * there; from an open one, or such a one, an eighth of the length (at most 1/8) is cut off; an infinite one becomes the other end and 4
 * (-4 .. 4 if both are infinite). The file says in its comment which box it is. What touches inside is beyond it, and fails there. */
#include "bounds/bound.h"
#include "tests/ball_graph.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int can_say(const cf_graph *g, int node) {
    const cf_node *x = &g->node[node];
    switch (x->op) {
    case CF_OP_H_INV: case CF_OP_Q_DEPTH: case CF_OP_MIN: case CF_OP_MAX: return 0;
    case CF_OP_NUMBER: return fmpz_bits(fmpq_numref(x->number)) < 200 && fmpz_bits(fmpq_denref(x->number)) < 200;
    case CF_OP_POWER: if (fmpz_bits(fmpq_numref(x->number)) > 8 || fmpz_bits(fmpq_denref(x->number)) > 8) return 0; break;
    default: break;
    }
    return (x->a < 0 || can_say(g, x->a)) && (x->b < 0 || can_say(g, x->b));
}

typedef struct {
    FILE *f;
    const cf_graph *g;
} writer;

static void say(writer *w, int node);

static void say_number(writer *w, const fmpq_t q) {
    char *n = fmpz_get_str(NULL, 10, fmpq_numref(q)), *d = fmpz_get_str(NULL, 10, fmpq_denref(q));
    if (fmpz_is_one(fmpq_denref(q))) fprintf(w->f, "(%s)", n);
    else fprintf(w->f, "(%s / %s)", n, d);
    flint_free(n);
    flint_free(d);
}

/* a^r for a node, or for the text `front` before it (1 - a and 1 + a, of h) */
static void say_power(writer *w, const char *front, int a, const fmpq_t r) {
    long n = fmpz_get_si(fmpq_numref(r)), d = fmpz_get_si(fmpq_denref(r));
    if (n < 0) fputs("(/ ", w->f);
    long m = labs(n);
    if (d == 1) fputs("((", w->f);
    else if (d == 2) fputs("((sqrt (", w->f);
    else fprintf(w->f, "(exp (%ld / %ld * ln (", m, d);
    fputs(front, w->f);
    say(w, a);
    if (d == 1) fprintf(w->f, ") ^ %ld)", m);
    else if (d == 2) fprintf(w->f, ")) ^ %ld)", m);
    else fputs(")))", w->f);
    if (n < 0) fputs(")", w->f);
}

/* A form with @ for the argument. */
static void say_form(writer *w, const char *form, int a) {
    for (; *form; form++)
        if (*form == '@') say(w, a);
        else fputc(*form, w->f);
}

static void say(writer *w, int node) {
    const cf_node *x = &w->g->node[node];
    static const char *const sign[] = {[CF_OP_ADD] = " + ", [CF_OP_SUB] = " - ", [CF_OP_MUL] = " * ", [CF_OP_DIV] = " / "};
    fmpq_t r;
    switch (x->op) {
    case CF_OP_NUMBER: say_number(w, x->number); break;
    case CF_OP_VARIABLE: fprintf(w->f, "v%ld", x->n); break;
    case CF_OP_POWER: say_power(w, "", x->a, x->number); break;
    case CF_OP_NEG: say_form(w, "(- @)", x->a); break;
    case CF_OP_ABS: say_form(w, "(Rabs @)", x->a); break;
    case CF_OP_SQRT: say_form(w, "(sqrt @)", x->a); break;
    case CF_OP_EXP: say_form(w, "(exp @)", x->a); break;
    case CF_OP_LOG: say_form(w, "(ln @)", x->a); break;
    case CF_OP_SINH: say_form(w, "((exp @ - exp (- @)) / 2)", x->a); break;
    case CF_OP_COSH: say_form(w, "((exp @ + exp (- @)) / 2)", x->a); break;
    case CF_OP_ASINH: say_form(w, "(ln (@ + sqrt (@ ^ 2 + 1)))", x->a); break;
    case CF_OP_Q: say_form(w, "(2 - sqrt (4 + @ ^ 2) + @ * ln (@ / 2 + sqrt (@ ^ 2 / 4 + 1)))", x->a); break;
    case CF_OP_Q_PRIME: say_form(w, "(ln (@ / 2 + sqrt (@ ^ 2 / 4 + 1)))", x->a); break;
    case CF_OP_POW:
        fputs("(exp (", w->f);
        say(w, x->b);
        say_form(w, " * ln @))", x->a);
        break;
    case CF_OP_H:
        fmpq_init(r);
        fmpq_set_si(r, -x->n, (ulong)x->n - 2);
        fmpq_canonicalise(r);
        fputs("(", w->f);
        say_power(w, "1 - ", x->a, r);
        fputs(" - ", w->f);
        say_power(w, "1 + ", x->a, r);
        fputs(")", w->f);
        fmpq_clear(r);
        break;
    default:
        fputs("(", w->f);
        say(w, x->a);
        fputs(sign[x->op], w->f);
        say(w, x->b);
        fputs(")", w->f);
    }
}

/* Whether the sides are equal, or not certainly apart, on the face of variable i at this end: at a few points of it. */
static int meets(const cf_bound *b, int i, const cf_end *end) {
    fmpq *p = _fmpq_vec_init(b->n_variables);
    const cf_relation apart = {.small = b->prove.small, .big = b->prove.big, .strict = 1};
    int met = 0;
    for (int k = 1; k <= 8; k++) {
        for (int j = 0; j < b->n_variables; j++) {
            const cf_end *e = b->interval[j];
            fmpq_set_si(p + j, k, 8);
            fmpq_canonicalise(p + j);
            if (!e[0].infinite && !e[1].infinite) {
                fmpq_t t;
                fmpq_init(t);
                fmpq_sub(t, e[1].value, e[0].value);
                fmpq_mul(p + j, p + j, t);
                fmpq_clear(t);
            }
            if (!e[0].infinite) fmpq_add(p + j, p + j, e[0].value);
            else if (!e[1].infinite) fmpq_sub(p + j, e[1].value, p + j);
        }
        fmpq_set(p + i, end->value);
        met |= ball_graph_holds(NULL, b->graph, &apart, p) != 1;
    }
    _fmpq_vec_clear(p, b->n_variables);
    return met;
}

static void compact(fmpq *lo, fmpq *hi, int *cut, const cf_bound *b, int i) {
    const cf_end *e = b->interval[i];
    fmpq_t t;
    fmpq_init(t);
    *cut = e[0].infinite || e[1].infinite;
    if (e[0].infinite) fmpq_set_si(lo, -4, 1);
    else fmpq_set(lo, e[0].value);
    if (e[1].infinite) fmpq_set_si(hi, 4, 1);
    else fmpq_set(hi, e[1].value);
    if (e[0].infinite && !e[1].infinite) fmpq_add(lo, lo, hi);
    if (e[1].infinite && !e[0].infinite) fmpq_add(hi, hi, lo);
    fmpq_sub(t, hi, lo);
    fmpq_div_2exp(t, t, 3);
    if (fmpq_cmp_si(t, 1) > 0 || e[0].infinite || e[1].infinite) fmpq_set_si(t, 1, 8);
    for (int k = 0; k < 2; k++)
        if (!e[k].infinite && fmpq_sgn(t) > 0 && (e[k].open || meets(b, i, &e[k]))) {
            *cut = 1;
            if (k == 0) fmpq_add(lo, lo, t);
            else fmpq_sub(hi, hi, t);
        }
    fmpq_clear(t);
}

static void write_one(FILE *f, const cf_bound *b, long seconds) {
    writer w = {f, b->graph};
    fmpq *lo = _fmpq_vec_init(b->n_variables), *hi = _fmpq_vec_init(b->n_variables);
    int cut = 0, one = 0;
    for (int i = 0; i < b->n_variables; i++) {
        compact(lo + i, hi + i, &one, b, i);
        cut |= one;
    }
    fprintf(w.f, "\n(* %s\n   %s. *)\n", b->statement, cut ? "On a compact box inside the domain, the one below" : "On its whole domain");
    fputs("Goal forall", w.f);
    for (int i = 0; i < b->n_variables; i++) fprintf(w.f, " v%d", i);
    fputs(",\n", w.f);
    for (int i = 0; i < b->n_variables; i++) {
        fputs("  ", w.f);
        say_number(&w, lo + i);
        fprintf(w.f, " <= v%d <= ", i);
        say_number(&w, hi + i);
        fputs(" ->\n", w.f);
    }
    fputs("  ", w.f);
    say(&w, b->prove.small);
    fputs(" - ", w.f);
    say(&w, b->prove.big);
    fprintf(w.f, " %s 0.\nProof. intros", b->prove.strict ? "<" : "<=");
    for (int i = 0; i < b->n_variables; i++) fprintf(w.f, " v%d", i);
    for (int i = 0; i < b->n_variables; i++) fprintf(w.f, " H%d", i);
    fprintf(w.f, ".\n  tryif (timeout %ld (abstract (interval with (", seconds);
    for (int i = 0; i < b->n_variables; i++) fprintf(w.f, "%si_bisect v%d", i ? ", " : "", i);
    fprintf(w.f, "%s, i_prec 60, i_depth 24)))) then idtac \"proved %s\" else idtac \"not %s\".\nAbort.\n", b->n_variables == 1 ? ", i_taylor v0" : "", b->name, b->name);
    _fmpq_vec_clear(lo, b->n_variables);
    _fmpq_vec_clear(hi, b->n_variables);
}

/* DIR/FILE.v */
static FILE *open_file(const char *folder, const char *source) {
    const char *base = strrchr(source, '/');
    base = base ? base + 1 : source;
    char path[4096];
    snprintf(path, sizeof path, "%s/%.*s.v", folder, (int)strcspn(base, "."), base);
    FILE *f = fopen(path, "w");
    if (!f) perror(path);
    else fputs("(* Made by tests/tools/coq_bounds.c. *)\nFrom Coq Require Import Reals.\nFrom Interval Require Import Tactic.\nOpen Scope R_scope.\n", f);
    return f;
}

int main(int argc, char **argv) {
    long seconds = argc > 3 ? strtol(argv[2], NULL, 10) : 0;
    if (seconds < 1) {
        fputs("Usage: coq_bounds DIR SECONDS FILE.bound...\n", stderr);
        return 2;
    }
    int written = 0, seen = 0;
    for (int k = 3; k < argc; k++) {
        cf_bounds b;
        if (cf_bounds_read(&b, argv[k]) != 0) {
            fprintf(stderr, "%s\n", b.error);
            cf_bounds_clear(&b);
            return 2;
        }
        FILE *f = open_file(argv[1], argv[k]);
        if (!f) return 4;
        for (int i = 0; i < b.n; i++) {
            const cf_bound *t = &b.bound[i];
            if (t->expect != CF_EXPECT_PROVED) continue;
            seen++;
            if (t->n_variables > 2 || t->n_where || !can_say(t->graph, t->prove.small) || !can_say(t->graph, t->prove.big)) continue;
            write_one(f, t, seconds);
            written++;
        }
        if (fclose(f) != 0) return 4;
        cf_bounds_clear(&b);
    }
    printf("%d of %d bounds\n", written, seen);
    return written == 0;
}
