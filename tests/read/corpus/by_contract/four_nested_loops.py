from math import exp, log, tanh
from random import seed, random

NIN = 3
NHID = 4
NOUT = 3
NPAT = 12
ETA = 0.8

seed(77)
pattern = [[0.0] * NIN for n in range(NPAT)]
target = [0] * NPAT
for n in range(NPAT):
    for i in range(NIN):
        pattern[n][i] = 2 * random() - 1
    target[n] = pattern[n].index(max(pattern[n]))

W = [[[random() - 0.5 for j in range(NHID)] for i in range(NIN)], [[random() - 0.5 for j in range(NOUT)] for i in range(NHID)]]
B = [[0.0] * NHID, [0.0] * NOUT]
NUM = [NIN, NHID, NOUT]

for epoch in range(100):
    GW = [[[0.0] * NHID for i in range(NIN)], [[0.0] * NOUT for i in range(NHID)]]
    GB = [[0.0] * NHID, [0.0] * NOUT]
    J = 0.0
    for n in range(NPAT):
        # forward
        act = [pattern[n], [0.0] * NHID, [0.0] * NOUT]
        for l in range(2):
            for j in range(NUM[l + 1]):
                act[l + 1][j] = B[l][j]
                for i in range(NUM[l]):
                    act[l + 1][j] += act[l][i] * W[l][i][j]
                if l == 0:
                    act[l + 1][j] = tanh(act[l + 1][j])
        top = max(act[2])
        norm = 0.0
        for j in range(NOUT):
            act[2][j] = exp(act[2][j] - top)
            norm += act[2][j]
        for j in range(NOUT):
            act[2][j] /= norm
        J -= log(act[2][target[n]]) / NPAT

        # backward
        dlt = [[0.0] * NHID, [0.0] * NOUT]
        for j in range(NOUT):
            dlt[1][j] = act[2][j] - (1.0 if j == target[n] else 0.0)
        for j in range(NHID):
            for k in range(NOUT):
                dlt[0][j] += W[1][j][k] * dlt[1][k]
            dlt[0][j] *= 1.0 - act[1][j] ** 2
        for l in range(2):
            for j in range(NUM[l + 1]):
                GB[l][j] += dlt[l][j] / NPAT
                for i in range(NUM[l]):
                    GW[l][i][j] += dlt[l][j] * act[l][i] / NPAT

    for l in range(2):
        for j in range(NUM[l + 1]):
            for i in range(NUM[l]):
                W[l][i][j] -= ETA * GW[l][i][j]
            B[l][j] -= ETA * GB[l][j]
    if epoch % 20 == 0:
        print("%4d %f" % (epoch, J))
