import numpy as np


class DropNet:
    def __init__(self, n_in, n_hid, n_cls, p_drop=0.4, seed=21):
        self.rs = np.random.RandomState(seed)
        self.w1 = self.rs.randn(n_in, n_hid) / np.sqrt(n_in)
        self.b1 = np.zeros(n_hid)
        self.w2 = self.rs.randn(n_hid, n_cls) / np.sqrt(n_hid)
        self.b2 = np.zeros(n_cls)
        self.p_drop = p_drop

    def _forward(self, x, train):
        self.h = np.tanh(x @ self.w1 + self.b1)
        if train:
            self.kept = self.rs.uniform(size=self.h.shape) > self.p_drop
            self.hd = self.h * self.kept / (1 - self.p_drop)
        else:
            self.hd = self.h
        logits = self.hd @ self.w2 + self.b2
        e = np.exp(logits - logits.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def loss(self, x, c, train=False):
        p = self._forward(x, train)
        return -np.log(p[np.arange(len(c)), c]).mean()

    def train(self, x, c, lr):
        p = self._forward(x, True)
        g = p.copy()
        g[np.arange(len(c)), c] -= 1
        g /= len(c)
        gh = (g @ self.w2.T) * self.kept
        gz = gh * (1 - self.h ** 2)
        self.w2 -= lr * (self.hd.T @ g)
        self.b2 -= lr * g.sum(axis=0)
        self.w1 -= lr * (x.T @ gz)
        self.b1 -= lr * gz.sum(axis=0)


rs = np.random.RandomState(0)
c = rs.randint(0, 3, 90)
x = rs.randn(90, 6) + 1.5 * np.eye(3, 6)[c]
net = DropNet(6, 12, 3)
lr = 0.5
for epoch in range(120):
    net.train(x, c, lr)
    lr *= 0.99
    if epoch % 30 == 0:
        print(epoch, net.loss(x, c))
