import math
import random


class Num:
    def __init__(self, data, parents=(), push=None):
        self.data = data
        self.grad = 0.0
        self.parents = parents
        self.push = push

    def __add__(self, other):
        other = other if isinstance(other, Num) else Num(other)
        out = Num(self.data + other.data, (self, other))

        def push():
            self.grad += out.grad
            other.grad += out.grad

        out.push = push
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Num) else Num(other)
        out = Num(self.data * other.data, (self, other))

        def push():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.push = push
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = Num(t, (self,))

        def push():
            self.grad += (1 - t * t) * out.grad

        out.push = push
        return out

    __radd__ = __add__

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            if node.push:
                node.push()


class Unit:
    def __init__(self, n):
        self.w = [Num(random.uniform(-1, 1)) for _ in range(n)]
        self.b = Num(0.0)

    def __call__(self, xs):
        return sum((w * x for w, x in zip(self.w, xs)), self.b)


random.seed(31)
hidden = [Unit(2) for _ in range(3)]
last = Unit(3)
parameters = [p for u in [*hidden, last] for p in [*u.w, u.b]]
xs = [[0.5, 1.0], [-0.4, 0.3], [0.9, -0.8], [-1.0, -0.2]]
ys = [0.8, -0.3, 0.4, -0.9]
for epoch in range(8):
    total = Num(0.0)
    for x, y in zip(xs, ys):
        miss = last([u(x).tanh() for u in hidden]) + -y
        total = total + miss * miss
    for p in parameters:
        p.grad = 0.0
    total.backward()
    for p in parameters:
        p.data -= 0.05 * p.grad
    print(epoch, total.data)
