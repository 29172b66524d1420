/* net_checkpoint.c - the state of a training run as a file: written to a temporary one beside it, flushed to
 * the disk, renamed over the old one, so that whatever happens a whole checkpoint is there.
 *
 *     "CFNET01\n", fingerprint, steps, epoch_correct, first_loss, epoch_loss, bytes (8 bytes each, as in
 * memory), the weights, and FNV-1a of all that precedes (8 bytes). Read on the kind of machine that wrote it.
 */
#include "net.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char magic[8] = {'C', 'F', 'N', 'E', 'T', '0', '1', '\n'};
typedef struct {
    char magic[8];
    cf_net_checkpoint state;
    uint64_t bytes;
} header;

uint64_t cf_net_fingerprint(uint64_t hash, const void *data, size_t bytes) {
    const unsigned char *p = data;
    if (hash == 0) hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < bytes; i++) hash = (hash ^ p[i]) * UINT64_C(1099511628211);
    return hash;
}

static cf_status fail(char *error, const char *path, const char *what) {
    snprintf(error, 256, "%.160s: %.90s", path, what);
    return CF_EIO;
}

cf_status cf_net_checkpoint_write(const char *path, const cf_net_checkpoint *state, const void *w,
                                  size_t bytes, char *error) {
    struct stat there;
    if (stat(path, &there) == 0 && !S_ISREG(there.st_mode))
        return fail(error, path, "exists and is not a regular file");
    char *temporary = malloc(strlen(path) + 48);
    if (!temporary) return CF_ENOMEM;
    sprintf(temporary, "%s.certiflow-%ld-XXXXXX", path, (long)getpid());
    header head = {.state = *state, .bytes = bytes};
    memcpy(head.magic, magic, sizeof magic);
    uint64_t sum = cf_net_fingerprint(cf_net_fingerprint(0, &head, sizeof head), w, bytes);
    sigset_t all, before; /* no signal ends us between the making of the temporary file and its renaming */
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    int fd = mkstemp(temporary);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "wb");
    int bad = !file || fwrite(&head, sizeof head, 1, file) != 1 || fwrite(w, 1, bytes, file) != bytes ||
              fwrite(&sum, sizeof sum, 1, file) != 1 || fflush(file) != 0 ||
              (fsync(fd) != 0 && errno != EINVAL);
    int reason = errno;
    if (file && fclose(file) != 0 && !bad) bad = 1, reason = errno;
    if (!bad && rename(temporary, path) != 0) bad = 1, reason = errno;
    if (bad && fd >= 0) unlink(temporary);
    if (!file && fd >= 0) close(fd);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    free(temporary);
    return bad ? fail(error, path, strerror(reason)) : CF_OK;
}

cf_status cf_net_checkpoint_read(cf_net_checkpoint *state, void *w, const char *path, uint64_t fingerprint,
                                 size_t bytes, char *error) {
    FILE *file = fopen(path, "rb");
    if (!file) return fail(error, path, strerror(errno));
    header head;
    uint64_t sum;
    char *read = malloc(bytes ? bytes : 1);
    cf_status status = read ? CF_OK : CF_ENOMEM;
    if (status == CF_OK &&
        (fread(&head, 1, sizeof head, file) != sizeof head || memcmp(head.magic, magic, sizeof magic) != 0))
        status = fail(error, path, "is not a checkpoint");
    if (status == CF_OK && (head.bytes != bytes || head.state.fingerprint != fingerprint))
        status = fail(error, path, "is the checkpoint of another net, data set, step, batch or seed");
    if (status == CF_OK &&
        (fread(read, 1, bytes, file) != bytes || fread(&sum, 1, sizeof sum, file) != sizeof sum))
        status = fail(error, path, "is cut short");
    if (status == CF_OK &&
        (fgetc(file) != EOF ||
         sum != cf_net_fingerprint(cf_net_fingerprint(0, &head, sizeof head), read, bytes)))
        status = fail(error, path, "is damaged: its checksum is wrong");
    fclose(file);
    if (status == CF_OK) *state = head.state, memcpy(w, read, bytes);
    free(read);
    return status;
}
