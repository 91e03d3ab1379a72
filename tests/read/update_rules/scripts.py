"""Optimisers as people write them, right and wrong, independently of the package; and problems to run them on.

Each optimiser is a class with ``update(parameters, gradients)`` that changes the dict of arrays in place.
"""

import numpy as np

from clearprop.read.update_rules import Run

SHAPES = {"W1": (5, 3), "b1": (3,), "W2": (3, 4), "b2": (4,)}


class SGD:
    def __init__(self, rate=0.1):
        self.rate = rate

    def update(self, p, g):
        for name in p:
            p[name] = p[name] - self.rate * g[name]


class StepDecay(SGD):
    """The rate falls by a tenth at every third step, which is none of the formulas."""

    def __init__(self):
        super().__init__(0.1)
        self.calls = 0

    def update(self, p, g):
        super().update(p, g)
        self.calls += 1
        if self.calls % 3 == 0:
            self.rate *= 0.9


class InverseTime(SGD):
    calls = 0

    def update(self, p, g):
        self.rate = 0.2 / (1 + 0.25 * self.calls)
        self.calls += 1
        super().update(p, g)


class Exponential(SGD):
    def update(self, p, g):
        super().update(p, g)
        self.rate *= 0.8


class BiasRate:
    def update(self, p, g):
        for name in p:
            p[name] = p[name] - (0.1 if name[0] == "W" else 0.03) * g[name]


class L2:
    decoupled, names, rate, decay = False, "W", 0.1, 0.05

    def update(self, p, g):
        for name in p:
            penalty = self.decay * p[name] if name[0] in self.names else 0
            p[name] = p[name] - self.rate * (g[name] + penalty)


class L2Everywhere(L2):
    names = "Wb"


class ShrunkAfterwards:
    """θ -= η g; W -= η λ W"""

    def update(self, p, g):
        for name in p:
            p[name] = p[name] - 0.1 * g[name]
        for name in p:
            if name[0] == "W":
                p[name] = p[name] - 0.1 * 0.05 * p[name]


class L1:
    def update(self, p, g):
        for name in p:
            p[name] = p[name] - 0.1 * (g[name] + 0.02 * np.sign(p[name]))


class Heavy:
    """v = μ v - η g; θ += v"""

    def __init__(self):
        self.v = None

    def update(self, p, g):
        self.v = self.v or {n: np.zeros_like(a) for n, a in p.items()}
        for n in p:
            self.v[n] = 0.9 * self.v[n] - 0.05 * g[n]
            p[n] = p[n] + self.v[n]


class HeavyMean(Heavy):
    """v = μ v + (1 - μ) g; θ -= η v"""

    def update(self, p, g):
        self.v = self.v or {n: np.zeros_like(a) for n, a in p.items()}
        for n in p:
            self.v[n] = 0.8 * self.v[n] + (1 - 0.8) * g[n]
            p[n] = p[n] - 0.3 * self.v[n]


class HeavyShrunkAfterwards(Heavy):
    def update(self, p, g):
        super().update(p, g)
        for n in p:
            p[n] = p[n] * (1 - (0.002 if n[0] == "W" else 0))


class HeavyWithL2(Heavy):
    def update(self, p, g):
        super().update(p, {n: g[n] + (0.01 * p[n] if n[0] == "W" else 0) for n in p})


class HeavyCorrected(Heavy):
    t = 0

    def update(self, p, g):
        self.t += 1
        self.v = self.v or {n: np.zeros_like(a) for n, a in p.items()}
        for n in p:
            self.v[n] = 0.9 * self.v[n] + 0.1 * g[n]
            p[n] = p[n] - 0.2 * self.v[n] / (1 - 0.9**self.t)


class QuasiHyperbolic(Heavy):
    """m = μ m + (1 - μ) g; θ -= η ((1 - ν) g + ν m)"""

    def update(self, p, g):
        self.v = self.v or {n: np.zeros_like(a) for n, a in p.items()}
        for n in p:
            self.v[n] = 0.9 * self.v[n] + 0.1 * g[n]
            p[n] = p[n] - 0.4 * (0.3 * g[n] + 0.7 * self.v[n])


