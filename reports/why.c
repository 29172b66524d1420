/* why.c - the chain from a claim to its numbers, as text. */
#include "reports/reports.h"
#include "verify/lookup.h"
#include "verify/verdict.h"
#include <stdlib.h>
#include <string.h>

#define WIDTH 110
#define SHOWN_FACTS 12

const char *cf_report_text(const json_t *object, const char *key) {
    const char *s = json_string_value(json_object_get(object, key));
    return s ? s : "";
}

int cf_report_differs(const json_t *claim) {
    return strcmp(cf_report_text(claim, "verdict"), cf_report_text(claim, "expected")) != 0;
}

const json_t *cf_report_claim(const json_t *report, const char *id) {
    size_t i;
    json_t *c;
    json_array_foreach(json_object_get(report, "claims"), i,
                       c) if (strcmp(cf_report_text(c, "id"), id) == 0) return c;
    return NULL;
}

static void field(cf_text *t, const char *name, const char *text) {
    if (!text || !*text) return;
    cf_text_add(t, "%-12s ", name);
    cf_text_wrap(t, text, 13, WIDTH);
    cf_text_add(t, "\n");
}

static void add_ball(cf_text *t, const char *name, const json_t *ball) {
    if (!ball) return;
    if (json_is_string(ball))
        cf_text_add(t, "\n        %s = %s", name, json_string_value(ball));
    else
        cf_text_add(t, "\n        %s = %s +/- %s", name, cf_report_text(ball, "mid"),
                    cf_report_text(ball, "rad"));
}

static const char *truth_word(const json_t *holds) {
    return json_is_true(holds) ? "holds" : json_is_false(holds) ? "fails" : "open";
}

static void add_fact(cf_text *t, const json_t *fact) {
    cf_text_add(t, "    %-5s  %s", truth_word(json_object_get(fact, "holds")), cf_report_text(fact, "what"));
    if (*cf_report_text(fact, "note")) cf_text_add(t, " (%s)", cf_report_text(fact, "note"));
    add_ball(t, "a", json_object_get(fact, "a"));
    add_ball(t, "b", json_object_get(fact, "b"));
    cf_text_add(t, "\n");
}

/* At most SHOWN_FACTS of them; those that do not hold come first. */
static void add_instance(cf_text *t, const char *heading, const json_t *instance) {
    if (!instance) return;
    size_t i, shown = 0;
    json_t *fact, *facts = json_object_get(instance, "facts");
    cf_text_add(t, "\n%s\n  ", heading);
    cf_text_wrap(t, cf_report_text(instance, "instance"), 2, WIDTH);
    cf_text_add(t, "\n");
    json_array_foreach(json_object_get(instance, "hypotheses"), i, fact)
        cf_text_add(t, "    %-5s  hypothesis: %s\n", truth_word(json_object_get(fact, "holds")),
                    cf_report_text(fact, "what"));
    for (int pass = 0; pass < 2; pass++) json_array_foreach(facts, i, fact) {
            if (json_is_true(json_object_get(fact, "holds")) != pass || shown >= SHOWN_FACTS) continue;
            add_fact(t, fact);
            shown++;
        }
    if (json_array_size(facts) > shown) cf_text_add(t, "    ... %zu more\n", json_array_size(facts) - shown);
}

const json_t *cf_report_example(const json_t *examples) {
    size_t i;
    json_t *instance;
    const json_t *best = json_array_get(examples, 0);
    int best_rank = 0;
    json_array_foreach(examples, i, instance) {
        const char *text = cf_report_text(instance, "instance");
        int rank = !strstr(text, "X = [") ? 0 : strstr(text, "d = 1,") ? 1 : 2;
        if (rank > best_rank) best_rank = rank, best = instance;
    }
    return best;
}

static void add_groups(cf_text *t, const json_t *check) {
    size_t i;
    json_t *g;
    cf_text_add(t, "\nWhat was reported, over all instances that meet the hypotheses\n");
    json_array_foreach(json_object_get(check, "facts"), i, g) {
        cf_text_add(t, "  %s: %lld certified, %lld violated, %lld undecided", cf_report_text(g, "what"),
                    (long long)json_integer_value(json_object_get(g, "certified")),
                    (long long)json_integer_value(json_object_get(g, "violated")),
                    (long long)json_integer_value(json_object_get(g, "undecided")));
        json_t *slack = json_object_get(g, "least_slack"), *least = json_object_get(g, "least");
        if (json_is_real(slack) && json_integer_value(json_object_get(g, "violated")) == 0)
            cf_text_add(t, "; least relative slack %.3g", json_real_value(slack));
        if (least) {
            cf_text_add(t, ", at %s", cf_report_text(least, "instance"));
            add_ball(t, "a", json_object_get(least, "a"));
            add_ball(t, "b", json_object_get(least, "b"));
        }
        cf_text_add(t, "\n");
    }
}

