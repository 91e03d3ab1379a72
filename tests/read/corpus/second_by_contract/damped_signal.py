import numpy as np

rng = np.random.RandomState(9)
t = np.linspace(0, 1, 25).reshape(-1, 1)
signal = np.exp(-3 * t) * np.cos(8 * t)

HIDDEN = 8
K1 = rng.normal(0, 4, (1, HIDDEN))
o1 = rng.normal(0, 2, HIDDEN)
K2 = rng.normal(0, 1, (HIDDEN, 1))
o2 = np.zeros(1)
sig = lambda v: 1 / (1 + np.exp(-v))
hid = np.full((len(t), HIDDEN), 0.5)


def rms():
    return np.sqrt(np.mean((sig(t @ K1 + o1) @ K2 + o2 - signal) ** 2))


rate = 0.3
count = 0
while rms() > 0.02 and count < 1500:
    slope = hid * (1 - hid)
    hid = sig(t @ K1 + o1)
    fit = hid @ K2 + o2
    res = (fit - signal) / len(t)

    g2 = hid.T @ res
    e2 = res.sum(axis=0)
    back = (res @ K2.T) * slope
    g1 = t.T @ back
    e1 = back.sum(axis=0)

    K1 = K1 - rate * g1
    o1 = o1 - rate * e1
    K2 = K2 - rate * g2
    o2 = o2 - rate * e2
    count += 1
    if count % 300 == 0:
        print(count, "rms", rms())
print("done after", count, "rounds, rms", rms())
