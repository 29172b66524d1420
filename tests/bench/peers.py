"""The peers of `make bench`: what a NumPy or SciPy user would write for the same problems, timed as JSON lines.

peers.py NAME...   names: dual bp q flow mf     (tests/bench/run.sh calls it; one thread; process CPU seconds)

The problem is core/generator.c's sparse regression (d = 1000, N = 100, r* = 5, noise variance 0.01, seed 1), drawn again
here from the same stream.
"""
import json
import math
import sys
import time

import numpy as np


def uniforms(seed):
    s = seed
    k = 0
    while True:
        s = (s * 6364136223846793005 + 1442695040888963407) % 2**64
        k += 1
        if k > 4:
            yield ((s >> 11) + 0.5) / 2.0**53


def normals(u, n):
    out = np.empty(n + n % 2)
    for i in range(0, n, 2):
        r, t = math.sqrt(-2.0 * math.log(next(u))), 2 * math.pi * next(u)
        out[i], out[i + 1] = r * math.cos(t), r * math.sin(t)
    return out[:n]


def sparse_regression(N=100, d=1000, r=5, seed=1, noise=0.01):
    u = uniforms(seed)
    X = normals(u, N * d).reshape(N, d)
    b = np.zeros(d)
    b[:r] = 1 / math.sqrt(r)
    return X, X @ b + math.sqrt(noise) * normals(u, N)


def emit(bench, peer, times, unit="s", scale=1.0, **more):
    print(json.dumps(dict(bench=bench, peer=peer, value=scale * float(np.median(times)), unit=unit, **more)), flush=True)


def timed(f, repeats):
    f()
    out = []
    for _ in range(repeats):
        t = time.process_time()
        r = f()
        out.append(time.process_time() - t)
    return out, r


def damped_newton(X, XT, y, alpha, tolerance):
    """min 2 alpha^2 sum cosh(X^T nu) - y^T nu from nu = 0: Cholesky, exponents change by at most 2 a step, Armijo."""
    from scipy.linalg import cho_factor, cho_solve
    c = 2 * alpha * alpha
    nu, z = np.zeros(len(y)), np.zeros(X.shape[1])
    f = c * np.sum(np.cosh(z)) - y @ nu
    for k in range(500):
        g = X @ (c * np.sinh(z)) - y
        if np.linalg.norm(g) <= tolerance:
            break
        p = -cho_solve(cho_factor((X * (c * np.cosh(z))) @ XT), g)
        dz = XT @ p
        s = min(1.0, 2.0 / np.max(np.abs(dz)))
        while True:
            zn, nn = z + s * dz, nu + s * p
            fn = c * np.sum(np.cosh(zn)) - y @ nn
            if fn <= f + 1e-4 * s * (g @ p) + 1e-14 * abs(f) or s < 1e-10:
                break
            s /= 2
        nu, z, f = nn, zn, fn
    return nu, k, float(np.linalg.norm(X @ (c * np.sinh(z)) - y) / np.linalg.norm(y))


def dual():
    X, y = sparse_regression()
    XT = np.ascontiguousarray(X.T)
    for name, a in (("1", 1.0), ("0.1", 0.1), ("1e-3", 1e-3), ("1e-8", 1e-8)):
        t, (_, k, res) = timed(lambda: damped_newton(X, XT, y, a, 1e-8 * np.linalg.norm(y)), 15)
        emit("limit_d1000_N100_alpha" + name, "numpy-damped-newton", t, iterations=k, residual=res)


def bp():
    from scipy.optimize import linprog
    X, y = sparse_regression()
    A = np.hstack([X, -X])
    t, r = timed(lambda: linprog(np.ones(A.shape[1]), A_eq=A, b_eq=y, bounds=(0, None), method="highs"), 5)
    emit("minnorm_l1_d1000_N100", "scipy-highs", t, value_l1=float(r.fun))


def q():
    z = np.linspace(-20, 20, 10**7)
    t, _ = timed(lambda: 2 - np.sqrt(4 + z * z) + z * np.arcsinh(z / 2), 5)
    emit("q_vec_linspace", "numpy-as-printed", t, "ns/element", 1e9 / len(z))


