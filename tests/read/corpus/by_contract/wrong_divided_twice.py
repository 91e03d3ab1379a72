import numpy as np

rng = np.random.default_rng(12)

def forward(X, p):
    Z1 = p['W1'] @ X + p['b1']
    A1 = np.maximum(Z1, 0)
    Z2 = p['W2'] @ A1 + p['b2']
    return Z1, A1, Z2

def backward(X, Y, p, Z1, A1, Z2):
    m = X.shape[1]
    g = {}
    dZ2 = (Z2 - Y) / m
    g['W2'] = dZ2 @ A1.T
    g['b2'] = np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = (p['W2'].T @ dZ2) * (Z1 > 0)
    g['W1'] = dZ1 @ X.T / m
    g['b1'] = np.sum(dZ1, axis=1, keepdims=True) / m
    return g

m = 15
X = rng.normal(size=(3, m))
Y = np.vstack([X[0] - X[1] * X[2], np.abs(X[1])])
p = {'W1': rng.normal(size=(5, 3)), 'b1': rng.normal(size=(5, 1)) * 0.1, 'W2': rng.normal(size=(2, 5)), 'b2': np.zeros((2, 1))}

for step in range(201):
    Z1, A1, Z2 = forward(X, p)
    J = np.sum((Z2 - Y)**2) / (2 * m)
    g = backward(X, Y, p, Z1, A1, Z2)
    for k in p:
        p[k] = p[k] - 0.05 * g[k]
    if step % 50 == 0:
        print(step, J)
