/* output.c - results to standard output. */
#include "output.h"
#include "options.h"
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

json_t *cf_json_double(double x) {
    if (isnan(x)) return json_string("nan");
    if (isinf(x)) return json_string(x > 0 ? "inf" : "-inf");
    return json_real(x);
}

json_t *cf_json_doubles(const double *x, size_t n) {
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++) json_array_append_new(array, cf_json_double(x[i]));
    return array;
}

static json_t *json_ball(const arb_t x, slong digits) {
    char *mid, *rad;
    cf_ball_decimal(&mid, &rad, x, digits);
    json_t *object = json_pack("{s:s, s:s}", "mid", mid, "rad", rad);
    free(mid);
    free(rad);
    return object;
}

json_t *cf_json_ball(const arb_t x) {
    return json_ball(x, 0);
}
json_t *cf_json_ball_short(const arb_t x) {
    return json_ball(x, cf_ball_bits(x) > 130 ? 40 : 0);
}

json_t *cf_json_balls(arb_srcptr x, size_t n) {
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++) json_array_append_new(array, cf_json_ball(x + i));
    return array;
}

json_t *cf_json_hex(double x) {
    char text[40];
    snprintf(text, sizeof text, "%a", x);
    return json_string(text);
}

/* A failure to write is left in stdout's error flag, which cf_output_close reads. */
int cf_json_print(json_t *object) {
    char *text = object ? json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(17)) : NULL;
    json_decref(object);
    if (!text) {
        fprintf(stderr, "certiflow: out of memory\n");
        return CF_EXIT_FAILED;
    }
    puts(text);
    free(text);
    return CF_EXIT_OK;
}

char *cf_ball_text(const arb_t x, slong digits) {
    char *mid, *rad;
    cf_ball_decimal(&mid, &rad, x, digits);
    size_t n = strlen(mid) + strlen(rad) + 8;
    char *text = malloc(n);
    if (!text) flint_abort();
    snprintf(text, n, strcmp(rad, "0") == 0 ? "%s" : "%s +/- %s", mid, rad);
    free(mid);
    free(rad);
    return text;
}

void cf_print_field(const char *name, const char *format, ...) {
    va_list arguments;
    printf("%-22s ", name);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
}

void cf_print_ball(const char *name, const arb_t x) {
    char *text = cf_ball_text(x, cf_ball_bits(x) > 130 ? 40 : 0);
    cf_print_field(name, "%s", text);
    free(text);
}

void cf_distance(mag_t out, double x, const arb_t ball) {
    if (!isfinite(x) || !arb_is_finite(ball)) {
        mag_inf(out);
        return;
    }
    arb_t difference;
    arb_init(difference);
    arb_set_d(difference, x);
    arb_sub(difference, difference, ball, 128);
    arb_get_mag(out, difference);
    arb_clear(difference);
}

int cf_output_close(void) {
    errno = 0;
    int failed = fflush(stdout) != 0 || ferror(stdout);
    int reason = errno;
    if (fclose(stdout) != 0 && !failed) {
        failed = 1;
        reason = errno;
    }
    if (!failed) return CF_EXIT_OK;
    fprintf(stderr, "certiflow: standard output could not be written%s%s\n", reason ? ": " : "",
            reason ? strerror(reason) : "");
    return CF_EXIT_FAILED;
}
