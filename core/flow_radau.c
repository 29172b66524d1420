/* flow_radau.c - the nodes and matrices of Radau IIA.
 *
 * The nodes are the zeros of P_{s-1} - P_s, 1 among them, by Newton from cos(2 pi j/(2s-1)); weights
 * (1 + x_j)/(s P_{s-1}(x_j))^2. The quadrature is exact to degree 2s - 2, so that the interpolant of values
 * K_j has the Legendre coefficients a_k = (2k+1)/2 sum_j w_j P_k(x_j) K_j, and with int_{-1}^x P_k =
 * (P_{k+1}(x) - P_{k-1}(x))/(2k+1), x + 1 for k = 0, the Butcher matrix is A_ij = 1/2 sum_k (int_{-1}^{x_i}
 * P_k) legendre_kj. All to a few units of the last place times s^2, which moves the nodes, not the order. */
#include "flow_radau.h"
#include <math.h>

/* P_0 .. P_n at x */
static void legendre_values(double *P, double x, int n) {
    P[0] = 1, P[1] = x;
    for (int k = 1; k < n; k++) P[k + 1] = ((2 * k + 1) * x * P[k] - k * P[k - 1]) / (k + 1);
}

void cf_radau_integrals(double *out, double x, int s) {
    double P[CF_RADAU_MOST + 1];
    legendre_values(P, x, s);
    out[0] = x + 1;
    for (int k = 1; k < s; k++) out[k] = (P[k + 1] - P[k - 1]) / (2 * k + 1);
}

static double node(int s, int j) {
    double P[CF_RADAU_MOST + 1], x = cos(2 * acos(-1.0) * j / (2 * s - 1));
    for (int i = 0; i < 20 && j > 0; i++) {
        legendre_values(P, x, s);
        /* (1 - x^2) P_k' = k (P_{k-1} - x P_k) */
        const double slope = ((s - 1) * (P[s - 2] - x * P[s - 1]) - s * (P[s - 1] - x * P[s])) / (1 - x * x);
        const double step = (P[s - 1] - P[s]) / slope;
        x -= step;
        if (fabs(step) < 1e-15) break;
    }
    return x;
}

/* inverse = A^{-1}, A overwritten: Gauss-Jordan with row exchanges */
static void invert(double *inverse, double *A, int s) {
    for (int i = 0; i < s * s; i++) inverse[i] = i % (s + 1) == 0;
    for (int c = 0; c < s; c++) {
        int pivot = c;
        for (int r = c + 1; r < s; r++)
            if (fabs(A[r * s + c]) > fabs(A[pivot * s + c])) pivot = r;
        for (int k = 0; k < s; k++) {
            double t = A[c * s + k], u = inverse[c * s + k];
            A[c * s + k] = A[pivot * s + k], A[pivot * s + k] = t;
            inverse[c * s + k] = inverse[pivot * s + k], inverse[pivot * s + k] = u;
        }
        const double scale = 1 / A[c * s + c];
        for (int k = 0; k < s; k++) A[c * s + k] *= scale, inverse[c * s + k] *= scale;
        for (int r = 0; r < s; r++) {
            const double f = A[r * s + c];
            if (r == c || f == 0) continue;
            for (int k = 0; k < s; k++)
                A[r * s + k] -= f * A[c * s + k], inverse[r * s + k] -= f * inverse[c * s + k];
        }
    }
}

void cf_radau_init(cf_radau *r, int s) {
    double P[CF_RADAU_MOST + 1], I[CF_RADAU_MOST], A[CF_RADAU_MOST * CF_RADAU_MOST];
    r->s = s;
    for (int j = 0; j < s; j++) {
        const double x = r->x[s - 1 - j] = node(s, j);
        legendre_values(P, x, s);
        const double weight = (1 + x) / (s * P[s - 1] * (s * P[s - 1]));
        for (int k = 0; k < s; k++) r->legendre[k * s + s - 1 - j] = (2 * k + 1) * 0.5 * weight * P[k];
    }
    for (int i = 0; i < s; i++) {
        cf_radau_integrals(I, r->x[i], s);
        for (int j = 0; j < s; j++) {
            double sum = 0;
            for (int k = 0; k < s; k++) sum += I[k] * r->legendre[k * s + j];
            A[i * s + j] = 0.5 * sum;
        }
    }
    invert(r->inverse, A, s);
}
