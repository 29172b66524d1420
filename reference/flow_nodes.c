/* flow_nodes.c - the nodes of the search and the Legendre polynomials.
 *
 * Radau's nodes are the zeros of P_{s-1} - P_s. With weights w_j = (1 + x_j)/(s P_{s-1}(x_j))^2 the
 * interpolant of a derivative K_j has the coefficients b_k = (k + 1/2) sum_j w_j P_k(x_j) K_j, and its
 * integral from -1, with int P_k = (P_{k+1} - P_{k-1})/(2k+1), is again a Legendre series: to_legendre takes
 * stage values u_j to it by way of K; in units of a step of length 1, K = inverse u and u = 1/2 sum b_k int
 * P_k. Doubles suffice: whatever polynomial comes out, its defect is bounded afterwards. */
#include "flow.h"
#include <math.h>
#include <string.h>

enum { S = CF_REF_FLOW_STAGES };

static void values(double *P, double x) {
    P[0] = 1, P[1] = x;
    for (int k = 1; k < S; k++) P[k + 1] = ((2 * k + 1) * x * P[k] - k * P[k - 1]) / (k + 1);
}

static double node(int j) {
    double P[S + 1], x = cos(2 * acos(-1.0) * j / (2 * S - 1));
    for (int i = 0; i < 30 && j > 0; i++) {
        values(P, x);
        double slope = (S * (P[S - 2] - x * P[S - 1]) - P[S - 2] + x * P[S - 1] - S * (P[S - 1] - x * P[S])) /
                       (1 - x * x);
        double step = (P[S - 1] - P[S]) / slope;
        x -= step;
        if (fabs(step) < 1e-15) break;
    }
    return x;
}

static void invert(double *out, double *M) {
    for (int i = 0; i < S * S; i++) out[i] = i % (S + 1) == 0;
    for (int c = 0; c < S; c++) {
        int p = c;
        for (int r = c + 1; r < S; r++)
            if (fabs(M[r * S + c]) > fabs(M[p * S + c])) p = r;
        for (int k = 0; k < S; k++) {
            double t = M[c * S + k], u = out[c * S + k];
            M[c * S + k] = M[p * S + k], M[p * S + k] = t;
            out[c * S + k] = out[p * S + k], out[p * S + k] = u;
        }
        double scale = 1 / M[c * S + c];
        for (int k = 0; k < S; k++) M[c * S + k] *= scale, out[c * S + k] *= scale;
        for (int r = 0; r < S; r++) {
            double g = M[r * S + c];
            if (r == c || g == 0) continue;
            for (int k = 0; k < S; k++)
                M[r * S + k] -= g * M[c * S + k], out[r * S + k] -= g * out[c * S + k];
        }
    }
}

/* series[k*S+j]: derivative values -> Legendre coefficients of 1/2 their integral from -1 */
static void integrate(double *series, const double *b) {
    memset(series, 0, (S + 1) * S * sizeof *series);
    for (int j = 0; j < S; j++)
        for (int k = 0; k < S; k++) {
            double part = 0.5 * b[k * S + j] / (2 * k + 1);
            series[(k + 1) * S + j] += part;
            series[(k ? k - 1 : 0) * S + j] += k ? -part : part;
        }
}

void cf_ref_flow_nodes_init(cf_ref_flow_nodes *n) {
    double P[S + 1], b[S * S], M[S * S], series[(S + 1) * S];
    for (int j = 0; j < S; j++) {
        double x = n->x[S - 1 - j] = node(j);
        values(P, x);
        double weight = (1 + x) / (S * P[S - 1] * (S * P[S - 1]));
        for (int k = 0; k < S; k++) b[k * S + S - 1 - j] = (k + 0.5) * weight * P[k];
    }
    integrate(series, b);
    for (int i = 0; i < S; i++) {
        values(P, n->x[i]);
        for (int j = 0; j < S; j++) {
            M[i * S + j] = 0;
            for (int k = 0; k <= S; k++) M[i * S + j] += P[k] * series[k * S + j];
        }
    }
    invert(n->inverse, M);
    for (int k = 0; k <= S; k++)
        for (int j = 0; j < S; j++) {
            double sum = 0;
            for (int l = 0; l < S; l++) sum += series[k * S + l] * n->inverse[l * S + j];
            n->to_legendre[k * S + j] = sum;
        }
}

/* (k+1) P_{k+1} = (2k+1) x P_k - k P_{k-1},  P'_{k+1} = P'_{k-1} + (2k+1) P_k */
void cf_ref_flow_legendre(arb_ptr value, arb_ptr slope, const arb_t x, slong degree, slong prec) {
    arb_one(value), arb_set(value + 1, x);
    arb_zero(slope), arb_one(slope + 1);
    for (slong k = 1; k < degree; k++) {
        arb_mul(value + k + 1, value + k, x, prec);
        arb_mul_si(value + k + 1, value + k + 1, 2 * k + 1, prec);
        arb_submul_ui(value + k + 1, value + k - 1, (ulong)k, prec);
        arb_div_si(value + k + 1, value + k + 1, k + 1, prec);
        arb_mul_si(slope + k + 1, value + k, 2 * k + 1, prec);
        arb_add(slope + k + 1, slope + k + 1, slope + k - 1, prec);
    }
}
