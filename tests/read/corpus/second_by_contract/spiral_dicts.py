import numpy as np

np.random.seed(2)
spiral = []
for arm in range(3):
    r = np.linspace(0.2, 1, 20)
    phi = 2 * r + 2.1 * arm
    spiral.append(np.c_[r * np.cos(phi), r * np.sin(phi), np.full(20, arm)])
spiral = np.vstack(spiral)
points, arms = spiral[:, :2], spiral[:, 2].astype(int)
y = (arms[:, None] == np.arange(3)) * 1.0


def init(n_in, n_hidden, n_out):
    return {'Wxh': np.random.randn(n_in, n_hidden), 'bh': np.random.randn(n_hidden) * 0.1,
            'Why': np.random.randn(n_hidden, n_out) * 0.3, 'by': np.zeros(n_out)}


def forward(m, x):
    h = np.tanh(x @ m['Wxh'] + m['bh'])
    s = h @ m['Why'] + m['by']
    s = np.exp(s - s.max(axis=1, keepdims=True))
    return h, s / s.sum(axis=1, keepdims=True)


def xent(m):
    return -np.mean(np.sum(y * np.log(forward(m, points)[1]), axis=1))


def descend(m, lr):
    h, p = forward(m, points)
    dy = (p - y) / len(points)
    dh = dy @ m['Why'].T * (1 - h * h)
    m['Why'] -= lr * (h.T @ dy)
    m['by'] -= lr * dy.sum(axis=0)
    m['Wxh'] -= lr * (points.T @ dh)
    m['bh'] += lr * dh.sum(axis=0)


model = init(2, 14, 3)
for i in range(300):
    descend(model, 0.5)
    if i % 60 == 0:
        acc = (forward(model, points)[1].argmax(axis=1) == arms).mean()
        print("iter %3d  loss %.4f  acc %.2f" % (i, xent(model), acc))
