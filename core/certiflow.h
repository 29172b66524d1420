/* certiflow.h - the public header of the double-precision core.
 *
 * Letters are those of "Kernel and Rich Regimes in Overparametrized Models":
 *
 *   X      N x d, row-major, one sample a row (X[n*d + i] is coordinate i of sample n); full row rank
 *   y      N targets                      beta   d coefficients, beta = w_+^2 - w_-^2 (4)
 *   alpha  scale of the initialisation; every function takes log_alpha, its natural logarithm, because the
 *          thresholds of Theorem 2 lie far below the smallest double
 *   nu     N dual variables, beta = 2 alpha^2 sinh(X^T nu) (9), (18)
 *   L      ln(1/alpha^2) = -2 log_alpha     q, Q_alpha   the regulariser of Theorem 1 (5)
 *
 * Conventions: outputs first, sizes last; the caller owns all arrays; no function keeps a pointer to its
 * arguments unless it says so; no mutable globals; functions that can fail return a cf_status and write their
 * outputs only on CF_OK (or where they say so). "ulp" is the unit in the last place of the exact result's binade.
 * A double result of a vector norm-wise declared bound B satisfies |computed - exact| <= B in the stated norm.
 */
#ifndef CERTIFLOW_H
#define CERTIFLOW_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CF_VERSION "0.1.0"

typedef enum {
    CF_OK = 0,
    CF_EINVAL, /* an argument is outside its domain (non-finite entry, N > d, N = 0, ...) */
    CF_ERANK,  /* X does not have full row rank */
    CF_ENOCONV, /* the iteration did not converge within its budget */
    CF_ENOMEM, /* out of memory */
    CF_EIO,    /* a file could not be opened, read or accepted */
} cf_status;

/* A short English description of a status; never NULL. */
const char *cf_status_message(cf_status status);
const char *cf_version(void);

/* ------------------------------------------------------------------------------------ q, q' (5), core/q.c */

/* q(z) = 2 - sqrt(4 + z^2) + z asinh(z/2); even, convex, q(0) = 0. Any double; error at most 1 ulp, subnormal
 * results included; q(+-inf) = inf, q(NaN) = NaN; overflow gives +inf. */
double cf_q(double z);
/* q'(z) = asinh(z/2); odd, increasing. Any double; error at most 1 ulp; q'(+-0) = +-0, q'(+-inf) = +-inf. */
double cf_q_prime(double z);
/* out[i] = q(z[i]), q'(z[i]); n any, no alignment asked; out == z allowed; special values as cf_q, cf_q_prime. Error at
 * most 1.2 ulp for q, 0.9 ulp for q', subnormal results included; each element's bits depend on its value alone, not on
 * its place, on n or on the processor. */
void cf_q_vec(double *out, const double *z, size_t n);
void cf_q_prime_vec(double *out, const double *z, size_t n);

/* F(b) = alpha^2 q(b/alpha^2), the regulariser of one coordinate in units of beta, without overflow on the way: alpha is
 * never formed. F'(b) = asinh(b/(2 alpha^2)). Any double b, log_alpha in [-1e6, 700], NaN outside it; error at most 1
 * ulp, subnormal results included, as functions of the doubles b and log_alpha. F(+-0) = 0, F(+-inf) = inf, F'(+-0) =
 * +-0, F'(+-inf) = +-inf; NaN gives NaN; F and F' overflow to inf, underflow to 0. */
double cf_alpha2_q(double b, double log_alpha);
double cf_alpha2_q_prime(double b, double log_alpha);
/* Q_alpha(beta) = sum_i q(beta_i/alpha^2) (5), and alpha^2 Q_alpha(beta); d entries, d = 0 gives 0. log_alpha in [-1e6,
 * 700], NaN outside it; error at most 1 ulp for d <= 10^13, subnormal results included; inf where the sum overflows or an
 * entry is infinite, NaN if an entry is. */
double cf_Q(const double *beta, double log_alpha, size_t d);
double cf_alpha2_Q(const double *beta, double log_alpha, size_t d);

/* ------------------------------------------------------- depth D > 2: h_D, q_D (Section 5, Theorem 3), core/depth.c */

/* h_D(z) = (1-z)^(-D/(D-2)) - (1+z)^(-D/(D-2)) on [-1, 1]; odd, increasing. depth: a real in (2, 2^50], the double taken
 * exactly. Error at most 0.52 ulp, 0.76 where the result is subnormal; +-inf at +-1 and on overflow; NaN outside the
 * domain and at depth 2, where h does not exist. */
