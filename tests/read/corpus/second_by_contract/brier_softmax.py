import numpy as np

rng = np.random.default_rng(321)
X = rng.normal(size=(36, 4))
cls = np.argmax(X @ rng.normal(size=(4, 3)), axis=1)
T = np.eye(3)[cls]

U = rng.normal(scale=0.6, size=(4, 6))
u0 = np.zeros(6)
V = rng.normal(scale=0.6, size=(6, 3))
v0 = np.zeros(3)


def softmax(q):
    q = np.exp(q - q.max(axis=-1, keepdims=True))
    return q / q.sum(axis=-1, keepdims=True)


def model(X):
    H = np.tanh(X @ U + u0)
    return H, softmax(H @ V + v0)


def brier():
    return ((model(X)[1] - T) ** 2).sum(axis=1).mean()


for epoch in range(250):
    H, P = model(X)
    dP = 2.0 * (P - T) / len(X)
    # J[n, i, j] = dP_i / dscore_j
    J = P[:, :, None] * (np.eye(3)[None] - P[:, None, :])
    dS = np.einsum('ni,nij->nj', dP, J)
    dH = dS @ V.T
    dQ = dH * (1.0 - H ** 2)
    for par, grad in ((V, H.T @ dS), (v0, dS.sum(0)), (U, X.T @ dQ), (u0, dQ.sum(0))):
        par -= 0.8 * grad
    if epoch % 50 == 0:
        print("brier score after", epoch, "=", brier())
print("hits:", (model(X)[1].argmax(1) == cls).sum(), "of", len(X))
