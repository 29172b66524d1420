/* test_bound.c - the bound language: what is read, what is refused and how, the graph, its TeX, and the rewriting of calculus.h. */
#include "bounds/bound.h"
#include "bounds/calculus.h"
#include "tests/ball_graph.h"
#include "tests/slower.h"
#include "tests/support.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(bound, .timeout = 120 * SLOWER);

static void read_text(cf_bounds *b, const char *text) {
    cr_assert(cf_bounds_parse(b, text, strlen(text), "f") == 0, "%s\n%s", text, b->error);
}

/* The bound "forall x, y, z prove 0 <= expression"; the expression is prove.big. */
static cf_bound *read_expression(cf_bounds *b, const char *expression) {
    char *text = malloc(strlen(expression) + 200);
    sprintf(text, "bound t\nforall x in [-1, 2], y in (0, inf), z in (-inf, inf)\nprove 0 <= %s\n", expression);
    read_text(b, text);
    free(text);
    return &b->bound[0];
}

static bool same_node(const cf_graph *g, int a, const cf_graph *h, int b) {
    if (a < 0 || b < 0) return a == b;
    const cf_node *x = &g->node[a], *y = &h->node[b];
    return x->op == y->op && x->n == y->n && fmpq_equal(x->number, y->number) && same_node(g, x->a, h, y->a) && same_node(g, x->b, h, y->b);
}

static bool same_expression(const char *one, const char *other) {
    cf_bounds b, c;
    cf_bound *p = read_expression(&b, one), *q = read_expression(&c, other);
    bool same = same_node(p->graph, p->prove.big, q->graph, q->prove.big);
    cf_bounds_clear(&b);
    cf_bounds_clear(&c);
    return same;
}

static void gives_number(const char *expression, const char *value) {
    cf_bounds b;
    cf_bound *p = read_expression(&b, expression);
    const cf_node *x = &p->graph->node[p->prove.big];
    fmpq_t v;
    fmpq_init(v);
    fmpq_set_str(v, value, 10);
    cr_expect(x->op == CF_OP_NUMBER && fmpq_equal(x->number, v), "%s is not %s", expression, value);
    fmpq_clear(v);
    cf_bounds_clear(&b);
}

/* ---------------------------------------------------------------------------------------------------- precedence */

Test(bound, precedence) {
    static const char *const same[][2] = {
        {"-x^2", "-(x^2)"},         {"x^-2", "x^(-2)"},           {"x^y^z", "x^(y^z)"},       {"x^2^3", "x^8"},
        {"-x*y", "(-x)*y"},         {"x*-y", "x*(-y)"},           {"--x", "-(-x)"},           {"x--y", "x-(-y)"},
        {"x-y-z", "(x-y)-z"},       {"x/y/z", "(x/y)/z"},         {"x/y*z", "(x/y)*z"},       {"x+y*z", "x+(y*z)"},
        {"x*y^z", "x*(y^z)"},       {"-x^-y^z", "-(x^(-(y^z)))"}, {"x^y*z", "(x^y)*z"},       {"2*x^2/3", "(2*(x^2))/3"},
        {"min(x, y, z)", "min(min(x, y), z)"}, {"x - -y^2", "x-(-(y^2))"}, {"- -x - -y", "(-(-x))-(-y)"}, {"x^2*-y/z", "((x^2)*(-y))/z"}};
    static const char *const different[][2] = {{"-x^2", "(-x)^2"}, {"x^y^z", "(x^y)^z"},   {"x-y-z", "x-(y-z)"}, {"x/y/z", "x/(y/z)"},
                                               {"x*y+z", "x*(y+z)"}, {"x^y*z", "x^(y*z)"}, {"x", "y"},           {"h(3, x)", "h(4, x)"},
                                               {"x^2", "x^(5/2)"},   {"min(x, y)", "max(x, y)"}};
    for (size_t k = 0; k < sizeof same / sizeof *same; k++) cr_expect(same_expression(same[k][0], same[k][1]), "%s", same[k][0]);
    for (size_t k = 0; k < sizeof different / sizeof *different; k++) cr_expect(!same_expression(different[k][0], different[k][1]), "%s", different[k][0]);
}

/* A random expression, once with every parenthesis and once with those alone that the precedence asks for. */
typedef struct {
    char full[4096], bare[4096];
    int strength; /* of bare: 1 sum, 2 product, 3 sign, 4 power, 5 atom */
} twin;

static void random_twin(twin *t, unsigned long *rng, int depth) {
    static const char *const atoms[] = {"x", "y", "z", "2", "0.5", "1e-1", "sqrt(x)", "h(3, y)", "min(x, y)"};
    long k = depth > 0 ? random_below(rng, 7) : 6;
    t->strength = 5;
    if (k == 6) {
        strcpy(t->full, atoms[random_below(rng, 9)]);
        strcpy(t->bare, t->full);
        return;
    }
    twin *a = malloc(sizeof *a), *b = malloc(sizeof *b);
    random_twin(a, rng, depth - 1);
    random_twin(b, rng, depth - 1);
    static const char sign[] = "+-*/^", strength[] = {1, 1, 2, 2, 4};
    if (k == 5) {
        bool wrap = a->strength < 3;
        snprintf(t->full, sizeof t->full, "(-%.2000s)", a->full);
        snprintf(t->bare, sizeof t->bare, wrap ? "-(%.2000s)" : "-%.2000s", a->bare);
        t->strength = 3;
    } else {
        int s = strength[k];
        bool left = k == 4 ? a->strength < 5 : a->strength < s, right = k == 4 ? b->strength < 3 : b->strength <= s;
        snprintf(t->full, sizeof t->full, "(%.2000s%c%.2000s)", a->full, sign[k], b->full);
        snprintf(t->bare, sizeof t->bare, "%s%.1900s%s %c %s%.1900s%s", left ? "(" : "", a->bare, left ? ")" : "", sign[k], right ? "(" : "", b->bare, right ? ")" : "");
        t->strength = s;
    }
    free(a);
    free(b);
}

