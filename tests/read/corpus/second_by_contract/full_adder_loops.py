import math
import random

random.seed(64)
NI, NH, NO = 3, 4, 2
wi = [[random.uniform(-.7, .7) for j in range(NH)] for i in range(NI)]
wo = [[random.uniform(-1.2, 1.2) for k in range(NO)] for j in range(NH)]
bh = [random.uniform(-.2, .2) for j in range(NH)]
bo = [random.uniform(-.2, .2) for k in range(NO)]
ah = [0.0] * NH
ao = [0.0] * NO


def sigm(v):
    return 1.0 / (1.0 + math.exp(-v))


def activate(x):
    for j in range(NH):
        total = bh[j]
        for i in range(NI):
            total += x[i] * wi[i][j]
        ah[j] = sigm(total)
    for k in range(NO):
        total = bo[k]
        for j in range(NH):
            total += ah[j] * wo[j][k]
        ao[k] = sigm(total)
    return ao[:]


def correct(x, t, N):
    activate(x)
    od = [0.0] * NO
    for k in range(NO):
        od[k] = (t[k] - ao[k]) * ao[k] * (1 - ao[k])
    for j in range(NH):
        for k in range(NO):
            wo[j][k] += N * od[k] * ah[j]
    for k in range(NO):
        bo[k] += N * od[k]
    for j in range(NH):
        err = 0.0
        for k in range(NO):
            err += od[k] * wo[j][k]
        hd = err * ah[j] * (1 - ah[j])
        for i in range(NI):
            wi[i][j] += N * hd * x[i]
        bh[j] += N * hd
    return sum(0.5 * (t[k] - ao[k]) ** 2 for k in range(NO))


full_adder = []
for n in range(8):
    x = [n >> 2 & 1, n >> 1 & 1, n & 1]
    full_adder.append((x, [sum(x) % 2, sum(x) // 2]))
for it in range(800):
    e = 0.0
    for x, t in full_adder:
        e += correct(x, t, 0.8)
    if it % 200 == 0:
        print('error %-.5f' % e)
for x, t in full_adder:
    print(x, '->', [round(v, 2) for v in activate(x)], 'want', t)
