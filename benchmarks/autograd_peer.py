"""cp.grad, tracing at every call, against HIPS autograd on the same functions."""

from collections.abc import Callable
from typing import Any

import autograd
import autograd.numpy as anp
import numpy as np

import clearprop as cp
from benchmarks.networks import mnist_sized
from benchmarks.timing import alternating, line


def rosenbrock(np: Any) -> Callable[[Any], Any]:
    return lambda x: np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def logistic(np: Any) -> Callable[[Any], Any]:
    rng = anp.random.default_rng(0) if hasattr(anp.random, "default_rng") else None
    features = rng.normal(size=(500, 20)) if rng is not None else anp.ones((500, 20))
    labels = (features[:, 0] > 0) * 1.0

    def loss(w):
        p = 1 / (1 + np.exp(-(features @ w)))
        return -np.mean(labels * np.log(p + 1e-9) + (1 - labels) * np.log(1 - p + 1e-9))

    return loss


def looping(np: Any) -> Callable[[Any], Any]:
    def recurrence(W):
        h = np.ones(W.shape[0])
        for _ in range(50):
            h = np.tanh(W @ h)
        return np.sum(h**2)

    return recurrence


def network(np: Any) -> Callable[[Any], Any]:
    arrays = mnist_sized()

    def loss(parameters):
        W1, b1, W2, b2, W3, b3 = parameters
        a1 = np.maximum(arrays["x"] @ W1 + b1, 0)
        a2 = np.maximum(a1 @ W2 + b2, 0)
        z3 = a2 @ W3 + b3
        shifted = z3 - np.max(z3, axis=1, keepdims=True)
        log_p = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
        return -np.sum(arrays["y"] * log_p) / 128

    return loss


def cases() -> list[tuple[str, Callable[[Any], Callable[[Any], Any]], Any]]:
    rng = np.random.default_rng(1)
    arrays = mnist_sized()
    parameters = [arrays[name] for name in ("W1", "b1", "W2", "b2", "W3", "b3")]
    return [
        ("Rosenbrock of 1,000 numbers", rosenbrock, rng.normal(size=1000)),
        ("logistic regression, 500 x 20", logistic, rng.normal(size=20)),
        ("a recurrence of 50 steps", looping, rng.normal(size=(30, 30)) / 6),
        ("784-512-256-10 at batch 128", network, parameters),
    ]


def main() -> None:
    for name, made, at in cases():
        ours, theirs = cp.grad(made(np)), autograd.grad(made(anp))
        for mine, other in zip(np.atleast_1d(*ours(at)) if isinstance(at, list) else [ours(at)],
                               theirs(at) if isinstance(at, list) else [theirs(at)], strict=True):  # fmt: skip
            np.testing.assert_allclose(mine, other, rtol=1e-6, atol=1e-8)
        times = alternating(
            {"ours": lambda ours=ours, at=at: ours(at), "autograd": lambda theirs=theirs, at=at: theirs(at)}
        )
        line(name, times["ours"], times["autograd"], "autograd")


if __name__ == "__main__":
    main()