Test(bound, random_parentheses) {
    unsigned long rng = 5;
    for (int k = 0; k < 400; k++) {
        twin t;
        random_twin(&t, &rng, 4);
        cr_assert(same_expression(t.full, t.bare), "%s\n%s", t.full, t.bare);
    }
}

Test(bound, exact_numbers) {
    gives_number("0.1", "1/10");
    gives_number("1e-10", "1/10000000000");
    gives_number("1.50E2", "150");
    gives_number(".5", "1/2");
    gives_number("12", "12");
    gives_number("-2^2", "-4");
    gives_number("2^-1", "1/2");
    gives_number("2^3^2", "512");
    gives_number("0^0", "1");
    gives_number("(-3)^3", "-27");
    gives_number("1/3 + 1/6 - 0.5*2^2", "-3/2");
    gives_number("0.1 + 0.2 - 0.3", "0");
    gives_number("- - -7", "-7");
    gives_number("100000000000000000000000000000001 - 1e32", "1");
    gives_number("2^-(1 + 2)", "1/8");
}

static void is_operation(const char *expression, cf_op op) {
    cf_bounds b;
    cf_bound *p = read_expression(&b, expression);
    cr_expect(p->graph->node[p->prove.big].op == op, "%s", expression);
    cf_bounds_clear(&b);
}

Test(bound, what_is_not_folded) {
    is_operation("10^1000000000", CF_OP_POWER); /* would not fit */
    is_operation("0^-1", CF_OP_POWER);          /* undefined, not a number */
    is_operation("1/0", CF_OP_DIV);
    is_operation("2^(1/2)", CF_OP_POWER);
    is_operation("x^(10^400)", CF_OP_POWER);
    is_operation("x^(2*3/4)", CF_OP_POWER);
    is_operation("x^y", CF_OP_POW);
    is_operation("2^x", CF_OP_POW);
    is_operation("sqrt(4)", CF_OP_SQRT);
    is_operation("0*x", CF_OP_MUL); /* x must be defined */
}

/* ------------------------------------------------------------------------------------------------------ clauses */

Test(bound, intervals) {
    cf_bounds b;
    read_text(&b, "bound t\nforall x in [-1/2, 2^3), y in (-inf, inf),\n  z in (1 - 2*3, 1e2], u in [7, 7]\nforall v in (-inf, -0.5]\nprove x <= 1\n");
    const cf_bound *p = &b.bound[0];
    static const struct {
        const char *name, *lo, *hi;
        int lo_infinite, hi_infinite, lo_open, hi_open;
    } want[] = {{"x", "-1/2", "8", 0, 0, 0, 1}, {"y", "0", "0", -1, 1, 1, 1}, {"z", "-5", "100", 0, 0, 1, 0}, {"u", "7", "7", 0, 0, 0, 0}, {"v", "0", "-1/2", -1, 0, 1, 0}};
    cr_assert(p->n_variables == 5);
    fmpq_t q;
    fmpq_init(q);
    for (int i = 0; i < 5; i++) {
        const cf_end *e = p->interval[i];
        cr_expect_str_eq(p->variable[i], want[i].name);
        cr_expect(e[0].infinite == want[i].lo_infinite && e[1].infinite == want[i].hi_infinite && e[0].open == want[i].lo_open && e[1].open == want[i].hi_open, "%s", want[i].name);
        fmpq_set_str(q, want[i].lo, 10);
        cr_expect(e[0].infinite || fmpq_equal(e[0].value, q), "%s", want[i].name);
        fmpq_set_str(q, want[i].hi, 10);
        cr_expect(e[1].infinite || fmpq_equal(e[1].value, q), "%s", want[i].name);
    }
    fmpq_clear(q);
    cf_bounds_clear(&b);
}

Test(bound, clauses_in_any_order) {
    cf_bounds b, c;
    read_text(&b, "# a comment\nbound first.of_2\n  paper \"(1), \xc3\xa9\"\n  forall x in [0, 1]\n  let a = x^2 # a comment\n  where a <= 1/2\n  let b = a\n"
                  "     + x\n  where b > x\n  prove b*a >= x\n  canary b < a\n  canary a >= b\n  expect REFUTED\n\nbound second\nforall x in [0, 1]\nprove x <= 1\n");
    cr_assert(b.n == 2);
    const cf_bound *p = &b.bound[0];
    cr_expect_str_eq(p->name, "first.of_2");
    cr_expect_str_eq(p->paper, "(1), \xc3\xa9");
    cr_expect(p->line == 2 && b.bound[1].line == 15 && p->n_where == 2 && p->n_canaries == 2 && p->expect == CF_EXPECT_REFUTED);
    cr_expect(b.bound[1].expect == CF_EXPECT_PROVED && !b.bound[1].paper && b.bound[1].n_canaries == 0);
    cr_expect(!p->where[0].strict && !p->where[0].flipped && p->where[1].strict && p->where[1].flipped && !p->prove.strict && p->prove.flipped);
    cr_expect(p->canary[0].strict && !p->canary[0].flipped && !p->canary[1].strict && p->canary[1].flipped);
    /* the same with the lets put in, and the sides turned */
    read_text(&c, "bound first.of_2\nforall x in [0, 1]\nwhere x^2 <= 1/2\nwhere x < x^2 + x\nprove x <= (x^2 + x)*x^2\n");
    const cf_bound *q = &c.bound[0];
    cr_expect(same_node(p->graph, p->where[1].big, q->graph, q->where[1].big) && same_node(p->graph, p->where[1].small, q->graph, q->where[1].small));
    cr_expect(same_node(p->graph, p->prove.big, q->graph, q->prove.big) && same_node(p->graph, p->prove.small, q->graph, q->prove.small));
    cr_expect_str_eq(p->statement, "bound first.of_2 forall x in [0, 1] let a = x^2 where a <= 1/2 let b = a + x where b > x prove b*a >= x");
    cf_bounds_clear(&b);
    cf_bounds_clear(&c);
}

