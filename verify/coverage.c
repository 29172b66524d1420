/* coverage.c - see coverage.h. */
#include "verify/coverage.h"
#include "reports/reports.h"
#include "verify/lookup.h"
#include <stdlib.h>
#include <string.h>

/* nonzero iff list, separated by ';' and blanks around it, has key */
static int names_item(const char *list, const char *key) {
    size_t n = strlen(key);
    while (*list) {
        list += strspn(list, " ;");
        size_t m = strcspn(list, ";"), trimmed = m;
        while (trimmed > 0 && list[trimmed - 1] == ' ') trimmed--;
        if (trimmed == n && strncmp(list, key, n) == 0) return 1;
        list += m;
    }
    return 0;
}

static json_t *claims_of(const cf_claim *const *claims, const char *key) {
    json_t *ids = json_array();
    for (; *claims; claims++)
        if (names_item((*claims)->items, key)) json_array_append_new(ids, json_string((*claims)->id));
    return ids;
}

static json_t *items_json(const cf_claim *const *claims, const char *const *items) {
    json_t *all = json_array();
    for (; *items; items++) {
        char *buffer;
        const char *columns[3];
        if (**items == '#' || **items == '\0') continue;
        cf_split(&buffer, columns, 3, *items, '\t');
        json_array_append_new(all, json_pack("{s:s,s:s,s:s,s:o}", "item", columns[0], "section", columns[1], "text",
                                             columns[2], "claims", claims_of(claims, columns[0])));
        free(buffer);
    }
    return all;
}

static int has_item(const json_t *items, const char *key, size_t n) {
    size_t i;
    json_t *item;
    json_array_foreach(items, i, item) {
        const char *s = json_string_value(json_object_get(item, "item"));
        if (strlen(s) == n && strncmp(s, key, n) == 0) return 1;
    }
    return 0;
}

static json_t *unknown_json(const cf_claim *const *claims, const json_t *items) {
    json_t *unknown = json_array();
    for (; *claims; claims++)
        for (const char *s = (*claims)->items; *(s += strspn(s, " ;"));) {
            size_t m = strcspn(s, ";"), n = m;
            while (n > 0 && s[n - 1] == ' ') n--;
            if (!has_item(items, s, n))
                json_array_append_new(unknown,
                                      json_pack("{s:s,s:s%}", "claim", (*claims)->id, "item", s, (size_t)n));
            s += m;
        }
    return unknown;
}

static json_t *sections_json(const json_t *items) {
    json_t *sections = json_object(), *item;
    size_t i;
    json_array_foreach(items, i, item) {
        const char *name = json_string_value(json_object_get(item, "section"));
        json_t *s = json_object_get(sections, name);
        if (!s) {
            s = json_pack("{s:i,s:i}", "items", 0, "without", 0);
            json_object_set_new(sections, name, s);
        }
        const char *counts[] = {"items", json_array_size(json_object_get(item, "claims")) ? NULL : "without"};
        for (int k = 0; k < 2 && counts[k]; k++)
            json_object_set_new(s, counts[k], json_integer(json_integer_value(json_object_get(s, counts[k])) + 1));
    }
    return sections;
}

json_t *cf_coverage_json(const cf_claim *const *claims, const char *const *items) {
    json_t *all = items_json(claims, items);
    return json_pack("{s:o,s:o,s:o}", "sections", sections_json(all), "unknown", unknown_json(claims, all), "items", all);
}

static const char *text_of(const json_t *object, const char *key) { return json_string_value(json_object_get(object, key)); }

static void add_item(cf_text *t, const json_t *item) {
    size_t k;
    json_t *id, *ids = json_object_get(item, "claims");
    cf_text_add(t, "  %-26s ", text_of(item, "item"));
    cf_text_wrap(t, text_of(item, "text"), 29, 112);
    cf_text_add(t, "\n%29s", "");
    if (json_array_size(ids) == 0) cf_text_add(t, "- no claim yet");
    cf_text list = {0};
    json_array_foreach(ids, k, id) cf_text_add(&list, "%s ", json_string_value(id));
    if (list.text) cf_text_wrap(t, list.text, 29, 112);
    free(list.text);
    cf_text_add(t, "\n");
}

char *cf_coverage_text(const cf_claim *const *claims, const char *const *items) {
    json_t *coverage = cf_coverage_json(claims, items), *item, *counts;
    cf_text t = {0};
    const char *section;
    size_t i;
    json_object_foreach(json_object_get(coverage, "sections"), section, counts) {
        cf_text_add(&t, "%s%s\n", t.length ? "\n" : "", cf_section_heading(section));
        json_array_foreach(json_object_get(coverage, "items"), i, item)
            if (strcmp(text_of(item, "section"), section) == 0) add_item(&t, item);
    }
    cf_text_add(&t, "\nItems, and how many of them have no claim yet\n");
    json_object_foreach(json_object_get(coverage, "sections"), section, counts)
        cf_text_add(&t, "  %-48s %3lld %8lld\n", cf_section_heading(section),
                    (long long)json_integer_value(json_object_get(counts, "items")),
                    (long long)json_integer_value(json_object_get(counts, "without")));
    json_array_foreach(json_object_get(coverage, "unknown"), i, item)
        cf_text_add(&t, "\nThe claim %s names \"%s\", which verify/items.tsv does not have.\n", text_of(item, "claim"),
                    text_of(item, "item"));
    json_decref(coverage);
    return t.text;
}