class NesterovCS231n(Heavy):
    def update(self, p, g):
        self.v = self.v or {n: np.zeros_like(a) for n, a in p.items()}
        for n in p:
            before = self.v[n]
            self.v[n] = 0.9 * before - 0.05 * g[n]
            p[n] = p[n] - 0.9 * before + 1.9 * self.v[n]


class NesterovTorch(Heavy):
    def update(self, p, g):
        self.v = self.v or {n: np.zeros_like(a) for n, a in p.items()}
        for n in p:
            self.v[n] = 0.7 * self.v[n] + g[n]
            p[n] = p[n] - 0.05 * (g[n] + 0.7 * self.v[n])


class HeavyDecayingOutside(Heavy):
    """The rate falls and multiplies the whole velocity."""

    rate = 0.05

    def update(self, p, g):
        self.v = self.v or {n: np.zeros_like(a) for n, a in p.items()}
        for n in p:
            self.v[n] = 0.9 * self.v[n] + g[n]
            p[n] = p[n] - self.rate * self.v[n]
        self.rate *= 0.9


class HeavyDecayingInside(Heavy):
    rate = 0.05

    def update(self, p, g):
        self.v = self.v or {n: np.zeros_like(a) for n, a in p.items()}
        for n in p:
            self.v[n] = 0.9 * self.v[n] - self.rate * g[n]
            p[n] = p[n] + self.v[n]
        self.rate *= 0.9


class AdaGrad:
    def __init__(self):
        self.s = {}

    def update(self, p, g):
        for n in p:
            self.s[n] = self.s.get(n, 0) + g[n] ** 2
            p[n] = p[n] - 0.1 * g[n] / (np.sqrt(self.s[n]) + 1e-8)


class AdaGradInside(AdaGrad):
    def update(self, p, g):
        for n in p:
            self.s[n] = self.s.get(n, 0) + g[n] ** 2
            p[n] = p[n] - 0.1 * g[n] / np.sqrt(self.s[n] + 1e-4)


class RMSProp(AdaGrad):
    def update(self, p, g):
        for n in p:
            self.s[n] = 0.9 * self.s.get(n, 0) + 0.1 * g[n] ** 2
            p[n] = p[n] - 0.01 * g[n] / (np.sqrt(self.s[n]) + 1e-7)


class RMSPropInside(AdaGrad):
    def update(self, p, g):
        for n in p:
            self.s[n] = 0.99 * self.s.get(n, 0) + (1 - 0.99) * g[n] * g[n]
            p[n] = p[n] - 0.01 * g[n] / np.sqrt(self.s[n] + 1e-5)


class RMSPropMomentum(AdaGrad):
    def update(self, p, g):
        for n in p:
            s, v = self.s.get(n, (0, 0))
            s = 0.9 * s + 0.1 * g[n] ** 2
            v = 0.5 * v + g[n] / (np.sqrt(s) + 1e-6)
            self.s[n] = s, v
            p[n] = p[n] - 0.01 * v


class Adadelta(AdaGrad):
    def update(self, p, g):
        for n in p:
            s, x = self.s.get(n, (0, 0))
            s = 0.95 * s + 0.05 * g[n] ** 2
            d = np.sqrt(x + 1e-6) / np.sqrt(s + 1e-6) * g[n]
            self.s[n] = s, 0.95 * x + 0.05 * d**2
            p[n] = p[n] - d


class Adam:
    """Each line that can be got wrong is a method, so that a wrong Adam overrides one."""

    b1, b2, eps, rate = 0.9, 0.999, 1e-8, 0.02

    def __init__(self):
        self.t, self.m, self.v, self.more = 0, {}, {}, {}

    def update(self, p, g):
        self.t = self.tick(self.t)
        for n in p:
            grad = self.gradient(n, g[n], p[n])
            m, v = self.moments(self.m.get(n, 0), self.v.get(n, 0), grad)
            mh, vh = self.correct(m, v, self.t)
            self.m[n], self.v[n] = self.keep(m, v, mh, vh)
            p[n] = self.shrink(p[n]) - self.rate * self.direction(n, mh, vh, grad)

    def tick(self, t):
        return t + 1

    def gradient(self, n, g, p):
        return g

    def moments(self, m, v, g):
        return self.b1 * m + (1 - self.b1) * g, self.b2 * v + (1 - self.b2) * g**2

    def correct(self, m, v, t):
        return m / (1 - self.b1**t), v / (1 - self.b2**t)

    def keep(self, m, v, mh, vh):
        return m, v

    def direction(self, n, mh, vh, g):
        return mh / (np.sqrt(vh) + self.eps)

    def shrink(self, p):
        return p


