/* test_cmd_descend.c - certiflow descend as its users meet it: JSON, partial results, messages. */
#include "support.h"
#include <criterion/criterion.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

static json_t *parse(const outcome *o) {
    json_error_t error;
    json_t *json = json_loads(o->out, JSON_DISABLE_EOF_CHECK, &error);
    cr_assert(json, "%s in %s", error.text, o->out);
    return json;
}

static void problem(void) {
    enter();
    put("X.csv", "1,2,0.5\n0,1,-1\n");
    put("y.csv", "1\n0.5\n");
    put("p.csv", "0.5,0.4,0.3\n");
    put("m.csv", "0.2\n0.3\n0.4\n");
}

Test(descend, target_reached_and_certified) {
    problem();
    outcome o = run("descend --x X.csv --y y.csv --alpha 0.5 --certify --json");
    cr_assert_eq(o.code, 0, "%s", o.err);
    json_t *a = parse(&o);
    cr_assert_str_eq(json_string_value(json_object_get(a, "end")), "target");
    cr_assert(json_is_false(json_object_get(a, "partial")));
    cr_assert(number(a, "residual") <= 1e-10);
    cr_assert(number(a, "step") <= number(a, "stable_step_flow") / 2);
    json_t *bias = json_object_get(a, "bias"), *plus = json_object_get(a, "log_plus");
    for (size_t i = 0; i < 3; i++) {
        cr_assert(json_number_value(json_array_get(plus, i)) <= log(0.5) + 1e-12);
        cr_assert(fabs(json_number_value(json_array_get(bias, i))) < 1);
    }
    json_t *certified = json_object_get(a, "certified");
    cr_assert(certified && number(certified, "contraction") < 1);
    cr_assert(json_object_get(json_object_get(certified, "distance"), "mid"));
    json_decref(a);
    leave();
}

Test(descend, starts_from_files) {
    problem();
    outcome o = run("descend --x X.csv --y y.csv --start-plus p.csv --start-minus m.csv --depth 3 --json");
    cr_assert_eq(o.code, 0, "%s", o.err);
    json_t *a = parse(&o);
    cr_assert_null(json_object_get(a, "bias"));
    cr_assert_eq(json_array_size(json_object_get(a, "beta")), 3);
    json_decref(a);
    o = run("descend --x X.csv --y y.csv --start-plus p.csv --start-minus m.csv");
    cr_assert_eq(o.code, 0, "%s", o.err);
    cr_assert(strstr(o.out, "ln w_+ eff."));
    leave();
}

Test(descend, partial_results_are_kept_and_marked) {
    static const struct {
        const char *more, *end;
    } cases[] = {
        {"--max-steps 2", "budget"}, {"--step 100", "diverged"}, {"--step 100 --depth 3", "unstable"}};
    problem();
    for (int k = 0; k < 3; k++) {
        outcome o = run("descend --x X.csv --y y.csv --alpha 0.5 --json %s", cases[k].more);
        cr_assert_eq(o.code, 3, "%s: exit %d", cases[k].more, o.code);
        json_t *a = parse(&o);
        cr_assert_str_eq(json_string_value(json_object_get(a, "end")), cases[k].end);
        cr_assert(json_is_true(json_object_get(a, "partial")));
        for (size_t i = 0; i < 3; i++)
            cr_assert(json_is_number(json_array_get(json_object_get(a, "beta"), i)));
        json_decref(a);
        cr_assert(strstr(o.err, "certiflow descend: "), "%s", o.err);
    }
    leave();
}

Test(descend, bad_input) {
    static const char *const cases[][2] = {
        {"--alpha 0.5 --step 0", "--step must be above 0"},
        {"--alpha 0.5 --step -0.1", "--step must be above 0"},
        {"--alpha 0.5 --step inf", "--step must be a decimal"},
        {"--alpha 0.5 --target 0", "--target must lie between 0 and 1"},
        {"--alpha 0", "--alpha must be a decimal above 0"},
        {"--log-alpha -500", "within 150"},
        {"", "--alpha A or --log-alpha LA is needed"},
        {"--start-plus p.csv", "belong together"},
        {"--start-plus p.csv --start-minus m.csv --alpha 1", "not both"},
        {"--start-plus zero.csv --start-minus m.csv", "value 2 is 0: a start must be above 0"},
        {"--start-plus p.csv --start-minus negative.csv", "value 3 is -1: a start must be above 0"},
        {"--start-plus p.csv --start-minus short.csv", "3 values"},
        {"--start-plus p.csv --start-minus nan.csv", "nan.csv:1:"},
        {"--start-plus p.csv --start-minus none.csv", "none.csv"},
        {"--alpha 0.5 --depth 1", "--depth must be 2 or more"},
        {"--alpha 0.5 --depth 2000", "--depth must be 2, or a double from above 2 to 1000"},
        {"--alpha 0.5 --max-steps -1", "--max-steps must be a whole number"},
    };
    problem();
    put("zero.csv", "0.5,0,0.3\n");
    put("negative.csv", "0.5,1,-1\n");
    put("short.csv", "0.5,1\n");
    put("nan.csv", "0.5,nan,1\n");
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        outcome o = run("descend --x X.csv --y y.csv %s", cases[k][0]);
        cr_expect(o.code == 2, "%s: exit %d, %s", cases[k][0], o.code, o.err);
        cr_expect(strstr(o.err, cases[k][1]), "%s: %s", cases[k][0], o.err);
        cr_expect(o.out[0] == '\0');
    }
    leave();
}

/* y = 0 from a uniform start: there already */
Test(descend, no_targets) {
    problem();
    put("zero.csv", "0\n0\n");
    outcome o = run("descend --x X.csv --y zero.csv --alpha 0.5 --json");
    cr_assert_eq(o.code, 0, "%s", o.err);
    json_t *a = parse(&o);
    cr_assert_eq(json_integer_value(json_object_get(a, "steps")), 0);
    json_decref(a);
    leave();
}