double cf_h(double depth, double z);
/* h_D^{-1}(z), any double, and 1 - h_D^{-1}(z) without saturation (0 at inf, 2 at -inf); depth and errors as cf_h. */
double cf_h_inv(double depth, double z);
double cf_h_inv_complement(double depth, double z);
/* q_D(z) = integral_0^z h_D^{-1}; even, convex, q_D(0) = 0; and q_D' = h_D^{-1}. depth 2 is q and q', with cf_q's bounds;
 * otherwise as cf_h. q_D(+-inf) = inf; no finite z overflows. */
double cf_q_depth(double depth, double z);
double cf_q_depth_prime(double depth, double z);
/* The same of many: out[i] = f(z[i]); depth 2 (q_D, q_D' alone) or in (2, 2^50], n any, no alignment asked, out == z
 * allowed; special values as the scalar function's; each element's bits depend on its value and the depth alone.
 * cf_q_depth_vec, core/depth_vec.c: q_3, q_4 and q_5 are fast, error at most 4 ulp; depth 2 is cf_q_vec; at other depths
 * the scalar function one by one. The others, core/depth_each.c, are the scalar functions one by one, the same bits;
 * cf_q_depth_prime_vec at depth 2 is cf_q_prime_vec. */
void cf_q_depth_vec(double *out, const double *z, double depth, size_t n);
void cf_q_depth_prime_vec(double *out, const double *z, double depth, size_t n);
void cf_h_vec(double *out, const double *z, double depth, size_t n);
void cf_h_inv_vec(double *out, const double *z, double depth, size_t n);
void cf_h_inv_complement_vec(double *out, const double *z, double depth, size_t n);
/* Q^D_alpha(beta) = sum_i q_D(beta_i/alpha^D), and alpha^D Q^D_alpha(beta); alpha^D is never formed. depth 2 is cf_Q and
 * cf_alpha2_Q; otherwise |depth log_alpha| <= 3e6, NaN beyond. Error at most 0.6 ulp for d <= 10^12, 1 ulp where the
 * result is subnormal; inf on overflow. */
double cf_Q_depth(const double *beta, double log_alpha, double depth, size_t d);
double cf_alphaD_Q(const double *beta, double log_alpha, double depth, size_t d);

/* -------------------------------------------------------------------------------- generator, core/generator.c */

typedef struct {
    uint64_t state;
} cf_rng;
/* Seeded, portable: the same bits on every platform (see core/generator.c for the definition bit by bit). */
void cf_rng_init(cf_rng *rng, uint64_t seed);
double cf_rng_uniform(cf_rng *rng);                          /* in (0, 1] */
void cf_rng_normals(double *out, cf_rng *rng, size_t n);     /* i.i.d. N(0, 1) */
/* Section 4's sparse regression: x ~ N(0, I), y = <beta*, x> + N(0, noise_variance), beta* with r_star entries
 * 1/sqrt(r_star) in the first places. X is N x d. */
cf_status cf_sparse_regression(double *X, double *y, double *beta_star, uint64_t seed, size_t r_star,
                               double noise_variance, size_t N, size_t d);

/* --------------------------------------------------- minimum-norm interpolants, core/minnorm_l2.c, minnorm_l1.c */

/* beta_L2 = argmin ||beta||_2 s.t. X beta = y. ||computed - exact||_2 <= 4u ||beta_L2||_2, u = 2^-53. CF_ERANK if the
 * row-scaled X is within about 8 N u of a matrix of lower rank (the exact rank is cf_ref_beta_l2's to decide). */
cf_status cf_beta_l2(double *beta, const double *X, const double *y, size_t N, size_t d);

/* beta_L1, an optimal vertex of min ||beta||_1 s.t. X beta = y, by a simplex method; nu is a dual solution
 * (||X^T nu||_inf <= 1, y^T nu = ||beta||_1); support holds the indices of the N basic columns in increasing order,
 * *n_support = N; a basic coefficient may be 0 (degenerate vertex). nu, support, n_support may be NULL. The basis is
 * optimal to rounding, cf_ref_beta_l1 proves it; at that basis ||computed - exact||_2 <= 16u ||beta||_2 if the columns
 * are of comparable size, entry by entry 4u cond otherwise (core/minnorm_l1.c). CF_ERANK as for cf_beta_l2; CF_ENOCONV if
 * the budget of 1000 + 50 (N + d) pivots is spent. */
cf_status cf_beta_l1(double *beta, double *nu, size_t *support, size_t *n_support, const double *X,
                     const double *y, size_t N, size_t d);

