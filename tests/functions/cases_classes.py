"""Objects: layers, modules, dataclasses, named tuples, properties, operators that the user overloads."""

import math
from abc import ABC, abstractmethod
from collections import namedtuple
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from .case import Case, normal, positive


class Dense:
    def __init__(self, W, b):
        self.W = W
        self.b = b

    def forward(self, x):
        self.x = x
        self.z = x @ self.W + self.b
        return self.z


class Tanh:
    def forward(self, x):
        self.out = np.tanh(x)
        return self.out


class Sequential:
    def __init__(self, *layers):
        self.layers = list(layers)

    def __call__(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def __len__(self):
        return len(self.layers)

    def __getitem__(self, i):
        return self.layers[i]


def sequential_model(W1, b1, W2, b2, x):
    model = Sequential(Dense(W1, b1), Tanh(), Dense(W2, b2))
    out = model(x)
    return (out**2).sum() + 0.1 * (model[1].out ** 4).mean() / len(model)


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    def cost(self):
        return 2.5 * self.area() + self.border

    @property
    def border(self):
        return 0.0


class Circle(Shape):
    def __init__(self, radius):
        super().__init__()
        self.radius = radius

    def area(self):
        return math.pi * self.radius**2

    @property
    def border(self):
        return 2 * math.pi * self.radius + super().border


class Box(Shape):
    def __init__(self, w, h):
        self.w, self.h = w, h

    def area(self):
        return self.w * self.h


def polymorphic_cost(radius, w, h):
    return sum(shape.cost for shape in (Circle(radius), Box(w, h)))


class Value:
    """A scalar that overloads every operator; forwards only."""

    def __init__(self, data):
        self.data = data

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data)

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data)

    def __pow__(self, k):
        assert isinstance(k, (int, float))
        return Value(self.data**k)

    def relu(self):
        return Value(0 if self.data < 0 else self.data)

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __truediv__(self, other):
        return self * other**-1

    __radd__ = __add__
    __rmul__ = __mul__

    def __rtruediv__(self, other):
        return other * self**-1


def engine_expression(a, b):
    a, b = Value(a), Value(b)
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + (b + a).relu()
    d += 3 * d + (b - a).relu()
    e = c - d
    f = e**2
    g = f / 2.0
    g += 10.0 / f
    return g.data


class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __abs__(self):
        return math.hypot(self.x, self.y)

    def __iter__(self):
        yield self.x
        yield self.y


def vectors(p, q):
    u, v = Vector(*p), Vector(*q)
    w = 2.0 * u + v * 0.5
    x, y = w
    return abs(w) * (u @ v) + x * y


class Dual:
    """Forward mode inside: the gradient of a derivative."""

    def __init__(self, value, slope=0.0):
        self.value, self.slope = value, slope

    def __mul__(self, other):
        return Dual(self.value * other.value, self.value * other.slope + self.slope * other.value)

    def sin(self):
        return Dual(math.sin(self.value), math.cos(self.value) * self.slope)


def dual_numbers(x):
    d = Dual(x, 1.0)
    return ((d * d).sin() * d).slope


class Polynomial:
    def __init__(self, coefficients):
        self.coefficients = list(coefficients)

    def __call__(self, x):
        total = 0
        for c in reversed(self.coefficients):
            total = total * x + c
        return total

    def derivative(self):
        return Polynomial([i * c for i, c in enumerate(self.coefficients)][1:])

    @classmethod
    def monic(cls, *rest):
        return cls([*rest, 1.0])

    @staticmethod
    def evaluate_at(points, p):
        return [p(x) for x in points]


def polynomial_energy(c, x):
    p = Polynomial(c)
    q = Polynomial.monic(c[0], c[1])
    return p(x) * p.derivative()(x) + sum(Polynomial.evaluate_at((x, 2.0, -1.0), q))


@dataclass
class Particle:
    position: np.ndarray
    velocity: np.ndarray
    mass: float = 1.0
    trail: list = field(default_factory=list)

    def step(self, force, dt):
        self.trail.append(self.position)
        self.velocity = self.velocity + force / self.mass * dt
        self.position = self.position + self.velocity * dt

    @property
    def kinetic(self):
        return 0.5 * self.mass * (self.velocity @ self.velocity)


def spring(x0, v0, k):
    p = Particle(x0, v0, mass=2.0)
    for _ in range(4):
        p.step(-k * p.position, 0.1)
    return p.kinetic + 0.5 * k * np.sum(p.position**2) + np.sum(p.trail[1] * p.trail[2])


@dataclass(frozen=True)
class Config:
    scale: float
    shift: float = 0.5


def replaced_config(scale, x):
    base = Config(scale)
    changed = replace(base, shift=base.shift * scale)
    return np.sum(np.exp(-((x - changed.shift) ** 2) / changed.scale))


class Normal(NamedTuple):
    mean: float
    sigma: float

    def log_pdf(self, x):
        return -0.5 * ((x - self.mean) / self.sigma) ** 2 - math.log(self.sigma) - 0.5 * math.log(2 * math.pi)


def named_tuple_inside(mean, sigma):
    prior = Normal(mean, sigma)
    other = prior._replace(mean=0.0)
    return sum(prior.log_pdf(x) for x in (0.3, -1.0, 2.2)) - other.log_pdf(1.0)


