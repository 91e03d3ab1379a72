# back-propagation without numpy.  w[layer][neuron][input], last input is always 1
from math import exp
from random import seed, uniform

seed(12)
shape = [3, 4, 2]
w = [[[uniform(-0.8, 0.8) for i in range(n_in + 1)] for j in range(n_out)]
     for n_in, n_out in zip(shape[:-1], shape[1:])]
patterns = []
for k in range(8):
    bits = [k & 1, (k >> 1) & 1, (k >> 2) & 1]
    patterns.append((bits, [float(sum(bits) >= 2), float(bits[0] != bits[1])]))


def feed(x):
    outs = [list(x) + [1]]
    for layer in w:
        o = []
        for neuron in layer:
            net = 0
            for a, b in zip(neuron, outs[-1]):
                net += a * b
            o.append(1 / (1 + exp(-net)))
        outs.append(o + [1])
    return outs


def teach(x, t, rate):
    outs = feed(x)
    sq = 0
    err = []
    for o, tt in zip(outs[-1], t):
        err.append(tt - o)
        sq += (tt - o) ** 2
    for l in range(len(w) - 1, -1, -1):
        deltas = [e * o * (1 - o) for e, o in zip(err, outs[l + 1])]
        err = [0] * (len(outs[l]) - 1)
        for j, neuron in enumerate(w[l]):
            for i in range(len(err)):
                err[i] += deltas[j] * neuron[i]
            for i in range(len(neuron)):
                neuron[i] += rate * deltas[j] * outs[l][i]
    return sq


error, rounds = 99.0, 0
while error > 0.05 and rounds < 1500:
    error = 0
    for x, t in patterns:
        error += teach(x, t, 0.6)
    rounds += 1
print("rounds", rounds, "error", error)
for x, t in patterns:
    print(x, t, [round(o, 2) for o in feed(x)[-1][:-1]])
