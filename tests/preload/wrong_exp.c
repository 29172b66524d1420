/* wrong_exp.c - a library to be loaded before Arb: its arb_exp is wrong by four radii. The tests load it
 * into the program to see that nothing is certified. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "reference/ball.h"
#include <dlfcn.h>

void arb_exp(arb_t y, const arb_t x, slong prec) {
    void (*right)(arb_t, const arb_t, slong);
    *(void **)&right = dlsym(RTLD_NEXT, "arb_exp");
    right(y, x, prec);
    arf_t shift;
    arf_init(shift);
    arf_set_mag(shift, arb_radref(y));
    arf_mul_2exp_si(shift, shift, 2);
    arf_add(arb_midref(y), arb_midref(y), shift, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_clear(shift);
}
