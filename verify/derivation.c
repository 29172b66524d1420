/* derivation.c - see derivation.h. */
#include "verify/derivation.h"
#include <stdio.h>
#include <stdlib.h>

enum { MOST_SYMBOLS = 12 };

typedef struct {
    fmpq_mpoly_ctx_t ctx;
    const cf_symbol *symbols;
    const char *names[MOST_SYMBOLS];
    slong n;
} ring;

static void ring_init(ring *r, const cf_symbol *symbols) {
    r->symbols = symbols, r->n = 0;
    while (symbols[r->n].name && r->n < MOST_SYMBOLS) r->names[r->n] = symbols[r->n].name, r->n++;
    fmpq_mpoly_ctx_init(r->ctx, r->n, ORD_LEX);
}

static void read(fmpq_mpoly_t f, const char *text, const ring *r) {
    if (fmpq_mpoly_set_str_pretty(f, text, (const char **)r->names, r->ctx) == 0) return;
    fprintf(stderr, "%s:%d: not a polynomial: %s\n", __FILE__, __LINE__, text);
    abort();
}

/* out = sum (df/dx) x' */
static void derive(fmpq_mpoly_t out, const fmpq_mpoly_t f, const ring *r) {
    fmpq_mpoly_t partial, rate;
    fmpq_mpoly_init(partial, r->ctx), fmpq_mpoly_init(rate, r->ctx);
    fmpq_mpoly_zero(out, r->ctx);
    for (slong k = 0; k < r->n; k++) {
        fmpq_mpoly_derivative(partial, f, k, r->ctx);
        if (fmpq_mpoly_is_zero(partial, r->ctx)) continue;
        if (!r->symbols[k].derivative) {
            fprintf(stderr, "%s:%d: %s has no derivative\n", __FILE__, __LINE__, r->names[k]);
            abort();
        }
        read(rate, r->symbols[k].derivative, r);
        fmpq_mpoly_mul(partial, partial, rate, r->ctx);
        fmpq_mpoly_add(out, out, partial, r->ctx);
    }
    fmpq_mpoly_clear(partial, r->ctx), fmpq_mpoly_clear(rate, r->ctx);
}

/* f with each symbol's value at t = 0 */
static int starts_at_zero(const fmpq_mpoly_t f, const ring *r) {
    fmpq_mpoly_struct values[MOST_SYMBOLS], *at[MOST_SYMBOLS];
    fmpq_mpoly_t value;
    fmpq_mpoly_init(value, r->ctx);
    for (slong k = 0; k < r->n; k++) {
        at[k] = values + k;
        fmpq_mpoly_init(at[k], r->ctx);
        read(at[k], r->symbols[k].start ? r->symbols[k].start : r->names[k], r);
    }
    int zero =
        fmpq_mpoly_compose_fmpq_mpoly(value, f, at, r->ctx, r->ctx) && fmpq_mpoly_is_zero(value, r->ctx);
    for (slong k = 0; k < r->n; k++) fmpq_mpoly_clear(at[k], r->ctx);
    fmpq_mpoly_clear(value, r->ctx);
    return zero;
}

void cf_algebra_vanishes(cf_run *run, const char *what, const cf_symbol *symbols, const char *text) {
    ring r;
    fmpq_mpoly_t f, rate, cofactor;
    ring_init(&r, symbols);
    fmpq_mpoly_init(f, r.ctx), fmpq_mpoly_init(rate, r.ctx), fmpq_mpoly_init(cofactor, r.ctx);
    read(f, text, &r);
    derive(rate, f, &r);
    int multiple = fmpq_mpoly_is_zero(f, r.ctx) || fmpq_mpoly_divides(cofactor, rate, f, r.ctx);
    cf_exact(run, what, multiple && starts_at_zero(f, &r));
    fmpq_mpoly_clear(f, r.ctx), fmpq_mpoly_clear(rate, r.ctx), fmpq_mpoly_clear(cofactor, r.ctx);
    fmpq_mpoly_ctx_clear(r.ctx);
}

void cf_algebra_derivative(cf_run *run, const char *what, const cf_symbol *symbols, const char *text,
                           const char *expected) {
    ring r;
    fmpq_mpoly_t f, rate, g;
    ring_init(&r, symbols);
    fmpq_mpoly_init(f, r.ctx), fmpq_mpoly_init(rate, r.ctx), fmpq_mpoly_init(g, r.ctx);
    read(f, text, &r);
    read(g, expected, &r);
    derive(rate, f, &r);
    cf_exact(run, what, fmpq_mpoly_equal(rate, g, r.ctx));
    fmpq_mpoly_clear(f, r.ctx), fmpq_mpoly_clear(rate, r.ctx), fmpq_mpoly_clear(g, r.ctx);
    fmpq_mpoly_ctx_clear(r.ctx);
}
