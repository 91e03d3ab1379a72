import numpy as np

rng = np.random.default_rng(77)
X = rng.normal(size=(16, 3))
y = (X.sum(axis=1, keepdims=True) > 0.2).astype(float)
sizes = [(4, 3), (4,), (1, 4), (1,)]
total = sum(int(np.prod(s)) for s in sizes)


def views(flat):
    parts, start = [], 0
    for shape in sizes:
        stop = start + int(np.prod(shape))
        parts.append(flat[start:stop].reshape(shape))
        start = stop
    return parts


theta = rng.normal(0, 0.7, total)
grad = np.empty(total)
A, a, B, b = views(theta)
gA, ga, gB, gb = views(grad)
hidden = np.empty((16, 4))
out = np.empty((16, 1))
losses = []
for iteration in range(25):
    np.dot(X, A.T, out=hidden)
    hidden += a
    hidden[:] = 1 / (1 + np.exp(-hidden))
    np.dot(hidden, B.T, out=out)
    out += b
    out[:] = 1 / (1 + np.exp(-out))
    loss = -np.mean(y * np.log(out) + (1 - y) * np.log(1 - out))
    delta = (out - y) / len(X)
    gB[:] = delta.T @ hidden
    gb[:] = delta.sum(axis=0)
    below = delta @ B
    below *= hidden * (1 - hidden)
    gA[:] = below.T @ X
    ga[:] = below.sum(axis=0)
    theta -= 1.5 * grad
    losses.append(loss)
print(losses[0], losses[-1])
