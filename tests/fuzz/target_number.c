/* target_number.c - numbers as text, read as doubles and as exact rationals. Both accept the same texts, but for
 * infinities and NaN (doubles alone) and for exponents and lengths beyond the limits of the rationals; the double is
 * the nearest to the rational. */
#include "core/io.h"
#include "reference/ball.h"
#include "tests/fuzz/fuzz.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 600, EXPONENT = 3000 };

/* |q - x| */
static void distance(fmpq_t out, const fmpq_t q, double x) {
    cf_fmpq_set_double(out, x);
    fmpq_sub(out, q, out);
    fmpq_abs(out, out);
}

static int nearest(double x, const fmpq_t q) {
    fmpq_t here, there;
    int yes = 1;
    fmpq_init(here), fmpq_init(there);
    distance(here, q, x);
    for (int side = -1; side <= 1; side += 2) {
        double y = nextafter(x, side * INFINITY);
        if (isinf(y)) continue;
        distance(there, q, y);
        yes &= fmpq_cmp(here, there) <= 0;
    }
    fmpq_clear(here), fmpq_clear(there);
    return yes;
}

void fuzz_number(const uint8_t *data, size_t size) {
    if (size > MOST) size = MOST;
    char text[MOST + 1];
    if (size) memcpy(text, data, size);
    text[size] = '\0';
    double x = 0;
    cf_number_status status = cf_parse_number(&x, text);
    int plain = status != CF_NUMBER_NOT && strpbrk(text, "0123456789");
    const char *e = strpbrk(text, text[0] && strpbrk(text, "xX") ? "pP" : "eE");
    long exponent = e ? strtol(e + 1, NULL, 10) : 0;
    if (labs(exponent) > EXPONENT) return; /* slow to compare; tests/test_number.c has the limits */
    fmpq_t q;
    fmpq_init(q);
    int exact = cf_fmpq_set_decimal(q, text) == 0;
    REQUIRE(exact == plain);
    if (exact) {
        REQUIRE((status == CF_NUMBER_OVERFLOW) == (isinf(x) != 0) && !isnan(x));
        if (status == CF_NUMBER_OK) REQUIRE(nearest(x, q));
        if (fmpq_is_zero(q)) REQUIRE(x == 0);
    }
    fmpq_clear(q);
}
