"""Predict the next letter from the two letters before it."""
import numpy as np

text = "banana bandana cabana banana "
vocab = sorted(set(text))
idx = {ch: i for i, ch in enumerate(vocab)}
V = len(vocab)
d = 4

ids = np.array([idx[ch] for ch in text])
ctx = np.stack([ids[:-2], ids[1:-1]], axis=1)      # (T, 2)
nxt = ids[2:]
T = len(nxt)

gen = np.random.default_rng(seed=6)
E = gen.normal(0, 0.5, (V, d))
U = gen.normal(0, 0.5, (d, V))
bu = np.zeros(V)

for epoch in range(150):
    e = E[ctx]                                  # (T, 2, d)
    s = np.einsum('tkd->td', e)
    h = np.tanh(s)
    logit = np.einsum('td,dv->tv', h, U) + bu
    logit -= logit.max(1, keepdims=True)
    prob = np.exp(logit)
    prob /= prob.sum(1, keepdims=True)
    nll = -np.log(prob[np.arange(T), nxt]).mean()

    dlogit = prob.copy()
    np.add.at(dlogit, (np.arange(T), nxt), -1.0)
    dlogit /= T
    dU = np.einsum('td,tv->dv', h, dlogit)
    dbu = dlogit.sum(0)
    dh = np.einsum('tv,dv->td', dlogit, U)
    ds = dh * (1 - h * h)
    dE = np.zeros_like(E)
    for k in (0, 1):
        np.add.at(dE, ctx[:, k], ds)

    E -= 1.0 * dE
    U -= 1.0 * dU
    bu -= 1.0 * dbu
    if epoch % 30 == 0:
        print(f'epoch {epoch:4d}   nll {nll:.4f}   perplexity {np.exp(nll):.2f}')
