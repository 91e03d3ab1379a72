def perceptron(data, labels, lr=0.1, epochs=10):
    w = [0.0]*len(data[0]); b = 0.0
    for _ in range(epochs):
        for x, t in zip(data, labels):
            y = sum(a*c for a, c in zip(w, x)) + b
            e = y - t
            for i in range(len(w)): w[i] -= lr*e*x[i]
            b -= lr*e
    return w, b
