/* fail_alloc.c - LD_PRELOAD: counts malloc, calloc, realloc, aligned_alloc, posix_memalign over all processes of a run,
 * notes from which call stacks they come, or lets one of them fail; not in gnuplot, which is not ours. The state is the file $FAULT_STATE. */
#define _GNU_SOURCE
#include "fault_state.h"
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
void *__libc_memalign(size_t alignment, size_t n);

enum { FRAMES = 12, OBJECTS = 64 };
static fault_state *state;
static struct {
    uintptr_t start, end, base;
    fault_kind kind;
} object[OBJECTS];
static int n_objects;
static _Thread_local int inside;

static int has(const char *name, const char *const *list) {
    for (; *list; list++)
        if (strstr(name, *list)) return 1;
    return 0;
}

static int note_object(struct dl_phdr_info *o, size_t size, void *context) {
    static const char *const hooked[] = {"libgmp", "libmpfr", "libflint", "libjansson", NULL};
    (void)size, (void)context;
    for (int i = 0; i < o->dlpi_phnum && n_objects < OBJECTS; i++) {
        if (o->dlpi_phdr[i].p_type != PT_LOAD || !(o->dlpi_phdr[i].p_flags & PF_X)) continue;
        object[n_objects].base = o->dlpi_addr;
        object[n_objects].start = o->dlpi_addr + o->dlpi_phdr[i].p_vaddr;
        object[n_objects].end = object[n_objects].start + o->dlpi_phdr[i].p_memsz;
        object[n_objects].kind = *o->dlpi_name == '\0'            ? FAULT_PROGRAM
                                 : has(o->dlpi_name, hooked) ? FAULT_HOOKED
                                                             : FAULT_LIBRARY;
        n_objects++;
    }
    return 0;
}

static int object_of(uintptr_t at) {
    for (int i = 0; i < n_objects; i++)
        if (at >= object[i].start && at < object[i].end) return i;
    return -1;
}

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FAULT_STATE");
    char self[256] = "";
    void *frames[2];
    inside = 1;
    if (readlink("/proc/self/exe", self, sizeof self - 1) < 0 || !(strstr(self, "bin/certiflow") || strstr(self, "canary"))) path = NULL;
    int fd = path ? open(path, O_RDWR) : -1;
    if (fd >= 0) {
        void *p = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        close(fd);
        dl_iterate_phdr(note_object, NULL);
        backtrace(frames, 2); /* loads what it needs */
        if (p != MAP_FAILED) state = p;
    }
    inside = 0;
}

/* The stack's hash, and who asks: in a hooked library's call the program's hook stands between it and libc. */
static uint64_t look(fault_kind *kind) {
    void *frames[FRAMES];
    uint64_t hash = UINT64_C(14695981039346656037);
    int n = backtrace(frames, FRAMES), from = 0, seen = 0;
    *kind = FAULT_LIBRARY;
    for (; from < n; from++) { /* our own frames come first */
        Dl_info info;
        int o = object_of((uintptr_t)frames[from]);
        if (o >= 0 && object[o].kind == FAULT_LIBRARY && from < 4 && dladdr(frames[from], &info) && info.dli_fname &&
            strstr(info.dli_fname, "fail_alloc"))
            continue;
        break;
    }
    for (int i = from; i < n; i++) {
        int o = object_of((uintptr_t)frames[i]);
        if (o < 0) continue;
        if (seen == 0) *kind = object[o].kind;
        if (seen > 0 && seen < 4 && *kind == FAULT_PROGRAM && object[o].kind == FAULT_HOOKED) *kind = FAULT_HOOKED;
        seen++;
        hash = (hash ^ ((uintptr_t)frames[i] - object[o].base + (uintptr_t)o)) * UINT64_C(1099511628211);
    }
    return hash ? hash : 1;
}

static void note(uint64_t n, uint64_t hash, fault_kind kind) {
    for (uint64_t k = 0; k < FAULT_SITES; k++) {
        fault_site *s = &state->site[(hash + k) % FAULT_SITES];
        uint64_t nobody = 0;
        if (atomic_compare_exchange_strong(&s->hash, &nobody, hash)) {
            s->first = n;
            s->kind = (int)kind;
        }
        if (s->hash != hash) continue;
        s->last = n;
        s->count++;
        return;
    }
}

static int fails(void) {
    if (!state || inside) return 0;
    uint64_t n = ++state->calls;
    if (state->fail_at && n != state->fail_at) return 0;
    fault_kind kind;
    inside = 1;
    uint64_t hash = look(&kind);
    if (!state->fail_at) note(n, hash, kind);
    inside = 0;
    if (!state->fail_at) return 0;
    state->failed++;
    state->kind = (int)kind;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t n) { return fails() ? NULL : __libc_malloc(n); }
void *calloc(size_t n, size_t size) { return fails() ? NULL : __libc_calloc(n, size); }
void *realloc(void *p, size_t n) { return fails() ? NULL : __libc_realloc(p, n); }
void *aligned_alloc(size_t alignment, size_t n) { return fails() ? NULL : __libc_memalign(alignment, n); }
int posix_memalign(void **p, size_t alignment, size_t n) {
    if (fails()) return ENOMEM;
    *p = __libc_memalign(alignment, n);
    return *p ? 0 : ENOMEM;
}
