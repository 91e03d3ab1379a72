# no random numbers so that the results are reproducible (my prof wants that)
from math import exp

def logistic(x):
    return 1.0/(1.0 + exp(-x))

n_hidden = 3
V = [[0.5, 0.5] for _ in range(n_hidden)]
c = [0.5]*n_hidden
U = [0.5]*n_hidden
d = 0.5

examples = [((0.1, 0.4), 0.35), ((0.9, 0.2), 0.8), ((0.5, 0.7), 0.6)]
rate = 0.7
for sweep in range(400):
    S = 0.0
    for (p, q), want in examples:
        hid = [logistic(v[0]*p + v[1]*q + k) for v, k in zip(V, c)]
        got = logistic(sum(u*h for u, h in zip(U, hid)) + d)
        S += (got - want)**2
        g = (got - want)*got*(1 - got)
        G = [g*u*h*(1 - h) for u, h in zip(U, hid)]
        U = [u - rate*g*h for u, h in zip(U, hid)]
        d -= rate*g
        V = [[v[0] - rate*e*p, v[1] - rate*e*q] for v, e in zip(V, G)]
        c = [k - rate*e for k, e in zip(c, G)]
        seen = sweep
    if sweep % 100 == 0:
        print(sweep, S)
print(V, U)
