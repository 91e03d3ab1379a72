import numpy as np
import matplotlib.pyplot as plt
plt.style.use('ggplot')

np.random.seed(2018)
x = np.sort(np.random.uniform(-2, 2, 50))[:, np.newaxis]
y = x ** 2 - 1 + np.random.normal(0, 0.1, x.shape)
y[::11] += 4          # some outliers

fig = plt.figure(figsize=(8, 5))
plt.scatter(x, y, label='data')
plt.legend()
plt.show()

def huber(r, d=1.0):
    small = np.abs(r) <= d
    return np.where(small, 0.5 * r ** 2, d * (np.abs(r) - 0.5 * d))

def huber_prime(r, d=1.0):
    return np.clip(r, -d, d)

W = [np.random.randn(1, 7), np.random.randn(7, 1) / 3]
b = [np.random.randn(7) / 2, np.zeros(1)]
eta = 0.1
curve = []
for epoch in range(300):
    z = x @ W[0] + b[0]
    a = np.tanh(z)
    out = a @ W[1] + b[1]
    curve.append(huber(out - y).mean())
    d_out = huber_prime(out - y) / x.size
    d_z = d_out @ W[1].T / np.cosh(z) ** 2
    W[1] -= eta * a.T @ d_out
    b[1] -= eta * d_out.sum(axis=0)
    W[0] -= eta * x.T @ d_z
    b[0] -= eta * d_z.sum(axis=0)
    if epoch % 30 == 0:
        print('.', end='', flush=True)
print(' done')

fig, ax = plt.subplots(1, 2)
ax[0].plot(curve)
ax[0].set_title('loss')
ax[1].plot(x, y, 'o', x, np.tanh(x @ W[0] + b[0]) @ W[1] + b[1], '-')
plt.tight_layout()
plt.savefig('fit.png')
