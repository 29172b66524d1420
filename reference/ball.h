/* ball.h - the one place where the multiprecision headers are included; FLINT 2.9 + Arb 2.23, and FLINT 3.
 *
 * Whoever decides anything from a ball asks arb_is_finite first: NaN balls pass arb_overlaps and arb_contains. */
#ifndef CF_BALL_H
#define CF_BALL_H

#include <flint/flint.h>
#if __FLINT_RELEASE >= 30000
#include <flint/arb.h>
#include <flint/arb_mat.h>
#include <flint/arb_poly.h>
#include <flint/arf.h>
#include <flint/mag.h>
#else
#include <arb.h>
#include <arb_mat.h>
#include <arb_poly.h>
#include <arf.h>
#include <mag.h>
#endif
#include <flint/fmpq.h>
#include <flint/fmpq_mat.h>
#include <flint/fmpq_mpoly.h>
#include <flint/fmpq_mpoly_factor.h>
#include <flint/fmpq_poly.h>
#include <flint/fmpz.h>
#include <flint/fmpz_mat.h>
#include <flint/fmpz_vec.h>
#include <flint/nmod_mat.h>
#include <flint/ulong_extras.h>

/* Three-valued truth. "Not certainly greater" is never read as "less". */
typedef enum { CF_FALSE = -1, CF_UNKNOWN = 0, CF_TRUE = 1 } cf_truth;

/* CF_TRUE iff both balls are finite and a <= b (a < b) for all their points; CF_FALSE iff both are finite and it
 * fails for all; CF_UNKNOWN otherwise. */
cf_truth cf_ball_le(const arb_t a, const arb_t b);
cf_truth cf_ball_lt(const arb_t a, const arb_t b);
/* nonzero iff both are finite and have a point in common */
int cf_ball_overlaps(const arb_t a, const arb_t b);
/* Relative accuracy in bits of a finite non-zero ball; -1 for NaN, infinite, or a ball that holds 0 and is not exactly
 * 0; a large number (>= 1000000) for an exact ball. */
slong cf_ball_bits(const arb_t a);
/* Parses a decimal ("-1.5e-3", hex float allowed) exactly; 0 on success, -1 if s is not one. */
int cf_fmpq_set_decimal(fmpq_t q, const char *s);
void cf_fmpq_set_double(fmpq_t q, double x); /* exact; x finite */
/* Decimal strings with mid and radius (rounded up, the rounding of mid included); the caller frees both with free().
 * digits: significant digits of mid asked for (0: as many as the radius supports). */
void cf_ball_decimal(char **mid, char **rad, const arb_t a, slong digits);

#endif
