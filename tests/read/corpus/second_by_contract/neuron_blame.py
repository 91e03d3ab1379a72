import random
from math import exp

random.seed(27)


def make_neuron(n):
    return {'w': [random.uniform(-1, 1) for _ in range(n)], 'bias': random.uniform(-1, 1),
            'out': None, 'delta': None}


brain = [[make_neuron(4) for _ in range(3)], [make_neuron(3) for _ in range(2)]]


def fire(inputs):
    for layer in brain:
        following = []
        for n in layer:
            net = n['bias']
            for w, i in zip(n['w'], inputs):
                net += w * i
            n['out'] = 1.0 / (1.0 + exp(-net))
            following.append(n['out'])
        inputs = following
    return inputs


def assign_blame(goal):
    for n, g in zip(brain[-1], goal):
        n['delta'] = (n['out'] - g) * n['out'] * (1.0 - n['out'])
    for depth in range(len(brain) - 2, -1, -1):
        for pos, n in enumerate(brain[depth]):
            blame = sum(m['w'][pos] * m['delta'] for m in brain[depth + 1])
            n['delta'] = blame * n['out'] * (1.0 - n['out'])


def improve(row, rate):
    for depth in range(len(brain)):
        source = row if depth == 0 else [m['out'] for m in brain[depth - 1]]
        for n in brain[depth]:
            for k in range(len(source) - 1):
                n['w'][k] -= rate * n['delta'] * source[k]
            n['bias'] -= rate * n['delta']


rows = []
for _ in range(24):
    r = [random.random() for _ in range(4)]
    rows.append((r, [1.0 if r[0] + r[3] > 1 else 0.0, 1.0 if r[1] > r[2] else 0.0]))
for epoch in range(150):
    sse = 0.0
    for r, goal in rows:
        out = fire(r)
        sse += sum((g - o) ** 2 for g, o in zip(goal, out))
        assign_blame(goal)
        improve(r, 0.5)
    if epoch % 30 == 0:
        print('>epoch=%d, error=%.3f' % (epoch, sse))
