w = [0.1, -0.2, 0.3]  # start
b = 0.05  # start
data = [([1.0, 0.5, -1.0], 1.0), ([0.2, 0.1, 0.7], 0.0), ([-0.3, 0.8, 0.5], 1.0)]
for epoch in range(6):
    total = 0.0
    for x, t in data:
        z = b
        for i in range(len(w)):
            z += w[i] * x[i]
        error = z - t
        total += error ** 2
        for i in range(len(w)):
            w[i] -= 0.1 * error * x[i]
        b -= 0.1 * error
    print(epoch, total)
