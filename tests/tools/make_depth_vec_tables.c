/* make_depth_vec_tables.c - prints core/depth_vec_tables.h by the rule of depth_vec_rule.h. */
#include <math.h>
#include <stdio.h>
#include "tests/depth_vec_rule.h"

static void print_array(const double *x, int n) {
    printf("{");
    for (int i = 0; i < n; i++) printf("%a%s", x[i], i < n - 1 ? ", " : "},\n");
}

int main(void) {
    printf("/* depth_vec_tables.h - private: the constants of depth_vec.c; see there for their meaning. "
           "Printed by\n"
           " * tests/tools/make_depth_vec_tables.c; tests/test_depth_vec.c recomputes every number. */\n"
           "#ifndef CF_DEPTH_VEC_TABLES_H\n#define CF_DEPTH_VEC_TABLES_H\n\n#include \"depth_vec.h\"\n\n"
           "static const depth_vec_tables depth_vec_table[3] = {\n");
    for (slong depth = 3; depth <= 5; depth++) {
        depth_vec_tables t;
        rule_tables(&t, depth);
        printf("{ /* depth %d */\n", (int)depth);
        print_array(t.centre, 16);
        print_array(t.at_centre, 16);
        printf("{");
        for (int i = 0; i < DEPTH_VEC_PIECE; i++) print_array(t.piece[i], 16);
        printf("},\n");
        print_array(t.tail, DEPTH_VEC_TAIL);
        print_array(t.root, 16);
        print_array(t.root_lo, 16);
        print_array(t.power, 8);
        print_array(t.power_lo, 8);
        print_array(t.binomial, DEPTH_VEC_BINOMIAL);
        printf("},\n");
    }
    printf("};\n\n#endif\n");
    return 0;
}
