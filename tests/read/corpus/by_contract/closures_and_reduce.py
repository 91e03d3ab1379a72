from functools import reduce
from math import tanh
from random import Random

# ---------------------------------------------------------------- algebra
dot = lambda u, v: reduce(lambda s, p: s + p[0] * p[1], zip(u, v), 0.0)
scale = lambda k: lambda v: tuple(k * e for e in v)
minus = lambda u, v: tuple(a - b for a, b in zip(u, v))
transpose = lambda M: tuple(zip(*M))

# ---------------------------------------------------------------- a layer is a pair (forward, backward)
def dense(W, b):
    def forward(x):
        return tuple(dot(row, x) + beta for row, beta in zip(W, b))
    def backward(x, d):
        dx = tuple(dot(col, d) for col in transpose(W))
        dW = tuple(scale(di)(x) for di in d)
        return dx, (dW, d)
    return forward, backward

def squash():
    forward = lambda x: tuple(map(tanh, x))
    backward = lambda x, d: (tuple((1 - tanh(e) ** 2) * g for e, g in zip(x, d)), None)
    return forward, backward

def build(params):
    (W1, b1), (W2, b2) = params
    return [dense(W1, b1), squash(), dense(W2, b2)]

def gradients(params, x, t):
    layers = build(params)
    trail = reduce(lambda xs, layer: xs + [layer[0](xs[-1])], layers, [x])
    start = minus(trail[-1], t)
    def step(acc, layer_and_input):
        d, found = acc
        (_, backward), seen = layer_and_input
        dx, g = backward(seen, d)
        return dx, ([g] + found if g else found)
    _, grads = reduce(step, zip(reversed(layers), reversed(trail[:-1])), (start, []))
    return grads

def descend(eta):
    shift = lambda v, g: minus(v, scale(eta)(g))
    return lambda params, grads: tuple(
        (tuple(map(shift, W, gW)), shift(b, gb)) for (W, b), (gW, gb) in zip(params, grads))

def predict(params, x):
    return reduce(lambda v, layer: layer[0](v), build(params), x)

def loss(params, pairs):
    return sum(0.5 * sum(e * e for e in minus(predict(params, x), t)) for x, t in pairs)

# ---------------------------------------------------------------- go
r = Random(11)
rnd = lambda *_: r.uniform(-1, 1)
params = ((tuple(tuple(map(rnd, range(2))) for _ in range(3)), tuple(map(rnd, range(3)))),
          ((tuple(map(rnd, range(3))),), (rnd(),)))
pairs = [((a / 4, b / 4), (a * b / 16,)) for a in range(4) for b in range(4)]

update = descend(0.1)
print("before", loss(params, pairs))
for epoch in range(60):
    params = reduce(lambda p, xt: update(p, gradients(p, *xt)), pairs, params)
print("after ", loss(params, pairs))
