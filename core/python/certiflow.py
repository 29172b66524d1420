"""certiflow - kernel and rich regimes from Python: q and q_D, limits of gradient flow, thresholds on alpha.

A thin layer over libcertiflow (ctypes, no build step). Arrays are NumPy's, in double precision; alpha is given as its
natural logarithm everywhere, because the thresholds of Theorem 2 lie below the smallest double. Errors of the functions
are those that certiflow.h declares; these are doubles, not enclosures: `certiflow solve --certify` encloses.

    import numpy as np, certiflow
    X, y = np.loadtxt("X.csv", delimiter=","), np.loadtxt("y.csv", delimiter=",")
    limit = certiflow.limit(X, y, log_alpha=np.log(1e-3))      # beta_alpha(infinity)
    print(certiflow.norm_l1(limit.beta), certiflow.thresholds(X, y, epsilon=0.1))

The library is $CERTIFLOW_LIBRARY, or the one that was built or installed with this file, or the loader's.
"""
import collections
import ctypes
import os

import numpy as np

__version__ = "0.1.0"

# The prototypes of certiflow.h that are used, word for word: argument types are read off them, and a test holds them
# against the header.
PROTOTYPES = """
const char *cf_status_message(cf_status status);
const char *cf_version(void);
void cf_q_vec(double *out, const double *z, size_t n);
void cf_q_prime_vec(double *out, const double *z, size_t n);
void cf_q_depth_vec(double *out, const double *z, double depth, size_t n);
void cf_q_depth_prime_vec(double *out, const double *z, double depth, size_t n);
void cf_h_vec(double *out, const double *z, double depth, size_t n);
void cf_h_inv_vec(double *out, const double *z, double depth, size_t n);
void cf_h_inv_complement_vec(double *out, const double *z, double depth, size_t n);
double cf_Q_depth(const double *beta, double log_alpha, double depth, size_t d);
double cf_alphaD_Q(const double *beta, double log_alpha, double depth, size_t d);
cf_status cf_beta_l2(double *beta, const double *X, const double *y, size_t N, size_t d);
cf_status cf_beta_l1(double *beta, double *nu, size_t *support, size_t *n_support, const double *X, const double *y,
    size_t N, size_t d);
double cf_norm_l1(const double *beta, size_t d);
double cf_norm_l2(const double *beta, size_t d);
cf_status cf_limit_depth(double *beta, double *nu, double *nu_lo, cf_limit_info *info, const double *X, const double
    *y, double log_alpha, double depth, size_t N, size_t d);
cf_status cf_limit_depth_path(double *beta, double *nu, double *nu_lo, cf_limit_info *info, const double *X, const
    double *y, const double *log_alpha, const double *depth, size_t m, size_t N, size_t d);
double cf_theorem2_l1(double l1, double epsilon, size_t d);
double cf_theorem2_l2(double l2, double epsilon, size_t d);
double cf_lemma1_alpha(double l1, double epsilon, size_t d);
double cf_lemma2_alpha(double epsilon, size_t d);
int cf_lemma2_applies(double epsilon, size_t d);
double cf_lemma3_alpha(double l2, double epsilon);
double cf_sharp_l1(double l1, double epsilon, size_t d);
double cf_sharp_l2(double l2, double epsilon, size_t d);
double cf_depth_l1(double l1, double epsilon, size_t d, double depth);
double cf_depth_l2(double l2, double epsilon, double depth);
double cf_lemma4_log_bound(double log_alpha, double depth);
"""


class LimitInfo(ctypes.Structure):
    """cf_limit_info of certiflow.h."""
    _fields_ = [("iterations", ctypes.c_size_t), ("factorizations", ctypes.c_size_t), ("residual_max", ctypes.c_double)]


class Error(Exception):
    """What certiflow could not do; the classes below are cf_status, one each."""


class InvalidArgument(Error, ValueError):
    """An argument is outside its domain."""


class RankDeficient(Error, ValueError):
    """X does not have full row rank."""


class NotConverged(Error, ArithmeticError):
    """The iteration did not converge within its budget."""


class OutOfMemory(Error, MemoryError):
    """Out of memory."""


STATUS = {"CF_OK": (0, None), "CF_EINVAL": (1, InvalidArgument), "CF_ERANK": (2, RankDeficient),
          "CF_ENOCONV": (3, NotConverged), "CF_ENOMEM": (4, OutOfMemory), "CF_EIO": (5, Error)}