class OddAdam(Adam):
    b1, b2, eps = 0.7, 0.95, 1e-3


class AdamInside(Adam):
    eps = 1e-4

    def direction(self, n, mh, vh, g):
        return mh / np.sqrt(vh + self.eps)


class AdamTensorFlow(Adam):
    eps = 1e-4

    def correct(self, m, v, t):
        self.factor = np.sqrt(1 - self.b2**t) / (1 - self.b1**t)
        return m, v

    def direction(self, n, mh, vh, g):
        return self.factor * mh / (np.sqrt(vh) + self.eps)


class AdamW(Adam):
    def shrink(self, p):
        return p - self.rate * 0.01 * p


class AdamL2(Adam):
    def gradient(self, n, g, p):
        return g + 0.01 * p if n[0] == "W" else g


class AdamRateFalls(Adam):
    def update(self, p, g):
        super().update(p, g)
        self.rate = self.rate * 0.9


class AMSGrad(Adam):
    b2 = 0.5

    def correct(self, m, v, t):
        return m / (1 - self.b1**t), v

    def direction(self, n, mh, vh, g):
        self.more[n] = np.maximum(self.more.get(n, 0), vh)
        return mh / (np.sqrt(self.more[n] / (1 - self.b2**self.t)) + self.eps)


class AdaMax(Adam):
    def moments(self, m, v, g):
        return self.b1 * m + (1 - self.b1) * g, np.maximum(0.9 * v, abs(g))

    def correct(self, m, v, t):
        return m / (1 - self.b1**t), v

    def direction(self, n, mh, vh, g):
        return mh / (vh + self.eps)


class Nadam(Adam):
    def direction(self, n, mh, vh, g):
        return (self.b1 * mh + (1 - self.b1) * g / (1 - self.b1**self.t)) / (np.sqrt(vh) + self.eps)


class ClipValue(SGD):
    def update(self, p, g):
        super().update(p, {n: np.clip(g[n], -0.4, 0.4) for n in g})


class ClipNorm(SGD):
    bound = 4.0

    def update(self, p, g):
        norm = np.sqrt(sum(np.sum(x**2) for x in g.values()))
        super().update(p, {n: g[n] * (self.bound / norm if norm > self.bound else 1) for n in g})


class ClipEachNorm(SGD):
    def update(self, p, g):
        super().update(p, {n: g[n] * min(1, 1.2 / np.linalg.norm(g[n])) for n in g})


class AlwaysNormalised(SGD):
    def update(self, p, g):
        norm = np.sqrt(sum(np.sum(x**2) for x in g.values()))
        super().update(p, {n: g[n] / norm for n in g})


class ClippedMomentum(Heavy):
    def update(self, p, g):
        super().update(p, {n: np.clip(g[n], -0.4, 0.4) for n in g})


# Mistakes.


class NotReset(SGD):
    total = None

    def update(self, p, g):
        self.total = {n: (self.total[n] if self.total else 0) + g[n] for n in g}
        super().update(p, self.total)


class AdamNotReset(Adam):
    def gradient(self, n, g, p):
        self.more[n] = self.more.get(n, 0) + g
        return self.more[n]


class MomentumSign(Heavy):
    def update(self, p, g):
        self.v = self.v or {n: np.zeros_like(a) for n, a in p.items()}
        for n in p:
            self.v[n] = 0.9 * self.v[n] + 0.05 * g[n]
            p[n] = p[n] - self.v[n]
            self.v[n] = -self.v[n]


class LastGradient(Heavy):
    def update(self, p, g):
        self.v = self.v or {n: np.zeros_like(a) for n, a in p.items()}
        for n in p:
            p[n] = p[n] - 0.05 * (g[n] + 0.9 * self.v[n])
            self.v[n] = g[n]


