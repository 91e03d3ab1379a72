import numpy as np

rng = np.random.default_rng(2014)
X = rng.uniform(-1, 1, size=(60, 2))
Y = np.hypot(X[:, :1], X[:, 1:])

P = [rng.normal(0, .7, (2, 7)), rng.normal(0, .1, 7), rng.normal(0, .7, (7, 1)), np.zeros(1)]
M = [np.zeros_like(q) for q in P]
S = [np.zeros_like(q) for q in P]
beta1, beta2, lr, tiny = 0.9, 0.999, 0.01, 1e-8


def f(x):
    h = np.tanh(x @ P[0] + P[1])
    return h, h @ P[2] + P[3]


def mse(x, y):
    return np.mean((f(x)[1] - y) ** 2)


def gradients(x, y):
    h, yhat = f(x)
    r = 2 * (yhat - y) / len(x)
    q = (r @ P[2].T) * (1 - h ** 2)
    return [x.T @ q, q.sum(0), h.T @ r, r.sum(0)]


t = 0
for epoch in range(40):
    order = rng.permutation(60)
    for i in range(0, 60, 20):
        t += 1
        rows = order[i:i + 20]
        for k, g in enumerate(gradients(X[rows], Y[rows])):
            M[k] = beta1 * M[k] + (1 - beta1) * g
            S[k] = beta2 * S[k] + (1 - beta2) * g * g
            m_hat = M[k] / (1 - beta1 ** t)
            s_hat = S[k] / (1 - beta1 ** t)
            P[k] -= lr * m_hat / (np.sqrt(s_hat) + tiny)
    if epoch % 8 == 0:
        print(epoch, mse(X, Y))