/* ||beta||_1, ||beta||_2: at most 2 ulp for d < 2^25, overflow only where the exact value does; NaN if an entry is. */
double cf_norm_l1(const double *beta, size_t d);
double cf_norm_l2(const double *beta, size_t d);

/* --------------------------------------------------------------- the limit of gradient flow, core/limit.c (9) */

typedef struct {
    size_t iterations;   /* Newton steps, chord steps included */
    size_t factorizations;
    double residual_max; /* ||X beta - y||_inf / ||y||_inf; 0 if y = 0 */
} cf_limit_info;

/* beta_alpha(infinity), the root of X 2 alpha^2 sinh(X^T nu) = y, as beta (d) and nu = nu[n] + nu_lo[n] (N; an
 * unevaluated sum of two doubles, because X^T nu is needed to an absolute, not a relative, accuracy; nu, nu_lo and
 * info may be NULL). log_alpha in [-1e6, 700]. Both ||beta - exact||_2 and |beta_i| |x_i^T (nu + nu_lo - exact)| for
 * each i are at most
 *     chi ||X beta - y||_2 + (1 + chi ||X||_F) (rho ||v||_2 + 2^-50 ||beta||_2),   v_i = sqrt(beta_i^2 + 4 alpha^4),
 *     rho = (N + 8) 2^-53 max_i sum_n |X_ni nu_n|,   chi = max ||X_B^-1||_2 over N independent columns B,
 * derived in core/limit.c (log_alpha <= 300 for nu: beyond it nu may be 0 in doubles). On the tests' families beta is
 * within 1e-12 ||beta||_2, and the other is below 1e-11 ||beta||_2.
 * CF_EINVAL, CF_ENOMEM. CF_ERANK: the rows are dependent in Gauss-Jordan elimination in double-double, where an entry
 * that cancels to 2^-86 is 0; rows that depend on each other but for rounding to doubles count as independent.
 * CF_ENOCONV: |X beta - y| of some sample n is above both 1e-12 ||y||_inf and 2^-50 sum_i |X_ni beta_i|, what the rounding
 * of beta alone may cost it. */
cf_status cf_limit(double *beta, double *nu, double *nu_lo, cf_limit_info *info, const double *X,
                   const double *y, double log_alpha, size_t N, size_t d);

/* The same along a grid of log_alpha, each solve started from the one before: m values, beta is m x d, nu and nu_lo
 * m x N (NULL allowed), info m. Fastest if the grid is monotone. */
cf_status cf_limit_path(double *beta, double *nu, double *nu_lo, cf_limit_info *info, const double *X,
                        const double *y, const double *log_alpha, size_t m, size_t N, size_t d);

/* The same at depth D (Theorem 3), core/limit_depth.c: beta_{alpha,D}(infinity) = alpha^D h_D(X^T nu), nu the root of X
 * beta = y in the polytope |x_i^T nu| < 1. depth: 2, and then all is as cf_limit, or a real in (2, 2^50], the double taken
 * exactly; |depth log_alpha| <= 1e9. Arrays as for cf_limit; beta in the units of y over X, nu
 * in those of 1/X. With p = D/(D-2), chi and ||X||_F as there,
 *     ||beta - exact||_2 <= B = chi ||X beta - y||_2 + (1 + chi ||X||_F) (2^-48 + p 2^-69) ||beta||_2,
 *     p |beta_i| |x_i^T (nu + nu_lo - exact)| <= 2 B for each i (depth log_alpha <= 300; beyond it nu may be 0 in doubles),
 * derived in core/limit_depth.c. 1 - |x_i^T nu| may be as small as (alpha^D/|beta_i|)^(1/p), far below the last bits of nu
 * + nu_lo: form it from beta, not from nu. On the tests' families beta is within 1e-12 ||beta||_2. An l1 solution that is
 * not unique is told from one that is to 2^-80 of the data. CF_EINVAL, CF_ERANK, CF_ENOCONV, CF_ENOMEM as cf_limit. */
cf_status cf_limit_depth(double *beta, double *nu, double *nu_lo, cf_limit_info *info, const double *X,
                         const double *y, double log_alpha, double depth, size_t N, size_t d);

/* The same at m pairs (log_alpha[k], depth[k]), each solve started from the one before where that is near: beta is m x d,
 * nu and nu_lo m x N (NULL allowed), info m. Fastest if one of the two is constant and the other monotone. */
