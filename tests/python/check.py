"""check.py HEADER PROGRAM DATA: the Python module against the header and against the program's answers. Prints one line a test;
exit 0 iff all hold. CERTIFLOW_LIBRARY names the library."""
import json
import os
import re
import subprocess
import sys

import numpy as np

header, program, data = sys.argv[1:4]
sys.dont_write_bytecode = True
sys.path.insert(0, os.environ.get("CERTIFLOW_MODULE", os.path.join(os.path.dirname(__file__), "..", "..", "core", "python")))
import certiflow as cf  # noqa: E402


# ------------------------------------------------------------------------------------------- the header and the module

def declarations(text):
    """The header's prototypes by name, its statuses, the fields of cf_limit_info, its version."""
    version = re.search(r'#define CF_VERSION "(.*)"', text).group(1)
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    text = re.sub(r"^\s*#.*$", "", text, flags=re.M)
    statuses = [s.split("=")[0].strip() for s in
                re.search(r"enum \{([^}]*)\} cf_status;", text).group(1).split(",") if s.strip()]
    fields = re.search(r"typedef struct \{([^}]*)\} cf_limit_info;", text).group(1)
    fields = [(n.strip(), d.split()[0]) for d in fields.split(";") if d.strip() for n in d.split(None, 1)[1].split(",")]
    prototypes = {p[0]: p for p in (cf.parse_prototype(" ".join(m.split()))
                                    for m in re.findall(r"[\w ][\w \n]*[ *]cf_\w+\([^()]*\);", text))}
    return prototypes, statuses, fields, version


def differences(text):
    prototypes, statuses, fields, version = declarations(text)
    for ours in cf.prototypes():
        if prototypes.get(ours[0]) != ours:
            yield "%s: the module has %s, the header %s" % (ours[0], ours, prototypes.get(ours[0]))
    if {s: k for k, s in enumerate(statuses)} != {s: k for s, (k, _) in cf.STATUS.items()}:
        yield "cf_status: %s" % statuses
    if [(n, cf._TYPES[t]) for n, t in fields] != cf.LimitInfo._fields_:
        yield "cf_limit_info: %s" % fields
    if version != cf.__version__:
        yield "version %s" % version


def test_header():
    found = list(differences(open(header).read()))
    assert not found, found


def test_header_drift_is_found():
    text = open(header).read()
    for old, new in [("double cf_theorem2_l1(double l1, double epsilon, size_t d)", "double cf_theorem2_l1(double l1, size_t d, double epsilon)"),
                     ("cf_depth_l2(double l2, double epsilon, double depth)", "cf_depth_l2(double l2, double epsilon, size_t d, double depth)"),
                     ("cf_q_vec(double *out, const double *z", "cf_q_vec(float *out, const double *z"),
                     ("int cf_lemma2_applies", "double cf_lemma2_applies"), ("void cf_h_vec(", "void cf_h_vector("),
                     ("    CF_ERANK,", "    CF_EDEPTH,\n    CF_ERANK,"), ("size_t factorizations;", "double factorizations;")]:
        assert text.count(old) >= 1, old
        assert list(differences(text.replace(old, new, 1))), "not found: %s" % new


# ---------------------------------------------------------------------------------------------- the program's answers

def ask(*arguments, stdin=None):
    out = subprocess.run([program, *arguments, "--json"], input=stdin, capture_output=True, text=True, check=True).stdout
    return [json.loads(line, parse_float=float) for line in out.splitlines()]


def problem(name=""):
    X, y = os.path.join(data, name + "X.csv"), os.path.join(data, name + "y.csv")

    def read(path):
        rows = [line.split("#")[0].split(",") for line in open(path)]
        rows = [r for r in rows if "".join(r).strip() and any(c.strip()[0] in "-.0123456789" for c in r)]
        return np.array(rows, dtype=float)
    return ["--x", X, "--y", y], read(X), read(y).ravel()


def close(a, b, ulps):
    a, b = np.atleast_1d(a), np.atleast_1d(b)
    same = (a == b) | (np.isnan(a) & np.isnan(b))
    with np.errstate(invalid="ignore"):
        return bool(np.all(same | (np.abs(a - b) <= ulps * np.spacing(np.abs(b)))))


