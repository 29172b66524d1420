/* reader.h - a certificate is read once, from front to back; nothing is kept of it but the item at hand. An error jumps to `failed`. */
#ifndef CHECK_READER_H
#define CHECK_READER_H

#include <gmp.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct {
    FILE *file;
    int next; /* the next character, or EOF */
    long line;
    char *text; /* the last string */
    size_t room, length; char error[512]; jmp_buf failed;
} reader;

_Noreturn void reader_fail(reader *r, const char *what);
void read_start(reader *r, FILE *file);
bool next_is(reader *r, char c), accept_sign(reader *r, char c);
void read_signs(reader *r, const char *signs); /* each in turn */
const char *read_string(reader *r, size_t most); /* at most so many bytes */
void read_key(reader *r, char before, const char *key); /* the sign, "key": */
long read_integer(reader *r, long least, long most);
void read_rational(reader *r, mpq_t q); /* "p" or "p/q" in lowest terms */
bool parse_rational(mpq_t q, const char *s);

void sha256(char hex[65], const char *data, size_t n);

#endif
