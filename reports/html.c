/* html.c - the page: reports/page/template.html with its style, its program and the data put in; see page.h.
 *
 * In JSON '<' stands in strings alone, where it may be written \u003c: then neither "</script" nor "<!--" can end or
 * change the element that holds the data, whatever a statement or a file's name says. */
#include "reports/page.h"
#include "reports/reports.h"
#include "verify/run_private.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Put into the program by the build; each ends with NUL. */
extern const char cf_page_template[], cf_page_style[], cf_page_program[];

/* digits: significant ones of a double. */
static void add_json(cf_text *t, const json_t *j, size_t digits) {
    char *text = cf_must(json_dumps(j, JSON_COMPACT | JSON_REAL_PRECISION(digits)));
    const char *s = text;
    for (size_t n; *s; s += n) {
        n = strcspn(s, "<");
        cf_text_add(t, "%.*s", (int)n, s);
        if (!s[n]) break;
        cf_text_add(t, "\\u003c");
        n++;
    }
    free(text);
}

static void add_base64(cf_text *t, const unsigned char *bytes, size_t n) {
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *out = cf_must(malloc(n / 3 * 4 + 5)), *p = out;
    for (size_t i = 0; i < n; i += 3) {
        unsigned long b = (unsigned long)bytes[i] << 16;
        if (i + 1 < n) b |= (unsigned long)bytes[i + 1] << 8;
        if (i + 2 < n) b |= bytes[i + 2];
        *p++ = digit[b >> 18];
        *p++ = digit[b >> 12 & 63];
        *p++ = i + 1 < n ? digit[b >> 6 & 63] : '=';
        *p++ = i + 2 < n ? digit[b & 63] : '=';
    }
    *p = '\0';
    cf_text_add(t, "%s", out);
    free(out);
}

/* DIR/figures/NAME.svg as an image that needs no script, if it is there. */
static void add_image(cf_text *t, const char *dir, const json_t *figure) {
    const char *name = cf_report_text(figure, "name");
    size_t n = strlen(dir) + strlen(name) + 20;
    char *path = cf_must(malloc(n)), *bytes = cf_must(malloc(CF_PAGE_MOST_BYTES));
    snprintf(path, n, "%s/figures/%s.svg", dir, name);
    FILE *f = strchr(name, '/') ? NULL : fopen(path, "rb");
    size_t read = f ? fread(bytes, 1, CF_PAGE_MOST_BYTES, f) : 0;
    if (read > 0 && read < CF_PAGE_MOST_BYTES) {
        cf_text_add(t, "<figure><img alt=\"");
        cf_text_add_escaped(t, cf_report_text(figure, "title"));
        cf_text_add(t, "\" src=\"data:image/svg+xml;base64,");
        add_base64(t, (const unsigned char *)bytes, read);
        cf_text_add(t, "\"><figcaption>");
        cf_text_add_escaped(t, cf_report_text(figure, "title"));
        cf_text_add(t, "</figcaption></figure>\n");
    }
    if (f) fclose(f);
    free(path), free(bytes);
}

/* What a reader without JavaScript sees: the same facts as text, and the figures as static images. */
static void add_plain(cf_text *t, const char *markdown, const char *dir, const json_t *figures, int images) {
    size_t i;
    json_t *figure;
    cf_text_add(t, "<pre>");
    cf_text_add_escaped(t, markdown);
    cf_text_add(t, "</pre>\n");
    if (images) json_array_foreach(figures, i, figure) add_image(t, dir, figure);
}

/* The template with each @NAME@ of names replaced by the text beside it. */
static char *fill(const char *const (*names)[2], size_t n) {
    cf_text t = {0};
    for (const char *s = cf_page_template; *s;) {
        size_t before = strcspn(s, "@"), k = 0;
        cf_text_add(&t, "%.*s", (int)before, s);
        s += before;
        while (*s && k < n && strncmp(s, names[k][0], strlen(names[k][0])) != 0) k++;
        if (*s && k < n)
            cf_text_add(&t, "%s", names[k][1]), s += strlen(names[k][0]);
        else if (*s)
            cf_text_add(&t, "@"), s++;
    }
    return t.text;
}

static char *page(const char *title, const char *plain, const json_t *data, const json_t *figures) {
    cf_text d = {0}, f = {0};
    add_json(&d, data, 12);
    add_json(&f, figures, 8); /* they are drawn; NAME.json and NAME.csv have them whole */
    const char *const names[][2] = {{"@TITLE@", title}, {"@STYLE@", cf_page_style}, {"@PLAIN@", plain},
                                    {"@DATA@", d.text}, {"@FIGURES@", f.text},      {"@PROGRAM@", cf_page_program}};
    char *html = fill(names, sizeof names / sizeof *names);
    cf_text_clear(&d), cf_text_clear(&f);
    return html;
}

char *cf_page_html(const cf_results *r, const char *dir) {
    char *html = NULL, *markdown = cf_page_markdown(r);
    for (int level = 0; level < 3 && !html; level++) {
        cf_text plain = {0};
        json_t *data = cf_page_data(r, dir, level < 2);
        add_plain(&plain, markdown, dir, r->figures, level == 0);
        html = page("certiflow: report", plain.text, data, r->figures);
        if (strlen(html) > CF_PAGE_MOST_BYTES) free(html), html = NULL;
        cf_text_clear(&plain);
        json_decref(data);
    }
    free(markdown);
    return html;
}

char *cf_compare_html(const json_t *comparison) {
    cf_text plain = {0};
    json_t *data = json_pack("{s:s,s:O}", "kind", "compare", "comparison", comparison), *none = json_array();
    char *text = cf_compare_text(comparison);
    cf_text_add(&plain, "<pre>");
    cf_text_add_escaped(&plain, text);
    cf_text_add(&plain, "</pre>\n");
    char *html = page("certiflow: two runs compared", plain.text, data, none);
    cf_text_clear(&plain);
    json_decref(data), json_decref(none);
    free(text);
    return html;
}
