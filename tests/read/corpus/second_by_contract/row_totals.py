import numpy as np

rng = np.random.default_rng(88)
X = rng.uniform(-1, 1, (24, 2))
Y = (X[:, 0] ** 2 + X[:, 1])[:, None]

net = []
for fan_in, fan_out in ((2, 8), (8, 1)):
    net.append({"W": rng.normal(0, np.sqrt(2 / fan_in), (fan_out, fan_in)),
                "b": np.full(fan_out, 0.05)})


def relu(v):
    return v * (v > 0)


def run(x):
    hidden = relu(net[0]["W"] @ x + net[0]["b"])
    return hidden, net[1]["W"] @ hidden + net[1]["b"]


def mean_loss():
    return np.mean([0.5 * np.sum((run(x)[1] - y) ** 2) for x, y in zip(X, Y)])


lr = 0.004
total = [{k: np.zeros_like(v) for k, v in layer.items()} for layer in net]

for epoch in range(40):
    for x, y in zip(X, Y):
        hidden, out = run(x)
        delta_out = out - y
        delta_hid = (net[1]["W"].T @ delta_out) * (hidden > 0)
        total[1]["W"] += np.outer(delta_out, hidden)
        total[1]["b"] += delta_out
        total[0]["W"] += np.outer(delta_hid, x)
        total[0]["b"] += delta_hid
    for layer, grad in zip(net, total):
        for key in layer:
            layer[key] -= lr * grad[key] / len(X)
    if epoch % 10 == 0:
        print("epoch", epoch, "loss", mean_loss())