Test(bound, statements_forget_what_proves_nothing) {
    static const char *const texts[] = {
        "bound s\nforall x in [0,1]\nprove x <= 1\n",
        "\r\n\r\nbound s\r\nforall x in [0,1]\r\nprove x <= 1\r\n",
        "bound   s # c\n\tpaper \"P # not a comment\"\n   forall x\n in\t[0,1] # c\n# c\nprove x\n  <= # c\n 1\ncanary x <= 1/2\nexpect UNDECIDED",
        "#\nbound s canary_is_not_here\n"};
    cf_bounds b;
    for (int k = 0; k < 2; k++) {
        read_text(&b, texts[k]);
        cr_expect_str_eq(b.bound[0].statement, "bound s forall x in [0,1] prove x <= 1");
        cf_bounds_clear(&b);
    }
    read_text(&b, texts[2]);
    cr_expect_str_eq(b.bound[0].statement, "bound s forall x in [0,1] prove x <= 1");
    cr_expect_str_eq(b.bound[0].paper, "P # not a comment");
    cf_bounds_clear(&b);
    cr_expect(cf_bounds_parse(&b, texts[3], strlen(texts[3]), "f") == -1);
    cf_bounds_clear(&b);
}

/* A canary alone has its relation at its own place, behind the lets that it names; comments and ends of the text are as they come. */
Test(bound, a_canary_as_a_bound_of_its_own) {
    static const struct {
        const char *text, *statement[2];
        int n;
    } cases[] = {
        {"# head\nbound s\nforall x in [0,1]\nprove x <= 1 # c\nlet b = x^2 # canary\ncanary b < 1\n canary x\n >= b",
         {"bound s forall x in [0,1] let b = x^2 prove b < 1", "bound s forall x in [0,1] let b = x^2 prove x >= b"}, 2},
        {"bound s\ncanary 1 <= 0 # no end\nforall x in [0,1]\nwhere x > 1/2\nprove x <= 1\nexpect REFUTED\nbound other\nforall y in [0,1]\nprove y < 2",
         {"bound s prove 1 <= 0 forall x in [0,1] where x > 1/2"}, 1}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        cf_bounds all, one;
        read_text(&all, cases[k].text);
        cr_assert(all.bound[0].n_canaries == cases[k].n);
        for (int i = 0; i < cases[k].n; i++) {
            cr_assert(cf_bounds_of_canary(&one, &all.bound[0], i) == 0, "%s", one.error);
            cr_expect(one.n == 1);
            cr_expect_str_eq(one.bound[0].statement, cases[k].statement[i]);
            cf_bounds_clear(&one);
        }
        cf_bounds_clear(&all);
    }
}

/* ------------------------------------------------------------------------------------------------------ bad input */

static void refused_text(const char *text, size_t length, const char *message) {
    cf_bounds b;
    cr_expect(cf_bounds_parse(&b, text, length, "f") == -1, "accepted: %.80s", text);
    cr_expect(strcmp(b.error, message) == 0, "%.80s\n  says   %s\n  wanted %s", text, b.error, message);
    cf_bounds_clear(&b);
}

Test(bound, a_nul_in_a_comment) {
    static const char text[] = "bound a\nforall x in [0,1] # \0 c\nprove x <= 1";
    refused_text(text, sizeof text - 1, "f:2:21: expected an operator or the next clause, found the byte 0x00");
}

