/* test_bound_claims.c - the claims that .bound files make: their verdict stands on the prover, on every canary and on the
 * checker, and falls with any of them. The bounds here are small ones made for the purpose. */
#include "support.h"
#include "verify/assemble.h"
#include "verify/bound_check.h"
#include "verify/lookup.h"
#include "verify/registry.h"
#include "verify/replay.h"
#include "verify/run_private.h"
#include "reports/reports.h"
#include "tests/slower.h"
#include <criterion/criterion.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void open_folder(void) {
    enter();
    strcat(program, "-check");
    setenv("TMPDIR", ".", 1);
}
TestSuite(bound_claims, .init = open_folder, .fini = leave, .timeout = 120 * SLOWER);

static const char *const text_true[] = {"bound t.square", "  forall t in [0, inf)", "  prove t <= t^2 + 1/4",
                                        "  canary t <= 0.99*t^2 + 1/4", 0};
static const char *const text_blind[] = {"bound t.square", "  forall t in [0, inf)", "  prove t <= t^2 + 1/4",
                                         "  canary t <= 2*t^2 + 1/4", 0};
static const char *const text_false[] = {"bound t.square", "  forall t in [0, inf)", "  prove t <= t^2",
                                         "  canary t <= 0.99*t^2", "  expect REFUTED", 0};
static const char *const text_false_blind[] = {"bound t.square", "  forall t in [0, inf)", "  prove t <= t^2",
                                               "  canary t <= t^2 + 1/4", "  expect REFUTED", 0};
/* Zero at sqrt(2), where no rational point is: neither provable as < nor refutable, whatever the budget, which is spent. */
static const char *const text_open[] = {"bound t.square", "  forall t in [0, 2]", "  prove 0 < (t^2 - 2)^2",
                                        "  canary 1/100 < (t^2 - 2)^2", 0};
static const char *const text_empty[] = {"bound t.square", "  forall t in [0, 1]", "  where t >= 2", "  prove t <= 3",
                                         "  canary t <= 1", 0};
static const char *const text_unread[] = {"bound t.square", "  forall t in [0, 1]", "  prove t <= <", 0};

static const char *checker;
static void check_here(cf_run *run) {
    cf_check_bound_with(run, checker);
}

/* The verdict of a claim of that text, with the reason that its report gives. */
static void comes_out(const char *const *text, const char *with, const char *verdict, const char *reason) {
    const cf_claim claim = {.id = "t.square", .section = "B", .items = "(28)", .title = "a bound of this test", .statement = "s",
                            .uses = "", .proof_uses = "", .method = CF_M_PROOF, .canary = "c", .canaries = 1,
                            .budget = text == text_open ? 0.5 : 2, .source = text, .check = check_here};
    const cf_claim *claims[] = {&claim, NULL};
    static const char *const expected[] = {"t.square\tPROVED", NULL};
    cf_assembly a = {.registry = claims, .expected = expected, .claims = claims, .n = 1, .jobs = 1};
    checker = with;
    cf_runner_signals *signals = cf_runner_hold();
    json_t *report = cf_check_claims(a, NULL, signals);
    cf_runner_release(signals);
    const json_t *c = cf_report_claim(report, "t.square");
    cr_expect(strcmp(cf_report_text(c, "verdict"), verdict) == 0 && strstr(cf_report_text(c, "reason"), reason),
              "%s with %s: %s (%s) for %s (%s)", text[2], with, cf_report_text(c, "verdict"), cf_report_text(c, "reason"), verdict,
              reason);
    json_decref(report);
}

/* A checker that says what it is told, with that exit code. */
static void put_checker(const char *name, const char *says, int code) {
    char script[512];
    snprintf(script, sizeof script, "#!/bin/sh\necho '%s'\nexit %d\n", says, code);
    put(name, script);
    cr_assert_eq(chmod(name, 0700), 0);
}

Test(bound_claims, proved_and_refuted_by_prover_and_checker_together) {
    comes_out(text_true, program, "PROVED", "");
    comes_out(text_false, program, "REFUTED", "");
}

Test(bound_claims, a_canary_that_is_not_refuted_leaves_it_undecided) {
    comes_out(text_blind, program, "UNDECIDED", "canary");
    comes_out(text_false_blind, program, "UNDECIDED", "canary");
}

Test(bound_claims, without_a_checker_nothing_is_proved_or_refuted) {
    comes_out(text_true, "./no-such-checker", "UNDECIDED", "no checker");
    comes_out(text_false, "./no-such-checker", "UNDECIDED", "no checker");
}