cf_status cf_limit_depth_path(double *beta, double *nu, double *nu_lo, cf_limit_info *info, const double *X,
                              const double *y, const double *log_alpha, const double *depth, size_t m, size_t N,
                              size_t d);

/* ------------------------------------------------------------------- the tangent kernel at the start, core/kernel.c */

/* K_{w(0)}(x_m, x_n) = <grad f(w(0), x_m), grad f(w(0), x_n)> = 8 alpha^2 <x_m, x_n> (Section 4) as its logarithm's
 * pieces: K is N x N, row-major, K[m*N+n] = 8 <x_m, x_n> and the true kernel is exp(2 log_alpha) K.
 * |K[m*N+n] - exact| <= 8 (d+1) u sum_i |X_mi X_ni|. CF_EINVAL on a non-finite entry or overflow. */
cf_status cf_tangent_kernel(double *K, const double *X, size_t N, size_t d);

/* The flow of the linearised model from w(0) = alpha 1, kernel gradient flow f' = -2 K_0 r with K_0 = 2 D^2 alpha^{2D-2} X X^T,
 * at time t >= 0, inf allowed: beta_lin(t) = X^T (X X^T)^-1 (I - exp(-2 t K_0)) y; core/kernel_flow.c. depth >= 2. In the 2-norm
 * ||computed - exact|| <= (32 (N + d) kappa + 8 |ln tau| + 16) 2^-53 ||y||/s_min, tau = 4 D^2 alpha^{2D-2} t, kappa = s_max/s_min
 * of X's singular values. CF_EINVAL, CF_ENOMEM; CF_ERANK if kappa is above 2^50/(N + d). */
cf_status cf_kernel_flow(double *beta, const double *X, const double *y, double log_alpha, double depth, double t,
                         size_t N, size_t d);

/* --------------------------------------------------------------------- thresholds on alpha, core/thresholds.c */

/* All return log alpha. Domain: norm > 0, 0 < epsilon < d, d >= 1; NaN outside it. l1 = ||beta_L1||_1 or
 * ||beta||_1, l2 = ||beta_L2||_2 or ||beta||_2. Error at most 2^-49 max(|log_alpha|, 1); -inf where log_alpha itself is
 * beyond the doubles. */
double cf_theorem2_l1(double l1, double epsilon, size_t d); /* at most: Theorem 2, first half */
double cf_theorem2_l2(double l2, double epsilon, size_t d); /* at least: Theorem 2, second half */
double cf_lemma1_alpha(double l1, double epsilon, size_t d); /* at most: alpha_1 of Lemma 1 */
double cf_lemma2_alpha(double epsilon, size_t d);            /* at least: d^(-1/4 - 1/(8 epsilon)) */
int cf_lemma2_applies(double epsilon, size_t d);             /* d >= max(e, 12^(4 epsilon)) */
double cf_lemma3_alpha(double l2, double epsilon);           /* at least: alpha_2 of Lemma 3 (73) */
/* Sharper than Theorem 2 (docs/thresholds.md): the largest alpha with d q((1+epsilon) x/d) >= q(x), x = l1/alpha^2
 * (inf if every alpha will do), and the smallest with q(sqrt(1+epsilon) x) >= d q(x/sqrt(d)), x = l2/alpha^2 (-inf
 * if every alpha will do). Error at most 2^-44 max(|log_alpha|, |ln norm|, 1), derived in core/sharp.c. */
double cf_sharp_l1(double l1, double epsilon, size_t d);
double cf_sharp_l2(double l2, double epsilon, size_t d);

/* ------------------------------------------------- thresholds at depth > 2 (docs/depth-theory.md), core/thresholds_depth.c */

/* All return log alpha, but the last; depth > 2, not necessarily an integer. Domain: norm > 0, 0 < epsilon < d (l2: epsilon > 0),
 * d >= 1, all finite; NaN outside it. With e = min(epsilon, 1), c = (D-1)(3D-4)/(24 D^2):
 *   cf_depth_l1   alpha <= (2 epsilon/(D (1+epsilon)^{2/D}))^{1/(D-2)} (l1/d)^{1/D} implies ||beta||_1 <= (1+epsilon) l1
 *   cf_depth_l2   alpha^D >= (1+e) sqrt(c/e) l2 implies ||beta||_2^2 <= (1+epsilon) l2^2
 * for beta = beta_{alpha,D}(infinity), l1 = ||beta_L1||_1, l2 = ||beta_L2||_2.
 *   cf_lemma4_log_bound   ln(alpha^{2-D}/(D(D-2))), the bound of Lemma 4 on ||X^T int r||_infinity as printed; half of it holds
 * Error at most 2^-49 times (1+|ln(2 epsilon/D)| + (2/D) ln(1+epsilon))/(D-2) + (1+|ln(l1/d)|)/D; 2^-49
 * (2+|ln(norm of the right side)|)/D; 2^-50 (1+(D-2)|log_alpha| + |ln D(D-2)|). */
