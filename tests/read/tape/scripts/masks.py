import numpy as np
rng = np.random.RandomState(2)
W = rng.randn(3, 4)  # start
x = rng.randn(5, 3)
for i in range(5):
    h = x @ W
    h[h < 0] = 0
    mask = h > 0
    d = h - 1.0
    d[~mask] = 0.0
    d[mask] *= 0.5
    g = x.T.dot(d)
    g[np.abs(g) > 2] = np.sign(g[np.abs(g) > 2]) * 2
    W -= 0.05 * g
    W[W > 3] = 3.0
    print(np.maximum(h, 0).sum(), np.where(h > 0, h, 0.1 * h).mean())
