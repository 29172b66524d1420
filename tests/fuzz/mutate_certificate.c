/* mutate_certificate.c - libFuzzer's mutator for certificates: besides changes of bytes, changes of the kinds that a
 * wrong prover would make: another number, frame, relation or rule, an item dropped, doubled or moved. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);

static unsigned next(unsigned *state, unsigned n) {
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % n;
}

/* [from, to) of the text becomes `with`. */
static size_t replace(char *text, size_t size, size_t most, size_t from, size_t to, const char *with, size_t n) {
    if (from > to || to > size || size - (to - from) + n > most) return size;
    char *copy = malloc(n + 1);
    if (!copy) return size;
    memcpy(copy, with, n);
    memmove(text + from + n, text + to, size - to);
    memcpy(text + from, copy, n);
    free(copy);
    return size - (to - from) + n;
}

/* The place of the k-th of the places of `set`, k at random; size if there is none. */
static size_t place(const char *text, size_t size, const char *set, unsigned *state) {
    size_t n = 0;
    for (size_t i = 0; i < size; i++) n += text[i] && strchr(set, text[i]) != NULL;
    if (n == 0) return size;
    size_t k = next(state, (unsigned)n);
    for (size_t i = 0; i < size; i++)
        if (text[i] && strchr(set, text[i]) && k-- == 0) return i;
    return size;
}

static size_t change_number(char *text, size_t size, size_t most, unsigned *state) {
    static const char *const numbers[] = {"0",  "1",  "2",  "3",   "-1",     "1/2",     "1/3",     "7/11",
                                          "64", "65", "96", "512", "99/100", "101/100", "1000000", "255"};
    size_t from = place(text, size, "0123456789", state), to = from;
    while (from > 0 && text[from - 1] >= '0' && text[from - 1] <= '9') from--;
    while (to < size && text[to] >= '0' && text[to] <= '9') to++;
    const char *with = numbers[next(state, sizeof numbers / sizeof *numbers)];
    return replace(text, size, most, from, to, with, strlen(with));
}

static size_t change_relation(char *text, size_t size, size_t most, unsigned *state) {
    static const char *const relations[] = {"<=", ">=", "<", ">"};
    size_t from = place(text, size, "<>", state);
    const char *with = relations[next(state, 4)];
    return from == size ? size
                        : replace(text, size, most, from, from + 1 + (from + 1 < size && text[from + 1] == '='), with,
                                  strlen(with));
}

static size_t change_operator(char *text, size_t size, unsigned *state) {
    size_t at = place(text, size, "+-*/^", state);
    if (at < size) text[at] = "+-*/^"[next(state, 5)];
    return size;
}

/* A word in quotes: a frame, a rule, an expression. */
static size_t change_word(char *text, size_t size, size_t most, unsigned *state) {
    static const char *const words[] = {"f",   "l", "h",   "m:0", "m:1/2", "l:0",   "l:1", "h:1",
                                        "h:5", "+", "-",   "in",  "out",   "same",  "0",   "1",
                                        "x",   "y", "x-y", "inf", "-inf",  "split", "face"};
    size_t from = place(text, size, "\"", state);
    const char *end = from + 1 < size ? memchr(text + from + 1, '"', size - from - 1) : NULL;
    const char *with = words[next(state, sizeof words / sizeof *words)];
    return end ? replace(text, size, most, from + 1, (size_t)(end - text), with, strlen(with)) : size;
}

/* A line dropped, doubled, or put in the place of another. */
static size_t change_line(char *text, size_t size, size_t most, unsigned *state) {
    size_t a[2], b[2];
    for (int k = 0; k < 2; k++) {
        a[k] = place(text, size, "\n", state);
        const char *end = a[k] + 1 < size ? memchr(text + a[k] + 1, '\n', size - a[k] - 1) : NULL;
        if (!end) return size;
        b[k] = (size_t)(end - text);
    }
    switch (next(state, 3)) {
    case 0: return replace(text, size, most, a[0], b[0], "", 0);
    case 1: return replace(text, size, most, a[0], a[0], text + a[0], b[0] - a[0]);
    default: return replace(text, size, most, a[0], b[0], text + a[1], b[1] - a[1]);
    }
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed) {
    char *text = (char *)data;
    unsigned state = seed;
    for (unsigned k = next(&state, 3); k < 3; k++) switch (next(&state, 7)) {
        case 0: size = LLVMFuzzerMutate(data, size, most); break;
        case 1: size = change_relation(text, size, most, &state); break;
        case 2: size = change_operator(text, size, &state); break;
        case 3: size = change_word(text, size, most, &state); break;
        case 4: size = change_line(text, size, most, &state); break;
        default: size = change_number(text, size, most, &state);
        }
    return size ? size : LLVMFuzzerMutate(data, size, most);
}