Test(bound_claims, a_rejected_certificate_leaves_it_undecided) {
    put_checker("says-no", "certiflow-check: x: rejected: line 3: the inequality is not certified", 1);
    comes_out(text_true, "./says-no", "UNDECIDED", "the checker rejects the certificate: line 3");
    comes_out(text_false, "./says-no", "UNDECIDED", "the checker rejects the certificate: line 3");
}

/* A checker that takes everything but the canary, the constant 0.99. */
Test(bound_claims, a_canary_whose_certificate_is_rejected_leaves_it_undecided) {
    char script[9000];
    snprintf(script, sizeof script, "#!/bin/sh\nif grep -q 0.99 \"$3\"; then echo 'x: rejected: the canary'; exit 1; fi\nexec '%s' \"$@\"\n", program);
    put("half", script);
    cr_assert_eq(chmod("half", 0700), 0);
    comes_out(text_true, "./half", "UNDECIDED", "canary");
    comes_out(text_false, "./half", "UNDECIDED", "canary");
}

Test(bound_claims, an_answer_about_something_else_is_no_answer) {
    put_checker("other", "t.cube: PROVED: bound t.cube", 0);
    put_checker("opposite", "t.square: REFUTED: bound t.square", 0);
    put_checker("silent", "", 0);
    put_checker("broken", "t.square: PROVED: bound t.square", 3);
    put("killed", "#!/bin/sh\nkill -9 $$\n");
    cr_assert_eq(chmod("killed", 0700), 0);
    comes_out(text_true, "./other", "UNDECIDED", "says: t.cube");
    comes_out(text_true, "./opposite", "UNDECIDED", "not the prover's");
    comes_out(text_true, "./silent", "UNDECIDED", "the checker accepts, but says");
    comes_out(text_true, "./broken", "UNDECIDED", "exit code 3");
    comes_out(text_true, "./killed", "UNDECIDED", "signal 9");
}

/* A place that does not fit is no place: least of all the folder at hand, in which a stranger's file may lie. */
Test(bound_claims, a_checker_of_the_folder_at_hand_is_none) {
    char path[4096], cut[sizeof "certiflow-check"];
    cf_checker_path(path, sizeof path);
    cr_expect(path[0] == '/' && strcmp(strrchr(path, '/'), "/certiflow-check") == 0, "%s", path);
    cf_checker_path(cut, sizeof cut);
    cr_expect_str_eq(cut, "");
    put_checker("certiflow-check", "t.square: PROVED: bound t.square", 0);
    comes_out(text_true, cut, "UNDECIDED", "no checker");
}

/* Where SIGCHLD is ignored a process leaves no exit code behind: its words alone are no answer. */
Test(bound_claims, an_answer_needs_an_exit_code) {
    char why[512];
    double used;
    put_checker("broken", "t.square: PROVED: bound t.square", 3);
    signal(SIGCHLD, SIG_IGN);
    cr_expect_eq(cf_replay_certificate(why, &used, "./broken", "t.square", "{}", "bound t.square", 10), CF_REPLAY_FAILED, "%s", why);
    cr_expect(strstr(why, "how the checker ended cannot be told"), "%s", why);
    signal(SIGCHLD, SIG_DFL);
}

Test(bound_claims, what_the_prover_cannot_decide_is_said_with_its_reason) {
    comes_out(text_open, program, "UNDECIDED", "of the domain is open");
    comes_out(text_empty, program, "VACUOUS", "");
    comes_out(text_unread, program, "UNDECIDED", "t.square:3:");
}

/* A certificate of another statement, though a right one: --against says so. */
Test(bound_claims, the_certificate_has_to_be_of_this_statement) {
    char why[512], *certificate;
    double used;
    const cf_claim claim = {.id = "t.square", .source = text_true, .method = CF_M_PROOF, .budget = 2};
    cf_run *run = cf_run_new(&claim, CF_TIER_QUICK, 0, 2);
    cf_check_bound_with(run, program);
    cr_assert(run->certificate);
    certificate = cf_copy(run->certificate);
    cf_run_free(run);
    const char *same = "bound t.square forall t in [0, inf) prove t <= t^2 + 1/4\n";
    const char *other = "bound t.square forall t in [0, inf) prove t <= t^2 + 1/5\n";
    cr_expect_eq(cf_replay_certificate(why, &used, program, "t.square", certificate, same, 10), CF_REPLAY_PROVED, "%s", why);
    cr_expect_eq(cf_replay_certificate(why, &used, program, "t.square", certificate, other, 10), CF_REPLAY_REJECTED, "%s", why);
    certificate[strlen(certificate) / 2] ^= 1;
    cr_expect_eq(cf_replay_certificate(why, &used, program, "t.square", certificate, same, 10), CF_REPLAY_REJECTED, "%s", why);
    setenv("TMPDIR", "./none", 1);
    cr_expect_eq(cf_replay_certificate(why, &used, program, "t.square", certificate, same, 10), CF_REPLAY_STARVED);
    cr_expect(strstr(why, "temporary file"), "%s", why);
    free(certificate);
}