double cf_depth_l1(double l1, double epsilon, size_t d, double depth);      /* at most */
double cf_depth_l2(double l2, double epsilon, double depth);                /* at least */
double cf_lemma4_log_bound(double log_alpha, double depth);

/* ------------------------------------------------------------- gradient flow in the dual variable, core/flow_path.c */

typedef struct {
    size_t steps, rejected, factorizations, evaluations; /* an evaluation is one of all stages of a step */
    size_t answered;   /* how many times have an answer */
    int reached;       /* ||r|| <= target ||y|| was reached */
    double t_target;   /* when; inf if it was not, or target is 0 */
    double t_end;      /* how far the integration went */
    double residual;   /* ||X beta - y||_2/||y||_2 there; 0 if y = 0 */
    double loss_rise;  /* the largest rise of ||r|| over a step, in units of ||y||: 0, or rounding */
} cf_flow_info;

/* beta(t) of the gradient flow (2) of L = ||X beta - y||^2 from w(0) = alpha 1 at the times given (m, in any order, each 0 or
 * more, inf for the limit): beta = 2 alpha^2 sinh(X^T nu), nu' = -8 r, (17) with the factor of the true gradient; at depth D > 2
 * beta = alpha^D h_D(X^T nu), nu' = -2D(D-2) alpha^{D-2} r. beta is m x d, nu m x N (may be NULL), loss m (may be NULL). If target > 0 the
 * integration also goes on until ||r||_2 <= target ||y||_2, and info (may be NULL) says when.
 * depth: 2 or a real in (2, 1000]; |log_alpha| depth <= 600; rtol in [1e-13, 1e-2]; target in [0, 1).
 *     ||beta - exact||_2 <= 200 rtol max_{s<=t} ||beta(s)||_2 + 2^-40 ||beta(t)||_2,
 * at depth > 2 and p 2^-48/min_i (1 - |x_i^T nu|) ||beta(t)||_2 besides, p = D/(D-2); at t = 0 exact, at inf cf_limit_depth's. The bound is
 * estimated in core/flow_step.c, not proved, and held against the certified path by the tests.
 * CF_EINVAL, CF_ENOMEM: nothing is written. CF_ENOCONV: max_steps are spent, or a step fell below what doubles resolve; CF_ERANK: X^T y = 0
 * with y != 0, or at time inf as cf_limit_depth. In either case answered[k] (m) says which times have their answers, as they do
 * after CF_OK. y = 0: beta = 0. */
cf_status cf_flow(double *beta, double *nu, double *loss, char *answered, cf_flow_info *info, const double *X,
                  const double *y, double log_alpha, double depth, double rtol, double target, const double *times,
                  size_t m, size_t max_steps, size_t N, size_t d);

/* -------------------------------------------------------------------------- gradient flow in w, core/flow.c */

/* Integrates the flow (2), (13) of the 2d weights, w' = -4 (X~^T r) o w with r = X~ w^2 - y, from w(0) = alpha 1 with a
 * stiff integrator until ||X beta - y||_2 <= target ||y||_2, sharing nothing with the dual solver. Writes beta(t_end), and in
 * r_integral (N, may be NULL) the integral of r over [0, t_end]: w_+-(t) = alpha exp(-+4 X^T r_integral). |log_alpha| <= 150,
 * 0 < rtol < 1: the local relative error of a weight; beta's error is about 10 rtol max(w)^2 + target, not certified.
 * CF_ENOCONV if the target is not reached, or if the invariant w_+ o w_- = alpha^2 drifts by more than 1e5 rtol; CF_ERANK if
 * y != 0 and X^T y = 0. y = 0: beta = 0 at t_end = 0. */
cf_status cf_flow_w(double *beta, double *r_integral, double *t_end, const double *X, const double *y,
                    double log_alpha, double rtol, double target, size_t N, size_t d);

/* The same for the model of depth D (8), 2 <= D <= 1000, L(w) = ||X (w_+^D - w_-^D) - y||^2, w_+-' = -+2D (X^T r) o w_+-^{D-1}:
 * w_+-^{2-D} = alpha^{2-D} +- 2D(D-2) X^T r_integral. |log_alpha| max(D-2, 1) <= 300. The invariant is w_+^{2-D} + w_-^{2-D} =
 * 2 alpha^{2-D}. */
