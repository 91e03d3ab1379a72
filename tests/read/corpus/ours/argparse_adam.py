import argparse

import numpy as np


class Adam:
    def __init__(self, params, rate, beta1=0.9, beta2=0.999, eps=1e-8):
        self.rate, self.beta1, self.beta2, self.eps = rate, beta1, beta2, eps
        self.t = 0
        self.m = {name: np.zeros_like(value) for name, value in params.items()}
        self.v = {name: np.zeros_like(value) for name, value in params.items()}

    def step(self, params, grads):
        self.t += 1
        for name in params:
            g = grads[name]
            self.m[name] = self.beta1 * self.m[name] + (1 - self.beta1) * g
            self.v[name] = self.beta2 * self.v[name] + (1 - self.beta2) * g ** 2
            m_hat = self.m[name] / (1 - self.beta1 ** self.t)
            v_hat = self.v[name] / (1 - self.beta2 ** self.t)
            params[name] -= self.rate * m_hat / (np.sqrt(v_hat) + self.eps)


def forward(params, x):
    z1 = x @ params["w1"] + params["b1"]
    a1 = np.tanh(z1)
    out = a1 @ params["w2"] + params["b2"]
    return z1, a1, out


def loss_of(out, y):
    return 0.5 * np.mean((out - y) ** 2)


def backward(params, x, y, a1, out):
    delta2 = (out - y) / y.size
    delta1 = (delta2 @ params["w2"].T) * (1 - a1 ** 2)
    return {
        "w1": x.T @ delta1,
        "b1": delta1.sum(axis=0),
        "w2": a1.T @ delta2,
        "b2": delta2.sum(axis=0),
    }


def main():
    parser = argparse.ArgumentParser(description="fit a wavy surface")
    parser.add_argument("--hidden", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--rate", type=float, default=0.02)
    parser.add_argument("--every", type=int, default=5)
    options = parser.parse_args()
    rng = np.random.default_rng(0)
    x = rng.uniform(-2, 2, (20, 2))
    y = np.sin(x[:, :1]) + 0.3 * x[:, 1:]
    params = {
        "w1": rng.normal(0, 0.5, (2, options.hidden)),
        "b1": np.zeros(options.hidden),
        "w2": rng.normal(0, 0.5, (options.hidden, 1)),
        "b2": np.zeros(1),
    }
    adam = Adam(params, options.rate)
    for epoch in range(options.epochs):
        _, a1, out = forward(params, x)
        grads = backward(params, x, y, a1, out)
        adam.step(params, grads)
        if epoch % options.every == 0:
            print(epoch, loss_of(out, y))


if __name__ == "__main__":
    main()
