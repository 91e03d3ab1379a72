from __future__ import annotations

import numpy as np

Params = dict[str, np.ndarray]


def elu(z: np.ndarray) -> np.ndarray:
    return np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)


def elu_slope(z: np.ndarray) -> np.ndarray:
    return np.where(z > 0, 1.0, np.exp(np.minimum(z, 0)))


def init(rng: np.random.Generator, sizes: list[int]) -> Params:
    params: Params = {}
    for k, (i, o) in enumerate(zip(sizes, sizes[1:]), start=1):
        params[f"W{k}"] = rng.normal(0, np.sqrt(1 / i), (i, o))
        params[f"b{k}"] = np.zeros(o)
    return params


def loss_and_grads(params: Params, x: np.ndarray, y: np.ndarray) -> tuple[float, Params]:
    z1 = x @ params["W1"] + params["b1"]
    h1 = elu(z1)
    z2 = h1 @ params["W2"] + params["b2"]
    h2 = elu(z2)
    out = h2 @ params["W3"] + params["b3"]
    diff = out - y
    loss = 0.5 * np.mean(np.sum(diff**2, axis=1))

    g: Params = {}
    d3 = diff / len(x)
    g["W3"], g["b3"] = h2.T @ d3, d3.sum(0)
    d2 = d3 @ params["W3"].T * elu_slope(z2)
    g["W2"], g["b2"] = h1.T @ d2, d2.sum(0)
    d1 = d2 @ params["W2"].T * elu_slope(z1)
    g["W1"], g["b1"] = x.T @ d1, d1.sum(0)
    return float(loss), g


class Adam:
    def __init__(self, params: Params, lr: float = 1e-2, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.m = {k: np.zeros_like(v) for k, v in params.items()}
        self.v = {k: np.zeros_like(v) for k, v in params.items()}
        self.t = 0

    def step(self, params: Params, grads: Params) -> None:
        self.t += 1
        for k in params:
            self.m[k] = self.beta1 * self.m[k] + (1 - self.beta1) * grads[k]
            self.v[k] = self.beta2 * self.v[k] + (1 - self.beta2) * grads[k] ** 2
            m_hat = self.m[k] / (1 - self.beta1**self.t)
            v_hat = self.v[k] / (1 - self.beta2**self.t)
            params[k] -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


def main() -> None:
    rng = np.random.default_rng(99)
    x = rng.normal(size=(64, 3))
    y = np.stack([x[:, 0] * x[:, 1], np.sin(x[:, 2])], axis=1)
    params = init(rng, [3, 8, 6, 2])
    optimiser = Adam(params)
    for epoch in range(60):
        order = rng.permutation(len(x))
        total = 0.0
        for batch in np.array_split(order, 4):
            loss, grads = loss_and_grads(params, x[batch], y[batch])
            optimiser.step(params, grads)
            total += loss * len(batch)
        if epoch % 20 == 0:
            print(f"{epoch:3d} {total / len(x):.5f}")


if __name__ == "__main__":
    main()
