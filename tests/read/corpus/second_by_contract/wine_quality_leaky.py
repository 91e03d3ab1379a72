import numpy as np


def minibatch(X, Y, k, rng):
    """yield shuffled slices for ever"""
    while True:
        p = rng.permutation(X.shape[0])
        for i in range(0, len(p) - k + 1, k):
            yield X[p[i:i + k]], Y[p[i:i + k]]


def lrelu(z):
    return np.where(z >= 0, z, 0.05 * z)


def lrelu_grad(z):
    return np.where(z >= 0, 1.0, 0.05)


class Regressor:
    def __init__(self, rng, nx=5, nh=9, ny=2):
        self.Wh = rng.normal(0, np.sqrt(2 / nx), (nx, nh))
        self.bh = rng.normal(0, 0.1, nh)
        self.Wy = rng.normal(0, np.sqrt(1 / nh), (nh, ny))
        self.by = np.zeros(ny)

    def predict(self, X):
        return lrelu(X @ self.Wh + self.bh) @ self.Wy + self.by

    def loss(self, X, Y):
        return np.sum((self.predict(X) - Y) ** 2) / (2 * len(X))

    def grads(self, X, Y):
        Z = X @ self.Wh + self.bh
        H = lrelu(Z)
        dY = (H @ self.Wy + self.by - Y) / len(X)
        dZ = dY @ self.Wy.T * lrelu_grad(Z)
        return dict(Wy=H.T @ dY,
                    by=np.sum(dY, axis=0),
                    Wh=X.T @ dZ,
                    bh=np.sum(dZ))

    def apply(self, g, lr):
        for name, value in g.items():
            setattr(self, name, getattr(self, name) - lr * value)


rng = np.random.default_rng(1855)
chem = rng.normal(size=(64, 5))
score = np.c_[chem[:, 0] - np.abs(chem[:, 1]), np.maximum(chem[:, 2], chem[:, 3])]
model = Regressor(rng)
feed = minibatch(chem, score, 16, rng)
for step in range(300):
    xb, yb = next(feed)
    model.apply(model.grads(xb, yb), 0.03)
    if step % 60 == 0:
        print(step, round(model.loss(chem, score), 5))
