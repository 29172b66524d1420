/* output.h - results to standard output: JSON as users script against it, and text for people. */
#ifndef CF_OUTPUT_H
#define CF_OUTPUT_H

#include "reference/ball.h"
#include <jansson.h>
#include <stddef.h>

/* A number, or the string "inf", "-inf", "nan". */
json_t *cf_json_double(double x);
json_t *cf_json_doubles(const double *x, size_t n);
/* {"mid": ..., "rad": ...} in decimal, the radius rounded up and including the rounding of mid. */
json_t *cf_json_ball(const arb_t x);
json_t *cf_json_ball_short(const arb_t x); /* at most 40 digits of mid: what is left of them is in the radius */
json_t *cf_json_balls(arb_srcptr x, size_t n);
json_t *cf_json_hex(double x); /* "0x1.8p-3" */
/* Prints one object on one line and releases it. Returns an exit code: 0, or 4 if there was no memory. */
int cf_json_print(json_t *object);

/* Text for people: "1.2345678901234567890 +/- 1.2e-40"; the caller frees it. At most digits of mid (0: all).
 */
char *cf_ball_text(const arb_t x, slong digits);
/* Prints one line "name  text", aligned. */
void cf_print_field(const char *name, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for a ball, to at most 40 digits. */
void cf_print_ball(const char *name, const arb_t x);

/* An upper bound of |x - ball|, inf where the ball is not finite or x is not. */
void cf_distance(mag_t out, double x, const arb_t ball);

/* Makes sure that everything printed has arrived; 0, or 4 after a message. */
int cf_output_close(void);

#endif
