# A small classifier without any library: every unit is a dictionary.
from math import exp
from random import random, seed


def make_network(sizes):
    layers = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        layers.append([{"w": [random() - 0.5 for _ in range(fan_in + 1)]} for _ in range(fan_out)])
    return layers


def net_input(weights, values):
    total = weights[-1]
    for i in range(len(weights) - 1):
        total += weights[i] * values[i]
    return total


def squash(total):
    return 1.0 / (1.0 + exp(-total))


def slope(output):
    return output * (1.0 - output)


def forward(network, row):
    values = row
    for layer in network:
        outputs = []
        for unit in layer:
            unit["out"] = squash(net_input(unit["w"], values))
            outputs.append(unit["out"])
        values = outputs
    return values


def backward(network, target):
    last = len(network) - 1
    for l in range(last, -1, -1):
        for j, unit in enumerate(network[l]):
            if l == last:
                error = unit["out"] - target[j]
            else:
                error = 0.0
                for above in network[l + 1]:
                    error += above["w"][j] * above["delta"]
            unit["delta"] = error * slope(unit["out"])


def learn(network, row, rate):
    values = row
    for layer in network:
        for unit in layer:
            for i in range(len(values)):
                unit["w"][i] -= rate * unit["delta"] * values[i]
            unit["w"][-1] -= rate * unit["delta"]
        values = [unit["out"] for unit in layer]


seed(3)
data = [([0.2, 0.9], [1, 0]), ([0.8, 0.1], [0, 1]), ([0.4, 0.7], [1, 0]), ([0.9, 0.4], [0, 1])]
network = make_network([2, 3, 2])
rate = 0.4
for epoch in range(6):
    total = 0.0
    for features, wanted in data:
        guess = forward(network, features)
        row_loss = sum((g - t) ** 2 for g, t in zip(guess, wanted))
        backward(network, wanted)
        learn(network, features, rate)
        total += row_loss
    print(epoch, total)
