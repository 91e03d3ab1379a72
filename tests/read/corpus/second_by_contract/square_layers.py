import numpy as np
from numpy.random import default_rng

# three coupled fields psi0 -> psi1 -> psi2 -> psi3, all of dimension d
d, samples, eps = 5, 30, 0.02
g = default_rng(1905)
J = [g.normal(0, 0.6, (d, d)) for _ in range(3)]
h = [g.normal(0, 0.1, (d, 1)) for _ in range(3)]
psi0 = g.normal(size=(d, samples))
rot, _ = np.linalg.qr(g.normal(size=(d, d)))
goal = np.tanh(rot @ psi0)

sigma = np.tanh
sigma_slope = lambda s: 1 - sigma(s) ** 2


def evolve(psi):
    states, fields = [psi], []
    for Jl, hl in zip(J, h):
        fields.append(Jl @ states[-1] + hl)
        states.append(sigma(fields[-1]))
    return states, fields


def energy():
    return 0.5 * np.sum((evolve(psi0)[0][-1] - goal) ** 2)


trace = []
for sweep in range(150):
    states, fields = evolve(psi0)
    lam = (states[-1] - goal) * sigma_slope(fields[-1])
    forces = []
    for l in (2, 1, 0):
        forces.append((l, lam @ states[l].T, lam.sum(axis=1, keepdims=True)))
        if l > 0:
            lam = (J[l] @ lam) * sigma_slope(fields[l - 1])
    for l, fJ, fh in forces:
        J[l] = J[l] - eps * fJ
        h[l] = h[l] - eps * fh
    trace.append(energy())
print("energy: ", ", ".join("%.3f" % e for e in trace[::30]))
