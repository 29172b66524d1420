/* theorem2_triples.c - see theorem2_triples.h. */
#include "verify/theorem2_triples.h"

static const struct {
    const char *norm, *epsilon;
    size_t d;
} triples[] = {{"1", "1", 2},        {"100", "1", 2},     {"0.5", "0.1", 2},   {"1000", "0.001", 200},
               {"1", "0.001", 100},  {"2", "0.9", 1},     {"64", "0.01", 64},  {"30", "0.1", 100},
               {"5", "199.99", 200}, {"0.001", "1.9", 2}, {"1000", "49", 50},  {"7", "1e-3", 2},
               {"20", "0.5", 50},    {"1", "4", 5},       {"1e-3", "0.5", 10}, {"250", "0.05", 1000}};

void cf_triple_factor(arb_t out, const cf_theorem2_triple *w, slong prec) {
    fmpq_t k;
    fmpq_init(k);
    cf_fmpq_set_decimal(k, w->canary ? "0.99" : "1");
    fmpq_add(k, k, w->epsilon);
    arb_set_fmpq(out, k, prec);
    fmpq_clear(k);
}

void cf_for_theorem2_triples(cf_run *run, cf_half half, const char *what, cf_sides sides) {
    for (size_t k = 0; k < sizeof triples / sizeof *triples; k++) {
        cf_theorem2_triple w = {.d = triples[k].d, .canary = cf_run_canary(run)};
        fmpq_t norm;
        arb_t threshold;
        fmpq_init(norm);
        arb_init(threshold);
        arb_init(w.norm);
        fmpq_init(w.epsilon);
        fmpq_init(w.log_alpha);
        cf_fmpq_set_decimal(norm, triples[k].norm);
        cf_fmpq_set_decimal(w.epsilon, triples[k].epsilon);
        arb_set_fmpq(w.norm, norm, 512);
        (half == CF_HALF_L1 ? cf_ref_theorem2_l1 : cf_ref_theorem2_l2)(threshold, w.norm, w.epsilon, w.d,
                                                                       320);
        if ((half == CF_HALF_L1 ? cf_log_alpha_below : cf_log_alpha_above)(w.log_alpha, threshold) != 0)
            flint_abort();
        cf_instance(run, "norm %s, epsilon = %s, d = %zu, alpha within 1e-30 of the threshold",
                    triples[k].norm, triples[k].epsilon, w.d);
        cf_decide(run, what, sides, &w, 0, 1 << 16);
        fmpq_clear(norm);
        arb_clear(threshold);
        arb_clear(w.norm);
        fmpq_clear(w.epsilon);
        fmpq_clear(w.log_alpha);
    }
}
