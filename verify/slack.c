/* slack.c - histograms by decade, and the slacks of inequalities: how far each was from failing, and where
 * least. */
#include "verify/run_private.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

void cf_histogram_add(cf_histogram *h, double x) {
    if (h->n == 0 || x < h->min) h->min = x;
    if (h->n == 0 || x > h->max) h->max = x;
    h->n++;
    if (!isfinite(x)) {
        h->other++;
    } else if (x == 0) {
        h->zero++;
    } else {
        double e = floor(log10(fabs(x)));
        if (e < -CF_DECADES) e = -CF_DECADES;
        if (e > CF_DECADES) e = CF_DECADES;
        if (x < 0)
            h->negative++;
        else
            h->count[CF_DECADES + (int)e]++;
    }
}

void cf_histogram_merge(cf_histogram *h, const cf_histogram *more) {
    if (more->n == 0) return;
    if (h->n == 0 || more->min < h->min) h->min = more->min;
    if (h->n == 0 || more->max > h->max) h->max = more->max;
    for (int k = 0; k <= 2 * CF_DECADES; k++) h->count[k] += more->count[k];
    h->zero += more->zero, h->negative += more->negative, h->other += more->other, h->n += more->n;
}

json_t *cf_histogram_json(const cf_histogram *h) {
    json_t *j = json_object();
    if (h->other) json_object_set_new(j, "not_finite", json_integer(h->other));
    if (h->negative) json_object_set_new(j, "negative", json_integer(h->negative));
    if (h->zero) json_object_set_new(j, "zero", json_integer(h->zero));
    for (int e = -CF_DECADES; e <= CF_DECADES; e++) {
        char key[16];
        snprintf(key, sizeof key, "%d", e);
        if (h->count[CF_DECADES + e]) json_object_set_new(j, key, json_integer(h->count[CF_DECADES + e]));
    }
    return j;
}

/* A lower bound of (b - a)/max(|a|, |b|); 0 where both are 0. Where a <= b is certified it is at least 0: the
 * outward rounding of the difference and of the quotient is then cut off at what is known. Of rationals
 * (balls of 128 bits around them) the same. */
static double relative_slack(const arb_t a, const arb_t b, cf_truth truth) {
    arb_t s, m, t;
    arb_init(s), arb_init(m), arb_init(t);
    arb_sub(s, b, a, 64);
    arb_abs(m, a);
    arb_abs(t, b);
    arb_max(m, m, t, 64);
    if (!arb_is_zero(s)) arb_div(s, s, m, 64);
    arf_t low;
    arf_init(low);
    arb_get_lbound_arf(low, s, 64);
    double x = arf_get_d(low, ARF_RND_FLOOR);
    arf_clear(low);
    arb_clear(s), arb_clear(m), arb_clear(t);
    return truth == CF_TRUE && !(x > 0) ? 0 : x;
}

void cf_slacks_init(cf_slacks *s) {
    arb_init(s->a), arb_init(s->b);
    s->least_bits = WORD_MAX;
}
void cf_slacks_clear(cf_slacks *s) {
    arb_clear(s->a), arb_clear(s->b);
}

void cf_slacks_add(cf_slacks *s, cf_truth truth, const arb_t a, const arb_t b, int inequality) {
    slong bits = FLINT_MIN(cf_ball_bits(a), cf_ball_bits(b));
    if (bits < s->least_bits) s->least_bits = bits;
    if (!inequality || truth == CF_UNKNOWN) return;
    double slack = relative_slack(a, b, truth);
    cf_histogram_add(&s->decades, slack);
    if (s->any && !(slack < s->least)) return;
    s->any = 1;
    s->least = slack;
    arb_set(s->a, a), arb_set(s->b, b);
}

int cf_slacks_merge(cf_slacks *all, cf_slacks *now) {
    if (now->least_bits < all->least_bits) all->least_bits = now->least_bits;
    if (!now->any) return 0;
    cf_histogram_merge(&all->decades, &now->decades);
    if (all->any && !(now->least < all->least)) return 0;
    all->any = 1;
    all->least = now->least;
    arb_swap(all->a, now->a), arb_swap(all->b, now->b);
    return 1;
}

void cf_slacks_forget(cf_slacks *s) {
    if (s->any) memset(&s->decades, 0, sizeof s->decades);
    s->any = 0;
    s->least_bits = WORD_MAX;
}
