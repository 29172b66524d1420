/* appendix_b_terms.c - see appendix_b_terms.h. */
#include "verify/appendix_b_terms.h"

void cf_case_log_sum(arb_t out, const cf_beta_case *c, slong prec) {
    arb_t alpha2, L, m, t;
    arb_init(alpha2);
    arb_init(L);
    arb_init(m);
    arb_init(t);
    cf_case_alpha2(alpha2, c, prec);
    cf_case_L(L, c, prec);
    arb_zero(out);
    for (size_t i = 0; i < c->d; i++) {
        cf_case_abs(m, c, i);
        arb_add(t, m, alpha2, prec);
        arb_log(t, t, prec);
        arb_div(t, t, L, prec);
        arb_add_ui(t, t, 1, prec);
        arb_addmul(out, m, t, prec);
    }
    arb_clear(alpha2);
    arb_clear(L);
    arb_clear(m);
    arb_clear(t);
}

void cf_case_log_bound(arb_t out, const cf_beta_case *c, const arb_t m, const arb_t k, slong prec) {
    arb_t alpha2, L, B;
    arb_init(alpha2);
    arb_init(L);
    arb_init(B);
    cf_case_alpha2(alpha2, c, prec);
    cf_case_L(L, c, prec);
    cf_case_norm1(B, c, prec);
    arb_add(out, m, alpha2, prec);
    arb_mul(out, out, k, prec);
    arb_log(out, out, prec);
    arb_div(out, out, L, prec);
    arb_add_ui(out, out, 1, prec);
    arb_mul(out, out, B, prec);
    arb_clear(alpha2);
    arb_clear(L);
    arb_clear(B);
}

void cf_b_log_b(arb_t out, const arb_t b, slong prec) {
    if (arb_is_zero(b)) {
        arb_zero(out);
        return;
    }
    arb_log(out, b, prec);
    arb_mul(out, out, b, prec);
}

void cf_coordinate_argument(arb_t t, const cf_coordinate *p, slong prec) {
    arb_t alpha2;
    arb_init(alpha2);
    cf_case_alpha2(alpha2, p->c, prec);
    cf_case_abs(t, p->c, p->i);
    arb_div(t, t, alpha2, prec);
    arb_clear(alpha2);
}

void cf_q_remainder(arb_t out, const arb_t t, slong prec) {
    arb_t q;
    arb_init(q);
    cf_ref_q(q, t, prec);
    arb_mul(out, t, t, prec);
    arb_mul_2exp_si(out, out, -2);
    arb_sub(out, out, q, prec);
    arb_clear(q);
}

void cf_for_coordinates(cf_run *run, const cf_beta_case *c,
                        void (*each)(cf_run *run, const cf_coordinate *p)) {
    size_t step = c->d > 6 ? c->d / 6 : 1;
    for (size_t i = 0; i < c->d; i += step) {
        cf_coordinate p = {c, i};
        if (c->beta[i] != 0) each(run, &p);
    }
}
