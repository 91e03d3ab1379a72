import numpy as np


def sig(z):
    return 1.0 / (1.0 + np.exp(-z))


class Dense:
    def __init__(self, n_in, n_out, rng, act=True):
        self.W = rng.standard_normal((n_in, n_out)) / np.sqrt(n_in)
        self.b = np.zeros((1, n_out))
        self.act = act

    def __call__(self, x):
        self.x = x
        self.z = x @ self.W + self.b
        return self.z * sig(self.z) if self.act else self.z

    def back(self, g):
        if self.act:
            s = sig(self.z)
            g = g * (s + self.z * s * (1 - s))
        self.grads = [self.x.T @ g, g.sum(axis=0, keepdims=True)]
        return g @ self.W.T


class Adam:
    def __init__(self, layers, lr=0.01, b1=0.9, b2=0.999, eps=1e-8):
        self.layers, self.lr, self.b1, self.b2, self.eps = layers, lr, b1, b2, eps
        self.m = [[np.zeros_like(l.W), np.zeros_like(l.b)] for l in layers]
        self.v = [[np.zeros_like(l.W), np.zeros_like(l.b)] for l in layers]
        self.t = 0

    def step(self):
        self.t += 1
        rate = self.lr * np.sqrt(1 - self.b2 ** self.t) / (1 - self.b1 ** self.t)
        for l, m, v in zip(self.layers, self.m, self.v):
            for i, par in enumerate((l.W, l.b)):
                m[i] = self.b1 * m[i] + (1 - self.b1) * l.grads[i]
                v[i] = self.b2 * v[i] + (1 - self.b2) * l.grads[i] ** 2
                par -= rate * m[i] / (np.sqrt(v[i]) + self.eps)


rng = np.random.default_rng(99)
X = rng.uniform(-2, 2, (48, 2))
Y = np.sin(X[:, :1]) * X[:, 1:]
layers = [Dense(2, 10, rng), Dense(10, 10, rng), Dense(10, 1, rng, act=False)]
opt = Adam(layers)


def forward(x):
    for l in layers:
        x = l(x)
    return x


for it in range(300):
    out = forward(X)
    loss = ((out - Y) ** 2).mean()
    g = 2 * (out - Y) / len(X)
    for l in reversed(layers):
        g = l.back(g)
    opt.step()
    if it % 60 == 0:
        print(it, loss)
