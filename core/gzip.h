/* gzip.h - private: a file's bytes, unpacked if they are gzip's; zlib stays behind core/gzip.c. */
#ifndef CF_GZIP_H
#define CF_GZIP_H

#include <stddef.h>

typedef struct cf_unpacked cf_unpacked;
cf_unpacked *cf_unpacked_open(const char *path); /* NULL with errno */
/* Reads n bytes, fewer only at the end of the file. Returns how many, or -1 with *why: the stream is damaged or cut short. */
long cf_unpacked_read(cf_unpacked *file, void *out, size_t n, const char **why);
void cf_unpacked_close(cf_unpacked *file);

#endif
