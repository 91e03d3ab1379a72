import numpy as np

np.random.seed(55)
n_visible, n_hidden = 9, 4
strokes = np.array([[1, 0, 0, 1, 0, 0, 1, 0, 0], [0, 1, 0, 0, 1, 0, 0, 1, 0],
                    [1, 1, 1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 1, 1, 1]], float)
mix = np.random.rand(30, 4) > 0.5
images = np.clip(mix @ strokes, 0, 1)


class TiedAE:
    def __init__(self):
        self.W = np.random.uniform(-.5, .5, (n_visible, n_hidden))
        self.hbias = np.zeros(n_hidden)
        self.vbias = np.zeros(n_visible)

    def encode(self, v):
        return 1. / (1. + np.exp(-(v @ self.W + self.hbias)))

    def decode(self, h):
        return 1. / (1. + np.exp(-(h @ self.W.T + self.vbias)))

    def cost(self, v):
        z = self.decode(self.encode(v))
        return -np.sum(v * np.log(z) + (1 - v) * np.log(1 - z)) / v.shape[0]

    def update(self, v, lr):
        h = self.encode(v)
        z = self.decode(h)
        L_h2 = v - z
        L_h1 = (L_h2 @ self.W) * h * (1 - h)
        L_W = v.T @ L_h1 + L_h2.T @ h
        self.W += lr * L_W / v.shape[0]
        self.hbias += lr * np.mean(L_h1, axis=0)
        self.vbias += lr * np.mean(L_h2, axis=0)


ae = TiedAE()
for epoch in range(200):
    ae.update(images, lr=0.5)
    if epoch % 50 == 0:
        print('epoch %d, cost %.4f' % (epoch, ae.cost(images)))