cf_status cf_flow_w_depth(double *beta, double *r_integral, double *t_end, const double *X, const double *y,
                          double log_alpha, double depth, double rtol, double target, size_t N, size_t d);

/* ------------------------------------------------------------- matrix factorisation (Section 6), core/mf*.c */

/* M = U V^T, U and V in R^{d x k}, from N observed entries M*[row[n], col[n]] = y[n], each named once. The weights are one
 * array w of 2d rows of k: U, then V, row-major. L(w) = sum_n (M[row[n], col[n]] - y[n])^2 (no 1/2), so with R the d x d matrix
 * of the residuals, 0 elsewhere, U' = -2 R V and V' = -2 R^T U along the flow. 1 <= d, k <= 4096; N = 0 is allowed: L = 0. */
typedef struct {
    size_t d, k, N;
    const size_t *row, *col; /* N, below d */
    const double *y;         /* N, finite */
} cf_mf;
/* CF_OK, or CF_EINVAL: d or k outside 1..4096, an index outside, an entry named twice, y not finite. CF_ENOMEM. */
cf_status cf_mf_check(const cf_mf *mf);

/* The starts. Section 6, k even: U = alpha [U_0, -U_0], V = alpha [V_0, V_0], so that U V^T = 0, with U_0, V_0 in R^{d x k/2} either
 * [I 0] (k >= 2d) or i.i.d. N(0, 1) (U_0 first, from one stream of cf_rng). CF_MF_SAME is the caption's wording without the doubling:
 * U = V = alpha [I 0] (k >= d), a biased start with M = alpha^2 I. alpha > 0 finite. CF_EINVAL. */
typedef enum { CF_MF_IDENTITY, CF_MF_GAUSSIAN, CF_MF_SAME } cf_mf_start_kind;
cf_status cf_mf_start(double *w, cf_mf_start_kind start, double alpha, uint64_t seed, size_t d, size_t k);

/* Figure 3's instance: M* = u v^T (d x d) with u, v ~ N(0, 1), rounded to 24 bits so that M* is of rank one exactly, and N of its entries, those of the N smallest of d^2 uniforms, in
 * row-major order. CF_EINVAL if N > d^2. */
cf_status cf_mf_instance(double *M_star, size_t *row, size_t *col, double *y, uint64_t seed, size_t N, size_t d);

/* M = U V^T (d x d), by dgemm: |M[i*d+j] - exact| <= (k+1) u sum_a |U_ia V_ja|, u = 2^-53. */
void cf_mf_product(double *M, const double *w, size_t d, size_t k);
/* L(w); with r_n = M_n - y_n and e_n = (k+3) u (sum_a |U_ia V_ja| + |y_n|): within sum_n (2 |r_n| e_n + e_n^2) + (N+2) u L. */
double cf_mf_loss(const double *w, const cf_mf *mf);
/* grad L (2d x k): row i of U is sum_{n: row[n] = i} 2 r_n V[col[n], :]; each entry within 2 sum_n e_n |V_ja| + 2 (d+3) u sum_n |r_n V_ja|. */
void cf_mf_gradient(double *gradient, const double *w, const cf_mf *mf);
/* U^T U - V^T V (k x k), constant along the flow; within (d+1) u of the sum of the products' absolute values. */
void cf_mf_balance(double *balance, const double *w, size_t d, size_t k);
/* The tangent kernel at w over the observed entries (N x N): K[m,n] = <U_i, U_i'> (j = j') + <V_j, V_j'> (i = i') for m = (i, j), n = (i', j');
 * within (2k+2) u of the sum of the products' absolute values. */
void cf_mf_kernel(double *K, const double *w, const cf_mf *mf);
/* ||K_w - K_w0||_F / ||K_w0||_F over all d^2 entries: with A = U U^T, B = V V^T it is
 * ||K||_F^2 = d ||A||_F^2 + d ||B||_F^2 + 2 tr A tr B. NaN if K_w0 = 0; error about 4 (k+d) u (1 + the result). CF_ENOMEM. */
cf_status cf_mf_kernel_change(double *change, const double *w, const double *w0, size_t d, size_t k);

