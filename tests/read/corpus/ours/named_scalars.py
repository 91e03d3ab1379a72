import math

i1, i2 = 0.3, -0.6
t1, t2 = 0.8, 0.1
w1, w2, w3, w4 = 0.2, -0.3, 0.45, 0.1
w5, w6, w7, w8 = -0.4, 0.35, 0.6, -0.15
b1, b2, b3, b4 = 0.1, -0.2, 0.05, 0.3
rate = 0.5


def s(t):
    return 1 / (1 + math.exp(-t))


for step in range(10):
    net1 = w1 * i1 + w2 * i2 + b1
    net2 = w3 * i1 + w4 * i2 + b2
    h1 = s(net1)
    h2 = s(net2)
    net3 = w5 * h1 + w6 * h2 + b3
    net4 = w7 * h1 + w8 * h2 + b4
    o1 = s(net3)
    o2 = s(net4)
    E = 0.5 * (t1 - o1) ** 2 + 0.5 * (t2 - o2) ** 2

    dE_do1 = -(t1 - o1)
    dE_do2 = -(t2 - o2)
    do1_dnet3 = o1 * (1 - o1)
    do2_dnet4 = o2 * (1 - o2)
    dE_dnet3 = dE_do1 * do1_dnet3
    dE_dnet4 = dE_do2 * do2_dnet4
    dE_dw5 = dE_dnet3 * h1
    dE_dw6 = dE_dnet3 * h2
    dE_dw7 = dE_dnet4 * h1
    dE_dw8 = dE_dnet4 * h2
    dE_dh1 = dE_dnet3 * w5 + dE_dnet4 * w7
    dE_dh2 = dE_dnet3 * w6 + dE_dnet4 * w8
    dh1_dnet1 = h1 * (1 - h1)
    dh2_dnet2 = h2 * (1 - h2)
    dE_dw1 = dE_dh1 * dh1_dnet1 * i1
    dE_dw2 = dE_dh1 * dh1_dnet1 * i2
    dE_dw3 = dE_dh2 * dh2_dnet2 * i1
    dE_dw4 = dE_dh2 * dh2_dnet2 * i2
    dE_db1 = dE_dh1 * dh1_dnet1
    dE_db2 = dE_dh2 * dh2_dnet2

    w5 -= rate * dE_dw5
    w6 -= rate * dE_dw6
    w7 -= rate * dE_dw7
    w8 -= rate * dE_dw8
    b3 -= rate * dE_dnet3
    b4 -= rate * dE_dnet4
    w1 -= rate * dE_dw1
    w2 -= rate * dE_dw2
    w3 -= rate * dE_dw3
    w4 -= rate * dE_dw4
    b1 -= rate * dE_db1
    b2 -= rate * dE_db2
    print(step, E)