Test(bound, bad_clauses) {
    static const char *const bad[][2] = {
        {"", "f:1:1: there is no bound in this file"},
        {"\n\n# nothing\n", "f:4:1: there is no bound in this file"},
        {"boun a", "f:1:1: expected 'bound', found 'boun'"},
        {"\xef\xbb\xbf" "bound a", "f:1:1: expected 'bound', found the byte 0xef (a byte order mark: save the file without it)"},
        {"bound", "f:1:6: expected the name of the bound, found the end of the text"},
        {"bound 1", "f:1:7: expected the name of the bound, found '1'"},
        {"bound prove", "f:1:7: expected the name of the bound, found 'prove'"},
        {"bound a b", "f:1:9: expected a clause (paper, forall, let, where, prove, canary, expect), found 'b'"},
        {"bound a", "f:1:1: the bound 'a' has no prove"},
        {"\n bound a\nforall x in [0,1]", "f:2:2: the bound 'a' has no prove"},
        {"bound a\nprove 1 <= 2", "f:1:1: the bound 'a' has no forall"},
        {"bound a\nforall x in [0,1]\nprove x <= 1\nprove x <= 2", "f:4:1: a bound has exactly one prove"},
        {"bound a\nforall x in [0,1]\nexpect PROVED\nprove x <= 1\nexpect REFUTED", "f:5:1: a bound has at most one expect"},
        {"bound a\npaper \"1\"\nforall x in [0,1]\npaper \"2\"\nprove x <= 1", "f:4:1: a bound has at most one paper"},
        {"bound a\nforall x [0,1]", "f:2:10: expected 'in', found '['"},
        {"bound a\nforall x in 0,1", "f:2:13: expected '(' or '[', found '0'"},
        {"bound a\nforall x in [0 1]", "f:2:16: expected ',' between the ends of the interval, found '1'"},
        {"bound a\nforall x in [0,1", "f:2:17: expected ')' or ']', found the end of the text"},
        {"bound a\nforall x in [1,0]", "f:2:13: the interval of 'x' is empty"},
        {"bound a\nforall x in (1,1]", "f:2:13: the interval of 'x' is empty"},
        {"bound a\nforall x in [1,1)", "f:2:13: the interval of 'x' is empty"},
        {"bound a\nforall x in (inf,0)", "f:2:13: the interval of 'x' is empty"},
        {"bound a\nforall x in (0,-inf)", "f:2:13: the interval of 'x' is empty"},
        {"bound a\nforall x in (-inf,-inf)", "f:2:13: the interval of 'x' is empty"},
        {"bound a\nforall x in [0,inf]", "f:2:13: an infinite end is open: write '(' or ')'"},
        {"bound a\nforall x in [-inf,0)", "f:2:13: an infinite end is open: write '(' or ')'"},
        {"bound a\nforall x in [0,x]", "f:2:16: an end of an interval must be a constant rational expression, or inf"},
        {"bound a\nforall x in [0,sqrt(4)]", "f:2:16: an end of an interval must be a constant rational expression, or inf"},
        {"bound a\nforall x in [0,1/0]", "f:2:16: an end of an interval must be a constant rational expression, or inf"},
        {"bound a\nforall x in [0,2*inf)", "f:2:18: unknown name 'inf'"},
        {"bound a\nforall x in [0,y]", "f:2:16: unknown name 'y'"},
        {"bound a\nforall q in [0,1]", "f:2:8: 'q' is a word of the language"},
        {"bound a\nforall inf in [0,1]", "f:2:8: 'inf' is a word of the language"},
        {"bound a\nforall prove in [0,1]", "f:2:8: expected a name that is not a word of the language, found 'prove'"},
        {"bound a\nforall x.y in [0,1]", "f:2:8: expected a name, found 'x.y'"},
        {"bound a\nforall x in [0,1],\n  x in [0,1]", "f:3:3: the name 'x' is taken already"},
        {"bound a\nforall x in [0,1],\nprove x <= 1", "f:3:1: expected a name that is not a word of the language, found 'prove'"},
        {"bound a\nforall x in [0,1]\nlet x = 1", "f:3:5: the name 'x' is taken already"},
        {"bound a\nforall x in [0,1]\nlet y = 1\nlet y = 2", "f:4:5: the name 'y' is taken already"},
        {"bound a\nforall x in [0,1]\nlet exp = 1", "f:3:5: 'exp' is a word of the language"},
        {"bound a\nforall x in [0,1]\nlet y x", "f:3:7: expected '=', found 'x'"},
        {"bound a\nforall x in [0,1]\nlet y = z\nlet z = 1", "f:3:9: unknown name 'z'"},
        {"bound a\nforall x in [0,1]\nlet y = y", "f:3:9: unknown name 'y'"},
        {"bound a\nforall x in [0,1]\nwhere x", "f:3:8: expected one of <= >= < >, or an operator, found the end of the text"},
        {"bound a\nforall x in [0,1]\nexpect MAYBE", "f:3:8: expected PROVED, REFUTED or UNDECIDED, found 'MAYBE'"},
        {"bound a\nforall x in [0,1]\nexpect VACUOUS", "f:3:8: expected PROVED, REFUTED or UNDECIDED, found 'VACUOUS'"},
        {"bound a\nforall x in [0,1]\npaper x", "f:3:7: expected a text in double quotes, found 'x'"},
        {"bound a\nforall x in [0,1]\npaper \"x\nprove x <= 1", "f:3:7: expected a text in double quotes, found '\"x'"},
        {"bound a\nforall x in [0,1] prove x <= 1", "f:2:19: the clause 'prove' must begin a line"},
        {"bound a\nforall x in [0,1]\nprove x <= 1 bound b\nforall x in [0,1]\nprove x <= 1", "f:3:14: the clause 'bound' must begin a line"},
        {"bound a\nforall x in [0,1]\nprove x <= 1\nfoo", "f:4:1: expected an operator or the next clause, found 'foo'"},
        {"bound a\nforall x in [0,1]\nprove x <= 1\nin", "f:4:1: expected paper, forall, let, where, prove, canary, expect or bound, found 'in'"},
        {"bound a\nforall x in [0,1]\nprove x <= 1\n\n bound a\nforall x in [0,1]\nprove x <= 1", "f:5:2: the bound 'a' stands already in line 1"},
        {"bound a\r\nforall x in [0,1]\r\nprove x <= y\r\n", "f:3:12: unknown name 'y'"},
        {"bound a\nforall x in [0,1]\ncanary x <= 1\nprove x", "f:4:8: expected one of <= >= < >, or an operator, found the end of the text"},
    };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) refused_text(bad[k][0], strlen(bad[k][0]), bad[k][1]);
}

