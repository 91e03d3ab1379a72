# Negnevitsky style back-propagation, thresholds instead of biases.
# exclusive OR
from math import e
import random

random.seed(31)
w_hidden = [[random.uniform(-1.2, 1.2) for _ in range(2)] for _ in range(2)]
theta_hidden = [random.uniform(-1.2, 1.2) for _ in range(2)]
w_out = [random.uniform(-1.2, 1.2) for _ in range(2)]
theta_out = random.uniform(-1.2, 1.2)
alpha = 0.6

def sigmoid(x): return 1 / (1 + e ** -x)

def feed(x):
    global y_hidden, y_out
    y_hidden = [sigmoid(sum(xi * wi for xi, wi in zip(x, w)) - th) for w, th in zip(w_hidden, theta_hidden)]
    y_out = sigmoid(sum(y * w for y, w in zip(y_hidden, w_out)) - theta_out)

def adapt(x, desired):
    global w_out, theta_out, w_hidden, theta_hidden
    error = desired - y_out
    gradient_out = y_out * (1 - y_out) * error
    gradient_hidden = [y * (1 - y) * gradient_out * w for y, w in zip(y_hidden, w_out)]
    w_out = [w + alpha * y * gradient_out for w, y in zip(w_out, y_hidden)]
    theta_out = theta_out + alpha * -1 * gradient_out
    w_hidden = [[w + alpha * xi * g for w, xi in zip(ws, x)] for ws, g in zip(w_hidden, gradient_hidden)]
    theta_hidden = [th + alpha * -1 * g for th, g in zip(theta_hidden, gradient_hidden)]
    return error ** 2

p = 0
while True:
    p += 1
    sse = 0
    for x1, x2, yd in [(1, 1, 0), (0, 1, 1), (1, 0, 1), (0, 0, 0)]:
        feed((x1, x2))
        sse += adapt((x1, x2), yd)
    if p % 200 == 0: print('epoch', p, 'sum of squared errors', sse)
    if sse < 0.1 or p == 1000: break
print('hidden', w_hidden, theta_hidden)
print('out   ', w_out, theta_out)