class LateVelocity(Heavy):
    def update(self, p, g):
        self.v = self.v or {n: np.zeros_like(a) for n, a in p.items()}
        for n in p:
            p[n] = p[n] + self.v[n]
            self.v[n] = 0.9 * self.v[n] - 0.05 * g[n]


class SharedVelocity:
    """One velocity for all: here of parameters that are all of one shape."""

    v = 0.0

    def update(self, p, g):
        for n in p:
            self.v = 0.9 * self.v - 0.05 * g[n]
            p[n] = p[n] + self.v


class SharedMoments(Adam):
    def update(self, p, g):
        self.t += 1
        for n in p:
            self.m["all"], self.v["all"] = self.moments(self.m.get("all", 0), self.v.get("all", 0), g[n])
            mh, vh = self.correct(self.m["all"], self.v["all"], self.t)
            p[n] = p[n] - self.rate * self.direction(n, mh, vh, g[n])


class RMSPropNoRoot(AdaGrad):
    def update(self, p, g):
        for n in p:
            self.s[n] = 0.9 * self.s.get(n, 0) + 0.1 * g[n] ** 2
            p[n] = p[n] - 0.001 * g[n] / (self.s[n] + 1e-3)


class RMSPropNoSquare(AdaGrad):
    def update(self, p, g):
        for n in p:
            self.s[n] = 0.9 * self.s.get(n, 0) + 0.1 * abs(g[n])
            p[n] = p[n] - 0.01 * g[n] / (np.sqrt(self.s[n]) + 1e-6)


class AdaGradNoRoot(AdaGrad):
    def update(self, p, g):
        for n in p:
            self.s[n] = self.s.get(n, 0) + g[n] ** 2
            p[n] = p[n] - 0.001 * g[n] / (self.s[n] + 1e-3)


class RMSPropOverwrites(AdaGrad):
    def update(self, p, g):
        for n in p:
            self.s[n] = (1 - 0.9) * g[n] ** 2
            p[n] = p[n] - 0.01 * g[n] / (np.sqrt(self.s[n]) + 1e-6)


class RMSPropAccumulates(AdaGrad):
    """Meant as RMSProp, and AdaGrad by its numbers: right by another name."""

    def update(self, p, g):
        for n in p:
            self.s[n] = self.s.get(n, 0) + 0.1 * g[n] ** 2
            p[n] = p[n] - 0.01 * g[n] / (np.sqrt(self.s[n]) + 1e-6)


class NoFirstCorrection(Adam):
    def correct(self, m, v, t):
        return m, v / (1 - self.b2**t)


class NoSecondCorrection(Adam):
    def correct(self, m, v, t):
        return m / (1 - self.b1**t), v


class NoCorrections(Adam):
    def correct(self, m, v, t):
        return m, v


class CounterStays(Adam):
    def tick(self, t):
        return 1


class CounterAhead(Adam):
    def tick(self, t):
        return (t or 1) + 1


class CounterCountsParameters(Adam):
    def correct(self, m, v, t):
        self.ticks = getattr(self, "ticks", 0) + 1
        return super().correct(m, v, self.ticks)


