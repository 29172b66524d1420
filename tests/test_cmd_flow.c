/* test_cmd_flow.c - certiflow flow as its users meet it: lines, JSON, exit codes, messages, partial results.
 */
#include "support.h"
#include <criterion/criterion.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void set_up(void) {
    enter();
    put("X.csv", "a,b,c\n1,0,0.5\n0,1,-0.25\n");
    put("y.csv", "1\n0.5\n");
}
TestSuite(cmd_flow, .init = set_up, .fini = leave);

/* the k-th line */
static json_t *line(const char *out, int k) {
    for (; k > 0; k--) {
        out = strchr(out, '\n');
        cr_assert(out);
        out++;
    }
    json_error_t error;
    json_t *json = json_loads(out, JSON_DISABLE_EOF_CHECK, &error);
    cr_assert(json, "%s in %s", error.text, out);
    return json;
}

static double ball_mid(const json_t *o, const char *key) {
    return atof(json_string_value(json_object_get(json_object_get(o, key), "mid")));
}

Test(cmd_flow, a_line_a_time_in_order) {
    outcome o = run("flow --x X.csv --y y.csv --alpha 0.1 --times 1,0,inf,0.25 --certify --json");
    cr_assert_eq(o.code, 0, "%s", o.err);
    const double wanted[] = {1, 0, -1, 0.25};
    double loss[4];
    for (int k = 0; k < 4; k++) {
        json_t *j = line(o.out, k), *c = json_object_get(j, "certified"), *beta = json_object_get(j, "beta");
        if (k == 2)
            cr_expect_str_eq(json_string_value(json_object_get(j, "t")), "inf");
        else
            cr_expect_eq(json_number_value(json_object_get(j, "t")), wanted[k]);
        cr_assert(c && json_array_size(beta) == 3 && json_array_size(json_object_get(c, "beta")) == 3);
        loss[k] = json_number_value(json_object_get(j, "loss"));
        cr_expect(fabs(ball_mid(c, "loss") - loss[k]) <= 1e-9);
        cr_expect(json_number_value(json_object_get(c, "max_relative_error")) < 1e-9);
        for (size_t i = 0; i < 3 && k == 1; i++) cr_expect_eq(json_number_value(json_array_get(beta, i)), 0);
        json_decref(j);
    }
    cr_expect(loss[1] == 1.25 && loss[3] < loss[1] && loss[0] < loss[3] && loss[2] < 1e-20);
}

Test(cmd_flow, depth_and_text) {
    outcome o = run("flow --x X.csv --y y.csv --log-alpha -1 --depth 3 --times 0.5,2,inf --certify");
    cr_expect(o.code == 0 && strstr(o.out, "correct digits") && strstr(o.out, "depth 3"), "%d %s %s", o.code,
              o.out, o.err);
    o = run("flow --x X.csv --y y.csv --alpha 0.5 --depth 2.5 --times=0.5");
    cr_expect(o.code == 0, "%s", o.err);
}

Test(cmd_flow, what_is_reached_is_kept_and_marked) {
    outcome o = run("flow --x X.csv --y y.csv --alpha 0.01 --times 1e-4,5,0 --max-steps 2 --json");
    cr_expect(o.code == 3 && strstr(o.err, "--max-steps"), "%d %s", o.code, o.err);
    json_t *reached = line(o.out, 0), *missed = line(o.out, 1), *zero = line(o.out, 2);
    cr_expect(json_object_get(reached, "beta") && json_object_get(zero, "beta"));
    cr_expect(!json_object_get(missed, "beta") && json_is_false(json_object_get(missed, "reached")));
    json_decref(reached), json_decref(missed), json_decref(zero);
}

Test(cmd_flow, bad_input) {
    refused("flow --x X.csv --y y.csv --alpha 0.1", "--times");
    refused("flow --x X.csv --y y.csv --alpha 0.1 --times 1,-2", "'-2'");
    refused("flow --x X.csv --y y.csv --alpha 0.1 --times nan", "'nan'");
    refused("flow --x X.csv --y y.csv --alpha 0.1 --times 1,,2", "''");
    refused("flow --x X.csv --y y.csv --alpha 0.1 --times 1e999", "1e999");
    refused("flow --x X.csv --y y.csv --alpha 0.1 --times -inf", "-inf");
    refused("flow --x X.csv --y y.csv --alpha 0 --times 1", "alpha");
    refused("flow --x X.csv --y y.csv --log-alpha -400 --times 1", "600");
    refused("flow --x X.csv --y y.csv --alpha 0.1 --times 1 --radius-bits 61", "radius-bits");
    put("bad.csv", "1\n1e999\n");
    refused("flow --x X.csv --y bad.csv --alpha 0.1 --times 1", "bad.csv");
    put("twice.csv", "1,2,3\n1,2,3\n");
    refused("flow --x twice.csv --y y.csv --alpha 0.1 --times 1", "rank");
}

Test(cmd_flow, zero_targets) {
    put("zero.csv", "0\n0\n");
    outcome o = run("flow --x X.csv --y zero.csv --alpha 0.1 --times 1,inf --certify --json");
    cr_assert_eq(o.code, 0, "%s", o.err);
    for (int k = 0; k < 2; k++) {
        json_t *j = line(o.out, k);
        cr_expect_eq(json_number_value(json_object_get(j, "loss")), 0);
        json_decref(j);
    }
}
