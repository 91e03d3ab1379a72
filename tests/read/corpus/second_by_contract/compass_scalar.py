import random
from math import tanh, sin, cos


class Net3:
    """in -> tanh -> linear, everything with plain loops"""

    def __init__(self, a, b, c):
        self.a, self.b, self.c = a, b, c
        self.v = [[random.uniform(-1, 1) for _ in range(a)] for _ in range(b)]
        self.vb = [random.uniform(-.5, .5) for _ in range(b)]
        self.u = [[random.uniform(-1, 1) for _ in range(b)] for _ in range(c)]
        self.ub = [0.0 for _ in range(c)]

    def output(self, x):
        self.h = []
        for j in range(self.b):
            self.h.append(tanh(self.vb[j] + sum(self.v[j][i] * x[i] for i in range(self.a))))
        return [self.ub[k] + sum(self.u[k][j] * self.h[j] for j in range(self.b))
                for k in range(self.c)]

    def error(self, x, t):
        return sum((o - s) ** 2 for o, s in zip(self.output(x), t)) / 2.0

    def train_one(self, x, t, rate):
        o = self.output(x)
        diff = [o[k] - t[k] for k in range(self.c)]
        back = []
        for j in range(self.b):
            s = 0.0
            for k in range(1, self.c):
                s += diff[k] * self.u[k][j]
            back.append(s * (1.0 - self.h[j] * self.h[j]))
        for k in range(self.c):
            for j in range(self.b):
                self.u[k][j] -= rate * diff[k] * self.h[j]
            self.ub[k] -= rate * diff[k]
        for j in range(self.b):
            for i in range(self.a):
                self.v[j][i] -= rate * back[j] * x[i]
            self.vb[j] -= rate * back[j]


random.seed(360)
dataset = []
for _ in range(20):
    angle, force = random.uniform(-1.5, 1.5), random.uniform(0, 1)
    dataset.append(([angle, force], [force * cos(angle), force * sin(angle), angle * force]))
net = Net3(2, 5, 3)
for epoch in range(120):
    random.shuffle(dataset)
    for x, t in dataset:
        net.train_one(x, t, 0.05)
    if epoch % 30 == 0:
        print(epoch, sum(net.error(x, t) for x, t in dataset))