/* The flow and the descent. A path ends for one reason, and what was reached stands in w and path whatever the status. */
typedef enum {
    CF_MF_REACHED,    /* the loss is at the target */
    CF_MF_TIMES,      /* all times asked for are answered */
    CF_MF_BUDGET,     /* max_evaluations were spent */
    CF_MF_DIVERGED,   /* the loss grew beyond all bounds or is no number: the step is unstable */
    CF_MF_STATIONARY, /* the gradient is 0 (to rounding), the loss is not at the target: a saddle, or no entry to fit */
    CF_MF_STALLED,    /* no step, however small, meets rtol */
} cf_mf_end;
const char *cf_mf_end_name(cf_mf_end end);
typedef enum { CF_MF_AUTO, CF_MF_EXPLICIT, CF_MF_STIFF } cf_mf_method;
typedef struct {
    double rtol, atol;       /* local errors, root mean square of error/(atol + rtol |w_j|); 1e-13 <= rtol < 1, atol > 0 */
    double target;           /* ends once L <= target; 0: never */
    const double *times;     /* n_times, increasing, >= 0; NULL if none: then target > 0 is needed */
    size_t n_times;
    size_t max_evaluations;  /* of the gradient; a solve of the stiff method counts as 8 */
    cf_mf_method method;     /* AUTO: explicit while it is not held back by stability, then stiff */
    int track_kernel;        /* follow sup_t of cf_mf_kernel_change */
} cf_mf_options;
typedef struct {
    cf_mf_end end;
    double t, loss;          /* where w stands */
    size_t times_done;       /* rows of path that are filled */
    size_t steps, rejected, evaluations, factorizations;
    double t_stiff;          /* the time at which the stiff method took over; inf: never */
    double drift;            /* largest change of an entry of U^T U - V^T V, relative to the largest squared norm of a column of w at the end */
    double kernel_change;    /* sup over the steps; NaN unless tracked */
} cf_mf_info;
/* Gradient flow from w (overwritten by the end). path (n_times x 2dk, NULL if n_times = 0) receives w at the times. Explicit: Dormand and
 * Prince's method of order 8; stiff: BDF, its linear systems solved through the N observed entries (N <= 1024) or by conjugate gradients.
 * The target is met to 1e-6 of itself by the explicit method and to the interpolation's error by the stiff one. The global error is
 * not bounded: on the tests' paths it is below 1e4 rtol where atol <= rtol/100 of the start (docs/matrix.md has a table of digits).
 * CF_OK if it ended at the target or with all times; CF_ENOCONV with *info and the partial path otherwise; CF_EINVAL, CF_ENOMEM. */
cf_status cf_mf_flow(double *w, double *path, cf_mf_info *info, const cf_mf *mf, const cf_mf_options *options);
/* Gradient descent (1) w <- w - eta grad L, at most max_steps steps, until L <= target. info: t = eta times the steps. Diverged: L is not
 * finite or above 1e6 times its start and above 1. Statuses as cf_mf_flow. */
cf_status cf_mf_descent(double *w, cf_mf_info *info, const cf_mf *mf, double eta, double target, size_t max_steps);

/* The singular values of A (m x n), decreasing, by dgesdd: each within 8 max(m, n) u sigma_1 of the exact ones in practice, not proved;
 * cf_ref_singular_values encloses them. CF_EINVAL on a non-finite entry. */
cf_status cf_singular_values(double *sigma, const double *A, size_t m, size_t n);
/* The completion of least Frobenius norm: the entries, zeros elsewhere; exact. */
void cf_mf_min_frobenius(double *M, const cf_mf *mf);
/* The completion of least nuclear norm by semidefinite programming (CSDP): M (d x d) has the observed entries exactly, Y (N) is a dual
 * solution: max sum_n y_n Y_n over || sum_n Y_n e_i e_j^T ||_2 <= 1. *value = ||M||_* in doubles. A candidate: cf_ref_mf_min_nuclear
 * bounds the optimum from both sides. One caller at a time runs CSDP (a lock). CF_ENOCONV if CSDP gives up; CF_EINVAL, CF_ENOMEM. */
cf_status cf_mf_min_nuclear(double *M, double *Y, double *value, const cf_mf *mf);
/* -------------------------------------------------- any positive start, core/limit_start.c (footnote 2) */

