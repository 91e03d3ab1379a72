import math
import random


class Node:
    def __init__(self, data, parents=(), locals_=()):
        self.data = data
        self.grad = 0.0
        self.parents = parents
        self.locals_ = locals_

    def __add__(self, other):
        other = other if isinstance(other, Node) else Node(other)
        return Node(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Node) else Node(other)
        return Node(self.data * other.data, (self, other), (other.data, self.data))

    def tanh(self):
        t = math.tanh(self.data)
        return Node(t, (self,), (1 - t * t,))

    def backprop(self):
        order, seen = [], set()

        def visit(n):
            if id(n) not in seen:
                seen.add(id(n))
                for p in n.parents:
                    visit(p)
                order.append(n)
        visit(self)
        self.grad = 1.0
        for n in reversed(order):
            for p, d in zip(n.parents, n.locals_):
                p.grad += d * n.grad


random.seed(3)
H = 3
hidden_w = [[Node(random.uniform(-1, 1)) for _ in range(2)] for _ in range(H)]
hidden_b = [Node(random.uniform(-.1, .1)) for _ in range(H)]
out_w = [Node(random.uniform(-1, 1)) for _ in range(H)]
out_b = Node(0.0)
params = [n for row in hidden_w for n in row] + hidden_b + out_w + [out_b]
points = [((-1, -1), -.9), ((-1, 1), .9), ((1, -1), .9), ((1, 1), -.9)]


def net(x):
    s = out_b
    for ws, b, v in zip(hidden_w, hidden_b, out_w):
        h = (ws[0] * x[0] + ws[1] * x[1] + b).tanh()
        s = s + v * h
    return s.tanh()


def total_loss():
    L = Node(0.0)
    for x, y in points:
        e = net(x) + (-y)
        L = L + e * e
    return L


for step in range(150):
    L = total_loss()
    for p in params:
        p.grad = 0.0
    L.backprop()
    for p in params:
        p.data -= 0.05 * p.grad
    if step % 30 == 0:
        print("step", step, "loss", L.data)