/* A reduction stands only on bounds proved in the same run, whatever is expected of them. */
static void check_fine(cf_run *run) {
    cf_exact(run, "holds", !cf_run_canary(run));
}
Test(bound_claims, a_reduction_stands_on_bounds_of_its_own_run) {
    checker = program;
    const cf_claim bound = {.id = "t.square", .section = "B", .items = "(28)", .title = "b", .statement = "s", .uses = "",
                            .proof_uses = "", .method = CF_M_PROOF, .budget = 2, .canary = "c", .canaries = 1,
                            .source = text_true, .check = check_here};
    const cf_claim paper = {.id = "paper", .section = "B", .items = "(28)", .title = "p", .statement = "s", .uses = "",
                            .proof_uses = "", .method = CF_M_ARGUED, .budget = 2, .canary = "c", .check = check_fine};
    const cf_claim theorem = {.id = "theorem", .section = "B", .items = "(28)", .title = "t", .statement = "s",
                              .uses = "t.square paper", .proof_uses = "", .method = CF_M_REDUCTION, .budget = 2, .canary = "c",
                              .check = check_fine};
    const cf_claim *all[] = {&bound, &paper, &theorem, NULL}, *alone[] = {&theorem, &paper, NULL};
    static const char *const expected[] = {"t.square\tPROVED", "paper\tARGUED\tr", "theorem\tPROVED given\tr", NULL};
    cf_assembly a = {.registry = all, .expected = expected, .claims = all, .n = 3, .jobs = 1};
    cf_runner_signals *signals = cf_runner_hold();
    json_t *report = cf_check_claims(a, NULL, signals);
    const json_t *c = cf_report_claim(report, "theorem");
    cr_expect_str_eq(cf_report_text(c, "verdict"), "PROVED given");
    cr_expect_eq(json_array_size(json_object_get(c, "given")), 1);
    cr_expect_eq(cf_report_exit_code(report), 0);
    json_decref(report);
    a.claims = alone, a.n = 2;
    report = cf_check_claims(a, NULL, signals);
    cr_expect_str_eq(cf_report_text(cf_report_claim(report, "theorem"), "verdict"), "UNDECIDED");
    json_decref(report);
    cf_runner_release(signals);
}

Test(bound_claims, a_report_keeps_the_certificate_in_a_file_of_its_own) {
    checker = program;
    const cf_claim bound = {.id = "t.square", .section = "B", .items = "(28)", .title = "b", .statement = "s", .uses = "",
                            .proof_uses = "", .method = CF_M_PROOF, .budget = 2, .canary = "c", .canaries = 1,
                            .source = text_true, .check = check_here};
    const cf_claim *claims[] = {&bound, NULL};
    static const char *const expected[] = {"t.square\tPROVED", NULL};
    cf_assembly a = {.registry = claims, .expected = expected, .claims = claims, .n = 1, .jobs = 1};
    char error[512];
    cf_runner_signals *signals = cf_runner_hold();
    json_t *report = cf_check_claims(a, NULL, signals);
    cr_assert_eq(cf_report_write(report, "out", error), 0, "%s", error);
    char *ledger = cf_report_ledger(report, 80);
    cr_expect(strstr(ledger, "t.bound - 1 as expected: 1 PROVED;"), "%s", ledger);
    cr_expect_eq(run("out/evidence/t.square.certificate.json").code, 0);
    json_t *read = json_load_file("out/verify.json", 0, NULL), *check;
    check = json_object_get(json_object_get(json_array_get(json_object_get(read, "claims"), 0), "evidence"), "check");
    cr_expect_str_eq(cf_report_text(check, "certificate"), "evidence/t.square.certificate.json");
    json_decref(read);
    a.n = 0;
    json_t *empty = cf_check_claims(a, NULL, signals);
    cr_assert_eq(cf_report_write(empty, "out", error), 0, "%s", error);
    cr_expect_neq(access("out/evidence/t.square.certificate.json", F_OK), 0);
    cr_expect_neq(access("out/evidence/t.square.json", F_OK), 0);
    free(ledger);
    json_decref(report);
    json_decref(empty);
    cf_runner_release(signals);
}

