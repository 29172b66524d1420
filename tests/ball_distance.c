/* ball_distance.c - see ball_distance.h. */
#include "ball_distance.h"

double apart(double x, const arb_t ball) {
    arb_t t;
    mag_t m;
    arb_init(t), mag_init(m);
    arb_set_d(t, x);
    arb_sub(t, t, ball, 128);
    arb_get_mag(m, t);
    double size = mag_get_d(m);
    arb_clear(t), mag_clear(m);
    return size;
}
