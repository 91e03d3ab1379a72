"""Python as people write it: closures, generators, decorators, recursion, stars, walrus, try, match, partial."""

import functools
import itertools
import math
import operator
from contextlib import nullcontext, suppress
from functools import lru_cache, partial, reduce

import numpy as np

from .case import Case, normal, positive

SCALE = np.array([0.5, 1.5, -1.0])
COUNTER = {"calls": 0}


def make_power(n):
    def power(x):
        return x**n

    return power


def closures(x):
    square, cube = make_power(2), make_power(3)
    return np.sum(square(x) * SCALE) + np.sum(cube(x))


def late_binding(x):
    functions = [lambda v, k=k: v * k for k in range(1, 4)]
    also = [lambda v: v + k for k in range(3)]  # noqa: B023
    return sum(f(x) ** 2 for f in functions) + sum(g(x) for g in also)


def nonlocal_counter(x):
    total = 0.0

    def add(v):
        nonlocal total
        total += v * v
        return total

    for v in x:
        add(v)
    return total * add(x[0])


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        COUNTER["calls"] += 1
        return function(*args, **kwargs)

    return wrapper


def scaled(factor):
    def decorate(function):
        def inner(*args, **kwargs):
            return factor * function(*args, **kwargs)

        return inner

    return decorate


@timed
def decorated(x, y):
    return np.sum(x * y) ** 2


@scaled(2.5)
@timed
def doubly_decorated(w, b):
    return np.tanh(w @ SCALE + b)


@lru_cache
def binomial(n, k):
    return 1 if k in (0, n) else binomial(n - 1, k - 1) + binomial(n - 1, k)


def bernstein(points, t):
    """A Bezier curve."""
    n = len(points) - 1
    return sum(binomial(n, i) * (1 - t) ** (n - i) * t**i * p for i, p in enumerate(points))


def generator_sum(x):
    def squares():
        for v in x:
            yield v**2
            yield from (v, 0.5 * v)

    return sum(squares()) * next(squares())


