/* options.h - the command line's options, by the rules of docs/certiflow.1:
 *
 *   --opt V and --opt=V are the same; options and operands may be mixed; `--` ends the options; a token that
 * begins with
 *   `-` followed by a digit, `.`, `inf` or `nan` is a value, and so is a lone `-`.
 *
 * getopt_long is not used because it takes "-1e-3" for options. */
#ifndef CF_OPTIONS_H
#define CF_OPTIONS_H

#include "reference/ball.h"
#include <stddef.h>

/* What a command, or the program, exits with. */
enum {
    CF_EXIT_OK = 0,
    CF_EXIT_DIFFERS = 1,   /* a verdict or figure differs from what is expected */
    CF_EXIT_USAGE = 2,     /* bad usage or input */
    CF_EXIT_UNDECIDED = 3, /* undecided or not converged within the budget */
    CF_EXIT_FAILED = 4,    /* an output or a resource failed */
    CF_EXIT_BUG = 5,
};

typedef struct {
    const char *name;    /* without the dashes; NULL ends a list */
    const char *metavar; /* of the value; NULL: a flag */
    const char *help;    /* one line, or several separated by '\n' */
    const char **value;  /* receives the text */
    int *flag;           /* receives 1 */
} cf_option;

typedef struct {
    const char *command; /* "solve" */
    const char *usage;   /* what follows "certiflow solve" */
    const char *summary; /* a line, or several */
    const char *example; /* NULL, or what follows "certiflow solve" in the example */
    const cf_option *options;
} cf_usage;

/* Parses argv[1..argc-1], argv[0] being the command. Leaves the operands in argv[1..*n_operands]. Returns -1
 * to go on, else the exit code: 0 after --help or --version, 2 after a message about bad usage. */
int cf_options_parse(const cf_usage *usage, size_t *n_operands, int argc, char **argv);

/* Prints "certiflow COMMAND: message", then where to find help, to standard error; returns CF_EXIT_USAGE. */
int cf_usage_error(const cf_usage *usage, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same without the reference to --help, for what is wrong with an input or a resource; returns code. */
int cf_complain(const cf_usage *usage, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* nonzero iff the token is a value although it begins with a dash (or does not begin with one) */
int cf_is_value(const char *token);

/* Values of options. All return -1 to go on, or the exit code after a message. text NULL: the default is
 * left. */
int cf_option_integer(const cf_usage *usage, long *out, const char *name, const char *text, long low,
                      long high);
int cf_option_decimal(const cf_usage *usage, fmpq_t out, const char *name, const char *text);
/* "1,2.5,1e-3": up to CF_OPTION_LIST positive numbers, *n of them */
enum { CF_OPTION_LIST = 64 };
int cf_option_positive_list(const cf_usage *usage, double *list, size_t *n, const char *name, const char *text);
/* --prec: 2 to 1000000 bits. */
int cf_option_prec(const cf_usage *usage, slong *out, const char *text);
/* --depth: 2 if text is NULL, or any decimal from 2 on, exactly. */
int cf_option_any_depth(const cf_usage *usage, fmpq_t out, const char *text);

/* The name of list (NULL-terminated) nearest to word if it is near enough for a hint (at most two edits, or a quarter
 * of the letters of a long word), or the only one that ends with it, else NULL. */
const char *cf_nearest(const char *word, const char *const *list);

#endif
