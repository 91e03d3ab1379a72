# iris-like toy, ported from my R script
import numpy as np

np.random.seed(1001)
n = 30
cls = np.arange(n) % 3
x = np.column_stack((np.random.randn(n) + cls, np.random.randn(n) - cls))
y = (cls[:, None] == np.arange(3)).astype(float)

w1 = np.random.randn(2, 3); b1 = np.random.randn(3)
w2 = np.random.randn(3, 3); b2 = np.random.randn(3)

sig = lambda v: 1/(1 + np.exp(-v))

for it in range(300):
    h = sig(x @ w1 + b1)
    o = sig(h @ w2 + b2)
    mse = np.mean((o - y)**2)

    delta2 = (o - y) * o * (1 - o) / n
    delta1 = delta2 @ w2 * h * (1 - h)
    w2 -= 2 * h.T @ delta2
    b2 -= 2 * delta2.sum(0)
    w1 -= 2 * x.T @ delta1
    b1 -= 2 * delta1.sum(0)
    if it % 60 == 0:
        print(it, mse, (o.argmax(1) == cls).mean())
