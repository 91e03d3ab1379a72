import numpy as np
def sig(z): return 1/(1+np.exp(-z))
def backprop_step(x, y, w1, w2, lr=0.3):
    h = sig(x @ w1); o = sig(h @ w2)
    d2 = (o-y)*o*(1-o); d1 = (d2 @ w2.T)*h*(1-h)
    w2 = w2 - lr*h.T @ d2
    w1 = w1 - lr*x.T @ d1
    return w1, w2