Limit = collections.namedtuple("Limit", "beta nu nu_lo iterations factorizations residual_max")
Limit.__doc__ = """beta_alpha(infinity): beta (d), the dual solution nu + nu_lo (N each, an unevaluated sum: X^T nu is
needed to an absolute accuracy), the Newton steps, and max |X beta - y| / max |y|. Of a path: one more axis in front."""
MinimumL1 = collections.namedtuple("MinimumL1", "beta nu support")
MinimumL1.__doc__ = "beta_L1 (d), a dual solution nu (N), and the N basic columns in increasing order."

_TYPES = {"double": ctypes.c_double, "size_t": ctypes.c_size_t, "int": ctypes.c_int, "cf_status": ctypes.c_int,
          "void": None, "char *": ctypes.c_char_p, "double *": ctypes.POINTER(ctypes.c_double),
          "size_t *": ctypes.POINTER(ctypes.c_size_t), "cf_limit_info *": ctypes.POINTER(LimitInfo)}


def parse_prototype(line):
    """("cf_q", "double", ["double"]) of a C prototype; const stays: "const double *"."""
    head, arguments = " ".join(line.split()).rstrip(";").rstrip(")").split("(", 1)
    arguments = [] if arguments.strip() in ("", "void") else arguments.split(",")

    def split(declaration):  # "const double *z" -> "const double *", "z"
        words = declaration.replace("*", " * ").split()
        return " ".join(words[:-1]), words[-1]
    result, name = split(head)
    return name, result, [split(a)[0] for a in arguments]


def prototypes():
    """The prototypes above, each as parse_prototype reads it."""
    return [parse_prototype(p) for p in PROTOTYPES.split(";") if p.strip()]


def _type(c):
    return _TYPES[c.replace("const ", "")]


def _load():
    here = os.path.dirname(os.path.abspath(__file__))
    major = __version__.split(".")[0]
    places = [os.path.join(here, *up, "libcertiflow.so" + end)
              for up, end in [(("..", "..", "build", "lib"), ""), (("..", "..", "..", "lib"), "." + major)]]
    named = os.environ.get("CERTIFLOW_LIBRARY")
    path = named or next((p for p in places if os.path.exists(p)), "libcertiflow.so." + major)
    try:
        lib = ctypes.CDLL(path)
    except OSError as e:
        raise ImportError("certiflow: %s cannot be loaded (%s); set CERTIFLOW_LIBRARY to the libcertiflow.so to use"
                          % (path, e)) from e
    for name, result, arguments in prototypes():
        function = getattr(lib, name)
        function.restype, function.argtypes = _type(result), [_type(a) for a in arguments]
    version = lib.cf_version().decode()
    if version != __version__:
        raise ImportError("certiflow: %s is version %s, this module is for %s" % (path, version, __version__))
    return lib


_lib = _load()


def _check(status, what):
    for number, error in STATUS.values():
        if number == status and error:
            raise error("%s: %s" % (what, _lib.cf_status_message(status).decode()))


def _array(a, name, ndim=None):
    """a as a contiguous array of doubles; integers and float32 are exact in it, anything else is refused."""
    a = np.asarray(a)
    if not (a.dtype == np.float64 or np.can_cast(a.dtype, np.float64, "safe") or a.dtype.kind in "iu"):
        raise TypeError("%s: dtype %s does not fit into float64" % (name, a.dtype))
    if a.dtype.kind in "iu" and a.size and max(-int(a.min()), int(a.max())) > 2**53:
        raise TypeError("%s: integers beyond 2^53 do not fit into float64" % name)
    if ndim is not None and a.ndim != ndim:
        raise ValueError("%s: %d dimension(s), needs %d" % (name, a.ndim, ndim))
    return np.require(a, dtype=np.float64, requirements=["C", "A"])


def _data(X, y):
    X, y = _array(X, "X", 2), _array(y, "y", 1)
    if X.shape[0] != y.shape[0]:
        raise ValueError("X has %d rows, y has %d entries" % (X.shape[0], y.shape[0]))
    if not 1 <= X.shape[0] <= X.shape[1]:
        raise InvalidArgument("X is %d x %d; needs 1 <= N <= d" % X.shape)
    return X, y


def _p(a):
    return a.ctypes.data_as(_TYPES["double *"])


