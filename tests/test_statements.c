/* test_statements.c - random small statements: what the prover proved and the checker did not take (found by `make
 * statements`, each for a reason of its own), a few statements anew, and that the tool's judgements can fail. */
#include "support.h"
#include "tests/ball_graph.h"
#include "tests/certificates.h"
#include "tests/proving.h"
#include "tests/random_statement.h"
#include "tests/statement_judge.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void read_statement(cf_bounds *b, const char *text) {
    char lines[STATEMENT_ROOM];
    statement_lines(lines, text);
    cr_assert(cf_bounds_parse(b, lines, strlen(lines), "f") == 0, "%s\n%s", text, b->error);
}

/* Writes the certificate that the statement is PROVED into NAME. */
static void prove_into(const char *name, const char *text) {
    cf_bounds b;
    cf_prove_result r;
    read_statement(&b, text);
    cf_prove(&r, &b.bound[0], &(cf_prove_options){.budget = PROVING_BUDGET, .jobs = 1});
    cr_assert(r.verdict == CF_PROVE_PROVED && r.certificate, "%s: %s", text, cf_prove_verdict_name(r.verdict));
    put(name, r.certificate);
    cf_prove_result_clear(&r);
    cf_bounds_clear(&b);
}

TestSuite(statements, .init = enter_checker, .fini = leave);

