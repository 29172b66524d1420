/* gnuplot_whole.c - whether a picture has all of its bytes, as far as they show it. */
#include "reports/gnuplot.h"
#include <stdint.h>
#include <string.h>
#include <zlib.h>

static uint32_t big_endian(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* A signature, then chunks up to IEND: length of the data, type, data, checksum of type and data. */
static int png_is_whole(const unsigned char *p, size_t n) {
    size_t at = 8;
    if (n < 8 || memcmp(p, "\x89PNG\r\n\x1a\n", 8) != 0) return 0;
    while (n - at >= 12) {
        const unsigned char *chunk = p + at;
        size_t length = big_endian(chunk);
        if (length > n - at - 12 || crc32_z(0, chunk + 4, length + 4) != big_endian(chunk + 8 + length)) return 0;
        at += length + 12;
        if (memcmp(chunk + 4, "IEND", 4) == 0) return at == n;
    }
    return 0;
}

/* The end of the tag that begins at p; NULL if there is none, or if another begins before. */
static const char *end_of_tag(const char *p) {
    char quote = 0;
    for (p++; *p && (*p != '>' || quote); p++) {
        if (*p == '<') return NULL;
        if (quote ? *p == quote : *p == '"' || *p == '\'') quote = quote ? 0 : *p;
    }
    return *p ? p : NULL;
}

/* A stack of the tags that are open; nothing but white space behind the last. */
static int svg_is_whole(const char *s) {
    enum { DEPTH = 64 };
    const char *name[DEPTH], *end;
    size_t length[DEPTH];
    int open = 0, elements = 0;
    for (const char *p = s; (p = strchr(p, '<')); p = end + 1) {
        if (strncmp(p, "<!--", 4) == 0) {
            if (!(end = strstr(p, "-->"))) return 0;
            end += 2;
            continue;
        }
        if (!(end = end_of_tag(p))) return 0;
        if (p[1] == '?' || p[1] == '!') continue;
        if (open == 0 && elements > 0) return 0; /* a second root */
        size_t k = strcspn(p + 1 + (p[1] == '/'), " \t\r\n/>");
        if (p[1] == '/') {
            if (open == 0 || length[open - 1] != k || memcmp(name[open - 1], p + 2, k) != 0) return 0;
            open--;
        } else if (end[-1] != '/') {
            if (open == DEPTH) return 0;
            name[open] = p + 1, length[open++] = k;
        }
        elements++;
    }
    const char *last = strrchr(s, '>');
    return elements > 0 && open == 0 && last[1 + strspn(last + 1, " \t\r\n")] == '\0';
}

int cf_picture_is_whole(const char *picture, size_t n, cf_picture_kind kind) {
    if (kind == CF_PICTURE_PNG) return png_is_whole((const unsigned char *)picture, n);
    return strlen(picture) == n && svg_is_whole(picture);
}
