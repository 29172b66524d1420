/* lookup.c - see lookup.h. */
#include "verify/lookup.h"
#include "verify/run_private.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const cf_claim *cf_find_claim(const cf_claim *const *claims, const char *id) {
    for (; *claims; claims++)
        if (strcmp((*claims)->id, id) == 0) return *claims;
    return NULL;
}

static const char *nearest_id(const cf_claim *const *claims, const char *id) {
    size_t n = 0;
    while (claims[n]) n++;
    const char **ids = cf_must(calloc(n + 1, sizeof *ids));
    for (size_t i = 0; i < n; i++) ids[i] = claims[i]->id;
    const char *nearest = cf_nearest(id, ids);
    free(ids);
    return nearest;
}

/* The claims whose id holds the word, separated by ", ", at most five, bounds (FILE.NAME) last; "" if there are none. */
static void ids_with(char *out, size_t size, const cf_claim *const *claims, const char *word) {
    size_t used = 0, found = 0;
    out[0] = '\0';
    for (int bounds = 0; *word && bounds < 2; bounds++)
        for (size_t i = 0; claims[i]; i++) {
            const char *id = claims[i]->id;
            if (!strstr(id, word) || (strchr(id, '.') != NULL) != bounds || used + strlen(id) + 8 > size) continue;
            if (++found <= 5) used += (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "", id);
        }
    if (found > 5) snprintf(out + used, size - used, ", ...");
}

const cf_claim *cf_claim_or_hint(const cf_usage *usage, const cf_claim *const *claims, const char *id) {
    const cf_claim *c = cf_find_claim(claims, id);
    const char *nearest = c ? NULL : nearest_id(claims, id);
    char within[400] = "";
    if (!c && !nearest) ids_with(within, sizeof within, claims, id);
    if (nearest)
        cf_usage_error(usage, "unknown claim '%s'; is %s meant?", id, nearest);
    else if (within[0])
        cf_usage_error(usage, "unknown claim '%s'; there are %s (`certiflow claims` lists all)", id, within);
    else if (!c)
        cf_usage_error(usage, "unknown claim '%s'; `certiflow claims` lists them", id);
    return c;
}

static const char *const tier_names[] = {"quick", "full", "paper"};
const char *cf_tier_name(cf_tier tier) {
    return tier_names[tier];
}

int cf_read_tier(const cf_usage *usage, cf_tier *tier, const char *text) {
    if (!text) return -1;
    for (int i = 0; i < 3; i++)
        if (strcmp(text, tier_names[i]) == 0) {
            *tier = (cf_tier)i;
            return -1;
        }
    return cf_usage_error(usage, "--tier must be quick, full or paper, not '%s'", text);
}

void cf_split(char **buffer, const char **columns, size_t n, const char *line, char separator) {
    char *s = cf_copy(line);
    *buffer = s;
    for (size_t i = 0; i < n; i++) {
        columns[i] = s ? s : "";
        if (!s || i + 1 == n) continue;
        s = strchr(s, separator);
        if (s) *s++ = '\0';
    }
}

int cf_expected(cf_verdict *verdict, char **reason, const char *const *table, const char *id) {
    for (; *table; table++) {
        if (**table == '#' || **table == '\0') continue;
        char *buffer;
        const char *columns[3];
        cf_split(&buffer, columns, 3, *table, '\t');
        int found = strcmp(columns[0], id) == 0;
        int status = found ? cf_verdict_parse(verdict, columns[1]) : 0;
        if (found && status == 0 && reason) *reason = cf_copy(columns[2]);
        free(buffer);
        if (found) return status;
    }
    return -1;
}

int cf_next_word(char *word, size_t size, const char **s) {
    *s += strspn(*s, " ");
    size_t n = strcspn(*s, " ");
    if (n == 0) return 0;
    snprintf(word, size, "%.*s", (int)n, *s);
    *s += n;
    return 1;
}

typedef struct {
    const cf_claim *const *claims;
    const cf_claim **reached;
    size_t n;
    const cf_claim *path[256]; /* from the start to the claim under visit */
    size_t depth;
    int by_proof;
    char *defect;
} search;

static int visit(search *s, const cf_claim *claim);

static int visit_list(search *s, const cf_claim *from, const char *list) {
    char id[128];
    while (cf_next_word(id, sizeof id, &list)) {
        const cf_claim *c = cf_find_claim(s->claims, id);
        if (!c) {
            snprintf(s->defect, 256, "%s rests on %s, which is no claim", from->id, id);
            return -1;
        }
        if (visit(s, c) != 0) return -1;
    }
    return 0;
}

static int visit(search *s, const cf_claim *claim) {
    for (size_t i = 0; i < s->depth; i++)
        if (s->path[i] == claim) {
            snprintf(s->defect, 256, "%s rests on itself, through %s", claim->id, s->path[s->depth - 1]->id);
            return -1;
        }
    for (size_t i = 0; i < s->n; i++)
        if (s->reached[i] == claim) return 0;
    if (s->depth >= 256) {
        snprintf(s->defect, 256, "the chain below %s is longer than 256", s->path[0]->id);
        return -1;
    }
    s->path[s->depth++] = claim;
    if (visit_list(s, claim, claim->uses) != 0) return -1;
    if (s->by_proof && visit_list(s, claim, claim->proof_uses) != 0) return -1;
    s->depth--;
    if (s->depth > 0) s->reached[s->n++] = claim;
    return 0;
}

const cf_claim **cf_reach(const cf_claim *const *claims, const cf_claim *claim, int by_proof,
                          char defect[256]) {
    size_t n = 0;
    while (claims[n]) n++;
    search s = {.claims = claims, .by_proof = by_proof, .defect = defect};
    s.reached = cf_must(calloc(n + 2, sizeof *s.reached));
    if (visit(&s, claim) == 0) return s.reached;
    free(s.reached);
    return NULL;
}

cf_tier cf_tier_of(const cf_claim *const *claims, const cf_claim *claim) {
    char defect[256];
    cf_tier tier = claim->tier;
    if (claim->method != CF_M_REDUCTION) return tier;
    const cf_claim **reached = cf_reach(claims, claim, 0, defect);
    for (size_t i = 0; reached && reached[i]; i++)
        if (reached[i]->method == CF_M_PROOF && reached[i]->tier > tier) tier = reached[i]->tier;
    free(reached);
    return tier;
}

char *cf_place(const cf_claim *claim) {
    int appendix = claim->section[0] >= 'A' && claim->section[0] <= 'Z' && claim->section[1] == '\0';
    const char *head = appendix ? "Appendix" : "Section";
    size_t n = strlen(head) + strlen(claim->section) + strlen(claim->items) + 8;
    char *s = cf_must(malloc(n));
    snprintf(s, n, "%s %s: %s", head, claim->section, claim->items);
    return s;
}
