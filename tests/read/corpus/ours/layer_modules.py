import numpy as np


class Linear:
    def __init__(self, n_in, n_out, rng):
        self.W = rng.normal(0, 1 / np.sqrt(n_in), (n_in, n_out))
        self.b = np.zeros(n_out)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, g):
        self.dW = self.x.T @ g
        self.db = g.sum(axis=0)
        return g @ self.W.T


class Tanh:
    def forward(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self, g):
        return g * (1 - self.y ** 2)


class Sigmoid:
    def forward(self, x):
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, g):
        return g * self.y * (1 - self.y)


class CrossEntropy:
    def forward(self, p, t):
        self.p, self.t = p, t
        return np.mean(-t * np.log(p) - (1 - t) * np.log(1 - p))

    def backward(self):
        return ((1 - self.t) / (1 - self.p) - self.t / self.p) / len(self.t)


class Descent:
    def __init__(self, modules, rate):
        self.modules = [m for m in modules if isinstance(m, Linear)]
        self.rate = rate

    def step(self):
        for m in self.modules:
            m.W -= self.rate * m.dW
            m.b -= self.rate * m.db


rng = np.random.default_rng(90)
inputs = rng.normal(size=(20, 2))
truth = (np.hypot(inputs[:, :1], inputs[:, 1:]) > 1).astype(float)
net = [Linear(2, 4, rng), Tanh(), Linear(4, 4, rng), Tanh(), Linear(4, 1, rng), Sigmoid()]
criterion = CrossEntropy()
descent = Descent(net, 0.8)
values = []
for _ in range(20):
    flow = inputs
    for module in net:
        flow = module.forward(flow)
    value = criterion.forward(flow, truth)
    back = criterion.backward()
    for module in reversed(net):
        back = module.backward(back)
    descent.step()
    values.append(value)
print(values[0], values[-1])
