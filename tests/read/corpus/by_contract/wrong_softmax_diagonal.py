import math, random

random.seed(17)
nI, nH, nO = 2, 4, 3
rand = lambda: random.random() * 2 - 1
wI = [[rand() for j in range(nH)] for i in range(nI)]
bH = [rand() for j in range(nH)]
wO = [[rand() for k in range(nO)] for j in range(nH)]
bO = [rand() for k in range(nO)]

def softmax(v):
    biggest = max(v)
    e = [math.exp(c - biggest) for c in v]
    s = sum(e)
    return [c / s for c in e]

points = []
for _ in range(15):
    a, b = rand(), rand()
    points.append(([a, b], [1, 0, 0] if a > 0.3 else [0, 1, 0] if b > 0 else [0, 0, 1]))

for epoch in range(60):
    E = 0
    for x, t in points:
        h = [math.tanh(sum(x[i] * wI[i][j] for i in range(nI)) + bH[j]) for j in range(nH)]
        o = softmax([sum(h[j] * wO[j][k] for j in range(nH)) + bO[k] for k in range(nO)])
        E += sum((t[k] - o[k]) ** 2 for k in range(nO)) / 2

        dO = [(o[k] - t[k]) * o[k] * (1 - o[k]) for k in range(nO)]
        dH = [sum(wO[j][k] * dO[k] for k in range(nO)) * (1 - h[j] ** 2) for j in range(nH)]
        for j in range(nH):
            for k in range(nO):
                wO[j][k] -= 0.3 * dO[k] * h[j]
        for k in range(nO):
            bO[k] -= 0.3 * dO[k]
        for i in range(nI):
            for j in range(nH):
                wI[i][j] -= 0.3 * dH[j] * x[i]
        for j in range(nH):
            bH[j] -= 0.3 * dH[j]
        count = epoch
    if epoch % 20 == 0:
        print(epoch, E)