Line = namedtuple("Line", "slope intercept")


def named_tuple_argument(line, x):
    slope, intercept = line
    return np.mean((line.slope * x + intercept) ** 2) + slope


class Memory:
    """A setter, an item store and a context manager."""

    def __init__(self):
        self._items, self.factor = {}, 1.0

    def __setitem__(self, key, value):
        self._items[key] = value * self.factor

    def __getitem__(self, key):
        return self._items[key]

    def __contains__(self, key):
        return key in self._items

    @property
    def total(self):
        return sum(self._items.values())

    @total.setter
    def total(self, wanted):
        factor = wanted / self.total
        for key in self._items:
            self._items[key] *= factor

    @contextmanager
    def scaled(self, factor):
        before, self.factor = self.factor, factor
        try:
            yield self
        finally:
            self.factor = before


def memory_cells(a, b):
    m = Memory()
    with m.scaled(a) as scaled:
        scaled["x"] = b
    m["y"] = a * b
    m.total = b**2
    return m["x"] / m["y"] * m.total + ("z" in m)


class Linear:
    def __init__(self, seed):
        self.weight = np.random.default_rng(seed).normal(size=(3, 2))

    def __call__(self, x, bias):
        return np.tanh(x @ self.weight + bias).sum()

    def method(self, x):
        return np.sum((x @ self.weight) ** 2)

    @staticmethod
    def of_static(x):
        return np.sum(x**4)

    @classmethod
    def of_class(cls, x):
        return cls(3)(x, 0.5)


class RunningStatistics:
    """Welford's algorithm."""

    def __init__(self):
        self.n, self.mean, self.m2 = 0, 0.0, 0.0

    def push(self, x):
        self.n += 1
        delta = x - self.mean
        self.mean += delta / self.n
        self.m2 += delta * (x - self.mean)
        return self


def welford(xs):
    stats = RunningStatistics()
    for x in xs:
        stats.push(x)
    return stats.m2 / (stats.n - 1)


class Array:
    """Wraps an array and passes everything on."""

    def __init__(self, a):
        self._a = a

    def __getattr__(self, name):
        return getattr(self._a, name)

    def __getitem__(self, key):
        return Array(self._a[key])

    def __mul__(self, other):
        return Array(self._a * getattr(other, "_a", other))


def wrapped_array(x):
    a = Array(x)
    return (a[1:] * a[:-1]).sum() * a.shape[0] + a.T[0]


class Stack(list):
    def push(self, item):
        self.append(item)
        return self


def reverse_polish(x, y):
    stack = Stack()
    for token in ["x", "y", "*", "x", "sin", "+", "y", "/"]:
        if token == "x":
            stack.push(x)
        elif token == "y":
            stack.push(y)
        elif token == "sin":
            stack.push(math.sin(stack.pop()))
        else:
            b, a = stack.pop(), stack.pop()
            stack.push(a * b if token == "*" else a + b if token == "+" else a / b)
    return stack[-1]


class Matrix:
    def __init__(self, rows):
        self.rows = rows

    def __matmul__(self, other):
        columns = list(zip(*other.rows, strict=True))
        return Matrix(
            [[sum(a * b for a, b in zip(row, column, strict=True)) for column in columns] for row in self.rows]
        )

    def trace(self):
        return sum(self.rows[i][i] for i in range(len(self.rows)))


def matrix_class(A, B):
    return (Matrix(A) @ Matrix(B) @ Matrix(A)).trace()


CASES = [
    Case(sequential_model, (normal(1, 4, 3), normal(2, 3), normal(3, 3, 2), normal(4, 2), normal(5, 5, 4))),
    Case(polymorphic_cost, (1.3, 0.7, 2.1)),
    Case(engine_expression, (-4.0, 2.0), tags={"branches"}),
    Case(vectors, ((1.0, -2.0), (0.5, 3.0))),
    Case(dual_numbers, (1.1,)),
    Case(polynomial_energy, (normal(1, 4), 0.8)),
    Case(spring, (normal(1, 3), normal(2, 3), 1.5)),
    Case(replaced_config, (1.4, normal(1, 5))),
    Case(named_tuple_inside, (0.4, 1.2)),
    Case(named_tuple_argument, (Line(1.5, -0.5), normal(1, 5))),
    Case(memory_cells, (1.7, 0.6)),
    Case(Linear(0), (normal(1, 5, 3), normal(2, 2)), id="callable object"),
    Case(Linear(1).method, (normal(1, 5, 3),), id="bound method"),
    Case(Linear.of_static, (normal(1, 4, 2),), id="static method"),
    Case(Linear.of_class, (normal(1, 4, 3),), id="class method"),
    Case(welford, (normal(1, 5),)),
    Case(wrapped_array, (normal(1, 5),)),
    Case(reverse_polish, (1.2, 0.8)),
    Case(matrix_class, ([[0.5, 1.0, -0.3], [0.2, 0.7, 1.1]], ((1.0, 0.4), (0.3, -0.8), (0.9, 0.2)))),
    Case(
        lambda x, s: Config(s).scale * np.sum(np.log(x)) + Config(scale=s).shift,
        (positive(1, 4), 1.5),
        id="frozen dataclass",
    ),
]
