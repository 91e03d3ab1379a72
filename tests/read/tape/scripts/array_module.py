from array import array
w = array("d", [0.1, 0.2, 0.3])  # start
x = array("d", [1.0, 2.0, 3.0])
for i in range(5):
    z = sum(a * b for a, b in zip(w, x))
    for j in range(len(w)):
        w[j] -= 0.01 * (z - 1.0) * x[j]
    w[0], w[1] = w[1], w[0]
    print(list(w), w[1:].tolist())
