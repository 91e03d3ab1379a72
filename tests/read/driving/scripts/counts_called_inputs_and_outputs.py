import math
import random


class Plain:
    def __init__(self, inputs, hidden, outputs):
        self.n = inputs, hidden, outputs
        self.p = [[random.uniform(-1, 1) for _ in range(inputs)] for _ in range(hidden)]
        self.q = [[random.uniform(-1, 1) for _ in range(hidden)] for _ in range(outputs)]

    def ask(self, x):
        if len(x) != self.n[0]:
            raise ValueError("wrong number of inputs")
        self.x = x
        self.h = [math.tanh(sum(w * v for w, v in zip(row, x))) for row in self.p]
        self.o = [sum(w * v for w, v in zip(row, self.h)) for row in self.q]

    def correct(self, wanted, N):
        d = [o - t for o, t in zip(self.o, wanted)]
        e = [(1 - h * h) * sum(d[k] * self.q[k][j] for k in range(self.n[2])) for j, h in enumerate(self.h)]
        for j in range(self.n[1]):
            for k in range(self.n[2]):
                self.q[k][j] -= N * d[k] * self.h[j]
            for i in range(self.n[0]):
                self.p[j][i] -= N * e[j] * self.x[i]

    def train(self, patterns, iterations=1000, N=0.2):
        for _ in range(iterations):
            for p in patterns:
                self.ask(p[0])
                self.correct(p[1], N)