Test(bound, bad_expressions) {
    static const char *const bad[][2] = {
        /* after "bound a\nforall x in [0, 1]\nprove " */
        {"x = 1", "f:3:9: expected one of <= >= < >, or an operator, found '='"},
        {"x =< 1", "f:3:9: expected one of <= >= < >, or an operator, found '='"},
        {"x != 1", "f:3:9: expected one of <= >= < >, or an operator, found '!'"},
        {"x <= 1 <= 2", "f:3:14: expected an operator or the next clause, found '<=' (no chains: a relation has two sides)"},
        {"x < < 1", "f:3:11: expected a number, a name, a function or '(', found '<'"},
        {"x <=", "f:3:11: expected a number, a name, a function or '(', found the end of the text"},
        {"x <= 1 2", "f:3:14: expected an operator or the next clause, found '2' (a product is a*b)"},
        {"x <= 3x", "f:3:13: expected an operator or the next clause, found 'x' (a product is a*b)"},
        {"x <= y", "f:3:12: unknown name 'y'"},
        {"x <= pi", "f:3:12: unknown name 'pi' (pi and e are not in the language; exp(1) is)"},
        {"x <= e", "f:3:12: unknown name 'e' (pi and e are not in the language; exp(1) is)"},
        {"x <= inf", "f:3:12: unknown name 'inf'"},
        {"x <= x.y", "f:3:12: unknown name 'x.y'"},
        {"x <= ln(x)", "f:3:12: unknown function 'ln'; the natural logarithm is log"},
        {"x <= sin(x)", "f:3:12: unknown function 'sin'; there are abs, sqrt, exp, log, sinh, cosh, asinh, min, max, q, q_prime, h, h_inv, q_depth"},
        {"x <= x(1)", "f:3:13: expected an operator or the next clause, found '(' (a product is a*b)"},
        {"x <= sqrt", "f:3:16: expected '(' after the function's name, found the end of the text"},
        {"x <= sqrt x", "f:3:17: expected '(' after the function's name, found 'x'"},
        {"x <= sqrt()", "f:3:17: expected a number, a name, a function or '(', found ')'"},
        {"x <= sqrt(x, 1)", "f:3:18: sqrt takes one argument"},
        {"x <= min(x)", "f:3:12: min takes two or more arguments"},
        {"x <= max()", "f:3:16: expected a number, a name, a function or '(', found ')'"},
        {"x <= h(x)", "f:3:14: the depth of h must be a literal integer from 3 to 1000"},
        {"x <= h(2, x)", "f:3:14: the depth of h must be a literal integer from 3 to 1000"},
        {"x <= h(1001, x)", "f:3:14: the depth of h must be a literal integer from 3 to 1000"},
        {"x <= h(3 + 1, x)", "f:3:16: expected ',' and the argument, found '+'"},
        {"x <= q_depth(3.0, x)", "f:3:20: the depth of q_depth must be a literal integer from 3 to 1000"},
        {"x <= h_inv(-3, x)", "f:3:18: the depth of h_inv must be a literal integer from 3 to 1000"},
        {"x <= h(3)", "f:3:15: expected ',' and the argument, found ')'"},
        {"x <= h(3, x, x)", "f:3:18: h takes a depth and one argument"},
        {"x <= (x", "f:3:14: expected ')' or an operator, found the end of the text"},
        {"x <= x)", "f:3:13: expected an operator or the next clause, found ')'"},
        {"x <= ()", "f:3:13: expected a number, a name, a function or '(', found ')'"},
        {"x <= (x, 1)", "f:3:14: expected ')' or an operator, found ','"},
        {"x <= 2*", "f:3:14: expected a number, a name, a function or '(', found the end of the text"},
        {"x <= +2", "f:3:12: expected a number, a name, a function or '(', found '+'"},
        {"x <= 2**3", "f:3:14: expected a number, a name, a function or '(', found '*' (a power is a^b)"},
        {"x <= 1e99999", "f:3:12: the exponent of 1e99999 is too large"},
        {"x <= 1e-123456789012345678901234567890", "f:3:12: the exponent of 1e-123456789012345678901234567890 is too large"},
        {"x <= 1.2.3", "f:3:15: expected an operator or the next clause, found '.3' (a product is a*b)"},
        {"x <= .", "f:3:12: expected a number, a name, a function or '(', found '.'"},
        {"x <= 1e", "f:3:13: expected an operator or the next clause, found 'e' (a product is a*b)"},
        {"x <= 0x10", "f:3:13: expected an operator or the next clause, found 'x10' (a product is a*b)"},
        {"x <= x$", "f:3:13: expected an operator or the next clause, found '$'"},
        {"x <= x \xc3\xa9", "f:3:14: expected an operator or the next clause, found the byte 0xc3"},
        {"x \xe2\x89\xa4 1", "f:3:9: expected one of <= >= < >, or an operator, found the byte 0xe2 (write <=)"},
        {"x \xe2\x89\xa5 1", "f:3:9: expected one of <= >= < >, or an operator, found the byte 0xe2 (write >=)"},
        {"x <= \xe2\x88\x92" "1", "f:3:12: expected a number, a name, a function or '(', found the byte 0xe2 (write - for the minus sign)"},
        {"x <= x[1]", "f:3:13: expected an operator or the next clause, found '['"},
        {"x <= \"x\"", "f:3:12: expected a number, a name, a function or '(', found '\"x\"'"},
        {"x <= let", "f:3:12: expected a number, a name, a function or '(', found 'let'"},
    };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        char text[300];
        snprintf(text, sizeof text, "bound a\nforall x in [0, 1]\nprove %s", bad[k][0]);
        refused_text(text, strlen(text), bad[k][1]);
    }
}

static char *repeated(const char *before, const char *one, size_t n, const char *after, const char *end) {
    size_t b = strlen(before), o = strlen(one), a = strlen(after), e = strlen(end);
    char *s = malloc(b + n * (o + a) + e + 2), *at = s;
    memcpy(at, before, b), at += b;
    for (size_t k = 0; k < n; k++) memcpy(at, one, o), at += o;
    *at++ = 'x';
    for (size_t k = 0; k < n; k++) memcpy(at, after, a), at += a;
    memcpy(at, end, e + 1);
    return s;
}

Test(bound, bad_in_size) {
    static const char head[] = "bound a\nforall x in [0, 1]\nprove x <= ";
    static const char *const nested[][2] = {{"(", ")"}, {"-", ""}, {"sqrt(", ")"}, {"x^", ""}, {"h(3,", ")"}, {"min(x,", ")"}, {"2-(", ")"}};
    for (size_t k = 0; k < sizeof nested / sizeof *nested; k++) {
        cf_bounds b;
        char *deep = repeated(head, nested[k][0], 100000, nested[k][1], "\n"), *fair = repeated(head, nested[k][0], 180, nested[k][1], "\n");
        cr_expect(cf_bounds_parse(&b, deep, strlen(deep), "f") == -1 && strncmp(b.error, "f:3:", 4) == 0 && strstr(b.error, "nested more than 400 deep"), "%s: %s", nested[k][0], b.error);
        cf_bounds_clear(&b);
        cr_expect(cf_bounds_parse(&b, fair, strlen(fair), "f") == 0, "%s: %s", nested[k][0], b.error);
        cf_bounds_clear(&b);
        free(deep);
        free(fair);
    }
    static const char zero[] = "bound a\nforall x in [0, 1]\nprove x <= 1\0+ 1";
    refused_text(zero, sizeof zero - 1, "f:3:13: expected an operator or the next clause, found the byte 0x00");
    char *digits = repeated(head, "7", 200000, "", "\n");
    refused_text(digits, strlen(digits), "f:3:12: a number of more than 100000 characters");
    free(digits);
    cf_bounds b;
    char many[4096] = "bound a\nforall ";
    for (int k = 0; k < 33; k++) sprintf(many + strlen(many), "v%d in [0, 1]%s", k, k < 32 ? ", " : "\nprove v0 <= 1\n");
    cr_expect(cf_bounds_parse(&b, many, strlen(many), "f") == -1 && strstr(b.error, "more than 32 variables"));
    cf_bounds_clear(&b);
}

