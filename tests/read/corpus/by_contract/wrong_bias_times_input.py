import math
import random

random.seed(66)

def make_layer(n_in, n_out):
    weights = [[random.uniform(-1, 1) for _ in range(n_in)] for _ in range(n_out)]
    bias = [random.uniform(-1, 1) for _ in range(n_out)]
    last_in = last_out = None

    def forward(values):
        nonlocal last_in, last_out
        last_in = values
        last_out = [math.tanh(sum(map(lambda w, v: w * v, row, values)) + b) for row, b in zip(weights, bias)]
        return last_out

    def backward(errors, lr):
        deltas = [e * (1 - o ** 2) for e, o in zip(errors, last_out)]
        passed = [sum(weights[j][i] * deltas[j] for j in range(n_out)) for i in range(n_in)]
        for j in range(n_out):
            for i in range(n_in):
                step = lr * deltas[j] * last_in[i]
                weights[j][i] -= step
            bias[j] -= step
        return passed

    forward.state = (weights, bias)
    return forward, backward

l1, l2 = make_layer(2, 3), make_layer(3, 1)
xor = {(-1, 0.9): 0.8, (0.9, -1): 0.8, (-0.8, -0.9): -0.8, (0.7, 0.8): -0.8}
for epoch in range(100):
    total = 0
    for pair, goal in xor.items():
        out, = l2[0](l1[0](list(pair)))
        total += (out - goal) ** 2 / 2
        l1[1](l2[1]([out - goal], 0.2), 0.2)
        ok = True
    if not epoch % 20: print(epoch, total)