def test_functions():
    z = np.array([0.0, -0.0, 1e-300, 1e-8, -1e-3, 0.5, 1.0, 3.7, -40.0, 1e10, 1e200, np.inf])
    inside = np.array([-1.0, -0.999, -0.5, 0.0, 1e-9, 0.25, 0.9999999])
    text = lambda v: "\n".join(x.hex() if np.isfinite(x) else repr(x) for x in map(float, v)) + "\n"
    for name, function, depths, at in [("q", lambda v, D: cf.q(v), [2], z), ("q_prime", lambda v, D: cf.q_prime(v), [2], z),
                                       ("q_depth", cf.q_depth, [2, 3, 4, 5, 7, 2.5], z),
                                       ("q_depth_prime", cf.q_depth_prime, [2, 3, 2.5], z), ("h", cf.h, [3, 2.5], inside),
                                       ("h_inv", cf.h_inv, [3, 50], z), ("h_inv_complement", cf.h_inv_complement, [3, 50], z)]:
        for D in depths:
            lines = ask("eval", name, *([] if D == 2 and name != "q_depth" and name != "q_depth_prime" else ["--depth", str(D)]), "-",
                        stdin=text(at))
            want = np.array([float(o["value"]) for o in lines])
            assert close(function(at, D), want, 6), (name, D, function(at, D), want)
            assert all(np.array_equal(function(float(x), D), w, equal_nan=True) or close(function(float(x), D), w, 6)
                       for x, w in zip(at, want))


