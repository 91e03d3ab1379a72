# spam or not, pure python logistic regression
import math, random

random.seed(0)
rows = []
for _ in range(24):
    f = [random.random() for _ in range(4)]
    rows.append((f, 1 if f[0] + f[1] > f[2] + f[3] else 0))

w = [0.0] * 4
b = 0.0
lr = 0.05
batch = 6
gw = [0.0] * 4
gb = 0.0

def sigm(t):
    return 1 / (1 + math.exp(-t))

for epoch in range(10):
    cost = 0.0
    for start in range(0, len(rows), batch):
        part = rows[start:start + batch]
        for f, label in part:
            p = sigm(sum(wi * fi for wi, fi in zip(w, f)) + b)
            cost -= math.log(p) if label else math.log(1 - p)
            for i in range(4):
                gw[i] += (p - label) * f[i] / len(part)
            gb += (p - label) / len(part)
        for i in range(4):
            w[i] -= lr * gw[i]
        b -= lr * gb    
    print(epoch, cost / len(rows))