def _map(function, z, *more):
    z = _array(z, "z")
    out = np.empty_like(z)
    function(_p(out), _p(z), *more, z.size)
    return out if out.ndim else float(out)


def _depth(depth, least):
    depth = float(depth)
    if not (depth == 2 and least == 2 or 2 < depth <= 2.0**50):
        raise InvalidArgument("depth %r: needs %sa real in (2, 2^50]" % (depth, "2 or " if least == 2 else ""))
    return depth


# ---------------------------------------------------------------------------------- functions, element by element

def q(z):
    """q(z) = 2 - sqrt(4 + z^2) + z asinh(z/2), of each element; error at most 1.2 ulp."""
    return _map(_lib.cf_q_vec, z)


def q_prime(z):
    """q'(z) = asinh(z/2); error at most 0.9 ulp."""
    return _map(_lib.cf_q_prime_vec, z)


def q_depth(z, depth):
    """q_D(z), the integral of h_D^{-1} from 0; depth 2 is q. Error at most 4 ulp for D = 3, 4, 5, at other depths
    above 2 0.76."""
    return _map(_lib.cf_q_depth_vec, z, _depth(depth, 2))


def q_depth_prime(z, depth):
    """q_D'(z) = h_D^{-1}(z); depth 2 is q'. Error at most 0.76 ulp above depth 2."""
    return _map(_lib.cf_q_depth_prime_vec, z, _depth(depth, 2))


def h(z, depth):
    """h_D(z) = (1-z)^(-D/(D-2)) - (1+z)^(-D/(D-2)) on [-1, 1], nan outside it; depth > 2. Error at most 0.76 ulp."""
    return _map(_lib.cf_h_vec, z, _depth(depth, 3))


def h_inv(z, depth):
    """h_D^{-1}(z); depth > 2. Error at most 0.76 ulp."""
    return _map(_lib.cf_h_inv_vec, z, _depth(depth, 3))


def h_inv_complement(z, depth):
    """1 - h_D^{-1}(z) without cancellation near 1; depth > 2. Error at most 0.76 ulp."""
    return _map(_lib.cf_h_inv_complement_vec, z, _depth(depth, 3))


# --------------------------------------------------------------------------------------------------- of a vector beta

def norm_l1(beta):
    """||beta||_1, at most 2 ulp."""
    beta = _array(beta, "beta", 1)
    return _lib.cf_norm_l1(_p(beta), beta.size)


def norm_l2(beta):
    """||beta||_2, at most 2 ulp."""
    beta = _array(beta, "beta", 1)
    return _lib.cf_norm_l2(_p(beta), beta.size)


def Q(beta, log_alpha, depth=2):
    """Q_alpha(beta) = sum_i q_D(beta_i / alpha^D); inf where it overflows: then scaled_Q."""
    beta = _array(beta, "beta", 1)
    return _lib.cf_Q_depth(_p(beta), float(log_alpha), _depth(depth, 2), beta.size)


def scaled_Q(beta, log_alpha, depth=2):
    """alpha^D Q_alpha(beta), without forming alpha^D."""
    beta = _array(beta, "beta", 1)
    return _lib.cf_alphaD_Q(_p(beta), float(log_alpha), _depth(depth, 2), beta.size)


# ------------------------------------------------------------------------------------------------------------ solvers

def limit(X, y, log_alpha, depth=2):
    """beta_alpha(infinity), the limit of gradient flow from w(0) = alpha 1, which is the minimiser of Q_alpha subject
    to X beta = y: a Limit. X is N x d of full row rank, one sample a row. Raises InvalidArgument, RankDeficient,
    NotConverged."""
    X, y = _data(X, y)
    N, d = X.shape
    beta, nu, nu_lo, info = np.empty(d), np.empty(N), np.empty(N), LimitInfo()
    _check(_lib.cf_limit_depth(_p(beta), _p(nu), _p(nu_lo), ctypes.byref(info), _p(X), _p(y), float(log_alpha),
                               _depth(depth, 2), N, d), "limit")
    return Limit(beta, nu, nu_lo, info.iterations, info.factorizations, info.residual_max)


