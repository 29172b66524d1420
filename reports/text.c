/* text.c - strings under construction. */
#include "reports/reports.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void cf_text_add(cf_text *t, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t n = (size_t)vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (t->length + n + 1 > t->capacity) {
        t->capacity = 2 * t->capacity + n + 256;
        t->text = realloc(t->text, t->capacity);
        if (!t->text) abort();
    }
    vsnprintf(t->text + t->length, n + 1, format, arguments);
    va_end(arguments);
    t->length += n;
}

json_t *cf_json_read(const char *path, size_t flags, json_error_t *why) {
    FILE *f = fopen(path, "rb");
    if (!f) {
        int reason = errno;
        memset(why, 0, sizeof *why);
        why->line = -1;
        snprintf(why->text, sizeof why->text, "%.110s: %s", path, strerror(reason));
        errno = reason;
        return NULL;
    }
    json_t *j = json_loadf(f, flags, why);
    int failed = ferror(f);
    fclose(f);
    if (!failed) return errno = EINVAL, j;
    json_decref(j);
    why->line = -1;
    snprintf(why->text, sizeof why->text, "%.110s: cannot be read", path);
    return errno = EIO, NULL;
}

void cf_text_clear(cf_text *t) {
    free(t->text);
    *t = (cf_text){0};
}

void cf_text_wrap(cf_text *t, const char *s, int indent, int width) {
    int column = indent;
    for (int first = 1; *(s += strspn(s, " ")); first = 0) {
        int n = (int)strcspn(s, " ");
        if (!first && column + 1 + n > width) {
            cf_text_add(t, "\n%*s", indent, "");
            column = indent;
        } else if (!first) {
            cf_text_add(t, " ");
            column++;
        }
        cf_text_add(t, "%.*s", n, s);
        column += n;
        s += n;
    }
}

void cf_text_add_escaped(cf_text *t, const char *s) {
    cf_text_add(t, "%s", "");
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '&')
            cf_text_add(t, "&amp;");
        else if (c == '<')
            cf_text_add(t, "&lt;");
        else if (c == '>')
            cf_text_add(t, "&gt;");
        else if (c == '"')
            cf_text_add(t, "&quot;");
        else if (c == '\n' || c == '\t')
            cf_text_add(t, "&#%d;", c); /* raw, an attribute would lose it */
        else
            cf_text_add(t, "%c", c < 32 ? '?' : c);
    }
}
