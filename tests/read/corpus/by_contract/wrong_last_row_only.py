import numpy as np

class Net:
    def __init__(self):
        r = np.random.RandomState(77)
        self.v = r.uniform(-1, 1, (4, 3))
        self.v0 = r.uniform(-1, 1, 4)
        self.w = r.uniform(-1, 1, (2, 4))
        self.w0 = r.uniform(-1, 1, 2)

    def f(self, s):
        return 1 / (1 + np.exp(-s))

    def forward(self, x):
        self.x = x
        self.h = self.f(self.v @ x + self.v0)
        self.o = self.f(self.w @ self.h + self.w0)
        return self.o

    def backward(self, t):
        self.do = (self.o - t) * self.o * (1 - self.o)
        self.dh = self.w.T @ self.do * self.h * (1 - self.h)

    def update(self, eta):
        self.w -= eta * np.outer(self.do, self.h)
        self.w0 -= eta * self.do
        self.v -= eta * np.outer(self.dh, self.x)
        self.v0 -= eta * self.dh

rng = np.random.RandomState(1)
X = rng.rand(16, 3)
T = np.c_[X[:, 0] > X[:, 1], X[:, 2] > 0.5].astype(float)
net = Net()
for epoch in range(100):
    sse = 0
    for k in range(0, 16, 4):
        for x, t in zip(X[k:k+4], T[k:k+4]):
            o = net.forward(x)
            sse += np.sum((o - t) ** 2)
            net.backward(t)
        net.update(0.5)
    if epoch % 25 == 0:
        print('epoch', epoch, 'sse', sse)
