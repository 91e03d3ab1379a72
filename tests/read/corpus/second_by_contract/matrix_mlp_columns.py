import numpy as np
from numpy import matrix, multiply

np.random.seed(1234)

# truth table of (a and b, a or b), one example per column
P = matrix([[0., 0., 1., 1.], [0., 1., 0., 1.]])
T = matrix([[0., 0., 0., 1.], [0., 1., 1., 1.]])
Q = P.shape[1]

IW = matrix(np.random.uniform(-1, 1, (3, 2)))
b1 = matrix(np.random.uniform(-1, 1, (3, 1)))
LW = matrix(np.random.uniform(-1, 1, (2, 3)))
b2 = matrix(np.random.uniform(-1, 1, (2, 1)))
ones = matrix(np.ones((Q, 1)))


def tansig(n):
    return np.tanh(n)


def logsig(n):
    return 1 / (1 + np.exp(-n))


def sim(P):
    a1 = tansig(IW * P + b1)
    return a1, logsig(LW * a1 + b2)


def sse():
    E = T - sim(P)[1]
    return float(np.trace(E.T * E))


lr = 0.5
for epoch in range(400):
    a1, a2 = sim(P)
    e = T - a2
    s2 = -2 * multiply(multiply(a2, 1 - a2), e)
    s1 = multiply(1 - np.square(a1), LW.T * s2)
    LW = LW - lr * s2 * a1.T
    b2 = b2 - lr * s2 * ones
    IW = IW - lr * s1 * P.T
    b1 = b1 - lr * s1 * ones
    if epoch % 100 == 0:
        print('TRAINGD, epoch %d/400, SSE %g' % (epoch, sse()))
print(np.round(sim(P)[1], 2))
