/* leave.h - how a forked child ends: at once, without the handlers and buffers that it has from its parent. A build that measures has its
 * say first: `make coverage` writes the lines that were reached, AddressSanitizer looks for leaks; otherwise _exit would keep them silent. */
#ifndef CF_LEAVE_H
#define CF_LEAVE_H

#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CF_LEAKS 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define CF_LEAKS 1
#endif
#ifdef CF_LEAKS
#include <sanitizer/lsan_interface.h>
#endif
#ifdef CF_COVERAGE
void __gcov_dump(void);
#endif

/* Before a child becomes another program. */
static inline void cf_keep_counts(void) {
#ifdef CF_COVERAGE
    __gcov_dump();
#endif
}

/* Before the process ends by other ways than exit: by _exit, or of a signal. Nonzero iff it leaks. */
static inline int cf_last_words(void) {
    cf_keep_counts();
#ifdef CF_LEAKS
    return __lsan_do_recoverable_leak_check();
#else
    return 0;
#endif
}

/* 99: it leaks; no code of the program's own. */
__attribute__((noreturn)) static inline void cf_leave(int code) {
    _exit(cf_last_words() ? 99 : code);
}

#endif
