import numpy as np

np.random.seed(8)
N = 50
data = np.random.randn(3, N)
target = (data[0:1] * data[1:2] + data[2:3] > 0).astype(float)

sizes = [3, 7, 4, 1]
Ws = [np.random.randn(o, i) * np.sqrt(2.0 / i) for i, o in zip(sizes, sizes[1:])]
Bs = [0.01 * np.random.randn(o, 1) for o in sizes[1:]]


def run(x):
    acts, pres = [x], []
    for n, (W, B) in enumerate(zip(Ws, Bs)):
        pres.append(np.dot(W, acts[-1]) + B)
        if n < len(Ws) - 1:
            acts.append(np.maximum(pres[-1], 0))
        else:
            acts.append(1 / (1 + np.exp(-pres[-1])))
    return acts, pres


def bce(p, t):
    return float(-np.sum(t * np.log(p) + (1 - t) * np.log(1 - p)) / t.shape[1])


def grads(x, t):
    acts, pres = run(x)
    gW, gB = [None] * len(Ws), [None] * len(Bs)
    g = (acts[-1] - t) / t.shape[1]
    for n in range(len(Ws) - 1, -1, -1):
        gW[n] = g.dot(acts[n].T)
        gB[n] = g.sum(axis=1, keepdims=True)
        if n > 0:
            g = Ws[n].T.dot(g)
            g[pres[n - 1] <= 0] = 0
    return gW, gB, bce(acts[-1], t)


eta = 0.3
for it in range(500):
    gW, gB, cost = grads(data, target)
    for n in range(len(Ws)):
        Ws[n] -= eta * gW[n]
        Bs[n] -= eta * gB[n]
    if it % 100 == 0:
        print("iteration %4d   cost %.5f" % (it, cost))
accuracy = np.mean((run(data)[0][-1] > 0.5) == target)
print("accuracy", accuracy)
