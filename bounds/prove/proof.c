/* proof.c - proofs and the views of a bound that their parts speak of. */
#include "bounds/prove/certificate.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

cf_proof *cf_proof_new(cf_proof_kind kind) {
    cf_proof *p = calloc(1, sizeof *p);
    if (!p) abort();
    p->kind = kind;
    return p;
}

cf_proof *cf_proof_rule(const char *format, ...) {
    cf_proof *p = cf_proof_new(CF_PROOF_RULE);
    va_list a;
    va_start(a, format);
    int n = vsnprintf(NULL, 0, format, a);
    va_end(a);
    p->head = malloc((size_t)n + 1);
    if (!p->head) abort();
    va_start(a, format);
    vsnprintf(p->head, (size_t)n + 1, format, a);
    va_end(a);
    return p;
}

void cf_proof_free(cf_proof *p) {
    if (!p) return;
    for (int k = 0; k < p->n; k++) {
        cf_search_clear(p->search[k]);
        free(p->search[k]);
    }
    free(p->search);
    free(p->head);
    for (int k = 0; k < CF_PROOF_PARTS; k++) {
        cf_proof_free(p->part[k]);
        cf_view_free(p->view[k]);
    }
    free(p);
}

cf_bound *cf_view_new(const cf_bound *bound) {
    cf_bound *v = malloc(sizeof *v);
    if (!v) abort();
    *v = *bound;
    v->interval = malloc((size_t)bound->n_variables * sizeof *v->interval);
    if (!v->interval) abort();
    v->where = malloc((size_t)(bound->n_where + 1) * sizeof *v->where);
    if (!v->where) abort();
    for (int k = 0; k < bound->n_where; k++) v->where[k] = bound->where[k];
    for (int i = 0; i < bound->n_variables; i++)
        for (int k = 0; k < 2; k++) {
            cf_end *e = &v->interval[i][k];
            *e = bound->interval[i][k];
            fmpq_init(e->value);
            fmpq_set(e->value, bound->interval[i][k].value);
        }
    return v;
}

void cf_view_free(cf_bound *view) {
    if (!view) return;
    for (int i = 0; i < view->n_variables; i++)
        for (int k = 0; k < 2; k++) fmpq_clear(view->interval[i][k].value);
    free(view->interval);
    free(view->where);
    free(view);
}