/* Every bound at a point of its domain: the sides by the graph against the text of the definition for one of each kind. */
Test(bound_claims, the_sides_of_a_bound_at_a_point) {
    arb_ptr v = _arb_vec_init(4);
    arb_set_ui(v, 3);
    arb_set_ui(v + 1, 2);
    cf_bound_sides(v + 2, v + 3, "lemma1.eq31_32", v, 128);
    arb_log_ui(v, 4, 128);
    cr_expect(arb_overlaps(v, v + 2) && arb_rel_accuracy_bits(v + 2) > 100);
    arb_log_ui(v, 6, 128);
    cr_expect(arb_overlaps(v, v + 3) && arb_rel_accuracy_bits(v + 3) > 100);
    _arb_vec_clear(v, 4);
    flint_cleanup();
}

static void side_is(const char *id, const arb_t side, double expected) {
    double got = arf_get_d(arb_midref(side), ARF_RND_NEAR);
    cr_expect(arb_is_finite(side) && fabs(got - expected) <= 1e-14 * fabs(expected), "%s: %.17g for %.17g", id, got, expected);
}

/* One bound for each function of the language that bounds/ uses, against libm or, for the functions of depth 3, against fractions: at s = 1/2
 * z = h(3, s) = 208/27, and q_depth(3, z) = z s - ((1-s)^-2 + (1+s)^-2)/2 + 1 = 71/27. */
Test(bound_claims, the_sides_of_a_bound_by_every_function) {
    const struct {
        const char *id;
        double point[2], small, big;
    } cases[] = {
        {"depth.sinh_upper", {0.5}, 3 * (pow(sinh(0.5), 2) - 0.25), 0.25 * pow(sinh(0.5), 2)},
        {"depth.log_cosh", {0.5}, log(cosh(0.5)), 0.125},
        {"depth.h_linear.D3", {0.5}, 3, 208 / 27.0},
        {"depth.h_inv_upper.D3", {208 / 27.0}, 3, 208 / 27.0},
        {"depth.q_linear.D3", {208 / 27.0}, 71 / 27.0, 208 / 27.0},
        {"depth.h_slope", {1.5, 0.5}, 2, pow(0.5, -1.5) + pow(1.5, -1.5)},
        {"lemma3.eq66", {1}, 2 / pow(5, 2.5), 0.1875},
        {"theorem2_l1.eq74_premise_printed", {1, 1}, 3 * log(6), 3 * log(4)},
        {"theorem2_l1.eq74_premise_printed", {0.5, 1}, 3 * log(3), 8},
    };
    arb_ptr v = _arb_vec_init(4);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int k = 0; k < 2; k++) arb_set_d(v + k, cases[i].point[k]);
        cf_bound_sides(v + 2, v + 3, cases[i].id, v, 128);
        side_is(cases[i].id, v + 2, cases[i].small);
        side_is(cases[i].id, v + 3, cases[i].big);
    }
    _arb_vec_clear(v, 4);
    flint_cleanup();
}

Test(bound_claims, a_reduction_runs_where_its_bounds_do) {
    for (size_t i = 0; cf_claims[i]; i++) {
        char id[128];
        if (cf_claims[i]->method != CF_M_REDUCTION) continue;
        int bounds = 0;
        for (const char *s = cf_claims[i]->uses; cf_next_word(id, sizeof id, &s);) {
            const cf_claim *c = cf_find_claim(cf_claims, id);
            cr_assert(c, "%s", id);
            bounds += c->method == CF_M_PROOF || c->method == CF_M_REDUCTION;
            if (c->method == CF_M_PROOF) cr_expect_leq(c->tier, cf_tier_of(cf_claims, cf_claims[i]), "%s, %s", cf_claims[i]->id, id);
            cr_expect(c->method == CF_M_PROOF || c->method == CF_M_REDUCTION || c->method == CF_M_ARGUED, "%s rests on %s, which is neither a bound nor an argument",
                      cf_claims[i]->id, id);
        }
        cr_expect_gt(bounds, 0, "%s rests on no bound", cf_claims[i]->id);
    }
}
