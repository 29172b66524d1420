/* flow_time.c - when the loss has fallen to a level: an enclosure of the time.
 *
 * L(t) falls strictly while r != 0, dL/dt = -|grad L|^2 < 0 at full rank. Bisection on exact rationals: t
 * goes to the lower end if L(t) > level certainly, to the upper end if L(t) < level certainly, and the
 * bisection ends where neither is certain. */
#include "flow.h"

enum { HALVINGS = 60 };

/* L(t) against level: CF_TRUE above, CF_FALSE below */
static cf_truth above(cf_ref_flow_path *p, const fmpq_t t, const arb_t level) {
    cf_ref_time_t time;
    arb_t loss;
    arb_ptr beta = _arb_vec_init((slong)p->f.d);
    arb_init(loss);
    cf_ref_time_init(time);
    fmpq_set(time->value, t);
    cf_ref_flow_path_at(beta, NULL, p, time);
    cf_ref_loss(loss, beta, p->f.X, p->f.y, p->f.N, p->f.d, p->f.prec);
    cf_truth low = cf_ball_lt(level, loss);
    if (low == CF_FALSE && cf_ball_lt(loss, level) != CF_TRUE) low = CF_UNKNOWN;
    _arb_vec_clear(beta, (slong)p->f.d), arb_clear(loss), cf_ref_time_clear(time);
    return low;
}

cf_ref_status cf_ref_flow_time(arb_t t, cf_ref_flow_path *p, const fmpq_t level) {
    arb_t wanted;
    fmpq_t low, high, middle;
    cf_ref_status status = CF_REF_UNDECIDED;
    arb_init(wanted), fmpq_init(low), fmpq_init(high), fmpq_init(middle);
    arb_set_fmpq(wanted, level, p->f.prec);
    if (fmpq_sgn(level) <= 0) {
        status = CF_REF_EINVAL;
    } else if (p->trivial || above(p, low, wanted) == CF_FALSE) {
        arb_zero(t);
        status = CF_REF_OK;
    } else {
        cf_fmpq_set_double(high, p->next_h);
        cf_truth side = CF_TRUE;
        for (int k = 0; k < 200 && (side = above(p, high, wanted)) == CF_TRUE; k++) {
            fmpq_set(low, high);
            fmpq_mul_2exp(high, high, 1);
        }
        for (int k = 0; k < HALVINGS && side == CF_FALSE; k++) {
            fmpq_add(middle, low, high);
            fmpq_div_2exp(middle, middle, 1);
            cf_truth at = above(p, middle, wanted);
            if (at == CF_UNKNOWN) break;
            fmpq_set(at == CF_TRUE ? low : high, middle);
        }
        if (side == CF_FALSE) {
            arb_t other;
            arb_init(other);
            arb_set_fmpq(t, low, p->f.prec);
            arb_set_fmpq(other, high, p->f.prec);
            arb_union(t, t, other, p->f.prec);
            arb_clear(other);
            status = CF_REF_OK;
        }
    }
    arb_clear(wanted), fmpq_clear(low), fmpq_clear(high), fmpq_clear(middle);
    return status;
}
