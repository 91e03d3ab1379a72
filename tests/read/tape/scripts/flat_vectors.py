import numpy as np
rng = np.random.default_rng(8)
shapes = [(2, 3), (3,), (3, 1), (1,)]
theta = np.concatenate([rng.normal(size=s).ravel() for s in shapes])  # start
def unpack(v):
    out, at = [], 0
    for s in shapes:
        n = int(np.prod(s))
        out.append(v[at:at + n].reshape(s))
        at += n
    return out
X, y = rng.normal(size=(5, 2)), rng.normal(size=(5, 1))
def cost(v):
    W1, b1, W2, b2 = unpack(v)
    h = np.tanh(X.dot(W1) + b1)
    e = h.dot(W2) + b2 - y
    g2 = h.T.dot(e) / 5
    d = e.dot(W2.T) * (1 - h * h)
    return (e ** 2).mean() / 2, np.r_[(X.T.dot(d) / 5).ravel(), d.mean(0), g2.ravel(), e.mean(0)]
for i in range(4):
    c, g = cost(theta)
    theta = theta - 0.1 * g
    theta[:2] -= 0.01 * theta[2:4]
    step = np.zeros(theta.size)
    for k in range(theta.size):
        step[k] = 1e-3 * theta[k]
        theta[k] -= step[k]
        step[k] = 0
    print(c, theta[-1], theta.sum())