def recursive_power(x, n):
    if n == 0:
        return 1.0
    half = recursive_power(x, n // 2)
    return half * half * (x if n % 2 else 1.0)


def divide_and_conquer(x):
    if len(x) == 1:
        return x[0]
    middle = len(x) // 2
    left, right = divide_and_conquer(x[:middle]), divide_and_conquer(x[middle:])
    return left * right + np.sin(left)


def maps_and_filters(xs):
    doubled = map(lambda v: 2 * v, xs)  # noqa: C417
    positive_only = list(filter(lambda v: v > 0, xs))
    return sum(doubled) * reduce(operator.mul, positive_only, 1.0) + sum(map(math.exp, xs))


def star_arguments(*weights):
    return reduce(lambda a, b: a @ b, weights).sum()


def star_and_keywords(x, *rest, power=2, **extra):
    return sum(np.sum(r**power) for r in rest) * x + extra.get("shift", 0.0) * x


def keyword_only(x, *, rate, clip=None):
    y = x - rate * np.cos(x)
    return np.sum(y if clip is None else np.clip(y, -clip, clip))


def positional_only(a, b, /, c=2.0):
    return a * b**c


def mutable_default(x, cache=[]):  # noqa: B006
    out = list(cache)
    out.append(x**2)
    out.extend([x, 1.0])
    return sum(out)


def walrus(xs):
    if (total := np.sum(xs)) > 0 or (n := len(xs)) > 0:
        n = len(xs)
    return total**2 / n + (y := xs[0]) * y


def try_and_except(x):
    try:
        value = {"a": x}["b"]
    except KeyError:
        value = x**2
    else:
        value = 0.0
    finally:
        value = value * 3
    with suppress(ZeroDivisionError):
        value = value + 1 / (len([]) * 1)
    return value


def with_blocks(x):
    with np.errstate(divide="ignore"), nullcontext(2.0) as two:
        return np.sum(np.log(x)) * two


def nested_comprehensions(A):
    flat = [v for row in A for v in row if True]
    table = {(i, j): A[i, j] for i in range(2) for j in range(3)}
    return sum(v * w for v, w in zip(flat, reversed(flat), strict=True)) + table[1, 2] ** 2 + len({i for i, _ in table})


def conditional_expression(x, mode):
    f = np.sin if mode == "sin" else np.cos
    return f(x).sum() if mode else x.sum()


def match_statement(x, activation):
    match activation:
        case "relu":
            y = np.maximum(x, 0)
        case "tanh" | "th":
            y = np.tanh(x)
        case ("power", n):
            y = x**n
        case _:
            y = x
    return np.sum(y * SCALE)


def function_as_argument(x):
    def integrate(f, a, b, n=8):
        h = (b - a) / n
        return h * sum(f(a + (i + 0.5) * h) for i in range(n))

    return integrate(lambda t: t * math.exp(-x * t), 0.0, 2.0) + integrate(math.sin, 0, x)


def compose(*functions):
    return reduce(lambda f, g: lambda v: g(f(v)), functions)


def composed(x):
    return compose(np.tanh, np.square, np.sum)(x) + compose(lambda v: v + 1, make_power(3))(x[0])


def itertools_games(xs):
    pairs = sum(a * b for a, b in itertools.combinations(xs, 2))
    running = list(itertools.accumulate(xs))
    chained = sum(itertools.chain(xs, running))
    return pairs + chained * running[2] + sum(itertools.starmap(operator.mul, zip(xs, running, strict=False)))


def operator_module(x, y):
    return (
        operator.add(x, y) * operator.truediv(x, operator.neg(y)) + operator.pow(x, 2) + operator.itemgetter(0)([x, y])
    )


def string_formatting_aside(x, W):
    """Text made from shapes only, never from values."""
    label = f"layer of {W.shape[0]} by {W.shape[1]}"
    assert "layer" in label and x.shape[-1] == W.shape[0], f"shapes {x.shape} {W.shape}"
    return np.mean(np.dot(x, W) ** 2) * len(label.split())


def isinstance_checks(x, s):
    total = 0.0
    for value in (x, s, 3):
        if isinstance(value, np.ndarray):
            total += value.sum() ** 2
        elif isinstance(value, float):
            total += value**3
        elif isinstance(value, int) and not isinstance(value, bool):
            total += value * s
    return total


def deleted_and_shadowed(x):
    sum = np.sum(x)
    y = x * sum
    del sum
    x = y[1:]
    return (x * x).sum()


def global_table(x):
    global LAST_SEEN
    LAST_SEEN = len(x)
    return np.sum(x[:LAST_SEEN] ** 2)


def multiple_assignment(a, b):
    x = y = a * b
    x, (y, z) = y + 1, (x - 1, a)
    (p, q), r = [x, y], z
    return p * q - r


def type_conversions(x, n):
    y = np.asarray(x, dtype=float) * float(n)
    z = np.float64(x[0]) * int(n) + x.astype(np.float64)[1]
    w = np.array(x.tolist()).sum()
    return y.sum() ** 2 + z * w


def list_methods(x):
    values = list(x)
    values.append(values[0] * 2)
    values.reverse()
    last = values.pop()
    values.insert(1, last**2)
    values += [1.0]
    values[2:4] = [values[2] * values[3]]
    return sum(values) + values[1] * values[-2] + values.index(1.0) * values[0]


def sum_with_start(rows):
    return np.sum(sum(rows, start=np.ones(3)) ** 2) + np.sum(sum(r * r for r in rows))


def default_from_module(x, scale=SCALE):
    return np.sum(x * scale) ** 2


def lambda_in_dict(x):
    table = {"sigmoid": lambda z: 1 / (1 + np.exp(-z)), "slope": lambda a: a * (1 - a)}
    return sum(table["slope"](table["sigmoid"](x)))


def annotated(x: np.ndarray, rate: float = 0.5) -> float:
    result: float = float(np.sum(x**2))
    return result * rate


def long_chain(x):
    return ((((x + 1).clip(0.1, 9).reshape(2, 2).T @ np.ones((2, 3))).sum(axis=0) ** 2).mean() - 1) / x.size


def numpy_vectorised(x):
    f = np.vectorize(lambda v: v**2 + 1)
    return f(x).sum()


def along_axis(A):
    return np.apply_along_axis(lambda r: r[0] * r[-1], 1, A).sum()


def einsum_partial(A, B):
    product = partial(np.einsum, "ij,kj->ik")
    norm_of = partial(np.linalg.norm, axis=1)
    return norm_of(product(A, B)).sum()


def interpolate_by_partial(base, x, offset):
    return np.sum(base**x) + offset


FIRST, SECOND = (lambda x: x * math.exp(-x)), (lambda x: math.exp(x) * x)

CASES = [
    Case(closures, (normal(1, 3),)),
    Case(late_binding, (0.7,)),
    Case(nonlocal_counter, (normal(1, 4),)),
    Case(decorated, (normal(1, 5), normal(2, 5))),
    Case(doubly_decorated, (normal(1, 3), 0.2), id="doubly_decorated", tags={"star"}),
    Case(bernstein, ([0.3, 1.5, -0.7, 2.0], 0.4)),
    Case(generator_sum, (normal(1, 4),)),
    Case(recursive_power, (1.3, 11), tags={"integer data"}),
    Case(divide_and_conquer, (normal(1, 5),)),
    Case(maps_and_filters, (normal(1, 5),), tags={"branches"}),
    Case(star_arguments, (normal(1, 5, 3), normal(2, 3, 4), normal(3, 4, 2)), tags={"star"}),
    Case(star_and_keywords, (1.2, normal(1, 3), normal(2, 2, 4)), named={"power": 3}, tags={"star", "named"}),
    Case(keyword_only, (normal(1, 5),), named={"rate": 0.3}, tags={"named"}),
    Case(
        keyword_only, (2 * normal(1, 5),), named={"clip": 1.0, "rate": 0.2}, id="keyword_only clipped", tags={"named"}
    ),
    Case(positional_only, (1.5, 0.7), tags={"defaults"}),
    Case(mutable_default, (1.5,), tags={"defaults"}),
    Case(walrus, (normal(1, 5),), tags={"branches"}),
    Case(try_and_except, (1.5,)),
    Case(with_blocks, (positive(1, 5),)),
    Case(nested_comprehensions, (normal(1, 2, 3),)),
    Case(conditional_expression, (normal(1, 5), "sin")),
    Case(match_statement, (normal(1, 3), "tanh")),
    Case(match_statement, (normal(1, 3), ("power", 3)), id="match_statement tuple", tags={"integer data"}),
    Case(function_as_argument, (0.8,)),
    Case(composed, (normal(1, 4),)),
    Case(itertools_games, (normal(1, 4),)),
    Case(operator_module, (1.5, -0.7)),
    Case(string_formatting_aside, (normal(1, 5, 3), normal(2, 3, 2))),
    Case(isinstance_checks, (normal(1, 4), 0.8)),
    Case(deleted_and_shadowed, (normal(1, 4),)),
    Case(global_table, (normal(1, 4),)),
    Case(multiple_assignment, (1.5, -0.7)),
    Case(type_conversions, (normal(1, 4), 3), tags={"integer data"}),
    Case(list_methods, (normal(1, 5),), tags={"branches"}),
    Case(sum_with_start, (normal(1, 4, 3),)),
    Case(default_from_module, (normal(1, 3),), tags={"defaults"}),
    Case(lambda_in_dict, (normal(1, 4),)),
    Case(annotated, (normal(1, 4),), tags={"defaults"}),
    Case(long_chain, (positive(1, 4),)),
    Case(numpy_vectorised, (normal(1, 4),)),
    Case(along_axis, (normal(1, 4, 3),)),
    Case(einsum_partial, (normal(1, 4, 3), normal(2, 5, 3))),
    Case(partial(interpolate_by_partial, 1.5), (normal(1, 4), 0.3), id="partial"),
    Case(
        partial(interpolate_by_partial, offset=2.0), (1.7, normal(1, 4)), id="partial with a keyword", tags={"defaults"}
    ),
    Case(make_power(3.5), (1.7,), id="closure itself"),
    Case(FIRST, (0.7,), id="first lambda of a line"),
    Case(SECOND, (0.7,), id="second lambda of a line"),
    Case(lambda x, y: (lambda z: z**2 + x)(x * y), (1.5, -0.4), id="lambda in lambda"),
]
