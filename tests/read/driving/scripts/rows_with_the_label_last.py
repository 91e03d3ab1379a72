import math
import random


def make_net(n_inputs, n_hidden, n_outputs):
    def unit(n):
        return {"w": [random.uniform(-0.5, 0.5) for _ in range(n)], "w0": 0.1}

    return [[unit(n_inputs) for _ in range(n_hidden)], [unit(n_hidden) for _ in range(n_outputs)]]


def through(net, values):
    for units in net:
        for u in units:
            u["in"] = values
            u["out"] = 1 / (1 + math.exp(-u["w0"] - sum(w * v for w, v in zip(u["w"], values))))
        values = [u["out"] for u in units]
    return values


def blame(net, wanted):
    for u, t in zip(net[1], wanted):
        u["d"] = (u["out"] - t) * u["out"] * (1 - u["out"])
    for j, u in enumerate(net[0]):
        u["d"] = sum(o["d"] * o["w"][j] for o in net[1]) * u["out"] * (1 - u["out"])


def train_net(net, rows, rate, n_epochs, n_outputs):
    for _ in range(n_epochs):
        for row in rows:
            wanted = [0.0] * n_outputs
            wanted[row[-1]] = 1.0
            through(net, row[:-1])
            blame(net, wanted)
            for units in net:
                for u in units:
                    for i in range(len(u["w"])):
                        u["w"][i] -= rate * u["d"] * u["in"][i]
                    u["w0"] -= rate * u["d"]
