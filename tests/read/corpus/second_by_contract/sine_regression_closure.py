import math
import numpy as np


def dtanh(z):
    return 1.0 - np.tanh(z) ** 2


def make_net(hidden, seed):
    r = np.random.default_rng(seed)
    W = {"ih": r.normal(0, 1.0, (hidden, 1)), "ho": r.normal(0, 0.5, (1, hidden))}
    B = {"h": r.normal(0, 0.5, (hidden, 1)), "o": np.zeros((1, 1))}

    def predict(x):
        return W["ho"] @ np.tanh(W["ih"] @ x + B["h"]) + B["o"]

    def train_step(x, y, lr):
        z = W["ih"] @ x + B["h"]
        h = np.tanh(z)
        out = W["ho"] @ h + B["o"]
        N = x.shape[1]

        d_out = 2.0 / N * (out - y)
        d_h = W["ho"].T @ d_out
        d_z = d_h * dtanh(h)

        W["ho"] -= lr * d_out @ h.T
        B["o"] -= lr * d_out.sum(axis=1, keepdims=True)
        W["ih"] -= lr * d_z @ x.T
        B["h"] -= lr * d_z.sum(axis=1, keepdims=True)
        return float(((out - y) ** 2).mean())

    return predict, train_step, W, B


xs = np.linspace(-math.pi, math.pi, 40)[None, :]
ys = np.sin(xs)
predict, train_step, W, B = make_net(10, 8)
losses = [train_step(xs, ys, 0.05) for _ in range(500)]
print("first %.4f   last %.4f" % (losses[0], losses[-1]))
for x in (-1.5, 0.0, 1.5):
    print(x, math.sin(x), predict(np.array([[x]])).item())
