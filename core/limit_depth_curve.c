/* limit_depth_curve.c - the logarithms of 1 - |z| that the limit at depth D > 2 needs.
 *
 * beta is A (1 - |z|)^-p but for a factor near 1, A = alpha^D and p = D/(D-2), and p is large for depths near 2: the
 * logarithm is wanted to 2^-53/p. In double-double (depth_dd.h) it errs by 2^-71 absolutely, and by 2^-71 of itself
 * where |z| < 1/4; p ln(1 - |z|) <= |ln A| + O(1) for the coefficients that matter, so p is at most 4 |ln A| in the
 * former case, 1.2e7 (2^-47.5 of beta) at the end of the range and below 2^17 (2^-54) for |ln A| up to 30000. */
#include "limit_depth_curve.h"
#include "depth_dd.h"
#include "depth_point.h"

static CF_INLINE int log_near_body(double *hi, double *lo, const double *ch, const double *cl,
                                             const double *ah, const double *al, size_t n) {
    for (size_t i = 0; i < n; i++) {
        dd l;
        if (ah[i] < 0.25)
            l = dd_log_1_plus((dd){-ah[i], -al[i]});
        else
            l = dd_add(dd_log_of(ch[i]), (dd){cl[i] / ch[i], 0});
        hi[i] = l.hi, lo[i] = l.lo;
    }
    return 0;
}
CF_FMA_DISPATCH(static, int, log_near,
                (double *hi, double *lo, const double *ch, const double *cl, const double *ah, const double *al,
                 size_t n),
                (hi, lo, ch, cl, ah, al, n))

void cf_depth_log_near(double *hi, double *lo, const double *ch, const double *cl, const double *ah, const double *al,
                       size_t n) {
    log_near(hi, lo, ch, cl, ah, al, n);
}

void cf_depth_power(double *p, double *p_lo, double depth) {
    const depth_constants k = cf_depth_constants(depth);
    *p = k.p.hi, *p_lo = k.p.lo;
}
