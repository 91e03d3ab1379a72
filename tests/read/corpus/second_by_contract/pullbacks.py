"""Fit the double well V(x) = x^4 - 2 x^2 by a tanh ansatz; reverse mode by closures."""
import numpy as np

rng = np.random.default_rng(5)


def affine(A, c):
    def fwd(x):
        def pull(g):
            return g @ A.T, (x.T @ g, g.sum(0))
        return x @ A + c, pull
    return fwd


def tanh_(x):
    y = np.tanh(x)
    return y, lambda g: (g * (1 - y ** 2), None)


def chi2(y, data):
    r = y - data
    return 0.5 * float((r * r).sum()), lambda: r


def value_and_grad(theta, x, data):
    (A, c), (B, d) = theta
    tape = []
    h = x
    for op in (affine(A, c), tanh_, affine(B, d)):
        h, pull = op(h)
        tape.append(pull)
    E, dE = chi2(h, data)
    g, out = dE(), []
    for pull in reversed(tape):
        g, dtheta = pull(g)
        if dtheta is not None:
            out.insert(0, dtheta)
    return E, out


x = np.linspace(-1.5, 1.5, 41).reshape(-1, 1)
V = x ** 4 - 2 * x ** 2
theta = [(rng.normal(size=(1, 12)), rng.normal(size=12)),
         (0.3 * rng.normal(size=(12, 1)), np.zeros(1))]
step = 2e-3
for sweep in range(800):
    E, grad = value_and_grad(theta, x, V)
    theta = [(W - step * dW, b - step * db) for (W, b), (dW, db) in zip(theta, grad)]
    if sweep % 200 == 0:
        print(f"{sweep:5d}  chi2/2 = {E:.6f}")
