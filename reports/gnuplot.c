/* gnuplot.c - see gnuplot.h. The script (reports/gnuplot_script.c) goes to gnuplot's standard input through an unnamed
 * file, so that neither side can wait for the other, and the picture comes back through a pipe: gnuplot would not notice
 * that a disk is full, and end as if the picture were whole. Nor would it notice that its script could not be read to the
 * end, or a write that failed: the last line of the script has to be heard of, and the picture is looked through. */
#include "reports/gnuplot.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_FOUND = 127 };
static const char end_of_script[] = "certiflow: end of the script";

static void child(FILE *in, int out, FILE *err) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_IGN); /* the terminal's Ctrl-C is ours to act on */
    if (dup2(fileno(in), 0) < 0 || dup2(out, 1) < 0 || dup2(fileno(err), 2) < 0) _exit(1);
    unsetenv("GNUTERM");
    /* -d: no initialisation file of the user's may change the picture */
    execlp("gnuplot", "gnuplot", "-d", "-", (char *)NULL);
    _exit(errno == ENOENT ? NOT_FOUND : 1);
}

static char *slurp(FILE *f, size_t *n) {
    if (fseek(f, 0, SEEK_END) != 0) return NULL;
    long size = ftell(f);
    rewind(f);
    char *s = size >= 0 ? malloc((size_t)size + 1) : NULL;
    if (!s || fread(s, 1, (size_t)size, f) != (size_t)size) {
        free(s);
        return NULL;
    }
    s[size] = '\0';
    *n = (size_t)size;
    return s;
}

/* What comes through the pipe up to its end; NULL if it cannot be read. */
static char *drain(int fd, size_t *n) {
    char *s = NULL;
    size_t room = 0;
    *n = 0;
    for (ssize_t k = 1; k > 0; *n += k > 0 ? (size_t)k : 0) {
        if (room - *n < 65537) {
            char *grown = realloc(s, room = 2 * room + 131072);
            if (!grown) return free(s), NULL;
            s = grown;
        }
        while ((k = read(fd, s + *n, 65536)) < 0 && errno == EINTR) {
        }
        if (k < 0) return free(s), NULL;
    }
    s[*n] = '\0';
    return s;
}

/* The exit status of gnuplot, -1 if the system gave no process; what it wrote in *picture. */
static int run(char **picture, size_t *n, FILE *in, FILE *err) {
    int ends[2], status;
    fflush(NULL);
    if (pipe(ends) != 0) return -1;
    pid_t pid = fork();
    if (pid == 0) child(in, ends[1], err);
    close(ends[1]);
    if (pid > 0) *picture = drain(ends[0], n);
    close(ends[0]);
    if (pid < 0) return -1;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* Nonzero iff gnuplot wrote to standard error what the script ends with. */
static int heard_end(FILE *err) {
    size_t n;
    char *text = slurp(err, &n), *at = text ? strstr(text, end_of_script) : NULL;
    free(text);
    return at != NULL;
}

/* The last line that gnuplot wrote to standard error, or what is known otherwise. */
static void explain(char error[512], FILE *err, int status) {
    size_t n = 0;
    char *text = slurp(err, &n), *line = text;
    if (status == NOT_FOUND) {
        snprintf(error, 512, "gnuplot is not installed; on Debian: apt-get install gnuplot-nox");
    } else {
        while (text && n > 0 && (text[n - 1] == '\n' || text[n - 1] == ' ')) text[--n] = '\0';
        for (char *s = text; s && (s = strchr(s, '\n')); s++) line = s + 1;
        snprintf(error, 512, "gnuplot failed (status %d): %.400s", status, status == 0 ? "the picture is not whole" : line ? line : "");
    }
    free(text);
}

char *cf_gnuplot_draw(size_t *n, const cf_figure_result *result, cf_picture_kind kind, int *missing, char error[512]) {
    char *script = cf_gnuplot_script(result, kind), *picture = NULL;
    FILE *in = tmpfile(), *err = tmpfile();
    const int written = in && err && fprintf(in, "%s\nprint \"%s\"\n", script, end_of_script) > 0 && fflush(in) == 0 && fseek(in, 0, SEEK_SET) == 0;
    free(script);
    *missing = 0;
    if (written) {
        int status = run(&picture, n, in, err);
        *missing = status == NOT_FOUND;
        if (picture && (status != 0 || !heard_end(err) || !cf_picture_is_whole(picture, *n, kind))) free(picture), picture = NULL;
        if (!picture) explain(error, err, status);
    } else {
        snprintf(error, 512, "a temporary file cannot be written: %s", strerror(errno));
    }
    if (in) fclose(in);
    if (err) fclose(err);
    return picture;
}
