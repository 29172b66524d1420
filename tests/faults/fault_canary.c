/* fault_canary.c - programs that treat faults wrongly, on purpose: tests/faults.sh has to notice each.
 *     half      a write fails: a message and exit 4, but half a file stays
 *     silent    a write fails: exit 4 without a word
 *     leftover  a write fails: a message and exit 4, but another file stays
 *     ignored   an allocation fails: exit 0 with another result
 *     crash     an allocation fails: a crash
 *     endless   an allocation fails: no end */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int put(int fd, const char *s) {
    return write(fd, s, strlen(s)) < 0;
}

int main(int argc, char **argv) {
    const char *way = argc > 1 ? argv[1] : "";
    volatile int *numbers = malloc(1000 * sizeof *numbers);
    if (!numbers && strcmp(way, "endless") == 0)
        for (;;) pause();
    if (!numbers && strcmp(way, "crash") == 0) numbers[0] = 1;
    int fd = open("out.txt", O_WRONLY | O_CREAT | O_TRUNC, 0666);
    int bad = put(fd, "one\n"), second = put(fd, numbers ? "two\n" : "three\n");
    close(fd);
    free((void *)numbers);
    if (!bad && !second) return 0;
    if (strcmp(way, "half") != 0) unlink("out.txt");
    if (strcmp(way, "leftover") == 0) close(open("out.txt.new", O_WRONLY | O_CREAT, 0666));
    if (strcmp(way, "silent") != 0) fprintf(stderr, "canary: no space\n");
    return 4;
}