/* 26 November 2026: certificates that the checker rejected. */
Test(statements, found_by_random_statements) {
    static const char *const found[] = {
        /* asinh(0) and abs(1) have numbers for their forms, and are no atoms in whose place something could stand */
        "bound a forall x in (-3, 0), y in [0, 1/50] prove asinh(sinh((exp(y) - exp(y)))) <= 0.99*1*((exp(y) - "
        "exp(y)))",
        "bound b forall x in [0, 1] prove (x - x)*h(6, ((1)/(1 + abs(1)))) <= (((-1.0) + (221/100)) + log((x + 1))) "
        "+ (-1.1)",
        "bound c forall x in [0, 2] prove 1*(abs(h(3, (x - x))) + abs(x))/2 <= max(abs(h(3, (x - x))), abs(x))",
        /* the second equation is of an atom that the first has replaced */
        "bound d forall x in (1/2, 2] prove 1*abs((((x - x))^2) + ((-118/100))) <= abs(((x - x))^2) + "
        "abs((-118/100))",
        "bound e forall x in (1/10, 1], y in (-2, 7) prove 1*(abs(x) + abs(abs(2)))/2 <= max(abs(x), abs(abs(2)))",
        /* a root to the third in an exponent */
        "bound f forall x in (-1/2, 1/2), y in [-1, 1) prove log(exp(((((((-4/4) - y))^2)^(3/2))/2))) + 1*(2.7)^2 >= "
        "((((((-4/4) - y))^2)^(3/2))/2)",
        /* e to a power with a numerator beyond the limit */
        "bound g forall x in [1/2, 2], y in [1, 3] prove asinh(sinh((((41/100) - 2.7))^2)) <= 1*((((41/100) - "
        "2.7))^2)",
        /* an exponent that is a number by an equation */
        "bound h forall x in [0, 1/50) prove (max((5/2), x))^(max(2, x)) < log((1 + (x)^2)) + 6.251",
        /* the leading coefficient of a denominator in an exponent hung on the order of its terms */
        "bound i forall x in [-1, 1) prove log(exp(((x + x))/((1 + ((x)/(((-16/7) + 4)))^2)))) + 1.1*1*((6/5))^2 >= "
        "((x + x))/((1 "
        "+ ((x)/(((-16/7) + 4)))^2))",
        "bound j forall x in [-2, 7] prove asinh(sinh((((x + 3))/(1 + abs((x + 3)))))) <= 1*((((x + 3))/(1 + abs((x "
        "+ 3)))))",
        "bound k forall x in [0, 1/50] prove ((((120/100))/((x + 1)))/((1 + abs(x))))*exp(-((((120/100))/((x + "
        "1)))/((1 + "
        "abs(x))))) <= 1*exp(-1)",
        /* symbols in the Taylor coefficients of h_inv: the leaf's remainder became too large */
        "bound l forall x in (-1, 1] prove ((4)^4)/((1 + (h_inv(4, x))^2)) <= 121.880*(((6/2) + x))",
        /* sqrt(4) stayed a root */
        "bound m forall x in [-1/2, 1/2] prove q(sinh(x)) >= q(sinh((0)))",
        /* a quotient whose sides are equal up to a number, below roots, in exponents */
        "bound n forall x in (1, 3) prove ((x)/(x))^0.1 >= (((1))/((1)))^0.1",
        "bound o forall x in [1/2, 2] prove log(exp((q(x))^((x)/(x)))) + 0.999*1*(((4/2))/(x))^2 >= "
        "(q(x))^((x)/(x))",
        "bound p forall x in [1/10, 1], y in [1, 3] where x <= 1 prove ((x)/(x))^(2/3) <= 1.000",
        "bound q forall x in [-1, 2], y in (1/10, 1) prove sqrt((y)/(y)) >= sqrt(((1/10))/((1/10)))",
        "bound r forall x in [1, 3) prove 1*abs((x)/(x)) >= sqrt(((x)/(x))^2)",
        "bound s forall x in (1, 3], y in [-1, 2) prove (sqrt((x)/(x)))*exp(-(sqrt((x)/(x)))) <= 1*exp(-1)",
        "bound t forall x in (1/10, 1], y in [0, 1/4] prove sqrt((x)/(x)) <= sqrt(((1/10))/((1/10)))",
        "bound u forall x in (2, 5/2], y in [0, 1/4] prove ((x)/(x))^(2/3) <= (((2))/((2)))^(2/3)",
        /* exp and cosh of what reaches beyond 2^30: of the range */
        "bound v forall x in [0, 10] prove 1*(((x - x))^2)*(((x)/(1 + abs(x)))) <= (((x - x))^2)*log(1 + "
        "(((x - x))^2)) + exp(((x)/(1 + abs(x))))",
        "bound w forall x in [0, 10) prove 1*(((-(x)) + min(x, x)))*(((x)/(1 + abs(x)))) <= (((-(x)) + "
        "min(x, x)))*log(1 + (((-(x)) + min(x, x)))) + exp(((x)/(1 + abs(x))))",
        "bound x forall x in (-2, 7] prove sqrt((cosh(q_prime(x)))*((x - x))) <= 1*((cosh(q_prime(x))) + ((x "
        "- x)))/2",
        /* 1 + e^-3 led by its smaller term */
        "bound y forall x in (0, 1] prove log(1 + (exp(((-2) - x)))) <= 1*(exp(((-2) - x)))",
        /* exp of 1/h in a leaf without exact coefficients */
        "bound z forall x in [1, inf) prove 1 + x + x^2/2 <= exp(x)"};
    for (size_t k = 0; k < sizeof found / sizeof *found; k++) {
        prove_into("c.json", found[k]);
        outcome o = run("c.json");
        cr_expect(o.code == 0 && strstr(o.out, ": PROVED: "), "%s\n%s", found[k], o.err);
    }
}

/* Sixty statements: prover, checker and balls agree, and no certificate fits the negation. */
Test(statements, prover_checker_and_balls_agree) {
    int proved = 0, refuted = 0;
    for (unsigned long k = 0; k < 60; k++) {
        char text[STATEMENT_ROOM], other[STATEMENT_ROOM], why[400];
        unsigned long rng = 1000 + k;
        cf_bounds b;
        cf_prove_result r;
        random_statement(text, "r", &rng);
        statement_lines(other, text);
        if (cf_bounds_parse(&b, other, strlen(other), "f") == 0) {
            cf_prove(&r, &b.bound[0], &(cf_prove_options){.budget = 0.02, .jobs = 1});
            cr_expect(judge(why, &b.bound[0], &r, 12, &rng) != JUDGE_DISAGREES, "%s\n%s", text, why);
            proved += r.verdict == CF_PROVE_PROVED, refuted += r.verdict == CF_PROVE_REFUTED;
            if (r.certificate) {
                put("c.json", r.certificate);
                outcome o = run("c.json");
                cr_expect(o.code == 0 && strstr(o.out, b.bound[0].statement), "%s\n%s", text, o.err);
                negated_statement(other, b.bound[0].statement);
                char *moved = transplanted(r.certificate, other);
                put("n.json", moved);
                free(moved);
                o = run("n.json");
                cr_expect(o.code == 1 && o.out[0] == '\0' && !strstr(o.err, "hash"), "%s\n%s", other, o.err);
            }
            cf_prove_result_clear(&r);
        }
        cf_bounds_clear(&b);
    }
    cr_expect(proved >= 20 && refuted >= 5, "%d proved, %d refuted", proved, refuted);
}

