/* random_expression.h - for tests: random expressions of the bound language, as text, and their values in doubles at
 * sample points of a box. */
#ifndef CF_TEST_RANDOM_EXPRESSION_H
#define CF_TEST_RANDOM_EXPRESSION_H

#include <stddef.h>

enum { SAMPLES = 24, EXPRESSION = 1000 };

/* An expression and its values in doubles at the sample points; a value may be NaN, where it is undefined. */
typedef struct {
    char text[EXPRESSION];
    double value[SAMPLES];
} expression;

typedef struct {
    unsigned long *rng;
    int variables;
    char domain[2][64];
    char at[SAMPLES][2][48]; /* the sample points, as text */
    double x[SAMPLES][2];
} world;

long drawn(world *w, long n); /* 0 .. n-1 at random */
/* A bounded interval for variable v, and sample points in it: its ends, and sixteenths between. */
void some_domain(world *w, int v);
/* An expression of so many levels; one time in fifty an argument may lie outside a function's domain. */
void some_expression(expression *out, world *w, int depth);
/* u >= 0, or > 0 if strictly; |u| < room: on its samples, by a change of u if need be. */
void make_positive(expression *u, world *w, int strictly);
void make_small(expression *u, world *w, double room);
/* The least and the greatest value on the samples; NaN is passed over. */
double expression_least(const expression *u), expression_most(const expression *u);
/* out = format with u and v in the places of %u and %v. */
void put_operands(char *out, size_t size, const char *format, const char *u, const char *v);

#endif