class CounterCountsLayers(Adam):
    def correct(self, m, v, t):
        self.ticks = getattr(self, "ticks", 1) + 1
        return super().correct(m, v, self.ticks // 2)


class CorrectionsSwapped(Adam):
    def correct(self, m, v, t):
        return m / (1 - self.b2**t), v / (1 - self.b1**t)


class SecondCorrectedAsFirst(Adam):
    def correct(self, m, v, t):
        return m / (1 - self.b1**t), v / (1 - self.b1**t)


class FirstCorrectedAsSecond(Adam):
    def correct(self, m, v, t):
        return m / (1 - self.b2**t), v / (1 - self.b2**t)


class KeepsFirst(Adam):
    def keep(self, m, v, mh, vh):
        return mh, v


class KeepsSecond(Adam):
    def keep(self, m, v, mh, vh):
        return m, vh


class KeepsBoth(Adam):
    def keep(self, m, v, mh, vh):
        return mh, vh


class SquaresMoment(Adam):
    def moments(self, m, v, g):
        m = self.b1 * m + (1 - self.b1) * g
        return m, self.b2 * v + (1 - self.b2) * m**2


class NoSquare(Adam):
    def moments(self, m, v, g):
        return self.b1 * m + (1 - self.b1) * g, self.b2 * v + (1 - self.b2) * abs(g)


class NoRoot(Adam):
    rate = 0.001

    def direction(self, n, mh, vh, g):
        return mh / (vh + 1e-2)


class FirstFromSecond(Adam):
    def moments(self, m, v, g):
        return self.b1 * v + (1 - self.b1) * g, self.b2 * v + (1 - self.b2) * g**2


class DecaySign(L2):
    decay = -0.05


class DecayOfAnother(L2):
    """b1 decays by b0's numbers: for shapes that allow it."""

    def update(self, p, g):
        old = dict(p)
        for n in p:
            pull = {"W": old[n], "b": old["b1"]}[n[0]]
            p[n] = p[n] - 0.1 * (g[n] + 0.05 * pull)


class DecayBySquares(L2):
    def update(self, p, g):
        for n in p:
            p[n] = p[n] - 0.1 * (g[n] + (0.05 * p[n] ** 2 if n[0] == "W" else 0))


class DecayBySize(L2):
    def update(self, p, g):
        for n in p:
            p[n] = p[n] - 0.1 * (g[n] + (0.05 * abs(p[n]) if n[0] == "W" else 0))


class DecayByPenalty(L2):
    def update(self, p, g):
        for n in p:
            p[n] = p[n] - 0.1 * (g[n] + (0.05 * np.sum(p[n] ** 2) if n[0] == "W" else 0))


class AdamWSign(Adam):
    def shrink(self, p):
        return p + self.rate * 0.01 * p


# What is no rule at all.


class Squashed(SGD):
    def update(self, p, g):
        super().update(p, {n: np.tanh(g[n]) for n in g})


class Shuffled(SGD):
    def update(self, p, g):
        super().update(p, {n: g[n].ravel()[::-1].reshape(g[n].shape) for n in g})


class Noisy(SGD):
    def update(self, p, g):
        self.noise = getattr(self, "noise", None) or np.random.default_rng(5)
        super().update(p, {n: g[n] * (1 + 1e-6 * self.noise.normal(size=g[n].shape)) for n in g})


def quadratic(rng, shapes):
    """∂/∂θ ½ |A (θ − t)|², parameter by parameter, and a little of what couples them."""
    a = {n: rng.normal(size=(size(s), size(s))) / np.sqrt(size(s)) for n, s in shapes.items()}
    t = {n: rng.normal(size=s) for n, s in shapes.items()}

    def gradient(p):
        level = np.tanh(sum(np.sum(x) for x in p.values()) / 10)
        return {n: (a[n].T @ a[n] @ (p[n] - t[n]).ravel()).reshape(shapes[n]) + 0.1 * level for n in p}

    return gradient


def logistic(rng, shapes):
    """Sums of logistic losses, one for each parameter."""
    x = {n: rng.normal(size=(9, size(s))) for n, s in shapes.items()}
    y = {n: rng.integers(0, 2, 9) for n in shapes}

    def gradient(p):
        return {n: (x[n].T @ (1 / (1 + np.exp(-x[n] @ p[n].ravel())) - y[n])).reshape(shapes[n]) / 3 for n in p}

    return gradient


def size(shape):
    return int(np.prod(shape))


def runs(script, shapes=SHAPES, points=3, steps=6, problem=quadratic, unit=1.0, noise=1e-15, seed=0, start=0.5):
    """A Run for each point; gradients are reported in another unit than the script's, and rounded otherwise."""
    rng = np.random.default_rng(seed)
    return [one_run(script(), rng, shapes, steps, problem(rng, shapes), unit, noise, start) for _ in range(points)]


def one_run(optimiser, rng, shapes, steps, gradient, unit, noise, start):
    p = {n: start * rng.normal(size=s) for n, s in shapes.items()}
    run = Run([], [], [])
    for _ in range(steps):
        g, before = gradient(p), dict(p)
        run.parameters.append(before)
        run.gradients.append({n: unit * x for n, x in g.items()})
        optimiser.update(p, {n: x * (1 + noise * rng.normal(size=x.shape)) for n, x in g.items()})
        p = {n: np.array(x) for n, x in p.items()}
        run.changes.append({n: p[n] - before[n] for n in p})
    return run