static void open_folder(void) { enter(); }

Test(bound, files, .init = open_folder, .fini = leave) {
    cf_bounds b;
    cr_expect(cf_bounds_read(&b, "none.bound") == -1 && strstr(b.error, "none.bound: No such file"), "%s", b.error);
    cf_bounds_clear(&b);
    cr_expect(cf_bounds_read(&b, ".") == -1 && strstr(b.error, "."), "%s", b.error);
    cf_bounds_clear(&b);
    put("a.bound", "bound a\nforall x in [0, 1]\nprove x <= y\n");
    cr_expect(cf_bounds_read(&b, "a.bound") == -1 && strcmp(b.error, "a.bound:3:12: unknown name 'y'") == 0, "%s", b.error);
    cf_bounds_clear(&b);
    FILE *f = fopen("big.bound", "w"); /* 16 MiB and more of comments; then just 16 MiB */
    for (long k = 0; k < (16 << 20) / 16; k++) fputs("#23456789012345\n", f);
    fputs("#", f);
    fclose(f);
    cr_expect(cf_bounds_read(&b, "big.bound") == -1 && strcmp(b.error, "big.bound: larger than 16 MiB") == 0, "%s", b.error);
    cf_bounds_clear(&b);
    f = fopen("big.bound", "w");
    static const char one[] = "bound a%06ld\nforall x in [0,1]\nprove x<=1\n"; /* 43 bytes each */
    long n = 0;
    for (long size = 0; size + 43 <= 16 << 20; n++) size += fprintf(f, one, n);
    fclose(f);
    cr_expect(cf_bounds_read(&b, "big.bound") == 0 && b.n == n, "%s", b.error);
    cr_expect_str_eq(b.bound[n - 1].statement + 13, " forall x in [0,1] prove x<=1");
    cf_bounds_clear(&b);
}

/* ------------------------------------------------------------------------------------------------------ the graph */

Test(bound, equal_nodes_are_one) {
    cf_graph g;
    cf_graph_init(&g);
    fmpq_t q, r;
    fmpq_init(q);
    fmpq_init(r);
    fmpq_set_si(q, 2, 4);
    fmpq_canonicalise(q);
    fmpq_set_si(r, 1, 2);
    cr_expect(cf_graph_number(&g, q) == cf_graph_number(&g, r));
    int x = cf_graph_variable(&g, 0), y = cf_graph_variable(&g, 1);
    cr_expect(x != y && x == cf_graph_variable(&g, 0));
    int s = cf_graph_binary(&g, CF_OP_ADD, x, y);
    cr_expect(s == cf_graph_binary(&g, CF_OP_ADD, x, y) && s != cf_graph_binary(&g, CF_OP_ADD, y, x) && s != cf_graph_binary(&g, CF_OP_SUB, x, y));
    cr_expect(cf_graph_depth(&g, CF_OP_H, 3, x) == cf_graph_depth(&g, CF_OP_H, 3, x) && cf_graph_depth(&g, CF_OP_H, 3, x) != cf_graph_depth(&g, CF_OP_H, 4, x));
    cr_expect(cf_graph_power(&g, x, r) == cf_graph_power(&g, x, q));
    /* many nodes: the table grows, nothing is lost, children come first */
    int *made = malloc(5000 * sizeof *made);
    for (int k = 0; k < 5000; k++) {
        fmpq_set_si(q, k, 7);
        fmpq_canonicalise(q);
        made[k] = cf_graph_binary(&g, CF_OP_MUL, x, cf_graph_number(&g, q));
    }
    int n = g.n;
    for (int k = 0; k < 5000; k++) {
        fmpq_set_si(q, k, 7);
        fmpq_canonicalise(q);
        cr_assert(made[k] == cf_graph_binary(&g, CF_OP_MUL, x, cf_graph_number(&g, q)));
    }
    cr_expect(g.n == n);
    for (int k = 0; k < g.n; k++) cr_assert(g.node[k].a < k && g.node[k].b < k);
    free(made);
    fmpq_clear(q);
    fmpq_clear(r);
    cf_graph_clear(&g);
}

static void tex_is(const char *expression, const char *tex) {
    cf_bounds b;
    cf_bound *p = read_expression(&b, expression);
    char *s = cf_graph_tex(p->graph, p->prove.big, p->variable);
    cr_expect(strcmp(s, tex) == 0, "%s: %s, not %s", expression, s, tex);
    free(s);
    cf_bounds_clear(&b);
}

Test(bound, tex) {
    tex_is("x + y*z", "x + y \\cdot z");
    tex_is("(x + y)*z", "\\left(x + y\\right) \\cdot z");
    tex_is("x - (y - z)", "x - \\left(y - z\\right)");
    tex_is("x - y - z", "x - y - z");
    tex_is("x + -y", "x + \\left(-y\\right)");
    tex_is("x - -2*y", "x - \\left(-2 \\cdot y\\right)");
    tex_is("x*-2", "x \\cdot \\left(-2\\right)");
    tex_is("-(x + y)", "-\\left(x + y\\right)");
    tex_is("-x^2", "-x^{2}");
    tex_is("(-x)^2", "\\left(-x\\right)^{2}");
    tex_is("(x^2)^3", "\\left(x^{2}\\right)^{3}");
    tex_is("(-2)^x", "\\left(-2\\right)^{x}");
    tex_is("(1/2)^x", "\\left(\\frac{1}{2}\\right)^{x}");
    tex_is("x^(y + 1)", "x^{y + 1}");
    tex_is("x^-2", "x^{-2}");
    tex_is("x/(y + 1)", "\\frac{x}{y + 1}");
    tex_is("(x/y)^2", "\\left(\\frac{x}{y}\\right)^{2}");
    tex_is("sqrt(x) + abs(y)", "\\sqrt{x} + \\left|y\\right|");
    tex_is("q_prime(x) + h_inv(3, y)", "q'\\left(x\\right) + h_{3}^{-1}\\left(y\\right)");
    cf_bounds b;
    read_text(&b, "bound t\nforall alpha in [0, 1], long_name in [0, 1], _ in [0, 1]\nprove 0 <= alpha*long_name*_\n");
    char *s = cf_graph_tex(b.bound[0].graph, b.bound[0].prove.big, b.bound[0].variable);
    cr_expect_str_eq(s, "\\alpha \\cdot \\mathrm{long\\_name} \\cdot \\mathrm{\\_}");
    free(s);
    cf_bounds_clear(&b);
}