/* The named values that the check kept; its tables and histograms are in the JSON. */
static void add_values(cf_text *t, const json_t *check) {
    json_t *values = json_object_get(check, "values"), *value;
    const char *key;
    if (!json_object_size(values)) return;
    cf_text_add(t, "\nEvidence\n");
    json_object_foreach(values, key, value) {
        cf_text_add(t, "  %s: ", key);
        if (json_is_string(value))
            cf_text_wrap(t, json_string_value(value), 4, WIDTH);
        else if (json_is_object(value))
            cf_text_add(t, "%s +/- %s", cf_report_text(value, "mid"), cf_report_text(value, "rad"));
        else if (json_is_integer(value))
            cf_text_add(t, "%lld", (long long)json_integer_value(value));
        else
            cf_text_add(t, "%.17g", json_number_value(value));
        cf_text_add(t, "\n");
    }
}

/* How much a verdict carries, the least first. */
static int strength(const char *verdict) {
    static const cf_verdict order[] = {CF_V_REFUTED,      CF_V_UNDECIDED,  CF_V_VACUOUS,   CF_V_OBSERVED,
                                       CF_V_AGREES,       CF_V_CONSISTENT, CF_V_CERTIFIED, CF_V_ARGUED,
                                       CF_V_PROVED_GIVEN, CF_V_PROVED};
    int k = 0;
    while (k < 10 && strcmp(verdict, cf_verdict_name(order[k])) != 0) k++;
    return k;
}

static void add_chain(cf_text *t, const json_t *report, const cf_claim *const *below, size_t n) {
    if (n == 0) {
        cf_text_add(t, "\nRests on no other claim.\n");
        return;
    }
    const json_t *weakest = NULL;
    cf_text_add(t, "\nRests, itself or its proof, on\n");
    for (size_t i = 0; i < n; i++) {
        const json_t *c = cf_report_claim(report, below[i]->id);
        if (!c) continue;
        cf_text_add(t, "  %-12s %-24s %s\n", cf_report_text(c, "verdict"), below[i]->id, below[i]->title);
        if (!weakest || strength(cf_report_text(c, "verdict")) < strength(cf_report_text(weakest, "verdict")))
            weakest = c;
    }
    if (weakest)
        cf_text_add(t, "The weakest link: %s, %s.\n", cf_report_text(weakest, "id"),
                    cf_report_text(weakest, "verdict"));
}

char *cf_report_why(const json_t *report, const cf_claim *claim, const cf_claim *const *below,
                    size_t n_below) {
    cf_text t = {0};
    const json_t *c = cf_report_claim(report, claim->id), *evidence = json_object_get(c, "evidence");
    const json_t *check = json_object_get(evidence, "check"), *canary = json_object_get(evidence, "canary");
    char *place = cf_place(claim);
    cf_text_add(&t, "%s: %s\n\n", claim->id, claim->title);
    field(&t, "Place", place);
    field(&t, "Statement", claim->statement);
    field(&t, "TeX", claim->tex);
    field(&t, "Domain", claim->domain);
    field(&t, "Checked", claim->checked);
    field(&t, "Method", cf_method_name(claim->method));
    field(&t, "Argument", claim->argument);
    field(&t, "Verdict", cf_report_text(c, "verdict"));
    field(&t, "Expected", cf_report_text(c, "expected"));
    field(&t, "Reason", cf_report_text(c, "reason"));
    field(&t, "Should read", claim->erratum ? claim->erratum : "");
    field(&t, claim->erratum ? "Corrected" : "As printed", claim->twin);
    add_groups(&t, check);
    add_values(&t, check);
    add_instance(&t, "The counterexample", json_object_get(check, "counterexample"));
    add_instance(&t, "The first instance left open", json_object_get(check, "undecided"));
    if (!json_object_get(check, "counterexample"))
        add_instance(&t, "An example to recheck by hand", cf_report_example(json_object_get(check, "examples")));
    add_chain(&t, report, below, n_below);
    cf_text_add(&t, "\nThe canary\n  ");
    cf_text_wrap(&t, claim->canary ? claim->canary : "", 2, WIDTH);
    if (claim->erratum) cf_text_add(&t, "\n  (the corrected statement: it has to be certified)");
    cf_text_add(&t, "\n");
    const json_t *earlier = json_object_get(canary, "earlier"); /* of the canaries before the last */
    for (size_t i = 0; i < json_array_size(earlier); i++)
        add_instance(&t, "refuted at", json_array_get(earlier, i));
    add_instance(&t, "refuted at", json_object_get(canary, "counterexample"));
    if (claim->erratum)
        add_instance(&t, "certified, for example, at", cf_report_example(json_object_get(canary, "examples")));
    cf_text_add(&t, "\nTo run it again: certiflow verify %s\n", claim->id);
    free(place);
    return t.text;
}
