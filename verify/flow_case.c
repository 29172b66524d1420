/* flow_case.c - see flow_case.h. */
#include "verify/flow_case.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

int cf_flow_case_init(cf_flow_case *c, cf_run *run, const cf_problem *p, double log_alpha, long depth) {
    char more[64];
    memset(c, 0, sizeof *c);
    snprintf(more, sizeof more, "D = %ld, log alpha = %g", depth, log_alpha);
    cf_problem_begin(run, p, more);
    c->p = p, c->log_alpha = log_alpha;
    cf_ref_alpha_init(c->alpha), cf_ref_alpha_set_double(c->alpha, log_alpha, 1);
    fmpq_init(c->depth), fmpq_set_si(c->depth, depth, 1);
    c->beta = _arb_vec_init((slong)p->d), c->z = _arb_vec_init((slong)p->d);
    return cf_ref_flow_path_new(&c->path, p->X, p->y, c->alpha, c->depth, p->N, p->d, 34) == CF_REF_OK;
}

void cf_flow_case_clear(cf_flow_case *c) {
    cf_ref_flow_path_clear(c->path);
    _arb_vec_clear(c->beta, (slong)c->p->d), _arb_vec_clear(c->z, (slong)c->p->d);
    cf_ref_alpha_clear(c->alpha), fmpq_clear(c->depth);
}

int cf_flow_case_at(cf_flow_case *c, double t) {
    cf_ref_time_t time;
    cf_ref_time_init(time);
    if (isinf(t))
        time->is_inf = 1;
    else
        cf_fmpq_set_double(time->value, t);
    const int ok = cf_ref_flow_path_at(c->beta, c->z, c->path, time) == CF_REF_OK;
    cf_ref_time_clear(time);
    return ok;
}

double cf_flow_case_scale(const cf_flow_case *c) {
    const cf_problem *p = c->p;
    const double depth = fmpq_get_d(c->depth);
    const double rate = depth == 2 ? 8 : 2 * depth * (depth - 2) * exp((depth - 2) * c->log_alpha);
    double fastest = 0;
    for (size_t i = 0; i < p->d; i++) {
        double g = 0;
        for (size_t n = 0; n < p->N; n++) g += p->X[n * p->d + i] * p->y[n];
        fastest = fmax(fastest, fabs(g));
    }
    return (depth == 2 ? fmax(-2 * c->log_alpha, 1) : 1) / (rate * fastest);
}

void cf_flow_distance(arb_t out, arb_srcptr a, arb_srcptr b, size_t d) {
    arb_t t;
    arb_init(t);
    arb_zero(out);
    for (size_t i = 0; i < d; i++) {
        arb_sub(t, a + i, b + i, 256);
        arb_addmul(out, t, t, 256);
    }
    arb_nonnegative_part(out, out);
    arb_sqrt(out, out, 256);
    arb_clear(t);
}