/* Braces in pairs, \left with \right, never below zero. */
static bool balanced(const char *s) {
    int braces = 0, sides = 0;
    for (; *s; s++) {
        if (*s == '{') braces++;
        if (*s == '}' && --braces < 0) return false;
        if (strncmp(s, "\\left", 5) == 0) sides++;
        if (strncmp(s, "\\right", 6) == 0 && --sides < 0) return false;
    }
    return braces == 0 && sides == 0;
}

static int random_node(cf_graph *g, unsigned long *rng, int depth) {
    fmpq_t q;
    fmpq_init(q);
    int r;
    if (depth == 0) {
        if (random_below(rng, 3)) {
            r = cf_graph_variable(g, random_below(rng, 3));
        } else {
            random_fraction(q, rng, 9, 5);
            r = cf_graph_number(g, q);
        }
    } else {
        static const cf_op two[] = {CF_OP_ADD, CF_OP_SUB, CF_OP_MUL, CF_OP_DIV, CF_OP_POW, CF_OP_MIN, CF_OP_MAX};
        static const cf_op one[] = {CF_OP_NEG,  CF_OP_ABS,  CF_OP_SQRT,  CF_OP_EXP, CF_OP_LOG,
                                    CF_OP_SINH, CF_OP_COSH, CF_OP_ASINH, CF_OP_Q,   CF_OP_Q_PRIME};
        static const cf_op deep[] = {CF_OP_H, CF_OP_H_INV, CF_OP_Q_DEPTH};
        int a = random_node(g, rng, depth - 1), b = random_node(g, rng, depth - 1);
        long k = random_below(rng, 12);
        random_fraction(q, rng, 7, 4);
        if (k < 7) r = cf_graph_binary(g, two[k], a, b);
        else if (k == 7) r = cf_graph_power(g, a, q);
        else if (k == 8) r = cf_graph_depth(g, deep[random_below(rng, 3)], 3 + random_below(rng, 4), a);
        else r = cf_graph_unary(g, one[random_below(rng, 10)], a);
    }
    fmpq_clear(q);
    return r;
}

static char *const xyz[] = {"x", "y", "z"};

Test(bound, sources_read_again_are_the_same) {
    unsigned long rng = 11;
    for (int k = 0; k < 500; k++) {
        cf_graph g;
        cf_graph_init(&g);
        int node = random_node(&g, &rng, 1 + k % 5);
        char *source = cf_graph_source(&g, node, xyz, 1 << 16), *tex = cf_graph_tex(&g, node, xyz);
        cr_assert(source && balanced(tex), "%s", tex);
        cf_bounds b;
        cf_bound *p = read_expression(&b, source);
        cr_assert(same_node(&g, node, p->graph, p->prove.big), "%s", source);
        cr_expect(cf_graph_source(&g, node, xyz, strlen(source) - 1) == NULL);
        cf_bounds_clear(&b);
        free(source);
        free(tex);
        cf_graph_clear(&g);
    }
}

/* ------------------------------------------------------------------------------------------------------ calculus */

static void value_at(arb_t out, const cf_graph *g, int node, const fmpq *point, slong prec) {
    arb_ptr v = _arb_vec_init(node + 1);
    ball_state *s = malloc(((size_t)node + 1) * sizeof *s);
    ball_graph_values(v, s, g, node, point, prec);
    if (s[node] == BALL_VALUE) arb_set(out, v + node);
    else arb_indeterminate(out);
    _arb_vec_clear(v, node + 1);
    free(s);
}

/* d = (f(p + e) - f(p - e))/2e to about e^2, e = 2^-80. 1 right, -1 wrong, 0 not defined there. */
static int is_derivative(const cf_graph *g, int f, int d, int i, fmpq *point) {
    enum { PREC = 700, STEP = 80 };
    arb_t up, down, slope;
    fmpq_t e, keep;
    arb_init(up), arb_init(down), arb_init(slope);
    fmpq_init(e), fmpq_init(keep);
    fmpq_set(keep, point + i);
    value_at(slope, g, d, point, PREC);
    fmpq_set_si(e, 1, 1);
    fmpq_div_2exp(e, e, STEP);
    fmpq_add(point + i, keep, e);
    value_at(up, g, f, point, PREC);
    fmpq_sub(point + i, keep, e);
    value_at(down, g, f, point, PREC);
    fmpq_set(point + i, keep);
    arb_sub(up, up, down, PREC);
    arb_mul_2exp_si(up, up, STEP - 1);
    int r = 0;
    if (arb_is_finite(up) && arb_is_finite(slope)) {
        arb_sub(down, up, slope, PREC);
        arb_abs(slope, slope);
        arb_add_si(slope, slope, 1, PREC);
        arb_mul_2exp_si(slope, slope, -STEP);
        arb_abs(down, down);
        r = arb_lt(down, slope) ? 1 : arb_gt(down, slope) ? -1 : 0;
    }
    arb_clear(up), arb_clear(down), arb_clear(slope);
    fmpq_clear(e), fmpq_clear(keep);
    return r;
}

