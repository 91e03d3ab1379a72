import numpy as np

ACTIVATIONS = {
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2),
    "identity": (lambda z: z, lambda z: np.ones_like(z)),
}


class Stack:
    def __init__(self, sizes, names, rate, seed):
        self.random = np.random.RandomState(seed)
        self.W = [self.random.uniform(-0.8, 0.8, pair) for pair in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, n)) for n in sizes[1:]]
        self.functions = [ACTIVATIONS[name] for name in names]
        self.rate = rate
        self.rounds = 0

    def up(self, x):
        zs, outs = [], [x]
        for W, b, (f, _) in zip(self.W, self.b, self.functions):
            zs.append(outs[-1].dot(W) + b)
            outs.append(f(zs[-1]))
        return zs, outs

    def learn(self, x, t):
        zs, outs = self.up(x)
        grad = outs[-1] - t
        for i in reversed(range(len(self.W))):
            delta = grad * self.functions[i][1](zs[i])
            grad = delta.dot(self.W[i].T)
            self.W[i] -= self.rate * outs[i].T.dot(delta)
            self.b[i] -= self.rate * delta

    def train(self, X, T, rounds):
        for _ in range(rounds):
            row = self.random.randint(len(X))
            x, t = X[row:row + 1], T[row:row + 1]
            self.learn(x, t)
            self.rounds += 1

    def loss(self, X, T):
        return 0.5 * np.sum((self.up(X)[1][-1] - T) ** 2)


draw = np.random.RandomState(1)
X = draw.uniform(-1, 1, (12, 2))
T = np.c_[X[:, 0] * X[:, 1], X[:, 0] - X[:, 1]]
stack = Stack([2, 5, 4, 2], ["tanh", "sigmoid", "identity"], 0.1, 7)
print(stack.loss(X, T))
stack.train(X, T, 60)
print(stack.loss(X, T))
