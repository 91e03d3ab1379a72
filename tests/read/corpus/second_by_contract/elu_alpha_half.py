import numpy as np

rng = np.random.default_rng(15)


class ELU:
    alpha = 0.5

    @classmethod
    def f(cls, z):
        return np.where(z > 0, z, cls.alpha * (np.exp(np.minimum(z, 0)) - 1))

    @classmethod
    def df(cls, a):
        """slope written with the activation itself"""
        return np.where(a > 0, 1.0, a + 1.0)


dims = (4, 9, 5, 1)
weights = [rng.normal(0, 1 / np.sqrt(m), (m, n)) for m, n in zip(dims, dims[1:])]
biases = [np.zeros(n) for n in dims[1:]]
mom_w = [np.zeros_like(w) for w in weights]
mom_b = [np.zeros_like(b) for b in biases]


def forward(x):
    cache = [x]
    for i, (w, b) in enumerate(zip(weights, biases)):
        s = cache[-1] @ w + b
        cache.append(ELU.f(s) if i + 1 < len(weights) else s)
    return cache


def mse(x, t):
    return 0.5 * np.mean((forward(x)[-1] - t) ** 2)


def step(x, t, lr=0.03, beta=0.8):
    cache = forward(x)
    g = (cache[-1] - t) / len(x)
    for i in range(len(weights))[::-1]:
        dw, db = cache[i].T @ g, g.sum(0)
        if i:
            g = (g @ weights[i].T) * ELU.df(cache[i])
        mom_w[i] = beta * mom_w[i] + dw
        mom_b[i] = beta * mom_b[i] + db
        weights[i] -= lr * mom_w[i]
        biases[i] -= lr * mom_b[i]


inputs = rng.uniform(-1, 1, (60, 4))
targets = (inputs[:, :1] * inputs[:, 1:2] + inputs[:, 2:3] - inputs[:, 3:] ** 2)
for epoch in range(60):
    shuffled = rng.permutation(60)
    for k in range(0, 60, 12):
        step(inputs[shuffled[k:k + 12]], targets[shuffled[k:k + 12]])
    if epoch % 15 == 0:
        print(f"epoch {epoch}: {mse(inputs, targets):.5f}")