Test(bound, derivatives_of_each_operation) {
    static const char *const of[] = {"5", "x", "-x", "x + y^2", "x - x*y", "x*y", "x/y", "y/(1 + x^2)", "x^3", "y^-2", "y^(1/2)", "y^(-7/3)", "y^x", "(1 + x^2)^(x*y)", "2^x",
                                     "sqrt(y + x^2)", "exp(x*y)", "log(y + x^2)", "sinh(x)", "cosh(x*y)", "asinh(x - y)", "q(x*y)", "q_prime(x + y)", "h(3, x/4)", "h(4, x/5)",
                                     "h(7, x/y/9)", "h_inv(3, x)", "h_inv(5, x*y)", "q_depth(3, x*y)", "q_depth(8, x + y)", "abs(y)*x", "min(y, 2)*x + max(y, 3)"};
    fmpq *p = _fmpq_vec_init(3);
    fmpq_set_si(p, 3, 7), fmpq_set_si(p + 1, 11, 8), fmpq_set_si(p + 2, -2, 3);
    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        cf_bounds b;
        cf_bound *t = read_expression(&b, of[k]);
        for (int i = 0; i < 3; i++) {
            int d = cf_graph_derivative(t->graph, t->prove.big, i);
            if (i == 1 && k >= sizeof of / sizeof *of - 2) {
                cr_expect(d == -1, "abs, min and max have no derivative here");
                continue;
            }
            cr_assert(d >= 0, "%s by %s", of[k], xyz[i]);
            cr_expect(is_derivative(t->graph, t->prove.big, d, i, p) == 1, "%s by %s", of[k], xyz[i]);
            cr_expect(cf_graph_depends(t->graph, d, i) <= cf_graph_depends(t->graph, t->prove.big, i));
        }
        cf_bounds_clear(&b);
    }
    _fmpq_vec_clear(p, 3);
}

Test(bound, derivatives_of_random_expressions) {
    unsigned long rng = 21;
    int right = 0;
    fmpq *p = _fmpq_vec_init(3);
    for (int k = 0; k < 600; k++) {
        cf_graph g;
        cf_graph_init(&g);
        int f = random_node(&g, &rng, 1 + k % 4), i = k % 3, d = cf_graph_derivative(&g, f, i);
        for (int j = 0; j < 3; j++) random_fraction(p + j, &rng, 40, 23);
        int r = d >= 0 ? is_derivative(&g, f, d, i, p) : 0;
        if (r < 0) {
            char *s = cf_graph_source(&g, f, xyz, 4000);
            cr_expect(r > 0, "the derivative of %s by %s", s ? s : "a long expression", xyz[i]);
            free(s);
        }
        right += r > 0;
        cf_graph_clear(&g);
    }
    _fmpq_vec_clear(p, 3);
    cr_expect(right > 200, "%d", right);
}

Test(bound, substitution) {
    unsigned long rng = 31;
    int compared = 0;
    fmpq *p = _fmpq_vec_init(3);
    arb_t v, w;
    arb_init(v), arb_init(w);
    for (int k = 0; k < 600; k++) {
        cf_graph g;
        cf_graph_init(&g);
        int f = random_node(&g, &rng, 1 + k % 4), i = k % 3;
        for (int j = 0; j < 3; j++) random_fraction(p + j, &rng, k % 2 ? 1 : 30, k % 2 ? 1 : 23);
        int s = cf_graph_at(&g, f, i, p + i);
        cr_expect(!cf_graph_depends(&g, s, i));
        if (ball_graph_value(v, &g, f, p) == BALL_VALUE) {
            cr_expect(ball_graph_value(w, &g, s, p) == BALL_VALUE && arb_overlaps(v, w));
            compared++;
        }
        cf_graph_clear(&g);
    }
    cr_expect(compared > 200);
    arb_clear(v), arb_clear(w);
    _fmpq_vec_clear(p, 3);
}

/* A sum that shares its parts unfolds to 2^60 terms: rewriting must go by nodes. */
Test(bound, shared_parts, .timeout = 20 * SLOWER) {
    char text[4096] = "bound t\nforall x in [1, 2]\nlet a0 = 1/x\n";
    for (int k = 1; k <= 60; k++) sprintf(text + strlen(text), "let a%d = a%d + x*a%d\n", k, k - 1, k - 1);
    strcat(text, "prove 0 <= a60\n");
    cf_bounds b;
    read_text(&b, text);
    cf_bound *t = &b.bound[0];
    int x = cf_graph_variable(t->graph, 0);
    int d = cf_graph_derivative(t->graph, t->prove.big, 0), m = cf_graph_simple(t->graph, CF_OP_MUL, 0, t->prove.big, x);
    cr_expect(d >= 0 && m >= 0 && t->graph->n < 3000);
    fmpq *p = _fmpq_vec_init(1);
    fmpq_set_si(p, 3, 2);
    arb_t v, w;
    arb_init(v), arb_init(w);
    cr_expect(ball_graph_value(v, t->graph, m, p) == BALL_VALUE && ball_graph_value(w, t->graph, t->prove.big, p) == BALL_VALUE);
    arb_mul_si(w, w, 3, 200);
    arb_div_si(w, w, 2, 200);
    cr_expect(arb_overlaps(v, w));
    char *tex = cf_graph_tex(t->graph, t->prove.big, t->variable);
    cr_expect(strlen(tex) < 1 << 24 && cf_graph_source(t->graph, t->prove.big, t->variable, 1000) == NULL);
    free(tex);
    arb_clear(v), arb_clear(w);
    _fmpq_vec_clear(p, 1);
    cf_bounds_clear(&b);
}

/* Numbers are short each, but not together: 16 MB of them could fill 5 GB. */
Test(bound, numbers_together, .timeout = 60 * SLOWER) {
    enum { N = 6000 };
    char *text = malloc(N * 20 + 100), *end = text + sprintf(text, "bound t\nforall x in [0, 1]\nprove x <= 0");
    for (int k = 1; k <= N; k++) end += sprintf(end, "+%de9999*x", k);
    cf_bounds b;
    cr_expect(cf_bounds_parse(&b, text, strlen(text), "f") != 0 && strstr(b.error, "more than 134217728 bits together"), "%s", b.error);
    cf_bounds_clear(&b);
    free(text);
}
