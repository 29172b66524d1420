/* limit_depth_curve.c - the logarithms of 1 - |z| that the limit at depth D > 2 needs.
 *
 * beta is A (1 - |z|)^-p but for a factor near 1, A = alpha^D and p = D/(D-2), and p is large for depths near
 * 2: the logarithm is wanted to 2^-53/p. In double-double (depth_dd.h) it errs by 2^-71.5 absolutely, p times
 * which is in the bound of limit_depth.c, and by 2^-71 of itself where |z| < 1/4: there p |ln(1 - |z|)| is
 * what is wanted to 2^-53, whatever p is. */
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
                (double *hi, double *lo, const double *ch, const double *cl, const double *ah,
                 const double *al, size_t n),
                (hi, lo, ch, cl, ah, al, n))

void cf_depth_log_near(double *hi, double *lo, const double *ch, const double *cl, const double *ah,
                       const double *al, size_t n) {
    log_near(hi, lo, ch, cl, ah, al, n);
}

void cf_depth_power(double *p, double *p_lo, double depth) {
    const depth_constants k = cf_depth_constants(depth);
    *p = k.p.hi, *p_lo = k.p.lo;
}

/* c^-p for c + c_lo */
static double power(double c, double c_lo, double p, double p_lo) {
    const double v = p == 3     ? 1 / (c * c * c)
                     : p == 2   ? 1 / (c * c)
                     : p == 1.5 ? 1 / (c * sqrt(c))
                                : pow(c, -p);
    return p_lo == 0 ? v - v * (p * (c_lo / c)) : v - v * (p * (c_lo / c) + p_lo * log(c));
}

void cf_depth_curve(double *beta, double *weight, double *c, double z, double z_lo, double A, double p,
                    double p_lo) {
    const double a = fabs(z), a_lo = z < 0 ? -z_lo : z_lo, near_one = 1 - a, far_one = 1 + a;
    const double c_lo = ((1 - near_one) - a) - a_lo, f_lo = (a - (far_one - 1)) + a_lo;
    const double near = power(near_one, c_lo, p, p_lo), far = power(far_one, f_lo, p, p_lo);
    double h = near - far;
    if (p == 3 && p_lo == 0) /* D = 3 and 4: the difference of the powers, divided out */
        h = (a + a_lo) * (6 + 2 * a * a) * (near * far);
    else if (p == 2 && p_lo == 0)
        h = 4 * (a + a_lo) * (near * far);
    else if (!(far < 0.5 * near)) /* cancels: h = near (1 - e^(-pT)), T = ln((1+a)/(1-a)) */
        h = -near * expm1(-(p + p_lo) * ((log1p(a) - log1p(-a)) + 2 * a_lo));
    *c = near_one + c_lo;
    *beta = copysign(A * h, z);
    *weight = A * p * (near / *c + far / far_one);
}

double cf_depth_inverse(double x, double p) {
    if (x < 1) return tanh(asinh(0.5 * x) / p);
    double c = pow(x + exp2(-p), -1 / p);
    for (int k = 0; k < 2; k++) c = pow(x + pow(2 - c, -p), -1 / p);
    return 1 - c;
}