def test_limit():
    for name, depth, log_alpha in [("", 2, -6.9), ("", 2, 3.0), ("", 2, -2000.0), ("", 3, -30.0), ("", 2.5, -1.0),
                                   ("degenerate-", 3, -30.0), ("degenerate-", 2, 0.0)]:
        files, X, y = problem(name)
        want = ask("solve", *files, "--log-alpha", repr(log_alpha), "--depth", str(depth))[0]
        got = cf.limit(X, y, log_alpha, depth)
        assert np.linalg.norm(got.beta - want["beta"]) <= 1e-12 * np.linalg.norm(want["beta"])
        assert got.residual_max <= 1e-12 and got.iterations == want["iterations"]
        nu = np.array([float(v) for v in want["nu"]])
        assert np.allclose(got.nu + got.nu_lo, nu, rtol=1e-9, atol=0)
        assert abs(cf.norm_l1(got.beta) - want["norm_l1"]) <= 1e-12 * want["norm_l1"]
        # the minimiser of Q_alpha: no interpolant nearby has less
        null = np.linalg.svd(X)[2][X.shape[0]:]
        if log_alpha > -100:
            least = cf.scaled_Q(got.beta, log_alpha, depth)
            for k in (0, len(null) // 2, len(null) - 1):
                for size in (1e-2, -1e-2, 0.5):
                    assert cf.scaled_Q(got.beta + size * null[k], log_alpha, depth) > least


def test_path():
    _, X, y = problem()
    grid = np.array([2.0, 0.0, -3.0, -9.0])
    for depth in (2, 3, np.array([3.0, 3.0, 4.0, 4.0])):
        path = cf.limit_path(X, y, grid, depth)
        assert path.beta.shape == (4, X.shape[1]) and path.nu.shape == (4, X.shape[0]) and len(path.residual_max) == 4
        for k, D in enumerate(np.broadcast_to(depth, 4)):
            one = cf.limit(X, y, grid[k], D)
            assert np.linalg.norm(path.beta[k] - one.beta) <= 1e-12 * np.linalg.norm(one.beta)
    assert cf.limit_path(X, y, []).beta.shape == (0, X.shape[1])


def test_minimum_norms():
    for name in ("", "degenerate-"):
        files, X, y = problem(name)
        l1, l2 = ask("minnorm", *files, "--norm", "l1")[0], ask("minnorm", *files, "--norm", "l2")[0]
        got = cf.min_norm_l1(X, y)
        assert abs(cf.norm_l1(got.beta) - l1["value"]) <= 1e-13 * l1["value"]
        assert np.allclose(got.beta, l1["beta"], rtol=0, atol=1e-13) and set(l1["support"]) <= set(got.support)
        assert np.abs(X.T @ got.nu).max() <= 1 + 1e-12 and abs(y @ got.nu - l1["value"]) <= 1e-12 * l1["value"]
        assert np.allclose(cf.min_norm_l2(X, y), l2["beta"], rtol=0, atol=1e-13)
        assert abs(cf.norm_l2(cf.min_norm_l2(X, y)) - l2["value"]) <= 1e-13 * l2["value"]


def test_thresholds():
    files, X, y = problem()
    for depth, epsilon in [(2, 0.1), (2, 1.5), (3, 0.1), (4.5, 0.01)]:
        want = ask("thresholds", *files, "--epsilon", repr(epsilon), "--depth", str(depth))[0]
        got = cf.thresholds(X, y, epsilon, depth)
        assert len(got) == (9 if depth > 2 else 7)
        for name, threshold in got.items():
            w = want
            for part in name.split("."):
                w = w[part]
            assert threshold.side == w["side"], name
            assert abs(threshold.log_alpha - float(w["double"])) <= 1e-13 * max(1, abs(threshold.log_alpha)), name
        assert cf.lemma2_applies(epsilon, X.shape[1]) == want["lemma2"]["applies"]
    assert abs(cf.lemma4_log_bound(-2.0, 3) - (2 - np.log(3))) < 1e-14


# ------------------------------------------------------------------------------------------------- arrays, and refusals

def test_arrays():
    _, X, y = problem()
    want = cf.limit(X, y, -1.0).beta
    wide = np.zeros((X.shape[0], 2 * X.shape[1]))
    wide[:, ::2] = X
    frozen = X.copy()
    frozen.flags.writeable = False
    for same in (np.asfortranarray(X), wide[:, ::2], X.astype(">f8"), frozen, X.tolist()):
        assert np.array_equal(cf.limit(same, y, -1.0).beta, want)
    before = X.copy()
    cf.min_norm_l1(X, y), cf.thresholds(X, y, 0.1)
    assert np.array_equal(X, before)
    assert np.array_equal(cf.q(np.arange(6).reshape(2, 3)), cf.q(np.arange(6.0)).reshape(2, 3))
    assert np.array_equal(cf.q(np.float32([0.5, 2])), cf.q([0.5, 2.0])) and cf.q([]).size == 0
    assert isinstance(cf.q(1), float) and cf.q(np.arange(10.0)[::-3]).shape == (4,)
    assert close(cf.Q([1.0, -2.0], 0.0), cf.q(1.0) + cf.q(2.0), 2) and cf.Q([1.0], -400.0) == np.inf
    zero = cf.limit(X, np.zeros_like(y), -1.0)
    assert not zero.beta.any() and zero.residual_max == 0


def test_refusals():
    _, X, y = problem()
    twice = X.copy()
    twice[1] = 2 * twice[0]
    nan = X.copy()
    nan[0, 0] = np.nan
    for error, call in [(cf.RankDeficient, lambda: cf.limit(twice, y, 0)), (cf.RankDeficient, lambda: cf.min_norm_l2(twice, y)),
                        (cf.InvalidArgument, lambda: cf.limit(nan, y, 0)), (cf.InvalidArgument, lambda: cf.limit(X, y, np.inf)),
                        (cf.InvalidArgument, lambda: cf.limit(X.T, np.zeros(60), 0)), (cf.InvalidArgument, lambda: cf.limit(X, y, 0, 1.5)),
                        (cf.InvalidArgument, lambda: cf.h(0.5, 2)), (cf.InvalidArgument, lambda: cf.q_depth(0.5, np.nan)),
                        (cf.InvalidArgument, lambda: cf.thresholds(X, y, 60)), (cf.InvalidArgument, lambda: cf.thresholds(X, 0 * y, 0.1)),
                        (cf.InvalidArgument, lambda: cf.limit(np.zeros((0, 4)), np.zeros(0), 0)),
                        (ValueError, lambda: cf.limit(X, y[:-1], 0)), (ValueError, lambda: cf.limit(X, y[:, None], 0)),
                        (ValueError, lambda: cf.norm_l1(X)), (ValueError, lambda: cf.limit_path(X, y, [0, 1], [2, 3, 4])),
                        (TypeError, lambda: cf.q(1j)), (TypeError, lambda: cf.q(["a"])), (TypeError, lambda: cf.q(np.longdouble(1))),
                        (TypeError, lambda: cf.q(2**60)), (TypeError, lambda: cf.limit(X.astype(object), y, 0))]:
        try:
            call()
        except error as e:
            assert str(e), error
        else:
            raise AssertionError("no %s" % error)


failed = 0
for name, test in [(n, t) for n, t in list(globals().items()) if n.startswith("test_")]:
    try:
        test()
        print("ok     %s" % name)
    except Exception as e:  # each test is run whatever the others do
        failed += 1
        print("FAILED %s: %s: %s" % (name, type(e).__name__, e))
sys.exit(failed != 0)
