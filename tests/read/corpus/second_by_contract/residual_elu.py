import numpy as np

rng = np.random.RandomState(414)
x_all = rng.uniform(-2, 2, size=(32, 3))
y_all = (x_all[:, [0]] ** 2 - x_all[:, [1]] + 0.3 * x_all[:, [2]]) / 2
ALPHA = 0.7


def elu(t):
    return np.where(t > 0, t, ALPHA * np.expm1(np.minimum(t, 0)))


def elu_prime_from_value(v):
    return np.where(v > 0, 1.0, v + ALPHA)


A = rng.randn(3, 6) * .5
a = np.zeros(6)
R = rng.randn(6, 6) * .3
r = np.zeros(6)
O = rng.randn(6, 1) * .5
o = np.zeros(1)


def forward(x):
    h1 = elu(x.dot(A) + a)
    f = elu(h1.dot(R) + r)
    h2 = h1 + f                      # skip connection
    return h1, f, h2, h2.dot(O) + o


def loss():
    return float(np.mean((forward(x_all)[3] - y_all) ** 2) / 2)


lr = 0.05
for k in range(1, 401):
    h1, f, h2, out = forward(x_all)
    e = (out - y_all) / len(x_all)
    dh2 = e.dot(O.T)
    df = dh2 * elu_prime_from_value(f)
    dh1 = dh2 + df.dot(R.T)
    dz1 = dh1 * elu_prime_from_value(h1)
    O -= lr * h2.T.dot(e)
    o -= lr * e.sum(0)
    R -= lr * h1.T.dot(df)
    r -= lr * df.sum(0)
    A -= lr * x_all.T.dot(dz1)
    a -= lr * dz1.sum(0)
    if k % 100 == 0:
        lr /= 2
        print(k, loss())
