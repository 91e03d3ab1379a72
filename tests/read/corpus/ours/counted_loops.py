import math
import random

N_IN = 3
N_HID = 4
N_OUT = 2

random.seed(23)
w1 = [[random.uniform(-0.6, 0.6) for i in range(N_IN)] for j in range(N_HID)]
c1 = [0.0] * N_HID
w2 = [[random.uniform(-0.6, 0.6) for j in range(N_HID)] for k in range(N_OUT)]
c2 = [0.0] * N_OUT
data_in = [[0.2, -0.5, 0.9], [-0.7, 0.4, 0.1], [0.6, 0.6, -0.3], [-0.1, -0.9, -0.8]]
data_out = [[0.5, -0.5], [-0.5, 0.5], [0.3, 0.7], [-0.6, -0.2]]

rounds = 0
while rounds < 10:
    g1 = [[0.0] * N_IN for j in range(N_HID)]
    e1 = [0.0] * N_HID
    g2 = [[0.0] * N_HID for k in range(N_OUT)]
    e2 = [0.0] * N_OUT
    error = 0.0
    for n in range(len(data_in)):
        hid = [0.0] * N_HID
        for j in range(N_HID):
            s = c1[j]
            for i in range(N_IN):
                s += w1[j][i] * data_in[n][i]
            hid[j] = math.tanh(s)
        out = [0.0] * N_OUT
        for k in range(N_OUT):
            s = c2[k]
            for j in range(N_HID):
                s += w2[k][j] * hid[j]
            out[k] = math.tanh(s)
        dk = [0.0] * N_OUT
        for k in range(N_OUT):
            difference = out[k] - data_out[n][k]
            error += 0.5 * difference * difference
            dk[k] = difference * (1 - out[k] * out[k])
        dj = [0.0] * N_HID
        for j in range(N_HID):
            back = 0.0
            for k in range(N_OUT):
                back += w2[k][j] * dk[k]
            dj[j] = back * (1 - hid[j] * hid[j])
        for k in range(N_OUT):
            for j in range(N_HID):
                g2[k][j] += dk[k] * hid[j]
            e2[k] += dk[k]
        for j in range(N_HID):
            for i in range(N_IN):
                g1[j][i] += dj[j] * data_in[n][i]
            e1[j] += dj[j]
    rate = 0.15
    for k in range(N_OUT):
        for j in range(N_HID):
            w2[k][j] -= rate * g2[k][j]
        c2[k] -= rate * e2[k]
    for j in range(N_HID):
        for i in range(N_IN):
            w1[j][i] -= rate * g1[j][i]
        c1[j] -= rate * e1[j]
    print("round", rounds, "error", error)
    rounds = rounds + 1