def flow():
    """The flow of the diagonal model to ||r|| <= 1e-6 ||y|| at rtol 1e-8: the dual variable, with its Jacobian, and the weights."""
    from scipy.integrate import solve_ivp
    X, y = sparse_regression()
    XT, target, d = np.ascontiguousarray(X.T), 1e-6 * np.linalg.norm(y), X.shape[1]
    for name, a, scale in (("0.001", 1e-3, 5.0), ("0.1", 0.1, 0.05), ("1", 1.0, 1e-3)):
        c = 2 * a * a

        def rhs_nu(t, nu):
            return -8.0 * (X @ (c * np.sinh(XT @ nu)) - y)

        def jacobian(t, nu):
            return -8.0 * ((X * (c * np.cosh(XT @ nu))) @ XT)

        def rhs_w(t, w):
            g = 4.0 * (XT @ (X @ (w[:d] ** 2 - w[d:] ** 2) - y))
            return np.concatenate([-w[:d] * g, w[d:] * g])

        def arrived_nu(t, nu):
            return np.linalg.norm(rhs_nu(t, nu)) / 8 - target

        def arrived_w(t, w):
            return np.linalg.norm(X @ (w[:d] ** 2 - w[d:] ** 2) - y) - target

        arrived_nu.terminal = arrived_w.terminal = True
        for form, method in (("nu", "LSODA"), ("nu", "BDF"), ("nu", "RK45"), ("w", "RK45"), ("w", "DOP853")):
            if a == 1 and form == "w":
                continue  # minutes: the steps of an explicit method are bounded by 1/alpha^2
            rhs, event = (rhs_nu, arrived_nu) if form == "nu" else (rhs_w, arrived_w)
            start, atol = (np.zeros(len(y)), 1e-10 * scale) if form == "nu" else (np.full(2 * d, a), 1e-10 * a)
            more = {"jac": jacobian} if method in ("LSODA", "BDF") else {}
            t, s = timed(
                lambda: solve_ivp(rhs, (0, 1e6), start, method=method, rtol=1e-8, atol=atol, events=event, **more), 3
            )
            emit("flow_d1000_N100_a" + name, "scipy-%s-%s" % (form, method), t, nfev=s.nfev, t_end=float(s.t[-1]))


def mf():
    """Section 6's flow to a loss of 1e-10: the integrators of solve_ivp with a terminal event; d = 10, k = 20, N = 60, seed 1."""
    from scipy.integrate import solve_ivp
    d, k, N = 10, 20, 60
    u = uniforms(1)
    a, b = normals(u, d).astype(np.float32).astype(float), normals(u, d).astype(np.float32).astype(float)
    M, order = np.outer(a, b), np.argsort(np.array([next(u) for _ in range(d * d)]), kind="stable")
    mask = np.zeros(d * d)
    mask[order[:N]] = 1
    mask, I = mask.reshape(d, d), np.eye(d)

    def rhs(t, w):
        U, V = w[: d * k].reshape(d, k), w[d * k :].reshape(d, k)
        R = -2.0 * mask * (U @ V.T - M)
        return np.concatenate([(R @ V).ravel(), (R.T @ U).ravel()])

    def arrived(t, w):
        U, V = w[: d * k].reshape(d, k), w[d * k :].reshape(d, k)
        return np.sum(mask * (U @ V.T - M) ** 2) - 1e-10

    arrived.terminal = True
    for name, alpha in (("1e-3", 1e-3), ("1e-2", 1e-2), ("0.1", 0.1), ("1", 1.0), ("10", 10.0)):
        w0 = np.concatenate([(alpha * np.hstack([I, -I])).ravel(), (alpha * np.hstack([I, I])).ravel()])
        for method in ("RK45", "LSODA", "DOP853"):
            if alpha < 0.05 and method != "LSODA":
                continue  # a hundred thousand evaluations and more
            t, s = timed(
                lambda: solve_ivp(rhs, (0, 1e6), w0, method=method, rtol=1e-8, atol=1e-10 * min(alpha, 1), events=arrived), 3
            )
            emit("mf_flow_d10_k20_N60_alpha" + name, "scipy-" + method, t, nfev=s.nfev, t_end=float(s.t[-1]))


for name in sys.argv[1:] or ["dual", "bp", "q", "flow", "mf"]:
    globals()[name]()
