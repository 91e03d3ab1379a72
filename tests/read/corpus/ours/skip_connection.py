import numpy as np

rng = np.random.default_rng(61)
X = rng.normal(size=(14, 3))
T = np.tanh(X[:, :1]) + 0.5 * X[:, 1:2] * X[:, 2:]
W_a = rng.normal(0, 0.5, (3, 4))
W_b = rng.normal(0, 0.5, (4, 4))
W_c = rng.normal(0, 0.5, (4, 1))
bias = np.zeros(1)
for k in range(15):
    first = np.tanh(X @ W_a)
    second = np.tanh(first @ W_b)
    joined = first + second
    out = joined @ W_c + bias
    gap = out - T
    loss = np.sum(gap ** 2) / (2 * len(X))
    d_out = gap / len(X)
    d_joined = d_out @ W_c.T
    d_z2 = d_joined * (1 - second ** 2)
    d_first = d_joined + d_z2 @ W_b.T
    d_z1 = d_first * (1 - first ** 2)
    W_c = W_c - 0.2 * (joined.T @ d_out)
    bias = bias - 0.2 * d_out.sum(axis=0)
    W_b = W_b - 0.2 * (first.T @ d_z2)
    W_a = W_a - 0.2 * (X.T @ d_z1)
    print(k, loss)
