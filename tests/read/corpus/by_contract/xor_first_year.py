import math
import random

random.seed(7)

data = [[0,0,0],[0,1,1],[1,0,1],[1,1,0]]
alpha = 0.5

# input -> hidden
w_ih = []
for i in range(2):
    row = []
    for j in range(3):
        row.append(random.uniform(-1, 1))
    w_ih.append(row)
b_h = [random.uniform(-1, 1) for j in range(3)]
# hidden -> out
w_ho = [random.uniform(-1, 1) for j in range(3)]
b_o = random.uniform(-1,1)

epoch = 0
while epoch < 500:
    total = 0
    for d in data:
        x = [d[0], d[1]]
        target = d[2]

        # forward
        hidden = [0, 0, 0]
        for j in range(3):
            s = 0
            for i in range(2):
                s += x[i] * w_ih[i][j]
            s += b_h[j]
            hidden[j] = 1 / (1 + math.exp(-s))
        s = 0
        for j in range(3):
            s += hidden[j] * w_ho[j]
        s += b_o
        out = 1 / (1 + math.exp(-s))

        err = target - out
        total += err ** 2

        # backward
        delta_o = err * out * (1 - out)
        delta_h = [0, 0, 0]
        for j in range(3):
            delta_h[j] = delta_o * w_ho[j] * hidden[j] * (1 - hidden[j])

        # change the weights   
        for j in range(3):
            w_ho[j] += alpha * delta_o * hidden[j]
        b_o += alpha * delta_o
        for i in range(2):
            for j in range(3):
                w_ih[i][j] += alpha * delta_h[j] * x[i]
        for j in range(3):
            b_h[j] += alpha * delta_h[j]
        done = True
    epoch += 1
    if epoch % 100 == 0:
        print(epoch, total)
