/* reader.h - a certificate is read once, from front to back; nothing is kept of it but the item at hand. */
#ifndef CHECK_READER_H
#define CHECK_READER_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct {
    FILE *file;
    int next;         /* the next character, or EOF */
    long line;
    bool failed;      /* after the first error everything else fails */
    char *text;       /* the last string */
    size_t room, length;
    char error[256];
} reader;

void reader_init(reader *r, FILE *file);
void reader_clear(reader *r);
bool reader_fail(reader *r, const char *what);
bool read_sign(reader *r, char c);                 /* exactly this one */
bool peek_sign(reader *r, char c);                 /* whether it comes next */
bool read_string(reader *r, size_t most);          /* into text, at most so many bytes */
bool read_word(reader *r, const char *word);       /* exactly this string */
bool read_key(reader *r, const char *key);         /* the string and a colon */
bool read_integer(reader *r, long *n, long least, long most);
bool read_rational(reader *r, mpq_t q);            /* "p" or "p/q" in lowest terms */
bool parse_rational(mpq_t q, const char *s);
bool read_end(reader *r);                          /* nothing but space until the end of the file */

void sha256(char hex[65], const char *data, size_t n);

#endif