/* What the judge is for: wrong verdicts, each with the words that it finds. */
Test(statements, wrong_verdicts_are_seen) {
    static const struct {
        const char *text, *point; /* NULL: none */
        cf_prove_verdict verdict;
        const char *why;
    } cases[] = {
        {"bound t forall x in [0, 1] prove x^2 <= 99/100*x", NULL, CF_PROVE_PROVED, "PROVED, but false at"},
        {"bound t forall x in [0, 1] prove log(x - 1/2) <= x", NULL, CF_PROVE_PROVED, "PROVED, but undefined at"},
        {"bound t forall x in [0, 1] prove x^2 <= x", "1/2", CF_PROVE_REFUTED, "REFUTED where it holds"},
        {"bound t forall x in [0, 1] prove x^2 <= x/2", "2", CF_PROVE_REFUTED, "REFUTED outside the domain"},
        {"bound t forall x in [0, 1] where x <= 1/2 prove x^2 <= x/2", "3/4", CF_PROVE_REFUTED,
         "REFUTED outside the domain"},
        {"bound t forall x in [0, 1] prove log(x - 1/2) <= x", "1/4", CF_PROVE_REFUTED,
         "REFUTED where it is undefined"},
        {"bound t forall x in [0, 1] prove log(x) <= x", "1/4", CF_PROVE_UNDECIDED, "called undefined, but decided"},
        {"bound t forall x in [0, 1] where x <= 1/2 prove x <= 1", NULL, CF_PROVE_VACUOUS, "VACUOUS, but"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        cf_bounds b;
        char why[400], point[8], *points[1] = {point};
        unsigned long rng = 5;
        read_statement(&b, cases[k].text);
        snprintf(point, sizeof point, "%s", cases[k].point ? cases[k].point : "");
        cf_prove_result r = {.verdict = cases[k].verdict, .n_variables = 1, .point = cases[k].point ? points : NULL};
        cr_expect(judge(why, &b.bound[0], &r, 40, &rng) == JUDGE_DISAGREES && strstr(why, cases[k].why) == why,
                  "%s: %s", cases[k].text, why);
        cf_bounds_clear(&b);
    }
}

/* A certificate is bound to what it proves: 0 <= x(1 - x) does not carry over to 1/100 <= x(1 - x). */
Test(statements, nearby_statements_are_other_ones) {
    char other[STATEMENT_ROOM];
    unsigned long rng = 3;
    int changed = 0;
    for (int k = 0; k < 50; k++) {
        cr_assert(nearby_statement(other, "bound t forall x in [1/4, 1] prove q(3*x) + 2 <= 5*x", &rng));
        cf_bounds b;
        read_statement(&b, other);
        cr_expect(strncmp(other, "bound t forall x in [1/4, 1] prove ", 35) == 0, "%s", other);
        changed += strcmp(other, "bound t forall x in [1/4, 1] prove q(3*x) + 2 <= 5*x") != 0;
        cf_bounds_clear(&b);
    }
    cr_expect(changed == 50);
    prove_into("c.json", "bound t forall x in [0, 1] prove 0 <= x*(1 - x)");
    FILE *f = fopen("c.json", "r");
    char text[4096];
    cr_assert(f);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    char *moved = transplanted(text, "bound t forall x in [0, 1] prove 1/100 <= x*(1 - x)");
    put("m.json", moved);
    free(moved);
    outcome o = run("m.json");
    cr_expect(o.code == 1 && o.out[0] == '\0' && strstr(o.err, "rejected: ") && !strstr(o.err, "hash"), "%s", o.err);
}
