/* make_q_vec_tables.c - prints core/q_vec_tables.h by the rule of q_vec_rule.h.
 *
 * A piece's centre is found near its middle so that the ratio there is a double within 2^-11 ulp; a pair
 * (inverse, log) so that log = -ln inverse within 2^-62 and log is a multiple of 2^-42. */
#include "tests/q_vec_rule.h"
#include <math.h>
#include <stdio.h>

#define PIECE 14       /* coefficients of q */
#define PRIME_PIECE 14 /* of q' */
#define TAIL 9

static double find_centre(int j, int prime) {
    if (j == 0) return 0;
    double c = (rule_low(j) + rule_high(j)) / 2;
    arb_t x, y, d;
    arb_init(x);
    arb_init(y);
    arb_init(d);
    for (;; c = nextafter(c, INFINITY)) {
        arb_set_d(x, c);
        rule_ratio(y, x, prime);
        double value = rule_double(y);
        arb_set_d(d, value);
        arb_sub(d, y, d, RULE_PREC);
        int e;
        frexp(value, &e);
        if (fabs(rule_double(d)) < ldexp(1, e - 53 - 11)) break;
    }
    arb_clear(x);
    arb_clear(y);
    arb_clear(d);
    return c;
}

static void print_pieces(const char *name, int n, int prime) {
    double centre[8];
    arb_poly_t p[8];
    arb_t c, at_centre;
    arb_init(c);
    arb_init(at_centre);
    for (int j = 0; j < 8; j++) {
        centre[j] = find_centre(j, prime);
        arb_poly_init(p[j]);
        rule_piece(p[j], centre[j], j, n, prime);
    }
    printf("static const double %s_centre[8] = {", name);
    for (int j = 0; j < 8; j++) printf("%a%s", centre[j], j < 7 ? ", " : "};\n");
    printf("static const double %s_at_centre[8] = {", name);
    for (int j = 0; j < 8; j++) {
        arb_set_d(c, centre[j]);
        rule_ratio(at_centre, c, prime);
        printf("%a%s", rule_double(at_centre), j < 7 ? ", " : "};\n");
    }
    printf("static const double %s_piece[%d][8] = {\n", name, n);
    for (int i = 0; i < n; i++) {
        printf("{");
        for (int j = 0; j < 8; j++) {
            arb_poly_get_coeff_arb(c, p[j], i);
            printf("%a%s", rule_double(c), j < 7 ? ", " : i < n - 1 ? "},\n" : "}};\n");
        }
    }
    arb_poly_t t;
    arb_poly_init(t);
    rule_tail(t, TAIL, prime);
    printf("static const double %s_tail[%d] = {", name, TAIL);
    for (int i = 0; i < TAIL; i++) {
        arb_poly_get_coeff_arb(c, t, i);
        printf("%a%s", rule_double(c), i < TAIL - 1 ? ", " : "};\n\n");
    }
    for (int j = 0; j < 8; j++) arb_poly_clear(p[j]);
    arb_poly_clear(t);
    arb_clear(c);
    arb_clear(at_centre);
}

static void print_logarithm(void) {
    double inverse[16], log_of[16];
    arb_t x, y;
    arb_init(x);
    arb_init(y);
    for (int j = 0; j < 16; j++) {
        double log0 = rint(log(1 + (j + 0.5) / 16) * 0x1p42) * 0x1p-42;
        for (int k = 0;; k++) {
            log_of[j] = log0 + (k % 2 ? -1 : 1) * ((k + 1) / 2) * 0x1p-42;
            arb_set_d(x, -log_of[j]);
            arb_exp(x, x, 300);
            inverse[j] = rule_double(x);
            arb_set_d(x, inverse[j]);
            arb_log(x, x, 300);
            arb_set_d(y, log_of[j]);
            arb_add(x, x, y, 300);
            if (fabs(rule_double(x)) < 0x1p-62) break;
        }
    }
    printf("static const double q_vec_inverse[16] = {");
    for (int j = 0; j < 16; j++) printf("%a%s", inverse[j], j < 15 ? ", " : "};\n");
    printf("static const double q_vec_log[16] = {");
    for (int j = 0; j < 16; j++) printf("%a%s", log_of[j], j < 15 ? ", " : "};\n\n");
    arb_clear(x);
    arb_clear(y);
}

int main(void) {
    printf("/* q_vec_tables.h - private: the constants of q_vec.c; see there for their meaning. Printed by\n"
           " * tests/tools/make_q_vec_tables.c; tests/test_q.c recomputes every number. */\n"
           "#ifndef CF_Q_VEC_TABLES_H\n#define CF_Q_VEC_TABLES_H\n\n#define Q_VEC_PIECE %d\n#define "
           "Q_PRIME_VEC_PIECE %d\n#define "
           "Q_VEC_TAIL %d\n\n",
           PIECE, PRIME_PIECE, TAIL);
    print_pieces("q_vec", PIECE, 0);
    print_pieces("q_prime_vec", PRIME_PIECE, 1);
    print_logarithm();
    printf("#endif\n");
    return 0;
}
