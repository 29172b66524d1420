/* certificate.c - writing certificates. */
#include "bounds/prove/certificate.h"
#include "bounds/prove.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *open_text(char **text, size_t *n) {
    FILE *f = open_memstream(text, n);
    if (!f) abort();
    return f;
}

/* JSON: the statement holds printable ASCII, and quotes or backslashes nowhere but in what is rejected by the parser. */
static void put_string(FILE *f, const char *s) {
    putc('"', f);
    for (; *s; s++) {
        if (*s == '"' || *s == '\\') putc('\\', f);
        putc(*s, f);
    }
    putc('"', f);
}

static void put_fmpq(FILE *f, const fmpq_t q) {
    char *s = fmpq_get_str(NULL, 10, q);
    fputs(s, f);
    flint_free(s);
}

static void head(FILE *f, const cf_bound *bound, const char *verdict, const fmpq *point, slong bits) {
    char hex[65];
    cf_sha256(hex, bound->statement, strlen(bound->statement));
    fputs("{\"certiflow-certificate\": 1,\n \"bound\": ", f);
    put_string(f, bound->name);
    fputs(",\n \"statement\": ", f);
    put_string(f, bound->statement);
    fprintf(f, ",\n \"sha256\": \"%s\",\n \"verdict\": \"%s\",\n \"point\": [", hex, verdict);
    for (int i = 0; i < bound->n_variables; i++) {
        fputs(i ? ", \"" : "\"", f);
        put_fmpq(f, point + i);
        putc('"', f);
    }
    fprintf(f, "], \"bits\": %ld", (long)bits + 64);
}

static void put_tree(FILE *f, const cf_search *s, int *first) {
    int *stack = malloc((size_t)(s->n + 1) * sizeof *stack), n = 0;
    if (!stack) abort();
    stack[n++] = 0;
    while (n > 0) {
        const cf_search_node *x = &s->node[stack[--n]];
        fputs(*first ? "\n  " : ",\n  ", f);
        *first = 0;
        if (x->leaf) {
            fputs(x->leaf, f);
            continue;
        }
        fprintf(f, "[\"split\",%d,\"", x->coordinate);
        put_fmpq(f, x->cut);
        fputs("\"]", f);
        stack[n++] = x->child[1];
        stack[n++] = x->child[0];
    }
    free(stack);
}

static void item(FILE *f, int *first) {
    fputs(*first ? "\n  " : ",\n  ", f);
    *first = 0;
}

static void put_proof(FILE *f, const cf_proof *p, int *first) {
    const cf_chart *chart;
    switch (p->kind) {
    case CF_PROOF_CHART:
        chart = &p->search[0]->chart;
        item(f, first);
        fputs("[\"scale\",[", f);
        for (int j = 0; j < chart->n; j++) fprintf(f, "%s%d", j ? "," : "", chart->list[j]);
        fputs("]]", f);
        for (int k = 0; k < p->n; k++) put_tree(f, p->search[k], first);
        return;
    case CF_PROOF_TREE: put_tree(f, p->search[0], first); return;
    case CF_PROOF_RULE:
        item(f, first);
        fputs(p->head, f);
        for (int k = 0; k < p->n_parts; k++) put_proof(f, p->part[k], first);
        return;
    }
}

char *cf_certificate_proved(const cf_bound *bound, const fmpq *point, slong bits, cf_proof *const *proof, int n_goals) {
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_text(&text, &n);
    head(f, bound, "PROVED", point, bits);
    fputs(",\n \"goals\": [", f);
    for (int g = 0; g < n_goals; g++) {
        int first = 1;
        fputs(g ? ", [" : "[", f);
        put_proof(f, proof[g], &first);
        putc(']', f);
    }
    fputs("]}\n", f);
    if (fclose(f) != 0) abort();
    return text;
}

char *cf_certificate_refuted(const cf_bound *bound, const fmpq *point, slong bits) {
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_text(&text, &n);
    head(f, bound, "REFUTED", point, bits);
    fputs("}\n", f);
    if (fclose(f) != 0) abort();
    return text;
}
