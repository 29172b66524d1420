/* gzip.c - zlib behind one file. A plain file is passed through; a gzip stream must be whole, its checksum right. */
#include "gzip.h"
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <zlib.h>

struct cf_unpacked {
    gzFile file;
};

cf_unpacked *cf_unpacked_open(const char *path) {
    struct stat st;
    if (stat(path, &st) != 0) return NULL;
    if (S_ISDIR(st.st_mode)) return errno = EISDIR, NULL;
    cf_unpacked *u = malloc(sizeof *u);
    if (!u) return NULL;
    errno = ENOMEM;
    if ((u->file = gzopen(path, "rb"))) return gzbuffer(u->file, 1 << 17), u;
    free(u);
    return NULL;
}

long cf_unpacked_read(cf_unpacked *u, void *out, size_t n, const char **why) {
    size_t done = 0;
    while (done < n) {
        unsigned want = n - done > INT_MAX / 2 ? INT_MAX / 2 : (unsigned)(n - done);
        int got = gzread(u->file, (char *)out + done, want), code;
        const char *text = gzerror(u->file, &code);
        if (got < 0 || code != Z_OK) {
            errno = code == Z_MEM_ERROR ? ENOMEM : EIO;
            *why = code == Z_BUF_ERROR ? "the gzip stream is cut short" : code == Z_ERRNO ? "cannot be read" : text;
            return -1;
        }
        done += (size_t)got;
        if ((unsigned)got < want) break;
    }
    return (long)done;
}

void cf_unpacked_close(cf_unpacked *u) {
    gzclose(u->file);
    free(u);
}