def limit_path(X, y, log_alpha, depth=2):
    """The same along a grid: log_alpha (m), depth a number or m numbers. A Limit whose arrays have m rows. Each solve
    starts from the one before: fastest where log_alpha or depth is constant and the other monotone."""
    X, y = _data(X, y)
    N, d = X.shape
    log_alpha = _array(log_alpha, "log_alpha", 1)
    m = log_alpha.size
    depths = np.broadcast_to(_array(depth, "depth"), (m,)).copy()
    for D in depths:
        _depth(D, 2)
    beta, nu, nu_lo, info = np.empty((m, d)), np.empty((m, N)), np.empty((m, N)), (LimitInfo * m)()
    if m:
        _check(_lib.cf_limit_depth_path(_p(beta), _p(nu), _p(nu_lo), info, _p(X), _p(y), _p(log_alpha), _p(depths), m, N,
                                        d), "limit_path")
    return Limit(beta, nu, nu_lo, *(np.array([getattr(i, name) for i in info])
                                    for name in ("iterations", "factorizations", "residual_max")))


def min_norm_l1(X, y):
    """beta_L1, an optimal vertex of min ||beta||_1 subject to X beta = y: a MinimumL1."""
    X, y = _data(X, y)
    N, d = X.shape
    beta, nu, support, n = np.empty(d), np.empty(N), np.empty(N, dtype=np.uintp), ctypes.c_size_t()
    _check(_lib.cf_beta_l1(_p(beta), _p(nu), support.ctypes.data_as(_TYPES["size_t *"]), ctypes.byref(n), _p(X), _p(y),
                           N, d), "min_norm_l1")
    return MinimumL1(beta, nu, support[:n.value].astype(np.intp))


def min_norm_l2(X, y):
    """beta_L2, the minimum of ||beta||_2 subject to X beta = y."""
    X, y = _data(X, y)
    N, d = X.shape
    beta = np.empty(d)
    _check(_lib.cf_beta_l2(_p(beta), _p(X), _p(y), N, d), "min_norm_l2")
    return beta


# --------------------------------------------------------------------------------------------------------- thresholds

Threshold = collections.namedtuple("Threshold", "log_alpha side")
Threshold.__doc__ = 'log alpha, and its side: "at_most" or "at_least". An infinite one means that every alpha will do.'


def thresholds(X, y, epsilon, depth=2):
    """The thresholds on alpha for these data, of the names of `certiflow thresholds`: a dict of Threshold. At a depth
    above 2 also depth.l1 and depth.l2."""
    X, y = _data(X, y)
    epsilon, d = float(epsilon), X.shape[1]
    depth = _depth(depth, 2)
    if not 0 < epsilon < d:
        raise InvalidArgument("epsilon %r: needs 0 < epsilon < d = %d" % (epsilon, d))
    l1, l2 = norm_l1(min_norm_l1(X, y).beta), norm_l2(min_norm_l2(X, y))
    if l1 == 0:
        raise InvalidArgument("y = 0: the thresholds need a norm > 0")
    answer = {"theorem2.l1": Threshold(_lib.cf_theorem2_l1(l1, epsilon, d), "at_most"),
              "theorem2.l2": Threshold(_lib.cf_theorem2_l2(l2, epsilon, d), "at_least"),
              "lemma1": Threshold(_lib.cf_lemma1_alpha(l1, epsilon, d), "at_most"),
              "lemma2": Threshold(_lib.cf_lemma2_alpha(epsilon, d), "at_least"),
              "lemma3": Threshold(_lib.cf_lemma3_alpha(l2, epsilon), "at_least"),
              "sharp.l1": Threshold(_lib.cf_sharp_l1(l1, epsilon, d), "at_most"),
              "sharp.l2": Threshold(_lib.cf_sharp_l2(l2, epsilon, d), "at_least")}
    if depth > 2:
        answer["depth.l1"] = Threshold(_lib.cf_depth_l1(l1, epsilon, d, depth), "at_most")
        answer["depth.l2"] = Threshold(_lib.cf_depth_l2(l2, epsilon, depth), "at_least")
    return answer


def lemma2_applies(epsilon, d):
    """Whether Lemma 2's hypothesis d >= max(e, 12^(4 epsilon)) is met."""
    return bool(_lib.cf_lemma2_applies(float(epsilon), int(d)))


def lemma4_log_bound(log_alpha, depth):
    """ln(alpha^(2-D)/(D(D-2))), the bound of Lemma 4 as printed; half of it holds. depth > 2."""
    return _lib.cf_lemma4_log_bound(float(log_alpha), _depth(depth, 3))