/* The limit of the flow from w_+(0) = exp(log_plus), w_-(0) = exp(log_minus), d entries each: the minimiser over X beta = y
 * of the Bregman divergence to the start; depth 2: of sum_i [a_i^2 q(beta_i/a_i^2) - e_i beta_i], a_i^2 = w_+w_-(0), e_i =
 * ln(w_+/w_-)(0). nu (N): beta = w_+(0)^2 e^z - w_-(0)^2 e^-z, z = X^T nu; at depth D > 2 beta = (w_+(0)^{2-D} -
 * z)^{-D/(D-2)} - (w_-(0)^{2-D} + z)^{-D/(D-2)}. w_plus, w_minus (d): the weights there. nu, w_plus, w_minus, info may be NULL.
 * For moderate ranges, in which X diag(dbeta/dz) X^T can be factored in doubles: the tests have |log start| <= 12 at depth 2,
 * <= 4 at D <= 8. |log start| <= 300, 300/max(D-2, 1); 2 <= D <= 1000. Error: core/limit_start.c. CF_EINVAL, CF_ENOMEM; CF_ENOCONV
 * unless info->residual_max, here max_n |X beta - y|_n over max_n (sum_i |X_ni beta_i| + |y_n|), is at most 1e-11. */
cf_status cf_limit_start(double *beta, double *nu, double *w_plus, double *w_minus, cf_limit_info *info,
                         const double *X, const double *y, const double *log_plus, const double *log_minus,
                         double depth, size_t N, size_t d);

/* ------------------------------------------------------------------ gradient descent (1), core/descend.c */

typedef enum {
    CF_DESCENT_TARGET = 0, /* ||r||_2 <= target ||y||_2 (||r(0)||_2 for y = 0) */
    CF_DESCENT_BUDGET,     /* max_steps taken */
    CF_DESCENT_DIVERGED,   /* the loss above 1e16 times its start, or not finite: the last state before */
    CF_DESCENT_UNSTABLE,   /* depth > 2: the next step would change the sign of a weight */
} cf_descent_end;
enum { CF_DESCENT_TRACE = 68 };
typedef struct {
    cf_descent_end end;
    uint64_t steps, flips; /* flips: sign changes of weights, depth 2 alone */
    double residual, loss; /* ||r||/||y|| (||r|| for y = 0), ||r||^2 */
    size_t traced;         /* of trace: the loss after 0, 1, 2, 4, 8, ... steps and at the end */
    struct {
        uint64_t step;
        double loss;
    } trace[CF_DESCENT_TRACE];
} cf_descent_info;

/* w <- w - eta grad L(w), L(w) = ||X (w_+^D - w_-^D) - y||^2, from the positive start_plus, start_minus (d each). Writes the
 * last beta and, each may be NULL, the logarithms of the *effective start*, whose flow has exactly the limit that descent has
 * if it converges (log_plus + log_minus = ln a_i^2, log_plus - log_minus = e_i of the generalised regulariser at depth 2), nu
 * (N) as of cf_limit_start, and the weights. All outputs are written on CF_OK (target reached) and on CF_ENOCONV, info->end
 * says why. 0 < target < 1, eta > 0; starts within e^(+-150), e^(+-300/max(D-2, 1)) at depth D <= 1000. CF_EINVAL, CF_ENOMEM.
 * The model f = sum u_i v_i x_i at step eta is depth 2 at step eta/2 from w_+- = (u +- v)/2, u > |v| (docs/descent.md). */
cf_status cf_descend(double *beta, double *log_plus, double *log_minus, double *nu, double *w_plus, double *w_minus,
                     cf_descent_info *info, const double *X, const double *y, const double *start_plus,
                     const double *start_minus, double eta, double depth, double target, uint64_t max_steps,
                     size_t N, size_t d);

/* 2/lambda_max of the Hessian of L at a zero-loss point with these weights: lambda_max that of 2 D^2 X diag(w_+^{2D-2} +
 * w_-^{2D-2}) X^T. Relative error at most (N (d + 6 D + 8) + 8) 2^-53. lambda_max may be NULL. CF_ERANK if it is 0. */
cf_status cf_stable_step(double *eta, double *lambda_max, const double *X, const double *w_plus,
                         const double *w_minus, double depth, size_t N, size_t d);

/* --------------------------------------------------------------------------------------- input, core/io.c */

typedef struct {
    double *data; /* rows x cols, row-major; free with cf_matrix_clear */
    size_t rows, cols;
} cf_matrix;
typedef struct {
    size_t line, column; /* from 1; 0: no place in the file applies */
    char message[256];   /* without the file's name */
} cf_io_error;
void cf_matrix_clear(cf_matrix *m);
/* Reads CSV or .npy (told apart by the .npy magic). On failure returns CF_EIO (CF_ENOMEM), fills *error and leaves *m
 * empty. Accepts exactly what docs/formats.md says. */
cf_status cf_read_matrix(cf_matrix *m, cf_io_error *error, const char *path);

#ifdef __cplusplus
}
#endif
#endif
