"""Plain floats: math.*, builtins, no array in sight (or an array only as a bag of floats)."""

import cmath  # noqa: F401  (people import it and never use it)
import math
from functools import reduce
from math import atan2, cos, erf, exp, fabs, log, pi, sin, sqrt, tanh
from operator import add, itemgetter, mul

import numpy as np

from .case import Case, normal, positive


def elementary(x):
    return sin(x) * exp(-x) + sqrt(x) / cos(0.3 * x) - log(x) * tanh(x)


def math_family(x, y):
    total = math.tan(x) + math.asin(x / 3) + math.acos(x / 3) + math.atan(y) + math.sinh(x) + math.cosh(y)
    total += math.asinh(x) + math.acosh(1 + y) + math.atanh(x / 3) + math.log10(y) + math.log2(x) + math.log1p(y)
    return total + math.expm1(x) + math.pow(x, y) + math.hypot(x, y) + math.degrees(x) + math.radians(y) + math.exp2(x)


def powers_every_way(x, y):
    return x**2 + x**-1 + x**0.5 + 2**x + x**y + pow(x, 3) + math.pow(2.0, y) + (-x) ** 2 + x**0


def log_with_base(x, b):
    return math.log(x, b) + math.log(x, 10) + math.cbrt(x) + math.dist((x, 1.0), (b, 3.0)) + math.fabs(-x)


def haversine(lat1, lon1, lat2, lon2):
    lat1, lon1, lat2, lon2 = map(math.radians, (lat1, lon1, lat2, lon2))
    a = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 6371 * 2 * atan2(sqrt(a), sqrt(1 - a))


def black_scholes(S, K, T, r, sigma):
    d1 = (log(S / K) + (r + sigma**2 / 2) * T) / (sigma * sqrt(T))
    d2 = d1 - sigma * sqrt(T)
    Phi = lambda z: (1.0 + erf(z / sqrt(2.0))) / 2.0
    return S * Phi(d1) - K * exp(-r * T) * Phi(d2)


def rosenbrock(x, y):
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


def quadratic_root(a, b, c):
    return (-b + (b**2 - 4 * a * c) ** 0.5) / (2 * a)


def lennard_jones(r, epsilon=1.0, sigma=1.0):
    q = (sigma / r) ** 6
    return 4 * epsilon * (q * q - q)


def builtin_calls(x, y):
    return abs(x) * max(x, y) + min(x, y, 0.5) ** 2 + sum([x, y, x * y]) + abs(-y) + divmod(7, 2)[0] * float(x)


def softplus_stable(x):
    return max(x, 0.0) + math.log1p(math.exp(-fabs(x)))


def sigmoid_by_sign(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    z = math.exp(x)
    return z / (1 + z)


def logistic_regression(coefficients, row, label):
    z = coefficients[0]
    for i in range(len(row)):
        z += coefficients[i + 1] * row[i]
    p = 1.0 / (1.0 + math.exp(-z))
    return -(label * math.log(p) + (1 - label) * math.log(1 - p))


def sgd_inside(b0, b1, rate):
    """Linear regression trained by floats, differentiated through the training."""
    data = [(1, 1), (2, 3), (4, 3), (3, 2), (5, 5)]
    for _ in range(2):
        for x, y in data:
            error = b0 + b1 * x - y
            b0 = b0 - rate * error
            b1 = b1 - rate * error * x
    return sum((b0 + b1 * x - y) ** 2 for x, y in data)


def floats_of_an_array(xs):
    total = 0.0
    for x in xs:
        total += math.exp(-x * x) * math.cos(x)
    return total


def float_of_element(x, i):
    return float(x[i]) * math.sin(x[0]) + x[-1].item() ** 2 + float(np.sum(x))


def mixed_libraries(a, b):
    return np.sin(a) * math.cos(b) + np.float64(a) * np.exp(b) + float(np.sqrt(a)) + math.pi * np.pi


def product_of_factors(xs):
    return reduce(mul, xs, 1.0) + reduce(add, xs) + math.prod(xs) + math.fsum(xs)


def modulo_angle(theta, w):
    return ((theta + pi) % (2 * pi)) ** 2 * w + math.fmod(theta, 2.0) + theta // 1 + math.copysign(theta, -1.0)


def rounded_part(x):
    return (x - math.floor(x)) ** 2 * x + math.ceil(x) * x + math.trunc(x) * sin(x)


def gammas(x):
    return math.lgamma(x) + math.gamma(x) + math.erfc(x)


def truth_and_arithmetic(x, y):
    return (x > y) * x**2 + (x <= y) * y**3 + (not x) * 5 + bool(y) * x


def short_circuits(x, y):
    z = x or y
    w = x and y
    return z * w**2 if 0 < x < 5 else z - w


def sorted_floats(a, b, c):
    low, mid, high = sorted([a, b, c])
    return low + 2 * mid**2 + 3 * high**3 + max([a, b, c], key=lambda v: -v) * itemgetter(1)((a, b))


CASES = [
    Case(elementary, (1.3,)),
    Case(math_family, (0.7, 1.6)),
    Case(powers_every_way, (1.4, 0.6)),
    Case(log_with_base, (2.3, 1.7)),
    Case(haversine, (52.5, 13.4, 48.9, 2.35)),
    Case(black_scholes, (100.0, 95.0, 0.5, 0.03, 0.2)),
    Case(rosenbrock, (-1.2, 1.0)),
    Case(quadratic_root, (1.5, -4.0, 0.7)),
    Case(lennard_jones, (1.3,), id="lennard_jones with defaults", tags={"defaults"}),
    Case(lennard_jones, (1.3, 0.8), named={"sigma": 1.1}, id="lennard_jones with a keyword", tags={"named"}),
    Case(builtin_calls, (1.2, 0.7), tags={"masks"}),
    Case(softplus_stable, (-0.8,), tags={"masks"}),
    Case(sigmoid_by_sign, (-1.7,), tags={"branches"}),
    Case(sigmoid_by_sign, (2.2,), id="sigmoid_by_sign positive", tags={"branches"}),
    Case(logistic_regression, ([-0.4, 0.85, -1.1], [2.78, 2.55], 0), tags={"integer data"}),
    Case(sgd_inside, (0.1, 0.3, 0.01), step=1e-5),
    Case(floats_of_an_array, (normal(1, 5),)),
    Case(float_of_element, (normal(1, 5), 2), tags={"integer data"}),
    Case(mixed_libraries, (1.2, 0.4)),
    Case(product_of_factors, ([1.5, -0.7, 2.0, 0.3],)),
    Case(modulo_angle, (4.3, 1.5), tags={"stretch"}),
    Case(rounded_part, (2.3,), tags={"stretch"}),
    Case(gammas, (1.7,), tags={"stretch"}),
    Case(truth_and_arithmetic, (1.5, 0.5), tags={"branches"}),
    Case(short_circuits, (1.5, 0.5), tags={"branches"}),
    Case(sorted_floats, (1.5, 0.5, 1.1), tags={"branches"}),
    Case(lambda x: x if x > 0 else 0.01 * x, (-3.0,), id="leaky lambda", tags={"branches"}),
    Case(lambda x: 3.0 * x + 0 * math.exp(x), (2.0,), id="times zero"),
    Case(lambda x, n: sum(x**k / math.factorial(k) for k in range(n)), (1.5, 6), id="taylor", tags={"integer data"}),
    Case(lambda xs: math.sqrt(sum(x * x for x in xs)), (list(positive(1, 4).tolist()),), id="length of a list"),
    Case(lambda x: x**2 + 2 * x + (1 + x) ** 3, (0.0,), id="powers of zero"),
]
