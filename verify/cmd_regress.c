/* cmd_regress.c - certiflow regress: saves the golden results of the core, or compares the present ones with
 * them.
 *
 * Where the BLAS kernel and the number of its threads are those of the file, any change of bits is a
 * difference, and so is any change of an iteration count. Elsewhere the results in which BLAS takes part are
 * compared by the bound that the file gives for them, counts are not compared, and all others are still
 * compared by their bits. */
#include "atomic.h"
#include "commands.h"
#include "golden_file.h"
#include "options.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Doubles as integers in their order, so that a difference counts the doubles between. */
static int64_t ordered(double x) {
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits < 0 ? INT64_MIN - bits : bits;
}

/* "+3 ulp": how many doubles lie between, as a double because it may not fit. */
static double ulps_between(double was, double is) {
    if (isnan(was) || isnan(is)) return INFINITY;
    return (double)ordered(is) - (double)ordered(was);
}

/* Nonzero iff the row is as it should be. */
static int agrees(const cf_golden_row *was, const cf_golden_row *is, int same_kernel) {
    if (was->kind != is->kind) return 0;
    if (was->bits == is->bits) return 1;
    if (same_kernel) return 0;
    if (was->kind == CF_GOLDEN_COUNT) return 1;
    return was->kind == CF_GOLDEN_BLAS && fabs(cf_golden_double(is) - cf_golden_double(was)) <= was->bound;
}

static void print_difference(const cf_golden_row *was, const cf_golden_row *is) {
    char old[64], new[64];
    cf_golden_value(old, was);
    cf_golden_value(new, is);
    printf("%s  %s  [%zu]\n    was %-26s is %-26s", was->name, was->instance, was->index, old, new);
    if (was->kind == CF_GOLDEN_BITS || was->kind == CF_GOLDEN_BLAS)
        printf(" %+.17g ulp", ulps_between(cf_golden_double(was), cf_golden_double(is)));
    if (was->kind == CF_GOLDEN_BLAS) printf("   bound %.3g", was->bound);
    if (was->ulps >= 0 && is->ulps >= 0) printf("   error %.4f, was %.4f ulp", is->ulps, was->ulps);
    putchar('\n');
}

static int same_row(const cf_golden_row *a, const cf_golden_row *b) {
    return a->index == b->index && strcmp(a->name, b->name) == 0 && strcmp(a->instance, b->instance) == 0;
}

/* The row of list that stands for the same thing, looked for from *hint on: both lists have nearly the same
 * order. */
static const cf_golden_row *find(const cf_golden *list, const cf_golden_row *row, size_t *hint) {
    for (size_t k = 0; k < list->size; k++) {
        size_t i = (*hint + k) % list->size;
        if (same_row(&list->row[i], row)) {
            *hint = i + 1;
            return &list->row[i];
        }
    }
    return NULL;
}

/* Prints what differs; returns how many rows. */
static size_t compare(const cf_golden *was, const cf_golden *is, int same_kernel) {
    size_t differing = 0, hint = 0;
    for (size_t i = 0; i < was->size; i++) {
        const cf_golden_row *old = &was->row[i], *new = find(is, old, &hint);
        if (new &&agrees(old, new, same_kernel)) continue;
        differing++;
        if (new)
            print_difference(old, new);
        else
            printf("%s  %s  [%zu]\n    is not computed any more\n", old->name, old->instance, old->index);
    }
    hint = 0;
    for (size_t i = 0; i < is->size; i++) {
        const cf_golden_row *new = &is->row[i];
        if (find(was, new, &hint)) continue;
        differing++;
        printf("%s  %s  [%zu]\n    is not in the file\n", new->name, new->instance, new->index);
    }
    return differing;
}

static int compare_with_file(const cf_usage *usage, const char *path) {
    cf_golden was = {0}, is = {0};
    cf_golden_head then, now;
    char message[256];
    cf_golden_head_now(&now);
    long line = cf_golden_read(&then, &was, message, path);
    int code = CF_EXIT_OK;
    if (line < 0) {
        code = cf_complain(usage, CF_EXIT_USAGE, "%s: %s", path, message);
    } else if (line > 0) {
        code = cf_complain(usage, CF_EXIT_USAGE, "%s:%ld:1: %s", path, line, message);
    } else {
        cf_golden_run(&is);
        if (was.failed || is.failed) code = cf_complain(usage, CF_EXIT_FAILED, "out of memory");
    }
    if (code == CF_EXIT_OK) {
        int same = strcmp(then.kernel, now.kernel) == 0 && then.threads == now.threads;
        size_t differing = compare(&was, &is, same);
        printf("%zu results, %zu differ; BLAS kernel %s with %d thread%s", was.size, differing, now.kernel,
               now.threads, now.threads == 1 ? "" : "s");
        if (same)
            printf(", as in the file: every bit compared\n");
        else
            printf(", in the file %s with %d: results of BLAS compared by their bounds\n", then.kernel,
                   then.threads);
        if (differing && strcmp(then.libc, now.libc) != 0)
            printf("the C library is %s, in the file %s\n", now.libc, then.libc);
        code = differing ? CF_EXIT_DIFFERS : CF_EXIT_OK;
    }
    cf_golden_clear(&was);
    cf_golden_clear(&is);
    return code;
}

static int save(const cf_usage *usage, const char *path) {
    cf_golden golden = {0};
    cf_golden_head head;
    cf_golden_head_now(&head);
    cf_golden_run(&golden);
    char *text = golden.failed ? NULL : cf_golden_text(&head, &golden), error[512];
    int code = CF_EXIT_OK;
    if (!text)
        code = cf_complain(usage, CF_EXIT_FAILED, "out of memory");
    else if (cf_write_file(path, text, strlen(text), error) != 0)
        code = cf_complain(usage, CF_EXIT_FAILED, "%s", error);
    else
        printf("%zu results saved to %s; BLAS kernel %s with %d thread%s\n", golden.size, path, head.kernel,
               head.threads, head.threads == 1 ? "" : "s");
    free(text);
    cf_golden_clear(&golden);
    return code;
}

int cf_cmd_regress(int argc, char **argv) {
    const char *save_path = NULL, *against = NULL;
    const cf_option options[] = {
        {"save", "FILE", "write the present results to FILE", &save_path, NULL},
        {"against", "FILE", "compare the present results with FILE; exit 1 if any differ", &against, NULL},
        {0}};
    const cf_usage usage = {
        "regress", "--save FILE | --against FILE",
        "The golden results of the fast core: hexadecimal values, errors in ulp, iteration counts. On the "
        "BLAS\n"
        "kernel of the file any change of bits is a difference; on another, results of BLAS are compared by\n"
        "their bounds. OPENBLAS_CORETYPE=Haswell OPENBLAS_NUM_THREADS=1 pins the kernel.",
        "--against tests/data/regress.tsv", options};
    size_t n;
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code < 0 && n > 0) code = cf_usage_error(&usage, "unexpected argument '%s'", argv[1]);
    if (code < 0 && !save_path == !against)
        code = cf_usage_error(&usage, "one of --save FILE and --against FILE is needed");
    if (code >= 0) return code;
    return save_path ? save(&usage, save_path) : compare_with_file(&usage, against);
}
