from dataclasses import dataclass

import numpy as np


@dataclass
class Params:
    W1: np.ndarray
    b1: np.ndarray
    W2: np.ndarray
    b2: np.ndarray
    W3: np.ndarray
    b3: np.ndarray


rng = np.random.default_rng(2024)
p = Params(
    W1=rng.normal(0, 0.8, (2, 4)), b1=np.zeros(4),
    W2=rng.normal(0, 0.5, (4, 4)), b2=np.zeros(4),
    W3=rng.normal(0, 0.5, (4, 1)), b3=np.zeros(1),
)
X = rng.uniform(-1, 1, (32, 2))
y = np.sin(2 * X[:, :1]) * X[:, 1:]

for epoch in range(200):
    # forward
    a1 = np.tanh(X @ p.W1 + p.b1)
    a2 = np.tanh(a1 @ p.W2 + p.b2)
    r = a1 + a2                      # the shortcut!
    out = r @ p.W3 + p.b3
    loss = ((out - y) ** 2).mean() / 2

    # backward
    d_out = (out - y) / len(X)
    d_r = d_out @ p.W3.T
    d_z2 = d_r * (1 - a2**2)
    d_a1 = d_z2 @ p.W2.T
    d_z1 = d_a1 * (1 - a1**2)

    lr = 0.2
    p.W3 -= lr * (r.T @ d_out)
    p.b3 -= lr * d_out.sum(axis=0)
    p.W2 -= lr * (a1.T @ d_z2)
    p.b2 -= lr * d_z2.sum(axis=0)
    p.W1 -= lr * (X.T @ d_z1)
    p.b1 -= lr * d_z1.sum(axis=0)

    if epoch % 50 == 0:
        print(f"{epoch:4d}  {loss:.5f}")
