/* ball_distance.h - for tests: how far a double is from what a ball encloses. */
#ifndef CF_TEST_BALL_DISTANCE_H
#define CF_TEST_BALL_DISTANCE_H

#include "reference/certiflow_ref.h"

/* An upper bound of |x - y| over all y of the ball. */
double apart(double x, const arb_t ball);

#endif
