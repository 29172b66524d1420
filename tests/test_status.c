/* test_status.c - a status in words: each its own, and none for a number that is no status. */
#include "core/certiflow.h"
#include "reference/certiflow_ref.h"
#include <criterion/criterion.h>
#include <string.h>

static void all_differ(const char *(*message)(int), int n) {
    for (int i = 0; i < n; i++) {
        cr_expect_gt(strlen(message(i)), 5);
        cr_expect_str_neq(message(i), "unknown status");
        for (int k = 0; k < i; k++) cr_expect_str_neq(message(i), message(k));
    }
    cr_expect_str_eq(message(-1), "unknown status");
    cr_expect_str_eq(message(1000), "unknown status");
}

static const char *core_message(int status) {
    return cf_status_message((cf_status)status);
}
static const char *reference_message(int status) {
    return cf_ref_status_message((cf_ref_status)status);
}

Test(status, of_core) {
    all_differ(core_message, CF_EIO + 1);
    cr_expect_str_eq(cf_status_message(CF_OK), "success");
    cr_expect_str_eq(cf_status_message(CF_ENOMEM), "out of memory");
}

Test(status, of_the_reference) {
    all_differ(reference_message, CF_REF_UNDECIDED + 1);
    cr_expect_str_eq(cf_ref_status_message(CF_REF_OK), "success");
}
