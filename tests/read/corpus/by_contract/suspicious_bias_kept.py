# backprop by hand, every weight has its own name
import math

i1, i2 = 0.15, 0.60
t1, t2 = 0.25, 0.85
w1, w2, w3, w4 = 0.11, 0.27, -0.33, 0.42
w5, w6, w7, w8 = 0.36, -0.51, 0.64, 0.08
b1 = 0.3
b2 = -0.2
lr = 0.5

def f(x):
    return 1 / (1 + math.exp(-x))

for n in range(1, 201):
    net_h1 = w1*i1 + w2*i2 + b1
    net_h2 = w3*i1 + w4*i2 + b1
    h1 = f(net_h1)
    h2 = f(net_h2)
    net_o1 = w5*h1 + w6*h2 + b2
    net_o2 = w7*h1 + w8*h2 + b2
    o1 = f(net_o1)
    o2 = f(net_o2)
    E1 = 0.5*(t1 - o1)**2
    E2 = 0.5*(t2 - o2)**2
    E = E1 + E2

    dE_do1 = -(t1 - o1)
    dE_do2 = -(t2 - o2)
    do1_dnet = o1*(1 - o1)
    do2_dnet = o2*(1 - o2)
    dw5 = dE_do1 * do1_dnet * h1
    dw6 = dE_do1 * do1_dnet * h2
    dw7 = dE_do2 * do2_dnet * h1
    dw8 = dE_do2 * do2_dnet * h2

    dE_dh1 = dE_do1*do1_dnet*w5 + dE_do2*do2_dnet*w7
    dE_dh2 = dE_do1*do1_dnet*w6 + dE_do2*do2_dnet*w8
    dw1 = dE_dh1 * h1*(1 - h1) * i1
    dw2 = dE_dh1 * h1*(1 - h1) * i2
    dw3 = dE_dh2 * h2*(1 - h2) * i1
    dw4 = dE_dh2 * h2*(1 - h2) * i2

    w1 -= lr*dw1
    w2 -= lr*dw2
    w3 -= lr*dw3
    w4 -= lr*dw4
    w5 -= lr*dw5
    w6 -= lr*dw6
    w7 -= lr*dw7
    w8 -= lr*dw8
    if n % 50 == 0: print(n, 'E =', E, 'o1 =', o1, 'o2 =', o2)
