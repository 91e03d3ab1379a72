import numpy as np

def initialise(rng, width=4):
    return [rng.normal(size=s) * 0.6 for s in [(width, width), (width,), (width, width), (width,), (width, 1), (1,)]]

def forward(theta, x):
    W1, b1, W2, b2, W3, b3 = theta
    a1 = np.tanh(x.dot(W1) + b1)
    a2 = np.tanh(a1.dot(W2) + b2)
    a3 = a2.dot(W3) + b3
    return a1, a2, a3

def grad(theta, x, y):
    W1, b1, W2, b2, W3, b3 = theta
    a1, a2, a3 = forward(theta, x)
    e3 = (a3 - y) / len(y)
    e2 = e3.dot(W3.T) * (1 - a2 ** 2)
    e1 = e2.dot(W2.T) * (1 - a1 ** 2)
    gW3 = a2.T.dot(e3)
    gW2 = x.T.dot(e2)
    gW1 = x.T.dot(e1)
    gb3, gb2, gb1 = e3.sum(axis=0), e2.sum(axis=0), e1.sum(axis=0)
    return [gW1, gb1, gW2, gb2, gW3, gb3]

def sgd(theta, grads, eta):
    return [p - eta * g for p, g in zip(theta, grads)]

def half_mse(theta, x, y):
    return 0.5 * ((forward(theta, x)[-1] - y) ** 2).mean()

if __name__ == '__main__':
    rng = np.random.default_rng(0)
    x = rng.uniform(-1, 1, (25, 4))
    y = (x[:, :1] * x[:, 1:2] + x[:, 2:3] ** 2)
    theta = initialise(rng)
    print('start', half_mse(theta, x, y))
    for k in range(100):
        g = grad(theta, x, y)
        theta = sgd(theta, g, 0.1)
        if k % 20 == 0: print(k, half_mse(theta, x, y))
