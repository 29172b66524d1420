/* test_cmd_factor.c - certiflow factor as its users meet it: the path, the certified norms, paths that end
 * early, bad input. */
#include "support.h"
#include <criterion/criterion.h>
#include <string.h>

TestSuite(cmd_factor, .init = enter, .fini = leave);

Test(cmd_factor, path_digits_and_certified_norms) {
    json_t *o = answer(
               "factor --d 4 --entries 10 --alpha 0.05 --times 0,1,5 --certify --digits --prec 96 --json"),
           *path, *certified;
    path = json_object_get(o, "path"), certified = json_object_get(o, "certified");
    cr_assert_eq(json_array_size(path), 3);
    cr_expect(number(json_array_get(path, 2), "digits") > 6 &&
              number(json_array_get(path, 2), "loss") < number(json_array_get(path, 1), "loss"));
    cr_expect(json_object_get(certified, "lower") && json_object_get(certified, "upper") &&
              json_object_get(certified, "unique"));
    cr_expect_eq(strcmp(json_string_value(json_object_get(o, "end")), "times"), 0);
    json_decref(o);
    outcome late = run("factor --d 4 --alpha 1 --budget 20");
    cr_expect(late.code == 3 && strstr(late.out, "budget") && strstr(late.err, "ends early"), "exit %d, %s",
              late.code, late.err);
    late = run("factor --d 4 --alpha 1 --descent 100");
    cr_expect(late.code == 3 && strstr(late.out, "diverged"));
}

static int says(const char *text, const char *words) {
    if (!strstr(text, words)) cr_log_error("no \"%s\" in:\n%s", words, text);
    return strstr(text, words) != NULL;
}

Test(cmd_factor, text) {
    outcome o = run("factor --d 4 --entries 10 --alpha 0.05 --times 0,1,5 --certify --digits --prec 96");
    cr_expect_eq(o.code, 0);
    cr_expect(says(o.out, "correct digits\n             0        1.09869") && says(o.out, "end                    times at t = 5.") &&
              says(o.out, "\nCertified:\n  least nuclear norm   1.23636465965") && says(o.out, "unique               unknown") &&
              says(o.out, "excess Frobenius     0.106374"));
    o = run("factor --d 4 --alpha 1 --budget 20 --times 0,1e-3,100");
    cr_expect(o.code == 3 && says(o.out, "\n         0.001 ") && says(o.out, "the other 1 times were not reached"));
}

Test(cmd_factor, bad_input) {
    refused("factor --d 4 --alpha 1 --rtol 2", "--rtol must lie");
    refused("factor --d 4 --alpha 1 --start other", "not 'other'");
    refused("factor --d 4", "--alpha A is needed");
    refused("factor --d 0 --alpha 1", "--d must be");
    refused("factor --d 4 --k 3 --alpha 1", "columns");
    refused("factor --d 4 --k 0 --alpha 1", "--k must be");
    refused("factor --d 4 --alpha -1", "--alpha must be");
    refused("factor --d 4 --alpha 1 --times 2,1", "--times must be");
    refused("factor --d 4 --alpha 1 --entries 17", "--entries must be");
    refused("factor --d 4 --alpha 1 --entries 0", "--entries must be");
    put("M.csv", "1,2\n3,4\n");
    put("none.csv", "0,0\n0,0\n");
    put("wide.csv", "1,0,0\n0,1,0\n0,0,1\n");
    refused("factor --m M.csv --mask none.csv --alpha 1", "none.csv: the mask has no entry");
    refused("factor --m M.csv --mask wide.csv --alpha 1", "3 x 3");
}

Test(cmd_factor, one_by_one) {
    json_t *o = answer("factor --d 1 --alpha 0.5 --json");
    cr_expect_eq(number(o, "entries"), 1);
    json_decref(o);
}
