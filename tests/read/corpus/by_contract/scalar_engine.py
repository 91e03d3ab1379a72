import math, random

class Num:
    """a number that remembers where it came from"""
    def __init__(self, v, parents=(), grads=()):
        self.v = v
        self.parents = parents      # the nodes it was made of
        self.grads = grads          # d self / d parent, as plain floats
        self.d = 0.0

    def __add__(self, o):
        o = o if isinstance(o, Num) else Num(o)
        return Num(self.v + o.v, (self, o), (1.0, 1.0))

    def __mul__(self, o):
        o = o if isinstance(o, Num) else Num(o)
        return Num(self.v * o.v, (self, o), (o.v, self.v))

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self): return self * -1
    def __sub__(self, o): return self + (-o if isinstance(o, Num) else -1 * o)

    def tanh(self):
        t = math.tanh(self.v)
        return Num(t, (self,), (1 - t * t,))

    def back(self):
        order, seen = [], set()
        def visit(n):
            if id(n) not in seen:
                seen.add(id(n))
                for q in n.parents: visit(q)
                order.append(n)
        visit(self)
        self.d = 1.0
        for n in reversed(order):
            for q, g in zip(n.parents, n.grads):
                q.d += g * n.d

class Unit:
    def __init__(self, n):
        self.w = [Num(random.uniform(-1, 1)) for _ in range(n)]
        self.b = Num(0.1)
    def __call__(self, x):
        return sum((w * xi for w, xi in zip(self.w, x)), self.b).tanh()
    def params(self): return self.w + [self.b]

random.seed(2023)
hidden = [Unit(3) for _ in range(4)]
final = Unit(4)
params = [p for u in hidden + [final] for p in u.params()]

xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
ys = [1.0, -1.0, -1.0, 1.0]

for step in range(30):
    preds = [final([h(x) for h in hidden]) for x in xs]
    loss = sum(((p - y) * (p - y) for p, y in zip(preds, ys)), Num(0.0))
    for p in params: p.d = 0.0
    loss.back()
    for p in params: p.v += -0.05 * p.d
    if step % 10 == 0: print(step, loss.v)
print([round(final([h(x) for h in hidden]).v, 3) for x in xs])
