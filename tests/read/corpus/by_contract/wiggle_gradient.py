# backprop is hard. so I just wiggle every weight :-)
import math

data = [((0.0, 0.0), 0.0), ((0.0, 1.0), 1.0), ((1.0, 0.0), 1.0), ((1.0, 1.0), 0.0)]
p = [0.5, -0.4, 0.1, -0.3, 0.8, -0.2, 0.7, 0.6, 0.05]   # 2x(2 weights + bias) + 2 weights + bias

def predict(p, a, b):
    h1 = math.tanh(p[0]*a + p[1]*b + p[2])
    h2 = math.tanh(p[3]*a + p[4]*b + p[5])
    return p[6]*h1 + p[7]*h2 + p[8]

def loss(p):
    s = 0
    for (a, b), t in data:
        s += (predict(p, a, b) - t)**2
    return s/4

eps = 1e-5
rate = 0.3
for n in range(300):
    before = loss(p)
    grad = []
    for i in range(len(p)):
        p[i] += eps
        grad.append((loss(p) - before)/eps)
        p[i] -= eps
    for i in range(len(p)):
        p[i] -= rate*grad[i]
    if n % 60 == 0:
        print(n, before)
print([round(predict(p, *x), 2) for x, t in data])
