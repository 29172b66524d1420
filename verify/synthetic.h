/* synthetic.h - the experiment of Figure 4(a-d): N points uniform on the unit circle, a teacher of three ReLU units,
 * fully connected ReLU nets without biases, full gradient descent on the sum of squares.
 *
 * What the paper leaves open is fixed here: the teacher is sum_{j<=3} a_j relu(<u_j, x>) with a_j, u_j of i.i.d. N(0, 1); the
 * test error is the root mean square over 360 equally spaced points of the circle; the gradient distance is the mean over
 * the training points (core/net.h). The step is `step` where that is below 1/trace K_{w(0)}, else the latter: K's largest
 * eigenvalue is at most its trace, so that descent on the linearised model converges at every alpha. */
#ifndef CF_SYNTHETIC_H
#define CF_SYNTHETIC_H

#include "core/net.h"

typedef struct {
    size_t N, width, depth;
    int doubled, fixed_step; /* fixed_step: `step` whatever the kernel */
    double log_alpha, step, stop_loss;
    uint64_t seed, most;
} cf_synthetic;
typedef struct {
    cf_net_end end;
    double step, test_rmse, gradient_distance, kernel_change, travelled;
} cf_synthetic_result;

/* The data of a seed: N points x (N x 2) with the teacher's y, and the 360 points of the test with theirs. */
enum { CF_SYNTHETIC_TEST = 360 };
void cf_synthetic_draw(double *x, double *y, double *test_x, double *test_y, size_t N, uint64_t seed);
/* The start of a seed, w = alpha w_0 of cf_net_init. */
void cf_synthetic_start(double *w, const cf_net *net, const cf_synthetic *experiment);

/* CF_EINVAL, CF_ENOMEM. Data, teacher and start are functions of the seed alone: the same for every alpha and step. */
cf_status cf_synthetic_run(cf_synthetic_result *result, const cf_synthetic *experiment);

#endif
