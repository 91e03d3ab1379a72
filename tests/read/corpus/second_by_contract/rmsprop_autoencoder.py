import numpy as np

np.random.seed(31)
basis = np.random.randn(2, 8)
samples = np.random.randn(64, 2) @ basis + 0.05 * np.random.randn(64, 8)

p = {
    'enc_w': np.random.randn(8, 3) * 0.3,
    'enc_b': np.zeros(3),
    'dec_w': np.random.randn(3, 8) * 0.3,
    'dec_b': np.zeros(8),
}
cache = {k: np.zeros_like(v) for k, v in p.items()}
LR, RHO, EPS = 0.003, 0.9, 1e-8


def reconstruct(x):
    code = np.tanh(x @ p['enc_w'] + p['enc_b'])
    return code, code @ p['dec_w'] + p['dec_b']


def mse(x):
    return np.mean((reconstruct(x)[1] - x) ** 2)


def backward(x):
    code, xhat = reconstruct(x)
    dxhat = 2 * (xhat - x) / x.size
    dcode = dxhat @ p['dec_w'].T
    dpre = dcode * (1 - code * code)
    return {'dec_w': code.T @ dxhat, 'dec_b': dxhat.sum(axis=0),
            'enc_w': x.T @ dpre, 'enc_b': dpre.sum(axis=0)}


for epoch in range(30):
    np.random.shuffle(samples)
    for i in range(0, 64, 16):
        g = backward(samples[i:i + 16])
        for k in p:
            cache[k] = RHO * cache[k] + (1 - RHO) * g[k] ** 2
            p[k] -= LR * g[k] / (np.sqrt(cache[k]) + EPS)
    if epoch % 5 == 0:
        print(epoch, mse(samples))
