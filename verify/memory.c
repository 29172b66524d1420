/* memory.c - see memory.h. A library hands a failed allocation back as a status; the program has no better answer to
 * it than to end, and an answer of its own at each of a thousand places could be the wrong one: a claim left undecided,
 * a JSON key left out, a file cut short. So the linker (--wrap, in the Makefile) sends every allocation of the
 * program's objects here, and the libraries that allocate through hooks are hooked. What is on the disk stays whole:
 * files come into being complete (atomic.c), cells of a store are transactions.
 *
 * Functions of libc that allocate inside and may hide that they could not (getline ends like a file, a memory stream
 * is cut short, a file that cannot be opened looks like a missing one) are wrapped too. */
#define _GNU_SOURCE /* fopencookie */
#include "verify/memory.h"
#include "reference/ball.h"
#include "verify/options.h"
#include <dlfcn.h>
#include <errno.h>
#include <jansson.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__real_aligned_alloc(size_t alignment, size_t n);
FILE *__real_fopen(const char *path, const char *mode);
ssize_t __real_getline(char **line, size_t *room, FILE *f);

_Noreturn void cf_out_of_memory(size_t bytes) {
    char text[80];
    int n = bytes ? snprintf(text, sizeof text, "certiflow: out of memory (%zu bytes more were asked for)\n", bytes)
                  : snprintf(text, sizeof text, "certiflow: out of memory\n");
    if (n > 0 && write(STDERR_FILENO, text, (size_t)n) < 0) _exit(CF_EXIT_FAILED);
    _exit(CF_EXIT_FAILED);
}

/* p, which may be NULL where nothing was asked for. */
static void *sure(void *p, size_t n) {
    if (!p && n > 0) cf_out_of_memory(n);
    return p;
}

void *__wrap_malloc(size_t n) {
    return sure(__real_malloc(n), n);
}
void *__wrap_calloc(size_t n, size_t size) {
    return sure(__real_calloc(n, size), n && size > (size_t)-1 / n ? (size_t)-1 : n * size);
}
void *__wrap_realloc(void *p, size_t n) {
    return sure(__real_realloc(p, n), n);
}
void *__wrap_aligned_alloc(size_t alignment, size_t n) {
    return sure(__real_aligned_alloc(alignment, n), n);
}
char *__wrap_strdup(const char *s) {
    size_t n = strlen(s) + 1;
    return memcpy(__wrap_malloc(n), s, n);
}

char *__wrap_strndup(const char *s, size_t most) {
    size_t n = strnlen(s, most);
    char *copy = memcpy(__wrap_malloc(n + 1), s, n);
    copy[n] = '\0';
    return copy;
}

FILE *__wrap_fopen(const char *path, const char *mode) {
    FILE *f = __real_fopen(path, mode);
    if (!f && errno == ENOMEM) cf_out_of_memory(0);
    return f;
}

ssize_t __wrap_getline(char **line, size_t *room, FILE *f) {
    errno = 0;
    ssize_t n = __real_getline(line, room, f);
    if (n < 0 && errno == ENOMEM) cf_out_of_memory(0);
    return n;
}

/* ----------------------------------------------------------------------------------- a stream into memory */

typedef struct {
    char **text;
    size_t *length, room;
} memory;

static ssize_t add(void *cookie, const char *bytes, size_t n) {
    memory *m = cookie;
    if (*m->length + n + 1 > m->room) {
        m->room = 2 * m->room + n + 256;
        *m->text = __wrap_realloc(*m->text, m->room);
    }
    memcpy(*m->text + *m->length, bytes, n);
    *m->length += n;
    (*m->text)[*m->length] = '\0';
    return (ssize_t)n;
}

static int end(void *cookie) {
    free(cookie);
    return 0;
}

/* As open_memstream for what is only written from front to back: *text and *length hold after fflush and fclose. */
FILE *__wrap_open_memstream(char **text, size_t *length) {
    memory *m = __wrap_malloc(sizeof *m);
    *m = (memory){.text = text, .length = length, .room = 256};
    *text = __wrap_calloc(m->room, 1), *length = 0;
    FILE *f = fopencookie(m, "w", (cookie_io_functions_t){.write = add, .close = end});
    if (!f) cf_out_of_memory(0);
    return f;
}

/* ------------------------------------------------------------------------------------------ the libraries */

static void *gmp_realloc(void *p, size_t before, size_t n) {
    (void)before;
    return __wrap_realloc(p, n);
}
static void gmp_free(void *p, size_t n) {
    (void)n;
    free(p);
}

/* LAPACKE hands a refused work array back as a number that its callers take for a singular matrix; but first it calls this
 * function, here instead of there. */
void LAPACKE_xerbla(const char *name, int info);
void LAPACKE_xerbla(const char *name, int info) {
    if (info == -1010 || info == -1011) cf_out_of_memory(0); /* LAPACK_WORK_MEMORY_ERROR, LAPACK_TRANSPOSE_MEMORY_ERROR */
    fprintf(stderr, "certiflow: parameter %d of %s is wrong\n", -info, name);
}

/* OpenBLAS asks for each of its work buffers again and again until the system gives it: without end where none is left. Before it needs one
 * more than it ever had at once (it keeps them), as much is asked for here. Its threads can make a buffer pass that was not asked for, hardly
 * ever; where it is linked otherwise, or another BLAS is in its place, these two are never called. */
enum { BLAS_BUFFER = 129 << 20 };
static atomic_int in_use, most_in_use;

static void *next_symbol(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort(); /* who calls the one has the other */
    return found;
}

void *blas_memory_alloc(int position);
void *blas_memory_alloc(int position) {
    static void *(*_Atomic next)(int);
    void *(*call)(int) = next;
    if (!call) {
        *(void **)&call = next_symbol("blas_memory_alloc");
        next = call;
    }
    int n = atomic_fetch_add(&in_use, 1) + 1, most = most_in_use;
    if (n > most) {
        free(__wrap_malloc(BLAS_BUFFER));
        while (n > most && !atomic_compare_exchange_weak(&most_in_use, &most, n)) {
        }
    }
    return call(position);
}

void blas_memory_free(void *buffer);
void blas_memory_free(void *buffer) {
    static void (*_Atomic next)(void *);
    void (*call)(void *) = next;
    if (!call) {
        *(void **)&call = next_symbol("blas_memory_free");
        next = call;
    }
    call(buffer);
    atomic_fetch_sub(&in_use, 1);
}

void cf_memory_begin(void) {
    mp_set_memory_functions(__wrap_malloc, gmp_realloc, gmp_free);
    __flint_set_memory_functions(__wrap_malloc, __wrap_calloc, __wrap_realloc, free);
    json_set_alloc_funcs(__wrap_malloc, free);
}
