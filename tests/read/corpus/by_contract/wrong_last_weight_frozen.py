import math
import random

def init(sizes):
    net = []
    for n, m in zip(sizes[:-1], sizes[1:]):
        layer = {'w': [[random.uniform(-1, 1) for _ in range(n)] for _ in range(m)], 'b': [0.0] * m}
        net.append(layer)
    return net

def feedforward(net, x):
    outs = [x]
    for layer in net:
        y = []
        for w, b in zip(layer['w'], layer['b']):
            s = b + sum(w[i] * outs[-1][i] for i in range(len(w)))
            y.append(1.0 / (1.0 + math.exp(-s)))
        outs.append(y)
    return outs

def get_deltas(net, outs, t):
    deltas = [None] * len(net)
    deltas[-1] = [(o - ti) * o * (1 - o) for o, ti in zip(outs[-1], t)]
    for l in range(len(net) - 2, -1, -1):
        deltas[l] = []
        for j, o in enumerate(outs[l + 1]):
            e = sum(net[l + 1]['w'][k][j] * deltas[l + 1][k] for k in range(len(deltas[l + 1])))
            deltas[l].append(e * o * (1 - o))
    return deltas

def update(net, outs, deltas, rate):
    for l, layer in enumerate(net):
        for j in range(len(layer['w'])):
            w = layer['w'][j]
            for i in range(len(w) - 1):
                w[i] -= rate * deltas[l][j] * outs[l][i]
            layer['b'][j] -= rate * deltas[l][j]

random.seed(8)
net = init([3, 4, 2])
samples = [([0.2, 0.9, 0.4], [1, 0]), ([0.7, 0.3, 0.8], [0, 1]), ([0.5, 0.8, 0.1], [1, 0]), ([0.9, 0.2, 0.6], [0, 1])]
for epoch in range(200):
    e = 0
    for x, t in samples:
        outs = feedforward(net, x)
        e += sum((o - ti) ** 2 for o, ti in zip(outs[-1], t))
        update(net, outs, get_deltas(net, outs, t), 0.5)
        seen = x
    if epoch % 50 == 0:
        print('>epoch=%d error=%.3f' % (epoch, e))
